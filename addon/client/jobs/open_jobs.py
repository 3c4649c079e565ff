# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs that a panel shows, and what each of them is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Generic

from ...contract.errors import BadInput
from ..client import EngineClient
from .job_target import TargetT
from .open_document import DocumentKey, OpenDocument
from .states import JobState
from .takes import Take


class OpenJobs(Generic[TargetT]):
    """Jobs of the open documents, until they are applied or dismissed.

    `key` says which document is in front; `target_of` what a job that was found on disk is for.
    """

    def __init__(
        self,
        document: OpenDocument,
        key: Callable[[], DocumentKey],
        target_of: Callable[[Take], TargetT],
    ) -> None:
        self._document = document
        self._key = key
        self._target_of = target_of
        self._targets: dict[str, TargetT] = {}

    def states(self, client: EngineClient | None) -> Mapping[str, JobState]:
        """Return the states by job in their order, those of the document in front first."""
        if client is None:
            return {}
        states, root = client.jobs, self._key().root
        shown = [job for job in states if job in self._targets]
        ordered = sorted(shown, key=lambda job: self._targets[job].root != root)
        return {job: states[job] for job in ordered}

    def batches(self, client: EngineClient | None) -> dict[str, list[str]]:
        """Return the batches of seeds: batch -> its jobs."""
        batches: dict[str, list[str]] = {}
        for job in self.states(client):
            batch = self._targets[job].batch
            if batch:
                batches.setdefault(batch, []).append(job)
        return batches

    def target(self, job: str) -> TargetT | None:
        """Return what a job is for; None for one that isn't shown."""
        return self._targets.get(job)

    def add(self, job: str, target: TargetT) -> None:
        """Show a job."""
        self._targets[job] = target

    def release(self, job: str) -> None:
        """Let a job of a batch be applied by itself."""
        if job in self._targets:
            self._targets[job] = replace(self._targets[job], batch="")

    def drop(self, job: str) -> TargetT | None:
        """Show a job no more; return what it is for."""
        return self._targets.pop(job, None)

    def clear(self) -> list[str]:
        """Show no jobs any more; return those that were shown."""
        jobs = list(self._targets)
        self._targets.clear()
        return jobs

    def located(self, target: TargetT) -> TargetT:
        """Return a target with the file that its document has by now."""
        key = self._key()
        is_open = target.root == key.root and not target.document
        return replace(target, document=key.path) if is_open else target

    def document_saved(self) -> None:
        """Give the jobs of the document in front the file it has now."""
        key = self._key()
        for job, target in self._targets.items():
            if target.root == key.root:
                self._targets[job] = replace(target, document=key.path)

    def adopt(self, client: EngineClient, job: str) -> TargetT:
        """Show a job of an earlier run, and return what it is for. Raises BadInput.

        It is applied by itself, also when it is one of a batch.
        """
        if job not in self._targets:
            take = next((take for take in self._document.takes(client) if take.job == job), None)
            if take is None:
                raise BadInput("This job is not one of the open file.")
            self._targets[job] = replace(self._target_of(take), batch="")
        return self._targets[job]

    def adopt_running(self, client: EngineClient) -> None:
        """Show the jobs that were submitted before their document was closed and opened again."""
        for take in self._document.takes(client) if self._key().path else ():
            is_open = take.job in client.jobs and take.note.applied is None
            if is_open and take.request.task == "animate" and not self._document.is_hidden(take):
                self._targets.setdefault(take.job, self._target_of(take))
