# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The actions, one file for each family; importing this registers all."""

from __future__ import annotations

from engine.motion.actions import (
    animal_parts,
    busts,
    face,
    face_bursts,
    facial_parts,
    fish,
    flying_bird,
    four_legged,
    four_legged_acts,
    growing,
    hanging_parts,
    heads,
    held_things,
    hopping,
    insects,
    liquids,
    machines,
    movable_parts,
    one_way,
    parts_apart,
    people_acting,
    people_afloat,
    people_efforts,
    people_feeling,
    people_going,
    people_hands,
    people_holding,
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
from engine.motion.actions.animal_parts import register_parts
from engine.motion.busts import PLAN as BUST
from engine.motion.registry import as_things, share_things
from engine.rig.skeletons import PLANS

register_parts()
share_things(PLANS)
as_things(BUST)

__all__ = [
    "animal_parts",
    "busts",
    "face",
    "face_bursts",
    "facial_parts",
    "fish",
    "flying_bird",
    "four_legged",
    "four_legged_acts",
    "growing",
    "hanging_parts",
    "heads",
    "held_things",
    "hopping",
    "insects",
    "liquids",
    "machines",
    "movable_parts",
    "one_way",
    "parts_apart",
    "people_acting",
    "people_afloat",
    "people_efforts",
    "people_feeling",
    "people_going",
    "people_hands",
    "people_holding",
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
