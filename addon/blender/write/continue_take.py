# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A take that goes on: a copy of it, with the keys and drawings of another motion after a frame.

Or before it. What the artist drew, posed and moved in the part that is kept stays, to the key; the
take that was continued stays in the file as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy

from ...client.jobs.timing import ScenePlace
from ...contract.continuation import Continuation
from ...contract.messages import Message
from ...contract.request import Request
from ..grease_pencil import versions
from ..objects.fill_layers import COLOUR_AGAIN, remove_fills
from . import curve_splits, scene_takes, take_keys
from .bone_poses import joint_bones
from .change_part import draw_at, key_at, points_of
from .curve_splits import CurveKey
from .empties import part_of
from .removal import remove
from .scene_takes import INFO, JOB, MADE, NAME, PARTS, REQUEST, SceneTake
from .take_copies import copy_take
from .take_keys import TakePlaces
from .take_reference import TakeReference

if TYPE_CHECKING:
    from bpy.types import FCurve, GreasePencilLayer, Object

KEEP, FRAME = "keep", "frame"  # the expert setting; the frame of the scene in it
SAME = 1e-3  # of an armature's size: its bones at rest count as those of another


@dataclass(frozen=True)
class TakeContinuation:
    """Which take goes on, and where.

    Attributes:
        take: which take.
        frame: of the scene, where the two motions meet.
        asked: the same for the engine.
    """

    take: TakeReference
    frame: int
    asked: Continuation

    @classmethod
    def of(cls, request: Request) -> TakeContinuation | None:
        """Read it from the settings of a request; None where it isn't of a take that goes on."""
        asked, keep = Continuation.of(request.settings), request.settings.get(KEEP)
        if asked is None or not isinstance(keep, Mapping):
            return None
        take, frame = TakeReference.from_json(keep), keep.get(FRAME)
        if take is None or not isinstance(frame, int):
            return None
        return cls(take, frame, asked)

    def to_settings(self) -> dict[str, object]:
        """Return it as expert settings."""
        settings: dict[str, Any] = dict(self.asked.to_settings())
        settings[KEEP] = {**settings[KEEP], **self.take.to_json(), FRAME: self.frame}
        return settings


def continue_take(old: SceneTake, new: SceneTake, asked: TakeContinuation) -> SceneTake:
    """Show the take `old` with the new motion after or before a frame; `new` is removed.

    new: the whole, as the engine made it. Where its controls aren't those of `old`, it is put where
    `old` is and shown instead.
    """
    meeting = _Meeting.of(old, new, asked)
    if not _fits(old, new):
        _put(new, meeting)
        take_keys.note(new, TakePlaces(meeting.whole))
        remark = Message(
            'All keys are new: what you changed in the take "{take}" stays there.', take=old.name
        )
        scene_takes.write_remarks(new.object, [*new.remarks, remark])
        _name(new, old, meeting)
        scene_takes.show(new)
        return new
    edited = take_keys.is_edited(old)
    result, copies = copy_take(old)
    has_lost_colours = remove_fills(result.data)
    for name in (JOB, REQUEST, MADE, PARTS, INFO, NAME):
        result[name] = new.object[name]
    theirs = new.controls
    for copy in copies.values():
        copy[JOB] = new.job
        for control in theirs:
            if _key_of(copy) == _key_of(control):
                _continue_keys(copy, control, meeting)
    for layer in result.data.layers:
        other = new.object.data.layers.get(layer.name)
        if other is not None:
            _continue_drawings(layer, other, meeting)
    result.data.update_tag()
    made = SceneTake(result, new.job)
    remark = Message('The take "{take}" is still there, as it was.', take=old.name)
    remarks = [Message(COLOUR_AGAIN)] if has_lost_colours else []
    scene_takes.write_remarks(result, [*new.remarks, remark, *remarks])
    _name(made, old, meeting)
    scene_takes.show(made)  # before the active one is removed: this becomes active in its place
    remove(new.object, theirs)
    take_keys.note(made, TakePlaces(meeting.whole), edited=edited)
    return made


