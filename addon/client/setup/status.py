# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the set-up stands: from the state on disk, the engine in use, the lock and who holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ...contract.errors import BadInput
from ...contract.file_lock import FileLock
from .installed import Installed, read_installed
from .packages.lock_files import find_lock
from .places import SetupPlaces
from .python.systems import System
from .states import Broken, NotSetUp, Outdated, SetupReady, SetupState, Working, read_state


@dataclass(frozen=True)
class Status:
    """How the set-up stands.

    Attributes:
        installed: An engine that can be used now, also while another one is being set up.
        elsewhere: The program that runs a set-up now, if it is another one; "" otherwise.
    """

    state: SetupState
    installed: Installed | None
    elsewhere: str = ""


def read_status(places: SetupPlaces, system: System, locks: Path) -> Status:
    """Return how the set-up stands, from a few small files. Starts and downloads nothing."""
    state = read_state(places.state)
    installed = read_installed(places.pointer)
    gone = installed is not None and not installed.python_path(places).is_file()
    usable = None if gone else installed
    if isinstance(state, Working):
        lock = FileLock(places.lock)
        if places.lock.exists() and lock.is_held():
            return Status(state, usable, lock.read_owner())
        return Status(replace(state, running=False), usable)
    if isinstance(state, (SetupReady, Outdated, NotSetUp)):
        state = _compared(state, installed, gone, places, system, locks)
    return Status(state, usable)


def _compared(
    state: SetupState,
    installed: Installed | None,
    gone: bool,
    places: SetupPlaces,
    system: System,
    locks: Path,
) -> SetupState:
    """Return the state that the files on the disk allow: the stored one may be out of date."""
    if installed is None:
        if isinstance(state, NotSetUp):
            return state
        return Broken(_lost("The engine's environment is not known any more."), "ready")
    if gone:
        return Broken(_lost("The engine's environment is gone."), "ready")
    ready = installed.ready(places)
    return Outdated(ready) if _is_outdated(installed, system, locks) else ready


def _is_outdated(installed: Installed, system: System, locks: Path) -> bool:
    """Return whether this version of the add-on has another lock file for the same set."""
    if installed.adopted:
        return False
    package_set, backend = installed.package_set, installed.backend
    try:
        lock = find_lock(package_set, system.name, system.machine, backend, locks)
    except BadInput:
        return False  # nothing newer to change to
    return lock.digest != installed.lock


def _lost(message: str) -> BadInput:
    return BadInput(message, hint="Press Set up engine: it is made again.")
