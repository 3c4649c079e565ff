# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The body plans by name, one value each; what a plan means is in `skeleton`.

How a plan's parts look when drawn is the puppets' business, how they move the actions'.
"""

from engine.rig.skeletons.animals import FOUR_LEGGED, SITTING
from engine.rig.skeletons.birds import FLYING_BIRD, STANDING_BIRD
from engine.rig.skeletons.faces import FACE
from engine.rig.skeletons.growing import FLAG, FLAME, PLANT, TREE
from engine.rig.skeletons.insects import BUTTERFLY, INSECT, SPIDER
from engine.rig.skeletons.people import PERSON
from engine.rig.skeletons.shelled import CRAB, SNAIL, TURTLE
from engine.rig.skeletons.skeleton import Joint, Part, Skeleton
from engine.rig.skeletons.swimmers import FISH, SNAKE
from engine.rig.skeletons.vehicles import (
    BICYCLE,
    CAR,
    CLOCK,
    CYCLIST,
    MACHINE,
    WINDMILL,
)

#: Every body plan with names; the network's numbers follow this order, so new ones come last.
PLANS: dict[str, Skeleton] = {
    plan.name: plan
    for plan in (
        FOUR_LEGGED,
        SITTING,
        PERSON,
        FLYING_BIRD,
        STANDING_BIRD,
        FISH,
        SNAKE,
        INSECT,
        BUTTERFLY,
        SPIDER,
        TURTLE,
        SNAIL,
        CRAB,
        FACE,
        PLANT,
        TREE,
        FLAG,
        FLAME,
        CAR,
        BICYCLE,
        CYCLIST,
        MACHINE,
        CLOCK,
        WINDMILL,
    )
}

__all__ = ["PLANS", "Joint", "Part", "Skeleton"]
