# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An animation -> a copy of the drawn object with armatures, control Empties, generated drawings.

What bones can carry gets an armature; the rest gets Empties and drawings. The original is only
hidden. Stored positions are the original ones plus displacements in the
drawing's plane, never a projected round trip. The caller makes it one undo step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...contract.animation import Animation
from ...contract.drawing import Drawing
from ...contract.errors import BadInput
from ..capture.capture import parent_matrix, recapture
from ..capture.capture_map import KEY, CapturedLayer, CaptureMap, Origin
from ..grease_pencil import attributes, layer_split, polylines
from ..grease_pencil.layer_pieces import STILL
from ..objects.fill_layers import remove_fills
from ..objects.hint_layer import hint_layer_of
from ..objects.steer_settings import STEERS, helpers_of
from . import empties, result_layers, rig_result
from .active_object import ActiveObject
from .armatures import put_away
from .empties import Binding
from .fcurves import SceneTiming
from .hand_over import hand_over
from .motion import ObjectControl, SceneMotion
from .originals import (
    check_can_be_copied,
    forget_hiding,
    hide_original,
    is_made_from,
    link_beside,
    note_original,
    results_of,
    source_of,
)
from .result_layers import LayerPlan, ResultLayer
from .shared_drawings import count_users

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bpy.types import GreasePencilLayer, Object, Scene, Strip, ViewLayer

    from ..host_types import GreasePencilObject

ORIGIN = "sketch_motion_origin"  # property of a result: where its drawing was captured, as JSON
STROKE = "sketch_motion_stroke"  # attribute of a result's strokes: 1 + the captured stroke


@dataclass(frozen=True)
class VectorResult:
    """What an animation of strokes has become in the scene.

    Attributes:
        object: the animated copy of the drawing.
        empties: its control Empties, one for each object that moves without bones.
        start: the scene's frame of its first drawing.
        armatures: one for each object that bones move.
        unrigged: names of objects that have bones but that Blender's couldn't move.
    """

    object: GreasePencilObject
    empties: tuple[Object, ...]
    start: int
    armatures: tuple[Object, ...] = ()
    unrigged: tuple[str, ...] = ()

    @property
    def controls(self) -> tuple[Object, ...]:
        """All objects that carry its keys."""
        return (*self.empties, *self.armatures)


@dataclass(frozen=True)
class _Part:
    """A captured layer in the result, before it is split.

    Attributes:
        to_parent: [4, 4], to the world: the matrix that precedes the layer's own transform.
        parent: what the layer followed in the original, or None.
        bone: the parent's bone, or "".
    """

    captured: CapturedLayer
    layer: GreasePencilLayer
    to_parent: NDArray[np.float64]
    parent: Object | None
    bone: str


def write_back(
    animation: Animation, drawing: Drawing, source: GreasePencilObject, scene: Scene
) -> VectorResult:
    """Write the animation of a drawing captured from `source`, from the frame of its capture on.

    Raises BadInput when the source is no longer what was captured; nothing has changed then.
    """
    origin = Origin.of_host(drawing.host)
    captured = recapture(source, origin)
    _check(captured, drawing, animation)
    rigged, unrigged = rig_result.riggable(animation, drawing, captured, source)
    motion = SceneMotion(animation, drawing, captured, rigged)
    timing = SceneTiming(origin.frame, animation.frame_count, animation.hold, animation.loop)
    plans = [
        LayerPlan.of(source.data.layers[part.name], part, motion, timing)
        for part in captured.layers
    ]

    result = copy_of(source)
    controls: list[Object] = []
    armatures: list[Object] = []
    try:
        result[ORIGIN] = drawing.host[KEY]
        if origin.polylines:
            _flatten(result, captured)
        _number_strokes(result, captured)
        with ActiveObject(result) as (shown_scene, view_layer):
            split = _split(result, captured, plans, motion, timing)
            _bind(controls, result, split, origin, motion, timing, shown_scene, view_layer)
        if rigged:
            layers_of_parts = [(part.captured, layers) for part, layers in split]
            rig_result.add_armatures(armatures, result, layers_of_parts, motion, timing, origin)
        for control in (*controls, *armatures):
            note_original(control, source)
        for part, layers in split:
            for layer in layers:
                result_layers.draw(layer, part.captured, motion, timing, scene.frame_end)
    except BaseException:
        _remove(result, [*controls, *armatures])
        raise
    result.data.update_tag()
    hand_over(result, source)
    hide_others(result, [*controls, *armatures], source)
    put_away(armatures, away=True)
    view_layer.update()
    return VectorResult(result, tuple(controls), timing.start, tuple(armatures), unrigged)


