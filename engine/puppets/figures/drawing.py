# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From flesh to lines, in many hands, every point with its truth.

Flesh that merges becomes one outline; what lies in front hides what is behind; a hand then cuts the
lines into strokes, shakes, draws twice or leaves out. Polygons are shapely's.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

from engine.puppets.figures.build import FIGURES, build_figure
from engine.puppets.figures.flesh import Figure, FleshShape, Floats

STEP = 0.018  # between points, in units of the figure's long side
MOST_STROKES = 72


@dataclass(frozen=True)
class LabelledDrawing:
    """A drawing at rest and its truth.

    Attributes:
        plan: name of the body plan.
        points: float64 [P, 2]; long side 1, centred on 0, y down.
        strokes: int64 [P]; points of a stroke follow one another.
        parts: int64 [P], number in the plan; -1 for things that are no part of the body.
        along: float64 [P], place along the part, 0 at its root.
        joints: float64 [J, 2]; NaN for those the figure doesn't show.
    """

    plan: str
    points: Floats
    strokes: NDArray[np.int64]
    parts: NDArray[np.int64]
    along: Floats
    joints: Floats


@dataclass(frozen=True)
class Hand:
    """A way of drawing. Lengths are shares of the drawing's long side.

    Attributes:
        merge: how likely flesh that may merge is drawn as one outline.
        hides: whether what lies in front hides what is behind.
        open_roots: how likely a limb before the body is left open where it begins.
        pieces: about how long a stroke is; 0 for whole outlines.
        wobble: how far a line strays.
        again: extra lines beside each line.
        detail: what is lighter than this is left out.
    """

    merge: float
    hides: bool
    open_roots: float
    pieces: float
    wobble: float
    again: float
    detail: float


def pick_hand(rng: np.random.Generator) -> Hand:
    """Return a random hand: clean outlines, overlapping shapes, sketchy lines."""

    def u(low: float, high: float) -> float:
        return float(rng.uniform(low, high))

    kind = rng.choice(["clean", "shapes", "sketch", "messy"], p=[0.42, 0.16, 0.27, 0.15])
    if kind == "clean":
        whole = 0.0 if rng.random() < 0.4 else u(0.25, 1.5)
        return Hand(u(0.6, 1.0), True, u(0.2, 0.9), whole, u(0.0, 0.004), 0.0, u(0.0, 0.6))
    if kind == "shapes":
        return Hand(
            u(0.0, 0.3), rng.random() < 0.6, u(0.0, 0.3), 0.0, u(0.0, 0.008), 0.0, u(0.0, 0.6)
        )
    if kind == "sketch":
        return Hand(
            u(0.4, 1.0),
            rng.random() < 0.8,
            u(0.3, 1.0),
            u(0.2, 0.7),
            u(0.002, 0.012),
            u(0.0, 0.4),
            u(0.0, 0.6),
        )
    return Hand(
        u(0.0, 0.8),
        rng.random() < 0.5,
        u(0.3, 1.0),
        u(0.15, 0.35),
        u(0.004, 0.016),
        u(0.3, 1.6),
        u(0.0, 0.3),
    )


def draw_figure(
    figure: Figure, rng: np.random.Generator, hand: Hand | None = None
) -> LabelledDrawing:
    """Return the figure drawn by a hand. Raises ValueError when nothing of it is seen."""
    hand = hand or pick_hand(rng)
    shapes = [s for s in figure.shapes if s.weight >= hand.detail * rng.uniform(0.4, 1.0)]
    size = _size(shapes)
    step = STEP * size
    lines: list[tuple[Floats, NDArray[np.int64], Floats]] = []
    solid = [s for s in shapes if s.closed and not s.detail]
    groups = _groups(solid, hand, rng)
    outlines = [
        (depth, _polygon(members[0]) if len(members) == 1 else _joined(members), members)
        for depth, members in groups
    ]
    covers: dict[int, BaseGeometry] = {}  # by the number of outlines in front

    def uncovered(line: BaseGeometry, depth: float) -> BaseGeometry:
        """Return what is seen of a line."""
        front = [o for d, o, _ in outlines if d > depth]
        if not hand.hides or not front:
            return line
        if len(front) not in covers:
            covers[len(front)] = unary_union(front)
        return line.difference(covers[len(front)])

    for depth, outline, members in outlines:
        open_root = members[0].depth > 2.4 and rng.random() < hand.open_roots
        for line in _lines(uncovered(outline.boundary, depth)):
            points = _resampled(np.asarray(line.coords), step)
            parts, along = _truth(points, members, step)
            lines += _opened(points, parts, along) if open_root else [(points, parts, along)]
    for shape in (s for s in shapes if s.detail or not s.closed):
        ring = np.concatenate([shape.points, shape.points[:1]]) if shape.closed else shape.points
        for line in _lines(uncovered(LineString(ring), shape.depth + 0.2)):
            points = _resampled(np.asarray(line.coords), step)
            lines.append((points, *_truth(points, [shape], step)))
    return _drawn(figure, lines, size, hand, rng)


