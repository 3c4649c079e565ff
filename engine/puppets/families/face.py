# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces and heads seen from the front: features slide over the head as it turns."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import Frame, PuppetBuilder, Ribbon, chain, deg, ellipse, line, rounded
from engine.puppets.family import Family, Move
from engine.puppets.timing import Beat, Floats


def _tracks(beat: Beat, motion: str) -> tuple[Floats, Floats, Floats, Floats]:
    """Return tracks [T]: the shift (x, y) of the features, the head's tilt, and its bob."""
    zero = np.zeros_like(beat.u)
    if motion == "nod":
        return zero, beat.swing(0.0, 0.1, 0.0), zero, beat.swing(0.0, 0.05, 0.0)
    if motion == "refuse":
        return beat.swing(0.0, 0.13, 0.0), zero, zero, zero
    if motion == "lean":
        return beat.swing(0.0, 0.03, 0.1), zero, beat.swing(0.0, deg(20), 0.0), zero
    if motion == "laugh":
        return (
            zero,
            beat.swing(0.0, 0.04, 0.0, 2),
            beat.swing(0.0, deg(5), 0.1),
            beat.swing(0.0, 0.05, 0.0, 2),
        )
    sway = beat.swing(0.0, 0.02, 0.2)
    return sway, beat.swing(0.0, 0.012, 0.4), beat.swing(0.0, deg(2.5), 0.3), zero


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    x, y, tilt, bob = _tracks(beat, motion)
    wide, tall = 0.36 * float(rng.uniform(0.85, 1.15)), 0.44 * float(rng.uniform(0.85, 1.15))
    neck = np.stack([np.zeros_like(bob), 0.55 + bob], axis=1)
    pivot = Frame(neck, tilt)
    head = pivot.child(0.0, -0.55, 0.0)
    outline = ellipse(0, 0, wide, tall, 44, float(rng.uniform(0, 6)))
    outline[:, 0] *= 1.0 - 0.25 * np.clip(outline[:, 1], 0, None)
    puppet.add(head.place(outline), closed=True, rigid=True, weight=1.2)
    inside = Frame(head.at(0, 0) + np.stack([x, y], 1), tilt, 1.0 - 0.5 * np.abs(x), 1.0)
    _eyes(puppet, beat, inside, wide, tall, motion)
    _mouth(puppet, beat, inside, wide, tall, motion)
    nose = float(rng.uniform(0.06, 0.14))
    bridge = line((0.0, -0.5 * nose), (0.35 * nose, 0.6 * nose), (-0.2 * nose, 0.7 * nose))
    puppet.add(inside.place(bridge), rigid=True, weight=0.7)
    if kind == "animal":
        _ears(puppet, beat, head, wide, tall)
    else:
        _hair(puppet, beat, head, wide, tall, motion)
        for sign in (-1.0, 1.0):
            ear = line((sign * wide, -0.06), (sign * (wide + 0.06), -0.02), (sign * wide, 0.08))
            puppet.add(head.place(ear), rigid=True, weight=0.6)
            if rng.random() < 0.6:
                side = line((sign * 0.14, 0.36), (sign * 0.14, 0.5), (sign * 0.36, 0.62))
                puppet.add(side, weight=0.6)


def _eyes(
    puppet: PuppetBuilder, beat: Beat, inside: Frame, wide: float, tall: float, motion: str
) -> None:
    rng = puppet.rng
    r = float(rng.uniform(0.04, 0.08))
    closing = beat.pulse(0.0, 0.9, 0.5, 4.0 if motion == "blink" else 1.0)
    shut = np.clip(closing, 0, 0.92) if motion in ("blink", "wink") else 0.0 * beat.u
    gaze = beat.swing(0.0, 0.7 * r, 0.0) if motion == "look" else 0.0 * beat.u
    for sign in (-1.0, 1.0):
        lid = 1.0 - shut * (1.0 if motion == "blink" or sign > 0 else 0.0)
        eye = Frame(inside.at(sign * 0.42 * wide, -0.2 * tall), inside.angle, 1.0, lid)
        puppet.add(eye.place(ellipse(0, 0, 1.5 * r, r, 22)), closed=True, weight=0.9)
        if rng.random() < 0.7 or motion == "look":
            pupil = (
                ellipse(0, 0, 0.5 * r, 0.6 * r, 14)[None] + np.stack([gaze, 0 * gaze], 1)[:, None]
            )
            puppet.add(eye.place(pupil), closed=True, weight=0.7)
        lift = beat.swing(0.0, 0.03 if motion in ("laugh", "talk", "smile") else 0.01, 0.1)
        brow = line((-1.6 * r, -1.6 * r), (0.0, -2.3 * r), (1.6 * r, -1.7 * r))
        place = Frame(inside.at(sign * 0.42 * wide, -0.2 * tall), inside.angle)
        raised = brow[None] + np.stack([0 * lift, lift], 1)[:, None]
        puppet.add(place.place(raised), weight=0.6)


