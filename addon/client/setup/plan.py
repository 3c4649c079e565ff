# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a set-up, made before any download: what, how large, from where, which licences."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ...contract.errors import BadInput
from ...contract.messages import Message
from .cancellation import CancelToken
from .packages.lock_files import Lock, find_lock
from .packages.package_index import Sources, files_in, pip_sources
from .packages.web import RetryPolicy, Web
from .packages.wheel_tags import Target, fitness
from .packages.wheels import WheelRequest, is_wheel_of, requests_of
from .places import SetupPlaces, free_bytes
from .python.environment import environment_name
from .python.interpreters import Interpreter, ask, candidates, find_interpreter, named_interpreter
from .python.managed_python import ABOUT_BYTES as PYTHON_BYTES
from .python.managed_python import MANAGED_VERSION, managed_interpreter, uv_wheel
from .python.probe import probe_backend
from .python.systems import System
from .settings import SetupSettings, folder_of
from .states import SetupPlanned, megabytes

SPARE_BYTES = 200_000_000  # left free on the disk


@dataclass(frozen=True)
class PlannedPackage:
    """A package that would be installed; uv and CPython count as packages.

    Attributes:
        here: Whether it is downloaded already.
    """

    name: str
    version: str
    license: str
    bytes: int
    here: bool


@dataclass(frozen=True)
class SetupPlan:
    """What a set-up would do. Sizes are in bytes and about right: they differ between Pythons.

    Attributes:
        interpreter: None where a Python would be downloaded first.
        python: The Python as a text for people, or the path of the user's own environment's.
        lock: None for an environment of the user's own, which is only checked.
        target: What wheels have to fit.
        wheels: What would be installed.
        packages: The same for people, with what is needed to install it.
        folder: The new environment.
        free_bytes: On the disk; None where that isn't known.
        notes: More lines for people.
    """

    settings: SetupSettings
    backend: str
    interpreter: Interpreter | None
    python: str
    lock: Lock | None
    target: Target
    wheels: tuple[WheelRequest, ...]
    packages: tuple[PlannedPackage, ...]
    sources: Sources
    folder: Path
    download_bytes: int
    disk_bytes: int
    free_bytes: int | None
    notes: tuple[str, ...] = ()

    @property
    def adopts(self) -> bool:
        """Whether an environment of the user's own is used."""
        return self.lock is None

    @property
    def fits(self) -> bool:
        """Whether there is room on the disk."""
        return self.free_bytes is None or self.free_bytes >= self.disk_bytes + SPARE_BYTES

    @property
    def licenses(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Licences and the packages under each, the most frequent first."""
        names_of: dict[str, list[str]] = {}
        for package in self.packages:
            names_of.setdefault(package.license or "see the package", []).append(package.name)
        ordered = sorted(names_of.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        return tuple((name, tuple(names)) for name, names in ordered)

    def state(self) -> SetupPlanned:
        """Return the state of the set-up with this plan."""
        return SetupPlanned(self.settings.package_set, self.backend, self.download_bytes)

    def describe(self) -> tuple[str, ...]:
        """Return the plan as lines for a panel or a terminal."""
        if self.adopts:
            return (
                Message("Uses the environment of {python} as it is.", python=self.python),
                "Nothing is downloaded or installed; it is only checked.",
                *self.notes,
            )
        lines = [
            Message(
                "Set: {name} ({backend}), {count} packages",
                name=self.settings.package_set,
                backend=self.backend,
                count=len(self.packages),
            ),
            Message(
                "To copy: about {size}" if self.sources.offline else "Download: about {size}",
                size=megabytes(self.download_bytes),
            ),
            Message(
                "From: {places}",
                places=", ".join(self.sources.describe()) or "nowhere: no source is known",
            ),
            Message(
                "To: {folder} (about {size} of disk)",
                folder=self.folder,
                size=megabytes(self.disk_bytes),
            ),
            Message("Python: {python}", python=self.python),
        ]
        lines += [
            Message("Licence {name}: {packages}", name=name, packages=", ".join(names))
            for name, names in self.licenses
        ]
        if not self.fits:
            free = megabytes(self.free_bytes or 0)
            lines.append(Message("The disk has only {size} free.", size=free))
        return (*lines, *self.notes)


def make_plan(
    settings: SetupSettings,
    places: SetupPlaces,
    system: System,
    locks: Path,
    *,
    stop: CancelToken,
    environment: Mapping[str, str] | None = None,
) -> SetupPlan:
    """Make a plan from what is on this computer. Blocks.

    It starts Pythons and reads files, and opens no connection. Raises Cancelled, and BadInput,
    which says what to choose differently.
    """
    env = os.environ if environment is None else environment
    adopted = folder_of(settings.environment)
    if adopted is not None:
        return _adoption(settings, places, system, adopted, stop)
    named = folder_of(settings.python)
    notes: list[str] = []
    interpreter = named_interpreter(named, stop) if named else None
    backend = _backend(settings, interpreter, stop)
    lock = _lock(settings, system, backend, locks, notes)
    if interpreter is None:
        versions = _pythons_with_wheels(lock, folder_of(settings.wheels), system)
        interpreter = find_interpreter(system, env, versions=versions, stop=stop)
    elif interpreter.version[:2] not in lock.pythons:
        raise BadInput(
            "The {name} set is not made for Python {version}.",
            name=lock.name,
            version=interpreter.name,
        )
    if interpreter is None:
        interpreter = managed_interpreter(places, system, stop)
    sources = sources_of(settings, places, lock, interpreter, system, env, stop)
    target = Target.of(interpreter or _managed_python(system), system)
    wheels = requests_of(lock, target)
    packages = [_planned(request, places.wheels) for request in wheels]
    python = f"{interpreter.name} ({interpreter.python})" if interpreter else ""
    if interpreter is None:
        python = f"{MANAGED_VERSION}, brought for the engine alone"
        packages = [*_python_packages(places, system, locks), *packages]
        notes.append("No Python 3.11 or newer was found, so one is downloaded by uv.")
    download = sum(package.bytes for package in packages if not package.here)
    name = environment_name(lock.digest, interpreter) if interpreter else lock.digest[:12]
    return SetupPlan(
        settings=settings,
        backend=lock.backend,
        interpreter=interpreter,
        python=python,
        lock=lock,
        target=target,
        wheels=wheels,
        packages=tuple(packages),
        sources=sources,
        folder=places.environments / name,
        download_bytes=download,
        disk_bytes=download + lock.about_installed,
        free_bytes=free_bytes(places.home),
        notes=tuple(notes),
    )


def _adoption(
    settings: SetupSettings, places: SetupPlaces, system: System, python: Path, stop: CancelToken
) -> SetupPlan:
    """Return the plan to use an environment of the user's own, by its Python or its folder."""
    if python.is_dir():
        python = system.python_of(python)
    interpreter = ask(python, stop)
    if interpreter.version[:2] < (3, 11):
        raise BadInput(
            "{python} is Python {version}; the engine needs 3.11 or newer.",
            python=python,
            version=interpreter.name,
        )
    return SetupPlan(
        settings=settings,
        backend=settings.backend or "cpu",
        interpreter=interpreter,
        python=str(python),
        lock=None,
        target=Target.of(interpreter, system),
        wheels=(),
        packages=(),
        sources=Sources(),
        folder=python.parent,
        download_bytes=0,
        disk_bytes=0,
        free_bytes=free_bytes(places.home),
    )


def _backend(settings: SetupSettings, interpreter: Interpreter | None, stop: CancelToken) -> str:
    if settings.backend:
        return settings.backend
    if settings.package_set == "starter":
        return "cpu"  # its model takes seconds on any processor
    return probe_backend(interpreter.python if interpreter else Path(sys.executable), stop)


def _lock(
    settings: SetupSettings, system: System, backend: str, locks: Path, notes: list[str]
) -> Lock:
    """Return the lock file to install from: for the processor where there is none for the GPU."""
    try:
        return find_lock(settings.package_set, system.name, system.machine, backend, locks)
    except BadInput:
        if settings.backend or backend == "cpu":
            raise
        notes.append(
            Message(
                "There is no set for {backend} on this system yet: this one uses the "
                "processor. An environment of your own with such a torch can be used instead.",
                backend=backend,
            )
        )
        return find_lock(settings.package_set, system.name, system.machine, "cpu", locks)


def _planned(request: WheelRequest, wheels: Path) -> PlannedPackage:
    package = request.package
    here = request.here(wheels) is not None
    return PlannedPackage(package.name, package.version, package.license, request.bytes, here)


def _python_packages(places: SetupPlaces, system: System, locks: Path) -> list[PlannedPackage]:
    """Return what is needed to download a Python."""
    uv = _planned(uv_wheel(locks, _managed_python(system), system), places.wheels)
    return [uv, PlannedPackage("CPython", MANAGED_VERSION, "PSF-2.0", PYTHON_BYTES, False)]


def _managed_python(system: System) -> Interpreter:
    """Return the Python that would be downloaded, as far as wheels depend on it."""
    major, minor = map(int, MANAGED_VERSION.split("."))
    libc = platform.libc_ver() if system.name == "linux" else ("", "")
    macos = platform.mac_ver()[0] or "14.0"
    return Interpreter(Path(), (major, minor, 0), system.machine, libc, macos)


def _pythons_with_wheels(
    lock: Lock, wheels: Path | None, system: System
) -> tuple[tuple[int, int], ...]:
    """Return the versions of Python that the user's folder has all wheels for.

    Where there is no such version, all versions of the lock file are returned.
    """
    names = [file.name for file in files_in(wheels)] if wheels is not None else []
    versions = []
    for version in lock.pythons:
        target = replace(Target.of(_managed_python(system), system), python=version)
        fitting = [name for name in names if fitness(name, target) is not None]
        if all(any(is_wheel_of(name, package) for name in fitting) for package in lock.packages):
            versions.append(version)
    return tuple(versions) or lock.pythons


def sources_of(
    settings: SetupSettings,
    places: SetupPlaces,
    lock: Lock,
    interpreter: Interpreter | None,
    system: System,
    env: Mapping[str, str],
    stop: CancelToken,
) -> Sources:
    """Return where packages come from: a folder, the user's mirrors, else pip's own index.

    Raises BadInput, Cancelled.
    """
    wheels = folder_of(settings.wheels)
    if wheels is not None:
        if not wheels.is_dir():
            raise BadInput("There is no folder of wheels at {path}.", path=wheels)
        return Sources((wheels,), (), offline=True)
    pip = interpreter.pip_settings if interpreter else _pip_settings(system, env, stop)
    indexes, folders = pip_sources(dict(pip))
    if settings.index:
        indexes = (settings.index,)
    torch = settings.torch_index or next((item.index for item in lock.packages if item.index), "")
    return Sources(folders, indexes, torch_index=torch)


def _pip_settings(
    system: System, env: Mapping[str, str], stop: CancelToken
) -> Mapping[str, object]:
    """Return the settings of any pip on this system, for when no Python is new enough."""
    for python in (Path(sys.executable), *candidates(system, env)):
        if python.is_file() and "python" in python.name.lower():
            try:
                settings = ask(python, stop).pip_settings
            except BadInput:
                continue
            if "default-index" in settings:
                return settings
    return {}


def web_of(
    settings: SetupSettings, pip: Mapping[str, object], retries: RetryPolicy | None = None
) -> Web:
    """Return how to reach servers: by the user's settings, else by those of pip."""
    certificates = str(pip.get("cert") or "")
    proxy = settings.proxy or str(pip.get("proxy") or "")
    return Web(proxy, certificates, retries or RetryPolicy())