def _size(shapes: list[FleshShape]) -> float:
    points = np.concatenate([s.points for s in shapes])
    return float(np.ptp(points, axis=0).max())


def _joined(shapes: list[FleshShape]) -> BaseGeometry:
    return unary_union([_polygon(shape) for shape in shapes])


def _polygon(shape: FleshShape) -> BaseGeometry:
    polygon = Polygon(shape.points)
    if polygon.is_valid:
        return polygon
    valid = shapely.make_valid(polygon)
    if valid.geom_type != "GeometryCollection":
        return valid
    return unary_union([g for g in valid.geoms if g.area > 0.0])  # without the lines in it


def _groups(
    solid: list[FleshShape], hand: Hand, rng: np.random.Generator
) -> list[tuple[float, list[FleshShape]]]:
    """Shapes that are drawn as one outline, with the depth at which they hide others."""
    body = [s for s in solid if (s.depth >= 1.4 and s.depth < 3.3) or s.depth >= 3.9]
    core = [s for s in body if s.merges and rng.random() < hand.merge]
    groups: list[tuple[float, list[FleshShape]]] = []
    polygons = {id(s): _polygon(s) for s in solid}
    while core:  # connected ones together
        members = [core.pop(0)]
        grown = True
        while grown:
            grown = False
            whole = unary_union([polygons[id(m)] for m in members])
            for shape in list(core):
                if whole.intersects(polygons[id(shape)]):
                    members.append(shape)
                    core.remove(shape)
                    grown = True
        groups.append((min(m.depth for m in members), members))
    taken = {id(s) for _, members in groups for s in members}
    groups += [(s.depth, [s]) for s in solid if id(s) not in taken]
    return groups


def _lines(geometry: BaseGeometry) -> list[LineString]:
    if geometry.is_empty:
        return []
    if geometry.geom_type == "LineString":
        return [geometry]
    parts = [
        g for g in getattr(geometry, "geoms", []) if g.geom_type in ("LineString", "LinearRing")
    ]
    merged = linemerge(parts) if len(parts) > 1 else (parts[0] if parts else geometry)
    return [
        g for g in getattr(merged, "geoms", [merged]) if g.length > 0 and g.geom_type != "Polygon"
    ]


def _resampled(points: Floats, step: float) -> Floats:
    arc = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    count = max(3, round(arc[-1] / step) + 1)
    at = np.linspace(0.0, arc[-1], count)
    return np.stack([np.interp(at, arc, points[:, c]) for c in (0, 1)], 1)


def _truth(
    points: Floats, members: list[FleshShape], step: float
) -> tuple[NDArray[np.int64], Floats]:
    """Part and place along of points on the outline of `members`: those of the nearest place."""
    first = members[0]
    if len(members) == 1 and np.ptp(first.along) == 0.0:
        return np.full(len(points), first.part), np.full(len(points), first.along[0])
    places, parts, along = [], [], []
    for shape in members:
        ring = np.concatenate([shape.points, shape.points[:1]]) if shape.closed else shape.points
        s = np.concatenate([shape.along, shape.along[:1]]) if shape.closed else shape.along
        arc = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))])
        at = np.linspace(0.0, arc[-1], max(8, round(2 * arc[-1] / step)))
        places.append(np.stack([np.interp(at, arc, ring[:, c]) for c in (0, 1)], 1))
        along.append(np.interp(at, arc, s))
        parts.append(np.full(len(at), shape.part))
    nearest = cKDTree(np.concatenate(places)).query(points)[1]
    return np.concatenate(parts)[nearest].astype(np.int64), np.concatenate(along)[nearest]


def _opened(
    points: Floats, parts: NDArray[np.int64], along: Floats
) -> list[tuple[Floats, NDArray[np.int64], Floats]]:
    """Return the line without its root, where the limb flows into the body."""
    keep = along > 0.07
    if keep.all() or keep.sum() < 4:
        return [(points, parts, along)]
    if keep[0] and keep[-1]:  # a closed outline that was cut anywhere: begin after the root
        start = int(np.flatnonzero(~keep)[-1]) + 1
        order = np.roll(np.arange(len(points)), -start)
        points, parts, along, keep = points[order], parts[order], along[order], keep[order]
    runs = np.split(np.arange(len(keep)), np.flatnonzero(np.diff(keep.astype(int))) + 1)
    return [(points[r], parts[r], along[r]) for r in runs if keep[r[0]] and len(r) >= 4]


