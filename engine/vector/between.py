# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion from one drawn pose to the next, carried by bones and steered by the sentence.

The bones of a pose turn to where they are in the next one, on top of what the sentence has them do.
What bones can't hold is added little by little.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.between import FADE, SETTING, KeyPoses, redrawn_to_text
from addon.contract.drawing import Drawing
from addon.contract.motion_settings import MotionSettings
from addon.contract.request import Request
from engine.rig.bones import Pose
from engine.rig.carry import carried
from engine.rig.drawing_rig import DrawingRig
from engine.runtime.arrays import numpy_of
from engine.runtime.reporting import Reporting
from engine.vector.acted_motion import Clip, act_sentences
from engine.vector.drawn_poses import DrawnPose, drawn_poses, led_to
from engine.vector.keyframes.compose import ClipTiming, compose
from engine.vector.keyframes.keys import REST
from engine.vector.keyframes.object_motion import ObjectMotion
from engine.vector.pipeline import report_reading
from engine.vector.pose_matching import same_strokes
from engine.vector.redrawn import crossed
from engine.vector.rigged_motion import line_lengths

Floats = NDArray[np.float64]
EXACT = 1e-4  # of the drawing's height: how well keys hold what nobody keys


def animate_between(drawing: Drawing, request: Request, progress: Reporting) -> Animation:
    """Move the strokes of each drawn pose to the next one.

    Each pose is at its frame as it is drawn, to the bit. Raises BadInput where the poses aren't in
    the drawing.
    """
    asked = KeyPoses.of(request.settings)
    assert asked is not None
    poses = drawn_poses(drawing, request, asked)
    rest = numpy_of(drawing.positions).astype(np.float64)
    target = np.repeat(rest[None], request.frames, axis=0)
    redrawn = []
    ways = len(poses) - 1
    for number, (one, other) in enumerate(pairwise(poses)):
        progress.step("acting", number, ways)
        first, last = asked.frames[number : number + 2]
        eased = _eased(last - first, number > 0, number < ways - 1)
        acted = _acted(one, request, last - first, progress if number == 0 else None)
        places = same_strokes(one.drawing, other.drawing)
        redrawn.append(places is None)
        frames = slice(first, last)
        if places is not None:
            target[frames, one.points] = _moved(one, places, acted, eased)[:-1]
            continue
        old, new = crossed(one, other, acted, eased)
        target[frames, one.points] = old[:-1]
        begin = first + round((1.0 - FADE) * (last - first))
        target[begin:last, other.points] = new[begin - first : -1]
    progress.step("acting", ways, ways)
    still = np.tile(REST, (request.frames, 1))
    motions = [ObjectMotion(rest.mean(axis=0), still) for _ in range(drawing.object_count)]
    info = {"prompt": request.prompt, SETTING: redrawn_to_text(tuple(redrawn))}
    return compose(
        drawing,
        target,
        motions,
        strengths=[1.0] * drawing.object_count,
        timing=ClipTiming(request.fps, request.hold, False),
        info=info,
        tolerance=EXACT,
    )


def _eased(frames: int, comes: bool, goes: bool) -> Floats:
    """Return the share [frames + 1] of the way to the next pose.

    comes, goes: whether the motion comes from a pose before, and goes on to one after; then it
    doesn't rest at its end.
    """
    u = np.arange(frames + 1) / frames
    return np.asarray(
        u * u * (3.0 - 2.0 * u)
        + (u * (1.0 - u) ** 2 if comes else 0.0)
        + (u * u * (u - 1.0) if goes else 0.0)
    )


def _acted(
    pose: DrawnPose, request: Request, frames: int, progress: Reporting | None
) -> Pose | None:
    """Return what the sentence has a pose's bones do in so many frames; None without bones."""
    if pose.rig is None:
        return None
    count = len(pose.rig.bones.names)
    still = Pose(np.zeros((frames + 1, 2)), np.zeros((frames + 1, count)))
    if not request.prompt.strip():
        return still
    fps = request.fps[0] / request.fps[1]
    acted = act_sentences(
        DrawingRig((pose.rig,), len(pose.rest)),
        pose.rest,
        ("",),
        request.prompt,
        ("",),
        (request.strength,),
        Clip(frames + 1, fps, False, request.seed, pose.drawing.canvas),
        MotionSettings.of(request.settings),
    )
    if progress is not None:
        report_reading(acted.reading, progress)
    return acted.poses[0] or still


def _moved(one: DrawnPose, places: Floats, acted: Pose | None, eased: Floats) -> Floats:
    """Return the points [n, P', 2] of a pose on their way to `places` [P', 2]."""
    rest, share = one.rest, eased[:, None, None]
    if one.rig is None or acted is None:
        return np.asarray(rest + share * (places - rest))
    lengths = line_lengths(one.drawing)
    there = carried(one.rig.bones, rest, np.stack([rest, places]), lengths, smooth=False)
    pose = led_to(acted, one.rig.bones, there.root[-1], there.turns[-1], eased)
    moved = one.rig.deformer(rest)(pose)
    return np.asarray(moved + share * (places - moved[-1]))
