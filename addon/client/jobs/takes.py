# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes: the jobs of a document, found again in the jobs folder after the host was closed.

The host leaves a small `host.json` in each job: which document and object it belongs to, and
when its result was put on the timeline.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...contract import strict_json
from ...contract.errors import FormatError, NewerFormat, SketchMotionError
from ...contract.files import read_bytes, write_bytes_atomic
from ...contract.job import JobFolder, Status
from ...contract.request import Request
from ...contract.strict_json import JSON, Fields
from .dismissals import dismissed, is_dismissed, same_path, saved_as, wanted
from .result_lines import info_of_report

NOTE_NAME = "host.json"
FORMAT = "sketch-motion-host-note"
VERSION = 1
MAX_BYTES = 1 << 20
# Keys of a note's extra:
NAME = "name"  # what the user calls the take
BATCH = "batch"  # the same in jobs that differ in their seed alone
ROOT = "root"  # the host's id of the open document, in hosts that have several


@dataclass(frozen=True)
class HostNote:
    """Which host, document and drawn object a job belongs to.

    Attributes:
        document: Absolute path of the saved document; "" while it has none.
        session: A name for this run of the host, by which an unsaved document finds its jobs.
        created: Seconds since 1970.
        applied: When the result was put on the timeline, in seconds since 1970; None before.
        extra: What else the host needs to apply the result later; some keys are named above.
        copies: Further files that the document was saved as after the job was made.
    """

    host: str = ""
    document: str = ""
    session: str = ""
    object_name: str = ""
    object_id: str = ""
    created: float = field(default_factory=time.time)
    applied: float | None = None
    extra: dict[str, JSON] = field(default_factory=dict)
    copies: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The files of its document."""
        return (self.document, *self.copies) if self.document else ()

    def to_json(self) -> dict[str, JSON]:
        """Return the content of host.json."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "host": self.host,
            "document": self.document,
            "session": self.session,
            "object_name": self.object_name,
            "object_id": self.object_id,
            "created": self.created,
            "applied": self.applied,
            "extra": self.extra,
            "copies": list(self.copies),
        }

    @classmethod
    def from_json(cls, value: object) -> HostNote:
        """Read the content of host.json. Raises FormatError."""
        fields = Fields(value, NOTE_NAME)
        fields.expect(FORMAT, VERSION)
        return cls(
            fields.text("host", ""),
            fields.text("document", ""),
            fields.text("session", ""),
            fields.text("object_name", ""),
            fields.text("object_id", ""),
            fields.number("created", 0.0),
            fields.optional_number("applied"),
            fields.mapping("extra"),
            tuple(name for name in fields.items("copies") if isinstance(name, str)),
        )

    def write(self, folder: Path) -> None:
        """Write host.json into a job folder. Raises DiskFull, BadInput."""
        text = strict_json.dump(self.to_json(), NOTE_NAME, indent=1)
        write_bytes_atomic(JobFolder(folder).file(NOTE_NAME), text.encode("ascii"))

    @classmethod
    def read(cls, folder: Path) -> HostNote:
        """Read host.json of a job folder. Raises FormatError."""
        data = read_bytes(JobFolder(folder).file(NOTE_NAME), max_bytes=MAX_BYTES)
        return cls.from_json(strict_json.parse(data, NOTE_NAME))

    def belongs_to(self, document: str, session: str) -> bool:
        """Return whether the job belongs to the document that is open.

        document: the path of the open document; "" while it has none. session: this run of the
        host, which counts for a job whose document had no path yet.
        """
        if self.document:
            return bool(document) and any(same_path(file, document) for file in self.files)
        return bool(session) and self.session == session


@dataclass(frozen=True)
class Take:
    """A job of a document, as the job is on disk: finished, running, interrupted, ...

    Attributes:
        info: What the engine tells of its result, see `Animation.info`; empty without one.
    """

    job: str
    folder: Path
    note: HostNote
    status: Status
    request: Request
    info: dict[str, str] = field(default_factory=dict)

    @property
    def prompt(self) -> str:
        """The words for the motion."""
        return self.request.prompt

    @property
    def name(self) -> str:
        """The user's name for the take; else the prompt."""
        name = self.note.extra.get(NAME)
        return name if isinstance(name, str) and name else self.prompt

    @property
    def batch(self) -> str:
        """The batch of seeds that the take was made in; "" for none."""
        batch = self.note.extra.get(BATCH)
        return batch if isinstance(batch, str) else ""

    def is_dismissed(self, document: str) -> bool:
        """Return whether the user is done with it in a document; "" is one without a file."""
        return is_dismissed(self.note.extra, document)

    @property
    def waits_for_user(self) -> bool:
        """Whether the user may still want to act: to apply a finished take, or to resume its job.

        True for a job that is done, was interrupted or wasn't begun, if the take was never applied
        (put on the timeline).
        """
        return self.note.applied is None and self.status in ("done", "interrupted", "new")


