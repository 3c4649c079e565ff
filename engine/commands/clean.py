# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `clean` command: a rough drawing becomes one of single, clean lines.

The folder is an ordinary job folder, with clean.svg in it, and before_and_after.png to compare.
With --suggest there are a more practised version in suggestion.svg, a known drawing in its form in
reference.svg, and both over each other in suggestion.png.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands.usage import UsageError

if TYPE_CHECKING:
    from addon.contract.drawing import Drawing
    from addon.contract.job import JobFolder
    from engine.clean.projection.suggesting import KnownSketches
    from engine.commands.usage import Subcommands

SVG, COMPARISON = "clean.svg", "before_and_after.png"
SUGGESTION, REFERENCE, OVERLAY = "suggestion.svg", "reference.svg", "suggestion.png"
FAINT = 0.35  # how dark the drawing is below its suggestions


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("clean", help="turn a rough drawing into single, clean lines")
    add = command.add_argument
    add("drawing", type=Path, metavar="DRAWING", help="SVG, drawing.safetensors, PNG, JPEG, WebP")
    add("--strength", type=float, default=0.5, metavar="S",
        help="0 to 1: how far apart lines may run that become one (0.5)")  # fmt: skip
    add("--suggest", type=float, metavar="DEGREE",
        help="0 to 1: suggest a more practised version, this far from the drawing")  # fmt: skip
    add("--prompt", default="", metavar="TEXT", help="what is drawn, for --suggest")
    add("--out", type=Path, required=True, metavar="DIR", help="a new folder for the result")
    add("--force", action="store_true", help="replace another job in the folder")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Clean the drawing and print a summary. Raises UsageError, BadInput."""
    from addon.contract.cleaning import CLEAN_FILE, STRENGTH
    from addon.contract.drawing import Drawing
    from addon.contract.files import remove_file, write_bytes_atomic
    from addon.contract.request import Request
    from engine.commands.claim_folder import claim_folder
    from engine.commands.terminal import ProgressLines
    from engine.geometry.load import load_drawing
    from engine.geometry.tracing.svg_file import svg_text
    from engine.jobs.run import obey_signals, run_job
    from engine.runtime.control import Control

    if not 0.0 <= options.strength <= 1.0:
        raise UsageError("--strength must be from 0 to 1.")
    if options.suggest is not None and not 0.0 <= options.suggest <= 1.0:
        raise UsageError("--suggest must be from 0 to 1.")
    known = _known_sketches() if options.suggest is not None else None
    drawing = load_drawing(options.drawing)
    request = Request(prompt="", task="clean", settings={STRENGTH: options.strength})
    job = claim_folder(options.out, drawing, request, options.force)
    for name in (SUGGESTION, REFERENCE, OVERLAY):  # of an earlier run
        remove_file(job.file(name))
    control = Control()
    obey_signals(control)
    lines = ProgressLines()
    try:
        run_job(job.path, control=control, listener=lines)
    finally:
        lines.end()
    cleaned = Drawing.read(job.file(CLEAN_FILE))
    write_bytes_atomic(job.file(SVG), svg_text(cleaned).encode())
    _write_comparison(drawing, cleaned, job.file(COMPARISON))
    print(f"{drawing.stroke_count} strokes became {cleaned.stroke_count}: {job.file(SVG)}")
    if known is not None:
        _suggest(cleaned, options, known, job)
    return 0


def _known_sketches() -> KnownSketches:
    """Return what suggestions come from. Raises FormatError when it isn't there."""
    from engine.clean.projection.suggesting import shipped_sketches

    return shipped_sketches()


def _suggest(
    cleaned: Drawing, options: argparse.Namespace, known: KnownSketches, job: JobFolder
) -> None:
    """Write a more practised version of a clean drawing. Raises BadInput when none is known."""
    import numpy as np
    from PIL import Image

    from addon.contract.files import write_bytes_atomic
    from engine.clean.projection.suggesting import suggest
    from engine.geometry.tracing.svg_file import svg_text
    from engine.render.clip import picture_size
    from engine.render.frames import render_frames

    found = suggest(cleaned, options.suggest, sentence=options.prompt, known=known)
    for name, drawing in ((SUGGESTION, found.drawing), (REFERENCE, found.reference)):
        write_bytes_atomic(job.file(name), svg_text(drawing).encode())
    size = picture_size(cleaned.canvas, 1024)
    below, over = (
        render_frames(d, size=size, background=(1.0, 1.0, 1.0))[0, ..., :3].astype(np.float64)
        for d in (cleaned, found.reference)
    )
    both = np.minimum(255.0 - FAINT * (255.0 - below), over).round().astype(np.uint8)
    Image.fromarray(both).save(job.file(OVERLAY), "PNG")
    print(f"after {found.name!r} ({found.credit}): {job.file(SUGGESTION)}, {job.file(REFERENCE)}")


def _write_comparison(before: Drawing, after: Drawing, path: Path) -> None:
    """Draw both side by side on white, at most 1024 pixels high."""
    import numpy as np
    from PIL import Image

    from engine.render.clip import picture_size
    from engine.render.frames import render_frames

    size = picture_size(before.canvas, 1024)
    pictures = [render_frames(d, size=size, background=(1.0, 1.0, 1.0))[0] for d in (before, after)]
    Image.fromarray(np.concatenate(pictures, axis=1)).convert("RGB").save(path, "PNG")
