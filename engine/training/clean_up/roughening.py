# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rough drawings of which it is known where each sample belongs.

Three hands draw along guide curves: that of the puppets, of single cubics; one that feathers short
strokes over each other and keeps to the form; and a careful one that draws each line once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from engine.clean.denoising.neighbourhoods import SPACING
from engine.clean.lines import evenly, tangents
from engine.geometry.bezier import CONTROL_FROM_THIRDS, Floats, bernstein
from engine.geometry.working_space import LONG_SIDE
from engine.puppets.body import GuideCurve
from engine.puppets.drawing_styles import DrawingStyle, draw, pick_style
from engine.training.clean_up.guides import random_guides

PLENTY = 100_000
MOST_SAMPLES = 2500  # of a drawing; more is drawn less often
HANDS = {"overdrawn": 0.5, "puppets'": 0.08, "feathered": 0.28, "once": 0.14}
WINDOW = 8.0  # working units along a guide within which a sample's place is looked for
ALONG = 0.3  # how much it counts to be along where the hand meant to be
CORNER = np.deg2rad(40.0)
NEAR_CORNER = 3.0  # working units from a corner of a line
ONE_STROKE = 3.0  # radians that a line turns at most that one cubic can follow
SHORTEST = 4.0  # working units of a feathered stroke
ONCE_STEADIER = 0.3  # how far a line that is drawn once strays, of how far others do
FARTHEST = 7.0  # working units between a stroke and where it belongs
FINE = 0.5  # between samples of guides
_CANDIDATES = 33

Rng = np.random.Generator


@dataclass(frozen=True, eq=False)
class PlacedStroke:
    """A stroke, sampled SPACING apart, and where it belongs.

    Attributes:
        points: [n, 2].
        targets: [n, 2], places on the true line.
        ways: [n, 2], unit directions of the true line there.
        corners: [n], whether the true line has a corner there.
    """

    points: Floats
    targets: Floats
    ways: Floats
    corners: NDArray[np.bool_]

    @property
    def is_sensible(self) -> bool:
        """Whether it isn't far from where it belongs, as one cubic that should be a spiral."""
        return bool(np.median(np.hypot(*(self.points - self.targets).T)) < FARTHEST)

    def scaled(self, scale: Floats) -> PlacedStroke:
        """Return the stroke with x and y multiplied by scale [2], alike but for the sign."""
        ways = self.ways * np.sign(scale)
        return PlacedStroke(self.points * scale, self.targets * scale, ways, self.corners)


@dataclass(frozen=True, eq=False)
class RoughDrawing:
    """A rough drawing.

    Attributes:
        kind: what is drawn, and by which hand.
        truth: the true lines.
    """

    kind: str
    strokes: tuple[PlacedStroke, ...]
    truth: tuple[Floats, ...]


@dataclass(frozen=True, eq=False)
class _Guide:
    """A guide curve by its length."""

    points: Floats
    way: Floats
    is_corner: NDArray[np.bool_]
    closed: bool

    @classmethod
    def of(cls, path: Floats) -> _Guide:
        points = evenly(path, FINE, 4)
        directions = tangents(points, 3)
        back, ahead = np.roll(directions, 5, 0), np.roll(directions, -5, 0)
        turn = np.abs(np.arctan2(*_cross_dot(back, ahead)))
        closed = bool(np.hypot(*(points[0] - points[-1])) < 1e-6)
        if not closed:
            turn[:6] = turn[-6:] = 0.0
        around = uniform_filter1d(turn, round(4.0 * NEAR_CORNER / FINE), mode="wrap")
        sharp = (turn > CORNER) & (turn > 1.7 * around)  # more than beside it: no small circle
        near = maximum_filter1d(sharp, round(NEAR_CORNER / FINE), mode="wrap")
        return cls(points, directions, near, closed)

    @property
    def length(self) -> float:
        return FINE * (len(self.points) - 1)

    def places(self, drawn: Floats, meant: Floats) -> NDArray[np.int64]:
        """Return to which of its samples drawn points [n, 2] belong, meant to be along at [n]."""
        around = meant[:, None] + np.linspace(-WINDOW, WINDOW, _CANDIDATES)
        index = np.round(around / FINE).astype(np.int64)
        last = len(self.points) - 1
        index = index % max(last, 1) if self.closed else np.clip(index, 0, last)
        gap = ((self.points[index] - drawn[:, None]) ** 2).sum(2)
        gap += ALONG * (around - meant[:, None]) ** 2
        return np.asarray(index[np.arange(len(drawn)), gap.argmin(1)])


