# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `export` command: the result of a job in a format that other programs read.

Vector results are drawn from their strokes at any size; frames of the raster path are used as they
are. What an artist changed in the host comes as drawings of the host's own (`--drawings`).
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.errors import BadInput
from addon.contract.export_formats import NAMES, ExportFormat, format_named, format_of
from addon.contract.job import JobFolder

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands
    from engine.render.clip import DrawnClip
    from engine.render.export import Frames

SIDE = 512  # longest side of pictures that are drawn, pixels
LARGEST_SIDE = 4096
MOST_PADDING = 9


@dataclass(frozen=True)
class ExportSettings:
    """How a result is written.

    Attributes:
        side: the longest side in pixels, where strokes are drawn.
        framing: as in `engine.render.framing`.
        ground: as in `engine.render.ground`; "" for what suits the format.
        fps: frames a second, None for those of the result.
        padding: digits of the numbers of pictures.
    """

    side: int = SIDE
    framing: str = "grow"
    ground: str = ""
    fps: tuple[int, int] | None = None
    padding: int = 4


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("export", help="write a job's result for other programs")
    add = command.add_argument
    add("job", type=Path, metavar="JOB_DIR")
    add("--out", type=Path, required=True, metavar="FILE", help="or a folder, for frames")
    add("--format", choices=NAMES, help="by default what the file's ending says")
    add("--size", type=int, default=SIDE, metavar="PX", help="the longest side")
    add("--framing", default="grow", choices=("keep", "grow", "crop"))
    add("--ground", default="", metavar="auto|white|transparent|#rrggbb")
    add("--fps", metavar="N", help="24, or 24000/1001; by default as it was made")
    add("--padding", type=int, default=4, metavar="N", help="digits in name.0001.png")
    add("--drawings", type=Path, metavar="DIR", help="what the host shows in each frame")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Export and print the name of the file. Raises UsageError, BadInput."""
    from engine.commands.request_options import fps_of

    settings = ExportSettings(
        options.size,
        options.framing,
        options.ground,
        fps_of(options.fps) if options.fps else None,
        options.padding,
    )
    wanted = format_named(options.format) if options.format else None
    export(options.job, options.out, settings, wanted, options.drawings)
    print(options.out)
    return 0


def export(
    folder: Path,
    target: Path,
    settings: ExportSettings = ExportSettings(),
    wanted: ExportFormat | None = None,
    drawings: Path | None = None,
) -> None:
    """Write the result of the job in `folder` to `target`, a file or a folder of pictures.

    wanted: the format; None for what the ending says. drawings: a folder of the host's drawings,
    which are exported in place of the job's result. Raises BadInput for a job without a result, for
    an ending that is none, and for a format that needs strokes where there are only pictures.
    """
    kind = wanted or format_of(target)
    if not 16 <= settings.side <= LARGEST_SIDE:
        raise BadInput("The size must be between 16 and {most} pixels.", most=LARGEST_SIDE)
    if not 1 <= settings.padding <= MOST_PADDING:
        raise BadInput("Numbers must have between 1 and {most} digits.", most=MOST_PADDING)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=target.parent) as made:
        first = Path(made) / target.name
        _write_result(folder, first, kind, settings, drawings)
        if kind.is_folder:
            target.mkdir(exist_ok=True)
        for path in sorted(first.iterdir() if kind.is_folder else Path(made).iterdir()):
            shutil.move(path, (target if kind.is_folder else target.parent) / path.name)


def _write_result(
    folder: Path,
    target: Path,
    kind: ExportFormat,
    settings: ExportSettings,
    drawings: Path | None,
) -> None:
    if drawings is not None:
        _write_drawn(drawings, target, kind, settings)
        return
    job = JobFolder(folder)
    outcome = job.outcome()
    if outcome is None or outcome.kind != "done":
        raise BadInput("{file} has no result yet.", file=folder.name, hint="Let the job end first.")
    request = job.read_request()
    if request.path == "vector":
        _write_clip(_clip_of_job(job), target, kind, settings)
        return
    _need_pictures_only(kind)
    _write_frames(_frames_of_job(job), target, kind, settings, request.fps, request.loop)


def _need_pictures_only(kind: ExportFormat) -> None:
    """Raise BadInput for a format of strokes."""
    if kind.needs_strokes:
        raise BadInput(
            "The raster path makes pictures: they can't be written as strokes.",
            hint="Choose GIF or WebP.",
        )


def _write_drawn(folder: Path, target: Path, kind: ExportFormat, settings: ExportSettings) -> None:
    """Write what a host shows. Raises FormatError, BadInput."""
    from addon.contract.drawn_frames import DrawnFrames
    from engine.render.drawn_clip import read_clip, read_pictures

    shown = DrawnFrames.read(folder)
    if not shown.are_pictures:
        _write_clip(read_clip(folder, shown), target, kind, settings)
        return
    _need_pictures_only(kind)
    _write_frames(read_pictures(folder, shown), target, kind, settings, shown.fps, shown.loop)


def _clip_of_job(job: JobFolder) -> DrawnClip:
    """Return what a job of the vector path has made. Raises BadInput, FormatError."""
    from addon.contract.animation import Animation
    from addon.contract.bodies_apart import drawing_with_bodies
    from engine.geometry.load import read_drawing
    from engine.render.clip import clip_of

    drawing = drawing_with_bodies(job, read_drawing(job.drawing_path))
    return clip_of(drawing, Animation.read(job.animation_path))


def _frames_of_job(job: JobFolder) -> Frames:
    """Return the pictures of the raster path. Raises BadInput."""
    import numpy as np
    from PIL import Image

    paths = sorted(job.frames_path.glob("[0-9]*.png"))
    if not paths:
        raise BadInput("{folder} has no frames.", folder=job.path.name)
    return np.stack([np.asarray(Image.open(path).convert("RGBA"), np.uint8) for path in paths])


def _write_clip(
    clip: DrawnClip, target: Path, kind: ExportFormat, settings: ExportSettings
) -> None:
    """Draw a clip's strokes, or write them as strokes."""
    from engine.render.clip_svg import write_clip_svg
    from engine.render.framing import framed
    from engine.render.lottie import write_lottie

    shown = framed(clip, settings.framing)
    if not kind.needs_strokes:
        pictures = shown.pictures(settings.side)
        _write_frames(pictures, target, kind, settings, shown.fps, shown.loop)
        return
    if settings.fps is not None:
        shown = shown.at_rate(settings.fps)
    (write_clip_svg if kind.name == "svg" else write_lottie)(shown, target)


def _write_frames(
    frames: Frames,
    target: Path,
    kind: ExportFormat,
    settings: ExportSettings,
    fps: tuple[int, int],
    loop: bool,
) -> None:
    """Write pictures in a format; each keeps its transparency where it can."""
    from engine.render.export import frames_at, write_gif, write_pngs, write_webp
    from engine.render.ground import AUTO, TRANSPARENT, grounded
    from engine.render.movie import write_movie
    from engine.render.picture_files import write_apng, write_sprite_sheet

    if settings.fps is not None:
        frames, fps = frames[frames_at(len(frames), fps, settings.fps)], settings.fps
    ground = settings.ground or (AUTO if kind.name == "gif" else TRANSPARENT)
    if kind.name == "gif":
        write_gif(frames, target, fps, ground=ground)
    elif kind.needs_movies:
        write_movie(frames, target, fps, ground=ground)
    else:
        frames = grounded(frames, ground)
        if kind.name == "webp":
            write_webp(frames, target, fps)
        elif kind.name == "apng":
            write_apng(frames, target, fps)
        elif kind.name == "sheet":
            write_sprite_sheet(frames, target, fps, name=target.name.split(".")[0], loop=loop)
        else:
            write_pngs(frames, target, target.name, padding=settings.padding)
