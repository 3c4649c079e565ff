# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Composed scenes whose objects are known: things beside, on, in and in front of each other.

A thing is the lines of one object. In drawings, strokes of one object are often far apart and
strokes of two objects often touch. Scenes are made so that both are common: riders, things that are
held, things on one ground; and things hide what is behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.geometry.grouping.samples import sample_strokes
from engine.geometry.svg.holes import contains
from engine.puppets import generate
from engine.puppets.clip import curve_points
from engine.training.grouping.open_art import Lines, unit, visible_pieces
from engine.training.grouping.props import ground, prop
from engine.training.grouping.sketching import SketchingHand, Spot, resampled, sketched

Line = NDArray[np.float64]
Rng = np.random.Generator

MOST_OF_THING = 90  # strokes of a thing at most
PUPPETS, PROPS = 0.16, 0.26  # shares of puppets and props among things that aren't drawn ones
SINGLE = 0.22  # share of drawings of one thing alone
HIDING = 0.5  # share of things that hide what is behind them
GROUND = 0.35  # share of scenes with ground, water, a road ...
ONE_HAND = 0.65  # share of scenes that are drawn in one style throughout
SPOTS = 0.5  # share of scenes with places that are drawn with more care
SWAPPED = 0.6  # share of objects that are replaced by others
SHOWN = 0.4  # share of the length of a hidden thing that stays visible at least


@dataclass(frozen=True)
class LabelledScene:
    """A drawing whose objects are known.

    Attributes:
        labels: int64 [S], the object of each stroke.
    """

    drawing: Drawing
    labels: NDArray[np.int64]


@dataclass(frozen=True)
class Stock:
    """The material that scenes are made of.

    Attributes:
        art: clean outlines of icons, one icon each.
        puppets: clean outlines of puppets, one puppet each.
        drawn: objects of labelled drawings, one object each.
        share: share of things that are taken from `drawn`.
        layouts: whole labelled drawings, each as a list of its objects, which keep their places.
        swaps: share of scenes that are made from a layout by replacing some of its objects.
    """

    art: Sequence[Lines]
    puppets: Sequence[Lines]
    drawn: Sequence[Lines] = ()
    share: float = 0.0
    layouts: Sequence[Sequence[Lines]] = ()
    swaps: float = 0.0


def puppet_lines(seed: int, index: int) -> Lines:
    """Return outlines of the first puppet of clip `index` in the set `seed`, scaled to size 1.

    The size is the long side of the bounding box.
    """
    clip = generate(seed, index)
    own = clip.objects == 0
    points, strokes = clip.points[own].astype(np.float64), clip.strokes[own]
    chosen = [strokes == stroke for stroke in np.unique(strokes)]
    return unit([curve_points(points[c], strokes[c]) for c in chosen])


def layout_of(drawing: Drawing, labels: NDArray[np.int64]) -> list[Lines]:
    """Return the lines of each object of a labelled drawing, where they are, in working units."""
    lines = _polylines(drawing)
    return [tuple(lines[i] for i in np.flatnonzero(labels == k)) for k in np.unique(labels)]


def compose(rng: Rng, stock: Stock) -> LabelledScene:
    """Compose one to six things, one thing alone, or a layout with some objects replaced."""
    if rng.random() < SINGLE:
        return _alone(rng, stock)
    if len(stock.layouts) and rng.random() < stock.swaps:
        return swapped(rng, stock.layouts[int(rng.integers(len(stock.layouts)))], stock.drawn)
    count = int(rng.choice([1, 2, 3, 4, 5, 6], p=[0.04, 0.34, 0.32, 0.17, 0.09, 0.04]))
    things: list[list[Line]] = []
    outlines: list[bool] = []
    for _ in range(count):
        lines, drawn = _thing(rng, stock)
        if things:
            lines = _placed(rng, things[int(rng.integers(len(things)))], lines)
            things, lines = _hidden(rng, things, lines)
        things.append(lines)
        outlines.append(not drawn)
    if count == 1 or rng.random() < GROUND:
        things.append(_below(rng, things))
        outlines.append(True)
    things = _by_hand(rng, things, outlines)
    things = [things[i] for i in rng.permutation(len(things)) if things[i]]
    labels = np.repeat(np.arange(len(things)), [len(lines) for lines in things])
    strokes = [line for lines in things for line in lines]
    widths = _widths(rng, labels)
    order = _order(rng, labels)
    return LabelledScene(_drawing([strokes[i] for i in order], widths[order]), labels[order])


