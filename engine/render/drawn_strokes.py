# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the strokes of a drawing ready to paint: all its cubics are flattened at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from addon.contract.drawing import NONZERO, Drawing
from engine.render.flatten import Flattening, bernstein, piece_counts
from engine.render.sheet import Stroke
from engine.render.stroke_outline import ROUND_LOOK, Look
from engine.runtime.arrays import numpy_of, places_within

TOLERANCE = 0.05  # px between a cubic and its straight pieces
_VALUES_AT_ONCE = 1 << 20  # control points in all frames whose bend is measured together

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class _Flat:
    """Points of all strokes, one after the other.

    Attributes:
        offsets: [S + 1], of the first point of each stroke.
        points: [F, J, 2], pixels, (x, y).
        profile: [J, 2], radius and opacity.
    """

    offsets: Ints
    points: Floats
    profile: Floats


def drawn_strokes(
    drawing: Drawing, points: Floats, factor: float, size: tuple[int, int]
) -> Iterator[Stroke]:
    """Yield the strokes that have points, in painting order; resting ones with one frame.

    points: [F, P, 2], pixels of pictures of `size`, (x, y). factor: from canvas to pixels.
    """
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    used = np.flatnonzero(np.diff(offsets))
    if not len(used):
        return
    flat = _flat(drawing, points, factor, offsets)
    moving = np.logical_or.reduceat((points != points[:1]).any((0, 2)), offsets[used])
    starts = flat.offsets[used]
    widest, strongest = np.maximum.reduceat(flat.profile, starts, axis=0).T
    windows, inks = _sizes(flat, starts, widest, size)
    positions = torch.from_numpy(flat.points.astype(np.float32))
    radii, opacities = torch.from_numpy(flat.profile.astype(np.float32)).T.contiguous()
    radii, opacities = radii.clamp_min(0), opacities.clamp(0, 1)
    colors, fills = (torch.tensor(numpy_of(v)) for v in (drawing.colors, drawing.fills))
    seen = (numpy_of(drawing.colors)[used, 3] > 0) & (widest > 0) & (strongest > 0)
    filled = numpy_of(drawing.fills)[:, 3] > 0
    cyclic, paths = numpy_of(drawing.cyclic) != 0, numpy_of(drawing.paths)
    nonzero, looks = numpy_of(drawing.fill_rules) == NONZERO, _looks(drawing)
    for n, s in enumerate(used.tolist()):
        part = slice(int(flat.offsets[s]), int(flat.offsets[s + 1]))
        frames = len(points) if moving[n] else 1
        share = frames / len(points)
        yield Stroke(
            positions[:frames, part],
            radii[part],
            opacities[part],
            colors[s],
            fills[s],
            bool(cyclic[s]),
            int(paths[s]),
            looks[s],
            bool(nonzero[s]),
            inked=bool(seen[n]),
            filled=bool(filled[s]),
            widest=float(widest[n]),
            ink=int(inks[n] * share),
            window=int(windows[n] * share),
        )


def _looks(drawing: Drawing) -> list[Look]:
    values = (numpy_of(v).tolist() for v in (drawing.caps, drawing.joins, drawing.miters))
    known: dict[tuple[int, int, float], Look] = {}
    return [known.setdefault(key, Look(*key)) for key in zip(*values, strict=True)] or [ROUND_LOOK]


def _sizes(
    flat: _Flat, starts: Ints, widest: Floats, size: tuple[int, int]
) -> tuple[Floats, Floats]:
    """Return about how many pixels the window of a fill has, and how many a line touches.

    Both [S], in all frames together.
    """
    edge = np.array(size, np.float64)
    inside = np.clip(flat.points, 0, edge)
    low = np.minimum.reduceat(inside, starts, axis=1)
    high = np.maximum.reduceat(inside, starts, axis=1)
    width, height = np.moveaxis(high - low + 3, 2, 0)
    way = np.zeros(inside.shape[:2])
    way[:, 1:] = np.abs(np.diff(inside, axis=1)).sum(2)
    way[:, starts] = 0.0
    length = np.add.reduceat(way.sum(0), starts)
    counts = np.diff(np.append(starts, len(flat.profile)))
    dots = counts * len(inside) * (widest + 1)
    return (width * height).sum(0), (length + dots) * 2 * (widest + 1)


def _flat(drawing: Drawing, points: Floats, factor: float, offsets: Ints) -> _Flat:
    radii = numpy_of(drawing.widths).astype(np.float64) * (factor / 2)
    opacities = numpy_of(drawing.opacities).astype(np.float64)
    profile = np.stack([radii, opacities], -1)
    if not (numpy_of(drawing.curve_types) == 1).any():
        return _Flat(offsets, points, profile)
    # An error of 1/200 in opacity weighs like the tolerance in position.
    flattening, flat_offsets = _flattening(drawing, points, profile * (1, 200 * TOLERANCE), offsets)
    flat = np.zeros((len(points), len(flattening.indices), 2))
    flat_profile = np.zeros((len(flattening.indices), 2))
    for index, weight in zip(flattening.indices.T, flattening.weights.T, strict=True):
        flat += weight[:, None] * points[:, index]
        flat_profile += weight[:, None] * profile[index]
    return _Flat(flat_offsets, flat, flat_profile)


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
