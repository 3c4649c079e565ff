# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Birds on their feet: penguins, chickens, ducks, storks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.motion.actions.flying_bird import tail_lags
from engine.motion.bird_legs import (
    LEGS,
    bow,
    bows_to_us,
    feet,
    leg_length,
    legs_of_bird,
    put_toe,
    stand,
    to_ground,
)
from engine.motion.curves import TAU, ballistic, keyed, rise, settling, smooth
from engine.motion.gaits import Gait, planned
from engine.motion.legless import rocks_along
from engine.motion.legs import body_rest, eased
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.stout import shortness_of
from engine.motion.wings import beat, in_front, raised, wings_of

Floats = NDArray[np.float64]
PLAN = ("standing_bird",)
CLIMB = 0.45  # long sides: how high a bird flies up on its way
HANG = 0.25  # radians: how far legs hang back in the air
SLIDES = 0.3  # long sides that a bird slides on its belly
_UPWARDS = ("fly_up", "rise", "ascend", "up", "float_up", "launch", "lift_off")
_AWAY = ("fly_away", "fly_off")
WINGS = ("wing_near", "wing_far")
STARTS = {"leg_near": 0.0, "leg_far": 0.5}
WALK = Gait(20, 0.6, STARTS, 0.5, 0.2, toe=0.6, heel=0.35)
RUN = Gait(11, 0.42, STARTS, 0.36, 0.3, toe=0.6, heel=0.3)
WADDLE = Gait(24, 0.6, STARTS, 0.3, 0.14, toe=0.3, heel=0.1)


def _goes(body: Performance, gait: Gait, *, rock: float, bob: float, head: float) -> None:
    if body.rest.legless:
        rocks_along(body, fast=gait is RUN)
        return
    short = shortness_of(body, LEGS)
    gait = replace(gait, reach=gait.reach + 0.28 * short, lift=gait.lift * (1.0 + short))
    front = in_front(body)
    if front:  # steps towards us: feet are lifted in turn, and stay flat
        gait = replace(gait, reach=0.0, toe=0.0, heel=0.0)
        head = 0.0
    steps = planned(body, gait, (LEGS,), spread=front)
    length = 0.3 * body.size
    swell = body.swell(5.0) * (0.4 + 0.6 * steps.ease) * body.amount
    wave = TAU * steps.cycle
    body.about(feet(body), rock * swell * np.sin(wave - 0.9))
    body.shift(0.0, -bob * length * swell * np.abs(np.sin(wave - 0.6)))
    limbs, places = legs_of_bird(body), body.places()
    sink = np.zeros(body.frames)
    for foot in steps.feet.values():
        high = foot.path[:, 1] - places[:, foot.limb.index[0], 1]
        most = 1.45 * foot.limb.lengths[0] + foot.limb.tip[1] - foot.limb.places[1][1]
        sink = np.maximum(sink, np.where(foot.carries, high - most, 0.0))
    body.shift(0.0, eased(sink, body.beat.loop) * (1.0 - body_rest(body)))
    for name, foot in steps.feet.items():
        if name in limbs:
            put_toe(body, limbs[name], foot.path, foot.angle)
    # the head stays behind and jerks forwards, twice in a cycle
    jerk = np.mod(2 * steps.cycle, 1.0)
    thrust = np.where(jerk < 0.35, smooth(jerk / 0.35), 1 - (jerk - 0.35) / 0.65) - 0.5
    body.level("neck", 0.8)
    body.pitch("neck", -head * thrust * swell)
    body.pitch("head", head * thrust * swell)
    for wing in wings_of(body, WINGS):
        body.turn(wing.joints[0], -wing.side * 0.1 * swell * np.abs(np.sin(wave)))
    tail_lags(body, 0.12 * swell * np.sin(2 * wave))
    if body.beat.distance:
        body.go(steps.way)


@action("walk", "step", "go", "stroll", "strut", plans=PLAN, frames=20, repeats=True)
def walk(body: Performance) -> None:
    """Walk, the head jerking with each step."""
    _goes(body, WALK, rock=0.075, bob=0.1, head=0.42)


