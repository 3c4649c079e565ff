# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts that the table of parts knows, in sixty-one sentences on drawings in outline.

The drawings and sentences lie in `tests/drawings/parts`. The first thirty-one were written before
there was a scorer, the others before it was tuned on the first.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from engine.geometry.load import load_drawing
from engine.rig.drawing_rig import rig_drawing
from engine.rig.hung import HINGE
from engine.rig.told_apart import told_apart
from engine.rig.told_by_words import worded_parts
from engine.runtime.arrays import numpy_of
from tests.engine.rig.test_told_ground import drawn

PARTS = Path(__file__).parents[2] / "drawings" / "parts"
NEAR = 0.07  # of the drawing's long side, from where a part should turn
#: What is often drawn alone, unless more is said; what bones move; and what isn't found yet.
NOT_TOLD = {
    "the flag flips up", "the pennant flutters", "the leaf flutters", "the flame flickers",
    "the toast pops up", "the pendulum swings", "the dial on the robot's chest turns",
    "the screen closes", "the basket swings under the balloon", "the cherry wobbles",
    "the cookies bounce",
}  # fmt: skip
#: These turn about their foot, or fold about an edge, by their action.
BY_ACTION = ("flickers", "shuts", "closes")


def _rows() -> list[list[str]]:
    lines = [
        line
        for name in ("first.txt", "second.txt")
        for line in (PARTS / name).read_text(encoding="utf-8").splitlines()
    ]
    return [[one.strip() for one in line.split("|")] for line in lines if line[:1] != "#"]


def _strokes(name: str, told: str) -> set[int]:
    """Return the numbers of the strokes of some classes; "drawer#1" is the first of its class."""
    classes = re.findall(r'class="(\w+)"', (PARTS / f"{name}.svg").read_text(encoding="utf-8"))
    found: set[int] = set()
    for word in told.split():
        label, _, number = word.partition("#")
        own = [n for n, each in enumerate(classes) if each == label]
        found |= {own[int(number) - 1]} if number else set(own)
    return found


def _told(name: str, sentence: str) -> Drawing | None:
    drawing = load_drawing(PARTS / f"{name}.svg")
    grouping = told_apart(drawing, sentence)
    return None if grouping is None else grouping.applied(drawing)


@pytest.mark.parametrize(
    ("name", "sentence", "parts", "about"),
    [row for row in _rows() if row[2] != "~" and row[1] not in NOT_TOLD],
    ids=lambda value: value if " " in value else None,
)
def test_the_strokes_of_a_part_are_found_and_hang_where_they_turn(
    name: str, sentence: str, parts: str, about: str
) -> None:
    drawing = _told(name, sentence)
    assert drawing is not None
    objects = numpy_of(drawing.objects)
    assert set(np.flatnonzero(objects).tolist()) == _strokes(name, parts)
    if about == "*" or sentence.endswith(BY_ACTION):
        return
    place = np.array([float(each) for each in about.split(",")])
    positions = numpy_of(drawing.positions).astype(np.float64)
    size = float(np.ptp(positions, axis=0).max())
    rigs = rig_drawing(drawing, [sentence] * drawing.object_count, skip=[0]).objects[1:]
    for rig in rigs:
        assert rig is not None
        hinge = rig.bones.joints[rig.bones.names.index(HINGE)]
        assert np.linalg.norm(hinge - place) < NEAR * size


@pytest.mark.parametrize(("name", "sentence"), [row[:2] for row in _rows() if row[2] == "~"])
def test_a_jaw_within_a_heads_outline_turns_about_the_mouths_corner(
    name: str, sentence: str
) -> None:
    rig = rig_drawing(load_drawing(PARTS / f"{name}.svg"), [sentence]).objects[0]
    assert rig is not None and "jaw0" in rig.bones.names
    jaw = rig.bones.names.index("jaw0")
    share = np.where(rig.bones.carriers == jaw, rig.bones.weights, 0.0).sum(axis=1)
    assert share.max() > 0.9 and (share == 0.0).mean() > 0.4


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("apple", "the apple falls"),
        ("pot", "the pot shakes"),
        ("house", "the house jumps"),
        ("duck", "the duck swims to the left"),
        ("apple", "the leaf falls down"),  # it may be all that is drawn
    ],
)
def test_a_whole_that_acts_stays_whole(name: str, sentence: str) -> None:
    assert _told(name, sentence) is None


#: A lamp from the side: shade, a line on it, base, arm; a joystick: base, button, stick, ball.
LAMP = ("M40 5L50 15L90 25L60 55L50 15L40 25L30 15Z", "M50 15L40 25", "M5 85H45V95H5Z",
        "M33 18L12 45L25 85")  # fmt: skip
JOYSTICK = (
    "M5 70H95V95H5Z",
    "M20 70V60",
    "M50 70V40",
    "M35 25A15 15 0 1 0 65 25A15 15 0 1 0 35 25Z",
)
DRINK = ("M20 40H80L72 95H28Z", "M57 12A6 6 0 1 0 69 12A6 6 0 1 0 57 12Z", "M61 18L52 92",
         "M64 6L65 0", "M24 65H76")  # fmt: skip


@pytest.mark.parametrize(
    ("paths", "sentence", "parts"),
    [
        (LAMP, "the lamp nods its head", {0, 1}),
        (JOYSTICK, "the joystick tilts left and right", {2, 3}),
        (DRINK, "the straw stirs in the drink", {1, 2, 3}),
    ],
)
def test_a_part_is_found_whole(
    paths: tuple[str, ...], sentence: str, parts: set[int], tmp_path: Path
) -> None:
    found = told_apart(load_drawing(drawn(tmp_path, *paths)), sentence)
    assert found is not None
    assert set(np.flatnonzero(found.labels).tolist()) == parts


@pytest.mark.parametrize(
    ("sentence", "noun", "whole"),
    [
        ("the bicycle wheels spin around", "wheel", "bicycle"),
        ("the pot lid rattles", "lid", "pot"),
        ("the door swings open", "door", ""),
    ],
)
def test_a_noun_before_a_part_is_its_whole(sentence: str, noun: str, whole: str) -> None:
    assert [(part.noun, part.whole) for part in worded_parts(sentence)] == [(noun, whole)]
