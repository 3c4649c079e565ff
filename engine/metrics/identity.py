# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Likeness of an animation's frames and the drawing, without the motion of whole objects."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.metrics.places import LONG_SIDE, Floats, Places

CELLS = 48  # pixels of the compared pictures, along each side
BLUR = 1.3  # cells; ink that moves by no more than this still counts as nearly in place
_SIDE = 1.25 * LONG_SIDE  # working units that a picture shows, along each side


def identity(places: Places) -> float:
    """Return the mean likeness of the frames and the drawing at rest, 0..1.

    Each object is moved back by the best shift, turn and growth of its frame, then both are drawn
    as blurred ink and compared by the cosine between them.
    """
    at_rest, back = [], []
    for number in np.unique(places.objects[places.movable]):
        own = places.of_object(int(number))
        at_rest.append(own.rest)
        back.append(without_global_motion(own.rest, own.moved))
    if not at_rest:
        return 1.0
    rest, frames = np.concatenate(at_rest), np.concatenate(back, axis=1)
    middle = 0.5 * (rest.min(axis=0) + rest.max(axis=0))
    drawing = picture(rest - middle)
    likeness = [
        float((drawing * shown).sum() / np.sqrt((drawing**2).sum() * (shown**2).sum() + 1e-12))
        for shown in (picture(frame - middle) for frame in frames)
    ]
    return float(np.mean(likeness))


def without_global_motion(rest: Floats, moved: Floats) -> Floats:
    """Return `moved` [F,N,2] after the similarity that brings each frame nearest to `rest` [N,2].

    This is the solution of Umeyama 1991 in the plane, where it is one complex factor.
    """
    home = (rest - rest.mean(axis=0)) @ np.array([1, 1j])
    away = (moved - moved.mean(axis=1, keepdims=True)) @ np.array([1, 1j])
    power = np.maximum((np.abs(away) ** 2).sum(axis=1), 1e-9)
    factor = (away.conj() * home).sum(axis=1) / power
    result = away * factor[:, None]
    placed: Floats = np.stack([result.real, result.imag], axis=-1) + rest.mean(axis=0)
    return placed


def picture(points: Floats) -> NDArray[np.float64]:
    """Return blurred ink [CELLS, CELLS] of points [N,2] about the middle of the picture."""
    at = (points / _SIDE + 0.5) * CELLS - 0.5
    low = np.floor(at).astype(int)
    share = at - low
    ink = np.zeros(CELLS * CELLS)
    for dx in (0, 1):
        for dy in (0, 1):
            x, y = low[:, 0] + dx, low[:, 1] + dy
            weight = np.abs(1 - dx - share[:, 0]) * np.abs(1 - dy - share[:, 1])
            seen = (x >= 0) & (x < CELLS) & (y >= 0) & (y < CELLS)
            ink += np.bincount(y[seen] * CELLS + x[seen], weight[seen], CELLS * CELLS)
    cells = np.arange(CELLS)
    spread = np.exp(-0.5 * ((cells[:, None] - cells[None]) / BLUR) ** 2)
    # Twice as much ink in one cell is not twice as black.
    return np.asarray(np.tanh(spread @ ink.reshape(CELLS, CELLS) @ spread.T * 0.25))
