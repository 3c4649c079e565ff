# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which video models go by a strength: panels show it for those alone."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ....contract import strict_json
from ....contract.errors import SketchMotionError
from ....contract.files import read_bytes

INDEX = "model_index.json"
MOST_BYTES = 1 << 20
#: Classes in a model's INDEX whose sentence leads the more, the larger the strength is.
LED = frozenset(
    {
        "AnimateDiffPipeline",
        "AnimateDiffSparseControlNetPipeline",
        "CogVideoXImageToVideoPipeline",
        "CogVideoXPipeline",
        "LTXConditionPipeline",
        "LTXImageToVideoPipeline",
        "LTXPipeline",
        "WanImageToVideoPipeline",
        "WanPipeline",
        "WanVACEPipeline",
    }
)


def goes_by_strength(model: str) -> bool:
    """Return whether pictures of a model depend on the strength, not on the fidelity alone.

    model: its folder, "" for the default one; of a name that is no folder it isn't known, and
    counts as if it did. Reads a small file where that has changed, so it is fit for a host's tick.
    """
    if not model:
        return False
    try:
        folder = Path(model).expanduser()
        if not folder.is_dir():
            return True
    except (OSError, RuntimeError, ValueError):  # "~nobody/model", a folder that can't be read
        return True
    try:
        changed = (folder / INDEX).stat().st_mtime_ns
    except OSError:
        return False
    return _in_folder(folder, changed)


@lru_cache(maxsize=32)
def _in_folder(folder: Path, changed: int) -> bool:
    """Return what the files in a folder say; changed: when the index was, in nanoseconds."""
    if _value(folder / INDEX, "_class_name") in LED:
        return True
    return _value(folder / "unet" / "config.json", "motion_mask") is True


def _value(file: Path, name: str) -> object:
    try:
        value = strict_json.parse(read_bytes(file, max_bytes=MOST_BYTES), file.name)
    except (OSError, SketchMotionError):
        return None
    return value.get(name) if isinstance(value, dict) else None
