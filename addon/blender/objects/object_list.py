# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a drawing: what the strokes' numbers stand for. Kept with the Grease Pencil data.

Every object has a random number, which is never used again. So when two drawings are joined, their
objects aren't mixed up, and those of the drawing that has gone are still found by their numbers.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

import bpy
from bpy.app.handlers import persistent

from ...contract.request import LONGEST_PROMPT, RANGES, ObjectSettings
from .. import host_state
from ..grease_pencil import versions
from .entries import ObjectEntry, free_name
from .stroke_objects import NOBODY, counts, used

if TYPE_CHECKING:
    from bpy.types import Context, Depsgraph, GreasePencil, Object, Scene, bpy_prop_collection

LIST, ACTIVE = "sketch_motion_objects", "sketch_motion_active_object"  # properties of the data
#: Easy to tell apart on a light and on a dark ground, also for the colour-blind.
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

_gone: dict[int, ObjectEntry] = {}  # removed since the start: an undo may bring their strokes back
_added: dict[int, int] = {}  # number of an object added since the start -> the row chosen before


def _on_rename(item: SketchMotionObject, context: Context) -> None:
    """Give the object another name where one has it: a prompt couldn't tell them apart."""
    others = [o.name for o in listed(item.id_data) if o.number != item.number]
    name = free_name(item.name, others)
    if name != item.name:
        item.name = name


def _on_recolor(item: object, context: Context) -> None:
    host_state.redraw_views()


class SketchMotionObject(bpy.types.PropertyGroup):
    """One object of the list, as Blender stores it."""

    if TYPE_CHECKING:
        id_data: GreasePencil
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
            update=_on_rename,
        )
        number: bpy.props.IntProperty(options={"HIDDEN"})
        color: bpy.props.FloatVectorProperty(
            name="Color",
            description="How the strokes of this object are shown in the viewport",
            subtype="COLOR_GAMMA",
            min=0.0,
            max=1.0,
            default=PALETTE[0],
            update=_on_recolor,
        )
        prompt: bpy.props.StringProperty(
            name="Prompt",
            description="What this object does. Empty: what the prompt above says about it",
            maxlen=LONGEST_PROMPT,
            options={"TEXTEDIT_UPDATE"},
            update=host_state.motion_changed,
        )
        strength: bpy.props.FloatProperty(
            name="Strength",
            description="How large the motion of this object is",
            default=1.0,
            min=RANGES["strength"][0],
            max=RANGES["strength"][1],
            soft_max=2.0,
            step=5,
            update=host_state.motion_changed,
        )
        locked: bpy.props.BoolProperty(
            name="Locked",
            description="This object stays as it is drawn",
            update=host_state.motion_changed,
        )


def listed(data: GreasePencil) -> bpy_prop_collection[SketchMotionObject]:
    """Return the list kept with Grease Pencil data; empty where the add-on is not registered."""
    items: Any = getattr(data, LIST, ())
    return cast("bpy_prop_collection[SketchMotionObject]", items)


def entries(data: GreasePencil) -> tuple[ObjectEntry, ...]:
    """Return the list as plain values."""
    return tuple(
        ObjectEntry(o.number, o.name, o.prompt, o.strength, o.locked, (*o.color,))
        for o in listed(data)
    )


def of(source: Object | None) -> tuple[ObjectEntry, ...]:
    """Return all objects of a drawing, also those that came with strokes of a joined drawing."""
    if not versions.is_grease_pencil(source):
        return ()
    return known(source.data, used(source.data))


def known(data: GreasePencil, numbers: Iterable[int]) -> tuple[ObjectEntry, ...]:
    """Return the list, and after it those objects of `numbers` that it lacks."""
    own = entries(data)
    names = [entry.name for entry in own]
    joined = []
    for number in sorted(set(numbers).difference(entry.number for entry in own)):
        entry = _elsewhere(number)
        names.append(free_name(entry.name, names))
        joined.append(entry.with_name(names[-1]))
    return (*own, *joined)


def active(data: GreasePencil) -> SketchMotionObject | None:
    """Return the object that is chosen in the list, or None."""
    items = listed(data)
    index = getattr(data, ACTIVE, -1)
    return items[index] if 0 <= index < len(items) else None


