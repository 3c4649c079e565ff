# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes that are drawn as one piece go their own ways where the clip shows that they do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import rotation
from engine.rig.drawing_rig import DrawingRig
from engine.video_fit.cast import cast_of
from engine.video_fit.each_stroke import each_stroke
from engine.video_fit.pose_search import better_poses, found_poses
from tests.engine.video_fit.moving_strokes import (
    Floats,
    drawing_of,
    lines_and_space,
    seen_as,
)

FRAMES = 6
HIP = np.array([100.0, 40.0])


def leg(turn: float) -> NDArray[np.float64]:
    """Return a straight leg with a foot, turned about the hip."""
    down = np.stack([np.zeros(30), np.linspace(0, 120, 30)], axis=1)
    foot = np.stack([np.linspace(2, 25, 8), np.full(8, 120.0)], axis=1)
    return np.asarray(HIP + rotation(np.array(turn), np.concatenate([down, foot])))


def legs(swing: float) -> list[Floats]:
    """Return two legs that lie on each other but for a swing, radians."""
    return [leg(0.04 + swing), leg(-0.04 - swing)]


def test_legs_that_lie_on_each_other_walk_apart() -> None:
    drawing = drawing_of(legs(0.0), [0, 0])
    lines, space = lines_and_space(drawing)
    cast = cast_of(DrawingRig((None,), drawing.point_count), lines, space)
    assert len(cast.bodies) == 1
    truth = [legs(swing) for swing in np.linspace(0.0, 0.6, FRAMES)]
    targets = [seen_as(lines, space, now) for now in truth]
    missed = cast.missed(found_poses(cast, targets, lambda *step: None), targets)
    apart = each_stroke(cast, missed, lines, targets, lambda *step: None)
    assert apart is not None
    alone, poses = apart
    wanted = lines.from_points @ space.inside(np.concatenate(truth[-1]))
    off = np.linalg.norm(alone.placed(poses[-1]) - wanted, axis=1)
    assert float(off.mean()) < 0.02


def test_bones_that_follow_well_are_kept() -> None:
    drawing = drawing_of(legs(0.0), [0, 0])
    lines, space = lines_and_space(drawing)
    cast = cast_of(DrawingRig((None,), drawing.point_count), lines, space)
    targets = [
        seen_as(lines, space, [one + np.array([5.0 * n, 0.0]) for one in legs(0.0)])
        for n in range(3)
    ]
    missed = cast.missed(found_poses(cast, targets, lambda *step: None), targets)
    assert each_stroke(cast, missed, lines, targets, lambda *step: None) is None


def test_a_search_without_hope_is_given_up() -> None:
    drawing = drawing_of(legs(0.0), [0, 0])
    lines, space = lines_and_space(drawing)
    cast = cast_of(DrawingRig((None,), drawing.point_count), lines, space)
    targets = [seen_as(lines, space, legs(0.1 * n)) for n in range(FRAMES)]
    looked_at: list[int] = []
    rival = cast.missed(found_poses(cast, targets, lambda *step: None), targets)
    found = better_poses(
        cast, targets, lambda number, _: looked_at.append(number), rival, 0.6, courses=1
    )
    assert found is None
    assert len(looked_at) < FRAMES
