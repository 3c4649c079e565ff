# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a drawing: what the strokes' numbers stand for. Kept with the Grease Pencil data.

A number is drawn at random and never used again, so that two drawings can be joined without their
objects being mixed up: the list of the one that went away is still found by its numbers.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import bpy
from bpy.app.handlers import persistent

from ...contract.request import LONGEST_PROMPT, RANGES, ObjectSettings
from .. import host_state
from ..grease_pencil import versions
from .entries import ObjectEntry, free_name
from .stroke_objects import NOBODY, counts, used

LIST, ACTIVE = "sketch_motion_objects", "sketch_motion_active_object"
#: Told apart on a light and on a dark ground, also by those who don't see red and green apart.
PALETTE = (
    (0.110, 0.560, 0.850),
    (0.902, 0.380, 0.004),
    (0.000, 0.640, 0.420),
    (0.840, 0.290, 0.620),
    (0.860, 0.650, 0.000),
    (0.490, 0.400, 0.870),
    (0.760, 0.200, 0.220),
    (0.200, 0.680, 0.700),
    (0.560, 0.420, 0.250),
    (0.480, 0.620, 0.130),
)

_gone: dict[int, ObjectEntry] = {}  # removed in this run: an undo may bring their strokes back
_added: dict[int, int] = {}  # added in this run -> which row was chosen before


def _renamed(item: Any, context: Any) -> None:
    """Two objects of one name can't be told apart in a prompt."""
    others = [o.name for o in listed(item.id_data) if o.number != item.number]
    name = free_name(item.name, others)
    if name != item.name:
        item.name = name


def _recolored(item: Any, context: Any) -> None:
    host_state.redraw_views()


class SketchMotionObject(bpy.types.PropertyGroup):
    if TYPE_CHECKING:
        name: str
        number: int
        color: tuple[float, float, float]
        prompt: str
        strength: float
        locked: bool
    else:
        name: bpy.props.StringProperty(
            name="Name",
            description="What it is, like: fish. A prompt that says the name is about it",
            maxlen=60,
            update=_renamed,
        )
        number: bpy.props.IntProperty(options={"HIDDEN"})
        color: bpy.props.FloatVectorProperty(
            name="Color",
            description="How the strokes of this object are shown in the viewport",
            subtype="COLOR_GAMMA",
            min=0.0,
            max=1.0,
            default=PALETTE[0],
            update=_recolored,
        )
        prompt: bpy.props.StringProperty(
            name="Prompt",
            description="What this object does. Empty: what the prompt above says about it",
            maxlen=LONGEST_PROMPT,
        )
        strength: bpy.props.FloatProperty(
            name="Strength",
            description="How large the motion of this object is",
            default=1.0,
            min=RANGES["strength"][0],
            max=RANGES["strength"][1],
            soft_max=2.0,
            step=5,
        )
        locked: bpy.props.BoolProperty(
            name="Locked", description="This object stays as it is drawn"
        )


def listed(data: Any) -> Any:
    """The list kept with Grease Pencil data; empty where the add-on is not registered."""
    return getattr(data, LIST, ())


def entries(data: Any) -> tuple[ObjectEntry, ...]:
    """The list as plain values."""
    return tuple(
        ObjectEntry(o.number, o.name, o.prompt, o.strength, o.locked, tuple(o.color))
        for o in listed(data)
    )


def of(source: Any) -> tuple[ObjectEntry, ...]:
    """All objects of a drawn object, also those that came with joined strokes."""
    if not versions.is_grease_pencil(source):
        return ()
    return known(source.data, used(source.data))


def known(data: Any, numbers: Iterable[int]) -> tuple[ObjectEntry, ...]:
    """The list, and after it the objects of `numbers` that came with joined strokes."""
    own = entries(data)
    names = [entry.name for entry in own]
    more = []
    for number in sorted(set(numbers).difference(entry.number for entry in own)):
        entry = _elsewhere(number)
        names.append(free_name(entry.name, names))
        more.append(entry.with_name(names[-1]))
    return (*own, *more)


def active(data: Any) -> Any:
    """The list's chosen object, or None."""
    items = listed(data)
    index = getattr(data, ACTIVE, -1)
    return items[index] if 0 <= index < len(items) else None


