# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Families of puppets: how one is drawn, what it is called, what it can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.puppets.body import PuppetBuilder
from engine.puppets.timing import Beat


@dataclass(frozen=True)
class Move:
    """A motion of a family's own.

    Attributes:
        verbs: base forms ("swim through the water").
        tails: what may follow the sentence.
        travel: share of clips in which the object also moves the way it faces.
        once: an action that mostly begins at its first phase (a jump).
        one_way: never in a loop.
        kinds: only these kinds do it (empty: all).
        avoid: these kinds don't.
    """

    name: str
    verbs: tuple[str, ...]
    tails: tuple[str, ...] = ()
    travel: float = 0.0
    once: bool = False
    one_way: bool = False
    weight: float = 1.0
    kinds: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


Build = Callable[[PuppetBuilder, Beat, str, str], None]


@dataclass(frozen=True)
class Family:
    """A family of puppets.

    Attributes:
        kinds: the kinds, each with the nouns that name it.
        build: called with (puppet, beat, kind, motion); adds the guide curves of a puppet that
            faces right.
        mirror: it may also face left.
        tilt: by how much it may be turned, degrees.
        steady: kinds that never move as a whole.
    """

    name: str
    kinds: Mapping[str, tuple[str, ...]]
    motions: tuple[Move, ...]
    build: Build
    mirror: bool = True
    tilt: float = 25.0
    weight: float = 1.0
    steady: tuple[str, ...] = ()

    def motions_of(self, kind: str) -> tuple[Move, ...]:
        return tuple(
            m for m in self.motions if (not m.kinds or kind in m.kinds) and kind not in m.avoid
        )
