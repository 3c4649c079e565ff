# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing follows a clip: poses of its bones, and what bones can't follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.messages import Message
from engine.geometry.handles import fit_handles
from engine.rig.bones import Pose
from engine.rig.drawing_rig import DrawingRig
from engine.runtime.arrays import numpy_of
from engine.video_fit.cast import Cast, Poses, apart, carried_by, cast_of
from engine.video_fit.clip import VideoClip
from engine.video_fit.comparing import camera_words, compared
from engine.video_fit.drawn_lines import DrawnLines, Space, drawn_lines
from engine.video_fit.each_stroke import each_stroke, without_bones
from engine.video_fit.leftover import fit_leftover
from engine.video_fit.matching import SeenTarget
from engine.video_fit.pose_fit import settled_poses
from engine.video_fit.pose_search import better_poses, found_poses
from engine.video_fit.rolling import rolled, rolled_poses, wheels_of
from engine.video_fit.shots import lines_of_clip, placed_clip, shown_lines
from engine.video_fit.strands import handle_places, strands_of
from engine.video_fit.tracking import Tracker
from engine.video_fit.tracks import tracked
from engine.video_fit.well_carried import left_to_bones

Floats = NDArray[np.float64]
SETTLES = 0.25  # of the clip: over it the first frame's difference from the drawing fades away
SAME_POSE = 0.02  # long sides or radians: so much reading lines may differ from drawing them
POOR = 0.015  # long sides: bones that miss the lines by more than this may be the wrong ones
BETTER = 0.8  # of what they miss, others must miss at most


@dataclass(frozen=True, eq=False)
class FollowedMotion:
    """What a drawing does in a clip.

    Attributes:
        target: [F, P, 2], the drawing's points, canvas pixels; frame 0 is the drawing.
        rig: whose bones moved.
        poses: of each object; None where it has no bones.
        residual: [F], mean distance of drawn and seen lines, long sides of the drawing.
        warnings: what the artist should know.
    """

    target: Floats
    rig: DrawingRig
    poses: tuple[Pose | None, ...]
    residual: Floats
    warnings: tuple[Message, ...]


def follow_clip(
    drawing: Drawing,
    rig: DrawingRig,
    clip: VideoClip,
    times: Floats,
    on_step: Callable[[str, int, int], None],
    *,
    pieces: Callable[[], DrawingRig] | None = None,
) -> FollowedMotion:
    """Return the motion of a drawing that does what the clip shows at times [F], seconds.

    Args:
        drawing: that moves in the clip.
        rig: of the drawing.
        clip: begins with the drawing, at about the same pose; place and scale don't matter.
        times: of the frames that are wanted.
        on_step: gets a phase, a step of it and how many there are; it may raise to stop.
        pieces: gives another rig, for a clip that the first one can't follow. Where that can't
            either, what isn't drawn together goes its own ways without bones; what still can't be
            followed moves stroke by stroke.

    Raises BadInput for a clip that doesn't begin with the drawing.
    """
    space = Space.of(drawing)
    lines = drawn_lines(drawing, space)
    seen = lines_of_clip(clip, clip.at_times(times), on_step)
    placing = placed_clip(drawing, lines, seen[0], clip, space)
    shown, warnings = shown_lines(seen, placing.scale)
    targets = [placing.target(one) for one in shown]
    rig, cast, found = _fitting_rig(rig, pieces, lines, space, targets, on_step)
    fitted = settled_poses(cast, targets, found, partial(on_step, "poses"))
    carried, poses = carried_by(drawing, rig, cast, lines, _from_drawing(fitted), space)
    missed = cast.missed(fitted, targets)
    alone = missed.mean() > POOR and each_stroke(
        cast, missed, lines, targets, partial(on_step, "poses")
    )
    if alone:
        cast, fitted = alone
        bare = without_bones(rig)
        carried, _ = carried_by(drawing, bare, cast, lines, _from_drawing(fitted), space)
    handles = fit_handles(drawing)
    strands = strands_of(drawing, handles, lines, space)
    rest = numpy_of(drawing.positions).astype(np.float64)
    held = space.inside(handle_places(handles, rest, carried))
    strands = left_to_bones(strands, cast, held, targets)
    begun = tracked(Tracker(strands), held, targets, partial(on_step, "leftover"))
    on_step("leftover", 0, 1)
    moved = fit_leftover(strands, held, begun, targets)
    moved -= _left_of_first(moved[0], len(moved))
    wheels = wheels_of(rig, lines, strands, space)
    poses = rolled_poses(wheels, strands, held + moved, poses)
    moved = rolled(wheels, strands, held + moved) - held
    owner = numpy_of(drawing.objects)[handles.stroke_of_handle]
    camera = camera_words(strands.rest, held + moved, owner.astype(np.int64))
    target = carried + space.size * handles.displace_points(moved)
    on_step("leftover", 1, 1)
    residual, unseen = compared(drawing, lines, lines.in_frames(space.inside(target)), targets)
    return FollowedMotion(target, rig, poses, residual, (*warnings, *camera, *unseen))


def _fitting_rig(
    rig: DrawingRig,
    spare: Callable[[], DrawingRig] | None,
    lines: DrawnLines,
    space: Space,
    targets: Sequence[SeenTarget],
    on_step: Callable[[str, int, int], None],
) -> tuple[DrawingRig, Cast, list[Poses]]:
    """Return the rig that can follow the clip, with its poses: the first one, a spare, or none.

    None lets what isn't drawn together go its own ways.
    """

    on_frame = partial(on_step, "poses")
    cast = cast_of(rig, lines, space)
    best = rig, cast, found_poses(cast, targets, on_frame)
    missed = cast.missed(best[2], targets)
    others = () if spare is None else (spare, partial(apart, rig, lines))
    for other in others:
        other_rig = rig if missed.mean() <= POOR else other()
        if other_rig is rig:
            continue
        cast = cast_of(other_rig, lines, space)
        found = better_poses(cast, targets, on_frame, missed, BETTER)
        if found is not None:
            best, missed = (other_rig, cast, found), cast.missed(found, targets)
    return best


def _from_drawing(fitted: list[Poses]) -> list[Poses]:
    """Return poses that begin with the drawing: without what the first one differs from it."""
    found = [list(poses) for poses in fitted]
    for body, begin in enumerate(fitted[0]):
        for poses, left in zip(found, _left_of_first(begin, len(fitted)), strict=True):
            poses[body] = poses[body] - left
    return found


def _left_of_first(begin: Floats, frames: int) -> Floats:
    """Return what of the first frame's difference from the drawing is left in each frame [F, ...].

    Small differences come from how lines are read, and are the same in every frame. A larger one
    is another pose, which fades away over the beginning of the clip.
    """
    way = np.clip(np.arange(frames) / max(SETTLES * (frames - 1), 1.0), 0.0, 1.0)
    fade = 1.0 - way * way * (3.0 - 2.0 * way)
    fade = fade.reshape(-1, *(1,) * begin.ndim)
    return np.where(np.abs(begin) < SAME_POSE, 1.0, fade) * begin
