# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads that turn: eyes, nose and mouth slide over the outline as over a ball.

What lies in the middle slides furthest, what is at the edge hardly; the outline stays, and what is
drawn within a line stays within it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.performance import Performance
from engine.motion.slide_room import box_of, room_of, within
from engine.rig.slides import SLID, SLIDE

Floats = NDArray[np.float64]
BALL = 1.15  # radius of the ball, in halves of the drawing's box
MOST = (0.3, 0.2)  # radians: further aside, or up and down, eyes would leave the outline
FLAP = 0.22  # radians: further, in each of its two joints, a lagging ear would crumple
LEAST_HEAD = 0.3  # of the drawing: what of a head is smaller isn't the head
EDGE = 0.97  # of the radius: how far out a part may lie on the ball


def slid(body: Performance, name: str, x: Floats | float, y: Floats | float) -> None:
    """Move a part that has a slide, by [F] along the drawing's x and y."""
    slide = f"{SLIDE}{name}"
    if slide not in body.rest.index:
        return
    arm = body.rest.at(name) - body.rest.at(slide)
    far_x, far_y = 1.0 + np.asarray(x) / arm[0], 1.0 + np.asarray(y) / arm[1]
    body.stretch(slide, far_x, far_y)
    body.stretch(_slid(body, name), 1.0 / far_x, 1.0 / far_y)


def _slid(body: Performance, name: str) -> str:
    """Return the joint that slides: that of several features, or the part's own."""
    return f"{SLID}{name}" if f"{SLID}{name}" in body.rest.index else name


def sliding(body: Performance) -> list[str]:
    """Return the parts that have slides."""
    return [name[len(SLIDE) :] for name in body.rest.index if name.startswith(SLIDE)]


def turned_head(body: Performance, yaw: Floats, nod: Floats | float = 0.0) -> bool:
    """Turn a head to the right by `yaw` and down by `nod` [F], radians; return whether it can."""
    parts = sliding(body)
    yaw, nod = (
        most * np.tanh(np.asarray(a) / most) for a, most in zip((yaw, nod), MOST, strict=True)
    )
    ball = _ball(body)
    half, centre = 0.5 * BALL * np.maximum(np.ptp(ball, axis=0), 1e-9), ball.mean(axis=0)
    for name in parts:
        place = np.clip((body.rest.at(name) - centre) / half, -EDGE, EDGE)
        latitude = np.arcsin(place)
        x = half[0] * (np.sin(np.clip(latitude[0] + yaw, -1.5, 1.5)) - place[0])
        y = half[1] * (np.sin(np.clip(latitude[1] + nod, -1.5, 1.5)) - place[1])
        room = room_of(body.rest, _slid(body, name))
        slid(body, name, within(room, x, 0), within(room, y, 1))
        width = np.cos(np.clip(latitude[0] + yaw, -1.3, 1.3)) / np.cos(latitude[0])
        body.stretch(_slid(body, name), np.clip(width, 0.55, 1.3), 1.0)
    return bool(parts)


def _ball(body: Performance) -> Floats:
    """Return the box [2, 2] of what turns: of the head without its antlers, ears and hat."""
    box = body.rest.box
    skull = box_of(body, "skull") if "skull" in body.rest.index else box
    wide, all_wide = np.ptp(skull, axis=0), np.ptp(box, axis=0)
    if (wide <= LEAST_HEAD * all_wide).any():
        return box
    return np.stack([np.maximum(skull[0], box[0]), np.minimum(skull[1], box[1])])


def ears_follow(body: Performance) -> None:
    """Let hair and ears lag behind the head."""
    body.follow(("hair0", "hair1"), period=12.0, damping=0.3)
    for side in ("left", "right"):
        names = [name for name in (f"ear_{side}0", f"ear_{side}1") if name in body.rest.index]
        own = [body.rest.index[name] for name in names]
        before = body.own[:, own]
        body.follow(names, period=10.0, damping=0.4)
        body.own[:, own] = before + FLAP * np.tanh((body.own[:, own] - before) / FLAP)
