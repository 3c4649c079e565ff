# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing a finished job into a layer: its frames are checked in the background first."""

from __future__ import annotations

import queue
from dataclasses import dataclass
from pathlib import Path

from ...client.client import EngineClient
from ...contract.errors import BadInput, InternalError, SketchMotionError
from ...contract.job import JobFolder
from ..capture.document import find_document, find_node, key_of
from ..write.exact_frame import FIRST, first_frame, has_own_colours, keep_first
from ..write.frame_compose import REST, over_rest
from ..write.frame_files import checked_frames
from ..write.frame_plan import plan_frames
from ..write.results import LayerResult
from ..write.timeline import put_on_timeline
from .job_target import LayerTarget


@dataclass(frozen=True)
class Prepared:
    """The frames of a job, checked and ready to import; or the error that is in the way.

    Attributes:
        paint: The folder of a job that warped the paint of a whole layer: the result keeps the
            layer's colours. None for other jobs.
    """

    job: str
    frames: tuple[Path, ...] = ()
    hold: int = 1
    paint: Path | None = None
    error: SketchMotionError | None = None


class PendingImports:
    """Finished jobs whose frames are checked in the background, then wait for a pause."""

    def __init__(self) -> None:
        self._begun: set[str] = set()
        self._arrived: queue.SimpleQueue[Prepared] = queue.SimpleQueue()
        self._waiting: dict[str, Prepared] = {}

    def prepare(self, client: EngineClient, job: str, folder: Path, size: tuple[int, int]) -> bool:
        """Have a job's frames checked, once; return whether they are ready to import."""
        if job not in self._begun:
            self._begun.add(job)
            arrived = self._arrived
            client.do_in_background(lambda: arrived.put(prepare(job, folder, size)))
        while not self._arrived.empty():
            prepared = self._arrived.get()
            if prepared.job in self._begun:
                self._waiting[prepared.job] = prepared
        return job in self._waiting

    def take(self, job: str) -> Prepared:
        """Return the frames of a job that is ready. Raises BadInput when it is not."""
        if job not in self._waiting:
            raise BadInput("There is no result to apply.")
        return self._waiting.pop(job)

    def drop(self, job: str) -> None:
        """Forget a job, which may come again."""
        self._begun.discard(job)
        self._waiting.pop(job, None)


def prepare(job: str, folder: Path, size: tuple[int, int]) -> Prepared:
    """Read and check the frames of a job. Not for the main thread."""
    try:
        frames = over_rest(checked_frames(folder, size), folder)
        request = JobFolder(folder).read_request()
        whole = not (folder / REST).is_file()  # no selection: the layer is all of the picture
        paint = folder if request.path == "warp" and whole else None
        return Prepared(job, frames, request.hold, paint)
    except SketchMotionError as error:
        return Prepared(job, error=error)
    except Exception as defect:
        return Prepared(job, error=InternalError("The frames can't be read: {why}", why=defect))


def put(prepared: Prepared, target: LayerTarget) -> LayerResult:
    """Import the frames into the document they belong to, and return the layer.

    Raises what went wrong when they were prepared, and BadInput when the document is gone.
    """
    if prepared.error is not None:
        raise prepared.error
    document = find_document(target.root, target.document)
    if document is None:
        saved = "The result is kept: open the drawing, and apply it from its takes."
        lost = "It was never saved, so there is nothing to put the result on."
        raise BadInput(
            "The drawing of “{prompt}” is not open any more.",
            prompt=target.prompt,
            hint=saved if target.document else lost,
        )
    frames = prepared.frames
    original = find_node(document, target.object_id) if prepared.paint is not None else None
    if prepared.paint is not None:
        own = first_frame(document, original, prepared.paint / FIRST)
        frames = frames if own is None else (own, *frames[1:])
    plan = plan_frames(frames, target.start, prepared.hold)
    imported = put_on_timeline(document, plan, target.prompt, at_first=has_own_colours(original))
    if prepared.paint is not None:
        keep_first(document, imported.layer_id, original, plan.first)
    return LayerResult(prepared.job, key_of(document), imported.layer_id, target.object_id)
