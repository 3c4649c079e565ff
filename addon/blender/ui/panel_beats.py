# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Beats": what was read in the sentence, in order, and what the artist makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import bpy

from ...client.jobs.edited_beats import span, swapped, title
from ...client.jobs.result_lines import notes_of, reading_of
from ...contract.beats import BeatReading, SentenceBeat
from ...contract.motion_settings import BEATS
from .. import edited_beats
from ..host_state import scene_of
from ..jobs.live_motion import live_view
from ..objects import object_list
from ..settings import settings_of, start_of
from ..translation import tr
from ..wording import action_name
from ..write.write_back import original_of
from .go_on import active_take, start_of_newest
from .operators import PanelOperator
from .panel_parts import FoldingPanel, characters
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ..host_types import Icon
    from ..settings import SketchMotionSettings
    from ..write.scene_takes import SceneTake

Beats = tuple[SentenceBeat, ...]
NUMBER_WIDTH = 3.2  # in widths of a button
BUTTONS = 3  # in the row of a beat: lock, later, remove


def sentences_of(context: Context) -> str:
    """Return what beats are read in, as one text."""
    objects = object_list.of(original_of(context.object))
    return edited_beats.sentences(settings_of(scene_of(context)).prompt, objects)


def start_of_beats(context: Context) -> int:
    """Return the scene's frame that beats are counted from.

    It is where they are acted in the take that is active, or where Animate would begin.
    """
    take = take_of_sentences(context)
    return start_of(scene_of(context)) if take is None else start_of_newest(take)


def take_of_sentences(context: Context) -> SceneTake | None:
    """Return the take that is active, where it does what the sentences say now."""
    take = active_take(context)
    request = take.request if take is not None else None
    if request is None:
        return None
    said = edited_beats.sentences(request.prompt, request.objects)
    return take if said == sentences_of(context) else None


def known_reading(context: Context) -> BeatReading | None:
    """Return the beats that were read live, or else those of the take that is active.

    So they are known in a file that was opened. None where neither is of these sentences.
    """
    scene = scene_of(context)
    reading = live_view.reading(scene)
    take = take_of_sentences(context) if reading is None else None
    request = take.request if take is not None else None
    if take is None or request is None or request.frames != settings_of(scene).frames:
        return reading
    if BEATS in request.settings:
        return None  # they were edited
    acted = reading_of(take.info)
    return acted if acted.beats else None


class SKETCH_MOTION_PT_beats(FoldingPanel, bpy.types.Panel):
    bl_label = "Beats"
    bl_order = 0

    @classmethod
    def poll(cls, context: Context) -> bool:
        return super().poll(context) and settings_of(scene_of(context)).path == "vector"

    def draw_header_preset(self, context: Context) -> None:
        settings = settings_of(scene_of(context))
        icon: Icon = "HIDE_OFF" if settings.live else "HIDE_ON"
        self.layout.prop(settings, "live", text="", icon=icon)

    def draw(self, context: Context) -> None:
        layout, settings = self.layout, settings_of(scene_of(context))
        edited = edited_beats.reading_of(settings, sentences_of(context))
        width = characters(context)
        if edited is not None:
            _draw_edited(layout, settings)
            return
        reading = known_reading(context)
        if reading is None:
            text = "Type what should happen, and see it here." if settings.live else (
                "Live is off: Animate reads the sentence."
            )  # fmt: skip
            draw_lines(layout, text, width)
            return
        _draw_read(layout, context, reading)
        for note in notes_of(reading):
            draw_lines(layout, note, width, "INFO")
        if reading.beats:
            layout.operator("sketch_motion.edit_beats", icon="GREASEPENCIL")


def _draw_read(layout: UILayout, context: Context, reading: BeatReading) -> None:
    """Draw a line for each beat: who does what, and in which frames of the scene."""
    settings, start = settings_of(scene_of(context)), start_of_beats(context)
    alone = len({beat.who for beat in reading.beats}) < 2
    column = layout.column(align=True)
    for beat in reading.beats:
        first, last = span(beat, start, settings.frames)
        split = column.split(factor=0.7)
        named = replace(beat, action=action_name(beat.action))
        text = tr(title(named, is_alone=alone))
        split.label(text=text, icon="KEYFRAME", translate=False)
        when = split.row()
        when.alignment = "RIGHT"
        when.label(text=f"{first} - {last}", translate=False)


