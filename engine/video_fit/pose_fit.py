# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Poses that lay the drawing's lines on those seen in each frame.

Frame by frame, forwards and then backwards, each frame starts from its neighbour's pose; robust
Gauss-Newton steps (Levenberg and Marquardt) go from a wide reach to a narrow one. Bends cost a
little, so that what no line tells stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.video_fit.body import PosedBody
from engine.video_fit.matching import ALONG, Pairs, SeenTarget, line_tangents

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
REACHES = (0.12, 0.06, 0.03, 0.015)  # long sides
ROUNDS = 3  # of steps at each reach
NARROW = 0.012  # long sides: reach of the last rounds
SMOOTHING_ROUNDS = 3
LIMIT = 0.06  # long sides: how far a line may be off, at most, when poses are compared
FAR = (0.3, 0.15)  # long sides: reaches at which the whole is moved first
AS_ONE = 1e4  # how much stiffer a body is then
POOR = 0.011  # long sides: where poses miss by more, limbs are swung
SWINGS = (-0.7, -0.35, 0.35, 0.7)  # radians
SWUNG_REACHES = (0.06, 0.02)
GOOD = 0.006  # long sides: poses as near as this needn't be looked for again
BETTER = 0.97  # of what a pose misses, another must miss at most
STIFF = 2e-4  # a turn of one radian against the pose before costs as much as lines off by its root
HELD = 2e-5  # the same against rest
SIZE_HELD = 0.2  # the logarithm of the size against its neighbour's
SPEED_KEPT = 0.6  # of the speed between the frames before
DAMPING = 1e-3
LARGEST_STEP = 0.4  # radians or long sides at once


@dataclass(frozen=True, eq=False)
class Cast:
    """The bodies of a drawing, one for each object that moves, and how its drawn points follow.

    Attributes:
        bodies: each with its own points.
        points: for each body, numbers of its points among all N drawn points.
        objects: for each body, number of the drawing's object.
        strokes: [N].
        rest: [N, 2], long sides.
    """

    bodies: tuple[PosedBody, ...]
    points: tuple[Ints, ...]
    objects: tuple[int, ...]
    strokes: Ints
    rest: Floats

    def placed(self, poses: Sequence[Floats]) -> Floats:
        """Return all drawn points [N, 2] in poses, one for each body."""
        moved = self.rest.copy()
        for body, own, pose in zip(self.bodies, self.points, poses, strict=True):
            moved[own] = body.placed(pose)
        return moved

    def tangents(self, moved: Floats) -> Floats:
        """Return the tangents [..., N, 2] of moved points [..., N, 2]."""
        return line_tangents(moved, self.strokes)

    def cost(self, poses: Sequence[Floats], target: SeenTarget) -> float:
        """Return how far the drawing in poses is from the seen lines, long sides."""
        moved = self.placed(poses)
        return target.cost(moved, self.tangents(moved), LIMIT)


Poses = list[Floats]


