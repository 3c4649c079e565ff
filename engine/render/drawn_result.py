# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a vector result as pictures, for a host whose timeline holds pictures and not strokes.

Requests ask for it by `{"pictures": true}` in their settings. `frames/0001.png ...` are RGBA at the
drawing's own size, one for each frame (held drawings are repeated); `strokes/0001.svg ...` are the
same frames as strokes, each held drawing once.
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.files import write_bytes_atomic
from addon.contract.job import JobFolder
from engine.render.animated_svg import write_animated_svg
from engine.render.evaluate import animated_positions
from engine.render.frames import render_frames
from engine.runtime.progress import Progress

PHASE = "pictures"
STROKES = "strokes"
_PIXELS_AT_ONCE = 1 << 22


def draw_result(
    job: JobFolder,
    drawing: Drawing,
    animation: Animation,
    progress: Progress,
    paper: NDArray[np.uint8] | None = None,
) -> None:
    """Write the frames of `animation` into the job, as PNG and as SVG.

    paper: RGBA [H, W, 4], of the canvas's size, under every picture; None for a clear ground.
    Raises DiskFull, BadInput for a canvas that is too large, and what `progress.step` raises.
    """
    count, hold = animation.frame_count, animation.hold
    drawn = list(range(0, count, hold))
    positions = animated_positions(drawing, animation, drawn)
    for folder in (job.frames_path, job.file(STROKES)):
        folder.mkdir(exist_ok=True)
    size = (max(1, round(drawing.canvas[0])), max(1, round(drawing.canvas[1])))
    together = max(1, _PIXELS_AT_ONCE // (size[0] * size[1]))
    for start in range(0, len(drawn), together):
        progress.step(PHASE, start, len(drawn))
        part = positions[start : start + together]
        for place, picture in enumerate(render_frames(drawing, part, size=size), start):
            data = png_bytes(picture if paper is None else _on_paper(picture, paper))
            for frame in range(drawn[place], min(drawn[place] + hold, count)):
                write_bytes_atomic(job.frames_path / f"{frame + 1:04d}.png", data)
        for place in range(start, start + len(part)):
            path = job.file(f"{STROKES}/{drawn[place] + 1:04d}.svg")
            write_animated_svg(drawing, positions[place : place + 1], path, animation.fps)
    progress.step(PHASE, len(drawn), len(drawn))


def _on_paper(picture: NDArray[np.uint8], paper: NDArray[np.uint8]) -> NDArray[np.uint8]:
    from PIL import Image

    both = Image.alpha_composite(
        Image.fromarray(paper), Image.fromarray(np.ascontiguousarray(picture))
    )
    return np.asarray(both, np.uint8)


def png_bytes(picture: NDArray[np.uint8]) -> bytes:
    """Return a picture uint8 [h, w, 4] as a PNG file."""
    from PIL import Image

    out = io.BytesIO()
    # Level 1: at the size of a film frame, compressing would take longer than drawing.
    Image.fromarray(np.ascontiguousarray(picture)).save(out, "PNG", compress_level=1)
    return out.getvalue()
