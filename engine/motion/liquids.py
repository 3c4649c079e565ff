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
from engine.rig.surfaces import AT, BUBBLE, COLUMN, ENDS, RIPPLES, WALL_LEFT, WALL_RIGHT

Floats = NDArray[np.float64]
NECK = 0.6  # of the surface's width: walls that are nearer to each other are a neck
SHOWN = 0.15  # of a bubble's way: it comes and goes as it gets larger and smaller


def surface_laid(
    body: Performance,
    lean: Floats,
    rise: Floats | float = 0.0,
    waves: tuple[Floats, Floats] | None = None,
) -> bool:
    """Lay a surface aslant by `lean` [F], radians, its middle higher by `rise` [F]; tell if it can.

    Its ends stay on the walls, as far as these go. waves: how much higher [F], in pixels, it lies
    at a third and at two thirds of its width.
    """
    rest = body.rest
    walls = [_wall(body, name) for name in (WALL_LEFT, WALL_RIGHT)]
    if not rest.has(ENDS[0]) or min(len(wall) for wall in walls) < 2:
        return False
    middle = _middle(body)
    leans, ups = np.broadcast_to(lean, body.frames), np.broadcast_to(rise, body.frames)
    moved = []
    for name, wall in zip(ENDS, walls, strict=True):
        met = [_met(wall, middle, -up, own) for own, up in zip(leans, ups, strict=True)]
        moved.append(np.stack(met) - _met(wall, middle, 0.0, 0.0))
        slid(body, name, *moved[-1].T)
    for number, (name, at) in enumerate(zip(RIPPLES, AT, strict=True)):
        x, y = ((1.0 - at) * moved[0] + at * moved[1]).T
        slid(body, name, x, y if waves is None else y - waves[number])
    return True


def waves_of(body: Performance, high: Floats, period: float) -> tuple[Floats, Floats]:
    """Return how a surface ripples, in pixels: a hump of height `high` [F] runs to and fro."""
    phase, later = TAU * body.phase(period), 0.4 * TAU
    return -high * np.sin(phase), -high * (np.sin(phase + later) - np.sin(later))


def _middle(body: Performance) -> Floats:
    """Return the middle [2] of a surface at rest."""
    return np.asarray(0.5 * (body.rest.at(ENDS[0]) + body.rest.at(ENDS[1])))


def room(body: Performance) -> tuple[float, float]:
    """Return how far up and down a surface can go between its walls, in pixels.

    A neck, which is much narrower, is left out.
    """
    left, right = (_wall(body, name) for name in (WALL_LEFT, WALL_RIGHT))
    if min(len(left), len(right)) < 2:
        return 0.0, 0.0
    level = float(_middle(body)[1])
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
    middle = _middle(body)
    left, right = (_met(wall, middle, 0.0, 0.0) for wall in walls)
    return float(right[0] - left[0])


def bubbles_rise(body: Performance, period: float) -> bool:
    """Let bubbles rise to the surface, one after the other; return whether there are any."""
    bubbles = joints_called(body, BUBBLE)
    top, wall = float(_middle(body)[1]), _wall(body, WALL_LEFT)
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
