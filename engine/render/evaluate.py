# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where every point of a drawing is in every frame of an animation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.runtime.arrays import numpy_of


def animated_positions(
    drawing: Drawing, animation: Animation, frames: Sequence[int] | None = None
) -> NDArray[np.float32]:
    """Point positions float32 [F,P,2] in canvas pixels, in all frames or in those named.

    A point is `A (rest + offset - pivot) + pivot + t` with A, t and pivot of its object (evaluated
    in float64). Points of background and locked strokes keep their rest position bit for bit.
    Raises BadInput when the animation belongs to another drawing or a frame is not in it.
    """
    rest = numpy_of(drawing.positions)
    offsets, transforms = numpy_of(animation.offsets), numpy_of(animation.transforms)
    if offsets.shape[1] != len(rest):
        raise BadInput(
            "The animation moves {points} points, but the drawing has {count}.",
            points=offsets.shape[1],
            count=len(rest),
            hint="Use the animation with the drawing it was made from.",
        )
    chosen = np.arange(len(offsets)) if frames is None else np.asarray(frames, np.int64)
    if chosen.size and (chosen.min() < 0 or chosen.max() >= len(offsets)):
        raise BadInput("The animation has frames 0 to {last} only.", last=len(offsets) - 1)
    objects = np.where(numpy_of(drawing.locked) != 0, -1, numpy_of(drawing.objects))
    if objects.max(initial=-1) >= transforms.shape[1]:
        raise BadInput(
            "The animation has {count} objects, but the drawing more.",
            count=transforms.shape[1],
            hint="Use the animation with the drawing it was made from.",
        )
    owner = np.repeat(objects, np.diff(numpy_of(drawing.stroke_offsets)))
    pivots = numpy_of(animation.pivots).astype(np.float64)
    result = np.repeat(rest[None], len(chosen), 0)
    for number in np.unique(owner[owner >= 0]):
        points = np.flatnonzero(owner == number)
        moved = rest[points].astype(np.float64) + offsets[chosen[:, None], points]
        turn, shift = transforms[chosen, number, :, :2], transforms[chosen, number, None, :, 2]
        # (A - I) instead of A: where nothing is turned or scaled, nothing is rounded either.
        change = turn.astype(np.float64) - np.eye(2)
        lever = moved - pivots[number]
        result[:, points] = moved + np.einsum("fxy,fpy->fpx", change, lever) + shift
    return result
