# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture files of a result: kept beside the .blend file, or in the jobs folder.

They stay when the result is undone: a redo needs them, and Blender's undo knows nothing of files.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import bpy

from ...client.jobs.pictures import PictureSequence
from ...contract.disk_errors import disk_errors_named
from ...contract.files import replace_atomically
from ...contract.png import write_png

FOLDER = "sketch_motion"  # beside the .blend
WHOLE = "whole"  # folder in a job: the pictures of the take that it continues, and then its own
NOTHING = "0000.png"  # the file that Blender looks for before the first picture


@dataclass(frozen=True)
class KeptPictures:
    """The pictures in the folder where they stay.

    Attributes:
        first: the path of the first one as Blender stores it, relative to the .blend if possible.
    """

    sequence: PictureSequence
    first: str

    @property
    def directory(self) -> str:
        """The folder in the same form, with its separator at the end."""
        return self.first[: -len(self.sequence.paths[0].name)]


def keep(sequence: PictureSequence, take: str) -> KeptPictures:
    """Copy the pictures to `//sketch_motion/<take>/`, or leave them where nothing is saved yet.

    Raises DiskFull or BadInput when they can't be written.
    """
    if not bpy.data.filepath:
        if not sequence.is_in_order:
            sequence = copied(sequence, sequence.job / WHOLE)
        _write_nothing(sequence)
        return KeptPictures(sequence, str(sequence.paths[0]))
    kept = copied(sequence, Path(bpy.path.abspath("//")) / FOLDER / take)
    _write_nothing(kept)
    return KeptPictures(kept, bpy.path.relpath(str(kept.paths[0])))


def copied(sequence: PictureSequence, folder: Path) -> PictureSequence:
    """Copy the pictures into a folder, named 0001.png and so on.

    Raises DiskFull or BadInput when they can't be written.
    """
    with disk_errors_named(folder):
        folder.mkdir(parents=True, exist_ok=True)
    paths = tuple(folder / f"{number + 1:04d}.png" for number in range(sequence.frame_count))
    for source, target in zip(sequence.paths, paths, strict=True):
        if source != target:
            _copy(source, target)
    return replace(sequence, paths=paths)


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(f".{target.name}.part")
    with disk_errors_named(target):
        shutil.copyfile(source, part)
    replace_atomically(part, target)


def _write_nothing(sequence: PictureSequence) -> None:
    """Write a transparent picture of the same size, to be shown before the first one."""
    width, height = sequence.size
    path = sequence.paths[0].with_name(NOTHING)
    if not path.is_file():
        write_png(path, sequence.size, bytes(4 * width * height))
