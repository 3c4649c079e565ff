# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an object can do: verbs, from a library of actions that this room doesn't know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from engine.language.verb_words import ACTIONS, OPEN_ENDED

NATURAL_FPS = 24.0  # frames a second in which a library tells the lengths of its actions


class KnownAction(Protocol):
    """What is read of a library's action: its name, its length in frames, whether it goes on."""

    @property
    def name(self) -> str: ...
    @property
    def frames(self) -> int: ...
    @property
    def repeats(self) -> bool: ...


#: Verb -> action, or only verbs.
Able = Mapping[str, KnownAction] | Collection[str]


@dataclass(frozen=True)
class Abilities:
    """The verbs of one object.

    Attributes:
        names: verb -> name of its action; a verb may be one of several for an action.
        own: verbs of its own kind, as opposed to what any thing can do.
        seconds: verb -> natural length of the action, where it is told.
        going_on: verbs whose action goes on until something else begins.
    """

    names: Mapping[str, str] = field(default_factory=lambda: {name: name for name in ACTIONS})
    own: frozenset[str] = ACTIONS
    seconds: Mapping[str, float] = field(default_factory=dict)
    going_on: frozenset[str] = OPEN_ENDED

    def __contains__(self, verb: object) -> bool:
        return verb in self.names


def abilities_of(able: Able | None, anybody: Able | None = None) -> Abilities:
    """Return an object's abilities; anybody: what things of any kind can do, part of `able`."""
    if not able:
        return Abilities()
    if not isinstance(able, Mapping):
        return Abilities({verb: verb for verb in able}, frozenset(able))
    actions: Mapping[str, Any] = able
    common: Mapping[str, Any] = anybody if isinstance(anybody, Mapping) else {}
    own = {verb for verb, action in actions.items() if common.get(verb) is not action}
    return Abilities(
        {verb: getattr(action, "name", verb) for verb, action in actions.items()},
        frozenset(own),
        {
            verb: action.frames / NATURAL_FPS
            for verb, action in actions.items()
            if hasattr(action, "frames")
        },
        frozenset(
            verb
            for verb, action in actions.items()
            if getattr(action, "repeats", verb in OPEN_ENDED) or verb in OPEN_ENDED
        ),
    )
