# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Diggers and cranes, clocks and windmills."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, keyed, settling, smooth
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import looks_alike_turned

Floats = NDArray[np.float64]
MACHINE, CLOCK, MILL = ("machine",), ("clock",), ("windmill",)


def _arm(body: Performance, boom: Floats, stick: Floats, bucket: Floats) -> None:
    """Turn the arm's joints; positive lowers what is ahead."""
    amount = min(body.amount, 1.3)
    body.pitch("boom0", boom * amount)
    body.pitch("boom1", stick * amount)
    body.pitch("bucket0", bucket * amount)


@action("dig", "scoop", "excavate", "work", "shovel", plans=MACHINE, frames=48, repeats=True)
def dig(body: Performance) -> None:
    """Lower the boom, draw the bucket in, lift, tip it out."""
    phase = np.mod(body.phase(48.0), 1.0)
    boom = keyed(phase, [(0, 0), (0.2, 0.32), (0.42, 0.3), (0.62, -0.2), (0.82, -0.18), (1, 0)])
    stick = keyed(phase, [(0, 0), (0.2, -0.3), (0.42, 0.3), (0.62, 0.2), (0.8, -0.2), (1, 0)])
    bucket = keyed(phase, [(0, 0), (0.2, -0.4), (0.44, 0.45), (0.64, 0.5), (0.8, -0.6), (1, 0)])
    _arm(body, boom, stick, bucket)
    strain = body.once(0.2, 0.3, 0.4, 0.5) if body.cycles(48.0) == 1 else np.zeros(body.frames)
    body.pitch("cab", 0.015 * strain + 0.01 * settling(phase, 0.45, 2, 5))


@action("lift", "raise", "hoist", "up", plans=MACHINE, frames=40)
def lift(body: Performance) -> None:
    """Raise the arm with its load, which swings."""
    up = body.held(0.45)
    swing = settling(body.t, 0.4, 2.0, 3.0)
    _arm(body, -0.5 * up, 0.1 * up, 0.3 * up + 0.2 * swing)
    body.pitch("cab", 0.012 * settling(body.t, 0.05, 2, 4))


@action("lower", "down", "drop", plans=MACHINE, frames=40)
def lower(body: Performance) -> None:
    """Lower the arm."""
    down = body.held(0.45)
    _arm(body, 0.4 * down, 0.1 * down, -0.3 * down + 0.15 * settling(body.t, 0.45, 2, 4))


@action("swing", "turn", "rotate", "spin", plans=MACHINE, frames=48, repeats=True)
def swing(body: Performance) -> None:
    """Turn the cab: seen from the side it gets narrow and comes out on the other side."""
    angle = TAU * max(1.0, round(body.cycles(48.0))) * body.t
    narrow = np.cos(angle)
    narrow = np.where(np.abs(narrow) < 0.15, 0.15 * np.where(narrow < 0, -1.0, 1.0), narrow)
    body.stretch("cab", narrow, 1.0)


@action("drive", "go", "move", "roll", "walk", plans=MACHINE, frames=24, repeats=True)
def drive(body: Performance) -> None:
    """Rumble along, the arm nodding."""
    jolt = body.noise(6.0) * body.amount
    body.about(np.array([body.rest.centre[0], body.rest.ground]), 0.012 * jolt)
    _arm(body, 0.05 * body.swing(18.0), 0.05 * body.swing(18.0, 0.1), 0.1 * body.swing(18.0, 0.2))
    far = body.beat.distance * body.size
    body.go(body.facing * (body.beat.direction or 1) * far * body.t)
    if not far:
        body.shift(0.01 * body.size * body.swing(24.0), 0.0)


@action(
    "shake",
    "idle",
    "rumble",
    "wait",
    "be",
    "still",
    "stand",
    "nod",
    plans=MACHINE,
    frames=24,
    repeats=True,
)
def idle(body: Performance) -> None:
    """Stand with the engine running, the arm trembling."""
    hum = body.wave(4.0) * body.swell(4.0) * body.amount
    body.turn("cab", 0.01 * hum)
    _arm(body, 0.03 * body.noise(20), 0.03 * body.noise(16), 0.06 * body.noise(12) + 0.01 * hum)


