# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do where they are: greet, throw, sit, dance, play, feel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, ballistic, keyed, rise, settling
from engine.motion.legs import put_foot
from engine.motion.people import (
    arm_length,
    arms_of,
    free_side,
    leg_length,
    legs,
    other,
    outwards,
    stand,
)
from engine.motion.performance import Performance
from engine.motion.registry import action

Floats = NDArray[np.float64]
PLAN = ("person",)


def _forth(body: Performance) -> float:
    """Return the way a person acts: where it faces, or to the acting side from the front."""
    return body.facing


def _tilt(body: Performance, name: str, curve: Floats) -> None:
    """Bow a joint forwards as seen from the side; from the front it gets shorter."""
    if body.rest.sideways:
        body.pitch(name, curve)
    elif name in ("head", "neck"):
        body.stretch(name, 1.0, 1.0 - 0.28 * np.clip(curve, -0.4, 0.6))


@action("wave", "greet", "hail", "beckon", plans=PLAN, frames=36, gesture=True, repeats=True)
def wave(body: Performance) -> None:
    """Raise an arm and wave with the forearm."""
    arms, side = arms_of(body), free_side(body)
    if side not in arms:
        return
    arm = arms[side]
    up = body.held(0.22)
    swing = body.wave(9.0) * up * body.amount
    # with the elbow high the forearm points up, whichever way the arm is seen
    raised = max(arm.raised, 1.75)
    arm.to(raised + 0.06 * swing, (np.pi - raised) * 0.75 + 0.5 * swing, up, 0.35 * swing)
    body.turn("waist", -0.05 * arm.sign * up)
    body.turn("head", 0.07 * arm.sign * up + 0.03 * swing)


@action("point", "show", "aim", plans=PLAN, frames=30, gesture=True)
def point(body: Performance) -> None:
    """Raise an arm and hold it out, with a small overshoot."""
    arms, side = arms_of(body), free_side(body)
    if side not in arms:
        return
    stays = 0.0 if body.beat.loop else 1.0
    out = keyed(body.t, [(0, 0), (0.12, -0.15), (0.32, 1.06), (0.42, 1.0), (0.8, 1.0), (1, stays)])
    arms[side].to(1.55, 0.05, out)
    body.turn("waist", 0.04 * out * arms[side].sign * -1.0)
    body.turn("head", 0.06 * out * body.facing)


@action("clap", "applaud", plans=PLAN, frames=10, gesture=True, repeats=True)
def clap(body: Performance) -> None:
    """Bring the hands together before the chest, again and again."""
    arms = arms_of(body)
    ready = body.swell(6.0)
    phase = np.mod(body.phase(10.0), 1.0)
    open_ = 0.5 - 0.5 * np.cos(TAU * (phase + 0.5))
    places = body.places()
    chest = 0.65 * places[:, body.rest.index["neck"]] + 0.35 * places[:, body.rest.index["waist"]]
    reach = arm_length(body)
    for side, arm in arms.items():
        aside = -outwards(side) * (0.04 + 0.3 * (1 - open_) * body.amount) * reach
        if body.rest.sideways:
            target = chest + np.stack(
                [
                    np.full(body.frames, body.facing * 0.72 * reach),
                    -outwards(side) * 0.2 * (1 - open_) * reach,
                ],
                axis=1,
            )
        else:
            target = chest + np.stack([aside, np.full(body.frames, 0.05 * reach)], axis=1)
        arm.reach(target, ready)
    body.pitch("head", 0.05 * open_ * ready)


