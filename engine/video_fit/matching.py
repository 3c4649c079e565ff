# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which drawn point lies on which seen one: nearest by place and by the direction of the line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TURNED = 0.05  # long sides: as far away counts a line that runs across
ALONG = 0.1  # how much being beside each other along a line counts, against being off it
SPACING = 0.008  # long sides
CELL, MARGIN = 0.01, 0.1  # long sides
STRAY = 0.1  # drawn points right there: as much a seen point belongs to nothing drawn
UNSEEN = 0.01  # long sides: so far a drawn point that has left the picture counts as off
BORDER = 0.01  # long sides: lines that end as near to the picture's edge are cut off by it
CUT_OFF = 4.0  # of the reach: pairs farther apart have no weight


@dataclass(frozen=True, eq=False)
class Pairs:
    """Drawn points and where seen lines want them.

    Attributes:
        drawn: [K], numbers of drawn points.
        wanted: [K, 2], places.
        across: [K, 2], unit vectors across the seen lines.
        distance: [K], in place and direction, long sides.
        along: [K], how much being beside each other along the line counts, against being off it.
        mass: [K], how much is seen of what each pair stands for; None is 1 everywhere.
    """

    drawn: Ints
    wanted: Floats
    across: Floats
    distance: Floats
    along: Floats
    mass: Floats | None = None

    def joined(self, other: Pairs) -> Pairs:
        """Return these pairs and others; both without masses."""
        return Pairs(
            np.concatenate([self.drawn, other.drawn]),
            np.concatenate([self.wanted, other.wanted]),
            np.concatenate([self.across, other.across]),
            np.concatenate([self.distance, other.distance]),
            np.concatenate([self.along, other.along]),
        )

    def weights(self, reach: float) -> Floats:
        """Return robust weights [K] (Geman and McClure): small for pairs farther than `reach`."""
        weight = (reach**2 / (reach**2 + self.distance**2)) ** 2
        weight = np.where(self.distance > CUT_OFF * reach, 0.0, weight)
        return weight if self.mass is None else weight * self.mass


class SeenTarget:
    """The seen lines of a frame, placed on the drawing; units are the drawing's long sides.

    points [M, 2], tangents [M, 2], ends: bool [M], where lines end; view [2, 2]: the corners of the
    picture, beyond which nothing can be seen, None where it has no edges. Of points that lie closer
    together than SPACING one is kept.
    """

    def __init__(
        self,
        points: Floats,
        tangents: Floats,
        ends: NDArray[np.bool_],
        view: Floats | None = None,
    ) -> None:
        self._view = view
        ends = ends & ~self._beyond(points, BORDER)
        kept = _spaced(points, ends)
        self.points, self.ends, tangents = points[kept], ends[kept], tangents[kept]
        self.across = np.stack([-tangents[:, 1], tangents[:, 0]], axis=1)
        self._features = _features(self.points, tangents)
        self._tree = cKDTree(self._features) if len(kept) else None

    @property
    def empty(self) -> bool:
        """Whether nothing is seen."""
        return self._tree is None

    def _beyond(self, places: Floats, margin: float) -> NDArray[np.bool_]:
        """Return which places [n, 2] are out of the picture, or within `margin` of its edge."""
        if self._view is None:
            return np.zeros(len(places), bool)
        low, high = self._view
        beyond: NDArray[np.bool_] = ((places < low + margin) | (places > high - margin)).any(axis=1)
        return beyond

    def pairs(
        self,
        drawn: Floats,
        tangents: Floats,
        tails: NDArray[np.bool_],
        closing: NDArray[np.bool_] | None = None,
    ) -> Pairs:
        """Return pairs both ways: each drawn point [N, 2] with the nearest seen one, and back.

        What has left the picture has no nearest one.

        tails: bool [N], free ends of strokes. An end belongs on an end, so there the way along the
        line counts, too. closing: bool [N], all ends of strokes; each end that is seen is the
        nearest one's as well.
        """
        if self._tree is None:
            nothing = np.zeros((0, 2))
            return Pairs(np.zeros(0, np.int64), nothing, nothing, np.zeros(0), np.zeros(0))
        features = _features(drawn, tangents)
        there, seen = self._tree.query(features)
        there[self._beyond(drawn, 0.0)] = np.inf
        back, own = cKDTree(features).query(self._features)
        number = np.concatenate([np.arange(len(drawn)), own])
        wanted = np.concatenate([self.points[seen], self.points])
        across = np.concatenate([self.across[seen], self.across])
        met = np.concatenate([self.ends[seen] & tails, tails[own]])
        along = np.where(met, 1.0, ALONG)
        pairs = Pairs(number, wanted, across, np.concatenate([there, back]), along)
        if closing is None or not self.ends.any():
            return pairs
        return pairs.joined(self._end_pairs(features, np.flatnonzero(closing)))

    def _end_pairs(self, features: Floats, closing: Ints) -> Pairs:
        """Return pairs of each seen end with the nearest of the drawn ends `closing` [C].

        features: [N, 4], of drawn points.
        """
        distance, nearest = cKDTree(features[closing]).query(self._features[self.ends])
        across = self.across[self.ends]
        along = np.ones(len(across))
        return Pairs(closing[nearest], self.points[self.ends], across, distance, along)

    def shared(self, drawn: Floats, tangents: Floats, reach: float) -> Pairs:
        """Return pairs of each drawn point [N, 2] with its share of all seen points around.

        Every seen point is shared out among the drawn points near it, a nearer one gets more
        (coherent point drift, Myronenko and Song 2010): so a line that is already drawn doesn't
        attract a second one.
        """
        features = _features(drawn, tangents)
        near = _nearness(features, self._features, reach)  # [N, M]
        near[self._beyond(drawn, 0.0)] = 0.0
        share = len(self.points) / len(drawn) / (near.sum(axis=0, dtype=np.float64) + STRAY)
        parts = np.concatenate([share[:, None], share[:, None] * self.points], axis=1)
        found = (near @ parts.astype(np.float32)).astype(np.float64)
        mass = found[:, 0]
        wanted = found[:, 1:] / np.maximum(mass, 1e-12)[:, None]
        zero = np.zeros(len(drawn))
        across = np.zeros((len(drawn), 2))
        return Pairs(np.arange(len(drawn)), wanted, across, zero, zero + 1.0, mass)

    @cached_property
    def field(self) -> DistanceField:
        """How far every place is from the seen lines, coarsely."""
        return DistanceField.of(self.points)

    def misses(self, drawn: Floats, tangents: Floats, limit: float) -> tuple[Floats, Floats]:
        """Return how far drawn points [N] are from seen ones, and seen from drawn [M].

        What has left the picture is taken to be nearly right.
        """
        if self._tree is None:
            return np.full(len(drawn), limit), np.zeros(0)
        features = _features(drawn, tangents)
        there = self._tree.query(features)[0]
        there[self._beyond(drawn, 0.0)] = UNSEEN
        back = cKDTree(features).query(self._features)[0]
        return np.minimum(there, limit), np.minimum(back, limit)

    def nearest(self, drawn: Floats, tangents: Floats) -> Ints:
        """Return which of drawn points [N, 2] is nearest to each seen one [M]."""
        own: Ints = cKDTree(_features(drawn, tangents)).query(self._features)[1]
        return own

    def cost(self, drawn: Floats, tangents: Floats, limit: float) -> float:
        """Return the mean distance of drawn and seen points from each other, at most `limit`."""
        there, back = self.misses(drawn, tangents, limit)
        return float(there.mean() + (back.mean() if len(back) else limit)) / 2


