# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Takes": the results in this file, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from ...client.jobs.result_lines import result_lines
from ...client.jobs.states import Delivered, Finished, JobState, Running, Waiting
from ...client.jobs.takes import Take
from ...contract.export_formats import FORMATS
from .. import wording
from ..grease_pencil import versions
from ..host_state import scene_of
from ..host_types import MenuMixin
from ..jobs import batch_previews, exports, previews
from ..jobs.engine_setup import has_movies
from ..jobs.session import session
from ..settings import settings_of
from ..translation import tr
from ..write import scene_takes, take_keys
from ..write.empties import part_of
from ..write.scene_takes import NAME, SceneTake, StripTake
from . import reuse
from .operators import name_take
from .panel_parts import FoldingPanel, characters, draw_exports, draw_message
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ..host_types import Icon

MOST_FOUND = 3  # jobs of earlier runs of Blender that are listed, the newest first
MOST_TAKES = 12
COLUMNS = 3  # of a contact sheet
CELL_SCALE = 4.0  # times the height of a button
TAKE = "SKETCH_MOTION_MT_take"
CHOSEN = "sketch_motion_take"  # of the context of its menu: the object of the take
EXPORTS = "SKETCH_MOTION_MT_exports"


class SKETCH_MOTION_PT_takes(FoldingPanel, bpy.types.Panel):
    bl_label = "Takes"
    bl_order = 3

    def draw_header_preset(self, context: Context) -> None:
        if len(scene_takes.takes_of(context.object)) > 1:
            settings = settings_of(scene_of(context))
            self.layout.prop(settings, "side_by_side", text="", icon="SPLIT_HORIZONTAL")

    def draw(self, context: Context) -> None:
        layout = self.layout
        width = characters(context)
        takes = scene_takes.takes_of(context.object)
        shown = scene_takes.shown_take(takes, context.object)
        column = layout.column(align=True)
        for take in takes[:MOST_TAKES]:
            _draw_row(column, take, shown)
        if shown is not None:
            _draw_lines(layout, shown, width)
            _draw_tools(layout, shown, context)
        for earlier in session.waiting_takes()[:MOST_FOUND]:
            _draw_found(layout, earlier, width)
        if not takes and not session.waiting_takes():
            draw_lines(layout, "Every animation will be a take here.", width, "INFO")
        layout.menu(reuse.MENU, icon="ANIM")
        draw_exports(layout, [one for one in exports.states() if one.job])


def _draw_row(column: UILayout, take: SceneTake, shown: SceneTake | None) -> None:
    """Draw one take; `shown` is the one that is seen now."""
    row = column.row(align=True)
    icon: Icon = "HIDE_OFF" if take.is_shown and not take.is_aside else "HIDE_ON"
    name_take(row.operator("sketch_motion.take_show", text="", icon=icon), take)
    row.prop(take.object, f'["{NAME}"]', text="")
    if shown is not None and shown != take:
        compare = row.row(align=True).operator(
            "sketch_motion.take_compare", text="", icon="ARROW_LEFTRIGHT", depress=take.is_shown
        )
        name_take(compare, take)
    row.context_pointer_set(CHOSEN, take.object)
    row.menu(TAKE, text="", icon="DOWNARROW_HLT")


def _draw_lines(layout: UILayout, take: SceneTake, width: int) -> None:
    """Draw the frames of the take that is shown, what moves it, and what is to be known of it."""
    column = layout.column(align=True)
    if not isinstance(take, StripTake):
        place = take_keys.places(take).whole
        text = tr("Frames {first} to {last}").format(first=place.start, last=place.last)
        column.label(text=text, icon="TIME", translate=False)
    for number, line in enumerate(result_lines(take.info)):
        draw_lines(column, line, width, "BLANK1" if number else "BONE_DATA")
    for remark in take.remarks:
        draw_lines(column, remark, width, "INFO")


def _draw_tools(layout: UILayout, take: SceneTake, context: Context) -> None:
    """Draw what can be done with the take that is shown."""
    request = take.request
    moved = request is not None and request.path == "vector"
    strokes = moved and versions.is_grease_pencil(take.object)
    column = layout.column(align=True)
    if strokes and request is not None:
        column.label(text="Retime This Take")
        row = column.row(align=True)
        for hold, text in (("1", "Ones"), ("2", "Twos"), ("3", "Threes")):
            pressed = request.hold == int(hold)
            on = row.operator("sketch_motion.take_hold", text=text, depress=pressed)
            name_take(on, take)
            on.hold = hold
        row = column.row(align=True)
        eases: tuple[tuple[str, Icon, float, float], ...] = (
            ("Slow Out", "IPO_EASE_IN", 0.6, 0.0),
            ("Slow In", "IPO_EASE_OUT", 0.0, 0.6),
        )
        for text, icon, out, into in eases:
            ease = row.operator("sketch_motion.take_ease", text=text, icon=icon)
            name_take(ease, take)
            ease.out, ease.into = out, into
        column.separator()
    if take.has_bones:
        name_take(column.operator("sketch_motion.take_bake", icon="GREASEPENCIL"), take)
    row = column.row(align=True)
    if moved:
        name_take(row.operator("sketch_motion.take_again", text="Change a Part..."), take)
    elif request is not None:
        name_take(row.operator("sketch_motion.take_continue", icon="TRIA_RIGHT_BAR"), take)
    row.menu(EXPORTS, text="Export")
    _draw_removal(layout, take, context.object)


