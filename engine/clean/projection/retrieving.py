# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The known drawings nearest to a drawing by their latents, also mirrored and turned.

Where the sentence names something that is known, only drawings of such things are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from engine.clean.projection.bank import SketchBank
from engine.geometry.line_fields import SIDE, Field, FieldFrame, Floats, field_of_lines
from engine.language.noun_vectors import noun_vector
from engine.rig.nouns import plans_of

COUNT = 10  # neighbours
THE_THING = 0.6  # how far a drawing counts whose noun is the sentence's
TURNS = (0.0, -22.5, 22.5, -45.0, 45.0)  # degrees
TURNED = 0.004  # how much farther a drawing counts for each degree that it has to be turned
RELATED = 0.8  # cosine from which one noun is a kind of another
STRETCH = 1.25  # by how much a known drawing is stretched at most to fill the drawing's box


class Named(IntEnum):
    """How well what a drawing shows is what a sentence names."""

    NOT = 0
    BY_PLAN = 1
    BY_NOUN = 2


@dataclass(frozen=True, eq=False)
class Neighbour:
    """A known drawing that is near.

    Attributes:
        number: in the bank.
        lines: [n, 2], pixels of the drawing's own picture, laid over it.
        apart: [D], its latent less that of the drawing, seen as it is.
        named: how well what it shows is what the sentence names.
    """

    number: int
    lines: list[Floats]
    apart: Floats
    named: Named

    @property
    def distance(self) -> float:
        """How far its latent is from the drawing's."""
        return float(np.linalg.norm(self.apart))


@dataclass(frozen=True, eq=False)
class _View:
    """A drawing mirrored or not, turned, and made to fill its picture again."""

    matrix: Floats
    frame: FieldFrame
    latent: Floats
    cost: float
    extent: Floats

    def laid_over(self, lines: Sequence[Floats]) -> list[Floats]:
        """Return lines that fill this view's picture in the picture of the drawing."""
        own = np.ptp(np.concatenate(lines), axis=0)
        stretch = np.clip(self.extent / np.maximum(own, 1e-6), 1.0 / STRETCH, STRETCH)
        middle = 0.5 * SIDE
        back = np.linalg.inv(self.matrix)
        return [
            self.frame.outside((line - middle) * stretch + middle) @ back.T + middle
            for line in lines
        ]


def nearest(
    lines: Sequence[Floats],
    bank: SketchBank,
    part: str,
    encode: Callable[[Field], Floats],
    sentence: str = "",
) -> list[Neighbour]:
    """Return the COUNT known drawings of a part nearest to lines [n, 2] that fill a picture.

    encode: gives the latent [D] of a field. sentence: says what is drawn.
    """
    views = [_view(lines, encode, mirrored, turn) for turn, mirrored in product(TURNS, (1, -1))]
    known = bank.latents[part].astype(np.float64)
    away = np.stack([np.linalg.norm(known - v.latent, axis=1) * v.cost for v in views])
    named = named_by(sentence, bank.lines[part].names)
    if named.any():
        away[:, named == Named.NOT] = np.inf
        away[:, named == Named.BY_NOUN] *= THE_THING
    best = away.argmin(0)
    order = np.argsort(away.min(0), kind="stable")[:COUNT]
    found = [(n, views[best[n]]) for n in order.tolist() if np.isfinite(away[best[n], n])]
    return [
        Neighbour(n, v.laid_over(bank.lines[part][n]), known[n] - v.latent, Named(named[n]))
        for n, v in found
    ]


def named_by(sentence: str, names: tuple[str, ...]) -> NDArray[np.int64]:
    """Return how well drawings of these names show what a sentence names: values of `Named` [N].

    A name is a noun, or a body plan.
    """
    if not sentence:
        return np.full(len(names), Named.NOT)
    alike = _vectors(names) @ noun_vector(sentence) >= RELATED
    plans = plans_of(sentence)
    has_plan = np.array([name in plans for name in names])
    return np.where(alike, Named.BY_NOUN, np.where(has_plan, Named.BY_PLAN, Named.NOT))


@cache
def _vectors(names: tuple[str, ...]) -> NDArray[np.float32]:
    """Return the word vectors [N, D] of names."""
    known = {name: noun_vector(name.replace("-", " ").replace("_", " ")) for name in set(names)}
    return np.stack([known[name] for name in names])


def _view(
    lines: Sequence[Floats], encode: Callable[[Field], Floats], mirrored: int, turn: float
) -> _View:
    cosine, sine = np.cos(np.deg2rad(turn)), np.sin(np.deg2rad(turn))
    matrix = np.array([[mirrored * cosine, -sine], [mirrored * sine, cosine]])
    middle = 0.5 * SIDE
    seen = [(line - middle) @ matrix.T for line in lines]
    frame = FieldFrame.around(np.concatenate(seen))
    framed = [frame.inside(line) for line in seen]
    extent = np.ptp(np.concatenate(framed), axis=0)
    latent = encode(field_of_lines(framed))
    return _View(matrix, frame, latent, 1.0 + TURNED * abs(turn), extent)
