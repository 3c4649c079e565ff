# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a family of puppets is: how it is drawn, what it is called, what it can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.puppets.body import PuppetBuilder
from engine.puppets.timing import Beat


@dataclass(frozen=True)
class Move:
    """A motion of a family's own.

    ``verbs``: base forms ("swim through the water"); ``tails``: what may follow the sentence;
    ``travel``: share of clips in which the object also moves the way it faces; ``once``: an action
    that mostly begins from rest; ``one_way``: never in a loop; ``kinds``: only these kinds do it
    (empty: all), ``avoid``: these don't.
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
    """``build(puppet, beat, kind, motion)`` fills the puppet with the guides of a puppet that faces
    right. ``kinds`` maps a kind to the nouns that name it. ``mirror``: may face left;
    ``steady``: kinds that never move as a whole."""

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