def _mouth(
    puppet: PuppetBuilder, beat: Beat, inside: Frame, wide: float, tall: float, motion: str
) -> None:
    rng = puppet.rng
    half = float(rng.uniform(0.1, 0.17))
    rest = float(rng.uniform(-0.03, 0.05))
    curve = beat.swing(rest, 0.1 if motion in ("smile", "laugh") else 0.01, 0.0)
    steps = 2 if motion in ("talk", "sing", "laugh") else 1
    gape = {"talk": 0.16, "laugh": 0.14, "chew": 0.1}.get(motion, 0.0)
    opened = np.clip(beat.swing(0.4 * gape, 0.6 * gape, 0.15, steps), 0.0, None)
    x = np.linspace(-1, 1, 18)
    bow = 1 - x * x
    for part in (-0.35, 0.65):
        lip = (curve + part * opened)[:, None] * bow[None]
        across = np.broadcast_to(x * half, lip.shape)
        path = np.stack([across, 0.42 * tall + lip], -1)
        puppet.add(inside.place(path), weight=0.9)
        if gape == 0.0 and rng.random() < 0.5:
            break


def _ears(puppet: PuppetBuilder, beat: Beat, head: Frame, wide: float, tall: float) -> None:
    rng = puppet.rng
    high = float(rng.uniform(0.12, 0.5))
    for sign in (-1.0, 1.0):
        turn = head.child(sign * 0.6 * wide, -0.75 * tall, beat.swing(sign * 0.25, 0.14, 0.2))
        ear = line((-0.1, 0.05), (-0.07, -0.7 * high), (0, -high), (0.08, -0.6 * high), (0.1, 0.05))
        puppet.add(turn.place(ear), weight=0.9)
    for sign in (-1.0, 1.0):
        for k in range(int(rng.integers(0, 4))):
            hair = line((sign * 0.1, 0.1), (sign * 0.5, 0.04 + 0.05 * k))
            puppet.add(head.place(hair), weight=0.4)


def _hair(
    puppet: PuppetBuilder, beat: Beat, head: Frame, wide: float, tall: float, motion: str
) -> None:
    """Draw strands that hang from the crown; their tips swing later and further."""
    rng = puppet.rng
    size = deg(20 if motion == "hair" else 6)
    count, long = int(rng.integers(0, 9)), float(rng.uniform(0.3, 1.0))
    if motion == "hair":
        count, long = max(4, count), max(0.6, long)
    for _ in range(count):
        sign = float(rng.choice([-1.0, 1.0]))
        a = sign * float(rng.uniform(0.2, 1.3))
        root = head.at(1.02 * wide * np.sin(a), -1.0 * tall * np.cos(a))
        down = [
            head.angle
            + np.pi / 2
            - sign * deg(float(rng.uniform(-5, 25)))
            + beat.swing(0.0, size * (0.3 + 0.25 * i), 0.08 * i + 0.1)
            for i in range(4)
        ]
        strand = rounded(chain(root, [0.25 * long] * 4, down), 22, 3)
        if rng.random() < 0.3:
            lock = Ribbon(strand, np.array([0.03, 0.05, 0.01]))
            puppet.add(lock.side(-1.0), weight=0.7)
            puppet.add(lock.side(1.0), weight=0.7)
        else:
            puppet.add(strand, weight=0.7)
    top = line((-wide, -0.1), (-0.8 * wide, -tall), (0.8 * wide, -1.1 * tall), (wide, -0.1))
    if rng.random() < 0.7:
        puppet.add(head.place(top), weight=0.8)


FAMILY = Family(
    name="face",
    kinds={
        "face": ("face", "head", "woman's face", "man's face", "boy's face", "portrait", "mask",
                 "girl's head", "smiley", "old man's head"),
        "animal": ("cat's face", "dog's head", "bear's face", "rabbit's head", "fox's head",
                   "teddy's face"),
    },
    motions=(
        Move("nod", ("nod", "nod its head", "say yes", "agree", "bob its head"), (), weight=1.3),
        Move("refuse", ("shake its head", "say no", "turn from side to side", "refuse",
                        "look left and right"), (), weight=1.2),
        Move("talk", ("talk", "speak", "sing", "open and close its mouth", "shout", "chat",
                      "move its lips"), (), weight=1.3),
        Move("blink", ("blink", "blink its eyes", "close its eyes", "open and close its eyes"),
             (), weight=1.2),
        Move("wink", ("wink", "wink one eye", "wink at us"), (), weight=0.6),
        Move("smile", ("smile", "grin", "smile broadly", "beam"), (), weight=0.9),
        Move("laugh", ("laugh", "chuckle", "giggle", "laugh out loud"), (), weight=0.9),
        Move("look", ("look around", "roll its eyes", "move its eyes", "glance about"), (),
             weight=0.8),
        Move("lean", ("tilt its head", "lean its head", "cock its head", "sway its head"), (),
             weight=0.9),
        Move("chew", ("chew", "eat", "munch"), (), weight=0.5),
        Move("hair", ("let its hair blow in the wind", "stand in the wind", "flutter its hair",
                      "wave its hair in the wind", "have its hair flow in the wind"),
             ("the hair flowing",), weight=1.0, kinds=("face",)),
    ),
    build=build,
    weight=0.9,
    tilt=8.0,
)  # fmt: skip
