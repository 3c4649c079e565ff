# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Progress and results as lines for a person at a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from addon.contract.drawing import WARNINGS
from addon.contract.job import Event

if TYPE_CHECKING:
    from addon.contract.drawing import Drawing

LINE_INTERVAL = 2.0  # seconds between lines when standard error is not a terminal


class ProgressLines:
    """Listener that prints events: one line that is rewritten, or a new line every few seconds."""

    def __init__(
        self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream or sys.stderr
        self._rewrites = self._stream.isatty()
        self._clock = clock
        self._phase = ""
        self._next = 0.0
        self._open_line = False

    def __call__(self, event: Event) -> None:
        """Print an event, unless a line was printed just now."""
        if event.warning:
            self.end()
            print(f"warning: {event.warning}", file=self._stream)
        elif event.preview is None and self._due(event):
            self._write(progress_line(event))

    def end(self) -> None:
        """End the line that is being rewritten, if there is one."""
        if self._open_line:
            print(file=self._stream)
            self._open_line = False

    def _due(self, event: Event) -> bool:
        now = self._clock()
        due = self._rewrites or event.phase != self._phase or now >= self._next
        if due:
            self._phase, self._next = event.phase, now + LINE_INTERVAL
        return due

    def _write(self, line: str) -> None:
        if self._rewrites:
            print(f"\r{line:<78}", end="", file=self._stream, flush=True)
            self._open_line = True
        else:
            print(line, file=self._stream, flush=True)


def progress_line(event: Event) -> str:
    """Format an event as `[ 45%] refining 180/400, 12 s left`."""
    percent = 100 * event.step // event.steps if event.steps > 0 else 0
    line = f"[{percent:3d}%] {event.phase} {event.step}/{event.steps}"
    return line if event.eta_s is None else f"{line}, {event.eta_s:.0f} s left"


def summary(folder: Path, report: Mapping[str, object]) -> str:
    """Format in a few lines what was made, and where it is."""
    info = report.get("info")
    lines = [f"done: {folder}"]
    if isinstance(info, Mapping):
        lines += [f"  {key}: {value}" for key, value in info.items() if key != WARNINGS]
    lines.append(f"  seconds: {report.get('seconds_in_all')} ({_parts(report)})")
    lines += [f"  warning: {text}" for text in _texts(report.get("warnings"))]
    lines.append(f"  look at: {folder / 'animation.gif'}")
    return "\n".join(lines)


def warn_of_reading(drawing: Drawing) -> None:
    """Print what reading the file of a drawing has left out."""
    from engine.geometry.load import reading_warnings

    for text in reading_warnings(drawing):
        print(f"warning: {text}", file=sys.stderr)


def _parts(report: Mapping[str, object]) -> str:
    """Format where the seconds went, as `draft 1.2, pictures 0.8`."""
    phases, pictures = report.get("seconds"), report.get("seconds_drawing_pictures")
    parts = (
        [f"{name} {value}" for name, value in phases.items()] if isinstance(phases, dict) else []
    )
    if isinstance(pictures, dict):
        parts.append(f"pictures {sum(pictures.values()):.3f}")
    return ", ".join(parts)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
