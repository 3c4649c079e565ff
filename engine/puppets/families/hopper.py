# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Squirrels, rabbits, kangaroos, mice: sitting animals that nibble with their paws and hop."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import (
    Frame,
    PuppetBuilder,
    Ribbon,
    chain,
    deg,
    draw_limb,
    ellipse,
    line,
    rounded,
    unit,
    vec,
)
from engine.puppets.family import Family, Move
from engine.puppets.timing import Beat, Floats


def _head(puppet: PuppetBuilder, frame: Frame, kind: str, beat: Beat, h: float) -> None:
    rng = puppet.rng
    shape = line(
        (-0.6 * h, 0.3 * h),
        (-0.5 * h, -0.6 * h),
        (0.3 * h, -0.6 * h),
        (1.0 * h, 0.05 * h),
        (0.6 * h, 0.5 * h),
        (-0.2 * h, 0.55 * h),
        samples=36,
        smooth=6,
    )
    cut = int(rng.integers(12, 24))
    if rng.random() < 0.4:
        puppet.add(frame.place(shape), rigid=True)
    else:
        puppet.add(frame.place(shape[: cut + 1]), rigid=True)
        puppet.add(frame.place(shape[cut:]), rigid=True)
    e = float(rng.uniform(0.06, 0.13)) * h
    puppet.add(
        frame.place(ellipse(0.25 * h, -0.15 * h, 1.2 * e, e, 14)),
        closed=True,
        rigid=True,
        weight=0.7,
    )
    tall = {
        "rabbit": 1.3,
        "squirrel": 0.45,
        "kangaroo": 0.7,
        "mouse": 0.4,
        "bear": 0.3,
        "cat": 0.45,
        "dog": 0.5,
        "monkey": 0.25,
    }[kind] * h
    for i, x in enumerate((-0.3, -0.05)):
        twitch = frame.child(x * h, -0.55 * h, beat.swing(-0.25 - 0.2 * i, 0.12, 0.2 + 0.1 * i))
        wide = 0.14 * h
        puppet.add(
            twitch.place(
                line(
                    (-wide, 0),
                    (-wide, -0.7 * tall),
                    (0, -tall),
                    (wide, -0.6 * tall),
                    (wide, 0.05 * h),
                )
            ),
            weight=0.8,
        )
    if rng.random() < 0.5:
        puppet.add(
            frame.place(line((0.9 * h, 0.1 * h), (0.6 * h, 0.25 * h))), rigid=True, weight=0.4
        )


