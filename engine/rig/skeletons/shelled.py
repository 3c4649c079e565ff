# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Animals whose back is a shell."""

from __future__ import annotations

from engine.rig.skeletons.skeleton import (
    FAR,
    LEFT,
    NEAR,
    RIGHT,
    Joint,
    Part,
    Skeleton,
    limb,
    limb_part,
    pair_parts,
)

TURTLE = Skeleton(
    "turtle",
    (
        Joint("shell"),
        Joint("neck", "shell"),
        Joint("head", "neck"),
        Joint("nose", "head"),
        *limb("tail", "shell", 2, soft=True),
        *limb("hind_near", "shell", 3, contact=True),
        *limb("hind_far", "shell", 3, contact=True),
        *limb("fore_near", "shell", 3, contact=True),
        *limb("fore_far", "shell", 3, contact=True),
    ),
    (
        Part("shell", ("shell",), rigid=True),
        Part("neck", ("neck", "head")),
        Part("head", ("head", "nose"), rigid=True),
        limb_part("tail", 2),
        *pair_parts("hind", 3, NEAR, FAR),
        *pair_parts("fore", 3, NEAR, FAR),
    ),
    facing=("shell", "nose"),
)

SNAIL = Skeleton(
    "snail",
    (
        Joint("foot1"),
        Joint("foot0", "foot1", contact=True),
        Joint("foot2", "foot1", contact=True),
        Joint("neck", "foot2"),
        Joint("head", "neck"),
        *limb("feeler_near", "head", 2, soft=True),
        *limb("feeler_far", "head", 2, soft=True),
        Joint("shell", "foot1"),
    ),
    (
        Part("foot", ("foot0", "foot1", "foot2")),
        Part("neck", ("foot2", "neck", "head")),
        Part("shell", ("shell",), rigid=True),
        *pair_parts("feeler", 2, NEAR, FAR),
    ),
    facing=("foot0", "head"),
)

CRAB = Skeleton(
    "crab",
    (
        Joint("shell"),
        *limb("eye_left", "shell", 2, soft=True),
        *limb("eye_right", "shell", 2, soft=True),
        *limb("claw_left", "shell", 4),
        *limb("claw_right", "shell", 4),
        *(
            joint
            for row in "abc"
            for side in (LEFT, RIGHT)
            for joint in limb(f"leg_{row}_{side}", "shell", 3, contact=True)
        ),
    ),
    (
        Part("shell", ("shell",), rigid=True),
        *pair_parts("eye", 2, LEFT, RIGHT),
        *pair_parts("claw", 4, LEFT, RIGHT),
        *(part for row in "abc" for part in pair_parts(f"leg_{row}", 3, LEFT, RIGHT)),
    ),
)
