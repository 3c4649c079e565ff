# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files and folders of the set-up, below the one home of all hosts (`locations`).

setup.json  setup.lock  setup-state.json     settings, lock, how far the set-up is
env/current.json                             which environment is in use
env/<lock and Python>[-N]/                   finished environments
env/<...>.<random>.part/                     an environment that is being built
wheels/  python/                             downloaded wheels; a downloaded Python
movies/                                      the optional part that writes movies
tools/  check/                               uv; the job of the check
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...contract.paths import is_link
from ..locations import Locations

#: Names of environments that we made, whole or not; nothing else in env/ is ever removed.
OURS = re.compile(r"[0-9a-f]{12}(-\d+)?(\.[0-9a-f]{6}\.part)?")


@dataclass(frozen=True)
class SetupPlaces:
    """The set-up's files below `home`."""

    home: Path

    @classmethod
    def of(cls, locations: Locations) -> SetupPlaces:
        """Return the places below the home of these locations."""
        return cls(locations.home)

    @property
    def settings(self) -> Path:
        return self.home / "setup.json"

    @property
    def lock(self) -> Path:
        return self.home / "setup.lock"

    @property
    def state(self) -> Path:
        return self.home / "setup-state.json"

    @property
    def environments(self) -> Path:
        return self.home / "env"

    @property
    def pointer(self) -> Path:
        return self.environments / "current.json"

    @property
    def wheels(self) -> Path:
        return self.home / "wheels"

    @property
    def movies(self) -> Path:
        return self.home / "movies"

    @property
    def pythons(self) -> Path:
        return self.home / "python"

    @property
    def tools(self) -> Path:
        return self.home / "tools"

    @property
    def check(self) -> Path:
        """The job of the check, which is removed afterwards."""
        return self.home / "check"

    @property
    def log(self) -> Path:
        return self.home / "logs" / "setup.log"

    @property
    def models(self) -> Path:
        return self.home / "models"


def remove_tree(path: Path, timeout_s: float = 0.0) -> bool:
    """Remove a folder that we made, as far as possible; return whether it is gone. Never raises.

    A link is removed, and not what it points to. On Windows files can't be removed while they are
    in use: it is tried again for `timeout_s`.
    """
    deadline = time.monotonic() + timeout_s
    while True:
        if is_link(path):
            path.unlink(missing_ok=True)
        elif path.exists():
            shutil.rmtree(path, onerror=_make_writable)
        if not os.path.lexists(path):
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.2)


def _make_writable(function: Callable[[str], object], path: str, _: object) -> None:
    try:
        os.chmod(path, stat.S_IRWXU)
        function(path)
    except OSError:
        pass


def folder_bytes(path: Path) -> int:
    """Return the size of the files in a folder. Links are not followed."""
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                total += os.lstat(os.path.join(folder, name)).st_size
            except OSError:
                continue
    return total


def free_bytes(path: Path) -> int | None:
    """Return the free bytes on the disk that `path` will be on, or None where that isn't known."""
    folder = path
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
