# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which object each stroke belongs to, kept on the strokes themselves.

Two attributes of the curves of a Grease Pencil drawing hold it. Blender carries them along when
strokes are cut, duplicated, copied, pasted, separated and joined. A stroke drawn later has the
default of both: it belongs to no object, and the artist hasn't chosen that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..grease_pencil import attributes
from ..grease_pencil.attributes import SampledStrokes

if TYPE_CHECKING:
    from bpy.types import (
        GreasePencil,
        GreasePencilDrawing,
        GreasePencilLayer,
        GreasePencilLayerGroup,
    )

    from ..host_types import GreasePencilKey

OBJECT = "sketch_motion_object"  # INT: the object's number; see object_list
BY_HAND = "sketch_motion_by_hand"  # BOOLEAN: chosen by the artist, so Find Objects leaves it alone
NOBODY = 0  # the number of a stroke in no object: Blender's default for strokes drawn later

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]


def read(drawing: GreasePencilDrawing | SampledStrokes) -> tuple[Numbers, Flags]:
    """Read the object of every stroke, int32 [n], and whether the artist chose it, bool [n]."""
    count = len(drawing.strokes)
    numbers = attributes.read_or(drawing, OBJECT, NOBODY, count).astype(np.int32)
    return numbers, attributes.read_or(drawing, BY_HAND, False, count).astype(np.bool_)


def write(drawing: GreasePencilDrawing, numbers: NDArray[np.integer], by_hand: Flags) -> None:
    """Write the object of every stroke, int [n], and whether the artist chose it, bool [n]."""
    if len(drawing.strokes):
        attributes.write(drawing, OBJECT, "INT", "CURVE", numbers)
        attributes.write(drawing, BY_HAND, "BOOLEAN", "CURVE", by_hand)


def shown(data: GreasePencil, frame: int) -> Iterator[tuple[GreasePencilLayer, GreasePencilKey]]:
    """Yield the layers with strokes that are visible at a frame, bottom first, with their keys.

    The key is the one that the layer holds at the frame, which may lie before it.
    """
    for layer in data.layers:
        held: Any = layer.get_frame_at(frame) if is_visible(layer) else None
        if held is not None and len(held.drawing.strokes):
            yield layer, held


def everywhere(data: GreasePencil) -> Iterator[GreasePencilDrawing]:
    """Yield every drawing that has strokes, on every key of every layer, also of hidden ones."""
    for layer in data.layers:
        for key in layer.frames:
            if key.drawing is not None and len(key.drawing.strokes):
                yield key.drawing


def is_visible(layer: GreasePencilLayer) -> bool:
    """Return whether neither the layer nor a group around it is hidden."""
    group: GreasePencilLayerGroup | None = layer.parent_group
    while group is not None:
        if group.hide:
            return False
        group = group.parent_group
    return not layer.hide


def is_locked(layer: GreasePencilLayer) -> bool:
    """Return whether the layer or a group around it is locked."""
    group: GreasePencilLayerGroup | None = layer.parent_group
    while group is not None:
        if group.lock:
            return True
        group = group.parent_group
    return layer.lock


def counts(data: GreasePencil, frame: int) -> dict[int, int]:
    """Count the visible strokes of each object at a frame, and those of NOBODY."""
    totals: dict[int, int] = {}
    for _, held in shown(data, frame):
        numbers, strokes = np.unique(read(held.drawing)[0], return_counts=True)
        for number, count in zip(numbers.tolist(), strokes.tolist(), strict=True):
            totals[number] = totals.get(number, 0) + count
    return totals


def used(data: GreasePencil) -> set[int]:
    """Return the numbers of all objects that have a stroke on any frame."""
    numbers: set[int] = set()
    for drawing in everywhere(data):
        if drawing.attributes.get(OBJECT) is not None:
            numbers.update(np.unique(read(drawing)[0]).tolist())
    return numbers - {NOBODY}


def clear(data: GreasePencil) -> None:
    """Take every stroke out of its object, on every frame."""
    for drawing in everywhere(data):
        for name in (OBJECT, BY_HAND):
            attribute = drawing.attributes.get(name)
            if attribute is not None:
                drawing.attributes.remove(attribute)


def replace(data: GreasePencil, old: int, new: int) -> None:
    """Give the strokes of one object to another, on every frame."""
    for drawing in everywhere(data):
        if drawing.attributes.get(OBJECT) is None:
            continue
        numbers, by_hand = read(drawing)
        members = numbers == old
        if members.any():
            numbers[members] = new
            if new == NOBODY:
                by_hand[members] = False
            write(drawing, numbers, by_hand)
