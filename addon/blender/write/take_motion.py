# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The motion of a take, to be used on other drawings: of its bones as they are keyed now.

A take without bones, or with stretched ones, gives the motion that the engine made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...client.motions import DIGITS, motion_of
from ...contract.animation import Animation
from ...contract.bodies_apart import drawing_with_bodies
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, SketchMotionError
from ...contract.job import JobFolder
from ...contract.motion_file import Motion
from . import take_keys
from .bone_poses import JOINT, LONG_SIDE, UNIT, BoneFrame, frame_of
from .empties import part_of
from .kept_frame import kept_frame
from .rig_result import PLAN
from .scene_takes import SceneTake

if TYPE_CHECKING:
    from bpy.types import Scene


def motion_of_take(
    take: SceneTake, part: str, scene: Scene, fps: tuple[int, int], folder: Path | None
) -> Motion:
    """Return the motion of one object of a take.

    part: its name, "" for the first that bones move. folder: of the take's job, None where it isn't
    known. Raises BadInput where there is no motion of bones.
    """
    controls: list[Any] = list(take.controls)
    rigs = [item for item in controls if item.type == "ARMATURE" and LONG_SIDE in item]
    rigs.sort(key=lambda rig: rig.name)
    chosen = [rig for rig in rigs if not part or part_of(rig) == part]
    if chosen:
        seen = _frames(chosen[0], take, scene)
        if seen:
            return _with_ends(_motion(chosen[0], seen, take, fps), _made(folder, part, take))
    made = _made(folder, part, take)
    if made is not None:
        return made
    raise BadInput(
        "No bones move this, so its motion can't be used on another drawing.",
        hint="Animate a drawing in which bones are found.",
    )


def _made(folder: Path | None, part: str, take: SceneTake) -> Motion | None:
    """Return the motion that the engine made for a take; None where it isn't there any more."""
    if folder is None:
        return None
    try:
        job = JobFolder(folder)
        drawing = drawing_with_bodies(job, Drawing.read(job.drawing_path))
        return motion_of(Animation.read(job.animation_path), drawing, part, take.name)
    except SketchMotionError:
        return None


def _with_ends(motion: Motion, made: Motion | None) -> Motion:
    """Return a motion with the joints that end a limb, which have no bone of their own."""
    if made is None or made.plan != motion.plan:
        return motion
    return replace(
        motion,
        joints={**made.joints, **motion.joints},
        parents={**made.parents, **motion.parents},
    )


def _frames(rig: Any, take: SceneTake, scene: Scene) -> list[BoneFrame]:
    """Return where an armature's bones are in each frame of a take; none where any is stretched."""
    place = take_keys.places(take).whole
    found: list[BoneFrame] = []
    with kept_frame(scene):
        for frame in range(place.start, place.start + max(2, place.frames)):
            scene.frame_set(frame)
            seen = frame_of(rig)
            if seen is None:
                return []
            found.append(seen)
    return found


def _motion(rig: Any, seen: Sequence[BoneFrame], take: SceneTake, fps: tuple[int, int]) -> Motion:
    bones = [bone for bone in rig.data.bones if JOINT in bone]
    size = float(rig[LONG_SIDE])
    pixels = float(rig[LONG_SIDE]) / float(rig[UNIT])
    origin = bones[0].head_local
    joints: dict[str, tuple[float, float]] = {}
    parents: dict[str, str] = {}
    turns: dict[str, tuple[float, ...]] = {}
    for bone in bones:
        joint = str(bone[JOINT])
        away = (bone.head_local - origin) / size
        joints[joint] = (round(away.x, DIGITS), round(-away.y, DIGITS))
        above = bone.parent
        parents[joint] = str(above[JOINT]) if above is not None and JOINT in above else ""
        curve = tuple(
            round(one.turns[joint] - one.turns.get(parents[joint], 0.0), DIGITS) for one in seen
        )
        if any(curve):
            turns[joint] = curve
    return Motion(
        name=take.name,
        plan=str(rig.get(PLAN, "")),
        joints=joints,
        parents=parents,
        root=tuple(
            (round(one.root[0] / pixels, DIGITS), round(one.root[1] / pixels, DIGITS))
            for one in seen
        ),
        turns=turns,
        fps=fps,
        loop=take.request is not None and take.request.loop,
    )
