# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which engine is in use: one small file that all hosts read, switched in one step."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from ...contract import strict_json
from ...contract.errors import FormatError, SketchMotionError
from ...contract.files import read_bytes, write_bytes_atomic
from ...contract.strict_json import Fields
from ..engine.process import EngineCommand
from ..locations import Locations
from .places import SetupPlaces
from .states import Ready

FORMAT = "sketch-motion-engine"
VERSION = 1
#: The folder that holds addon/ and engine/: the engine's code comes with the add-on.
OWN_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Installed:
    """`python`: relative to env/ for an environment of ours, absolute for one of the user's.

    `lock`: the digest of the lock file it was made from, "" for the user's own.
    """

    python: str
    lock: str
    package_set: str
    backend: str
    version: str
    device: str
    adopted: bool = False

    def python_path(self, places: SetupPlaces) -> Path:
        path = Path(self.python)
        return path if path.is_absolute() else places.environments / path

    def folder(self, places: SetupPlaces) -> Path | None:
        """The environment's folder, if it is ours."""
        return None if self.adopted else places.environments / Path(self.python).parts[0]

    def ready(self, places: SetupPlaces) -> Ready:
        return Ready(
            self.version,
            self.device,
            self.package_set,
            self.backend,
            str(self.python_path(places)),
            self.adopted,
        )

    def write(self, path: Path) -> None:
        """Switches to this engine. Raises DiskFull, BadInput."""
        path.parent.mkdir(parents=True, exist_ok=True)
        value = {"format": FORMAT, "version": VERSION, "engine": asdict(self)}
        write_bytes_atomic(path, strict_json.dump(value, path.name, indent=1).encode("ascii"))


def read_installed(path: Path) -> Installed | None:
    """The engine in use; None where there is none or where the file is damaged."""
    try:
        value = strict_json.parse(read_bytes(path, max_bytes=1 << 20), path.name)
        fields = Fields(value, path.name)
        fields.expect(FORMAT, VERSION)
        engine = Fields(fields.mapping("engine"), path.name)
        found = Installed(
            engine.text("python"),
            engine.text("lock"),
            engine.text("package_set"),
            engine.text("backend"),
            engine.text("version"),
            engine.text("device"),
            engine.flag("adopted", False),
        )
        if not found.python or ".." in Path(found.python).parts:
            raise FormatError("The engine's path is none.")
        return found
    except SketchMotionError:
        return None


def installed_command(
    locations: Locations,
    root: Path = OWN_ROOT,
    *,
    is_file: Callable[[Path], bool] = os.path.isfile,
) -> EngineCommand | None:
    """How to start the engine that the set-up made; None when there is none. Reads one file."""
    places = SetupPlaces.of(locations)
    found = read_installed(places.pointer)
    if found is None:
        return None
    python = found.python_path(places)
    if not is_file(python):
        return None
    return EngineCommand(python, root, locations.jobs, locations.logs / "engine.log")