@action("throw", "toss", "pitch", "bowl", "hurl", "serve", plans=PLAN, frames=26)
def throw(body: Performance) -> None:
    """Wind up, throw, follow through."""
    t, side, arms = body.t, free_side(body), arms_of(body)
    length = leg_length(body)
    wind = keyed(t, [(0, 0), (0.36, 1), (0.46, 0.9), (0.56, -0.85), (0.7, -1.0), (1, 0)])
    forth = _forth(body)
    body.shift(-0.09 * forth * length * wind * body.amount, 0.04 * length * np.abs(wind))
    body.turn("waist", -0.28 * forth * wind * body.amount)
    stand(body)
    if side in arms:
        raised = keyed(t, [(0, 0), (0.36, 2.5), (0.46, 2.7), (0.56, 1.5), (0.68, 0.5), (1, 0)])
        bent = keyed(t, [(0, 0), (0.36, 1.5), (0.46, 1.6), (0.55, 0.05), (0.7, 0.1), (1, 0)])
        weight = body.once(0.0, 0.25, 0.72, 1.0)
        arms[side].to(raised, bent, weight)
    if other(side) in arms:
        arms[other(side)].swing(0.7 * keyed(t, [(0, 0), (0.36, 1), (0.56, -0.3), (1, 0)]))
    body.level("neck", 0.8)


@action("catch", "grab", "receive", plans=PLAN, frames=24)
def catch(body: Performance) -> None:
    """Reach out with both hands, give way, draw in."""
    t = body.t
    out = keyed(t, [(0, 0), (0.35, 1), (0.45, 1), (0.6, 0.75), (0.85, 0.7), (1, 0)])
    give = settling(t, 0.45, 1.0, 3.0)
    body.shift(-0.05 * body.facing * leg_length(body) * give, 0.06 * leg_length(body) * out)
    stand(body)
    bent = keyed(t, [(0, 0.2), (0.4, 0.15), (0.6, 1.3), (1, 1.0)])
    for arm in arms_of(body).values():
        arm.to(1.3, bent, out)


@action("punch", "box", "hit", "strike", "fight", plans=PLAN, frames=16, repeats=True)
def punch(body: Performance) -> None:
    """Box: fists up, one arm shoots out, then the other."""
    guard, phase = body.swell(6.0), body.phase(16.0)
    length = leg_length(body)
    for side, arm in arms_of(body).items():
        at = np.mod(phase + (0.0 if side == free_side_fixed(body) else 0.5), 1.0)
        hit = keyed(at, [(0, 0), (0.1, -0.2), (0.24, 1), (0.32, 0.9), (0.5, 0), (1, 0)])
        hit = hit * min(body.amount, 1.2)
        arm.to(0.75 + 0.8 * hit, 2.0 - 1.95 * np.maximum(hit, -0.1), guard)
    drive = np.sin(2 * TAU * phase - 0.6) * guard
    body.shift(0.04 * body.facing * length * drive, 0.05 * length * guard + 0.015 * length * drive)
    body.pitch("waist", 0.1 * guard + 0.06 * drive)
    stand(body)
    body.level("neck", 0.6)


def free_side_fixed(body: Performance) -> str:
    """Return the leading side of a fighter: the one in front."""
    return "right" if body.facing > 0 else "left"


@action("kick", "shoot", plans=PLAN, frames=24)
def kick(body: Performance) -> None:
    """Swing a leg back, kick, come down."""
    t, length = body.t, leg_length(body)
    all_legs = legs(body)
    if not all_legs:
        return
    forth = _forth(body)
    # from the side the rear leg swings, from the front the one on the side it kicks to
    order = sorted(all_legs, key=lambda n: all_legs[n].limb.tip[0] * forth)
    name = order[0] if body.rest.sideways else order[-1]
    swing = keyed(t, [(0, 0), (0.32, -0.75), (0.42, -0.6), (0.55, 1.15), (0.66, 1.0), (1, 0)])
    swing = swing * body.amount
    free = rise(t, 0.04, 0.22) * (1 - rise(t, 0.78, 0.96))
    body.shift(-0.05 * forth * length * np.maximum(swing, 0), 0.04 * length * free)
    body.turn("waist", -0.22 * forth * swing * (1 if body.rest.sideways else 0.6))
    stand(body, without=(name,))
    leg = all_legs[name]
    root = body.places()[:, leg.limb.index[0]]
    reach = leg.limb.length * keyed(
        t, [(0, 0.93), (0.34, 0.74), (0.55, 0.95), (0.75, 0.85), (1, 0.9)]
    )
    way = reach[:, None] * np.stack([forth * np.sin(swing), np.cos(swing)], axis=1)
    toe = leg.limb.tip + free[:, None] * (root + way - leg.limb.tip)
    put_foot(body, leg, toe, -0.9 * free * np.maximum(swing, -0.6) if body.rest.sideways else 0.0)
    for side, arm in arms_of(body).items():
        sign = 1.0 if side == name[4:] else -1.0
        arm.swing(-0.55 * sign * swing * (1 if body.rest.sideways else -0.5))
    body.level("neck", 0.7)


