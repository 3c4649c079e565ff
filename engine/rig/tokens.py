# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing as the rig network sees it: points spread evenly along its strokes.

Places are in the drawing's own box: centred, the long side 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
POINTS = 96  # at most, of one drawing
HINTS = 8  # joints placed by hand that the network is told of, at most
WISHED = 76  # about so many
SHORTEST = 0.01  # between points, in long sides
FAR = 9.0
FEATURES = 42
PAIRS = 5


@dataclass(frozen=True)
class Sampled:
    """Points spread evenly along strokes.

    Attributes:
        points: float64 [N, 2].
        strokes: int64 [N].
        source: float64 [N], fractional number of the original point each one lies at.
    """

    points: Floats
    strokes: NDArray[np.int64]
    source: Floats


def spread(
    points: Floats,
    strokes: NDArray[np.int64],
    rng: np.random.Generator | None = None,
    wished: int = WISHED,
) -> Sampled:
    """Spread about `wished` points evenly along strokes given by points [P, 2] and strokes [P]."""
    joined = strokes[1:] == strokes[:-1]
    pieces = np.linalg.norm(np.diff(points, axis=0), axis=1) * joined
    step = max(float(pieces.sum()) / wished, SHORTEST)
    source = []
    for stroke in np.split(np.arange(len(points)), np.flatnonzero(~joined) + 1):
        if len(stroke) == 1:
            source.append(stroke.astype(np.float64))
            continue
        arc = np.concatenate([[0.0], np.cumsum(pieces[stroke[:-1]])])
        count = max(2, round(arc[-1] / step) + 1)
        source.append(np.interp(np.linspace(0.0, arc[-1], count), arc, stroke.astype(np.float64)))
    at = np.concatenate(source)
    if len(at) > POINTS:
        rng = rng or np.random.default_rng(0)
        at = at[np.sort(rng.choice(len(at), POINTS, replace=False))]
    low = np.minimum(at.astype(int), len(points) - 1)
    high = np.minimum(low + 1, len(points) - 1)
    share = (at - low)[:, None]
    return Sampled(points[low] * (1 - share) + points[high] * share, strokes[low], at)
