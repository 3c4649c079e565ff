# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion handles: a few control points that are moved in the place of an artist's many points.

A polyline is fitted by a piecewise cubic; its control points are the handles. Every artist's point
keeps its parameter on that curve, and moves by the curve's *displacement* there: the value of the
cubic whose control points are the handles' displacements. Without displacement the drawing comes
back bit for bit, with all its wobble. The control points of a cubic stroke are its handles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.geometry.bezier import (
    CONTROL_FROM_THIRDS,
    THIRDS_FROM_CONTROL,
    Floats,
    bernstein,
)
from engine.geometry.curve_fit import PiecewiseFit, fit_runs
from engine.geometry.segments import cubic_segments
from engine.geometry.working_space import WorkingSpace
from engine.runtime.arrays import numpy_of

DOT = 0.05  # working units; a stroke smaller than this moves as one point


@dataclass(frozen=True, eq=False)
class CurveMaps:
    """Maps from control points to on-curve points and back: `y = sum(weights * x[indices])`.

    All are `[H, 4]`. The on-curve point number 3j is the joint itself; 3j+1 and 3j+2 are the points
    at parameters 1/3 and 2/3.
    """

    curve_indices: NDArray[np.int32]
    curve_weights: NDArray[np.float32]
    control_indices: NDArray[np.int32]
    control_weights: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Handles:
    """H control points of S strokes, and how the P artist's points follow them.

    Attributes:
        control: `[H, 2]`, canvas pixels, (x, y).
        stroke_offsets: `[S+1]`; a stroke has 3k+1 handles, 3k when cyclic, 1 when it is a dot.
        cyclic: `[S]`.
        indices, weights: `[P, 4]`, rows of weights sum to 1: a point's displacement is
            `sum(weights * displacements[indices])`.
        stroke_of_handle: `[H]`.
    """

    control: NDArray[np.float32]
    stroke_offsets: NDArray[np.int32]
    cyclic: NDArray[np.bool_]
    indices: NDArray[np.int32]
    weights: NDArray[np.float32]
    stroke_of_handle: NDArray[np.int32]

    @property
    def count(self) -> int:
        """Number of handles, H."""
        return len(self.control)

    @cached_property
    def segments(self) -> NDArray[np.int32]:
        """The four handles of each cubic, int32 `[K, 4]` (a dot is `(h, h, h, h)`)."""
        return cubic_segments(self.stroke_offsets, self.cyclic)

    @cached_property
    def curve_maps(self) -> CurveMaps:
        """The exact linear maps between control points and on-curve points."""
        identity = np.zeros((self.count, 4))
        identity[:, 0] = 1.0
        indices = np.repeat(np.arange(self.count, dtype=np.int32)[:, None], 4, axis=1)
        to_curve, to_control = identity, identity.copy()
        curved = self.segments[self.segments[:, 0] != self.segments[:, 1]]
        for place in (0, 1):
            inner = curved[:, place + 1]
            indices[inner] = curved
            to_curve[inner] = THIRDS_FROM_CONTROL[place]
            to_control[inner] = CONTROL_FROM_THIRDS[place]
        return CurveMaps(
            indices, to_curve.astype(np.float32), indices, to_control.astype(np.float32)
        )

    def displace_points(self, displacements: NDArray[Any]) -> NDArray[Any]:
        """Return the displacements of artist's points, `[..., P, 2]`.

        displacements: of the handles, `[..., H, 2]`.

        Zero gives exactly zero. Units are the caller's; the dtype is kept.
        """
        return _gather(displacements, self.indices, self.weights)


def control_to_curve_matrices(handles: Handles) -> CurveMaps:
    """Return the maps of `control_to_curve` and `curve_to_control` as indices and weights."""
    return handles.curve_maps


def control_to_curve(handles: Handles, values: NDArray[Any]) -> NDArray[Any]:
    """Map control points (or their displacements) `[..., H, 2]` to points on the curve.

    Joints stay; the inner controls of a segment become the curve at 1/3 and 2/3.
    """
    maps = handles.curve_maps
    return _gather(values, maps.curve_indices, maps.curve_weights)


def curve_to_control(handles: Handles, values: NDArray[Any]) -> NDArray[Any]:
    """Map on-curve points `[..., H, 2]` to the control points whose curves pass through them."""
    maps = handles.curve_maps
    return _gather(values, maps.control_indices, maps.control_weights)


