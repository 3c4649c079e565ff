# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens: what a single stroke looks like and where it lies, as input of the network."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.geometry.grouping.pairs import StrokeTable
from engine.geometry.grouping.samples import Floats, StrokeSamples

PLACES = 8  # along a stroke
REACH = 77.0  # working units, half of a drawing's length
_OWN = slice(4, 4 + 2 * PLACES)  # the stroke's course in a token
_SIDEWAYS = [0, *range(_OWN.start, _OWN.stop, 2), 23, 27]  # change sign in a mirror

TOKEN = _OWN.stop + 9 + 3 + 1 + 1 + 1


def stroke_tokens(table: StrokeTable) -> Floats:
    """Return the tokens of S strokes: float32 [S, TOKEN].

    Middle and size of the bounding box, the stroke's course relative to its middle, style and
    surroundings, crowding, length, width relative to the drawing's mean, place in the order.
    """
    samples = table.samples
    low, high = samples.points.min(axis=0), samples.points.max(axis=0)
    middle = 0.5 * (samples.low + samples.high)
    place = (middle - 0.5 * (low + high)) / REACH
    course = 4.0 * (_courses(samples) - middle[:, None]) / REACH
    width = np.log(samples.width + 0.1)
    columns = [
        place,
        (samples.high - samples.low) / REACH,
        course.reshape(len(place), -1),
        table.style,
        np.log1p(table.crowd),
        np.log1p(samples.length)[:, None],
        (width - width.mean())[:, None],
        np.linspace(-1.0, 1.0, len(place))[:, None] if len(place) > 1 else np.zeros((1, 1)),
    ]
    return np.concatenate(columns, axis=1).astype(np.float32)


def mirrored(tokens: Floats) -> Floats:
    """Return the tokens of the mirrored drawing; features of pairs are the same in it."""
    out = tokens.copy()
    out[:, _SIDEWAYS] *= -1.0
    return out


def turned_round(tokens: Floats, strokes: NDArray[np.bool_]) -> Floats:
    """Return the tokens as if some strokes, bool [S], were drawn from their other end."""
    out = tokens.copy()
    course = out[strokes, _OWN].reshape(-1, PLACES, 2)
    out[strokes, _OWN] = course[:, ::-1].reshape(-1, 2 * PLACES)
    return out


def _courses(samples: StrokeSamples) -> NDArray[np.float64]:
    """Return evenly spaced points along each stroke, working units: [S, PLACES, 2]."""
    count = np.diff(samples.offsets)
    at = samples.offsets[:-1, None] + np.linspace(0.0, 1.0, PLACES) * (count[:, None] - 1)
    whole = np.arange(len(samples.points))
    return np.stack([np.interp(at, whole, samples.points[:, k]) for k in (0, 1)], axis=-1)
