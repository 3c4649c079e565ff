# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is one piece is squashed and leans; mere lines aren't, and what bones follow is theirs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.geometry.handles import fit_handles
from engine.rig.drawing_rig import DrawingRig
from engine.runtime.arrays import numpy_of
from engine.video_fit.body import LEAN, SQUASH
from engine.video_fit.cast import carried_by, cast_of
from engine.video_fit.pose_search import found_poses
from engine.video_fit.strands import handle_places, strands_of
from engine.video_fit.well_carried import left_to_bones
from tests.engine.video_fit.moving_strokes import (
    drawing_of,
    ellipse,
    lines_and_space,
    seen_as,
)

Floats = NDArray[np.float64]
FRAMES = 5
LEANS = np.array([[1.0, 0.0], [0.3, 1.0]])
MIDDLE = np.array([100.0, 100.0])


def face() -> list[Floats]:
    """Return a head with an eye and a mouth."""
    mouth = np.stack([np.linspace(85, 115, 12), np.full(12, 125.0)], axis=1)
    return [ellipse((100, 100), 40, 50), ellipse((85, 85), 7, 5), mouth]


def test_a_face_that_is_squashed_and_leans_is_found() -> None:
    strokes = face()
    drawing = drawing_of(strokes, [0, 0, 0])
    lines, space = lines_and_space(drawing)
    rig = DrawingRig((None,), drawing.point_count)
    cast = cast_of(rig, lines, space)
    matrices = [np.diag([1 + 0.35 * t, 1 - 0.3 * t]) @ ((1 - t) * np.eye(2) + t * LEANS)
                for t in np.linspace(0, 1, FRAMES)]  # fmt: skip
    truth = [[(one - MIDDLE) @ matrix + MIDDLE for one in strokes] for matrix in matrices]
    found = found_poses(cast, [seen_as(lines, space, now) for now in truth], lambda *step: None)
    assert found[-1][0][SQUASH] > 0.2
    assert abs(float(found[-1][0][LEAN])) > 0.1
    carried, _ = carried_by(drawing, rig, cast, lines, found, space)
    off = np.linalg.norm(carried[-1] - np.concatenate(truth[-1]), axis=1) / space.size
    assert float(off.mean()) < 0.01


def test_a_line_isnt_squashed() -> None:
    line = np.stack([np.linspace(20, 180, 40), np.full(40, 100.0)], axis=1)
    lines, space = lines_and_space(drawing_of([line], [0]))
    (body,) = cast_of(DrawingRig((None,), 40), lines, space).bodies
    assert not body.changes_shape


def test_strokes_that_bones_follow_are_left_to_them() -> None:
    strokes = [ellipse((60, 100), 40, 40), ellipse((150, 100), 30, 30)]
    drawing = drawing_of(strokes, [0, 1])
    lines, space = lines_and_space(drawing)
    rig = DrawingRig((None, None), drawing.point_count)
    cast = cast_of(rig, lines, space)
    corner = np.abs(strokes[1] - (150, 100)).max(axis=1, keepdims=True)
    square = (150, 100) + 30 * (strokes[1] - (150, 100)) / corner
    targets = [seen_as(lines, space, strokes)]
    targets += [seen_as(lines, space, [strokes[0] + (0, 9 * n), square]) for n in range(1, 4)]
    found = found_poses(cast, targets, lambda *step: None)
    carried, _ = carried_by(drawing, rig, cast, lines, found, space)
    handles = fit_handles(drawing)
    strands = strands_of(drawing, handles, lines, space)
    rest = numpy_of(drawing.positions).astype(np.float64)
    held = space.inside(handle_places(handles, rest, carried))
    free = left_to_bones(strands, cast, held, targets).movable
    first = handles.stroke_of_handle == 0
    assert not free[first].any()
    assert free[~first].all()
