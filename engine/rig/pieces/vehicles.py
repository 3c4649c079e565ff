# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which things roll on wheels, and which of them have a front."""

from __future__ import annotations

from engine.language.text import stems_of
from engine.rig.pieces.named_part import stems

#: What drives, and has a front.
DRIVEN = stems(
    """
    truck lorry tractor train locomotive wagon bus minibus van fire engine carriage trailer
    car automobile taxi cab jeep suv ambulance motorcycle motorbike scooter moped tram trolleybus
    pickup limousine limo camper motorhome racer dumper digger excavator bulldozer forklift mower
    kart tuk rickshaw roadster convertible hatchback sedan hearse bike tank cart
    """
)
#: What is pushed, pulled or stood on, and goes either way.
PUSHED = stems(
    """
    stroller pram pushchair buggy trolley wheelchair suitcase luggage caravan skateboard longboard
    rollerskate rollerblade skate wheelbarrow barrow perambulator stretcher gurney unicycle
    """
)
#: What has handlebars over its front wheel.
TWO_WHEELED = stems("motorcycle motorbike scooter moped")
#: What sails.
SAILING = stems("boat ship speedboat yacht")
_PEDALLED = stems("bicycle tricycle cyclist biker motorcyclist quad")
_ON_TRACKS = stems("tank")
#: What stands on wheels.
WHEELED = (DRIVEN | PUSHED | _PEDALLED | stems("cannon")) - _ON_TRACKS - stems("fire")


def stands_on_wheels(caption: str) -> bool:
    """Tell whether a caption names something that stands on wheels."""
    return bool(WHEELED & set(stems_of(caption)))
