# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which object each stroke belongs to, kept on the strokes themselves.

Two attributes of the curves of a Grease Pencil drawing, which Blender carries along when strokes
are cut, duplicated, copied, pasted, separated and joined. A stroke drawn later has the default of
both: no object, and nobody said so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..grease_pencil import attributes

OBJECT = "sketch_motion_object"  # INT: the object's number; see object_list
BY_HAND = "sketch_motion_by_hand"  # BOOLEAN: the artist said so: Find Objects leaves it alone
NOBODY = 0  # the number of a stroke in no object: Blender's default for strokes drawn later

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]


def read(drawing: Any) -> tuple[Numbers, Flags]:
    """The object of every stroke, int32 [n], and whether the artist chose it, bool [n]."""
    count = len(drawing.strokes)
    numbers = attributes.read_or(drawing, OBJECT, NOBODY, count).astype(np.int32)
    return numbers, attributes.read_or(drawing, BY_HAND, False, count).astype(np.bool_)


def write(drawing: Any, numbers: NDArray[np.integer], by_hand: Flags) -> None:
    """Sets the object of every stroke of a drawing."""
    if len(drawing.strokes):
        attributes.write(drawing, OBJECT, "INT", "CURVE", numbers)
        attributes.write(drawing, BY_HAND, "BOOLEAN", "CURVE", by_hand)


def shown(data: Any, frame: int) -> Iterator[tuple[Any, Any]]:
    """The layers that are to be seen at a frame, from the bottom up, each with its held key."""
    for layer in data.layers:
        held = layer.get_frame_at(frame) if is_visible(layer) else None
        if held is not None and len(held.drawing.strokes):
            yield layer, held


def everywhere(data: Any) -> Iterator[Any]:
    """Every drawing of every layer that has strokes, hidden ones too."""
    for layer in data.layers:
        for key in layer.frames:
            if len(key.drawing.strokes):
                yield key.drawing


def is_visible(layer: Any) -> bool:
    """Whether neither the layer nor a group around it is hidden."""
    group = layer.parent_group
    while group is not None:
        if group.hide:
            return False
        group = group.parent_group
    return not layer.hide


def counts(data: Any, frame: int) -> dict[int, int]:
    """How many strokes each object has at a frame; NOBODY among them."""
    found: dict[int, int] = {}
    for _, held in shown(data, frame):
        numbers, strokes = np.unique(read(held.drawing)[0], return_counts=True)
        for number, count in zip(numbers.tolist(), strokes.tolist(), strict=True):
            found[number] = found.get(number, 0) + count
    return found


def used(data: Any) -> set[int]:
    """The numbers of all objects that any stroke belongs to, on any frame."""
    found: set[int] = set()
    for drawing in everywhere(data):
        if drawing.attributes.get(OBJECT) is not None:
            found.update(np.unique(read(drawing)[0]).tolist())
    return found - {NOBODY}


def clear(data: Any) -> None:
    """Takes every stroke out of its object, on every frame."""
    for drawing in everywhere(data):
        for name in (OBJECT, BY_HAND):
            found = drawing.attributes.get(name)
            if found is not None:
                drawing.attributes.remove(found)


def replace(data: Any, old: int, new: int) -> None:
    """Gives the strokes of one object to another, on every frame."""
    for drawing in everywhere(data):
        if drawing.attributes.get(OBJECT) is None:
            continue
        numbers, by_hand = read(drawing)
        mine = numbers == old
        if mine.any():
            numbers[mine] = new
            if new == NOBODY:
                by_hand[mine] = False
            write(drawing, numbers, by_hand)
