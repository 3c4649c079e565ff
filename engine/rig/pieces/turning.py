# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""About which axis a thing spins: what stands turns about an upright one, what lies in the picture.

Both are told by joints that carry nothing.
"""

from __future__ import annotations

from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import Finders, NamedPart, stems

UPRIGHT, LYING = "upright_axis", "lying_axis"

_STANDING = stems(
    """
    chair armchair stool sofa couch bench table desk throne bed crib cradle shelf cupboard wardrobe
    trophy cup mug glass goblet bottle jar vase jug pitcher teapot kettle pot bucket barrel pan
    cake cupcake pudding jelly candle candlestick lamp lantern statue figurine snowman scarecrow
    tree pine palm fir cactus plant flowerpot bonsai umbrella parasol tornado whirlwind twister
    hurricane carousel roundabout lighthouse tower house castle church tent hut building skyscraper
    bell chess pawn knight rook queen king bishop hydrant signpost hat crown mannequin bookcase
    fridge fountain microphone pineapple gift present package suitcase bag handbag backpack basket
    bathtub toilet piano toaster microwave joystick microscope oil keg cask television radio robot
    car truck bus van taxi tank tractor train boat ship sailboat rocket milkshake sundae boot shoe
    """
)
_LYING = stems(
    """
    ball basketball football soccer volleyball baseball wheel tire tyre pizza coin plate disc disk
    record cd dvd gear cog fan propeller rotor windmill pinwheel turbine star snowflake daisy
    boomerang frisbee donut doughnut cookie biscuit compass needle clock dial arrow sun moon planet
    saw blade button target roulette lollipop shuriken leaf air
    """
)


def _upright(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the joint of what turns about an upright axis."""
    return [NamedPart(UPRIGHT, (), 0.5 * (boxes.low + boxes.high))]


def _lying(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the joint of what turns in the picture, also of what flies through the air."""
    return [NamedPart(LYING, (), 0.5 * (boxes.low + boxes.high))]


AXES: Finders = ((_LYING, _lying), (_STANDING, _upright))
