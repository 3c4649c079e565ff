# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bake to Drawings: the bones of a take become generated drawings and control Empties.

What is baked is what one sees: the bones as they are keyed now, with all that the artist changed.
Each armature's root and the bone that hangs on it become the Empty of its object; the drawings hold
the rest. Where an object moves as one, its drawings are all the same and only the first is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...contract.errors import BadInput
from ..grease_pencil import attributes, layer_split, versions
from ..grease_pencil.layer_pieces import STILL, split_layer
from . import empties, key_curves, result_layers, skin, take_keys
from .active_object import ActiveObject
from .empties import Binding
from .fcurves import SceneTiming
from .kept_frame import kept_frame
from .key_curves import NO_KEYS, Keys
from .motion import ObjectControl
from .originals import copy_note
from .removal import remove_object
from .result_layers import LayerPlan, ResultLayer
from .rig_result import NUMBER, OBJECT
from .scene_rig import ROOT
from .scene_takes import JOB, SceneTake, needed_request

if TYPE_CHECKING:
    from bpy.types import Object, Scene

    from ..host_types import GreasePencilObject

Places = NDArray[np.float64]
SAME = 2e-5  # of the drawing: a drawing that differs less from the last one is not written


@dataclass(frozen=True)
class _Bones:
    """An armature of a take.

    Attributes:
        number: by which strokes name it.
        control: what its Empty will be.
        before: [4, 4], the matrix that precedes the result's layers, as it was at the capture.
    """

    item: Object
    number: int
    control: ObjectControl
    before: Places


@dataclass(frozen=True)
class _Baked:
    """A new layer, and where its points are, in the result's space, in each drawn frame.

    Attributes:
        layer: the layer, with the drawing at rest alone.
        rest: the frame of that drawing's key.
        places: [drawn frames, n, 3].
    """

    layer: ResultLayer
    rest: int
    places: Places


def bake(take: SceneTake, scene: Scene) -> None:
    """Turn the bones of a take into drawings and Empties, from the take's first frame to its last.

    Raises BadInput for a take without bones, and where strokes were added or removed meanwhile;
    nothing has changed then.
    """
    request = needed_request(take)
    result: GreasePencilObject = take.object
    rigs = _bones_of(take)
    if not rigs:
        raise BadInput("This take has no bones.")
    place = take_keys.places(take).whole
    timing = SceneTiming(place.start, place.frames, request.hold, request.loop)
    with kept_frame(scene):
        places = _places(result, timing, scene)
        layers = _split(result, places, [rig.control.name for rig in rigs], timing)
        controls = _add_empties(result, layers, rigs, timing)
        for rig in rigs:
            controls[rig.number][JOB] = take.job
            copy_note(take.object, controls[rig.number])
        skin.remove(result, [rig.item for rig in rigs])
        for rig in rigs:
            remove_object(rig.item)
        _draw(result, layers, timing, scene)
    result.data.update_tag()


def _bones_of(take: SceneTake) -> list[_Bones]:
    """Return the armatures of a take, with what their Empties will be."""
    found = []
    for control in take.controls:
        item: Any = control
        if item.type != "ARMATURE" or NUMBER not in item:
            continue
        before = np.linalg.inv(np.array(item.matrix_parent_inverse, np.float64))
        number = int(item[NUMBER])
        moved = _control(item, number, str(item.get(OBJECT, item.name)))
        found.append(_Bones(item, number, moved, before))
    return sorted(found, key=lambda rig: rig.number)


