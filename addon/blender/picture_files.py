# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the pictures of a result are kept: beside the .blend, or in the jobs folder.

They stay when the result is undone: a redo needs them, and Blender's undo doesn't reach files.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import bpy

from ..client.pictures import PictureSequence
from ..contract.disk_errors import disk_errors_named
from ..contract.files import replace_atomically
from ..contract.png import write_png

FOLDER = "sketch_motion"  # beside the .blend
NOTHING = "0000.png"  # what Blender shows before the first picture: it asks for this one


@dataclass(frozen=True)
class KeptPictures:
    """The pictures where they stay. `first` is the path as Blender keeps it (// where it can)."""

    sequence: PictureSequence
    first: str

    @property
    def directory(self) -> str:
        return self.first[: -len(self.sequence.paths[0].name)]


def keep(sequence: PictureSequence, take: str) -> KeptPictures:
    """Copies the pictures to `//sketch_motion/<take>/`; they stay in their job while it is unsaved.

    Raises DiskFull, BadInput.
    """
    document = bpy.data.filepath
    if not document:
        _write_nothing(sequence)
        return KeptPictures(sequence, str(sequence.paths[0]))
    folder = Path(bpy.path.abspath("//")) / FOLDER / take
    with disk_errors_named(folder):
        folder.mkdir(parents=True, exist_ok=True)
    paths = tuple(folder / path.name for path in sequence.paths)
    for source, target in zip(sequence.paths, paths, strict=True):
        if source != target:
            _copy(source, target)
    kept = replace(sequence, paths=paths)
    _write_nothing(kept)
    return KeptPictures(kept, bpy.path.relpath(str(paths[0])))


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(f".{target.name}.part")
    with disk_errors_named(target):
        shutil.copyfile(source, part)
    replace_atomically(part, target)


def _write_nothing(sequence: PictureSequence) -> None:
    """A clear picture of the same size before the first one."""
    width, height = sequence.size
    path = sequence.folder / NOTHING
    if not path.is_file():
        write_png(path, sequence.size, bytes(4 * width * height))
