# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What beats ask of a body's way: whether it leaves, crosses, falls, gets on by itself."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.beats import SentenceBeat
from engine.language.verb_words import GESTURES, LEAVING
from engine.language.word_lists import word_set
from engine.motion.rest import RestPose
from engine.motion.thing_parts import climbing
from engine.vector.told_in_two import FALLS, LANDS, SETS_OFF

Floats = NDArray[np.float64]

USUAL_WAY = 0.7  # long sides of the drawing, where a sentence says which way but not how far
SHORT_WAY = 0.7  # long sides, of what drives and isn't told where
CRAWLED_WAY = 0.25  # long sides, of what crawls and isn't told where
LEGLESS_WAY = 0.25  # long sides, of what walks without legs, like a head, and isn't told where
HALTING_WAY = 0.4  # long sides, of who stops and isn't told where
VERTICAL = ("up", "down")
OPPOSITE = {"left": "right", "right": "left"}
#: What drives goes somewhere, also where the sentence doesn't say a way: wheels alone say little.
VEHICLES = ("car", "bicycle", "cyclist")
DRIVING = word_set("drive ride race pedal cycle cruise travel speed go")
_FLYING_OFF = word_set("fly_away float_away drift_away fly_off sail_away")
_ROLLED = ("roll", "rolling")
ROLLING = word_set("roll rolling tumble slide sail zoom race rush coast glide skate drift fly run")
#: What crawls does, too: its steps are too small to be seen.
_CRAWLERS = ("snail", "snake", "insect", "spider", "turtle", "crab")
_CRAWLING = ("crawl", "creep", "slither", "walk", "scuttle", "inch", "run")
#: Steps of what has no legs are seen only as it gets on.
_WALKING = ("walk", "run", "waddle", "march", "trot", "strut", "stroll")
_STOPS = ("still", "stop", "brake", "halt")
_FLYING = ("fly", "flutter", "float", "swim", "hover", "drift", "glide", "soar")
#: What a body does in its place: a direction with it says where it leans or looks.
STAYING = word_set(
    """
    lean bend bow point look look_around look_up look_down turn turn_head tilt_head tilt kick punch
    turn_left turn_right turn_aside turn_to_and_fro turn_back_and_forth
    wheels_turn twist clink tap_foot
    hit throw catch wave reach stretch swing sway rock nod shake shake_head shake_hands sit sit_down
    squash squeeze
    lie crouch squat kneel stand stand_up raise raise_arm raise_arms clap blow wag wag_tail talk
    sing bark spin twirl pirouette turn_around stop still idle wait rest sleep sniff eat dig flap
    hug embrace cuddle kiss open close dance strike bite peck hold read write play shoot fire pour
    spray glance topple tip_over fall_down
    swing_down slam_down smash_down strike_down hit_down chop_down slash_down swat shake_up_and_down
    """
)


_BRAKES = ("stop", "brake", "halt")
ROLLS_ON = 0.2  # of its length: so far goes on what stops


def sets_out(beat: SentenceBeat) -> bool:
    """Tell whether a body goes from one side to the other: a pendulum swings so on the spot."""
    return beat.origin in OPPOSITE and beat.action not in STAYING


def that_leave(beats: Sequence[SentenceBeat]) -> list[SentenceBeat]:
    """Return beats of which the last one that leads away leads out of the picture.

    Who goes before he stops gets somewhere, too: a stop that ends steps on the spot isn't seen.
    """
    out = list(beats)
    last = max((n for n, beat in enumerate(out) if beat.action not in GESTURES), default=-1)
    if last >= 0 and out[last].direction == "away" and out[last].action in LEAVING:
        told = out[last].target or out[last].distance or out[last].count
        out[last] = out[last] if told else replace(out[last], direction="out")
    for number, (beat, after) in enumerate(itertools.pairwise(beats)):
        if beat.direction == "back" and after.action in _BRAKES:
            out[number + 1] = replace(after, direction="back", distance=ROLLS_ON, unit="lengths")
        told = bool(beat.distance or beat.target or beat.count)
        plain = not told and beat.direction in ("", "away")
        if plain and beat.action in LEAVING and after.action in _STOPS:
            far = USUAL_WAY if beat.direction else HALTING_WAY
            out[number] = replace(beat, direction="forward", distance=far, unit="lengths")
    return out


def has_sides(stage: RestPose) -> bool:
    """Tell whether a body has a front and a back, so that it turns to go the other way."""
    return stage.sideways and (stage.plan is not None or stage.has("front"))


def crosses(beat: SentenceBeat) -> bool:
    """Tell whether a body crosses the whole picture from side to side."""
    whole = beat.unit == "canvas" and beat.distance >= 1.0
    return whole and beat.direction in OPPOSITE


def takes_stairs(beat: SentenceBeat) -> bool:
    """Tell whether a body goes up or down step by step."""
    return beat.direction in VERTICAL and beat.count > 0 and beat.action in ("walk", "step")


def flies(beat: SentenceBeat) -> bool:
    """Tell whether a beat isn't bound to the ground."""
    return beat.action in _FLYING


def comes_to_floor(stage: RestPose, beat: SentenceBeat) -> bool:
    """Tell whether a thing falls or comes down to whatever lies below it."""
    told = beat.distance or beat.edge or beat.slope or beat.origin
    down = beat.action in FALLS | LANDS and beat.direction in ("", "down")
    return stage.plan is None and down and not told


def flies_off(stage: RestPose, beat: SentenceBeat) -> Floats | None:
    """Return the direction [2] in which what has a nose takes off or flies away, else None."""
    told = beat.distance and beat.unit != "room"
    if (
        told
        or beat.target
        or beat.edge
        or beat.direction not in ("", "up", "away", "out", "forward")
    ):
        return None
    if beat.action not in SETS_OFF | _FLYING_OFF:
        return None
    return climbing(stage)


def gets_on(stage: RestPose, beat: SentenceBeat) -> bool:
    """Tell whether a motion is seen only as it gets on: of things, and of what drives."""
    return stage.plan is None or (stage.bones.plan in VEHICLES and beat.action in DRIVING | ROLLING)


def nose_of(stage: RestPose) -> Floats:
    """Return the direction [2] in which a body that is seen from above points."""
    line = stage.at("head") - stage.at("rear")
    return np.asarray(line / max(float(np.hypot(*line)), 1e-9))


def way_by_itself(stage: RestPose, action: str) -> float:
    """Return how far a body goes although the sentence doesn't say where, in long sides."""
    plan, names = stage.bones.plan, stage.bones.names
    if plan in _CRAWLERS:
        return CRAWLED_WAY if action in _CRAWLING else 0.0
    if (action in _WALKING and stage.legless) or (action == "swim" and not plan):
        return LEGLESS_WAY
    drives = plan in VEHICLES and action in DRIVING
    if not plan:
        wheels = sum(name.startswith("wheel") for name in names)
        drives = action in (*DRIVING, *_ROLLED, "fly") and ("front" in names or wheels > 1)
    return SHORT_WAY if drives else 0.0
