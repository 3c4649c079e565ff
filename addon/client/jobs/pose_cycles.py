# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pose cycles as a host offers them beside the video model of Redraw."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ...contract import tensorfile
from ...contract.errors import BadInput, SketchMotionError
from ...contract.strict_json import JSON

POSE_CYCLE = "pose_cycle"  # the setting of a request: a shipped cycle's name, a file or a folder
MINE = "mine"
#: What a host offers: value, name, description.
CYCLES: tuple[tuple[str, str, str], ...] = (
    ("none", "Video Model", "A video model draws every frame anew, in the style of the drawing"),
    ("flight", "Flight", "A bird seen from the side beats its wings"),
    ("gallop", "Gallop", "A horse seen from the side gallops"),
    ("walk", "Walk", "A person walks"),
    (MINE, "Mine", "The pictures of a folder, in the order of their names, are the poses"),
)
LABEL = "Pose Cycle (experimental)"  # as the model's card says
CANNOT_DRAW = "The pose model can't draw yet: it refuses every drawing."
MODEL = Path("engine", "models", "poses", "poses.safetensors")  # in the folder that holds engine/


def state_of_model(root: Path) -> str:
    """Return what to say of the pose model in the folder that holds engine/; "" for nothing."""
    file = root / MODEL
    try:
        return CANNOT_DRAW if _farthest(file, file.stat().st_mtime_ns) <= 0.0 else ""
    except (OSError, SketchMotionError, ValueError):
        return ""  # the engine says what is wrong with it


@lru_cache(maxsize=4)
def _farthest(file: Path, changed_ns: int) -> float:
    """Return the farthest distance at which a model draws: 0 for one that refuses every drawing.

    changed_ns: when the file was written, so that a newer one is read.
    """
    return float(tensorfile.read_metadata(file).get("farthest", "1"))


def cycle_settings(cycle: str, folder: str) -> dict[str, JSON]:
    """Return the settings of a request for a cycle; none for "none".

    Raises BadInput for a cycle of one's own whose folder isn't chosen yet.
    """
    if cycle == MINE and not folder:
        raise BadInput("Choose the folder with the pictures of your pose cycle.")
    return chosen_cycle(cycle, folder)


def chosen_cycle(cycle: str, folder: str) -> dict[str, JSON]:
    """Return the settings for a cycle as far as it is chosen: none for one's own without folder."""
    value = folder if cycle == MINE else cycle
    return {} if value in ("", "none") else {POSE_CYCLE: value}


def cycle_of(settings: Mapping[str, JSON]) -> tuple[str, str]:
    """Return the offered cycle and the folder that a request's settings stand for."""
    value = settings.get(POSE_CYCLE)
    if not isinstance(value, str) or not value:
        return "none", ""
    known = {name for name, _, _ in CYCLES} - {MINE}
    return (value, "") if value in known else (MINE, value)
