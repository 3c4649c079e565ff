# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of several rings is the head of who kicks or throws the others.

A head sits on top of the body's middle; a ball is at a hand, at a foot, on the ground or above the
head.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from engine.rig.part_strokes import Bools, PartStrokes

ASIDE = 0.3  # of the body's width: so far off its middle a head is at most
OFF = 0.12  # of the drawing's long side: so far above its neck
HIGH = 0.4  # of the body's height, from its top: no head sits lower


def without_head(drawing: PartStrokes, rings: Sequence[Bools]) -> list[Bools]:
    """Return rings, each with what it holds, without the one that is a head.

    A single ring is left as it is, and so are all where none sits on a body.
    """
    rings = list(rings)
    rest = ~np.any(rings, axis=0) if rings else np.zeros(drawing.count, bool)
    if len(rings) < 2 or not rest.any():
        return rings
    body = np.concatenate([drawing.line(int(s)) for s in np.flatnonzero(rest)])
    low, high = body.min(axis=0), body.max(axis=0)
    wide, tall = np.maximum(high - low, 1e-9)
    tree, best = cKDTree(body), (np.inf, -1)
    for number, ring in enumerate(rings):
        line = np.concatenate([drawing.line(int(s)) for s in np.flatnonzero(ring)])
        middle = 0.5 * (line.min(axis=0) + line.max(axis=0))
        aside = abs(float(middle[0] - np.median(body[:, 0]))) / wide
        off = float(tree.query(line)[0].min()) / drawing.size
        if aside < ASIDE and off < OFF and middle[1] < low[1] + HIGH * tall:
            best = min(best, (aside + off / OFF * ASIDE, number))
    return rings if best[1] < 0 else rings[: best[1]] + rings[best[1] + 1 :]
