# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Of several tracks through a clip the likeliest course is taken, and what folds is followed."""

from __future__ import annotations

import numpy as np

from addon.contract.drawing import Drawing
from engine.render.frames import render_frames
from engine.rig.drawing_rig import DrawingRig
from engine.runtime.arrays import numpy_of
from engine.video_fit.clip import VideoClip
from engine.video_fit.follow import follow_clip
from engine.video_fit.tracks import likeliest

FRAMES, FPS = 12, 24.0


def test_the_course_changes_tracks_where_that_pays() -> None:
    tracks = np.zeros((2, 6, 1, 2))
    tracks[1, 2:, 0, 0] = 0.01
    costs = np.array([[0.01, 0.02]] * 3 + [[0.05, 0.01]] * 3)
    assert likeliest(costs, tracks).tolist() == [0, 0, 0, 1, 1, 1]


def test_the_course_doesnt_jump_to_a_track_that_is_elsewhere() -> None:
    tracks = np.zeros((2, 6, 1, 2))
    tracks[1, :, 0, 0] = 0.1
    costs = np.tile([0.01, 0.02], (6, 1))
    costs[3] = [0.02, 0.01]  # in one frame the other misses a little less
    assert likeliest(costs, tracks).tolist() == [0] * 6


def wing_on_a_body() -> tuple[Drawing, int]:
    """Return a wing and a body, and how many points the wing has; it hangs on x = 80."""
    corners = np.array([[80.0, 90.0], [150.0, 45.0], [165.0, 85.0], [120.0, 112.0], [80.0, 90.0]])
    at = np.linspace(0, 4, 61)
    wing = np.stack([np.interp(at, range(5), corners[:, axis]) for axis in (0, 1)], axis=1)
    body = np.stack([np.full(40, 80.0), np.linspace(50, 150, 40)], axis=1)
    points = np.concatenate([wing, body]).astype(np.float32)
    widths = np.full(len(points), 3.0, np.float32)
    return Drawing.build(points, [0, 61, 101], canvas=(200, 200), widths=widths), 61


def test_a_wing_that_folds_away_and_opens_is_followed() -> None:
    drawing, wing = wing_on_a_body()
    rest = numpy_of(drawing.positions).astype(np.float64)
    truth = np.repeat(rest[None], FRAMES, axis=0)
    open_ = 0.6 + 0.4 * np.cos(np.linspace(0, 2 * np.pi, FRAMES))
    truth[:, :wing, 0] = 80 + open_[:, None] * (rest[:wing, 0] - 80)
    pictures = render_frames(drawing, truth.astype(np.float32), background=(1.0, 1.0, 1.0))
    clip = VideoClip(pictures, FPS, (200, 200))
    rig = DrawingRig((None,), drawing.point_count)
    found = follow_clip(drawing, rig, clip, np.arange(FRAMES) / FPS, lambda *step: None)
    off = np.linalg.norm(found.target - truth, axis=2) / np.ptp(rest, axis=0).max()
    assert float(off.mean()) < 0.01, off.mean(axis=1)
