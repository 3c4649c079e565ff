# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean lines as layers of the drawing, above the rough ones, which are hidden and stay.

Each captured layer gets a layer of its own, with a key where the rough one has it. On frames that
weren't cleaned yet it shows copies of the rough drawings; cleaned there, they become clean lines.
Clean strokes are marked: a layer of the artist's own may be called like one of clean lines. Locked
layers stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...contract.drawing import Drawing
from ..capture.capture_map import CaptureMap
from ..grease_pencil import layer_split
from ..objects import clean_strokes, stroke_objects
from . import clean_looks
from .active_object import ActiveObject
from .line_strokes import write_polylines

if TYPE_CHECKING:
    from bpy.types import GreasePencil, GreasePencilLayer

    from ..host_types import GreasePencilObject

SUFFIX = " Clean"


def write_clean(
    cleaned: Drawing, captured: CaptureMap, numbers: list[int], source: GreasePencilObject
) -> None:
    """Write a clean drawing into new layers, and hide the rough ones.

    captured: the rough drawing. numbers: of each of its objects, see `object_list`.
    """
    layers = np.asarray(cleaned.layers.data)
    names = {part.name for part in captured.layers}
    for index, part in enumerate(captured.layers):
        own = source.data.layers[part.name]
        rough = rough_of(source.data, own)
        if own != rough and rough.name in names:
            continue  # both were shown: the rough one is cleaned
        if any(map(stroke_objects.is_locked, (own, _clean_layer_of(source.data, rough) or own))):
            continue
        layer = _layer(source, rough)
        _copy_other_keys(rough, layer, part.key)
        chosen = np.flatnonzero(layers == index)
        if any(frame.frame_number == part.key for frame in layer.frames):
            layer.frames.remove(part.key)
        drawing = layer.frames.new(part.key).drawing
        if len(chosen):
            follows = own == layer or _is_in_one_place(rough, layer)
            to_world = part.to_world if follows else captured.object_matrix
            to_local = np.asarray(np.linalg.inv(to_world), np.float64)
            _write(drawing, cleaned, chosen, captured, to_local, numbers)
            clean_looks.write(drawing, cleaned, chosen, layer, source)
            clean_strokes.mark(drawing)
        rough.hide, layer.hide = True, False
    source.data.update_tag()


def rough_of(data: GreasePencil, layer: GreasePencilLayer) -> GreasePencilLayer:
    """Return the rough layer of a clean one; of any other layer itself."""
    return next((rough for rough, clean in pairs(data) if clean == layer), layer)


def pairs(data: GreasePencil) -> list[tuple[GreasePencilLayer, GreasePencilLayer]]:
    """Return the rough and the clean layer of each that was cleaned."""
    found: list[tuple[GreasePencilLayer, GreasePencilLayer]] = []
    for rough in data.layers:
        clean = _clean_layer_of(data, rough)
        if clean is not None:
            found.append((rough, clean))
    return found


def compare(data: GreasePencil) -> None:
    """Show the rough layers in the place of the clean ones, or the reverse."""
    known = pairs(data)
    show_rough = not all(clean.hide for _, clean in known)
    for rough, clean in known:
        rough.hide, clean.hide = not show_rough, show_rough


@contextmanager
def rough_shown(data: GreasePencil, frame: int) -> Iterator[None]:
    """Show, for a while, rough drawings in the place of the clean ones that were made of them.

    So a drawing that is cleaned again, more or less strongly, is cleaned from the beginning. What
    was changed by hand since stays shown, and so does what has no rough drawing any more.
    """
    swapped = [
        (rough, clean)
        for rough, clean in pairs(data)
        if rough.hide
        and not (clean.hide or stroke_objects.is_locked(clean))
        and _was_made_of(clean, rough, frame)
    ]
    for rough, clean in swapped:
        rough.hide, clean.hide = False, True
    try:
        yield
    finally:
        for rough, clean in swapped:
            rough.hide, clean.hide = True, False


def _was_made_of(clean: GreasePencilLayer, rough: GreasePencilLayer, frame: int) -> bool:
    """Return whether a clean drawing is as it was written, and the rough one is still there."""
    made: Any = clean.get_frame_at(frame)
    of: Any = rough.get_frame_at(frame)
    if made is None or of is None or made.frame_number != of.frame_number:
        return False
    return bool(len(of.drawing.strokes)) and clean_strokes.are_untouched(made.drawing)


def _clean_layer_of(data: GreasePencil, rough: GreasePencilLayer) -> GreasePencilLayer | None:
    """Return the layer of a layer's clean lines: it has its name, and clean strokes."""
    named = re.compile(re.escape(rough.name + SUFFIX) + r"(\.\d+)?")  # a number where it is taken
    known = (each for each in data.layers if named.fullmatch(each.name))
    return next((layer for layer in known if clean_strokes.is_clean_layer(layer)), None)


def _layer(source: GreasePencilObject, rough: GreasePencilLayer) -> GreasePencilLayer:
    """Return the layer for clean lines: the one of other keys, or a copy over the rough one."""
    data, name = source.data, rough.name
    known = _clean_layer_of(data, rough)
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
) -> None:
    """Write the chosen strokes of a clean drawing into a key, and whose they are."""
    write_polylines(target, cleaned, chosen, captured, to_local)
    if any(numbers):
        owners = np.asarray(cleaned.objects.data)[chosen]
        listed = np.array([*numbers, stroke_objects.NOBODY])
        by_hand = np.zeros(len(chosen), np.bool_)
        stroke_objects.write(target, listed[owners], by_hand)
        target.tag_positions_changed()
