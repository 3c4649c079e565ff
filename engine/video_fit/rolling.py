# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wheels that don't show how they turn, because they are round, turn by the way they roll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Pose, rotation
from engine.rig.drawing_rig import DrawingRig
from engine.video_fit.drawn_lines import DrawnLines, Space
from engine.video_fit.strands import Strands

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
WHEEL = "wheel"  # how joints begin that wheels turn on
ROUND = 0.06  # of the radius: how much a round line differs from a circle, at most
MIDDLE = 0.2  # of the radius: how far a wheel's joint is from its middle, at most
LEAST_RADIUS = 0.02  # long sides


@dataclass(frozen=True, eq=False)
class RollingWheel:
    """A round wheel.

    Attributes:
        owner, joint: number of its object, and of the joint that it turns on.
        drawn: numbers of its drawn points.
        handles: numbers of its control points.
        radius: long sides.
    """

    owner: int
    joint: int
    drawn: Ints
    handles: Ints
    radius: float

    def turns(self, strands: Strands, places: Floats) -> Floats:
        """Return how far it has turned [F] with control points [F, H, 2]: as it rolls sideways."""
        middles = self.middles(strands, places)[:, 0]
        return np.asarray((middles - middles[0]) / self.radius)

    def middles(self, strands: Strands, places: Floats) -> Floats:
        """Return where its middle is [F, 2]."""
        return np.stack([strands.lines(frame)[self.drawn].mean(axis=0) for frame in places])


def rolled(wheels: Sequence[RollingWheel], strands: Strands, places: Floats) -> Floats:
    """Return control points [F, H, 2] with wheels turned by the way they roll.

    places: [F, H, 2], frame 0 at rest. Turned is the drawing, so nothing of another turn is left.
    """
    result = places.copy()
    for wheel in wheels:
        arms = (strands.rest[wheel.handles] - strands.places[wheel.drawn].mean(axis=0))[None]
        turned = rotation(wheel.turns(strands, places)[:, None], arms)
        result[:, wheel.handles] = wheel.middles(strands, places)[:, None] + turned
    return result


def rolled_poses(
    wheels: Sequence[RollingWheel], strands: Strands, places: Floats, poses: Sequence[Pose | None]
) -> tuple[Pose | None, ...]:
    """Return poses of a drawing's objects whose wheels turn as `rolled` turns them."""
    found = list(poses)
    for wheel in wheels:
        pose = found[wheel.owner]
        if pose is not None:
            turns = pose.turns.copy()
            turns[:, wheel.joint] = wheel.turns(strands, places)
            found[wheel.owner] = replace(pose, turns=turns)
    return tuple(found)


def wheels_of(
    rig: DrawingRig, lines: DrawnLines, strands: Strands, space: Space
) -> list[RollingWheel]:
    """Return the wheels of a drawing in which nothing shows how they turn."""
    found = []
    for owner, own in enumerate(rig.objects):
        for joint, name in enumerate(own.bones.names if own is not None else ()):
            if own is None or not name.startswith(WHEEL):
                continue
            wheel = _wheel_at(space.inside(own.bones.joints[joint]), lines, strands)
            if wheel is not None:
                found.append(replace(wheel, owner=owner, joint=joint))
    return found


def _wheel_at(hub: Floats, lines: DrawnLines, strands: Strands) -> RollingWheel | None:
    """Return the wheel of round strokes about a hub; None where another line is in it."""
    round_ones: list[Ints] = []
    radii: list[float] = []
    for stroke in np.unique(lines.strokes):
        own = np.flatnonzero(lines.strokes == stroke)
        middle = lines.places[own].mean(axis=0)
        far = np.linalg.norm(lines.places[own] - middle, axis=1)
        radius = float(far.mean())
        if radius < LEAST_RADIUS or float(far.std()) > ROUND * radius:
            continue
        if float(np.linalg.norm(middle - hub)) <= MIDDLE * radius:
            round_ones.append(own)
            radii.append(radius)
    if not round_ones:
        return None
    radius = max(radii)
    drawn = np.concatenate(round_ones)
    inside = np.linalg.norm(lines.places - hub, axis=1) < 0.8 * radius
    inside[drawn] = False
    if inside.any():
        return None
    handles = np.unique(strands.shares[drawn].indices).astype(np.int64)
    return RollingWheel(-1, -1, drawn, handles, radius)
