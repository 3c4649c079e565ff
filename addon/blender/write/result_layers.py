# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layers of a result, one for each pair of source layer and object, and their drawings.

The drawing at rest keeps its key, so everything before the start looks as before. Keys that the
artist set before that key, or after the animation's end, stay on the layer they were on; those in
between are replaced in the result (the hidden original still has them), unless nothing on the layer
moves: such a layer, locked or of strokes in no object, stays as it is. A loop's drawings are
repeated to the end of the scene as instances: editing one edits all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..capture.capture_map import CapturedLayer
from ..grease_pencil import attributes
from ..grease_pencil.layer_pieces import STILL, Piece, split_layer
from ..grease_pencil.layer_split import duplicates, short_name
from .fcurves import SceneTiming
from .motion import SceneMotion

if TYPE_CHECKING:
    from bpy.types import GreasePencilDrawing, GreasePencilLayer

SAME = 1e-3  # pixels; a drawing that differs less from the last one is not written
MANY = 8  # pieces of one layer; beyond it, strokes that don't meet may share one
LONGEST_REPEAT = 5000  # frames for which a loop's drawings are repeated


@dataclass(frozen=True)
class ResultLayer:
    """A layer of the result, with the strokes on it and the object that moves them."""

    layer: GreasePencilLayer
    piece: Piece


def objects_of_strokes(part: CapturedLayer, motion: SceneMotion) -> NDArray[np.int64]:
    """Return the object whose layer each stroke of Blender's layer needs [strokes], or STILL."""
    rows = part.layout.strokes
    captured = motion.layer_objects[np.maximum(rows, 0) + part.first_stroke]
    return np.where(rows >= 0, captured, STILL).astype(np.int64)


def pieces_of_layer(part: CapturedLayer, motion: SceneMotion) -> list[Piece]:
    """Split one layer into pieces, from the bottom up."""
    objects = objects_of_strokes(part, motion).tolist()
    pieces = split_layer(objects)
    if len(pieces) <= MANY:
        return pieces
    rows = part.layout.strokes
    boxes = motion.reach()[np.maximum(rows, 0) + part.first_stroke]
    boxes[rows < 0] = [-np.inf, -np.inf, np.inf, np.inf]
    return split_layer(objects, boxes)


def make_layers(
    layer: GreasePencilLayer,
    rest: int,
    pieces: Sequence[Piece],
    names: Sequence[str],
    timing: SceneTiming,
) -> list[ResultLayer]:
    """Make a layer for each piece, with the strokes of the drawing at rest.

    rest: the frame of that drawing's key; names: of the objects that pieces move with. The source's
    own layer becomes the first of them, unless it has keys to keep for other times. A layer on
    which nothing moves keeps all its keys.
    """
    if [piece.object for piece in pieces] == [STILL]:
        return [ResultLayer(layer, pieces[0])]
    end = timing.start + timing.frames
    keys = [frame.frame_number for frame in layer.frames]
    others = [key for key in keys if key < rest or key >= end]
    name = layer.name
    if not others and len(pieces) == 1:
        made = [layer]
    else:
        made = duplicates(layer, len(pieces) - (not others))
        if not others:
            made = [layer, *made]
    for target, piece in zip(made, pieces, strict=True):
        _keep_only(target, rest)
        at_rest: Any = target.get_frame_at(rest)
        _keep_strokes(at_rest.drawing, piece.strokes)
        if len(made) > 1 or others:
            target.name = short_name(
                name, "still" if piece.object == STILL else names[piece.object]
            )
        if others and max(others) >= end:
            target.frames.new(min(key for key in others if key >= end))
    if others:
        _clear_range(layer, rest, end, keys)
    return [ResultLayer(target, piece) for target, piece in zip(made, pieces, strict=True)]


