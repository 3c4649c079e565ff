# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An animation -> a copy of the drawn object with control Empties and generated drawings.

The original is only hidden. Stored positions are the original ones plus displacements in the
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
from ..capture.capture_map import CapturedLayer, CaptureMap, Origin
from ..grease_pencil import layer_split, versions
from ..grease_pencil.layer_pieces import STILL, Piece
from ..translation import tr
from . import empties, result_layers
from .empties import Binding, SceneTiming
from .motion import SceneMotion
from .result_layers import ResultLayer

if TYPE_CHECKING:
    from bpy.types import Context, GreasePencilLayer, Object, Scene, ViewLayer

SOURCE = "sketch_motion_source"  # property of a result: the name of the original


@dataclass(frozen=True)
class VectorResult:
    object: Any
    empties: tuple[Any, ...]
    start: int  # the scene's frame of its first drawing


@dataclass(frozen=True)
class _Part:
    """A captured layer in the result, before its strokes are given to layers."""

    captured: CapturedLayer
    layer: GreasePencilLayer
    to_parent: NDArray[np.float64]  # [4, 4], all that stands before the layer's own transform
    parent: Object | None
    bone: str


def write_back(
    animation: Animation, drawing: Drawing, source: Object, scene: Scene
) -> VectorResult:
    """Writes the animation of a drawing captured from `source`, from the frame of its capture on.

    Raises BadInput when the source is no longer what was captured; nothing has changed then.
    """
    origin = Origin.of_host(drawing.host)
    captured = recapture(source, origin)
    _check(captured, drawing, animation)
    motion = SceneMotion(animation, drawing, captured)
    timing = SceneTiming(origin.frame, animation.frame_count, animation.hold, animation.loop)
    pieces = [result_layers.pieces_of_layer(part, motion) for part in captured.layers]

    result = _copied(source)
    controls: list[Any] = []
    try:
        with _Active(result) as (shown_scene, view_layer):
            made = _split(result, captured, pieces, motion, timing)
            _bind(controls, result, made, origin, motion, timing, shown_scene, view_layer)
        for part, layers in made:
            for layer in layers:
                result_layers.draw(layer, part.captured, motion, timing, scene.frame_end)
    except BaseException:
        _remove(result, controls)
        raise
    result.data.update_tag()
    hand_over(result, source, view_layer)
    hide_others(result, controls, source)
    view_layer.update()
    return VectorResult(result, tuple(controls), timing.start)


def hand_over(result: Any, source: Object, view_layer: ViewLayer) -> None:
    """In a painting mode the result takes the original's place, in the same mode if it can.

    Strokes are painted on; a plane is only shown. Blender can't leave these modes on a hidden
    object, and would paint where nobody sees it. In Object and Edit Mode the original stays the
    active object: it can be animated again, and the undo of a change of the object in Edit Mode
    crashes Blender 5.0.
    """
    active = view_layer.objects.active
    if active is None or source.name not in (active.name, active.get(SOURCE)):
        return
    mode = active.mode  # of the original, or of an earlier result that is painted on
    if mode in ("OBJECT", "EDIT"):
        return
    bpy.ops.object.mode_set(mode="OBJECT")
    result.hide_viewport = False  # as a copy of what an earlier result has hidden
    view_layer.objects.active = result
    result.select_set(True, view_layer=view_layer)
    if result.type == source.type:
        bpy.ops.object.mode_set(mode=mode)


def original_of(item: Object) -> Any:
    """The hidden original of a result; the object itself when it isn't one."""
    original = bpy.data.objects.get(item.get(SOURCE, "")) if item is not None else None
    return original if original is not None and original.hide_viewport else item


def shown_of(source: Object) -> Any:
    """What stands for a drawing in the view: itself, or the result shown in its place, or None."""
    if not source.hide_viewport:
        return source
    results = (item for item in bpy.data.objects if item.get(SOURCE) == source.name)
    shown = [item for item in results if item.type == source.type and not item.hide_viewport]
    return shown[0] if shown else None


def hide_others(result: Any, controls: list[Any], source: Object) -> None:
    """Hides the original, and earlier results of it that would lie on top of this one.

    A result may be a strip, which isn't hidden but muted.
    """
    own = [result, *controls]
    earlier = [
        item for item in bpy.data.objects if item.get(SOURCE) == source.name and item not in own
    ]
    strips = [strip for strip in versions.all_strips() if strip.get(SOURCE) == source.name]
    for strip in strips:
        strip.mute = strip != result
    if isinstance(result, bpy.types.Object):
        result.hide_viewport = False
        if earlier or strips:  # then the original was hidden by the first of them
            result.hide_render = False
    for item in (source, *earlier):
        item.hide_viewport = item.hide_render = True