@dataclass(frozen=True)
class _Meeting:
    """Where two takes meet.

    Attributes:
        before: whether the new motion comes first.
        old: the frame of the old take where they meet,
        new: and that of the new one.
        at: where that frame is in the result.
        whole: where the result is on the timeline.
        last: the last frame of the old take.
    """

    before: bool
    old: int
    new: int
    at: int
    whole: ScenePlace
    last: int

    @classmethod
    def of(cls, old: SceneTake, new: SceneTake, asked: TakeContinuation) -> _Meeting:
        """Work it out. What leads to a take never begins before it: the take comes later then."""
        place = take_keys.places(old).whole
        frames = scene_takes.needed_request(new).frames
        at, start = asked.asked.at, new.start
        if not asked.asked.before:
            whole = ScenePlace(place.start, asked.frame - place.start + frames - at)
            return cls(False, asked.frame, start + at, asked.frame, whole, place.last)
        led = frames - (scene_takes.needed_request(old).frames - at)
        meets = max(asked.frame, place.start + led)
        whole = ScenePlace(meets - led, led + 1 + max(0, place.last - asked.frame))
        return cls(True, asked.frame, start + led, meets, whole, place.last)

    @property
    def old_shift(self) -> int:
        """By how many frames what is kept of the old take is later."""
        return self.at - self.old

    @property
    def new_shift(self) -> int:
        """By how many frames what is taken of the new one is later."""
        return self.at - self.new


def _key_of(control: Object) -> tuple[str, str]:
    return control.type, part_of(control)


def _fits(old: SceneTake, new: SceneTake) -> bool:
    """Return whether the keys of a take can go on with those of another."""
    mine = {_key_of(control): control for control in old.controls}
    theirs = {_key_of(control): control for control in new.controls}
    if mine.keys() != theirs.keys() or len(mine) < len(old.controls):
        return False
    names = {layer.name for layer in old.object.data.layers}
    if any(layer.name not in names for layer in new.object.data.layers):
        return False
    return all(_same_bones(mine[key], theirs[key]) for key in mine if mine[key].type == "ARMATURE")


def _same_bones(one: Any, other: Any) -> bool:
    """Return whether two armatures have the same bones at rest."""
    first, second = joint_bones(one), joint_bones(other)
    if not first or first.keys() != second.keys():
        return False
    for joint, name in first.items():
        mine, theirs = one.data.bones[name], other.data.bones[second[joint]]
        if mine.use_inherit_rotation != theirs.use_inherit_rotation:
            return False
        most = SAME * max(theirs.length, 1e-6)
        for end in ("head_local", "tail_local"):
            if (getattr(mine, end) - getattr(theirs, end)).length > most:
                return False
    return True


def _continue_keys(control: Object, other: Object, meeting: _Meeting) -> None:
    """Give a control the keys of another one, after or before the frame where they meet."""
    theirs = versions.own_curves(other)
    if theirs is None:
        return
    mine = versions.channelbag(control, f"{control.name} action")
    renamed = _renamed(control, other)
    taken: set[tuple[str, int]] = set()
    for source in theirs.fcurves:
        path = renamed.get(source.data_path, source.data_path)
        curve = mine.fcurves.find(path, index=source.array_index)
        if curve is None:
            still: Any = control.path_resolve(path)
            curve = mine.fcurves.new(path, index=source.array_index)
            if source.group is not None:
                name = source.group.name
                curve.group = mine.groups.get(name) or mine.groups.new(name)
            _copy_steps(curve, source)
            curve.keyframe_points.insert(meeting.old, still[source.array_index])
        merged = _merged(curve, source, meeting, is_exact=control.type != "ARMATURE")
        curve_splits.write_keys(curve, merged)
        taken.add((path, source.array_index))
    for curve in mine.fcurves:
        if (curve.data_path, curve.array_index) not in taken:  # the new motion leaves it alone
            curve_splits.write_keys(curve, _merged(curve, None, meeting, is_exact=True))
    _let_scale(control, other)
    control.update_tag()


def _merged(
    curve: FCurve, source: FCurve | None, meeting: _Meeting, *, is_exact: bool
) -> list[CurveKey]:
    """Return the keys of both curves, one after the other.

    is_exact: both are taken as they are, a frame apart; else the curve goes smoothly from one into
    the other. Drawings that go with a control fit its own keys only.
    """
    _unroll(curve, meeting)
    own = curve_splits.read_keys(curve)
    new = curve_splits.read_keys(source) if source is not None else []
    apart = 1 if is_exact else 0
    if meeting.before:
        end = meeting.new - apart
        first = curve_splits.until(new, end, source.evaluate(end)) if source else []
        second = curve_splits.since(own, meeting.old, curve.evaluate(meeting.old)) if own else []
        first = [key.moved(meeting.new_shift) for key in first]
        second = [key.moved(meeting.old_shift) for key in second]
    else:
        begin = meeting.new + apart
        first = curve_splits.until(own, meeting.old, curve.evaluate(meeting.old)) if own else []
        second = curve_splits.since(new, begin, source.evaluate(begin)) if source else []
        second = [key.moved(meeting.new_shift) for key in second]
    if is_exact:
        return [*first, *second]
    return curve_splits.joined(first, second, by_second=meeting.before)


