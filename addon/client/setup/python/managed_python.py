# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Python of the engine's own, where the system has none that is new enough: uv brings it.

uv itself comes as a wheel whose hash is pinned (`locks/uv.json`); it downloads a build of CPython
and checks that by the hashes it carries.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

from ....contract.disk_errors import disk_errors_named
from ....contract.errors import BadInput, FormatError
from ....contract.files import replace_atomically
from ....contract.messages import Message
from ..cancellation import StopSign
from ..packages.lock_files import read_lock
from ..packages.web import Unreachable
from ..packages.wheel_tags import Target
from ..packages.wheels import Wanted, WheelFinder, wanted_of
from ..places import SetupPlaces
from ..settings import SetupSettings
from .child import clean_environment, refuse_full_disk, run_child
from .interpreters import Interpreter, ask
from .systems import System

MANAGED_VERSION = "3.12"
ABOUT_BYTES = 35_000_000
TIMEOUT_S = 1800.0


def uv_wheel(locks: Path, interpreter: Interpreter, system: System) -> Wanted:
    """The pinned uv for this system. Raises FormatError, BadInput."""
    return wanted_of(read_lock(locks / "uv.json"), Target.of(interpreter, system))[0]


def managed_interpreter(
    places: SetupPlaces, system: System, stop: StopSign | None = None
) -> Interpreter | None:
    """The Python that was brought before, or None."""
    if not places.pythons.is_dir():
        return None
    name = "python.exe" if system.is_windows else f"bin/python{MANAGED_VERSION}"
    for folder in sorted(places.pythons.iterdir(), reverse=True):
        python = folder / name
        if folder.name.startswith(f"cpython-{MANAGED_VERSION}.") and python.is_file():
            try:
                found = ask(python, stop)
            except BadInput:
                continue
            if not found.why_not():
                return found
    return None


def bring_python(
    finder: WheelFinder,
    wanted: Wanted,
    settings: SetupSettings,
    places: SetupPlaces,
    system: System,
    on_step: Callable[[int, int, str], None],
) -> Interpreter:
    """Downloads uv, lets it download CPython, and gives that. Blocks.

    Raises Cancelled, Unreachable, DiskFull, BadInput.
    """
    wheels = finder.bring(
        [wanted], places.wheels, lambda done, total, *_: on_step(done, total, "uv")
    )
    uv = unpack_uv(wheels[0], places, system)
    on_step(0, ABOUT_BYTES, f"Python {MANAGED_VERSION}")
    environment = clean_environment(UV_PYTHON_DOWNLOADS="automatic", UV_NO_CONFIG="1")
    if settings.proxy:
        environment |= {"HTTPS_PROXY": settings.proxy, "HTTP_PROXY": settings.proxy}
    mirror = ["--mirror", settings.python_mirror] if settings.python_mirror else []
    place = ["--install-dir", str(places.pythons), "--cache-dir", str(places.tools / "cache")]
    end = run_child(
        [uv, "python", "install", MANAGED_VERSION, "--no-bin", "--no-registry", *place, *mirror],
        timeout_s=TIMEOUT_S,
        stop=finder.stop,
        environment=environment,
    )
    refuse_full_disk(end, places.pythons)
    found = managed_interpreter(places, system, finder.stop)
    if found is None:
        raise Unreachable(
            Message(
                "A Python for the engine could not be downloaded ({why}).",
                why=end.lines[-1][:200],
            )
            if end.lines
            else "A Python for the engine could not be downloaded.",
            hint="Press again, or install Python 3.12 and press again: it is found by itself.",
        )
    return found


def unpack_uv(wheel: Path, places: SetupPlaces, system: System) -> Path:
    """The program out of its wheel. Raises FormatError, DiskFull, BadInput."""
    name = system.program("uv")
    target = places.tools / wheel.name.split("-")[1] / name
    if target.is_file():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{name}.{os.getpid()}.tmp")
    try:
        with zipfile.ZipFile(wheel) as archive:
            member = next(
                item for item in archive.namelist() if item.endswith(f".data/scripts/{name}")
            )
            data = archive.read(member)
    except (zipfile.BadZipFile, StopIteration) as error:
        raise FormatError("{file} holds no uv.", file=wheel.name) from error
    with disk_errors_named(target):
        temporary.write_bytes(data)
        temporary.chmod(temporary.stat().st_mode | stat.S_IXUSR)
    replace_atomically(temporary, target)
    return target
