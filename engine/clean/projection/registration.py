# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which way each place of one picture has to go to come onto another one (Thirion's demons, 1998).

The pictures are compared blurred at first, then sharper; the moves are kept smooth, so that a line
stays one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.geometry.line_fields import Field

Moves = NDArray[np.float64]

BLURS = (3.0, 1.5, 0.8)  # pixels
ROUNDS = 25  # at each blur
SMOOTH = 3.0  # pixels over which moves are alike
STEP = 1.0  # pixels, the longest move of a round


def moves_between(
    one: Field, other: Field, blurs: Sequence[float] = BLURS, first: Moves | None = None
) -> Moves:
    """Return the moves [2, h, w], (x, y), pixels, that bring places of one picture onto another.

    blurs: how the pictures are blurred, one after the other; first: moves to go on from.
    """
    moves = np.zeros((2, *one.shape)) if first is None else first
    rows, columns = np.indices(one.shape).astype(np.float64)
    for blur in blurs:
        here, there = (ndimage.gaussian_filter(p.astype(np.float64), blur) for p in (one, other))
        down, across = np.gradient(there)
        for _ in range(ROUNDS):
            at = np.stack([rows + moves[1], columns + moves[0]])
            seen, gx, gy = (
                ndimage.map_coordinates(p, at, order=1, mode="nearest")
                for p in (there, across, down)
            )
            missing = here - seen
            strength = missing / np.maximum(gx**2 + gy**2 + missing**2, 1e-6)
            push = np.clip(np.stack([strength * gx, strength * gy]), -STEP, STEP)
            moves = np.stack([ndimage.gaussian_filter(p, SMOOTH) for p in moves + push])
    return moves


def moves_at(moves: Moves, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the moves [P, 2] of places [P, 2], (x, y), pixels."""
    at = places[:, ::-1].T - 0.5
    return np.stack([ndimage.map_coordinates(m, at, order=1, mode="nearest") for m in moves], 1)