@dataclass(frozen=True, eq=False)
class DistanceField:
    """Distances [h, w] of the middles of cells from lines, long sides."""

    distance: Floats
    low: Floats

    @classmethod
    def of(cls, points: Floats) -> DistanceField:
        """Return that of points [M, 2]."""
        low = points.min(axis=0) - MARGIN
        size = np.ceil((points.max(axis=0) + MARGIN - low) / CELL).astype(np.int64) + 1
        empty = np.ones((size[1], size[0]), bool)
        cells = ((points - low) / CELL).astype(np.int64)
        empty[cells[:, 1], cells[:, 0]] = False
        return cls(CELL * ndimage.distance_transform_edt(empty), low)

    def at(self, places: Floats) -> Floats:
        """Return the distances [...] of places [..., 2]; outside, that of the nearest cell."""
        height, width = self.distance.shape
        cell = ((places - self.low) / CELL).astype(np.int64)
        column = np.clip(cell[..., 0], 0, width - 1)
        return np.asarray(self.distance[np.clip(cell[..., 1], 0, height - 1), column])


def _spaced(points: Floats, ends: NDArray[np.bool_]) -> Ints:
    """Return numbers of points [n, 2], one in each cell of a grid; ends are all kept."""
    if not len(points):
        return np.zeros(0, np.int64)
    cells = np.floor((points - points.min(axis=0)) / SPACING).astype(np.int64)
    first = np.unique(cells[:, 0] * (cells[:, 1].max() + 1) + cells[:, 1], return_index=True)[1]
    return np.union1d(first, np.flatnonzero(ends)).astype(np.int64)


def _features(points: Floats, tangents: Floats) -> Floats:
    """Places and doubled angles [n, 4]: which way a tangent points means nothing."""
    x, y = tangents[:, 0], tangents[:, 1]
    doubled = np.stack([x * x - y * y, 2 * x * y], axis=1)
    return np.concatenate([points, 0.5 * TURNED * doubled], axis=1)


def _nearness(first: Floats, second: Floats, reach: float) -> NDArray[np.float32]:
    """Return exp(-d^2 / (2 reach^2)) [N, M] of distances d of rows [N, 4] and [M, 4]."""
    one, other = first / reach, second / reach
    half, rest = -0.5 * (one**2).sum(axis=1), -0.5 * (other**2).sum(axis=1)
    left = np.column_stack([one, half, np.ones(len(one))]).astype(np.float32)
    right = np.column_stack([other, np.ones(len(other)), rest]).astype(np.float32)
    near = np.minimum(left @ right.T, np.float32(0.0))
    return np.asarray(np.exp(near, out=near))


def line_tangents(points: Floats, strokes: Ints) -> Floats:
    """Return unit tangents [..., N, 2] of points [..., N, 2] that follow one another on strokes.

    A dot's tangent is zero, which fits any direction equally.
    """
    count = points.shape[-2]
    number = np.arange(count)
    before, after = np.maximum(number - 1, 0), np.minimum(number + 1, count - 1)
    before = np.where(strokes[before] == strokes, before, number)
    after = np.where(strokes[after] == strokes, after, number)
    way = points[..., after, :] - points[..., before, :]
    length = np.linalg.norm(way, axis=-1, keepdims=True)
    return np.asarray(np.divide(way, length, out=np.zeros_like(way), where=length > 1e-9))
