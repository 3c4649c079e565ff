# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The session of this run of Krita, and what it needs of Krita."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...client.engine.process import EngineCommand
from ...client.host import Host
from ...client.jobs import takes
from ...client.jobs.open_document import DocumentKey
from ...client.jobs.states import Delivered, Finished
from ...client.jobs.submission import Submission
from ...client.jobs.takes import Take
from ...client.session import Session
from ...contract.request import Request
from ...contract.strict_json import JSON
from ..capture.capture import Captured
from ..capture.document import active_document, find_document, id_of, key_of, whole_fps
from ..write.frame_compose import REST
from ..write.frame_plan import LayerTiming
from ..write.results import LayerResult, Results
from . import settings, submission
from .idle import is_idle, travels
from .import_frames import PendingImports, put
from .job_target import RESULT, TIMING, LayerTarget
from .submission import DockerInput

if TYPE_CHECKING:
    from krita import Document

LOOK_S = 0.5  # between looks for what Krita doesn't report


class KritaHost(Host[DockerInput, LayerTarget]):
    """Krita, as the session sees it. Only names and ids are kept between ticks.

    Attributes:
        document: The document in front. Krita tells plugins little about documents, so it is
            looked at now and then.
        results: The layers that hold results.
        listeners: Called to draw the docker.
        paths: The file that each document had when it was last in front, by its key; "" for none.
        pollers: Called now and then; they return whether to draw the docker.
    """

    name = "Krita"
    lists_side_jobs = True
    document = DocumentKey()

    def __init__(self) -> None:
        self.results = Results()
        self.paths: dict[str, str] = {}
        self.listeners: list[Callable[[], None]] = []
        self.pollers: list[Callable[[], bool]] = []
        self._imports = PendingImports()
        self._polled_at = 0.0

    def engine_command(self) -> EngineCommand:
        """Return how to start the engine of the settings. Raises BadInput."""
        return settings.engine_command()

    # --- from the drawing to a job ---

    def request(self, asked: DockerInput) -> Request:
        """Return what the docker asks for. Raises BadInput."""
        request = asked.settings.request((whole_fps(submission.open_drawing()), 1))
        return replace(request, settings={**request.settings, **asked.expert})

    def capture(self, asked: DockerInput, request: Request) -> Submission[LayerTarget]:
        """Return the job to submit. Raises BadInput."""
        folder = self.engine_command().jobs
        return submission.animation_of(asked, request, self.results.original_of, folder)

    def capture_strokes(self, document: Document) -> Captured:
        """Capture the active layer for a question about its strokes. Raises BadInput."""
        return submission.captured_layer(document, self.results.original_of, "vector")

    def layer_in_front(self) -> str:
        """Return the id of the layer that a press of Animate would capture; "" for none."""
        document = active_document()
        if document is None:
            return ""
        node = submission.drawn_node(document, self.results.original_of)
        return id_of(node) if node is not None else ""

    def target_of(self, take: Take) -> LayerTarget:
        """Return what a job that was found on disk is for, in the document in front."""
        front = self.document
        return replace(LayerTarget.of_take(take), root=front.root, document=front.path)

    def carry_over(self, original: Path, variant: Path, target: LayerTarget) -> None:
        """Give a variant of a job the note's extra, and the picture under its frames."""
        takes.note_extra(variant, **target.extra())
        if (original / REST).is_file():
            (variant / REST).write_bytes((original / REST).read_bytes())

    # --- from a job to the document ---

    def is_idle(self) -> bool:
        """Return whether no pen is down, no dialog is open and no export moves the playhead."""
        return is_idle() and not travels

    def prepare(self, job: str, folder: Path, target: LayerTarget) -> bool:
        """Check the frames in the background, and return whether they are ready to import."""
        client = session.client
        return client is not None and self._imports.prepare(client, job, folder, target.size)

    def apply(
        self, job: str, state: Finished | Delivered, target: LayerTarget, folder: Path
    ) -> object:
        """Import the frames into a layer of their document. Raises BadInput."""
        result = put(self._imports.take(job), target)
        self.results.add(result, there=True)
        document = find_document(result.root, "")
        if document is not None:
            self.results.show_alone(document, result)
        return result

    def apply_in_one_undo_step(self, job: str) -> None:
        """Apply: an import is one step of Krita's undo."""
        session.apply(job)

    def note_of(self, result: object) -> dict[str, JSON]:
        """Return the layer of a result, for the note of its job."""
        if not isinstance(result, LayerResult):
            return {}
        timing = result.timing.to_json() if result.timing is not None else None
        return {RESULT: result.layer_id, TIMING: timing}

    def forget(self, job: str) -> None:
        """Drop the frames of a job."""
        self._imports.drop(job)

    # --- what is shown ---

    def redraw(self) -> None:
        """Draw the docker anew."""
        for listener in list(self.listeners):
            listener()

    def poll(self) -> bool:
        """Look now and then: another document in front, results undone or redone, exports ended."""
        if time.monotonic() - self._polled_at < LOOK_S:
            return False
        self._polled_at = time.monotonic()
        document_changed()
        document = active_document()
        changed = [poll() for poll in list(self.pollers)]
        root = self.document.root
        return (document is not None and self.results.look(document, root)) or any(changed)

    def poll_soon(self) -> None:
        """Let the next tick look, after something was done to layers."""
        self._polled_at = 0.0
        session.wake()

    def takes_changed(self, takes: tuple[Take, ...]) -> None:
        """Learn the layers of results of earlier runs, which their jobs' notes name."""
        root = self.document.root
        for take in takes:
            layer = take.note.extra.get(RESULT)
            if isinstance(layer, str) and (root, layer) not in self.results.known:
                timing = LayerTiming.of_json(take.note.extra.get(TIMING))
                drawn = take.note.object_id
                self.results.add(LayerResult(take.job, root, layer, drawn, timing))

    def result_of(self, take: Take) -> LayerResult | None:
        """Return the layer of a take in the document in front."""
        return self.results.of_job(take.job, self.document.root)


def document_changed() -> None:
    """Look whether another document is in front, or has another name."""
    before, front = host.document, active_document()
    host.document = DocumentKey(front.fileName() if front is not None else "", key_of(front))
    if host.document == before:
        return
    root, path = host.document.root, host.document.path
    known = host.paths.get(root)
    host.paths[root] = path
    if path and known is not None and known != path:  # it may have been saved behind another one
        session.document_saved(known)
    session.document_switched()


host = KritaHost()
session: Session[DockerInput, LayerTarget] = Session(host)
