# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `animate` command: a drawing file and a request become a job folder with pictures to look at.

The folder is an ordinary job folder. Beside the result it gets animation.gif, animation.svg,
contact_sheet.png, frames/NNNN.png and report.json.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, JobBusy
from addon.contract.files import write_bytes_atomic
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.jobs.run import Animate, run_job
from engine.runtime.checkpoint import fingerprint_of
from engine.runtime.control import Control
from engine.runtime.progress import Listener
from engine.runtime.report import peak_memory_mib

PICTURE_SIDE = 512  # longest side of the pictures, pixels
GIF_GROUND = (255, 255, 255)
PICTURES = ("animation.gif", "animation.svg", "contact_sheet.png", "report.json")

Result = TypeVar("Result")


@dataclass
class Clock:
    """Measures what each part of the work takes."""

    seconds: dict[str, float] = field(default_factory=dict)

    def time(self, part: str, work: Callable[[], Result]) -> Result:
        started = time.monotonic()
        try:
            return work()
        finally:
            self.seconds[part] = round(time.monotonic() - started, 3)


def animate_drawing(
    drawing: Drawing,
    request: Request,
    folder: Path,
    *,
    force: bool = False,
    control: Control | None = None,
    listener: Listener | None = None,
    animate: Animate | None = None,
) -> dict[str, object]:
    """Animates a drawing into a job folder and draws the result. Returns the report.

    The same request and drawing once more: goes on where an earlier run ended, or only draws the
    pictures again. Raises BadInput when the folder holds something else, unless `force`.
    """
    job = claim_folder(folder, drawing, request, force)
    clock = Clock()
    started = time.monotonic()
    report = run_job(job.path, control=control, listener=listener, animate=animate)
    animation = Animation.read(job.animation_path)
    draw_pictures(drawing, animation, job.path, clock)
    report = {
        **report,
        "drawing": {
            "strokes": drawing.stroke_count,
            "points": drawing.point_count,
            "objects": list(drawing.object_names),
        },
        "seconds_drawing_pictures": clock.seconds,
        "seconds_in_all": round(time.monotonic() - started, 3),
        "peak_memory_mib": peak_memory_mib(),
    }
    text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    write_bytes_atomic(job.path / "report.json", text.encode())
    return report


def claim_folder(folder: Path, drawing: Drawing | Path, request: Request, force: bool) -> JobFolder:
    """The job folder to run: a new one, or the one that is there if it fits.

    Nothing that this program didn't write is ever removed. Raises BadInput, JobBusy.
    """
    job = JobFolder(folder)
    if not job.request_path.is_file():
        if folder.is_dir() and any(folder.iterdir()):
            raise BadInput(
                "{folder} is not empty and not a job folder.",
                folder=folder,
                hint="Choose a new folder with --out.",
            )
        return JobFolder.create(folder, request, drawing)
    if job.is_running():
        raise JobBusy(
            "Another process is animating in {folder}.",
            folder=folder,
            hint="Wait for it, or choose another folder with --out.",
        )
    if _same_job(job, drawing, request):
        return job
    if not force:
        raise BadInput(
            "{folder} holds another job.",
            folder=folder,
            hint="Choose another folder with --out, or replace the job with --force.",
        )
    _clear(job)
    return JobFolder.create(folder, request, drawing)


def _same_job(job: JobFolder, drawing: Drawing | Path, request: Request) -> bool:
    """True when the folder holds this very request and drawing (or drawing file)."""
    there = fingerprint_of(Request.read(job.request_path), job.drawing_path)
    if isinstance(drawing, Path):
        return fingerprint_of(request, drawing) == there
    probe = job.path / ".drawing.safetensors"
    try:
        drawing.write(probe)
        return fingerprint_of(request, probe) == there
    finally:
        probe.unlink(missing_ok=True)


def _clear(job: JobFolder) -> None:
    """Removes the files of a job, and nothing else, from its folder."""
    job.clear_outcome()
    known = [
        job.request_path,
        job.drawing_path,
        job.events_path,
        job.checkpoint_path,
        job.animation_path,
        *(job.path / name for name in PICTURES),
        *job.preview_dir.glob("*.webp"),
        *job.preview_dir.glob("*.png"),
        *job.frames_path.glob("[0-9]*.png"),
        *job.file("strokes").glob("[0-9]*.safetensors"),
    ]
    for path in known:
        path.unlink(missing_ok=True)


def draw_pictures(drawing: Drawing, animation: Animation, folder: Path, clock: Clock) -> None:
    """Writes GIF, animated SVG, contact sheet and frames of an animation into a folder."""
    from engine.render.animated_svg import write_animated_svg
    from engine.render.evaluate import animated_positions
    from engine.render.export import write_contact_sheet, write_gif, write_pngs
    from engine.render.frames import render_frames

    width, height = drawing.canvas
    scale = PICTURE_SIDE / max(width, height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    held = [frame - frame % animation.hold for frame in range(animation.frame_count)]
    positions = clock.time("evaluate", lambda: animated_positions(drawing, animation, held))
    frames = clock.time("render", lambda: render_frames(drawing, positions, size=size))
    fps = animation.fps
    clock.time("frames", lambda: write_pngs(frames, folder / "frames"))
    clock.time("gif", lambda: write_gif(frames, folder / "animation.gif", fps))
    clock.time(
        "svg",
        lambda: write_animated_svg(
            drawing,
            positions,
            folder / "animation.svg",
            fps,
            animation.loop,
            discrete=animation.hold > 1,
        ),
    )
    clock.time("contact sheet", lambda: write_contact_sheet(frames, folder / "contact_sheet.png"))
