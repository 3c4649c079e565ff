# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do with their hands: lifting, drinking, throwing, strumming, drumming, climbing."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import Frame, PuppetBuilder, Ribbon, deg, ellipse, line, polyline
from engine.puppets.families.person_moves import PersonPose
from engine.puppets.family import Move
from engine.puppets.timing import Beat, Floats

ACTS = ("lift", "drink", "throw", "strum", "drum", "climb")


def pose_act(rng: np.random.Generator, beat: Beat, f: PersonPose, motion: str, side: bool) -> None:
    """Change a standing figure into one that does `motion`."""
    if motion == "lift":
        _lift(rng, beat, f, side)
    elif motion == "climb":
        _climb(beat, f)
    elif motion == "throw":
        _throw(beat, f, side)
    elif motion == "drink":
        _drink(rng, beat, f, side)
    else:
        _hands(rng, beat, f, motion)


def _lift(rng: np.random.Generator, beat: Beat, f: PersonPose, side: bool) -> None:
    """Lift both hands from the shoulders to above the head; the knees give on the way."""
    up = beat.keys([(0.0, 0.0), (0.15, -0.12), (0.45, 1.0), (0.6, 1.0), (0.95, 0.0)])
    up = up * min(beat.amp, 1.2)
    dip = np.clip(beat.keys([(0.0, 0.2), (0.15, 1.0), (0.4, 0.1), (0.6, 0.0), (0.95, 0.2)]), 0, 1)
    for i in range(2):
        sign = 1.0 if side or i == 0 else -1.0
        base = 90.0 - sign * 90.0
        f.arms[i] = [
            deg(base) + sign * (deg(35) - deg(115) * up),
            deg(base) + sign * (deg(-65) - deg(20) * up),
            deg(base) + sign * (deg(-75) - deg(10) * up),
        ]
        f.legs[i][0] = f.legs[i][0] - sign * deg(35) * dip
        f.legs[i][1] = f.legs[i][1] + sign * deg(28) * dip
    f.lift = f.lift + 0.06 * dip
    f.head = f.head + deg(float(rng.uniform(0, 6))) * up


def _climb(beat: Beat, f: PersonPose) -> None:
    """Reach up with the hands in turn; the opposite knee follows."""
    for i in range(2):
        sign = 1.0 if i == 0 else -1.0
        base = 90.0 - sign * 90.0
        reach = beat.swing(0.5, 0.5, 0.5 * i)
        knee = np.clip(beat.swing(0.5, 0.5, 0.5 * i + 0.5), 0.0, None)
        f.arms[i] = [
            deg(base) - sign * deg(20) - sign * deg(55) * reach,
            deg(base) - sign * deg(75) - sign * deg(10) * reach,
            deg(base) - sign * deg(85) - sign * deg(5) * reach,
        ]
        f.legs[i][0] = f.legs[i][0] - sign * deg(60) * knee
        f.legs[i][1] = f.legs[i][1] + sign * deg(30) * knee
    f.spine = f.spine + beat.swing(0.0, deg(5), 0.1)
    f.lift = f.lift + beat.swing(0.0, 0.025, 0.2, 2)


def _throw(beat: Beat, f: PersonPose, side: bool) -> None:
    swing = beat.keys([(0.0, 0.0), (0.3, -1.0), (0.48, 1.0), (0.65, 0.7), (0.96, 0.0)])
    swing = swing * min(beat.amp, 1.3)
    arm = f.arms[0]
    for j in range(3):
        arm[j] = deg(90) - deg(95) * np.abs(swing) ** 0.8 * (1.0 if side else 1.2)
        arm[j] = (
            arm[j] + deg(50) * np.clip(swing, 0, None) - deg(55 + 12 * j) * np.clip(-swing, 0, None)
        )
    f.spine = f.spine + deg(14) * swing
    f.bend = f.bend + deg(8) * swing
    other = f.arms[1]
    for j in range(3):
        other[j] = other[j] + deg(25) * swing
    f.legs[1][0] = f.legs[1][0] - deg(18) * np.clip(-swing, 0, None)


def _drink(rng: np.random.Generator, beat: Beat, f: PersonPose, side: bool) -> None:
    """Move one hand to the mouth and lean the head back a little."""
    up = beat.keys([(0.0, 0.0), (0.35, 1.0), (0.6, 1.0), (0.95, 0.0)]) * min(beat.amp, 1.15)
    i = 0 if side else int(rng.integers(2))
    sign = 1.0 if side or i == 0 else -1.0
    base = 90.0 - sign * 90.0
    f.arms[i] = [
        deg(base) + sign * (deg(70) - deg(25) * up),
        deg(base) + sign * (deg(10) - deg(95) * up),
        deg(base) + sign * (deg(-5) - deg(110) * up),
    ]
    f.head = f.head - sign * deg(10) * np.clip(up - 0.4, 0, None)
    f.spine = f.spine + beat.swing(0.0, deg(2), 0.1)