def fit_poses(
    cast: Cast, targets: Sequence[SeenTarget], on_frame: Callable[[int, int], None]
) -> list[Poses]:
    """Return the poses [F][bodies] of the drawing in F frames; the first frame is fitted, too.

    on_frame: gets the number of the step and how many there are; it may raise to stop.
    """
    frames = len(targets)
    steps = 3 * frames
    at_rest = [body.rest for body in cast.bodies]
    fitted: list[Poses] = []
    for number, target in enumerate(targets):
        on_frame(number, steps)
        before = fitted[-1] if fitted else at_rest
        starts = [before]
        if number > 0:
            starts.append(_closer(cast, target, before, before, FAR, ROUNDS, stiff=AS_ONE))
        if len(fitted) > 1:
            starts.append(_going_on(fitted[-2], before))
        fitted.append(_best(cast, target, starts, before))
    for number in reversed(range(frames - 1)):
        on_frame(2 * frames - number, steps)
        missed = cast.cost(fitted[number], targets[number])
        if missed < GOOD:
            continue
        after = fitted[number + 1]
        other = _best(cast, targets[number], [after], after)
        if cast.cost(other, targets[number]) < BETTER * missed:
            fitted[number] = other
    for round_ in range(SMOOTHING_ROUNDS):
        on_frame(2 * frames + round_ * frames // SMOOTHING_ROUNDS, steps)
        rough = fitted
        fitted = []
        for number, target in enumerate(targets):
            around = rough[max(number - 1, 0)], rough[min(number + 1, frames - 1)]
            prior = [(a + b) / 2 for a, b in zip(*around, strict=True)]
            fitted.append(_closer(cast, target, rough[number], prior, (NARROW,), 2, stiff=2.0))
    return fitted


def _going_on(first: Poses, second: Poses) -> Poses:
    return [b + SPEED_KEPT * (b - a) for a, b in zip(first, second, strict=True)]


def _best(cast: Cast, target: SeenTarget, starts: Sequence[Poses], prior: Poses) -> Poses:
    """Return the pose that ends nearest to the seen lines, of those that starts lead to."""
    if target.empty:
        return prior
    tried = [_closer(cast, target, start, prior, REACHES[:1], 2) for start in starts]
    best = min(tried, key=lambda poses: cast.cost(poses, target)) if len(tried) > 1 else tried[0]
    best = _closer(cast, target, best, prior, REACHES, ROUNDS)
    if cast.cost(best, target) < POOR:
        return best
    return _with_limbs_tried(cast, target, best, prior)


def _with_limbs_tried(cast: Cast, target: SeenTarget, poses: Poses, prior: Poses) -> Poses:
    """Return poses after swinging one limb after the other, where that leads nearer."""
    missed = cast.cost(poses, target)
    for index, body in enumerate(cast.bodies):
        for limb in body.limbs:
            for angle in SWINGS:
                swung = list(poses)
                swung[index] = poses[index].copy()
                swung[index][3:][limb] += angle
                swung = _closer(cast, target, swung, prior, SWUNG_REACHES, 2)
                now = cast.cost(swung, target)
                if now < BETTER * missed:
                    poses, missed = swung, now
    return poses


def _closer(
    cast: Cast,
    target: SeenTarget,
    start: Poses,
    prior: Poses,
    reaches: Sequence[float],
    rounds: int,
    *,
    stiff: float = 1.0,
) -> Poses:
    """Return poses after steps towards the seen lines.

    prior: poses that bending away from costs, `stiff` times what it usually does.
    """
    if target.empty:
        return start
    poses = list(start)
    for reach in reaches:
        for _ in range(rounds):
            moved = cast.placed(poses)
            pairs = target.pairs(moved, cast.tangents(moved))
            weight = pairs.weights(reach)
            number = np.full(len(moved), -1)
            for index, (body, own) in enumerate(zip(cast.bodies, cast.points, strict=True)):
                number[:] = -1
                number[own] = np.arange(len(own))
                local = number[pairs.drawn]
                poses[index] = _step(
                    body, poses[index], prior[index], pairs, weight, local, reach, stiff
                )
    return poses


def _step(
    body: PosedBody,
    pose: Floats,
    prior: Floats,
    pairs: Pairs,
    weight: Floats,
    local: Ints,
    reach: float,
    stiff: float,
) -> Floats:
    """Return the pose after one step; local [K]: the body's number of each pair's drawn point."""
    chosen = (local >= 0) & (weight > 1e-4)
    moved, slopes = body.placed_with_slopes(pose)
    point, trust = local[chosen], weight[chosen]
    missed = pairs.wanted[chosen] - moved[point]
    across = pairs.across[chosen]
    off = (missed * across).sum(axis=1)
    slope_off = np.einsum("kc,kcj->kj", across, slopes[point])
    share = trust / max(float(len(body.points)), 1.0)
    system = (slope_off * share[:, None]).T @ slope_off
    right = slope_off.T @ (share * off)
    for axis in (0, 1):  # a little, also along the line
        one = slopes[point, axis]
        system += ALONG**2 * (one * share[:, None]).T @ one
        right += ALONG**2 * one.T @ (share * missed[:, axis])
    bend = np.zeros((len(pose), len(pose)))
    bend[3:, 3:] = body.bending.T @ body.bending
    held = stiff * STIFF * bend
    held[2, 2] += stiff * STIFF * SIZE_HELD / max(reach, 1e-3)
    system += held + HELD * bend
    right += held @ (prior - pose) - HELD * bend @ pose
    system[np.diag_indices_from(system)] += DAMPING * np.diag(system) + 1e-9
    if not body.has_one_root:  # sizes of pieces that hang on nothing don't go together
        system[2], system[:, 2], right[2], system[2, 2] = 0.0, 0.0, 0.0, 1.0
    step = np.linalg.solve(system, right)
    largest = float(np.abs(step).max())
    return np.asarray(pose + step * min(1.0, LARGEST_STEP / max(largest, 1e-12)))
