# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frames of a raster animation as strokes: one drawing a key, all on one canvas.

Every frame is traced by itself (`engine.geometry.tracing`), so a stroke has no counterpart in the
next frame: the results are drawings to edit, not strokes that move. Colours and widths are those of
the pictures; where the inks of the drawing are known, similar colours become these inks, so that
lines don't flicker in hue.
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

FOLDER = "strokes"  # in a job's folder
LEAST_PIXELS = 8  # of ink; a picture with fewer is empty
NEAR_INK = 0.12  # a colour nearer than this (RGB, 0..1) to an ink of the drawing is that ink

OnProgress = Callable[[int, int], None]


def trace_frames(
    frames: Sequence[Path],
    folder: Path,
    *,
    hold: int = 1,
    canvas: tuple[float, float] | None = None,
    inks: NDArray[np.float32] | None = None,
    on_progress: OnProgress = lambda done, count: None,
) -> list[Path]:
    """Trace frames 1, 1 + hold, ... into NNNN.safetensors in `folder`; return the files.

    A frame with the same picture as the last traced one gets no file. Existing files are kept, so
    that an interrupted job goes on.

    frames: pictures of one size, frame k at `frames[k - 1]`. canvas: (width, height) of the
    drawing, where it isn't the pictures' size. inks: [n, 3] RGB colours of the drawing, 0..1.
    on_progress: receives how many of how many frames are done. Raises BadInput for damaged
    pictures, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    keys = list(_keys(frames, hold))
    for done, (number, path) in enumerate(keys):
        on_progress(done, len(keys))
        target = folder / f"{number:04d}.safetensors"
        if not target.is_file():
            fit(trace_frame(path), canvas, inks).write(target)
        written.append(target)
    for path in folder.glob("[0-9]*.safetensors"):
        if path not in written:
            remove_file(path)
    on_progress(len(keys), len(keys))
    return written


def trace_frame(path: Path) -> Drawing:
    """Return the strokes of one picture; none where nothing is drawn.

    Raises BadInput for a damaged picture.
    """
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
    """Return a drawing scaled to another canvas, its colours snapped to inks.

    canvas: (width, height); None keeps the drawing's own. inks: [n, 3] RGB, 0..1; None keeps all
    colours.
    """
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
    """Return each colour [n, 3] as the nearest ink [m, 3] if it is near, else as it is."""
    if not len(colors):
        return colors
    apart = np.abs(colors[:, None] - inks[None]).max(axis=2)
    nearest = apart.argmin(axis=1)
    near = apart[np.arange(len(colors)), nearest] <= NEAR_INK
    return np.where(near[:, None], inks[nearest], colors).astype(np.float32)


def inks_of(drawing: Drawing) -> NDArray[np.float32]:
    """Return the distinct RGB colours of the lines and fills of a drawing, [n, 3], 0..1."""
    both = np.concatenate([numpy_of(drawing.colors), numpy_of(drawing.fills)])
    shown = both[both[:, 3] > 0, :3]
    return np.unique(shown.astype(np.float32), axis=0)


def _keys(frames: Sequence[Path], hold: int) -> Iterator[tuple[int, Path]]:
    """Yield (k, picture) of each held frame whose file differs from the one before."""
    last = b""
    for index in range(0, len(frames), hold):
        data = frames[index].read_bytes()
        if data != last:
            yield index + 1, frames[index]
        last = data
