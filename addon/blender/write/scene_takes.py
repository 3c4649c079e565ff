# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes in the scene: results that were put on the timeline, each with its name and settings.

All of a take is in properties of its objects, so that undo, saving and copying keep it; the job's
folder is needed only to do a part of it again or to export it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy
from mathutils import Vector

from ...contract.errors import BadInput, SketchMotionError
from ...contract.request import Request
from ..grease_pencil import versions
from .write_back import SOURCE, original_of

if TYPE_CHECKING:
    from bpy.types import Object

JOB = "sketch_motion_take"  # on the result and on its controls: the job
NAME = "sketch_motion_take_name"  # on the result
REQUEST = "sketch_motion_take_request"  # on the result: the request as JSON
START = "sketch_motion_take_start"  # on the result: the scene's frame of its first drawing
MADE = "sketch_motion_take_made"  # on the result: seconds since 1970
PARTS = "sketch_motion_take_objects"  # on the result: names of the objects that move, as JSON
ASIDE = "sketch_motion_take_aside"  # on what is moved aside to compare: where it was
LONGEST_NAME = 40
GAP = 1.15  # between takes side by side, times their width


@dataclass(frozen=True)
class SceneTake:
    """One take. `object` is the animated copy of the drawing, or the image plane."""

    object: Any
    job: str
    source_name: str

    @property
    def name(self) -> str:
        return str(self.object.get(NAME, self.object.name))

    @property
    def is_shown(self) -> bool:
        return not self.object.hide_viewport

    @property
    def is_aside(self) -> bool:
        return ASIDE in self.object

    @property
    def start(self) -> int:
        return int(self.object.get(START, 1))

    @property
    def request(self) -> Request | None:
        """The settings it was made with; None where somebody changed them beyond repair."""
        try:
            return Request.from_json(json.loads(self.object.get(REQUEST, "")))
        except (ValueError, SketchMotionError):
            return None

    @property
    def parts(self) -> tuple[str, ...]:
        """The objects of the drawing, which can be done again one by one."""
        try:
            return tuple(str(name) for name in json.loads(self.object.get(PARTS, "[]")))
        except (ValueError, TypeError):
            return ()

    @property
    def controls(self) -> list[Any]:
        """What else belongs to it: the Empties that carry its keys."""
        return [
            item for item in bpy.data.objects if item.get(JOB) == self.job and REQUEST not in item
        ]


class StripTake(SceneTake):
    """A take that is a strip in the sequencer: it is muted rather than hidden."""

    @property
    def is_shown(self) -> bool:
        return not self.object.mute

    @property
    def is_aside(self) -> bool:
        return False

    @property
    def controls(self) -> list[Any]:
        return []


def mark(
    result: Any,
    controls: Sequence[Any],
    job: str,
    request: Request,
    *,
    start: int,
    parts: Sequence[str] = (),
    name: str = "",
) -> SceneTake:
    """Makes a result that was just written a take."""
    taken = {take.name for take in all_takes()}
    result[JOB] = job
    result[REQUEST] = json.dumps(request.to_json())
    result[START] = start
    result[MADE] = time.time()
    result[PARTS] = json.dumps(list(parts))
    result[NAME] = _free_name(name or request.prompt, taken)
    for control in controls:
        control[JOB] = job
    return _take(result)


def all_takes() -> list[SceneTake]:
    """Every take of the file, the newest first."""
    results = (*bpy.data.objects, *versions.all_strips())
    found = [_take(item) for item in results if JOB in item and REQUEST in item]
    return sorted(found, key=lambda take: take.object.get(MADE, 0.0), reverse=True)


def _take(result: Any) -> SceneTake:
    kind = SceneTake if isinstance(result, bpy.types.Object) else StripTake
    return kind(result, str(result[JOB]), str(result.get(SOURCE, "")))


def takes_of(item: Object) -> list[SceneTake]:
    """The takes of the drawing that `item` is, or is a take of; all, where it is neither."""
    takes = all_takes()
    source = original_of(item)
    if source is None:
        return takes
    own = [take for take in takes if take.source_name == source.name or take.object == item]
    return own or takes


def take_of_job(job: str) -> SceneTake | None:
    return next((take for take in all_takes() if take.job == job), None)


def show(take: SceneTake) -> None:
    """Shows this take alone: the original and its other takes are hidden."""
    set_visible(take, True)
    _pass_painting_on(take.object)
    for other in _siblings(take):
        set_visible(other, other.job == take.job)
    source = bpy.data.objects.get(take.source_name)
    if source is not None:  # a strip leaves the drawing in the view, to be drawn on
        source.hide_viewport = not isinstance(take, StripTake)
        source.hide_render = True


