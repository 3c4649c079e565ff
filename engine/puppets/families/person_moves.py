# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joint angles of people: gaits in side view, gestures and dances in front view."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.body import deg
from engine.puppets.timing import Beat, Floats


@dataclass
class PersonPose:
    """Tracks [T] of a person: absolute angles of the bones, in radians.

    Two legs of thigh, shank and foot; two arms of upper arm, forearm and hand; the spine (-90
    degrees is upright) and the bend of its upper half; the head's turn.
    """

    legs: list[list[Floats]]
    arms: list[list[Floats]]
    spine: Floats
    bend: Floats
    head: Floats
    along: Floats
    lift: Floats


def _still(beat: Beat, rng: np.random.Generator, side: bool) -> PersonPose:
    zero = np.zeros_like(beat.u)

    def tracks(*angles: float) -> list[Floats]:
        return [deg(a + float(rng.normal(0, 3))) + zero for a in angles]

    if side:
        legs = [tracks(84, 94, 8), tracks(96, 104, 15)]
        arms = [tracks(98, 80, 75), tracks(84, 68, 65)]
    else:  # the first limb is drawn on the right of the picture
        legs = [tracks(82, 86, 35), tracks(98, 94, 145)]
        spread = float(rng.uniform(5, 50))
        arms = [
            tracks(85 - spread, 90 - spread * 0.8, 90 - spread * 0.8),
            tracks(95 + spread, 90 + spread * 0.8, 90 + spread * 0.8),
        ]
    return PersonPose(
        legs, arms, tracks(-90)[0], zero, zero + deg(float(rng.normal(0, 4))), zero, zero
    )


def _gait(rng: np.random.Generator, beat: Beat, f: PersonPose, motion: str) -> None:
    """Walk, jog or run: the knee folds while the leg comes forward, arms swing against legs."""
    swing, fold, arm, elbow, lean, bounce = {
        "walk": (27.0, 48.0, 26.0, 18.0, 3.0, 0.012),
        "jog": (36.0, 85.0, 36.0, 75.0, 7.0, 0.03),
        "run": (48.0, 105.0, 52.0, 85.0, 13.0, 0.045),
    }[motion]
    run = motion != "walk"
    k = float(rng.uniform(0.9, 1.15))
    for i in range(2):
        phase = 0.5 * i
        thigh = beat.swing(deg(90 - (12 if run else 2)), -deg(swing * k), phase)
        knee = beat.pulse(deg(10), deg(fold), phase - 0.06, 1.7)
        foot = beat.swing(deg(-82), deg(12), phase + 0.2)
        f.legs[i] = [thigh, thigh + knee, thigh + knee + foot + 0.15 * knee]
        upper = beat.swing(deg(92), deg(arm * k), phase)
        bend = beat.swing(deg(elbow), deg(15 if run else 8), phase + 0.5)
        f.arms[i] = [upper, upper - bend, upper - bend - deg(8)]
    f.spine = beat.swing(deg(-90 + lean), deg(2), 0.1, 2)
    f.bend = beat.swing(deg(3), deg(2), 0.3, 2)
    f.head = beat.swing(deg(lean * 0.5), deg(3), 0.2, 2)
    f.lift = beat.swing(0.0, bounce, 0.15, 2)


def _jump(beat: Beat, f: PersonPose, side: bool) -> None:
    amp = min(beat.amp, 1.5)
    bend = beat.keys([(0, 0), (0.18, 1), (0.32, -0.1), (0.55, 0.45), (0.8, 0.9), (0.95, 0)])
    f.lift = beat.keys([(0, 0), (0.18, 0.13), (0.52, -0.42 * beat.amp), (0.8, 0.1), (0.95, 0)])
    up = beat.keys([(0, 0), (0.18, -0.3), (0.4, 1), (0.6, 0.9), (0.85, 0), (0.95, 0)])
    for i in range(2):
        sign = 1.0 if side or i == 0 else -1.0
        leg = f.legs[i]
        leg[0] = leg[0] - sign * deg(42) * bend
        leg[1] = leg[1] + sign * deg(38) * bend
        leg[2] = leg[2] + sign * deg(45) * np.clip(up, 0, 1)
        arm = f.arms[i]
        lift = deg(150 if not side else 120) * amp
        for j in range(3):
            arm[j] = arm[j] - sign * lift * np.clip(up, -0.3, 0.95) * (1.0 - 0.06 * j)
    if side:
        f.spine = f.spine + deg(28) * np.clip(bend, 0, 1)
        f.head = f.head - deg(10) * bend


