# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What things do in a hand that isn't drawn: glasses clink, jugs pour, rattles twist."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.actions.thing_parts import laugh
from engine.motion.curves import TAU, keyed
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import (
    fallen,
    foot_of,
    is_round,
    joints_called,
    pouring_side,
    scaled_about,
)
from engine.rig.pieces.glasses import GLASS

Floats = NDArray[np.float64]
THING = ("",)
PARTED = 0.07  # radians that each glass leans away before it meets the other
MEETS = 0.5  # of a cycle: when glasses touch
ROWS = 24  # heights at which the gap between two glasses is measured
TIPPED = 0.75  # radians that a jug leans to pour
MOST_TURN = 0.45  # radians that a thing is twisted in a hand
TURNED = 0.3  # of its width: what is twisted gets narrower by so much


@action("clink", "toast", "touch", plans=THING, frames=26, repeats=True, shared=False)
def clink(body: Performance) -> None:
    """Part a little, come together, touch, rebound and return; one alone leans to the other."""
    phase = np.mod(body.phase(26.0), 1.0)
    away = [(0, 0), (0.28, 1), (0.36, 1), (MEETS, 0), (0.62, 0.3), (0.76, 0), (1, 0)]
    near = [(0, 0), (0.3, 0), (MEETS, 1), (0.54, 1), (0.85, 0), (1, 0)]
    amount = min(body.amount, 1.3)
    parted, met = PARTED * amount * keyed(phase, away), keyed(phase, near)
    glasses = joints_called(body, GLASS)
    if len(glasses) < 2:
        side = float(body.beat.aim) or body.facing
        body.about(foot_of(body), side * (0.3 * amount * met - parted))
        return
    left, right = sorted(glasses, key=lambda name: float(body.rest.at(name)[0]))
    touch = _touching_turn(body, left, right)
    body.turn(left, touch * met - parted)
    body.turn(right, parted - touch * met)


def _touching_turn(body: Performance, left: str, right: str) -> float:
    """Return by how much each of two glasses turns until they touch, radians; 0 if they do."""
    points, bones = body.rest.points, body.rest.bones
    if points is None or len(points) != len(bones.carriers):
        return 0.0
    own = [points[bones.carriers[:, 0] == body.rest.index[name]] for name in (left, right)]
    if not all(map(len, own)):
        return 0.0
    top = max(float(points[:, 1].min()) for points in own)
    foot = min(float(points[:, 1].max()) for points in own)
    pivot = float(body.rest.at(left)[1])
    turns = []
    for low, high in zip(*(2 * [np.linspace(top, foot, ROWS)]), strict=True):
        reach = (foot - top) / ROWS
        near = [p[(p[:, 1] > low - reach) & (p[:, 1] < high + reach)] for p in own]
        if all(map(len, near)):
            gap = float(near[1][:, 0].min() - near[0][:, 0].max())
            turns.append(0.5 * gap / max(pivot - low, 1e-9))
    return float(np.clip(min(turns, default=0.0), 0.0, 0.6))


@action("cheer", "cheers", plans=THING, frames=26, repeats=True, shared=False)
def cheer(body: Performance) -> None:
    """Clink, if two glasses are drawn; anything else laughs for joy."""
    if len(joints_called(body, GLASS)) == 2:
        clink(body)
    else:
        laugh(body)


@action("pour", plans=THING, frames=40, shared=False)
def pour(body: Performance) -> None:
    """Lift a little, lean to the spout, pour for a while and come back; clouds pour down."""
    if joints_called(body, "drop"):
        fallen(body, 16.0)
        return
    over = keyed(body.t, [(0, 0), (0.08, -0.06), (0.38, 1), (0.72, 1), (0.95, 0), (1, 0)])
    over = over * min(body.amount, 1.3)
    way = float(body.beat.aim) or pouring_side(body)
    glug = 0.03 * body.once(0.36, 0.42, 0.66, 0.72) * np.sin(TAU * 6.0 * body.t)
    body.about(body.rest.centre, way * (TIPPED * over + glug))
    body.shift(0.0, -0.08 * body.size * np.clip(over, 0.0, 1.0))


@action("twist", "swivel", plans=THING, frames=24, repeats=True, shared=False)
def twist(body: Performance) -> None:
    """Turn to one side and to the other about its own middle, quickly, and come to rest."""
    turned = body.wave(12.0) * body.swell(4.0) * min(body.amount, 1.4)
    body.about(body.rest.centre, MOST_TURN * turned)
    if not is_round(body):  # what is round lies in the picture
        scaled_about(body, body.rest.centre, 1.0 - TURNED * turned**2, 1.0)
