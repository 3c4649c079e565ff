# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Grease Pencil object at one frame -> the drawing of the contract, and the way back.

The canvas is the drawing's own extent in its plane: the long side is 640 pixels, with 192 around
it. Points are taken at full density with their original positions kept in Blender; only what the
engine needs travels.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from ...contract.drawing import Drawing
from ...contract.errors import BadInput
from ..grease_pencil import attributes, versions
from ..grease_pencil.attributes import SampledStrokes
from ..grease_pencil.inks import Inks, Tint, mixed, stroke_means
from ..grease_pencil.polylines import sampled
from ..grease_pencil.stroke_layout import handle_positions, layout
from ..objects import object_list, stroke_objects
from ..objects.entries import numbered
from ..objects.fill_layers import other_layers
from . import planes_in_scene, refusals
from .capture_map import KEY, CapturedLayer, CaptureMap, Origin
from .plane import Plane
from .selection import selected_strokes

if TYPE_CHECKING:
    from bpy.types import GreasePencilDrawing, GreasePencilLayer, Object, RegionView3D, Scene

    from ..host_types import GreasePencilObject

PlaneChoice = Literal["AUTO", "FIT", "VIEW", "CAMERA"]


@dataclass(frozen=True)
class Capture:
    """A captured drawing, and the map from it back to Blender."""

    drawing: Drawing
    map: CaptureMap


@dataclass(frozen=True)
class _LayerDrawing:
    """The drawing that one layer shows, as it is captured.

    Attributes:
        positions: [m, 3], the captured points, handles included, in the world.
    """

    layer: GreasePencilLayer
    drawing: GreasePencilDrawing | SampledStrokes
    part: CapturedLayer
    positions: NDArray[np.float64]


def capture(
    source: Object,
    scene: Scene,
    *,
    selected_only: bool = False,
    plane: PlaneChoice = "AUTO",
    view: RegionView3D | None = None,
    frame: int | None = None,
    polylines: bool = False,
) -> Capture:
    """Capture the drawing that `source` shows at a frame of `scene` (None: the current one).

    Only visible layers are captured, but neither the one that steers the motion nor those of fills
    and of hints for colours; strokes of locked layers are captured as locked. Where some strokes
    belong to objects, the others are background. `view` is the 3D view, where there is one.
    `polylines`: curves become lines, which bones can bend.
    Raises BadInput when there is nothing to animate.
    """
    if not versions.is_grease_pencil(source):
        raise BadInput("Choose a Grease Pencil object.", hint="Click on your drawing first.")
    frame = scene.frame_current if frame is None else frame
    shown: list[_LayerDrawing] = []
    others = other_layers(source)
    for layer, held in stroke_objects.shown(source.data, frame):
        if layer.name in others:
            continue
        count = len(held.drawing.strokes)
        chosen = selected_strokes(held.drawing) if selected_only else np.ones(count, np.bool_)
        to_world = layer_matrix(source, layer)
        drawing = sampled(held.drawing) if polylines else held.drawing
        shown.append(_layer_drawing(layer, drawing, held.frame_number, to_world, chosen, shown))
    world = _world(shown)
    if not len(world):
        raise refusals.nothing_captured(source.data, frame, selected_only=selected_only)
    if not np.isfinite(world).all():
        raise BadInput("The drawing has points without a place.", hint="Delete the broken strokes.")
    chosen_plane = planes_in_scene.choose(world, source, scene, plane, view)
    return _assemble(source, scene.name, frame, shown, chosen_plane, polylines=polylines)


