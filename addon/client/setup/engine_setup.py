# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The set-up itself: what is done, in order. Blocks; hosts run it by `SetupJob`.

    plan -> (a Python) -> wheels into wheels/ -> environment beside the old one -> check: it
    animates a drawing -> rename -> pointer switched; a later set-up removes the old one

Every step can be repeated. Whatever ends it, the same press goes on: wheels that are whole are not
fetched again, half of one is gone on with, an unfinished environment is thrown away, and the engine
that worked before stays in use until the new one has animated a drawing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...contract.errors import (
    BadInput,
    Cancelled,
    DiskFull,
    InternalError,
    JobBusy,
    SketchMotionError,
)
from ...contract.file_lock import FileLock
from ...contract.messages import Message
from ...contract.strict_json import JSON
from ..locations import Locations, locations
from .cancellation import StopSign
from .check import Proof, check_engine
from .installed import OWN_ROOT, Installed, read_installed
from .packages.lock_files import LOCKS
from .packages.web import Patience
from .packages.wheels import WheelFinder, remove_other_wheels
from .places import SetupPlaces, free_bytes, remove_tree
from .plan import Plan, make_plan, web_of
from .python import environment as environments
from .python.interpreters import Interpreter
from .python.managed_python import bring_python, uv_wheel
from .python.systems import System, this_system
from .settings import SetupSettings, read_settings
from .states import (
    Broken,
    Checking,
    Downloading,
    Installing,
    NotSetUp,
    Ready,
    SetupState,
    Working,
    megabytes,
    name_of,
    write_state,
)
from .status import Status, read_status

OnState = Callable[[SetupState], None]
WRITE_EVERY_S = 0.5
ENGINE_ENDS_S = 8.0  # how long an engine may take to end and let go of its files (Windows)
LEAST_ROOM = 1_000_000  # bytes without which the check can't work


