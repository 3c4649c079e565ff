# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joint angles of four-legged animals: gaits by the phase of each leg, and actions in place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.body import deg
from engine.puppets.timing import Beat, Floats


@dataclass
class QuadrupedPose:
    """Tracks [T] of a four-legged animal: absolute angles of the bones, in radians.

    Four bones of each leg (hind near, hind far, front near, front far), neck, head and five bones
    of the tail; the body's position and pitch, and the arch of its back.
    """

    legs: list[list[Floats]]
    neck: Floats
    head: Floats
    tail: list[Floats]
    along: Floats
    lift: Floats
    pitch: Floats
    arch: Floats
    wag: Floats


HIND = (72.0, 112.0, 84.0, 30.0)
FRONT = (100.0, 88.0, 90.0, 30.0)

# phase of hind near, hind far, front near, front far; swing in degrees, fold of the lower leg
GAITS = {
    "walk": ((0.0, 0.5, 0.25, 0.75), 24.0, 38.0),
    "trot": ((0.0, 0.5, 0.5, 0.0), 30.0, 55.0),
    "gallop": ((0.0, 0.1, 0.48, 0.60), 46.0, 75.0),
    "bound": ((0.0, 0.04, 0.5, 0.54), 50.0, 75.0),
}


def _stride(beat: Beat, hind: bool, phase: float, swing: float, fold: float) -> list[Floats]:
    """Return the angles of one leg in a cyclic gait; it folds while it comes forward."""
    rest = HIND if hind else FRONT
    a = beat.swing(deg(rest[0]), -deg(swing), phase)
    flex = beat.pulse(0.0, deg(fold), phase + 0.02, 1.6)
    follow = beat.swing(0.0, -deg(swing * 0.75), phase + 0.05)
    if hind:
        upper = a - 0.25 * flex
        return [
            upper,
            deg(rest[1]) + follow + 0.75 * flex,
            deg(rest[2]) + follow + 0.1 * flex,
            deg(rest[3]) + follow + 0.9 * flex,
        ]
    return [
        a - 0.35 * flex,
        deg(rest[1]) + follow + 0.15 * flex,
        deg(rest[2]) + follow + 1.15 * flex,
        deg(rest[3]) + follow + 1.5 * flex,
    ]


def _tail(beat: Beat, angle: float, size: float, curl: float, harmonic: int = 1) -> list[Floats]:
    return [
        beat.swing(deg(angle + curl * i), deg(size) * (0.5 + 0.25 * i), 0.09 * i, harmonic)
        for i in range(5)
    ]


def pose_of(
    rng: np.random.Generator, beat: Beat, kind: str, motion: str, neck: float, tail: float
) -> QuadrupedPose:
    """Return the tracks of one motion; neck and tail are angles at rest, in degrees."""
    jig = rng.normal(0.0, 4.0, (4, 4))
    curl = (
        float(rng.uniform(-14, 22))
        if kind in ("cat", "dog", "lion")
        else float(rng.uniform(-22, 4))
    )
    if kind in ("cat", "dog", "lion") and rng.random() < 0.3:
        tail = float(rng.uniform(150, 260))
    if motion in ("gallop", "trot") and kind == "horse":
        tail += 45
    neck += float(rng.normal(0, 8))
    zero = np.zeros_like(beat.u)
    pose = QuadrupedPose(
        legs=[
            [deg(x + j) + zero for x, j in zip(HIND if i < 2 else FRONT, jig[i], strict=True)]
            for i in range(4)
        ],
        neck=deg(neck) + zero,
        head=zero,
        tail=_tail(beat, tail, 7.0, curl),
        along=zero,
        lift=zero,
        pitch=zero,
        arch=zero,
        wag=beat.swing(0.0, 0.4, 0.2),
    )
    head_rest = float(rng.uniform(5, 45)) + (neck + 50) * 0.2
    pose.head = deg(head_rest) + zero
    if motion in GAITS or motion == "gallop":
        _run(rng, beat, pose, kind, motion, neck, tail, curl, head_rest)
    else:
        _act(rng, beat, pose, motion, neck, tail, curl, head_rest)
    return pose


