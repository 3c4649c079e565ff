# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies seen from the front or from above with both wings spread: bats, eagles, bees.

The network has birds from the side and finds nonsense in these. They are mirror images of
themselves, so their middle is known, and their wings are what reaches out to both sides of it.
"""

from __future__ import annotations

import re

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.rig.bones import Bones
from engine.rig.pieces import is_head
from engine.rig.skeletons import PLANS
from engine.rig.weights import carrier_weights

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PLAN, WITH_LEGS = "flying_bird", "insect"
FLIES = re.compile(r"\b(fl(y|ies|ying|aps?|apping|utters?|uttering)|hover\w*|buzz\w*|wings?)\b")
MIRRORED = 0.03  # of the width: points are as near to the mirror image on the mean
WIDE = 0.85  # of its height: how wide a body with spread wings is at least
NOTCHED = 0.8  # of its hull that it fills at most: wings stand out from a body
TRUNK = 0.13  # of the width: how far the trunk reaches to either side of the middle
OUTER = 0.3  # of the width: further from the middle there are but wings
SURE = 0.9  # confidence of joints that lie where a mirror image leaves no doubt


def may_spread(plans: tuple[str, ...], caption: str) -> bool:
    """Tell whether a body of these plans may be drawn with wings spread to both sides.

    What has legs besides must be told to fly: its legs stand out to both sides as well.
    """
    if plans[:1] == (PLAN,):
        return True
    return plans[:1] == (WITH_LEGS,) and FLIES.search(caption.lower()) is not None


def spread_wings(
    points: Floats, strokes: Ints, targets: tuple[Floats, Ints] | None = None
) -> Bones | None:
    """Return the bones of a body with wings spread to both sides, None where it isn't one.

    points [P, 2] on the drawn lines, strokes [P]; targets: points [Q, 2] and strokes [Q] that the
    bones shall carry, None = the points themselves.
    """
    low, high = points.min(axis=0), points.max(axis=0)
    wide, tall = (high - low).tolist()
    middle = 0.5 * float(low[0] + high[0])
    if wide < WIDE * tall or not _is_mirrored(points, middle, wide):
        return None
    if is_head(points, strokes) or _fullness(points, strokes) > NOTCHED:
        return None
    plan, carried = PLANS[PLAN], points if targets is None else targets[0]
    owner = strokes if targets is None else targets[1]
    aside = np.abs(points[:, 0] - middle)
    root = float(points[aside > TRUNK * wide, 1].mean())
    joints = np.zeros((len(plan.joints), 2))
    along = {"head": 0.75, "beak": 1.0, "neck": 0.5, "breast": 0.25}
    below = {"back": 0.25, "tail0": 0.5, "tail1": 1.0}
    for number, joint in enumerate(plan.joints):
        up, down = along.get(joint.name, 0.0), below.get(joint.name, 0.0)
        joints[number] = middle, root + up * (low[1] - root) + down * (high[1] - root)
    for name, way in (("wing_near", 1.0), ("wing_far", -1.0)):
        outer = points[way * (points[:, 0] - middle) > OUTER * wide]
        tip = outer[int((way * outer[:, 0]).argmax())]
        start = np.array([middle + way * TRUNK * wide, root])
        chain = [plan.index[f"{name}{n}"] for n in range(4)]
        joints[chain] = start + np.linspace(0.0, 1.0, 4)[:, None] * (tip - start)
    x = carried[:, 0] - middle
    parts = np.where(np.abs(x) <= TRUNK * wide, plan.part_index["trunk"], -1)
    parts = np.where(x > TRUNK * wide, plan.part_index["wing_near"], parts)
    parts = np.where(x < -TRUNK * wide, plan.part_index["wing_far"], parts)
    parts = np.where(_reach(np.abs(x), owner) < OUTER * wide, plan.part_index["trunk"], parts)
    on_head = (parts == 0) & (carried[:, 1] < joints[plan.index["neck"], 1])
    parts = np.where(on_head, plan.part_index["head"], parts).astype(np.int64)
    out = np.clip((np.abs(x) - TRUNK * wide) / max((0.5 - TRUNK) * wide, 1e-9), 0.0, 1.0)
    carriers, weights = carrier_weights(plan, joints, carried, owner, parts, out)
    return Bones(
        plan.name,
        tuple(joint.name for joint in plan.joints),
        np.array(plan.parents, np.int64),
        joints,
        np.full(len(joints), SURE),
        carriers,
        weights,
        parts,
    )


def _reach(aside: Floats, strokes: Ints) -> Floats:
    """Return the largest of values [Q] on the stroke of each point: an abdomen is no wing."""
    _, own = np.unique(strokes, return_inverse=True)
    most = np.zeros(int(own.max(initial=-1)) + 1)
    np.maximum.at(most, own, aside)
    return np.asarray(most[own])


def _is_mirrored(points: Floats, middle: float, wide: float) -> bool:
    """Tell whether points [P, 2] lie near their mirror image about x = middle."""
    image = points * [-1.0, 1.0] + [2.0 * middle, 0.0]
    return float(cKDTree(points).query(image)[0].mean()) < MIRRORED * wide


def _fullness(points: Floats, strokes: Ints) -> float:
    """Return how much of the hull of points [P, 2] closed lines fill, 0..1; 0 where none is."""
    cuts = np.flatnonzero(np.diff(strokes)) + 1
    shapes = [shapely.Polygon(line).buffer(0.0) for line in np.split(points, cuts) if len(line) > 3]
    hull = float(shapely.MultiPoint(points).convex_hull.area)
    return float(shapely.union_all(shapes).area) / hull if hull > 0.0 else 1.0