def original_of(item: Object | None) -> Object | None:
    """Return the hidden original of a result, the drawing that something steers, or the object."""
    steered = item.get(STEERS) if item is not None else None
    if isinstance(steered, bpy.types.Object) and item in helpers_of(steered):
        return steered
    original = source_of(item) if item is not None else None
    return original if original is not None and original.hide_viewport else item


def shown_of(source: Object) -> Object | None:
    """Return a drawing if it is visible, else the visible result of it, or None."""
    if not source.hide_viewport:
        return source
    items: Iterable[Object] = bpy.data.objects
    alike = (item for item in items if item.type == source.type and not item.hide_viewport)
    return next((item for item in alike if is_made_from(item, source)), None)


def hide_others(result: Object | Strip, controls: list[Object], source: Object) -> None:
    """Hide the original, and earlier results of it that would lie on top of this one.

    A result may be a strip, which isn't hidden but muted.
    """
    own = [result, *controls]
    hide_original(source, own)
    for item in results_of(source):
        if not isinstance(item, bpy.types.Object):
            item.mute = item != result
        elif item not in own:
            item.hide_viewport = item.hide_render = True


def _check(captured: CaptureMap, drawing: Drawing, animation: Animation) -> None:
    """Check that the strokes are still those that were animated. Raises BadInput when not."""
    layouts = [(part.first_point, part.layout) for part in captured.layers]
    offsets = np.concatenate(
        [np.zeros(1, np.int64), *(rows.offsets[1:] + first for first, rows in layouts)]
    )
    kinds = np.concatenate([np.zeros(0, np.bool_), *(rows.cubic for _, rows in layouts)])
    same = np.array_equal(offsets, drawing.stroke_offsets.data) and np.array_equal(
        kinds, np.asarray(drawing.curve_types.data) == 1
    )
    if not same:
        raise BadInput(
            "{name!r} was drawn on since its animation started.",
            name=captured.object_name,
            hint="Animate it again, or undo the new strokes and apply the result.",
        )
    if animation.point_count != drawing.point_count:
        raise BadInput("The animation belongs to another drawing.")


def copy_of(source: GreasePencilObject) -> GreasePencilObject:
    """Copy the object and its data, with their actions, into the same collections.

    Fills stay with the original, and hints for colours aren't shown: neither moves with the lines.
    The copy is visible, whatever the original is. Raises BadInput where that is linked.
    """
    check_can_be_copied(source)
    result = source.copy()
    result.data = source.data.copy()
    result.name = result.data.name = layer_split.short_name(source.name, "motion")
    result.hide_viewport = result.hide_render = False
    forget_hiding(result)
    note_original(result, source)
    remove_fills(result.data)
    hints = result.data.layers.get(hint_layer_of(source))
    if hints is not None:
        hints.hide = True
    for animation in (result.animation_data, result.data.animation_data):
        if animation and animation.action:
            animation.action = animation.action.copy()
    link_beside(result, source)
    count_users(result)
    return result


def _flatten(result: GreasePencilObject, captured: CaptureMap) -> None:
    """Turn the curves of the captured drawings of a result into lines."""
    for part in captured.layers:
        held: Any = result.data.layers[part.name].get_frame_at(part.key)
        polylines.flatten(held.drawing)


def _number_strokes(result: GreasePencilObject, captured: CaptureMap) -> None:
    """Note with each stroke of a result which captured one it is."""
    for part in captured.layers:
        held: Any = result.data.layers[part.name].get_frame_at(part.key)
        rows = part.layout.strokes
        numbers = np.where(rows >= 0, rows + part.first_stroke + 1, 0)
        attributes.write(held.drawing, STROKE, "INT", "CURVE", numbers)


