# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The top of the sidebar tab "Sketch Motion": the prompt, the button, jobs that run, errors.

The panels below it are in modules of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from ...client.jobs.estimate import memory_text
from ...client.jobs.states import (
    EngineFailed,
    Interrupted,
    JobCancelled,
    JobFailed,
    JobState,
    Running,
    Starting,
    Waiting,
)
from ...contract.errors import SketchMotionError
from .. import wording
from ..capture.picture_capture import image_of
from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs import engine_location, engine_setup, estimates, previews, several
from ..jobs.session import session
from ..settings import settings_of
from ..translation import tr
from ..write.write_back import original_of
from . import (
    between,
    example_menu,
    farm,
    go_on,
    panel_beats,
    panel_bones,
    panel_clean,
    panel_colour,
    panel_drawing,
    panel_engine,
    panel_motion,
    panel_objects,
    panel_steer,
    panel_takes,
    setup_box,
)
from .panel_parts import MAIN, SidebarPanel, characters, draw_message

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ..host_types import Icon

PREVIEW_SCALE = 5.0  # times the height of a button


class SKETCH_MOTION_PT_main(SidebarPanel, bpy.types.Panel):
    bl_idname = MAIN
    bl_label = "Sketch Motion"

    def draw_header_preset(self, context: Context) -> None:
        if not engine_setup.is_needed():
            engine = panel_engine.SKETCH_MOTION_PT_engine.__name__
            self.layout.popover(engine, text="", icon="PREFERENCES")

    def draw(self, context: Context) -> None:
        layout = self.layout
        settings = settings_of(scene_of(context))
        layout.prop(
            settings,
            "prompt",
            text="",
            icon="OUTLINER_OB_GREASEPENCIL",
            placeholder=tr("What should happen?"),
        )
        width = characters(context)
        busy = engine_setup.is_needed()
        if busy:
            setup_box.draw(layout, width)
        batch: dict[str, JobState] = {}  # its unfinished jobs, which share one progress bar
        troubles: dict[str, JobState] = {}  # below the buttons, which stay where they are
        for job, state in session.jobs().items():
            if isinstance(state, (Interrupted, JobCancelled, JobFailed)):
                troubles[job] = state
            elif not _is_of_batch(job):
                busy = True
                _draw_progress(layout, job, state)
            elif isinstance(state, (Waiting, Running)):
                batch[job] = state
        if batch:
            busy = True
            current = min(batch, key=lambda job: isinstance(batch[job], Waiting))
            _draw_progress(layout, current, batch[current])
        if not busy:
            _draw_start(layout, context, width)
        panel_takes.draw_batches(layout)
        for job, state in troubles.items():
            _draw_trouble(layout, job, state, width)
        _draw_notice(layout, width)


def _is_of_batch(job: str) -> bool:
    target = session.target(job)
    return target is not None and bool(target.batch)


def _draw_start(layout: UILayout, context: Context, width: int) -> None:
    inquiry = estimates.last()
    row = layout.row(align=True)
    row.scale_y = 1.4
    if inquiry is not None and inquiry.waits_for_user:
        row.enabled = False
        row.operator("sketch_motion.animate", icon="PLAY")
        _draw_question(layout, inquiry, width)
        return
    count = len(several.drawings(context))
    text = tr("Animate {count} Drawings").format(count=count) if count > 1 else tr("Animate")
    row.operator("sketch_motion.animate", text=text, icon="PLAY", translate=False)
    row.operator("sketch_motion.estimate", text="", icon="TIME")
    farm.draw(layout)
    go_on.draw(layout, context)
    between.draw(layout, context)
    if inquiry is not None and inquiry.waits_for_engine:
        layout.label(text="Asking what it will take", icon="SORTTIME")
    latest = estimates.known(scene_of(context))
    if latest is not None and latest.answer is not None:
        layout.label(text=_cost(latest), icon="TIME", translate=False)
    item = original_of(context.object)
    if not versions.is_grease_pencil(item) and image_of(item) is None:
        layout.label(text="Select a Grease Pencil drawing.", icon="INFO")
        layout.menu(example_menu.MENU, icon="OUTLINER_OB_GREASEPENCIL")
    else:
        session.expect_job()


