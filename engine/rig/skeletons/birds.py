# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Birds, in the air and on their feet."""

from __future__ import annotations

from engine.rig.skeletons.skeleton import FAR, NEAR, Joint, Part, Skeleton, limb, limb_part

FLYING_BIRD = Skeleton(
    "flying_bird",
    (
        Joint("belly"),
        Joint("back", "belly"),
        Joint("breast", "belly"),
        Joint("neck", "breast"),
        Joint("head", "neck"),
        Joint("beak", "head"),
        Joint("tail0", "back", soft=True),
        Joint("tail1", "tail0", soft=True),
        *limb("wing_near", "belly", 4),
        *limb("wing_far", "belly", 4),
    ),
    (
        Part("trunk", ("back", "belly", "breast", "neck")),
        Part("head", ("head", "beak"), rigid=True),
        Part("tail", ("tail0", "tail1")),
        limb_part("wing_near", 4, side=NEAR, twin="wing_far"),
        limb_part("wing_far", 4, side=FAR, twin="wing_near"),
    ),
    facing=("tail1", "beak"),
)

STANDING_BIRD = Skeleton(
    "standing_bird",
    (
        Joint("belly"),
        Joint("back", "belly"),
        Joint("breast", "belly"),
        Joint("neck", "breast"),
        Joint("head", "neck"),
        Joint("beak", "head"),
        Joint("tail0", "back", soft=True),
        Joint("tail1", "tail0", soft=True),
        *limb("wing_near", "belly", 2),
        *limb("wing_far", "belly", 2),
        *limb("leg_near", "belly", 3, contact=True),
        *limb("leg_far", "belly", 3, contact=True),
    ),
    (
        Part("trunk", ("back", "belly", "breast", "neck")),
        Part("head", ("head", "beak"), rigid=True),
        Part("tail", ("tail0", "tail1")),
        limb_part("wing_near", 2, side=NEAR, twin="wing_far"),
        limb_part("wing_far", 2, side=FAR, twin="wing_near"),
        limb_part("leg_near", 3, side=NEAR, twin="leg_far"),
        limb_part("leg_far", 3, side=FAR, twin="leg_near"),
    ),
    facing=("tail1", "beak"),
)
