# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a result that bones move: which objects can have it, and their armatures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...contract.animation import Animation
from ...contract.drawing import Drawing
from ..capture.capture_map import CapturedLayer, CaptureMap, Origin
from ..grease_pencil import versions
from . import armatures, skin
from .empties import PART
from .fcurves import SceneTiming
from .motion import SceneMotion
from .result_layers import ResultLayer
from .scene_rig import SceneArmature, bone_weights, rigged_objects, scene_armature

if TYPE_CHECKING:
    from bpy.types import Object

    from ..host_types import GreasePencilObject

NUMBER = "sketch_motion_armature"  # property of an armature: its number, as strokes name it
PLAN = "sketch_motion_plan"  # property of an armature: the body plan of what it moves
OBJECT = "sketch_motion_object"  # property of an armature: the name of what it moves
WEIGHTS = "sketch_motion_weights"  # property of an armature: what its bones carry, as JSON
MOVES = ("translation", "rotation", "scale")


def riggable(
    animation: Animation, drawing: Drawing, captured: CaptureMap, source: GreasePencilObject
) -> tuple[dict[int, bool], tuple[str, ...]]:
    """Return the objects that bones can move, and the names of those that only Blender's can't.

    Of the first it also says whether they need drawings besides. Blender's armatures know nothing
    of a layer's own place or of the handles of curves, and bend what lies at several depths in
    other ways than a camera sees.
    """
    found = rigged_objects(animation)
    if not found:
        return {}, ()
    motion = SceneMotion(animation, drawing, captured)
    refused: set[int] = set() if motion.is_flat else set(found)
    for part in captured.layers:
        first = part.first_stroke
        owners = motion.stroke_objects[first : first + part.stroke_count]
        if not _lies_apart(source.data.layers[part.name], source):
            owners = owners[part.layout.cubic]
        refused |= set(owners.tolist())
    used = set(motion.used_objects())
    names = tuple(animation.object_names[index] for index in found if index in refused & used)
    kept = {index: drawn for index, drawn in found.items() if index in used - refused}
    return kept, names


def add_armatures(
    made: list[Object],
    result: GreasePencilObject,
    layers: Sequence[tuple[CapturedLayer, Sequence[ResultLayer]]],
    motion: SceneMotion,
    timing: SceneTiming,
    origin: Origin,
) -> None:
    """Make the armatures of a result; they are added to `made` at once.

    layers: those of the result, with the part of the drawing that each shows.
    """
    animation = motion.animation
    groups: Any = result.vertex_groups
    taken = [group.name for group in groups]  # the artist's own
    rigs = [
        scene_armature(animation, index, motion.place(index), timing.start, taken)
        for index in sorted(motion.rigged)
    ]
    action: Any = None
    for number, rig in enumerate(rigs):
        item = armatures.new_armature(rig, result)
        made.append(item)
        item[NUMBER], item[OBJECT], item[PART] = number, rig.name, rig.name
        item[PLAN] = rig.plan
        item[WEIGHTS] = _weights_text(animation, rig)
        armatures.place(item, rig, result, origin.object_matrix)
        action = armatures.animate(item, rig, timing, action)
        skin.add_modifier(result, item, rig, number, alone=len(rigs) == 1)
    for part, own in layers:
        for layer in own:
            skin.add_weights(result, layer, part, animation, rigs)


def _weights_text(animation: Animation, rig: SceneArmature) -> str:
    """Return which captured points each bone carries, and how much: Blender doesn't tell later."""
    found = bone_weights(animation, rig, np.arange(animation.point_count))
    rows = {
        name: [chosen.tolist(), weights.round(3).tolist()]
        for name, (chosen, weights) in found.items()
    }
    return json.dumps(rows, separators=(",", ":"))


def weights_of(item: Object, points: int) -> dict[str, NDArray[np.float64]]:
    """Return the weights [points] of captured points in each bone of a take's armature."""
    found = {}
    for name, (chosen, weights) in json.loads(str(item.get(WEIGHTS, "{}"))).items():
        found[name] = np.zeros(points)
        found[name][chosen] = weights
    return found


def _lies_apart(layer: Any, source: GreasePencilObject) -> bool:
    """Return whether a layer has a place of its own, or moves by itself."""
    if layer.parent is not None:
        return True
    if not np.allclose(np.array(layer.matrix_local), np.eye(4), atol=1e-6):
        return True
    bag = versions.own_curves(source.data)
    paths = tuple(f'layers["{layer.name}"].{name}' for name in MOVES)
    return bag is not None and any(curve.data_path in paths for curve in bag.fcurves)
