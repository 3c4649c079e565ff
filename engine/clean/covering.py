# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Of bundled lines only one stays in every place: what lies on a longer line is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.clean.bundling import PARALLEL, BundledLines, own_reach
from engine.clean.lines import STEP, SampledLine, tangents
from engine.geometry.bezier import Floats

NEAR = 0.5  # reaches between a line and what lies on it
WHOLE = 0.6  # share of a line from which a stretch is more than a rest
REST = 1.5  # reaches; a shorter rest is left out


@dataclass(frozen=True, eq=False)
class KeptLine:
    """A line that stays, with what is known of the lines it stands for.

    Attributes:
        spread, count: [n], see `BundledLines`.
        members: the strokes that it stands for.
        is_rest: whether it is what another line left of its own one, and shorter than that.
    """

    line: SampledLine
    spread: Floats
    count: Floats
    members: frozenset[int]
    is_rest: bool = False


class _Kept:
    """The samples of the lines that stay."""

    def __init__(self) -> None:
        self.lines: list[KeptLine] = []
        self._points = np.zeros((0, 2))
        self._ways = np.zeros((0, 2))
        self._owners = np.zeros(0, np.int64)

    def add(self, kept: KeptLine) -> None:
        """Keep a line."""
        points = kept.line.points
        self._points = np.concatenate([self._points, points])
        self._ways = np.concatenate([self._ways, tangents(points)])
        self._owners = np.append(self._owners, np.full(len(points), len(self.lines)))
        self.lines.append(kept)

    def owners(self, points: Floats, near: float) -> NDArray[np.int64]:
        """Return the line that stays on which each point [n] of a line lies; -1 for none."""
        found = np.full(len(points), -1)
        if not len(self._points):
            return found
        count = min(8, len(self._points))
        distance, index = cKDTree(self._points).query(points, k=count, distance_upper_bound=near)
        distance, index = distance.reshape(len(points), -1), index.reshape(len(points), -1)
        known = np.minimum(index, len(self._points) - 1)
        along = np.abs((self._ways[known] * tangents(points)[:, None]).sum(2))
        fits = np.isfinite(distance) & (along > PARALLEL)
        has = fits.any(1)
        found[has] = self._owners[known[has, fits[has].argmax(1)]]
        return found

    def note(self, line: int, members: frozenset[int]) -> None:
        """Note that a line stands for more strokes."""
        known = self.lines[line]
        self.lines[line] = replace(known, members=known.members | members)


def uncovered(bundles: BundledLines, reach: float) -> list[KeptLine]:
    """Return lines of which none lies on another one, the longest first."""
    kept = _Kept()
    order = sorted(range(len(bundles.lines)), key=lambda n: -bundles.lines[n].length)
    for number in order:
        line = bundles.lines[number]
        members = line.members or frozenset({line.stroke})
        owners = kept.owners(line.points, NEAR * own_reach(line, reach))
        for owner in np.unique(owners[owners >= 0]).tolist():
            if (owners == owner).sum() * STEP > reach:
                kept.note(owner, members)
        free = _without_short(owners < 0, round(reach / STEP))
        for start, stop in _stretches(free):
            for first, last in _once(line.points[start:stop], reach):
                part = slice(start + first, start + last)
                is_rest = last - first < WHOLE * len(line.points)
                if is_rest and (last - first) * STEP < REST * reach:
                    continue
                kept.add(
                    KeptLine(
                        line.part(part.start, part.stop),
                        bundles.spreads[number][part],
                        bundles.counts[number][part],
                        members,
                        is_rest,
                    )
                )
    return kept.lines


def _once(points: Floats, reach: float) -> list[tuple[int, int]]:
    """Return stretches of a line that leave out where it runs along itself a second time."""
    apart = max(3, round(3.0 * reach / STEP))
    if len(points) <= 2 * apart:
        return [(0, len(points))]
    ways, free = tangents(points), np.ones(len(points), np.bool_)
    pairs = cKDTree(points).query_pairs(NEAR * reach, output_type="ndarray")
    first, second = pairs.min(1), pairs.max(1)
    along = (ways[first] * ways[second]).sum(1)
    again = (second - first > apart) & (np.abs(along) > PARALLEL)
    free[second[again]] = False
    return _stretches(_without_short(free, round(reach / STEP)))


def _without_short(free: NDArray[np.bool_], least: int) -> NDArray[np.bool_]:
    """Return which samples are free, without short changes; a line that is free at all stays so."""
    if free.all() or not free.any():
        return free
    result = free.copy()
    for value in (True, False):
        for start, stop in _stretches(result == value):
            if stop - start < least and not (start == 0 and stop == len(free)):
                result[start:stop] = not value
    return result


def _stretches(free: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where the true stretches of at least two samples begin and end (not included)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(np.int8), [0]])))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(start, stop) for start, stop in pairs if stop - start >= 2]
