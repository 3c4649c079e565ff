# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What buttons do with jobs that there are: stop, move, choose, resume, open, keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ...contract.strict_json import JSON
from ..jobs import remarks, takes
from ..jobs.job_target import TargetT
from ..jobs.states import Delivered, Finished, Running, Waiting
from .run import InputT, SessionRun


class Choosing(SessionRun[InputT, TargetT]):
    """The part of a session that acts on jobs of the panel."""

    def cancel(self, job: str) -> None:
        """Stop a job. What it has done so far can be resumed."""
        if self._client is not None:
            self._client.cancel(job)

    def cancel_all(self) -> None:
        """Stop every job that waits or runs."""
        for job, state in reversed(list(self.jobs().items())):
            if isinstance(state, (Waiting, Running)):
                self.cancel(job)

    def move(self, job: str, *, to_front: bool) -> None:
        """Let a job that waits be the next one, or the last one."""
        if self._client is not None:
            self._client.move(job, to_front=to_front)
            self._host.redraw()

    def choose(self, job: str) -> None:
        """Have a later tick apply one result of a batch; the others stay to be chosen."""
        self._jobs.release(job)
        self.wake()

    def keep_batch(self, jobs: Sequence[str]) -> None:
        """Take a batch off the panel: its results stay takes, what still runs is cancelled."""
        for job in jobs:
            if isinstance(self.jobs().get(job), (Finished, Delivered)):
                self._drop(job)
            else:
                self.cancel(job)
                self.dismiss(job)
        self.look_for_takes()
        self._host.redraw()

    def close_batch(self, jobs: Sequence[str]) -> None:
        """Take a batch off the panel; what still runs is cancelled."""
        for job in jobs:
            self.cancel(job)
            self.dismiss(job)

    def resume(self, job: str) -> None:
        """Go on with a job, of this run or of an earlier one. Raises BadInput."""
        client = self.ready_client()
        self._jobs.adopt(client, job)
        client.resume(job)
        self.wake()

    def open_take(self, job: str) -> None:
        """Read the result of a job that is done, to be applied by a later tick. Raises BadInput."""
        client = self.ready_client()
        self._jobs.adopt(client, job)
        client.open_result(job)
        self.wake()

    def note_result(self, job: str, extra: Mapping[str, JSON]) -> None:
        """Note where else the result of a job has been put."""
        if self._client is not None:
            folder = self._client.folder(job)
            mark = partial(takes.mark_applied, folder, document=self._document.path, extra=extra)
            self._client.do_in_background(mark)
            self.look_for_takes()

    def remarks_seen(self, job: str) -> None:
        """Take the remarks on a result off the panel, for good."""
        if self._client is not None:
            folder = self._client.folder(job)
            self._client.do_in_background(lambda: takes.note_extra(folder, **{remarks.SEEN: True}))
            self.look_for_takes()
