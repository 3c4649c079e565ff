# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is exported: the drawings of all frames, whether they come from an Animation or a host.

Frames with the same strokes and colours, of which only points move, are one run. A result of ours
is one run; what an artist drew anew in some frames begins another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.render.evaluate import animated_positions
from engine.render.export import frames_at
from engine.render.frames import render_frames
from engine.runtime.arrays import array_of, numpy_of

#: What may not differ within a run.
_LOOKS = (
    "stroke_offsets",
    "curve_types",
    "colors",
    "fills",
    "cyclic",
    "paths",
    "widths",
    "caps",
    "joins",
    "miters",
    "fill_rules",
)
_SAME = 1e-4  # numbers that differ by less are the same


@dataclass(frozen=True)
class ClipRun:
    """Frames of one drawing whose points move.

    Attributes:
        positions: float32 [F, P, 2], canvas pixels, (x, y).
    """

    drawing: Drawing
    positions: NDArray[np.float32]


@dataclass(frozen=True)
class DrawnClip:
    """The frames of an export, in runs.

    Attributes:
        canvas: width and height in pixels.
        fps: frames a second as (numerator, denominator).
        discrete: show drawings one after the other, instead of gliding between them.
    """

    runs: tuple[ClipRun, ...]
    canvas: tuple[float, float]
    fps: tuple[int, int]
    loop: bool = False
    discrete: bool = False

    @property
    def frame_count(self) -> int:
        return sum(len(run.positions) for run in self.runs)

    @property
    def seconds(self) -> float:
        """How long it is shown."""
        return self.frame_count * self.fps[1] / self.fps[0]

    def moved(self, shift: tuple[float, float], canvas: tuple[float, float]) -> DrawnClip:
        """Return the clip with all points moved, on another canvas."""
        by = np.array(shift, np.float32)
        runs = tuple(
            ClipRun(
                replace(
                    run.drawing,
                    canvas=canvas,
                    positions=array_of(numpy_of(run.drawing.positions) + by),
                ),
                run.positions + by,
            )
            for run in self.runs
        )
        return replace(self, runs=runs, canvas=canvas)

    def at_rate(self, fps: tuple[int, int]) -> DrawnClip:
        """Return the clip at another rate, as fast as before: frames are left out or held."""
        chosen = frames_at(self.frame_count, self.fps, fps)
        runs, start = [], 0
        for run in self.runs:
            stop = start + len(run.positions)
            own = [frame - start for frame in chosen if start <= frame < stop]
            if own:
                runs.append(ClipRun(run.drawing, run.positions[own]))
            start = stop
        faster = fps[0] * self.fps[1] > self.fps[0] * fps[1]
        return replace(self, runs=tuple(runs), fps=fps, discrete=self.discrete or faster)

    def pictures(self, side: int) -> NDArray[np.uint8]:
        """Return the frames, uint8 [F, h, w, 4], straight RGBA, `side` pixels at the longest."""
        size = picture_size(self.canvas, side)
        return np.concatenate(
            [render_frames(run.drawing, run.positions, size=size) for run in self.runs]
        )


def picture_size(canvas: tuple[float, float], side: int) -> tuple[int, int]:
    """Return the pixels (w, h) of a picture of a canvas, `side` at the longest."""
    scale = side / max(canvas)
    return max(1, round(canvas[0] * scale)), max(1, round(canvas[1] * scale))


def clip_of(drawing: Drawing, animation: Animation) -> DrawnClip:
    """Return what an animation of a drawing shows, held drawings repeated. Raises BadInput."""
    hold = animation.hold
    held = [frame - frame % hold for frame in range(animation.frame_count)]
    positions = animated_positions(drawing, animation, held)
    run = ClipRun(drawing, positions)
    return DrawnClip((run,), drawing.canvas, animation.fps, animation.loop, discrete=hold > 1)


def clip_of_drawings(drawings: Sequence[Drawing], fps: tuple[int, int], *, loop: bool) -> DrawnClip:
    """Return what a host has drawn, a drawing for each frame.

    Raises BadInput for none, or for different canvases.
    """
    if not drawings:
        raise BadInput("There are no drawings to export.")
    if any(drawing.canvas != drawings[0].canvas for drawing in drawings):
        raise BadInput("The drawings of a clip have different canvases.")
    groups: list[list[Drawing]] = []
    for drawing in drawings:
        if groups and _looks_same(groups[-1][0], drawing):
            groups[-1].append(drawing)
        else:
            groups.append([drawing])
    runs = tuple(
        ClipRun(group[0], np.stack([numpy_of(one.positions) for one in group])) for group in groups
    )
    return DrawnClip(runs, drawings[0].canvas, fps, loop, discrete=_steps(runs))


def _steps(runs: tuple[ClipRun, ...]) -> bool:
    """Return whether drawings are shown one after the other: some are held, or drawn anew."""
    if len(runs) > 1:
        return True
    held = [np.array_equal(a, b) for a, b in pairwise(runs[0].positions)]
    return any(held) and not all(held)


def _looks_same(one: Drawing, other: Drawing) -> bool:
    for name in _LOOKS:
        a, b = numpy_of(getattr(one, name)), numpy_of(getattr(other, name))
        if a.shape != b.shape or not np.allclose(a, b, rtol=_SAME, atol=_SAME):
            return False
    return one.point_count == other.point_count
