# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder of drawings is measured; the judge of motions; its file and its training."""

from __future__ import annotations

import json
import shutil
from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest
import torch

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.language.verbs import GROUPS, groups_of, same_verb
from engine.metrics.motion_classifier import FILE, Judge, read_judge
from engine.metrics.reading import motions_asked
from engine.metrics.suite import read_suite, run_suite
from engine.metrics.table import table
from engine.priors.trajectory.motion_reader import (
    MotionClassifier,
    MotionReader,
    features_of,
    read_reader,
    write_reader,
)
from engine.puppets import FAMILIES
from engine.puppets.motions import VERBS
from engine.runtime.arrays import array_of
from engine.training import classifier

DRAWINGS = Path(__file__).parents[2] / "drawings"


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


def slide(drawing: Drawing, request) -> Animation:
    """Every object moves 2 px a frame to the right."""
    if "fail" in request.prompt:
        raise BadInput("This one can't be done.")
    frames, objects = 8, drawing.object_count
    transforms = np.zeros((frames, objects, 2, 3), np.float32)
    transforms[..., :2] = np.eye(2)
    transforms[..., 0, 2] = 2 * np.arange(frames)[:, None]
    return Animation(
        offsets=array_of(np.zeros((frames, drawing.point_count, 2), np.float32)),
        transforms=array_of(transforms),
        pivots=array_of(np.zeros((objects, 2), np.float32)),
        keys=array_of(np.zeros((0, 6), np.float32)),
        key_offsets=array_of(np.zeros(5 * objects + 1, np.int32)),
        object_names=drawing.object_names,
    )


def judge_of(classes: tuple[str, ...]) -> Judge:
    torch.manual_seed(0)
    model = MotionClassifier(len(classes), width=16).eval()
    return Judge(MotionReader(model, classes, {}))


def test_a_suite_with_captions(tmp_path):
    for name in ("fish.svg", "flag.svg"):
        shutil.copy(DRAWINGS / name, tmp_path / name)
    captions = {"fish": "The fish swims.", "flag.svg": "fail"}
    (tmp_path / "captions.json").write_text(json.dumps(captions))
    tasks = read_suite(tmp_path)
    assert [task.name for task in tasks] == ["fish", "flag"]
    judge = judge_of(("swim", "walk"))
    good, bad = run_suite(tasks, ("draft",), slide, judge, seed=0)
    assert good.measures is not None and good.measures.amount > 1
    assert good.measures.articulation < 1e-3
    assert good.frames is not None and good.frames.shape == (8, 200, 200, 4)
    assert good.verdicts["drawing"].expected == "swim"
    assert bad.measures is None and "can't be done" in bad.error
    text = table([good, bad])
    assert "| fish | draft | swim |" in text and "mean of 1" in text
    json.dumps([good.to_json(), bad.to_json()])


def test_objects_of_a_labels_file_are_judged_apart(tmp_path):
    shutil.copy(DRAWINGS / "two_balls.svg", tmp_path / "balls.svg")
    labels = {"caption": "The red one walks and the blue one swims.",
              "objects": {"red": [0, 1, 2, 3, 4], "blue": [5, 6, 7, 8, 9]}}  # fmt: skip
    (tmp_path / "balls.json").write_text(json.dumps(labels))
    (result,) = run_suite(read_suite(tmp_path), ("draft",), slide, judge_of(("swim", "walk")), 0)
    assert {name: v.expected for name, v in result.verdicts.items()} == {
        "red": "walk",
        "blue": "swim",
    }


@pytest.mark.parametrize("text", ["{}", "[]", "{", '{"gone": "It moves."}', None])
def test_folders_that_are_no_suite(tmp_path, text):
    if text is not None:
        (tmp_path / "captions.json").write_text(text)
    with pytest.raises(BadInput) as caught:
        read_suite(tmp_path)
    assert caught.value.hint


