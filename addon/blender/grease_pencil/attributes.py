# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole attributes of a Grease Pencil drawing as numpy arrays.

Blender's Python objects for single points are far too slow for a drawing of ordinary size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from bpy.types import GreasePencilDrawing

# data type -> (property, numpy type, numbers in each element)
_KINDS: dict[str, tuple[str, type[np.generic], int]] = {
    "FLOAT": ("value", np.float32, 1),
    "FLOAT2": ("vector", np.float32, 2),
    "FLOAT_VECTOR": ("vector", np.float32, 3),
    "FLOAT_COLOR": ("color", np.float32, 4),
    "BYTE_COLOR": ("color", np.float32, 4),
    "QUATERNION": ("value", np.float32, 4),
    "INT": ("value", np.int32, 1),
    "INT8": ("value", np.int8, 1),
    "BOOLEAN": ("value", np.bool_, 1),
}

CATMULL_ROM, POLY, BEZIER, NURBS = range(4)


@dataclass(frozen=True)
class SampledStrokes:
    """A drawing that isn't in Blender, to be read as one of Blender's is.

    Attributes:
        offsets: [strokes + 1], the first point of each stroke, and the end.
        values: of its attributes, by name.
    """

    strokes: Sequence[int]
    offsets: NDArray[np.int32]
    values: dict[str, NDArray[Any]]


def read(drawing: GreasePencilDrawing | SampledStrokes, name: str) -> NDArray[Any] | None:
    """Read one attribute as [n] or [n, width]; None where the drawing doesn't have it."""
    if isinstance(drawing, SampledStrokes):
        return drawing.values.get(name)
    attribute: Any = drawing.attributes.get(name)
    if attribute is None or attribute.data_type not in _KINDS:
        return None
    key, dtype, width = _KINDS[attribute.data_type]
    values: NDArray[Any] = np.empty(len(attribute.data) * width, dtype)
    if len(values):
        attribute.data.foreach_get(key, values)
    return values.reshape(-1, width) if width > 1 else values


def read_or(
    drawing: GreasePencilDrawing | SampledStrokes, name: str, default: Any, count: int
) -> NDArray[Any]:
    """Read one attribute of `count` elements, or return that many times its default."""
    values = read(drawing, name)
    if values is not None and len(values) == count:
        return values
    default = np.asarray(default, np.float32 if isinstance(default, float) else None)
    return np.broadcast_to(default, (count, *default.shape)).copy()


def write(
    drawing: GreasePencilDrawing, name: str, kind: str, domain: str, values: NDArray[Any]
) -> None:
    """Write one attribute, adding it where it is missing.

    `kind` and `domain` are Blender's names, like "FLOAT_VECTOR" and "POINT".
    """
    attributes: Any = drawing.attributes
    attribute = attributes.get(name)
    if attribute is None:
        attribute = attributes.new(name, kind, domain)
    key, dtype, _ = _KINDS[kind]
    if len(values):
        attribute.data.foreach_set(key, np.ascontiguousarray(values, dtype).ravel())


def stroke_offsets(drawing: GreasePencilDrawing | SampledStrokes) -> NDArray[np.int32]:
    """Return the index of the first point of each stroke, and of the end: int32 [strokes + 1]."""
    if isinstance(drawing, SampledStrokes):
        return drawing.offsets
    if len(drawing.strokes) == 0:  # Blender raises for an empty drawing
        return np.zeros(1, np.int32)
    offsets = np.empty(len(drawing.curve_offsets), np.int32)
    drawing.curve_offsets.foreach_get("value", offsets)
    return offsets


def curve_types(drawing: GreasePencilDrawing | SampledStrokes, count: int) -> NDArray[np.int8]:
    """Return the curve type of each stroke, int8 [count], as CATMULL_ROM, POLY, BEZIER or NURBS.

    Blender leaves the attribute out where all strokes are Catmull-Rom.
    """
    return read_or(drawing, "curve_type", np.int8(CATMULL_ROM), count).astype(np.int8)
