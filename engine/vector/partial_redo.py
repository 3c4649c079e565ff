# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Redoing a part of a result, and keeping the rest.

A job whose request has the expert setting `keep` brings the earlier result in its folder, as
`kept.safetensors`. The setting says what is redone:

    {"objects": ["fish"]}    only the fish moves anew; keys and drawings of the others stay, bit for
                             bit
    {"range": [8, 16]}       only frames 8 to 15 are new; within the range the two motions are
                             blended over a few frames, so that nothing jumps
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.continuation import Continuation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, FormatError
from addon.contract.keys import CHANNELS
from addon.contract.request import Request
from addon.contract.settings_reader import as_whole
from addon.contract.strict_json import Fields
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.armature.splice import blend_poses, splice_poses
from engine.vector.keyframes.compose import ClipTiming, compose
from engine.vector.keyframes.keys import REST, Keys, concatenate, evaluate_keys
from engine.vector.keyframes.object_motion import ObjectMotion

KEEP = "keep"  # the expert setting
FILE = "kept.safetensors"  # the earlier result
LONGEST_RAMP = 4  # frames over which one motion is blended into the other

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RedoneParts:
    """Which parts of an earlier result are redone; everything else is kept.

    Attributes:
        objects: names of the objects that are redone; () = all objects.
        first, end: the frames first to end - 1 are redone.
    """

    objects: tuple[str, ...]
    first: int
    end: int

    @classmethod
    def of(cls, request: Request) -> RedoneParts | None:
        """Read the setting `keep` of a request; return None for a request without this setting.

        Raises FormatError and BadInput for a value that can't be used.
        """
        value = request.settings.get(KEEP)
        if value is None:
            return None
        read = Fields(value, "keep")
        frames = [as_whole(item) for item in read.items("range") or [0, request.frames]]
        if len(frames) != 2 or frames[0] is None or frames[1] is None:
            raise FormatError("The range to do again must be two frames.")
        first, end = frames[0], frames[1]
        if not 0 <= first < end <= request.frames:
            raise BadInput(
                "The range to do again must lie in frames 0 to {frames}.", frames=request.frames
            )
        return cls(tuple(str(name) for name in read.items("objects")), first, end)


def keeps_a_part(request: Request) -> bool:
    """Return whether a request keeps a part of an earlier result. Raises BadInput, FormatError."""
    if Continuation.of(request.settings) is not None:
        return True
    redone = RedoneParts.of(request)
    if redone is None:
        return False
    return bool(redone.objects) or redone.first > 0 or redone.end < request.frames


def splice_result(
    animation: Animation, drawing: Drawing, request: Request, folder: Path
) -> Animation:
    """Return the earlier result, with the parts that are redone taken from the new animation.

    animation: the new motion of the whole drawing. request: its setting `keep` says which objects
    or frames are redone; without this setting `animation` is returned as it is. folder: the job's
    folder, where FILE is the earlier result. Raises BadInput when the earlier result is of another
    drawing or another length, or when the setting can't be used.
    """
    redone = RedoneParts.of(request)
    if redone is None:
        return animation
    earlier = Animation.read(folder / FILE)
    if earlier.offsets.shape != animation.offsets.shape or (
        earlier.object_names != animation.object_names
    ):
        raise BadInput(
            "The result to keep is of another drawing or another length.",
            hint="Animate the whole drawing again.",
        )
    chosen = [not redone.objects or name in redone.objects for name in earlier.object_names]
    if redone.first > 0 or redone.end < request.frames:
        animation = _splice_range(earlier, animation, drawing, redone)
    return _splice_objects(earlier, animation, drawing, chosen)


def _splice_objects(
    earlier: Animation, new: Animation, drawing: Drawing, chosen: list[bool]
) -> Animation:
    """Take the chosen objects from the animation `new`, the others from `earlier`, bit for bit."""
    if all(chosen):
        return new
    sizes = np.diff(numpy_of(drawing.stroke_offsets))
    owner = np.repeat(numpy_of(drawing.objects), sizes)
    indices = np.flatnonzero(chosen)
    points = np.isin(owner, indices)
    offsets = numpy_of(earlier.offsets).copy()
    offsets[:, points] = numpy_of(new.offsets)[:, points]
    transforms, pivots = numpy_of(earlier.transforms).copy(), numpy_of(earlier.pivots).copy()
    transforms[:, indices] = numpy_of(new.transforms)[:, indices]
    pivots[indices] = numpy_of(new.pivots)[indices]
    table = concatenate(
        [_keys(new if fresh else earlier, index) for index, fresh in enumerate(chosen)]
    )
    return replace(
        new,
        offsets=array_of(offsets),
        transforms=array_of(transforms),
        pivots=array_of(pivots),
        keys=array_of(table.rows),
        key_offsets=array_of(table.offsets),
        pose=splice_poses(earlier, new, drawing, chosen),
    )


def _splice_range(
    earlier: Animation, new: Animation, drawing: Drawing, redone: RedoneParts
) -> Animation:
    """Return an animation that moves as `new` inside the range of `redone`, else as `earlier`."""
    weight = _weights(earlier.frame_count, redone)
    before, after = (animated_positions(drawing, one).astype(np.float64) for one in (earlier, new))
    target = before + weight[:, None, None] * (after - before)
    target, pose = blend_poses(earlier, new, drawing, target, weight)
    motions: list[ObjectMotion | None] = []
    frames = np.arange(earlier.frame_count)
    for index in range(earlier.object_count):
        first, second = (_channels(_keys(one, index), frames) for one in (earlier, new))
        channels = first + weight[:, None] * (second - first)
        moves = any(_keys(one, index).count for one in (earlier, new))
        pivot = numpy_of(new.pivots)[index].astype(np.float64)
        motions.append(ObjectMotion(pivot, channels) if moves else None)
    animation = compose(
        drawing,
        target,
        motions,
        strengths=[1.0] * earlier.object_count,
        timing=ClipTiming(earlier.fps, earlier.hold, earlier.loop),
        info=new.info,
    )
    return replace(animation, pose=pose)


def _weights(frames: int, redone: RedoneParts) -> Floats:
    """Return the share [F] of the new motion in each frame: 0 outside the range, 1 well inside.

    Where the range begins or ends, the share rises or falls over a few frames; not at the first or
    the last frame of the clip, where no earlier motion adjoins. frames: F.
    """
    ramp = max(1, min(LONGEST_RAMP, (redone.end - redone.first) // 3))
    at = np.arange(frames, dtype=np.float64)
    rise = np.ones(frames) if redone.first == 0 else (at - redone.first + 1) / (ramp + 1)
    fall = np.ones(frames) if redone.end == frames else (redone.end - at) / (ramp + 1)
    share = np.clip(np.minimum(rise, fall), 0.0, 1.0)
    smooth = share * share * (3.0 - 2.0 * share)
    return np.where((at >= redone.first) & (at < redone.end), smooth, 0.0)


def _channels(keys: Keys, frames: NDArray[np.int_]) -> Floats:
    """Return the values [F, 5] of an object's CHANNELS; their values at rest if it has no keys."""
    return evaluate_keys(keys, frames) if keys.count else np.tile(REST, (len(frames), 1))


def _keys(animation: Animation, index: int) -> Keys:
    """Return the keys of the object number `index` of an animation."""
    first = index * len(CHANNELS)
    ends = numpy_of(animation.key_offsets)[first : first + len(CHANNELS) + 1]
    rows = numpy_of(animation.keys)[ends[0] : ends[-1]]
    return Keys(rows, (ends - ends[0]).astype(np.int32))
