# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `export` command: the result of a job as one file: GIF, WebP or animated SVG.

Vector results are drawn from their strokes at any size; frames of the raster path are used as they
are.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.commands.usage import Subcommands

FORMATS = (".gif", ".webp", ".svg")
SIDE = 512  # longest side of pictures that are drawn, pixels
LARGEST_SIDE = 4096


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("export", help="write a job's result as GIF, WebP or SVG")
    command.add_argument("job", type=Path, metavar="JOB_DIR")
    command.add_argument("--out", type=Path, required=True, metavar="FILE.gif|.webp|.svg")
    command.add_argument("--size", type=int, default=SIDE, metavar="PX", help="the longest side")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Export and print the name of the file. Raises BadInput."""
    export(options.job, options.out, side=options.size)
    print(options.out)
    return 0


def export(folder: Path, target: Path, *, side: int = SIDE) -> None:
    """Write the result of the job in `folder` to `target`, in the format of its ending.

    side: the longest side in pixels, where strokes are drawn. Raises BadInput for a job without a
    result, an ending that is not one of FORMATS, and an SVG of a result that has no strokes.
    """
    kind = target.suffix.lower()
    if kind not in FORMATS:
        raise BadInput(
            "{file} has none of the endings {endings}.",
            file=target.name,
            endings=", ".join(FORMATS),
            hint="Choose GIF, WebP or SVG.",
        )
    if not 16 <= side <= LARGEST_SIDE:
        raise BadInput("The size must be between 16 and {most} pixels.", most=LARGEST_SIDE)
    job = JobFolder(folder)
    outcome = job.outcome()
    if outcome is None or outcome.kind != "done":
        raise BadInput("{file} has no result yet.", file=folder.name, hint="Let the job end first.")
    request = job.read_request()
    temporary = target.with_name(f".{target.stem}.part{kind}")
    try:
        if request.path == "vector":
            _export_strokes(job, temporary, kind, side)
        else:
            _export_pictures(job, request, temporary, kind)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _export_strokes(job: JobFolder, target: Path, kind: str, side: int) -> None:
    """Draw the strokes of an Animation, or write them as SVG."""
    from engine.geometry.load import read_drawing
    from engine.render.animated_svg import write_animated_svg
    from engine.render.evaluate import animated_positions
    from engine.render.frames import render_frames

    drawing: Drawing = read_drawing(job.drawing_path)
    animation = Animation.read(job.animation_path)
    hold = animation.hold
    held = [frame - frame % hold for frame in range(animation.frame_count)]
    positions = animated_positions(drawing, animation, held)
    if kind == ".svg":
        write_animated_svg(
            drawing, positions, target, animation.fps, animation.loop, discrete=hold > 1
        )
        return
    scale = side / max(drawing.canvas)
    size = (max(1, round(drawing.canvas[0] * scale)), max(1, round(drawing.canvas[1] * scale)))
    _write(render_frames(drawing, positions, size=size), target, kind, animation.fps)


def _export_pictures(job: JobFolder, request: Request, target: Path, kind: str) -> None:
    """Write the frames of the raster path as one file. Raises BadInput."""
    import numpy as np
    from PIL import Image

    if kind == ".svg":
        raise BadInput(
            "The raster path makes pictures: they can't be written as an SVG of strokes.",
            hint="Choose GIF or WebP.",
        )
    paths = sorted(job.frames_path.glob("[0-9]*.png"))
    if not paths:
        raise BadInput("{folder} has no frames.", folder=job.path.name)
    frames = np.stack([np.asarray(Image.open(path).convert("RGBA"), np.uint8) for path in paths])
    _write(frames, target, kind, request.fps)


def _write(frames: NDArray[np.uint8], target: Path, kind: str, fps: tuple[int, int]) -> None:
    from engine.render.export import write_gif, write_webp

    if kind == ".gif":
        write_gif(frames, target, fps)
    else:
        write_webp(frames, target, fps)
