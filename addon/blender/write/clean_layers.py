# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean lines as layers of the drawing, above the rough ones, which are hidden and stay.

Each captured layer gets a layer of its own, with a key where the rough one has it. On frames that
weren't cleaned yet it shows copies of the rough drawings; cleaned there, they become clean lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...contract.drawing import Drawing
from ..capture.capture_map import CaptureMap
from ..grease_pencil import attributes, layer_split, versions
from ..grease_pencil.inks import to_linear, to_srgb
from ..objects import stroke_objects
from .active_object import ActiveObject

if TYPE_CHECKING:
    from bpy.types import GreasePencil, GreasePencilLayer

    from ..host_types import GreasePencilObject

SUFFIX = " Clean"
SAME_INK = 0.02  # sRGB: by how much a stroke's colour differs from its material's at least


def write_clean(
    cleaned: Drawing, captured: CaptureMap, numbers: list[int], source: GreasePencilObject
) -> None:
    """Write a clean drawing into new layers, and hide the rough ones.

    captured: the rough drawing. numbers: of each of its objects, see `object_list`.
    """
    layers = np.asarray(cleaned.layers.data)
    names = {part.name for part in captured.layers}
    for index, part in enumerate(captured.layers):
        rough = rough_of(source.data, source.data.layers[part.name])
        if part.name != rough.name and rough.name in names:
            continue  # both were shown: the rough one is cleaned
        layer = _layer(source, rough)
        _copy_other_keys(rough, layer, part.key)
        chosen = np.flatnonzero(layers == index)
        if any(frame.frame_number == part.key for frame in layer.frames):
            layer.frames.remove(part.key)
        drawing = layer.frames.new(part.key).drawing
        if len(chosen):
            follows = part.name == layer.name or _is_in_one_place(rough, layer)
            to_world = part.to_world if follows else captured.object_matrix
            to_local = np.asarray(np.linalg.inv(to_world), np.float64)
            _write(drawing, cleaned, chosen, captured, to_local, numbers, source)
        rough.hide, layer.hide = True, False
    source.data.update_tag()


def rough_of(data: GreasePencil, layer: GreasePencilLayer) -> GreasePencilLayer:
    """Return the rough layer of a clean one; of any other layer itself."""
    rough = data.layers.get(layer.name.removesuffix(SUFFIX))
    return rough if rough is not None else layer


def pairs(data: GreasePencil) -> list[tuple[GreasePencilLayer, GreasePencilLayer]]:
    """Return the rough and the clean layer of each that was cleaned."""
    found: list[tuple[GreasePencilLayer, GreasePencilLayer]] = []
    for clean in data.layers:
        rough = data.layers.get(clean.name.removesuffix(SUFFIX))
        if clean.name.endswith(SUFFIX) and rough is not None:
            found.append((rough, clean))
    return found


def compare(data: GreasePencil) -> None:
    """Show the rough layers in the place of the clean ones, or the reverse."""
    known = pairs(data)
    show_rough = not all(clean.hide for _, clean in known)
    for rough, clean in known:
        rough.hide, clean.hide = not show_rough, show_rough


def _layer(source: GreasePencilObject, rough: GreasePencilLayer) -> GreasePencilLayer:
    """Return the layer for clean lines: the one of other keys, or a copy over the rough one."""
    data, name = source.data, rough.name
    known = data.layers.get(name + SUFFIX)
    if known is not None:
        return known
    with ActiveObject(source):
        (made,) = layer_split.duplicates(rough, 1)
    made.name, made.lock = name + SUFFIX, False
    layer_split.extend_curves(data, {name: [made]})
    return made


def _is_in_one_place(rough: GreasePencilLayer, clean: GreasePencilLayer) -> bool:
    """Return whether two layers have the same place in the world: earlier versions' have not."""
    return (
        (rough.parent, rough.parent_bone) == (clean.parent, clean.parent_bone)
        and rough.matrix_parent_inverse == clean.matrix_parent_inverse
        and rough.matrix_local == clean.matrix_local
    )


