# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The set-up itself: what is done, in order. It blocks; hosts run it by `SetupJob`.

    1. plan
    2. download a Python, where none on this computer will do
    3. download the wheels
    4. build an environment beside the one in use
    5. check: its engine animates a drawing
    6. rename it and switch to it; a later set-up removes the one before

Every step can be repeated, so that after a stop or an error the same button goes on. Complete
wheels are not downloaded again, the download of an incomplete one is resumed, and an unfinished
environment is removed. The engine that is in use stays in use until the new one has animated a
drawing.
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
from .cancellation import CancelToken
from .check import Proof, check_engine
from .installed import OWN_ROOT, Installed, read_installed
from .packages.lock_files import LOCKS
from .packages.web import RetryPolicy
from .packages.wheels import WheelFinder, remove_other_wheels
from .places import SetupPlaces, free_bytes, remove_tree
from .plan import SetupPlan, make_plan, web_of
from .python import environment as environments
from .python.interpreters import Interpreter
from .python.managed_python import fetch_python, uv_wheel
from .python.systems import System, this_system
from .settings import SetupSettings, read_settings
from .states import (
    Broken,
    Checking,
    Downloading,
    Installing,
    NotSetUp,
    SetupReady,
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
LEAST_FREE_BYTES = 1_000_000  # on the disk: the check fails with less


@dataclass
class EngineSetup:
    """The set-up of one user.

    Attributes:
        root: The folder that holds addon/ and engine/.
        locks: The folder of the lock files.
        host: The program that runs it, by the name that the user knows.
        engine_environment: More environment variables for the engine of the check.
    """

    locations: Locations = field(default_factory=locations)
    root: Path = OWN_ROOT
    locks: Path = LOCKS
    system: System = field(default_factory=this_system)
    host: str = "the set-up"
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    engine_environment: Mapping[str, str] = field(default_factory=dict)
    _written_at: float = 0.0

    @property
    def places(self) -> SetupPlaces:
        """The files and folders of the set-up."""
        return SetupPlaces.of(self.locations)

    # --- reading ---

    def settings(self) -> SetupSettings:
        """Return the stored settings."""
        return read_settings(self.places.settings)

    def status(self) -> Status:
        """Return how the set-up stands, from a few small files. Starts and downloads nothing."""
        return read_status(self.places, self.system, self.locks)

    def plan(self, settings: SetupSettings, stop: CancelToken | None = None) -> SetupPlan:
        """Return what `set_up` would do. Blocks, downloads nothing. Raises BadInput, Cancelled."""
        token = stop or CancelToken()
        return make_plan(settings, self.places, self.system, self.locks, stop=token)

    # --- doing ---

    def set_up(
        self,
        settings: SetupSettings,
        *,
        on_state: OnState = lambda _: None,
        stop: CancelToken | None = None,
        again: bool = False,
    ) -> SetupReady:
        """Make the engine ready, going on from where an earlier set-up ended.

        `again` builds a new environment even if the one in use is whole (Repair). Raises
        Cancelled when stopped, JobBusy while another program sets up, or what went wrong; the
        state on disk says the same.
        """
        token = stop or CancelToken()
        with self.exclusive():
            last: list[SetupState] = []

            def report(state: SetupState) -> None:
                last[:] = [state]
                self._store(state)
                on_state(state)

            try:
                settings.write(self.places.settings)
                ready = self._run(settings, report, token, again)
            except Cancelled:
                state = last[0] if last else NotSetUp()
                report(replace(state, running=False) if isinstance(state, Working) else state)
                raise
            except SketchMotionError as error:
                report(Broken(error, name_of(last[0]) if last else "planned"))
                raise
            except Exception as error:
                defect = InternalError(
                    "The set-up failed: {kind}: {why}",
                    kind=type(error).__name__,
                    why=error,
                    hint="Press again.",
                )
                report(Broken(defect, name_of(last[0]) if last else "planned"))
                raise defect from error
            report(ready)
            return ready

    def tidy(self) -> None:
        """Remove environments that were replaced long ago and what a killed set-up left."""
        places = self.places
        if not places.environments.is_dir():
            return
        with suppress(SketchMotionError, OSError), self.exclusive():
            installed = read_installed(places.pointer)
            keep = installed.folder(places) if installed else None
            environments.remove_environments(
                places, keep=keep, unused_s=environments.KEEP_REPLACED_S
            )

    def remove(self, *, models: bool = False, presets: bool = False, jobs: bool = False) -> None:
        """Remove the engine and its downloads, and of the user's files those that are asked for.

        Raises JobBusy, and BadInput for files that are in use.
        """
        with self.exclusive():
            places = self.places
            places.pointer.unlink(missing_ok=True)
            left = environments.remove_environments(places, timeout_s=ENGINE_ENDS_S)
            folders = [
                places.wheels, places.tools, places.pythons, places.check, places.movies
            ]  # fmt: skip
            for is_asked_for, folder in (
                (models, self.locations.models),
                (presets, self.locations.presets),
                (jobs, self.locations.jobs),
            ):
                folders += [folder] if is_asked_for else []
            left += [folder for folder in folders if not remove_tree(folder, timeout_s=2.0)]
            places.state.unlink(missing_ok=True)
            if left:
                raise BadInput(
                    "{file} could not be removed: it is in use.",
                    file=left[0],
                    hint="Close Blender and Krita, then press Remove again.",
                )

    def exclusive(self) -> FileLock:
        """Return the lock that only one set-up at a time can hold."""
        self.locations.home.mkdir(parents=True, exist_ok=True)
        return _SetupLock(self.places.lock, self.host)

    def _store(self, state: SetupState) -> None:
        """Write the state, but progress not too often. A full disk must not hide the real error."""
        now = time.monotonic()
        is_progress = isinstance(state, Downloading) and state.running
        if is_progress and now - self._written_at < WRITE_EVERY_S:
            return
        self._written_at = now
        with suppress(SketchMotionError, OSError):
            write_state(self.places.state, state)

    def _run(
        self, settings: SetupSettings, report: OnState, stop: CancelToken, again: bool
    ) -> SetupReady:
        plan = self.plan(settings, stop)
        if plan.adopts:
            return self._adopt(plan, report, stop)
        report(plan.state())
        places = self.places
        before = read_installed(places.pointer)
        in_use = before.folder(places) if before else None
        environments.remove_environments(places, keep=in_use, unused_s=environments.KEEP_REPLACED_S)
        if in_use is not None and not again and self._can_stay(before, plan):
            assert before is not None
            with suppress(BadInput):  # it doesn't work any more: build a new one
                proof = self._check(before.python_path(places), report, stop)
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
        return self._build(plan, report, stop)

    def _can_stay(self, installed: Installed | None, plan: SetupPlan) -> bool:
        """Return whether the environment in use is what the plan would build."""
        folder = installed.folder(self.places) if installed else None
        if installed is None or folder is None or plan.lock is None:
            return False
        if not environments.is_whole(folder, plan.lock.digest):
            return False
        if plan.settings.python and plan.interpreter is not None:
            name = environments.environment_name(plan.lock.digest, plan.interpreter)
            return folder.name.partition("-")[0] == name
        return True

    def _build(self, plan: SetupPlan, report: OnState, stop: CancelToken) -> SetupReady:
        places = self.places
        assert plan.lock is not None
        pip = plan.interpreter.pip_settings if plan.interpreter else {}
        web = web_of(plan.settings, pip, self.retries)
        finder = WheelFinder(plan.sources, web, stop, plan.target)
        interpreter = plan.interpreter or self._fetch_python(finder, plan, report)
        wheels = finder.fetch(
            plan.wheels, places.wheels, lambda *progress: report(Downloading(*progress))
        )
        name = environments.environment_name(plan.lock.digest, interpreter)
        folder = environments.new_build_folder(places, name)
        try:
            environments.build(
                interpreter,
                wheels,
                folder,
                self.system,
                stop=stop,
                on_step=lambda *progress: report(Installing(*progress)),
            )
            proof = self._check(self.system.python_of(folder), report, stop)
            stamp: dict[str, JSON] = {"lock": plan.lock.digest, "name": plan.lock.name}
            final = environments.finish(places, folder, name, stamp, self.system)
        except BaseException:
            remove_tree(folder)
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

    def _fetch_python(self, finder: WheelFinder, plan: SetupPlan, report: OnState) -> Interpreter:
        host = Interpreter(Path(), (*plan.target.python, 0), plan.target.machine, *_libc(plan))
        return fetch_python(
            finder,
            uv_wheel(self.locks, host, self.system),
            plan.settings,
            self.places,
            self.system,
            lambda done, total, what: report(Downloading(done, total, 0, len(plan.packages), what)),
        )

    def _adopt(self, plan: SetupPlan, report: OnState, stop: CancelToken) -> SetupReady:
        """Check and use an environment of the user's own."""
        python = Path(plan.python)
        proof = self._check(python, report, stop)
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

    def _check(self, python: Path, report: OnState, stop: CancelToken) -> Proof:
        try:
            return check_engine(
                python,
                self.root,
                self.places,
                stop=stop,
                on_step=lambda what: report(Checking(what)),
                environment=self.engine_environment,
            )
        except BadInput as error:
            free = free_bytes(self.places.home)
            if free is None or free >= LEAST_FREE_BYTES:
                raise
            raise DiskFull(
                "The disk is full: the new engine could not be tried.",
                hint="Free some space, then press again: it goes on.",
            ) from error

    def _switch(self, installed: Installed) -> SetupReady:
        installed.write(self.places.pointer)
        return installed.ready(self.places)


class _SetupLock(FileLock):
    """The lock of the set-up: one at a time, whichever host runs it."""

    def acquire(self, timeout_s: float = 0.5) -> None:
        """Take the lock. Raises JobBusy, with the name of the host that holds it."""
        try:
            super().acquire(timeout_s)
        except JobBusy:
            owner = self.read_owner() or "another program"
            raise JobBusy(
                "The engine is being set up by {host} already.",
                host=owner,
                hint="Wait until it has finished there.",
            ) from None


def _libc(plan: SetupPlan) -> tuple[tuple[str, str], str]:
    """Return the C library and the release of macOS, as `Interpreter` has them."""
    release = ".".join(map(str, plan.target.release))
    on_linux = plan.target.system == "linux" and not plan.target.musl
    return ("glibc" if on_linux else "", release), release