@action("waddle", "shuffle", "march", plans=PLAN, frames=24, repeats=True)
def waddle(body: Performance) -> None:
    """Waddle, the whole body rocking from foot to foot."""
    _goes(body, WADDLE, rock=0.2, bob=0.12, head=0.06)


@action("run", "rush", "chase", "flee", "race", plans=PLAN, frames=11, repeats=True)
def run(body: Performance) -> None:
    """Run, leaning forwards."""
    body.about(feet(body), body.facing * 0.14 * body.swell(6.0))
    _goes(body, RUN, rock=0.06, bob=0.2, head=0.2)


@action("hop", "jump", "bounce", "leap", plans=PLAN, frames=14, repeats=True)
def hop(body: Performance) -> None:
    """Hop on both feet."""
    phase, length = np.mod(body.phase(14.0), 1.0), 0.28 * body.size
    air = ballistic((phase - 0.3) / 0.5)
    dip = keyed(phase, [(0, 0), (0.18, 1), (0.32, -0.1), (0.78, 0), (0.88, 0.7), (1, 0)])
    high = 0.55 * length * air * body.amount
    give = min(0.18 * length, 0.3 * leg_length(body))
    body.shift(0.0, give * np.maximum(dip, 0.0) - high)
    if not in_front(body):
        body.about(feet(body), body.facing * (0.1 * dip - 0.05 * air))
    if body.beat.distance:
        far = body.facing * body.beat.direction * body.beat.distance * body.size
        whole = np.floor(body.phase(14.0))
        body.go(far * (whole + smooth((phase - 0.3) / 0.5)) / body.cycles(14.0))
    for limb in legs_of_bird(body).values():
        toe = np.repeat(limb.tip[None], body.frames, axis=0)
        toe[:, 1] -= high
        put_toe(body, limb, toe)
        body.pitch(limb.names[0], HANG * np.minimum(high / (0.2 * length), 1.0))
    raised(body, wings_of(body, WINGS), 0.4, 0.5 * air)
    body.level("neck", 0.7)
    tail_lags(body, 0.3 * air)


@action("peck", "eat", "feed", "drink", "dig", plans=PLAN, frames=22, repeats=True)
def peck(body: Performance) -> None:
    """Bow to the ground, peck, look up."""
    phase = np.mod(body.phase(22.0), 1.0)
    keys = [
        (0, 0),
        (0.1, -0.08),
        (0.34, 1),
        (0.42, 0.8),
        (0.5, 1.02),
        (0.58, 0.8),
        (0.85, 0),
        (1, 0),
    ]
    down = keyed(phase, keys) * min(body.amount, 1.15)
    if in_front(body):
        bows_to_us(body, down)
        return
    tip, bowed = to_ground(body)
    body.about(feet(body), body.facing * tip * down)
    stand(body)
    bow(body, bowed * down)
    tail_lags(body, 0.3 * down)


@action(
    "flap", "fly", "flutter", "beat", "take_off", "soar", "glide", "fly_up", "rise", "ascend", "up",
    "float_up", "launch", "lift_off", "fly_away", "fly_off",
    plans=PLAN, frames=9, repeats=True,
)  # fmt: skip
def flap(body: Performance) -> None:
    """Stretch up and beat the wings."""
    ready = body.swell(5.0)
    press = beat(body, wings_of(body, WINGS), 9.0, size=1.0, middle=0.3, envelope=ready)
    up = (0.35 * ready + 0.12 * press * ready) * min(leg_length(body) / (0.3 * body.size), 1.0)
    if not in_front(body):
        body.about(feet(body), -body.facing * 0.12 * ready)
    if not wings_of(body, WINGS) or body.rest.legless:  # its wings aren't seen, or it is all body
        body.shift(0.0, -0.06 * body.size * ready * np.abs(body.wave(9.0)))
    flies = body.beat.action not in ("flap", "flutter", "beat")
    body.shift(0.0, -0.1 * body.size * up * (1 if flies else 0.5))
    if flies:
        _leave_ground(body)
        for limb in legs_of_bird(body).values():
            body.turn(limb.names[0], body.facing * 0.5 * rise(body.t, 0.05, 0.3) * ready)
    else:
        stand(body)
    body.level("neck", 0.7)
    tail_lags(body, 0.25 * press * ready)


