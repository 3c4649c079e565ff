# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder that `animate` works in: a new job folder, or one that holds the same job."""

from __future__ import annotations

from pathlib import Path

from addon.contract.bodies_apart import FILE
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, JobBusy
from addon.contract.given_pictures import AREA_FILE, KEPT_STEMS, KEPT_SUFFIXES
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.runtime.checkpoint import fingerprint_of

#: Files beside the request and the result: for a person to look at, and what a job goes by.
BESIDE = (
    "animation.gif",
    "animation.svg",
    "contact_sheet.png",
    "report.json",
    "clean.safetensors",
    "clean.svg",
    "before_and_after.png",
    "colour.safetensors",
    "colours.json",
    "coloured.png",
    "colour.png",
    "colour_follow.safetensors",
    "suggestion.png",
    "suggestion.svg",
    FILE,
    AREA_FILE,
    *(stem + suffix for stem in KEPT_STEMS for suffix in KEPT_SUFFIXES),
)


def claim_folder(folder: Path, drawing: Drawing | Path, request: Request, force: bool) -> JobFolder:
    """Return the job folder to run: a new one, or an existing one of the same job.

    With `force` another job in the folder is replaced. Nothing that this program didn't write is
    ever removed. Raises BadInput, JobBusy.
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
    """Return whether the folder holds this very request and drawing (or drawing file)."""
    existing = fingerprint_of(Request.read(job.request_path), job.drawing_path)
    if isinstance(drawing, Path):
        return fingerprint_of(request, drawing.resolve()) == existing
    probe = job.path / ".drawing.safetensors"
    try:
        drawing.write(probe)
        return fingerprint_of(request, probe) == existing
    finally:
        probe.unlink(missing_ok=True)


def _clear(job: JobFolder) -> None:
    """Remove the files of a job, and nothing else, from its folder."""
    job.clear_outcome()
    known = [
        job.request_path,
        job.drawing_path,
        job.events_path,
        job.checkpoint_path,
        job.animation_path,
        *(job.path / name for name in BESIDE),
        *job.preview_dir.glob("*.webp"),
        *job.preview_dir.glob("*.png"),
        *job.frames_path.glob("[0-9]*.png"),
        *job.file("strokes").glob("[0-9]*.safetensors"),
    ]
    for path in known:
        path.unlink(missing_ok=True)