def _control(item: Any, number: int, name: str) -> ObjectControl:
    """Return the control that moves as an armature's root, and turns as what hangs on it."""
    basis = np.array(item.delta_rotation_euler.to_matrix(), np.float64)
    hanging = [bone for bone in item.data.bones if bone.parent and bone.parent.name == ROOT]
    tops = [bone for bone in hanging if bone.use_deform]
    head = np.array(tops[0].head_local, np.float64) if len(tops) == 1 else np.zeros(3)
    pivot = np.array(item.location, np.float64) + basis @ head
    x, y = (_keys(item, ROOT, "location", axis) for axis in (0, 1))
    location = [
        key_curves.total([(x, basis[axis, 0]), (y, basis[axis, 1])], float(pivot[axis]))
        for axis in range(3)
    ]
    turn = _keys(item, tops[0].name, "rotation_euler", 2) if len(tops) == 1 else NO_KEYS
    ends = [corner for bone in item.data.bones for corner in (bone.head_local, bone.tail_local)]
    return ObjectControl(
        object=number,
        name=name,
        size=float(np.ptp(np.array(ends), axis=0).max()),
        pivot=pivot,
        basis=basis,
        location=(location[0], location[1], location[2]),
        rotation=turn,
        scale=(NO_KEYS, NO_KEYS),
    )


def _keys(item: Object, bone: str, what: str, index: int) -> Keys:
    """Return the keys of one channel of a bone, as it is keyed now."""
    bag = versions.own_curves(item)
    path = f'pose.bones["{bpy.utils.escape_identifier(bone)}"].{what}'
    curve = bag.fcurves.find(path, index=index) if bag is not None else None
    if curve is None:
        return NO_KEYS
    rows = np.zeros((len(curve.keyframe_points), 6))
    for name, columns in (("co", (0, 1)), ("handle_left", (2, 3)), ("handle_right", (4, 5))):
        values = np.empty(2 * len(rows), np.float32)
        curve.keyframe_points.foreach_get(name, values)
        rows[:, columns] = values.reshape(-1, 2)
    return rows


def _places(result: GreasePencilObject, timing: SceneTiming, scene: Scene) -> dict[str, Places]:
    """Return the places [drawn frames, n, 3] of each layer's points, in the result's space.

    Layers that no bones move are left out. Raises BadInput where a drawing has other strokes.
    """
    moved = {}
    for layer in result.data.layers:
        at_rest: Any = layer.get_frame_at(timing.start)
        if at_rest is not None and (skin.armatures_of_strokes(at_rest.drawing) >= 0).any():
            moved[layer.name] = attributes.stroke_offsets(at_rest.drawing)
    found: dict[str, list[Places]] = {name: [] for name in moved}
    with _OnlyBones(result):
        for frame in range(0, timing.frames, timing.hold):
            scene.frame_set(timing.start + frame)
            seen: Any = result.evaluated_get(bpy.context.evaluated_depsgraph_get())
            for name, offsets in moved.items():
                key: Any = result.data.layers[name].get_frame_at(timing.start + frame)
                drawing = seen.data.layers[name].get_frame_at(timing.start + frame).drawing
                if not np.array_equal(attributes.stroke_offsets(key.drawing), offsets) or (
                    not np.array_equal(attributes.stroke_offsets(drawing), offsets)
                ):
                    raise BadInput(
                        "Frame {frame} has other strokes than the first drawing of this take.",
                        frame=timing.start + frame,
                        hint="Bones can be baked where the strokes stay the same.",
                    )
                places = attributes.read(drawing, "position")
                assert places is not None
                found[name].append(places.astype(np.float64))
    return {name: np.array(places) for name, places in found.items()}


class _OnlyBones:
    """Switches off all modifiers of a result but those of armatures, and shows it, for a while."""

    def __init__(self, result: GreasePencilObject) -> None:
        self._result = result
        modifiers: Any = result.modifiers
        others = [each for each in modifiers if each.type != skin.KIND]
        self._before = [(each, each.show_viewport) for each in others]
        self._hidden = result.hide_viewport

    def __enter__(self) -> None:
        self._result.hide_viewport = False
        for modifier, _ in self._before:
            modifier.show_viewport = False

    def __exit__(self, *_: object) -> None:
        self._result.hide_viewport = self._hidden
        for modifier, shown in self._before:
            modifier.show_viewport = shown