def _draw_removal(layout: UILayout, take: SceneTake, active: Any) -> None:
    """Draw buttons that remove a motion: of the active control, and where a control is gone."""
    column = layout.column(align=True)
    parts = [part_of(active)] if active in take.controls and len(take.parts) > 1 else []
    for part in take_keys.without_control(take):
        text = tr("The control of {name} was deleted").format(name=part)
        column.label(text=text, icon="INFO", translate=False)
        parts.append(part)
    for part in parts:
        remove = column.operator("sketch_motion.remove_motion", icon="X")
        name_take(remove, take)
        remove.part = part


class SKETCH_MOTION_MT_take(MenuMixin, bpy.types.Menu):
    """The menu of one take in the list."""

    bl_idname = TAKE
    bl_label = "Take"

    def draw(self, context: Context) -> None:
        layout = self.layout
        layout.operator_context = "INVOKE_DEFAULT"
        item = getattr(context, CHOSEN, None)
        take = scene_takes.take_of(item) if item is not None else None
        if take is None:
            return
        name_take(layout.operator("sketch_motion.take_settings", icon="SETTINGS"), take)
        name_take(layout.operator("sketch_motion.preset_save", icon="PRESET"), take)
        layout.separator()
        reuse.draw_take_menu(layout, take, context)
        for part in take.parts if len(take.parts) > 1 else ():
            text = tr("Remove the Motion of {name}").format(name=part)
            remove = layout.operator(
                "sketch_motion.remove_motion", text=text, icon="X", translate=False
            )
            name_take(remove, take)
            remove.part = part
        name_take(layout.operator("sketch_motion.take_delete", icon="TRASH"), take)


class SKETCH_MOTION_MT_exports(MenuMixin, bpy.types.Menu):
    """The menu of exports of the take that is shown."""

    bl_idname = EXPORTS
    bl_label = "Export Take"

    def draw(self, context: Context) -> None:
        layout = self.layout
        layout.operator_context = "INVOKE_DEFAULT"
        take = scene_takes.shown_take(scene_takes.takes_of(context.object), context.object)
        if take is None:
            return
        moved = take.request is not None and take.request.path == "vector"
        strokes = moved and versions.is_grease_pencil(take.object)
        movies = has_movies()
        for one in FORMATS:
            if (one.needs_strokes and not strokes) or (one.needs_movies and not movies):
                continue
            if moved or not one.is_folder:
                export = layout.operator("sketch_motion.take_export", text=one.label)
                name_take(export, take)
                export.format = one.name
        if not movies:
            layout.operator("sketch_motion.movies_add", icon="IMPORT")
        if not moved:
            pictures = layout.operator("sketch_motion.take_pictures", text="PNG", translate=False)
            name_take(pictures, take)


def draw_batches(layout: UILayout) -> None:
    """Draw the contact sheets of seeds that wait for a choice."""
    for batch, jobs in session.batch_jobs().items():
        _draw_sheet(layout, batch, jobs)


def _draw_sheet(layout: UILayout, batch: str, jobs: list[str]) -> None:
    """Draw the contact sheet of a batch of seeds: a moving picture of each, and a Pick button."""
    states = session.jobs()
    box = layout.box()
    head = box.row()
    ready = sum(isinstance(states[job], (Finished, Delivered)) for job in jobs)
    text = tr("{ready} of {count} ready").format(ready=ready, count=len(jobs))
    head.label(text=text, icon="IMGDISPLAY", translate=False)
    head.operator("sketch_motion.batch_close", text="", icon="X", emboss=False).batch = batch
    grid = box.grid_flow(row_major=True, columns=COLUMNS, even_columns=True, align=True)
    for job in jobs:
        _draw_cell(grid.column(align=True), job, states[job])


def _draw_cell(cell: UILayout, job: str, state: JobState) -> None:
    target = session.target(job)
    seed = target.seed if target else 0
    icon = previews.icon_of(batch_previews.picture_of(job, state))
    if icon:
        cell.template_icon(icon_value=icon, scale=CELL_SCALE)
    elif isinstance(state, (Waiting, Running)):
        cell.label(text="", icon="SORTTIME")
    if isinstance(state, (Finished, Delivered)):
        text = tr("Pick {seed}").format(seed=seed)
        cell.operator("sketch_motion.apply_picked", text=text, translate=False).job = job
    elif isinstance(state, Running):
        cell.progress(factor=wording.fraction(state), text=str(seed), translate=False)
    else:
        cell.label(text=str(seed), translate=False)


def _draw_found(layout: UILayout, take: Take, width: int) -> None:
    """Draw a job of an earlier run of Blender, with a button to apply or to resume it."""
    done = take.status == "done"
    what = tr('{object}: "{prompt}" is ready.' if done else '{object}: "{prompt}" was interrupted.')
    text = what.format(object=take.note.object_name, prompt=take.name)
    box = draw_message(layout, text, "", width, take.job, icon="TIME")
    if done:
        box.operator("sketch_motion.open_take", icon="CHECKMARK").job = take.job
    else:
        box.operator("sketch_motion.resume", icon="FILE_REFRESH").job = take.job


CLASSES = (SKETCH_MOTION_MT_take, SKETCH_MOTION_MT_exports, SKETCH_MOTION_PT_takes)