def fit_handles(drawing: Drawing, tolerance: float = 0.5) -> Handles:
    """Fit handles to a drawing; curves stay within `tolerance` working units of every point.

    The tolerance is measured in the working space (a square of 256 units in which the drawing is
    154 long), so the same drawing at any size gives the same handles, scaled.
    """
    points = np.asarray(numpy_of(drawing.positions), dtype=np.float64)
    offsets = np.asarray(numpy_of(drawing.stroke_offsets), dtype=np.int64)
    cyclic = numpy_of(drawing.cyclic).astype(bool)
    cubic = numpy_of(drawing.curve_types) == 1
    space = WorkingSpace.of(drawing)
    working = space.to_working(points)
    single = ~cubic & (_extents(working, offsets) < DOT)
    fitted = ~cubic & ~single
    runs = _Runs.of(offsets, cyclic, fitted)
    fit = fit_runs(working[runs.point], runs.first, runs.last, tolerance)

    run_of_span = np.searchsorted(runs.first, fit.first, side="right") - 1
    stroke_of_span = np.flatnonzero(fitted)[runs.run_of_half[run_of_span]]
    pieces = np.bincount(stroke_of_span, minlength=len(cubic))
    counts = np.where(single, 1, np.where(cubic, np.diff(offsets), 3 * pieces + ~cyclic))
    handle_offsets = np.concatenate([[0], np.cumsum(counts)])
    closed = cyclic & (counts > 1)
    control = np.zeros((int(handle_offsets[-1]), 2))
    indices = np.zeros((len(points), 4), dtype=np.int32)
    weights = np.zeros((len(points), 4))
    weights[:, 0] = 1.0

    stroke_of_point = np.repeat(np.arange(len(cubic)), np.diff(offsets))
    own = cubic[stroke_of_point]
    shift = (handle_offsets[:-1] - offsets[:-1])[stroke_of_point]
    indices[own] = (np.flatnonzero(own) + shift[own])[:, None]
    control[indices[own, 0]] = points[own]
    lone = single[stroke_of_point]
    indices[lone] = handle_offsets[stroke_of_point[lone], None]
    control[handle_offsets[:-1][single]] = points[offsets[:-1][single]]

    segments = cubic_segments(handle_offsets, closed, fitted)
    control[segments] = space.to_canvas(fit.curves)
    _keep_joints(control, segments, points[runs.point], fit)
    real = runs.real
    indices[runs.point[real]] = segments[fit.span_of_point[real]]
    weights[runs.point[real]] = bernstein(fit.parameters[real])
    return Handles(
        control.astype(np.float32),
        handle_offsets.astype(np.int32),
        closed,
        indices,
        weights.astype(np.float32),
        np.repeat(np.arange(len(cubic), dtype=np.int32), counts),
    )


@dataclass(frozen=True)
class _Runs:
    """The points of the strokes to be fitted laid end to end, a closed stroke's first one twice.

    A closed stroke is two runs, cut at the point half-way, so that it has at least two cubics.
    """

    point: NDArray[np.int64]  # [N] index of the drawing's point
    real: NDArray[np.bool_]  # [N] False for the repeated one
    first: NDArray[np.int64]  # [R]
    last: NDArray[np.int64]  # [R]
    run_of_half: NDArray[np.int64]  # [R] which fitted stroke a run belongs to

    @classmethod
    def of(
        cls, offsets: NDArray[np.int64], cyclic: NDArray[np.bool_], fitted: NDArray[np.bool_]
    ) -> _Runs:
        closed = cyclic[fitted]
        begin, size = offsets[:-1][fitted], np.diff(offsets)[fitted]
        length = size + closed
        stop = np.cumsum(length)
        start = stop - length
        local = np.arange(int(length.sum())) - np.repeat(start, length)
        point = np.repeat(begin, length) + local % np.repeat(size, length)
        middle = start[closed] + size[closed] // 2
        owner = np.arange(len(begin))
        first = np.concatenate([start, middle])
        last = np.concatenate([stop - 1, middle])
        order = np.argsort(first, kind="stable")
        return cls(
            point,
            local < np.repeat(size, length),
            first[order],
            np.sort(last),
            np.concatenate([owner, owner[closed]])[order],
        )


def _keep_joints(
    control: Floats, segments: NDArray[np.int32], points: Floats, fit: PiecewiseFit
) -> None:
    """Put joints exactly on the artist's points, free of the rounding of the working space."""
    control[segments[:, 0]] = points[fit.first]
    control[segments[:, 3]] = points[fit.last]


def _extents(points: Floats, offsets: NDArray[np.int64]) -> Floats:
    """Return the long side of each stroke's bounding box, `[S]` (strokes are never empty)."""
    if len(offsets) < 2:
        return np.zeros(0)
    low = np.minimum.reduceat(points, offsets[:-1], axis=0)
    high = np.maximum.reduceat(points, offsets[:-1], axis=0)
    extents: Floats = (high - low).max(axis=1)
    return extents


def _gather(
    values: NDArray[Any], indices: NDArray[np.int32], weights: NDArray[np.float32]
) -> NDArray[Any]:
    result = np.zeros((*values.shape[:-2], len(indices), values.shape[-1]), dtype=values.dtype)
    for place in range(4):
        weight = weights[:, place, None].astype(values.dtype)
        result += weight * values[..., indices[:, place], :]
    return result
