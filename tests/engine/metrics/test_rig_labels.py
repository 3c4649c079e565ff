# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels of bones are read strictly, say what the project's rules say, and score found bones."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from addon.contract.errors import FormatError
from addon.contract.rig_hints import Span
from engine.geometry.load import load_drawing
from engine.metrics.rig_labels import (
    DrawnPoints,
    RigLabel,
    RigScore,
    drawn_points,
    read_label,
    score,
)
from engine.rig.bones import Bones
from engine.rig.skeletons import PLANS

FOLDER = Path(__file__).resolve().parents[2] / "drawings" / "rigs"
FILES = sorted((FOLDER / "labels").glob("*.json"))
FIRST = [file for file in FILES if file.stem.startswith("first_")]
by_name = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
by_first = pytest.mark.parametrize("file", FIRST, ids=lambda file: file.stem)


def points_of(label: RigLabel) -> DrawnPoints:
    return drawn_points(load_drawing(FOLDER / label.drawing))


def bones_of(
    label: RigLabel, drawn: DrawnPoints, plan: str | None = None, *, swap: bool = False
) -> Bones:
    """Bones that agree with the label; `swap`: the limbs of every pair have each other's names."""
    skeleton = PLANS[plan or label.plan]
    names: dict[str, str] = {}
    for pair in skeleton.twins if swap else ():
        for one, other in (pair, pair[::-1]):
            names |= {one.name: other.name, **dict(zip(one.joints, other.joints, strict=True))}
    joints = np.zeros((len(skeleton.joints), 2))
    for name, place in label.joints.items():
        if names.get(name, name) in skeleton.index:
            joints[skeleton.index[names.get(name, name)]] = place
    parts = np.full(len(drawn.points), -1, np.int64)
    for stroke, spans in label.parts.items():
        for start, end, part in spans:
            own = (drawn.strokes == stroke) & (start <= drawn.shares) & (drawn.shares <= end)
            parts[own] = skeleton.part_index.get(names.get(part, part), -1)
    carriers = np.zeros((len(parts), 1), np.int64)
    return Bones(
        plan=skeleton.name,
        names=tuple(skeleton.index),
        parents=np.array(skeleton.parents, np.int64),
        joints=joints,
        confidence=np.ones(len(joints)),
        carriers=carriers,
        weights=np.ones((len(parts), 1)),
        parts=parts,
    )


def scored(label: RigLabel, drawn: DrawnPoints, bones: Bones) -> RigScore:
    return score(label, drawn.points, drawn.strokes, drawn.shares, bones)


def written(folder: Path, **changes: Any) -> Path:
    """A small label with some keys changed; None takes a key out."""
    label = {
        "drawing": "first/fish.svg",
        "caption": "The fish swims.",
        "plan": "fish",
        "accept_plans": [],
        "facing": "right",
        "joints": {"nose": [9, 5]},
        "parts": {"0": "trunk", "1": [[0, 0.5, "tail"], [0.6, 1, ""]]},
    } | changes
    path = folder / "label.json"
    path.write_text(json.dumps({k: v for k, v in label.items() if v is not None}))
    return path


# The labels of the project


def test_the_sets_are_complete() -> None:
    assert Counter(f.stem.split("_")[0] for f in FILES) == dict(first=10, single=14, streamline=16)
    drawings = {read_label(file).drawing for file in FIRST}
    assert drawings == {f"first/{file.name}" for file in (FOLDER / "first").glob("*.svg")}


@by_name
def test_labels_are_named_after_their_drawing_and_say_enough(file: Path) -> None:
    label = read_label(file)
    assert file.stem == label.drawing.replace("/", "_").removesuffix(".svg")
    assert label.caption.endswith(".") and label.plan not in label.accept_plans
    assert len(label.joints) >= 3 and label.parts


@by_name
def test_a_body_faces_from_its_back_joint_to_its_front_joint(file: Path) -> None:
    label = read_label(file)
    ends = PLANS[label.plan].facing or ()
    places = [label.joints[name][0] for name in ends if name in label.joints]
    if len(places) == 2 and label.facing != "front":
        assert (label.facing == "right") == (places[0] < places[1])


@by_name
def test_limbs_are_named_by_the_rule_of_twins(file: Path) -> None:
    label = read_label(file)
    facing = -1 if label.facing == "left" else 1
    for pair in PLANS[label.plan].twins:
        outer = [[label.joints.get(n) for n in p.joints[1:] or p.joints] for p in pair]
        first, second = ([place[0] * facing for place in limb if place] for limb in outer)
        if first and second:
            assert np.mean(first) <= np.mean(second), f"{pair[0].name} and {pair[1].name}"


