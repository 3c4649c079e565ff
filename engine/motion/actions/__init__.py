# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The actions, one file for each family; importing this registers all."""

from __future__ import annotations

from engine.motion.actions import (
    face,
    face_bursts,
    fish,
    flying_bird,
    four_legged,
    four_legged_acts,
    growing,
    heads,
    hopping,
    insects,
    machines,
    own_parts,
    parts_apart,
    people_acting,
    people_afloat,
    people_efforts,
    people_feeling,
    people_going,
    people_hands,
    people_playing,
    people_together,
    people_working,
    shelled,
    sitting,
    snake,
    standing_bird,
    thing_limbs,
    thing_parts,
    things,
    things_going,
    tools,
    vehicles,
)
from engine.motion.registry import share_things
from engine.rig.skeletons import PLANS

share_things(PLANS)

__all__ = [
    "face",
    "face_bursts",
    "fish",
    "flying_bird",
    "four_legged",
    "four_legged_acts",
    "growing",
    "heads",
    "hopping",
    "insects",
    "machines",
    "own_parts",
    "parts_apart",
    "people_acting",
    "people_afloat",
    "people_efforts",
    "people_feeling",
    "people_going",
    "people_hands",
    "people_playing",
    "people_together",
    "people_working",
    "shelled",
    "sitting",
    "snake",
    "standing_bird",
    "thing_limbs",
    "thing_parts",
    "things",
    "things_going",
    "tools",
    "vehicles",
]
