# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import functools
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from addon.client.locations import Locations
from addon.client.setup.cancellation import CancelToken
from addon.client.setup.engine_setup import EngineSetup
from addon.client.setup.packages.web import RetryPolicy
from addon.client.setup.python import interpreters
from addon.client.setup.python.environment import OnStep
from addon.client.setup.python.interpreters import Interpreter
from addon.client.setup.python.systems import System
from addon.client.setup.settings import SetupSettings
from addon.client.setup.states import SetupState, read_state

from .fake_packages import ROOT, make_engine, make_wheel, write_lock
from .index_server import IndexServer, serving

SIZE = 300_000


@dataclass
class Workbench:
    """A set-up with its own home, locks, engine, index server and wheels."""

    folder: Path
    server: IndexServer
    setup: EngineSetup
    wheels: list[Path]

    @property
    def home(self) -> Path:
        return self.setup.locations.home

    def settings(self, **more: str) -> SetupSettings:
        known = {"python": python(), "index": self.server.url}
        return SetupSettings(**{**known, **more})  # type: ignore[arg-type]

    def set_up(self, **more: str) -> list[SetupState]:
        """Sets up; returns all states that were told. Raises what the set-up raises."""
        told: list[SetupState] = []
        self.setup.set_up(self.settings(**more), on_state=told.append)
        return told

    def state(self) -> SetupState:
        return self.setup.status().state

    def kept_state(self) -> SetupState:
        return read_state(self.setup.places.state)

    def process(self) -> subprocess.Popen[bytes]:
        """The same set-up at a command line of its own, one line of JSON a state."""
        words = [sys.executable, "-m", "addon.client", "setup", "--json", "--home", self.home]
        words += ["--root", self.setup.root, "--locks", self.setup.locks]
        words += ["--python", python(), "--index", self.server.url]
        return subprocess.Popen(
            [str(word) for word in words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
        )

    def fetched(self, name: str) -> int:
        """How often a file was asked for."""
        return sum(name in path for path, _ in self.server.requests if "/files/" in path)


def python() -> str:
    """A Python that environments can be built from: the one below this one."""
    return str(Path(sys.base_prefix) / ("python.exe" if sys.platform == "win32" else "bin/python3"))


def unpack(
    interpreter: Interpreter,
    wheels: Sequence[Path],
    folder: Path,
    system: System,
    *,
    stop: CancelToken,
    on_step: OnStep,
) -> None:
    """In the place of pip, which takes seconds: an environment with the wheels unpacked."""
    stop.check()
    on_step(0, len(wheels), "a new environment")
    stop.check()
    command = [str(interpreter.python), "-I", "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(command, check=True)
    site = folder / "Lib" / "site-packages"
    if not system.is_windows:
        site = next((folder / "lib").glob("python3*")) / "site-packages"
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(site)


@functools.cache
def ask_once(python: Path) -> Interpreter:
    return interpreters.ask(python)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests are not about pip, nor about asking a Python what it is."""
    monkeypatch.setattr("addon.client.setup.python.environment.build", unpack)
    asked = ask_once(Path(python()))
    monkeypatch.setattr("addon.client.setup.plan.named_interpreter", lambda *_: asked)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    # Spaces and letters beyond ASCII in every path, always.
    folder = tmp_path / "Žofie's Zeichnungen 絵"
    wheels = [
        make_wheel(folder / "index", "alpha", size=SIZE),
        make_wheel(folder / "index", "beta", "2.1"),
    ]
    write_lock(folder / "locks", wheels)
    root = make_engine(folder / "add-on", ["alpha", "beta"])
    with serving(IndexServer(folder / "index")) as server:
        yield Workbench(folder, server, set_up_in(folder, root), wheels)
    shutil.rmtree(folder, ignore_errors=True)


def set_up_in(folder: Path, root: Path) -> EngineSetup:
    """A set-up that gives up soon."""
    return EngineSetup(
        Locations(folder / "home"),
        root=root,
        locks=folder / "locks",
        host="the test",
        retries=RetryPolicy(timeout_s=2.0, tries=3, pause_s=0.01),
    )