@by_first
def test_every_stroke_of_the_first_drawings_has_its_part(file: Path) -> None:
    label = read_label(file)
    drawing = load_drawing(FOLDER / label.drawing)
    assert sorted(label.parts) == list(range(drawing.stroke_count))
    for spans in label.parts.values():
        assert [s.start for s in spans] + [1.0] == [0.0] + [s.end for s in spans]


@by_first
def test_joints_of_the_first_drawings_lie_in_them(file: Path) -> None:
    label = read_label(file)
    points = points_of(label).points
    places = np.array(list(label.joints.values()))
    assert (places >= points.min(axis=0) - 3).all() and (places <= points.max(axis=0) + 3).all()


@by_first
def test_bones_as_labelled_score_full_marks(file: Path) -> None:
    label = read_label(file)
    drawn = points_of(label)
    found = scored(label, drawn, bones_of(label, drawn))
    assert found.plan_right and found.facing_right is not False
    assert (found.pck, found.joint_error) == (1.0, 0.0)
    assert found.parts > 0.99 and found.merged_parts == found.parts


def test_exchanged_limbs_are_wrong_but_right_when_merged() -> None:
    label = read_label(FOLDER / "labels" / "first_horse.json")
    drawn = points_of(label)
    found = scored(label, drawn, bones_of(label, drawn, swap=True))
    assert found.pck < 1.0 and found.parts < 0.7 and found.joint_error > 0.0
    assert (found.merged_pck, found.merged_joint_error) == (1.0, 0.0)
    assert found.merged_parts > 0.99


def test_joints_elsewhere_are_missed() -> None:
    label = read_label(FOLDER / "labels" / "first_cat.json")
    drawn = points_of(label)
    bones = bones_of(label, drawn)
    moved = scored(label, drawn, replace(bones, joints=bones.joints + np.array([0.0, 30.0])))
    assert (moved.pck, moved.merged_pck) == (0.0, 0.0)
    assert moved.parts > 0.99


# Scores in small made-up cases

LINES = DrawnPoints(  # a long stroke of few points and a short one of many
    np.array([[0.0, 0], [90, 0], *[[90 + i, 0] for i in range(11)]]),
    np.array([0, 0] + [1] * 11),
    np.array([0.0, 1, *np.linspace(0, 1, 11)]),
)
FISH = RigLabel(
    "made/up.svg",
    "The fish swims.",
    "fish",
    (),
    "left",
    {"nose": (0.0, 0.0), "tail": (100.0, 0.0)},
    {0: (Span(0, 1, "trunk"),), 1: (Span(0, 1, "tail"),)},
)


def test_parts_count_by_drawn_length_not_by_points() -> None:
    bones = bones_of(FISH, LINES)
    all_trunk = np.zeros_like(bones.parts)
    assert scored(FISH, LINES, replace(bones, parts=all_trunk)).parts == pytest.approx(0.9)
    all_tail = np.ones_like(bones.parts)
    assert scored(FISH, LINES, replace(bones, parts=all_tail)).parts == pytest.approx(0.1)


def test_pieces_that_nobody_could_judge_do_not_count() -> None:
    label = replace(FISH, parts={0: (Span(0, 0.2, "trunk"), Span(0.2, 0.4, "tail"))})
    bones = bones_of(FISH, LINES)  # the first of both points stands for 0..0.5: it is the trunk
    assert scored(label, LINES, bones).parts == pytest.approx(0.5)


def test_what_is_no_part_of_the_body_has_to_be_found_as_such() -> None:
    label = replace(FISH, parts={1: (Span(0, 1, ""),)})
    bones = bones_of(FISH, LINES)
    assert scored(label, LINES, bones).parts == 0.0
    assert scored(label, LINES, replace(bones, parts=np.full(13, -1))).parts == 1.0


def test_a_joint_counts_within_a_tenth_of_the_long_side() -> None:
    bones = bones_of(FISH, LINES)
    tail = PLANS["fish"].index["tail"]
    for away, share in ((9.9, 1.0), (10.1, 0.5)):
        joints = bones.joints.copy()
        joints[tail] += [0.0, away]
        found = scored(FISH, LINES, replace(bones, joints=joints))
        assert found.pck == share
        assert found.joint_error == pytest.approx(away / 200)


def test_which_way_it_faces() -> None:
    bones = bones_of(FISH, LINES)
    assert scored(FISH, LINES, bones).facing_right is True
    turned = replace(bones, joints=[100.0, 0.0] - bones.joints)
    assert scored(FISH, LINES, turned).facing_right is False
    assert scored(replace(FISH, facing="front"), LINES, turned).facing_right is None


