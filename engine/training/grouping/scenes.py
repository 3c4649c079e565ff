# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenes whose objects are known: things side by side, on, in and before each other.

Strokes of one object are often far apart and strokes of two objects often touch. Scenes are made
so that this is common: riders, things held, things on one ground, and what lies behind is hidden.
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
from engine.training.grouping.sketching import Hand, Spot, resampled, sketched

Line = NDArray[np.float64]
Rng = np.random.Generator

MOST_OF_THING = 90  # strokes
PUPPETS, PROPS = 0.16, 0.26  # shares of the things that aren't given ones
HIDING = 0.5  # share of things that hide what is behind them
GROUND = 0.35  # share of scenes with ground, water, a road ...
ONE_HAND = 0.65  # share of scenes that are drawn in one style
SPOTS = 0.5  # share of scenes with places that are drawn with more care
SWAPPED = 0.6  # share of objects that others stand in for
SHOWN = 0.4  # at least, of the length of a thing that others hide


@dataclass(frozen=True)
class LabelledScene:
    """A drawing and the true object of each stroke, int64 [S]."""

    drawing: Drawing
    labels: NDArray[np.int64]


@dataclass(frozen=True)
class Stock:
    """What scenes are made of. art, puppets: clean outlines; drawn: objects of labelled drawings,
    used for the given share of things; layouts: the objects of such drawings in their places, some
    of which are swapped, for the share `swaps` of scenes.
    """

    art: Sequence[Lines]
    puppets: Sequence[Lines]
    drawn: Sequence[Lines] = ()
    share: float = 0.0
    layouts: Sequence[Sequence[Lines]] = ()
    swaps: float = 0.0


def puppet_lines(seed: int, index: int) -> Lines:
    """The first puppet of clip `index` of the set `seed`, long side 1."""
    clip = generate(seed, index)
    own = clip.objects == 0
    points, strokes = clip.points[own].astype(np.float64), clip.strokes[own]
    chosen = [strokes == stroke for stroke in np.unique(strokes)]
    return unit([curve_points(points[c], strokes[c]) for c in chosen])


def layout_of(drawing: Drawing, labels: NDArray[np.int64]) -> list[Lines]:
    """The objects of a labelled drawing in their places, working units."""
    lines = _polylines(drawing)
    return [tuple(lines[i] for i in np.flatnonzero(labels == k)) for k in np.unique(labels)]


def compose(rng: Rng, stock: Stock) -> LabelledScene:
    """One to six things on a stage, or a drawing in which some are swapped."""
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


def augmented(rng: Rng, scene: LabelledScene) -> LabelledScene:
    """A labelled drawing turned, stretched, mirrored, thinned out, in another order of drawing."""
    turned = _turned(rng, _polylines(scene.drawing), 1.0)
    widths = sample_strokes(scene.drawing).width
    kept = np.flatnonzero(rng.random(len(turned)) < rng.uniform(0.6, 1.2))
    kept = kept if len(np.unique(scene.labels[kept])) > 1 else np.arange(len(turned))
    order = kept[_order(rng, scene.labels[kept])] if rng.random() < 0.5 else kept
    return LabelledScene(_drawing([turned[i] for i in order], widths[order]), scene.labels[order])


def swapped(rng: Rng, layout: Sequence[Lines], drawn: Sequence[Lines]) -> LabelledScene:
    """A drawing in which other things stand where some of its objects stood.

    layout: the objects in their places. drawn: the things; of a few the one whose proportions fit
    best is fitted into the object's box.
    """
    things: list[list[Line]] = []
    for own in layout:
        things.append(_fitted(rng, own, drawn) if rng.random() < SWAPPED else list(own))
    labels = np.repeat(np.arange(len(things)), [len(thing) for thing in things])
    strokes = _turned(rng, [line for thing in things for line in thing], 1.0)
    widths, order = _widths(rng, labels), _order(rng, labels)
    return LabelledScene(_drawing([strokes[i] for i in order], widths[order]), labels[order])


