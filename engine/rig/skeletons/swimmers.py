# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies that are one long spine: fish, dolphins and whales, snakes and worms."""

from __future__ import annotations

from engine.rig.skeletons.skeleton import Joint, Part, Skeleton

FISH = Skeleton(
    "fish",
    (
        Joint("spine3"),
        Joint("nose", "spine3"),
        Joint("spine2", "spine3"),
        Joint("spine1", "spine2"),
        Joint("spine0", "spine1"),
        Joint("tail", "spine0", soft=True),
        Joint("fin0", "spine3"),
        Joint("fin1", "fin0", soft=True),
    ),
    (
        Part("trunk", ("spine0", "spine1", "spine2", "spine3", "nose")),
        Part("tail", ("spine0", "tail"), rigid=True),
        Part("fin", ("fin0", "fin1"), rigid=True),
    ),
    facing=("tail", "nose"),
)

SNAKE = Skeleton(
    "snake",
    (
        Joint("spine0"),
        *(Joint(f"spine{n}", f"spine{n - 1}") for n in range(1, 7)),
        Joint("head", "spine6"),
        Joint("nose", "head"),
    ),
    (
        Part("trunk", ("spine0", *(f"spine{n}" for n in range(1, 7)), "head")),
        Part("head", ("head", "nose"), rigid=True),
    ),
    facing=("spine0", "nose"),
)
