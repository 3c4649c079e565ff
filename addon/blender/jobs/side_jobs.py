# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that make no take, like a search for objects, and who waits for each of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial

from ...client.client import EngineClient
from ...client.jobs.states import ENDED, JobState

#: Told which job ended and how; returns whether it is done with it.
Errand = Callable[[str, JobState], bool]


class Errands:
    """The errands of the open file, by job. `client`: None while there is no engine."""

    def __init__(self) -> None:
        self._waiting: dict[str, Errand] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, job: str, errand: Errand) -> None:
        self._waiting[job] = errand

    def state(self, client: EngineClient | None, job: str) -> JobState | None:
        """None where nobody waits for the job any more: another file is open."""
        if client is None or job not in self._waiting:
            return None
        return client.jobs.get(job)

    def end(self, client: EngineClient) -> None:
        """An errand's folder has done its work once somebody has taken in what it made."""
        for job, errand in list(self._waiting.items()):
            state = self.state(client, job)
            if not isinstance(state, ENDED) or not errand(job, state):
                continue
            self._waiting.pop(job, None)
            client.forget(job)
            folder = client.folder(job)
            client.do_in_background(partial(shutil.rmtree, folder, ignore_errors=True))

    def forget(self, client: EngineClient | None = None) -> None:
        """Nobody waits any more. With a client, what still runs is cancelled."""
        for job in self._waiting if client is not None else ():
            client.cancel(job)
        self._waiting.clear()
