# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What steers a drawing, in the pixels of its canvas."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...contract.request import MOST_PATH_POINTS
from ...contract.steering import Place, ReachedPlace, Steering
from ..grease_pencil import attributes
from ..objects import steer_settings
from .capture import Capture, layer_matrix
from .plane import Plane

Points = NDArray[np.float64]
FEWEST_PIXELS = 1.0  # of an arrow's length on the canvas; one that points at us leads nowhere


def steering_of(source: Any, captured: Capture) -> Steering:
    """Return how a captured drawing is steered."""
    settings, plane = steer_settings.steering_of(source), captured.map.plane
    line = layer_line(source, settings.path_layer, captured.map.frame)
    if line is None and settings.path_object is not None:
        line = curve_line(settings.path_object)
    reach = None
    if settings.reach is not None:
        place = np.array(settings.reach.matrix_world.translation)
        reach = ReachedPlace(_pixels(plane, place[None])[0])
    return Steering(
        () if line is None else _pixels(plane, _thinned(line)),
        None if settings.arrow is None else _direction(settings.arrow, plane),
        settings.distance / plane.unit,
        steer_settings.pins_of(source),
        reach,
    )


def layer_line(source: Any, name: str, frame: int) -> Points | None:
    """Return the longest stroke of a layer, [K, 3] in the world; None where there is none."""
    layer: Any = source.data.layers.get(name) if name else None
    held = layer.get_frame_at(frame) if layer is not None else None
    if held is None or not len(held.drawing.strokes):
        return None
    offsets = attributes.stroke_offsets(held.drawing)
    local = attributes.read(held.drawing, "position")
    if local is None:
        return None
    matrix = layer_matrix(source, layer)
    world = local.astype(np.float64) @ matrix[:3, :3].T + matrix[:3, 3]
    strokes = [world[a:b] for a, b in pairwise(offsets.tolist())]
    longest = max(strokes, key=_length)
    return longest if _length(longest) > 0.0 else None


def curve_line(item: Any) -> Points | None:
    """Return the longest line of a curve, [K, 3] in the world; None where there is none."""
    evaluated = item.evaluated_get(bpy.context.evaluated_depsgraph_get())
    mesh = evaluated.to_mesh()
    if mesh is None:
        return None
    points, edges = np.empty(3 * len(mesh.vertices)), np.empty(2 * len(mesh.edges), np.int32)
    mesh.vertices.foreach_get("co", points)
    mesh.edges.foreach_get("vertices", edges)
    evaluated.to_mesh_clear()
    local = points.reshape(-1, 3)
    if len(local) < 2:
        return None
    matrix = np.array(item.matrix_world, np.float64)
    world = local @ matrix[:3, :3].T + matrix[:3, 3]
    joined = set(map(tuple, np.sort(edges.reshape(-1, 2), axis=1).tolist()))
    ends = [n for n in range(1, len(world)) if (n - 1, n) not in joined]
    longest = max(np.split(world, ends), key=_length)
    return longest if _length(longest) > 0.0 else None


def _direction(arrow: Any, plane: Plane) -> Place | None:
    """Return where an Empty's own z axis points on the canvas; None for towards us."""
    matrix = np.array(arrow.matrix_world, np.float64)
    tip = matrix[:3, 3] + matrix[:3, 2] * arrow.empty_display_size
    start, end = plane.to_canvas(np.stack([matrix[:3, 3], tip]))
    along = end - start
    return (float(along[0]), float(along[1])) if np.hypot(*along) >= FEWEST_PIXELS else None


def _length(line: Points) -> float:
    return float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())


def _thinned(line: Points) -> Points:
    """Return as many points of a line as a request may have."""
    step = -(-len(line) // (MOST_PATH_POINTS - 1))
    return line if step == 1 else np.concatenate([line[:-1:step], line[-1:]])


def _pixels(plane: Plane, points: Points) -> tuple[Place, ...]:
    return tuple((float(x), float(y)) for x, y in plane.to_canvas(points))