def _kick(rng: np.random.Generator, beat: Beat, f: PersonPose, side: bool) -> None:
    amp = min(beat.amp, 1.4)
    i = int(rng.integers(2))
    sign = 1.0 if side or i == 0 else -1.0
    swing = beat.keys([(0, 0), (0.25, -0.45), (0.5, 1.0), (0.62, 0.9), (0.95, 0)])
    fold = beat.keys([(0, 0), (0.25, 1.0), (0.45, 0.1), (0.95, 0)])
    leg = f.legs[i]
    size = deg(float(rng.uniform(55, 90))) * amp
    for j in range(3):
        leg[j] = leg[j] - sign * size * swing + sign * deg(60 if side else 10) * fold * (j > 0)
    f.spine = f.spine - sign * deg(10) * swing
    for j, arm in enumerate(f.arms):
        for k in range(3):
            arm[k] = arm[k] + (1 if side else (-1, 1)[j]) * deg(25) * swing * (1 if j != i else -1)


def _bow(beat: Beat, f: PersonPose, side: bool, motion: str) -> None:
    down = beat.keys([(0, 0), (0.4, 1), (0.6, 1), (0.95, 0)]) * min(beat.amp, 1.3)
    if motion == "bow":
        f.spine = f.spine + deg(50) * down
        f.bend = f.bend + deg(25) * down
        f.head = f.head + deg(55) * down
    else:  # squat
        f.lift = f.lift + 0.15 * down
        for i in range(2):
            sign = 1.0 if side or i == 0 else -1.0
            f.legs[i][0] = f.legs[i][0] - sign * deg(60) * down
            f.legs[i][1] = f.legs[i][1] + sign * deg(40) * down
        f.spine = f.spine + deg(15 if side else 0) * down
    for arm in f.arms:
        for j in range(3):
            arm[j] = arm[j] - deg(20 if side else 0) * down


def _wave(rng: np.random.Generator, beat: Beat, f: PersonPose, side: bool) -> None:
    i = 0 if side else int(rng.integers(2))
    sign = 1.0 if i == 0 else -1.0
    up = float(rng.uniform(-75, -20)) if not side else float(rng.uniform(-70, -10))
    centre = deg(up) if sign > 0 else deg(180 - up)
    upper = beat.swing(0.0, deg(10), 0.0)
    fore = beat.swing(0.0, deg(float(rng.uniform(28, 42))), 0.08)
    hand = beat.swing(0.0, deg(45), 0.16)
    tilt = sign * deg(-20)
    if beat.neutral and not beat.loop and rng.random() < 0.5:  # the arm goes up first
        raised = np.clip(beat.t / 0.35, 0, 1) ** 2 * (3 - 2 * np.clip(beat.t / 0.35, 0, 1))
        for j, track in enumerate((upper, fore + tilt, hand + tilt)):
            rest = f.arms[i][j]
            f.arms[i][j] = rest + (centre - rest + track) * raised
    else:
        f.arms[i] = [centre + upper, centre + fore + tilt, centre + hand + tilt]
    f.spine = f.spine + beat.swing(0.0, deg(3), 0.2)
    f.head = f.head + beat.swing(0.0, deg(5), 0.25)


