# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of a take, for an object or a range of frames, replaced by another motion.

The changed take is a copy of the old one, so all that the artist has drawn, moved or retimed in it
stays. Only drawings and keys of the part come from the new result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy

from ...client.jobs.timing import Easing, ScenePlace
from ...contract.messages import Message
from ...contract.request import Request
from ..grease_pencil import attributes, versions
from ..host_state import scene_of
from ..objects.fill_layers import COLOUR_AGAIN, remove_fills
from . import result_layers, scene_takes, take_keys
from .empties import part_of
from .fcurves import SceneTiming
from .removal import remove
from .retime import PLACES, retime
from .scene_takes import EASED, INFO, JOB, MADE, NAME, PARTS, REMARKS, REQUEST, SceneTake
from .take_copies import copy_take
from .take_keys import Followed, TakePlaces
from .take_reference import TakeReference

if TYPE_CHECKING:
    from bpy.types import FCurve, GreasePencilLayer, Object, Scene

KEEP = "keep"  # the expert setting that says what of an earlier result stays
LONGEST_RAMP = 2.0  # frames over which the keys of a control lead from one motion to the other
FRAMES = "frames"  # a key in it, which the engine leaves alone


@dataclass(frozen=True)
class PartChange:
    """What is replaced in which take.

    Attributes:
        take: which take.
        objects: the names of the objects that move anew; () for all.
        frames: the first and the last frame that are new, counted from the take's first; None for
            all.
    """

    take: TakeReference
    objects: tuple[str, ...] = ()
    frames: tuple[int, int] | None = None

    @classmethod
    def of(cls, request: Request) -> PartChange | None:
        """Read it from the settings of a request; None where it isn't of a changed take."""
        keep = request.settings.get(KEEP)
        take = TakeReference.from_json(keep) if isinstance(keep, Mapping) else None
        if not isinstance(keep, Mapping) or take is None:
            return None
        names, frames = keep.get("objects"), keep.get(FRAMES)
        objects = tuple(str(name) for name in names) if isinstance(names, list) else ()
        if isinstance(frames, list) and len(frames) == 2:
            first, last = frames
            if isinstance(first, int) and isinstance(last, int):
                return cls(take, objects, (first, last))
        return cls(take, objects)

    def to_json(self) -> dict[str, object]:
        """Return what to add to the setting `keep`."""
        return {**self.take.to_json(), **({FRAMES: list(self.frames)} if self.frames else {})}


def source_frame(
    frame: float, place: ScenePlace, request: Request, eased: tuple[Easing, ...]
) -> float:
    """Return the engine's frame that a take shows at a frame of the scene.

    place: where the take is. eased: the slow outs and slow ins it was given, one after another.
    """
    loop = request.loop
    length = place.clip(loop=loop).length
    share = min(1.0, max(0.0, (frame - place.start) / length))
    for easing in reversed(eased):
        share = easing.source(share)
    return share * ScenePlace(0, request.frames).clip(loop=loop).length


def change_part(old: SceneTake, new: SceneTake, change: PartChange) -> SceneTake:
    """Show a copy of the take `old` with a part of it from the take `new`, which is removed."""
    scene = scene_of_take(old)
    theirs = new.controls
    found, edited = take_keys.places(old), take_keys.is_edited(old)
    for easing in old.eased:
        retime(new, scene, easing=easing)
    result, copies = copy_take(old)
    has_lost_colours = remove_fills(result.data)
    for name in (JOB, REQUEST, MADE, PARTS, INFO, NAME, REMARKS):
        result[name] = new.object[name]
    if has_lost_colours:
        scene_takes.write_remarks(result, [*new.remarks, Message(COLOUR_AGAIN)])
    if old.eased:
        result[EASED] = old.object[EASED]
    for copy in copies.values():
        copy[JOB] = new.job
    taken = _Part(found, new, change)
    curves: dict[tuple[str, str], Followed] = {}
    for name, copy in copies.items():
        curves |= {(copy.name, n): each for (own, n), each in found.curves.items() if own == name}
        for control in theirs:
            if part_of(control) == part_of(copy) and taken.has(copy):
                _replace_keys(copy, control, taken)
    for layer in result.data.layers:
        other = new.object.data.layers.get(layer.name)
        if other is not None and taken.has(layer.parent):
            _replace_drawings(layer, other, taken, scene.frame_end)
    result.data.update_tag()
    made = SceneTake(result, new.job)
    scene_takes.show(made)
    remove(new.object, theirs)
    take_keys.note(made, TakePlaces(found.whole, found.layers, curves), edited=edited)
    return made


def scene_of_take(take: SceneTake) -> Scene:
    """Return a scene that a take is in."""
    scenes: Any = take.object.users_scene
    return scenes[0] if scenes else scene_of(bpy.context)


class _Part:
    """The frames and objects that are replaced, and how the new take's frames lie in the scene."""

    def __init__(self, found: TakePlaces, new: SceneTake, change: PartChange) -> None:
        self.place = found.whole
        request = scene_takes.needed_request(new)
        self.loop, self.hold = request.loop, request.hold
        self._new = take_keys.places(new).whole
        self._objects = change.objects
        first, last = change.frames or (0, self.place.frames - 1)
        self.is_whole = change.frames is None
        self.first, self.last = self.place.start + first, self.place.start + last
        own, other = (each.clip(loop=self.loop).length for each in (self.place, self._new))
        self._stretch = own / other

    def has(self, item: Object | None) -> bool:
        """Return whether the strokes that follow a control are replaced."""
        return not self._objects or (item is not None and part_of(item) in self._objects)

    def placed(self, frame: float) -> float:
        """Return the frame of the changed take at which it shows a frame of the new one."""
        return self.place.start + self._stretch * (frame - self._new.start)

    def unplaced(self, frame: float) -> float:
        """Return the frame of the new take that the changed one shows at a frame."""
        return self._new.start + (frame - self.place.start) / self._stretch

    def drawings(self, layer: GreasePencilLayer) -> dict[int, int]:
        """Return the new drawings of the part: frame in the changed take -> frame of the key."""
        keys = [frame.frame_number for frame in layer.frames]
        inside = range(self._new.start, self._new.start + self._new.frames)
        placed = {round(self.placed(key)): key for key in keys if key in inside}
        held = [at for at in sorted(placed) if at <= self.first]
        begin = layer.get_frame_at(self._new.start)
        shown = {at: key for at, key in placed.items() if self.first <= at <= self.last}
        if self.first not in shown and (held or begin is not None):
            shown[self.first] = placed[held[-1]] if held else begin.frame_number
        return shown