def _alone(rng: Rng, stock: Stock) -> LabelledScene:
    """Draw one thing of a few strokes or many and nothing else."""
    lines: list[Line] = []
    while len(lines) < 2:
        thing, drawn = _thing(rng, stock)
        lines = _by_hand(rng, [thing], [not drawn])[0]
    labels = np.zeros(len(lines), dtype=np.int64)
    order = np.arange(len(lines)) if rng.random() < 0.5 else rng.permutation(len(lines))
    return LabelledScene(_drawing([lines[i] for i in order], _widths(rng, labels)), labels)


def augmented(rng: Rng, scene: LabelledScene) -> LabelledScene:
    """Turn, stretch and mirror a labelled drawing, leave strokes out and change their order."""
    turned = _turned(rng, _polylines(scene.drawing), 1.0)
    widths = sample_strokes(scene.drawing).width
    chosen = np.flatnonzero(rng.random(len(turned)) < rng.uniform(0.6, 1.2))
    chosen = chosen if len(np.unique(scene.labels[chosen])) > 1 else np.arange(len(turned))
    order = chosen[_order(rng, scene.labels[chosen])] if rng.random() < 0.5 else chosen
    return LabelledScene(_drawing([turned[i] for i in order], widths[order]), scene.labels[order])


def swapped(rng: Rng, layout: Sequence[Lines], drawn: Sequence[Lines]) -> LabelledScene:
    """Make a drawing from a layout: other things replace some of the layout's objects.

    layout: the lines of each object of a drawing, where they are. drawn: the things that may
    replace an object; `_fitted` chooses one and scales it into the object's bounding box.
    """
    things: list[list[Line]] = []
    for own in layout:
        things.append(_fitted(rng, own, drawn) if rng.random() < SWAPPED else list(own))
    labels = np.repeat(np.arange(len(things)), [len(thing) for thing in things])
    strokes = _turned(rng, [line for thing in things for line in thing], 1.0)
    widths, order = _widths(rng, labels), _order(rng, labels)
    return LabelledScene(_drawing([strokes[i] for i in order], widths[order]), labels[order])


def _fitted(rng: Rng, own: Sequence[Line], drawn: Sequence[Lines]) -> list[Line]:
    """Return a thing from `drawn`, scaled into the bounding box of the thing `own`.

    Of eight random things, the thing whose proportions (width by height) are nearest to those of
    `own` is taken. In half of the cases the thing is mirrored left to right.
    """
    points = np.concatenate(list(own))
    low, size = points.min(axis=0), np.maximum(np.ptp(points, axis=0), 1e-3)
    others = [_one_of(rng, drawn) for _ in range(8)]
    extents = [np.maximum(np.ptp(np.concatenate(other), axis=0), 1e-3) for other in others]
    shape = size[0] / size[1]
    best = int(np.argmin([abs(np.log(e[0] / e[1] / shape)) for e in extents]))
    middle = low + 0.5 * size
    scale = size / extents[best] * [1.0 if rng.random() < 0.5 else -1.0, 1.0]
    return [middle + line * scale for line in others[best]]


def _polylines(drawing: Drawing) -> list[Line]:
    samples = sample_strokes(drawing)
    return np.split(samples.points.astype(np.float64), samples.offsets[1:-1])


def _thing(rng: Rng, stock: Stock) -> tuple[list[Line], bool]:
    """Make a thing of random size; return its lines, and whether they are strokes already.

    False means that the lines are clean outlines, which `_by_hand` turns into strokes.
    """
    size = float(np.exp(rng.uniform(-1.6, 0.2)))
    drawn = bool(len(stock.drawn)) and rng.random() < stock.share
    if drawn:
        lines = _turned(rng, _one_of(rng, stock.drawn), size)
        if rng.random() < 0.15:
            drawn = False
        elif rng.random() < 0.5:
            lines = [line for line in lines if rng.random() < 0.9] or lines
    else:
        kind = rng.random()
        if kind < PUPPETS and len(stock.puppets):
            outlines = _one_of(rng, stock.puppets)
        elif kind < PUPPETS + PROPS or not len(stock.art):
            outlines = unit(prop(rng))
        else:
            outlines = _one_of(rng, stock.art)
        lines = _turned(rng, outlines, size)
    if rng.random() < 0.05 and size < 0.5:  # several small copies as one object: debris, birds
        middles = rng.uniform(-0.8, 0.8, (int(rng.integers(3, 7)), 2))
        lines = [0.4 * line + middle for middle in middles for line in lines[:8]]
    return lines, drawn


