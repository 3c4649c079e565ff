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
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.rig.bones import Bones, Floats, Ints

Bools = NDArray[np.bool_]

SLIDE = "slide_"  # and the name of what slides
SLID = "slid_"  # and the name of the first of several features that slide as one
ARM = 0.25  # of the drawing's long side, from a slide to its part along x and along y
MOSTLY = 0.6  # of a stroke, that hangs on features: then it belongs to one of them
HARDLY = 0.4  # of a stroke, that hangs on features: then it belongs to none
NEAR = 0.03  # long sides: so near to one another lines touch
EYE = 0.28  # long sides: an eye on a head is smaller
MIRRORED = 0.04  # long sides: a stroke's image is as near to the place and size it should have
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
    """Return bones in which some joints have slides; features that touch share one.

    What runs on into other parts, or touches a line that doesn't slide, has none. points [P, 2],
    strokes [P]: what the bones carry; size: long side of the drawing.
    """
    joints = [n for n, name in enumerate(bones.names) if name in names]
    bones = _settled(bones, strokes, joints)
    bones = _eyes_centred(bones, points, strokes, size)
    bones = _even_sided(bones, points, strokes, joints, size)
    groups = _groups(bones, points, strokes, joints, size)
    if not groups:
        return bones
    group_of = {joint: group[0] for group in groups for joint in group}
    order: list[tuple[str, int]] = []
    for joint in bones.order:
        if group_of.get(joint) == joint:
            order += [(SLIDE, joint), (SLID, joint)]
        order.append(("", joint))
    at = {one: row for row, one in enumerate(order)}

    def parent(kind: str, joint: int) -> int:
        if kind == SLID:
            return at[SLIDE, joint]
        if not kind and joint in group_of:
            return at[SLID, group_of[joint]]
        above = int(bones.parents[joint])
        return at["", above] if above >= 0 else -1

    whose = np.array([joint for _, joint in order], np.int64)
    places = bones.joints[whose].copy()
    new = np.array([kind == SLIDE for kind, _ in order])
    places[new] = [slide_place(place, size) for place in places[new]]
    moved = np.array([at["", joint] for joint in bones.order], np.int64)
    return replace(
        bones,
        names=tuple(f"{kind}{bones.names[joint]}" for kind, joint in order),
        parents=np.array([parent(*one) for one in order], np.int64),
        joints=places,
        confidence=bones.confidence[whose],
        carriers=moved[bones.carriers],
    )


def _groups(
    bones: Bones, points: Floats, strokes: Ints, joints: list[int], size: float
) -> list[list[int]]:
    """Return the joints that may slide, in groups of those whose lines touch one another."""
    share = {joint: _share(bones, joint) for joint in joints}
    own = {joint: np.isin(strokes, strokes[share[joint] > 0.5]) for joint in joints}
    whole = [
        joint
        for joint in joints
        if own[joint].any()
        and (share[joint][own[joint]] > 0.99).all()
        and np.isfinite(bones.joints[joint]).all()
    ]
    rest = ~np.any([own[joint] for joint in whole], axis=0) if whole else np.ones(len(points), bool)
    groups: list[list[int]] = []
    tied: list[bool] = []
    for joint in whole:
        mine = own[joint]
        bound = _touch(points[mine], _ends(points, strokes, rest, size), size)
        bound = bound or _touch(points[rest], _ends(points, strokes, mine, size), size)
        near = [
            n
            for n, group in enumerate(groups)
            if any(_touch(points[mine], points[own[other]], size) for other in group)
        ]
        joined = sorted([joint, *(other for n in near for other in groups[n])])
        bound = bound or any(tied[n] for n in near)
        groups = [group for n, group in enumerate(groups) if n not in near] + [joined]
        tied = [one for n, one in enumerate(tied) if n not in near] + [bound]
    return [group for group, bound in zip(groups, tied, strict=True) if not bound]


def _ends(points: Floats, strokes: Ints, chosen: Bools, size: float) -> Floats:
    """Return the ends [E, 2] of the open lines among some points."""
    own = np.flatnonzero(chosen)
    own = own[np.argsort(strokes[own], kind="stable")]
    change = np.flatnonzero(np.diff(strokes[own])) + 1
    if not len(own):
        return np.zeros((0, 2))
    first, last = own[np.append(0, change)], own[np.append(change - 1, len(own) - 1)]
    is_open = np.linalg.norm(points[first] - points[last], axis=1) > NEAR * size
    return np.stack([points[first[is_open]], points[last[is_open]]], axis=1).reshape(-1, 2)


def _touch(first: Floats, second: Floats, size: float) -> bool:
    """Return whether some of points [N, 2] and [M, 2] touch."""
    if not len(first) or not len(second):
        return False
    return bool(cKDTree(first).query(second)[0].min() < NEAR * size)


def _share(bones: Bones, joint: int) -> Floats:
    """Return how much [P] of each point a joint and what hangs on it carry."""
    hung = np.isin(bones.carriers, bones.below(joint))
    return np.asarray(np.where(hung, bones.weights, 0.0).sum(axis=1))


