# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a finished job to a layer: its frames are checked in the background, then imported."""

from __future__ import annotations

import queue
from dataclasses import dataclass
from pathlib import Path

from ...client.client import EngineClient
from ...client.jobs import takes
from ...contract.errors import BadInput, InternalError, SketchMotionError
from ...contract.job import JobFolder
from ..capture.document import find_document, key_of
from ..write.frame_compose import over_rest
from ..write.frame_files import checked_frames
from ..write.frame_plan import plan_frames
from ..write.results import LayerResult
from ..write.timeline import put_on_timeline
from .job_target import RESULT, Commission


@dataclass(frozen=True)
class Prepared:
    """A job's frames, checked and ready to import; or why they can't be."""

    job: str
    frames: tuple[Path, ...] = ()
    hold: int = 1
    error: SketchMotionError | None = None


class Deliveries:
    """Finished jobs: first their frames are prepared by the desk, then they wait for a pause."""

    def __init__(self) -> None:
        self._begun: set[str] = set()
        self._arrived: queue.SimpleQueue[Prepared] = queue.SimpleQueue()
        self._waiting: dict[str, Prepared] = {}

    def begin(self, client: EngineClient, job: str, size: tuple[int, int]) -> None:
        """Has a job's frames prepared, once."""
        if job not in self._begun:
            self._begun.add(job)
            folder, arrived = client.folder(job), self._arrived
            client.do_in_background(lambda: arrived.put(prepare(job, folder, size)))

    def waiting(self) -> tuple[str, ...]:
        """The jobs that are ready to be put on their timelines."""
        while not self._arrived.empty():
            prepared = self._arrived.get()
            if prepared.job in self._begun:
                self._waiting[prepared.job] = prepared
        return tuple(self._waiting)

    def take(self, job: str) -> Prepared:
        return self._waiting.pop(job)

    def drop(self, job: str) -> None:
        """Forgets a job, which may come again."""
        self._begun.discard(job)
        self._waiting.pop(job, None)


def prepare(job: str, folder: Path, size: tuple[int, int]) -> Prepared:
    """Reads and checks the frames of a job. Not for the main thread."""
    try:
        frames = over_rest(checked_frames(folder, size), folder)
        return Prepared(job, frames, JobFolder(folder).read_request().hold)
    except SketchMotionError as error:
        return Prepared(job, error=error)
    except Exception as defect:
        return Prepared(job, error=InternalError("The frames can't be read: {why}", why=defect))


def put(prepared: Prepared, commission: Commission) -> LayerResult:
    """Imports the frames into the document they belong to.

    Raises what went wrong when they were prepared, and BadInput when the document is gone.
    """
    if prepared.error is not None:
        raise prepared.error
    document = find_document(commission.root, commission.document)
    if document is None:
        saved = "The result is kept: open the drawing, and apply it from its takes."
        lost = "It was never saved, so there is nothing to put the result on."
        raise BadInput(
            "The drawing of “{prompt}” is not open any more.",
            prompt=commission.prompt,
            hint=saved if commission.document else lost,
        )
    plan = plan_frames(prepared.frames, commission.start, prepared.hold)
    imported = put_on_timeline(document, plan, commission.prompt)
    return LayerResult(prepared.job, key_of(document), imported.layer_id, commission.layer_id)


def note_applied(folder: Path, layer_id: str) -> None:
    """Notes in a job's folder which layer holds its result. Not for the main thread."""
    takes.note_extra(folder, **{RESULT: layer_id})
    takes.mark_applied(folder)
