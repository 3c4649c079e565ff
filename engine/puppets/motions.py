# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motions of a whole object: tracks of an affine map about a pivot, with the words for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.timing import FRAMES, TAU, Floats, smoothstep


@dataclass(frozen=True)
class Whole:
    """An affine motion of a whole object about a pivot, as tracks: one value for each frame [T].

    Attributes:
        x, y: [T], shift, in long sides of the object's bounding box at frame 0.
        turn: [T], rotation in radians, clockwise on the screen.
        scale_x, scale_y: [T], factors.
        pivot: the point that rotation and scale leave in place, in shares of the bounding box:
            (0.5, 0.5) is its centre, y = 1 its lower edge.
    """

    x: Floats
    y: Floats
    turn: Floats
    scale_x: Floats
    scale_y: Floats
    pivot: tuple[float, float] = (0.5, 0.5)

    def apply(self, path: Floats, low: Floats, high: Floats) -> Floats:
        """Move points [T,n,2] of an object whose box at frame 0 is from corner low to high [2]."""
        size = float((high - low).max())
        centre = low + (high - low) * np.asarray(self.pivot)
        p = path - centre
        x, y = p[..., 0] * self.scale_x[:, None], p[..., 1] * self.scale_y[:, None]
        c, s = np.cos(self.turn)[:, None], np.sin(self.turn)[:, None]
        shift = np.stack([self.x, self.y], axis=1)[:, None] * size
        return np.asarray(np.stack([c * x - s * y, s * x + c * y], axis=-1) + centre + shift)


VERBS: dict[str, tuple[str, ...]] = {
    "left": ("move left", "move to the left", "slide to the left", "go left", "drift to the left",
             "travel to the left", "shift to the left"),
    "right": ("move right", "move to the right", "slide to the right", "go right",
              "drift to the right", "travel to the right", "shift to the right"),
    "up": ("move up", "rise", "float up", "go up", "rise up", "ascend", "move upwards", "climb up"),
    "down": ("move down", "sink", "go down", "descend", "float down", "move downwards",
             "come down"),
    "float": ("float", "float gently", "hover", "bob up and down", "float in the air", "levitate",
              "hover up and down", "float up and down", "bob"),
    "sides": ("move from side to side", "move left and right", "slide back and forth",
              "go back and forth", "move back and forth"),
    "spin": ("spin", "rotate", "turn around", "spin around", "turn", "rotate in place", "whirl",
             "rotate clockwise", "rotate counterclockwise"),
    "jump": ("jump", "jump up and down", "leap up", "hop", "jump into the air", "jump up"),
    "bounce": ("bounce", "bounce up and down", "spring up and down", "hop up and down"),
    "shake": ("shake", "tremble", "shiver", "vibrate", "wiggle", "jiggle", "rattle", "quiver"),
    "grow": ("grow", "get bigger", "become larger", "expand", "swell", "grow bigger", "inflate"),
    "shrink": ("shrink", "get smaller", "become smaller", "contract", "shrink down"),
    "pulse": ("pulse", "breathe", "grow and shrink", "throb", "beat like a heart"),
    "sway": ("sway", "sway from side to side", "rock", "rock back and forth", "sway left and right",
             "lean from side to side", "tilt from side to side", "rock from side to side"),
    "swing": ("swing", "swing back and forth", "dangle", "swing from side to side",
              "hang and swing"),
    "still": ("stay still", "stand still", "do not move", "remain still", "hold still",
              "stay in place",
              "freeze", "rest motionless", "be still", "keep still", "remain motionless",
              "stay put"),
    "away": ("move away", "go away", "leave", "move away into the distance", "recede", "disappear",
             "fade into the distance"),
    "approach": ("approach", "come closer", "come towards us", "move closer", "come near"),
    "off": ("fly away", "fly off", "take off", "fly up and away", "soar away", "fly into the sky"),
    "fall": ("fall", "fall down", "drop down", "tumble down", "drop"),
    "tilt": ("tilt", "lean over", "tip over", "fall over", "bend over", "lean to one side",
             "topple"),
    "circle": ("move in a circle", "circle around", "fly in circles", "go around in circles"),
}  # fmt: skip

NAMES = tuple(VERBS)
LOOPING = ("float", "sides", "spin", "jump", "bounce", "shake", "pulse", "sway", "swing", "circle")
WEIGHTS = {
    "still": 4.0,
    "float": 1.5,
    "left": 3.0,
    "right": 3.0,
    "up": 1.5,
    "down": 1.5,
    "off": 1.5,
    "away": 1.5,
    "sway": 1.5,
    "jump": 1.4,
}


