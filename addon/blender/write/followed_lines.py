# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the points of a captured drawing are in the layers of a take of it, key by key.

The strokes of a take remember which captured stroke they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..capture.capture_map import CapturedLayer, CaptureMap
from ..grease_pencil import attributes
from ..grease_pencil.stroke_layout import StrokeLayout, handle_positions, layout
from .write_back import STROKE

if TYPE_CHECKING:
    from bpy.types import GreasePencilDrawing, GreasePencilLayer

    from ..host_types import GreasePencilObject

Points = NDArray[np.float64]


@dataclass(frozen=True)
class LineLayer:
    """A layer with captured strokes.

    Attributes:
        part: the captured layer that its strokes are of.
        is_here: [P], which points of the captured drawing are in it.
        rest: [P, 3], the captured points as they were captured, in the layer's own space.
        is_take: whether strokes tell which captured ones they are.
    """

    layer: GreasePencilLayer
    part: CapturedLayer
    captured: CaptureMap
    is_here: NDArray[np.bool_]
    rest: Points
    is_take: bool

    @property
    def any_row(self) -> int:
        """One of the captured points in it."""
        return int(self.is_here.argmax())

    def to_local(self, world: Points) -> Points:
        """Return points [n, 3] of the world in the layer's own space."""
        return _to_local(self.part, world)

    def key_places(self) -> Iterator[tuple[int, Any, Points | None]]:
        """Yield the frame and the kind of each key, and where the captured points [P, 3] are.

        None stands for a drawing without captured strokes. Where they were cut, a key is left out.
        """
        if not self.is_take:
            key: Any = self.layer.get_frame_at(self.part.key)
            yield self.part.key, key.keyframe_type, self.rest
            later = [k.frame_number for k in self.layer.frames if k.frame_number > self.part.key]
            if later:
                yield min(later), key.keyframe_type, None
            return
        for key in self.layer.frames:
            numbers = _numbers(key.drawing) if key.drawing is not None else np.zeros(0, np.int64)
            if not (numbers >= 0).any():
                yield key.frame_number, key.keyframe_type, None
                continue
            places = self._places(key.drawing, numbers)
            if places is not None:
                yield key.frame_number, key.keyframe_type, places

    def _places(self, drawing: GreasePencilDrawing, numbers: NDArray[np.int64]) -> Points | None:
        """Return where the captured points are; None where strokes have other points by now."""
        stored = [
            None if values is None else values.astype(np.float64)
            for values in (
                attributes.read(drawing, name)
                for name in ("position", "handle_left", "handle_right")
            )
        ]
        types = attributes.curve_types(drawing, len(numbers))
        rows = _layout_of(drawing, numbers >= 0)
        chosen = _rows(self.captured, numbers[numbers >= 0])
        if stored[0] is None or len(chosen) != rows.point_count:
            return None
        places = self.rest.copy()
        places[chosen] = handle_positions(rows, stored[0], types, stored[1], stored[2])
        return places


def line_layers(
    captured: CaptureMap, target: GreasePencilObject, *, is_take: bool
) -> list[LineLayer]:
    """Return the layers of an object that show captured strokes, from the bottom up."""
    found: list[LineLayer] = []
    for layer in target.data.layers:
        numbers = _numbers_of(layer, captured, is_take=is_take)
        kept = numbers[numbers >= 0]
        if not len(kept):
            continue
        part = _part_of(captured, int(kept[0]))
        is_here = np.zeros(len(captured.positions), np.bool_)
        is_here[_rows(captured, kept)] = True
        rest = _to_local(part, captured.positions)
        found.append(LineLayer(layer, part, captured, is_here, rest, is_take))
    return found


def _numbers_of(layer: Any, captured: CaptureMap, *, is_take: bool) -> NDArray[np.int64]:
    if not is_take:
        parts = (part for part in captured.layers if part.name == layer.name)
        part = next(parts, None)
        if part is None:
            return np.zeros(0, np.int64)
        return np.arange(part.first_stroke, part.first_stroke + part.stroke_count)
    drawings = (key.drawing for key in layer.frames)
    known = (_numbers(drawing) for drawing in drawings if drawing is not None)
    return next((numbers for numbers in known if (numbers >= 0).any()), np.zeros(0, np.int64))


def _numbers(drawing: GreasePencilDrawing) -> NDArray[np.int64]:
    """Return the captured stroke that each stroke of a take is, or -1."""
    values = attributes.read_or(drawing, STROKE, 0, len(drawing.strokes))
    return values.astype(np.int64) - 1


def _layout_of(drawing: GreasePencilDrawing, chosen: NDArray[np.bool_]) -> StrokeLayout:
    count = len(drawing.strokes)
    types = attributes.curve_types(drawing, count)
    cyclic = attributes.read_or(drawing, "cyclic", False, count).astype(np.bool_)
    return layout(attributes.stroke_offsets(drawing), types, cyclic, chosen)


def _rows(captured: CaptureMap, strokes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the points of captured strokes, one stroke after another."""
    starts = np.concatenate(
        [part.layout.offsets[:-1] + part.first_point for part in captured.layers]
    )
    ends = np.concatenate([part.layout.offsets[1:] + part.first_point for part in captured.layers])
    known = strokes[strokes < len(starts)]
    spans = [np.arange(starts[s], ends[s]) for s in known.tolist()]
    return np.concatenate([np.zeros(0, np.int64), *spans]).astype(np.int64)


def _part_of(captured: CaptureMap, stroke: int) -> CapturedLayer:
    parts = [part for part in captured.layers if part.first_stroke <= stroke]
    return parts[-1]


def _to_local(part: CapturedLayer, world: Points) -> Points:
    inverse = np.linalg.inv(part.to_world)
    return np.asarray(world @ inverse[:3, :3].T + inverse[:3, 3])
