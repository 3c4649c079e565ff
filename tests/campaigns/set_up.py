# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kill: the set-up of the engine, with small wheels and a real pip, which is killed as well.

What is left is told as unfinished, the user's own files stay, no process goes on, and the next
set-up ends with an engine that works.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from addon.client.setup.installed import installed_command
from addon.client.setup.states import Broken, SetupReady
from tests.campaigns.checks import PATIENCE_S, check, digest, gone
from tests.client.setup.conftest import SIZE, Workbench, set_up_in
from tests.client.setup.fake_packages import make_engine, make_wheel, write_lock
from tests.client.setup.index_server import IndexServer, serving

MOST_KILLS = 2
LINES = 16  # that a whole set-up says
OF_THE_USER = ("models/mine/model_index.json", "presets/mine.json", "jobs/job/request.json")


@dataclass
class SetUpKill:
    """Set-ups of one engine, each in a home of its own."""

    bench: Workbench

    @classmethod
    @contextmanager
    def prepared(cls, folder: Path) -> Iterator[SetUpKill]:
        """Make the wheels and the engine, and serve them."""
        index = folder / "index"
        wheels = [make_wheel(index, "alpha", size=SIZE), make_wheel(index, "beta", "2.1")]
        write_lock(folder / "locks", wheels)
        root = make_engine(folder / "add-on", ["alpha", "beta"])
        with serving(IndexServer(index)) as server:
            yield cls(Workbench(folder, server, set_up_in(folder, root), wheels))

    def case(self, folder: Path, chance: random.Random) -> str:
        """Kill a set-up once or more, alone or with what it has started, then let one end."""
        home = folder / "Žofie's home"
        own = set_up_in(folder, self.bench.setup.root)
        setup = replace(
            own, locks=self.bench.setup.locks, locations=replace(own.locations, home=home)
        )
        bench = replace(self.bench, setup=setup)
        mine = [home / name for name in OF_THE_USER]
        for path in mine:
            path.parent.mkdir(parents=True)
            path.write_text("{}")
        before = [digest(path) for path in mine]
        told = [self._killed(bench, chance) for _ in range(chance.randint(1, MOST_KILLS))]
        bench.set_up()
        check(isinstance(bench.state(), SetupReady), f"at the end: {bench.state()}")
        check(installed_command(setup.locations, setup.root) is not None, "no engine")
        check(not list(setup.places.environments.glob("*.part")), "a part is left")
        check([digest(path) for path in mine] == before, "a file of the user changed")
        return f"after {told[-1]}"

    def _killed(self, bench: Workbench, chance: random.Random) -> str:
        """Start a set-up, kill it after a random line, and return what is left by name."""
        process = bench.process()
        assert process.stdout is not None
        for _ in range(chance.randrange(LINES)):
            if not process.stdout.readline():
                break
        time.sleep(5.0 * chance.random() ** 3)
        children = processes_of(bench.home) - {process.pid}
        process.send_signal(signal.SIGKILL)
        if chance.random() < 0.5:
            for pid in children:
                kill(pid)
        process.communicate(timeout=PATIENCE_S)
        gone(children)
        state = bench.state()
        check(not isinstance(state, Broken), f"killed, it says {state}")
        check(not getattr(state, "running", False), "killed, it says that it runs")
        for path in bench.setup.places.wheels.glob("*.whl"):
            check(digest(path) in {digest(wheel) for wheel in bench.wheels}, "a damaged wheel")
        return type(state).__name__


def processes_of(home: Path) -> set[int]:
    """Return the processes that name a folder in their command line."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = os.fsdecode(path.read_bytes())
        except OSError:
            continue
        if str(home) in words:
            found.add(int(path.parent.name))
    return found


def kill(pid: int) -> None:
    """End a process that may have ended."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