@action("bow", "curtsy", "greet_politely", plans=PLAN, frames=36)
def bow(body: Performance) -> None:
    """Bow, hold, rise."""
    down = body.once(0.0, 0.35, 0.6, 1.0) * body.amount
    length = leg_length(body)
    if body.rest.sideways:
        body.pitch("waist", 1.0 * down)
        body.shift(-0.12 * body.facing * length * down, 0.02 * length * down)
        body.pitch("neck", 0.2 * down)
        for arm in arms_of(body).values():
            arm.swing(0.35 * down)
    else:
        body.stretch("waist", 1.0, 1.0 - 0.35 * down)
        body.stretch("neck", 1.0, 1.0 / (1.0 - 0.3 * down))
        body.shift(0.0, 0.04 * length * down)
    stand(body)


@action("nod", "agree", plans=PLAN, frames=14, gesture=True, repeats=True)
def nod(body: Performance) -> None:
    """Nod."""
    down = 0.5 - 0.5 * np.cos(TAU * body.phase(14.0))
    _tilt(body, "neck", 0.1 * down * body.amount)
    _tilt(body, "head", 0.36 * down * body.amount)


@action("shake_head", "disagree", "refuse", plans=PLAN, frames=12, gesture=True, repeats=True)
def shake_head(body: Performance) -> None:
    """Shake the head; in a flat drawing it tilts from side to side."""
    swing = body.wave(12) * body.swell(4) * body.amount
    body.turn("head", 0.22 * swing)
    body.turn("neck", 0.05 * body.wave(12, 0.1) * body.swell(4))


@action("look", "look_around", "search", "look_up", plans=PLAN, frames=48, gesture=True)
def look(body: Performance) -> None:
    """Look one way, then the other."""
    keys = ((0.12, -0.3), (0.38, -0.3), (0.5, 0.28), (0.78, 0.28))
    curve = keyed(body.t, [(0, 0), *keys, (1, 0)]) * body.amount
    body.turn("head", 0.9 * curve)
    body.turn("neck", 0.35 * curve)
    body.turn("waist", 0.12 * curve)


def _lowered(body: Performance, down: Floats, depth: float, back: float, lean: float) -> None:
    """Lower the hips by a share of the leg, the feet staying."""
    length = leg_length(body)
    limbs = [leg.limb for leg in legs(body).values()]
    high = float(np.mean([leg.tip[1] - leg.root[1] for leg in limbs])) if limbs else 0.8 * length
    drop = max(depth * length - (length - high) * 0.7, 0.12 * length)
    body.shift(-back * length * body.facing * down if body.rest.sideways else 0.0, drop * down)
    if body.rest.sideways:
        body.pitch("waist", lean * down)
    stand(body)


@action("sit", "sit_down", plans=PLAN, frames=24)
def sit(body: Performance) -> None:
    """Sit down on something that isn't drawn."""
    t = body.t
    lean = body.once(0.0, 0.2, 0.35, 0.6)
    _lowered(body, body.held(0.45), 0.46, 0.4, 0.0)
    _tilt(body, "waist", 0.3 * lean)
    for arm in arms_of(body).values():
        arm.swing(0.35 * body.held(0.5), 0.3 * body.held(0.5))
    body.level("neck", 0.7)
    body.pitch("head", 0.02 * np.sin(TAU * t))


