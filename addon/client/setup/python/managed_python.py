# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Python for the engine alone, where the system has none that will do: uv downloads it.

uv itself comes as a wheel whose hash is pinned (`locks/uv.json`). It downloads a build of CPython
and checks it by the hashes that uv contains.
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
from ..cancellation import CancelToken
from ..packages.lock_files import read_lock
from ..packages.web import Unreachable
from ..packages.wheel_tags import Target
from ..packages.wheels import WheelFinder, WheelRequest, damage_named, requests_of
from ..places import SetupPlaces
from ..settings import SetupSettings
from .child import clean_environment, refuse_full_disk, run_child
from .interpreters import Interpreter, ask
from .systems import System

MANAGED_VERSION = "3.12"
ABOUT_BYTES = 35_000_000  # of a build of CPython
TIMEOUT_S = 1800.0


def uv_wheel(locks: Path, interpreter: Interpreter, system: System) -> WheelRequest:
    """Return the pinned uv for this system. Raises FormatError, BadInput."""
    return requests_of(read_lock(locks / "uv.json"), Target.of(interpreter, system))[0]


def managed_interpreter(
    places: SetupPlaces, system: System, stop: CancelToken | None = None
) -> Interpreter | None:
    """Return the Python that was downloaded before, or None."""
    if not places.pythons.is_dir():
        return None
    name = "python.exe" if system.is_windows else f"bin/python{MANAGED_VERSION}"
    for folder in sorted(places.pythons.iterdir(), reverse=True):
        python = folder / name
        if folder.name.startswith(f"cpython-{MANAGED_VERSION}.") and python.is_file():
            try:
                interpreter = ask(python, stop)
            except BadInput:
                continue
            if not interpreter.why_not():
                return interpreter
    return None


def fetch_python(
    finder: WheelFinder,
    uv_request: WheelRequest,
    settings: SetupSettings,
    places: SetupPlaces,
    system: System,
    on_step: Callable[[int, int, str], None],
) -> Interpreter:
    """Download uv, let it download CPython, and return that. Blocks.

    Raises Cancelled, Unreachable, DiskFull, BadInput.
    """
    wheels = finder.fetch(
        [uv_request], places.wheels, lambda done, total, *_: on_step(done, total, "uv")
    )
    uv = unpack_uv(wheels[0], places, system)
    on_step(0, ABOUT_BYTES, f"Python {MANAGED_VERSION}")
    environment = clean_environment(UV_PYTHON_DOWNLOADS="automatic", UV_NO_CONFIG="1")
    if settings.proxy:
        environment |= {"HTTPS_PROXY": settings.proxy, "HTTP_PROXY": settings.proxy}
    mirror = ["--mirror", settings.python_mirror] if settings.python_mirror else []
    folders = ["--install-dir", str(places.pythons), "--cache-dir", str(places.tools / "cache")]
    end = run_child(
        [uv, "python", "install", MANAGED_VERSION, "--no-bin", "--no-registry", *folders, *mirror],
        timeout_s=TIMEOUT_S,
        stop=finder.stop,
        environment=environment,
    )
    refuse_full_disk(end, places.pythons)
    interpreter = managed_interpreter(places, system, finder.stop)
    if interpreter is None:
        raise Unreachable(
            Message(
                "A Python for the engine could not be downloaded ({why}).",
                why=end.lines[-1][:200],
            )
            if end.lines
            else "A Python for the engine could not be downloaded.",
            hint="Press again, or install Python 3.12 and press again: it is found by itself.",
        )
    return interpreter


def unpack_uv(wheel: Path, places: SetupPlaces, system: System) -> Path:
    """Return the program, unpacked from its wheel. Raises FormatError, DiskFull, BadInput."""
    name = system.program("uv")
    target = places.tools / wheel.name.split("-")[1] / name
    if target.is_file():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{name}.{os.getpid()}.tmp")
    with damage_named(wheel), zipfile.ZipFile(wheel) as archive:
        members = [item for item in archive.namelist() if item.endswith(f".data/scripts/{name}")]
        data = archive.read(members[0]) if members else b""
    if not members:
        raise FormatError("{file} holds no uv.", file=wheel.name)
    with disk_errors_named(target):
        temporary.write_bytes(data)
        temporary.chmod(temporary.stat().st_mode | stat.S_IXUSR)
    replace_atomically(temporary, target)
    return target
