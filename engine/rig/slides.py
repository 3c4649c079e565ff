# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joints that let what hangs on them slide over the drawing, like eyes over a head that turns.

Bones turn and stretch, they don't slide. So a part that slides hangs on a further joint, its slide,
a little above and to the left: as that stretches the part moves, and takes the stretch back itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from engine.rig.bones import Bones, Floats, Ints

SLIDE = "slide_"  # and the name of the part's joint
ARM = 0.25  # of the drawing's long side, from a slide to its part along x and along y
MOSTLY = 0.6  # of a stroke, that hangs on features: then it belongs to one of them
NEAR = 0.03  # long sides: an open line that ends so near to another one is tied to it
#: Parts of a face that slide when the head turns; what hangs on them does, too.
FEATURES = (
    "eye_left0", "eye_right0", "brow_left0", "brow_right0", "nose", "mouth",
)  # fmt: skip


def slide_place(joint: Floats, size: float) -> Floats:
    """Return the place [2] of the slide of a joint [2]; size: long side of the drawing."""
    return np.asarray(joint - ARM * size)


def with_slides(
    bones: Bones, points: Floats, strokes: Ints, names: Collection[str], size: float
) -> Bones:
    """Return bones in which some joints have slides; those carry whole strokes.

    Joints whose lines run on into other parts have none. points [P, 2], strokes [P]: what the bones
    carry; size: long side of the drawing.
    """
    bones = _settled(bones, strokes, [n for n, name in enumerate(bones.names) if name in names])
    slid = [
        joint
        for joint, name in enumerate(bones.names)
        if name in names
        and np.isfinite(bones.joints[joint]).all()
        and _free(bones, points, strokes, joint, NEAR * size)
    ]
    order = [
        j for joint in bones.order for j in ((-1 - joint, joint) if joint in slid else (joint,))
    ]
    at = {joint: row for row, joint in enumerate(order)}

    def parent(joint: int) -> int:
        if joint < 0:
            joint = -1 - joint
        elif joint in slid:
            return at[-1 - joint]
        above = int(bones.parents[joint])
        return at[above] if above >= 0 else -1

    whose: Ints = np.array([j if j >= 0 else -1 - j for j in order], np.int64)
    joints = bones.joints[whose].copy()
    new = np.array([j < 0 for j in order])
    joints[new] = [slide_place(place, size) for place in joints[new]]
    moved = np.array([at[joint] for joint in bones.order], np.int64)
    return replace(
        bones,
        names=tuple(
            f"{SLIDE}{bones.names[j]}" if is_new else bones.names[j]
            for j, is_new in zip(whose.tolist(), new, strict=True)
        ),
        parents=np.array([parent(joint) for joint in order], np.int64),
        joints=joints,
        confidence=bones.confidence[whose],
        carriers=moved[bones.carriers],
    )


def _below(bones: Bones, joint: int) -> list[int]:
    """Return a joint and what hangs on it."""
    below = [joint]
    for child in bones.order:
        if int(bones.parents[child]) in below:
            below.append(child)
    return below


def _share(bones: Bones, joint: int) -> Floats:
    """Return how much [P] of each point a joint and what hangs on it carry."""
    hung = np.isin(bones.carriers, _below(bones, joint))
    return np.asarray(np.where(hung, bones.weights, 0.0).sum(axis=1))


def _settled(bones: Bones, strokes: Ints, joints: list[int]) -> Bones:
    """Return bones in which strokes that hang mostly on some joints hang on one of them alone."""
    shares = np.stack([_share(bones, joint) for joint in joints])
    carriers, weights = bones.carriers.copy(), bones.weights.copy()
    for stroke in np.unique(strokes):
        mine = strokes == stroke
        mean = shares[:, mine].mean(axis=1)
        joint = joints[int(mean.argmax())]
        if mean.sum() > MOSTLY and mean.max() < 1.0 - 1e-9:
            carriers[mine], weights[mine] = joint, 0.0
            weights[mine, 0] = 1.0
    return replace(bones, carriers=carriers, weights=weights)


def _free(bones: Bones, points: Floats, strokes: Ints, joint: int, near: float) -> bool:
    """Return whether a joint carries whole strokes, whose open ends touch nothing else."""
    share = _share(bones, joint)
    own = np.unique(strokes[share > 0.5])
    mine = np.isin(strokes, own)
    if not mine.any() or (share[mine] < 0.99).any():
        return False
    rest = points[~mine]
    for stroke in own:
        ends = points[strokes == stroke][[0, -1]]
        if np.linalg.norm(ends[0] - ends[1]) < near or not len(rest):
            continue
        if np.linalg.norm(rest[:, None] - ends[None], axis=2).min() < near:
            return False
    return True
