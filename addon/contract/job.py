# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One folder a job. Panel, recovery and command line know of the job only what lies in it.

A job ends with a file done.json, failed.json or cancelled.json. Without one, and with nobody
holding its lock, the job was interrupted: a second start goes on from the checkpoint.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from . import events, strict_json
from .drawing import Drawing
from .errors import BadInput, FormatError, JobBusy, SketchMotionError
from .events import Event
from .files import (
    FileLock,
    PathLike,
    disk_errors_named,
    is_link,
    open_regular,
    read_bytes,
    read_exactly,
    remove_file,
    remove_leftovers,
    safe_join,
    write_bytes_atomic,
)
from .messages import Message
from .request import Request

__all__ = ["Event", "JobFolder", "Outcome", "Status"]

OutcomeKind = Literal["done", "failed", "cancelled"]
Status = Literal["done", "failed", "cancelled", "running", "interrupted", "new"]

OUTCOMES: tuple[OutcomeKind, ...] = ("done", "failed", "cancelled")
DRAWING_SUFFIXES = (".safetensors", ".svg", ".png", ".jpg", ".jpeg", ".webp")
MAX_DRAWING_BYTES = 1 << 30
MAX_OUTCOME_BYTES = 1 << 24
WRITTEN_FOLDERS = ("preview", "frames", "strokes")  # by the holder of the lock alone
UNFINISHED = ".unfinished"  # lies in a folder while its files are put in or cleared away
_OF_HOSTS = ("request.json", "host.json")  # a host writes them while the engine holds the lock


@dataclass(frozen=True)
class Outcome:
    """How a job ended: the report of a done job, the error of a failed one."""

    kind: OutcomeKind
    report: dict[str, strict_json.JSON] = field(default_factory=dict)

    def error(self) -> SketchMotionError | None:
        """Return the error of a failed job; None for any other."""
        return SketchMotionError.from_json(self.report) if self.kind == "failed" else None