def capture_on(
    source: GreasePencilObject,
    scene: Scene,
    plane: Plane,
    frame: int | None = None,
    *,
    selected_only: bool = False,
    polylines: bool = False,
    without: Collection[str] = (),
) -> Drawing:
    """Return what `source`, which may be evaluated, shows at a frame (None: the current one).

    It is seen on a plane, and empty where nothing is drawn. `selected_only`: the other strokes are
    left out. `polylines`: curves become lines. `without`: names of layers that are left out.
    """
    frame = scene.frame_current if frame is None else frame
    shown: list[_LayerDrawing] = []
    for layer, held in stroke_objects.shown(source.data, frame):
        if layer.name in without:
            continue
        count = len(held.drawing.strokes)
        chosen = selected_strokes(held.drawing) if selected_only else np.ones(count, np.bool_)
        to_world = layer_matrix(source, layer)
        drawing = sampled(held.drawing) if polylines else held.drawing
        shown.append(_layer_drawing(layer, drawing, held.frame_number, to_world, chosen, shown))
    if not len(_world(shown)):
        nothing = np.zeros((0, 2), np.float32)
        return Drawing.build(nothing, np.zeros(1, np.int32), canvas=plane.canvas)
    return _assemble(source, scene.name, frame, shown, plane).drawing


def recapture(source: GreasePencilObject, origin: Origin) -> CaptureMap:
    """Map a drawing that was captured earlier onto the object as it is now.

    Layers are found by name, and keep the matrices they had at the capture. Raises BadInput where a
    layer or its key is gone.
    """
    return _mapped(source, origin, _shown_again(source, origin))


def capture_again(source: GreasePencilObject, origin: Origin) -> Capture:
    """Capture what was captured earlier, as it is drawn now. Raises BadInput as `recapture`."""
    shown = _shown_again(source, origin)
    drawing = _assemble(
        source, origin.scene_name, origin.frame, shown, origin.plane, polylines=origin.polylines
    ).drawing
    return Capture(drawing, _mapped(source, origin, shown))


def capture_layer(
    source: GreasePencilObject, name: str, frame: int, plane: Plane
) -> Drawing | None:
    """Return what one layer holds at a frame, seen on a plane; None where that is nothing."""
    layer = source.data.layers[name]
    held: Any = layer.get_frame_at(frame)
    if held is None or not len(held.drawing.strokes):
        return None
    chosen = np.ones(len(held.drawing.strokes), np.bool_)
    to_world = layer_matrix(source, layer)
    part = _layer_drawing(layer, held.drawing, held.frame_number, to_world, chosen, [])
    return _assemble(source, "", frame, [part], plane).drawing


def _shown_again(source: GreasePencilObject, origin: Origin) -> list[_LayerDrawing]:
    shown: list[_LayerDrawing] = []
    for name, key, to_world, members in origin.layers:
        layer: GreasePencilLayer | None = source.data.layers.get(name)
        held: Any = layer.get_frame_at(key) if layer is not None else None
        if layer is None or held is None or held.frame_number != key:
            raise BadInput(
                "The layer {layer!r} of {name!r} has changed since the animation started.",
                layer=name,
                name=source.name,
                hint="Animate the drawing again.",
            )
        chosen = np.zeros(len(held.drawing.strokes), np.bool_)
        chosen[members[members < len(chosen)]] = True
        drawing = sampled(held.drawing) if origin.polylines else held.drawing
        shown.append(_layer_drawing(layer, drawing, key, to_world, chosen, shown))
    return shown


def _mapped(source: GreasePencilObject, origin: Origin, shown: list[_LayerDrawing]) -> CaptureMap:
    return CaptureMap(
        source.name,
        origin.scene_name,
        origin.frame,
        origin.object_matrix,
        origin.plane,
        tuple(each.part for each in shown),
        _world(shown),
        origin.polylines,
    )


def layer_matrix(source: Object, layer: GreasePencilLayer) -> NDArray[np.float64]:
    """Return the matrix [4, 4] from a layer's stored positions to the world.

    A layer with a parent doesn't follow its object's matrix.
    """
    local = np.array(layer.matrix_local, np.float64)
    if layer.parent is None:
        return np.array(source.matrix_world, np.float64) @ local
    inverse = np.array(layer.matrix_parent_inverse, np.float64)
    return parent_matrix(layer.parent, layer.parent_bone) @ inverse @ local


