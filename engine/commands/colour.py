# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `colour` command: flat colour under the lines of a drawing, or of every frame of a take.

Of a drawing the folder is an ordinary job folder, with coloured.png in it. Of a take (the folder of
a job that is done) it holds the coloured frames and animation.gif.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.errors import BadInput

if TYPE_CHECKING:
    from addon.contract.animation import Animation
    from addon.contract.drawing import Drawing
    from addon.contract.job import JobFolder
    from engine.commands.usage import Subcommands
    from engine.render.export import Frames

PICTURE, GIF, FRAMES = "coloured.png", "animation.gif", "frames"
LONG_SIDE = 1024  # pixels of the picture of a drawing


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("colour", help="flat colour under a drawing or a take")
    add = command.add_argument
    add("source", type=Path, metavar="DRAWING|JOB_DIR", help="a drawing, or a job that is done")
    add("--prompt", default="", help="what is drawn: 'the fish swims'; its noun chooses colours")
    add("--hints", type=Path, metavar="FILE", help="dabs of colour: SVG, drawing, transparent PNG")
    add("--shading", action="store_true", help="shapes of shade over the flat colours")
    add("--out", type=Path, required=True, metavar="DIR", help="a new folder for the result")
    add("--force", action="store_true", help="replace another result in the folder")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Colour, and print what was done. Raises BadInput."""
    if options.hints is not None:
        _check_hints(options.hints)
    if options.source.is_dir():
        return _run_take(options)
    return _run_drawing(options)


def _check_hints(path: Path) -> None:
    """Raise BadInput for a file of hints that isn't there, or is of another kind."""
    from addon.contract.colouring import HINT_SUFFIXES

    if path.suffix.lower() not in HINT_SUFFIXES:
        raise BadInput("Hints are one of {names}.", names=", ".join(HINT_SUFFIXES))
    if not path.is_file():
        raise BadInput(
            "There is no file {file} here.", file=path, hint="Check the file's name and place."
        )


def _hints(path: Path | None) -> bytes:
    from addon.contract.files import disk_errors_named

    if path is None:
        return b""
    with disk_errors_named(path):
        return path.read_bytes()


def _run_drawing(options: argparse.Namespace) -> int:
    from addon.contract.colouring import COLOUR_FILE, HINT_SUFFIXES, HINTS, SHADING
    from addon.contract.drawing import Drawing
    from addon.contract.request import Request
    from engine.commands.claim_folder import claim_folder
    from engine.geometry.load import load_drawing
    from engine.jobs.run import run_job

    drawing = load_drawing(options.source)
    prompt = options.prompt or re.sub(r"[\W\d_]+", " ", options.source.stem)  # fish2_16.svg
    request = Request(prompt, task="colour", settings={SHADING: options.shading})
    hints = _hints(options.hints)  # before those of an earlier run go: they may be the same file
    job = claim_folder(options.out, drawing, request, options.force)
    for suffix in HINT_SUFFIXES:
        job.file(f"{HINTS}{suffix}").unlink(missing_ok=True)
    if options.hints is not None:
        job.file(f"{HINTS}{options.hints.suffix.lower()}").write_bytes(hints)
    job.clear_outcome()  # hints aren't part of what tells one job from another
    report = run_job(job.path)
    _draw(drawing, Drawing.read(job.file(COLOUR_FILE)), job.file(PICTURE))
    print(f"{report['areas']} areas in colour: {job.file(PICTURE)}")
    return 0


def _draw(lines: Drawing, fills: Drawing, path: Path) -> None:
    from PIL import Image

    from engine.colour.takes import over
    from engine.render.clip import picture_size
    from engine.render.frames import render_frames

    size = picture_size(lines.canvas, LONG_SIDE)
    white = render_frames(fills, size=size, background=(1.0, 1.0, 1.0))[0]
    picture = over(render_frames(lines, size=size)[0], white)
    Image.fromarray(picture).convert("RGB").save(path, "PNG")


def _run_take(options: argparse.Namespace) -> int:
    """Colour every frame of a job that is done."""
    from addon.contract.animation import Animation
    from addon.contract.colouring import COLOUR_FILE
    from addon.contract.job import JobFolder
    from engine.commands.claim_folder import claim_pictures
    from engine.render.export import write_gif, write_pngs

    job = JobFolder(options.source)
    if not job.request_path.is_file():
        raise BadInput("{folder} is not a job folder: it has no request.json.", folder=job.path)
    request = job.read_request()
    prompt = options.prompt or request.prompt
    claim_pictures(options.out, (FRAMES, GIF, COLOUR_FILE), options.force)
    if job.animation_path.is_file():
        frames = _strokes(job, Animation.read(job.animation_path), prompt, options)
    else:
        frames = _pictures(job, prompt, options)
    write_pngs(frames, options.out / FRAMES)
    write_gif(frames, options.out / GIF, request.fps)
    print(f"{len(frames)} frames in colour: {options.out / GIF}")
    return 0


def _strokes(
    job: JobFolder, animation: Animation, prompt: str, options: argparse.Namespace
) -> Frames:
    from addon.contract.bodies_apart import drawing_with_bodies
    from addon.contract.colouring import COLOUR_FILE
    from engine.colour.colouring import coloured, fills_of
    from engine.colour.hints import read_dabs
    from engine.colour.regions.inked import SIDE
    from engine.colour.takes import colour_strokes
    from engine.geometry.load import read_drawing
    from engine.jobs.colouring import CLOSE_LINES, NOTHING
    from engine.render.clip import picture_size

    drawing = drawing_with_bodies(job, read_drawing(job.drawing_path))
    size = picture_size(drawing.canvas, SIDE)
    dabs = read_dabs(options.hints, size) if options.hints is not None else ()
    colouring = coloured(drawing, prompt, dabs)
    if not colouring.colors:
        raise BadInput(NOTHING, hint=CLOSE_LINES)
    fills = fills_of(colouring, drawing, shading=options.shading)
    options.out.mkdir(parents=True, exist_ok=True)
    fills.drawing.write(options.out / COLOUR_FILE)
    return colour_strokes(fills, drawing, animation, picture_size(drawing.canvas, 512))


def _pictures(job: JobFolder, prompt: str, options: argparse.Namespace) -> Frames:
    import numpy as np
    from PIL import Image

    from engine.colour.hints import read_dabs
    from engine.colour.takes import PictureTake, over

    paths = sorted(job.frames_path.glob("[0-9]*.png"))
    if not paths:
        raise BadInput("{folder} holds no frames to colour.", folder=job.path)
    hints = options.hints
    take = PictureTake(paths, prompt, lambda size: read_dabs(hints, size) if hints else ())
    lines = (np.asarray(Image.open(path).convert("RGBA")) for path in paths)
    return np.stack([over(a, b) for a, b in zip(lines, take.frames(), strict=True)])
