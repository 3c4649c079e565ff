# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Targets for feet and hands: bones that a limb reaches for once its constraint is turned up.

The keys of a result turn the bones of its limbs, so the constraints begin at influence 0 and change
nothing. Turned up to 1, a foot stays where its target is: on the ground, however the body moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...contract.armature import PLACE
from . import bone_shapes
from .bone_names import side_of
from .scene_rig import SceneBone

if TYPE_CHECKING:
    from bpy.types import Object

#: Words in the names of bones that end a limb which stands or reaches.
ENDS = ("foot", "toes", "claws", "hand", "fingers", "pincer")
COLLECTION = "Targets"
FOLDED = 2.6  # radians: a limb that is folded up
SLIGHT = 0.05  # radians: less than this says nothing of the way that a limb folds


@dataclass(frozen=True)
class Reach:
    """A limb that can reach for a target.

    Attributes:
        name: of the target.
        bone: number of the limb's last bone that reaches; the target is at its tail.
        length: how many bones of the limb bend.
    """

    name: str
    bone: int
    length: int


def reaches(bones: Sequence[SceneBone]) -> list[Reach]:
    """Return the limbs of an armature with feet or hands that can reach for a target.

    What comes after the second joint (a foot, toes) hangs on and keeps its own turn.
    """
    parents = {bone.parent for bone in bones}
    found = []
    for number, bone in enumerate(bones):
        side = side_of(bone.name)
        if number in parents or not side or not any(word in bone.name for word in ENDS):
            continue
        limb = [number]
        while (above := bones[limb[-1]].parent) >= 0 and side_of(bones[above].name) == side:
            limb.append(above)
        if len(limb) < 3:
            continue
        end = bones[limb[-3]].name.removesuffix(f".{side}")
        found.append(Reach(f"{end} target.{side}", limb[-2], 2))
    return found


def add_targets(edit_bones: Any, made: Sequence[Reach], bones: Sequence[SceneBone]) -> None:
    """Add the bones of the targets, in Edit Mode; `edit_bones`: the armature's."""
    for reach in made:
        limb = edit_bones[bones[reach.bone].name]
        target = edit_bones.new(reach.name)
        target.head = limb.tail
        target.tail = limb.tail + 0.4 * limb.length * edit_bones[0].vector.normalized()
        target.align_roll((0.0, 0.0, 1.0))
        target.parent = edit_bones[0]  # the root
        target.use_deform = False


def add_constraints(item: Object, made: Sequence[Reach], bones: Sequence[SceneBone]) -> None:
    """Let limbs reach for their targets, as soon as the artist turns the influence up."""
    pose, data = item.pose, item.data
    assert pose is not None
    armature: Any = data
    collection = armature.collections.new(COLLECTION) if made else None
    for reach in made:
        limb: Any = pose.bones[bones[reach.bone].name]
        constraint = limb.constraints.new("IK")
        constraint.target, constraint.subtarget = item, reach.name
        constraint.chain_count, constraint.use_stretch = reach.length, False
        constraint.influence = 0.0
        _limit(limb, bones, reach)
        for _ in range(reach.length):
            limb.lock_ik_x = limb.lock_ik_y = True  # it bends in the plane
            limb = limb.parent
        target: Any = pose.bones[reach.name]
        target.custom_shape = bone_shapes.shape("target")
        target.lock_location = (False, False, True)
        if collection is not None:
            collection.assign(armature.bones[reach.name])


def _limit(limb: Any, bones: Sequence[SceneBone], reach: Reach) -> None:
    """Let the middle joint of a limb fold only the way it does, as knees and elbows do.

    It holds for the target that the limb reaches for: keys and hands may turn it as they like.
    """
    if bones[reach.bone].inherits == PLACE:  # it doesn't turn with the bone above
        return
    low, high = fold(bones, reach)
    limb.use_ik_limit_z = True
    limb.ik_min_z, limb.ik_max_z = low, high


def fold(bones: Sequence[SceneBone], reach: Reach) -> tuple[float, float]:
    """Return how far the middle joint of a limb may turn from how it is drawn, in radians.

    It folds the way that its motion folds it most, or on the way that it is drawn bent.
    """
    lower = bones[reach.bone]
    upper = bones[lower.parent]
    before, after = upper.tail - upper.head, lower.tail - lower.head
    drawn = float(np.arctan2(before[0] * after[1] - before[1] * after[0], before @ after))
    turns = lower.turn[:, 1] if len(lower.turn) else np.zeros(1)
    least, most = min(0.0, float(turns.min())), max(0.0, float(turns.max()))
    clear = most if most > -least else least
    way = clear if abs(clear) > SLIGHT else drawn
    straight = min(max(-drawn, -FOLDED), FOLDED)  # a limb can always be stretched out
    ends = (least, most, straight, FOLDED - abs(drawn) if way >= 0.0 else abs(drawn) - FOLDED)
    return max(min(ends), -np.pi), min(max(ends), np.pi)
