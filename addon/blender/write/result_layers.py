# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layers of a result, one for each pair of source layer and object, and their drawings.

The drawing at rest keeps its key, so everything before the start looks as before. Keys that the
artist set before that key, or after the animation's end, stay on the layer they were on. Of those
in between, what moves is replaced in the result (the hidden original still has it) and what doesn't
stays; a layer on which nothing moves, locked or of strokes in no object, stays as it is. A loop's
drawings are repeated to the end of the scene as instances: editing one edits all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..capture.capture_map import CapturedLayer
from ..grease_pencil import attributes
from ..grease_pencil.layer_pieces import STILL, Piece, split_layer
from ..grease_pencil.layer_split import duplicates, short_name
from .fcurves import SceneTiming
from .later_cels import still_strokes
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


@dataclass(frozen=True)
class LayerPlan:
    """What becomes of a layer of the source.

    Attributes:
        pieces: from the bottom up.
        cels: by the frame of a key that was drawn for a time within the animation: which strokes of
            its drawing each piece keeps, for pieces that stand still.
    """

    pieces: list[Piece]
    cels: dict[int, list[NDArray[np.int64]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        layer: GreasePencilLayer,
        part: CapturedLayer,
        motion: SceneMotion,
        timing: SceneTiming,
    ) -> LayerPlan:
        """Plan for a layer that was captured.

        Bones need no layer of their own for what they carry, unless there are later drawings that
        would take its place.
        """
        end = timing.start + timing.frames
        later = [key.frame_number for key in layer.frames if part.key < key.frame_number < end]
        owners = motion.stroke_objects if later else motion.layer_objects
        pieces = _pieces_of_layer(part, motion, owners)
        kinds = {piece.object == STILL for piece in pieces}
        is_mixed = len(kinds) == 2 and len(later) > 0
        return cls(pieces, still_strokes(layer, part.key, later, pieces) if is_mixed else {})


def _pieces_of_layer(
    part: CapturedLayer, motion: SceneMotion, owners: NDArray[np.int32]
) -> list[Piece]:
    """Split one layer into pieces, from the bottom up. owners: of captured strokes [S]."""
    rows = part.layout.strokes
    captured = owners[np.maximum(rows, 0) + part.first_stroke]
    objects = np.where(rows >= 0, captured, STILL).tolist()
    pieces = split_layer(objects)
    if len(pieces) <= MANY:
        return pieces
    boxes = motion.reach()[np.maximum(rows, 0) + part.first_stroke]
    boxes[rows < 0] = [-np.inf, -np.inf, np.inf, np.inf]
    return split_layer(objects, boxes)


def make_layers(
    layer: GreasePencilLayer,
    rest: int,
    plan: LayerPlan,
    names: Sequence[str],
    timing: SceneTiming,
) -> list[ResultLayer]:
    """Make a layer for each piece, with the strokes of the drawing at rest.

    rest: the frame of that drawing's key; names: of the objects that pieces move with. The source's
    own layer becomes the first of them, unless it has keys to keep for other times. A layer on
    which nothing moves keeps all its keys, and what doesn't move on another one its later drawings.
    """
    pieces = plan.pieces
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
    for number, (target, piece) in enumerate(zip(made, pieces, strict=True)):
        cels = plan.cels if piece.object == STILL else {}
        _keep_only(target, {rest: piece.strokes, **{key: cels[key][number] for key in cels}})
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


def _keep_only(layer: GreasePencilLayer, strokes: Mapping[int, NDArray[np.int64]]) -> None:
    """Keep some strokes of some drawings, given by the frames of their keys."""
    for number in [frame.frame_number for frame in layer.frames]:
        if number not in strokes:
            layer.frames.remove(number)
    for number, own in strokes.items():
        _keep_strokes(_own_drawing(layer, number), own)


def _own_drawing(layer: GreasePencilLayer, number: int) -> GreasePencilDrawing:
    """Return the drawing of a key, made its own where keys share it, of other layers, too."""
    held: Any = layer.get_frame_at(number)
    if held.drawing.user_count > 1:
        frames, kind = layer.frames, held.keyframe_type
        spare = max(frame.frame_number for frame in frames) + 1
        frames.copy(number, spare)
        frames.remove(number)
        frames.move(spare, number)
        held = layer.get_frame_at(number)
        held.keyframe_type = kind
    drawing: GreasePencilDrawing = held.drawing
    return drawing


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
