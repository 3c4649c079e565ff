# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing styles: how guide curves become strokes.

Some draw few long lines, some break outlines, draw lines twice, run across parts of the body, or
draw long outlines of many cubics. A stroke's tokens are points on its cubics, each at a position
along a guide curve. The wobble of the hand is an offset in the curve's own moving frame, and turns
with the limb.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.puppets.body import GuideCurve
from engine.puppets.timing import Floats

MAX_STROKES = 96
MAX_TOKENS = 384


@dataclass(frozen=True)
class DrawingStyle:
    """The habits of one draughtsman. Lengths are shares of the drawing's long side.

    Attributes:
        reach: longest stroke.
        turning: by how much a stroke turns at most, radians.
        merge: probability that curves whose ends touch are drawn in one stroke.
        multi: probability of a whole guide curve in one stroke of several cubics.
        gap: between the strokes of a curve, share of their length; negative: they overlap.
        wobble: standard deviation of the tokens.
        again: extra strokes for each guide curve.
        detail: guide curves of less weight may be left out.
        limit: strokes at most.
        tokens: tokens at most.
    """

    reach: float
    turning: float
    merge: float
    multi: float
    gap: float
    wobble: float
    again: float
    detail: float
    limit: int
    tokens: int = MAX_TOKENS


@dataclass(frozen=True)
class PuppetStrokes:
    """The strokes of one object.

    Attributes:
        tokens: [T,H,2].
        strokes: [H], the stroke of each token, numbered from 0.
        steady: [T,H,2], where a hand that doesn't wobble would have put the tokens; None where
            that isn't known.
        guides: the curves [n,2] at rest along which they were drawn; none where unknown.
        places: [H], where along these each token belongs: fractional numbers of their samples, end
            to end; None where that isn't known.
    """

    tokens: Floats
    strokes: NDArray[np.int64]
    steady: Floats | None = None
    guides: tuple[Floats, ...] = ()
    places: Floats | None = None


def pick_style(rng: np.random.Generator, limit: int = MAX_STROKES) -> DrawingStyle:
    """Choose a style: one of five kinds, each with its own spread."""
    kind = rng.choice(5, p=[0.5, 0.16, 0.12, 0.12, 0.1])
    if kind == 0:  # an abstraction of 8 to 32 single cubics
        style = DrawingStyle(
            reach=float(rng.uniform(0.3, 0.9)),
            turning=float(rng.uniform(2.4, 4.5)),
            merge=float(rng.uniform(0.0, 0.9)),
            multi=0.0,
            gap=float(rng.uniform(-0.06, 0.06)),
            wobble=float(rng.uniform(0.002, 0.016)),
            again=float(rng.choice([0.0, 0.15, 0.4])),
            detail=float(rng.uniform(0.1, 0.8)),
            limit=int(rng.choice([8, 12, 16, 16, 16, 24, 32])),
        )
    elif kind == 1:  # clean outlines of many cubics
        style = DrawingStyle(
            0.3,
            2.4,
            float(rng.uniform(0.3, 1.0)),
            1.0,
            0.0,
            float(rng.uniform(0.0, 0.004)),
            0.0,
            float(rng.uniform(0.0, 0.6)),
            32,
        )
    elif kind == 2:  # sketchy: short lines, drawn twice
        style = DrawingStyle(
            float(rng.uniform(0.15, 0.35)),
            2.0,
            0.2,
            0.1,
            float(rng.uniform(-0.1, 0.1)),
            float(rng.uniform(0.008, 0.02)),
            0.6,
            0.0,
            48,
        )
    elif kind == 4:  # many short lines, drawn again and again, hatching beside them
        style = DrawingStyle(
            float(rng.uniform(0.14, 0.3)),
            float(rng.uniform(1.6, 2.4)),
            0.1,
            0.0,
            float(rng.uniform(-0.05, 0.05)),
            float(rng.uniform(0.004, 0.014)),
            float(rng.uniform(1.5, 5.0)),
            0.0,
            MAX_STROKES,
        )
    else:  # very few long strokes
        style = DrawingStyle(
            float(rng.uniform(0.8, 1.6)),
            5.5,
            1.0,
            0.3,
            0.0,
            float(rng.uniform(0.002, 0.012)),
            0.05,
            float(rng.uniform(0.4, 0.9)),
            12,
        )
    limit = min(style.limit, limit)
    merge = max(style.merge, 0.6) if limit <= 12 else style.merge  # few strokes join parts
    return replace(style, limit=limit, merge=merge)


