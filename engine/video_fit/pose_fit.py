# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Poses that lay the drawing's lines on those seen in each frame.

Frame by frame, forwards and then backwards, each frame starts from its neighbour's pose; robust
Gauss-Newton steps (Levenberg and Marquardt) go from a wide reach to a narrow one. Bends cost a
little, so that what no line tells stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.video_fit.body import LEAN, SIZE, SQUASH, TURNS, PosedBody
from engine.video_fit.cast import Cast, Poses
from engine.video_fit.laying import laid_cost
from engine.video_fit.matching import Pairs, SeenTarget

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
REACHES = (0.12, 0.06, 0.03, 0.015)  # long sides
ROUNDS = (2, 2, 2, 3)  # of steps at each reach
NARROW = 0.012  # long sides: reach of the last rounds
SMOOTHING_ROUNDS = 2
FAR = (0.3, 0.15)  # long sides: reaches at which the whole is moved first
AS_ONE = 1e4  # how much stiffer a body is then
LOST_LIMB = 0.02  # long sides: a limb that misses the lines by more is swung
SWINGS = np.array([-1.2, -0.8, -0.5, -0.25, 0.25, 0.5, 0.8, 1.2])  # radians
SWUNG = 0.75  # of what a limb misses, it must miss at most after a swing
SWUNG_REACHES = (0.06, 0.02)
GOOD = 0.006  # long sides: poses as near as this needn't be looked for again
BETTER = 0.97  # of what a pose misses, another must miss at most
STIFF = 2e-4  # a turn of one radian against the pose before costs as much as lines off by its root
HELD = 2e-5  # the same against rest
SIZE_HELD = 0.2  # the logarithm of the size against its neighbour's
SHAPES = np.array([SQUASH, LEAN])
SHAPE_STIFF = 0.05  # of a body squashed or leaning against before: that much of what points move by
SHAPE_HELD = 0.02  # the same against rest
DAMPING = 1e-3
LARGEST_STEP = 0.4  # radians or long sides at once


