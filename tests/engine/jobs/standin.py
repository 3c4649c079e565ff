# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A path that is quick and exact: a drawing that slides to the right, in steps that accumulate."""

from __future__ import annotations

import numpy as np

from addon.contract.animation import Animation
from addon.contract.arrays import Array
from addon.contract.drawing import Drawing
from addon.contract.request import Request
from engine.runtime.progress import Progress

STEPS = 20


def line_drawing() -> Drawing:
    """One stroke of three points."""
    return Drawing.build([[10, 10], [20, 15], [30, 10]], [0, 3], canvas=(64.0, 48.0))


def slide(drawing: Drawing, request: Request, progress: Progress) -> Animation:
    """Adds 1 px in each of STEPS steps and saves the sum: a resumed job must not lose any."""
    state = progress.load_checkpoint()
    first = int(state[1]["step"]) if state else 0
    total = state[0]["total"] if state else np.zeros((), np.float64)
    for step in range(first, STEPS):
        progress.step("sliding", step, STEPS, loss=float(total))
        total = total + 1.0
        if progress.wants_checkpoint():
            progress.save_checkpoint({"total": total}, {"step": str(step + 1)})
    progress.step("sliding", STEPS, STEPS)
    return still_animation(drawing, request, float(total))


def still_animation(drawing: Drawing, request: Request, shift: float) -> Animation:
    """Every point is offset by `shift` px to the right in all frames but the first."""
    offsets = np.zeros((request.frames, drawing.point_count, 2), np.float32)
    offsets[1:, :, 0] = shift
    transforms = np.zeros((request.frames, drawing.object_count, 2, 3), np.float32)
    transforms[..., 0, 0] = transforms[..., 1, 1] = 1.0
    return Animation(
        offsets=Array.of(offsets, "F32"),
        transforms=Array.of(transforms, "F32"),
        pivots=Array.of(np.zeros((drawing.object_count, 2), np.float32), "F32"),
        keys=Array.of(np.zeros((0, 6), np.float32), "F32"),
        key_offsets=Array.of(np.zeros(5 * drawing.object_count + 1, np.int32), "I32"),
        fps=request.fps,
        hold=request.hold,
        loop=request.loop,
        object_names=drawing.object_names,
        info={"model": "slide"},
    )


def total_of(animation: Animation) -> float:
    """The shift of an animation made by `slide`."""
    return float(np.asarray(animation.offsets.data)[-2])
