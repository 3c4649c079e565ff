# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts that do what their name says: "the smoke rises" is smoking, "the rain falls" is raining.

This holds where the part is no object of its own; an object that is called "smoke" just rises.
"""

from __future__ import annotations

from engine.language.clause import Clause
from engine.language.word_lists import word_set

_UPWARDS = word_set("rise climb go come drift float curl billow flow puff pour leave")
_DOWNWARDS = word_set("fall drop come go pour drip")
TURNING = word_set("spin turn rotate whirl roll revolve")
TURNED = ("wheel", "wheels")  # they turn as their whole drives
_VEHICLES = word_set(
    """
    bicycle bike tricycle unicycle motorcycle motorbike scooter skateboard car truck van bus taxi
    jeep wagon cart carriage train tractor ambulance wheelchair stroller pram locomotive trolley
    wheelbarrow
    """
)
#: Part -> the actions that move it, the best first, and the verbs for them.
_ACTS = {
    "smoke": (("smoke",), _UPWARDS),
    "steam": (("smoke",), _UPWARDS),
    "rain": (("rain",), _DOWNWARDS),
    "raindrop": (("rain",), _DOWNWARDS),
    "snow": (("rain",), _DOWNWARDS),
    "snowflake": (("rain",), _DOWNWARDS),
    **dict.fromkeys(TURNED, (("pedal", "wheels_turn", "drive"), TURNING)),
}


def acts_of_part(part: str, verb: str, alone: bool) -> tuple[str, ...]:
    """Return the actions by which a thing lets a part do what the verb says, the best first.

    alone: whether nothing tells of anything else; smoke may then be all that is drawn.
    """
    actions, verbs = _ACTS.get(part, ((), frozenset()))
    if verb not in verbs:
        return ()
    return ("billow_up",) if alone and "smoke" in actions else actions


def of_vehicle(clause: Clause, part: str) -> bool:
    """Tell whether a part that turns is said to be of what drives: "the exercise bike wheel"."""
    subjects = [token for token in clause.subjects if token.word == part]
    texts = [*(token.text for token in subjects), *clause.words]
    said = {word.removesuffix("s") for text in texts for word in text.lower().split()}
    return bool(said & _VEHICLES)
