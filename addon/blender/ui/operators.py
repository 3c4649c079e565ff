# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bases of all operators, and the buttons of jobs: each starts one thing of the session."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy

from ...client.jobs.states import JobFailed
from ...contract.errors import SketchMotionError
from ...contract.request import PICTURE_PATHS
from .. import wording
from ..capture.picture_capture import image_of
from ..grease_pencil import versions
from ..host_state import scene_of, window_manager
from ..host_types import OperatorMixin
from ..jobs import batch_previews, estimates, exports, several
from ..jobs.session import session
from ..jobs.submission import SceneInput, left_out
from ..settings import settings_of
from ..translation import tr
from ..write import scene_takes
from ..write.raster_results import RasterResult
from ..write.take_copies import own_controls
from ..write.write_back import original_of

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import WmReportItems
    from bpy.types import Context, Event

    from ..host_types import OperatorReturn
    from ..write.scene_takes import SceneTake


class PanelOperator(OperatorMixin):
    """A base of operators: an error in `work` becomes a notice in the panel, and a report.

    Pressed as a button, it reports a WARNING: the window of an ERROR would cover the notice.
    """

    if TYPE_CHECKING:
        severity: WmReportItems
    severity = "ERROR"

    def invoke(self, context: Context, event: Event) -> OperatorReturn:
        self.severity = "WARNING"
        before = session.notice
        answer = self.execute(context)
        if "FINISHED" in answer and session.notice is before:
            session.notice = None  # an earlier error no longer matters
        return answer

    def execute(self, context: Context) -> OperatorReturn:
        try:
            self.work(context)
        except SketchMotionError as error:
            session.notice = error
            self.report({self.severity}, wording.told(error))
            return {"CANCELLED"}
        return {"FINISHED"}

    def work(self, context: Context) -> None:
        """Do what the operator is there for. A SketchMotionError is shown to the user."""
        raise NotImplementedError


class DialogOperator(PanelOperator):
    """A base of operators that ask in a dialog first."""

    width = 360

    def invoke(self, context: Context, event: Event) -> OperatorReturn:
        self.severity = "WARNING"
        try:
            self.fill_in(context)
        except SketchMotionError as error:
            self.report({"WARNING"}, wording.told(error))
            return {"CANCELLED"}
        return window_manager(context).invoke_props_dialog(self, width=self.width)

    def fill_in(self, context: Context) -> None:
        """Fill in the fields of the dialog. A SketchMotionError is shown instead of the dialog."""


class FileOperator(PanelOperator):
    """A base of operators that ask for a file or a folder first."""

    def invoke(self, context: Context, event: Event) -> OperatorReturn:
        self.severity = "WARNING"
        self.suggest(context)
        window_manager(context).fileselect_add(self)
        return {"RUNNING_MODAL"}

    def suggest(self, context: Context) -> None:
        """Fill in the name in the file browser."""


class SaveFileOperator(FileOperator):
    """A base of operators that write a file: Blender's browser asks before one is replaced."""

    if TYPE_CHECKING:
        filepath: str
        check_existing: bool
    else:
        filepath: bpy.props.StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE"})
        check_existing: bpy.props.BoolProperty(default=True, options={"HIDDEN", "SKIP_SAVE"})

    def check(self, context: Context) -> bool:
        """Give the name in the browser its ending, so that the file that is written is checked."""
        if not os.path.basename(self.filepath):  # a folder's path ends in a separator
            return False
        path = str(self.written(Path(self.filepath)))
        changed = path != self.filepath
        self.filepath = path
        return changed

    def written(self, path: Path) -> Path:
        """Return the file that is written for a name in the browser, with its ending."""
        raise NotImplementedError


class PresetFileOperator(FileOperator):
    """A base of operators that ask for the file of a preset."""

    if TYPE_CHECKING:
        filepath: str
        filter_glob: str
    else:
        filepath: bpy.props.StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE"})
        filter_glob: bpy.props.StringProperty(default="*.json", options={"HIDDEN"})


class JobOperator(PanelOperator):
    """A base of operators that work on one job, which the button names."""

    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        job: str
    else:
        job: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})


class TakeOperator(JobOperator):
    """A base of operators that work on one take, which the button names by `name_take`.

    Attributes:
        item: the name of its object or strip: duplicates share a job. "" for one that is shown.
    """

    if TYPE_CHECKING:
        item: str
    else:
        item: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})

    def take(self) -> SceneTake:
        """Return the take. Raises BadInput when it is not in the file any more."""
        return scene_takes.needed_take(self.job, self.item)

    def take_to_change(self) -> SceneTake:
        """Return the take with controls of its own, so that no duplicate changes with it."""
        take = self.take()
        own_controls(take)
        return take


def name_take(button: Any, take: SceneTake) -> None:
    """Let a button of a `TakeOperator` work on a take."""
    button.job, button.item = take.job, take.object.name


def can_animate(context: Context) -> bool:
    """Return whether there is a drawing or, for the raster path, a picture."""
    source = original_of(context.object)
    if versions.is_grease_pencil(source):
        return True
    settings = settings_of(scene_of(context))
    return settings.path in PICTURE_PATHS and bool(image_of(source) or settings.picture)


def _scene_input(context: Context) -> SceneInput:
    return SceneInput(context.object, scene_of(context), getattr(context, "region_data", None))


