# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clip that a drawing follows: it lies in the job's folder, beside the drawing.

A request with the expert setting "follow" asks the drawing to do what the clip shows. It is a file
`clip` with the ending it had, or a folder `clip` of pictures.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from .errors import BadInput
from .files import PathLike, disk_errors_named

SETTING = "follow"
NAME = "clip"
MOVIES = (".mp4", ".webm", ".mov", ".mkv", ".avi", ".m4v")
ANIMATED = (".gif", ".webp", ".png", ".apng")
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
LARGEST = 2 << 30  # bytes


def clip_meant(path: PathLike) -> Path:
    """Return the clip that a chosen file stands for: one of a row of pictures means its folder.

    A row are pictures of one kind whose names differ in a number at their end.
    """
    path = Path(path)
    begin = _without_number(path.stem)
    if path.suffix.lower() not in PICTURES or begin == path.stem or not path.is_file():
        return path
    with disk_errors_named(path.parent):
        row = [
            file
            for file in path.parent.iterdir()
            if file.suffix.lower() == path.suffix.lower() and _without_number(file.stem) == begin
        ]
    return path.parent if len(row) > 1 else path


def _without_number(stem: str) -> str:
    return stem.rstrip("0123456789")


def bring_clip(source: PathLike, folder: PathLike) -> Path:
    """Copy a clip into a job's folder; return where it lies.

    source: a movie, an animated picture, or a folder of pictures. Raises BadInput for anything
    else, and where it can't be read or written.
    """
    source, folder = Path(source), Path(folder)
    with disk_errors_named(source):
        if source.is_dir():
            pictures = [file for file in source.iterdir() if file.suffix.lower() in PICTURES]
            target = folder / NAME
            target.mkdir(exist_ok=True)
            for picture in pictures:
                _copy(picture, target / picture.name)
            return target
        if source.suffix.lower() not in (*MOVIES, *ANIMATED):
            raise BadInput(
                "{file} is no clip.",
                file=source.name,
                hint="Choose an MP4, WebM or GIF, or a folder of numbered pictures.",
            )
        target = folder / (NAME + source.suffix.lower())
        _copy(source, target)
        return target


def clip_in(folder: PathLike) -> Path:
    """Return the clip of a job. Raises BadInput where there is none."""
    found = [
        path
        for path in sorted(Path(folder).glob(f"{NAME}*"))
        if not path.is_symlink() and path.stem == NAME
    ]
    if not found:
        raise BadInput(
            "The clip that the drawing follows is missing.", hint="Import the motion again."
        )
    return found[0]


def _copy(source: Path, target: Path) -> None:
    if source.stat().st_size > LARGEST:
        raise BadInput("The clip {file} is too large.", file=source.name)
    if not (target.exists() and target.samefile(source)):
        shutil.copyfile(source, target)
