# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The raster part of the `animate` command: its options, and its pictures for a person to see."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.errors import BadInput
from addon.contract.files import read_bytes, write_bytes_atomic
from addon.contract.given_pictures import (
    AREA_FILE,
    AREA_SETTING,
    KEPT_SETTING,
    KEPT_STEMS,
    MOST_BYTES,
    digest_of,
    kept_setting,
)
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from engine.raster.frame_files import frames_of
from engine.runtime.report import peak_memory_mib

if TYPE_CHECKING:
    from engine.runtime.control import Control
    from engine.runtime.progress import Listener

PICTURE_SIDE = 512  # longest side of GIF and contact sheet, pixels


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the options that only the raster path has, and --steps."""
    add = command.add_argument_group("raster path").add_argument
    add("--fidelity", type=float, metavar="X", help="0 moves freely, 1 stays like the drawing")
    add("--chain", type=int, metavar="N", help="clips, each from the last frame of the one before")
    add("--takes", type=int, metavar="N", help="seeds to try; the best is kept")
    add("--steps", type=int, metavar="N", help="of denoising")
    add("--align", action="store_true", default=None, help="align the noise first (slow)")
    add("--faithful", action="store_true", default=None, help="as FlipSketch, with its quirks")
    add("--lora", metavar="PATH", help="a style beside the model: its file or folder")
    add(
        "--moves-here",
        type=Path,
        metavar="PICTURE",
        help="things move only where this picture of the canvas is light",
    )
    add(
        "--keep",
        nargs=2,
        action="append",
        default=[],
        metavar=("FRAME", "PICTURE"),
        help="a drawing that it passes through, as a picture of the canvas; may be repeated",
    )
    add("--trace", action="store_true", default=None, help="also write every frame as strokes")


def settings_of(options: argparse.Namespace) -> dict[str, JSON]:
    """Return the expert settings that were given."""
    names = ("fidelity", "chain", "takes", "steps", "align", "faithful", "trace", "lora")
    return {name: getattr(options, name) for name in names if getattr(options, name) is not None}


def animate_picture(
    source: Path,
    request: Request,
    folder: Path,
    *,
    force: bool = False,
    moves_here: Path | None = None,
    keep: Sequence[Sequence[str]] = (),
    control: Control | None = None,
    listener: Listener | None = None,
) -> dict[str, object]:
    """Animate a picture, or a drawing that is rendered, in a job folder. Return the report.

    Called again for the same picture and request, it resumes where the earlier run ended. Raises
    BadInput when the folder holds something else, unless `force`, and where a preset asks for
    pictures that aren't given; JobBusy.

    moves_here: a picture of the canvas that is light where things may move; None for everywhere.
    keep: frame numbers and pictures of drawings that the animation passes through.
    """
    from engine.commands.claim_folder import claim_folder
    from engine.jobs.run import run_job

    if not source.is_file():
        raise BadInput(
            "There is no picture {file} here.",
            file=source.name,
            hint="Check the file's name and place.",
        )
    _check_are_given(request, moves_here, keep)
    started = time.monotonic()
    area = None
    if moves_here is not None:
        area = read_bytes(moves_here, max_bytes=MOST_BYTES)
        request = replace(request, settings={**request.settings, AREA_SETTING: digest_of(area)})
    kept = [(_frame(frame), _picture(Path(path))) for frame, path in keep]
    if kept:
        request = replace(request, settings={**request.settings, KEPT_SETTING: kept_setting(kept)})
    job = claim_folder(folder, source, request, force)
    for stem, (_, data) in zip(KEPT_STEMS, kept, strict=False):
        write_bytes_atomic(job.path / f"{stem}.png", data)
    if area is not None:
        write_bytes_atomic(job.path / AREA_FILE, area)
    report = run_job(job.path, control=control, listener=listener)
    finished = time.monotonic()
    _write_pictures(job, request)
    report = {
        **report,
        "seconds_drawing_pictures": {"gif and sheet": round(time.monotonic() - finished, 3)},
        "seconds_in_all": round(time.monotonic() - started, 3),
        "peak_memory_mib": peak_memory_mib(),
    }
    text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    write_bytes_atomic(job.path / "report.json", text.encode())
    return report


def _check_are_given(
    request: Request, moves_here: Path | None, keep: Sequence[Sequence[str]]
) -> None:
    if AREA_SETTING in request.settings and moves_here is None:
        raise BadInput(
            "The picture of where things may move is missing.",
            hint="Animate again with --moves-here and the picture.",
        )
    if KEPT_SETTING in request.settings and not keep:
        raise BadInput(
            "The kept frames can't be read.",
            hint="Animate again with --keep, the number of the frame and the picture.",
        )


def _frame(text: str) -> int:
    if not text.isdecimal():
        raise BadInput("{text!r} is no number of a frame.", text=text)
    return int(text)


def _picture(path: Path) -> bytes:
    if not path.is_file():
        raise BadInput(
            "There is no picture {file} here.",
            file=path.name,
            hint="Check the file's name and place.",
        )
    return read_bytes(path, max_bytes=MOST_BYTES)


def _write_pictures(job: JobFolder, request: Request) -> None:
    """Write animation.gif and contact_sheet.png of the frames."""
    import numpy as np
    from PIL import Image

    from engine.render.export import write_contact_sheet, write_gif

    pictures = []
    for path in frames_of(job, request.frames):
        with Image.open(path) as image:
            image.load()
        factor = min(1.0, PICTURE_SIDE / max(image.size))
        size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
        pictures.append(np.asarray(image.convert("RGBa").resize(size).convert("RGBA")))
    frames = np.stack(pictures)
    write_gif(frames, job.path / "animation.gif", request.fps)
    write_contact_sheet(frames, job.path / "contact_sheet.png")
