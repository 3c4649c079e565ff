# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beats as bars over time at the foot of the 3D view: drag one, or one of its ends.

They snap to markers, to the beats of sounds in the sequencer, and to one another; Ctrl lets them go
anywhere. A render doesn't show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy

from ...client.jobs.edited_beats import Grip, dragged, lanes, snapped
from ...contract.beats import BeatReading, SentenceBeat
from .. import edited_beats
from ..host_state import scene_of
from ..jobs.live_motion import live_view
from ..settings import settings_of, start_of
from ..sound_beats import sound_beats
from .panel_beats import sentences_of

if TYPE_CHECKING:
    from bpy.types import Context, Event

    from ..host_types import OperatorReturn

LANE, GAP, MARGIN = 20.0, 3.0, 24.0  # pixels times the scale of the interface
END = 7.0  # pixels times the scale: an end of a bar is as wide to the mouse
SNAP = 8.0  # pixels times the scale: as near to a beat of music the mouse snaps
Box = tuple[float, float, float, float]  # left, bottom, right, top in pixels of the view


@dataclass(frozen=True)
class Bars:
    """The beats of a scene as bars in one 3D view.

    Attributes:
        reading: the beats, edited or as they were read.
        locked: of each beat, whether it may not be changed.
        left, right: pixels of the view between which the clip lies.
        frames: of the clip.
        scale: of the interface.
        row: lane of each beat.
    """

    reading: BeatReading
    locked: tuple[bool, ...]
    left: float
    right: float
    frames: int
    scale: float
    row: tuple[int, ...]

    def x(self, frame: float) -> float:
        """Return where a frame of the clip is."""
        return self.left + (self.right - self.left) * frame / self.frames

    def frame(self, x: float) -> float:
        """Return the frame of the clip at a place."""
        return (x - self.left) * self.frames / (self.right - self.left)

    def box(self, index: int) -> Box:
        """Return the bar of a beat."""
        beat = self.reading.beats[index]
        bottom = self.scale * (MARGIN + self.row[index] * (LANE + GAP))
        end = min(beat.start + beat.frames, self.frames)
        return self.x(beat.start), bottom, self.x(end), bottom + self.scale * LANE

    def at(self, x: float, y: float) -> tuple[int, Grip] | None:
        """Return the beat under the mouse, and what of it; None where none is."""
        for index in range(len(self.reading.beats)):
            left, bottom, right, top = self.box(index)
            if not (bottom <= y <= top and left <= x < right):
                continue
            end = min(END * self.scale, (right - left) / 3)
            return index, "end" if x > right - end else "begin" if x < left + end else "body"
        return None


def bars_in(context: Context) -> Bars | None:
    """Return the bars to show in a 3D view; None where no beats are known."""
    scene = scene_of(context)
    settings = settings_of(scene)
    space: Any = context.space_data
    if settings.path != "vector" or not settings.live or not space.overlay.show_overlays:
        return None
    edited = edited_beats.reading_of(settings, sentences_of(context))
    reading = edited or (live_view.reading(scene) if live_view.playing is not None else None)
    if reading is None or not reading.beats:
        return None
    locked = tuple(item.is_locked for item in settings.beats)
    view: Any = context
    scale = float(view.preferences.system.ui_scale or 1.0)
    widths = {region.type: region.width for region in view.area.regions}
    overlaps = view.preferences.system.use_region_overlap
    left = (widths.get("TOOLS", 0) if overlaps else 0) + MARGIN * scale
    right = view.region.width - (widths.get("UI", 0) if overlaps else 0) - MARGIN * scale
    if right - left < 100:
        return None
    row = lanes(reading.beats)
    if edited is None:
        locked = (False,) * len(reading.beats)
    return Bars(reading, locked, left, right, settings.frames, scale, row)


def targets(context: Context, bars: Bars, without: int = -1) -> list[float]:
    """Return the frames of the clip that beats snap to; without: a beat whose ends don't count."""
    scene = scene_of(context)
    settings, first = settings_of(scene), start_of(scene)
    found: list[float] = [0.0, float(bars.frames)]
    if settings.snap_markers:
        found += [float(marker.frame - first) for marker in scene.timeline_markers]
    if settings.snap_sounds:
        found += [f - first for f in sound_beats.frames(scene, first, first + bars.frames)]
    for index, beat in enumerate(bars.reading.beats):
        if index != without:
            found += [float(beat.start), float(beat.start + beat.frames)]
    return [frame for frame in found if 0 <= frame <= bars.frames]


