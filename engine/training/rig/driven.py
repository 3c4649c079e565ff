# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The driven error: how far lines go astray when found bones turn as the true ones do.

A joint that is a little off hardly matters where its bone moves rightly, and a swapped leg matters
even where all joints lie near one another. So this is what decides between two networks.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.puppets.figures import LabelledDrawing
from engine.rig.bones import Bones, Pose
from engine.rig.deform import Deformer
from engine.rig.find import find_rig
from engine.rig.network import RigNet
from engine.rig.skeletons import PLANS, Skeleton
from engine.rig.twins import in_order
from engine.rig.weights import carrier_weights

Floats = NDArray[np.float64]

FRAMES = 4  # poses of each drawing
BEND = 0.35  # radians: how far each bone turns against the one before


def driven_error(net: RigNet, drawings: Sequence[LabelledDrawing]) -> float:
    """Return the mean distance of driven points from where the true bones bring them.

    In per cent of the long side, over drawings and poses; points of no part don't count.
    """
    rng = np.random.default_rng(0)
    errors = []
    for drawing in drawings:
        plan = PLANS[drawing.plan]
        found = find_rig(drawing.points, drawing.strokes, (drawing.plan,), net=net)
        if found is None:
            continue
        truth = true_bones(drawing, found.bones)
        pose = random_pose(plan, rng)
        moved, wanted = (
            Deformer(bones, drawing.points, drawing.strokes)(pose) for bones in (found.bones, truth)
        )
        away = np.linalg.norm(moved - wanted, axis=2)[:, drawing.parts >= 0]
        errors.append(100.0 * float(away.mean()))
    return float(np.mean(errors)) if errors else float("nan")


def true_bones(drawing: LabelledDrawing, found: Bones) -> Bones:
    """Return the true bones of a drawing; joints that it doesn't show are those that were found."""
    plan = PLANS[drawing.plan]
    joints, parts = in_order(plan, drawing.joints, drawing.parts)
    joints = np.where(np.isfinite(joints), joints, found.joints)
    carriers, weights = carrier_weights(
        plan, joints, drawing.points, drawing.strokes, parts, drawing.along
    )
    return Bones(
        found.plan,
        found.names,
        found.parents,
        joints,
        np.ones(len(joints)),
        carriers,
        weights,
        parts,
    )


def random_pose(plan: Skeleton, rng: np.random.Generator) -> Pose:
    """Return FRAMES poses in which every bone is turned by chance; the root stays."""
    turns = rng.normal(0.0, BEND, (FRAMES, len(plan.joints)))
    for joint, parent in enumerate(plan.parents):  # parents come first
        turns[:, joint] = turns[:, joint] + turns[:, parent] if parent >= 0 else 0.0
    return Pose(np.zeros((FRAMES, 2)), turns)