def _by_hand(
    rng: Rng, things: Sequence[Sequence[Line]], outlines: Sequence[bool]
) -> list[list[Line]]:
    """Draw outlines as strokes: in one style or in several, in some spots with more care.

    outlines: for each thing, whether its lines are outlines; other lines are strokes already. A
    spot that is drawn with care may be a part of one thing, or lie where several things meet. From
    this a network learns that a change of style is no boundary of objects.
    """
    sides = [_side(lines) for lines in things]
    common = SketchingHand.random(rng) if rng.random() < ONE_HAND else None
    same_pieces = rng.random() < 0.5
    spots = _spots(rng, things, max(sides)) if rng.random() < SPOTS else []
    drawn: list[list[Line]] = []
    for lines, side, outline in zip(things, sides, outlines, strict=True):
        strokes = list(lines)
        if outline and lines:
            hand = common or SketchingHand.random(rng)
            if common and same_pieces:
                hand = replace(hand, piece=hand.piece * max(sides) / side)
            strokes = sketched(rng, lines, side, hand, spots)
        if len(strokes) > MOST_OF_THING:
            chosen = np.sort(rng.permutation(len(strokes))[:MOST_OF_THING])
            strokes = [strokes[i] for i in chosen]
        drawn.append(strokes)
    return drawn


def _spots(rng: Rng, things: Sequence[Sequence[Line]], side: float) -> list[Spot]:
    """Choose one to three spots to draw with care; `side`: the long side of the largest thing."""
    points = np.concatenate([line for lines in things for line in lines])
    middles = points[rng.integers(0, len(points), int(rng.integers(1, 4)))]
    return [(middle, side * float(rng.uniform(0.06, 0.25))) for middle in middles]


def _side(lines: Sequence[Line]) -> float:
    if not lines:
        return 1.0
    return max(float(np.ptp(np.concatenate(list(lines)), axis=0).max()), 1e-3)


def _one_of(rng: Rng, stock: Sequence[Lines]) -> Lines:
    return stock[int(rng.integers(len(stock)))]


def _turned(rng: Rng, lines: Sequence[Line], size: float) -> list[Line]:
    """Turn and stretch lines a little, perhaps mirror them, and multiply them by `size`."""
    angle, stretch = float(rng.normal(0.0, 0.15)), float(np.exp(rng.normal(0.0, 0.15)))
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.diag([mirror * stretch, 1.0 / stretch]) * size
    return [line @ matrix.T for line in lines]


def _placed(rng: Rng, anchor: Sequence[Line], lines: list[Line]) -> list[Line]:
    """Move the lines of a new thing to a place in, on, at, beside or near the thing `anchor`."""
    other, own = np.concatenate(list(anchor)), np.concatenate(lines)
    low, high = other.min(axis=0), other.max(axis=0)
    middle, extent = 0.5 * (low + high), high - low
    size = np.ptp(own, axis=0)
    kind = rng.random()
    if kind < 0.1:  # within
        center = rng.uniform(low, high)
    elif kind < 0.25:  # on top: a rider, a cup
        top = low[1] + extent[1] * rng.uniform(-0.05, 0.35)
        center = np.array([rng.uniform(low[0], high[0]), top - 0.5 * size[1] * rng.uniform(0.6, 1)])
    elif kind < 0.4:  # at an end: held, leant on
        direction = rng.normal(0.0, 1.0, 2)
        end = other[int(np.argmax((other - middle) @ direction))]
        center = end + rng.uniform(-0.5, 0.5, 2) * size * rng.uniform(0.2, 1.0)
    elif kind < 0.5:  # beside, on one ground
        apart = 0.5 * (extent[0] + size[0]) * rng.uniform(0.6, 1.2) * rng.choice([-1.0, 1.0])
        center = np.array([middle[0] + apart, high[1] - 0.5 * size[1] + rng.normal(0.0, 0.03)])
    else:
        axis = 0 if rng.random() < 0.65 else 1
        reach = 0.5 * float(min(extent.max(), size.max()))
        touching = reach * rng.uniform(-0.5, 0.08)
        gap = touching if kind < 0.82 else reach * (0.1 + rng.exponential(0.6))
        center = middle.copy()
        apart = 0.5 * extent[axis] + 0.5 * size[axis] + gap
        center[axis] += apart if rng.random() < 0.5 else -apart
        center[1 - axis] += rng.uniform(-0.5, 0.5) * extent[1 - axis]
    shift = center - 0.5 * (own.min(axis=0) + own.max(axis=0))
    return [line + shift for line in lines]