class JobFolder:
    """The files of one job. Every path it hands out lies inside the folder and is no link."""

    def __init__(self, path: PathLike) -> None:
        self.path = Path(path)

    def __repr__(self) -> str:
        return f"JobFolder({str(self.path)!r})"

    @classmethod
    def create(
        cls,
        path: PathLike,
        request: Request,
        drawing_or_file: Drawing | PathLike,
        add_files: Callable[[JobFolder], object] | None = None,
    ) -> JobFolder:
        """Make the folder with its request and its input; a file is copied.

        add_files: puts more into the folder, before the request that says that it is complete.

        A folder that a killed program left half filled is filled anew. Raises BadInput if it
        already holds a job or somebody's drawing, or for a file of an unknown kind.
        """
        job = cls(path)
        with disk_errors_named(job.path):
            job.path.mkdir(parents=True, exist_ok=True)
        if job.request_path.exists():
            raise BadInput(
                "{folder} already holds a job.",
                folder=job.path.name,
                hint="Choose another folder, or empty it.",
            )
        source = None if isinstance(drawing_or_file, Drawing) else Path(drawing_or_file)
        for found in job.inputs():
            if source is None or not (source.exists() and found.samefile(source)):
                if job.is_unfinished():
                    remove_file(found)
                    continue
                raise BadInput(
                    "{folder} already holds {file}, which is not replaced.",
                    folder=job.path.name,
                    file=found.name,
                    hint="Choose another folder.",
                )
        job.begin()
        if isinstance(drawing_or_file, Drawing):
            drawing_or_file.write(job.file("drawing.safetensors"))
        else:
            job._copy_input(Path(drawing_or_file))
        if add_files is not None:
            add_files(job)
        request.write(job.request_path)  # last: a folder with a request is complete
        remove_file(job.path / UNFINISHED)
        return job

    def begin(self) -> None:
        """Take the request away and mark the folder as one that is being filled: it is no job."""
        with disk_errors_named(self.path):
            self.file(UNFINISHED).touch()
        remove_file(self.request_path)

    def is_unfinished(self) -> bool:
        """Return whether a program has begun to fill the folder, and was perhaps killed."""
        return self.file(UNFINISHED).exists() and not self.request_path.exists()

    def file(self, name: str) -> Path:
        """Return a path inside the folder; raises BadInput for `..`, absolute paths and links."""
        return safe_join(self.path, name)

    @property
    def request_path(self) -> Path:
        return self.file("request.json")

    @property
    def drawing_path(self) -> Path:
        """The input. Raises FormatError unless there is exactly one."""
        found = self.inputs()
        if len(found) != 1:
            raise FormatError(
                "The job {name} has more than one drawing."
                if found
                else "The job {name} has no drawing.",
                name=self.path.name,
            )
        return found[0]

    def inputs(self) -> list[Path]:
        """Return the drawings that are there; a whole job has one."""
        paths = [self.file(f"drawing{suffix}") for suffix in DRAWING_SUFFIXES]
        return [path for path in paths if path.exists()]

    @property
    def events_path(self) -> Path:
        return self.file("events.jsonl")

    @property
    def checkpoint_path(self) -> Path:
        return self.file("checkpoint.safetensors")

    @property
    def animation_path(self) -> Path:
        return self.file("animation.safetensors")

    @property
    def frames_path(self) -> Path:
        """The folder of the raster path's frames, 0001.png and on."""
        return self.file("frames")

    @property
    def preview_dir(self) -> Path:
        """The folder of previews, made if it is not there."""
        folder = self.file("preview")
        with disk_errors_named(folder):
            folder.mkdir(exist_ok=True)
        return folder

    def read_request(self) -> Request:
        """Read request.json; raises FormatError, BadInput."""
        return Request.read(self.request_path)

    def append_event(self, event: Event) -> None:
        """Add a line to events.jsonl; only the holder of the lock may."""
        events.append(self.events_path, event)

    def read_events(self, start: int = 0) -> tuple[list[Event], int]:
        """Return the whole events from byte `start` and the byte to read on from.

        Raises FormatError for a damaged line or a preview outside the folder.
        """
        found, position = events.read(self.events_path, start)
        for event in found:
            if event.preview is not None:
                self.preview_path(event.preview)
        return found, position

    def preview_path(self, preview: str) -> Path:
        """Return the file of an event's preview; raises FormatError unless it is in this folder."""
        try:
            return self.file(preview)
        except BadInput as error:
            raise FormatError("A preview is outside of the job: {why}", why=error.message) from None

    def write_done(self, report: Mapping[str, object]) -> None:
        self._write_outcome("done", dict(report))

    def write_failed(self, error: SketchMotionError) -> None:
        self._write_outcome("failed", error.to_json())

    def write_cancelled(self) -> None:
        self._write_outcome("cancelled", {})

    def cancel(self, owner: str = "") -> bool:
        """Mark a job that nobody runs as cancelled, unless it is done; return whether it was not.

        Raises JobBusy, DiskFull, BadInput.
        """
        with self.lock(owner):
            if self._outcome_kind() == "done":
                return False
            self.write_cancelled()
            return True

    def outcome(self) -> Outcome | None:
        """Return how the job ended, None if it has not; raises FormatError for a damaged file."""
        kind = self._outcome_kind()
        if kind is None:
            return None
        try:
            data = read_bytes(self.file(f"{kind}.json"), max_bytes=MAX_OUTCOME_BYTES)
        except FormatError:
            if self._outcome_kind() is None:  # the job was started again just now
                return None
            raise
        value = strict_json.parse(data, f"{kind}.json")
        if not isinstance(value, dict):
            raise FormatError("{kind}.json is not an object.", kind=kind)
        return Outcome(kind, value)

    def clear_outcome(self) -> None:
        """Remove the files that say how the job ended, before it goes on.

        Only the holder of the lock may.
        """
        for kind in OUTCOMES:
            remove_file(self.path / f"{kind}.json")

    @contextmanager
    def lock(self, owner: str = "") -> Iterator[FileLock]:
        """Hold the job against other runners; raises JobBusy, which says who has it.

        Temporary files of a killed runner are removed.
        """
        lock = self._lock(owner)
        try:
            # A little patience: asking whether a job runs holds the lock for a moment.
            lock.acquire(timeout_s=0.5)
        except JobBusy:
            raise JobBusy(
                "This job is already running ({owner}).",
                owner=lock.read_owner() or Message("another program"),
                hint="Wait until it has finished, or cancel it there.",
            ) from None
        try:
            remove_leftovers(self.path, _OF_HOSTS)
            for name in WRITTEN_FOLDERS:
                remove_leftovers(self.path / name)
            yield lock
        finally:
            lock.release()

    def is_running(self) -> bool:
        """Return whether a runner holds the job."""
        return self._lock().is_held()

    def owner(self) -> str:
        """Return who holds or last held the job; empty if unknown."""
        return self._lock().read_owner()

    def status(self) -> Status:
        """Return what became of the job, seen from outside."""
        ended = self._outcome_kind()
        if ended is not None:
            return ended
        if self.is_running():
            return "running"
        ended = self._outcome_kind()  # it may have ended since the first look
        if ended is not None:
            return ended
        begun = (self.path / name for name in ("lock", "events.jsonl", "checkpoint.safetensors"))
        return "interrupted" if any(map(os.path.lexists, begun)) else "new"

    def _lock(self, owner: str = "") -> FileLock:
        return FileLock(self.file("lock"), owner)

    def _outcome_kind(self) -> OutcomeKind | None:
        """Return the kind of the newest file that says how the job ended."""
        found: list[tuple[int, OutcomeKind]] = []
        for kind in OUTCOMES:
            try:
                found.append((os.lstat(self.path / f"{kind}.json").st_mtime_ns, kind))
            except (FileNotFoundError, NotADirectoryError):
                continue
        return max(found)[1] if found else None

    def _write_outcome(self, kind: OutcomeKind, report: dict[str, object]) -> None:
        text = strict_json.dump(report, "The report", indent=1).encode("ascii")
        if len(text) > MAX_OUTCOME_BYTES:
            raise BadInput("The report is too long.")
        write_bytes_atomic(self.file(f"{kind}.json"), text)
        for other in OUTCOMES:
            if other != kind:
                with suppress(BadInput):  # the newest one counts
                    remove_file(self.path / f"{other}.json")

    def _copy_input(self, source: Path) -> None:
        suffix = source.suffix.lower()
        if suffix not in DRAWING_SUFFIXES:
            raise BadInput(
                "{file} is not a drawing this program reads.",
                file=source.name,
                hint=Message("Use one of {names}.", names=", ".join(DRAWING_SUFFIXES)),
            )
        if is_link(source):  # the user's own link to the user's own drawing
            source = source.resolve()
        with open_regular(source) as (descriptor, size):
            if size > MAX_DRAWING_BYTES:
                raise BadInput(
                    "{file} is too large ({size} MiB).", file=source.name, size=size >> 20
                )
            data = bytes(read_exactly(descriptor, size, source.name))
        write_bytes_atomic(self.file(f"drawing{suffix}"), data)