@action("tick", "go", "run", "move", "work", "be", "tell", plans=CLOCK, frames=24, repeats=True)
def tick(body: Performance) -> None:
    """Tick: the minute hand jumps and quivers, the hour hand creeps, the pendulum swings."""
    ticks = max(1.0, round(body.cycles(12.0))) if not body.beat.loop else 12.0
    at = ticks * body.t
    step = np.floor(at) + smooth((at - np.floor(at)) / 0.25)
    quiver = 0.12 * np.exp(-8 * (at % 1.0)) * np.sin(TAU * 3 * (at % 1.0))
    whole = TAU if body.beat.loop else TAU / 60 * ticks * 6
    minute = whole * (step / ticks) + (TAU / 60) * 6 * quiver
    body.turn("minute0", minute)
    there_and_back = 0.5 * (1 - np.cos(TAU * body.t)) * TAU / 24
    body.turn("hour0", there_and_back if body.beat.loop else minute / 12)
    _pendulum(body, 0.3)


def _pendulum(body: Performance, size: float) -> None:
    body.turn("pendulum0", size * body.amount * body.swell(3.0) * body.wave(24.0))


@action("swing", "sway", "rock", "oscillate", plans=CLOCK, frames=24, repeats=True)
def pendulum(body: Performance) -> None:
    """Swing the pendulum."""
    _pendulum(body, 0.45)
    body.turn("minute0", 0.02 * body.wave(12.0) * body.swell(3.0))


@action("spin", "race", "turn", "rotate", "fly", plans=CLOCK, frames=24, repeats=True)
def hands_spin(body: Performance) -> None:
    """Let the hands race round: the hours pass."""
    turns = max(1.0, round(body.cycles(24.0)))
    along = body.t if body.beat.loop else smooth(body.t)
    body.turn("minute0", TAU * turns * along)
    body.turn(
        "hour0", TAU * (max(1.0, round(turns / 12)) if body.beat.loop else turns / 12) * along
    )
    _pendulum(body, 0.3)


@action("ring", "shake", "alarm", "jump", "bounce", plans=CLOCK, frames=24)
def ring(body: Performance) -> None:
    """Ring: shake and hop."""
    burst = body.once(0.05, 0.15, 0.8, 0.95) * body.amount
    fast = TAU * max(4.0, round(7 * body.seconds)) * body.t
    feet = np.array([body.rest.centre[0], body.rest.box[1, 1]])
    body.about(feet, 0.07 * burst * np.sin(fast))
    body.shift(0.0, -0.03 * body.size * burst * np.abs(np.sin(0.5 * fast)))
    _pendulum(body, 0.5)


@action(
    "spin",
    "turn",
    "rotate",
    "go",
    "run",
    "move",
    "work",
    "be",
    "blow",
    plans=MILL,
    frames=48,
    repeats=True,
)
def mill(body: Performance) -> None:
    """Turn in the wind, a gust now and then; where nothing but the sails is drawn, all turns."""
    turns = max(1.0, round(body.cycles(48.0))) if body.beat.loop else body.cycles(48.0)
    if looks_alike_turned(body):
        whole = max(1.0, round(2.0 * turns))
        body.about(body.rest.centre, TAU * whole * (body.t if body.beat.loop else body.way()))
        return
    gust = 0.08 * body.noise(30.0) * body.amount
    along = body.t if body.beat.loop else body.t - 0.12 * (1 - np.exp(-8 * body.t))
    body.turn("rotor", TAU * turns * along + gust)
    body.turn("tower", 0.006 * body.noise(20.0))


@action("stop", "slow", "halt", plans=MILL, frames=48)
def slow(body: Performance) -> None:
    """Turn ever slower and stop, swinging back a little."""
    t = body.t
    turns = max(1.0, round(body.cycles(36.0)))
    body.turn(
        "rotor",
        TAU * turns * (1 - (1 - np.minimum(t / 0.8, 1.0)) ** 2)
        + 0.12 * settling(t, 0.78, 1.0, 3.0),
    )


@action("race", "whirl", "rush", plans=MILL, frames=14, repeats=True)
def whirl(body: Performance) -> None:
    """Whirl in a storm; the tower trembles."""
    turns = max(1.0, round(body.cycles(14.0)))
    body.turn("rotor", TAU * turns * (body.t if body.beat.loop else body.t * smooth(0.5 + body.t)))
    body.turn("tower", 0.015 * body.wave(5.0) * body.swell(4.0) * body.amount)
