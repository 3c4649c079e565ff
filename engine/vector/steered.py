# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beats and poses of one object, as an artist steers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.beats import SentenceBeat
from addon.contract.steering import Steering
from engine.motion.registry import RegisteredAction
from engine.motion.rest import RestPose
from engine.motion.steering import along_path, length_of, pinned, reaching
from engine.rig.bones import Pose

Floats = NDArray[np.float64]
USUAL_WAY = 0.7  # long sides of the drawing, where it is said which way, but not how far
#: Bodies that point where they go: those that swim, fly or roll, not those that stand on feet.
TURNING = ("fish", "snake", "flying_bird", "butterfly", "car", "cyclist")
#: What a body reaches with, in this order, by how the names of its joints begin.
HANDS = ("arm", "hand", "trunk", "claw", "tentacle", "head", "neck", "leg")


@dataclass(frozen=True)
class SteeredWay:
    """The line that an object goes along.

    Attributes:
        path: [K, 2], canvas pixels; its first point is where the object stands.
        side: 1.0 where it leads to the right as a whole, -1.0 to the left.
    """

    path: Floats
    side: float

    @classmethod
    def of(cls, steering: Steering, stage: RestPose, asked: Floats) -> SteeredWay | None:
        """Return the way that is steered; asked [n]: of each beat, in long sides; None for none."""
        if not steering.goes:
            return None
        far = steering.distance or (float(np.sum(asked)) or USUAL_WAY) * stage.size
        if steering.path:
            path = _from_near(np.array(steering.path), stage.centre)
            if steering.distance:
                path = _first(path, steering.distance)
        else:
            along = np.array(steering.direction or (stage.facing, 0.0))
            path = np.stack([np.zeros(2), far * along / np.hypot(*along)])
        if length_of(path) < 1e-6:
            return None
        across = float(path[-1, 0] - path[0, 0])
        if abs(across) < 0.05 * length_of(path):
            across = stage.facing
        return cls(path, 1.0 if across > 0 else -1.0)

    def beats(
        self, beats: Sequence[SentenceBeat], table: Mapping[str, RegisteredAction], size: float
    ) -> tuple[tuple[SentenceBeat, ...], list[float]]:
        """Return beats that go the way, and how far each goes, in long sides of the drawing."""
        acts = [n for n, beat in enumerate(beats) if not table[beat.action].gesture]
        going = [n for n in acts if table[beats[n].action].repeats] or acts or range(len(beats))
        total = sum(beats[n].frames for n in going)
        found, ways = list(beats), [0.0] * len(beats)
        side = "right" if self.side > 0 else "left"
        for number in going:
            found[number] = replace(beats[number], direction=side, edge="", target="")
            ways[number] = length_of(self.path) / size * beats[number].frames / total
        return tuple(found), ways


def steered(pose: Pose, stage: RestPose, way: SteeredWay | None, steering: Steering) -> Pose:
    """Return a pose that goes its way, with its pinned joints and what it reaches for."""
    bones = stage.bones
    if way is not None:
        turns = bones.plan in TURNING
        pose = along_path(pose, bones, way.path, way.side, stage.centre, turns=turns)
    pins = [stage.index[pin] for pin in steering.pins if stage.has(pin)]
    pose = pinned(pose, bones, pins)
    reach = steering.reach
    if reach is not None:
        place = np.array(reach.place)
        joint = stage.index[reach.joint] if stage.has(reach.joint) else _hand(stage, place)
        if joint not in pins:
            pose = reaching(pose, bones, joint, place, reach.arrives)
    return pose


def _hand(stage: RestPose, place: Floats) -> int:
    """Return the end of a limb that reaches for a place: the nearest of the first kind there is."""
    parents = set(stage.bones.parents.tolist())
    ends = [n for n in range(len(stage.bones.names)) if n not in parents]
    for kind in HANDS:
        of_kind = [n for n in ends if stage.bones.names[n].startswith(kind)]
        ends = of_kind or ends
        if of_kind:
            break
    return min(ends, key=lambda n: float(np.hypot(*(stage.joints[n] - place))))


def _from_near(path: Floats, centre: Floats) -> Floats:
    """Return a line whose end nearer to the body comes first."""
    begin, end = np.linalg.norm(path[[0, -1]] - centre, axis=1)
    return path[::-1] if end < begin else path


def _first(path: Floats, far: float) -> Floats:
    """Return the first part of a line; where it is too short it goes on straight."""
    step = np.linalg.norm(np.diff(path, axis=0), axis=1)
    path = path[np.concatenate([[True], step > 0.0])]
    if len(path) < 2:
        return path
    at = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    if far >= at[-1]:
        last = (path[-1] - path[-2]) / (at[-1] - at[-2])
        return np.concatenate([path, (path[-1] + (far - at[-1]) * last)[None]])
    end = [np.interp(far, at, path[:, axis]) for axis in (0, 1)]
    return np.concatenate([path[at < far], [end]])