def _replace_drawings(
    layer: GreasePencilLayer, other: GreasePencilLayer, part: _Part, last: int
) -> None:
    """Replace the drawings of a layer in the part by those of the other layer.

    last: the frame up to which the drawings of a loop are repeated.
    """
    start, end = part.place.start, part.place.last
    if part.last < end and layer.get_frame_at(part.last + 1) is not None:
        key_at(layer, part.last + 1)  # what follows begins with what is shown there now
    drawings = part.drawings(other)
    points = {key: points_of(other, key) for key in drawings.values()}
    for number in [frame.frame_number for frame in layer.frames]:
        if part.first < number <= part.last and number not in drawings:
            layer.frames.remove(number)
    for at, key in sorted(drawings.items()):
        if at == start and layer.get_frame_at(start) is not None and not part.is_whole:
            continue
        draw_at(layer, at, points[key])
    if part.loop:
        numbers = [frame.frame_number for frame in layer.frames]
        repeated = [round(frame) for frame in take_keys.drawn_frames(layer) if frame > end]
        for number in repeated:
            layer.frames.remove(number)
        written = [(n - start, n) for n in numbers if start <= n <= end]
        if repeated:
            timing = SceneTiming(start, part.place.frames, part.hold, loop=True)
            result_layers.repeat(layer, written, timing, last)


def key_at(layer: GreasePencilLayer, number: int) -> Any:
    """Return the key at a frame, made of the drawing that is held there where there is none."""
    held: Any = layer.get_frame_at(number)
    if held.frame_number != number:
        layer.frames.copy(held.frame_number, number)
        held = layer.get_frame_at(number)
        held.keyframe_type = "GENERATED"
    return held


def points_of(layer: GreasePencilLayer, key: int) -> list[Any]:
    """Return the points of the drawing that a layer shows at a frame, and their handles."""
    held: Any = layer.get_frame_at(key)
    return [attributes.read(held.drawing, name) for name in PLACES]


def draw_at(layer: GreasePencilLayer, at: int, places: list[Any]) -> None:
    """Put points into the drawing at a frame; one with other strokes is left as it is."""
    held: Any = layer.get_frame_at(at)
    if held is None:
        return
    key = key_at(layer, at)
    for name, values in zip(PLACES, places, strict=True):
        own = attributes.read(key.drawing, name)
        if values is not None and own is not None and own.shape == values.shape:
            attributes.write(key.drawing, name, "FLOAT_VECTOR", "POINT", values)
    key.drawing.tag_positions_changed()


def _replace_keys(control: Object, other: Object, part: _Part) -> None:
    """Replace the keys of a control in the part by those of the other control."""
    theirs = versions.own_curves(other)
    if theirs is None:
        return
    mine = versions.channelbag(control, f"{control.name} action")
    paths = {
        (curve.data_path, curve.array_index) for bag in (mine, theirs) for curve in bag.fcurves
    }
    for path, index in sorted(paths):
        source = theirs.fcurves.find(path, index=index)
        curve = mine.fcurves.find(path, index=index)
        if source is None:
            if part.is_whole and curve is not None:
                mine.fcurves.remove(curve)
            continue
        if curve is None:
            curve = mine.fcurves.new(path, index=index)
            value = source.evaluate(part.placed(part.first))
            if not part.is_whole:
                curve.keyframe_points.insert(part.first, value)
        _splice(curve, source, part)
    control.update_tag()


def _splice(curve: FCurve, source: FCurve, part: _Part) -> None:
    """Take the keys of a curve inside the part from another curve, which gets a few more keys.

    Where the part begins and ends within the take, the curve's own value is kept by a key.
    """
    points = curve.keyframe_points
    borders = []
    if part.first > part.place.start and len(points):
        borders.append(part.first)
    if part.last < part.place.last and len(points):
        borders.append(part.last)
    for border, value in [(border, curve.evaluate(border)) for border in borders]:
        points.insert(border, value)
    for index in reversed(range(len(points))):
        at = points[index].co[0]
        if part.first <= at <= part.last and at not in borders:
            points.remove(points[index], fast=True)
    inner = min(LONGEST_RAMP, (part.last - part.first) / 3)
    for frame in (part.first, part.first + inner, part.last - inner, part.last):
        there = part.unplaced(frame)
        source.keyframe_points.insert(there, source.evaluate(there))
    for key in source.keyframe_points:
        at = part.placed(key.co[0])
        if not part.first <= at <= part.last or any(abs(at - each) < 1e-3 for each in borders):
            continue
        made = points.insert(at, key.co[1], options={"FAST"})
        made.interpolation = key.interpolation
        for side in ("left", "right"):
            setattr(made, f"handle_{side}_type", getattr(key, f"handle_{side}_type"))
            x, y = getattr(key, f"handle_{side}")
            setattr(made, f"handle_{side}", (part.placed(x), y))
    curve.update()
