# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A result that goes on: an earlier result up to a frame, then a new motion from the pose there.

Or, the other way round, a new motion that leads to a frame of the earlier result. Both are put
together as poses of bones where both have the same bones, else as points.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.beats import BeatReading
from addon.contract.continuation import Continuation, without_continuation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.pose import RigPose
from addon.contract.request import Request
from addon.contract.start_pose import StartPoses
from engine.motion.begun import WINDOW, coasting, decaying
from engine.render.evaluate import animated_positions
from engine.rig.bones import Pose
from engine.rig.drawing_rig import DrawingRig
from engine.rig.kept_joins import joins_of, kept_together
from engine.runtime.arrays import numpy_of
from engine.runtime.progress import Progress
from engine.vector.armature.posed import SETTING, fit_armatures
from engine.vector.edge_poses import poses_in_frame
from engine.vector.keyframes.compose import ClipTiming, compose, moving_points, point_objects
from engine.vector.keyframes.object_motion import ObjectMotion, fit_object_motion
from engine.vector.partial_redo import FILE
from engine.vector.rigged_motion import RiggedMotion, line_lengths, pose_to_contract

Floats = NDArray[np.float64]


class AnimatePart(Protocol):
    """The vector path, which is told the bones of the drawing."""

    def __call__(
        self, drawing: Drawing, request: Request, progress: Progress, *, rig: DrawingRig | None
    ) -> Animation: ...


def continued(
    drawing: Drawing, request: Request, folder: Path, progress: Progress, path: AnimatePart
) -> Animation:
    """Return the earlier result in the job's folder, with a new motion after or before it.

    request: its setting `keep` says which, see `Continuation`. path: makes the new motion. Raises
    BadInput when the earlier result is of another drawing or shorter.
    """
    asked = Continuation.of(request.settings)
    assert asked is not None
    earlier = Animation.read(folder / FILE)
    _check(earlier, drawing, asked)
    kept = earlier.frame_count - asked.at - 1 if asked.before else asked.at
    rig = None if earlier.pose is None else DrawingRig.from_contract(earlier.pose.rig, drawing)
    poses = dict(asked.poses)
    if earlier.pose is not None:
        poses = {**poses_in_frame(earlier.pose, drawing.object_names, asked.at), **poses}
    settings = without_continuation(request.settings)
    settings.pop(SETTING, None)
    part = replace(
        request,
        frames=max(2, request.frames - kept),
        loop=False,
        settings={**settings, **StartPoses(poses, asked.before).to_settings()},
    )
    new = path(drawing, part, progress, rig=rig)
    return _Joint(earlier, new, drawing, asked, StartPoses(poses)).joined(request)


def _check(earlier: Animation, drawing: Drawing, asked: Continuation) -> None:
    same = earlier.point_count == drawing.point_count
    if not same or earlier.object_names != drawing.object_names:
        raise BadInput(
            "The result to go on from is of another drawing.",
            hint="Animate the whole drawing again.",
        )
    if asked.at >= earlier.frame_count:
        raise BadInput(
            "The result to go on from has frames 0 to {last} only.", last=earlier.frame_count - 1
        )