def _leave_ground(body: Performance) -> None:
    """Climb: straight up, up and away, or a little on the way that a sentence tells."""
    distance, action = body.beat.distance, body.beat.action
    curve = np.sin(np.pi * body.t) ** 2 if body.beat.loop else smooth(body.t)
    if action in _UPWARDS:
        body.go(0.0, -(distance or 0.8) * body.size * curve)
    elif action in _AWAY:
        climb = (distance or 1.3) * body.size * curve
        body.go(0.5 * body.facing * climb, -climb)
    else:
        climb = min(distance or CLIMB, CLIMB) * body.size * curve
        body.go(0.0 if distance else 0.3 * body.facing * climb, -climb)
        body.go_along()


@action("preen", "clean", "scratch", "groom", plans=PLAN, frames=40)
def preen(body: Performance) -> None:
    """Turn the head back to the feathers and work through them."""
    there = body.held(0.25)
    work = there * body.wave(7) * body.amount
    bow(body, 1.05 * there + 0.14 * work)
    body.pitch("head", 0.3 * there)
    body.about(feet(body), -body.facing * 0.06 * there)
    stand(body)
    raised(body, wings_of(body, WINGS), 0.5, 0.35 * there)
    tail_lags(body, 0.1 * work)


@action("nod", "bow", "greet", plans=PLAN, frames=16, gesture=True, repeats=True)
def nod(body: Performance) -> None:
    """Nod."""
    down = (0.5 - 0.5 * np.cos(TAU * body.phase(16.0))) * body.amount
    body.pitch("neck", 0.2 * down)
    body.pitch("head", 0.35 * down)


@action(
    "look",
    "look_around",
    "search",
    "shake_head",
    "watch",
    plans=PLAN,
    frames=40,
    gesture=True,
    repeats=True,
)
def look(body: Performance) -> None:
    """Look about in quick turns with rests."""
    rests = (0.1, 0.3, 0.36, 0.6, 0.66, 0.9)
    head = zip(rests, (-0.4, -0.4, 0.3, 0.3, -0.15, -0.15), strict=True)
    curve = keyed(body.t, [(0, 0), *head, (1, 0)]) * body.amount
    body.pitch("neck", 0.4 * curve)
    body.pitch("head", 0.6 * curve)


@action(
    "sing",
    "crow",
    "quack",
    "cluck",
    "chirp",
    "call",
    "talk",
    "cry",
    plans=PLAN,
    frames=20,
    gesture=True,
    repeats=True,
)
def sing(body: Performance) -> None:
    """Stretch the neck and call."""
    phase = np.mod(body.phase(20.0), 1.0)
    call = keyed(phase, [(0, 0), (0.2, -0.25), (0.42, 1.0), (0.7, 0.85), (1, 0)]) * body.amount
    tremble = 0.06 * body.wave(4) * np.maximum(call, 0)
    body.pitch("neck", -0.3 * call)
    body.pitch("head", -0.34 * call + tremble)
    body.pitch("breast", -0.06 * call)
    body.turn("tail0", -0.2 * body.facing * call)


@action("swim", "paddle", plans=(*PLAN, "flying_bird"), frames=36, repeats=True)
@action("float", "drift", plans=PLAN, frames=36, repeats=True)
def swim(body: Performance) -> None:
    """Swim on the water: bob, paddle."""
    body.shift(
        0.06 * body.facing * body.size * body.swing(26.0), 0.04 * body.size * body.swing(20.0)
    )
    body.about(body.rest.at("belly"), 0.09 * body.swing(20.0, -0.2) * body.amount)
    for number, limb in enumerate(legs_of_bird(body).values()):
        body.turn(limb.names[0], 0.45 * body.swing(14.0, 0.5 * number) * body.amount)
    body.level("neck", 0.8)
    body.pitch("neck", 0.14 * body.swing(13.0))
    tail_lags(body, 0.2 * body.swing(18.0))
    body.go_along()


