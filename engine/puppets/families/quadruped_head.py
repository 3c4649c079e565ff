# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads of four-legged animals: rigid, with muzzle, ears, horns; the elephant's trunk swings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.body import (
    Frame,
    PuppetBuilder,
    Ribbon,
    chain,
    draw_limb,
    ellipse,
    line,
    rounded,
)
from engine.puppets.families.quadruped_gaits import QuadrupedPose


@dataclass(frozen=True)
class Proportions:
    """Lengths in units of the body's length (shoulder to hip)."""

    leg: float
    deep: float
    neck: float
    neck_angle: float
    head: float
    muzzle: float
    tail: float
    tail_angle: float
    ears: str = "small"
    mane: bool = False


def draw_head(
    puppet: PuppetBuilder, build: Proportions, frame: Frame, kind: str, pose: QuadrupedPose
) -> None:
    """Draw a rigid head; x runs from the neck to the nose."""
    rng = puppet.rng
    h = build.head * float(rng.uniform(0.85, 1.15))
    d = h * (0.36 if build.muzzle > 0.3 else 0.45)
    m = build.muzzle
    x0 = -0.15 * h
    nose = h * (0.55 + 0.45 * m)
    tip = d * (0.75 - 0.5 * m)
    top = line((x0, -0.8 * d), (0.3 * h, -d), (0.55 * h, -0.6 * d), (nose, -tip), samples=16)
    front = line((nose, -tip), (nose * 1.06, 0.0), (nose * 0.96, tip), samples=10)
    low = line((nose * 0.96, tip), (0.4 * h, 0.8 * d), (x0 + 0.1 * h, 0.9 * d), samples=16)
    if rng.random() < 0.5:
        puppet.add(frame.place(np.concatenate([top, front[1:], low[1:]])), rigid=True, weight=1.2)
    else:
        for part in (top, front, low):
            puppet.add(frame.place(part), rigid=True, weight=0.9)
    r = float(rng.uniform(0.02, 0.06)) * h
    puppet.add(
        frame.place(ellipse(0.4 * h, -0.35 * d, 1.3 * r, r, 14)),
        closed=True,
        rigid=True,
        weight=0.6,
    )
    puppet.add(
        frame.place(line((nose * 0.95, 0.35 * tip), (0.75 * nose, 0.4 * d))), rigid=True, weight=0.4
    )
    _ears(puppet, build.ears, frame, h, d, nose, pose)


def _ears(
    puppet: PuppetBuilder,
    ears: str,
    frame: Frame,
    h: float,
    d: float,
    nose: float,
    pose: QuadrupedPose,
) -> None:
    rng = puppet.rng
    if ears in ("small", "point", "horns", "antlers", "trunk"):
        e = h * (0.35 if ears in ("point", "antlers") else 0.25) * float(rng.uniform(0.8, 1.3))
        for x in (0.02 * h, 0.2 * h):
            ear = line(
                (x - 0.08 * h, -0.85 * d),
                (x - 0.02 * h, -0.85 * d - e),
                (x + 0.12 * h, -d),
                smooth=1,
            )
            if ears == "trunk":
                ear = line((x, -0.6 * d), (x - 1.2 * e, -0.5 * d), (x - 1.3 * e, d), (x, 0.9 * d))
                x = h
            puppet.add(frame.place(ear), rigid=True, weight=0.7)
            if ears == "trunk":
                break
    if ears == "flop":
        ear = line((0, -0.8 * d), (-0.25 * h, -0.2 * d), (-0.1 * h, 0.5 * d), (0.1 * h, -0.5 * d))
        puppet.add(frame.place(ear), rigid=True, weight=0.8)
    if ears == "horns":
        bend = float(rng.uniform(-0.3, 0.4))
        for x in (0.15 * h, 0.27 * h):
            horn = line((x, -d), (x - bend * h, -d - 0.45 * h), (x - 0.1 * h, -d - 0.85 * h))
            puppet.add(frame.place(horn), rigid=True, weight=0.8)
    if ears == "antlers":
        for x in (0.12 * h, 0.3 * h):
            puppet.add(
                frame.place(line((x, -d), (x - 0.3 * h, -d - 0.6 * h), (x, -d - 1.2 * h))),
                rigid=True,
                weight=0.8,
            )
            puppet.add(
                frame.place(line((x - 0.12 * h, -d - 0.5 * h), (x + 0.2 * h, -d - 0.8 * h))),
                rigid=True,
                weight=0.6,
            )
    if ears == "trunk":
        root = frame.at(0.9 * nose, 0.0)
        base = frame.angle
        joints = chain(root, [0.3 * h] * 4, [base + 0.6 + pose.wag * 0.3 * i for i in range(4)])
        ribbon = Ribbon(rounded(joints), [0.3 * d, 0.22 * d, 0.15 * d])
        draw_limb(puppet, ribbon, "double")
