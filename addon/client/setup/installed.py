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
    """The environment (Python and its packages) that the engine in use runs in.

    The set-up has built the environment, or it is one of the user's own.

    Attributes:
        python: Path of the environment's Python; relative to env/ in an environment that the
            set-up built, absolute in one of the user's own.
        lock: Digest of the lock file that the set-up built the environment from; "" for one of the
            user's own.
        package_set: Name of the set of packages that the environment holds.
        backend: What torch was built for: "cuda", "rocm", "mps" or "cpu".
        version: The engine's version.
        device: The device that the engine computes on.
        adopted: Whether the environment is one of the user's own.
    """

    python: str
    lock: str
    package_set: str
    backend: str
    version: str
    device: str
    adopted: bool = False

    def python_path(self, places: SetupPlaces) -> Path:
        """Return the full path of the Python that the engine runs with."""
        path = Path(self.python)
        return path if path.is_absolute() else places.environments / path

    def folder(self, places: SetupPlaces) -> Path | None:
        """Return the folder of an environment that the set-up built; None for the user's own."""
        return None if self.adopted else places.environments / Path(self.python).parts[0]

    def ready(self, places: SetupPlaces) -> SetupReady:
        """Return the state that the set-up is in while this environment is in use."""
        return SetupReady(
            self.version,
            self.device,
            self.package_set,
            self.backend,
            str(self.python_path(places)),
            self.adopted,
        )

    def write(self, path: Path) -> None:
        """Put this environment into use by writing the file `path`. Raises DiskFull, BadInput."""
        path.parent.mkdir(parents=True, exist_ok=True)
        value = {"format": FORMAT, "version": VERSION, "engine": asdict(self)}
        write_bytes_atomic(path, strict_json.dump(value, path.name, indent=1).encode("ascii"))


def read_installed(path: Path) -> Installed | None:
    """Read which engine is in use from the file `path`; None where it is missing or damaged."""
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
    """Return how to start the engine in use; None when no engine is in use or its Python is gone.

    root: the folder that holds engine/. is_file: tells whether a file exists. Reads one file.
    """
    places = SetupPlaces.of(locations)
    installed = read_installed(places.pointer)
    if installed is None:
        return None
    python = installed.python_path(places)
    if not is_file(python):
        return None
    return EngineCommand(python, root, locations.jobs, locations.logs / "engine.log")