def _draw_edited(layout: UILayout, settings: SketchMotionSettings) -> None:
    """Draw fields for each beat."""
    column = layout.column(align=True)
    if settings.beats:
        _draw_heads(column)
    for index, item in enumerate(settings.beats):
        row = column.row(align=True)
        fields = row.row(align=True)
        fields.enabled = not item.is_locked
        fields.prop(item, "action", text="")
        for name in ("start", "frames"):
            number = fields.row(align=True)
            number.ui_units_x = NUMBER_WIDTH
            number.prop(item, name, text="")
        icon: Icon = "LOCKED" if item.is_locked else "UNLOCKED"
        row.row(align=True).prop(item, "is_locked", text="", icon=icon)
        later = row.row(align=True)
        following = settings.beats[index + 1 : index + 2]
        later.enabled = bool(following) and not (item.is_locked or following[0].is_locked)
        later.operator("sketch_motion.beat_later", text="", icon="TRIA_DOWN").index = index
        gone = row.row(align=True)
        gone.enabled = not item.is_locked
        gone.operator("sketch_motion.remove_beat", text="", icon="X").index = index
    snaps = layout.row(align=True)
    snaps.label(text="Snap to")
    snaps.prop(settings, "snap_markers", toggle=True)
    snaps.prop(settings, "snap_sounds", toggle=True)
    layout.operator("sketch_motion.forget_beats", icon="LOOP_BACK")


def _draw_heads(column: UILayout) -> None:
    """Draw what the numbers below are."""
    row = column.row(align=True)
    fields = row.row(align=True)
    fields.label(text="")
    for text in ("After", "Length"):
        head = fields.row(align=True)
        head.ui_units_x = NUMBER_WIDTH
        head.label(text=text)
    for _ in range(BUTTONS):
        row.row(align=True).label(text="", icon="BLANK1")


class SKETCH_MOTION_OT_edit_beats(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.edit_beats"
    bl_label = "Edit Beats"
    bl_description = "Change what is done, when and for how long, until the sentence changes"
    bl_options = {"UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Context) -> bool:
        return known_reading(context) is not None

    def work(self, context: Context) -> None:
        reading = known_reading(context)
        assert reading is not None
        settings = settings_of(scene_of(context))
        edited_beats.keep(settings, reading.beats, sentences_of(context))


class _BeatOperator(PanelOperator):
    """A base of operators on one edited beat."""

    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        index: int
    else:
        index: bpy.props.IntProperty(options={"HIDDEN", "SKIP_SAVE"})

    def work(self, context: Context) -> None:
        settings, said = settings_of(scene_of(context)), sentences_of(context)
        reading = edited_beats.reading_of(settings, said)
        if reading is not None and 0 <= self.index < len(reading.beats):
            locked = edited_beats.locks(settings)
            beats, locked = self.changed(reading.beats, locked)
            edited_beats.keep(settings, beats, said, locked)

    def changed(self, beats: Beats, locked: list[bool]) -> tuple[Beats, list[bool]]:
        """Return the beats as the button wants them, and which of them are locked."""
        raise NotImplementedError


class SKETCH_MOTION_OT_beat_later(_BeatOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.beat_later"
    bl_label = "Later"
    bl_description = "Let this come after the next one"

    def changed(self, beats: Beats, locked: list[bool]) -> tuple[Beats, list[bool]]:
        is_free = not any(locked[self.index : self.index + 2])
        return swapped(beats, self.index) if is_free else beats, locked


class SKETCH_MOTION_OT_remove_beat(_BeatOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.remove_beat"
    bl_label = "Leave Out"
    bl_description = "Leave this out"

    def changed(self, beats: Beats, locked: list[bool]) -> tuple[Beats, list[bool]]:
        kept = [number for number in range(len(beats)) if number != self.index]
        return tuple(beats[number] for number in kept), [locked[number] for number in kept]


class SKETCH_MOTION_OT_forget_beats(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.forget_beats"
    bl_label = "Back to the Sentence"
    bl_description = "Do what the sentence says, and forget the changes"
    bl_options = {"INTERNAL", "UNDO"}  # noqa: RUF012

    def work(self, context: Context) -> None:
        edited_beats.forget(settings_of(scene_of(context)))


CLASSES = (
    SKETCH_MOTION_PT_beats,
    SKETCH_MOTION_OT_edit_beats,
    SKETCH_MOTION_OT_beat_later,
    SKETCH_MOTION_OT_remove_beat,
    SKETCH_MOTION_OT_forget_beats,
)