def _corners(points: Floats) -> Floats:
    """How sharply a line turns at each of its points, radians."""
    if len(points) < 7:
        return np.zeros(len(points))
    a, b = points[3:-3] - points[:-6], points[6:] - points[3:-3]
    turn = np.abs(np.arctan2(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0], (a * b).sum(1)))
    return np.concatenate([np.zeros(3), turn, np.zeros(3)])


def _cuts(
    points: Floats, hand: Hand, size: float, rng: np.random.Generator
) -> list[NDArray[np.intp]]:
    """Return the indices of the strokes into which a line is cut, preferably at corners."""
    count = len(points)
    whole = np.arange(count)
    length = (count - 1) * STEP * size
    if hand.pieces <= 0.0:
        return [whole]
    number = int(
        np.clip(round(length / (hand.pieces * size * float(rng.uniform(0.7, 1.4)))), 1, 12)
    )
    if number == 1:
        return [whole]
    score = _corners(points) + rng.uniform(0, 0.7, count)
    cuts: list[int] = []
    for at in np.argsort(-score):
        if len(cuts) == number - 1:
            break
        if min([at, count - 1 - at, *(abs(at - c) for c in cuts)]) >= 4:
            cuts.append(int(at))
    edges = [0, *sorted(cuts), count - 1]
    return [np.arange(a, b + 1) for a, b in itertools.pairwise(edges)]


def _shaken(points: Floats, wobble: float, rng: np.random.Generator) -> Floats:
    """Let the line stray smoothly by about `wobble`."""
    if wobble <= 0.0 or len(points) < 4:
        return points
    knots = max(3, len(points) // 8)
    noise = rng.normal(0.0, wobble, (knots, 2))
    at = np.linspace(0, knots - 1, len(points))
    smooth = np.stack([np.interp(at, np.arange(knots), noise[:, c]) for c in (0, 1)], 1)
    return points + smooth + rng.normal(0.0, 0.5 * wobble, 2)


def _drawn(
    figure: Figure,
    lines: list[tuple[Floats, NDArray[np.int64], Floats]],
    size: float,
    hand: Hand,
    rng: np.random.Generator,
) -> LabelledDrawing:
    strokes: list[tuple[Floats, NDArray[np.int64], Floats]] = []
    for points, parts, along in lines:
        if len(points) > 8 and np.allclose(points[0], points[-1]) and rng.random() < 0.8:
            shift = int(rng.integers(len(points) - 1))  # a closed line begins anywhere
            order = np.append(np.roll(np.arange(len(points) - 1), -shift), shift)
            points, parts, along = points[order], parts[order], along[order]
        for cut in _cuts(points, hand, size, rng):
            copies = 1 + int(hand.again * rng.random() + rng.random() * min(hand.again, 1.0))
            for copy in range(copies):
                use = cut
                if copy and len(cut) > 8:
                    a = int(rng.integers(0, len(cut) // 2))
                    use = cut[a : a + max(5, int(len(cut) * rng.uniform(0.3, 0.8)))]
                if rng.random() < 0.5:
                    use = use[::-1]
                moved = _shaken(points[use], hand.wobble * size * (1.6 if copy else 1.0), rng)
                strokes.append((moved, parts[use], along[use]))
    if not strokes:
        raise ValueError("nothing of the figure is seen")
    order = rng.permutation(len(strokes))[:MOST_STROKES]
    points = np.concatenate([strokes[i][0] for i in order])
    low, high = points.min(axis=0), points.max(axis=0)
    scale, middle = 1.0 / max(float((high - low).max()), 1e-9), 0.5 * (low + high)
    return LabelledDrawing(
        figure.skeleton.name,
        (points - middle) * scale,
        np.concatenate([np.full(len(strokes[i][0]), k) for k, i in enumerate(order)]).astype(
            np.int64
        ),
        np.concatenate([strokes[i][1] for i in order]),
        np.concatenate([strokes[i][2] for i in order]),
        (figure.joints - middle) * scale,
    )


def labelled_drawing(seed: int, index: int, plan: str = "") -> LabelledDrawing:
    """Return drawing number `index` of the endless set `seed`; the same arguments give the same.

    Raises KeyError for a plan that has no figures.
    """
    rng = np.random.default_rng(np.random.SeedSequence([seed, index, 71]))
    names = list(FIGURES)
    shares = np.array([FIGURES[name].share for name in names])
    name = plan or names[int(rng.choice(len(names), p=shares / shares.sum()))]
    while True:
        try:
            return draw_figure(build_figure(name, rng), rng)
        except ValueError:  # everything was left out: another one
            continue