def _ease(rng: np.random.Generator, t: Floats) -> Floats:
    """Return the track t [T] from 0 to 1, by chance as it is or eased in, out, or both."""
    kind = int(rng.integers(4))
    if kind == 0:
        return t
    if kind == 1:
        return smoothstep(t)
    return np.asarray(t**1.7 if kind == 2 else 1.0 - (1.0 - t) ** 1.7)


def whole(rng: np.random.Generator, name: str, *, loop: bool, amp: float, cycles: int) -> Whole:
    """Return a motion of a whole object, like "jump"; at frame 0 the object is where it was drawn.

    name: one of NAMES. loop: whether the frame after the last is frame 0 again. amp: how large the
    motion is, 1 is ordinary. cycles: how often a motion that repeats ("bounce") does so within the
    clip, about so often where it isn't a loop; other motions ("fall") happen once. rng: decides
    the rest, such as direction and easing.
    """
    i = np.arange(FRAMES, dtype=np.float64)
    t = i / FRAMES if loop else i / (FRAMES - 1)
    zero, one = np.zeros(FRAMES), np.ones(FRAMES)
    x, y, turn, sx, sy = zero, zero, zero, one, one
    pivot = (0.5, 0.5)
    sign = float(rng.choice([-1.0, 1.0]))
    turns = cycles if loop else cycles * float(rng.uniform(0.75, 1.1))
    phase = TAU * turns * t
    wave = np.sin(phase)
    one_way = _ease(rng, t)
    far = float(rng.uniform(0.25, 0.6)) * min(amp, 1.4)
    if name in ("left", "right", "up", "down"):
        dx, dy = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}[name]
        bob = 0.02 * wave
        x, y = dx * far * one_way + bob * abs(dy), dy * far * one_way + bob * abs(dx)
        turn = 0.08 * (dx + dy * sign) * np.sin(np.pi * one_way)
    elif name == "float":
        y = sign * 0.11 * amp * wave
        x = 0.04 * amp * (np.sin(phase + 1.2) - np.sin(1.2))
        turn = 0.07 * amp * (np.sin(phase + 0.7) - np.sin(0.7))
    elif name == "sides":
        x, turn = sign * 0.26 * amp * wave, sign * 0.05 * amp * wave
    elif name == "spin":
        turn = sign * (TAU * cycles * t if loop or rng.random() < 0.5 else np.pi * one_way)
    elif name in ("jump", "bounce"):
        w = (turns * t) % 1.0
        air = np.clip((w - 0.2) / 0.62, 0, 1)
        high = (0.45 if name == "jump" else 0.3) * amp
        y = -high * 4 * air * (1 - air)
        crouch = np.exp(-(((w - 0.12) / 0.07) ** 2)) + 0.8 * np.exp(-(((w - 0.88) / 0.06) ** 2))
        crouch = crouch - crouch[0]
        sy = 1 - 0.16 * crouch + 0.08 * np.sin(np.pi * air)
        sx, pivot = 1 / sy, (0.5, 1.0)
    elif name == "shake":
        beats = 3 * cycles if loop else 3.3 * cycles
        beats = min(beats, 6)
        x = sign * 0.035 * amp * np.sin(TAU * beats * t)
        turn = sign * 0.05 * amp * np.sin(TAU * beats * t)
    elif name in ("grow", "shrink", "away", "approach"):
        up = name in ("grow", "approach")
        end = 1 + float(rng.uniform(0.35, 0.8)) * min(amp, 1.3) if up else 1 - 0.55 * min(amp, 1.3)
        sx = sy = np.exp(np.log(end) * one_way)
        pivot = (0.5, float(rng.choice([0.5, 1.0])))
        if name in ("away", "approach"):
            x, y = sign * 0.25 * one_way, (-0.15 if name == "away" else 0.12) * one_way
    elif name == "pulse":
        sx = sy = 1 + 0.16 * amp * (0.5 - 0.5 * np.cos(phase)) * sign
    elif name == "sway":
        turn, pivot = sign * 0.24 * amp * wave, (0.5, float(rng.choice([0.5, 1.0, 1.0])))
    elif name == "swing":
        turn, pivot = sign * 0.42 * amp * wave, (0.5, float(rng.uniform(-0.3, 0.0)))
    elif name == "off":
        x, y = sign * far * one_way, -far * one_way**1.3
        turn, sx = sign * 0.1 * one_way, np.exp(np.log(0.75) * one_way)
        sy = sx
    elif name == "fall":
        y, turn = far * t**2, sign * float(rng.uniform(0, 0.6)) * t
    elif name == "tilt":
        turn, pivot = (
            sign * float(rng.uniform(0.35, 1.2)) * min(amp, 1.3) * one_way,
            (0.5 + 0.4 * sign, 1.0),
        )
    elif name == "circle":
        r = 0.22 * amp
        x, y = r * wave, sign * r * (1 - np.cos(phase))
    return Whole(x, y, turn, sx, sy, pivot)
