# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs of the open file: those given to the engine since it is open, and those on disk."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import bpy

from ...client.client import EngineClient
from ...client.jobs import takes
from ...client.jobs.states import JobState
from ...client.jobs.takes import DISMISSED, HostNote, Take
from ...contract.errors import BadInput, SketchMotionError
from .job_target import Commission

log = logging.getLogger(__package__)
LOOK_AGAIN_S = 3.0


class OpenFile:
    """Whose jobs are shown. `name`: of this run of Blender, for jobs of a file without a name."""

    def __init__(self, name: str) -> None:
        self.commissions: dict[str, Commission] = {}  # by job, until it is settled
        self.is_new = True  # its jobs of an earlier run haven't been looked for
        self._name = name
        self._hidden: set[str] = set()  # takes that were applied or dismissed since the search
        self._takes_are_old = True  # what the client found is of another file
        self._looked = 0.0  # when takes were looked for

    def loaded(self) -> None:
        """Another file is open."""
        self.commissions.clear()
        self._hidden.clear()
        self.is_new = self._takes_are_old = True

    def saved(self, client: EngineClient, jobs: Path) -> None:
        """A file that had no name has one now: so have its jobs."""
        name, document = self._name, bpy.data.filepath
        client.do_in_background(lambda: _name_document(jobs, name, document))

    def look(self, client: EngineClient) -> None:
        """Has the client look for takes; it tells in a tick's changes."""
        self.is_new = False
        self._looked = time.monotonic()
        client.look_for_takes(document=bpy.data.filepath, session=self._name)

    def look_again(self, client: EngineClient) -> None:
        """An engine that lost its Blender is still saving: its job can be resumed soon."""
        if time.monotonic() - self._looked < LOOK_AGAIN_S:
            return
        if any(t.status == "running" and t.job not in client.jobs for t in self.takes(client)):
            self.look(client)

    def found(self, client: EngineClient) -> None:
        """The client has looked. What was given to the engine before is the file's again."""
        self._takes_are_old = False
        for take in self.takes(client) if bpy.data.filepath else ():
            if take.job in client.jobs and take.note.applied is None:
                self.commissions.setdefault(take.job, Commission.of_take(take))

    def jobs(self, client: EngineClient) -> dict[str, JobState]:
        """Those that are not settled."""
        states = client.jobs
        return {job: states[job] for job in self.commissions if job in states}

    def adopt(self, client: EngineClient, job: str) -> None:
        """A job of an earlier run is to go on, or to be applied. Raises BadInput."""
        if job in self.commissions:
            return
        take = next((take for take in self.waiting(client) if take.job == job), None)
        if take is None:
            raise BadInput("This job is not one of the open file.")
        self.commissions[job] = Commission(take.note.object_name, 0, None)

    def takes(self, client: EngineClient) -> tuple[Take, ...]:
        """The takes of the open file, once they were looked for."""
        if self._takes_are_old:
            return ()
        document = bpy.data.filepath
        return tuple(t for t in client.takes if t.note.belongs_to(document, self._name))

    def waiting(self, client: EngineClient) -> tuple[Take, ...]:
        """Jobs from an earlier run of Blender, to resume or to apply."""
        known: Collection[str] = self._hidden.union(client.jobs)
        return tuple(
            take
            for take in self.takes(client)
            if take.waits_for_user and DISMISSED not in take.note.extra and take.job not in known
        )

    def hide(self, job: str) -> None:
        """A job that was applied waits for nobody any more."""
        self._hidden.add(job)

    def dismiss(self, client: EngineClient, job: str) -> None:
        """The user doesn't want to see a job any more, nor when the file is opened again."""
        folder = client.folder(job)
        client.do_in_background(lambda: _note_dismissed(folder))
        self._hidden.add(job)


def _note_dismissed(folder: Path) -> None:
    try:
        note = HostNote.read(folder)
        replace(note, extra={**note.extra, DISMISSED: True}).write(folder)
    except SketchMotionError as error:
        log.warning("%s is not marked as dismissed: %s", folder, error)


def _name_document(jobs: Path, session: str, document: str) -> None:
    takes.document_saved(jobs, session, document)
