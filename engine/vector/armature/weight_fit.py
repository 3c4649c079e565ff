# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weights with which a host's armature brings points where the engine has them.

The engine relaxes lines after its bones have moved them; a host doesn't. Much of that can be had by
other weights: like Le and Deng, "Smooth Skinning Decomposition with Rigid Bones" (2012), but from
the weights that are there, with the bones given. For linear blending the error is linear in the
weights. For dual quaternions it is too once it is turned back by each bone's half turn, since the
blended turn cancels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.vector.armature.skinning import BoneMotion, blended, complex_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Complex = NDArray[np.complex128]

RINGS = 2  # bones so many steps from those that carry a point may carry it too
MOST = 8  # bones that carry a point
STAY = 1e-6  # how much a weight's change counts against a square error, in long sides
GOOD = 5e-4  # of the drawing: points with a smaller error keep their weights
LEAST = 2e-3  # smaller weights are dropped
CLOSE = 0.003  # of the drawing: a largest error that needs no more rounds
ROUNDS = 8
CHUNK = 2_000_000  # numbers in memory at a time


def fitted_weights(
    motion: BoneMotion,
    parents: Ints,
    points: Floats,
    target: Complex,
    dense: Floats,
    size: float,
    *,
    volume: bool,
) -> tuple[Ints, Floats]:
    """Return carriers [P, K] and weights [P, K], which sum to 1, the strongest first.

    Args:
        motion: of B bones.
        parents: [B], of the bones.
        points: [P, 2], at rest.
        target: [F, P], where they should be.
        dense: [P, B], the weights to begin with.
        size: of the drawing.
        volume: as the host blends.
    """
    near, usable = _near_bones(parents, motion.heads, points, dense)
    weights = np.where(usable, np.take_along_axis(dense, near, axis=1), 0.0)
    weights /= weights.sum(axis=1, keepdims=True)
    frames = len(target)
    chunk = max(1, CHUNK // (frames * near.shape[1]))
    for start in range(0, len(points), chunk):
        part = slice(start, start + chunk)
        seen = blended(motion, points[part], near[part], weights[part], volume=volume)
        worst = np.abs(seen - target[:, part]).max(axis=0) / size
        bad = start + np.flatnonzero(worst > GOOD)
        if len(bad):
            error = (
                _errors(motion, points[bad], target[:, bad], near[bad], weights[bad], volume) / size
            )
            weights[bad] = _least_worst(error, weights[bad], usable[bad])
    return _strongest(near, weights)


def _least_worst(error: Complex, begun: Floats, usable: NDArray[np.bool_]) -> Floats:
    """Return weights [P, K] with which the largest error of a point over the frames is small.

    error [F, P, K], in long sides: what each bone misses. Least squares, in which frames count more
    the worse they were (iteratively reweighted); the best weights of all rounds are kept.
    """
    count = np.ones(error.shape[:2])
    best, lowest = begun, np.full(len(begun), np.inf)
    for _ in range(ROUNDS):
        square = np.einsum("fp,fpi,fpj->pij", count, np.conj(error), error).real
        weights = _on_simplex(square, begun, usable, STAY * len(error))
        missed = np.abs((error * weights).sum(axis=-1))
        worst = missed.max(axis=0)
        better = worst < lowest
        best, lowest = np.where(better[:, None], weights, best), np.minimum(worst, lowest)
        if lowest.max() <= CLOSE:
            break
        count = count * (0.1 + missed / np.maximum(worst, 1e-12))
        count *= len(count) / count.sum(axis=0)
    return best


def _near_bones(
    parents: Ints, heads: Floats, points: Floats, dense: Floats
) -> tuple[Ints, NDArray[np.bool_]]:
    """Return bones [P, K] for each point, those that carry it first, and which may carry it."""
    count = dense.shape[1]
    steps = np.eye(count, dtype=bool)
    child = np.flatnonzero(parents >= 0)
    steps[child, parents[child]] = steps[parents[child], child] = True
    reach = np.linalg.matrix_power(steps.astype(np.int64), RINGS) > 0
    carries = dense > 0.0
    beside = (carries.astype(np.int64) @ reach.astype(np.int64)) > 0
    away = np.abs(complex_of(points)[:, None] - complex_of(heads)[None])
    far = float(away.max()) + 1.0
    cost = np.where(carries, -dense, np.where(beside, away, far))
    near = np.argsort(cost, axis=1, kind="stable")[:, : min(MOST, count)]
    return near.astype(np.int64), np.take_along_axis(beside, near, axis=1)


def _errors(
    motion: BoneMotion,
    points: Floats,
    target: Complex,
    carriers: Ints,
    weights: Floats,
    volume: bool,
) -> Complex:
    """Return what [F, P, K] each bone misses; the blended error is their weighted sum."""
    missed = target[..., None] - motion.carried(points, carriers)
    if not volume:
        return np.asarray(missed)
    return np.asarray(np.conj(motion.half_turns(carriers, weights)) * missed)


def _on_simplex(square: Floats, begun: Floats, usable: NDArray[np.bool_], stay: float) -> Floats:
    """Minimise w' S w + stay |w - begun|^2 over weights w [P, K] >= 0 that sum to 1.

    square [P, K, K]; usable [P, K]: which may be above 0. Active sets, for all points at once: the
    most negative weight of a point is set to 0 until none is negative.
    """
    count, width = begun.shape
    active = usable.copy()
    system = np.zeros((count, width + 1, width + 1))
    result = np.zeros((count, width))
    diagonal = np.arange(width)
    for _ in range(width):
        system[:] = 0.0
        both = active[:, :, None] & active[:, None, :]
        system[:, :width, :width] = np.where(both, square, 0.0)
        system[:, diagonal, diagonal] += np.where(active, stay, 1.0)
        system[:, width, :width] = system[:, :width, width] = active
        right = np.concatenate([np.where(active, stay * begun, 0.0), np.ones((count, 1))], axis=1)
        result = np.linalg.solve(system, right[..., None])[:, :width, 0]
        lowest = result.argmin(axis=1)
        negative = result[np.arange(count), lowest] < -1e-9
        if not negative.any():
            break
        active[np.flatnonzero(negative), lowest[negative]] = False
    result = np.maximum(np.where(active, result, 0.0), 0.0)
    return np.asarray(result / result.sum(axis=1, keepdims=True))


def _strongest(carriers: Ints, weights: Floats) -> tuple[Ints, Floats]:
    """Return carriers and weights with the strongest first; tiny weights are dropped.

    A bone without weight repeats the strongest one.
    """
    weights = np.where(weights < LEAST, 0.0, weights)
    order = np.argsort(-weights, axis=1, kind="stable")
    weights = np.take_along_axis(weights, order, axis=1)
    carriers = np.take_along_axis(carriers, order, axis=1)
    width = max(1, int((weights > 0.0).sum(axis=1).max(initial=1)))
    carriers, weights = carriers[:, :width], weights[:, :width]
    carriers = np.where(weights > 0.0, carriers, carriers[:, :1])
    return carriers, np.asarray(weights / weights.sum(axis=1, keepdims=True))
