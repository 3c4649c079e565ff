# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hanging and tied things: pendulums, clocks, lamps, swings, balloons, kites, ropes, bells."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import (
    Frame,
    PuppetBuilder,
    Ribbon,
    chain,
    draw_limb,
    ellipse,
    line,
    polyline,
    rounded,
    vec,
)
from engine.puppets.family import Family, Move
from engine.puppets.timing import TAU, Beat


def _swing(puppet: PuppetBuilder, beat: Beat, kind: str) -> None:
    rng = puppet.rng
    angle = beat.swing(0.0, float(rng.uniform(0.35, 0.65)), 0.0)
    frame = Frame(vec(0, 0), angle)
    long = float(rng.uniform(0.5, 0.85))
    w = float(rng.uniform(0.02, 0.1)) if kind == "lamp" else 0.0
    puppet.add(frame.place(polyline((-w, 0), (0, long))), rigid=True)
    if w:
        puppet.add(frame.place(polyline((w, 0), (0, long))), rigid=True, weight=0.8)
    r = float(rng.uniform(0.08, 0.16))
    if kind == "pendulum":
        puppet.add(
            frame.place(ellipse(0, long + r, r, r, 30, float(rng.uniform(0, 6)))),
            closed=True,
            rigid=True,
        )
        if rng.random() < 0.4:
            puppet.add(
                frame.place(ellipse(0, long + r, 0.6 * r, 0.6 * r, 24)),
                closed=True,
                rigid=True,
                weight=0.5,
            )
    elif kind == "lamp":
        shade = polyline(
            (-0.5 * r, long),
            (0.5 * r, long),
            (1.6 * r, long + 1.6 * r),
            (-1.6 * r, long + 1.6 * r),
            (-0.5 * r, long),
            samples=40,
        )
        puppet.add(frame.place(shade), closed=True, rigid=True)
        puppet.add(
            frame.place(
                line((-0.4 * r, long + 1.6 * r), (0, long + 2.1 * r), (0.4 * r, long + 1.6 * r))
            ),
            rigid=True,
            weight=0.7,
        )
    else:  # bell
        for sign in (-1.0, 1.0):
            puppet.add(
                frame.place(
                    line(
                        (0, long),
                        (sign * r, long + 0.5 * r),
                        (sign * 1.1 * r, long + 1.8 * r),
                        (sign * 1.6 * r, long + 2.2 * r),
                    )
                ),
                rigid=True,
            )
        puppet.add(
            frame.place(polyline((-1.6 * r, long + 2.2 * r), (1.6 * r, long + 2.2 * r))), rigid=True
        )
        clap = frame.child(0, long + 1.5 * r, beat.swing(0.0, 0.4, -0.15))
        puppet.add(
            clap.place(ellipse(0, r, 0.2 * r, 0.2 * r, 16)), closed=True, rigid=True, weight=0.7
        )
    if rng.random() < 0.5:
        puppet.add(polyline((-0.4, 0), (0.4, 0)), rigid=True, weight=0.8)


def _clock(puppet: PuppetBuilder, beat: Beat) -> None:
    rng = puppet.rng
    puppet.add(ellipse(0, 0, 0.5, 0.5, 44, float(rng.uniform(0, 6))), closed=True, rigid=True)
    if rng.random() < 0.4:
        puppet.add(
            ellipse(0, 0, 0.44, 0.44, 44, float(rng.uniform(0, 6))),
            closed=True,
            rigid=True,
            weight=0.6,
        )
    for i in range(int(rng.choice([0, 4, 12]))):
        a = i * TAU / 12
        puppet.add(
            polyline(
                (0.4 * np.cos(a), 0.4 * np.sin(a)), (0.45 * np.cos(a), 0.45 * np.sin(a)), samples=6
            ),
            rigid=True,
            weight=0.4,
        )
    turn = TAU * (beat.u - beat.u[0])
    start = rng.uniform(0, TAU, 2)
    slow = turn / 12 if not beat.loop else 0 * turn
    puppet.add(Frame(vec(0, 0), turn + start[0]).place(polyline((0, 0), (0.38, 0))), rigid=True)
    puppet.add(Frame(vec(0, 0), slow + start[1]).place(polyline((0, 0), (0.25, 0))), rigid=True)


