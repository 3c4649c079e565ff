# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a set-up would do, before it does anything: what, how large, from where, which licences."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ...contract.errors import BadInput
from ...contract.messages import Message
from .cancellation import StopSign
from .packages.lock_files import Lock, find_lock
from .packages.package_index import Sources, files_in, pip_sources
from .packages.web import Patience, Web
from .packages.wheel_tags import Target, fitness
from .packages.wheels import Wanted, is_of, wanted_of
from .places import SetupPlaces, free_bytes
from .python.environment import environment_name
from .python.interpreters import Interpreter, ask, candidates, find_interpreter, named_interpreter
from .python.managed_python import ABOUT_BYTES as PYTHON_BYTES
from .python.managed_python import MANAGED_VERSION, managed_interpreter, uv_wheel
from .python.probe import probe_backend
from .python.systems import System
from .settings import SetupSettings, folder_of
from .states import Planned, megabytes

SPARE_BYTES = 200_000_000  # room to leave on the disk


@dataclass(frozen=True)
class Part:
    """One thing that would be installed. `here`: it needs no download any more."""

    name: str
    version: str
    license: str
    bytes: int
    here: bool


@dataclass(frozen=True)
class Plan:
    """All of it. `interpreter` is None where a Python would be brought first.

    `lock` is None for an environment of the user's own, which is only checked. Sizes in bytes,
    and not exact: wheels for another Python are a little larger or smaller.
    """

    settings: SetupSettings
    backend: str
    interpreter: Interpreter | None
    python: str
    lock: Lock | None
    target: Target
    wanted: tuple[Wanted, ...]
    parts: tuple[Part, ...]
    sources: Sources
    folder: Path
    download_bytes: int
    disk_bytes: int
    free_bytes: int | None
    notes: tuple[str, ...] = ()

    @property
    def adopts(self) -> bool:
        return self.lock is None

    @property
    def fits(self) -> bool:
        return self.free_bytes is None or self.free_bytes >= self.disk_bytes + SPARE_BYTES

    @property
    def licenses(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Licences and the packages under each, the most frequent first."""
        found: dict[str, list[str]] = {}
        for part in self.parts:
            found.setdefault(part.license or "see the package", []).append(part.name)
        ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        return tuple((name, tuple(names)) for name, names in ordered)

    def state(self) -> Planned:
        return Planned(self.settings.package_set, self.backend, self.download_bytes)

    def describe(self) -> tuple[str, ...]:
        """Lines for a panel or a terminal."""
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
                count=len(self.parts),
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
    stop: StopSign,
    environment: Mapping[str, str] | None = None,
) -> Plan:
    """Looks at this computer only: starts Pythons, reads files, opens no connection. Blocks.

    Raises BadInput, which says what to choose differently; Cancelled.
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
        versions = _served(lock, folder_of(settings.wheels), system)
        interpreter = find_interpreter(system, env, versions=versions, stop=stop)
    elif interpreter.version[:2] not in lock.pythons:
        raise BadInput(
            "The {name} set is not made for Python {version}.",
            name=lock.name,
            version=interpreter.name,
        )
    if interpreter is None:
        interpreter = managed_interpreter(places, system, stop)
    sources = _sources(settings, places, lock, interpreter, system, env, stop)
    target = Target.of(interpreter or _to_come(system), system)
    wanted = wanted_of(lock, target)
    parts = [_part(item, places.wheels) for item in wanted]
    python = f"{interpreter.name} ({interpreter.python})" if interpreter else ""
    if interpreter is None:
        python = f"{MANAGED_VERSION}, brought for the engine alone"
        parts = [*_bringing(places, system, locks), *parts]
        notes.append("No Python 3.11 or newer was found, so one is downloaded by uv.")
    download = sum(part.bytes for part in parts if not part.here)
    named_env = environment_name(lock.digest, interpreter) if interpreter else lock.digest[:12]
    return Plan(
        settings=settings,
        backend=lock.backend,
        interpreter=interpreter,
        python=python,
        lock=lock,
        target=target,
        wanted=wanted,
        parts=tuple(parts),
        sources=sources,
        folder=places.environments / named_env,
        download_bytes=download,
        disk_bytes=download + lock.about_installed,
        free_bytes=free_bytes(places.home),
        notes=tuple(notes),
    )


def _adoption(
    settings: SetupSettings, places: SetupPlaces, system: System, python: Path, stop: StopSign
) -> Plan:
    if python.is_dir():
        python = system.python_of(python)
    found = ask(python, stop)
    if found.version[:2] < (3, 11):
        raise BadInput(
            "{python} is Python {version}; the engine needs 3.11 or newer.",
            python=python,
            version=found.name,
        )
    return Plan(
        settings=settings,
        backend=settings.backend or "cpu",
        interpreter=found,
        python=str(python),
        lock=None,
        target=Target.of(found, system),
        wanted=(),
        parts=(),
        sources=Sources(),
        folder=python.parent,
        download_bytes=0,
        disk_bytes=0,
        free_bytes=free_bytes(places.home),
    )


def _backend(settings: SetupSettings, interpreter: Interpreter | None, stop: StopSign) -> str:
    if settings.backend:
        return settings.backend
    if settings.package_set == "starter":
        return "cpu"  # its model takes seconds on any processor
    return probe_backend(interpreter.python if interpreter else Path(sys.executable), stop)


def _lock(
    settings: SetupSettings, system: System, backend: str, locks: Path, notes: list[str]
) -> Lock:
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


def _part(item: Wanted, wheels: Path) -> Part:
    package = item.package
    here = item.here(wheels) is not None
    return Part(package.name, package.version, package.license, item.bytes, here)


def _bringing(places: SetupPlaces, system: System, locks: Path) -> list[Part]:
    uv = _part(uv_wheel(locks, _to_come(system), system), places.wheels)
    return [uv, Part("CPython", MANAGED_VERSION, "PSF-2.0", PYTHON_BYTES, False)]


def _to_come(system: System) -> Interpreter:
    """The Python that would be brought, as far as wheels care."""
    major, minor = map(int, MANAGED_VERSION.split("."))
    libc = platform.libc_ver() if system.name == "linux" else ("", "")
    macos = platform.mac_ver()[0] or "14.0"
    return Interpreter(Path(), (major, minor, 0), system.machine, libc, macos)


def _served(lock: Lock, wheels: Path | None, system: System) -> tuple[tuple[int, int], ...]:
    """The Python versions that the user's folder has all wheels for; all where it has none."""
    names = [item.name for item in files_in(wheels)] if wheels is not None else []
    found = []
    for version in lock.pythons:
        target = replace(Target.of(_to_come(system), system), python=version)
        fitting = [name for name in names if fitness(name, target) is not None]
        if all(any(is_of(name, package) for name in fitting) for package in lock.packages):
            found.append(version)
    return tuple(found) or lock.pythons


def _sources(
    settings: SetupSettings,
    places: SetupPlaces,
    lock: Lock,
    interpreter: Interpreter | None,
    system: System,
    env: Mapping[str, str],
    stop: StopSign,
) -> Sources:
    wheels = folder_of(settings.wheels)
    if wheels is not None:
        if not wheels.is_dir():
            raise BadInput("There is no folder of wheels at {path}.", path=wheels)
        return Sources((wheels,), (), offline=True)
    pip = interpreter.pip_settings if interpreter else _anyone(system, env, stop)
    indexes, folders = pip_sources(dict(pip))
    if settings.index:
        indexes = (settings.index,)
    torch = settings.torch_index or next((item.index for item in lock.packages if item.index), "")
    return Sources(folders, indexes, torch_index=torch)


def _anyone(system: System, env: Mapping[str, str], stop: StopSign) -> Mapping[str, object]:
    """The settings of any pip on this system, when no Python is new enough."""
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
    settings: SetupSettings, pip: Mapping[str, object], patience: Patience | None = None
) -> Web:
    """How to reach servers: by the user's settings, else by those of pip."""
    certificates = str(pip.get("cert") or "")
    proxy = settings.proxy or str(pip.get("proxy") or "")
    return Web(proxy, certificates, patience or Patience())