def _split(
    result: GreasePencilObject,
    captured: CaptureMap,
    plans: Sequence[LayerPlan],
    motion: SceneMotion,
    timing: SceneTiming,
) -> list[tuple[_Part, list[ResultLayer]]]:
    """Make the layers for all pieces, and adapt masks, filters and F-curves to them.

    `plans`: those of the captured layers.
    """
    data = result.data
    active = data.layers.active
    parts = []
    for each in captured.layers:
        layer = data.layers[each.name]
        before = _to_parent(layer, each, captured)
        parts.append(_Part(each, layer, before, layer.parent, layer.parent_bone))
    split: list[tuple[_Part, list[ResultLayer]]] = []
    families: dict[str, list[GreasePencilLayer]] = {}  # layers that were split, by name
    for part, plan in zip(parts, plans, strict=True):
        names = motion.animation.object_names
        layers = result_layers.make_layers(part.layer, part.captured.key, plan, names, timing)
        split.append((part, layers))
        family = [item.layer for item in layers]
        if part.layer not in family:
            family.insert(0, part.layer)
        if len(family) > 1:
            families[part.layer.name] = family
    if families:
        layer_split.extend_masks(data, families)
        layer_split.extend_curves(data, families)
        layer_split.extend_filters(result, families)
    data.layers.active = active
    return split


def _to_parent(
    layer: GreasePencilLayer, part: CapturedLayer, captured: CaptureMap
) -> NDArray[np.float64]:
    if layer.parent is None:
        return captured.object_matrix
    return np.asarray(part.to_world @ np.linalg.inv(np.array(layer.matrix_local, np.float64)))


def _remove(result: GreasePencilObject, controls: list[Object]) -> None:
    """Remove all of a result that could not be finished."""
    for item in (result, *controls):
        data = item.data
        bpy.data.objects.remove(item)
        if data is not None:
            bpy.data.batch_remove([data])


def _bind(
    made_empties: list[Object],
    result: GreasePencilObject,
    split: list[tuple[_Part, list[ResultLayer]]],
    origin: Origin,
    motion: SceneMotion,
    timing: SceneTiming,
    scene: Scene,
    view_layer: ViewLayer,
) -> None:
    """Make the control Empties, and parent every layer to that of its object.

    They are added to `made_empties` at once, so that they can be removed when something fails.
    """
    controls: dict[int, tuple[ObjectControl, Object, list[tuple[Object | None, str]]]] = {}
    bindings = []
    for part, layers in split:
        for item in layers:
            owner = item.piece.object
            if owner == STILL or owner in motion.rigged:
                continue
            if owner not in controls:
                control = motion.control(owner, timing.start)
                controls[owner] = (control, empties.new_empty(control), [])
                made_empties.append(controls[owner][1])
            control, empty, parents = controls[owner]
            parents.append((part.parent, part.bone))
            bindings.append(Binding(item.layer, empty, control.matrix, part.to_parent))
    empties.bind(bindings, scene, view_layer)
    collections: Any = result.users_collection
    for owner, (control, empty, parents) in controls.items():
        for collection in collections:
            collection.objects.link(empty)
        _place(empty, control, parents, result, origin)
        empties.animate(empty, control, timing, not motion.starts_at_rest(owner))


def _place(
    empty: Object,
    control: ObjectControl,
    parents: list[tuple[Object | None, str]],
    result: GreasePencilObject,
    origin: Origin,
) -> None:
    """Parent an Empty to the result, or to what all its layers followed in the original.

    `parents`: what each of its layers followed, and the bone.
    """
    parent, bone = parents[0]
    if parent is None or any(other != parents[0] for other in parents):
        empties.place(empty, control, result, "", origin.object_matrix)
        return
    world = parent_matrix(parent, bone)
    if bone:
        pose: Any = parent.pose
        length = pose.bones[bone].length  # a child of a bone is placed relative to the bone's end
        world = world @ np.array([[1, 0, 0, 0], [0, 1, 0, length], [0, 0, 1, 0], [0, 0, 0, 1]])
    empties.place(empty, control, parent, bone, world)