def _run(
    rng: np.random.Generator,
    beat: Beat,
    pose: QuadrupedPose,
    kind: str,
    motion: str,
    neck: float,
    tail: float,
    curl: float,
    head: float,
) -> None:
    gait = (
        "bound"
        if motion == "gallop" and (kind in ("cat", "gazelle") or rng.random() < 0.2)
        else motion
    )
    phases, swing, fold = GAITS[gait]
    swing *= float(rng.uniform(0.85, 1.15)) * (0.6 if kind == "elephant" else 1.0)
    flip = bool(rng.random() < 0.5)
    pose.legs = [
        _stride(
            beat,
            i < 2,
            (phases[i ^ 1] if flip else phases[i]) + rng.normal(0, 0.02),
            swing * (1.0 if i < 2 else 1.08),
            fold,
        )
        for i in range(4)
    ]
    fast = gait in ("gallop", "bound")
    steps = 1 if fast else 2
    pose.lift = beat.swing(0.0, {"walk": 0.012, "trot": 0.05}.get(gait, 0.09), 0.35, steps)
    pose.pitch = beat.swing(0.0, deg(9.0 if fast else 2.0), 0.3, steps)
    pose.arch = beat.swing(0.02, 0.07 if fast else 0.01, 0.55, steps)
    neck_size = {"walk": 6.0, "trot": 4.0}.get(gait, 9.0)
    low = 14.0 if fast else 0.0
    pose.neck = beat.swing(deg(neck + low), deg(neck_size), 0.45, steps)
    pose.head = beat.swing(deg(head - 0.5 * low), deg(neck_size * 0.6), 0.55, steps)
    pose.tail = _tail(beat, tail, 14.0 if fast else 10.0, curl, steps)


