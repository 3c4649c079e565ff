# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion from one drawn pose to the next, carried by bones and steered by the sentence.

The bones of a pose turn to where they are in the next one, on top of what the sentence has them do.
What bones can't hold is added little by little. Strokes that were drawn anew are carried back by
their own bones; they begin on the lines of the old ones and open up as they come in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.between import FADE, SETTING, KeyPoses, redrawn_to_text
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.motion_settings import MotionSettings
from addon.contract.request import Request
from engine.rig.bones import Bones, Pose, turns_against_parents, turns_in_all
from engine.rig.carry import carried
from engine.rig.drawing_rig import DrawingRig, ObjectRig, hints_of, rig_drawing
from engine.rig.hints import NO_HINTS, RigHints
from engine.runtime.arrays import numpy_of
from engine.runtime.reporting import Reporting
from engine.vector.acted_motion import Clip, act_sentences
from engine.vector.keyframes.compose import ClipTiming, compose
from engine.vector.keyframes.keys import REST
from engine.vector.keyframes.object_motion import ObjectMotion
from engine.vector.pipeline import report_reading
from engine.vector.pose_matching import (
    PoseDifference,
    onto_lines,
    pose_difference,
    same_strokes,
)
from engine.vector.rigged_motion import line_lengths

Floats = NDArray[np.float64]
EXACT = 1e-4  # of the drawing's height: how well keys hold what nobody keys
SETTLED = 0.5  # of the way, from where on old strokes come to lie on those drawn anew


@dataclass(frozen=True)
class DrawnPose:
    """One pose.

    Attributes:
        points: [P'], its points by their number in the whole drawing.
        drawing: its strokes alone.
        rig: None where no bones are found.
    """

    points: NDArray[np.int64]
    drawing: Drawing
    rig: ObjectRig | None

    @property
    def rest(self) -> Floats:
        """Its points [P', 2]."""
        return numpy_of(self.drawing.positions).astype(np.float64)

    @property
    def ends(self) -> NDArray[np.int64]:
        """Where its strokes begin, and the end."""
        return numpy_of(self.drawing.stroke_offsets).astype(np.int64)


def animate_between(drawing: Drawing, request: Request, progress: Reporting) -> Animation:
    """Move the strokes of each drawn pose to the next one.

    Each pose is at its frame as it is drawn, to the bit. Raises BadInput where the poses aren't in
    the drawing.
    """
    asked = KeyPoses.of(request.settings)
    assert asked is not None
    poses = _poses(drawing, request, asked)
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
        old, new = _crossed(one, other, acted, eased)
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


def _poses(drawing: Drawing, request: Request, asked: KeyPoses) -> list[DrawnPose]:
    """Return the poses with their bones; those of the first one say what kind of body it is."""
    names = drawing.object_names
    if any(name not in names for name in asked.objects) or asked.frames[-1] >= request.frames:
        raise BadInput("A key pose isn't in the drawing.")
    hints = hints_of(request.settings, names)
    lengths = np.diff(numpy_of(drawing.stroke_offsets))
    owners = np.repeat(numpy_of(drawing.objects), lengths)
    plan = ""
    poses: list[DrawnPose] = []
    for name in asked.objects:
        index = names.index(name)
        part = _part(drawing, index)
        own: RigHints = replace(hints.get(index, NO_HINTS), strokes={})
        if plan and not own.plan:
            own = replace(own, plan=plan)
        found = rig_drawing(part, [f"{request.prompt} {name}"], hints={0: own}).objects[0]
        plan = plan or (found.bones.plan if found is not None else "")
        poses.append(DrawnPose(np.flatnonzero(owners == index), part, found))
    return poses


