# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The glue between Blender and the client: what was asked for, and putting results in their place.

Only names and numbers are kept between ticks, never references into Blender's data: undo and
loading a file free what they point to. Nothing here is called from a thread.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import bpy

from ..client import takes
from ..client.client import EngineClient
from ..client.engine_process import EngineCommand
from ..client.states import ENDED, Changes, Delivered, EngineFailed, Finished, JobState
from ..client.takes import BATCH, DISMISSED, HostNote, Take
from ..contract.animation import Animation
from ..contract.drawing import Drawing
from ..contract.errors import BadInput, InternalError, SketchMotionError
from ..contract.job import JobFolder
from ..contract.request import Request
from . import idle, object_list, preferences, previews, raster_order, take_objects
from .capture import capture
from .capture_map import Origin
from .object_request import with_objects
from .properties import plane_of, request_of, settings_of, start_of
from .raster_order import Order
from .raster_results import RasterResult, comes_as_pictures, write_pictures
from .take_objects import SceneTake
from .write_back import Result, original_of, write_back

log = logging.getLogger(__package__)
NO_ENGINE_TICK_S = 1.0
LOOK_AGAIN_S = 3.0
#: Told which job ended and how; returns whether it is done with it.
Errand = Callable[[str, JobState], bool]


@dataclass(frozen=True)
class Commission:
    """A job of the open file. `drawing` is None for one that was found on disk."""

    object_name: str
    object_uid: int  # 0: unknown, found by name
    drawing: Drawing | None
    batch: str = ""  # one of a batch of seeds: the artist picks, so it is not applied by itself
    seed: int = 0


