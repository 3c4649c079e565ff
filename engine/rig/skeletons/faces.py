# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A face from the front, that fills the drawing."""

from __future__ import annotations

from engine.rig.skeletons.skeleton import LEFT, RIGHT, Joint, Part, Skeleton, limb, pair_parts

FACE = Skeleton(
    "face",
    (
        Joint("skull"),
        *(Joint(f"{name}_{side}0", "skull") for name in ("eye", "brow") for side in (LEFT, RIGHT)),
        Joint("nose", "skull"),
        Joint("mouth", "skull"),
        Joint("mouth_left", "mouth"),
        Joint("mouth_right", "mouth"),
        *limb("ear_left", "skull", 2, soft=True),
        *limb("ear_right", "skull", 2, soft=True),
        *limb("hair", "skull", 2, soft=True),
    ),
    (
        Part("skull", ("skull",), rigid=True),
        *pair_parts("eye", 1, LEFT, RIGHT, rigid=True),
        *pair_parts("brow", 1, LEFT, RIGHT, rigid=True),
        Part("nose", ("nose",), rigid=True),
        Part("mouth", ("mouth_left", "mouth", "mouth_right")),
        *pair_parts("ear", 2, LEFT, RIGHT),
        Part("hair", ("hair0", "hair1")),
    ),
)
