# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Animals with legs, seen from the side: four-legged ones, and those that sit and hop."""

from __future__ import annotations

from engine.rig.skeletons.skeleton import FAR, NEAR, Joint, Part, Skeleton, limb, limb_part

FOUR_LEGGED = Skeleton(
    "four_legged",
    (
        Joint("hip"),
        Joint("middle", "hip"),
        Joint("shoulder", "middle"),
        Joint("rump", "hip"),
        Joint("chest", "shoulder"),
        Joint("neck0", "shoulder"),
        Joint("neck1", "neck0"),
        Joint("head", "neck1"),
        Joint("nose", "head"),
        *limb("tail", "rump", 4, soft=True),
        *limb("hind_near", "hip", 5, contact=True),
        *limb("hind_far", "hip", 5, contact=True),
        *limb("fore_near", "shoulder", 5, contact=True),
        *limb("fore_far", "shoulder", 5, contact=True),
    ),
    (
        Part("trunk", ("rump", "hip", "middle", "shoulder", "chest")),
        Part("neck", ("neck0", "neck1", "head")),
        Part("head", ("head", "nose"), rigid=True),
        limb_part("tail", 4),
        limb_part("hind_near", 5, side=NEAR, twin="hind_far"),
        limb_part("hind_far", 5, side=FAR, twin="hind_near"),
        limb_part("fore_near", 5, side=NEAR, twin="fore_far"),
        limb_part("fore_far", 5, side=FAR, twin="fore_near"),
    ),
    facing=("rump", "nose"),
)

SITTING = Skeleton(
    "sitting",
    (
        Joint("hip"),
        Joint("belly", "hip"),
        Joint("shoulder", "belly"),
        Joint("neck", "shoulder"),
        Joint("head", "neck"),
        Joint("nose", "head"),
        *limb("leg", "hip", 4, contact=True),
        *limb("arm_near", "belly", 3),
        *limb("arm_far", "belly", 3),
        *limb("tail", "hip", 4, soft=True),
    ),
    (
        Part("trunk", ("hip", "belly", "shoulder", "neck")),
        Part("head", ("head", "nose"), rigid=True),
        limb_part("leg", 4),
        limb_part("arm_near", 3, side=NEAR, twin="arm_far"),
        limb_part("arm_far", 3, side=FAR, twin="arm_near"),
        limb_part("tail", 4),
    ),
    facing=("hip", "nose"),
)