def _hands(rng: np.random.Generator, beat: Beat, f: PersonPose, motion: str) -> None:
    """Strum (one forearm goes up and down) or drum (both, in turn and further)."""
    big = motion == "drum"
    for i in range(2):
        sign = 1.0 if i == 0 else -1.0
        base = 90.0 - sign * 90.0
        size = deg(float(rng.uniform(28, 45)) if big else float(rng.uniform(14, 26)))
        size *= 1.0 if big or i == 0 else 0.25
        lag = 0.5 * i
        f.arms[i] = [
            beat.swing(deg(base) + sign * deg(62), 0.35 * size, lag, 2),
            beat.swing(deg(base) + sign * deg(10 if big else 150), sign * size, lag + 0.06, 2),
            beat.swing(deg(base) + sign * deg(0 if big else 165), sign * 1.2 * size, lag + 0.1, 2),
        ]  # fmt: skip
    f.spine = f.spine + beat.swing(0.0, deg(4), 0.1)
    f.bend = f.bend + beat.swing(0.0, deg(4), 0.2)
    f.head = f.head + beat.swing(0.0, deg(8), 0.1, 2)


def draw_held(puppet: PuppetBuilder, arms: list[Ribbon], motion: str) -> None:
    """Draw what the hands hold: a barbell to lift, else a stick, ball, glass, bag or umbrella."""
    rng = puppet.rng
    hands = [arm.frame(1.0) for arm in arms]
    if motion == "lift":
        _barbell(puppet, hands)
        return
    hand = hands[int(rng.integers(2))]
    what = int(rng.integers(5))
    if what == 0:
        a = float(rng.uniform(-2.5, -0.5))
        reach = float(rng.uniform(0.2, 0.45))
        tip = (reach * float(np.cos(a)), reach * float(np.sin(a)))
        puppet.add(hand.place(polyline((0, 0), tip)), rigid=True, weight=0.9)
    elif what == 1:
        r = float(rng.uniform(0.04, 0.08))
        puppet.add(hand.place(ellipse(r, 0, r, r, 26)), closed=True, rigid=True, weight=0.9)
    elif what == 2:
        cup = line((0, -0.03), (0.09, -0.04), (0.09, 0.04), (0, 0.03), smooth=1)
        puppet.add(hand.place(cup), rigid=True, weight=0.9)
    elif what == 3:
        box = polyline((-0.06, 0.02), (0.08, 0.02), (0.08, 0.16), (-0.06, 0.16), (-0.06, 0.02))
        puppet.add(Frame(hand.origin, 0.3 * hand.angle).place(box), closed=True, rigid=True,
                  weight=0.9)  # fmt: skip
    else:
        top = Frame(hand.origin, 0.2 * (hand.angle - hand.angle.mean()))
        puppet.add(top.place(polyline((0, 0), (0, -0.4))), rigid=True, weight=0.9)
        cloth = line((-0.25, -0.32), (-0.12, -0.48), (0.12, -0.48), (0.25, -0.32))
        puppet.add(top.place(cloth), rigid=True, weight=0.9)
        puppet.add(top.place(polyline((-0.25, -0.32), (0.25, -0.32))), rigid=True, weight=0.8)


def _barbell(puppet: PuppetBuilder, hands: list[Frame]) -> None:
    middle: Floats = 0.5 * (hands[0].origin + hands[1].origin)
    span = hands[0].origin - hands[1].origin
    level = np.arctan2(span[:, 1], np.abs(span[:, 0]) + 0.2) * 0.3
    bar = Frame(middle, level)
    half, r = float(puppet.rng.uniform(0.28, 0.42)), float(puppet.rng.uniform(0.05, 0.11))
    puppet.add(bar.place(polyline((-half, 0), (half, 0))), rigid=True, weight=1.1)
    for sign in (-1.0, 1.0):
        disc = ellipse(sign * 0.85 * half, 0, 0.3 * r, r, 24)
        puppet.add(bar.place(disc), closed=True, rigid=True)


ACT_MOTIONS = (
    Move("lift", ("lift a barbell", "lift weights", "raise a barbell overhead", "lift a weight",
                  "raise both hands over the head", "lift", "press the bar", "hoist a weight"),
         ("with great strength",), once=True, weight=1.0),
    Move("drink", ("drink", "eat", "raise a glass", "take a sip", "toast", "clink glasses",
                   "have a meal", "bring a cup to the mouth", "dine"), (), weight=0.9),
    Move("throw", ("throw", "throw a ball", "toss a ball", "pitch", "hurl something",
                   "swing a bat", "hit the ball", "bowl", "serve"), (), once=True, weight=0.9),
    Move("strum", ("play the guitar", "strum", "play the violin", "play the keyboard", "paint",
                   "write", "stir", "play music", "type", "knit", "strum a chord"), (),
         weight=0.9),
    Move("drum", ("drum", "play the drums", "pound the drums", "hammer", "beat the drum",
                  "bang on the drums", "pound the cymbals"), (), weight=0.8),
    Move("climb", ("climb", "climb up the wall", "climb a rope", "clamber up", "scale the cliff",
                   "climb up", "pull itself up", "climb a ladder", "dangle and climb"), (),
         weight=0.9),
)  # fmt: skip