class SKETCH_MOTION_OT_animate(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.animate"
    bl_label = "Animate"
    bl_description = (
        "Animate the active Grease Pencil object, and others that are selected, as the prompt says"
    )
    bl_options = {"REGISTER"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Context) -> bool:
        if can_animate(context):
            return True
        cls.poll_message_set("Select a Grease Pencil drawing first")
        return False

    def work(self, context: Context) -> None:
        asked = [
            SceneInput(item, scene_of(context), getattr(context, "region_data", None))
            for item in several.drawings(context)
        ]
        if len(asked) == 1 and estimates.is_worth_asking(scene_of(context)):
            estimates.ask(asked[0], start=True)
        else:
            session.estimates.set_aside()
            self._animate(asked)
        for each in asked:
            remark = left_out(each.item, original_of(each.item))
            if remark:
                self.report({"INFO"}, tr(remark))

    @staticmethod
    def _animate(asked: Sequence[SceneInput]) -> None:
        """Animate drawings; what one can't be animated for doesn't keep the others from it."""
        refused: list[SketchMotionError] = []
        for each in asked:
            try:
                session.animate(each)
            except SketchMotionError as error:
                refused.append(error)
        if refused:
            raise refused[0]


class SKETCH_MOTION_OT_estimate(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.estimate"
    bl_label = "Estimate"
    bl_description = "Ask how long it will take and how much memory it needs, before it starts"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Context) -> bool:
        return can_animate(context)

    def work(self, context: Context) -> None:
        estimates.ask(_scene_input(context), start=False)


class SKETCH_MOTION_OT_start_smaller(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.start_smaller"
    bl_label = "Smaller Plan"
    bl_description = "Animate with settings that fit"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        session.estimates.begin_smaller()


class SKETCH_MOTION_OT_start_anyway(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.start_anyway"
    bl_label = "Start Anyway"
    bl_description = "Try it all the same. If it doesn't work, nothing is lost"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        session.estimates.begin_anyway()


class SKETCH_MOTION_OT_cancel(JobOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.cancel"
    bl_label = "Cancel"
    bl_description = "Stop this job. What it has done so far is kept and can be resumed"

    def work(self, context: Context) -> None:
        session.cancel(self.job)


class SKETCH_MOTION_OT_resume(JobOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.resume"
    bl_label = "Resume"
    bl_description = "Go on with this job from where it stopped"

    def work(self, context: Context) -> None:
        session.resume(self.job)


class SKETCH_MOTION_OT_open_take(JobOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.open_take"
    bl_label = "Apply"
    bl_description = "Put this finished animation on the timeline"

    def work(self, context: Context) -> None:
        session.open_take(self.job)


class SKETCH_MOTION_OT_retry(JobOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.retry"
    bl_label = "Try Again"
    bl_description = "Try again with this setting changed"

    def work(self, context: Context) -> None:
        state = session.jobs().get(self.job)
        action = state.error.action if isinstance(state, JobFailed) else None
        patch = json.loads(json.dumps(action.patch)) if action else {}
        session.retry(self.job, patch)


class SKETCH_MOTION_OT_dismiss(JobOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.dismiss"
    bl_label = "Dismiss"
    bl_description = "Take this off the panel"

    def execute(self, context: Context) -> OperatorReturn:
        if self.job:
            session.dismiss(self.job)
        else:
            session.estimates.forget()
            session.dismiss_notice()
        return {"FINISHED"}


class SKETCH_MOTION_OT_apply_picked(JobOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.apply_picked"
    bl_label = "Pick"
    bl_description = "Put this one on the timeline. The others stay here to be looked at"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        session.apply(self.job)


class SKETCH_MOTION_OT_batch_close(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.batch_close"
    bl_label = "Close"
    bl_description = "Close this sheet. What was picked stays; what still runs is cancelled"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        batch: str
    else:
        batch: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})

    def work(self, context: Context) -> None:
        jobs = session.batch_jobs().get(self.batch, [])
        session.close_batch(jobs)
        batch_previews.forget(jobs)


class SKETCH_MOTION_OT_exports_close(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.exports_close"
    bl_label = "Close"
    bl_description = "Take this off the panel. The file stays"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        exports.forget_ended()


class SKETCH_MOTION_OT_apply(JobOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.apply"
    bl_label = "Sketch Motion"
    bl_description = "Put the result of a finished job on the timeline"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def execute(self, context: Context) -> OperatorReturn:
        # Called from a timer, where a report of kind ERROR would be an exception.
        try:
            result = session.apply(self.job)
        except SketchMotionError as error:
            session.notice = error
            self.report({"WARNING"}, wording.told(error))
            return {"CANCELLED"}
        if isinstance(result, RasterResult) and result.remark:
            self.report({"INFO"}, result.remark)
        return {"FINISHED"}


CLASSES = (
    SKETCH_MOTION_OT_animate,
    SKETCH_MOTION_OT_estimate,
    SKETCH_MOTION_OT_start_smaller,
    SKETCH_MOTION_OT_start_anyway,
    SKETCH_MOTION_OT_apply_picked,
    SKETCH_MOTION_OT_batch_close,
    SKETCH_MOTION_OT_exports_close,
    SKETCH_MOTION_OT_cancel,
    SKETCH_MOTION_OT_resume,
    SKETCH_MOTION_OT_open_take,
    SKETCH_MOTION_OT_retry,
    SKETCH_MOTION_OT_dismiss,
    SKETCH_MOTION_OT_apply,
)
