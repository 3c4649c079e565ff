# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes as evenly spaced points on their curves, with measures of each stroke."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import CUBIC, Drawing
from engine.geometry.bezier import bernstein
from engine.geometry.segments import cubic_segments
from engine.geometry.working_space import WorkingSpace
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

SPACING = 2.0  # working units between samples of a drawing that isn't too long
MOST_SAMPLES = 4000  # of a drawing, on average; a stroke keeps at least one
MOST_OF_STROKE = 96
PIECES = 12  # straight pieces into which a cubic is flattened


@dataclass(frozen=True, eq=False)
class StrokeSamples:
    """N samples of S strokes in working units (the drawing is 154 long).

    Attributes:
        points: [N, 2], (x, y).
        tangents: [N, 2], unit vectors, zero for a dot.
        offsets: [S+1]; every stroke has a sample.
        stroke: [N], the stroke of each sample.
        length, width: [S].
        straightness: [S], chord by length, 1 for a dot.
        time: [S], when the stroke was begun, seconds; NaN when unknown.
        low, high: [S, 2], bounding boxes.
        color: [S, 4], of the fill where there is one, else of the line.
        filled: bool [S].
        layer, material: [S].
    """

    points: Floats
    tangents: Floats
    offsets: Ints
    stroke: Ints
    length: Floats
    width: Floats
    straightness: Floats
    time: Floats
    low: Floats
    high: Floats
    color: Floats
    filled: NDArray[np.bool_]
    layer: Ints
    material: Ints

    @property
    def stroke_count(self) -> int:
        """Number of strokes, S."""
        return len(self.length)


def sample_strokes(drawing: Drawing) -> StrokeSamples:
    """Return the samples of a drawing of at least one stroke."""
    space = WorkingSpace.of(drawing)
    chains, stroke = _flattened(drawing)
    chains = space.to_working(chains)
    count = drawing.stroke_count
    step = np.linalg.norm(np.diff(chains, axis=0, prepend=chains[:1]), axis=1)
    first = np.searchsorted(stroke, np.arange(count))
    step[first] = 0.0
    along = np.cumsum(step)
    last = np.searchsorted(stroke, np.arange(count), side="right") - 1
    length = along[last] - along[first]
    places, offsets = _places(along[first], length)
    # Strokes lie end to end on one line; a place exactly at a joint would be ambiguous, so strokes
    # are shifted apart by one unit.
    shift = np.arange(count) * 1.0
    axis = along + shift[stroke]
    owner = np.repeat(np.arange(count), np.diff(offsets))
    at = np.clip(places, along[first][owner], along[last][owner]) + shift[owner]
    points = np.stack([np.interp(at, axis, chains[:, k]) for k in (0, 1)], axis=1)
    ends = [np.clip(at + e, axis[first][owner], axis[last][owner]) for e in (-0.5, 0.5)]
    ahead, behind = (
        np.stack([np.interp(e, axis, chains[:, k]) for k in (0, 1)], axis=1) for e in ends[::-1]
    )
    way = ahead - behind
    norm = np.linalg.norm(way, axis=1, keepdims=True)
    tangents = np.where(norm > 1e-6, way / np.maximum(norm, 1e-6), 0.0)
    chord = np.linalg.norm(chains[last] - chains[first], axis=1)
    fills = numpy_of(drawing.fills)
    filled = fills[:, 3] > 0
    colors = np.where(filled[:, None], fills, numpy_of(drawing.colors))
    begin = numpy_of(drawing.stroke_offsets)[:-1]
    return StrokeSamples(
        points=points.astype(np.float32),
        tangents=tangents.astype(np.float32),
        offsets=offsets,
        stroke=owner,
        length=length.astype(np.float32),
        width=(_means(numpy_of(drawing.widths), begin) * space.scale).astype(np.float32),
        straightness=np.where(length > 1e-6, chord / np.maximum(length, 1e-6), 1.0).astype(
            np.float32
        ),
        time=_starts(numpy_of(drawing.times), begin),
        low=_reduced(np.minimum, points, offsets),
        high=_reduced(np.maximum, points, offsets),
        color=colors.astype(np.float32),
        filled=filled,
        layer=numpy_of(drawing.layers).astype(np.int64),
        material=numpy_of(drawing.materials).astype(np.int64),
    )


