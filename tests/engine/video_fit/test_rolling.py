# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Round wheels turn by the way they roll; wheels with spokes are left as they were seen."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from engine.geometry.handles import fit_handles
from engine.rig.bones import Bones, Pose
from engine.rig.drawing_rig import DrawingRig, ObjectRig
from engine.video_fit.drawn_lines import Space, drawn_lines
from engine.video_fit.rolling import rolled, rolled_poses, wheels_of
from engine.video_fit.strands import strands_of

RADIUS = 20.0


def cart(*, spoke: bool) -> tuple[Drawing, DrawingRig]:
    """Return a box on one wheel at (60, 100), and its bones."""
    angle = np.linspace(0, 2 * np.pi, 40)
    rim = np.stack([60 + RADIUS * np.cos(angle), 100 + RADIUS * np.sin(angle)], axis=1)
    box = np.array([[20, 80], [20, 40], [140, 40], [140, 80], [20, 80.0]])
    box = np.concatenate([np.linspace(a, b, 8) for a, b in pairwise(box)])
    strokes = [box, rim]
    if spoke:
        strokes.append(np.linspace([45.0, 100.0], [75.0, 100.0], 8))
    offsets = np.cumsum([0, *map(len, strokes)]).astype(np.int32)
    points = np.concatenate(strokes).astype(np.float32)
    drawing = Drawing.build(points, offsets, canvas=(200, 200))
    count = len(points)
    owner = np.repeat(np.minimum(np.arange(len(strokes)), 1), np.diff(offsets))
    joints = np.array([[80.0, 60.0], [60.0, 100.0]])
    bones = Bones(
        "", ("body", "wheel_back"), np.array([-1, 0]), joints, np.ones(2), owner[:, None],
        np.ones((count, 1)), owner,
    )  # fmt: skip
    return drawing, DrawingRig((ObjectRig(np.arange(count), owner, bones),), count)


def test_a_round_wheel_turns_by_its_way() -> None:
    drawing, rig = cart(spoke=False)
    space = Space.of(drawing)
    lines = drawn_lines(drawing, space)
    strands = strands_of(drawing, fit_handles(drawing), lines, space)
    wheels = wheels_of(rig, lines, strands, space)
    (wheel,) = wheels
    assert wheel.radius * space.size == pytest.approx(RADIUS, rel=0.02)
    way = np.array([0.0, 10.0, 31.4]) / space.size
    places = strands.rest[None] + way[:, None, None] * [1.0, 0.0]
    turns = way / wheel.radius
    pose = Pose(np.zeros((3, 2)), np.zeros((3, 2)))
    (found,) = rolled_poses(wheels, strands, places, [pose])
    assert found is not None
    np.testing.assert_allclose(found.turns[:, 1], turns, atol=1e-9)
    assert not found.turns[:, 0].any()
    moved = rolled(wheels, strands, places)
    others = np.setdiff1d(np.arange(len(strands.rest)), wheel.handles)
    np.testing.assert_array_equal(moved[:, others], places[:, others])
    right = wheel.handles[strands.rest[wheel.handles, 0].argmax()]
    arms = [at[right] - at[wheel.handles].mean(axis=0) for at in (strands.rest, moved[2])]
    before, after = (np.arctan2(arm[1], arm[0]) for arm in arms)
    assert after - before == pytest.approx(turns[2], abs=0.01)


def test_a_wheel_with_a_spoke_shows_its_turn() -> None:
    drawing, rig = cart(spoke=True)
    space = Space.of(drawing)
    lines = drawn_lines(drawing, space)
    strands = strands_of(drawing, fit_handles(drawing), lines, space)
    assert wheels_of(rig, lines, strands, space) == []
