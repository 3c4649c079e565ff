# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands rooted or fastened, and moves in the wind: plants, flags, flames."""

from __future__ import annotations

from engine.rig.skeletons.skeleton import (
    LEFT,
    RIGHT,
    Joint,
    Part,
    Skeleton,
    limb,
    limb_part,
    pair_parts,
)

PLANT = Skeleton(
    "plant",
    (
        Joint("base", contact=True),
        *limb("stem", "base", 3, soft=True),
        Joint("bloom", "stem2", soft=True),
        *limb("leaf_left", "stem0", 2, soft=True),
        *limb("leaf_right", "stem0", 2, soft=True),
    ),
    (
        Part("stem", ("base", "stem0", "stem1", "stem2")),
        Part("bloom", ("stem2", "bloom"), rigid=True),
        *pair_parts("leaf", 2, LEFT, RIGHT),
    ),
)

TREE = Skeleton(
    "tree",
    (
        Joint("base", contact=True),
        *limb("trunk", "base", 2),
        *limb("crown", "trunk1", 2, soft=True),
        *limb("branch_left", "trunk1", 2, soft=True),
        *limb("branch_right", "trunk1", 2, soft=True),
    ),
    (
        Part("trunk", ("base", "trunk0", "trunk1")),
        Part("crown", ("trunk1", "crown0", "crown1")),
        *pair_parts("branch", 2, LEFT, RIGHT),
    ),
)

FLAG = Skeleton(
    "flag",
    (
        Joint("pole", contact=True),
        Joint("pole_top", "pole"),
        *limb("cloth", "pole_top", 5, soft=True),
    ),
    (Part("pole", ("pole", "pole_top"), rigid=True), limb_part("cloth", 5)),
    facing=("pole_top", "cloth4"),
)

FLAME = Skeleton(
    "flame",
    (Joint("base", contact=True), *limb("tongue", "base", 4, soft=True)),
    (Part("flame", ("base", "tongue0", "tongue1", "tongue2", "tongue3")),),
)