def _tracks(beat: Beat, motion: str) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return tracks [T]: lift, pitch, fold of the hind legs, paws at the mouth, nod."""
    zero = np.zeros_like(beat.u)
    nod = beat.swing(0.0, deg(4), 0.3)
    if motion == "hop":
        lift = beat.keys([(0, 0), (0.15, 0.08), (0.48, -0.4 * beat.amp), (0.8, 0.06), (0.95, 0)])
        pitch = beat.keys([(0, 0), (0.18, 0.12), (0.32, -0.3), (0.65, 0.22), (0.9, 0)])
        fold = beat.keys([(0, 0), (0.15, 0.5), (0.35, -1.0), (0.6, -0.2), (0.8, 0.5), (0.95, 0)])
        return lift, pitch, fold, zero, beat.swing(0.0, deg(7), 0.4)
    if motion == "eat":
        paws = beat.swing(0.5, 0.5, 0.0, 2)
        return (
            beat.swing(0.0, 0.02, 0.2, 2),
            beat.swing(0.0, deg(6), 0.2),
            zero,
            paws,
            beat.swing(0.0, deg(20), 0.1, 2),
        )
    if motion == "play":
        rear = beat.swing(0.0, deg(10), 0.0)
        return beat.swing(0.0, 0.04, 0.1), rear, zero, zero, beat.swing(0.0, deg(16), 0.2)
    if motion == "look":
        return zero, zero, zero, zero, beat.swing(0.0, deg(28), 0.0)
    return zero, beat.swing(0.0, deg(3), 0.1), zero, zero, nod  # tail and ears only


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    lift, pitch, fold, paws, nod = _tracks(beat, motion)
    base = vec(0.0, lift)
    upright = float(rng.uniform(-85, -45)) if kind != "mouse" else float(rng.uniform(-50, -20))
    lean = deg(upright) + pitch
    long = float(rng.uniform(0.5, 0.7))
    bow = float(rng.uniform(0.1, 0.5))
    points = np.stack(
        [
            base,
            base + 0.35 * long * unit(lean - bow),
            base + 0.75 * long * unit(lean - 0.1),
            base + long * unit(lean + 0.12),
        ],
        1,
    )
    fat = float(rng.uniform(0.14, 0.22)) * (1.3 if kind == "bear" else 1.0)
    torso = Ribbon(rounded(points, 24, 4), fat * np.array([0.7, 1.05, 1.0, 0.75, 0.55]))
    puppet.add(torso.side(-1.0))
    puppet.add(torso.side(1.0, 0.1, 0.95))
    if rng.random() < 0.6:
        puppet.add(torso.across(0.0), weight=0.7)
    h = float(rng.uniform(0.13, 0.18))
    head = Frame(points[:, -1] + 0.55 * h * unit(lean + 0.4), deg(float(rng.uniform(0, 20))) + nod)
    _head(puppet, head, kind, beat, h)
    _hind(puppet, base, fold, lean, rng)
    _arms(puppet, torso, head, paws, beat, motion, h)
    _tail(puppet, beat, base, kind, motion, fold)
    for _ in range(int(rng.integers(0, 5))):
        puppet.add(torso.hatch(rng), weight=0.3, loose=True)


def _hind(
    puppet: PuppetBuilder, base: Floats, fold: Floats, lean: Floats, rng: np.random.Generator
) -> None:
    root = base + unit(lean) * 0.08 + vec(0.03, 0.0)
    thigh, foot = float(rng.uniform(0.18, 0.26)), float(rng.uniform(0.14, 0.24))
    knee = deg(15) + np.clip(-fold, 0, 1) * deg(70)
    shank = deg(140) - np.clip(-fold, 0, 1) * deg(25)
    toe = deg(5) + np.clip(-fold, 0, 1) * deg(75)
    joints = chain(root, [thigh, 0.8 * thigh, foot], [knee, shank, toe])
    leg = Ribbon(rounded(joints, 24, 3), 0.05 * np.array([1.8, 1.5, 0.8, 0.6, 0.5]))
    draw_limb(puppet, leg, str(rng.choice(["single", "double"])))
    haunch = Frame(root, knee)
    r = float(rng.uniform(0.1, 0.15))
    arc = ellipse(0.4 * thigh, 0.0, 1.2 * r, r, 30, float(rng.uniform(2.4, 3.6)))[:20]
    puppet.add(haunch.place(arc), weight=0.8)


def _arms(
    puppet: PuppetBuilder,
    torso: Ribbon,
    head: Frame,
    paws: Floats,
    beat: Beat,
    motion: str,
    h: float,
) -> None:
    """Draw arms of two bones, their paws between belly and mouth; to eat, they hold a nut."""
    rng = puppet.rng
    root = torso.map(np.array([0.78]), np.array([0.2]))[:, 0]
    mouth = head.at(0.95 * h, 0.45 * h)
    low = root + vec(float(rng.uniform(0.1, 0.2)), float(rng.uniform(0.14, 0.26)))
    if motion in ("box", "play"):
        paws = beat.swing(0.4, 0.5, 0.0)
    for i in range(2):
        boxing = motion in ("box", "play")
        share = paws if motion == "eat" else (paws if i == 0 else 1 - paws) * boxing
        hand = low + (mouth - low) * np.reshape(share, (-1, 1)) + vec(0.02 * i, 0.03 * i)
        middle = 0.5 * (root + hand) + vec(0.0, 0.06)
        arm = Ribbon(
            rounded(np.stack([root, middle, hand], 1), 18, 3), 0.03 * np.array([1.2, 0.9, 0.6])
        )
        draw_limb(puppet, arm, str(rng.choice(["single", "double"])), weight=0.95 - 0.15 * i)
        if i == 0 and motion == "eat" and rng.random() < 0.7:
            r = float(rng.uniform(0.02, 0.035))
            nut = Frame(hand + vec(0.02, 0.0), np.zeros_like(beat.u))
            puppet.add(
                nut.place(ellipse(0, 0, 1.3 * r, r, 16)), closed=True, rigid=True, weight=0.8
            )


def _tail(
    puppet: PuppetBuilder, beat: Beat, base: Floats, kind: str, motion: str, fold: Floats
) -> None:
    rng = puppet.rng
    size = deg({"wag": 26, "eat": 12, "play": 18, "look": 10}.get(motion, 6))
    if kind == "squirrel":
        angles = [205, 235, 268, 285, 300, 330]
        long, width = float(rng.uniform(0.75, 1.1)), np.array([0.3, 1.0, 1.3, 1.4, 1.2, 0.4]) * 0.1
    elif kind in ("cat", "dog", "monkey"):
        bend = float(rng.uniform(-18, 18))
        first = float(rng.uniform(150, 230))
        angles = [round(first + (bend + 10) * i) for i in range(6)]
        long, width = float(rng.uniform(0.45, 0.85)), np.array([1.0, 0.8, 0.7, 0.6, 0.4]) * 0.05
    elif kind in ("kangaroo", "mouse"):
        angles = [165, 170, 180, 190, 195, 200]
        long, width = float(rng.uniform(0.5, 0.8)), np.array([1.0, 0.7, 0.5, 0.3, 0.2, 0.1]) * 0.06
    else:
        angles = [200, 230, 250, 260, 270, 280]
        long, width = 0.14, np.array([0.6, 1.0, 1.0, 0.7]) * 0.05
    lag = [
        beat.swing(deg(a + float(rng.normal(0, 6))), size * (0.5 + 0.3 * i), 0.07 * i)
        + 0.25 * np.roll(fold, 1) * (0.3 + 0.12 * i) * (not beat.loop)
        for i, a in enumerate(angles)
    ]
    joints = chain(base + vec(-0.05, -0.02), [long / 6] * 6, lag)
    ribbon = Ribbon(rounded(joints, 26, 4), width)
    thin = kind == "mouse" or (kind in ("cat", "monkey") and rng.random() < 0.4)
    mode = "single" if thin else str(rng.choice(["double", "double", "closed"]))
    draw_limb(puppet, ribbon, mode, hatches=int(rng.integers(0, 4)) if kind == "squirrel" else 0)


FAMILY = Family(
    name="hopper",
    kinds={
        "squirrel": ("squirrel", "chipmunk", "red squirrel", "little squirrel"),
        "rabbit": ("rabbit", "bunny", "hare", "little rabbit"),
        "kangaroo": ("kangaroo", "wallaby", "dinosaur"),
        "mouse": ("mouse", "rat", "hamster", "hedgehog"),
        "bear": ("bear", "panda", "teddy bear", "beaver", "koala"),
        "cat": ("cat", "kitten", "sitting cat", "kitty", "house cat"),
        "dog": ("dog", "puppy", "sitting dog", "hound", "pup"),
        "monkey": ("monkey", "ape", "chimp", "gorilla", "chimpanzee"),
    },
    motions=(
        Move("hop", ("hop", "jump", "hop along", "bounce along", "leap", "bound", "jump up",
                     "spring",
                     "jump forward", "jump up and down"), ("on its strong hind legs",),
             travel=0.4, once=True, weight=1.8),
        Move("eat", ("eat", "nibble", "eat a nut", "nibble on a nut", "chew",
                     "hold a nut and nibble",
                     "munch", "feed", "gnaw", "eat with its paws", "hold and manipulate nuts",
                     "eat with its front paws", "have a meal", "nibble at some food",
                     "eat a snack", "feast"),
             ("holding it in its paws", "bringing its paws to its mouth", "with dexterous paws"),
             weight=2.6),
        Move("wag", ("wag its tail", "flick its tail", "swish its tail", "twitch its tail",
                     "wave its tail", "swing its tail", "whip its tail"), (), weight=1.4),
        Move("look", ("look around", "raise its head", "nod", "turn its head", "sniff",
                      "move its head"), (), weight=0.7),
        Move("play", ("play", "play around", "bat at a ball", "bat with its paws",
                      "strike at the air", "play with a ball", "catch something", "bat its paws"),
             ("with both paws",), weight=1.3),
        Move("box", ("box", "punch", "wave its paws", "rub its paws", "clean its face", "fight"),
             (), weight=0.6),
    ),
    build=build,
    weight=1.6,
    tilt=12.0,
)  # fmt: skip