def draw(
    made: ResultLayer, part: CapturedLayer, motion: SceneMotion, timing: SceneTiming, last: int
) -> None:
    """Write the drawings of the local motion, each as displacements of the drawing at rest.

    `last`: the frame of the scene up to which a loop is repeated.
    """
    if made.piece.object == STILL:
        return
    strokes, _, _ = part.layout.neighbours
    is_member = np.zeros(len(part.layout.strokes), np.bool_)
    is_member[made.piece.strokes] = True
    chosen = is_member[strokes]  # points of Blender's strokes
    matrix = (motion.to_world() @ np.linalg.inv(part.to_world[:3, :3]).T).astype(np.float32)
    at_rest: Any = made.layer.get_frame_at(part.key)
    first = part.first_point
    columns = (part.layout.points, part.layout.left, part.layout.right)
    span = _span(np.concatenate([rows[chosen] for rows in columns]))
    sources = [
        (name, attributes.read(at_rest.drawing, name), _within(rows[chosen], span))
        for name, rows in zip(("position", "handle_left", "handle_right"), columns, strict=True)
    ]
    shown: NDArray[Any] = np.zeros((span.stop - span.start, 2))
    written = [(0, part.key)]
    for frame in motion.drawn_frames():
        moved = motion.displacements(frame, first + span.start, first + span.stop)
        if np.abs(moved - shown).max(initial=0.0) <= SAME:
            continue
        at = timing.start + frame
        key: Any = made.layer.get_frame_at(at)
        if key is None or key.frame_number != at:
            key = made.layer.frames.copy(part.key, at)
        key.keyframe_type = "GENERATED"
        _displace(key.drawing, sources, moved, matrix)
        written.append((frame, at))
        shown = moved
    if timing.loop and len(written) > 1:
        repeat(made.layer, written, timing, last)


def _displace(
    drawing: GreasePencilDrawing,
    sources: Sequence[tuple[str, NDArray[Any] | None, NDArray[np.int64] | slice]],
    moved: NDArray[Any],
    matrix: NDArray[np.float32],
) -> None:
    """Write displaced positions and handles.

    `sources`: name, values at rest [n, 3], and the rows of `moved` that belong to them. `moved`
    [k, 2]: displacements in canvas pixels. `matrix` [2, 3]: from those to the layer's space.
    """
    x, y = moved[:, :1].astype(np.float32), moved[:, 1:].astype(np.float32)
    added = x * matrix[0] + y * matrix[1]
    for name, values, rows in sources:
        if values is not None:
            attributes.write(drawing, name, "FLOAT_VECTOR", "POINT", values + added[rows])
    drawing.tag_positions_changed()


def _span(rows: NDArray[np.int64]) -> range:
    """Return the smallest range that holds all rows."""
    return range(int(rows.min()), int(rows.max()) + 1)


def _within(rows: NDArray[np.int64], span: range) -> NDArray[np.int64] | slice:
    """Return rows as indices into a span; as a slice where they are all of it in order."""
    inner = rows - span.start
    in_order = len(inner) == len(span) and np.array_equal(inner, np.arange(len(span)))
    return slice(None) if in_order else inner


def repeat(
    layer: GreasePencilLayer, written: Sequence[tuple[int, int]], timing: SceneTiming, last: int
) -> None:
    """Repeat a loop's drawings as instances, up to the frame `last` or the artist's next key.

    `written`: for each drawing, its frame of the loop and the scene's frame of its key.
    """
    limit = min(last, timing.start + LONGEST_REPEAT)
    for key in layer.frames:
        if key.frame_number >= timing.start + timing.frames:
            limit = min(limit, key.frame_number - 1)
            break
    for cycle in range(1, (limit - timing.start) // timing.frames + 1):
        for frame, at in written:
            target = timing.start + cycle * timing.frames + frame
            if target <= limit:
                copy = layer.frames.copy(at, target, instance_drawing=True)
                copy.keyframe_type = "GENERATED"


def _keep_only(layer: GreasePencilLayer, key: int) -> None:
    for number in [frame.frame_number for frame in layer.frames]:
        if number != key:
            layer.frames.remove(number)


def _keep_strokes(drawing: GreasePencilDrawing, strokes: NDArray[np.int64]) -> None:
    others = np.ones(len(drawing.strokes), np.bool_)
    others[strokes] = False
    if others.any():
        drawing.remove_strokes(indices=np.flatnonzero(others).tolist())


def _clear_range(layer: GreasePencilLayer, key: int, end: int, keys: Sequence[int]) -> None:
    """Empty the source's own layer while the animated layers show the drawing: in [key, end)."""
    for number in keys:
        if key <= number < end:
            layer.frames.remove(number)
    if any(number < key for number in keys):
        layer.frames.new(key)
