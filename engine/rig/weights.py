# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which joints carry each point: from parts and joints to smooth weights.

Along a limb the weights go over from one joint to the next around the joint; between parts they are
evened out over the graph of strokes, within parts that hang together only, so limbs that cross
don't stick to each other.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from scipy.spatial import cKDTree

from engine.rig.skeletons import Part, Skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BLEND = 0.3  # of a bone's length on either side of a joint
CARRIERS = 4  # joints a point hangs on, at most
NEAR = 0.02  # of the drawing: strokes as close as this hold together
SMALL = 0.12  # of the drawing: closed strokes up to this size are rigid
ROUNDS = 4  # of evening out
TRUST = 0.5  # how much the network's place along a part counts beside the distance


def carrier_weights(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints, along: Floats
) -> tuple[Ints, Floats]:
    """Return carriers [P, CARRIERS] and weights of points [P, 2].

    joints [J, 2]; strokes [P]; parts [P]: number of the part, -1 for what is no part of the body;
    along [P]: place along the part, 0..1, as the network sees it. Any one unit.
    """
    size = max(float(np.ptp(points, axis=0).max()), 1e-9)
    dense = np.zeros((len(points), len(joints)))
    for number, part in enumerate(plan.parts):
        mine = np.flatnonzero(parts == number)
        if len(mine):
            dense[mine] = _along_part(plan, part, joints, points[mine], strokes[mine], along[mine])
    others = np.flatnonzero(parts < 0)
    if len(others):
        dense[others] = _of_things(plan, joints, points, strokes, parts, others, dense)
    dense = _evened(plan, points, strokes, parts, dense, size)
    dense = _rigid_marks(points, strokes, dense, size)
    return _strongest(dense)


def _along_part(
    plan: Skeleton, part: Part, joints: Floats, points: Floats, strokes: Ints, along: Floats
) -> Floats:
    """Weights [n, J] of the points of one part."""
    weights = np.zeros((len(points), len(joints)))
    chain = list(plan.chain(part))
    first = chain[0]
    if part.rigid or len(chain) == 1:
        weights[:, first] = 1.0
        return weights
    above = plan.parents[first]
    if above >= 0 and above not in chain:
        chain = [above, *chain]
    bones = [_carrier(plan, a, b) for a, b in itertools.pairwise(chain)]
    own = 1 if chain[0] != first else 0
    place = _places(joints[chain], points, along, own)
    for stroke in np.unique(strokes):  # no jumps along a stroke
        row = np.flatnonzero(strokes == stroke)
        if len(row) > 2:
            place[row] = np.convolve(np.pad(place[row], 1, "edge"), [0.25, 0.5, 0.25], "valid")
    number = np.clip(place.astype(int), 0, len(bones) - 1)
    inner = place - number
    low = np.clip(0.5 * (1 - inner / BLEND), 0.0, 0.5)
    high = np.clip(0.5 * (1 - (1 - inner) / BLEND), 0.0, 0.5)
    rows = np.arange(len(points))
    carrier = np.array(bones)
    np.add.at(weights, (rows, carrier[number]), 1 - low - high)
    np.add.at(weights, (rows, carrier[np.maximum(number - 1, 0)]), low)
    np.add.at(weights, (rows, carrier[np.minimum(number + 1, len(bones) - 1)]), high)
    return weights


def _carrier(plan: Skeleton, first: int, second: int) -> int:
    """Return the joint with which the bone between two joints moves."""
    if plan.parents[second] == first:
        return first
    return second if plan.parents[first] == second else first


def _places(chain: Floats, points: Floats, along: Floats, own: int) -> Floats:
    """Place [n] of points along a chain of joints, counted in bones.

    The nearest bone wins, or one that is about as near and lies where the network says; `own`: how
    many bones before the part's own begin.
    """
    start, arm = chain[:-1], np.diff(chain, axis=0)
    square = np.maximum((arm**2).sum(axis=1), 1e-12)
    t = np.clip(((points[:, None] - start) * arm).sum(axis=2) / square, 0.0, 1.0)
    distance = np.linalg.norm(points[:, None] - start - t[..., None] * arm, axis=2)
    length = np.sqrt(square)
    before = np.concatenate([[0.0], np.cumsum(length)])
    total = max(float(before[-1] - before[own]), 1e-9)
    share = (before[:-1] + t * length - before[own]) / total
    cost = distance + TRUST * np.abs(share - along[:, None]) * total
    best = cost.argmin(axis=1)
    return np.asarray(best + t[np.arange(len(points)), best])