def _balloon(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    lift = beat.swing(0.0, 0.07, 0.25)
    if motion == "rise":
        lift = -0.8 * beat.amp * beat.t
    sway = beat.swing(0.0, 0.12, 0.0)
    frame = Frame(vec(beat.swing(0.0, 0.06, 0.1), lift), sway)
    r = float(rng.uniform(0.22, 0.3))
    if kind == "kite":
        d = polyline((0, -0.35), (0.25, 0), (0, 0.35), (-0.25, 0), (0, -0.35), samples=44)
        puppet.add(frame.place(d), closed=True, rigid=True)
        puppet.add(frame.place(polyline((0, -0.35), (0, 0.35))), rigid=True, weight=0.7)
        puppet.add(frame.place(polyline((-0.25, 0), (0.25, 0))), rigid=True, weight=0.7)
        foot = frame.at(0, 0.35)
    else:
        egg = ellipse(0, 0, r, 1.15 * r, 40, float(rng.uniform(0, 6)))
        puppet.add(frame.place(egg), closed=True, rigid=True)
        puppet.add(
            frame.place(polyline((-0.03, 1.2 * r), (0, 1.13 * r), (0.03, 1.2 * r))),
            rigid=True,
            weight=0.6,
        )
        if rng.random() < 0.5:
            puppet.add(
                frame.place(line((-0.6 * r, -0.5 * r), (-0.4 * r, -0.8 * r), (0, -0.9 * r))),
                rigid=True,
                weight=0.5,
            )
        foot = frame.at(0, 1.2 * r)
    long = float(rng.uniform(0.4, 0.8))
    angles = [beat.swing(np.pi / 2 + 0.25 * np.sin(i), 0.18 + 0.06 * i, 0.1 * i) for i in range(6)]
    string = rounded(chain(foot, [long / 6] * 6, angles), 24, 3)
    puppet.add(string)
    if kind == "kite":
        for s in (6, 12, 18):
            puppet.add(
                Frame(string[:, s], angles[2]).place(
                    polyline((0.0, -0.05), (0.0, 0.05), samples=6)
                ),
                weight=0.6,
            )


def _rope(puppet: PuppetBuilder, beat: Beat) -> None:
    rng = puppet.rng
    s = np.linspace(0, 1, 26)
    hang = rng.random() < 0.5
    size = float(rng.uniform(0.12, 0.22)) * beat.amp
    if hang:
        angles = [
            beat.swing(np.pi / 2 + 0.2 * float(rng.normal()), 0.22 + 0.06 * i, 0.07 * i)
            for i in range(7)
        ]
        path = rounded(chain(vec(0, 0), [1 / 7] * 7, angles), 26, 3)
    else:
        k = int(rng.integers(1, 3))
        sag = float(rng.uniform(0.0, 0.3))
        wave = (
            beat.curve(0.0, lambda u: size * np.sin(TAU * u))[:, None] * np.sin(np.pi * k * s)[None]
        )
        path = np.stack([np.broadcast_to(s, wave.shape), wave + sag * (4 * s * (1 - s))[None]], -1)
    thick = float(rng.uniform(0.008, 0.025))
    ribbon = Ribbon(path, np.array([thick, thick]))
    draw_limb(puppet, ribbon, str(rng.choice(["single", "double", "closed"])))
    for i in range(int(rng.integers(0, 8))):
        puppet.add(ribbon.across(0.06 + 0.12 * i, slant=0.02), weight=0.4)


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    if kind == "clock":
        _clock(puppet, beat)
    elif kind in ("balloon", "kite"):
        _balloon(puppet, beat, kind, motion)
    elif kind == "rope":
        _rope(puppet, beat)
    else:
        _swing(puppet, beat, kind)


_SWINGING = ("pendulum", "lamp", "bell")

FAMILY = Family(
    name="hanging",
    kinds={
        "pendulum": ("pendulum", "wrecking ball", "yo-yo", "pendulum of a clock"),
        "lamp": ("lamp", "hanging lamp", "lantern", "swing"),
        "bell": ("bell", "church bell"),
        "clock": ("clock", "clock hands", "watch", "the hands of the clock"),
        "balloon": ("balloon", "red balloon", "hot air balloon", "balloon on a string"),
        "kite": ("kite", "paper kite", "jellyfish"),
        "rope": ("rope", "string", "cable", "ribbon", "jump rope", "chain", "thread", "hair"),
    },
    motions=(
        Move("swing", ("swing", "swing back and forth", "swing from side to side", "sway",
                       "oscillate",
                       "dangle", "ring"), ("like a pendulum",), weight=2.0, kinds=_SWINGING),
        Move("tick", ("tick", "turn its hands", "run", "go round", "show the passing time"),
             ("its hands turning",), kinds=("clock",), weight=1.5),
        Move("drift", ("float", "drift", "float in the air", "bob in the wind", "fly in the wind",
                       "hover", "dance in the wind", "drift in the breeze", "sway in the wind"),
             ("its string trailing", "its tail waving"), kinds=("balloon", "kite"), weight=2.0),
        Move("rise", ("rise", "float up", "fly up", "float away", "rise into the sky"), (),
             kinds=("balloon", "kite"), one_way=True),
        Move("wave", ("swing", "wave", "sway", "vibrate", "ripple", "swing back and forth",
                      "oscillate", "whip", "wiggle"), ("in waves",), kinds=("rope",), weight=2.0),
    ),
    build=build,
    weight=0.9,
    tilt=8.0,
)  # fmt: skip
