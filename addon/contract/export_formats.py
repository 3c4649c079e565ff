# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats that a result can be exported in, for the engine and the menus of both hosts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .errors import BadInput


@dataclass(frozen=True)
class ExportFormat:
    """One format.

    Attributes:
        name: on the command line.
        suffix: of the file; "" for a folder of pictures.
        label: in menus.
        needs_strokes: made of lines, not of pictures.
        needs_movies: written by the optional part of the set-up.
        also: other endings that mean it.
    """

    name: str
    suffix: str
    label: str
    needs_strokes: bool = False
    needs_movies: bool = False
    also: tuple[str, ...] = ()

    @property
    def is_folder(self) -> bool:
        """Whether it is many files in a folder."""
        return not self.suffix


FORMATS = (
    ExportFormat("gif", ".gif", "GIF"),
    ExportFormat("webp", ".webp", "WebP"),
    ExportFormat("apng", ".png", "APNG", also=(".apng",)),
    ExportFormat("svg", ".svg", "SVG That Moves", needs_strokes=True),
    ExportFormat("lottie", ".json", "Lottie", needs_strokes=True, also=(".lottie",)),
    ExportFormat("mp4", ".mp4", "MP4", needs_movies=True),
    ExportFormat("webm", ".webm", "WebM, Transparent", needs_movies=True),
    ExportFormat("mov", ".mov", "MOV, ProRes 4444", needs_movies=True),
    ExportFormat("sheet", ".sheet.png", "Sprite Sheet and JSON"),
    ExportFormat("frames", "", "PNG of Every Frame"),
)
NAMES = tuple(one.name for one in FORMATS)
ENDINGS = tuple(ending for one in FORMATS for ending in (one.suffix, *one.also) if ending)


def format_named(name: str) -> ExportFormat:
    """Return a format by its name. Raises BadInput."""
    for one in FORMATS:
        if one.name == name:
            return one
    raise BadInput("There is no format {name}.", name=name, hint=", ".join(NAMES))


def format_of(path: Path) -> ExportFormat:
    """Return the format that a file's ending asks for; the longest ending counts.

    Raises BadInput for an ending that is not in ENDINGS.
    """
    name = path.name.lower()
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if name.endswith(ending):
            return next(one for one in FORMATS if ending in (one.suffix, *one.also))
    raise BadInput(
        "{file} has none of the endings {endings}.",
        file=path.name,
        endings=", ".join(ENDINGS),
        hint="Choose one of the formats.",
    )


def free_path(folder: Path, name: str, ending: str) -> Path:
    """Return the path of a new file or folder: with a number where there is one of that name."""
    path, count = folder / f"{name}{ending}", 1
    while path.exists():
        count += 1
        path = folder / f"{name}_{count}{ending}"
    return path


def with_ending(path: Path, wanted: ExportFormat) -> Path:
    """Return a path that ends as its format does."""
    if wanted.is_folder or path.name.lower().endswith((wanted.suffix, *wanted.also)):
        return path
    return path.with_name(path.name + wanted.suffix)
