# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A process with the engine loaded that forks one process for each start: thousands are cheap.

    python -m tests.campaigns.zygote SOCKET

A request is a line of JSON with the descriptors of the new process's standard streams:
{"do": "serve" | "run" | "host" | "download", ...}. The answer is its process id; when it has ended,
its exit code follows (negative for a signal).
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
CHECKPOINT_S = 0.03  # between checkpoints, so that many are cut off
_POLL_S = 0.02


class Forked:
    """A process that a zygote has forked; as much of Popen as the client uses."""

    def __init__(
        self, zygote: Zygote, what: Mapping[str, Any], streams: tuple[int, int, int]
    ) -> None:
        self._link = socket.socket(socket.AF_UNIX)
        self._link.connect(str(zygote.path))
        socket.send_fds(self._link, [json.dumps(what).encode() + b"\n"], list(streams))
        self._answers = self._link.makefile("r")
        self.pid = int(self._answers.readline())
        self.returncode: int | None = None
        self.stdin: IO[bytes] | None = None
        self.stdout: IO[bytes] | None = None
        self.stderr: IO[bytes] | None = None

    def poll(self) -> int | None:
        """Return the exit code; None while it runs."""
        if self.returncode is None and select.select([self._link], [], [], 0)[0]:
            self.returncode = int(self._answers.readline() or -9)
            self._answers.close()
            self._link.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises subprocess.TimeoutExpired."""
        deadline = time.monotonic() + (timeout if timeout is not None else 1e9)
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired("forked", timeout or 0.0)
            time.sleep(0.002)
        return code

    def kill(self) -> None:
        """End it at once."""
        self.signal(signal.SIGKILL)

    def signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                return


class Zygote:
    """The loaded process, started when it is first needed."""

    def __init__(self, library: Path | None = None) -> None:
        """Start it. library: is loaded before all others (LD_PRELOAD)."""
        self._home = tempfile.TemporaryDirectory()
        self.path = Path(self._home.name) / "zygote"
        variables = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        if library is not None:
            variables["LD_PRELOAD"] = str(library)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.campaigns.zygote", str(self.path)],
            env={**os.environ, **variables},
            cwd=ROOT,
        )
        while not self.path.exists():
            if self._process.poll() is not None:
                raise RuntimeError("the zygote has ended")
            time.sleep(0.05)

    def fork(self, **what: Any) -> Forked:
        """Start a process that writes nowhere."""
        empty = os.open(os.devnull, os.O_RDWR)
        try:
            return Forked(self, what, (empty, empty, empty))
        finally:
            os.close(empty)

    def popen(self, jobs: Path, mode: str) -> Callable[..., Forked]:
        """Return what stands in for `subprocess.Popen` of the engine: a forked `serve`."""

        def start(*arguments: Any, **options: Any) -> Forked:
            (in_read, in_write), (out_read, out_write) = os.pipe(), os.pipe()
            error_read, error_write = os.pipe()
            what = {"do": "serve", "folder": str(jobs), "mode": mode}
            forked = Forked(self, what, (in_read, out_write, error_write))
            for descriptor in (in_read, out_write, error_write):
                os.close(descriptor)
            forked.stdin = os.fdopen(in_write, "wb", 0)
            forked.stdout = os.fdopen(out_read, "rb", 0)
            forked.stderr = os.fdopen(error_read, "rb", 0)
            return forked

        return start

    def close(self) -> None:
        """End the process; what it forked stays."""
        self._process.terminate()
        self._process.wait()
        self._home.cleanup()


def serve_forks(path: Path) -> None:
    """Fork what is asked for until a signal; the body of the zygote."""
    from tests.campaigns import forked_work

    forked_work.load()
    listener = socket.socket(socket.AF_UNIX)
    temporary = path.with_suffix(".new")
    listener.bind(str(temporary))
    listener.listen(64)
    temporary.rename(path)
    links: dict[int, socket.socket] = {}
    while True:
        if select.select([listener], [], [], _POLL_S)[0]:
            link, _ = listener.accept()
            data, descriptors, _, _ = socket.recv_fds(link, 1 << 16, 3)
            pid = os.fork()
            if pid == 0:
                listener.close()
                for other in (link, *links.values()):
                    other.close()
                _become(json.loads(data), descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            with suppress(OSError):  # a host that asked and was killed
                link.sendall(b"%d\n" % pid)
            links[pid] = link
        _reap(links)


def _reap(links: dict[int, socket.socket]) -> None:
    """Tell those who asked that their processes have ended."""
    while links:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        link = links.pop(pid, None)
        if link is not None:
            with suppress(OSError):  # the asker was killed
                link.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
            link.close()


def _become(what: dict[str, Any], descriptors: list[int]) -> None:
    """Do the work of a forked process, and end it."""
    from tests.campaigns import forked_work

    code = 1
    try:
        os.setsid()
        for target, descriptor in enumerate(descriptors):
            os.dup2(descriptor, target)
        for descriptor in descriptors:
            if descriptor > 2:
                os.close(descriptor)
        code = forked_work.WORK[what.pop("do")](**what)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve_forks(Path(sys.argv[1]))