def _copy_other_keys(rough: GreasePencilLayer, clean: GreasePencilLayer, cleaned: int) -> None:
    """Copy the drawings of a rough layer to the frames where the clean one has no key of its own.

    cleaned: the frame of the key that is cleaned.
    """
    if rough == clean or not _is_in_one_place(rough, clean):
        return
    taken = {frame.frame_number for frame in clean.frames} | {cleaned}
    for frame in rough.frames:
        if frame.frame_number not in taken:
            copy: Any = clean.frames.new(frame.frame_number)
            copy.drawing = frame.drawing
            copy.keyframe_type = frame.keyframe_type


def _write(
    target: Any,
    cleaned: Drawing,
    chosen: NDArray[np.int64],
    captured: CaptureMap,
    to_local: NDArray[np.float64],
    numbers: list[int],
    source: GreasePencilObject,
) -> None:
    """Write the chosen strokes of a drawing of polylines into a key."""
    offsets = np.asarray(cleaned.stroke_offsets.data)
    counts = np.diff(offsets)[chosen]
    rows = np.concatenate([np.arange(offsets[s], offsets[s + 1]) for s in chosen.tolist()])
    target.add_strokes(counts.tolist())
    pixels = np.asarray(cleaned.positions.data, np.float64).reshape(-1, 2)[rows]
    local = captured.plane.to_world(pixels) @ to_local[:3, :3].T + to_local[:3, 3]
    scale = abs(np.linalg.det(to_local[:3, :3])) ** (1 / 3)
    widths = np.asarray(cleaned.widths.data)[rows]
    owners = np.asarray(cleaned.objects.data)[chosen]
    attributes.write(target, "position", "FLOAT_VECTOR", "POINT", local)
    radii = widths * (0.5 * captured.plane.unit * scale)
    attributes.write(target, "radius", "FLOAT", "POINT", radii)
    opacities = np.asarray(cleaned.opacities.data)[rows]
    attributes.write(target, "opacity", "FLOAT", "POINT", opacities)
    cyclic = np.asarray(cleaned.cyclic.data)[chosen].astype(np.bool_)
    attributes.write(target, "cyclic", "BOOLEAN", "CURVE", cyclic)
    attributes.write(target, "curve_type", "INT8", "CURVE", np.full(len(chosen), attributes.POLY))
    _write_looks(target, cleaned, chosen, counts, source)
    if any(numbers):
        listed = np.array([*numbers, stroke_objects.NOBODY])
        by_hand = np.zeros(len(chosen), np.bool_)
        stroke_objects.write(target, listed[owners], by_hand)
    target.tag_positions_changed()


def _write_looks(
    target: Any,
    cleaned: Drawing,
    chosen: NDArray[np.int64],
    counts: NDArray[np.int64],
    source: GreasePencilObject,
) -> None:
    """Write materials, and the strokes' own colours where they differ; which strokes are areas."""
    materials = np.asarray(cleaned.materials.data)[chosen]
    colors = np.asarray(cleaned.colors.data, np.float32).reshape(-1, 4)[chosen]
    fills = np.asarray(cleaned.fills.data, np.float32).reshape(-1, 4)[chosen]
    attributes.write(target, "material_index", "INT", "CURVE", materials)
    inks = np.array([_ink(slot.material) for slot in source.material_slots] or [[0, 0, 0]])
    own = inks[np.minimum(materials, len(inks) - 1)]
    is_line = colors[:, 3] > 0
    differs = is_line & (np.abs(colors[:, :3] - own).max(axis=1) > SAME_INK)
    if differs.any():  # painted over the material's colour, with alpha 1
        painted = np.concatenate([to_linear(colors[:, :3]), differs[:, None]], axis=1)
        points = np.repeat(painted, counts, axis=0)
        attributes.write(target, "vertex_color", "FLOAT_COLOR", "POINT", points)
    if versions.STROKES_KNOW_FILLS:
        attributes.write(target, "hide_stroke", "BOOLEAN", "CURVE", ~is_line)
        paths = np.asarray(cleaned.paths.data)[chosen] + 1
        attributes.write(target, "fill_id", "INT", "CURVE", np.where(fills[:, 3] > 0, paths, 0))


def _ink(material: Any) -> list[float]:
    """Return the colour of a material's lines, sRGB."""
    style = material.grease_pencil if material is not None else None
    if style is None:
        return [0.0, 0.0, 0.0]
    rgb: list[float] = to_srgb(np.array([[*style.color[:3], 1.0]], np.float32))[0, :3].tolist()
    return rgb