def _part(drawing: Drawing, index: int) -> Drawing:
    """Return the strokes of one object of a drawing as a drawing."""
    ends = numpy_of(drawing.stroke_offsets).astype(np.int64)
    strokes = np.flatnonzero(numpy_of(drawing.objects) == index)
    lengths = np.diff(ends)[strokes]
    if not len(strokes):
        raise BadInput("A key pose isn't in the drawing.")
    points = np.concatenate([np.arange(ends[s], ends[s + 1]) for s in strokes])
    return Drawing.build(
        positions=numpy_of(drawing.positions)[points],
        stroke_offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
        canvas=drawing.canvas,
        curve_types=numpy_of(drawing.curve_types)[strokes],
        cyclic=numpy_of(drawing.cyclic)[strokes],
        objects=np.zeros(len(strokes), np.int32),
        object_names=(drawing.object_names[index],),
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


def _led(acted: Pose, bones: Bones, root: Floats, turns: Floats, eased: Floats) -> Pose:
    """Return a motion that ends with the root at `root` [2] and joints turned by `turns` [J]."""
    own = turns_against_parents(acted.turns, bones)
    missing = turns_against_parents(turns[None], bones)[0] - own[-1]
    missing = (missing + np.pi) % (2.0 * np.pi) - np.pi
    share = eased[:, None]
    return Pose(
        acted.root + share * (root - acted.root[-1]),
        turns_in_all(own + share * missing, bones),
        acted.scale,
    )


def _moved(one: DrawnPose, places: Floats, acted: Pose | None, eased: Floats) -> Floats:
    """Return the points [n, P', 2] of a pose on their way to `places` [P', 2]."""
    rest, share = one.rest, eased[:, None, None]
    if one.rig is None or acted is None:
        return np.asarray(rest + share * (places - rest))
    lengths = line_lengths(one.drawing)
    there = carried(one.rig.bones, rest, np.stack([rest, places]), lengths, smooth=False)
    pose = _led(acted, one.rig.bones, there.root[-1], there.turns[-1], eased)
    moved = one.rig.deformer(rest)(pose)
    return np.asarray(moved + share * (places - moved[-1]))


def _crossed(
    one: DrawnPose, other: DrawnPose, acted: Pose | None, eased: Floats
) -> tuple[Floats, Floats]:
    """Return the points of a pose [n, P', 2] and of the next one, drawn anew, on the same way."""
    difference = None
    if one.rig is not None and other.rig is not None and acted is not None:
        difference = pose_difference(one.rig.bones, other.rig.bones, one.rest, other.rest)
    if difference is None:
        old, new = _scaled_over(one.rest, other.rest, eased)
    else:
        assert one.rig is not None and other.rig is not None and acted is not None
        old, new = _by_bones(one, other, acted, difference, eased)
    size = float(np.ptp(other.rest, axis=0).max())
    u = np.clip((eased - SETTLED) / (1.0 - SETTLED), 0.0, 1.0)[:, None, None]
    way = onto_lines(old[-1], one.ends, other.drawing, size)
    old = old + u * u * (3.0 - 2.0 * u) * way
    new = new + (other.rest - new[-1])
    back = onto_lines(other.rest, other.ends, _lines(one, old[-1]), size)
    u = np.clip((_shares(len(eased)) - 1.0 + FADE) / FADE, 0.0, 1.0)[:, None, None]
    return old, np.asarray(new + (1.0 - u * u * (3.0 - 2.0 * u)) * back)


def _shares(count: int) -> Floats:
    """Return the share of the way [count] that has gone by in each frame, 0 to 1."""
    return np.linspace(0.0, 1.0, count)


def _lines(pose: DrawnPose, places: Floats) -> Drawing:
    """Return the strokes of a pose with their points elsewhere [P', 2]."""
    return Drawing.build(
        positions=places.astype(np.float32),
        stroke_offsets=numpy_of(pose.drawing.stroke_offsets),
        canvas=pose.drawing.canvas,
    )


def _scaled_over(first: Floats, second: Floats, eased: Floats) -> tuple[Floats, Floats]:
    """Return two drawings [n, P, 2] whose boxes go over into each other."""
    boxes = [np.stack([p.min(axis=0), p.max(axis=0)]) for p in (first, second)]
    share = eased[:, None, None]
    box = boxes[0] + share * (boxes[1] - boxes[0])
    moved = []
    for points, own in zip((first, second), boxes, strict=True):
        span = np.maximum(own[1] - own[0], 1e-6)
        moved.append(box[:, :1] + (points - own[0]) / span * (box[:, 1:] - box[:, :1]))
    return moved[0], moved[1]


def _by_bones(
    one: DrawnPose, other: DrawnPose, acted: Pose, difference: PoseDifference, eased: Floats
) -> tuple[Floats, Floats]:
    """Return two drawings [n, P, 2] whose bones do the same."""
    assert one.rig is not None and other.rig is not None
    size = 1.0 + eased * (difference.size - 1.0)
    pose = _led(acted, one.rig.bones, difference.root, difference.turns, eased)
    back = np.zeros((len(eased), len(other.rig.bones.names)))
    behind = turns_against_parents(pose.turns - difference.turns[None], one.rig.bones)
    for joint, twin in difference.pairs.tolist():
        back[:, twin] = behind[:, joint]
    second = Pose(
        pose.root - difference.root,
        turns_in_all(back, other.rig.bones),
        _sized(size / difference.size, back),
    )
    if pose.scale is None:
        pose = replace(pose, scale=_sized(size, pose.turns))
    return (
        one.rig.deformer(one.rest)(pose),
        other.rig.deformer(other.rest)(second),
    )


def _sized(size: Floats, turns: Floats) -> Floats | None:
    """Return scales [n, J, 2] by which the whole body has a size [n]."""
    if np.abs(size - 1.0).max() < 1e-3:
        return None
    scale = np.ones((*turns.shape, 2))
    scale[:, 0] = size[:, None]
    return scale
