# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine as a child process, and the lines to and from it. Nothing here blocks its caller.

Three daemon threads serve one process: one starts it and reads its lines, one writes lines to
it, one keeps its log. None of them touches the host.
"""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from ...contract.rpc import MAX_LINE_BYTES
from .log_file import LogFile

ENGINE = ("-s", "-P", "-u", "-m", "engine", "serve")
STOP_AFTER_S = 7.0  # the engine ends by itself 5 s after its input has ended
NO_WINDOW: int = getattr(subprocess, "CREATENO_WINDOW", 0)  # Windows alone has it
_UNWANTED = ("PYTHONHOME", "LD_LIBRARY_PATH", "QT_PLUGIN_PATH")


@dataclass(frozen=True)
class EngineCommand:
    """How to start the engine.

    Attributes:
        python: The interpreter, by absolute path.
        root: The folder that holds engine/.
        jobs: The folder of all jobs, where the engine runs.
        log: The file for what it writes to its standard error.
    """

    python: Path
    root: Path
    jobs: Path
    log: Path
    arguments: tuple[str, ...] = ENGINE
    extra_environment: Mapping[str, str] = field(default_factory=dict)

    def words(self) -> list[str]:
        """Return the command line."""
        return [str(self.python), *self.arguments]

    def environment(self, base: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the host's environment without what would mislead the engine's Python."""
        variables = dict(os.environ if base is None else base)
        for name in _UNWANTED:
            variables.pop(name, None)
        variables["PYTHONPATH"] = str(self.root)
        variables["PYTHONUTF8"] = "1"
        variables.update(self.extra_environment)
        return variables


@dataclass(frozen=True)
class EngineEnd:
    """How the process ended.

    Attributes:
        code: Its exit code; negative for a signal, None when it never started.
        log: The last lines it wrote.
        reason: Why it could not start.
    """

    code: int | None
    log: tuple[str, ...]
    reason: str = ""


class EngineProcess:
    """One run of the engine. `on_line` and `on_end` are called from the reader's thread.

    `on_line` gets each line without its end, or None for one that was too long.
    """

    def __init__(
        self,
        command: EngineCommand,
        on_line: Callable[[bytes | None], None],
        on_end: Callable[[EngineEnd], None],
    ) -> None:
        self._command = command
        self._on_line = on_line
        self._on_end = on_end
        self._log = LogFile(command.log)
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False
        self._ended = threading.Event()

    def start(self) -> None:
        """Begin to start the process. `on_line` and `on_end` say what comes of it."""
        _thread("reader", self._run)

    def send(self, line: bytes) -> None:
        """Queue a line, its end included."""
        self._outgoing.put(line)

    def stop(self, timeout_s: float = STOP_AFTER_S) -> None:
        """End the engine's input, so that it saves and ends; kill it after the timeout."""
        self._outgoing.put(None)

        def watch() -> None:
            if not self._ended.wait(timeout_s):
                self.kill()

        _thread("stop", watch)

    def kill(self) -> None:
        """End the process at once. Jobs keep their last checkpoint."""
        with self._lock:
            self._killed = True
            if self._process is not None and self._process.poll() is None:
                self._process.kill()

    def wait(self, timeout_s: float) -> bool:
        """Block until the process has ended; return whether it has. Not for a host's tick."""
        return self._ended.wait(timeout_s)

    @property
    def pid(self) -> int | None:
        """The id of the process; None before it has started."""
        return self._process.pid if self._process is not None else None

    # --- threads ---

    def _run(self) -> None:
        try:
            process = self._open()
        except OSError as error:
            self._finish(EngineEnd(None, (), f"{self._command.python}: {error.strerror or error}"))
            return
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        _thread("writer", lambda: self._write_to(process.stdin))
        logger = _thread("log", lambda: self._keep_log(process.stderr))
        try:
            for line in read_lines(process.stdout):
                self._on_line(line)
        except (OSError, ValueError):
            pass
        self._outgoing.put(None)
        try:
            code = process.wait(STOP_AFTER_S)
        except subprocess.TimeoutExpired:  # it closed its output and stays
            process.kill()
            code = process.wait()
        logger.join(1.0)
        process.stdout.close()
        self._finish(EngineEnd(code, self._log.last_lines()))

    def _finish(self, end: EngineEnd) -> None:
        self._ended.set()
        self._on_end(end)

    def _open(self) -> subprocess.Popen[bytes]:
        self._command.jobs.mkdir(parents=True, exist_ok=True)
        with self._lock:
            if self._killed:
                raise OSError("stopped before it started")
            self._process = subprocess.Popen(
                self._command.words(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=self._command.jobs,
                env=self._command.environment(),
                bufsize=0,
                # Ctrl+C in the terminal of a host is meant for the host.
                start_new_session=os.name != "nt",
                creationflags=NO_WINDOW,
            )
            return self._process

    def _write_to(self, pipe: IO[bytes] | None) -> None:
        assert pipe is not None
        try:
            while (line := self._outgoing.get()) is not None:
                view = memoryview(line)
                while view:
                    view = view[pipe.write(view) or 0 :]
        except OSError:  # the engine has ended, which the reader reports
            pass
        with suppress(OSError):
            pipe.close()

    def _keep_log(self, pipe: IO[bytes] | None) -> None:
        assert pipe is not None
        with pipe:
            while chunk := pipe.read(1 << 16):
                self._log.write(chunk)
        self._log.close()


def read_lines(pipe: IO[bytes], limit: int = MAX_LINE_BYTES) -> Iterator[bytes | None]:
    """Yield the lines of an unbuffered pipe without their end; None for one over `limit` bytes."""
    rest = b""
    too_long = False
    while chunk := pipe.read(1 << 16):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield None if too_long or len(line) >= limit else line
            too_long = False
        if len(rest) >= limit:
            rest, too_long = b"", True


def _thread(name: str, work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, name=f"sketch-motion-{name}", daemon=True)
    thread.start()
    return thread