def _check(captured: CaptureMap, drawing: Drawing, animation: Animation) -> None:
    """Raises BadInput unless the strokes are still those that were animated."""
    layouts = [(part.first_point, part.layout) for part in captured.layers]
    offsets = np.concatenate(
        [np.zeros(1, np.int64), *(rows.offsets[1:] + first for first, rows in layouts)]
    )
    kinds = np.concatenate([np.zeros(0, np.bool_), *(rows.cubic for _, rows in layouts)])
    same = np.array_equal(offsets, drawing.stroke_offsets.data) and np.array_equal(
        kinds, np.asarray(drawing.curve_types.data) == 1
    )
    if not same:
        text = tr("{name!r} was drawn on since its animation started.")
        raise BadInput(
            text.format(name=captured.object_name),
            hint="Animate it again, or undo the new strokes and apply the result.",
        )
    if animation.point_count != drawing.point_count:
        raise BadInput("The animation belongs to another drawing.")


def _copied(source: Object) -> Any:
    """A full copy of the object and its data, in the same collections."""
    result = source.copy()
    result.data = source.data.copy()
    result.name = result.data.name = layer_split.short_name(source.name, "motion")
    result[SOURCE] = source.name
    for item in (result, result.data):
        if item.animation_data and item.animation_data.action:
            item.animation_data.action = item.animation_data.action.copy()
    for collection in source.users_collection:
        collection.objects.link(result)
    return result


def _split(
    result: Any,
    captured: CaptureMap,
    cuts: list[list[Piece]],
    motion: SceneMotion,
    timing: SceneTiming,
) -> list[tuple[_Part, list[ResultLayer]]]:
    """The layers for all pieces; masks, filters and curves follow."""
    data = result.data
    active = data.layers.active
    parts = []
    for part in captured.layers:
        layer = data.layers[part.name]
        before = _to_parent(layer, part, captured)
        parts.append(_Part(part, layer, before, layer.parent, layer.parent_bone))
    made: list[tuple[_Part, list[ResultLayer]]] = []
    families: dict[str, list[Any]] = {}
    for part, pieces in zip(parts, cuts, strict=True):
        layers = result_layers.make_layers(part.layer, part.captured, pieces, motion, timing)
        made.append((part, layers))
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
    return made


def _to_parent(
    layer: GreasePencilLayer, part: CapturedLayer, captured: CaptureMap
) -> NDArray[np.float64]:
    if layer.parent is None:
        return captured.object_matrix
    return np.asarray(part.to_world @ np.linalg.inv(np.array(layer.matrix_local, np.float64)))


def _remove(result: Any, controls: list[Any]) -> None:
    """Leaves nothing behind of a result that could not be finished."""
    for item in (result, *controls):
        data = item.data
        bpy.data.objects.remove(item)
        if data is not None:
            versions.grease_pencils().remove(data)


def _bind(
    made_empties: list[Any],
    result: Any,
    made: list[tuple[_Part, list[ResultLayer]]],
    origin: Origin,
    motion: SceneMotion,
    timing: SceneTiming,
    scene: Scene,
    view_layer: ViewLayer,
) -> None:
    """The control Empties, with every layer of an object bound to its own."""
    controls = {}
    bindings = []
    for part, layers in made:
        for item in layers:
            owner = item.piece.object
            if owner == STILL:
                continue
            if owner not in controls:
                control = motion.control(owner, timing.start)
                controls[owner] = (control, empties.new_empty(control), [])
                made_empties.append(controls[owner][1])
            control, empty, parents = controls[owner]
            parents.append((part.parent, part.bone))
            bindings.append(Binding(item.layer, empty, control.matrix, part.to_parent))
    empties.bind(bindings, scene, view_layer)
    for owner, (control, empty, parents) in controls.items():
        for collection in result.users_collection:
            collection.objects.link(empty)
        _placed(empty, control, parents, result, origin)
        empties.animate(empty, control, timing, not motion.starts_at_rest(owner))
        empty[SOURCE] = origin.object_name


def _placed(empty: Object, control: Any, parents: list[Any], result: Any, origin: Origin) -> None:
    """An Empty follows the result; or what all its layers followed before."""
    parent, bone = parents[0]
    if parent is None or any(other != parents[0] for other in parents):
        empties.place(empty, control, result, "", origin.object_matrix)
        return
    world = parent_matrix(parent, bone)
    if bone:
        length = parent.pose.bones[bone].length
        world = world @ np.array([[1, 0, 0, 0], [0, 1, 0, length], [0, 0, 1, 0], [0, 0, 0, 1]])
    empties.place(empty, control, parent, bone, world)


class _Active:
    """Makes an object the active one for Blender's operators; all is as before afterwards.

    It may be in another scene than the one on the screen, or in a collection that is left out.
    """

    def __init__(self, item: Object) -> None:
        context: Context = bpy.context
        self._item = item
        self._scene, self._view_layer = context.scene, context.view_layer
        self._before = self._view_layer.objects.active
        self._linked = False

    def __enter__(self) -> tuple[Any, Any]:
        try:
            self._view_layer.objects.active = self._item
        except RuntimeError:
            self._scene.collection.objects.link(self._item)
            self._linked = True
            self._view_layer.objects.active = self._item
        return self._scene, self._view_layer

    def __exit__(self, *_: object) -> None:
        self._view_layer.objects.active = self._before
        if self._linked:
            self._scene.collection.objects.unlink(self._item)