def _cost(inquiry: Any) -> str:
    answer = inquiry.answer
    text = tr("About {time}, {memory}") if answer.fits else tr("Needs {time}, {memory}: too much")
    time = wording.time_text(answer.seconds * inquiry.seeds)
    return text.format(time=time, memory=memory_text(answer.memory_bytes))


def _draw_question(layout: UILayout, inquiry: Any, width: int) -> None:
    """Draw why a job doesn't fit, a button for a smaller one, and one to start it nevertheless."""
    box = draw_message(layout, _cost(inquiry), inquiry.answer.why, width, "", icon="ERROR")
    plan = inquiry.answer.smaller
    if plan is not None:
        cost = f"{wording.time_text(plan.seconds)}, {memory_text(plan.memory_bytes)}"
        text = f"{tr(plan.label)} ({cost})"
        row = box.row()
        row.scale_y = 1.4
        row.operator("sketch_motion.start_smaller", text=text, icon="PLAY", translate=False)
    box.operator("sketch_motion.start_anyway")


def _draw_progress(layout: UILayout, job: str, state: JobState) -> None:
    row = layout.row(align=True)
    row.scale_y = 1.4
    client = session.client
    starting = client is not None and isinstance(client.engine, Starting)
    text = tr("Starting the engine") if starting else wording.progress_text(state)
    row.progress(factor=wording.fraction(state), text=text, translate=False)
    row.operator("sketch_motion.cancel", text="", icon="X").job = job
    if isinstance(state, Running):
        icon = 0 if _is_of_batch(job) else previews.icon_of(state.preview)
        if icon:
            layout.template_icon(icon_value=icon, scale=PREVIEW_SCALE)
        for warning in state.warnings:
            layout.label(text=tr(warning), icon="INFO", translate=False)


def _draw_trouble(layout: UILayout, job: str, state: JobState, width: int) -> None:
    message, hint = wording.trouble(state)
    icon: Icon = "INFO" if isinstance(state, JobCancelled) else "ERROR"
    text = f"{session.object_name(job)}: {tr(message)}"
    box = draw_message(layout, text, hint, width, job, icon)
    if isinstance(state, (Interrupted, JobCancelled)):
        box.operator("sketch_motion.resume", icon="FILE_REFRESH").job = job
        if isinstance(state, JobCancelled):
            return
    elif isinstance(state, JobFailed) and state.error.action is not None:
        row = box.row()
        row.scale_y = 1.4
        label = tr(state.error.action.label)
        row.operator("sketch_motion.retry", text=label, icon="PLAY", translate=False).job = job
    if isinstance(state, Interrupted) and _engine_error() is not None:
        _draw_preferences(box)
    box.operator("sketch_motion.log_open", icon="TEXT")


def _engine_error() -> SketchMotionError | None:
    """Return why there is no engine, after it has failed; else None."""
    engine = session.client.engine if session.client is not None else None
    return engine.error if isinstance(engine, EngineFailed) else None


def _draw_preferences(box: UILayout) -> None:
    if engine_location.stored() is not None:
        shown = box.operator("preferences.addon_show", text="Preferences", icon="PREFERENCES")
        shown.module = engine_location.PACKAGE


def _draw_notice(layout: UILayout, width: int) -> None:
    failed = _engine_error()
    error = session.notice or failed
    if error is None:
        return
    box = draw_message(layout, error.message, error.hint, width, "")
    if failed is not None or "preferences" in error.hint:
        _draw_preferences(box)
    if failed is not None or error.kind == "internal":
        box.operator("sketch_motion.log_open", icon="TEXT")


CLASSES = (
    SKETCH_MOTION_PT_main,
    *panel_beats.CLASSES,
    *panel_drawing.CLASSES,
    *panel_objects.CLASSES,
    *panel_bones.CLASSES,
    *panel_steer.CLASSES,
    *panel_motion.CLASSES,
    *panel_takes.CLASSES,
    *panel_clean.CLASSES,
    *panel_colour.CLASSES,
    *panel_engine.CLASSES,
)
