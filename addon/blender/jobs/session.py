# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The glue between Blender and the client: what was asked for, and putting results in their place.

Only names and numbers are kept between ticks, never references into Blender's data: undo and
loading a file free what they point to. Nothing here is called from a thread.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy

from ...client.client import EngineClient
from ...client.engine.process import EngineCommand
from ...client.jobs import takes
from ...client.jobs.states import ENDED, Changes, Delivered, EngineFailed, Finished, JobState
from ...client.jobs.takes import BATCH, HostNote, Take
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, InternalError, SketchMotionError
from ...contract.request import Request
from .. import host_state
from ..objects import object_list
from ..settings import request_of, settings_of
from ..write.raster_results import RasterResult
from ..write.scene_takes import SceneTake
from ..write.write_back import VectorResult, original_of
from . import engine_location, previews, raster_submission
from .apply_result import write_result
from .job_target import Commission
from .open_file import OpenFile
from .side_jobs import Errand, Errands
from .submission import Order, order_of

log = logging.getLogger(__package__)
NO_ENGINE_TICK_S = 1.0


class Session:
    """One run of Blender. States of jobs are the client's; here is what only Blender knows."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(8)
        self.notice: SketchMotionError | None = None  # the last thing that went wrong here
        self.wake: Callable[[], None] = lambda: None  # makes the next tick come at once
        self._client: EngineClient | None = None
        self._command: EngineCommand | None = None
        self._errands = Errands()
        self._file = OpenFile(self.name)

    # --- what the panel reads ---

    @property
    def client(self) -> EngineClient | None:
        return self._client

    def jobs(self) -> Mapping[str, JobState]:
        """The jobs of the open file that are not settled."""
        return self._file.jobs(self._client) if self._client is not None else {}

    def found(self) -> tuple[Take, ...]:
        """Jobs of the open file from an earlier run of Blender, to resume or to apply."""
        return self._file.waiting(self._client) if self._client is not None else ()

    def object_name(self, job: str) -> str:
        commission = self._file.commissions.get(job)
        return commission.object_name if commission else ""

    # --- what operators do ---

    def ready_client(self) -> EngineClient:
        """The client for the engine of the preferences. Raises BadInput when there is none."""
        command = engine_location.engine_command()
        if self._client is None or command != self._command:
            self.close()
            self._client, self._command = EngineClient(command, host="Blender"), command
            self.look_for_takes()
        return self._client

    def animate(self, source: Any, scene: Any, view: Any) -> str:
        """Captures and hands over; returns the job. A result is animated anew from its original.

        Raises BadInput.
        """
        return self.submit(self.order(source, scene, view), seeds=settings_of(scene).seeds)

    def order(self, source: Any, scene: Any, view: Any) -> Order:
        """What the panel asks for, with the drawing as it is now. Raises BadInput."""
        self.notice = None
        source = original_of(source)
        if settings_of(scene).path == "raster":
            self.ready_client()
            return raster_submission.order_of(source, scene, view)
        objects = object_list.of(source)
        request = request_of(scene, objects)  # says what is missing before an engine is started
        self.ready_client()
        return order_of(request, objects, source, scene, view)

    def submit(self, order: Order, *, seeds: int = 1) -> str:
        """Submits one job, or a batch of jobs that differ in their seed; returns the first.

        Raises BadInput.
        """
        client = self.ready_client()
        note = HostNote(
            host="blender",
            document=bpy.data.filepath,
            session=self.name,
            object_name=order.name,
            object_id=str(order.uid),
        )
        self._dismiss_ended(order.name)
        drawing = order.given if isinstance(order.given, Drawing) else None
        batch = secrets.token_hex(4) if seeds > 1 else ""
        if batch:
            note = replace(note, extra={BATCH: batch})
        jobs = []
        for seed in range(order.request.seed, order.request.seed + seeds):
            job = client.submit(replace(order.request, seed=seed), order.given, note)
            self._file.commissions[job] = Commission(order.name, order.uid, drawing, batch, seed)
            jobs.append(job)
        self.wake()
        return jobs[0]

    def run_errand(self, request: Request, drawing: Drawing | Path, errand: Errand) -> str:
        """Hands over a job that makes no take, like a search for objects. Raises BadInput.

        Once it has ended, each tick calls `errand` with its state until it returns True.
        """
        job = self.ready_client().submit(request, drawing)
        self._errands.add(job, errand)
        self.wake()
        return job

    def errand_state(self, job: str) -> JobState | None:
        """None where nobody waits for the job any more: another file is open."""
        return self._errands.state(self._client, job)

    def cancel(self, job: str) -> None:
        if self._client is not None:
            self._client.cancel(job)

    def resume(self, job: str) -> None:
        """Goes on with a job, of this run or of an earlier one. Raises BadInput."""
        client = self.ready_client()
        self._file.adopt(client, job)
        client.resume(job)
        self.wake()

    def open_take(self, job: str) -> None:
        """Reads the result of a job that was done before; it is applied by a later tick."""
        client = self.ready_client()
        self._file.adopt(client, job)
        client.open_result(job)
        self.wake()

    def retry(self, job: str, patch: Mapping[str, object]) -> str:
        """The same drawing with other settings, as an error offers. Raises BadInput."""
        client = self.ready_client()
        commission = self._file.commissions.pop(job)
        variant = client.retry(job, dict(patch))
        self.wake()
        self._file.commissions[variant] = commission
        return variant

    def redo(self, take: SceneTake, patch: Mapping[str, object]) -> str:
        """The take's drawing once more with some settings changed, perhaps only a part of it.

        Raises BadInput.
        """
        client = self.ready_client()
        job = client.retry(take.job, dict(patch))
        self.wake()
        self._file.commissions[job] = Commission(take.source_name, 0, None)
        return job

    def batch_jobs(self) -> dict[str, list[str]]:
        """The batches of seeds of the open file: batch -> its jobs that are not settled."""
        found: dict[str, list[str]] = {}
        for job in self.jobs():
            batch = self._file.commissions[job].batch
            if batch:
                found.setdefault(batch, []).append(job)
        return found

    def close_batch(self, jobs: Sequence[str]) -> None:
        """Takes a batch off the panel; what still runs is cancelled."""
        for job in jobs:
            self.cancel(job)
            self.dismiss(job)

    def commission(self, job: str) -> Commission | None:
        return self._file.commissions.get(job)

    def dismiss(self, job: str) -> None:
        """The user doesn't want to see a job that ended any more. Its folder stays."""
        self._drop(job)
        if self._client is not None:
            self._file.dismiss(self._client, job)

    def dismiss_notice(self) -> None:
        self.notice = None
        if self._client is not None and isinstance(self._client.engine, EngineFailed):
            self._client.stop()

    def apply(self, job: str) -> VectorResult | RasterResult:
        """Writes a finished job's result. Raises BadInput when its drawing is gone or changed."""
        state = self.jobs().get(job)
        if self._client is None or not isinstance(state, (Finished, Delivered)):
            raise BadInput("There is no result to apply.")
        folder = self._client.folder(job)
        result = write_result(job, state, self._file.commissions[job], folder)
        self._client.do_in_background(lambda: takes.mark_applied(folder))
        self._drop(job)
        self._file.hide(job)
        return result

    # --- the timer and the handlers ---

    def pump(self) -> Changes:
        """Takes in what has happened and applies what is ready. Never blocks."""
        if self._file.is_new:
            self._look_into_new_file()
        if self._client is None:
            return Changes()
        changes = self._client.tick()
        if changes.takes:
            self._file.found(self._client)
        self._file.look_again(self._client)
        for job, state in list(self.jobs().items()):
            wanted = not self._file.commissions[job].batch
            if wanted and isinstance(state, (Finished, Delivered)) and host_state.is_idle():
                self._apply_by_operator(job)
        self._errands.end(self._client)
        if changes or previews.is_due():
            host_state.redraw_panels()
        return changes

    @property
    def tick_s(self) -> float:
        return self._client.tick_s if self._client is not None else NO_ENGINE_TICK_S

    def file_loaded(self) -> None:
        """Another file is open: its jobs are looked for; those of the old one go on on disk."""
        for job, state in self.jobs().items():
            if isinstance(state, ENDED) and self._client is not None:
                self._client.forget(job)
        self._file.loaded()
        self._errands.forget(self._client)
        self.notice = None
        self.wake()

    def file_saved(self) -> None:
        """A file that had no name has one now: so have its jobs."""
        if self._client is not None and self._command is not None:
            self._file.saved(self._client, self._command.jobs)

    def look_for_takes(self) -> None:
        if self._client is not None:
            self._file.look(self._client)

    def close(self, wait_s: float = 0.0) -> None:
        if self._client is not None:
            self._client.close(wait_s)
        self._client = None
        self._file.commissions.clear()
        self._errands.forget()

    def _apply_by_operator(self, job: str) -> None:
        """One undo step, by the operator: what is changed outside of one is lost by an undo.

        Never inside `temp_override`: Blender reads the override, a Python dictionary, in operators
        and undo pushes while it has released the interpreter to our threads, and crashes.
        """
        try:
            bpy.ops.sketch_motion.apply("EXEC_DEFAULT", True, job=job)
        except RuntimeError as error:  # how bpy.ops passes on any defect
            log.error("The result of %s can't be applied: %s", job, error)
            self.notice = InternalError("The result can't be put on the timeline.", hint=str(error))
        if job in self.jobs():  # it didn't work: not again with the next tick, but from the list
            self._drop(job)
            self.look_for_takes()

    def _drop(self, job: str) -> None:
        """Takes a job that ended off the panel."""
        self._file.commissions.pop(job, None)
        if self._client is not None:
            self._client.forget(job)

    def _dismiss_ended(self, object_name: str) -> None:
        """What was cancelled or failed is off the panel once its drawing is animated anew."""
        for job, state in list(self.jobs().items()):
            if isinstance(state, ENDED) and self.object_name(job) == object_name:
                self.dismiss(job)

    def _look_into_new_file(self) -> None:
        """Looks for jobs of an earlier run. It starts no engine, but has to know where it is."""
        self._file.is_new = False
        if self._client is not None:
            self.look_for_takes()
        elif bpy.data.filepath:
            try:
                self.ready_client()
            except SketchMotionError:
                log.info("No engine is set up: jobs of %s are not looked for", bpy.data.filepath)


session = Session()
