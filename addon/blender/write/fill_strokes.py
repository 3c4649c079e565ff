# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills as Grease Pencil strokes without lines, one material a colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...contract.drawing import Drawing
from ..grease_pencil import attributes, versions
from ..grease_pencil.inks import to_linear, to_srgb
from ..objects import fill_layers
from .removal import note_made
from .traced_areas import TracedStrokes

COLOUR = "sketch_motion_colour"  # property of a material: the colour it was made for, as sRGB
SAME = 0.004  # sRGB: a material whose colour differs less is used again
THIN = 1e-4  # radius of the outline, which isn't shown

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class FillRings:
    """The outlines of fills, closed rings laid end to end.

    Attributes:
        positions: [N, 2], canvas pixels.
        offsets: [R + 1], the first point of each ring, and the end.
        paths: [R]; rings of one path are one area, by the even-odd rule.
        colors: [R, 3], sRGB.
        materials: [R], the colour's number.
        names: of the colours.
        followed: [N, K], the captured points that each point follows.
        shares: [N, K], how much of each.
    """

    positions: Floats
    offsets: Ints
    paths: Ints
    colors: Floats
    materials: Ints
    names: tuple[str, ...]
    followed: Ints
    shares: Floats

    @classmethod
    def build(cls, fills: Drawing, followed: Ints, shares: Floats) -> FillRings:
        """Take the rings of a drawing of fills, large areas first.

        Where Blender fills each stroke by itself, holes are joined to the outline around them.
        """
        strokes = TracedStrokes.of(fills)
        materials = np.asarray(fills.materials.data).astype(np.int64)
        points, outers = np.arange(len(strokes.positions)), np.arange(len(materials))
        if not versions.STROKES_KNOW_FILLS:
            strokes, points, outers = strokes.joined()
        return cls(
            strokes.positions,
            strokes.offsets,
            strokes.paths,
            strokes.fills[:, :3].astype(np.float64),
            materials[outers],
            fills.material_names,
            followed[points],
            shares[points],
        )

    def of(self, rings: Ints) -> FillRings:
        """Return some of the rings."""
        spans = [np.arange(self.offsets[r], self.offsets[r + 1]) for r in rings.tolist()]
        points = np.concatenate(spans)
        return FillRings(
            self.positions[points],
            np.cumsum([0, *map(len, spans)]),
            self.paths[rings],
            self.colors[rings],
            self.materials[rings],
            self.names,
            self.followed[points],
            self.shares[points],
        )


def material_slots(data: Any, rings: FillRings) -> Ints:
    """Return the slot of each colour's material; materials that were made before are used again."""
    slots = np.zeros(len(rings.names), np.int64)
    for number in np.unique(rings.materials).tolist():
        rgb = rings.colors[rings.materials == number][0]
        slots[number] = _slot(data, rgb, rings.names[number])
    return slots


def _slot(data: Any, rgb: Floats, name: str) -> int:
    for slot, material in enumerate(data.materials):
        if material is not None and COLOUR in material and _shows(material, rgb):
            return slot
    made: Any = bpy.data.materials.new(name)
    bpy.data.materials.create_gpencil_data(made)
    style = made.grease_pencil
    color = to_linear(np.array([rgb], np.float32))[0]
    if not versions.STROKES_KNOW_FILLS:
        style.show_stroke, style.show_fill = False, True
    style.color = style.fill_color = (*color.tolist(), 1.0)
    made[COLOUR] = rgb.tolist()
    note_made(made)
    data.materials.append(made)
    return len(data.materials) - 1


def _shows(material: Any, rgb: Floats) -> bool:
    """Return whether a material was made for a colour and still shows it."""
    shown = np.array([[*material.grease_pencil.fill_color[:3], 1.0]], np.float32)
    now = to_srgb(shown)[0, :3]
    made = np.array(list(material[COLOUR]))
    return bool(max(np.abs(now - rgb).max(), np.abs(made - rgb).max()) <= SAME)


def write(drawing: Any, rings: FillRings, places: Floats, slots: Ints) -> None:
    """Write rings into a drawing without strokes.

    places: [N, 3], in the layer's space. slots: see `material_slots`.
    """
    count = len(rings.paths)
    drawing.add_strokes(np.diff(rings.offsets).tolist())
    attributes.write(drawing, "position", "FLOAT_VECTOR", "POINT", places)
    attributes.write(drawing, "radius", "FLOAT", "POINT", np.full(len(places), THIN))
    attributes.write(drawing, "cyclic", "BOOLEAN", "CURVE", np.ones(count, np.bool_))
    poly = np.full(count, attributes.POLY)
    attributes.write(drawing, "curve_type", "INT8", "CURVE", poly)
    attributes.write(drawing, "material_index", "INT", "CURVE", slots[rings.materials])
    attributes.write(drawing, "fill_opacity", "FLOAT", "CURVE", np.ones(count))
    if versions.STROKES_KNOW_FILLS:
        attributes.write(drawing, "hide_stroke", "BOOLEAN", "CURVE", np.ones(count, np.bool_))
        attributes.write(drawing, "fill_id", "INT", "CURVE", rings.paths + 1)
    fill_layers.mark(drawing)
    drawing.tag_positions_changed()
