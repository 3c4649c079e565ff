# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the surface of a liquid goes: level or aslant, its ends on the walls of what it is in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU
from engine.motion.head_turns import slid
from engine.motion.performance import Performance
from engine.motion.thing_parts import joints_called
from engine.rig.surfaces import BUBBLE, COLUMN, RIPPLES, SURFACE, WALL_LEFT, WALL_RIGHT

Floats = NDArray[np.float64]
NECK = 0.6  # of the surface's width: walls that are nearer to each other are a neck
SHOWN = 0.15  # of a bubble's way: it comes and goes as it gets larger and smaller


def surface_laid(body: Performance, lean: Floats, rise: Floats | float = 0.0) -> bool:
    """Lay a surface aslant by `lean` [F], radians, its middle higher by `rise` [F]; tell if it can.

    Its ends stay on the walls, as far as these go.
    """
    rest = body.rest
    walls = [_wall(body, name) for name in (WALL_LEFT, WALL_RIGHT)]
    if not rest.has(SURFACE) or min(len(wall) for wall in walls) < 2:
        return False
    middle = rest.at(SURFACE)
    lean, up = np.broadcast_to(lean, body.frames), np.broadcast_to(rise, body.frames)
    ends = np.stack(
        [[_met(w, middle, -u, a) for w in walls] for a, u in zip(lean, up, strict=True)]
    )
    start = np.stack([_met(wall, middle, 0.0, 0.0) for wall in walls])
    across = ends[:, 1] - ends[:, 0]
    wide = np.hypot(*across.T) / max(float(np.ptp(start[:, 0])), 1e-9)
    own = 0.5 * float(start[:, 0].sum()) - middle[0]  # how far aside of the walls' middle it is
    moved = 0.5 * ends.sum(axis=1) - middle
    slid(body, SURFACE, moved[:, 0] - own * wide, moved[:, 1])
    body.stretch(SURFACE, wide, 1.0)
    body.turn(SURFACE, np.arctan2(across[:, 1], across[:, 0]))
    return True


def room(body: Performance) -> tuple[float, float]:
    """Return how far up and down a surface can go between its walls, in pixels.

    A neck, which is much narrower, is left out.
    """
    left, right = (_wall(body, name) for name in (WALL_LEFT, WALL_RIGHT))
    if min(len(left), len(right)) < 2:
        return 0.0, 0.0
    level = float(body.rest.at(SURFACE)[1])
    heights, wide = left[:, 1], right[:, 0] - left[:, 0] > NECK * width(body)
    above, below = heights < level, heights > level
    tops, bottoms = heights[above & ~wide], heights[below & ~wide]
    top = float(tops.max()) if len(tops) else float(heights[0])
    bottom = float(bottoms.min()) if len(bottoms) else float(heights[-1])
    return level - top, bottom - level


def width(body: Performance) -> float:
    """Return the width of a surface at rest."""
    walls = [_wall(body, name) for name in (WALL_LEFT, WALL_RIGHT)]
    if min(len(wall) for wall in walls) < 2:
        return float(np.ptp(body.rest.box[:, 0]))
    middle = body.rest.at(SURFACE)
    left, right = (_met(wall, middle, 0.0, 0.0) for wall in walls)
    return float(right[0] - left[0])


def rippled(body: Performance, high: Floats, period: float) -> None:
    """Let a surface ripple by `high` [F], pixels: a hump runs to and fro over it."""
    wave = TAU * body.phase(period)
    for name, start in zip(RIPPLES, (0.0, 0.4 * TAU), strict=True):
        slid(body, name, 0.0, high * (np.sin(wave + start) - np.sin(start)))


def bubbles_rise(body: Performance, period: float) -> bool:
    """Let bubbles rise to the surface, one after the other; return whether there are any."""
    bubbles = joints_called(body, BUBBLE)
    top, wall = float(body.rest.at(SURFACE)[1]), _wall(body, WALL_LEFT)
    for number, name in enumerate(bubbles):
        column = name.replace(BUBBLE, COLUMN)
        ground, drawn_at = float(body.rest.at(column)[1]), float(body.rest.at(name)[1])
        size = max(ground - drawn_at, 1e-9)
        low = max(float(wall[-1, 1]) - 0.1 * width(body), drawn_at)
        drawn = (low - drawn_at) / max(low - top, 1e-9)
        share = np.mod(drawn + body.phase(period) * (1.0 + 0.5 * (number % 2)), 1.0)
        far = (ground - low + share * (low - top)) / size
        seen = _seen(share) / max(float(_seen(np.array([drawn]))[0]), 0.1)
        body.stretch(column, 1.0, far)
        body.stretch(name, np.minimum(seen, 1.0), np.minimum(seen, 1.0) / far)
    return bool(bubbles)


def _seen(share: Floats) -> Floats:
    """Return the size 0..1 of a bubble on its way 0..1."""
    return np.clip(np.minimum(share, 1.0 - share) / SHOWN, 0.03, 1.0)


def _wall(body: Performance, name: str) -> Floats:
    """Return the places [N, 2] of a wall, from the top down."""
    names = sorted(joints_called(body, name), key=lambda joint: int(joint[len(name) :]))
    return np.array([body.rest.at(joint) for joint in names]).reshape(-1, 2)


def _met(wall: Floats, middle: Floats, down: float, lean: float) -> Floats:
    """Return where [2] a line meets a wall [N, 2] that goes through a place `down` below `middle`.

    lean: radians, clockwise from level. Beyond the wall's ends it goes on upright.
    """
    ends = wall[[0, -1]] + np.array([[0.0, -1e4], [0.0, 1e4]])
    line = np.concatenate([ends[:1], wall, ends[1:]])
    over = line[:, 1] - middle[1] - down - np.tan(lean) * (line[:, 0] - middle[0])
    crossings = np.flatnonzero((over[:-1] <= 0.0) & (over[1:] > 0.0))
    if not len(crossings):
        return np.asarray(wall[int(np.abs(over[1:-1]).argmin())])
    level = line[:, 1].searchsorted(middle[1] + down)
    at = int(crossings[np.abs(crossings - level).argmin()])
    share = over[at] / (over[at] - over[at + 1])
    return np.asarray(line[at] + share * (line[at + 1] - line[at]))
