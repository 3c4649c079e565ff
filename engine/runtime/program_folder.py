# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user's folder of this program."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def program_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Return the user's folder of this program, the same as the add-on's; it may not exist."""
    env = os.environ if environment is None else environment
    if env.get("SKETCH_MOTION_HOME", "").strip():
        return Path(env["SKETCH_MOTION_HOME"].strip()).expanduser()
    if sys.platform == "win32":
        return Path(env.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "SketchMotion"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/SketchMotion"
    data = env.get("XDG_DATA_HOME", "")
    return (Path(data) if os.path.isabs(data) else Path.home() / ".local/share") / "sketch-motion"
