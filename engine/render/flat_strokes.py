# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The strokes of a drawing as chains of short straight pieces, all cubics flattened at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.render.flatten import Flattening, bernstein, piece_counts
from engine.runtime.arrays import numpy_of, places_within

TOLERANCE = 0.05  # px between a cubic and its straight pieces
_VALUES_AT_ONCE = 1 << 20  # control points in all frames whose bend is measured together

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class FlatStrokes:
    """Points of all strokes, one after the other.

    Attributes:
        offsets: [S + 1], of the first point of each stroke.
        points: [F, J, 2], pixels, (x, y).
        profile: [J, 2], radius and opacity.
    """

    offsets: Ints
    points: Floats
    profile: Floats


def flat_strokes(drawing: Drawing, points: Floats, factor: float) -> FlatStrokes:
    """Return all strokes as straight pieces that are within TOLERANCE of their curves.

    points: [F, P, 2], pixels of the pictures, (x, y). factor: from canvas to pixels.
    """
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    radii = numpy_of(drawing.widths).astype(np.float64) * (factor / 2)
    opacities = numpy_of(drawing.opacities).astype(np.float64)
    profile = np.stack([radii, opacities], -1)
    if not (numpy_of(drawing.curve_types) == 1).any():
        return FlatStrokes(offsets, points, profile)
    # An error of 1/200 in opacity weighs like the tolerance in position.
    flattening, flat_offsets = _flattening(drawing, points, profile * (1, 200 * TOLERANCE), offsets)
    flat = np.zeros((len(points), len(flattening.indices), 2))
    flat_profile = np.zeros((len(flattening.indices), 2))
    for index, weight in zip(flattening.indices.T, flattening.weights.T, strict=True):
        flat += weight[:, None] * points[:, index]
        flat_profile += weight[:, None] * profile[index]
    return FlatStrokes(flat_offsets, flat, flat_profile)


def _flattening(
    drawing: Drawing, points: Floats, profile: Floats, offsets: Ints
) -> tuple[Flattening, Ints]:
    """Return the points on all strokes, and the offsets of the strokes among them.

    As `flatten_chain` does for one stroke: points of polylines are taken as they are.
    """
    counts, cyclic = np.diff(offsets), numpy_of(drawing.cyclic) != 0
    chained = np.where(cyclic, counts // 3, (counts - 1) // 3).clip(0)
    chained = np.where(numpy_of(drawing.curve_types) == 1, chained, 0)
    owner = np.repeat(np.arange(len(counts)), chained)
    local = places_within(chained)[:, None] * 3 + np.arange(4)
    curves = offsets[owner, None] + local % counts[owner, None]
    pieces = _pieces(points, profile, curves)
    curve = np.repeat(np.arange(len(curves)), pieces)
    on_curve = bernstein(places_within(pieces) / pieces[curve])
    # The last point of an open chain, and the points of polylines.
    open_ends = np.flatnonzero((chained > 0) & ~cyclic)
    last = curves[np.cumsum(chained)[open_ends] - 1]
    plain = np.repeat(chained == 0, counts)
    single = np.flatnonzero(plain)
    stroke_of_points = np.repeat(np.arange(len(counts)), counts)
    strokes = np.concatenate([owner[curve], open_ends, stroke_of_points[single]])
    indices = np.concatenate([curves[curve], last, single[:, None].repeat(4, 1)])
    ends = np.tile([0.0, 0.0, 0.0, 1.0], (len(open_ends), 1))
    weights = np.concatenate([on_curve, ends, np.full((len(single), 4), 0.25)])
    order = np.argsort(strokes, kind="stable")
    after = np.cumsum(np.bincount(strokes, minlength=len(counts)))
    return Flattening(indices[order], weights[order]), np.concatenate([[0], after])


def _pieces(points: Floats, profile: Floats, curves: Ints) -> Ints:
    found = [np.zeros(0, np.int64)]
    step = max(1, _VALUES_AT_ONCE // (4 * len(points)))
    for start in range(0, len(curves), step):
        chosen = curves[start : start + step]
        scaled = np.broadcast_to(profile[chosen], (len(points), *chosen.shape, 2))
        values = np.concatenate([points[:, chosen], scaled], -1)
        found.append(piece_counts(values, TOLERANCE))
    return np.concatenate(found)
