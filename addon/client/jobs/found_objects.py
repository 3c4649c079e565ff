# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects that the task "objects" found in a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...contract import strict_json
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, FormatError
from ...contract.files import read_bytes
from ...contract.job import JobFolder

GROUPS = "objects.json"
STROKES = "strokes.safetensors"  # the strokes of a picture or an SVG, which the engine has traced
MAX_BYTES = 1 << 26


@dataclass(frozen=True)
class FoundObjects:
    """Which strokes belong together.

    Attributes:
        groups: The strokes of each object by its name, in the order of the file. No stroke is in
            two objects; one that is in none stays still.
        drawing: The strokes that are counted.
    """

    groups: dict[str, list[int]]
    drawing: Drawing

    @classmethod
    def read(cls, folder: Path) -> FoundObjects:
        """Read what the engine left in the job's folder. Raises FormatError, BadInput."""
        try:
            traced = folder / STROKES
            drawing = Drawing.read(traced if traced.is_file() else JobFolder(folder).drawing_path)
            return cls(read_groups(folder / GROUPS, drawing.stroke_count), drawing)
        except OSError as error:
            raise BadInput("The objects can't be read: {why}.", why=error.strerror) from error


def read_groups(path: Path, stroke_count: int) -> dict[str, list[int]]:
    """Read `{"objects": {name: [strokes]}}`, without objects that have no stroke.

    Raises FormatError when a stroke isn't there, or is in two objects.
    """
    value = strict_json.parse(read_bytes(path, max_bytes=MAX_BYTES), path.name)
    groups = value.get("objects") if isinstance(value, dict) else None
    if not isinstance(groups, dict):
        raise FormatError("{file} names no objects.", file=path.name)
    seen: set[int] = set()
    checked: dict[str, list[int]] = {}
    for name, strokes in groups.items():
        numbers = strokes if isinstance(strokes, list) else [None]
        whole = [n for n in numbers if isinstance(n, int) and not isinstance(n, bool)]
        if len(whole) != len(numbers) or not all(0 <= n < stroke_count for n in whole):
            raise FormatError(
                "The object {name!r} in {file} names strokes that aren't there.",
                name=name,
                file=path.name,
            )
        if seen.intersection(whole) or len(set(whole)) != len(whole):
            raise FormatError("{file} has a stroke in two objects.", file=path.name)
        seen.update(whole)
        if whole:
            checked[name] = whole
    return checked