def _act(
    rng: np.random.Generator,
    beat: Beat,
    pose: QuadrupedPose,
    motion: str,
    neck: float,
    tail: float,
    curl: float,
    head: float,
) -> None:
    zero = np.zeros_like(beat.u)
    amp = min(beat.amp, 1.5)
    if motion == "jump":
        high = float(rng.uniform(0.45, 0.8)) * beat.amp
        pose.lift = beat.keys([(0, 0), (0.15, 0.14), (0.5, -high), (0.82, 0.08), (0.95, 0)])
        pose.pitch = beat.keys([(0, 0), (0.15, 0.06), (0.3, -0.42), (0.7, 0.32), (0.9, 0)])
        pose.arch = beat.keys([(0, 0), (0.15, 0.06), (0.4, -0.03), (0.7, 0.04), (0.9, 0)])
        for i, leg in enumerate(pose.legs):
            hind = i < 2
            late = 0.03 * (i % 2)
            crouch, tuck = deg(28), deg(float(rng.uniform(45, 75))) * amp
            reach = deg(35) if hind else -deg(40)
            bend = beat.keys(
                [(0, 0), (0.15, 1), (0.32 + late, -0.3), (0.55, 1.4), (0.8, 0.5), (0.95, 0)]
            )
            fold = np.clip(bend, -0.5, None)
            swing = beat.keys(
                [(0, 0), (0.2, 0), (0.38 + late, 1.0), (0.72, -0.7 if hind else 0.4), (0.95, 0)]
            )
            turn = reach * swing * amp
            rest = [float(x[0]) for x in leg]
            leg[0] = rest[0] + turn - fold * crouch
            leg[1] = rest[1] + turn + fold * (tuck * (0.75 if hind else 0.1))
            leg[2] = rest[2] + turn + fold * (-0.2 * tuck if hind else 0.9 * tuck)
            leg[3] = rest[3] + turn + fold * tuck
        pose.neck = deg(neck) + beat.keys(
            [(0, 0), (0.15, 0.15), (0.4, -0.2), (0.75, 0.25), (0.95, 0)]
        )
        lag = beat.keys([(0, 0), (0.25, 0.4), (0.5, -0.5), (0.85, 0.6)])
        pose.tail = [deg(tail + curl * i) + lag * (0.4 + 0.2 * i) for i in range(5)]
    elif motion == "wag":
        size = float(rng.uniform(24, 40))
        pose.tail = _tail(beat, tail, size, curl)
        pose.pitch = beat.swing(0.0, 0.012, 0.2)
        pose.head = beat.swing(deg(head), deg(3), 0.4)
    elif motion == "graze":
        deep = float(rng.uniform(45, 85)) * amp
        low = 8 + deep
        slow = rng.random() < 0.5
        track = beat.keys(
            [(0, 0), (0.35, 1), (0.6, 0.9), (0.95, 0)] if slow else [(0, 0), (0.5, 1)]
        )
        pose.neck = deg(neck) + deg(low) * track
        pose.head = deg(head) + deg(low * 0.45) * track + beat.swing(0.0, deg(3), 0.1, 2)
        pose.pitch = deg(3) * track
    elif motion == "look":
        pose.neck = beat.swing(deg(neck), deg(float(rng.uniform(12, 24))), 0.0)
        pose.head = beat.swing(deg(head), deg(float(rng.uniform(14, 26))), 0.12)
        pose.lift = beat.swing(0.0, 0.012, 0.0)
    elif motion == "play":
        which = int(rng.integers(2, 4))
        raised = float(rng.uniform(55, 95)) * amp
        track = beat.keys([(0, 0), (0.3, 1), (0.55, 0.6), (0.75, 1.0), (0.97, 0)])
        leg = pose.legs[which]
        for j, share in enumerate((-0.9, -0.3, 0.2, 0.6)):
            leg[j] = leg[j] + deg(raised) * share * track
        pose.neck = beat.swing(deg(neck), deg(13), 0.2)
        pose.head = beat.swing(deg(head), deg(18), 0.3)
        pose.tail = _tail(beat, tail, 26.0, curl)
        pose.pitch = deg(-9) * track
        if rng.random() < 0.4:
            _pounce(beat, pose, amp)
    elif motion == "sit":
        up = beat.keys([(0, 0), (0.4, 1), (0.65, 0.9), (0.97, 0)]) * amp
        pose.pitch = -deg(48) * up
        pose.lift = -0.33 * up
        pose.neck = deg(neck) - deg(25) * up
        pose.head = deg(head) - deg(20) * up
        for i, leg in enumerate(pose.legs):
            kick = beat.swing(0.0, deg(14), 0.2 * i, 2)
            for j in range(4):
                if i < 2:
                    leg[j] = leg[j] + deg((-18, 10, -6, 0)[j]) * up
                else:
                    leg[j] = leg[j] + (deg((-55, -25, 45, 60)[j]) + kick) * up
    pose.along = zero


def _pounce(beat: Beat, pose: QuadrupedPose, amp: float) -> None:
    """Bow with the forelegs out and the rear up, then make a small jump at the toy."""
    bow = beat.keys([(0, 0), (0.25, 1), (0.4, 0.9), (0.55, -0.5), (0.75, 0.3), (0.97, 0)]) * amp
    hop = beat.keys([(0, 0), (0.4, 0), (0.58, 1), (0.8, 0), (0.97, 0)]) * amp
    pose.pitch = deg(24) * bow
    pose.lift = pose.lift - 0.14 * hop + 0.05 * np.clip(bow, 0, None)
    for i, leg in enumerate(pose.legs):
        reach = np.clip(bow, 0, None) * (0.0 if i < 2 else deg(-42)) + hop * deg(
            18 if i < 2 else -25
        )
        for j in range(4):
            leg[j] = leg[j] + reach
