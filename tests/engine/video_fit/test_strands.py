# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Control points that belong together are linked."""

from __future__ import annotations

import numpy as np

from addon.contract.drawing import Drawing
from engine.geometry.handles import fit_handles
from engine.runtime.arrays import numpy_of
from engine.video_fit.drawn_lines import Space, drawn_lines
from engine.video_fit.strands import handle_places, strands_of


def head_with_an_eye() -> Drawing:
    """Return a ring that an open stroke makes, with a small stroke in it."""
    around = np.linspace(0, 2 * np.pi, 60)
    ring = 100 + 50 * np.stack([np.cos(around), np.sin(around)], axis=1)
    eye = np.stack([np.linspace(112, 118, 6), np.full(6, 90.0)], axis=1)
    points = np.concatenate([ring, eye]).astype(np.float32)
    return Drawing.build(points, [0, 60, 66], canvas=(200, 200))


def test_a_ring_stays_closed_and_an_eye_stays_in_the_head() -> None:
    drawing = head_with_an_eye()
    space, handles = Space.of(drawing), fit_handles(drawing)
    strands = strands_of(drawing, handles, drawn_lines(drawing, space), space)
    links = {(min(a, b), max(a, b)) for a, b in strands.links.tolist()}
    first, last = int(handles.stroke_offsets[0]), int(handles.stroke_offsets[1]) - 1
    assert (first, last) in links
    of_eye = {pair for pair in links if pair[0] <= last < pair[1]}
    assert len({pair[1] for pair in of_eye}) >= 2  # at both ends: it doesn't spin


def test_control_points_go_with_the_drawing() -> None:
    drawing = head_with_an_eye()
    handles = fit_handles(drawing)
    rest = numpy_of(drawing.positions).astype(np.float64)
    moved = rest[None] + np.array([[[3.0, -2.0]], [[0.0, 7.0]]])
    found = handle_places(handles, rest, moved)
    way = np.broadcast_to(moved[:, :1] - rest[:1], found.shape)
    np.testing.assert_allclose(found - handles.control, way, atol=0.01)
