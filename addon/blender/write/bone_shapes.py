# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes by which bones are drawn: flat outlines in the plane in which they turn.

They are meshes in no collection; Blender drops them with the last bone that uses them.
"""

from __future__ import annotations

import cmath
import math
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from bpy.types import Object

PREFIX = "Sketch Motion bone "
KINDS = ("root", "target", "wheel", "limb")
SAME = 0.02  # of a bone's length: lengths and places count as the same


def shape(kind: str) -> Object:
    """Return the object that draws bones of one of the `KINDS`."""
    name = PREFIX + kind
    found = bpy.data.objects.get(name)
    if found is not None:
        return found
    data = bpy.data.meshes.new(name)
    points = {"root": _cross, "target": _square, "wheel": _circle, "limb": _needle}[kind]()
    count = len(points)
    lines = [(index, (index + 1) % count) for index in range(count)]
    data.from_pydata([(x, y, 0.0) for x, y in points], lines, [])
    return bpy.data.objects.new(name, data)


def is_ours(item: Object) -> bool:
    """Return whether an object is one of these shapes."""
    return item.name in {PREFIX + kind for kind in KINDS}


def _circle(count: int = 32) -> list[tuple[float, float]]:
    """Return a circle about the bone's head, as large as the bone is long."""
    angles = [2.0 * math.pi * index / count for index in range(count)]
    return [(math.cos(angle), math.sin(angle)) for angle in angles]


def _square() -> list[tuple[float, float]]:
    return [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]


def _needle() -> list[tuple[float, float]]:
    """Return a thin outline from the bone's head to its tail."""
    return [(0.0, 0.0), (0.06, 0.15), (0.0, 1.0), (-0.06, 0.15)]


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


def lay(bone: Any, along: NDArray[np.float64], limb: NDArray[np.float64]) -> None:
    """Draw a pose bone where the limb that it moves is, if it was turned away from it.

    along, limb: [2], from the bone's head to its tail, and to the end of the limb.
    """
    own, wanted = complex(*along), complex(*limb)
    is_turned = abs(abs(wanted) - abs(own)) < SAME * abs(own) < abs(wanted - own)
    if is_turned:
        bone.custom_shape = shape("limb")
        bone.custom_shape_rotation_euler = (0.0, 0.0, cmath.phase(wanted / own))