def parent_matrix(parent: Object, bone_name: str) -> NDArray[np.float64]:
    """Return the world matrix [4, 4] of a layer's parent, which may be a bone."""
    world = np.array(parent.matrix_world, np.float64)
    bone = parent.pose.bones.get(bone_name) if bone_name and parent.pose else None
    return world @ np.array(bone.matrix, np.float64) if bone is not None else world


def _layer_drawing(
    layer: GreasePencilLayer,
    drawing: GreasePencilDrawing | SampledStrokes,
    key: int,
    to_world: NDArray[np.float64],
    chosen: NDArray[np.bool_],
    before: list[_LayerDrawing],
) -> _LayerDrawing:
    count = len(drawing.strokes)
    types = attributes.curve_types(drawing, count)
    cyclic = attributes.read_or(drawing, "cyclic", False, count).astype(np.bool_)
    rows = layout(attributes.stroke_offsets(drawing), types, cyclic, chosen)
    in_world = [
        None if local is None else local.astype(np.float64) @ to_world[:3, :3].T + to_world[:3, 3]
        for local in (
            attributes.read(drawing, name) for name in ("position", "handle_left", "handle_right")
        )
    ]
    points, left, right = in_world
    positions = points if points is not None else np.zeros((0, 3))
    last = before[-1].part if before else None
    part = CapturedLayer(
        name=layer.name,
        key=key,
        to_world=to_world,
        first_point=last.first_point + last.layout.point_count if last else 0,
        first_stroke=last.first_stroke + last.stroke_count if last else 0,
        layout=rows,
    )
    positions = handle_positions(rows, positions, types, left, right)
    return _LayerDrawing(layer, drawing, part, positions)


def _world(shown: list[_LayerDrawing]) -> NDArray[np.float64]:
    return np.concatenate([np.zeros((0, 3)), *(each.positions for each in shown)])


def _assemble(
    source: GreasePencilObject,
    scene_name: str,
    frame: int,
    shown: list[_LayerDrawing],
    plane: Plane,
    *,
    polylines: bool = False,
) -> Capture:
    inks = _inks(source)
    columns: dict[str, list[NDArray[Any]]] = {}
    for index, each in enumerate(shown):
        for name, values in _columns(each, index, plane, inks).items():
            columns.setdefault(name, []).append(values)
    joined = {name: np.concatenate(parts) for name, parts in columns.items()}
    numbers = joined.pop("objects")
    entries = object_list.known(source.data, set(numbers.tolist()) - {stroke_objects.NOBODY})
    objects, names = numbered(numbers, entries, source.name)
    map_ = CaptureMap(
        object_name=source.name,
        scene_name=scene_name,
        frame=frame,
        object_matrix=np.array(source.matrix_world, np.float64),
        plane=plane,
        layers=tuple(each.part for each in shown),
        positions=_world(shown),
        polylines=polylines,
    )
    offsets = [each.part.layout.offsets[1:] + each.part.first_point for each in shown]
    times = joined["times"]
    if np.isfinite(times).any():
        joined["times"] = times - np.nanmin(times)
    drawing = Drawing.build(
        stroke_offsets=np.concatenate([np.zeros(1, np.int32), *offsets]).astype(np.int32),
        canvas=plane.canvas,
        objects=objects,
        object_names=names,
        layer_names=tuple(each.layer.name for each in shown),
        material_names=inks.names,
        host={"host": "blender", KEY: map_.to_text()},
        **joined,
    )
    return Capture(drawing, map_)


