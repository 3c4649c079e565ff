# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads damaged files, one case after another, under limits of time and memory.

    python -m tests.campaigns.fuzz_worker FOLDER SEED files|jobs

Takes numbers of cases on standard input and answers each with a line of JSON. Whatever writes
outside FOLDER, opens the file that lies beside it, or starts a program is reported.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path

from addon.contract.errors import InternalError, OutOfMemory, SketchMotionError
from tests.campaigns.fuzz_targets import FILES, JOBS, Target, seeds_of
from tests.campaigns.mutations import BAIT

CPU_SECONDS = 5.0  # of the processor, because machines are shared
JOB_CPU_SECONDS = 30.0  # of a whole job, whose pictures may be of many million pixels
MEMORY = 1 << 30  # bytes beyond what the program itself takes
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CHANGES = {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod",
            "os.truncate", "shutil.rmtree", "shutil.move", "shutil.copyfile"}  # fmt: skip
_PROGRAMS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork",
             "os.startfile", "socket.connect", "socket.bind", "pickle.find_class"}  # fmt: skip


class TooSlow(BaseException):
    """A case has used up its time."""


class Guard:
    """Notes what leaves the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = os.path.realpath(folder)
        self.seen: list[str] = []
        self.on = False
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on:
            return
        if event in _PROGRAMS:
            self.seen.append(f"{event} {arguments[0]!r:.80}")
        elif event == "open":
            path, _, flags = arguments
            if isinstance(path, (str, bytes)):
                name = os.fsdecode(path)
                if BAIT in name or (isinstance(flags, int) and flags & _WRITING):
                    self._check(event, name)
        elif event in _CHANGES:
            for path in arguments[:2]:
                if isinstance(path, (str, bytes, os.PathLike)):
                    self._check(event, os.fsdecode(path))

    def _check(self, event: str, name: str) -> None:
        inside = os.path.realpath(name).startswith(self.folder + os.sep)
        if not inside and name != os.devnull and "__pycache__" not in name:
            self.seen.append(f"{event} {name[:200]}")


Targets = Mapping[str, Target]


def damaged(targets: Targets, number: int, seed: str) -> tuple[str, bytes]:
    """Return the kind of a case and its bytes; they depend on the number and the seed alone."""
    chance = random.Random(f"fuzz/{seed}/{number}")
    name = chance.choices(list(targets), [target.weight for target in targets.values()])[0]
    seeds = seeds_of(targets[name].seeds)
    return name, targets[name].damage(chance.choice(seeds), chance, chance.choice(seeds))


def attempt(targets: Targets, number: int, seed: str, folder: Path, guard: Guard) -> dict[str, str]:
    """Try one case, and return what came of it."""
    try:
        name, data = damaged(targets, number, seed)
    except Exception:
        return {"kind": "mutator", "outcome": "", "finding": _place(sys.exc_info()[1])}
    case = folder / "case"
    shutil.rmtree(case, ignore_errors=True)
    case.mkdir()
    outcome, finding = "read", ""
    guard.seen.clear()
    guard.on = True
    seconds = JOB_CPU_SECONDS if targets is JOBS else CPU_SECONDS
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        targets[name].read(case, data)
    except (InternalError, OutOfMemory) as error:
        finding = f"{error.kind}: {error.message[:200]}"
    except SketchMotionError:
        outcome = "refused"
    except TooSlow as error:
        finding = "too slow " + _place(error)
    except BaseException as error:
        finding = _place(error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        guard.on = False
    if guard.seen and not finding:
        finding = "outside: " + "; ".join(guard.seen[:3])
    return {"kind": name, "outcome": outcome, "finding": finding}


def _place(error: BaseException | None) -> str:
    """Return an exception and the last lines of the program that it went through."""
    assert error is not None
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "campaigns" not in f.filename]
    ours = [f for f in frames if "/engine/" in f.filename or "/addon/" in f.filename] or frames
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(ours[-2:]))
    return f"{type(error).__name__}: {str(error)[:120]} @ {where}"


def _slow(number: int, frame: object) -> None:
    raise TooSlow


def limit_memory() -> None:
    """Let this process take MEMORY more than it has now."""
    for name in ("drawing", "svg", "png"):
        seeds_of(name)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main() -> None:
    folder, seed, what = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    (folder.parent / BAIT).write_text("<svg/>")
    signal.signal(signal.SIGPROF, _slow)
    targets = FILES
    if what == "jobs":
        from engine.service.server import warm_up

        targets = JOBS
        warm_up()  # before memory is limited
    limit_memory()
    guard = Guard(folder)
    for line in sys.stdin:
        print(json.dumps(attempt(targets, int(line), seed, folder, guard)), flush=True)


if __name__ == "__main__":
    main()
