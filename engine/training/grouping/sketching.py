# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean outlines as the strokes of a sketch: broken, drawn again beside the first, hatched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]
Rng = np.random.Generator

STEP = 0.02  # of a thing's long side, between points of its strokes
CLEAN = 0.25  # share of things that are drawn with single, exact strokes
HATCHED = 0.4  # share of the others that are shaded
BOW = 0.04  # of a stroke's length, by which it is bent
SHADED_SPOTS = 0.6  # share of the places drawn with care that are shaded


@dataclass(frozen=True)
class Hand:
    """How someone draws. piece: mean length of strokes, again: how often at most a line is drawn
    over, wobble: by how much strokes are off; piece and wobble in parts of the thing's long side;
    bow: see `wobbled`; shades: with hatching.
    """

    piece: float
    again: int
    wobble: float
    bow: float
    shades: bool

    @classmethod
    def random(cls, rng: Rng, *, clean: bool | None = None) -> Hand:
        """clean: single exact strokes and no hatching (None: as it comes)."""
        clean = bool(rng.random() < CLEAN) if clean is None else clean
        piece = float(np.exp(rng.uniform(np.log(0.2), np.log(2.5))))
        if clean:
            return cls(piece, 0, 0.004, 0.0, False)
        again = int(rng.choice([0, 0, 1, 2, 3]))
        return cls(piece, again, float(rng.uniform(0.004, 0.02)), BOW, rng.random() < HATCHED)


Spot = tuple[Line, float]  # a middle [2] and a radius: there more care is taken


def sketched(
    rng: Rng,
    lines: Sequence[Line],
    side: float,
    hand: Hand | None = None,
    spots: Sequence[Spot] = (),
) -> list[Line]:
    """The strokes [n, 2] with which a thing of polylines [m, 2], `side` long, may be drawn.

    hand: whose; None: anybody's. spots: where lines are drawn over and shaded more than elsewhere.
    """
    hand = Hand.random(rng) if hand is None else hand
    strokes: list[Line] = []
    for line in lines:
        for part, careful in _by_care(resampled(line, STEP * side), spots):
            piece = hand.piece / STEP * (0.5 if careful else 1.0)
            for repeat in range(1 + int(rng.integers(0, hand.again + 1 + 2 * careful))):
                kept = [p for p in _pieces(rng, part, piece) if not repeat or rng.random() < 0.6]
                strokes += [wobbled(rng, p, hand.wobble * side, hand.bow) for p in kept]
    if hand.shades:
        strokes += hatching(rng, lines, side)
    for middle, radius in spots:
        near = [line[np.linalg.norm(line - middle, axis=1) < radius] for line in lines]
        near = [line for line in near if len(line)]
        if near and rng.random() < SHADED_SPOTS:
            strokes += hatching(rng, near, 2.0 * radius)
    return strokes


def resampled(line: Line, step: float) -> Line:
    """Points about `step` apart on a polyline, at least two."""
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    if way[-1] < 1e-9:
        return line[:1].repeat(2, axis=0)
    at = np.linspace(0.0, way[-1], max(2, int(np.ceil(way[-1] / step)) + 1))
    return np.stack([np.interp(at, way, line[:, k]) for k in (0, 1)], axis=1)


def wobbled(rng: Rng, line: Line, amount: float, bow: float = 0.0) -> Line:
    """Shifted, turned and bent by about `amount`, bent also by `bow` of its own size."""
    along = np.linspace(-1.0, 1.0, len(line))[:, None]
    shift, turn, bend = rng.normal(0.0, amount, (3, 2))
    bend = bend + rng.normal(0.0, bow, 2) * float(np.ptp(line, axis=0).max())
    return np.asarray(line + shift + turn * along + bend * (1.0 - along**2))


def hatching(rng: Rng, lines: Sequence[Line], side: float) -> list[Line]:
    """Strokes from places of the thing: in one direction, or to others that are near."""
    points = np.concatenate(list(lines))
    reach, angle = float(rng.uniform(0.08, 0.3)) * side, float(rng.uniform(0.0, np.pi))
    parallel = rng.random() < 0.5
    along = np.linspace(0.0, 1.0, 8)[:, None]
    strokes = []
    count = int(np.exp(rng.uniform(np.log(4), np.log(70))))
    for start in points[rng.integers(0, len(points), count)]:
        if parallel:
            way = np.array([np.cos(angle), np.sin(angle)]) * reach * rng.uniform(0.3, 1.0)
        else:
            near = np.flatnonzero(np.linalg.norm(points - start, axis=1) < reach)
            way = points[int(rng.choice(near))] - start
        bow = 4.0 * along * (1.0 - along) * rng.normal(0.0, 0.08 * reach, 2)
        strokes.append(start + along * way + bow)
    return strokes


def _by_care(line: Line, spots: Sequence[Spot]) -> Iterator[tuple[Line, bool]]:
    """The line in parts that are drawn with care and parts that aren't."""
    careful = np.zeros(len(line), dtype=bool)
    for middle, radius in spots:
        careful |= np.linalg.norm(line - middle, axis=1) < radius
    cuts = np.flatnonzero(np.diff(careful.astype(np.int8))) + 1
    for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True):
        part = line[max(0, start - 1) : end]
        if len(part) > 1:
            yield part, bool(careful[start])


def _pieces(rng: Rng, line: Line, mean: float) -> list[Line]:
    """Runs of about `mean` points that overlap a little."""
    found, start = [], 0
    while start < len(line) - 1:
        end = start + int(mean * rng.uniform(0.5, 1.5)) + 2
        end = len(line) if len(line) - end < 3 else end
        found.append(line[max(0, start - int(rng.integers(0, 3))) : end])
        start = end - 1
    return found