@action("wag", "wag_tail", plans=PLAN, frames=7, gesture=True, repeats=True)
def wag(body: Performance) -> None:
    """Wag the tail."""
    body.turn("tail0", 0.3 * body.wave(7) * body.swell(4) * body.amount)
    body.turn("tail1", 0.15 * body.wave(7, 0.1) * body.swell(4) * body.amount)


@action("dance", "sway", plans=PLAN, frames=24, repeats=True)
def dance(body: Performance) -> None:
    """Sway from foot to foot, wings and head in time."""
    swell = body.swell(5.0) * body.amount
    sway = body.wave(24) * swell
    body.about(feet(body), 0.16 * sway)
    body.shift(0.0, -0.03 * body.size * (0.5 - 0.5 * np.cos(2 * TAU * body.phase(24.0))) * swell)
    limbs = legs_of_bird(body)
    for number, limb in enumerate(limbs.values()):
        toe = np.repeat(limb.tip[None], body.frames, axis=0)
        toe[:, 1] -= 0.05 * body.size * np.maximum((-1.0) ** number * sway, 0.0)
        put_toe(body, limb, toe)
    for wing in wings_of(body, WINGS):
        body.turn(wing.joints[0], -wing.side * 0.35 * (0.5 + 0.5 * body.wave(12)) * swell)
    body.turn("neck", -0.12 * sway)
    body.turn("head", 0.16 * body.wave(24, 0.12) * swell)


@action("sit", "sleep", "nest", "lie", "rest", plans=PLAN, frames=30)
def sit(body: Performance) -> None:
    """Sink down on the legs, draw in the head."""
    down = body.held(0.4)
    shins = [limb.lengths[0] for limb in legs_of_bird(body).values()]
    drop = 0.6 * max(shins, default=0.1 * body.size)
    body.shift(0.0, drop * down)
    stand(body)
    body.pitch("neck", -0.15 * down)
    body.pitch("head", 0.35 * down)
    body.shift(0.0, 0.008 * body.size * body.wave(36) * down)


@action("shake", "shiver", "ruffle", "tremble", plans=PLAN, frames=24)
def shake(body: Performance) -> None:
    """Ruffle the feathers: a shiver through body, wings and tail."""
    envelope = body.once(0.05, 0.25, 0.6, 0.95) * body.amount
    fast = TAU * max(3.0, round(body.seconds * 7.0)) * body.t
    body.turn("belly", 0.045 * envelope * np.sin(fast))
    stand(body)
    for wing in wings_of(body, WINGS):
        body.turn(wing.joints[0], -wing.side * envelope * (0.2 + 0.14 * np.sin(fast - 0.8)))
    body.turn("head", 0.2 * envelope * np.sin(fast + 0.8))
    body.turn("tail0", 0.3 * envelope * np.sin(fast - 1.6))


@action("idle", "stand", "wait", "be", "still", "breathe", plans=PLAN, frames=48, repeats=True)
def idle(body: Performance) -> None:
    """Stand and breathe, look, twitch the tail."""
    breath = body.wave(40) * body.swell(8) * body.amount
    body.shift(0.0, 0.008 * body.size * breath)
    body.about(feet(body), 0.015 * body.noise(40))
    stand(body)
    body.pitch("neck", 0.1 * body.noise(26) * body.amount)
    body.pitch("head", 0.16 * body.noise(20) * body.amount)
    tail_lags(body, 0.12 * body.noise(16))


@action("slide", "fall", "slip", plans=PLAN, frames=30)
def slide(body: Performance) -> None:
    """Drop onto the belly and slide."""
    down = body.held(0.3)
    body.about(feet(body), body.facing * 1.15 * down * min(body.amount, 1.15))
    body.shift(0.0, -0.1 * body.size * np.sin(np.pi * down) + 0.015 * settling(body.t, 0.3, 2, 4))
    body.pitch("neck", -0.5 * down)
    body.pitch("head", -0.35 * down)
    slides = SLIDES if body.beat.action == "slide" and not body.beat.loop else 0.0
    far = body.beat.distance or slides
    if far:
        way = body.facing * (body.beat.direction or 1)
        body.go(way * far * body.size * rise(body.t, 0.1, 1.0))
