# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Movies, an optional part of the set-up: PyAV with FFmpeg, one wheel for each system.

It is unpacked beside the environments, so that adding or removing it builds nothing anew, and a new
environment finds it. Its licence is shown first: FFmpeg is built with x264 and x265 (GPL).

movies/av-<version>/     the unpacked wheel; the engine looks for it there
"""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from ...contract.disk_errors import disk_errors_named
from ...contract.errors import BadInput, SketchMotionError
from ...contract.files import remove_file
from ...contract.messages import Message
from ...contract.paths import safe_join
from .cancellation import CancelToken
from .engine_setup import EngineSetup, OnState
from .installed import read_installed
from .packages.lock_files import Lock, read_lock
from .packages.wheel_tags import Target
from .packages.wheels import WheelFinder, damage_named, requests_of
from .places import remove_tree
from .plan import sources_of, web_of
from .python.interpreters import ask
from .states import Downloading, Installing, megabytes

LOCK = "movies.json"
PIECE = 1 << 20  # bytes that are unpacked at a time
LARGEST = 1 << 30  # bytes of the unpacked part: a wheel that claims more is damaged
UNPACKED = 2.9  # the folder is about so many times larger than the wheel (measured)


@dataclass(frozen=True)
class MoviesPart:
    """The optional part.

    Attributes:
        license: Of the package with what is built into it.
        bytes: About what would be downloaded.
        folder: Where it is, or would be.
    """

    version: str
    license: str
    bytes: int
    folder: Path

    @property
    def is_here(self) -> bool:
        """Whether it is installed."""
        return self.folder.is_dir()

    def describe(self) -> tuple[str, ...]:
        """Return what is said before it is downloaded, as lines."""
        return (
            Message("PyAV {version} with FFmpeg, for MP4, WebM and MOV", version=self.version),
            Message("Download: about {size}", size=megabytes(self.bytes)),
            Message(
                "To: {folder} (about {size} of disk)",
                folder=self.folder,
                size=megabytes(int(self.bytes * UNPACKED)),
            ),
            Message("Licence {name}: {packages}", name=self.license, packages="av"),
        )


def movies_part(setup: EngineSetup) -> MoviesPart:
    """Return what the part is and whether it is here. Reads one file. Raises FormatError."""
    return _part(setup, read_lock(setup.locks / LOCK))


def add_movies(setup: EngineSetup, on_state: OnState, stop: CancelToken) -> Path:
    """Download and unpack the part, and return its folder. Blocks.

    Raises Cancelled, DiskFull, JobBusy, BadInput where the engine isn't set up yet or a wheel isn't
    made for its Python, and what a download raises.
    """
    lock = read_lock(setup.locks / LOCK)
    part = _part(setup, lock)
    if part.is_here:
        return part.folder
    installed = read_installed(setup.places.pointer)
    if installed is None:
        raise BadInput("Set the engine up first.")
    interpreter = ask(installed.python_path(setup.places), stop)
    target = Target.of(interpreter, setup.system)
    settings = setup.settings()
    sources = sources_of(settings, setup.places, lock, interpreter, setup.system, os.environ, stop)
    web = web_of(settings, interpreter.pip_settings, setup.retries)
    finder = WheelFinder(sources, web, stop, target)
    with setup.exclusive():
        (wheel,) = finder.fetch(
            requests_of(lock, target),
            setup.places.wheels,
            lambda *progress: on_state(Downloading(*progress)),
        )
        on_state(Installing(0, 1, wheel.name))
        _unpack(wheel, part.folder)
        remove_file(wheel)
        for other in part.folder.parent.iterdir():
            if other != part.folder:
                remove_tree(other)
    return part.folder


def remove_movies(setup: EngineSetup) -> None:
    """Remove the part. Raises JobBusy, and BadInput for files that are in use."""
    with setup.exclusive():
        if not remove_tree(setup.places.movies, timeout_s=2.0):
            raise BadInput(
                "{file} could not be removed: it is in use.",
                file=setup.places.movies,
                hint="Close Blender and Krita, then press Remove again.",
            )


def _part(setup: EngineSetup, lock: Lock) -> MoviesPart:
    package = lock.packages[0]
    folder = setup.places.movies / f"{package.name}-{package.version}"
    return MoviesPart(package.version, package.license, package.about_bytes, folder)


def _unpack(wheel: Path, folder: Path) -> None:
    """Unpack a wheel into a folder that appears whole or not. Raises FormatError, DiskFull."""
    temporary = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    remove_tree(temporary)
    try:
        with damage_named(wheel), zipfile.ZipFile(wheel) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST:
                raise ValueError("it unpacks to more than there can be in it")
            for name in archive.namelist():
                if not name.endswith("/"):
                    target = safe_join(temporary, name)
                    with disk_errors_named(target), archive.open(name) as packed:
                        target.parent.mkdir(parents=True, exist_ok=True)
                        with target.open("wb") as file:  # in pieces: a size in a header may lie
                            shutil.copyfileobj(packed, file, PIECE)
        with disk_errors_named(folder):
            temporary.rename(folder)
    except SketchMotionError:
        remove_tree(temporary)
        raise
