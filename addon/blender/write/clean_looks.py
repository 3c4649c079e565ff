# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What clean strokes look like: materials, colours of their own, and which of them are areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...contract.drawing import Drawing
from ..grease_pencil import attributes, versions
from ..grease_pencil.inks import Colors, Tint, mixed, to_linear

if TYPE_CHECKING:
    from bpy.types import GreasePencilLayer

    from ..host_types import GreasePencilObject

SAME = 0.02  # sRGB: by how much a stroke's colour differs from its material's at least
WHOLE = 0.98  # of a layer's tint: nothing else is seen of what it covers


def write(
    target: Any,
    cleaned: Drawing,
    chosen: NDArray[np.int64],
    layer: GreasePencilLayer,
    source: GreasePencilObject,
) -> None:
    """Write materials, and the strokes' own colours where they differ from what these show.

    layer: the one they are on, whose tint and opacity come on top.
    """
    materials = np.asarray(cleaned.materials.data)[chosen]
    colors, fills = (
        np.asarray(part.data, np.float32).reshape(-1, 4)[chosen]
        for part in (cleaned.colors, cleaned.fills)
    )
    attributes.write(target, "material_index", "INT", "CURVE", materials)
    styles = [slot.material.grease_pencil if slot.material else None
              for slot in source.material_slots] or [None]  # fmt: skip
    slots = np.minimum(materials, len(styles) - 1)
    is_line, is_area = colors[:, 3] > 0, fills[:, 3] > 0
    inks, paints = (
        np.array([[*getattr(style, name)] if style else [0, 0, 0, 1] for style in styles],
                 np.float32)[slots]
        for name in ("color", "fill_color")
    )  # fmt: skip
    own = _painted(colors, inks, layer, is_line)
    if own is not None:
        counts = np.diff(attributes.stroke_offsets(target))
        attributes.write(
            target, "vertex_color", "FLOAT_COLOR", "POINT", np.repeat(own, counts, axis=0)
        )
    own = _painted(fills, paints, layer, is_area)
    if own is not None:
        attributes.write(target, "fill_color", "FLOAT_COLOR", "CURVE", own)
    if is_area.any():
        shown = np.maximum(paints[:, 3] * layer.opacity, 1e-6)
        opacities = np.where(is_area, np.clip(fills[:, 3] / shown, 0.0, 1.0), 1.0)
        attributes.write(target, "fill_opacity", "FLOAT", "CURVE", opacities)
    if versions.STROKES_KNOW_FILLS:
        attributes.write(target, "hide_stroke", "BOOLEAN", "CURVE", ~is_line)
        paths = np.asarray(cleaned.paths.data)[chosen] + 1
        attributes.write(target, "fill_id", "INT", "CURVE", np.where(is_area, paths, 0))


def _painted(
    shown: Colors, material: Colors, layer: GreasePencilLayer, chosen: NDArray[np.bool_]
) -> Colors | None:
    """Return the colours [n, 4] to paint over the material's [n, 4]; None where none differs.

    shown: [n, 4], sRGB, what is to be seen under the layer's tint. chosen: [n], which count.
    """
    red, green, blue = layer.tint_color[:]
    tint = Tint((red, green, blue), layer.tint_factor, layer.opacity)
    usual = mixed(material, None, tint)
    differs = chosen & (np.abs(shown[:, :3] - usual[:, :3]).max(axis=1) > SAME)
    if not differs.any() or tint.factor > WHOLE:
        return None
    linear = (to_linear(shown[:, :3]) - tint.factor * np.array(tint.color)) / (1.0 - tint.factor)
    own = np.concatenate([linear.clip(0.0, 1.0), differs[:, None]], axis=1)
    return np.asarray(own, np.float32)
