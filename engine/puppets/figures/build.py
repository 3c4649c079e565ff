# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures by body plan: which kinds there are and who builds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.puppets.figures import (
    bicycles,
    birds,
    butterflies,
    clocks,
    crabs,
    cyclists,
    faces,
    fish,
    flames,
    four_legged,
    insects,
    machines,
    people,
    plants,
    sheets,
    sitting,
    snails,
    snakes,
    spiders,
    trees,
    turtles,
    vehicles,
    windmills,
)
from engine.puppets.figures.flesh import Figure
from engine.puppets.figures.proportions import SHARES, make_toylike
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
        (
            "rabbit",
            "squirrel",
            "squirrel",
            "kangaroo",
            "cat",
            "dog",
            "bear",
            "mouse",
            "frog",
            "monkey",
            "monkey",
        ),
        1.5,
    ),
    "person": FigureFamily(people.build, ("adult", "adult", "child", "toy", "stick"), 2.2),
    "flying_bird": FigureFamily(
        birds.build_flying, ("bird", "bird", "eagle", "hummingbird", "hovering"), 1.4
    ),
    "standing_bird": FigureFamily(
        birds.build_standing,
        ("penguin", "chicken", "chicken", "duck", "duck", "stork", "owl", "chick", "chick"),
        1.4,
    ),
    "fish": FigureFamily(fish.build, fish.KINDS, 1.4),
    "snake": FigureFamily(snakes.build, snakes.KINDS, 0.8),
    "butterfly": FigureFamily(butterflies.build, butterflies.KINDS, 0.7),
    "insect": FigureFamily(insects.build, insects.KINDS, 0.9),
    "spider": FigureFamily(spiders.build, spiders.KINDS, 0.7),
    "turtle": FigureFamily(turtles.build, turtles.KINDS, 0.7),
    "snail": FigureFamily(snails.build, snails.KINDS, 0.5),
    "crab": FigureFamily(crabs.build, crabs.KINDS, 0.6),
    "face": FigureFamily(faces.build, faces.KINDS, 0.9),
    "plant": FigureFamily(plants.build, plants.KINDS, 0.7),
    "tree": FigureFamily(trees.build, trees.KINDS, 0.6),
    "flag": FigureFamily(sheets.build, sheets.KINDS, 0.5),
    "flame": FigureFamily(flames.build, flames.KINDS, 0.5),
    "car": FigureFamily(vehicles.build, vehicles.KINDS, 0.7),
    "bicycle": FigureFamily(bicycles.build, bicycles.KINDS, 0.6),
    "cyclist": FigureFamily(cyclists.build, cyclists.KINDS, 0.8),
    "machine": FigureFamily(machines.build, machines.KINDS, 0.5),
    "clock": FigureFamily(clocks.build, clocks.KINDS, 0.5),
    "windmill": FigureFamily(windmills.build, windmills.KINDS, 0.4),
}


def build_figure(plan: str, rng: np.random.Generator) -> Figure:
    """Return a random figure of a body plan. Raises KeyError for a plan without figures."""
    family = FIGURES[plan]
    figure = Figure(PLANS[plan], rng)
    family.build(figure, str(rng.choice(family.kinds)))
    if rng.random() < SHARES.get(plan, 0.0):
        make_toylike(figure)
    stands = any(joint.contact for joint in figure.skeleton.joints)
    if stands and rng.random() < GROUND:
        add_ground(figure)
    return figure