def hide(take: SceneTake) -> None:
    """Hides a take. Where no other is shown, the original is seen again."""
    source = bpy.data.objects.get(take.source_name)
    left = [other for other in _siblings(take) if other.is_shown and other.job != take.job]
    if source is not None and not left:
        source.hide_viewport = source.hide_render = False
    following = left[0].object if left else source
    if following is not None:
        _pass_painting_on(following)
    set_visible(take, False)


def compare(take: SceneTake, shown: SceneTake, *, side_by_side: bool) -> None:
    """Shows these two only, one over the other or the first beside the second."""
    for other in _siblings(take):
        set_visible(other, other.job in (take.job, shown.job))
    if side_by_side and not isinstance(take, StripTake) and not isinstance(shown, StripTake):
        right, width = _extent(shown.object)
        _move_aside(take, right * width * GAP)


def set_visible(take: SceneTake, visible: bool) -> None:
    """Shows or hides a take with its controls; what stood aside goes back to its place."""
    if isinstance(take, StripTake):
        take.object.mute = not visible
        return
    for item in (take.object, *take.controls):
        item.hide_viewport = item.hide_render = not visible
        if ASIDE in item:
            item.delta_location = Vector(item[ASIDE][:])
            del item[ASIDE]


def delete(take: SceneTake) -> None:
    """Removes a take from the file, data and actions with it; the original is untouched."""
    if take.is_shown:
        hide(take)
    if isinstance(take, StripTake):
        versions.strips(take.object.id_data.sequence_editor).remove(take.object)
        return
    for item in (*take.controls, take.object):
        data, animation = item.data, item.animation_data
        actions = [animation.action] if animation and animation.action else []
        if data is not None and data.animation_data and data.animation_data.action:
            actions.append(data.animation_data.action)
        bpy.data.objects.remove(item)
        if data is not None and data.users == 0:
            bpy.data.batch_remove([data])
        bpy.data.batch_remove([action for action in set(actions) if action.users == 0])


def shown_take(takes: Iterable[SceneTake]) -> SceneTake | None:
    """The one that stands in its own place and can be seen."""
    return next((take for take in takes if take.is_shown and not take.is_aside), None)


def _pass_painting_on(item: Object) -> None:
    """What was drawn on and is hidden now hands over to `item`, in the same mode.

    Blender can't leave a painting mode on a hidden object, and would paint where nobody sees it.
    """
    view_layer = bpy.context.view_layer
    active = view_layer.objects.active
    if active is None or active == item or active.mode in ("OBJECT", "EDIT"):
        return
    mode, hidden = active.mode, active.hide_viewport
    active.hide_viewport = False
    bpy.ops.object.mode_set(mode="OBJECT")
    active.hide_viewport = hidden
    view_layer.objects.active = item
    item.select_set(True, view_layer=view_layer)
    if item.type == active.type:
        bpy.ops.object.mode_set(mode=mode)


def needed_take(job: str) -> SceneTake:
    """The take of a job. Raises BadInput when it is not in the file any more."""
    take = take_of_job(job)
    if take is None:
        raise BadInput("This take is not in the file any more.")
    return take


def needed_request(take: SceneTake) -> Request:
    """What a take was made of. Raises BadInput where that can't be read any more."""
    request = take.request
    if request is None:
        raise BadInput("The settings of this take are lost.")
    return request


def _siblings(take: SceneTake) -> list[SceneTake]:
    return [other for other in all_takes() if other.source_name == take.source_name]


def _extent(item: Object) -> tuple[Vector, float]:
    """The level direction of the world in which the object is widest, and how wide it is there."""
    corners = [item.matrix_world @ Vector(corner) for corner in item.bound_box]
    widths = [max(c[axis] for c in corners) - min(c[axis] for c in corners) for axis in (0, 1)]
    axis = 0 if widths[0] >= widths[1] else 1
    return Vector((1.0 - axis, float(axis), 0.0)), max(widths[axis], 1e-3)


def _move_aside(take: SceneTake, away: Vector) -> None:
    """Moves what carries the take; what hangs on that follows."""
    own = (take.object, *take.controls)
    for item in own:
        if item.parent in own:
            continue
        item[ASIDE] = list(item.delta_location)
        world = item.parent.matrix_world.to_3x3() if item.parent else None
        shift = world.inverted_safe() @ away if world is not None else away
        item.delta_location = item.delta_location + shift


def _free_name(wanted: str, taken: set[str]) -> str:
    """The name, shortened, with a number where another take has it."""
    wanted = " ".join(wanted.split())[:LONGEST_NAME].strip() or "take"
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted} {count}"
    return name