def _dance(rng: np.random.Generator, beat: Beat, f: PersonPose) -> None:
    hips = float(rng.uniform(6, 14))
    f.spine = f.spine + beat.swing(0.0, deg(hips), 0.0)
    f.bend = f.bend + beat.swing(0.0, -deg(1.5 * hips), 0.05)
    f.head = f.head + beat.swing(0.0, deg(9), 0.1)
    f.along = beat.swing(0.0, float(rng.uniform(0.0, 0.07)), 0.5)
    f.lift = beat.swing(0.0, float(rng.uniform(0.01, 0.04)), 0.0, 2)
    together = float(rng.choice([0.0, 0.5]))
    base = float(rng.uniform(-60, 40))
    size = float(rng.uniform(22, 48))
    for i in range(2):
        sign = 1.0 if i == 0 else -1.0
        centre = base if i == 0 else 180 - base
        phase = together * i
        f.arms[i] = [
            beat.swing(deg(centre), sign * deg(size), phase),
            beat.swing(deg(centre - sign * 25), sign * deg(size * 1.3), phase + 0.1),
            beat.swing(deg(centre - sign * 25), sign * deg(size * 1.5), phase + 0.18),
        ]
        lift = beat.pulse(0.0, float(rng.uniform(0.1, 1.0)), 0.5 * i, 2.0)
        f.legs[i][0] = f.legs[i][0] - sign * deg(45) * lift
        f.legs[i][1] = f.legs[i][1] + sign * deg(40) * lift


def _jacks(rng: np.random.Generator, beat: Beat, f: PersonPose) -> None:
    legs = rng.random() < 0.6
    for i in range(2):
        sign = 1.0 if i == 0 else -1.0
        base = 20.0 if sign > 0 else 160.0
        f.arms[i] = [
            beat.swing(deg(base), -sign * deg(52), 0.0),
            beat.swing(deg(base - sign * 5), -sign * deg(56), 0.05),
            beat.swing(deg(base - sign * 5), -sign * deg(58), 0.1),
        ]
        if legs:
            for j in range(2):
                f.legs[i][j] = f.legs[i][j] + beat.swing(-sign * deg(12), -sign * deg(12), 0.0)
    f.lift = beat.swing(0.0, 0.05 if legs else 0.01, 0.2, 2)


def side_figure(rng: np.random.Generator, beat: Beat, motion: str) -> PersonPose:
    """Return the angles of a figure that faces right."""
    f = _still(beat, rng, True)
    if motion in ("walk", "run", "jog"):
        _gait(rng, beat, f, motion)
    elif motion == "jump":
        _jump(beat, f, True)
    elif motion == "kick":
        _kick(rng, beat, f, True)
    elif motion == "wave":
        _wave(rng, beat, f, True)
    elif motion in ("bow", "squat"):
        _bow(beat, f, True, motion)
    return f


def front_figure(rng: np.random.Generator, beat: Beat, motion: str) -> PersonPose:
    """Return the angles of a figure that faces us."""
    f = _still(beat, rng, False)
    if motion == "jump":
        _jump(beat, f, False)
    elif motion == "kick":
        _kick(rng, beat, f, False)
    elif motion == "wave":
        _wave(rng, beat, f, False)
    elif motion == "dance":
        _dance(rng, beat, f)
    elif motion == "jacks":
        _jacks(rng, beat, f)
    elif motion == "squat":
        _bow(beat, f, False, motion)
    elif motion == "box":
        for i in range(2):
            sign = 1.0 if i == 0 else -1.0
            out = beat.pulse(0.0, 1.0, 0.5 * i, 2.5)
            f.arms[i] = [
                deg(90 - sign * 30) - sign * deg(55) * out,
                deg(90 - sign * -60) - sign * deg(140) * out,
                deg(90 - sign * -60) - sign * deg(140) * out,
            ]
        f.spine = f.spine + beat.swing(0.0, deg(7), 0.0)
    elif motion == "sway":
        f.spine = f.spine + beat.swing(0.0, deg(13), 0.0)
        f.bend = f.bend + beat.swing(0.0, deg(8), 0.08)
        f.head = f.head + beat.swing(0.0, deg(12), 0.14)
        for arm in f.arms:
            for j in range(3):
                arm[j] = arm[j] + beat.swing(0.0, deg(14 + 6 * j), 0.1 + 0.06 * j)
    return f
