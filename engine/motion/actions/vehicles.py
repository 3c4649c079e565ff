# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rolls: cars, bicycles, and people who ride them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, ballistic, keyed, rise, settling, smooth
from engine.motion.legs import legs_of
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.wheels import turn_wheels, wheel_radius

Floats = NDArray[np.float64]
CAR, BIKE = ("car",), ("bicycle", "cyclist")
ALL = (*CAR, *BIKE)
WHEELS = ("wheel_back", "wheel_front")


def _level_wheels(body: Performance) -> None:
    """Take the body's own tilt out of the turn of wheels and crank."""
    tilt = body.turns()[:, 0]
    for name in (*WHEELS, "crank"):
        body.turn(name, -tilt)


def _rides(body: Performance, pace: float, shake: float) -> None:
    """Roll, the body rocking a little over the ground."""
    t = body.t
    jolt = body.noise(7.0) * shake * body.amount
    back = body.rest.at("wheel_back") + np.array([0.0, wheel_radius(body, "wheel_back")])
    squat = 0.0 if body.beat.loop else 0.035 * np.exp(-6 * t) * np.sin(np.pi * np.minimum(4 * t, 1))
    body.about(back, -body.facing * squat + 0.01 * jolt)
    body.shift(0.0, -0.006 * body.size * np.abs(jolt))
    turn_wheels(body, pace)
    _level_wheels(body)


@action("drive", "roll", "go", "move", "ride", "cruise", "run", plans=CAR, frames=24, repeats=True)
def drive(body: Performance) -> None:
    """Drive: the wheels turn by the way they roll."""
    _rides(body, 1.0, 1.0)


@action("race", "zoom", "speed", "rush", "accelerate", "chase", plans=CAR, frames=12, repeats=True)
def race(body: Performance) -> None:
    """Drive fast, shaking."""
    body.about(body.rest.at("wheel_back"), -body.facing * 0.02 * body.swell(6.0))
    _rides(body, 2.0, 1.8)


@action("brake", "stop", "halt", plans=ALL, frames=24)
def brake(body: Performance) -> None:
    """Slow down; the body dives forwards and settles back."""
    t = body.t
    radius = wheel_radius(body, "wheel_back")
    share = np.minimum(t / 0.6, 1.0)
    far = (body.beat.distance or 0.4) * body.size * body.facing * (body.beat.direction or 1)
    way = far * (2 * share - share**2)
    if body.beat.loop:
        way = far * np.sin(np.pi * t) ** 2
    dive = body.once(0.1, 0.5, 0.58, 0.7) * 0.05 - 0.03 * settling(t, 0.62, 1.5, 3.0)
    front = body.rest.at("wheel_front") + np.array([0.0, radius])
    body.about(front, body.facing * dive * body.amount)
    body.go(way)
    for name in WHEELS:
        body.turn(name, way / wheel_radius(body, name))
    _level_wheels(body)


@action("wheelie", "rear", plans=ALL, frames=36)
def wheelie(body: Performance) -> None:
    """Lift the front wheel and ride on."""
    up = body.once(0.05, 0.3, 0.6, 0.9) * body.amount
    hub = body.rest.at("wheel_back")
    turn_wheels(body)
    body.about(hub, -body.facing * 0.5 * up)
    _level_wheels(body)


@action("jump", "leap", "bounce", "hop", plans=ALL, frames=24)
def jump(body: Performance) -> None:
    """Leap over something, nose up, land on the back wheel."""
    t = body.t
    air = ballistic((t - 0.25) / 0.5)
    body.shift(
        0.0, -0.35 * body.size * air * body.amount + 0.02 * body.size * settling(t, 0.75, 2, 4)
    )
    nose = keyed(t, [(0, 0), (0.28, -0.28), (0.6, 0.1), (0.76, 0.06), (1, 0)])
    body.about(body.rest.centre, body.facing * nose)
    turn_wheels(body)
    _level_wheels(body)


@action(
    "shake",
    "idle",
    "wait",
    "rumble",
    "stand",
    "be",
    "still",
    "start",
    "honk",
    plans=CAR,
    frames=24,
    repeats=True,
)
def idle(body: Performance) -> None:
    """Stand with the engine running."""
    shakes = 3.5 if body.beat.action in ("shake", "rumble") else 1.0
    hum = body.wave(4.0) * body.swell(4.0) * body.amount * shakes
    body.about(np.array([body.rest.centre[0], body.rest.ground]), 0.012 * hum)
    body.shift(0.0, -0.006 * body.size * np.abs(hum))
    _level_wheels(body)


@action("roll", "drive", "go", "move", "coast", plans=("bicycle",), frames=24, repeats=True)
def coast(body: Performance) -> None:
    """Roll along, the crank turning with it."""
    pedal(body)


def _circling(body: Performance, rolled: Floats) -> Floats:
    """Write the turn of crank and pedals and return it [F]."""
    total = float(rolled[-1] - rolled[0]) * (
        body.frames / max(body.frames - 1, 1) if body.beat.loop else 1.0
    )
    radius = wheel_radius(body, "wheel_back")
    turns = total / (TAU * radius) / 1.6
    if body.beat.loop or abs(turns) < 1.0:
        turns = float(np.sign(turns) or 1.0) * max(1.0, round(abs(turns)))
    angle = TAU * turns * (rolled - rolled[0]) / (total or 1.0)
    tilt = body.turns()[:, body.rest.index["frame"]]
    body.turn("crank", angle - tilt)
    for name in ("pedal_near", "pedal_far"):
        body.turn(name, -angle)
    return np.asarray(angle)