@action("stand_up", "get_up", "rise", "stand", plans=PLAN, frames=24)
def stand_up(body: Performance) -> None:
    """Lean forwards and stretch the legs that are drawn bent."""
    t, length = body.t, leg_length(body)
    up = body.held(0.6)
    limbs = legs(body).values()
    high = max((leg.limb.tip[1] - leg.limb.root[1] for leg in limbs), default=0.9 * length)
    room = max(0.93 * length - high, 0.05 * length)
    feet = np.mean([leg.limb.tip[0] for leg in limbs]) if limbs else body.rest.centre[0]
    hips = np.mean([leg.limb.root[0] for leg in limbs]) if limbs else body.rest.centre[0]
    lean = body.once(0.0, 0.25, 0.35, 0.65)
    body.shift((feet - hips) * 0.85 * rise(up, 0.05, 0.8), -room * rise(up, 0.2, 1.0))
    _tilt(body, "waist", 0.45 * lean)
    stand(body)
    for arm in arms_of(body).values():
        arm.swing(0.4 * lean)
    body.level("neck", 0.6)
    if room <= 0.06 * length:  # it stands already: breathe
        body.turn("waist", 0.02 * np.sin(TAU * t))


@action("squat", "crouch", "duck", "kneel", plans=PLAN, frames=30)
def squat(body: Performance) -> None:
    """Bend the knees deeply and come up again."""
    down = body.once(0.0, 0.4, 0.55, 1.0) * min(body.amount, 1.2)
    _lowered(body, down, 0.45, 0.16, 0.35)
    for arm in arms_of(body).values():
        arm.to(1.3, 0.1, 0.8 * down)
    body.level("neck", 0.6)


@action("cheer", "celebrate", "rejoice", "win", plans=PLAN, frames=16, repeats=True)
def cheer(body: Performance) -> None:
    """Throw the arms up and hop with joy."""
    phase, ready, length = np.mod(body.phase(16.0), 1.0), body.swell(5.0), leg_length(body)
    air = ballistic((phase - 0.25) / 0.55)
    dip = keyed(phase, [(0, 0), (0.14, 1), (0.28, 0), (0.8, 0), (0.9, 0.6), (1, 0)])
    body.shift(0.0, (0.1 * dip - 0.2 * air * body.amount) * length)
    for leg in legs(body).values():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        toe[:, 1] -= 0.2 * air * body.amount * length
        put_foot(body, leg, toe, 0.5 * air)
    for side, arm in arms_of(body).items():
        late = 0.0 if side == "left" else 0.15
        arm.to(2.45 + 0.25 * np.sin(TAU * (phase - 0.3 - late)), 0.35 - 0.3 * air, ready)
    body.pitch("head", -0.12 * ready)


@action("dance", "boogie", "groove", plans=PLAN, frames=24, repeats=True)
def dance(body: Performance) -> None:
    """Dance: step from side to side, hips and arms against one another."""
    phase, swell, length = body.phase(24.0), body.swell(5.0), leg_length(body)
    style = int(body.rng.integers(3))
    side_way = np.sin(TAU * phase) * swell * body.amount
    beat = (0.5 - 0.5 * np.cos(2 * TAU * phase)) * swell * body.amount
    body.shift(0.12 * length * side_way, 0.09 * length * beat)
    body.turn("pelvis", 0.1 * side_way)
    body.turn("waist", -0.2 * side_way)
    body.turn("neck", 0.1 * side_way)
    body.turn("head", 0.12 * np.sin(TAU * phase - 0.7) * swell)
    for name, leg in legs(body).items():
        sign = 1.0 if name == "leg_left" else -1.0
        lift = np.maximum(sign * np.sin(TAU * phase), 0.0) ** 2 * swell
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        toe[:, 1] -= 0.12 * length * lift * body.amount
        toe[:, 0] += 0.05 * length * lift * sign
        put_foot(body, leg, toe, 0.5 * lift)
    for side, arm in arms_of(body).items():
        sign = 1.0 if side == "left" else -1.0
        way = np.sin(TAU * phase + (0.0 if style == 1 else 0.5 * np.pi * (1 - sign)))
        if style == 0:  # arms up in turn
            arm.to(1.3 + 0.9 * way, 0.7 + 0.4 * way, 0.9 * swell)
        elif style == 1:  # both together, from low to high
            arm.to(1.4 + 0.8 * np.sin(TAU * phase), 0.5, 0.9 * swell)
        else:  # elbows at the sides
            arm.to(0.6 + 0.3 * way, 1.5 + 0.4 * way, 0.9 * swell)