def _unroll(curve: FCurve, meeting: _Meeting) -> None:
    """Write out a curve that repeats, up to where it is needed, and let it repeat no more."""
    cycles: Any = next((each for each in curve.modifiers if each.type == "CYCLES"), None)
    if cycles is None:
        return
    last = meeting.last if meeting.before else meeting.old
    rising = cycles.mode_after == "REPEAT_OFFSET"
    keys = curve_splits.unrolled(curve_splits.read_keys(curve), last, rising=rising)
    curve.modifiers.remove(cycles)
    curve_splits.write_keys(curve, keys)


def _copy_steps(curve: FCurve, source: FCurve) -> None:
    for modifier in source.modifiers:
        if modifier.type == "STEPPED":
            steps: Any = curve.modifiers.new("STEPPED")
            steps.frame_step, steps.frame_offset = modifier.frame_step, modifier.frame_offset  # type: ignore[attr-defined]


def _renamed(control: Any, other: Any) -> dict[str, str]:
    """Return paths of the other armature's curves where the artist has renamed bones of ours."""
    if control.type != "ARMATURE":
        return {}
    mine, theirs = joint_bones(control), joint_bones(other)
    paths = {}
    for joint, name in theirs.items():
        for channel in ("location", "rotation_euler", "scale"):
            path = 'pose.bones["{name}"].{channel}'
            paths[path.format(name=bpy.utils.escape_identifier(name), channel=channel)] = (
                path.format(name=bpy.utils.escape_identifier(mine[joint]), channel=channel)
            )
    return paths


def _let_scale(control: Any, other: Any) -> None:
    """Let bones take over the size of those they hang on where the new motion stretches them."""
    if control.type != "ARMATURE":
        return
    mine, theirs = joint_bones(control), joint_bones(other)
    for joint, name in mine.items():
        if other.data.bones[theirs[joint]].inherit_scale == "FULL":
            control.data.bones[name].inherit_scale = "FULL"


def _continue_drawings(
    layer: GreasePencilLayer, other: GreasePencilLayer, meeting: _Meeting
) -> None:
    """Give a layer the generated drawings of another one, after or before where they meet."""
    own = [round(frame) for frame in take_keys.drawn_frames(layer)]
    theirs = [round(frame) for frame in take_keys.drawn_frames(other)]
    if meeting.before:
        if own or theirs:
            key_at(layer, meeting.old)  # what is kept begins with what is shown there
        late = [number for number in {*own, meeting.old} if number >= meeting.old]
        for number in [number for number in own if number < meeting.old]:
            layer.frames.remove(number)
        for number in sorted(late, reverse=True) if own or theirs else ():
            _later(layer, number, meeting.old_shift)
        drawn = {n + meeting.new_shift: n for n in theirs if n < meeting.new}
    else:
        for number in [number for number in own if number > meeting.old]:
            layer.frames.remove(number)
        drawn = {n + meeting.new_shift: n for n in theirs if n > meeting.new}
        if theirs and own:  # what the new take holds there
            drawn.setdefault(meeting.at + 1, meeting.new + 1)
    for at, number in sorted(drawn.items()):
        if other.get_frame_at(number) is not None:
            draw_at(layer, at, points_of(other, number))


def _later(layer: GreasePencilLayer, number: int, frames: int) -> None:
    """Move a generated drawing later; of the drawing at rest, which stays, a copy."""
    if not frames:
        return
    key: Any = layer.get_frame_at(number)
    if key.keyframe_type == "GENERATED":
        layer.frames.move(number, number + frames)
    else:
        layer.frames.copy(number, number + frames).keyframe_type = "GENERATED"


def _put(new: SceneTake, meeting: _Meeting) -> None:
    """Move all keys and drawings of a take to where it goes on from another one."""
    shift = meeting.new_shift
    if not shift:
        return
    for control in new.controls:
        bag = versions.own_curves(control)
        for curve in bag.fcurves if bag is not None else ():
            keys = curve_splits.read_keys(curve)
            curve_splits.write_keys(curve, [key.moved(shift) for key in keys])
    for layer in new.object.data.layers:
        numbers = sorted((round(n) for n in take_keys.drawn_frames(layer)), reverse=shift > 0)
        for number in numbers:
            layer.frames.move(number, number + shift)


def _name(take: SceneTake, old: SceneTake, meeting: _Meeting) -> None:
    """Name a take after the one that went on, too."""
    names = (take.name, old.name) if meeting.before else (old.name, take.name)
    scene_takes.name_both(take, *names)
