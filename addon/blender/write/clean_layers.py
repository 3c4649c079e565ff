# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean lines as layers of the drawing, above the rough ones, which are hidden and stay.

Each captured layer gets a layer of its own, with a key where the rough one has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...contract.drawing import Drawing
from ..capture.capture_map import CapturedLayer, CaptureMap
from ..grease_pencil import attributes, versions
from ..grease_pencil.inks import to_linear, to_srgb
from ..objects import stroke_objects

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
    to_local = np.linalg.inv(np.array(source.matrix_world, np.float64))
    layers = np.asarray(cleaned.layers.data)
    for index, part in enumerate(captured.layers):
        rough = source.data.layers[part.name]
        layer = _layer(source.data, rough, part)
        chosen = np.flatnonzero(layers == index)
        drawing = layer.frames.new(part.key).drawing
        if len(chosen):
            _write(drawing, cleaned, chosen, captured, to_local, numbers, source)
        rough.hide, layer.hide = True, False
    source.data.update_tag()


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


def _layer(data: GreasePencil, rough: GreasePencilLayer, part: CapturedLayer) -> GreasePencilLayer:
    """Return the layer for clean lines: the one of other keys, or a new one over the rough one."""
    known: Any = data.layers.get(rough.name + SUFFIX)
    held = known.get_frame_at(part.key) if known is not None else None
    if known is not None:
        if held is not None and held.frame_number == part.key:
            known.frames.remove(part.key)
        layer: GreasePencilLayer = known
        return layer
    made = data.layers.new(rough.name + SUFFIX, set_active=True)
    made.use_lights = rough.use_lights
    made.opacity = rough.opacity
    order = [layer.name for layer in data.layers]
    for _ in range(order.index(made.name) - order.index(rough.name) - 1):
        data.layers.move(made, "DOWN")
    return made


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
