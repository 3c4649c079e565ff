# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traced drawings as a Grease Pencil object, with a key for each, in the plane of the drawing.

The result has the place, parent and materials of the object that was drawn. A stroke gets the
material of its colour; where there is none, it is painted in its own colour over another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...contract.drawing import Drawing
from ..capture.picture_place import PicturePlace
from ..grease_pencil import attributes, versions
from ..grease_pencil.inks import to_linear, to_srgb
from ..grease_pencil.layer_split import short_name
from . import image_plane
from .removal import note_made
from .traced_areas import TracedStrokes

if TYPE_CHECKING:
    from bpy.types import (
        GreasePencil,
        GreasePencilLayer,
        Material,
        MaterialGPencilStyle,
        Object,
    )

LAYER = "Traced"
SAME_INK = 0.1  # sRGB: the largest difference of a channel between colours taken to be the same
LONGEST_REPEAT = 5000  # frames for which a loop is repeated
Colors = NDArray[np.float32]
Key = tuple[int, Drawing]  # the frame of the animation, counted from 1, and its drawing


@dataclass(frozen=True)
class _Palette:
    """The m colours in which the result's materials can show a line or an area.

    Attributes:
        rgb: [m, 3], sRGB.
        filled: [m], whether it is the colour of an area.
        slots: [m], the index of the material.
    """

    rgb: Colors
    filled: NDArray[np.bool_]
    slots: NDArray[np.int64]

    def nearest(self, rgb: Colors, filled: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the entry [n] nearest to each colour [n, 3], of areas where `filled` [n]."""
        distances = np.abs(rgb[:, None] - self.rgb[None]).max(axis=2)
        distances[filled[:, None] != self.filled[None]] = np.inf
        entries: NDArray[np.int64] = distances.argmin(axis=1)
        return entries


def new_strokes(
    keys: Sequence[Key],
    frames: int,
    loop: bool,
    place: PicturePlace,
    source: Object | None,
    last: int,
) -> Object:
    """Make the object, not yet in a collection.

    `frames`: the length of the animation. `last`: the scene's frame up to which a loop is repeated.
    """
    name = short_name(place.label, "traced")
    data = versions.grease_pencils().new(name)
    item = _object(name, data, place, source)
    layer = data.layers.new(LAYER, set_active=True)
    layer.use_lights = False
    palette = _add_materials(data, source, [drawing for _, drawing in keys])
    to_local = np.linalg.inv(_matrix_at_capture(place, source)).astype(np.float64)
    scale = abs(np.linalg.det(to_local[:3, :3])) ** (1 / 3)
    for number, drawing in keys:
        key = layer.frames.new(place.frame + number - 1)
        if drawing.stroke_count:
            _write(key.drawing, drawing, place, to_local, scale, palette)
    for number, _ in keys:
        layer.get_frame_at(place.frame + number - 1).keyframe_type = "GENERATED"
    if loop:
        _repeat(layer, [place.frame + number - 1 for number, _ in keys], frames, last)
    data.update_tag()
    return item


def _object(name: str, data: GreasePencil, place: PicturePlace, source: Object | None) -> Object:
    """Make the object: a copy of a drawn source, else one in the plane of the picture."""
    if versions.is_grease_pencil(source):
        copy = source.copy()
        copy.data = data
        copy.name = name
        if copy.animation_data and copy.animation_data.action:
            copy.animation_data.action = copy.animation_data.action.copy()
        return copy
    item = bpy.data.objects.new(name, data)
    image_plane.put(item, place, source)
    return item


def _matrix_at_capture(place: PicturePlace, source: Object | None) -> NDArray[np.float64]:
    """Return the world matrix [4, 4] that the new object would have had at the capture."""
    return place.object_matrix if versions.is_grease_pencil(source) else place.frame_matrix()


def _add_materials(
    data: GreasePencil, source: Object | None, drawings: Sequence[Drawing]
) -> _Palette:
    """Add the source's materials to the data, and new ones for the commonest colours they lack."""
    entries: list[tuple[Colors, bool, int]] = []
    slots: Any = source.material_slots if versions.is_grease_pencil(source) else ()
    for material in [slot.material for slot in slots if slot.material]:
        style = material.grease_pencil
        if style is not None:
            entries += [(*shown, len(data.materials)) for shown in _shown_colors(style)]
        data.materials.append(material)
    for colors, filled in zip(_used_colors(drawings), (False, True), strict=True):
        known = [rgb for rgb, kind, _ in entries if kind == filled]
        if len(colors) and not any(np.abs(rgb - colors[0]).max() <= SAME_INK for rgb in known):
            entries.append((colors[0], filled, len(data.materials)))
            data.materials.append(_new_material(colors[0], filled))
    return _Palette(
        np.array([rgb for rgb, _, _ in entries], np.float32).reshape(-1, 3),
        np.array([filled for _, filled, _ in entries], np.bool_),
        np.array([slot for _, _, slot in entries], np.int64),
    )


def _shown_colors(style: MaterialGPencilStyle) -> list[tuple[Colors, bool]]:
    """Return the sRGB colours [3] that a material can show strokes in, and whether as areas.

    An area is drawn with its edge, so both have to be of one colour. From 5.1 on, each stroke
    itself stores whether it is filled; before, the material does.
    """
    if style.hide or style.stroke_style != "SOLID":
        return []
    line, fill = _srgb(style.color), _srgb(style.fill_color)
    alike = style.fill_style == "SOLID" and np.abs(line - fill).max() <= SAME_INK
    if versions.STROKES_KNOW_FILLS:
        return [(line, False), (line, True)] if alike else [(line, False)]
    if not style.show_stroke or (style.show_fill and not alike):
        return []
    return [(line, bool(style.show_fill))]


def _used_colors(drawings: Sequence[Drawing]) -> tuple[Colors, Colors]:
    """Return the colours of lines and of areas, [n, 3] each, the commonest first."""
    colors = np.concatenate(
        [np.zeros((0, 4), np.float32), *(TracedStrokes.of(d).colors for d in drawings)]
    )
    fills = np.concatenate(
        [np.zeros((0, 4), np.float32), *(TracedStrokes.of(d).fills for d in drawings)]
    )
    filled = fills[:, 3] > 0
    return _commonest(colors[~filled, :3]), _commonest(fills[filled, :3])


def _commonest(rgb: Colors) -> Colors:
    values, counts = np.unique(rgb, axis=0, return_counts=True)
    return values[np.argsort(-counts, kind="stable")]


def _new_material(rgb: Colors, filled: bool) -> Material:
    material = bpy.data.materials.new("Area" if filled else "Ink")
    bpy.data.materials.create_gpencil_data(material)
    style: Any = material.grease_pencil
    style.color = style.fill_color = (*to_linear(rgb[None])[0].tolist(), 1.0)
    if not versions.STROKES_KNOW_FILLS:
        style.show_stroke, style.show_fill = True, filled
    note_made(material)
    return material


def _write(
    target: Any,
    drawing: Drawing,
    place: PicturePlace,
    to_local: NDArray[np.float64],
    scale: float,
    palette: _Palette,
) -> None:
    """Write one traced drawing into a key. Its strokes are polylines.

    `to_local` [4, 4]: from the world to the object. `scale`: of lengths, by the same matrix.
    """
    strokes = TracedStrokes.of(drawing)
    if not versions.STROKES_KNOW_FILLS:
        strokes = strokes.without_holes()
    counts = np.diff(strokes.offsets)
    target.add_strokes(counts.tolist())
    local = place.to_world(strokes.positions) @ to_local[:3, :3].T + to_local[:3, 3]
    filled = strokes.fills[:, 3] > 0
    shown = np.where(filled[:, None], strokes.fills, strokes.colors)
    entries = palette.nearest(shown[:, :3], filled)
    attributes.write(target, "position", "FLOAT_VECTOR", "POINT", local)
    radii = strokes.widths * (0.5 * place.unit * scale)
    attributes.write(target, "radius", "FLOAT", "POINT", radii)
    opacities = strokes.opacities * np.repeat(shown[:, 3], counts)
    attributes.write(target, "opacity", "FLOAT", "POINT", opacities)
    attributes.write(target, "cyclic", "BOOLEAN", "CURVE", strokes.cyclic)
    attributes.write(target, "material_index", "INT", "CURVE", palette.slots[entries])
    differs = np.abs(shown[:, :3] - palette.rgb[entries]).max(axis=1) > SAME_INK
    if differs.any():  # their own colour is painted over that of the material, with alpha 1
        painted = np.concatenate([to_linear(shown[:, :3]), differs[:, None]], axis=1)
        points = np.repeat(painted, counts, axis=0)
        attributes.write(target, "vertex_color", "FLOAT_COLOR", "POINT", points)
        attributes.write(target, "fill_color", "FLOAT_COLOR", "CURVE", painted)
    if filled.any():
        alpha = np.where(filled, shown[:, 3], 1.0)
        attributes.write(target, "fill_opacity", "FLOAT", "CURVE", alpha)
    if versions.STROKES_KNOW_FILLS:
        paths = np.where(filled, strokes.paths + 1, 0)
        attributes.write(target, "fill_id", "INT", "CURVE", paths)
    target.tag_positions_changed()


def _repeat(layer: GreasePencilLayer, keys: Sequence[int], frames: int, last: int) -> None:
    """Repeat a loop up to the scene's frame `last`, as instances: editing one edits all."""
    limit = min(last, keys[0] + LONGEST_REPEAT)
    for cycle in range(1, max(0, limit - keys[0]) // frames + 1):
        for key in keys:
            if key + cycle * frames <= limit:
                copy = layer.frames.copy(key, key + cycle * frames, instance_drawing=True)
                copy.keyframe_type = "GENERATED"


def _srgb(color: Any) -> Colors:
    return to_srgb(np.array([[*color[:3], 1.0]], np.float32))[0, :3]
