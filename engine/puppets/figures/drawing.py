# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From flesh to lines, in many hands, every point with its truth.

Flesh that merges becomes one outline; what lies in front hides what is behind; a hand then makes
strokes of the lines. Polygons are shapely's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from engine.puppets.figures.build import FIGURES, build_figure
from engine.puppets.figures.flesh import Figure, FleshShape, Floats
from engine.puppets.figures.hands import Hand, pick_hand
from engine.puppets.figures.hatching import hatching
from engine.puppets.figures.labelled_lines import Line, Truth, lines_of, opened, resampled
from engine.puppets.figures.looks import apply_look, hand_for, pick_look
from engine.puppets.figures.strokes import STEP, brushed, rings, strokes_of

MOST_STROKES = 72
THIN = 0.007  # half width of a line that is drawn as a filled shape


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
class _Group:
    """Shapes that are drawn as one outline; `depth`: what lies deeper it hides."""

    depth: float
    members: list[FleshShape]
    outline: BaseGeometry


def draw_figure(
    figure: Figure, rng: np.random.Generator, hand: Hand | None = None
) -> LabelledDrawing:
    """Return the figure drawn by a hand. Raises ValueError when nothing of it is seen."""
    hand = hand or pick_hand(rng)
    shapes = [s for s in figure.shapes if s.weight >= hand.detail * rng.uniform(0.4, 1.0)]
    if not shapes:
        raise ValueError("nothing of the figure is seen")
    size = _size(shapes)
    groups = _groups([s for s in shapes if s.closed and not s.detail], hand, rng)
    scene = _Scene(groups, size, hand)
    lines: list[Line] = []
    for group in groups:
        lines += scene.outline(group, rng)
    for shape in shapes:
        if shape.detail or not shape.closed:
            lines += scene.detail(shape)
    return _drawn(figure, strokes_of(lines, size, hand, rng), rng)


class _Scene:
    """What a hand draws of groups of shapes that hide one another."""

    def __init__(self, groups: list[_Group], size: float, hand: Hand) -> None:
        self.groups = sorted(groups, key=lambda group: -group.depth)
        self.size, self.step, self.hand = size, STEP * size, hand
        self._hiding: dict[int, BaseGeometry] = {}

    def before(self, depth: float) -> BaseGeometry | None:
        """Return what hides things at a depth, a little wider where the hand leaves gaps."""
        count = sum(group.depth > depth for group in self.groups)
        if not count or not self.hand.hides:
            return None
        if count not in self._hiding:
            whole = unary_union([group.outline for group in self.groups[:count]])
            gap = self.hand.gap * self.size
            self._hiding[count] = whole.buffer(gap, quad_segs=2) if gap else whole
        return self._hiding[count]

    def seen(self, geometry: BaseGeometry, depth: float) -> list[Floats]:
        """Return points along the lines that are seen of a geometry at a depth."""
        hidden = self.before(depth)
        lines = lines_of(geometry.difference(hidden) if hidden else geometry)
        return [resampled(np.asarray(line.coords), self.step) for line in lines]

    def outline(self, group: _Group, rng: np.random.Generator) -> list[Line]:
        """Return what is seen of a group's outline, and its hatching."""
        truth = Truth.of(group.members, self.step)
        lines = []
        open_root = group.members[0].depth > 2.4 and rng.random() < self.hand.open_roots
        for points in self.seen(group.outline.boundary, group.depth):
            found = truth.label(points)
            lines += opened(found) if open_root else [found]
        for shape in group.members:
            if rng.random() < self.hand.hatched:
                lines += self.hatches(shape, group, rng)
        return lines

    def hatches(self, shape: FleshShape, group: _Group, rng: np.random.Generator) -> list[Line]:
        """Return hatching where a shape is seen."""
        covers = [_polygon(m) for m in group.members if m.depth > shape.depth]
        hidden = self.before(group.depth)
        covers += [hidden] if hidden else []
        whole = _polygon(shape)
        rest = whole.difference(unary_union(covers)) if covers else whole
        return hatching(shape, rest, self.size, self.step, rng)

    def detail(self, shape: FleshShape) -> list[Line]:
        """Return what is seen of a line or mark upon the body."""
        points = np.concatenate([shape.points, shape.points[:1]]) if shape.closed else shape.points
        ways: list[Floats] = [points]
        if self.hand.filled and not shape.closed:
            ways = rings(brushed(points, THIN * self.size))
        truth = Truth.of([shape], self.step)
        seen = [p for way in ways for p in self.seen(LineString(way), shape.depth + 0.2)]
        return [truth.label(points) for points in seen]