def add(data: Any, name: str, number: int = 0) -> Any:
    """A new object at the end of the list, with a free name and color. It becomes the active."""
    items = listed(data)
    entry = ObjectEntry(number or new_number(), name, color=_free_color(items))
    _added[entry.number] = getattr(data, ACTIVE)
    return _append(data, entry)


def drop_empty(data: Any) -> None:
    """Takes objects off the list that no stroke belongs to, unless they have a prompt."""
    numbers = used(data)
    for entry in entries(data):
        if entry.number not in numbers and not entry.prompt.strip():
            remove(data, entry.number)


def take_over(data: Any, asked: Iterable[ObjectSettings]) -> None:
    """Puts what a take asked of its objects into the list, by their names."""
    wanted = {settings.name: settings for settings in asked}
    for item in listed(data):
        settings = wanted.get(item.name)
        if settings is not None:
            item.prompt, item.strength = settings.prompt, settings.strength
            item.locked = settings.locked


def remove(data: Any, number: int) -> None:
    """Takes an object off the list; its strokes are not touched."""
    items = listed(data)
    for index, entry in enumerate(entries(data)):
        if entry.number == number:
            _gone[number] = entry
            items.remove(index)
            setattr(data, ACTIVE, max(0, min(getattr(data, ACTIVE), len(items) - 1)))
            return


def take_back(data: Any, numbers: Iterable[int]) -> None:
    """Takes those of these objects off the list that were added in this run."""
    for number in numbers:
        if number in _added:
            chosen = _added.pop(number)
            remove(data, number)
            setattr(data, ACTIVE, max(0, min(chosen, len(listed(data)) - 1)))


def adopt(data: Any, numbers: Iterable[int]) -> None:
    """Puts those of these objects on the list that it lacks: joined strokes, or an undo's.

    Outside of an operator it needs no undo step: an undo leads to where they are found again.
    """
    missing = set(numbers).difference((NOBODY, *(item.number for item in listed(data))))
    if not missing:
        return
    chosen = getattr(data, ACTIVE)
    for entry in known(data, missing)[-len(missing) :]:
        _added[entry.number] = chosen
        _append(data, entry)
    setattr(data, ACTIVE, chosen)


@persistent  # type: ignore[untyped-decorator]
def on_change(scene: Any, graph: Any) -> None:
    """A drawing was changed, perhaps by joining another one to it."""
    kind = versions.grease_pencil_type()
    for update in graph.updates:
        if isinstance(update.id, kind) and update.is_updated_geometry:
            data = update.id.original
            if data.is_editable:
                adopt(data, counts(data, scene.frame_current))


def new_number() -> int:
    return secrets.randbelow(2**31 - 2) + 1


def register() -> None:
    kind = versions.grease_pencil_type()
    setattr(kind, LIST, bpy.props.CollectionProperty(type=SketchMotionObject))
    chosen = bpy.props.IntProperty(name="Active Object", options={"HIDDEN"}, update=_recolored)
    setattr(kind, ACTIVE, chosen)
    bpy.app.handlers.depsgraph_update_post.append(on_change)


def unregister() -> None:
    if on_change in bpy.app.handlers.depsgraph_update_post:
        bpy.app.handlers.depsgraph_update_post.remove(on_change)
    kind = versions.grease_pencil_type()
    delattr(kind, ACTIVE)
    delattr(kind, LIST)
    _gone.clear()
    _added.clear()


def _append(data: Any, entry: ObjectEntry) -> Any:
    items = listed(data)
    name = free_name(entry.name, [item.name for item in items])
    item = items.add()
    item.number = entry.number
    item.name, item.color, item.prompt = name, entry.color, entry.prompt
    item.strength, item.locked = entry.strength, entry.locked
    setattr(data, ACTIVE, len(items) - 1)
    return item


def _elsewhere(number: int) -> ObjectEntry:
    """An object by its number: removed before, or of another drawing; else a new one."""
    if number in _gone:
        return _gone[number]
    for data in versions.grease_pencils():
        for entry in entries(data):
            if entry.number == number:
                return entry
    return ObjectEntry(number, "object", color=PALETTE[number % len(PALETTE)])


def _free_color(items: Any) -> tuple[float, float, float]:
    """The first color of the palette that the fewest objects have."""
    taken = [tuple(round(value, 3) for value in item.color) for item in items]
    return min(PALETTE, key=taken.count)


CLASSES = (SketchMotionObject,)
