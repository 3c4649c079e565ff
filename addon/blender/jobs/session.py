# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The session of this run of Blender, and what it needs of Blender."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy

from ...client.engine.process import EngineCommand
from ...client.host import Host
from ...client.jobs.open_document import DocumentKey
from ...client.jobs.states import Delivered, Finished
from ...client.jobs.submission import Submission
from ...client.jobs.takes import Take
from ...client.session import Session
from ...contract.errors import InternalError
from ...contract.request import Request
from .. import host_state
from ..write import scene_takes
from . import engine_location, previews, submission
from .apply_result import write_result
from .job_target import ObjectTarget
from .raster_submission import raster_submission
from .submission import SceneInput


class BlenderHost(Host[SceneInput, ObjectTarget]):
    """Blender, as the session sees it."""

    name = "Blender"

    @property
    def document(self) -> DocumentKey:
        """The open file."""
        return DocumentKey(bpy.data.filepath)

    def engine_command(self) -> EngineCommand:
        """Return how to start the engine of the preferences. Raises BadInput."""
        return engine_location.engine_command()

    def request(self, asked: SceneInput) -> Request:
        """Return what the panel asks for. Raises BadInput."""
        return submission.request_of(asked)

    def capture(self, asked: SceneInput, request: Request) -> Submission[ObjectTarget]:
        """Return the job to submit. Raises BadInput."""
        if submission.is_raster(asked):
            return raster_submission(asked, request)
        return submission.vector_submission(asked, request)

    def target_of(self, take: Take) -> ObjectTarget:
        """Return what a job that was found on disk is for."""
        return replace(ObjectTarget.of_take(take), document=self.document.path)

    def is_idle(self) -> bool:
        """Return whether nothing modal runs in Blender."""
        return host_state.is_idle()

    def apply(
        self, job: str, state: Finished | Delivered, target: ObjectTarget, folder: Path
    ) -> object:
        """Write a result into the scene. Raises BadInput."""
        return write_result(job, state, target, folder)

    def apply_in_one_undo_step(self, job: str) -> None:
        """Apply by the operator: what is changed outside of one is lost by an undo.

        Never inside `temp_override`: Blender reads the override, a Python dictionary, in operators
        and undo pushes while it has released the interpreter to our threads, and crashes.
        """
        try:
            operators: Any = bpy.ops
            operators.sketch_motion.apply("EXEC_DEFAULT", True, job=job)
        except RuntimeError as error:  # how bpy.ops passes on any defect
            text = "The result can't be put on the timeline."
            raise InternalError(text, hint=str(error)) from error

    def jobs_present(self) -> Set[str]:
        """Return the jobs whose takes are in the file."""
        return {take.job for take in scene_takes.all_takes()}

    def redraw(self) -> None:
        """Draw the panels anew."""
        host_state.redraw_panels()

    def poll(self) -> bool:
        """Return whether the next frame of a preview is due."""
        return previews.is_due()


session: Session[SceneInput, ObjectTarget] = Session(BlenderHost())
