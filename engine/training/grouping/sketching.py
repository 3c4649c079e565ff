# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From clean outlines to the strokes of a sketch: broken, drawn over, hatched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]
Rng = np.random.Generator

STEP = 0.02  # between points of a stroke, share of the thing's long side
CLEAN = 0.25  # share of things that are drawn with single, exact strokes
HATCHED = 0.4  # share of the others that are shaded
BOW = 0.04  # by how much a stroke is bent, share of its length
SHADED_SPOTS = 0.6  # share of the places drawn with care that are shaded


@dataclass(frozen=True)
class SketchingHand:
    """How someone draws. Lengths are shares of the thing's long side.

    Attributes:
        piece: mean length of strokes.
        again: how often a line is drawn over at most.
        wobble: by how much strokes miss the line.
        bow: by how much strokes are bent, share of their own length.
        shades: adds hatching.
    """

    piece: float
    again: int
    wobble: float
    bow: float
    shades: bool

    @classmethod
    def random(cls, rng: Rng, *, clean: bool | None = None) -> SketchingHand:
        """Choose a hand; clean: single exact strokes and no hatching (None: by chance)."""
        clean = bool(rng.random() < CLEAN) if clean is None else clean
        piece = float(np.exp(rng.uniform(np.log(0.2), np.log(2.5))))
        if clean:
            return cls(piece, 0, 0.004, 0.0, False)
        again = int(rng.choice([0, 0, 1, 2, 3]))
        return cls(piece, again, float(rng.uniform(0.004, 0.02)), BOW, rng.random() < HATCHED)


Spot = tuple[Line, float]  # a middle [2] and a radius, within which more care is taken


def sketched(
    rng: Rng,
    lines: Sequence[Line],
    side: float,
    hand: SketchingHand | None = None,
    spots: Sequence[Spot] = (),
) -> list[Line]:
    """Draw a thing: turn its polylines [m, 2] into strokes [n, 2].

    side: long side of the thing. hand: a random one by default. spots: where lines are drawn over
    and shaded more than elsewhere.
    """
    hand = SketchingHand.random(rng) if hand is None else hand
    strokes: list[Line] = []
    for line in lines:
        for part, careful in _by_care(resampled(line, STEP * side), spots):
            piece = hand.piece / STEP * (0.5 if careful else 1.0)
            for repeat in range(1 + int(rng.integers(0, hand.again + 1 + 2 * careful))):
                runs = [p for p in _pieces(rng, part, piece) if not repeat or rng.random() < 0.6]
                strokes += [wobbled(rng, p, hand.wobble * side, hand.bow) for p in runs]
    if hand.shades:
        strokes += hatching(rng, lines, side)
    for middle, radius in spots:
        near = [line[np.linalg.norm(line - middle, axis=1) < radius] for line in lines]
        near = [line for line in near if len(line)]
        if near and rng.random() < SHADED_SPOTS:
            strokes += hatching(rng, near, 2.0 * radius)
    return strokes


def resampled(line: Line, step: float) -> Line:
    """Return points about `step` apart on a polyline, at least two."""
    arc = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    if arc[-1] < 1e-9:
        return line[:1].repeat(2, axis=0)
    at = np.linspace(0.0, arc[-1], max(2, int(np.ceil(arc[-1] / step)) + 1))
    return np.stack([np.interp(at, arc, line[:, k]) for k in (0, 1)], axis=1)


def wobbled(rng: Rng, line: Line, amount: float, bow: float = 0.0) -> Line:
    """Shift, turn and bend a line by about `amount`; bend it also by `bow` of its own size."""
    along = np.linspace(-1.0, 1.0, len(line))[:, None]
    shift, turn, bend = rng.normal(0.0, amount, (3, 2))
    bend = bend + rng.normal(0.0, bow, 2) * float(np.ptp(line, axis=0).max())
    return np.asarray(line + shift + turn * along + bend * (1.0 - along**2))


def hatching(rng: Rng, lines: Sequence[Line], side: float) -> list[Line]:
    """Draw hatching from points of a thing, in one direction or to other points nearby."""
    points = np.concatenate(list(lines))
    reach, angle = float(rng.uniform(0.08, 0.3)) * side, float(rng.uniform(0.0, np.pi))
    parallel = rng.random() < 0.5
    along = np.linspace(0.0, 1.0, 8)[:, None]
    strokes = []
    count = int(np.exp(rng.uniform(np.log(4), np.log(70))))
    for start in points[rng.integers(0, len(points), count)]:
        if parallel:
            across = np.array([np.cos(angle), np.sin(angle)]) * reach * rng.uniform(0.3, 1.0)
        else:
            near = np.flatnonzero(np.linalg.norm(points - start, axis=1) < reach)
            across = points[int(rng.choice(near))] - start
        bow = 4.0 * along * (1.0 - along) * rng.normal(0.0, 0.08 * reach, 2)
        strokes.append(start + along * across + bow)
    return strokes


def _by_care(line: Line, spots: Sequence[Spot]) -> Iterator[tuple[Line, bool]]:
    """Yield the parts of a line, and for each whether it is drawn with care."""
    careful = np.zeros(len(line), dtype=bool)
    for middle, radius in spots:
        careful |= np.linalg.norm(line - middle, axis=1) < radius
    cuts = np.flatnonzero(np.diff(careful.astype(np.int8))) + 1
    for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True):
        part = line[max(0, start - 1) : end]
        if len(part) > 1:
            yield part, bool(careful[start])


def _pieces(rng: Rng, line: Line, mean: float) -> list[Line]:
    """Cut a line into runs of about `mean` points that overlap a little."""
    pieces, start = [], 0
    while start < len(line) - 1:
        end = start + int(mean * rng.uniform(0.5, 1.5)) + 2
        end = len(line) if len(line) - end < 3 else end
        pieces.append(line[max(0, start - int(rng.integers(0, 3))) : end])
        start = end - 1
    return pieces