def _of_things(
    plan: Skeleton,
    joints: Floats,
    points: Floats,
    strokes: Ints,
    parts: Ints,
    others: Ints,
    dense: Floats,
) -> Floats:
    """Weights of things that are held, worn or ridden: rigid, with what they touch most."""
    weights = np.zeros((len(others), len(joints)))
    body = np.flatnonzero(parts >= 0)
    for stroke in np.unique(strokes[others]):
        row = np.flatnonzero(strokes[others] == stroke)
        if len(body):
            distance, nearest = cKDTree(points[body]).query(points[others[row]])
            touch = np.argsort(distance)[: max(1, len(row) // 6)]
            mean = dense[body[nearest[touch]]].mean(axis=0)
        else:
            mean = np.eye(len(joints))[0]
        weights[row] = np.eye(len(joints))[int(mean.argmax())]
    return weights


def together(plan: Skeleton) -> NDArray[np.bool_]:
    """Return which parts hang together, bool [parts + 1, parts + 1]; the last is for things."""
    count = len(plan.parts)
    table = np.eye(count + 1, dtype=bool)
    for a, first in enumerate(plan.parts):
        for b, second in enumerate(plan.parts):
            shared = set(first.joints) & set(second.joints)
            hangs = (
                plan.part_parent(first) in second.joints or plan.part_parent(second) in first.joints
            )
            if (shared or hangs) and first.twin != second.name:
                table[a, b] = table[b, a] = True
    table[-1, :] = table[:, -1] = True
    return table


def _evened(
    plan: Skeleton, points: Floats, strokes: Ints, parts: Ints, dense: Floats, size: float
) -> Floats:
    """Weights averaged along strokes and over touching strokes of parts that hang together."""
    count = len(points)
    rows, columns, values = [np.arange(count)], [np.arange(count)], [np.ones(count)]
    joined = np.flatnonzero(strokes[1:] == strokes[:-1])
    for a, b in ((joined, joined + 1), (joined + 1, joined)):
        rows.append(a)
        columns.append(b)
        values.append(np.full(len(a), 0.5))
    close = cKDTree(points).query_pairs(NEAR * size, output_type="ndarray")
    if len(close):
        table = together(plan)
        good = table[parts[close[:, 0]], parts[close[:, 1]]]
        good &= strokes[close[:, 0]] != strokes[close[:, 1]]
        close = close[good]
        for a, b in ((close[:, 0], close[:, 1]), (close[:, 1], close[:, 0])):
            rows.append(a)
            columns.append(b)
            values.append(np.ones(len(a)))
    graph = csr_matrix(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), (count, count)
    )
    step = diags(1.0 / np.asarray(graph.sum(axis=1))[:, 0]) @ graph
    for _ in range(ROUNDS):
        dense = step @ dense
    return np.asarray(dense)


def _rigid_marks(points: Floats, strokes: Ints, dense: Floats, size: float) -> Floats:
    """Small closed strokes (eyes, spots, buttons) move as one with what they sit on."""
    dense = dense.copy()
    for stroke in np.unique(strokes):
        row = np.flatnonzero(strokes == stroke)
        box = np.ptp(points[row], axis=0).max()
        gap = np.linalg.norm(points[row[0]] - points[row[-1]])
        if len(row) >= 3 and box <= SMALL * size and gap <= 0.35 * max(float(box), 1e-9):
            mean = dense[row].mean(axis=0)
            dense[row] = np.eye(dense.shape[1])[int(mean.argmax())]
    return dense


def _strongest(dense: Floats) -> tuple[Ints, Floats]:
    """Return the CARRIERS largest weights of each point, summing to 1."""
    width = min(CARRIERS, dense.shape[1])
    carriers = np.argsort(-dense, axis=1, kind="stable")[:, :width]
    weights = np.take_along_axis(dense, carriers, axis=1)
    weights[weights < 1e-3] = 0.0
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
    return carriers.astype(np.int64), weights
