# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `animate` command: animates a drawing file in a job folder, with pictures to look at.

The folder is an ordinary job folder. Beside the result it gets animation.gif, animation.svg,
contact_sheet.png, frames/NNNN.png and report.json.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from addon.contract.animation import Animation
from addon.contract.bodies_apart import drawing_with_bodies
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.files import write_bytes_atomic
from addon.contract.request import Request
from engine.commands import request_options
from engine.commands.claim_folder import claim_folder

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands
    from engine.jobs.stroke_animation import Animate
    from engine.runtime.control import Control
    from engine.runtime.progress import Listener

PICTURE_SIDE = 512  # longest side of the pictures, pixels

Result = TypeVar("Result")


@dataclass
class Clock:
    """Measures the seconds that each part of the work takes."""

    seconds: dict[str, float] = field(default_factory=dict)

    def time(self, part: str, work: Callable[[], Result]) -> Result:
        """Do a part of the work and note its seconds."""
        started = time.monotonic()
        try:
            return work()
        finally:
            self.seconds[part] = round(time.monotonic() - started, 3)


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("animate", help="animate a drawing file into a folder")
    request_options.add_arguments(command, "SVG, drawing.safetensors, PNG, JPEG, WebP")
    add = command.add_argument
    add("--out", type=Path, required=True, metavar="DIR", help="a new folder for the result")
    add("--objects", default="auto", metavar="auto|none|FILE.json")
    add("--framing", default="grow", choices=("keep", "grow", "crop"), help="of the pictures")
    add("--force", action="store_true", help="replace another job in the folder")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Animate on the path that is asked for, and print a summary.

    Raises UsageError, BadInput and whatever the job raises.
    """
    from engine.commands.redraw import animate_picture
    from engine.commands.terminal import ProgressLines, summary
    from engine.geometry.load import load_drawing
    from engine.geometry.objects import read_objects
    from engine.jobs.run import obey_signals
    from engine.runtime.control import Control

    request = request_options.request_of(options)
    control = Control()
    obey_signals(control)
    lines = ProgressLines()
    try:
        if options.keep and request.path != "raster":
            raise BadInput(
                "Given pictures are kept only where a video model draws every frame.",
                hint="Leave --keep away, or choose --path raster.",
            )
        if request.path in ("raster", "warp"):
            report = animate_picture(
                options.drawing, request, options.out, force=options.force, control=control,
                listener=lines, moves_here=options.moves_here, keep=options.keep,
            )  # fmt: skip
        elif options.moves_here is not None:
            raise BadInput(
                "Strokes can't be kept to a painted area.",
                hint="Leave --moves-here away, or choose --path raster or warp.",
            )
        else:
            choice = options.objects
            named = choice if choice in ("auto", "none") else read_objects(choice)
            drawing = load_drawing(options.drawing, objects=named)
            report = animate_drawing(
                drawing, request, options.out, force=options.force, control=control,
                listener=lines, framing=options.framing,
            )  # fmt: skip
    finally:
        lines.end()
    print(summary(options.out, report))
    return 0


def animate_drawing(
    drawing: Drawing,
    request: Request,
    folder: Path,
    *,
    force: bool = False,
    control: Control | None = None,
    listener: Listener | None = None,
    animate: Animate | None = None,
    framing: str = "grow",
) -> dict[str, object]:
    """Animate a drawing in a job folder and draw the result. Return the report.

    Called again for the same request and drawing, it resumes where the earlier run ended, or only
    draws the pictures again. Raises BadInput when the folder holds something else, unless `force`.
    """
    from engine.cost.job import remember_pictures
    from engine.jobs.run import run_job
    from engine.runtime.report import peak_memory_mib

    job = claim_folder(folder, drawing, request, force)
    clock = Clock()
    started = time.monotonic()
    report = run_job(job.path, control=control, listener=listener, animate=animate)
    drawing = drawing_with_bodies(job, drawing)
    animation = Animation.read(job.animation_path)
    began = time.monotonic()
    pictures = draw_pictures(drawing, animation, job.path, clock, framing)
    if animate is None:
        remember_pictures(drawing, request, time.monotonic() - began)
    report = {
        **report,
        "drawing": {
            "strokes": drawing.stroke_count,
            "points": drawing.point_count,
            "objects": list(drawing.object_names),
        },
        "pictures": pictures,
        "seconds_drawing_pictures": clock.seconds,
        "seconds_in_all": round(time.monotonic() - started, 3),
        "peak_memory_mib": peak_memory_mib(),
    }
    text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    write_bytes_atomic(job.path / "report.json", text.encode())
    return report


def draw_pictures(
    drawing: Drawing, animation: Animation, folder: Path, clock: Clock, framing: str = "grow"
) -> dict[str, object]:
    """Write GIF, animated SVG, contact sheet and frames of an animation into a folder.

    framing: as in `engine.render.framing`. Return what the report says of the canvas.
    """
    from engine.render.clip import clip_of
    from engine.render.clip_svg import write_clip_svg
    from engine.render.export import write_contact_sheet, write_gif, write_pngs
    from engine.render.framing import framed

    clip = clock.time("evaluate", lambda: framed(clip_of(drawing, animation), framing))

    # Pictures are made by native code, the SVG by Python: a core for each.
    with ThreadPoolExecutor(1) as beside:
        drawn = beside.submit(clock.time, "render", lambda: clip.pictures(PICTURE_SIDE))
        gif = folder / "animation.gif"
        shown = beside.submit(clock.time, "gif", lambda: write_gif(drawn.result(), gif, clip.fps))
        clock.time("svg", lambda: write_clip_svg(clip, folder / "animation.svg"))
        frames = drawn.result()
        clock.time("frames", lambda: write_pngs(frames, folder / "frames"))
        sheet = folder / "contact_sheet.png"
        clock.time("contact sheet", lambda: write_contact_sheet(frames, sheet))
        shown.result()
    return {"framing": framing, "canvas": [round(n, 6) for n in clip.canvas]}