def _size(shapes: list[FleshShape]) -> float:
    points = np.concatenate([s.points for s in shapes])
    return float(np.ptp(points, axis=0).max())


def _polygon(shape: FleshShape) -> BaseGeometry:
    polygon = Polygon(shape.points)
    if polygon.is_valid:
        return polygon
    return shapely.make_valid(polygon, method="structure", keep_collapsed=False)


def _groups(solid: list[FleshShape], hand: Hand, rng: np.random.Generator) -> list[_Group]:
    """Return the shapes in groups that are drawn as one outline: those that merge and touch."""
    polygons = {id(s): _polygon(s) for s in solid}
    core = [s for s in solid if _may_merge(s, hand) and rng.random() < hand.merge]
    if hand.silhouette:  # what lies upon another shape, as a clock's hands, isn't lost
        core = [s for s in core if not _lies_upon(s, core, polygons)]
    taken = {id(s) for s in core}
    groups = []
    while core:
        members, at = [core.pop(0)], 0
        while at < len(members):
            one = polygons[id(members[at])]
            touching = [s for s in core if one.intersects(polygons[id(s)])]
            members += touching
            core = [s for s in core if all(s is not t for t in touching)]
            at += 1
        outline = one if len(members) == 1 else unary_union([polygons[id(m)] for m in members])
        groups.append(_Group(min(m.depth for m in members), members, outline))
    groups += [_Group(s.depth, [s], polygons[id(s)]) for s in solid if id(s) not in taken]
    return groups


def _lies_upon(
    shape: FleshShape, others: list[FleshShape], polygons: dict[int, BaseGeometry]
) -> bool:
    """Whether a shape lies before one other shape and within it."""
    mine = polygons[id(shape)]
    return any(o.depth < shape.depth and polygons[id(o)].contains(mine) for o in others)


def _may_merge(shape: FleshShape, hand: Hand) -> bool:
    """Whether a hand may draw a shape and those it touches as one: not limbs before the body."""
    if hand.silhouette:
        return shape.part >= 0
    return shape.merges and (1.4 <= shape.depth < 3.3 or shape.depth >= 3.9)


def _drawn(figure: Figure, strokes: list[Line], rng: np.random.Generator) -> LabelledDrawing:
    """Return strokes in any order as a drawing in its own box."""
    if not strokes:
        raise ValueError("nothing of the figure is seen")
    chosen = [strokes[i] for i in rng.permutation(len(strokes))[:MOST_STROKES]]
    points = np.concatenate([stroke.points for stroke in chosen])
    low, high = points.min(axis=0), points.max(axis=0)
    scale, middle = 1.0 / max(float((high - low).max()), 1e-9), 0.5 * (low + high)
    numbers = np.repeat(np.arange(len(chosen)), [len(stroke) for stroke in chosen])
    return LabelledDrawing(
        figure.skeleton.name,
        (points - middle) * scale,
        numbers.astype(np.int64),
        np.concatenate([stroke.parts for stroke in chosen]),
        np.concatenate([stroke.along for stroke in chosen]),
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
            figure = build_figure(name, rng)
            look = pick_look(figure)
            apply_look(figure, look)
            return draw_figure(figure, rng, hand_for(look, rng))
        except ValueError:  # everything was left out: another one
            continue
