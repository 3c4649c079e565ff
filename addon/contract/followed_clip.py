# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clip that a drawing follows: it lies in the job's folder, beside the drawing.

A request with the expert setting "follow" asks the drawing to do what the clip shows. It is a file
`clip` with the ending it had, or a folder `clip` of pictures. Where a folder may be asked for
another clip later, the request also names the clip's digest.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from .errors import BadInput
from .files import PathLike, disk_errors_named, remove_file

SETTING = "follow"
DIGEST_SETTING = "clip"  # SHA-256 of the clip, so that another one isn't taken for it
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
    """Copy a clip into a job's folder in the place of any other; return where it lies.

    source: a movie, an animated picture, or a folder of pictures. Raises BadInput for anything
    else, and where it can't be read or written.
    """
    source, folder = Path(source), Path(folder)
    target = _bring(source, folder)
    remove_clip(folder, keep=[target])
    return target


def _bring(source: Path, folder: Path) -> Path:
    with disk_errors_named(source):
        if source.is_dir():
            pictures = _pictures_in(source)
            target = folder / NAME
            target.mkdir(exist_ok=True)
            if not _is_same(source, target):
                for old in _pictures_in(target):
                    remove_file(old)
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
    found = next(_clips_in(Path(folder)), None)
    if found is None:
        raise BadInput(
            "The clip that the drawing follows is missing.", hint="Import the motion again."
        )
    return found


def digest_of_clip(source: PathLike) -> str:
    """Return what DIGEST_SETTING holds for a file, or for a folder's pictures and their names.

    Raises BadInput for what can't be read.
    """
    source = Path(source)
    digest = hashlib.sha256()
    with disk_errors_named(source):
        for file in _pictures_in(source) if source.is_dir() else [source]:
            digest.update(f"{file.name if source.is_dir() else ''}\n{_size_of(file)}\n".encode())
            with file.open("rb") as opened:
                while piece := opened.read(1 << 20):
                    digest.update(piece)
    return digest.hexdigest()


def remove_clip(folder: PathLike, keep: Sequence[Path] = ()) -> None:
    """Remove the clips of a job, but those to keep; a person's files stay. Raises BadInput."""
    for clip in list(_clips_in(Path(folder))):
        if any(_is_same(clip, path) for path in keep):
            continue
        if not clip.is_dir():
            remove_file(clip)
            continue
        for picture in _pictures_in(clip):
            remove_file(picture)
        with suppress(OSError):  # something else lies in it
            clip.rmdir()


def _clips_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob(f"{NAME}*")):
        is_clip = path.is_dir() if path.name == NAME else path.suffix in (*MOVIES, *ANIMATED)
        if path.stem == NAME and is_clip and not path.is_symlink():
            yield path


def _pictures_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in PICTURES)


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _size_of(file: Path) -> int:
    size = file.stat().st_size
    if size > LARGEST:
        raise BadInput("The clip {file} is too large.", file=file.name)
    return size


def _copy(source: Path, target: Path) -> None:
    _size_of(source)
    if not _is_same(source, target):
        shutil.copyfile(source, target)
