# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist corrects in the bones of a drawing, kept in attributes of the drawing itself.

Attributes are covered by Blender's undo in every mode, and go along when strokes are cut, copied or
redrawn beside others. Of the strokes: one for each part of a body, true where a stroke was given to
it, and the numbers of groups that are rigid, a wheel or together. Of the points: one for each part,
true where but a piece of a stroke was given to it. Of the layers, all of which hold
the same, except that later ones hold nothing: the place of a joint in the space of the drawn
object, and a body plan that was chosen; their names hold the number of the object (see
`object_list`), 0 for a drawing without objects.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...contract.drawing import Drawing
from ...contract.rig_hints import GROUPS, ObjectHints, Spans
from ..grease_pencil import attributes
from . import stroke_objects, stroke_pieces

if TYPE_CHECKING:
    from bpy.types import GreasePencil, GreasePencilDrawing

    from ..capture.capture_map import CaptureMap
    from ..host_types import GreasePencilObject

JOINT, PLAN, PART = "sketch_motion_joint", "sketch_motion_plan", "sketch_motion_part"
PIECE = "sketch_motion_piece"
GROUP = {kind: f"sketch_motion_{kind}" for kind in GROUPS}
BETWEEN = ":"
AT_ORIGIN = 1e-12  # in place of 0, which is what a layer has that was made later
NO_PART = ""  # the part of what is no part of the body
NOTHING = 0  # the number of a stroke in no group

Flags = NDArray[np.bool_]
Vector = NDArray[np.float64]


def place_joint(data: GreasePencil, number: int, joint: str, place: Vector) -> None:
    """Keep the place [3] of a joint of an object, in the space of the drawn Blender object."""
    kept = place if np.any(np.float32(place) != 0) else np.full(3, AT_ORIGIN)
    _write(data, _name(JOINT, number, joint), "FLOAT_VECTOR", kept)


def choose_plan(data: GreasePencil, number: int, plan: str) -> None:
    """Keep the body plan of an object; "" leaves it to the engine."""
    for _, name in list(_listed(data, PLAN, number)):
        _remove(data, name)
    if plan:
        _write(data, _name(PLAN, number, plan), "BOOLEAN", np.array(True))


def plan_of(data: GreasePencil, number: int) -> str:
    """Return the body plan that was chosen for an object; "" for none."""
    return next((plan for plan, _ in _listed(data, PLAN, number)), "")


def joints_of(data: GreasePencil, number: int) -> dict[str, Vector]:
    """Return the places [3] of the joints that were placed by hand, in the object's space."""
    found: dict[str, Vector] = {}
    for joint, name in _listed(data, JOINT, number):
        values = attributes.read(_bearer(data), name)
        if values is None:
            continue
        placed = values[np.any(values != 0, axis=1)]  # layers that were made later have zeros
        if len(placed):
            found[joint] = placed[0].astype(np.float64)
    return found


def give_to_part(drawing: GreasePencilDrawing, chosen: Flags, part: str) -> None:
    """Give strokes, `chosen` [strokes], to a part of the body; NO_PART for none of it."""
    _take_from_parts(drawing, chosen)
    _mark(drawing, f"{PART}{BETWEEN}{part}", "CURVE", chosen)


def give_piece_to_part(drawing: GreasePencilDrawing, chosen: Flags, part: str) -> None:
    """Give points, `chosen` [points], to a part; where all of a stroke are, the stroke."""
    offsets = attributes.stroke_offsets(drawing)
    whole = np.logical_and.reduceat(chosen, offsets[:-1])
    if whole.any():
        give_to_part(drawing, whole, part)
    pieces = chosen & ~np.repeat(whole, np.diff(offsets))
    if pieces.any():
        _unmark(drawing, PIECE, pieces)
        _mark(drawing, f"{PIECE}{BETWEEN}{part}", "POINT", pieces)


def group(drawing: GreasePencilDrawing, chosen: Flags, kind: str, number: int) -> None:
    """Put strokes, `chosen` [strokes], into the group `number` of a kind of GROUPS."""
    values = attributes.read_or(drawing, GROUP[kind], NOTHING, len(chosen)).astype(np.int32)
    values[chosen] = number
    attributes.write(drawing, GROUP[kind], "INT", "CURVE", values)


