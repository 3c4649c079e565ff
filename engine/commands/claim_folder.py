# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder that a command works in: new, empty, or with the same job or older pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from addon.contract.bodies_apart import FILE
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, JobBusy
from addon.contract.files import disk_errors_named, remove_file
from addon.contract.followed_clip import remove_clip
from addon.contract.given_pictures import AREA_FILE, KEPT_STEMS, KEPT_SUFFIXES
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.runtime.checkpoint import fingerprint_of

PROBE = ".drawing.safetensors.tmp"  # its name lets the next runner clear it away
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
    "clip_and_drawing.png",
    FILE,
    AREA_FILE,
    *(stem + suffix for stem in KEPT_STEMS for suffix in KEPT_SUFFIXES),
)


def claim_folder(
    folder: Path,
    drawing: Drawing | Path,
    request: Request,
    force: bool,
    *,
    add_files: Callable[[JobFolder], object] | None = None,
    needed: Path | None = None,
) -> JobFolder:
    """Return the job folder to run: a new one, or an existing one of the same job.

    With `force` another job in the folder is replaced, a damaged one too. What a killed program
    has begun to put in or to clear away is no job yet, and is replaced. Nothing that this program
    didn't write is ever removed. Raises BadInput, JobBusy.

    add_files: puts more into the folder of a new job. needed: what it reads for that.
    """
    job = JobFolder(folder)
    is_job = job.request_path.is_file()
    if not is_job and not job.is_unfinished():
        if folder.is_dir() and any(folder.iterdir()):
            raise BadInput(
                "{folder} is not empty and not a job folder.",
                folder=folder,
                hint="Choose a new folder with --out.",
            )
        return JobFolder.create(folder, request, drawing, add_files)
    if job.is_running():
        raise JobBusy(
            "Another process is animating in {folder}.",
            folder=folder,
            hint="Wait for it, or choose another folder with --out.",
        )
    if is_job and _same_job(job, drawing, request):
        return job
    if is_job and not force:
        raise BadInput(
            "{folder} holds another job.",
            folder=folder,
            hint="Choose another folder with --out, or replace the job with --force.",
        )
    with job.lock():
        _clear(job, [path for path in (drawing, needed) if isinstance(path, Path)])
        return JobFolder.create(folder, request, drawing, add_files)


def claim_pictures(folder: Path, made: Sequence[str], force: bool) -> None:
    """Make sure that pictures of a take may be written into a folder: a new or an empty one.

    made: what is written, files and folders of numbered pictures. With `force` those of an earlier
    time are removed; a folder that holds anything else is left alone. Raises BadInput.
    """
    if not folder.exists():
        return
    with disk_errors_named(folder):
        found = {path.name for path in folder.iterdir()}
    if not found:
        return
    if found - set(made):
        raise BadInput(
            "{folder} holds something else, which is not replaced.",
            folder=folder,
            hint="Choose a new folder with --out.",
        )
    if not force:
        raise BadInput(
            "{folder} is not empty.",
            folder=folder,
            hint="Choose a new folder with --out, or replace what is in it with --force.",
        )
    for path in map(folder.joinpath, made):
        for file in path.glob("[0-9]*.png") if path.is_dir() else [path]:
            remove_file(file)


def _same_job(job: JobFolder, drawing: Drawing | Path, request: Request) -> bool:
    """Return whether the folder holds this very request and drawing (or drawing file)."""
    try:
        existing = fingerprint_of(Request.read(job.request_path), job.drawing_path)
    except BadInput:  # it is damaged
        return False
    if isinstance(drawing, Path):
        return fingerprint_of(request, drawing.resolve()) == existing
    probe = job.path / PROBE
    try:
        drawing.write(probe)
        return fingerprint_of(request, probe) == existing
    finally:
        remove_file(probe)


def _clear(job: JobFolder, needed: Sequence[Path]) -> None:
    """Remove the files of a job, and nothing else, from its folder.

    needed: files and clips that stay, because the next job is made of them.
    """
    job.begin()
    job.clear_outcome()
    known = [
        *job.inputs(),
        job.events_path,
        job.checkpoint_path,
        job.animation_path,
        *(job.path / name for name in BESIDE),
        *job.preview_dir.glob("*.webp"),
        *job.preview_dir.glob("*.png"),
        *job.frames_path.glob("[0-9]*.png"),
        *job.file("strokes").glob("[0-9]*.safetensors"),
        *job.file("strokes").glob("[0-9]*.svg"),
    ]
    kept = [path for path in needed if path.exists()]
    for path in known:
        if not (path.exists() and any(path.samefile(one) for one in kept)):
            remove_file(path)
    remove_clip(job.path, keep=kept)
