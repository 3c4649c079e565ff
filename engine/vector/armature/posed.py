# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The armatures of all objects of a drawing, in the form that travels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from addon.contract.armature import Armature
from engine.rig.drawing_rig import DrawingRig
from engine.runtime.arrays import array_of
from engine.vector.armature.fit import FittedArmature, fit_armature
from engine.vector.keyframes.keys import concatenate
from engine.vector.rigged_motion import RiggedMotion

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SETTING = "armature"  # the expert setting by which a host asks for it


def fit_armatures(
    rig: DrawingRig,
    rigged: RiggedMotion,
    rest: Floats,
    *,
    loop: bool,
    kept: Floats | None = None,
) -> tuple[RiggedMotion, Armature]:
    """Return the motion with points that give way a little to their bones, and the armatures.

    rest [P, 2]: the drawing's points; kept [F, P, 2]: the motion with lines that touch kept
    together. Bones show that one, unless they can't without drawings besides and the other they
    can.
    """
    kept = rigged.target if kept is None else kept
    target = kept.copy()
    size = max(float(np.ptp(rest, axis=0).max()), 1e-9)
    fitted: list[FittedArmature | None] = []
    for found, pose in zip(rig.objects, rigged.poses, strict=True):
        if found is None or pose is None:
            fitted.append(None)
            continue
        points = found.points
        fit = partial(fit_armature, found.bones, pose, rest[points], size=size, loop=loop)
        own = fit(target[:, points])
        if own.offsets is not None and (kept[:, points] != rigged.target[:, points]).any():
            alone = fit(rigged.target[:, points])
            own = own if alone.offsets is not None else alone
        target[:, points] = own.target
        fitted.append(own)
    return replace(rigged, target=target), armature_to_contract(rig, fitted, rest, len(target))


def armature_to_contract(
    rig: DrawingRig, fitted: Sequence[FittedArmature | None], rest: Floats, frames: int
) -> Armature:
    """Return the armatures of a drawing's objects in the form that travels.

    rest [P, 2]: the drawing's points; frames: of the animation.
    """
    first_joint = first_bone = 0
    width = max([one.carriers.shape[1] for one in fitted if one is not None], default=1)
    carriers = np.full((len(rest), width), -1, np.int32)
    weights = np.zeros((len(rest), width), np.float32)
    joints, parents = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    inherits: list[int] = []
    heads, tails = [np.zeros((0, 2))], [np.zeros((0, 2))]
    offsets: Floats | None = None
    for found, one in zip(rig.objects, fitted, strict=True):
        if found is not None and one is not None:
            own, there = one.carriers.shape[1], one.weights > 0.0
            carriers[found.points, :own] = np.where(there, one.carriers + first_bone, -1)
            weights[found.points, :own] = one.weights
            joints.append(one.layout.joints + first_joint)
            above = one.layout.parents
            parents.append(np.where(above < 0, -1, above + first_bone))
            inherits += one.inherits
            heads.append(one.layout.heads)
            tails.append(one.layout.tails)
            first_bone += one.layout.count
            if one.offsets is not None:
                offsets = np.zeros((frames, len(rest), 2)) if offsets is None else offsets
                offsets[:, found.points] = one.offsets
        first_joint += 0 if found is None else len(found.bones.names)
    table = concatenate([keys for one in fitted if one is not None for keys in one.keys])
    return Armature(
        joints=array_of(np.concatenate(joints).astype(np.int32)),
        parents=array_of(np.concatenate(parents).astype(np.int32)),
        inherits=array_of(np.array(inherits, np.int32)),
        heads=array_of(np.concatenate(heads).astype(np.float32)),
        tails=array_of(np.concatenate(tails).astype(np.float32)),
        carriers=array_of(carriers),
        weights=array_of(weights),
        keys=array_of(table.rows),
        key_offsets=array_of(table.offsets),
        volumes=array_of(np.array([one is not None and one.volume for one in fitted], np.int32)),
        errors=array_of(np.array([-1.0 if o is None else o.error for o in fitted], np.float32)),
        offsets=None if offsets is None else array_of(offsets.astype(np.float32)),
    )