def _columns(shown: _LayerDrawing, index: int, plane: Plane, inks: Inks) -> dict[str, NDArray[Any]]:
    """Return the columns of a `Drawing` for one layer: [m, ...] by point, [s, ...] by stroke."""
    drawing, layer, rows = shown.drawing, shown.layer, shown.part.layout
    count, points = len(rows.strokes), len(rows.points)
    chosen = rows.strokes >= 0
    offsets = attributes.stroke_offsets(drawing)
    materials = attributes.read_or(drawing, "material_index", 0, count).astype(np.int32)
    materials = np.clip(materials, 0, len(inks.names) - 1)
    red, green, blue = layer.tint_color[:]
    tint = Tint((red, green, blue), layer.tint_factor, layer.opacity)
    vertex = attributes.read(drawing, "vertex_color")
    strokes = None if vertex is None else stroke_means(vertex, offsets)
    ink, fill_ink = inks.strokes[materials], inks.fills[materials]
    fill_ids = attributes.read_or(drawing, "fill_id", 0, count)
    if versions.STROKES_KNOW_FILLS:
        ink[attributes.read_or(drawing, "hide_stroke", False, count), 3] = 0
        fill_ink[fill_ids <= 0, 3] = 0
    fill_ink[:, 3] *= attributes.read_or(drawing, "fill_opacity", 1.0, count)
    numbers, _ = stroke_objects.read(drawing)
    scale = abs(np.linalg.det(shown.part.to_world[:3, :3])) ** (1 / 3)
    radii = attributes.read_or(drawing, "radius", 0.01, points) + layer.radius_offset
    widths = rows.spread(2 * scale / plane.unit * np.maximum(radii, 0).astype(np.float32))
    opacities = np.clip(attributes.read_or(drawing, "opacity", 1.0, points), 0, 1)
    captured = int(chosen.sum())
    return {
        "positions": plane.to_canvas(shown.positions).astype(np.float32),
        "widths": (widths / plane.depth_ratios(shown.positions)).astype(np.float32),
        "opacities": rows.spread(opacities.astype(np.float32)),
        "times": rows.spread(_times(drawing, offsets, count, points)),
        "curve_types": rows.cubic.astype(np.uint8),
        "colors": mixed(ink, strokes, tint)[chosen],
        "fills": mixed(fill_ink, attributes.read(drawing, "fill_color"), tint)[chosen],
        "paths": _paths(fill_ids[chosen]) + shown.part.first_stroke,
        "cyclic": rows.cyclic.astype(np.uint8),
        "objects": numbers[chosen],
        "locked": np.full(captured, stroke_objects.is_locked(layer), np.uint8),
        "layers": np.full(captured, index, np.int32),
        "materials": materials[chosen],
    }


def _paths(fill_ids: NDArray[Any]) -> NDArray[np.int32]:
    """Return a path for each stroke [s]: the first stroke with its fill id, or itself for id 0."""
    own = np.arange(len(fill_ids), dtype=np.int32)
    if not (fill_ids > 0).any():
        return own
    _, first, which = np.unique(fill_ids, return_index=True, return_inverse=True)
    return np.where(fill_ids > 0, first[which], own).astype(np.int32)


def _times(
    drawing: GreasePencilDrawing | SampledStrokes,
    offsets: NDArray[np.int32],
    count: int,
    points: int,
) -> NDArray[np.float32]:
    """Return the second at which each point was drawn [points]; NaN where Blender has none."""
    begin = attributes.read(drawing, "init_time")
    since = attributes.read(drawing, "delta_time")
    if begin is None or since is None or not since.any():
        return np.full(points, np.nan, np.float32)
    times = np.repeat(begin.astype(np.float64) - begin.min(), np.diff(offsets)) + since
    rounded: NDArray[np.float32] = times.astype(np.float32)
    return rounded


def _inks(source: GreasePencilObject) -> Inks:
    names: list[str] = []
    strokes: list[list[float]] = []
    fills: list[list[float]] = []
    for slot in source.material_slots:
        style = slot.material.grease_pencil if slot.material else None
        names.append(slot.material.name if slot.material else "material")
        if style is None:
            strokes.append([0, 0, 0, 1])
            fills.append([0, 0, 0, 0])
            continue
        has_line = has_fill = not style.hide
        if not versions.STROKES_KNOW_FILLS:
            has_line, has_fill = has_line and style.show_stroke, has_fill and style.show_fill
        strokes.append([*style.color[:3], style.color[3] * has_line])
        fills.append([*style.fill_color[:3], style.fill_color[3] * has_fill])
    if not names:
        names, strokes, fills = ["material"], [[0, 0, 0, 1]], [[0, 0, 0, 0]]
    return Inks(tuple(names), np.array(strokes, np.float32), np.array(fills, np.float32))