def test_only_one_pair_of_two_is_exchanged() -> None:
    names = ("hind_near4", "hind_far4", "fore_near4", "fore_far4")
    places = ((0.0, 0.0), (40.0, 0.0), (60.0, 0.0), (100.0, 0.0))
    label = replace(
        FISH, plan="four_legged", joints=dict(zip(names, places, strict=True)), parts={}
    )
    bones = bones_of(label, LINES)
    index = PLANS["four_legged"].index
    joints = bones.joints.copy()
    near, far = index["hind_near4"], index["hind_far4"]
    joints[[near, far]] = joints[[far, near]]
    found = scored(label, LINES, replace(bones, joints=joints))
    assert (found.pck, found.merged_pck, found.merged_joint_error) == (0.5, 1.0, 0.0)
    assert math.isnan(found.parts) and math.isnan(found.merged_parts)


def test_a_wrong_plan_scores_nothing() -> None:
    found = scored(FISH, LINES, bones_of(FISH, LINES, "snake"))
    assert not found.plan_right
    assert (found.pck, found.parts, found.merged_pck, found.merged_parts) == (0, 0, 0, 0)
    assert math.isnan(found.joint_error)


def test_bones_without_names_score_nothing() -> None:
    bones = replace(bones_of(FISH, LINES), plan="", parts=np.full(13, -1))
    found = scored(FISH, LINES, bones)
    assert (found.plan_right, found.facing_right, found.parts) == (False, None, 0.0)


def test_an_accepted_plan_is_compared_by_what_both_plans_have() -> None:
    label = replace(FISH, accept_plans=("snake",))  # a snake has a nose and a trunk, but no tail
    found = scored(label, LINES, bones_of(label, LINES, "snake"))
    assert found.plan_right
    assert (found.pck, found.parts, found.joint_error) == (1.0, 1.0, 0.0)


def test_a_label_of_another_drawing_is_refused() -> None:
    label = replace(FISH, parts={2: (Span(0, 1, "trunk"),)})
    with pytest.raises(FormatError, match="has no stroke 2"):
        scored(label, LINES, bones_of(FISH, LINES))


def test_points_follow_the_drawn_length(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" fill="none" stroke="#000">'
        '<path d="M0 0 L30 40 L30 90"/><path d="M0 0 C0 0 80 0 80 0"/></svg>'
    )
    drawn = drawn_points(load_drawing(tmp_path / "a.svg"))
    first = drawn.strokes == 0
    corner = np.linalg.norm(drawn.points - [30, 40], axis=1) < 1e-6
    assert drawn.shares[first & corner] == pytest.approx(0.5)
    second = drawn.strokes == 1
    assert drawn.shares[second] == pytest.approx(drawn.points[second, 0] / 80)


# Reading


def test_a_label_is_read(tmp_path: Path) -> None:
    label = read_label(written(tmp_path, accept_plans=["snake"]))
    assert (label.plan, label.accept_plans, label.facing) == ("fish", ("snake",), "right")
    assert label.joints == {"nose": (9.0, 5.0)}
    assert label.parts == {0: (Span(0, 1, "trunk"),), 1: (Span(0, 0.5, "tail"), Span(0.6, 1, ""))}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"plan": "unicorn"}, "no body plan unicorn"),
        ({"plan": None}, "lacks plan"),
        ({"caption": 3}, "caption"),
        ({"accept_plans": ["unicorn"]}, "no body plan unicorn"),
        ({"accept_plans": [1]}, "no body plan 1"),
        ({"facing": "up"}, "can't face up"),
        ({"plan": "person", "joints": {}, "parts": {}}, "can't face right"),
        ({"joints": {"knee": [1, 2]}}, "has no knee"),
        ({"joints": {"nose": [1]}}, "nose"),
        ({"joints": {"nose": [1, "a"]}}, "nose"),
        ({"joints": [1]}, "joints"),
        ({"parts": {"0": "leg"}}, "has no leg"),
        ({"parts": {"-1": "trunk"}}, "not a stroke's number"),
        ({"parts": {"01": "trunk"}}, "not a stroke's number"),
        ({"parts": {"0": 3}}, "must be"),
        ({"parts": {"0": [[0, 0.5]]}}, "must be"),
        ({"parts": {"0": [[0, 0.6, "tail"], [0.5, 1, "trunk"]]}}, "follow one another"),
        ({"parts": {"0": [[0.5, 0.5, "tail"]]}}, "follow one another"),
        ({"parts": {"0": [[0, 1.5, "tail"]]}}, "follow one another"),
        ({"note": "?"}, "not known"),
    ],
)
def test_wrong_labels_are_refused(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_label(written(tmp_path, **changes))


def test_files_that_are_no_labels_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="can't be opened"):
        read_label(tmp_path / "none.json")
    (tmp_path / "list.json").write_text("[]")
    with pytest.raises(FormatError, match="must be a JSON object"):
        read_label(tmp_path / "list.json")
    (tmp_path / "text.json").write_text("{")
    with pytest.raises(FormatError, match="not valid JSON"):
        read_label(tmp_path / "text.json")
