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
from .states import Broken, NotSetUp, Outdated, Ready, SetupState, Working, read_state


@dataclass(frozen=True)
class Status:
    """`installed`: an engine that can be used now, also while another one is being made.

    `elsewhere`: who runs a set-up just now, if it is another program.
    """

    state: SetupState
    installed: Installed | None
    elsewhere: str = ""


def read_status(places: SetupPlaces, system: System, locks: Path) -> Status:
    """How things stand, from a few small files. Starts nothing, fetches nothing."""
    state = read_state(places.state)
    found = read_installed(places.pointer)
    gone = found is not None and not found.python_path(places).is_file()
    usable = None if gone else found
    if isinstance(state, Working):
        lock = FileLock(places.lock)
        if places.lock.exists() and lock.is_held():
            return Status(state, usable, lock.read_owner())
        return Status(replace(state, running=False), usable)
    if isinstance(state, (Ready, Outdated, NotSetUp)):
        state = _settled(state, found, gone, places, system, locks)
    return Status(state, usable)


def _settled(
    state: SetupState,
    found: Installed | None,
    gone: bool,
    places: SetupPlaces,
    system: System,
    locks: Path,
) -> SetupState:
    if found is None:
        if isinstance(state, NotSetUp):
            return state
        return Broken(_lost("The engine's environment is not known any more."), "ready")
    if gone:
        return Broken(_lost("The engine's environment is gone."), "ready")
    ready = found.ready(places)
    return Outdated(ready) if _is_outdated(found, system, locks) else ready


def _is_outdated(found: Installed, system: System, locks: Path) -> bool:
    if found.adopted:
        return False
    try:
        lock = find_lock(found.package_set, system.name, system.machine, found.backend, locks)
    except BadInput:
        return False  # nothing newer to change to
    return lock.digest != found.lock


def _lost(message: str) -> BadInput:
    return BadInput(message, hint="Press Set up engine: it is made again.")