@action("jacks", "jumping_jacks", "exercise", plans=PLAN, frames=20, repeats=True)
def jacks(body: Performance) -> None:
    """Do jumping jacks: legs apart and arms up, together and down."""
    phase, swell, length = body.phase(20.0), body.swell(3.0), leg_length(body)
    wide = (0.5 - 0.5 * np.cos(TAU * phase)) * body.amount
    air = np.abs(np.sin(TAU * phase)) ** 1.5
    body.shift(0.0, (-0.12 * air + 0.04 * wide) * length)
    for name, leg in legs(body).items():
        toe = np.repeat(leg.limb.tip[None], body.frames, axis=0)
        aside = -outwards(name[4:])
        toe[:, 0] += aside * 0.3 * length * wide
        toe[:, 1] -= 0.1 * length * air
        put_foot(body, leg, toe)
    for side, arm in arms_of(body).items():
        lift = (2.5 - arm.raised) * wide * swell
        sign = outwards(side)
        body.turn(arm.limb.names[0], sign * lift)


@action("spin", "twirl", "pirouette", "turn", "turn_around", plans=PLAN, frames=24, repeats=True)
def spin(body: Performance) -> None:
    """Turn round on the spot, as flat drawings do: narrow, mirrored, narrow, as before."""
    turns = max(1.0, round(body.cycles(24.0)))
    angle = TAU * turns * (body.t if body.beat.loop else rise(body.t, 0.0, 1.0))
    narrow = np.cos(angle)
    narrow = np.where(np.abs(narrow) < 0.12, 0.12 * np.where(narrow < 0, -1.0, 1.0), narrow)
    for arm in arms_of(body).values():
        arm.swing(0.35 * np.sin(0.5 * angle / turns) ** 2)
    arm_x = body.rest.at("pelvis")[0] - body.rest.centre[0]
    body.stretch("pelvis", narrow, 1.0)
    body.shift(arm_x * (narrow - 1.0), -0.02 * body.size * np.sin(0.5 * angle / turns) ** 2)


@action("play_guitar", "play", "strum", "guitar", plans=PLAN, frames=12, repeats=True)
def play_guitar(body: Performance) -> None:
    """Strum with one hand, finger with the other, sway in time."""
    ready, phase = body.swell(5.0), body.phase(12.0)
    side = free_side(body)
    reach = arm_length(body)
    places = body.places()
    belly = places[:, body.rest.index["waist"]]
    forth = body.facing if body.rest.sideways else -outwards(side)
    beat = np.sin(TAU * phase) * body.amount
    for name, arm in arms_of(body).items():
        if name == side:
            target = belly + np.stack(
                [
                    np.full(body.frames, 0.22 * forth * reach) + 0.03 * reach * beat,
                    0.02 * reach + 0.2 * reach * beat,
                ],
                axis=1,
            )
        else:
            slide = 0.12 * body.noise(16)
            target = belly + np.stack(
                [
                    (-forth if not body.rest.sideways else forth) * (0.75 + slide) * reach,
                    np.full(body.frames, -0.35 * reach),
                ],
                axis=1,
            )
        arm.reach(target, ready)
    sway = body.wave(24) * ready
    body.turn("waist", 0.05 * sway)
    body.turn("head", 0.1 * body.wave(12, 0.1) * ready)
    body.shift(0.0, 0.02 * leg_length(body) * (1 - np.cos(TAU * phase)) * ready)
    stand(body)


