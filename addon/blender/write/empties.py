# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Control Empties: one for each object, with few Bezier keys, and with layers parented to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import bpy
import numpy as np
from mathutils import Matrix
from numpy.typing import NDArray

from . import key_curves
from .fcurves import Channel, SceneTiming, write_curve
from .motion import ObjectControl

if TYPE_CHECKING:
    from bpy.types import (
        GreasePencilLayer,
        Object,
        Scene,
        ViewLayer,
    )


PART = "sketch_motion_part"  # property of a control: the name of the object that it moves
GROUP = "Sketch Motion"  # under which the channels of an Empty are listed


@dataclass(frozen=True)
class Binding:
    """A layer that follows an Empty.

    Attributes:
        rest: [4, 4], the Empty's rest matrix in the world.
        to_parent: [4, 4], to the world: the matrix that preceded the layer's own transform so far.
    """

    layer: GreasePencilLayer
    empty: Object
    rest: NDArray[np.float64]
    to_parent: NDArray[np.float64]

    @property
    def inverse(self) -> NDArray[np.float64]:
        """The parent inverse [4, 4] that leaves the layer where it is."""
        return np.asarray(np.linalg.inv(self.rest) @ self.to_parent)


def new_empty(control: ObjectControl) -> Object:
    """Make the Empty of a control; as `bind` needs it, without a transform and in no scene."""
    empty = bpy.data.objects.new(f"{control.name} control", None)
    empty.empty_display_type = "PLAIN_AXES"
    empty.empty_display_size = max(0.15 * control.size, 1e-3)
    empty.show_in_front = True
    empty[PART] = control.name
    return empty


def part_of(control: Object) -> str:
    """Return the name of the object of the drawing that a control moves."""
    earlier = control.name.rpartition(" control")[0]  # as versions did that didn't note it
    return str(control.get(PART, earlier))


def bind(bindings: Sequence[Binding], scene: Scene, view_layer: ViewLayer) -> None:
    """Make every layer a child of its Empty without moving it.

    Blender computes the layer's parent inverse from the parent's matrix, and leaves the matrix of
    the layer's own object out. So each Empty is put, for a moment, where that inverse becomes the
    right one. This is done by its own parent inverse, below an anchor at the origin: unlike a
    location, rotation and scale, it can hold a shear.
    """
    anchor = bpy.data.objects.new("anchor", None)
    scene.collection.objects.link(anchor)
    free = {binding.empty.name: binding.empty for binding in bindings}.values()
    for empty in free:
        empty.parent = anchor
        scene.collection.objects.link(empty)
    waiting = list(bindings)
    while waiting:
        inverses: dict[str, NDArray[np.float64]] = {}  # of this round, one for each Empty
        later: list[Binding] = []
        for binding in waiting:
            inverse = inverses.setdefault(binding.empty.name, binding.inverse)
            if not np.array_equal(inverse, binding.inverse):
                later.append(binding)
        for binding in waiting:
            matrix = np.linalg.inv(inverses[binding.empty.name])
            binding.empty.matrix_parent_inverse = Matrix(matrix.tolist())
        view_layer.update()
        for binding in waiting:
            if binding not in later:
                binding.layer.parent = binding.empty
        waiting = later
    for empty in free:
        scene.collection.objects.unlink(empty)
    bpy.data.objects.remove(anchor)


def place(
    empty: Object,
    control: ObjectControl,
    parent: Object | None,
    bone: str,
    parent_world: NDArray[np.float64],
) -> None:
    """Put the Empty at the object's pivot in the world, as a child of `parent` or of its bone.

    `parent_world` [4, 4]: the parent's matrix in the world.
    """
    empty.parent = parent
    empty.parent_type = "BONE" if bone else "OBJECT"
    empty.parent_bone = bone
    empty.matrix_parent_inverse = Matrix(np.linalg.inv(parent_world).tolist())
    empty.delta_rotation_euler = Matrix(control.basis.tolist()).to_euler("XYZ")
    empty.location = control.pivot.tolist()


def animate(empty: Object, control: ObjectControl, timing: SceneTiming, hold_rest: bool) -> None:
    """Key location, rotation about Z, and scale in the plane. Channels at rest get no keys.

    `hold_rest`: a key right before the start keeps the control at rest until then. It is needed
    where frame 0 differs from the drawing.
    """
    neutral = [*control.pivot.tolist(), 0.0, 1.0, 1.0]
    channels = [
        *(("location", axis, keys) for axis, keys in enumerate(control.location)),
        ("rotation_euler", 2, control.rotation),
        *(("scale", axis, keys) for axis, keys in enumerate(control.scale)),
    ]
    for (path, index, keys), rest in zip(channels, neutral, strict=True):
        if not key_curves.is_moving(keys):
            value = key_curves.evaluate(keys, timing.start, rest)
            if not hold_rest or value == rest:
                getattr(empty, path)[index] = value
                continue
            keys = np.array([[timing.start, value] * 3])
        channel = Channel(path, index, GROUP, turns=path == "rotation_euler")
        before = rest if hold_rest else None
        write_curve(empty, f"{empty.name} action", channel, keys, timing, before)
        getattr(empty, path)[index] = key_curves.evaluate(keys, timing.start, rest)
    empty.update_tag()
