# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons. Each is a thin wrapper around one thing the session does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import bpy

from ..client.states import JobFailed
from ..contract.errors import SketchMotionError
from . import versions
from .picture_capture import image_of
from .properties import settings_of
from .raster_results import RasterResult
from .session import session
from .write_back import original_of

Answer = set[str]


class _Operator:
    """Does one thing of the session. An error becomes a notice in the panel, and a report.

    Whoever pressed a button looks at the panel: a report of kind ERROR would cover it.
    """

    severity = "ERROR"

    def invoke(self, context: Any, event: Any) -> Answer:
        self.severity = "WARNING"
        return self.execute(context)

    def execute(self, context: Any) -> Answer:
        try:
            self.work(context)
        except SketchMotionError as error:
            session.notice = error
            self.report({self.severity}, f"{error.message} {error.hint}".strip())
            return {"CANCELLED"}
        return {"FINISHED"}

    def work(self, context: Any) -> object:
        raise NotImplementedError

    if TYPE_CHECKING:

        def report(self, kinds: set[str], text: str) -> None: ...


class _JobOperator(_Operator):
    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        job: str
    else:
        job: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})


class SKETCH_MOTION_OT_animate(_Operator, bpy.types.Operator):
    """Animate the active Grease Pencil object as the prompt says"""

    bl_idname = "sketch_motion.animate"
    bl_label = "Animate"
    bl_options = {"REGISTER"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Any) -> bool:
        found = original_of(context.object)
        if versions.is_grease_pencil(found):
            return True
        settings = settings_of(context.scene)
        if settings.path == "raster" and (image_of(found) or settings.picture):
            return True
        cls.poll_message_set("Select a Grease Pencil drawing first")
        return False

    def work(self, context: Any) -> object:
        view = getattr(context, "region_data", None)
        return session.animate(context.object, context.scene, view)


class SKETCH_MOTION_OT_cancel(_JobOperator, bpy.types.Operator):
    """Stop this job. What it has done so far is kept and can be resumed"""

    bl_idname = "sketch_motion.cancel"
    bl_label = "Cancel"

    def work(self, context: Any) -> object:
        return session.cancel(self.job)


class SKETCH_MOTION_OT_resume(_JobOperator, bpy.types.Operator):
    """Go on with this job from where it stopped"""

    bl_idname = "sketch_motion.resume"
    bl_label = "Resume"

    def work(self, context: Any) -> object:
        return session.resume(self.job)


class SKETCH_MOTION_OT_open_take(_JobOperator, bpy.types.Operator):
    """Put this finished animation on the timeline"""

    bl_idname = "sketch_motion.open_take"
    bl_label = "Apply"

    def work(self, context: Any) -> object:
        return session.open_take(self.job)


class SKETCH_MOTION_OT_retry(_JobOperator, bpy.types.Operator):
    """Try again with this setting changed"""

    bl_idname = "sketch_motion.retry"
    bl_label = "Try Again"

    def work(self, context: Any) -> object:
        state = session.jobs().get(self.job)
        action = state.error.action if isinstance(state, JobFailed) else None
        patch = json.loads(json.dumps(action.patch)) if action else {}
        return session.retry(self.job, patch)


class SKETCH_MOTION_OT_dismiss(_JobOperator, bpy.types.Operator):
    """Take this off the panel"""

    bl_idname = "sketch_motion.dismiss"
    bl_label = "Dismiss"

    def execute(self, context: Any) -> Answer:
        if self.job:
            session.dismiss(self.job)
        else:
            session.dismiss_notice()
        return {"FINISHED"}


class SKETCH_MOTION_OT_apply(_JobOperator, bpy.types.Operator):
    """Put the result of a finished job on the timeline"""

    bl_idname = "sketch_motion.apply"
    bl_label = "Sketch Motion"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def execute(self, context: Any) -> Answer:
        # Called from a timer, where a report of kind ERROR would be an exception.
        try:
            result = session.apply(self.job)
        except SketchMotionError as error:
            session.notice = error
            self.report({"WARNING"}, error.message)
            return {"CANCELLED"}
        if isinstance(result, RasterResult) and result.remark:
            self.report({"INFO"}, result.remark)
        return {"FINISHED"}


CLASSES = (
    SKETCH_MOTION_OT_animate,
    SKETCH_MOTION_OT_cancel,
    SKETCH_MOTION_OT_resume,
    SKETCH_MOTION_OT_open_take,
    SKETCH_MOTION_OT_retry,
    SKETCH_MOTION_OT_dismiss,
    SKETCH_MOTION_OT_apply,
)