@action(
    "drum",
    "play_drums",
    "drums",
    "play_piano",
    "type",
    "hammer",
    "knock",
    plans=PLAN,
    frames=12,
    repeats=True,
)
def drum(body: Performance) -> None:
    """Beat with both hands in turn."""
    ready, phase = body.swell(5.0), body.phase(12.0)
    for side, arm in arms_of(body).items():
        at = np.mod(phase + (0.0 if side == "left" else 0.5), 1.0)
        up = keyed(at, [(0, 0), (0.4, 1.0), (0.58, -0.1), (0.7, 0.12), (1, 0)]) * body.amount
        arm.to(0.45 + 0.35 * up, 1.15 + 0.55 * up, ready, 0.3 * up)
    body.turn("head", 0.1 * np.sin(2 * TAU * phase) * ready)
    body.shift(0.0, 0.012 * body.size * np.sin(2 * TAU * phase) * ready)
    stand(body)


@action("play_violin", "violin", "fiddle", "saw", "brush", plans=PLAN, frames=24, repeats=True)
def play_violin(body: Performance) -> None:
    """Hold one arm up, draw the other to and fro."""
    ready, stroke = body.swell(6.0), body.wave(24) * body.amount
    side = free_side(body)
    for name, arm in arms_of(body).items():
        if name == side:
            arm.to(1.0 + 0.2 * stroke, 1.5 - 0.6 * stroke, ready, -0.3 * stroke)
        else:
            arm.to(1.45 + 0.04 * stroke, 0.9, ready)
    body.turn("waist", 0.05 * body.wave(48) * ready)
    body.turn("head", 0.12 * ready * body.facing + 0.04 * stroke * ready)
    stand(body)


@action(
    "talk", "speak", "explain", "sing", "argue", plans=PLAN, frames=40, gesture=True, repeats=True
)
def talk(body: Performance) -> None:
    """Talk with the hands: one, then the other, the head keeping time."""
    swell = body.swell(6.0)
    for side, arm in arms_of(body).items():
        at = np.mod(body.phase(40.0) + (0.0 if side == "left" else 0.45), 1.0)
        show = keyed(at, [(0, 0), (0.15, 1), (0.3, 0.7), (0.42, 1), (0.6, 0), (1, 0)])
        beat = body.noise(9.0)
        arm.swing(
            0.3 * show * swell * body.amount, (0.7 * show + 0.2 * beat * show) * swell * body.amount
        )
    _tilt(body, "head", (0.1 * body.noise(10.0) + 0.03) * swell)
    body.turn("head", 0.06 * body.noise(14.0) * swell)
    body.turn("waist", 0.03 * body.noise(30.0) * swell)


@action("laugh", "giggle", "chuckle", plans=PLAN, frames=6, gesture=True, repeats=True)
def laugh(body: Performance) -> None:
    """Lean back and shake with laughter."""
    back = body.held(0.2) * body.amount
    ha = body.wave(6.0) * body.swell(4.0) * (0.75 + 0.25 * body.noise(20)) * body.amount
    _tilt(body, "waist", -0.14 * back + 0.04 * ha)
    _tilt(body, "head", -0.2 * back + 0.09 * ha)
    body.turn("head", 0.05 * ha)
    for arm in arms_of(body).values():
        arm.swing(0.1 * back + 0.07 * ha, 0.15 * back)
    body.shift(0.0, -0.008 * body.size * np.abs(ha))


@action("cry", "weep", "sob", "mourn", plans=PLAN, frames=40)
def cry(body: Performance) -> None:
    """Hide the face in the hands; the shoulders heave."""
    down = body.held(0.3)
    sob = np.maximum(body.wave(10.0), 0.0) * down * body.amount
    _tilt(body, "waist", 0.2 * down + 0.06 * sob)
    _tilt(body, "head", 0.4 * down + 0.05 * sob)
    if not body.rest.sideways:
        body.turn("head", 0.1 * down)
    head = body.places()[:, body.rest.index["head"]]
    top = body.places()[:, body.rest.index["top"]]
    face = 0.7 * head + 0.3 * top
    ahead = 0.12 * body.size * (body.facing if body.rest.sideways else 0.0)
    for side, arm in arms_of(body).items():
        aside = 0.0 if body.rest.sideways else -0.025 * outwards(side) * body.size
        arm.reach(face + np.array([ahead + aside, 0.0]), down)
    body.shift(0.0, 0.02 * leg_length(body) * down - 0.008 * body.size * sob)
    stand(body)


