# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From lines to strokes: a hand cuts them, shakes, draws twice, or draws both edges of a brush."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from engine.puppets.figures.flesh import Floats
from engine.puppets.figures.hands import Hand
from engine.puppets.figures.labelled_lines import Line, Truth, resampled

STEP = 0.018  # between points, in units of the figure's long side


def strokes_of(lines: list[Line], size: float, hand: Hand, rng: np.random.Generator) -> list[Line]:
    """Return the strokes with which a hand draws lines; `size`: the figure's long side."""
    strokes: list[Line] = []
    for whole in _joined(lines, 1.5 * STEP * size) if hand.joins else lines:
        line = whole
        if len(line) > 8 and np.allclose(line.points[0], line.points[-1]) and rng.random() < 0.8:
            shift = int(rng.integers(len(line) - 1))  # a closed line begins anywhere
            line = line.take(np.append(np.roll(np.arange(len(line) - 1), -shift), shift))
        for cut in _cuts(line.points, hand, size, rng):
            strokes += _repeated(line, _short(cut, hand, rng), size, hand, rng)
    return _edges(strokes, size, hand) if hand.brush else strokes


def _joined(lines: list[Line], reach: float) -> list[Line]:
    """Return fewer, longer lines: each goes on with a line that lies within `reach` of its end."""
    rest = sorted(lines, key=len)
    found = []
    while rest:
        current = rest.pop()
        while rest:
            owner = np.repeat(np.arange(len(rest)), [len(line) for line in rest])
            every = np.concatenate([line.points for line in rest])
            away = np.linalg.norm(every - current.points[-1], axis=1)
            nearest = int(np.argmin(away))
            if away[nearest] > reach:
                break
            number = int(owner[nearest])
            line = rest.pop(number)
            first, left = _from(line, nearest - int(np.flatnonzero(owner == number)[0]))
            current = Line(
                np.concatenate([current.points, first.points]),
                np.concatenate([current.parts, first.parts]),
                np.concatenate([current.along, first.along]),
            )
            if left is not None:
                rest.append(left)
        found.append(current)
    return found


def _from(line: Line, at: int) -> tuple[Line, Line | None]:
    """Return the line as it is drawn from one of its points on, and what is left of it."""
    count = np.arange(len(line))
    if np.allclose(line.points[0], line.points[-1]):  # closed: once around
        return line.take(np.append(np.roll(count[:-1], -at), at % (len(line) - 1))), None
    ahead, back = count[at:], count[: at + 1][::-1]
    way, other = (ahead, back) if len(ahead) >= len(back) else (back, ahead)
    return line.take(way), line.take(other) if len(other) >= 4 else None


def _repeated(
    line: Line, cut: NDArray[np.intp], size: float, hand: Hand, rng: np.random.Generator
) -> list[Line]:
    """Return one piece of a line, drawn once or several times."""
    strokes = []
    copies = 1 + int(hand.again * rng.random() + rng.random() * min(hand.again, 1.0))
    for copy in range(copies):
        use = cut
        if copy and len(cut) > 8:
            a = int(rng.integers(0, len(cut) // 2))
            use = cut[a : a + max(5, int(len(cut) * rng.uniform(0.3, 0.8)))]
        if rng.random() < 0.5:
            use = use[::-1]
        stroke = line.take(use)
        moved = _shaken(stroke.points, hand.wobble * size * (1.6 if copy else 1.0), rng)
        strokes.append(Line(moved, stroke.parts, stroke.along))
    return strokes


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


def _short(cut: NDArray[np.intp], hand: Hand, rng: np.random.Generator) -> NDArray[np.intp]:
    """Return the stroke without its last points where the hand leaves gaps."""
    if not hand.gap or len(cut) < 12:
        return cut
    a, b = (int(n) for n in rng.integers(0, 1 + round(hand.gap / STEP), 2))
    return cut[a : len(cut) - b]


def _shaken(points: Floats, wobble: float, rng: np.random.Generator) -> Floats:
    """Let the line stray smoothly by about `wobble`."""
    if wobble <= 0.0 or len(points) < 4:
        return points
    knots = max(3, len(points) // 8)
    noise = rng.normal(0.0, wobble, (knots, 2))
    at = np.linspace(0, knots - 1, len(points))
    smooth = np.stack([np.interp(at, np.arange(knots), noise[:, c]) for c in (0, 1)], 1)
    return points + smooth + rng.normal(0.0, 0.5 * wobble, 2)


def brushed(points: Floats, half: float) -> BaseGeometry:
    """Return the polygon that a round brush of half width `half` leaves along points [N, 2]."""
    return LineString(points).buffer(half, quad_segs=3)


def rings(polygon: BaseGeometry) -> list[Floats]:
    """Return the closed outlines [N, 2] of a polygon or several, holes too."""
    found = []
    for one in getattr(polygon, "geoms", [polygon]):
        found += [np.asarray(ring.coords) for ring in (one.exterior, *one.interiors)]
    return found


def _edges(strokes: list[Line], size: float, hand: Hand) -> list[Line]:
    """Return both edges of strokes that are as wide as the hand's brush."""
    half = hand.brush * size
    bodies = [brushed(stroke.points, half) for stroke in strokes]
    truth = Truth(
        cKDTree(np.concatenate([stroke.points for stroke in strokes])),
        np.concatenate([stroke.parts for stroke in strokes]),
        np.concatenate([stroke.along for stroke in strokes]),
    )
    edges = []
    for body in [unary_union(bodies)] if hand.run_together else bodies:
        for ring in rings(body):
            if len(ring) < 4 or np.ptp(ring, axis=0).max() < half:
                continue
            edges.append(truth.label(resampled(ring, STEP * size)))
    return edges