def settled_poses(
    cast: Cast,
    targets: Sequence[SeenTarget],
    found: Sequence[Poses],
    on_frame: Callable[[int, int], None],
) -> list[Poses]:
    """Return poses [F][bodies] found once more, backwards, and then each between its neighbours."""
    fitted = list(found)
    frames = len(targets)
    for number in reversed(range(frames - 1)):
        on_frame(frames - number, 2 * frames)
        missed = cast.cost(fitted[number], targets[number])
        if missed < GOOD:
            continue
        after = fitted[number + 1]
        other = _best(cast, targets[number], after)
        laid = cast.laying.pairs(targets[number], cast.placed(fitted[number]))
        missed += laid_cost(laid, cast.placed(fitted[number]))
        if (
            cast.cost(other, targets[number]) + laid_cost(laid, cast.placed(other))
            < BETTER * missed
        ):
            fitted[number] = other
    for round_ in range(SMOOTHING_ROUNDS):
        on_frame(frames + round_ * frames // SMOOTHING_ROUNDS, 2 * frames)
        rough = fitted
        fitted = []
        for number, target in enumerate(targets):
            around = rough[max(number - 1, 0)], rough[min(number + 1, frames - 1)]
            prior = [(a + b) / 2 for a, b in zip(*around, strict=True)]
            fitted.append(closer(cast, target, rough[number], prior, (NARROW,), (2,), stiff=2.0))
    return fitted


def _best(cast: Cast, target: SeenTarget, start: Poses) -> Poses:
    """Return the pose near the seen lines that a start leads to, lost limbs swung."""
    if target.empty:
        return start
    best = closer(cast, target, start, start, REACHES, ROUNDS)
    found = [best, *swung_poses(cast, target, best, start)]
    return min(found, key=lambda poses: cast.cost(poses, target))


def swung_poses(cast: Cast, target: SeenTarget, poses: Poses, prior: Poses) -> list[Poses]:
    """Return other poses: each limb that misses the lines swung to where it misses them less.

    All swings that help are in the last one; there are none where no limb is lost.
    """
    found: list[Poses] = []
    missed = None
    for index, body in enumerate(cast.bodies):
        for limb, carried in zip(body.limbs, body.carried_by_limbs, strict=True):
            if not len(carried):
                continue
            off = float(target.field.at(body.placed(poses[index])[carried]).mean())
            if off < LOST_LIMB:
                continue
            tries = np.repeat(poses[index][None], len(SWINGS), axis=0)
            tries[:, TURNS + limb] += SWINGS[:, None]
            places = np.stack([body.placed(pose)[carried] for pose in tries])
            offs = target.field.at(places).mean(axis=1)
            best = int(offs.argmin())
            if offs[best] > SWUNG * off:
                continue
            swung = list(poses)
            swung[index] = tries[best]
            swung = closer(cast, target, swung, prior, SWUNG_REACHES, (2, 2))
            now = cast.cost(swung, target)
            missed = cast.cost(poses, target) if missed is None else missed
            if now < BETTER * missed:
                poses, missed = swung, now
                found.append(swung)
    return found


def closer(
    cast: Cast,
    target: SeenTarget,
    start: Poses,
    prior: Poses,
    reaches: Sequence[float],
    rounds: Sequence[int],
    *,
    stiff: float = 1.0,
    laid: Pairs | None = None,
) -> Poses:
    """Return poses after steps towards the seen lines, `rounds` of them at each of the reaches.

    prior: poses that bending away from costs, `stiff` times what it usually does.
    laid: where free lines are laid; they pull as well.
    """
    if target.empty:
        return start

    poses = list(start)
    number = np.full(len(cast.rest), -1)
    for reach in np.repeat(reaches, rounds):
        placed = [b.placed_with_slopes(p) for b, p in zip(cast.bodies, poses, strict=True)]
        moved = cast.rest.copy()
        for own, (places, _) in zip(cast.points, placed, strict=True):
            moved[own] = places
        pairs = target.pairs(moved, cast.tangents(moved), cast.tails)
        if laid is not None:
            pairs = pairs.joined(laid)
        weight = pairs.weights(float(reach))
        for index, (body, own) in enumerate(zip(cast.bodies, cast.points, strict=True)):
            number[:] = -1
            number[own] = np.arange(len(own))
            local = number[pairs.drawn]
            system, right = _pulled(body, placed[index], pairs, weight, local)
            poses[index] = _step(
                body, poses[index], prior[index], system, right, float(reach), stiff
            )
    return poses


def _pulled(
    body: PosedBody, placed: tuple[Floats, Floats], pairs: Pairs, weight: Floats, local: Ints
) -> tuple[Floats, Floats]:
    """Return the normal equations [5 + J, 5 + J], [5 + J] of pairs that pull at a body.

    placed: its points and their slopes; local [K]: its number of each pair's drawn point, or -1.
    """
    chosen = (local >= 0) & (weight > 1e-4)
    moved, slopes = placed
    count = len(moved)
    point = local[chosen]
    missed = pairs.wanted[chosen] - moved[point]
    across = pairs.across[chosen]
    share = weight[chosen] / max(float(count), 1.0)
    beside = share * pairs.along[chosen] ** 2
    off = share * (missed * across).sum(axis=1)

    def put(values: Floats) -> Floats:
        return np.asarray(np.bincount(point, values, count), np.float64)

    system = np.zeros((slopes.shape[2], slopes.shape[2]))
    right = np.zeros(slopes.shape[2])
    for axis in (0, 1):
        one, other = slopes[:, axis], slopes[:, 1 - axis]
        own = put(share * across[:, axis] ** 2 + beside)
        both = put(share * across[:, 0] * across[:, 1])
        system += one.T @ (own[:, None] * one + both[:, None] * other)
        right += put(off * across[:, axis] + beside * missed[:, axis]) @ one
    return system, right


def _step(
    body: PosedBody,
    pose: Floats,
    prior: Floats,
    system: Floats,
    right: Floats,
    reach: float,
    stiff: float,
) -> Floats:
    """Return the pose after one step of the normal equations, held near the prior and rest."""
    bend = np.zeros((len(pose), len(pose)))
    bend[TURNS:, TURNS:] = body.bending.T @ body.bending
    held = stiff * STIFF * bend
    held[SIZE, SIZE] += stiff * STIFF * SIZE_HELD / max(reach, 1e-3)
    held[SHAPES, SHAPES] += stiff * SHAPE_STIFF * body.spread
    system = system + held + HELD * bend
    right = right + held @ (prior - pose) - HELD * bend @ pose
    system[SHAPES, SHAPES] += SHAPE_HELD * body.spread
    right[SHAPES] -= SHAPE_HELD * body.spread * pose[SHAPES]
    system[np.diag_indices_from(system)] += DAMPING * np.diag(system) + 1e-9
    # sizes of pieces that hang on nothing don't go together, and joints would hide in a squash
    fixed = [] if body.has_one_root else [SIZE]
    fixed += [] if body.changes_shape else list(SHAPES)
    for own in fixed:
        system[own], system[:, own], right[own], system[own, own] = 0.0, 0.0, 0.0, 1.0
    step = np.linalg.solve(system, right)
    largest = float(np.abs(step).max())
    return np.asarray(pose + step * min(1.0, LARGEST_STEP / max(largest, 1e-12)))
