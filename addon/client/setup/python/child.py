# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program as a child process: its lines are read, and it ends when stopped or too slow."""

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
from ..cancellation import CancelToken

_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
#: Environment variables of a host that would mislead another Python or its libraries.
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
    """How a program has ended.

    Attributes:
        code: The exit code; None when the program ran out of time.
        lines: The last lines of its output.
    """

    code: int | None
    lines: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether it succeeded."""
        return self.code == 0

    @property
    def disk_full(self) -> bool:
        """Whether its output complains about a full disk."""
        text = "\n".join(self.lines)
        return "No space left on device" in text or "Errno 28" in text or "WinError 112" in text


def clean_environment(base: Mapping[str, str] | None = None, **more: str) -> dict[str, str]:
    """Return the environment variables without those for the host's own Python."""
    variables = dict(os.environ if base is None else base)
    for name in _UNWANTED:
        variables.pop(name, None)
    return {**variables, "PYTHONUTF8": "1", **more}


def run_child(
    words: Sequence[str | Path],
    *,
    timeout_s: float,
    stop: CancelToken | None = None,
    on_line: Callable[[str], None] | None = None,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> ChildEnd:
    """Run a program to its end. Blocks.

    When it is stopped or out of time, its whole process group is ended (POSIX). Raises Cancelled
    when stopped, BadInput when the program can't be started.
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
    stop: CancelToken | None,
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
    """Raise DiskFull when that is what the child complained about."""
    if end.disk_full:
        raise DiskFull(
            "The disk is full: the engine doesn't fit into {folder}.",
            folder=folder,
            hint="Free some space, then press Set up engine again: it goes on.",
        )
