# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine's log: a file that can't grow for ever, and its last lines in memory."""

from __future__ import annotations

import os
import threading
from collections import deque
from pathlib import Path
from typing import BinaryIO

MAX_BYTES = 1 << 20  # of one file; one older file is kept beside it
LAST_LINES = 20
_LONGEST_LINE = 4096


class LogFile:
    """A log that is appended to `path`; a full file becomes `path.1`.

    Problems with the disk are ignored: a log must never be what stops the work. One thread writes;
    any may call `last_lines`.
    """

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES) -> None:
        self.path = path
        self._max_bytes = max_bytes
        self._file: BinaryIO | None = None
        self._size = 0
        self._lines: deque[str] = deque(maxlen=LAST_LINES)
        self._rest = b""
        self._lock = threading.Lock()

    def write(self, data: bytes) -> None:
        """Append bytes, and remember the last lines."""
        *lines, rest = (self._rest + data).split(b"\n")
        self._rest = rest[-_LONGEST_LINE:]
        for line in lines[-LAST_LINES:]:
            self._remember(line)
        try:
            self._append(data)
        except OSError:
            self._file = None

    def close(self) -> None:
        """Close the file; a last line without an end counts."""
        if self._rest:
            self._remember(self._rest)
            self._rest = b""
        if self._file is not None:
            self._file.close()
            self._file = None

    def last_lines(self) -> tuple[str, ...]:
        """Return the last lines that were written."""
        with self._lock:
            return tuple(self._lines)

    def _remember(self, line: bytes) -> None:
        text = line[:_LONGEST_LINE].decode("utf-8", "replace").rstrip()
        if text:
            with self._lock:
                self._lines.append(text)

    def _append(self, data: bytes) -> None:
        if self._file is not None and self._size + len(data) > self._max_bytes:
            self._file.close()
            self._file = None
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and self.path.stat().st_size + len(data) > self._max_bytes:
                os.replace(self.path, self.path.with_name(self.path.name + ".1"))
            self._file = self.path.open("ab")
            self._size = self._file.tell()
        self._size += self._file.write(data[-self._max_bytes :])
        self._file.flush()
