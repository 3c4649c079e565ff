# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes as line segments to be drawn in a color. Nothing here needs Blender."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .stroke_layout import StrokeLayout

PIECES = 8  # line segments that stand for one cubic

Points = NDArray[np.float32]


def segments(
    layout: StrokeLayout, positions: NDArray[np.float64]
) -> tuple[Points, NDArray[np.int32], NDArray[np.int64]]:
    """Line segments of strokes whose points, handles included, are `positions` [m, 3].

    Returns vertices [v, 3], segments [k, 2] as rows of vertices, and the captured stroke of each
    segment [k]. Cubics are sampled; a closed stroke gets the segment that closes it; a dot is one
    segment of no length.
    """
    counts = np.diff(layout.offsets).astype(np.int64)
    starts = layout.offsets[:-1].astype(np.int64)
    closing = (layout.cyclic & (counts > 1)).astype(np.int64)
    # points between one vertex and the next: 1 in a polyline, 3 (a cubic) else
    step = np.where(layout.cubic & (counts > 1), 3, 1)
    spans = np.where(layout.cubic, (counts + 2 * closing) // 3, np.maximum(counts - 1, 1) + closing)
    stroke = np.repeat(np.arange(len(counts)), spans)
    place = np.arange(len(stroke)) - np.repeat(np.cumsum(spans) - spans, spans)
    first, count = starts[stroke], counts[stroke]
    corners = place[:, None] * step[stroke][:, None] + np.arange(4) * (step[stroke] == 3)[:, None]
    corners[step[stroke] == 1, 3] += 1
    corners = first[:, None] + corners % count[:, None]
    cubic = layout.cubic[stroke] & (count > 1)
    straight = positions[corners[~cubic][:, [0, 3]]]  # [a, 2, 3]
    curved = _sampled(positions[corners[cubic]])  # [b, PIECES + 1, 3]
    vertices = np.concatenate([straight.reshape(-1, 3), curved.reshape(-1, 3)])
    pairs = np.arange(2 * len(straight)).reshape(-1, 2)
    rows = np.arange(len(curved) * (PIECES + 1)).reshape(-1, PIECES + 1) + 2 * len(straight)
    bent = np.stack([rows[:, :-1], rows[:, 1:]], axis=2).reshape(-1, 2)
    return (
        vertices.astype(np.float32),
        np.concatenate([pairs, bent]).astype(np.int32),
        np.concatenate([stroke[~cubic], np.repeat(stroke[cubic], PIECES)]),
    )


def _sampled(controls: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points [n, PIECES + 1, 3] on cubic Bezier curves [n, 4, 3]."""
    t = np.linspace(0.0, 1.0, PIECES + 1)
    weights = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=1)
    return np.einsum("tc,ncx->ntx", weights, controls)