def find_takes(
    jobs: Path, *, document: str = "", session: str = "", newer: list[str] | None = None
) -> tuple[Take, ...]:
    """Return the takes of a document in the jobs folder, newest first.

    Reads files, so not for a host's tick. Folders that are damaged, or are no jobs of Sketch
    Motion, are passed over. session: see `HostNote.belongs_to`. newer: gets the names of jobs that
    a later version has made, and that may be the document's.
    """
    later: list[tuple[str, HostNote | None]] = []
    takes = [take for take in _takes(jobs, later) if take.note.belongs_to(document, session)]
    if newer is not None:
        newer += [job for job, note in later if not note or note.belongs_to(document, session)]
    return tuple(sorted(takes, key=lambda take: take.note.created, reverse=True))


def mark_applied(
    folder: Path,
    when: float | None = None,
    *,
    document: str = "",
    extra: Mapping[str, JSON] | None = None,
) -> None:
    """Write into a job's note that its result is on the timeline, also one that was dismissed.

    when: seconds since 1970; None = now. document: the file that it is in; "" for one without.
    extra: what the host adds to the note, to find what it has put on the timeline again. Raises
    FormatError, DiskFull, BadInput.
    """
    note = HostNote.read(folder)
    applied = time.time() if when is None else when
    kept = wanted(note.extra, document, note.files)
    replace(note, applied=applied, extra={**kept, **(extra or {})}).write(folder)


def mark_dismissed(folder: Path, document: str) -> None:
    """Write into a job's note that the user is done with it in a document.

    Raises FormatError, DiskFull, BadInput.
    """
    note = HostNote.read(folder)
    replace(note, extra=dismissed(note.extra, document)).write(folder)


def mark_waiting(folder: Path) -> None:
    """Write into a job's note that its result isn't on the timeline any more.

    Raises FormatError, DiskFull, BadInput.
    """
    replace(HostNote.read(folder), applied=None).write(folder)


def note_extra(folder: Path, **values: JSON) -> None:
    """Add values to the `extra` of a job's note, like the user's name for the take.

    Raises FormatError, DiskFull, BadInput.
    """
    note = HostNote.read(folder)
    replace(note, extra={**note.extra, **values}).write(folder)


def document_saved(
    jobs: Path, session: str, document: str, root: str = "", before: str = ""
) -> int:
    """Write a document's path into the notes of its jobs; return how many notes have changed.

    The first path becomes the document of a job; a further one leaves the job to both files.
    document: the path. session: the run of the host in which the document was unsaved. root: the
    host's id of the document, so that jobs of the host's other unsaved documents are left alone.
    before: the path that the document had; "" for none.
    """
    count = 0
    for take in _takes(jobs):
        note = take.note
        is_unsaved = not note.document and note.session == session
        if is_unsaved and note.extra.get(ROOT, "") == root:
            replace(note, document=document).write(take.folder)
        elif note.belongs_to(before, "") and not same_path(before, document):
            new = () if note.belongs_to(document, "") else (document,)
            extra = saved_as(note.extra, before, document, note.files)
            changed = replace(note, copies=(*note.copies, *new), extra=extra)
            if changed == note:
                continue
            changed.write(take.folder)
        else:
            continue
        count += 1
    return count


def _takes(jobs: Path, newer: list[tuple[str, HostNote | None]] | None = None) -> Iterator[Take]:
    """Yield the takes of all documents. newer: gets jobs of a later version, with their notes."""
    try:
        folders = sorted(path for path in jobs.iterdir() if path.is_dir())
    except OSError:
        return
    for folder in folders:
        note = None
        try:
            job = JobFolder(folder)
            note = HostNote.read(folder)
            request = job.read_request()
            yield Take(folder.name, folder, note, job.status(), request, _info(job))
        except NewerFormat:
            if newer is not None:
                newer.append((folder.name, note))
        except (SketchMotionError, OSError):
            continue


def _info(job: JobFolder) -> dict[str, str]:
    """Return what a job's report tells of its result; nothing where there is none to read."""
    try:
        outcome = job.outcome()
    except FormatError:
        return {}
    return info_of_report(outcome.report) if outcome and outcome.kind == "done" else {}