def _fitted(rng: Rng, own: Sequence[Line], drawn: Sequence[Lines]) -> list[Line]:
    """A thing that is drawn in the box of another one, mirrored or not."""
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
    """A thing of random size; whether its lines are strokes of a drawing, not outlines."""
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
            found = _one_of(rng, stock.puppets)
        elif kind < PUPPETS + PROPS or not len(stock.art):
            found = unit(prop(rng))
        else:
            found = _one_of(rng, stock.art)
        lines = _turned(rng, found, size)
    if rng.random() < 0.05 and size < 0.5:  # a few small ones are one thing: holds, debris, birds
        places = rng.uniform(-0.8, 0.8, (int(rng.integers(3, 7)), 2))
        lines = [0.4 * line + place for place in places for line in lines[:8]]
    return lines, drawn


def _by_hand(
    rng: Rng, things: Sequence[Sequence[Line]], outlines: Sequence[bool]
) -> list[list[Line]]:
    """Outlines as strokes: by one hand or by several, with more care in some places than in others.

    What is drawn with care may be a part of one thing or where several meet: a difference in style
    doesn't tell things apart, and parts of one thing may be drawn in different styles.
    """
    sides = [_side(lines) for lines in things]
    common = Hand.random(rng) if rng.random() < ONE_HAND else None
    same_pieces = rng.random() < 0.5
    spots = _spots(rng, things, max(sides)) if rng.random() < SPOTS else []
    found: list[list[Line]] = []
    for lines, side, outline in zip(things, sides, outlines, strict=True):
        strokes = list(lines)
        if outline and lines:
            hand = common or Hand.random(rng)
            if common and same_pieces:
                hand = replace(hand, piece=hand.piece * max(sides) / side)
            strokes = sketched(rng, lines, side, hand, spots)
        if len(strokes) > MOST_OF_THING:
            kept = np.sort(rng.permutation(len(strokes))[:MOST_OF_THING])
            strokes = [strokes[i] for i in kept]
        found.append(strokes)
    return found


def _spots(rng: Rng, things: Sequence[Sequence[Line]], side: float) -> list[Spot]:
    """One to three places that are drawn with care."""
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
    """Turned a little, stretched, perhaps mirrored, of a size."""
    angle, stretch = float(rng.normal(0.0, 0.15)), float(np.exp(rng.normal(0.0, 0.15)))
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.diag([mirror * stretch, 1.0 / stretch]) * size
    return [line @ matrix.T for line in lines]


def _placed(rng: Rng, anchor: Sequence[Line], lines: list[Line]) -> list[Line]:
    """A new thing moved to where it goes with one that is there."""
    there, own = np.concatenate(list(anchor)), np.concatenate(lines)
    low, high = there.min(axis=0), there.max(axis=0)
    middle, extent = 0.5 * (low + high), high - low
    size = np.ptp(own, axis=0)
    kind = rng.random()
    if kind < 0.1:  # within
        center = rng.uniform(low, high)
    elif kind < 0.25:  # on top: a rider, a cup
        top = low[1] + extent[1] * rng.uniform(-0.05, 0.35)
        center = np.array([rng.uniform(low[0], high[0]), top - 0.5 * size[1] * rng.uniform(0.6, 1)])
    elif kind < 0.4:  # at an end: held, leant on
        way = rng.normal(0.0, 1.0, 2)
        end = there[int(np.argmax((there - middle) @ way))]
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
    """A new thing before the others, behind the last one, or drawn through."""
    if rng.random() < HIDING and len(lines) > 2:
        area = _silhouette(lines)
        return [_behind(thing, area) for thing in things], lines
    if rng.random() < HIDING and len(things[-1]) > 2:
        return things, _behind(lines, _silhouette(things[-1]))
    return things, lines


def _below(rng: Rng, things: Sequence[Sequence[Line]]) -> list[Line]:
    """Ground for things that stand on it."""
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
    """What an area leaves to be seen, unless that is too little."""
    cut = _cut(lines, area)
    enough = sum(map(_length, cut)) > SHOWN * sum(map(_length, lines))
    return cut if len(cut) >= 2 and enough else lines


def _cut(lines: Sequence[Line], area: Line) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        fine = resampled(line, max(_length(line) / 24, 1e-3))
        found += visible_pieces(fine, ~contains(area, fine))
    return found


def _silhouette(lines: Sequence[Line], rays: int = 24) -> Line:
    """About the outer edge of a thing: how far it reaches to all sides from its middle."""
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
    """Objects one after the other, in a few turns, or all mixed up."""
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
    """One width for all strokes, one for each thing, or another for each stroke."""
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
    """Lines of a width each on a canvas of 256 px."""
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