def _settled(bones: Bones, strokes: Ints, joints: list[int]) -> Bones:
    """Return bones in which strokes that hang mostly on some joints hang on one of them alone.

    Those that hang on them by a small share go with what these hang on: a beard's edge is no mouth.
    """
    numbers, of = np.unique(strokes, return_inverse=True)
    shares = [np.bincount(of, _share(bones, joint)) for joint in joints]
    means = np.stack(shares, axis=1) / np.bincount(of)[:, None]
    carriers, weights = bones.carriers.copy(), bones.weights.copy()
    for stroke in numbers[means.any(axis=1)]:
        mine = strokes == stroke
        mean = means[np.searchsorted(numbers, stroke)]
        joint = joints[int(mean.argmax())]
        if mean.sum() > MOSTLY and mean.max() < 1.0 - 1e-9:
            carriers[mine], weights[mine] = joint, 0.0
            weights[mine, 0] = 1.0
        elif 0.0 < mean.sum() < HARDLY:
            for feature in joints:
                above = max(int(bones.parents[feature]), 0)
                carriers[mine] = np.where(carriers[mine] == feature, above, carriers[mine])
    return replace(bones, carriers=carriers, weights=weights)


def with_still_ears(bones: Bones, strokes: Ints) -> Bones:
    """Return the bones of a person's head: its ears go with the skull, and so does its outline.

    strokes [P]: of the points that the bones carry. What is half hair, or less, is no hair.
    """
    ears = [joint for joint, name in enumerate(bones.names) if name.startswith("ear_")]
    hair = [joint for joint, name in enumerate(bones.names) if name.startswith("hair")]
    carriers = np.where(np.isin(bones.carriers, ears), 0, bones.carriers)
    share = np.where(np.isin(carriers, hair), bones.weights, 0.0).sum(axis=1)
    _, of = np.unique(strokes, return_inverse=True)
    bare = (np.bincount(of, share) < 0.5 * np.bincount(of))[of]
    return replace(bones, carriers=np.where(bare[:, None] & np.isin(carriers, hair), 0, carriers))


def _eyes_centred(bones: Bones, points: Floats, strokes: Ints, size: float) -> Bones:
    """Return bones whose eyes have their joints in the middle of what they carry.

    An eye shuts about its joint. What is too large for an eye goes with what the eye hangs on.
    """
    joints, carriers = bones.joints.copy(), bones.carriers.copy()
    for joint, name in enumerate(bones.names):
        if not name.startswith("eye_") or bones.confidence[joint] >= 1.0:
            continue
        share = _share(bones, joint)
        own = [s for s in np.unique(strokes[share > 0.5]) if (share[strokes == s] > 0.99).all()]
        large = [s for s in own if np.ptp(points[strokes == s], axis=0).max() > EYE * size]
        above = max(int(bones.parents[joint]), 0)
        for stroke in large:
            mine = strokes == stroke
            carriers[mine] = np.where(carriers[mine] == joint, above, carriers[mine])
        mine = np.isin(strokes, [s for s in own if s not in large])
        if mine.any():
            joints[joint] = 0.5 * (points[mine].min(axis=0) + points[mine].max(axis=0))
    return replace(bones, joints=joints, carriers=carriers)


def _even_sided(
    bones: Bones, points: Floats, strokes: Ints, joints: list[int], size: float
) -> Bones:
    """Return bones in which a stroke of one eye or brow whose image isn't one of the other is none.

    A tusk that slid with one eye alone would skew the face. It and its image go with the nose or
    mouth that both touch, else with the skull.
    """
    twins = _twins(bones, joints)
    places = [bones.joints[[one, other], 0].mean() for one, other in twins.items()]
    if not places or not np.isfinite(places).all():
        return bones
    numbers = np.unique(strokes)
    order = np.argsort(strokes, kind="stable")
    starts = np.searchsorted(strokes[order], numbers)
    lows = np.minimum.reduceat(points[order], starts)
    highs = np.maximum.reduceat(points[order], starts)
    middle = float(np.mean(places))
    image = np.stack([2 * middle - highs[:, 0], lows[:, 1], 2 * middle - lows[:, 0], highs[:, 1]])
    boxes = np.concatenate([lows, highs], axis=1)
    carriers, weights = bones.carriers.copy(), bones.weights.copy()
    held = {one: _share(bones, one) > 0.5 for one in joints if one not in twins}
    for row, stroke in enumerate(numbers):
        apart = np.abs(boxes - image.T[row]).max(axis=1)
        apart[row] = np.inf
        if apart.min() > MIRRORED * size:
            continue
        other = strokes == numbers[int(apart.argmin())]
        mine = strokes == stroke
        for joint, twin in twins.items():
            if (bones.carriers[mine, 0] != joint).any() or (bones.carriers[other, 0] == twin).any():
                continue
            at = [one for one, own in held.items() if _meets(points, (mine, other), own, size)]
            both = mine | other if at else mine
            carriers[both] = at[0] if at else max(int(bones.parents[joint]), 0)
            weights[both] = np.eye(weights.shape[1])[0]
    return replace(bones, carriers=carriers, weights=weights)


def _meets(points: Floats, strokes: tuple[Bools, Bools], own: Bools, size: float) -> bool:
    """Return whether some points, own [P], touch both of two strokes [P]."""
    return all(_touch(points[own], points[stroke], size) for stroke in strokes)


def _twins(bones: Bones, joints: list[int]) -> dict[int, int]:
    """Return the joints on one side -> those of the same name on the other."""
    of = {bones.names[joint]: joint for joint in joints}
    swap = {"left": "right", "right": "left"}
    pairs = ((n, n.replace(side, other)) for n in of for side, other in swap.items() if side in n)
    return {of[name]: of[twin] for name, twin in pairs if twin in of}
