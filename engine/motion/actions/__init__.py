# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The actions, one file for each family; importing this registers all."""

from __future__ import annotations

from engine.motion.actions import (
    fish,
    flying_bird,
    four_legged,
    heads,
    people_acting,
    people_going,
    sitting,
    snake,
    standing_bird,
)

__all__ = [
    "fish",
    "flying_bird",
    "four_legged",
    "heads",
    "people_acting",
    "people_going",
    "sitting",
    "snake",
    "standing_bird",
]
