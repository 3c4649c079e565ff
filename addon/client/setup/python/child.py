# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program as a child: its lines are read, it can be stopped, and it can't hang for ever."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ....contract.errors import BadInput, DiskFull
from ..cancellation import StopSign

_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
#: Variables of a host that would lead another Python or its libraries astray.
_UNWANTED = (
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "PYTHONUSERBASE",
    "VIRTUAL_ENV",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "QT_PLUGIN_PATH",
    "__PYVENV_LAUNCHER__",
)
LAST_LINES = 40


@dataclass(frozen=True)
class ChildEnd:
    """`code` is None when it ran out of time. `lines`: the last it said."""

    code: int | None
    lines: tuple[str, ...]

    @property
    def good(self) -> bool:
        return self.code == 0

    @property
    def disk_full(self) -> bool:
        said = "\n".join(self.lines)
        return "No space left on device" in said or "Errno 28" in said or "WinError 112" in said


def clean_environment(base: Mapping[str, str] | None = None, **more: str) -> dict[str, str]:
    """The host's environment without what belongs to the host's own Python."""
    found = dict(os.environ if base is None else base)
    for name in _UNWANTED:
        found.pop(name, None)
    return {**found, "PYTHONUTF8": "1", **more}


def run_child(
    words: Sequence[str | Path],
    *,
    timeout_s: float,
    stop: StopSign | None = None,
    on_line: Callable[[str], None] | None = None,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> ChildEnd:
    """Runs a program to its end. Blocks. Raises Cancelled when stopped, BadInput if it can't start.

    When it is stopped or out of time, its whole process group is ended (POSIX).
    """
    try:
        process = subprocess.Popen(
            [str(word) for word in words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(clean_environment() if environment is None else environment),
            cwd=cwd,
            start_new_session=os.name != "nt",
            creationflags=_NO_WINDOW,
        )
    except (OSError, ValueError) as error:
        raise BadInput("{program} can't be started: {why}.", program=words[0], why=error) from error
    lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, name="sketch-motion-child", daemon=True).start()
    try:
        return _follow(process, lines, time.monotonic() + timeout_s, stop, on_line)
    finally:
        if process.poll() is None:
            _end(process)


def _follow(
    process: subprocess.Popen[bytes],
    lines: queue.SimpleQueue[bytes | None],
    deadline: float,
    stop: StopSign | None,
    on_line: Callable[[str], None] | None,
) -> ChildEnd:
    last: deque[str] = deque(maxlen=LAST_LINES)
    while True:
        if stop is not None:
            stop.check()
        if time.monotonic() > deadline:
            return ChildEnd(None, tuple(last))
        try:
            line = lines.get(timeout=0.05)
        except queue.Empty:
            if process.poll() is None or not lines.empty():
                continue
            line = None  # it has ended, though a grandchild may hold its output open
        if line is None:
            while process.poll() is None and time.monotonic() < deadline:
                if stop is not None:
                    stop.check()
                time.sleep(0.02)
            return ChildEnd(process.poll(), tuple(last))
        text = line.decode("utf-8", "replace").rstrip()
        if text:
            last.append(text)
            if on_line is not None:
                on_line(text)


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "nt":
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
    process.wait()


def refuse_full_disk(end: ChildEnd, folder: Path) -> None:
    """Raises DiskFull when that is what the child complained about."""
    if end.disk_full:
        raise DiskFull(
            "The disk is full: the engine doesn't fit into {folder}.",
            folder=folder,
            hint="Free some space, then press Set up engine again: it goes on.",
        )