def _pedals(body: Performance) -> dict[str, Floats]:
    """Place [2] of each pedal at rest; a hidden one is opposite the other, or under its foot."""
    crank = body.rest.at("crank")
    places: dict[str, Floats] = {}
    known = [n for n in ("pedal_near", "pedal_far") if body.rest.has(n)]
    for name in ("pedal_near", "pedal_far"):
        if name in known:
            places[name] = body.rest.at(name)
        elif known:
            places[name] = 2 * crank - body.rest.at(known[0])
        else:
            way = 1.0 if name == "pedal_near" else -1.0
            places[name] = crank + np.array([way * 0.35 * wheel_radius(body, "wheel_back"), 0.0])
    return places


@action("pedal", "cycle", "ride", "bike", plans=BIKE, frames=20, repeats=True)
def pedal(body: Performance) -> None:
    """Pedal: the crank turns, the feet go round with it."""
    _pedalled(body, 1.6, 1.0)


@action("race", "zoom", "sprint", "rush", "chase", "speed", plans=BIKE, frames=12, repeats=True)
def race_bike(body: Performance) -> None:
    """Pedal hard, leaning forwards and rocking."""
    _pedalled(body, 2.6, 2.0)


@action("go", "drive", "move", "roll", "walk", "run", plans=("cyclist",), frames=20, repeats=True)
def go(body: Performance) -> None:
    """Ride along."""
    _pedalled(body, 1.6, 1.0)


def _pedalled(body: Performance, pace: float, effort: float) -> None:
    rolled = turn_wheels(body, pace)
    angle = _circling(body, rolled)
    if body.rest.bones.plan != "cyclist":
        return
    swell = body.swell(5.0) * effort * body.amount
    body.pitch("waist", 0.02 * np.sin(2 * angle) * swell)
    body.pitch("neck", -0.02 * np.sin(2 * angle) * swell)
    body.turn("head", 0.02 * np.sin(angle) * swell)
    crank, pedals = body.rest.at("crank"), _pedals(body)
    legs = legs_of(body, {"leg_near": (1.0,), "leg_far": (1.0,)})
    for side in ("near", "far"):
        leg = legs.get(f"leg_{side}")
        if leg is None:
            continue
        arm = pedals[f"pedal_{side}"] - crank
        # a foot that is drawn off its pedal keeps its place beside it, within reason
        beside = leg.limb.tip - pedals[f"pedal_{side}"]
        radius = max(float(np.hypot(*arm)), 0.3 * wheel_radius(body, "wheel_back"))
        if np.hypot(*beside) > 1.2 * radius:
            arm, beside = leg.limb.tip - crank, np.zeros(2)
            arm = arm * radius / max(float(np.hypot(*arm)), 1e-9)
            beside = leg.limb.tip - crank - arm
        c, s = np.cos(angle), np.sin(angle)
        circle = np.stack([c * arm[0] - s * arm[1], s * arm[0] + c * arm[1]], axis=1)
        toe = crank + beside + circle
        ankling = 0.22 * (np.sin(angle + 0.6) - np.sin(0.6))
        turn = body.facing * ankling
        ca, sa = np.cos(turn), np.sin(turn)
        sole = leg.sole
        ankle = toe - np.stack([ca * sole[0] - sa * sole[1], sa * sole[0] + ca * sole[1]], axis=1)
        body.reach(leg.limb, ankle, leg.solver, last=turn)
    for side in ("near", "far"):
        hands = body.rest.limb(f"arm_{side}")
        if hands.sound:
            solver = body.rest.solver(hands, (-1.0,), 2)
            body.reach(hands, np.repeat(hands.tip[None], body.frames, axis=0), solver)


@action("fall", "crash", "tip_over", plans=ALL, frames=26)
def fall(body: Performance) -> None:
    """Rock and tip over forwards."""
    t = body.t
    back = 1.0 - rise(t, 0.85, 1.0) if body.beat.loop else 1.0
    over = smooth(np.clip((t - 0.25) / 0.4, 0, 1)) ** 2 * back
    front = body.rest.at("wheel_front") + np.array([0.0, wheel_radius(body, "wheel_front")])
    bounce = 0.08 * settling(t, 0.65, 1.5, 4.0)
    body.about(front, body.facing * (1.1 * over - 0.12 * body.once(0, 0.15, 0.2, 0.35) - bounce))
    for name in WHEELS:
        body.turn(name, body.facing * 3.0 * over)


@action("wave", "greet", plans=("cyclist",), frames=36, gesture=True, repeats=True)
def wave(body: Performance) -> None:
    """Take a hand off the bar and wave."""
    up, swing = body.held(0.22), body.wave(9.0) * body.amount
    body.pitch("arm_far0", -1.5 * up)
    body.pitch("arm_far1", (-0.4 + 0.45 * swing) * up)


@action("nod", "look", plans=("cyclist",), frames=20, gesture=True, repeats=True)
def nod(body: Performance) -> None:
    """Nod."""
    down = 0.5 - 0.5 * np.cos(TAU * body.phase(20.0))
    body.pitch("head", 0.3 * down * body.amount)
