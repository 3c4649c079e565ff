# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated drawings between the artist's key drawings, on the same layers.

The result is a copy of the drawn object; its key drawings are those of the artist, to the bit. What
lies between drawings of curves is lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...contract.animation import Animation
from ...contract.between import fade_at, redrawn_of
from ...contract.drawing import Drawing
from ...contract.errors import BadInput
from ..capture.capture import layer_matrix
from ..capture.capture_map import Origin
from ..capture.key_poses import PoseOrigin
from ..capture.plane import Plane
from ..grease_pencil import attributes, polylines
from ..host_state import view_layer_of
from .hand_over import hand_over
from .write_back import VectorResult, copy_of, hide_others

if TYPE_CHECKING:
    from bpy.types import GreasePencilLayer, Scene

    from ..host_types import GreasePencilObject

Floats = NDArray[np.float64]
OPACITY, FILL_OPACITY = "opacity", "fill_opacity"


def write_between(
    animation: Animation, drawing: Drawing, source: GreasePencilObject, scene: Scene
) -> VectorResult:
    """Write the drawings between the poses that were captured from `source`.

    Raises BadInput when the poses are no longer what was captured; nothing has changed then.
    """
    origin, plane = PoseOrigin.of_host(drawing.host), Origin.of_host(drawing.host).plane
    rows = _points_of_layers(source, drawing, origin)
    redrawn = redrawn_of(animation.info, len(origin.frames) - 1)
    offsets = np.asarray(animation.offsets.data).reshape(animation.offsets.shape)
    result = copy_of(source)
    for name in origin.layers:
        layer = result.data.layers[name]
        matrix = layer_matrix(source, source.data.layers[name])[:3, :3]
        to_local: Floats = np.linalg.inv(matrix.astype(np.float64))
        for way, anew in enumerate(redrawn):
            first, last = origin.frames[way : way + 2]
            own, other = rows[name, way], rows[name, way + 1]
            for frame in range(first + animation.hold, last, animation.hold):
                moved = offsets[frame - origin.frames[0]]
                made = _key(layer, first, frame)
                old_count = len(made.strokes)
                _displace(made, 0, moved[own], plane, to_local)
                fade = fade_at(frame, first, last) if anew else 0.0
                if fade > 0.0:
                    held: Any = layer.get_frame_at(last)
                    _append(made, held.drawing)
                    _displace(made, len(own), moved[other], plane, to_local)
                    _fade(made, old_count, len(own), fade)
                made.tag_positions_changed()
    result.data.update_tag()
    view_layer = view_layer_of(bpy.context)
    hand_over(result, source)
    hide_others(result, [], source)
    view_layer.update()
    return VectorResult(result, (), origin.frames[0])


def _points_of_layers(
    source: GreasePencilObject, drawing: Drawing, origin: PoseOrigin
) -> dict[tuple[str, int], NDArray[np.int64]]:
    """Return which points of the captured drawing each layer has in each pose.

    Raises BadInput where a pose has other points now.
    """
    found: dict[tuple[str, int], NDArray[np.int64]] = {}
    position = 0
    for pose, frame in enumerate(origin.frames):
        for name in origin.layers:
            layer: GreasePencilLayer | None = source.data.layers.get(name)
            held: Any = layer.get_frame_at(frame) if layer is not None else None
            count = _point_count(held.drawing) if held is not None else 0
            found[name, pose] = np.arange(position, position + count)
            position += count
    if position != drawing.point_count:
        raise BadInput(
            "{name!r} was drawn on since its animation started.",
            name=source.name,
            hint="Animate it again, or undo the new strokes and apply the result.",
        )
    return found


def _point_count(drawing: Any) -> int:
    """Return how many points a drawing has once its curves are lines."""
    return int(attributes.stroke_offsets(polylines.sampled(drawing))[-1])


def _key(layer: GreasePencilLayer, first: int, frame: int) -> Any:
    """Return a new drawing at a frame: what is shown at the frame `first`, as lines."""
    there: Any = layer.get_frame_at(frame)
    if there is not None and there.frame_number == frame:
        layer.frames.remove(frame)
    held: Any = layer.get_frame_at(first)
    key = layer.frames.copy(held.frame_number, frame)
    key.keyframe_type = "GENERATED"
    drawing: Any = key.drawing
    polylines.flatten(drawing)
    return drawing


def _displace(
    drawing: Any, begin: int, moved: NDArray[Any], plane: Plane, to_local: Floats
) -> None:
    """Move points of a drawing, from number `begin` on, by canvas pixels [n, 2]."""
    points = attributes.read(drawing, "position")
    if points is None or not len(moved):
        return
    way = plane.displacement(moved.astype(np.float64)) @ to_local.T
    points[begin : begin + len(moved)] += way.astype(np.float32)
    attributes.write(drawing, "position", "FLOAT_VECTOR", "POINT", points)


def _append(drawing: Any, other: Any) -> None:
    """Add the strokes of another drawing, as lines, with all that is stored of them."""
    lines = polylines.sampled(other)
    before = attributes.stroke_offsets(drawing)
    strokes, points = len(before) - 1, int(before[-1])
    drawing.add_strokes(np.diff(attributes.stroke_offsets(lines)).tolist())
    for attribute in other.attributes:
        values = attributes.read(lines, attribute.name)
        if values is None or attribute.domain not in ("POINT", "CURVE"):
            continue
        begin = points if attribute.domain == "POINT" else strokes
        if drawing.attributes.get(attribute.name) is None:
            drawing.attributes.new(attribute.name, attribute.data_type, attribute.domain)
            _fill_default(drawing, attribute, begin)
        own = attributes.read(drawing, attribute.name)
        if own is not None and len(own) == begin + len(values):
            own[begin:] = values
            attributes.write(drawing, attribute.name, attribute.data_type, attribute.domain, own)


def _fill_default(drawing: Any, attribute: Any, count: int) -> None:
    """Give the strokes that were there what a missing attribute stands for."""
    default = {
        OPACITY: 1.0,
        FILL_OPACITY: 1.0,
        "radius": 0.01,
        "curve_type": attributes.CATMULL_ROM,
    }
    own = attributes.read(drawing, attribute.name)
    if own is not None and attribute.name in default:
        own[:count] = default[attribute.name]
        attributes.write(drawing, attribute.name, attribute.data_type, attribute.domain, own)


def _fade(drawing: Any, strokes: int, points: int, share: float) -> None:
    """Let the first strokes and points of a drawing fade, and the others come in."""
    ends = attributes.stroke_offsets(drawing)
    for name, domain, count, first in (
        (OPACITY, "POINT", int(ends[-1]), points),
        (FILL_OPACITY, "CURVE", len(ends) - 1, strokes),
    ):
        values = attributes.read_or(drawing, name, 1.0, count).astype(np.float32)
        values[:first] *= 1.0 - share
        values[first:] *= share
        attributes.write(drawing, name, "FLOAT", domain, values)
