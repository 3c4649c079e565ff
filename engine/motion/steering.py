# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Poses that follow an artist's line, keep joints in their places, and reach for something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU, smooth
from engine.motion.ik import ChainSolver
from engine.rig.bones import Bones, Pose, placed_joints, rotation

Floats = NDArray[np.float64]
CLEAR_BEND = 0.05  # radians: a chain folds the way that it is drawn bent by at least this much
ROUNDS = 12  # in which several pinned joints agree about where the body is
TURNING = 0.15  # of the way: over so much of it a body turns into the direction of its path


def length_of(path: Floats) -> float:
    """Return the arc length of a line [K, 2]."""
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())


def along_path(
    pose: Pose, bones: Bones, path: Floats, way: float, centre: Floats, *, turns: bool
) -> Pose:
    """Return a pose that goes along a line [K, 2] as fast as it went sideways before.

    way: 1.0 where the pose goes to the right, -1.0 to the left; centre [2]: of the body at rest;
    turns: whether the body turns with the line. What the body does besides going, it still does.
    """
    total = length_of(path)
    gone = np.clip(np.maximum.accumulate(way * pose.root[:, 0]), 0.0, total)
    root = pose.root.copy()
    root[:, 0] -= way * gone
    at = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    there = np.stack([np.interp(gone, at, path[:, axis]) for axis in (0, 1)], axis=1) - path[0]
    if not turns:
        return replace(pose, root=root + there)
    near = 0.04 * total  # corners of the line are rounded
    ahead, behind = np.minimum(gone + near, total), np.maximum(gone - near, 0.0)
    along = np.stack(
        [np.interp(ahead, at, path[:, a]) - np.interp(behind, at, path[:, a]) for a in (0, 1)],
        axis=1,
    )
    angle = np.unwrap(np.arctan2(way * along[:, 1], way * along[:, 0]))
    angle = angle * smooth(gone / max(TURNING * total, 1e-9))
    arm = bones.joints[0] + root - centre
    root = root + rotation(angle, arm) - arm + there
    return Pose(root, pose.turns + angle[:, None], pose.scale)


def chain_to(bones: Bones, joint: int) -> list[int]:
    """Return the joints of the limb that ends at a joint, from its root outwards."""
    chain = [joint]
    while True:
        parent = int(bones.parents[chain[0]])
        if parent < 0 or (bones.parents == parent).sum() > 1:
            return chain
        chain.insert(0, parent)


def pinned(pose: Pose, bones: Bones, pins: Sequence[int]) -> Pose:
    """Return a pose in which joints stay where they are at rest: limbs give way, then the body."""
    if not pins:
        return pose
    for pin in pins:
        pose = _unstretched(pose, chain_to(bones, pin), np.ones(pose.frames))
    for _ in range(ROUNDS if len(pins) > 1 else 1):
        pose = _within_reach(pose, bones, pins)
    for pin in pins:
        chain = chain_to(bones, pin)
        if len(chain) > 1:
            target = np.broadcast_to(bones.joints[pin], (pose.frames, 2))
            pose = _bent(pose, bones, chain, target, np.ones(pose.frames), steady=True)
    missing = bones.joints[list(pins)] - placed_joints(bones, pose)[:, list(pins)]
    return replace(pose, root=pose.root + missing.mean(axis=1))


def reaching(pose: Pose, bones: Bones, joint: int, place: Floats, arrives: float) -> Pose:
    """Return a pose in which a joint comes to a place [2] at a share of the clip, and stays.

    It comes as near as its limb is long.
    """
    chain = chain_to(bones, joint)
    if len(chain) < 2:
        return pose
    last = max(round(arrives * (pose.frames - 1)), 1)
    weight = smooth(np.arange(pose.frames) / last)
    target = np.broadcast_to(place, (pose.frames, 2))
    pose = _unstretched(pose, chain, weight)
    return _bent(pose, bones, chain, target, weight, steady=False)


def _unstretched(pose: Pose, chain: Sequence[int], weight: Floats) -> Pose:
    """Return a pose whose chain is as long as it is drawn, by a weight [F]."""
    if pose.scale is None:
        return pose
    scale = pose.scale.copy()
    scale[:, list(chain)] = 1.0 + (1.0 - weight)[:, None, None] * (scale[:, list(chain)] - 1.0)
    return replace(pose, scale=scale)


def _within_reach(pose: Pose, bones: Bones, pins: Sequence[int]) -> Pose:
    """Return a pose whose body is as far from all pinned joints as limbs allow."""
    places, pulls = placed_joints(bones, pose), []
    for pin in pins:
        chain = chain_to(bones, pin)
        arm = bones.joints[pin] - places[:, chain[0]]
        far = np.maximum(np.hypot(arm[:, 0], arm[:, 1]), 1e-9)
        solver = _solver(bones, chain) if len(chain) > 1 else None
        near, most = (solver.shortest, solver.longest) if solver is not None else (0.0, 0.0)
        pulls.append(arm * ((far - np.clip(far, near, most)) / far)[:, None])
    count = np.maximum((np.abs(pulls).sum(axis=2) > 0.0).sum(axis=0), 1)
    return replace(pose, root=pose.root + np.sum(pulls, axis=0) / count[:, None])


def _solver(bones: Bones, chain: Sequence[int]) -> ChainSolver:
    places = bones.joints[list(chain)]
    arms = np.diff(places, axis=0)
    bends = np.diff(np.unwrap(np.arctan2(arms[:, 1], arms[:, 0])))
    return ChainSolver(places, [float(np.sign(b)) if abs(b) > CLEAR_BEND else 1.0 for b in bends])


def _bent(
    pose: Pose, bones: Bones, chain: Sequence[int], target: Floats, weight: Floats, *, steady: bool
) -> Pose:
    """Return a pose whose chain ends at places [F, 2], by a weight [F].

    steady: what hangs on the chain's end points the way it does at rest.
    """
    root = placed_joints(bones, pose)[:, chain[0]]
    inner = list(chain[:-1])
    before = pose.turns[:, inner]
    answer = _solver(bones, chain).turns(root, target)
    answer -= TAU * np.round((answer[0, 0] - before[0, 0]) / TAU)
    change = weight[:, None] * (answer - before)
    more = np.zeros_like(pose.turns)
    more[:, inner] = change
    end = -weight[:, None] * pose.turns if steady else np.repeat(change[:, -1:], len(more[0]), 1)
    ended = set()
    for joint in bones.order:
        parent = int(bones.parents[joint])
        if joint == chain[-1] or parent in ended:
            more[:, joint] = end[:, joint]
            ended.add(joint)
        elif joint not in inner and parent >= 0:
            more[:, joint] = more[:, parent]
    return Pose(pose.root, pose.turns + more, pose.scale)
