# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole session: its timer, and what happens to documents."""

from __future__ import annotations

import logging
from functools import partial

from ...contract.errors import BadInput, SketchMotionError
from ..client import EngineClient
from ..host import Host
from ..jobs import takes
from ..jobs.estimate import Estimates
from ..jobs.job_target import TargetT
from ..jobs.states import Changes
from ..locations import locations
from ..setup.engine_setup import EngineSetup
from ..setup.setup_job import SetupJob
from ..setup.states import SetupReady
from .applying import Applying
from .asking import Asking
from .choosing import Choosing
from .run import InputT
from .submitting import Submitting

log = logging.getLogger(__package__)


class Session(
    Submitting[InputT, TargetT],
    Choosing[InputT, TargetT],
    Applying[InputT, TargetT],
    Asking[InputT, TargetT],
):
    """One run of a host, with all that its parts do. See `SessionRun`.

    Attributes:
        estimates: How long jobs will take.
    """

    def __init__(self, host: Host[InputT, TargetT]) -> None:
        super().__init__(host)
        self.estimates: Estimates[TargetT] = Estimates(self)

    def new_setup(self) -> SetupJob:
        """Return the set-up of the engine that all hosts share, to be followed by a timer."""
        return SetupJob(EngineSetup(locations(), host=self._host.name))

    def follow_setup(self, setup: SetupJob) -> bool:
        """Take in what the set-up's thread has done; return whether anything has changed.

        The notice is settled once the engine is ready.
        """
        changed = setup.tick()
        if changed and isinstance(setup.status.state, SetupReady):
            self.notice = None
        return changed

    def tick(self) -> Changes:
        """Take in what has happened, and apply what is ready."""
        if self._is_applying:  # Krita lets timers run while it imports: its document is locked then
            return Changes()
        if self._waiting_changes:
            self.defer(partial(self.change_document, self._waiting_changes.pop(0)))
        if self._look_is_due:
            self._look_into_document()
        if self._expects_job and not self._started_ahead:
            self._start_ahead()
        changes = self._client.tick() if self._client is not None else Changes()
        if self._client is not None:
            if changes.takes:
                self._document.searched()
                self._jobs.adopt_running(self._client)
                self._host.takes_changed(self.takes())
                self._tell_of_newer_takes(self._client.newer_takes)
                if self._results.searched(self._client):
                    self.look_for_takes()
            self._document.look_again(self._client)
            self._take_back(self._client)
        self._apply_ready()
        has_answers = self._end_side_jobs()
        if self._host.poll() or changes or has_answers:
            self._host.redraw()
        return changes

    def _tell_of_newer_takes(self, count: int) -> None:
        """Say once that takes are passed over because a later version has made them."""
        told = self._newer_told.get(self._host.document, 0)
        if count > told and self.notice is None:
            self.notice = BadInput(
                "{count} takes were made by a newer Sketch Motion and aren't shown.",
                count=count,
                hint="Update Sketch Motion.",
            )
            self._newer_told[self._host.document] = count

    def document_saved(self, before: str = "") -> None:
        """Give the jobs of the document in front the file it has now. before: the file it had."""
        key = self._host.document
        self._jobs.document_saved()
        self._document.saved(before)
        if self._command is not None and self._client is not None:
            jobs = self._command.jobs
            self._client.do_in_background(
                lambda: takes.document_saved(jobs, self.name, key.path, key.root, before)
            )

    def document_replaced(self) -> None:
        """Forget the jobs of the only document: another one was opened. They go on on disk."""
        for job in self._jobs.clear():
            self._drop(job)
        for job in self._side_jobs.clear():
            self.cancel(job)
        self._document.replaced()
        self.notice = None
        self._newer_told.clear()
        self.look_for_takes()

    def document_switched(self) -> None:
        """Look for the takes of another document that is in front, or has another name.

        A notice that this document isn't open is settled.
        """
        if self.notice_file and self.notice_file == self._host.document.path:
            self.notice, self.notice_file = None, ""
        self.look_for_takes()
        self._host.redraw()

    def undo_begins(self) -> None:
        """Take note of the results in the document, before an undo or a redo."""
        self._results.undo_begins()

    def document_undone(self) -> None:
        """Offer results again that an undo or a redo has taken away, and no others.

        A notice about the document is dropped: it may be settled.
        """
        if self._client is not None and self._results.undone(self._client):
            self.look_for_takes()
        if isinstance(self.notice, BadInput):
            self.notice = None
            self._host.redraw()

    def _look_into_document(self) -> None:
        """Look for takes. No engine is started for it, but its place has to be known."""
        if self._client is not None:
            self._look(self._client)
            return
        self._look_is_due = False
        if self._host.document.path:
            try:
                self.ready_client()
            except SketchMotionError:
                path = self._host.document.path
                log.info("No engine is set up: jobs of %s are not looked for", path)

    def _take_back(self, client: EngineClient) -> None:
        """Open the results that have come back from a farm; a later tick applies them."""
        for end in self.farm.take_ended(client.folder("")):
            if end.error is not None:
                self._jobs.drop(end.job)
                self.report(end.error)
            elif self._jobs.target(end.job) is not None:  # else its document was closed
                client.open_result(end.job)
            self.look_for_takes()
