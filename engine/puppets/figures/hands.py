# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways of drawing: which shapes become one outline, what is hidden, how lines are cut and stray."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np


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
        silhouette: whether all of the body runs into one outline, far limbs too.
        gap: how far a line stops before another.
        brush: half the width of a line whose two edges are drawn; 0 for lines without width.
        run_together: whether the edges of lines that touch are one edge.
        filled: whether lines upon the body are thin closed shapes.
        hatched: how likely a shape is hatched.
        joins: whether a line goes on with the next one where it ends.
    """

    merge: float
    hides: bool
    open_roots: float
    pieces: float
    wobble: float
    again: float
    detail: float
    silhouette: bool = False
    gap: float = 0.0
    brush: float = 0.0
    run_together: bool = False
    filled: bool = False
    hatched: float = 0.0
    joins: bool = False


def _clean(rng: np.random.Generator) -> Hand:
    whole = 0.0 if rng.random() < 0.4 else rng.uniform(0.25, 1.5)
    u = rng.uniform
    return Hand(u(0.6, 1.0), True, u(0.2, 0.9), whole, u(0.0, 0.004), 0.0, u(0.0, 0.6))


def _shapes(rng: np.random.Generator) -> Hand:
    u = rng.uniform
    return Hand(u(0.0, 0.3), rng.random() < 0.6, u(0.0, 0.3), 0.0, u(0.0, 0.008), 0.0, u(0.0, 0.6))


def _sketch(rng: np.random.Generator) -> Hand:
    u = rng.uniform
    return Hand(
        merge=u(0.4, 1.0),
        hides=rng.random() < 0.8,
        open_roots=u(0.3, 1.0),
        pieces=u(0.2, 0.7),
        wobble=u(0.002, 0.012),
        again=u(0.0, 0.4),
        detail=u(0.0, 0.6),
    )


def _messy(rng: np.random.Generator) -> Hand:
    u = rng.uniform
    return Hand(
        merge=u(0.0, 0.8),
        hides=rng.random() < 0.5,
        open_roots=u(0.3, 1.0),
        pieces=u(0.15, 0.35),
        wobble=u(0.004, 0.016),
        again=u(0.3, 1.6),
        detail=u(0.0, 0.3),
    )


def _outline(rng: np.random.Generator) -> Hand:
    """Draw all in one stroke, with few or no lines inside."""
    u = rng.uniform
    whole = 0.0 if rng.random() < 0.75 else u(0.8, 2.5)
    return Hand(1.0, True, 0.0, whole, u(0.0, 0.005), 0.0, u(0.2, 0.79), silhouette=True)


def _unbroken(rng: np.random.Generator) -> Hand:
    """Let a line run on over several parts, as a pen that is seldom lifted."""
    hand = _clean(rng)
    whole = 0.0 if rng.random() < 0.6 else rng.uniform(1.0, 3.0)
    return replace(hand, pieces=whole, open_roots=0.0, joins=True)


def _gaps(rng: np.random.Generator) -> Hand:
    """Lines that stop before they meet others."""
    hand = _clean(rng) if rng.random() < 0.6 else _shapes(rng)
    return replace(hand, hides=True, gap=rng.uniform(0.008, 0.03))


def _brush(rng: np.random.Generator) -> Hand:
    """Both edges of thick lines, as the icons of fonts have them."""
    hand = [_clean, _shapes, _outline, _gaps][int(rng.integers(4))](rng)
    return replace(
        hand,
        wobble=0.4 * hand.wobble,
        brush=rng.uniform(0.005, 0.016),
        run_together=rng.random() < 0.6,
    )


def _filled(rng: np.random.Generator) -> Hand:
    """Lay closed shapes one upon the other, as they are filled with colours."""
    u = rng.uniform
    return Hand(
        merge=u(0.0, 0.9),
        hides=rng.random() < 0.3,
        open_roots=0.0,
        pieces=0.0,
        wobble=u(0.0, 0.003),
        again=0.0,
        detail=u(0.0, 0.79),
        filled=True,
    )


#: Hands and how often they draw; the first four about six times in ten.
HANDS: dict[str, tuple[Callable[[np.random.Generator], Hand], float]] = {
    "clean": (_clean, 0.25),
    "shapes": (_shapes, 0.10),
    "sketch": (_sketch, 0.16),
    "messy": (_messy, 0.09),
    "outline": (_outline, 0.14),
    "unbroken": (_unbroken, 0.12),
    "gaps": (_gaps, 0.08),
    "brush": (_brush, 0.08),
    "filled": (_filled, 0.08),
}
HATCHING = 0.1  # how often a hand hatches


def pick_hand(rng: np.random.Generator, name: str = "") -> Hand:
    """Return a random hand: of a name, or any one. Raises KeyError for an unknown name."""
    names = list(HANDS)
    shares = np.array([share for _, share in HANDS.values()])
    name = name or names[int(rng.choice(len(names), p=shares / shares.sum()))]
    hand = HANDS[name][0](rng)
    if rng.random() < HATCHING and not hand.brush:
        hand = replace(hand, hatched=float(rng.uniform(0.1, 0.4)))
    return hand
