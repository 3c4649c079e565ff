# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small animals with many legs or with four wings."""

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
    pair_parts,
)

INSECT = Skeleton(
    "insect",
    (
        Joint("thorax"),
        Joint("head", "thorax"),
        Joint("mouth", "head"),
        *limb("feeler", "head", 2, soft=True),
        Joint("abdomen0", "thorax"),
        Joint("abdomen1", "abdomen0"),
        *limb("wing_near", "thorax", 2),
        *limb("wing_far", "thorax", 2),
        *limb("fore_near", "thorax", 3, contact=True),
        *limb("fore_far", "thorax", 3, contact=True),
        *limb("middle_near", "thorax", 3, contact=True),
        *limb("middle_far", "thorax", 3, contact=True),
        *limb("hind_near", "thorax", 3, contact=True),
        *limb("hind_far", "thorax", 3, contact=True),
    ),
    (
        Part("thorax", ("thorax",)),
        Part("abdomen", ("abdomen0", "abdomen1")),
        Part("head", ("head", "mouth"), rigid=True),
        Part("feeler", ("feeler0", "feeler1")),
        *pair_parts("wing", 2, NEAR, FAR),
        *pair_parts("fore", 3, NEAR, FAR),
        *pair_parts("middle", 3, NEAR, FAR),
        *pair_parts("hind", 3, NEAR, FAR),
    ),
    facing=("abdomen1", "head"),
)

BUTTERFLY = Skeleton(
    "butterfly",
    (
        Joint("thorax"),
        Joint("head", "thorax"),
        *limb("feeler_left", "head", 2, soft=True),
        *limb("feeler_right", "head", 2, soft=True),
        Joint("abdomen", "thorax"),
        *limb("wing_left", "thorax", 2),
        *limb("wing_right", "thorax", 2),
        *limb("hindwing_left", "thorax", 2),
        *limb("hindwing_right", "thorax", 2),
    ),
    (
        Part("body", ("head", "thorax", "abdomen")),
        *pair_parts("feeler", 2, LEFT, RIGHT),
        *pair_parts("wing", 2, LEFT, RIGHT),
        *pair_parts("hindwing", 2, LEFT, RIGHT),
    ),
)

SPIDER = Skeleton(
    "spider",
    (
        Joint("body"),
        Joint("head", "body"),
        Joint("rear", "body"),
        *(
            joint
            for row in "abcd"
            for side in (LEFT, RIGHT)
            for joint in limb(f"leg_{row}_{side}", "body", 3, contact=True)
        ),
    ),
    (
        Part("body", ("body", "rear")),
        Part("head", ("head",)),
        *(part for row in "abcd" for part in pair_parts(f"leg_{row}", 3, LEFT, RIGHT)),
    ),
)