def _split(
    result: GreasePencilObject,
    places: dict[str, Places],
    names: Sequence[str],
    timing: SceneTiming,
) -> list[_Baked]:
    """Make a layer for each armature's strokes of each layer, with the drawing at rest alone."""
    made: list[_Baked] = []
    families: dict[str, list[Any]] = {}
    with ActiveObject(result):
        active = result.data.layers.active
        for layer in [result.data.layers[name] for name in places]:
            name = layer.name
            at_rest: Any = layer.get_frame_at(timing.start)
            rest, counts = at_rest.frame_number, np.diff(attributes.stroke_offsets(at_rest.drawing))
            pieces = split_layer(skin.armatures_of_strokes(at_rest.drawing).tolist())
            layers = result_layers.make_layers(layer, rest, LayerPlan(pieces), names, timing)
            for one in layers:
                chosen = np.zeros(len(counts), bool)
                chosen[one.piece.strokes] = True
                made.append(_Baked(one, rest, places[name][:, np.repeat(chosen, counts)]))
            family = [one.layer for one in layers]
            if layer not in family:
                family.insert(0, layer)
            if len(family) > 1:
                families[layer.name] = family
        if families:
            layer_split.extend_masks(result.data, families)
            layer_split.extend_curves(result.data, families)
            layer_split.extend_filters(result, families)
        result.data.layers.active = active
    return made


def _add_empties(
    result: GreasePencilObject,
    layers: Sequence[_Baked],
    rigs: Sequence[_Bones],
    timing: SceneTiming,
) -> dict[int, Object]:
    """Make the Empties and parent the layers to them; return them by the armature's number."""
    controls = {rig.number: empties.new_empty(rig.control) for rig in rigs}
    with ActiveObject(result) as (scene, view_layer):
        bindings = [
            Binding(one.layer.layer, controls[rig.number], rig.control.matrix, rig.before)
            for one in layers
            for rig in rigs
            if one.layer.piece.object == rig.number
        ]
        empties.bind(bindings, scene, view_layer)
    collections: Any = result.users_collection
    for rig in rigs:
        empty = controls[rig.number]
        for collection in collections:
            collection.objects.link(empty)
        empties.place(empty, rig.control, result, "", rig.before)
        empties.animate(empty, rig.control, timing, False)
    return controls


def _draw(
    result: GreasePencilObject, layers: Sequence[_Baked], timing: SceneTiming, scene: Scene
) -> None:
    """Write the drawings: what the Empties leave of the places of all points."""
    moving = [one for one in layers if one.layer.piece.object != STILL]
    size = max((float(np.ptp(one.places[0], axis=0).max()) for one in moving), default=1.0)
    shown = [_rest_places(one) for one in moving]
    written = [[(0, one.rest)] for one in moving]
    for step, frame in enumerate(range(0, timing.frames, timing.hold)):
        scene.frame_set(timing.start + frame)
        before = np.array(result.matrix_world, np.float64)
        for index, one in enumerate(moving):
            layer: Any = one.layer.layer
            after = np.array(layer.parent.matrix_world @ layer.matrix_parent_inverse, np.float64)
            matrix = np.linalg.inv(after) @ before
            places = one.places[step] @ matrix[:3, :3].T + matrix[:3, 3]
            if np.abs(places - shown[index]).max(initial=0.0) <= SAME * size:
                continue
            at = timing.start + frame
            key: Any = layer.get_frame_at(at)
            if key.frame_number != at:
                key = layer.frames.copy(one.rest, at)
            key.keyframe_type = "GENERATED"
            attributes.write(key.drawing, "position", "FLOAT_VECTOR", "POINT", places)
            key.drawing.tag_positions_changed()
            shown[index] = places
            written[index].append((frame, at))
    if timing.loop:
        for one, keys in zip(moving, written, strict=True):
            if len(keys) > 1:
                result_layers.repeat(one.layer.layer, keys, timing, scene.frame_end)


def _rest_places(one: _Baked) -> Places:
    key: Any = one.layer.layer.get_frame_at(one.rest)
    places = attributes.read(key.drawing, "position")
    assert places is not None
    return places.astype(np.float64)
