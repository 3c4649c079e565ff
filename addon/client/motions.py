# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motions taken from results, to be saved to a file, shared, and used on other drawings.

motion = motion_of(Animation.read(job.animation_path), drawing, "dog", "the dog walks")
motion.write("walk.json")
request = request_with(Motion.read("walk.json"), request)    # the engine retargets it
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from ..contract.animation import Animation
from ..contract.continuation import without_continuation
from ..contract.drawing import Drawing
from ..contract.errors import BadInput
from ..contract.motion_file import SETTING, Motion
from ..contract.pose import RigPose
from ..contract.request import Request
from ..contract.rig import Rig

DIGITS = 5  # behind the point; a thousandth of a pixel at usual sizes


def motion_of(animation: Animation, drawing: Drawing, part: str, name: str) -> Motion:
    """Return the motion of one object of a result.

    part: the object's name, "" for the only or first one that bones move; name: of the motion.
    Raises BadInput where no bones move it.
    """
    pose = animation.pose
    index = object_index(animation, part)
    joints = joints_of(pose.rig, index) if pose is not None else []
    if pose is None or not joints:
        raise BadInput(
            "No bones move this, so its motion can't be used on another drawing.",
            hint="Animate a drawing in which bones are found.",
        )
    size = long_side(drawing, index)
    objects, count = len(pose.rig.plans), pose.rig.joint_count
    turns = [
        [pose.turns.data[frame * count + joint] for joint in joints]
        for frame in range(animation.frame_count)
    ]
    roots = [
        (
            pose.roots.data[2 * (frame * objects + index)],
            pose.roots.data[2 * (frame * objects + index) + 1],
        )
        for frame in range(animation.frame_count)
    ]
    made = motion_from(pose.rig, index, turns, roots, size, name)
    return replace(
        made,
        scales=_scales(pose, joints),
        fps=animation.fps,
        loop=animation.loop,
    )


def motion_from(
    rig: Rig,
    index: int,
    turns: Sequence[Sequence[float]],
    roots: Sequence[tuple[float, float]],
    size: float,
    name: str,
) -> Motion:
    """Return the motion of an object's joints.

    index: number of the object in the rig; turns: in each frame how far each of its joints has
    turned in all, radians; roots: how far its first joint is from its place, canvas pixels; size:
    its long side.
    """
    joints = joints_of(rig, index)
    names = [rig.joint_names[joint] for joint in joints]
    numbers = {joint: number for number, joint in enumerate(joints)}
    places = [rig.joints.data[2 * joint : 2 * joint + 2].tolist() for joint in joints]
    own: dict[str, tuple[float, ...]] = {}
    parents: dict[str, str] = {}
    for number, joint in enumerate(joints):
        parent = numbers.get(rig.parents.data[joint], -1)
        parents[names[number]] = names[parent] if parent >= 0 else ""
        curve = tuple(
            round(row[number] - (row[parent] if parent >= 0 else 0.0), DIGITS) for row in turns
        )
        if any(curve):
            own[names[number]] = curve
    return Motion(
        name=name,
        plan=rig.plans[index],
        joints={
            joint: (_scaled(place[0] - places[0][0], size), _scaled(place[1] - places[0][1], size))
            for joint, place in zip(names, places, strict=True)
        },
        parents=parents,
        root=tuple((_scaled(x, size), _scaled(y, size)) for x, y in roots),
        turns=own,
    )


def request_with(motion: Motion, request: Request) -> Request:
    """Return a request that moves a drawing as a motion says, in place of a sentence."""
    settings = without_continuation(request.settings)
    for name in ("beats", "speed", "far"):
        settings.pop(name, None)
    return replace(
        request,
        prompt=motion.name,
        path="vector",
        frames=_frames(motion, request.fps),
        loop=motion.loop,
        quality="draft",
        objects=tuple(replace(item, prompt="") for item in request.objects),
        settings={**settings, SETTING: motion.to_json()},
    )


def object_index(animation: Animation, part: str) -> int:
    """Return the number of an object by name; "" is the first one that bones move."""
    if part in animation.object_names:
        return animation.object_names.index(part)
    pose = animation.pose
    if pose is None or part:
        return 0
    moved = sorted(set(pose.rig.joint_objects.data.tolist()))
    return int(moved[0]) if moved else 0


def joints_of(rig: Rig, index: int) -> list[int]:
    """Return the numbers of an object's joints, parents before their children."""
    return [joint for joint, owner in enumerate(rig.joint_objects.data) if owner == index]


def long_side(drawing: Drawing, index: int) -> float:
    """Return the long side of the box of one object's points, canvas pixels."""
    xs: list[float] = []
    ys: list[float] = []
    for stroke in range(drawing.stroke_count):
        if drawing.objects.data[stroke] == index:
            points = drawing.stroke(stroke)
            xs += drawing.positions.data[2 * points.start : 2 * points.stop : 2].tolist()
            ys += drawing.positions.data[2 * points.start + 1 : 2 * points.stop : 2].tolist()
    if not xs:
        return 1.0
    return max(max(xs) - min(xs), max(ys) - min(ys), 1e-6)


def _scales(pose: RigPose, joints: Sequence[int]) -> dict[str, tuple[tuple[float, float], ...]]:
    if pose.scales is None:
        return {}
    count, data = pose.rig.joint_count, pose.scales.data
    found = {}
    for joint in joints:
        curve = tuple(
            (
                round(data[2 * (frame * count + joint)], DIGITS),
                round(data[2 * (frame * count + joint) + 1], DIGITS),
            )
            for frame in range(len(pose.scales))
        )
        if any(pair != (1.0, 1.0) for pair in curve):
            found[pose.rig.joint_names[joint]] = curve
    return found


def _scaled(value: float, size: float) -> float:
    return round(value / size, DIGITS)


def _frames(motion: Motion, fps: tuple[int, int]) -> int:
    """Return how many frames a motion has at another frame rate."""
    rate = fps[0] * motion.fps[1] / (fps[1] * motion.fps[0])
    return min(480, max(2, math.ceil(motion.frames * rate - 1e-6)))
