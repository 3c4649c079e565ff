# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People, from any side."""

from __future__ import annotations

from engine.rig.skeletons.skeleton import LEFT, RIGHT, Joint, Part, Skeleton, limb, limb_part

PERSON = Skeleton(
    "person",
    (
        Joint("pelvis"),
        Joint("waist", "pelvis"),
        Joint("neck", "waist"),
        Joint("head", "neck"),
        Joint("top", "head"),
        *limb("leg_left", "pelvis", 4, contact=True),
        *limb("leg_right", "pelvis", 4, contact=True),
        *limb("arm_left", "waist", 4),
        *limb("arm_right", "waist", 4),
    ),
    (
        Part("trunk", ("pelvis", "waist", "neck")),
        Part("head", ("head", "top"), rigid=True),
        limb_part("leg_left", 4, side=LEFT, twin="leg_right"),
        limb_part("leg_right", 4, side=RIGHT, twin="leg_left"),
        limb_part("arm_left", 4, side=LEFT, twin="arm_right"),
        limb_part("arm_right", 4, side=RIGHT, twin="arm_left"),
    ),
)
