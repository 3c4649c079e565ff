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
from engine.runtime.arrays import numpy_of

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
