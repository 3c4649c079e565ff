# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Things on wheels, with and without a rider, and machines with an arm."""

from __future__ import annotations

from engine.rig.skeletons.skeleton import (
    FAR,
    NEAR,
    Joint,
    Part,
    Skeleton,
    limb,
    limb_part,
    pair_parts,
)

CAR = Skeleton(
    "car",
    (Joint("body"), Joint("wheel_back", "body"), Joint("wheel_front", "body")),
    (
        Part("body", ("body",), rigid=True),
        Part("wheel_back", ("wheel_back",), rigid=True),
        Part("wheel_front", ("wheel_front",), rigid=True),
    ),
    facing=("wheel_back", "wheel_front"),
)

_BICYCLE_JOINTS = (
    Joint("frame"),
    Joint("wheel_back", "frame"),
    Joint("wheel_front", "frame"),
    Joint("crank", "frame"),
    Joint("pedal_near", "crank"),
    Joint("pedal_far", "crank"),
    Joint("saddle", "frame"),
    Joint("bar", "frame"),
)
_BICYCLE_PARTS = (
    Part("frame", ("frame",), rigid=True),
    Part("wheel_back", ("wheel_back",), rigid=True),
    Part("wheel_front", ("wheel_front",), rigid=True),
    Part("crank", ("crank",), rigid=True),
)

BICYCLE = Skeleton("bicycle", _BICYCLE_JOINTS, _BICYCLE_PARTS, facing=("wheel_back", "wheel_front"))

CYCLIST = Skeleton(
    "cyclist",
    (
        *_BICYCLE_JOINTS,
        Joint("pelvis", "saddle"),
        Joint("waist", "pelvis"),
        Joint("neck", "waist"),
        Joint("head", "neck"),
        Joint("top", "head"),
        *limb("leg_near", "pelvis", 4),
        *limb("leg_far", "pelvis", 4),
        *limb("arm_near", "waist", 3),
        *limb("arm_far", "waist", 3),
    ),
    (
        *_BICYCLE_PARTS,
        Part("trunk", ("pelvis", "waist", "neck")),
        Part("head", ("head", "top"), rigid=True),
        *pair_parts("leg", 4, NEAR, FAR),
        *pair_parts("arm", 3, NEAR, FAR),
    ),
    facing=("wheel_back", "wheel_front"),
)

MACHINE = Skeleton(
    "machine",
    (
        Joint("base", contact=True),
        Joint("cab", "base"),
        *limb("boom", "cab", 2),
        *limb("bucket", "boom1", 2),
    ),
    (
        Part("base", ("base",), rigid=True),
        Part("cab", ("cab",), rigid=True),
        limb_part("boom", 2, rigid=True),
        Part("stick", ("boom1", "bucket0"), rigid=True),
        limb_part("bucket", 2, rigid=True),
    ),
    facing=("cab", "bucket1"),
)

CLOCK = Skeleton(
    "clock",
    (
        Joint("dial"),
        *limb("hour", "dial", 2),
        *limb("minute", "dial", 2),
        *limb("pendulum", "dial", 2),
    ),
    (
        Part("dial", ("dial",), rigid=True),
        limb_part("hour", 2, rigid=True),
        limb_part("minute", 2, rigid=True),
        limb_part("pendulum", 2, rigid=True),
    ),
)

WINDMILL = Skeleton(
    "windmill",
    (Joint("tower", contact=True), Joint("rotor", "tower")),
    (Part("tower", ("tower",), rigid=True), Part("rotor", ("rotor",), rigid=True)),
)
