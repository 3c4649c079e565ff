# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine in use: one small file that all hosts read, and that is replaced in one step."""

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
from .states import SetupReady

FORMAT = "sketch-motion-engine"
VERSION = 1
#: The folder that holds addon/ and engine/: the engine's code comes with the add-on.
OWN_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Installed:
    """The environment of the engine in use.

    Attributes:
        python: Relative to env/ for an environment of ours, absolute for one of the user's.
        lock: The digest of the lock file it was made from; "" for one of the user's.
        version: Of the engine.
        device: That the engine computes on.
        adopted: Whether it is one of the user's.
    """

    python: str
    lock: str
    package_set: str
    backend: str
    version: str
    device: str
    adopted: bool = False

    def python_path(self, places: SetupPlaces) -> Path:
        """Return the path of its Python."""
        path = Path(self.python)
        return path if path.is_absolute() else places.environments / path

    def folder(self, places: SetupPlaces) -> Path | None:
        """Return the environment's folder, if it is ours."""
        return None if self.adopted else places.environments / Path(self.python).parts[0]

    def ready(self, places: SetupPlaces) -> SetupReady:
        """Return the state of the set-up with this engine."""
        return SetupReady(
            self.version,
            self.device,
            self.package_set,
            self.backend,
            str(self.python_path(places)),
            self.adopted,
        )

    def write(self, path: Path) -> None:
        """Switch to this engine. Raises DiskFull, BadInput."""
        path.parent.mkdir(parents=True, exist_ok=True)
        value = {"format": FORMAT, "version": VERSION, "engine": asdict(self)}
        write_bytes_atomic(path, strict_json.dump(value, path.name, indent=1).encode("ascii"))


def read_installed(path: Path) -> Installed | None:
    """Return the engine in use; None where there is none or where the file is damaged."""
    try:
        value = strict_json.parse(read_bytes(path, max_bytes=1 << 20), path.name)
        fields = Fields(value, path.name)
        fields.expect(FORMAT, VERSION)
        engine = Fields(fields.mapping("engine"), path.name)
        installed = Installed(
            engine.text("python"),
            engine.text("lock"),
            engine.text("package_set"),
            engine.text("backend"),
            engine.text("version"),
            engine.text("device"),
            engine.flag("adopted", False),
        )
        if not installed.python or ".." in Path(installed.python).parts:
            raise FormatError("The engine's path is none.")
        return installed
    except SketchMotionError:
        return None


def installed_command(
    locations: Locations,
    root: Path = OWN_ROOT,
    *,
    is_file: Callable[[Path], bool] = os.path.isfile,
) -> EngineCommand | None:
    """Return how to start the engine in use; None when there is none. Reads one file."""
    places = SetupPlaces.of(locations)
    installed = read_installed(places.pointer)
    if installed is None:
        return None
    python = installed.python_path(places)
    if not is_file(python):
        return None
    return EngineCommand(python, root, locations.jobs, locations.logs / "engine.log")
