# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes as lines: sampled evenly, cut at corners, without the hooks at their ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.geometry.bezier import Floats
from engine.geometry.working_space import WorkingSpace
from engine.render.flatten import flatten_chain
from engine.runtime.arrays import numpy_of

STEP = 1.5  # between samples
FLATNESS = 0.05  # between a cubic and its straight pieces
ARM = 4.5  # length on either side over which a corner is judged
CORNER = np.deg2rad(62.0)  # a sharper turn is a corner
SWEEP = 12.0  # a stroke of this length counts half as much as the shortest ones
HOOK = 0.2  # share of a stroke that a hook at its end has at most


@dataclass(frozen=True, eq=False)
class SampledLine:
    """A stroke, or a stretch of it between corners.

    Attributes:
        points: [n, 2], (x, y), about STEP apart, n >= 2.
        widths: [n], working units.
        opacities: [n].
        stroke: the stroke of the drawing that it is a stretch of.
        corners: whether it begins, and ends, in a corner of its stroke.
        members: the strokes of the drawing that it stands for; empty for its own alone.
        spread: [n], how far these ran from it; None for its own alone.
        sure: [n], how much it counts where a clean stroke is fitted to it, 1 at most; None: all.
            The farther a hand moves in one go, the farther it errs, in proportion to the distance
            (Schmidt et al., Motor-Output Variability, 1979).
    """

    points: Floats
    widths: Floats
    opacities: Floats
    stroke: int
    corners: tuple[bool, bool] = (False, False)
    members: frozenset[int] = frozenset()
    spread: Floats | None = None
    sure: Floats | None = None

    @property
    def weights(self) -> Floats:
        """How much it counts [n]."""
        return np.ones(len(self.points)) if self.sure is None else self.sure

    @property
    def length(self) -> float:
        """Its length."""
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())

    def part(self, start: int, stop: int) -> SampledLine:
        """Return the stretch of its samples `start` to `stop`, which is not included."""
        return replace(
            self,
            points=self.points[start:stop],
            widths=self.widths[start:stop],
            opacities=self.opacities[start:stop],
            corners=(self.corners[0] and start == 0, self.corners[1] and stop == len(self.points)),
            spread=None if self.spread is None else self.spread[start:stop],
            sure=None if self.sure is None else self.sure[start:stop],
        )


def lines_of(
    drawing: Drawing, space: WorkingSpace, strokes: NDArray[np.int64], hook: float
) -> list[SampledLine]:
    """Return the lines of some strokes of a drawing; `hook`: the longest hook that is cut off."""
    return cut_at_corners(sampled(drawing, space, strokes), hook)


def sampled(drawing: Drawing, space: WorkingSpace, strokes: NDArray[np.int64]) -> list[SampledLine]:
    """Return some strokes of a drawing as lines, each whole."""
    return [_sampled(drawing, space, stroke) for stroke in strokes.tolist()]


def cut_at_corners(wholes: Sequence[SampledLine], hook: float) -> list[SampledLine]:
    """Return whole strokes cut at their corners; `hook`: the longest hook that is cut off.

    Closed strokes have none: what is between their beginning and the next corner is a part of a
    side.
    """
    found = []
    for whole in wholes:
        pieces = list(_between_corners(whole))
        is_open = float(np.hypot(*(whole.points[-1] - whole.points[0]))) > STEP
        found += _without_hooks(pieces, hook) if is_open else pieces
    return found


def tangents(points: Floats, reach: int = 2) -> Floats:
    """Return the unit direction [n, 2] of a line at its points, over `reach` samples each way."""
    place = np.arange(len(points))
    ahead = points[np.minimum(place + reach, len(points) - 1)]
    way = ahead - points[np.maximum(place - reach, 0)]
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)
    return np.asarray(way / length[:, None])


def evenly(values: Floats, step: float, least: int = 2) -> Floats:
    """Return rows [n, k] along a line, of which x and y come first, sampled about `step` apart."""
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(values[:, :2], axis=0).T))])
    at = np.linspace(0.0, way[-1], max(least, round(way[-1] / step) + 1))
    return np.stack([np.interp(at, way, column) for column in values.T], 1)


def corners_of(points: Floats) -> NDArray[np.int64]:
    """Return the samples inside of a line at which it turns sharply, one for each corner."""
    arm = round(ARM / STEP)
    if len(points) < 2 * 2 + 1:
        return np.zeros(0, np.int64)
    inner = np.arange(1, len(points) - 1)
    before = points[inner] - points[np.maximum(inner - arm, 0)]
    after = points[np.minimum(inner + arm, len(points) - 1)] - points[inner]
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turn = np.abs(np.arctan2(cross, (before * after).sum(1)))
    found: list[int] = []
    for candidate in np.argsort(-turn, kind="stable").tolist():
        if turn[candidate] < CORNER:
            break
        if all(abs(int(inner[candidate]) - known) > arm for known in found):
            found.append(int(inner[candidate]))
    return np.array(sorted(found), np.int64)


def _sampled(drawing: Drawing, space: WorkingSpace, stroke: int) -> SampledLine:
    part = drawing.stroke(stroke)
    rows = slice(part.start, part.stop)
    points = space.to_working(numpy_of(drawing.positions)[rows].astype(np.float64))
    widths = numpy_of(drawing.widths)[rows].astype(np.float64) * space.scale
    opacities = numpy_of(drawing.opacities)[rows].astype(np.float64)
    values = np.column_stack([points, widths, opacities])
    closed = bool(numpy_of(drawing.cyclic)[stroke])
    if int(numpy_of(drawing.curve_types)[stroke]) == 1:
        flat = flatten_chain(values[None, :, :2], closed, FLATNESS)
        values = (flat.weights[..., None] * values[flat.indices]).sum(1)
    elif closed:
        values = np.concatenate([values, values[:1]])
    even = evenly(values, STEP)
    line = SampledLine(even[:, :2], even[:, 2], even[:, 3], stroke)
    return replace(line, sure=np.full(len(even), 1.0 / (1.0 + (line.length / SWEEP) ** 2)))


def _between_corners(whole: SampledLine) -> Iterator[SampledLine]:
    cuts = [0, *corners_of(whole.points).tolist(), len(whole.points) - 1]
    for number, (start, stop) in enumerate(pairwise(cuts)):
        line = whole.part(start, stop + 1)
        ends = (number > 0, number + 2 < len(cuts))
        yield replace(line, corners=ends)


def _without_hooks(pieces: list[SampledLine], hook: float) -> list[SampledLine]:
    """Leave out the first and the last stretch of a stroke where they are short hooks."""
    longest = min(hook, HOOK * sum(piece.length for piece in pieces))
    while len(pieces) > 1 and pieces[0].length <= longest:
        second = pieces[1]
        freed = replace(second, corners=(False, second.corners[1]))
        pieces = [freed, *pieces[2:]]
    while len(pieces) > 1 and pieces[-1].length <= longest:
        second = pieces[-2]
        freed = replace(second, corners=(second.corners[0], False))
        pieces = [*pieces[:-2], freed]
    return pieces