def forget_strokes(drawing: GreasePencilDrawing, chosen: Flags) -> None:
    """Forget what was said of strokes, `chosen` [strokes]."""
    _take_from_parts(drawing, chosen)
    for kind in GROUPS:
        if drawing.attributes.get(GROUP[kind]) is not None:
            group(drawing, chosen, kind, NOTHING)


def clear(data: GreasePencil) -> None:
    """Forget all corrections of a drawing, on every frame."""
    names = [a.name for a in _all(data) if a.name.startswith((f"{JOINT}{BETWEEN}", PLAN))]
    for name in names:
        _remove(data, name)
    for drawing in stroke_objects.everywhere(data):
        own = [*_given(drawing, PART), *_given(drawing, PIECE), *GROUP.values()]
        for name in own:
            attribute = drawing.attributes.get(name)
            if attribute is not None:
                drawing.attributes.remove(attribute)


def are_any(data: GreasePencil) -> bool:
    """Return whether anything was corrected."""
    if any(a.name.startswith((f"{JOINT}{BETWEEN}", PLAN)) for a in _all(data)):
        return True
    marks = (
        attributes.read(drawing, name)
        for drawing in stroke_objects.everywhere(data)
        for name in (*_given(drawing, PART), *_given(drawing, PIECE), *GROUP.values())
    )
    return any(values is not None and bool(values.any()) for values in marks)


def numbers_of(captured: CaptureMap, drawing: Drawing, source: GreasePencilObject) -> list[int]:
    """Return the number of each object of a captured drawing; 0 for a drawing without objects."""
    numbers = _of_strokes(captured, source, stroke_objects.OBJECT, stroke_objects.NOBODY)
    owners = np.asarray(drawing.objects.data)
    found = []
    for index in range(drawing.object_count):
        own = numbers[owners == index]
        found.append(int(own[0]) if len(own) else stroke_objects.NOBODY)
    return found


def hints_of(
    captured: CaptureMap, drawing: Drawing, source: GreasePencilObject
) -> dict[str, ObjectHints]:
    """Return the corrections of a captured drawing as hints, by the name of the object."""
    owners = np.asarray(drawing.objects.data)
    parts, pieces = _part_of_strokes(captured, source), _pieces_of_strokes(captured, source)
    groups = {kind: _of_strokes(captured, source, GROUP[kind], NOTHING) for kind in GROUPS}
    hints: dict[str, ObjectHints] = {}
    numbers = numbers_of(captured, drawing, source)
    for index, (name, number) in enumerate(zip(drawing.object_names, numbers, strict=True)):
        own = np.flatnonzero(owners == index)
        said = ObjectHints(
            plan_of(source.data, number),
            _on_canvas(joints_of(source.data, number), captured),
            {stroke: parts[stroke] for stroke in own.tolist() if stroke in parts},
            {stroke: pieces[stroke] for stroke in own.tolist() if stroke in pieces},
            **{kind: _grouped(own, values) for kind, values in groups.items()},
        )
        if said:
            hints[name] = said
    return hints


def _on_canvas(joints: dict[str, Vector], captured: CaptureMap) -> dict[str, tuple[float, float]]:
    """Return the places of joints in pixels of the canvas."""
    matrix, places = captured.object_matrix, {}
    for joint, place in joints.items():
        world = matrix[:3, :3] @ place + matrix[:3, 3]
        x, y = captured.plane.to_canvas(world[None])[0]
        places[joint] = (float(x), float(y))
    return places


def _grouped(own: NDArray[np.int64], values: NDArray[Any]) -> tuple[tuple[int, ...], ...]:
    """Return the strokes `own` that are in a group, together with the others of their group."""
    numbers = [number for number in np.unique(values[own]).tolist() if number != NOTHING]
    return tuple(tuple(own[values[own] == number].tolist()) for number in numbers)


def _part_of_strokes(captured: CaptureMap, source: GreasePencilObject) -> dict[int, str]:
    """Return the part that captured strokes were given to, by the stroke's number."""
    names: set[str] = set()
    for layer in captured.layers:
        names.update(_given(_drawing_of(source, layer.name, layer.key), PART))
    found: dict[int, str] = {}
    for name in sorted(names):
        given = np.flatnonzero(_of_strokes(captured, source, name, False))
        found.update(dict.fromkeys(given.tolist(), name.removeprefix(f"{PART}{BETWEEN}")))
    return found