@action("idle", "breathe", "wait", "rest", "be", "still", plans=PLAN, frames=48, repeats=True)
def idle(body: Performance) -> None:
    """Stand and breathe, the weight going from leg to leg."""
    swell, length = body.swell(8.0), leg_length(body)
    breath = body.wave(44) * swell * body.amount
    weight = body.noise(60)
    body.shift(0.02 * length * weight, 0.008 * length * breath + 0.006 * length * np.abs(weight))
    body.turn("waist", 0.02 * weight)
    stand(body)
    for arm in arms_of(body).values():
        arm.swing(0.035 * breath + 0.03 * body.noise(40), 0.03 * body.noise(36))
    body.turn("head", 0.06 * body.noise(30) * body.amount)


@action("stretch", "yawn", "wake", plans=PLAN, frames=40)
def stretch(body: Performance) -> None:
    """Stretch the arms high and lean back."""
    up = body.once(0.0, 0.4, 0.65, 1.0) * min(body.amount, 1.2)
    shake = 0.04 * body.wave(4) * body.once(0.35, 0.45, 0.6, 0.7)
    for arm in arms_of(body).values():
        arm.to(2.8 + shake, 0.15, up)
    _tilt(body, "waist", -0.12 * up)
    _tilt(body, "head", -0.25 * up)
    stand(body)


@action("think", "wonder", "ponder", plans=PLAN, frames=48, gesture=True)
def think(body: Performance) -> None:
    """Put a hand to the chin and tilt the head."""
    up = body.held(0.25)
    side = free_side(body)
    head = body.places()[:, body.rest.index["head"]]
    ahead = np.array([0.05 * body.size * body.facing, 0.02 * body.size])
    arms = arms_of(body)
    if side in arms:
        arms[side].reach(head + ahead, up)
    body.turn("head", (0.12 + 0.04 * body.noise(20)) * up * body.facing)


@action("shrug", plans=PLAN, frames=24, gesture=True)
def shrug(body: Performance) -> None:
    """Lift the arms, palms up, and tilt the head."""
    up = body.once(0.0, 0.3, 0.6, 1.0) * body.amount
    for arm in arms_of(body).values():
        arm.to(0.65, 0.9, up)
    body.turn("head", 0.16 * up)


@action("push", "lift", "pull", "carry", plans=PLAN, frames=32, repeats=True)
def push(body: Performance) -> None:
    """Lean into it with both arms, again and again."""
    ready, work = body.held(0.2), 0.5 - 0.5 * np.cos(TAU * body.phase(20.0))
    length = leg_length(body)
    _tilt(body, "waist", (0.3 + 0.12 * work * body.amount) * ready)
    body.shift(0.1 * body.facing * length * work * ready, 0.08 * length * ready)
    for arm in arms_of(body).values():
        arm.to(1.3, 0.7 - 0.5 * work, ready)
    stand(body)
    body.level("neck", 0.6)


@action("fall", "collapse", "faint", "trip", plans=PLAN, frames=26)
def fall(body: Performance) -> None:
    """Sway, lose the balance, fall to the ground."""
    t = body.t
    way = body.facing if body.rest.sideways else float(body.rng.choice([-1.0, 1.0]))
    back = 1.0 - rise(t, 0.85, 1.0) if body.beat.loop else np.ones(body.frames)
    sway = settling(t, 0.0, 1.0, 0.5) * (1 - rise(t, 0.2, 0.4))
    drop = np.clip((t - 0.3) / 0.4, 0, 1) ** 2 * back
    bounce = settling(t, 0.7, 1.5, 5.0) * (drop >= 0.999)
    feet = np.array([body.rest.at("pelvis")[0], body.rest.ground])
    body.about(feet, way * (0.08 * sway + 1.35 * drop - 0.06 * bounce))
    for arm in arms_of(body).values():
        arm.swing(1.4 * body.once(0.25, 0.5, 0.7, 1.0) * body.amount)
    for side in ("left", "right"):
        body.turn(f"leg_{side}1", -0.2 * way * drop * outwards(side))
