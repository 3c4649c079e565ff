# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the buttons of Find Objects, Clean Up and Colour share: start, cancel, apply, progress.

Each is work of the engine on the drawing; see `jobs.drawing_tasks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .. import wording
from ..host_state import scene_of
from ..jobs.drawing_tasks import DrawingTask
from ..jobs.session import session
from .drawing_operator import DrawingOperator
from .operators import JobOperator, PanelOperator
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context, UILayout


class StartTask(DrawingOperator):
    """A base of operators that send the drawing off.

    Attributes:
        tasks: the kind of work.
    """

    bl_options = {"REGISTER"}  # noqa: RUF012
    tasks: ClassVar[DrawingTask[Any]]

    def work(self, context: Context) -> None:
        view = getattr(context, "region_data", None)
        self.tasks.start(self.source(context), scene_of(context), view)


class CancelTask(PanelOperator):
    """A base of operators that stop the work on its way."""

    bl_label = "Cancel"
    bl_options = {"INTERNAL"}  # noqa: RUF012
    tasks: ClassVar[DrawingTask[Any]]

    def work(self, context: Context) -> None:
        self.tasks.cancel()


class ApplyTask(JobOperator):
    """A base of operators that write an answer, as one undo step."""

    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012
    severity = "WARNING"  # called from a timer, where an ERROR would be an exception
    tasks: ClassVar[DrawingTask[Any]]

    def work(self, context: Context) -> None:
        self.tasks.apply(self.job)


def draw_progress(layout: UILayout, tasks: DrawingTask[Any], text: str, cancel: str) -> bool:
    """Draw how far the work is, with a button that stops it; return whether there is any.

    text: what is being done, translated; cancel: the operator that stops it.
    """
    job = tasks.job
    if not job:
        return False
    row = layout.row(align=True)
    state = session.side_job_state(job)
    row.progress(factor=wording.fraction(state) if state else 0.0, text=text, translate=False)
    row.operator(cancel, text="", icon="X")
    return True


def draw_summary(layout: UILayout, tasks: DrawingTask[Any], width: int) -> None:
    """Draw what the last work has done."""
    if tasks.summary:
        draw_lines(layout, tasks.summary, width, "INFO")