def _pieces_of_strokes(captured: CaptureMap, source: GreasePencilObject) -> dict[int, Spans]:
    """Return the pieces of captured strokes that were given to parts, by the stroke's number."""
    found: dict[int, Spans] = {}
    for layer in captured.layers:
        drawing = _drawing_of(source, layer.name, layer.key)
        count = int(attributes.stroke_offsets(drawing)[-1])
        marks = {
            name.removeprefix(f"{PIECE}{BETWEEN}"): attributes.read_or(drawing, name, False, count)
            for name in _given(drawing, PIECE)
        }
        for stroke, spans in stroke_pieces.spans_of(drawing, marks).items():
            if layer.layout.strokes[stroke] >= 0:
                found[layer.first_stroke + int(layer.layout.strokes[stroke])] = spans
    return found


def _of_strokes(
    captured: CaptureMap, source: GreasePencilObject, name: str, default: Any
) -> NDArray[Any]:
    """Return an attribute of all captured strokes [S]."""
    values = [np.zeros(0, np.asarray(default).dtype)]
    for layer in captured.layers:
        drawing = _drawing_of(source, layer.name, layer.key)
        own = attributes.read_or(drawing, name, default, len(drawing.strokes))
        values.append(own[layer.layout.strokes >= 0])
    return np.concatenate(values)


def _drawing_of(source: GreasePencilObject, layer: str, key: int) -> GreasePencilDrawing:
    held: Any = source.data.layers[layer].get_frame_at(key)
    drawing: GreasePencilDrawing = held.drawing
    return drawing


def _take_from_parts(drawing: GreasePencilDrawing, chosen: Flags) -> None:
    """Take strokes, `chosen` [strokes], from all parts, and their pieces too."""
    _unmark(drawing, PART, chosen)
    _unmark(drawing, PIECE, np.repeat(chosen, np.diff(attributes.stroke_offsets(drawing))))


def _mark(drawing: GreasePencilDrawing, name: str, domain: str, chosen: Flags) -> None:
    values = attributes.read_or(drawing, name, False, len(chosen)).astype(np.bool_)
    attributes.write(drawing, name, "BOOLEAN", domain, values | chosen)


def _unmark(drawing: GreasePencilDrawing, what: str, chosen: Flags) -> None:
    for name in list(_given(drawing, what)):
        values = attributes.read_or(drawing, name, False, len(chosen)).astype(np.bool_)
        domain = "CURVE" if what == PART else "POINT"
        attributes.write(drawing, name, "BOOLEAN", domain, values & ~chosen)


def _given(drawing: GreasePencilDrawing, what: str) -> Iterator[str]:
    """Yield the names of the attributes that give strokes (PART) or pieces (PIECE) to parts."""
    names = [attribute.name for attribute in drawing.attributes]
    yield from (name for name in names if name.startswith(f"{what}{BETWEEN}"))


def _listed(data: GreasePencil, what: str, number: int) -> Iterator[tuple[str, str]]:
    """Yield what follows the object's number in the names of attributes, and the names."""
    start = f"{what}{BETWEEN}{number}{BETWEEN}"
    names = [attribute.name for attribute in _all(data)]
    yield from ((name.removeprefix(start), name) for name in names if name.startswith(start))


def _name(what: str, number: int, about: str) -> str:
    return BETWEEN.join((what, str(number), about))


def _write(data: GreasePencil, name: str, kind: str, value: NDArray[Any]) -> None:
    layers = len(data.layers)
    attributes.write(_bearer(data), name, kind, "LAYER", np.repeat(value[None], layers, axis=0))


def _remove(data: GreasePencil, name: str) -> None:
    found = _all(data)
    found.remove(found[name])


def _all(data: GreasePencil) -> Any:
    return _bearer(data).attributes


def _bearer(data: GreasePencil) -> Any:
    """Return the data as a bearer of attributes, which the stubs of Blender don't know."""
    return data