def random_drawing(rng: Rng, *, held_out: bool = False) -> RoughDrawing:
    """Return a random drawing; held_out: of puppets that aren't learned from."""
    kind, guides = random_guides(rng, held_out=held_out)
    hand = str(rng.choice(list(HANDS), p=list(HANDS.values())))
    if hand != "once" and rng.random() < 0.3:  # some lines, as hair and hatching, are drawn once
        share = float(rng.uniform(0.1, 0.5))
        guides = [replace(g, loose=g.loose or _is_one(g, share, rng)) for g in guides]
    guides = [g for g in guides if _extent(g.path[0]) > 1.0]
    strokes = [stroke for stroke in _drawn(guides, hand, rng) if stroke.is_sensible]
    if not strokes:
        return random_drawing(rng, held_out=held_out)
    return _assembled(f"{kind}, {hand}", strokes, [g.path[0] for g in guides], rng)


def _is_one(guide: GuideCurve, share: float, rng: Rng) -> bool:
    """Return, by chance, whether a line is drawn once, in one stroke that can follow it."""
    step = np.diff(guide.path[0], axis=0)
    turning = np.abs(np.diff(np.unwrap(np.arctan2(step[:, 1], step[:, 0])))).sum()
    return bool(rng.random() < share and not guide.closed and turning < ONE_STROKE)


def overdrawn_style(rng: Rng) -> DrawingStyle:
    """Return a style in which lines are gone over again and again, by single cubics."""
    return DrawingStyle(
        reach=float(rng.uniform(0.12, 0.45)),
        turning=float(rng.uniform(1.2, 2.6)),
        merge=float(rng.choice([0.1, 0.1, 0.5])),
        multi=0.0,
        gap=float(rng.uniform(-0.06, 0.06)),
        wobble=float(rng.uniform(0.003, 0.016)),
        again=float(rng.uniform(1.0, 10.0)),
        detail=0.0,
        limit=PLENTY,
        tokens=PLENTY,
    )


def _drawn(guides: list[GuideCurve], hand: str, rng: Rng) -> Iterator[PlacedStroke]:
    """Yield strokes: their points, where these belong, directions and corners there."""
    if hand == "feathered":
        yield from _feathered(guides, rng)
    elif hand == "once":
        yield from _once(guides, rng)
    else:
        style = overdrawn_style(rng) if hand == "overdrawn" else pick_style(rng)
        yield from _in_style(guides, replace(style, limit=PLENTY, tokens=PLENTY), rng)


def _in_style(guides: list[GuideCurve], style: DrawingStyle, rng: Rng) -> Iterator[PlacedStroke]:
    """Draw as the puppets do, in strokes of cubics through four points each.

    Where nothing is drawn over, nobody knows better than the stroke itself where it belongs.
    """
    strokes = draw(guides, style, rng)
    assert strokes.places is not None
    tokens = strokes.tokens[0]
    known = [_Guide.of(path) for path in strokes.guides]
    starts = np.concatenate([[0], np.cumsum([len(path) for path in strokes.guides])])
    ways = [_lengths(path) for path in strokes.guides]
    for number in range(int(strokes.strokes[-1]) + 1):
        own = np.flatnonzero(strokes.strokes == number)
        if len(own) % 3 == 0:
            own = np.append(own, own[0])  # closed
        guide = int(np.searchsorted(starts, strokes.places[own[0]], side="right")) - 1
        arc = ways[guide]
        meant = np.interp(strokes.places[own] - starts[guide], np.arange(len(arc)), arc)
        meant = np.unwrap(meant, period=float(arc[-1])) if known[guide].closed else meant
        share = np.linspace(0.0, 1.0, 25)
        rows = []
        for first in range(0, len(own) - 1, 3):
            four = own[first : first + 4]
            both = np.column_stack([tokens[four], meant[first : first + 4]])
            control = np.concatenate([both[:1], CONTROL_FROM_THIRDS @ both, both[3:]])
            rows.append(bernstein(share) @ control)
        values = evenly(np.concatenate(rows), SPACING, 3)
        if style.again < 0.3:
            yield _itself(values[:, :2])
        else:
            yield _placed(values, known[guide])