def add(data: GreasePencil, name: str, number: int = 0) -> SketchMotionObject:
    """Add an object at the end of the list, with a free name and color, and choose it there.

    `number` 0: a new one.
    """
    items = listed(data)
    entry = ObjectEntry(number or new_number(), name, color=_free_color(items))
    _added[entry.number] = getattr(data, ACTIVE)
    return _append(data, entry)


def drop_empty(data: GreasePencil) -> None:
    """Take the objects without strokes off the list, unless they have a prompt."""
    numbers = used(data)
    for entry in entries(data):
        if entry.number not in numbers and not entry.prompt.strip():
            remove(data, entry.number)


def take_over(data: GreasePencil, objects: Iterable[ObjectSettings]) -> None:
    """Put the settings of a take's objects into the list, matched by their names."""
    by_name = {settings.name: settings for settings in objects}
    for item in listed(data):
        settings = by_name.get(item.name)
        if settings is not None:
            item.prompt, item.strength = settings.prompt, settings.strength
            item.locked = settings.locked


def remove(data: GreasePencil, number: int) -> None:
    """Take an object off the list; its strokes are not touched."""
    items: Any = listed(data)
    for index, entry in enumerate(entries(data)):
        if entry.number == number:
            _gone[number] = entry
            items.remove(index)
            setattr(data, ACTIVE, max(0, min(getattr(data, ACTIVE), len(items) - 1)))
            return


def take_back(data: GreasePencil, numbers: Iterable[int]) -> None:
    """Take those of these objects off the list that were added since Blender was started."""
    for number in numbers:
        if number in _added:
            chosen = _added.pop(number)
            remove(data, number)
            setattr(data, ACTIVE, max(0, min(chosen, len(listed(data)) - 1)))


def adopt(data: GreasePencil, numbers: Iterable[int]) -> None:
    """Put those of these objects on the list that it lacks.

    Their strokes came with another drawing that was joined, or by an undo. Outside of an operator
    this needs no undo step: after an undo, the objects are adopted again.
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
def on_change(scene: Scene, graph: Depsgraph) -> None:
    """Adopt the objects of a drawing that was changed: another one may have been joined to it."""
    kind = versions.grease_pencil_type()
    for update in graph.updates:
        if isinstance(update.id, kind) and update.is_updated_geometry:
            data: Any = update.id.original
            if data.is_editable:
                adopt(data, counts(data, scene.frame_current))


def new_number() -> int:
    """Return a random number for an object, never 0."""
    return secrets.randbelow(2**31 - 2) + 1


def register() -> None:
    kind = versions.grease_pencil_type()
    props: Any = bpy.props  # the stubs say that these functions return nothing
    setattr(kind, LIST, props.CollectionProperty(type=SketchMotionObject))
    row = props.IntProperty(name="Active Object", options={"HIDDEN"}, update=_on_recolor)
    setattr(kind, ACTIVE, row)
    bpy.app.handlers.depsgraph_update_post.append(on_change)


def unregister() -> None:
    if on_change in bpy.app.handlers.depsgraph_update_post:
        bpy.app.handlers.depsgraph_update_post.remove(on_change)
    kind = versions.grease_pencil_type()
    delattr(kind, ACTIVE)
    delattr(kind, LIST)
    _gone.clear()
    _added.clear()


def _append(data: GreasePencil, entry: ObjectEntry) -> SketchMotionObject:
    items: Any = listed(data)
    name = free_name(entry.name, [item.name for item in items])
    item: SketchMotionObject = items.add()
    item.number = entry.number
    item.name, item.prompt = name, entry.prompt
    item.color = entry.color
    item.strength, item.locked = entry.strength, entry.locked
    setattr(data, ACTIVE, len(items) - 1)
    return item


def _elsewhere(number: int) -> ObjectEntry:
    """Find an object that was removed or is on the list of another drawing, else make a new one."""
    if number in _gone:
        return _gone[number]
    for data in versions.grease_pencils():
        for entry in entries(data):
            if entry.number == number:
                return entry
    return ObjectEntry(number, "object", color=PALETTE[number % len(PALETTE)])


def _free_color(items: Iterable[SketchMotionObject]) -> tuple[float, float, float]:
    """Return the first color of the palette that the fewest objects have."""
    taken = [tuple(round(value, 3) for value in item.color) for item in items]
    return min(PALETTE, key=taken.count)


CLASSES = (SketchMotionObject,)