class Session:
    """One run of Blender. States of jobs are the client's; here is what only Blender knows."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(8)
        self.notice: SketchMotionError | None = None  # the last thing that went wrong here
        self.wake: Callable[[], None] = lambda: None  # makes the next tick come at once
        self._client: EngineClient | None = None
        self._command: EngineCommand | None = None
        self._commissions: dict[str, Commission] = {}
        self._errands: dict[str, Errand] = {}  # jobs that make no take, and who waits for them
        self._hidden: set[str] = set()  # takes that were applied or dismissed since the search
        self._takes_are_old = True  # what the client found is of another file
        self._looked = 0.0  # when takes were looked for
        self._file_is_new = True  # its jobs of an earlier run haven't been looked for

    # --- what the panel reads ---

    @property
    def client(self) -> EngineClient | None:
        return self._client

    def jobs(self) -> Mapping[str, JobState]:
        """The jobs of the open file that are not settled."""
        if self._client is None:
            return {}
        states = self._client.jobs
        return {job: states[job] for job in self._commissions if job in states}

    def found(self) -> tuple[Take, ...]:
        """Jobs of the open file from an earlier run of Blender, to resume or to apply."""
        if self._client is None:
            return ()
        hidden = self._hidden.union(self._client.jobs)
        return tuple(
            take
            for take in self._takes()
            if take.waits_for_user and DISMISSED not in take.note.extra and take.job not in hidden
        )

    def object_name(self, job: str) -> str:
        commission = self._commissions.get(job)
        return commission.object_name if commission else ""

    # --- what operators do ---

    def ready_client(self) -> EngineClient:
        """The client for the engine of the preferences. Raises BadInput when there is none."""
        command = preferences.engine_command()
        if self._client is None or command != self._command:
            self.close()
            self._client, self._command = EngineClient(command, host="Blender"), command
            self._file_is_new = False
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
            return raster_order.order_of(source, scene, view)
        objects = object_list.of(source)
        request = request_of(scene, objects)
        self.ready_client()
        found = capture(
            source,
            scene,
            selected_only=settings_of(scene).selected_only,
            plane=plane_of(scene),
            view=view,
            frame=start_of(scene),
        )
        request = with_objects(
            request,
            objects,
            found.drawing.object_names,
            all_move=bool(settings_of(scene).prompt.strip()),
        )
        return Order(request, found.drawing, source.name, source.session_uid)

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
            self._commissions[job] = Commission(order.name, order.uid, drawing, batch, seed)
            jobs.append(job)
        self.wake()
        return jobs[0]

    def run_errand(self, request: Request, drawing: Drawing | Path, errand: Errand) -> str:
        """Hands over a job that makes no take, like a search for objects. Raises BadInput.

        Once it has ended, each tick calls `errand` with its state until it returns True.
        """
        job = self.ready_client().submit(request, drawing)
        self._errands[job] = errand
        self.wake()
        return job

    def errand_state(self, job: str) -> JobState | None:
        """None where nobody waits for the job any more: another file is open."""
        if self._client is None or job not in self._errands:
            return None
        return self._client.jobs.get(job)

    def cancel(self, job: str) -> None:
        if self._client is not None:
            self._client.cancel(job)

    def resume(self, job: str) -> None:
        """Goes on with a job, of this run or of an earlier one. Raises BadInput."""
        client = self.ready_client()
        self._adopt(job)
        client.resume(job)
        self.wake()

    def open_take(self, job: str) -> None:
        """Reads the result of a job that was done before; it is applied by a later tick."""
        client = self.ready_client()
        self._adopt(job)
        client.open_result(job)
        self.wake()

    def retry(self, job: str, patch: Mapping[str, object]) -> str:
        """The same drawing with other settings, as an error offers. Raises BadInput."""
        client = self.ready_client()
        commission = self._commissions.pop(job)
        variant = client.retry(job, dict(patch))
        self.wake()
        self._commissions[variant] = commission
        return variant

    def redo(self, take: SceneTake, patch: Mapping[str, object]) -> str:
        """The take's drawing once more with some settings changed, perhaps only a part of it.

        Raises BadInput.
        """
        client = self.ready_client()
        job = client.retry(take.job, dict(patch))
        self.wake()
        self._commissions[job] = Commission(take.source_name, 0, None)
        return job

    def batch_jobs(self) -> dict[str, list[str]]:
        """The batches of seeds of the open file: batch -> its jobs that are not settled."""
        found: dict[str, list[str]] = {}
        for job in self.jobs():
            batch = self._commissions[job].batch
            if batch:
                found.setdefault(batch, []).append(job)
        return found

    def close_batch(self, jobs: Sequence[str]) -> None:
        """Takes a batch off the panel; what still runs is cancelled."""
        for job in jobs:
            self.cancel(job)
            self.dismiss(job)

    def commission(self, job: str) -> Commission | None:
        return self._commissions.get(job)

    def dismiss(self, job: str) -> None:
        """The user doesn't want to see a job that ended any more. Its folder stays."""
        self._drop(job)
        if self._client is not None:
            folder = self._client.folder(job)
            self._client.do_in_background(lambda: _note_dismissed(folder))
            self._hidden.add(job)

    def dismiss_notice(self) -> None:
        self.notice = None
        if self._client is not None and isinstance(self._client.engine, EngineFailed):
            self._client.stop()

    def apply(self, job: str) -> Result | RasterResult:
        """Writes a finished job's result. Raises BadInput when its drawing is gone or changed."""
        state = self.jobs().get(job)
        if self._client is None or not isinstance(state, (Finished, Delivered)):
            raise BadInput("There is no result to apply.")
        folder = self._client.folder(job)
        commission = self._commissions[job]
        result = (
            write_pictures(folder, partial(_needed_object, commission))
            if isinstance(state, Delivered) or comes_as_pictures(folder)
            else self._write_strokes(state.animation, commission, folder)
        )
        request = JobFolder(folder).read_request()
        parts = state.animation.object_names if isinstance(state, Finished) else ()
        controls = result.empties if isinstance(result, Result) else ()
        start = result.start
        take_objects.mark(result.object, controls, job, request, start=start, parts=parts)
        self._client.do_in_background(lambda: takes.mark_applied(folder))
        self._drop(job)
        self._hidden.add(job)
        return result

    def _write_strokes(self, animation: Animation, commission: Commission, folder: Path) -> Result:
        drawing = commission.drawing or Drawing.read(JobFolder(folder).drawing_path)
        source = _needed_object(commission)
        origin = Origin.of_host(drawing.host)
        scene = bpy.data.scenes.get(origin.scene_name) or source.users_scene[0]
        return write_back(animation, drawing, source, scene)

    # --- the timer and the handlers ---

    def pump(self) -> Changes:
        """Takes in what has happened and applies what is ready. Never blocks."""
        if self._file_is_new:
            self._look_into_new_file()
        if self._client is None:
            return Changes()
        changes = self._client.tick()
        if changes.takes:
            self._takes_are_old = False
            self._adopt_known()
        self._look_again()
        for job, state in list(self.jobs().items()):
            wanted = not self._commissions[job].batch
            if wanted and isinstance(state, (Finished, Delivered)) and idle.is_idle():
                self._apply_by_operator(job)
        self._end_errands()
        if changes or previews.is_due():
            idle.redraw_panels()
        return changes

    @property
    def tick_s(self) -> float:
        return self._client.tick_s if self._client is not None else NO_ENGINE_TICK_S

    def file_loaded(self) -> None:
        """Another file is open: its jobs are looked for; those of the old one go on on disk."""
        for job, state in self.jobs().items():
            if isinstance(state, ENDED) and self._client is not None:
                self._client.forget(job)
        self._commissions.clear()
        for job in self._errands:
            self.cancel(job)
        self._errands.clear()
        self._hidden.clear()
        self.notice = None
        self._file_is_new = self._takes_are_old = True
        self.wake()

    def file_saved(self) -> None:
        """A file that had no name has one now: so have its jobs."""
        if self._client is not None and self._command is not None:
            jobs, document = self._command.jobs, bpy.data.filepath
            self._client.do_in_background(lambda: _name_document(jobs, self.name, document))

    def look_for_takes(self) -> None:
        self._looked = time.monotonic()
        if self._client is not None:
            self._client.look_for_takes(document=bpy.data.filepath, session=self.name)

    def close(self, wait_s: float = 0.0) -> None:
        if self._client is not None:
            self._client.close(wait_s)
        self._client = None
        self._commissions.clear()
        self._errands.clear()

    def _end_errands(self) -> None:
        """An errand's folder has done its work once somebody has taken in what it made."""
        for job, errand in list(self._errands.items()):
            state = self.errand_state(job)
            if self._client is None or not isinstance(state, ENDED) or not errand(job, state):
                continue
            del self._errands[job]
            self._client.forget(job)
            remove = partial(shutil.rmtree, self._client.folder(job), ignore_errors=True)
            self._client.do_in_background(remove)

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
        self._commissions.pop(job, None)
        if self._client is not None:
            self._client.forget(job)

    def _dismiss_ended(self, object_name: str) -> None:
        """What was cancelled or failed is off the panel once its drawing is animated anew."""
        for job, state in list(self.jobs().items()):
            if isinstance(state, ENDED) and self.object_name(job) == object_name:
                self.dismiss(job)

    def _look_into_new_file(self) -> None:
        """Looks for jobs of an earlier run. It starts no engine, but has to know where it is."""
        self._file_is_new = False
        if self._client is not None:
            self.look_for_takes()
        elif bpy.data.filepath:
            try:
                self.ready_client()
            except SketchMotionError:
                log.info("No engine is set up: jobs of %s are not looked for", bpy.data.filepath)

    def _adopt_known(self) -> None:
        """Jobs that this run of Blender gave to the engine before another file was open."""
        if self._client is None or not bpy.data.filepath:
            return
        for take in self._takes():
            if take.job in self._client.jobs and take.note.applied is None:
                commission = Commission(
                    take.note.object_name, 0, None, take.batch, take.request.seed
                )
                self._commissions.setdefault(take.job, commission)

    def _takes(self) -> tuple[Take, ...]:
        """The takes of the open file, once they were looked for."""
        if self._client is None or self._takes_are_old:
            return ()
        document = bpy.data.filepath
        return tuple(t for t in self._client.takes if t.note.belongs_to(document, self.name))

    def _look_again(self) -> None:
        """An engine that lost its Blender is still saving: its job can be resumed soon."""
        if self._client is None or time.monotonic() - self._looked < LOOK_AGAIN_S:
            return
        if any(t.status == "running" and t.job not in self._client.jobs for t in self._takes()):
            self.look_for_takes()

    def _adopt(self, job: str) -> None:
        if job in self._commissions:
            return
        for take in self.found():
            if take.job == job:
                self._commissions[job] = Commission(take.note.object_name, 0, None)
                return
        raise BadInput("This job is not one of the open file.")


def find_object(commission: Commission) -> Any:
    """The drawn object, also after it was renamed; None when it is gone."""
    for item in bpy.data.objects:
        if commission.object_uid and item.session_uid == commission.object_uid:
            return item if item.users_scene else None
    found = bpy.data.objects.get(commission.object_name)
    return found if found is not None and found.users_scene else None


def _needed_object(commission: Commission) -> Any:
    """The drawn object. Raises BadInput when it is gone."""
    found = find_object(commission)
    if found is None:
        raise BadInput(
            f"{commission.object_name!r} is not in this file any more.",
            hint="The result is kept. Undo, and apply it from the list.",
        )
    return found


def _note_dismissed(folder: Path) -> None:
    try:
        note = HostNote.read(folder)
        replace(note, extra={**note.extra, DISMISSED: True}).write(folder)
    except SketchMotionError as error:
        log.warning("%s is not marked as dismissed: %s", folder, error)


def _name_document(jobs: Any, session: str, document: str) -> None:
    takes.document_saved(jobs, session, document)


session = Session()
