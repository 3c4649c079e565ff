# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the task "colour" is asked, and the files it leaves in a job folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .errors import BadInput
from .strict_json import JSON

COLOUR_FILE = "colour.safetensors"  # the fills alone: closed strokes without lines
COLOUR_PICTURE = "colour.png"  # the same as a picture of the canvas's size, RGBA
FOLLOW_FILE = "colour_follow.safetensors"  # which points of the drawing the fills' points follow
FOLLOWED, SHARES = "followed", "shares"  # its arrays [N, K]: points, and how much of each
COLOURS_FILE = "colours.json"  # the areas: their role, their colour, whether it was hinted
SHADING = "colour_shading"  # the expert setting: whether there are shapes of shade, too
OF_TAKE = "colour_take"  # the setting: the job beside this one whose frames are coloured
HINTS = "hints"  # the stem of the file of hints in a job folder
MISSED_HINTS = "missed_hints"  # in the report: how many dabs lie in no area
HINTS_LAYER = "Hints"  # a layer of this name holds hints where none is chosen
HINT_SUFFIXES = (".safetensors", ".svg", ".png")


def hints_in(folder: Path) -> Path | None:
    """Return the file of hints in a job folder; None where there is none."""
    paths = (folder / f"{HINTS}{suffix}" for suffix in HINT_SUFFIXES)
    return next((path for path in paths if path.is_file()), None)


def take_of(settings: Mapping[str, JSON]) -> str:
    """Return the job whose frames are to be coloured, "" for none. Raises BadInput."""
    name = settings.get(OF_TAKE, "")
    if not isinstance(name, str) or (name and (Path(name).name != name or name == "..")):
        raise BadInput("This take has no folder.")
    return name