class BeatDrag:
    """A beat that follows the mouse."""

    def __init__(self, context: Context, bars: Bars, index: int, grip: Grip, x: float) -> None:
        self.bars, self.index, self.grip, self.has_moved = bars, index, grip, False
        beat = bars.reading.beats[index]
        frame = beat.start + beat.frames if grip == "end" else beat.start
        self._off = bars.frame(x) - frame
        self._said = sentences_of(context)

    def follow(self, context: Context, x: float, *, is_free: bool = False) -> None:
        """Bring what is held under the mouse; is_free: it doesn't snap."""
        frame = round(self.bars.frame(x) - self._off)
        if not is_free:
            frame = self._snapped(context, frame)
        beats = dragged(self.bars.reading.beats, self.bars.locked, self.index, self.grip, frame)
        self.has_moved = self.has_moved or beats != self.bars.reading.beats
        self._keep(context, beats)

    def cancel(self, context: Context) -> None:
        """Put the beats back."""
        self._keep(context, self.bars.reading.beats)

    def _snapped(self, context: Context, frame: int) -> int:
        """Return the frame, or one near it that something begins or ends at."""
        within = SNAP * self.bars.scale * self.bars.frames / (self.bars.right - self.bars.left)
        found = targets(context, self.bars, self.index)
        near = snapped(frame, found, within)
        if near != frame or self.grip != "body":
            return near
        length = self.bars.reading.beats[self.index].frames  # or the end of the bar snaps
        return snapped(frame + length, found, within) - length

    def _keep(self, context: Context, beats: tuple[SentenceBeat, ...]) -> None:
        settings = settings_of(scene_of(context))
        if len(settings.beats) == len(beats):
            edited_beats.move(settings, beats)
        else:
            edited_beats.keep(settings, beats, self._said)


_drag: list[BeatDrag] = []  # the beat that follows the mouse


class SKETCH_MOTION_GT_beats(bpy.types.Gizmo):
    """The bars of beats, as far as the mouse is concerned: `beat_bars_drawing` draws them."""

    bl_idname = "SKETCH_MOTION_GT_beats"

    def draw(self, context: Context) -> None:
        """Draw nothing: the overlay shows the bars."""

    def test_select(self, context: Context, location: Any) -> int:
        """Return 0 where a bar is under the mouse, else -1."""
        if _drag:
            return 0
        bars = bars_in(context)
        return -1 if bars is None or bars.at(location[0], location[1]) is None else 0

    def invoke(self, context: Context, event: Event) -> OperatorReturn:
        """Take hold of the bar under the mouse."""
        bars = bars_in(context)
        held = bars.at(event.mouse_region_x, event.mouse_region_y) if bars is not None else None
        if bars is None or held is None or bars.locked[held[0]]:
            return {"FINISHED"}
        _drag[:] = [BeatDrag(context, bars, *held, event.mouse_region_x)]
        edited = edited_beats.reading_of(settings_of(scene_of(context)), sentences_of(context))
        if edited is None:
            said, beats = sentences_of(context), bars.reading.beats
            edited_beats.keep(settings_of(scene_of(context)), beats, said)
        return {"RUNNING_MODAL"}

    def modal(self, context: Context, event: Event, tweak: Any) -> OperatorReturn:
        """Let the bar follow the mouse."""
        if event.type == "MOUSEMOVE" and _drag:
            _drag[0].follow(context, event.mouse_region_x, is_free=event.ctrl)
        return {"RUNNING_MODAL"}

    def exit(self, context: Context, cancel: bool | None) -> None:
        """Let go of the bar, in one undo step, or put it back where it was."""
        if not _drag:
            return
        drag = _drag.pop()
        if cancel:
            drag.cancel(context)
        elif drag.has_moved:
            operators: Any = bpy.ops
            operators.ed.undo_push(message="Move Beat")


class SKETCH_MOTION_GGT_beats(bpy.types.GizmoGroup):
    bl_idname = "SKETCH_MOTION_GGT_beats"
    bl_label = "Beats"
    bl_space_type = "VIEW_3D"
    bl_region_type = "WINDOW"
    bl_options = {"PERSISTENT", "SHOW_MODAL_ALL"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Context) -> bool:
        settings = settings_of(scene_of(context))
        return settings.live and (settings.beats_are_edited or live_view.playing is not None)

    def setup(self, context: Context) -> None:
        self.gizmos.new(SKETCH_MOTION_GT_beats.bl_idname)


CLASSES = (SKETCH_MOTION_GT_beats, SKETCH_MOTION_GGT_beats)