def joined_guides(
    guides: list[GuideCurve], size: float, style: DrawingStyle, rng: np.random.Generator
) -> list[GuideCurve]:
    """Join curves whose ends touch in every frame, with the style's probability."""
    free = [g for g in guides if not (g.closed or g.rigid or g.loose)]
    others = [g for g in guides if g.closed or g.rigid or g.loose]
    if len(free) < 2 or style.merge <= 0.0:
        return guides
    ends = np.stack([p for g in free for p in (g.path[:, 0], g.path[:, -1])], axis=1)
    far = np.linalg.norm(ends[:, :, None] - ends[:, None], axis=-1)
    close = (far[0] < 0.06 * size) & (far.max(axis=0) < 0.12 * size)
    pairs = np.argwhere(np.triu(close, 1))
    rng.shuffle(pairs)
    paths: list[Floats | None] = [g.path for g in free]
    owner = list(range(len(free)))
    used: set[int] = set()
    for a, b in pairs.tolist():
        ga, gb = owner[a // 2], owner[b // 2]
        if ga == gb or a in used or b in used or rng.random() > style.merge:
            continue
        pa, pb = paths[ga], paths[gb]
        assert pa is not None and pb is not None
        first = pa if np.allclose(pa[0, -1], ends[0, a]) else pa[:, ::-1]
        second = pb if np.allclose(pb[0, 0], ends[0, b]) else pb[:, ::-1]
        if not (np.allclose(first[0, -1], ends[0, a]) and np.allclose(second[0, 0], ends[0, b])):
            continue
        paths[ga], paths[gb] = np.concatenate([first, second], axis=1), None
        owner = [ga if o == gb else o for o in owner]
        used.update((a, b))
    weight = [
        max(g.weight for g, o in zip(free, owner, strict=True) if o == i)
        if paths[i] is not None
        else 0.0
        for i in range(len(free))
    ]
    merged = [GuideCurve(p, weight=weight[i]) for i, p in enumerate(paths) if p is not None]
    return merged + others


class _Pen:
    """Collects tokens as fractional indices into the samples of all guide curves, end to end."""

    def __init__(self) -> None:
        self.places: list[Floats] = []
        self.noise: list[Floats] = []

    def stroke(self, places: Floats, noise: Floats) -> None:
        self.places.append(places)
        self.noise.append(noise)


def _cut(length: float, turning: float, size: float, guide: GuideCurve, style: DrawingStyle) -> int:
    if guide.loose:
        return 1
    pieces = max(length / (style.reach * size), turning / style.turning)
    least = 2 if guide.closed and length > 0.3 * size else 1
    return int(np.clip(np.round(pieces + 0.2), least, 8))


def _draw(
    guide: GuideCurve,
    base: int,
    size: float,
    style: DrawingStyle,
    rng: np.random.Generator,
    pen: _Pen,
) -> None:
    """Cut one guide curve into strokes and give their tokens to the pen."""
    rest = guide.path[0]
    step = np.diff(rest, axis=0)
    lengths = np.hypot(step[:, 0], step[:, 1])
    arc = np.concatenate([[0.0], np.cumsum(lengths)])
    total = float(arc[-1])
    if total < 1e-6:
        return
    heading = np.unwrap(np.arctan2(step[:, 1], step[:, 0]))
    turning = float(np.abs(np.diff(heading)).sum())
    pieces = _cut(total, turning, size, guide, style)
    index = np.arange(len(arc), dtype=np.float64)
    multi = rng.random() < style.multi or (guide.closed and rng.random() < 0.35)

    def put(a: float, b: float, cubics: int, shift: float, closed: bool = False) -> None:
        share = np.linspace(0.0, 1.0, 3 * cubics + 1)
        share[1:-1] += rng.normal(0.0, 0.12 / (3 * cubics), 3 * cubics - 1)
        if closed:
            share = share[:-1]
        place = (a + (b - a) * share) * total
        place = place % total if guide.closed else np.clip(place, 0.0, total)
        if not closed and rng.random() < 0.5:
            place = place[::-1]
        noise = rng.normal(0.0, style.wobble * size, (len(place), 2))
        noise = noise * min(1.0, 2.0 * (b - a) * total / (cubics * size) + 0.25)
        noise[:, 1] += shift
        if style.wobble > 0.004 and rng.random() < 0.2 and not guide.rigid:  # a bowed line
            bow = float(rng.normal(0.0, 0.09)) * min((b - a) * total / cubics, 0.4 * size)
            noise[:, 1] += bow * np.sin(np.pi * np.linspace(0.0, cubics, len(place))) ** 2
        pen.stroke(base + np.interp(place, arc, index), noise)

    start = float(rng.random()) if guide.closed else 0.0
    if multi and guide.closed and rng.random() < 0.7:
        put(start, start + 1.0, max(2, pieces), 0.0, closed=True)
    elif multi:
        put(start, start + 1.0, pieces, 0.0)
    else:
        cuts = np.linspace(0.0, 1.0, pieces + 1)
        if pieces > 1:
            cuts[1:-1] += rng.normal(0.0, 0.08 / pieces, pieces - 1)
        for a, b in itertools.pairwise(cuts):
            slack = (b - a) * (style.gap + rng.normal(0.0, 0.03))
            put(start + a + slack, start + b - slack, 1, 0.0)
    for _ in range(int(style.again + rng.random()) if not guide.loose else 0):
        a = float(rng.uniform(0.0, 0.6))
        b = float(rng.uniform(a + 0.25, 1.0))
        put(a, b, 1 if (b - a) * turning < 4.5 else 2, float(rng.normal(0.0, 0.014 * size)))


def _measure(guide: GuideCurve) -> tuple[float, float]:
    """Return the length of the curve at rest and how much it turns, in radians."""
    step = np.diff(guide.path[0], axis=0)
    heading = np.unwrap(np.arctan2(step[:, 1], step[:, 0]))
    return float(np.hypot(step[:, 0], step[:, 1]).sum()), float(np.abs(np.diff(heading)).sum())


def _within_limit(guides: list[GuideCurve], size: float, style: DrawingStyle) -> DrawingStyle:
    """Lengthen the strokes of a style with few of them, so that no part is left out."""
    measures = [_measure(g) for g in guides]
    for _ in range(4):
        pieces = sum(
            1 if style.multi >= 1.0 else _cut(a, b, size, g, style)
            for g, (a, b) in zip(guides, measures, strict=True)
        )
        if pieces <= style.limit:
            break
        style = replace(style, reach=1.3 * style.reach, turning=min(1.25 * style.turning, 6.0))
    return style


def draw(guides: list[GuideCurve], style: DrawingStyle, rng: np.random.Generator) -> PuppetStrokes:
    """Draw one object: at least one stroke, at most `style.limit`."""
    drawn = [g for g in guides if g.weight >= style.detail * rng.uniform(0.5, 1.0)]
    drawn = drawn or list(guides)
    low = np.min([g.path[0].min(axis=0) for g in drawn], axis=0)
    high = np.max([g.path[0].max(axis=0) for g in drawn], axis=0)
    size = float(max((high - low).max(), 1e-6))
    drawn = joined_guides(drawn, size, style, rng)
    drawn.sort(key=lambda g: -g.weight - float(rng.uniform(0.0, 0.3)))
    style = _within_limit(drawn, size, style)
    pen = _Pen()
    base = 0
    used: list[Floats] = []
    for guide in drawn:
        if len(pen.places) >= style.limit:
            break
        _draw(guide, base, size, style, rng, pen)
        used.append(guide.path)
        base += guide.path.shape[1]
    places, noise = pen.places[: style.limit], pen.noise[: style.limit]
    order = rng.permutation(len(places))
    counts = np.array([len(places[i]) for i in order])
    fits = np.cumsum(counts) <= style.tokens
    fits[0] = True
    order, counts = order[fits], counts[fits]
    where = np.concatenate([places[i] for i in order])
    jitter = np.concatenate([noise[i] for i in order])
    path = np.concatenate(used, axis=1)
    steady = _sample(path, where, np.zeros_like(jitter))
    strokes = np.repeat(np.arange(len(order)), counts)
    rest = tuple(guide[0] for guide in used)
    return PuppetStrokes(_sample(path, where, jitter), strokes, steady, rest, where)


def _sample(path: Floats, where: Floats, jitter: Floats) -> Floats:
    """Return points [T,H,2] at fractional samples [H], with offsets [H,2] (tangent, normal)."""
    n = path.shape[1]
    i = np.clip(np.floor(where).astype(int), 0, n - 2)
    f = (where - i)[:, None]
    a, b = path[:, i], path[:, i + 1]
    direction = path[:, np.minimum(i + 2, n - 1)] - path[:, np.maximum(i - 1, 0)]
    length = np.hypot(direction[..., 0], direction[..., 1])[..., None]
    direction = direction / np.maximum(length, 1e-9)
    normal = np.stack([-direction[..., 1], direction[..., 0]], axis=-1)
    moved = a + (b - a) * f + direction * jitter[:, :1] + normal * jitter[:, 1:]
    return np.asarray(moved)