def test_the_judge_sees_motion_and_not_size_place_or_order():
    rng = np.random.default_rng(0)
    points = torch.from_numpy(rng.normal(0, 30, (1, 9, 2)).astype(np.float32))
    ways = torch.from_numpy(rng.normal(0, 5, (1, 16, 9, 2)).astype(np.float32)).cumsum(dim=1)
    judge = judge_of(("swim", "walk", "fly"))
    one = judge.probabilities(points[0].numpy(), ways[0].numpy())
    assert one.sum() == pytest.approx(1, abs=1e-5)
    order = rng.permutation(9)
    other = judge.probabilities(3 * points[0, order].numpy() + 50, 3 * ways[0][:, order].numpy())
    assert np.allclose(one, other, atol=1e-5)
    own, whole = features_of(points, 0 * ways)
    assert torch.isfinite(own).all() and torch.isfinite(whole).all()


def test_a_verdict_counts_the_motions_of_one_verb_together():
    judge = judge_of(("run", "gallop", "swim"))
    with torch.no_grad():
        head = judge.reader.model.head[-1]
        head.weight.zero_()
        head.bias.copy_(torch.tensor([1.0, 1.0, 1.5]))
    verdict = judge.judge(np.eye(2), np.zeros((16, 2, 2)), "The person will run")
    assert verdict.expected == "run" and verdict.recognised
    assert verdict.named[0][0] == "swim" and verdict.probability > 0.5
    assert judge.judge(np.eye(2), np.zeros((16, 2, 2)), "Zxqv!").recognised is None


@pytest.mark.parametrize(
    ("text", "motions"),
    [
        ("The wine in the glass sways from side to side.", ("slosh",)),
        ("A dolphin swimming and leaping out of the water.", ("leap", "swim")),
        ("The runner runs with a rhythmic arm swing.", ("run",)),
        ("The goldfish is gracefully moving through the water, its tail wagging.", ("swim",)),
        ("The pup trots along", ("trot",)),
        ("The cat stays still", ("still",)),
        ("Move to the left", ("left",)),
        ("Zxqv!", ()),
    ],
)
def test_the_verbs_of_a_prompt(text, motions):
    assert motions_asked(text) == motions


def test_groups_hold_known_motions_once():
    known = {m.name for family in FAMILIES.values() for m in family.motions} | set(VERBS)
    listed = [motion for group in GROUPS for motion in group]
    assert len(listed) == len(set(listed))
    assert set(listed) <= known
    assert same_verb("swim") == ("swim",)
    assert groups_of(["run", "gallop", "swim"]) == [same_verb("run"), ("swim",)]


def test_training_in_miniature(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(classifier, "LEAST", 2)
    monkeypatch.setattr(classifier, "TEST_CLIPS", 8)
    args = ["--to", str(tmp_path), "--clips", "48", "--steps", "3", "--batch", "4",
            "--out", str(tmp_path / "run")]  # fmt: skip
    assert classifier.main(args) == 0
    reader = read_reader(tmp_path / FILE.name)
    assert len(reader.classes) > 2 and reader.info["clips"] == "48"
    again = tmp_path / "again.safetensors"
    write_reader(again, reader.model, reader.classes, reader.info)
    other = read_reader(again)
    assert (other.classes, other.info) == (reader.classes, reader.info)
    points, ways = torch.eye(2)[None], torch.ones(1, 16, 2, 2)
    assert (other.probabilities(points, ways) == reader.probabilities(points, ways)).all()


def test_the_hands_of_the_classifiers_puppets_are_not_the_priors():
    from engine.puppets.drawing_styles import pick_style

    rng = np.random.default_rng(0)
    ours = [classifier._unseen_style(rng) for _ in range(50)]
    theirs = [pick_style(rng) for _ in range(200)]
    assert min(h.wobble for h in ours) >= max(h.wobble for h in theirs)
    assert min(abs(h.gap) for h in ours) >= max(abs(h.gap) for h in theirs)


@pytest.mark.skipif(not FILE.is_file(), reason="the weights are not here")
def test_the_shipped_judge_tells_common_motions_apart():
    assert FILE.stat().st_size < 2_000_000
    reader = read_judge().reader
    clips = classifier.make_clips(
        60, lambda i: classifier.classifier_clip(classifier.TEST_SEED + 5, i), lambda text: None
    )
    assert classifier.accuracy(reader.model, reader.classes, clips)["verb"] > 0.4
    assert Namespace(**reader.info).clips
