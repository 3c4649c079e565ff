# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures by body plan: which kinds there are and who builds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.puppets.figures import birds, fish, four_legged, people, sitting, snakes
from engine.puppets.figures.flesh import Figure
from engine.puppets.figures.props import add_ground
from engine.rig.skeletons import PLANS

GROUND = 0.05  #: how often the ground is drawn below those that stand


@dataclass(frozen=True)
class FigureFamily:
    """The figures of one body plan.

    Attributes:
        kinds: what `build` accepts.
        share: how often training draws it, relative to the others.
    """

    build: Callable[[Figure, str], None]
    kinds: tuple[str, ...]
    share: float = 1.0


FIGURES: dict[str, FigureFamily] = {
    "four_legged": FigureFamily(four_legged.build, tuple(four_legged.KINDS), 2.2),
    "sitting": FigureFamily(
        sitting.build,
        ("rabbit", "squirrel", "kangaroo", "cat", "dog", "bear", "mouse", "frog"),
        1.2,
    ),
    "person": FigureFamily(people.build, ("adult", "adult", "child", "toy", "stick"), 2.2),
    "flying_bird": FigureFamily(birds.build_flying, ("bird", "bird", "eagle", "hummingbird"), 1.3),
    "standing_bird": FigureFamily(
        birds.build_standing, ("penguin", "chicken", "chicken", "duck", "duck", "stork", "owl"), 1.2
    ),
    "fish": FigureFamily(fish.build, ("fish", "fish", "round", "shark", "whale"), 1.2),
    "snake": FigureFamily(snakes.build, ("snake", "snake", "caterpillar"), 0.5),
}


def build_figure(plan: str, rng: np.random.Generator) -> Figure:
    """Return a random figure of a body plan. Raises KeyError for a plan without figures."""
    family = FIGURES[plan]
    figure = Figure(PLANS[plan], rng)
    family.build(figure, str(rng.choice(family.kinds)))
    stands = any(joint.contact for joint in figure.skeleton.joints)
    if stands and rng.random() < GROUND:
        add_ground(figure)
    return figure
