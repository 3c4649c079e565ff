# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes by which bones are drawn: flat outlines in the plane in which they turn.

They are meshes in no collection; Blender drops them with the last bone that uses them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import bpy

if TYPE_CHECKING:
    from bpy.types import Object

PREFIX = "Sketch Motion bone "


def shape(kind: str) -> Object:
    """Return the object that draws bones of a kind: "root", "target" or "wheel"."""
    name = PREFIX + kind
    found = bpy.data.objects.get(name)
    if found is not None:
        return found
    data = bpy.data.meshes.new(name)
    points = {"root": _cross, "target": _square, "wheel": _circle}[kind]()
    count = len(points)
    lines = [(index, (index + 1) % count) for index in range(count)]
    data.from_pydata([(x, y, 0.0) for x, y in points], lines, [])
    return bpy.data.objects.new(name, data)


def _circle(count: int = 32) -> list[tuple[float, float]]:
    """Return a circle about the bone's head, as large as the bone is long."""
    angles = [2.0 * math.pi * index / count for index in range(count)]
    return [(math.cos(angle), math.sin(angle)) for angle in angles]


def _square() -> list[tuple[float, float]]:
    return [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]


def _cross() -> list[tuple[float, float]]:
    """Return four arrows: it can be moved every way."""
    arm, head, thin = 1.0, 0.35, 0.12
    quarter = [(thin, thin), (arm - head, thin), (arm - head, head), (arm, 0.0)]
    quarter += [(arm - head, -head), (arm - head, -thin)]
    points = []
    for turn in range(4):
        c, s = math.cos(-turn * math.pi / 2), math.sin(-turn * math.pi / 2)
        points += [(c * x - s * y, s * x + c * y) for x, y in quarter]
    return points