@dataclass(frozen=True)
class _Joint:
    """Two results of one drawing, and where they meet.

    Attributes:
        new: in its first frame, or its last one, it is in the `starts`; its points are not.
    """

    earlier: Animation
    new: Animation
    drawing: Drawing
    asked: Continuation
    starts: StartPoses

    def joined(self, request: Request) -> Animation:
        """Return both as one result."""
        rest = numpy_of(self.drawing.positions).astype(np.float64)
        target = self._together(
            animated_positions(self.drawing, self.earlier).astype(np.float64), self._points(rest)
        )
        poses, rig = self._poses(), None
        if poses:
            pose = self.new.pose
            assert pose is not None
            rig = DrawingRig.from_contract(pose.rig, self.drawing)
            for found, own in zip(rig.objects, poses, strict=True):
                if found is not None and own is not None:
                    moved = found.deformer(rest)(own)
                    target[self._new_frames][:, found.points] = moved[self._new_frames]
        carried, armature = RiggedMotion(target, poses), None
        if rig is not None:
            objects = range(self.drawing.object_count)
            kept = kept_together(joins_of(self.drawing, objects), rest, target)
            if request.settings.get(SETTING) is True:
                carried, armature = fit_armatures(rig, carried, rest, loop=False, kept=kept)
            else:
                carried = RiggedMotion(kept, poses)
        animation = compose(
            self.drawing,
            carried.target,
            self._motions(rest, carried.target),
            strengths=[1.0] * self.drawing.object_count,
            timing=ClipTiming(request.fps, request.hold, False),
            info=self._info(request),
        )
        if rig is None:
            return animation
        return replace(animation, pose=replace(pose_to_contract(carried, rig), armature=armature))

    @property
    def _new_frames(self) -> slice:
        """The frames of the whole that are new; the one where the two meet is among them."""
        return slice(0, self.new.frame_count) if self.asked.before else slice(self.asked.at, None)

    def _together(self, earlier: Floats, new: Floats) -> Floats:
        """Return values [F, ...] of the whole."""
        if self.asked.before:
            return np.concatenate([new[:-1], earlier[self.asked.at :]])
        return np.concatenate([earlier[: self.asked.at], new])

    def _points(self, rest: Floats) -> Floats:
        """Return where the points of the new motion are [F, P, 2], without bones."""
        at, count = self.asked.at, self.new.frame_count
        earlier = animated_positions(self.drawing, self.earlier, [max(at - 1, 0), at]) - rest
        away = animated_positions(self.drawing, self.new).astype(np.float64) - rest
        window = min(WINDOW, count - 1)
        owner = point_objects(self.drawing)
        for number in range(self.drawing.object_count):
            own = np.flatnonzero(owner == number)
            if not len(own):
                continue
            before, there = earlier[:, own].astype(np.float64)
            if self.asked.before:
                missing = there - away[-1, own]
                away[:, own] += decaying(missing, 0.0 * missing, count, count - 1)[::-1]
                continue
            gone, speed = there.mean(axis=0), (there - before).mean(axis=0)
            left, slower = there - gone, there - before - speed
            away[:, own] += gone + coasting(np.broadcast_to(speed, left.shape), count, window)
            away[:, own] += decaying(left, slower, count, window)
        return np.asarray(rest + away)

    def _poses(self) -> tuple[Pose | None, ...]:
        """Return the poses of the whole, of each object; () where the two have other bones."""
        one, other = self.earlier.pose, self.new.pose
        if one is None or other is None or one.rig != other.rig:
            return ()
        rig = DrawingRig.from_contract(one.rig, self.drawing)
        owners = numpy_of(one.rig.joint_objects)
        found: list[Pose | None] = []
        for number, own in enumerate(rig.objects):
            if own is None:
                found.append(None)
                continue
            joints = np.flatnonzero(owners == number)
            first, second = (_pose_of(pose, number, joints) for pose in (one, other))
            pose = Pose(
                self._together(first.root, second.root),
                self._together(first.turns, second.turns),
                self._together(_scales(first), _scales(second)),
            )
            still = not pose.root.any() and not pose.turns.any()
            if pose.scale is not None and (pose.scale == 1.0).all():
                pose = replace(pose, scale=None)
            found.append(None if still and pose.scale is None else pose)
        return tuple(found)

    def _motions(self, rest: Floats, target: Floats) -> list[ObjectMotion | None]:
        lengths = line_lengths(self.drawing)
        size = max(float(np.ptp(rest, axis=0).max()), 1e-9)
        owner, moving = point_objects(self.drawing), moving_points(self.drawing)
        motions: list[ObjectMotion | None] = []
        for number in range(self.drawing.object_count):
            own = np.flatnonzero(moving & (owner == number))
            if not len(own) or not (target[:, own] != rest[own]).any():
                motions.append(None)
                continue
            motions.append(fit_object_motion(rest[own], target[:, own], lengths[own], size=size))
        return motions

    def _info(self, request: Request) -> dict[str, str]:
        """Return what is to be told of the whole: the beats of both, in their order."""
        info = {**self.earlier.info, **self.new.info}
        readings = [_reading(one.info) for one in (self.earlier, self.new)]
        if any(reading is not None for reading in readings):
            first, second = (reading or BeatReading() for reading in readings)
            if self.asked.before:
                kept = _moved(first, self.new.frame_count - 1 - self.asked.at, request.frames)
                whole = (*second.beats, *kept.beats)
            else:
                whole = (
                    *_moved(first, 0, self.asked.at).beats,
                    *_moved(second, self.asked.at, request.frames).beats,
                )
            info["beats"] = json.dumps(replace(second, beats=whole).to_json(), ensure_ascii=False)
        return info


def _moved(reading: BeatReading, frames: int, end: int) -> BeatReading:
    """Return a reading so many frames later, without what is before frame 0 or after `end`."""
    beats = []
    for beat in reading.beats:
        start = max(0, beat.start + frames)
        last = min(end, beat.start + beat.frames + frames)
        if last > start:
            beats.append(replace(beat, start=start, frames=last - start))
    return replace(reading, beats=tuple(beats))


def _reading(info: dict[str, str]) -> BeatReading | None:
    return BeatReading.from_json(json.loads(info["beats"])) if "beats" in info else None


def _pose_of(pose: RigPose, number: int, joints: NDArray[np.int64]) -> Pose:
    scales = None if pose.scales is None else numpy_of(pose.scales).astype(np.float64)[:, joints]
    return Pose(
        numpy_of(pose.roots)[:, number].astype(np.float64),
        numpy_of(pose.turns)[:, joints].astype(np.float64),
        scales,
    )


def _scales(pose: Pose) -> Floats:
    return np.ones((*pose.turns.shape, 2)) if pose.scale is None else pose.scale
