# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
r"""The folders of the user's files: one short home for all hosts, outside of any of them.

`%LOCALAPPDATA%\SketchMotion`, `~/Library/Application Support/SketchMotion`, or
`$XDG_DATA_HOME/sketch-motion`; SKETCH_MOTION_HOME names another.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

OVERRIDE = "SKETCH_MOTION_HOME"


@dataclass(frozen=True)
class Locations:
    """The folders below one home. None of them need exist yet."""

    home: Path

    @property
    def jobs(self) -> Path:
        return self.home / "jobs"

    @property
    def models(self) -> Path:
        return self.home / "models"

    @property
    def presets(self) -> Path:
        """The user's own presets; shipped ones lie beside the add-on."""
        return self.home / "presets"

    @property
    def environments(self) -> Path:
        return self.home / "env"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def gpu_lock(self) -> Path:
        return self.home / "gpu.lock"


def locations(environment: Mapping[str, str] | None = None) -> Locations:
    """Return the locations of this user on this system."""
    env = os.environ if environment is None else environment
    override = env.get(OVERRIDE, "").strip()
    if override:
        return Locations(Path(os.path.abspath(os.path.expanduser(override))))
    return Locations(_home(sys.platform, env))


def _home(platform: str, env: Mapping[str, str]) -> Path:
    user = Path.home()
    if platform == "win32":
        local = env.get("LOCALAPPDATA", "")
        return (Path(local) if local else user / "AppData" / "Local") / "SketchMotion"
    if platform == "darwin":
        return user / "Library" / "Application Support" / "SketchMotion"
    data = env.get("XDG_DATA_HOME", "")
    # The standard says that a relative path there is to be ignored.
    return (Path(data) if os.path.isabs(data) else user / ".local" / "share") / "sketch-motion"
