# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a small picture of lines, as smooth polylines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.geometry.line_fields import Floats
from engine.geometry.tracing.linking import Chain, link
from engine.geometry.tracing.skeleton_graph import graph_of
from engine.geometry.tracing.thinning import thin

PEN = 2.0  # pixels, width of the lines of these pictures
SMOOTH = 2.0  # pixels along a line
FEWEST = 4  # pixels of a line


def lines_of_ink(ink: NDArray[np.bool_]) -> list[Floats]:
    """Return the middle lines [n, 2], pixels, of a picture of lines; none for an empty one."""
    if not ink.any():
        return []
    graph = graph_of(thin(np.pad(ink, 1)))
    graph.dissolve()
    return [_smooth(chain) for chain in link(graph, PEN) if len(chain.path) >= FEWEST]


def _smooth(chain: Chain) -> Floats:
    path = np.asarray(chain.path, np.float64)
    if chain.closed:
        smooth = ndimage.gaussian_filter1d(path, SMOOTH, axis=0, mode="wrap")
        return np.concatenate([smooth, smooth[:1]])
    smooth = ndimage.gaussian_filter1d(path, SMOOTH, axis=0, mode="nearest")
    smooth[[0, -1]] = path[[0, -1]]
    return np.asarray(smooth)
