# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenes: of several things in a drawing a sentence moves those that it names; scenery stays."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from engine.geometry.grouping.apart import StrokeGaps
from engine.geometry.grouping.named import NamedObject
from engine.geometry.grouping.samples import sample_strokes
from engine.geometry.load import load_drawing
from engine.language.part_nouns import UNNAMED
from engine.rig.scene_things import ground_lines, may_be_things, scene_things
from engine.rig.scenes import told_in_scene
from engine.rig.told_apart import told_apart
from tests.engine.rig.test_told_parts import drawn, line, ring

FIRST = Path(__file__).parents[2] / "drawings" / "first_20"
GROUND = '<path d="M 0 500 C 300 494 500 506 {width} 500" stroke="#000" fill="none"/>'
STEP = 560.0  # pixels from one thing of a scene to the next


def scene(folder: Path, *names: str, ground: bool = False) -> tuple[Drawing, np.ndarray]:
    """Return first drawings side by side as one, and which of them each stroke is of."""
    parts, owners = [], []
    for number, name in enumerate(names):
        path = FIRST / f"{name}.svg"
        inner = re.sub(r"(?s)^.*?<svg[^>]*>|</svg>\s*$", "", path.read_text(encoding="utf-8"))
        parts.append(f'<g transform="translate({number * STEP} 0)">{inner}</g>')
        owners += [number] * load_drawing(path, objects="none").stroke_count
    width = STEP * len(names)
    if ground:
        parts.append(GROUND.format(width=width))
        owners.append(-1)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 512">'
    file = folder / "scene.svg"
    file.write_text(f"{head}{''.join(parts)}</svg>", encoding="utf-8")
    drawing = load_drawing(file, objects="none")
    assert drawing.stroke_count == len(owners)
    return drawing, np.array(owners)


@pytest.mark.parametrize(
    ("names", "sentence", "actors"),
    [
        (("house_with_smoke", "car", "tree"), "the car drives to the right", {"car": 1}),
        (("tree", "snail", "house_with_smoke"), "the snail crawls", {"snail": 1}),
        (("car", "stick_man", "tree"), "the man walks and the car drives",
         {"man": 1, "car": 0}),
    ],
)  # fmt: skip
def test_what_a_sentence_names_in_a_scene_moves_alone(
    tmp_path: Path, names: tuple[str, ...], sentence: str, actors: dict[str, int]
) -> None:
    drawing, owners = scene(tmp_path, *names)
    found = told_apart(drawing, sentence)
    assert found is not None
    for noun, number in actors.items():
        assert np.array_equal(found.labels == found.names.index(noun), owners == number)


def test_the_ground_is_of_the_scenery(tmp_path: Path) -> None:
    drawing, owners = scene(tmp_path, "tree", "snail", "house_with_smoke", ground=True)
    found = told_apart(drawing, "the snail crawls to the left")
    assert found is not None and found.names[0] == UNNAMED
    assert np.array_equal(found.labels > 0, owners == 1)


def test_whoever_will_do_something_is_named_too(tmp_path: Path) -> None:
    drawing, owners = scene(tmp_path, "snail", "car")
    found = told_apart(drawing, "The car will jump over the snail")
    assert found is not None
    assert np.array_equal(found.labels == found.names.index("car"), owners == 1)


def test_things_without_bones_are_told_by_their_looks_and_sizes(tmp_path: Path) -> None:
    line = 'fill="none" stroke="#000"'
    earth = f'<circle cx="150" cy="150" r="110" {line}/>'
    seas = f'<path d="M90 110 Q130 90 150 130 T210 150 M100 200 Q140 180 190 215" {line}/>'
    wings = "M345 145 h15 v10 h-15 z M390 145 h15 v10 h-15 z"
    craft = f'<path d="M360 140 h30 v20 h-30 z {wings}" {line}/>'
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 450 300">'
    for turned in ("", 'transform="translate(450 0) scale(-1 1)"'):
        file = tmp_path / "scene.svg"
        file.write_text(
            f"{head}<g {turned}>{earth}{seas}{craft}</g></svg>",
            encoding="utf-8",
        )
        drawing = load_drawing(file, objects="none")
        found = told_apart(drawing, "The satellite moves up and the earth rotates")
        assert found is not None
        assert found.names[int(found.labels[0])] == "earth"


def test_who_acts_is_found_though_not_all_is_that_a_sentence_names(tmp_path: Path) -> None:
    drawing, owners = scene(tmp_path, "house_with_smoke", "car", "tree")
    found = told_apart(drawing, "The car drives along past the lake, the zebra and the tower")
    assert found is not None
    assert np.array_equal(found.labels == found.names.index("car"), owners == 1)


@pytest.mark.parametrize("path", sorted(FIRST.glob("*.svg")), ids=lambda path: path.stem)
def test_a_single_thing_is_no_scene(path: Path) -> None:
    noun = path.stem.rpartition("_")[2] if "with" not in path.stem else path.stem.split("_")[0]
    gaps = StrokeGaps.of(sample_strokes(load_drawing(path, objects="none")))
    assert told_in_scene(gaps, (NamedObject(noun),)) is None


def test_things_lie_apart_and_what_is_in_them_is_of_them() -> None:
    head, eyes = ring(120, 200, 80), (ring(100, 190, 5), ring(140, 190, 5))
    ball, floor = ring(400, 250, 60), line((0, 320), (480, 322))
    gaps = StrokeGaps.of(sample_strokes(drawn(head, *eyes, ball, floor)))
    ground = ground_lines(gaps.samples)
    assert ground.tolist() == [False, False, False, False, True]
    things = scene_things(gaps, ground)
    assert sorted(each.tolist() for each in things) == [
        [False, False, False, True, False],
        [True, True, True, False, False],
    ]
    assert len(may_be_things(gaps, things)) == 3


def test_without_weights_or_a_known_noun_a_drawing_is_one() -> None:
    gaps = StrokeGaps.of(sample_strokes(drawn(ring(100, 200, 60), ring(400, 200, 60))))
    assert told_in_scene(gaps, (NamedObject("qwxz"),)) is None
    with patch("engine.rig.drawn_nouns.default_nouns", return_value=None):
        assert told_in_scene(gaps, (NamedObject("ball"),)) is None
