# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The glue between Krita and the client: what was asked for, and putting results in their place.

Only names and ids are kept between ticks. Everything here runs in Krita's main thread; what reads
or writes pictures is done by the client's desk.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from ...client.client import EngineClient
from ...client.engine.process import EngineCommand
from ...client.jobs import takes
from ...client.jobs.states import ENDED, Changes, Delivered, EngineFailed, Finished, JobState
from ...client.jobs.takes import DISMISSED, Take
from ...contract.errors import BadInput, InternalError, SketchMotionError
from ...contract.request import Request
from ..capture.capture import Captured, capture
from ..capture.document import active_document, find_document, whole_fps
from ..panel_settings import CURRENT, PanelSettings
from ..write.results import LayerResult, Results
from . import settings
from .idle import is_idle
from .import_frames import Deliveries, Prepared, note_applied, put
from .job_target import Commission
from .objects import Objects
from .open_document import Front
from .submission import carry_over, commission_of, drawn_node, hand_over

log = logging.getLogger(__name__)
Choose = Callable[[Captured], Objects | None]
LOOK_S = 0.5  # between looks for results that were undone


class Session:
    """One run of Krita. States of jobs are the client's; here is what only Krita knows."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(8)
        self.notice: SketchMotionError | None = None
        self.changed: list[Callable[[], None]] = []  # who draws the panel
        self.pollers: list[Callable[[], bool]] = []  # asked now and then; True: draw the panel
        self.wake: Callable[[], None] = lambda: None  # makes the next tick come at once
        self.defer: Callable[[Callable[[], None]], None] = lambda work: work()
        self.results = Results()
        self._client: EngineClient | None = None
        self._command: EngineCommand | None = None
        self._commissions: dict[str, Commission] = {}
        self.answers: dict[str, Callable[[Path], None]] = {}  # who gets what another task made
        self._deliveries = Deliveries()
        self._applying = False
        self._looked = 0.0
        self._front = Front(self.name)

    # --- what the panel reads ---

    @property
    def client(self) -> EngineClient | None:
        return self._client

    @property
    def command(self) -> EngineCommand | None:
        return self._command

    @property
    def root(self) -> str:
        """The id of the document in front; "" for none."""
        return self._front.root

    def jobs(self) -> Mapping[str, JobState]:
        """The jobs of the active document that are not settled, those of others after them."""
        if self._client is None:
            return {}
        states = self._client.jobs
        mine = sorted(self._commissions, key=lambda job: self._commissions[job].root != self.root)
        return {job: states[job] for job in mine if job in states}

    def commission(self, job: str) -> Commission | None:
        return self._commissions.get(job)

    def found(self) -> tuple[Take, ...]:
        """The takes of the active document, newest first."""
        return self._front.takes(self._client)

    def result_of(self, take: Take) -> LayerResult | None:
        """The layer of a take in the active document."""
        return self.results.of_job(take.job, self.root)

    # --- what buttons do ---

    def ready_client(self) -> EngineClient:
        """The client for the engine that is named or set up. Raises BadInput without one."""
        command = settings.engine_command()
        if self._client is None or command != self._command:
            self.close()
            self._client, self._command = EngineClient(command, host="Krita"), command
            self.look_for_takes()
        return self._client

    def animate(self, asked: PanelSettings, choose: Choose = lambda captured: None) -> str:
        """Captures the active layer and hands it over; returns the job. Raises BadInput.

        `choose` gives the objects of what was captured on the path of strokes, None for none.
        """
        self.notice = None
        document = active_document()
        if document is None:
            raise BadInput("No drawing is open.", hint="Open a document, and draw something.")
        request = asked.request((whole_fps(document), 1))
        client = self.ready_client()
        found = self.captured(document, request.path)
        objects = choose(found) if request.path == "vector" else None
        if objects is not None:
            drawing, of_objects = objects.to_drawing()
            found = replace(found, drawing=drawing)
            request = replace(request, objects=of_objects)
        start = document.currentTime() if asked.start == CURRENT else asked.start
        commission = commission_of(document, found, int(start), request)
        self._dismiss_ended(found.layer_id)
        job = self.submit(client, request, found, commission)
        self._changed()
        return job

    def captured(self, document: object, path: str) -> Captured:
        """What is to be animated: of an active result its original. Raises BadInput."""
        return capture(document, drawn_node(document, self.results.original_of), path)

    def submit(
        self, client: EngineClient, request: Request, found: Captured, commission: Commission
    ) -> str:
        """Hands a captured drawing over; returns the job."""
        job = hand_over(client, request, found, commission.note(self.name))
        self._commissions[job] = commission
        self.wake()
        return job

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
        """Puts a finished take on the timeline: its result is read first."""
        client = self.ready_client()
        self._adopt(job)
        client.open_result(job)
        self.wake()

    def retry(self, job: str, patch: Mapping[str, object]) -> str:
        """The same drawing with other settings, as an error offers. Raises BadInput."""
        client = self.ready_client()
        self._adopt(job)
        commission = self._commissions.pop(job)
        variant = client.retry(job, dict(patch))
        carry_over(client, job, variant, commission)
        request_path = patch.get("path", commission.path)
        self._commissions[variant] = replace(commission, path=str(request_path))
        self.wake()
        return variant

    def dismiss(self, job: str) -> None:
        """The user doesn't want to see a job that ended any more. Its folder stays."""
        self._drop(job)
        if self._client is not None:
            folder = self._client.folder(job)
            self._client.do_in_background(lambda: takes.note_extra(folder, **{DISMISSED: True}))
            self.look_for_takes()
        self._changed()

    def dismiss_notice(self) -> None:
        self.notice = None
        if self._client is not None and isinstance(self._client.engine, EngineFailed):
            self._client.stop()
        self._changed()

    def tell(self, error: SketchMotionError) -> None:
        """Shows an error in the docker."""
        self.notice = error
        self._changed()

    # --- the timer ---

    def tick(self) -> Changes:
        """Takes in what has happened and applies what is ready, for a few milliseconds."""
        if self._applying:  # Krita lets timers run while it imports: its document is locked then
            return Changes()
        changes = self._client.tick() if self._client is not None else Changes()
        if changes.takes:
            self._front.learn(self._client, self.results)
        for job, state in list(self.jobs().items()):
            if isinstance(state, (Finished, Delivered)):
                self._prepare(job)
        followed = self._follow()
        if changes or followed:
            self._changed()
        if self._deliveries.waiting() and is_idle():
            self.defer(self.apply_next)
        return changes

    def apply_next(self) -> None:
        """Puts the next result that is ready on its timeline."""
        waiting = self._deliveries.waiting()
        if not waiting or self._applying or not is_idle():
            return
        self._applying = True
        try:
            self._apply(waiting[0])
        finally:
            self._applying = False

    def document_changed(self) -> None:
        """Looks whether another document is in front, or has another name."""
        saved = self._front.moved(self._client)
        if saved is None:
            return
        for job, known in self._commissions.items():
            if saved and known.root == saved:
                self._commissions[job] = replace(known, document=self._front.path)
        if self._client is None and self._front.path:
            self._find_engine()
        self.look_for_takes()
        self._changed()

    def _find_engine(self) -> None:
        """A file may have jobs of an earlier run. Nothing is started, but its folder is known."""
        try:
            self.ready_client()
        except SketchMotionError:
            log.info("No engine is set up: jobs of %s are not looked for", self._front.path)

    def look_for_takes(self) -> None:
        self._front.look_for_takes(self._client)
        self.wake()

    def close(self, wait_s: float = 0.0) -> None:
        if self._client is not None:
            self._client.close(wait_s)
        self._client = self._command = None
        self._commissions.clear()
        self._deliveries = Deliveries()

    # --- results ---

    def _prepare(self, job: str) -> None:
        if self._client is None:
            return
        commission = self._commissions[job]
        if commission.task != "animate":
            answer = self.answers.pop(job, None)
            if answer is not None:
                answer(self._client.folder(job))
            self._drop(job)
            return
        self._deliveries.begin(self._client, job, commission.size)

    def _apply(self, job: str) -> None:
        """Puts a result on its document's timeline. What goes wrong becomes a notice."""
        prepared = self._deliveries.take(job)
        commission = self._commissions.get(job)
        if self._client is None or commission is None:
            return
        try:
            self._put(self._client, prepared, commission)
        except SketchMotionError as error:
            self.notice = error
        except Exception as defect:
            log.exception("The result of %s can't be put on the timeline", job)
            self.notice = InternalError(
                "The result can't be put on the timeline.",
                hint=f"{type(defect).__name__}: {defect}",
            )
        self._drop(job)
        self.look_for_takes()
        self._changed()

    def _put(self, client: EngineClient, prepared: Prepared, commission: Commission) -> None:
        result = put(prepared, commission)
        self.results.add(result, there=True)
        document = find_document(result.root, "")
        if document is not None:
            self.results.show_alone(document, result)
        folder = client.folder(prepared.job)
        client.do_in_background(lambda: note_applied(folder, result.layer_id))

    def look(self) -> None:
        """Looks now, after something was done to layers."""
        self._looked = 0.0
        self.wake()

    def _follow(self) -> bool:
        """Now and then: another document in front, results undone or redone, exports ended."""
        if time.monotonic() - self._looked < LOOK_S:
            return False
        self._looked = time.monotonic()
        self.document_changed()
        self._front.look_again(self._client)
        document = active_document()
        changed = [poll() for poll in self.pollers]
        return (document is not None and self.results.look(document, self.root)) or any(changed)

    # --- jobs ---

    def _drop(self, job: str) -> None:
        self._commissions.pop(job, None)
        self._deliveries.drop(job)
        if self._client is not None:
            self._client.forget(job)

    def _dismiss_ended(self, layer_id: str) -> None:
        """What was cancelled or failed is off the panel once its layer is animated anew."""
        for job, state in list(self.jobs().items()):
            ended = isinstance(state, ENDED) and not isinstance(state, (Finished, Delivered))
            if ended and self._commissions[job].layer_id == layer_id:
                self.dismiss(job)

    def _adopt(self, job: str) -> None:
        if job in self._commissions:
            return
        for take in self.found():
            if take.job == job:
                found = Commission.of_note(take.note, take.request)
                self._commissions[job] = replace(found, root=self.root)
                return
        raise BadInput("This job is not one of the open document.")

    def _changed(self) -> None:
        for listener in list(self.changed):
            listener()


session = Session()
