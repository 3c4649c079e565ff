# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a session needs of its host: Blender, Krita, or a stand-in in tests."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Protocol, TypeVar

from ..contract.request import Request
from ..contract.strict_json import JSON
from .engine.process import EngineCommand
from .jobs.job_target import TargetT
from .jobs.open_document import DocumentKey
from .jobs.states import Delivered, Finished
from .jobs.submission import Submission
from .jobs.takes import Take

#: What a press of Animate is about, as the host's panel has it.
InputT = TypeVar("InputT", contravariant=True)


class Host(Protocol[InputT, TargetT]):
    """One program that animates. All is called from its main thread, and none of it may wait.

    A host derives from this class: what has a body here is for those hosts alone that need it.

    Attributes:
        name: As people call it; lower case in the notes of jobs.
        lists_side_jobs: Whether side jobs are shown among the other jobs, so that one that failed
            can be resumed; else they are shown where they were asked for.
    """

    name: str
    lists_side_jobs: bool = False

    @property
    def document(self) -> DocumentKey:
        """The document that is open, or in front."""
        ...

    def engine_command(self) -> EngineCommand:
        """Return how to start the engine. Raises BadInput when there is none."""
        ...

    # --- from the drawing to a job ---

    def request(self, asked: InputT) -> Request:
        """Return what the panel asks for, before the drawing is read. Raises BadInput."""
        ...

    def capture(self, asked: InputT, request: Request) -> Submission[TargetT]:
        """Return the job to submit, with the drawing as it is now. Raises BadInput."""
        ...

    def target_of(self, take: Take) -> TargetT:
        """Return what a job that was found on disk is for."""
        ...

    def carry_over(self, original: Path, variant: Path, target: TargetT) -> None:
        """Give the folder of a variant of a job what only this host keeps in a job's folder.

        Called in the file worker's thread.
        """
        return

    # --- from a job to the document ---

    def is_idle(self) -> bool:
        """Return whether the artist pauses, so that the document can be changed."""
        ...

    def prepare(self, job: str, folder: Path, target: TargetT) -> bool:
        """Get a result ready to be applied, and return whether it is; called in each tick."""
        return True

    def apply(self, job: str, state: Finished | Delivered, target: TargetT, folder: Path) -> object:
        """Write a result into the document. Raises BadInput when its drawing is gone or changed."""
        ...

    def apply_in_one_undo_step(self, job: str) -> None:
        """Call `Session.apply` in such a way that one undo takes the result back."""
        ...

    def note_of(self, result: object) -> dict[str, JSON]:
        """Return what to note in the job of a result, so that the result is known again."""
        return {}

    def jobs_present(self) -> Set[str] | None:
        """Return the jobs whose results are in the document; None where the host can't tell."""
        return None

    def forget(self, job: str) -> None:
        """Drop what `prepare` keeps of a job."""
        return

    # --- what is shown ---

    def redraw(self) -> None:
        """Draw the panel anew."""
        ...

    def poll(self) -> bool:
        """Look at what the host doesn't report by itself; return whether to draw the panel anew."""
        return False

    def takes_changed(self, takes: tuple[Take, ...]) -> None:
        """Take in the takes of the document, after they were searched for."""
        return