def _feathered(guides: list[GuideCurve], rng: Rng) -> Iterator[PlacedStroke]:
    """Draw short strokes over each other that follow the form, shifted, turned and bowed."""
    times = int(rng.integers(1, 6))
    piece, off = float(rng.uniform(12.0, 60.0)), float(rng.uniform(0.4, 2.4))
    for guide in guides:
        known = _Guide.of(guide.path[0])
        error = off * (ONCE_STEADIER if guide.loose else 1.0)
        for _ in range(1 if guide.loose else times):
            for a, b in _pieces(known.length, piece, rng):
                at = np.linspace(a, b, max(4, round((b - a) / 1.5)))
                row = np.minimum(np.round(at / FINE).astype(int), len(known.points) - 1)
                line = np.column_stack([known.points[row] + _shaken(len(at), error, rng), at])
                line = line[::-1] if rng.random() < 0.5 else line
                yield _placed(evenly(line, SPACING, 3), known)


def _pieces(total: float, piece: float, rng: Rng) -> Iterator[tuple[float, float]]:
    """Yield where strokes begin and end that overlap along a line, all of it once."""
    begin = float(rng.uniform(-0.6 * piece, 0.0))
    while begin < total - SHORTEST:
        end = begin + piece * float(rng.uniform(0.6, 1.5))
        a, b = max(begin, 0.0), min(end, total)
        begin = end - piece * float(rng.uniform(0.05, 0.5))
        if b - a >= SHORTEST:
            yield a, b


def _shaken(count: int, off: float, rng: Rng) -> Floats:
    share = np.linspace(-1.0, 1.0, count)[:, None]
    knots = rng.normal(0.0, 0.25 * off, (max(3, count // 8), 2))
    place = np.linspace(0, len(knots) - 1, count)
    tremble = np.stack([np.interp(place, np.arange(len(knots)), k) for k in knots.T], 1)
    bow = (1.0 - share**2) * rng.normal(0.0, 0.6 * off, 2)
    return np.asarray(rng.normal(0, off, 2) + share * rng.normal(0, 0.7 * off, 2) + bow + tremble)


def _once(guides: list[GuideCurve], rng: Rng) -> Iterator[PlacedStroke]:
    """Draw each line once, in a few strokes whose ends meet: all stays where it is."""
    pieces = int(rng.integers(1, 5))
    for guide in guides:
        path = evenly(guide.path[0], SPACING, 4)
        path = path + _shaken(len(path), float(rng.uniform(0.0, 0.6)), rng)
        cuts = np.linspace(0, len(path) - 1, pieces + 1).astype(int)
        for first, last in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
            if last > first:
                yield _itself(path[first : last + 1])


def _placed(values: Floats, guide: _Guide) -> PlacedStroke:
    """Return a stroke [n, 3], the last column how far along the guide it was meant to be."""
    at = guide.places(values[:, :2], values[:, 2])
    return PlacedStroke(values[:, :2], guide.points[at], guide.way[at], guide.is_corner[at])


def _itself(line: Floats) -> PlacedStroke:
    guide = _Guide.of(line)
    at = np.minimum(np.round(_lengths(line) / FINE).astype(int), len(guide.points) - 1)
    return PlacedStroke(line, line, tangents(line, 1), guide.is_corner[at])


def _assembled(
    kind: str, strokes: list[PlacedStroke], truth: list[Floats], rng: Rng
) -> RoughDrawing:
    """Return strokes as a drawing of about the size in which clean-up works, mirrored by chance."""
    order = rng.permutation(len(strokes))
    counts = np.cumsum([len(strokes[k].points) for k in order])
    chosen = [strokes[k] for k in order[: max(1, int((counts <= MOST_SAMPLES).sum()))]]
    extent = _extent(np.concatenate([stroke.points for stroke in chosen]))
    size = LONG_SIDE / max(extent, 1e-6) * float(rng.uniform(0.9, 1.1))
    scale = np.array([rng.choice([-size, size]), size])
    return RoughDrawing(
        kind, tuple(stroke.scaled(scale) for stroke in chosen), tuple(x * scale for x in truth)
    )


def _lengths(path: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])


def _extent(points: Floats) -> float:
    return float(np.ptp(points, axis=0).max())


def _cross_dot(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    return one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0], (one * other).sum(1)
