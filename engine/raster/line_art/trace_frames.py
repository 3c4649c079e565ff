# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frames of a raster animation as strokes: one drawing a key, all on one canvas.

Lines are traced one frame at a time (`engine.geometry.tracing`): they have no identity from frame
to frame, and become drawings to be edited, not strokes that move. Colours and widths are those of
the pictures; in the ink's own colours where they are known, so that lines don't flicker in hue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.files import remove_file
from engine.geometry.tracing import trace_picture
from engine.geometry.tracing.picture import read_picture
from engine.runtime.arrays import array_of, numpy_of

FOLDER = "strokes"  # in a job
LEAST_PIXELS = 8  # of ink: fewer are nothing
NEAR_INK = 0.12  # a colour nearer than this (RGB, 0..1) to an ink of the drawing is that ink

Told = Callable[[int, int], None]


def trace_frames(
    frames: Sequence[Path],
    folder: Path,
    *,
    hold: int = 1,
    canvas: tuple[float, float] | None = None,
    inks: NDArray[np.float32] | None = None,
    told: Told = lambda done, count: None,
) -> list[Path]:
    """Traces frames 1, 1 + hold, ... into NNNN.safetensors and returns the files.

    A frame that shows just what the last traced one showed gets none. Files that are there already
    are kept, so a job that was interrupted goes on. frames: pictures of one size, frame k at
    `frames[k - 1]`. canvas: (width, height) of the drawing where the pictures have other pixels
    than it. inks: [n, 3] RGB of the drawing, 0..1. told: how many of how many frames are done.
    Raises BadInput for damaged pictures, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    keys = list(_keys(frames, hold))
    for done, (number, path) in enumerate(keys):
        told(done, len(keys))
        target = folder / f"{number:04d}.safetensors"
        if not target.is_file():
            fit(trace_frame(path), canvas, inks).write(target)
        written.append(target)
    for path in folder.glob("[0-9]*.safetensors"):
        if path not in written:
            remove_file(path)
    told(len(keys), len(keys))
    return written


def trace_frame(path: Path) -> Drawing:
    """The strokes of one picture; no strokes where nothing is drawn. Raises BadInput."""
    try:
        return trace_picture(path)
    except BadInput:
        picture = read_picture(path)
        if int((picture.alpha > 0.5).sum()) > LEAST_PIXELS:
            raise
        size = (float(picture.size[0]), float(picture.size[1]))
        return Drawing.build(np.zeros((0, 2), np.float32), [0], canvas=size)


def fit(
    drawing: Drawing, canvas: tuple[float, float] | None, inks: NDArray[np.float32] | None
) -> Drawing:
    """The drawing on another canvas, in the inks it comes near to."""
    if canvas is not None and canvas != drawing.canvas:
        factor = np.array(canvas) / np.array(drawing.canvas)
        drawing = replace(
            drawing,
            positions=array_of((numpy_of(drawing.positions) * factor).astype(np.float32)),
            widths=array_of((numpy_of(drawing.widths) * np.sqrt(factor.prod())).astype(np.float32)),
            canvas=(float(canvas[0]), float(canvas[1])),
        )
    if inks is not None and len(inks):
        colors = numpy_of(drawing.colors).copy()
        fills = numpy_of(drawing.fills).copy()
        for values in (colors, fills):
            values[:, :3] = snapped(values[:, :3], inks)
        drawing = replace(drawing, colors=array_of(colors), fills=array_of(fills))
    return drawing


def snapped(colors: NDArray[np.float32], inks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each colour [n, 3] as the nearest of the inks [m, 3], where that is near; else itself."""
    if not len(colors):
        return colors
    apart = np.abs(colors[:, None] - inks[None]).max(axis=2)
    nearest = apart.argmin(axis=1)
    near = apart[np.arange(len(colors)), nearest] <= NEAR_INK
    return np.where(near[:, None], inks[nearest], colors).astype(np.float32)


def inks_of(drawing: Drawing) -> NDArray[np.float32]:
    """The distinct colours of lines and fills of a drawing: [n, 3]."""
    both = np.concatenate([numpy_of(drawing.colors), numpy_of(drawing.fills)])
    shown = both[both[:, 3] > 0, :3]
    return np.unique(shown.astype(np.float32), axis=0)


def _keys(frames: Sequence[Path], hold: int) -> Iterator[tuple[int, Path]]:
    """(k, picture) of the frames that begin something new: a picture is compared by its file."""
    last = b""
    for index in range(0, len(frames), hold):
        data = frames[index].read_bytes()
        if data != last:
            yield index + 1, frames[index]
        last = data
