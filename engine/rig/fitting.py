# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether bones fit what they carry: a network that is sure may still be wrong about the plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.rig.bones import Bones, Floats, Ints
from engine.rig.find import HEAD
from engine.rig.pieces import is_head
from engine.rig.plain_shapes import has_limbs, is_one_plain_outline
from engine.rig.skeletons import PLANS

EYE = 0.45  # of the drawing's long side: no eye of a face is larger
BIRDS = {"standing_bird": "leg", "flying_bird": "wing"}  # what a bird has, and a head hasn't
NO_LIMBS = 0.7  # confidence of a bird's limbs, below which a round head has none
ANIMAL = "four_legged"
FRONT = "front"  # the joint that says which way a thing faces
HEAD_SHARE = 0.4  # of the lines of a head that is drawn alone, that were found in a head at least
NO_LEGS = 0.6  # confidence of hind legs, below which there may be none
NO_HIP = 0.3  # confidence of hip and rump, below which there are none
NECK = 0.5  # of a head's width: its neck ends no wider, at the bottom of the drawing
BOTTOM = 0.08  # of the height, that is the bottom


def fits_drawing(bones: Bones, points: Floats, strokes: Ints) -> bool:
    """Return whether the parts of a body plan carry what they may: points [P, 2], strokes [P].

    A bird may have been found in a round head that is drawn alone, four legs in a neck
    that ends below, and a face in anything in a frame, whose "eyes" are too large then. What is one
    circle or box has no arms or legs.
    """
    plan = PLANS[bones.plan]
    if bones.plan not in BIRDS and has_limbs(bones.plan) and is_one_plain_outline(points, strokes):
        return False
    if bones.plan in BIRDS:
        limbs = [n for n, j in enumerate(plan.joints) if j.name.startswith(BIRDS[bones.plan])]
        drawn = np.where(np.isin(bones.carriers, limbs), bones.weights, 0.0).sum(axis=1) > 0.5
        found = drawn.any() and float(bones.confidence[limbs].mean()) > NO_LIMBS
        return bool(found) or not is_head(points, strokes)
    if bones.plan == ANIMAL:
        return not (_is_head_on_neck(bones, points) or _has_no_hindquarters(bones))
    if bones.plan != HEAD:
        return True
    size = float(np.ptp(points, axis=0).max())
    eyes = [points[bones.parts == plan.part_index[f"eye_{side}"]] for side in ("left", "right")]
    return all(len(eye) < 2 or float(np.ptp(eye, axis=0).max()) < EYE * size for eye in eyes)


def with_front_of(pieces: Bones, body: Bones) -> Bones:
    """Return rigid pieces whose front is where the head of a body is that doesn't carry them.

    Whoever has limbs that aren't found has a head that is: no eyes and no neck tell as surely.
    """
    plan = PLANS[body.plan]
    if FRONT not in pieces.names or plan.facing is None:
        return pieces
    joints = pieces.joints.copy()
    back, head = (float(body.joints[plan.index[name], 0]) for name in plan.facing)
    known = body.joints[np.isfinite(body.joints).all(axis=1)]
    ends = known[:, 0].min(), known[:, 0].max()
    joints[pieces.names.index(FRONT), 0] = ends[0] if head < back else ends[1]
    return replace(pieces, joints=joints)


def _has_no_hindquarters(bones: Bones) -> bool:
    """Return whether most of an animal that was found is its head, and its hip is nowhere."""
    plan = PLANS[bones.plan]
    head = float((bones.parts == plan.part_index["head"]).mean())
    behind = [plan.index[name] for name in ("hip", "rump", "tail0")]
    return head > HEAD_SHARE and float(bones.confidence[behind].mean()) < NO_HIP


def _is_head_on_neck(bones: Bones, points: Floats) -> bool:
    """Return whether an animal's head is drawn alone: no hind legs, and one narrow end below."""
    plan = PLANS[bones.plan]
    hind = [n for n, joint in enumerate(plan.joints) if joint.name.startswith("hind")]
    head = float((bones.parts == plan.part_index["head"]).mean())
    if head < HEAD_SHARE or float(bones.confidence[hind].mean()) > NO_LEGS:
        return False
    low, high = points.min(axis=0), points.max(axis=0)
    bottom = points[points[:, 1] > high[1] - BOTTOM * (high[1] - low[1]), 0]
    return bool(np.ptp(bottom) < NECK * (high[0] - low[0]))
