# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which way a beat leads, and which words of a way lead nowhere: "coughs into its mask"."""

from __future__ import annotations

from engine.language.clause import Clause, with_particle
from engine.language.manner_words import part_of
from engine.language.verb_words import BURSTING, GESTURES, IN_PLACE, LEAVING
from engine.language.word_lists import word_set

UPRIGHT = ("up", "down")
_PARTICLES = ("up", "down", "over", "around", "away", "back")
_NO_WAY_IN_PLACE = (*UPRIGHT, "out", "forward", "towards", "through")
_NEARER = word_set("sneak creep tiptoe stalk walk run step march stride jog")  # "creeps up"
_LEAPING = word_set("leap jump hop bounce spring bound pounce breach flip")
#: What stays where it is: "into" what it does this leads nowhere.
_STAYING = BURSTING | word_set(
    """
    sneeze cough hiccup burp sob weep cry laugh giggle whisper scream yell shout snore yawn
    speak talk smile grin frown blink wink stare gaze look peer peek listen think sniff smell
    shake tremble shiver vibrate wobble jiggle wiggle rattle quiver shudder twitch
    bite nibble chew eat drink sip lick kiss swallow chomp munch
    nod bow bend lean kneel crouch squat sit stretch fold curl coil twist
    flicker shine glow sparkle twinkle burn pulse beat throb
    stab poke
    knock tap scratch hammer saw cut chop type write draw read
    """
)


def leads(clause: Clause, action: str, way: str, about_things: bool) -> tuple[str, str]:
    """Return the direction of a clause and the edge it leads to or in from.

    way: what the verb itself says; about_things: whether the clause names things besides.
    """
    direction, edge = clause.direction or way, clause.edge
    if direction == "over" and "down" in clause.ways:
        direction = "down"  # "slips down over his eyes"
    if direction == "up" and clause.verb in _NEARER and not clause.target and not about_things:
        direction = "forward"
    joined = with_particle(clause)
    if direction == "out" and action in _LEAPING and not edge and "out" in clause.words:
        direction = way  # "leaps out", of the water
    if (clause.verb, direction) == ("rock", "out"):
        direction = way  # "rocks out"
    if (
        joined
        and direction in _PARTICLES
        and (joined != clause.verb or direction not in ("away", "back"))
    ):
        direction = way
    if way in ("in", "out") and direction in ("left", "right"):
        direction, edge = way, direction
    gone = {"away", "off"} & set(clause.ways) and action in LEAVING
    if gone and direction in ("left", "right") and not edge:
        direction, edge = "out", direction  # "walks away to the right"
    return direction, edge


def leads_nowhere(clause: Clause, action: str, direction: str, *, drawn: bool) -> bool:
    """Tell whether a body stays in its place, whatever way the clause names.

    drawn: whether what the way leads to is in the drawing.
    """
    own = [token for token in clause.objects if token.owned and part_of(token.word)]
    if own and len(own) == len(clause.objects) and direction in UPRIGHT and not clause.target:
        return True  # "dips its head down"
    gesture = GESTURES.get(action, "wings") != "wings"
    if gesture and direction in ("towards", "back", "forward", "in", "out"):
        return True
    if action in IN_PLACE and direction in _NO_WAY_IN_PLACE:
        return True
    if "into" in clause.ways and direction in ("towards", "in"):
        return clause.verb in _STAYING and not drawn  # "sneezes into his elbow"
    return clause.verb in BURSTING and direction == "out" and clause.words[-1:] == ["out"]