def _hidden(
    rng: Rng, things: list[list[Line]], lines: list[Line]
) -> tuple[list[list[Line]], list[Line]]:
    """Hide lines of things that overlap; return the other things and the new thing's `lines`.

    By chance the new thing is in front of all other things, behind the last of them, or hides
    nothing.
    """
    if rng.random() < HIDING and len(lines) > 2:
        area = _silhouette(lines)
        return [_behind(thing, area) for thing in things], lines
    if rng.random() < HIDING and len(things[-1]) > 2:
        return things, _behind(lines, _silhouette(things[-1]))
    return things, lines


def _below(rng: Rng, things: Sequence[Sequence[Line]]) -> list[Line]:
    """Draw ground under things; by chance the things hide the ground behind them or don't."""
    points = np.concatenate([line for lines in things for line in lines])
    low, high = points.min(axis=0), points.max(axis=0)
    if len(things) == 1 or rng.random() < 0.5:
        spare = high - low
        low = low - 0.8 * rng.uniform(0.0, 1.0, 2) * spare
        high = high + 0.5 * rng.uniform(0.0, 1.0, 2) * spare
    lines = list(ground(rng, (low, high)))
    if rng.random() < 0.6:
        for thing in things:
            lines = _cut(lines, _silhouette(thing)) or lines
    return lines


def _behind(lines: list[Line], area: Line) -> list[Line]:
    """Return the parts of lines outside of an area, or all of the lines when too little is left."""
    cut = _cut(lines, area)
    enough = sum(map(_length, cut)) > SHOWN * sum(map(_length, lines))
    return cut if len(cut) >= 2 and enough else lines


def _cut(lines: Sequence[Line], area: Line) -> list[Line]:
    visible: list[Line] = []
    for line in lines:
        fine = resampled(line, max(_length(line) / 24, 1e-3))
        visible += visible_pieces(fine, ~contains(area, fine))
    return visible


def _silhouette(lines: Sequence[Line], rays: int = 24) -> Line:
    """Return roughly the outer edge [rays, 2] of a thing: how far it reaches in each direction."""
    points = np.concatenate(list(lines))
    middle = 0.5 * (points.min(axis=0) + points.max(axis=0))
    x, y = (points - middle).T
    distance = np.hypot(x, y)
    ray = ((np.arctan2(y, x) + np.pi) / (2.0 * np.pi) * rays).astype(np.int64) % rays
    reach = np.zeros(rays)
    np.maximum.at(reach, ray, distance)
    reach = 0.97 * np.where(reach > 0.0, reach, 0.7 * np.median(distance))
    angle = (np.arange(rays) + 0.5) / rays * 2.0 * np.pi - np.pi
    return np.asarray(middle + reach[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1))


def _length(line: Line) -> float:
    return float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())


def _order(rng: Rng, labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return an order of strokes: object after object, objects in a few turns each, or mixed."""
    kind = rng.random()
    if kind < 0.45:
        return np.argsort(labels, kind="stable")
    if kind < 0.8:
        return rng.permutation(len(labels))
    turns = max(2.0, len(labels) / rng.integers(4, 14))
    runs = np.minimum(np.arange(len(labels)) / turns, 99).astype(np.int64)
    key = rng.permutation(200)[(labels * 17 + runs) % 200]
    return np.lexsort((np.arange(len(labels)), key))


def _widths(rng: Rng, labels: NDArray[np.int64]) -> NDArray[np.float32]:
    """Choose pen widths: one for all strokes, one for each thing, or one for each stroke."""
    base = float(np.exp(rng.uniform(np.log(0.6), np.log(3.0))))
    kind = rng.random()
    if kind < 0.6:
        factors = np.ones(len(labels))
    elif kind < 0.85:
        factors = rng.choice([1.0, 1.0, 1.5, 2.0], int(labels.max()) + 1)[labels]
    else:
        factors = np.exp(rng.normal(0.0, 0.25, len(labels)))
    return (base * factors).astype(np.float32)


def _drawing(lines: Sequence[Line], widths: NDArray[np.float32]) -> Drawing:
    """Make a drawing of lines with a width each, on a canvas of 256 x 256 pixels."""
    points = np.concatenate(list(lines))
    low, high = points.min(axis=0), points.max(axis=0)
    scale = 200.0 / max(float((high - low).max()), 1e-6)
    points = (points - low) * scale + 28.0
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    return Drawing.build(
        points.astype(np.float32),
        offsets.astype(np.int32),
        canvas=(256.0, 256.0),
        widths=np.repeat(widths, np.diff(offsets)),
    )
