# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Using a motion again: on other drawings of the same body plan, from a file, as an asset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy

from ...client.jobs.submission import Submission
from ...client.motions import request_with
from ...client.preset_library import file_stem
from ...contract.errors import BadInput
from ...contract.export_formats import free_path
from ...contract.motion_file import Motion
from ...contract.request import Request
from .. import settings as properties
from ..capture import refusals
from ..grease_pencil import versions
from ..host_state import any_view, scene_of
from ..host_types import MenuMixin
from ..jobs.session import session
from ..jobs.submission import captured, target_of, with_corrections
from ..objects import object_list
from ..objects.entries import with_objects
from ..settings import BONES, settings_of, wants_bones
from ..translation import tr
from ..write import motion_assets
from ..write.originals import check_can_be_copied
from ..write.scene_takes import SceneTake
from ..write.take_motion import motion_of_take
from ..write.write_back import original_of
from .operators import (
    PanelOperator,
    PresetFileOperator,
    SaveFileOperator,
    TakeOperator,
    name_take,
)

if TYPE_CHECKING:
    from bpy.types import Context, Object, UILayout

MENU = "SKETCH_MOTION_MT_motions"
SUFFIX = ".json"


def targets_of(context: Context, source_name: str = "") -> list[Object]:
    """Return the drawings that a motion is put on: those selected, and the active one.

    source_name: of the drawing that the motion comes from, which is left out.
    """
    items: list[Any] = [*(getattr(context, "selected_objects", None) or ()), context.object]
    found: dict[str, Object] = {}
    for item in items:
        source = original_of(item)
        if versions.is_grease_pencil(source) and source.name != source_name:
            found[source.name] = source
    return list(found.values())


def apply_motion(motion: Motion, source: Any, context: Context) -> None:
    """Have the engine put a motion on a drawing. Raises BadInput."""
    scene = scene_of(context)
    settings = settings_of(scene)
    check_can_be_copied(source)
    found = captured(source, scene, any_view())
    request = Request(
        prompt=motion.name,
        fps=properties.frame_rate(scene),
        hold=int(settings.hold),
        settings={BONES: True} if wants_bones(scene) else {},
    )
    names = found.drawing.object_names
    request = with_objects(request, object_list.of(source), names, all_move=True)
    request = request_with(motion, with_corrections(request, found, source))
    refusals.check_can_move(found.drawing, request)
    session.notice = None
    session.submit(Submission(request, found.drawing, target_of(source, found.drawing)))


def _motion(take: SceneTake, part: str, context: Context) -> Motion:
    scene = scene_of(context)
    jobs = session.command.jobs if session.command is not None else None
    folder = jobs / take.job if jobs is not None else None
    return motion_of_take(take, part, scene, properties.frame_rate(scene), folder)


class MotionOperator(TakeOperator):
    """A base of operators that take the motion of one object of a take."""

    if TYPE_CHECKING:
        part: str
    else:
        part: bpy.props.StringProperty(name="Object", options={"HIDDEN", "SKIP_SAVE"})


class SKETCH_MOTION_OT_motion_apply(MotionOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.motion_apply"
    bl_label = "Apply to Selected Drawings"
    bl_description = (
        "Let the other selected drawings move like this take. They have to be of the same kind of "
        "body; bones turn by the same angles, and ways follow the size"
    )
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        take = self.take()
        others = targets_of(context, take.source_name)
        if not others:
            raise BadInput("Select the drawing that the motion is to be put on, too.")
        motion = _motion(take, self.part, context)
        for source in others:
            apply_motion(motion, source, context)


class SKETCH_MOTION_OT_motion_save(
    SaveFileOperator, PresetFileOperator, MotionOperator, bpy.types.Operator
):
    bl_idname = "sketch_motion.motion_save"
    bl_label = "Save Motion"
    bl_description = (
        "Write the motion of this take into a file, without the drawing, to be used on others and "
        "to be shared"
    )
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def suggest(self, context: Context) -> None:
        name = file_stem(self.take().name)
        folder = Path(bpy.path.abspath("//")) if bpy.data.filepath else Path.home()
        self.filepath = str(free_path(folder, name, SUFFIX))

    def written(self, path: Path) -> Path:
        ended = path.suffix.lower() == SUFFIX
        return path if ended else path.with_name(f"{path.name}{SUFFIX}")

    def work(self, context: Context) -> None:
        path = self.written(Path(bpy.path.abspath(self.filepath)))
        _motion(self.take(), self.part, context).write(path)


class SKETCH_MOTION_OT_motion_load(PresetFileOperator, PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.motion_load"
    bl_label = "Motion from a File"
    bl_description = "Let the selected drawings move as a file says. Nothing in it is ever run"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        motion = Motion.read(Path(bpy.path.abspath(self.filepath)))
        _apply_to_all(motion, context)


class SKETCH_MOTION_OT_motion_asset(MotionOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.motion_asset"
    bl_label = "Mark as Asset"
    bl_description = "Put the Action of this take into the Asset Browser, with a picture"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        take = self.take()
        motion_assets.mark(take, _motion(take, self.part, context), scene_of(context))


class SKETCH_MOTION_OT_motion_use(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.motion_use"
    bl_label = "Use a Motion"
    bl_description = "Let the selected drawings move as this Action does"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    if TYPE_CHECKING:
        action: str
    else:
        action: bpy.props.StringProperty(name="Action", options={"HIDDEN", "SKIP_SAVE"})

    def work(self, context: Context) -> None:
        action = bpy.data.actions.get(self.action)
        motion = motion_assets.motion_of_action(action) if action is not None else None
        if motion is None:
            raise BadInput("This Action keeps no motion that can be used on a drawing.")
        _apply_to_all(motion, context)


def _apply_to_all(motion: Motion, context: Context) -> None:
    found = targets_of(context)
    if not found:
        raise BadInput("Select the drawing that the motion is to be put on.")
    for source in found:
        apply_motion(motion, source, context)


class SKETCH_MOTION_MT_motions(MenuMixin, bpy.types.Menu):
    """The menu of motions that can be put on a drawing."""

    bl_idname = MENU
    bl_label = "Use a Motion"

    def draw(self, context: Context) -> None:
        layout = self.layout
        layout.operator_context = "INVOKE_DEFAULT"
        for action in motion_assets.actions():
            use = layout.operator(
                "sketch_motion.motion_use", text=action.name, icon="ACTION", translate=False
            )
            use.action = action.name
        layout.operator("sketch_motion.motion_load", text="From a File...", icon="FILE_FOLDER")


def draw_take_menu(layout: UILayout, take: SceneTake, context: Context) -> None:
    """Draw what can be done with the motion of a take, in its menu."""
    if take.request is None or take.request.path != "vector":
        return
    others = targets_of(context, take.source_name)
    if others:
        names = ", ".join(item.name for item in others)
        text = tr("Apply to {names}").format(names=names)
        apply = layout.operator(
            "sketch_motion.motion_apply", text=text, icon="PASTEDOWN", translate=False
        )
        name_take(apply, take)
    save = layout.operator("sketch_motion.motion_save", text="Save Motion...", icon="FILE_TICK")
    name_take(save, take)
    if take.has_bones:
        name_take(layout.operator("sketch_motion.motion_asset", icon="ASSET_MANAGER"), take)
    layout.separator()


CLASSES = (
    SKETCH_MOTION_OT_motion_apply,
    SKETCH_MOTION_OT_motion_save,
    SKETCH_MOTION_OT_motion_load,
    SKETCH_MOTION_OT_motion_asset,
    SKETCH_MOTION_OT_motion_use,
    SKETCH_MOTION_MT_motions,
)