def order_of_drawing(samples: StrokeSamples) -> Ints:
    """Return the strokes in the order in which they were drawn: int64 [S].

    They are sorted by time where all times are known and differ, else they keep their order.
    """
    if np.isfinite(samples.time).all() and float(np.ptp(samples.time)) > 0.0:
        return np.argsort(samples.time, kind="stable")
    return np.arange(samples.stroke_count)


def reordered(samples: StrokeSamples, order: Ints) -> StrokeSamples:
    """Return the samples of the strokes in another order (or of some of them)."""
    sizes = np.diff(samples.offsets)[order]
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    shift = np.repeat(samples.offsets[:-1][order] - offsets[:-1], sizes)
    place = np.arange(int(offsets[-1])) + shift
    per_stroke = (
        "length", "width", "straightness", "time", "low", "high", "color", "filled", "layer",
        "material",
    )  # fmt: skip
    return replace(
        samples,
        points=samples.points[place],
        tangents=samples.tangents[place],
        offsets=offsets,
        stroke=np.repeat(np.arange(len(order)), sizes),
        **{name: getattr(samples, name)[order] for name in per_stroke},
    )


def _flattened(drawing: Drawing) -> tuple[NDArray[np.float64], Ints]:
    """Return points on the curves, canvas pixels [M, 2], and the stroke of each, [M].

    The first point of a closed stroke is repeated at its end.
    """
    positions = np.asarray(numpy_of(drawing.positions), dtype=np.float64)
    offsets = np.asarray(numpy_of(drawing.stroke_offsets), dtype=np.int64)
    cyclic = numpy_of(drawing.cyclic).astype(bool)
    cubic = numpy_of(drawing.curve_types) == CUBIC
    owner = np.repeat(np.arange(len(cubic)), np.diff(offsets))
    straight = np.flatnonzero(~cubic[owner])
    closing = np.flatnonzero(~cubic & cyclic)
    segments = cubic_segments(offsets, cyclic, cubic)
    t = np.linspace(0.0, 1.0, PIECES + 1)
    curves = np.einsum("tk,jkc->jtc", bernstein(t), positions[segments]).reshape(-1, 2)
    curve_owner = np.repeat(owner[segments[:, 0]], PIECES + 1)
    points = np.concatenate([positions[straight], positions[offsets[closing]], curves])
    strokes = np.concatenate([owner[straight], closing, curve_owner])
    order = np.argsort(strokes, kind="stable")
    return points[order], strokes[order]


def _places(start: NDArray[np.float64], length: NDArray[np.float64]) -> tuple[Floats, Ints]:
    """Return where the samples lie along strokes laid end to end [N], and their offsets [S+1]."""
    spacing = max(SPACING, float(length.sum()) / MOST_SAMPLES)
    counts = np.clip(np.ceil(length / spacing).astype(np.int64) + 1, 1, MOST_OF_STROKE)
    counts[length < 1e-6] = 1
    offsets = np.concatenate([[0], np.cumsum(counts)])
    owner = np.repeat(np.arange(len(counts)), counts)
    local = np.arange(int(offsets[-1])) - offsets[:-1][owner]
    share = local / np.maximum(counts[owner] - 1, 1)
    return start[owner] + share * length[owner], offsets


def _means(values: NDArray[np.float32], begin: Ints) -> NDArray[np.float64]:
    counts = np.diff(np.append(begin, len(values)))
    return np.asarray(np.add.reduceat(values.astype(np.float64), begin) / counts)


def _starts(times: NDArray[np.float32], begin: Ints) -> Floats:
    return times[begin].astype(np.float32)


def _reduced(ufunc: np.ufunc, points: NDArray[np.float64], offsets: Ints) -> Floats:
    return np.asarray(ufunc.reduceat(points, offsets[:-1], axis=0), dtype=np.float32)
