# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which actions there are, by body plan and verb."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.motion.performance import Performance

Perform = Callable[[Performance], None]


@dataclass(frozen=True)
class RegisteredAction:
    """Something that a body can do.

    Attributes:
        name: the verb it goes by; its other verbs are synonyms for this plan.
        frames: its natural length at 24 frames a second; a gait's is one cycle.
        gesture: whether it moves a part of the body and leaves the rest as it is.
        repeats: whether it goes on and on, like a gait, or is done once.
        shared: whether bodies with a plan do it, too, where it is an action of things.
    """

    name: str
    perform: Perform
    frames: int
    gesture: bool
    repeats: bool
    shared: bool = True


#: Actions of each body plan, by verb; "" holds those of things without a plan.
ACTIONS: dict[str, dict[str, RegisteredAction]] = {}


def action(
    *verbs: str,
    plans: tuple[str, ...],
    frames: int = 24,
    gesture: bool = False,
    repeats: bool = False,
    shared: bool = True,
) -> Callable[[Perform], Perform]:
    """Register a function as the action of some plans, under its verb and further ones."""

    def register(perform: Perform) -> Perform:
        for plan in plans:
            table = ACTIONS.setdefault(plan, {})
            value = RegisteredAction(verbs[0], perform, frames, gesture, repeats, shared)
            for verb in verbs:
                if verb in table:
                    raise ValueError(f"{plan} has two actions called {verb}")
                table[verb] = value
        return perform

    return register


def share_things(plans: Iterable[str]) -> None:
    """Let every plan do what things without a plan do, where it has no action of its own."""
    for plan in plans:
        table = ACTIONS.setdefault(plan, {})
        for verb, value in ACTIONS.get("", {}).items():
            if value.shared:
                table.setdefault(verb, value)


def as_things(plan: str) -> None:
    """Let what has actions of its own, but no body plan, do all else that things do."""
    table = ACTIONS.setdefault(plan, {})
    for verb, value in ACTIONS.get("", {}).items():
        table.setdefault(verb, value)
