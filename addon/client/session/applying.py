# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results into the document, one at a time, and nothing else while it is being changed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from ...contract.errors import BadInput, InternalError, SketchMotionError
from ..jobs import remarks, takes
from ..jobs.job_target import TargetT
from ..jobs.states import Delivered, Finished
from .run import InputT, SessionRun

log = logging.getLogger(__package__)


class Applying(SessionRun[InputT, TargetT]):
    """The part of a session that changes the document."""

    def apply(self, job: str) -> object:
        """Write a finished job's result into the document; return what the host made of it.

        Raises BadInput when there is none, or its drawing is gone or changed.
        """
        state, target = self.jobs().get(job), self._jobs.target(job)
        if self._client is None or target is None or not isinstance(state, (Finished, Delivered)):
            raise BadInput("There is no result to apply.")
        folder = self._client.folder(job)
        result = self._host.apply(job, state, target, folder)
        extra = {**self._host.note_of(result), **remarks.kept(state.warnings)}
        mark = partial(takes.mark_applied, folder, document=self._document.path, extra=extra)
        self._client.do_in_background(mark)
        self._drop(job)
        self._document.hide(job)
        self._look_is_due = True
        return result

    @property
    def is_applying(self) -> bool:
        """Whether a document is being changed: nothing else may look into it then."""
        return self._is_applying

    def change_document(self, work: Callable[[], None]) -> None:
        """Do what changes the document, without a tick in between; tell what goes wrong.

        While the document is being changed already it is done by a later tick.
        """
        if self._is_applying:
            self._waiting_changes.append(work)
            return
        self._is_applying = True
        try:
            work()
        except SketchMotionError as error:
            self.report(error)
        finally:
            self._is_applying = False

    def _apply_ready(self) -> None:
        for job, state in list(self.jobs().items()):
            target = self._jobs.target(job)
            is_done = isinstance(state, (Finished, Delivered)) and job not in self._side_jobs
            if self._client is None or target is None or target.batch or not is_done:
                continue
            if self._host.prepare(job, self._client.folder(job), target) and self._host.is_idle():
                self.defer(partial(self._apply_by_itself, job))

    def _apply_by_itself(self, job: str) -> None:
        """Apply a result without a press. What goes wrong becomes the notice."""
        if self._is_applying or job not in self.jobs() or not self._host.is_idle():
            return
        self._is_applying = True
        try:
            self._host.apply_in_one_undo_step(job)
        except SketchMotionError as error:
            target = self._jobs.target(job)
            self.notice, self.notice_file = error, target.document if target is not None else ""
        except Exception as defect:
            log.exception("The result of %s can't be applied", job)
            hint = f"{type(defect).__name__}: {defect}"
            self.notice = InternalError("The result can't be put on the timeline.", hint=hint)
        finally:
            self._is_applying = False
        if job in self.jobs():  # it didn't work: the next try is a press in the list of takes
            self._drop(job)
            self.look_for_takes()
        self._host.redraw()
