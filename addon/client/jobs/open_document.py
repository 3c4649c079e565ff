# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The open document, and which of the takes on disk are its own."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Set
from dataclasses import dataclass
from pathlib import Path

from ...contract.errors import SketchMotionError
from ..client import EngineClient
from . import takes
from .job_target import root_of
from .takes import Take

log = logging.getLogger(__package__)
LOOK_AGAIN_S = 3.0


@dataclass(frozen=True)
class DocumentKey:
    """How a document is told from others.

    Attributes:
        path: Its file; "" while it has none.
        root: The host's id of it; "" in a host that has one document at a time.
    """

    path: str = ""
    root: str = ""


class OpenDocument:
    """The takes of the document that is open, or in front.

    `session` names this run of the host, by which an unsaved document finds its jobs; `key` says
    which document it is.
    """

    def __init__(self, session: str, key: Callable[[], DocumentKey]) -> None:
        self._session = session
        self._key = key
        self._before: tuple[str, DocumentKey | None] = ("", None)  # the file it had, what it is now
        self._hidden: set[tuple[str, str]] = set()  # applied or dismissed: job and root
        self._is_searched = False
        self._searched_at = 0.0
        self._unsaved_span = (0.0, 0.0)  # seconds since 1970: see `lost`

    @property
    def path(self) -> str:
        """Its file; "" while it has none."""
        return self._key().path

    def replaced(self) -> None:
        """Forget what is known: another document was opened in place of this one."""
        self._hidden.clear()
        self._is_searched = False
        saved = _saved_at(self._key().path)
        self._unsaved_span = (0.0, 0.0) if saved is None else (saved, time.time())

    def saved(self, before: str) -> None:
        """Go on showing its takes though it has another file now. before: the one it had."""
        self._before = (before, self._key())

    def look(self, client: EngineClient) -> None:
        """Have the client search for takes; a later tick brings them."""
        self._searched_at = time.monotonic()
        client.look_for_takes(document=self._key().path, session=self._session)

    def look_again(self, client: EngineClient) -> None:
        """Search again now and then while an engine that lost its host is still saving a job."""
        if time.monotonic() - self._searched_at < LOOK_AGAIN_S:
            return
        if any(t.status == "running" and t.job not in client.jobs for t in self.takes(client)):
            self.look(client)

    def searched(self) -> None:
        """Take note that the client has brought the takes of this document."""
        self._is_searched = True

    def takes(self, client: EngineClient | None) -> tuple[Take, ...]:
        """Return the document's takes, newest first: by its file, while unsaved by its root."""
        if client is None or not self._is_searched:
            return ()
        key = self._key()
        return tuple(take for take in client.takes if self._is_own(take, key))

    def _is_own(self, take: Take, key: DocumentKey) -> bool:
        note = take.note
        if not note.document:
            return note.belongs_to(key.path, self._session) and root_of(take) == key.root
        before, saved = self._before
        return note.belongs_to(key.path, "") or (key == saved and note.belongs_to(before, ""))

    def waiting(self, client: EngineClient | None) -> tuple[Take, ...]:
        """Return the takes of an earlier run of the host that can be resumed or applied."""
        return tuple(
            take
            for take in self.takes(client)
            if take.waits_for_user
            and not self.is_hidden(take)
            and client is not None
            and take.job not in client.jobs
        )

    def is_hidden(self, take: Take) -> bool:
        """Return whether the user is done with a take."""
        key = self._key()
        return (take.job, key.root) in self._hidden or take.is_dismissed(key.path)

    def lost(self, client: EngineClient, present: Set[str]) -> tuple[str, ...]:
        """Return the jobs whose results went with changes that weren't saved.

        They were applied after the document was saved and before it was opened again. A result that
        isn't in a document that was saved after it was applied has been deleted. present: the jobs
        whose results are in the document.
        """
        saved, opened = self._unsaved_span
        return tuple(
            take.job
            for take in self.takes(client)
            if take.note.applied is not None
            and saved < take.note.applied < opened
            and take.job not in present
            and not self.is_hidden(take)
        )

    def offer(self, client: EngineClient, job: str) -> None:
        """Have a take wait for the user again: its result isn't in the document any more."""
        folder = client.folder(job)
        client.do_in_background(lambda: takes.mark_waiting(folder))
        self._hidden.discard((job, self._key().root))

    def hide(self, job: str) -> None:
        """Leave out a take that was applied."""
        self._hidden.add((job, self._key().root))

    def dismiss(self, client: EngineClient, job: str) -> None:
        """Leave out a take, also when the document is opened again; other files keep it."""
        folder, path = client.folder(job), self._key().path
        client.do_in_background(lambda: _note_dismissed(folder, path))
        self.hide(job)


def _saved_at(path: str) -> float | None:
    """Return when a file was written, in seconds since 1970; None without one."""
    try:
        return Path(path).stat().st_mtime if path else None
    except OSError:
        return None


def _note_dismissed(folder: Path, document: str) -> None:
    try:
        takes.mark_dismissed(folder, document)
    except SketchMotionError as error:
        log.warning("%s is not marked as dismissed: %s", folder, error)
