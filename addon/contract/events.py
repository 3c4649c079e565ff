# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""events.jsonl: one line an event, appended while a job runs.

A process can be killed in the middle of a line. A reader waits for the rest of an unfinished last
line, and the next writer cuts it off before it goes on.
"""

from __future__ import annotations

import math
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from . import strict_json
from .errors import BadInput, FormatError
from .files import disk_errors_named, open_regular
from .messages import put_text
from .paths import NO_FOLLOW, PathLike, check_relative_name, is_link
from .strict_json import JSON, Fields

MAX_LINE_BYTES = 1 << 16
MAX_READ_BYTES = 1 << 20
PREVIEW_FOLDER = "preview"


@dataclass(frozen=True)
class Event:
    """Where a job stands.

    Raises BadInput for negative numbers and for a preview outside the preview folder.

    Attributes:
        phase: What the job does now; a Message where something is filled in ("object 1 of 2").
        step: Steps of the phase that are done, of `steps`.
        eta_s: Seconds that remain; None, or not finite, where it isn't known.
        loss: The optimiser's loss; None, or not finite, where there is none.
        warning: A text for the artist, or None; a Message where something is filled in.
        preview: A picture of how far it is, as "preview/NAME".
        time: Seconds since 1970.
    """

    phase: str
    step: int
    steps: int
    eta_s: float | None = None
    loss: float | None = None
    warning: str | None = None
    preview: str | None = None
    time: float = field(default_factory=time.time)

    def __post_init__(self) -> None:
        if not self.phase:
            raise BadInput("An event has no phase.")
        if self.step < 0 or self.steps < 0:
            raise BadInput("An event counts steps from 0 up.")
        if self.eta_s is not None and self.eta_s < 0:
            raise BadInput("The remaining time of an event is negative.")
        if self.preview is not None:
            check_preview_name(self.preview)

    def to_json(self) -> dict[str, JSON]:
        values: dict[str, JSON] = {}
        put_text(values, "phase", self.phase)
        values |= {"step": self.step, "steps": self.steps, "time": self.time}
        for key, number in (("eta_s", self.eta_s), ("loss", self.loss)):
            if number is not None and math.isfinite(number):
                values[key] = number
        if self.warning is not None:
            put_text(values, "warning", self.warning)
        if self.preview is not None:
            put_text(values, "preview", self.preview)
        return values

    @classmethod
    def from_json(cls, value: object) -> Event:
        """Read an event; raises FormatError for wrong kinds, BadInput for wrong values."""
        fields = Fields(value, "An event")
        return cls(
            phase=fields.message("phase"),
            step=fields.integer("step"),
            steps=fields.integer("steps"),
            eta_s=fields.optional_number("eta_s"),
            loss=fields.optional_number("loss"),
            warning=fields.optional_message("warning"),
            preview=fields.optional_text("preview"),
            time=fields.number("time"),
        )


def check_preview_name(name: str) -> None:
    """Raise BadInput unless `name` is a file in the preview folder."""
    parts = check_relative_name(name)
    if len(parts) != 2 or parts[0] != PREVIEW_FOLDER:
        raise BadInput(
            "{name!r} is not a file in the {folder} folder.", name=name, folder=PREVIEW_FOLDER
        )


def append(path: PathLike, event: Event) -> None:
    """Add one line, after cutting off a line that a killed process left unfinished.

    Only one process may append. Raises DiskFull, BadInput.
    """
    line = strict_json.dump(event.to_json(), "An event").encode("ascii") + b"\n"
    if len(line) > MAX_LINE_BYTES:
        raise BadInput("An event is too long.")
    if is_link(path):
        raise BadInput("{file} is a link. Links are not followed here.", file=Path(path).name)
    with disk_errors_named(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | NO_FOLLOW, 0o666)
        try:
            end = _whole_lines_end(descriptor)
            os.ftruncate(descriptor, end)
            os.lseek(descriptor, end, os.SEEK_SET)
            view = memoryview(line)
            while view:
                view = view[os.write(descriptor, view) :]
        finally:
            os.close(descriptor)


def read(path: PathLike, start: int = 0) -> tuple[list[Event], int]:
    """Return the whole events from byte `start` and the byte to read on from.

    At most about 1 MiB is read at once. If the file is shorter than `start`, the job was started
    again, and reading starts over. Without a file there are no events.
    Raises FormatError for a damaged line.
    """
    if start < 0:
        raise BadInput("Events are read from byte 0 on.")
    if not os.path.lexists(path):
        return [], 0
    with open_regular(path) as (descriptor, size):
        position = start if start <= size else 0
        os.lseek(descriptor, position, os.SEEK_SET)
        data = os.read(descriptor, min(MAX_READ_BYTES, size - position))
    whole = data[: data.rfind(b"\n") + 1]
    if len(data) - len(whole) > MAX_LINE_BYTES:
        raise FormatError("events.jsonl holds a line that is too long.")
    return [_event(line) for line in whole.split(b"\n")[:-1]], position + len(whole)


def _event(line: bytes) -> Event:
    try:
        return Event.from_json(strict_json.parse(line, "A line of events.jsonl"))
    except BadInput as error:
        raise FormatError("events.jsonl is damaged: {why}", why=error.message) from None


def _whole_lines_end(descriptor: int) -> int:
    """Return the offset just behind the last newline, searched from the end."""
    end = os.fstat(descriptor).st_size
    while end > 0:
        begin = max(0, end - MAX_LINE_BYTES)
        os.lseek(descriptor, begin, os.SEEK_SET)
        found = os.read(descriptor, end - begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        end = begin
    return 0
