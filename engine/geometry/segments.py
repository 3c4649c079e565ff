# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control points of each cubic of strokes that are stored as 3k+1 points (3k when cyclic)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def cubic_segments(
    offsets: NDArray[Any], cyclic: NDArray[Any], chosen: NDArray[np.bool_] | None = None
) -> NDArray[np.int32]:
    """Return the four control points of every segment, in stroke order: int32 `[K, 4]`.

    offsets `[S+1]`: int, the strokes' first control points. cyclic `[S]`: whether a stroke is
    closed onto its first point. chosen `[S]`: the strokes to return segments of, None for all.
    A stroke of a single point (a dot) gives the degenerate segment `(h, h, h, h)`, so that every
    point is in some segment.
    """
    first = np.asarray(offsets[:-1], dtype=np.int64)
    count = np.asarray(offsets[1:], dtype=np.int64) - first
    closed = np.asarray(cyclic).astype(bool) & (count > 1)
    pieces = np.where(closed, count // 3, np.maximum((count - 1) // 3, 1))
    pieces = np.where(count > 0, pieces, 0)
    if chosen is not None:
        pieces = np.where(chosen, pieces, 0)
    stroke = np.repeat(np.arange(len(first)), pieces)
    rank = np.arange(len(stroke)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    local = 3 * rank[:, None] + np.arange(4)
    # A closed stroke's last segment ends on its first point; a dot's four points are one.
    local %= count[stroke, None]
    segments: NDArray[np.int32] = (first[stroke, None] + local).astype(np.int32)
    return segments
