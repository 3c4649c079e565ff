# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Doing a part of a result again, and keeping the rest.

A request with the expert setting `keep` brings the earlier result in its folder, as
`kept.safetensors`:

    {"objects": ["fish"]}    only the fish moves anew; the others keep keys and drawings to the bit
    {"range": [8, 16]}       only frames 8 to 15 are new; the two motions run into each other over
                             a few frames inside the range, so that nothing jumps
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, FormatError
from addon.contract.request import Request
from addon.contract.strict_json import Fields
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.keyframes.compose import ClipTiming, compose
from engine.vector.keyframes.keys import CHANNELS, REST, Keys, concatenate, evaluate_keys
from engine.vector.keyframes.object_motion import ObjectMotion

KEEP = "keep"  # expert setting: what of an earlier result stays
FILE = "kept.safetensors"
LONGEST_RAMP = 4  # frames over which one motion becomes the other

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Keep:
    """What is done again: these objects (all, where none is named), in this range of frames."""

    objects: tuple[str, ...]
    first: int
    end: int

    @classmethod
    def of(cls, request: Request) -> Keep | None:
        """What the request keeps, or None. Raises FormatError, BadInput."""
        value = request.settings.get(KEEP)
        if value is None:
            return None
        read = Fields(value, "keep")
        span = read.items("range") or [0, request.frames]
        whole = all(isinstance(n, int) and not isinstance(n, bool) for n in span)
        if len(span) != 2 or not whole:
            raise FormatError("The range to do again must be two frames.")
        first, end = (int(str(n)) for n in span)
        if not 0 <= first < end <= request.frames:
            raise BadInput(f"The range to do again must lie in frames 0 to {request.frames}.")
        return cls(tuple(str(name) for name in read.items("objects")), first, end)


def splice_result(animation: Animation, drawing: Drawing, request: Request, folder: Path) -> Animation:
    """The new animation where the request asks for a new one, and the kept one elsewhere.

    Raises BadInput when the kept one is of another drawing or another length.
    """
    keep = Keep.of(request)
    if keep is None:
        return animation
    kept = Animation.read(folder / FILE)
    if kept.offsets.shape != animation.offsets.shape or (
        kept.object_names != animation.object_names
    ):
        raise BadInput(
            "The result to keep is of another drawing or another length.",
            hint="Animate the whole drawing again.",
        )
    chosen = [not keep.objects or name in keep.objects for name in kept.object_names]
    if keep.first > 0 or keep.end < request.frames:
        animation = _in_range(kept, animation, drawing, keep)
    return _of_objects(kept, animation, drawing, chosen)


def _of_objects(
    kept: Animation, made: Animation, drawing: Drawing, chosen: list[bool]
) -> Animation:
    """Object by object from one animation or the other, to the bit."""
    if all(chosen):
        return made
    sizes = np.diff(numpy_of(drawing.stroke_offsets))
    owner = np.repeat(numpy_of(drawing.objects), sizes)
    new = np.flatnonzero(chosen)
    offsets = numpy_of(kept.offsets).copy()
    mine = np.isin(owner, new)
    offsets[:, mine] = numpy_of(made.offsets)[:, mine]
    transforms, pivots = numpy_of(kept.transforms).copy(), numpy_of(kept.pivots).copy()
    transforms[:, new] = numpy_of(made.transforms)[:, new]
    pivots[new] = numpy_of(made.pivots)[new]
    table = concatenate(
        [_keys(made if fresh else kept, index) for index, fresh in enumerate(chosen)]
    )
    return replace(
        made,
        offsets=array_of(offsets),
        transforms=array_of(transforms),
        pivots=array_of(pivots),
        keys=array_of(table.rows),
        key_offsets=array_of(table.offsets),
    )


def _in_range(kept: Animation, made: Animation, drawing: Drawing, keep: Keep) -> Animation:
    """The made motion inside the range, the kept one outside; composed anew from both."""
    weight = _weights(kept.frame_count, keep)
    old, new = (animated_positions(drawing, one).astype(np.float64) for one in (kept, made))
    target = old + weight[:, None, None] * (new - old)
    motions: list[ObjectMotion | None] = []
    frames = np.arange(kept.frame_count)
    for index in range(kept.object_count):
        before, after = (_channels(_keys(one, index), frames) for one in (kept, made))
        channels = before + weight[:, None] * (after - before)
        moves = any(_keys(one, index).count for one in (kept, made))
        pivot = numpy_of(made.pivots)[index].astype(np.float64)
        motions.append(ObjectMotion(pivot, channels) if moves else None)
    composed = compose(
        drawing,
        target,
        motions,
        strengths=[1.0] * kept.object_count,
        timing=ClipTiming(kept.fps, kept.hold, kept.loop),
        info=made.info,
    )
    return composed


def _weights(frames: int, keep: Keep) -> Floats:
    """How much of the made motion is in each frame [F]: 0 outside the range, 1 well inside.

    At the beginning or the end of the clip nothing has to be met, so there is no ramp there.
    """
    ramp = max(1, min(LONGEST_RAMP, (keep.end - keep.first) // 3))
    at = np.arange(frames, dtype=np.float64)
    rise = np.ones(frames) if keep.first == 0 else (at - keep.first + 1) / (ramp + 1)
    fall = np.ones(frames) if keep.end == frames else (keep.end - at) / (ramp + 1)
    share = np.clip(np.minimum(rise, fall), 0.0, 1.0)
    smooth = share * share * (3.0 - 2.0 * share)
    return np.where((at >= keep.first) & (at < keep.end), smooth, 0.0)


def _channels(keys: Keys, frames: NDArray[np.int_]) -> Floats:
    """The channels [F, 5] of an object; of one that never moves, at rest."""
    return evaluate_keys(keys, frames) if keys.count else np.tile(REST, (len(frames), 1))


def _keys(animation: Animation, index: int) -> Keys:
    first = index * len(CHANNELS)
    ends = numpy_of(animation.key_offsets)[first : first + len(CHANNELS) + 1]
    rows = numpy_of(animation.keys)[ends[0] : ends[-1]]
    return Keys(rows, (ends - ends[0]).astype(np.int32))
