# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs: a whole Blender and a whole Krita are killed at random moments after Animate.

Sometimes the engine is killed with it, sometimes it has to end by itself. The drawing's file is
what it was, no process and no lock is left, and the next start goes on with the job and puts its
result on the timeline.

SKETCH_MOTION_TEST_BLENDER names a Python with bpy. Without it, or without Krita, the other one
alone has its turn.
"""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np

import build
import build_krita
from addon.client.jobs.takes import NOTE_NAME
from addon.contract.animation import Animation
from addon.contract.errors import SketchMotionError
from addon.contract.job import JobFolder
from engine.runtime.arrays import numpy_of
from tests.campaigns.campaign import CaseResult
from tests.campaigns.checks import Wrong, check, digest, gone
from tests.campaigns.set_up import kill
from tests.krita.real_krita import missing, run_in_krita

ROOT = Path(__file__).resolve().parents[2]
BLENDER = Path(os.environ.get("SKETCH_MOTION_TEST_BLENDER", ROOT / ".venv-blender-5.2/bin/python"))
PATIENCE_S = 600.0  # for a start and a resumed job, on a busy machine
CLOSE = 1e-3  # pixels
#: Seconds from Animate to the kill: while the job is written, while the engine starts and works.
MOMENTS = ((0.0, 0.5), (0.0, 4.0), (2.0, 15.0))
QUALITIES = ("draft", "full")


class Program(Protocol):
    """A host in a folder of its own."""

    name: str
    prompt: str
    file: Path

    def start(self) -> None: ...
    def is_running(self) -> bool: ...


class Blender:
    """Blender as a module, without a window."""

    name, prompt = "Blender", "the flag waves"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.file = folder / "drawing.blend"

    def start(self) -> None:
        """Start it; it says when it is ready."""
        script = ROOT / "tests" / "blender" / "killed.py"
        log = (self._folder / "log").open("ab")
        environment = {**os.environ, **variables(self._folder)}
        self._process = subprocess.Popen(
            [BLENDER, str(script), str(self._folder)], env=environment, stdout=log, stderr=log
        )
        log.close()

    def is_running(self) -> bool:
        """Return whether the process has still to end."""
        return self._process is not None and self._process.poll() is None


class KritaWindow:
    """Krita with its window on a virtual screen, with the plugin from its zip."""

    name, prompt = "Krita", "the fish leaps"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread: threading.Thread | None = None
        self.file = folder / "drawing.kra"
        self._plugin = folder / "plugin.zip"
        build_krita.write_plugin(ROOT, build.packaged_files(), self._plugin)

    def start(self) -> None:
        """Start it in a thread that waits for its end."""
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        scripts = ROOT / "tests" / "krita" / "in_krita"
        run_in_krita(
            scripts / "killed_often.py",
            self._folder / "profile",
            {
                **variables(self._folder),
                "SKETCH_MOTION_TESTS": str(scripts),
                "SKETCH_MOTION_TEST_FOLDER": str(self._folder),
            },
            math.inf,  # it waits while the other program has its turn
            plugin=self._plugin,
        )

    def is_running(self) -> bool:
        """Return whether the process or its screen has still to end."""
        return self._thread is not None and self._thread.is_alive()


def variables(folder: Path) -> dict[str, str]:
    """Return the environment of a host whose engine is this Python."""
    return {
        "SKETCH_MOTION_HOME": str(folder / "home"),
        "SKETCH_MOTION_PYTHON": sys.executable,
        "OMP_NUM_THREADS": "1",
    }


def processes_at(home: Path) -> set[int]:
    """Return the processes that have a home of ours in their environment: hosts and engines."""
    wanted = f"SKETCH_MOTION_HOME={home}\0".encode()
    found = set()
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if wanted in path.read_bytes() + b"\0":
                found.add(int(path.parent.name))
        except OSError:
            continue
    return found


class Round:
    """One host, killed again and again: each start goes on with what the last kill has left."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self._folder = folder
        self._jobs = folder / "home" / "jobs"
        self._said = folder / "said.jsonl"
        self._read = 0
        self._host = 0
        self._results: dict[str, Animation] = {}

    def case(self, chance: random.Random) -> str:
        """Press Animate, kill the host, look at what is left, and let the next one go on."""
        (self._folder / "expected").write_text("0")
        if not self._host:
            self._begin()
        quality = chance.choice(QUALITIES)
        before = digest(self.program.file)
        known = set(self._names())
        self._ask({"prompt": self.program.prompt, "quality": quality})
        self._wait_for("pressed")
        time.sleep(chance.uniform(*chance.choice(MOMENTS)))
        self._kill(with_engine=chance.random() < 0.5)
        check(digest(self.program.file) == before, "the drawing's file changed")
        new = [name for name in self._names() if name not in known]
        drawings = {name: digest(JobFolder(self._jobs / name).drawing_path) for name in new}
        for name in new:
            job = JobFolder(self._jobs / name)
            check(not job.is_running(), "a job is still held")
            check(job.status() in ("interrupted", "done", "new"), f"status {job.status()}")
        unfinished = [name for name in new if JobFolder(self._jobs / name).status() != "done"]
        (self._folder / "expected").write_text(str(len(unfinished)))
        found = self._begin()
        check(digest(self.program.file) == before, "the drawing's file changed afterwards")
        for name in new:
            self._look_at(name, quality, drawings[name])
        return "found: " + (", ".join(map(str, found)) or "nothing yet")

    def end(self) -> None:
        """Kill all that runs, whatever it is doing; nothing is checked."""
        deadline = time.monotonic() + PATIENCE_S
        home = self._folder / "home"
        while (left := processes_at(home)) or self.program.is_running():
            for pid in left:
                kill(pid)  # again and again: a Krita that ends while it starts is started anew
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
        self._host = 0

    def _begin(self) -> list[Any]:
        """Start the host; return how it has found the jobs that it went on with."""
        self._read = len(self._lines())  # what was said before is of a host that has ended
        (self._folder / "ask.json").unlink(missing_ok=True)
        self.program.start()
        found: list[Any] = self._wait_for("ready")["found"]
        return found

    def _kill(self, *, with_engine: bool) -> None:
        list(self._told())  # the last "ready" may be of one that crashed and was started anew
        home = self._folder / "home"
        running = processes_at(home)
        check(self._host in running, "it has ended by itself")
        for pid in [self._host, *running] if with_engine else [self._host]:
            kill(pid)
        deadline = time.monotonic() + PATIENCE_S
        while self.program.is_running():
            check(time.monotonic() < deadline, "it doesn't end")
            time.sleep(0.1)
        list(self._told())  # raises where it has told of an error meanwhile
        self._host = 0
        gone(running)
        gone(processes_at(home))

    def _names(self) -> list[str]:
        """Return the takes whose folders are complete; others are questions to the engine."""
        jobs = [JobFolder(path.parent) for path in self._jobs.glob("*/request.json")]
        takes = [job for job in jobs if job.read_request().task == "animate"]
        for job in takes:
            check((job.path / NOTE_NAME).exists(), "a job that no host finds")
        return sorted(job.path.name for job in takes)

    def _look_at(self, name: str, quality: str, drawing: str) -> None:
        job = JobFolder(self._jobs / name)
        check(job.status() == "done", f"afterwards: {job.status()}")
        check(digest(job.drawing_path) == drawing, "the job's drawing changed")
        check(not job.checkpoint_path.exists(), "a checkpoint is left")
        found = Animation.read(job.animation_path)
        first = self._results.setdefault(quality, found)
        for part in ("offsets", "transforms", "keys"):
            mine, other = numpy_of(getattr(found, part)), numpy_of(getattr(first, part))
            same = mine.shape == other.shape and np.abs(mine - other).max(initial=0.0) <= CLOSE
            check(same, f"{part} are not those of the first {quality} job")

    def _ask(self, what: Mapping[str, str]) -> None:
        part = self._folder / "ask.part"
        part.write_text(json.dumps(what))
        part.replace(self._folder / "ask.json")

    def _wait_for(self, word: str) -> dict[str, Any]:
        """Return the next line that has a word; raise Wrong for one that tells of an error."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            for told in self._told():
                if word in told:
                    return told
            time.sleep(0.1)
        raise Wrong(f'it never says "{word}"')

    def _told(self) -> Iterator[dict[str, Any]]:
        """Yield what the host has said since the last look, and note which process is ready."""
        for line in self._lines()[self._read :]:
            self._read += 1
            told: dict[str, Any] = json.loads(line)
            check("error" not in told, f"it says: {told.get('error')}")
            self._host = int(told.get("ready", self._host))
            yield told

    def _lines(self) -> list[str]:
        """Return the whole lines that were said so far."""
        text = self._said.read_text() if self._said.exists() else ""
        return text.split("\n")[:-1]


class Programs:
    """A case is one kill of Blender or Krita, by turns; it goes on from the program's last one."""

    def __init__(self, seed: int) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="sketch-motion-")
        self._rounds: list[Round] = []
        for name, make, there in (
            ("blender", Blender, BLENDER.is_file()),
            ("krita", KritaWindow, not missing()),
        ):
            if there:
                folder = Path(self._home.name) / name
                (folder / "home").mkdir(parents=True)
                self._rounds.append(Round(make(folder), folder))
        if not self._rounds:
            raise SystemExit("There is neither a Blender nor a Krita here.")

    def case(self, number: int, chance: random.Random) -> CaseResult:
        """Kill one of them."""
        one = self._rounds[number % len(self._rounds)]
        try:
            return CaseResult(one.program.name, one.case(chance))
        except (Wrong, SketchMotionError, OSError) as wrong:
            one.end()
            return CaseResult(one.program.name, "", str(wrong) or type(wrong).__name__)

    def close(self) -> None:
        """End both, and remove their folders."""
        try:
            for one in self._rounds:
                one.end()
        finally:
            self._home.cleanup()
