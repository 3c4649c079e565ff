# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Standard input and output as a link to the host: a reader of lines, a writer that never blocks.

Standard output belongs to the link alone. Its descriptor is duplicated, and descriptor 1 is then
redirected to standard error, so that a print from any library, from C too, can't break a message.
Standard input is protected in the same way.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from addon.contract.rpc import MAX_LINE_BYTES


@dataclass(frozen=True)
class StandardStreams:
    """The file descriptors of the link."""

    input: int
    output: int


def take_standard_streams() -> StandardStreams:
    """Take standard input and output for the link; 0 becomes empty and 1 standard error."""
    sys.stdout.flush()
    streams = StandardStreams(os.dup(0), os.dup(1))
    empty = os.open(os.devnull, os.O_RDWR)
    os.dup2(empty, 0)
    try:
        os.dup2(2, 1)
    except OSError:  # standard error is closed
        os.dup2(empty, 1)
    os.close(empty)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (streams.input, streams.output):
            msvcrt.setmode(descriptor, os.O_BINARY)
    return streams


def read_lines(descriptor: int, limit: int = MAX_LINE_BYTES) -> Iterator[bytes | None]:
    """Yield lines without their end, until the input ends; None for one longer than `limit`."""
    rest = b""
    too_long = False
    while chunk := os.read(descriptor, 1 << 16):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield None if too_long or len(line) >= limit else line
            too_long = False
        if len(rest) >= limit:
            rest, too_long = b"", True


class Outbox:
    """Writes lines from a thread of its own, so that a host that reads slowly blocks nothing.

    A line with a key replaces an unsent one with the same key: only the newest progress matters.
    """

    def __init__(self, descriptor: int) -> None:
        """Start the thread that writes to a file descriptor."""
        self._descriptor = descriptor
        self._lines: deque[tuple[str, list[bytes]]] = deque()
        self._newest: dict[str, list[bytes]] = {}
        self._changed = threading.Condition()
        self._writing = False
        self.broken = False
        self._thread = threading.Thread(target=self._write_all, name="outbox", daemon=True)
        self._thread.start()

    def send(self, line: bytes, *, key: str = "") -> None:
        """Queue a line, its end included. Never blocks; drops the line once the link is broken."""
        with self._changed:
            if self.broken:
                return
            if key and key in self._newest:
                self._newest[key][0] = line
                return
            box = [line]
            if key:
                self._newest[key] = box
            self._lines.append((key, box))
            self._changed.notify_all()

    def flush(self, timeout_s: float) -> bool:
        """Wait until all is written; False when it took too long or the link is broken."""
        with self._changed:
            return (
                self._changed.wait_for(
                    lambda: self.broken or not (self._lines or self._writing), timeout_s
                )
                and not self.broken
            )

    def _write_all(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._lines))
                key, box = self._lines.popleft()
                self._newest.pop(key, None)
                self._writing = True
            try:
                view = memoryview(box[0])
                while view:
                    view = view[os.write(self._descriptor, view) :]
            except OSError:
                self.broken = True
            with self._changed:
                self._writing = False
                if self.broken:
                    self._lines.clear()
                    self._newest.clear()
                self._changed.notify_all()
            if self.broken:
                return