@dataclass
class EngineSetup:
    """The set-up of one user. `host` names the program that the user sees."""

    locations: Locations = field(default_factory=locations)
    root: Path = OWN_ROOT
    locks: Path = LOCKS
    system: System = field(default_factory=this_system)
    host: str = "the set-up"
    patience: Patience = field(default_factory=Patience)
    engine_environment: Mapping[str, str] = field(default_factory=dict)
    _told: float = 0.0

    @property
    def places(self) -> SetupPlaces:
        return SetupPlaces.of(self.locations)

    # --- reading ---

    def settings(self) -> SetupSettings:
        return read_settings(self.places.settings)

    def status(self) -> Status:
        """How things stand, from a few small files. Starts nothing, fetches nothing."""
        return read_status(self.places, self.system, self.locks)

    def plan(self, settings: SetupSettings, stop: StopSign | None = None) -> Plan:
        """What `set_up` would do. Fetches nothing. Blocks. Raises BadInput, Cancelled."""
        return make_plan(settings, self.places, self.system, self.locks, stop=stop or StopSign())

    # --- doing ---

    def set_up(
        self,
        settings: SetupSettings,
        *,
        on_state: OnState = lambda _: None,
        stop: StopSign | None = None,
        again: bool = False,
    ) -> Ready:
        """Makes the engine ready, going on from what is there. `again` builds it anew (repair).

        Raises Cancelled when stopped, JobBusy when another program sets up, or what went wrong;
        the state on disk says the same.
        """
        sign = stop or StopSign()
        with self._only_one():
            last: list[SetupState] = []

            def tell(state: SetupState) -> None:
                last[:] = [state]
                self._keep(state)
                on_state(state)

            try:
                settings.write(self.places.settings)
                ready = self._go(settings, tell, sign, again)
            except Cancelled:
                state = last[0] if last else NotSetUp()
                tell(replace(state, running=False) if isinstance(state, Working) else state)
                raise
            except SketchMotionError as error:
                tell(Broken(error, name_of(last[0]) if last else "planned"))
                raise
            except Exception as error:
                defect = InternalError(
                    "The set-up failed: {kind}: {why}",
                    kind=type(error).__name__,
                    why=error,
                    hint="Press again.",
                )
                tell(Broken(defect, name_of(last[0]) if last else "planned"))
                raise defect from error
            tell(ready)
            return ready

    def tidy(self) -> None:
        """Removes environments that were replaced long ago and what a killed set-up left."""
        places = self.places
        if not places.environments.is_dir():
            return
        with suppress(SketchMotionError, OSError), self._only_one():
            installed = read_installed(places.pointer)
            keep = installed.folder(places) if installed else None
            environments.remove_environments(
                places, keep=keep, unused_s=environments.KEEP_REPLACED_S
            )

    def remove(self, *, models: bool = False, presets: bool = False, jobs: bool = False) -> None:
        """Removes the engine and its downloads; the user's things only if asked for.

        Raises JobBusy, or BadInput for files that are in use.
        """
        with self._only_one():
            places = self.places
            places.pointer.unlink(missing_ok=True)
            left = environments.remove_environments(places, patience_s=ENGINE_ENDS_S)
            folders = [places.wheels, places.tools, places.pythons, places.check]
            for wish, folder in (
                (models, self.locations.models),
                (presets, self.locations.presets),
                (jobs, self.locations.jobs),
            ):
                folders += [folder] if wish else []
            left += [folder for folder in folders if not remove_tree(folder, patience_s=2.0)]
            places.state.unlink(missing_ok=True)
            if left:
                raise BadInput(
                    "{file} could not be removed: it is in use.",
                    file=left[0],
                    hint="Close Blender and Krita, then press Remove again.",
                )

    def _only_one(self) -> FileLock:
        self.locations.home.mkdir(parents=True, exist_ok=True)
        return _SetupLock(self.places.lock, self.host)

    def _keep(self, state: SetupState) -> None:
        """Writes the state, progress not too often. A full disk must not hide the real error."""
        now = time.monotonic()
        if isinstance(state, Downloading) and state.running and now - self._told < WRITE_EVERY_S:
            return
        self._told = now
        with suppress(SketchMotionError, OSError):
            write_state(self.places.state, state)

    def _go(self, settings: SetupSettings, tell: OnState, stop: StopSign, again: bool) -> Ready:
        plan = self.plan(settings, stop)
        if plan.adopts:
            return self._adopt(plan, tell, stop)
        tell(plan.state())
        places = self.places
        before = read_installed(places.pointer)
        in_use = before.folder(places) if before else None
        environments.remove_environments(places, keep=in_use, unused_s=environments.KEEP_REPLACED_S)
        if in_use is not None and not again and self._can_stay(before, plan):
            assert before is not None
            with suppress(BadInput):  # broken in the meantime: make a new one
                proof = self._check(before.python_path(places), tell, stop)
                return self._switch(replace(before, version=proof.version, device=proof.device))
        if not plan.fits:
            raise DiskFull(
                "The set-up needs {size} on the disk of {folder}.",
                size=megabytes(plan.disk_bytes),
                folder=places.home,
                hint=Message(
                    "{size} are free. Free some space, press again.",
                    size=megabytes(plan.free_bytes or 0),
                ),
            )
        return self._build(plan, tell, stop)

    def _can_stay(self, installed: Installed | None, plan: Plan) -> bool:
        folder = installed.folder(self.places) if installed else None
        if installed is None or folder is None or plan.lock is None:
            return False
        if not environments.is_whole(folder, plan.lock.digest):
            return False
        if plan.settings.python and plan.interpreter is not None:
            wanted = environments.environment_name(plan.lock.digest, plan.interpreter)
            return folder.name.partition("-")[0] == wanted
        return True

    def _build(self, plan: Plan, tell: OnState, stop: StopSign) -> Ready:
        places = self.places
        assert plan.lock is not None
        pip = plan.interpreter.pip_settings if plan.interpreter else {}
        web = web_of(plan.settings, pip, self.patience)
        finder = WheelFinder(plan.sources, web, stop, plan.target)
        interpreter = plan.interpreter or self._bring_python(finder, plan, tell)
        wheels = finder.bring(
            plan.wanted, places.wheels, lambda *progress: tell(Downloading(*progress))
        )
        name = environments.environment_name(plan.lock.digest, interpreter)
        part = environments.part_of(places, name)
        try:
            environments.build(
                interpreter,
                wheels,
                part,
                self.system,
                stop=stop,
                on_step=lambda *progress: tell(Installing(*progress)),
            )
            proof = self._check(self.system.python_of(part), tell, stop)
            stamp: dict[str, JSON] = {"lock": plan.lock.digest, "name": plan.lock.name}
            final = environments.finish(places, part, name, stamp, self.system)
        except BaseException:
            remove_tree(part)
            raise
        python = self.system.python_of(final).relative_to(places.environments)
        ready = self._switch(
            Installed(
                python.as_posix(),
                plan.lock.digest,
                plan.lock.package_set,
                plan.lock.backend,
                proof.version,
                proof.device,
            )
        )
        remove_other_wheels(places.wheels, wheels)
        return ready

    def _bring_python(self, finder: WheelFinder, plan: Plan, tell: OnState) -> Interpreter:
        host = Interpreter(Path(), (*plan.target.python, 0), plan.target.machine, *_libc(plan))
        return bring_python(
            finder,
            uv_wheel(self.locks, host, self.system),
            plan.settings,
            self.places,
            self.system,
            lambda done, total, what: tell(Downloading(done, total, 0, len(plan.parts), what)),
        )

    def _adopt(self, plan: Plan, tell: OnState, stop: StopSign) -> Ready:
        python = Path(plan.python)
        proof = self._check(python, tell, stop)
        return self._switch(
            Installed(
                str(python),
                "",
                plan.settings.package_set,
                plan.backend,
                proof.version,
                proof.device,
                adopted=True,
            )
        )

    def _check(self, python: Path, tell: OnState, stop: StopSign) -> Proof:
        try:
            return check_engine(
                python,
                self.root,
                self.places,
                stop=stop,
                on_step=lambda what: tell(Checking(what)),
                environment=self.engine_environment,
            )
        except BadInput as error:
            room = free_bytes(self.places.home)
            if room is None or room >= LEAST_ROOM:
                raise
            raise DiskFull(
                "The disk is full: the new engine could not be tried.",
                hint="Free some space, then press again: it goes on.",
            ) from error

    def _switch(self, installed: Installed) -> Ready:
        installed.write(self.places.pointer)
        return installed.ready(self.places)


class _SetupLock(FileLock):
    """One set-up at a time, whichever host it is started from."""

    def acquire(self, timeout_s: float = 0.5) -> None:
        try:
            super().acquire(timeout_s)
        except JobBusy:
            owner = self.read_owner() or "another program"
            raise JobBusy(
                "The engine is being set up by {host} already.",
                host=owner,
                hint="Wait until it has finished there.",
            ) from None


def _libc(plan: Plan) -> tuple[tuple[str, str], str]:
    release = ".".join(map(str, plan.target.release))
    on_linux = plan.target.system == "linux" and not plan.target.musl
    return ("glibc" if on_linux else "", release), release
