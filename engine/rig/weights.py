# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which joints carry each point: from parts and joints to smooth weights.

Along a limb the weights go over from one joint to the next around the joint; between parts they are
evened out over the graph of strokes, within parts that hang together only, so limbs that cross
don't stick to each other.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from engine.rig.joined import joined_pairs
from engine.rig.skeletons import Part, Skeleton
from engine.rig.solid import made_solid
from engine.rig.sparse import factors_of
from engine.rig.touching import side_by_side

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BLEND = 0.3  # of a bone's length on either side of a joint
CARRIERS = 4  # joints a point hangs on, at most
TOUCHING = 0.012  # of the drawing: strokes as close as this hold together
BESIDE = 0.03  # of the drawing: strokes that run side by side as close as this bend alike
REACH = 0.5  # of the distance to the nearest joint: over it weights go over into each other,
SPREAD = (0.02, 0.08)  # but at least and at most over this share of the drawing
SHORTEST = 1e-3  # of the drawing: shorter pieces of line count as this long
FIRM = 1e4  # how much more the weights of a rigid part count
SMALL = 0.15  # of the drawing: closed strokes up to this size are rigid
TRUST = 0.5  # how much the network's place along a part counts beside the distance


def carrier_weights(
    plan: Skeleton,
    joints: Floats,
    points: Floats,
    strokes: Ints,
    parts: Ints,
    along: Floats,
    solid: Sequence[Ints] = (),
) -> tuple[Ints, Floats]:
    """Return carriers [P, CARRIERS] and weights of points [P, 2].

    joints [J, 2]; strokes [P]; parts [P]: number of the part, -1 for what is no part of the body;
    along [P]: place along the part, 0..1, as the network sees it; solid: groups of points that
    never bend. Any one unit.
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
    dense = made_solid(dense, solid)
    rigid = np.isin(parts, [n for n, part in enumerate(plan.parts) if part.rigid]) | (parts < 0)
    for own in solid:
        rigid[own] = True
    nearest = cKDTree(joints).query(points)[0]
    reach = np.clip(REACH * nearest, SPREAD[0] * size, SPREAD[1] * size)
    dense = _evened(plan, joints, points, strokes, parts, dense, reach, size, rigid)
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
    place = _without_jumps(place, strokes)
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


def _without_jumps(place: Floats, strokes: Ints) -> Floats:
    """Return places [n] along a part, each evened with its neighbours on the stroke."""
    starts, sizes = _runs(strokes)
    number = np.arange(len(place))
    begins, ends = np.repeat(starts, sizes), np.repeat(starts + sizes - 1, sizes)
    before, after = np.maximum(number - 1, begins), np.minimum(number + 1, ends)
    even = 0.25 * place[before] + 0.5 * place + 0.25 * place[after]
    return np.where(np.repeat(sizes, sizes) > 2, even, place)


def _runs(strokes: Ints) -> tuple[Ints, Ints]:
    """Return where the points of each stroke begin, and how many there are; strokes [n], n > 0."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(strokes)) + 1])
    return starts, np.diff(np.append(starts, len(strokes)))


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
    """Weights of things that are held, worn or ridden: rigid, with what they touch most.

    Strokes that touch one another are one thing. Nothing hangs on a wheel.
    """
    weights = np.zeros((len(others), len(joints)))
    wheels = [n for n, part in enumerate(plan.parts) if part.name.startswith("wheel")]
    body = np.flatnonzero((parts >= 0) & ~np.isin(parts, wheels))
    if not len(body):
        weights[:, 0] = 1.0
        return weights
    size = max(float(np.ptp(points, axis=0).max()), 1e-9)
    distance, nearest = cKDTree(points[body]).query(points[others])
    for row in _things(points[others], strokes[others], size):
        touch = row[distance[row] <= distance[row].min() + TOUCHING * size]
        mean = dense[body[nearest[touch]]].mean(axis=0)
        weights[row] = np.eye(len(joints))[int(mean.argmax())]
    return weights


def _things(points: Floats, strokes: Ints, size: float) -> list[Ints]:
    """Return the numbers of the points of each thing: strokes that touch."""
    count = len(points)
    joined = np.flatnonzero(strokes[1:] == strokes[:-1])
    close = cKDTree(points).query_pairs(TOUCHING * size, output_type="ndarray").reshape(-1, 2)
    edges = np.concatenate([np.stack([joined, joined + 1], axis=1), close])
    graph = csr_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), (count, count))
    group = connected_components(graph, directed=False)[1]
    order = np.argsort(group, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(group[order])) + 1)


def _evened(
    plan: Skeleton,
    joints: Floats,
    points: Floats,
    strokes: Ints,
    parts: Ints,
    dense: Floats,
    reach: Floats,
    size: float,
    rigid: NDArray[np.bool_],
) -> Floats:
    """Weights spread along strokes and over strokes that touch; rigid parts keep theirs.

    Minimises sum(mass |w - w0|^2) + sum(reach^2 |w_i - w_j|^2 / length), which doesn't depend on
    how densely the points lie; what touches and hangs together gets the same weights.

    reach [P]: over about this length weights go over into each other: further out on the flesh a
    turn moves lines further, so they need more room to follow. rigid [P]: points that keep theirs.
    """
    count = len(points)
    joined = np.flatnonzero(strokes[1:] == strokes[:-1])
    along = np.stack([joined, joined + 1], axis=1)
    links = joined_pairs(plan, joints, points, strokes, parts, TOUCHING * size)
    beside = side_by_side(
        points, strokes, joined_pairs(plan, joints, points, strokes, parts, BESIDE * size)
    )
    shortest = SHORTEST * size
    apart = np.linalg.norm(points[along[:, 0]] - points[along[:, 1]], axis=1)
    mass = np.full(count, shortest)
    for column in (0, 1):
        np.add.at(mass, along[:, column], 0.5 * apart)
    edges = np.concatenate([along, links, beside])
    across = np.linalg.norm(points[beside[:, 0]] - points[beside[:, 1]], axis=1)
    away = np.concatenate([apart, np.full(len(links), shortest), across])
    away = np.maximum(away, shortest)
    stiffness = (0.5 * (reach[edges[:, 0]] + reach[edges[:, 1]])) ** 2 / away
    mass[rigid] *= FIRM
    i, j = edges[:, 0], edges[:, 1]
    graph = csr_matrix((stiffness, (i, j)), (count, count))
    graph = graph + graph.T
    system = diags(mass + np.asarray(graph.sum(axis=1))[:, 0]) - graph
    used = np.flatnonzero(dense.any(axis=0))
    solved = factors_of(system).solve(mass[:, None] * dense[:, used])
    even = np.zeros_like(dense)
    even[:, used] = np.maximum(solved, 0.0)
    even[rigid] = dense[rigid]
    even = _same_where_touching(even, links, rigid)
    return np.asarray(even / np.maximum(even.sum(axis=1, keepdims=True), 1e-12))


def _same_where_touching(weights: Floats, links: Ints, rigid: NDArray[np.bool_]) -> Floats:
    """Give linked points the mean of their weights, or those of the rigid one among them."""
    if not len(links):
        return weights
    count = len(weights)
    graph = csr_matrix((np.ones(len(links)), (links[:, 0], links[:, 1])), (count, count))
    number, group = connected_components(graph, directed=False)
    firm = np.bincount(group[rigid], minlength=number) > 0
    vote = np.where(firm[group], rigid.astype(np.float64), 1.0)
    total = np.bincount(group, vote, number)
    table = csr_matrix((vote / total[group], (group, np.arange(count))), (number, count))
    mean = np.asarray(table @ weights)[group]
    size = np.bincount(group, minlength=number)[group]
    changed = (size > 1) & ~rigid
    return np.where(changed[:, None], mean, weights)


def _rigid_marks(points: Floats, strokes: Ints, dense: Floats, size: float) -> Floats:
    """Small closed strokes (eyes, spots, buttons) move as one with what they sit on."""
    starts, sizes = _runs(strokes)
    box = np.maximum.reduceat(points, starts) - np.minimum.reduceat(points, starts)
    side = box.max(axis=1)
    gap = np.linalg.norm(points[starts] - points[starts + sizes - 1], axis=1)
    rigid = (sizes >= 3) & (side <= SMALL * size) & (gap <= 0.35 * np.maximum(side, 1e-9))
    mean = np.add.reduceat(dense, starts) / sizes[:, None]
    alone = np.eye(dense.shape[1])[mean.argmax(axis=1)]
    return np.where(np.repeat(rigid, sizes)[:, None], np.repeat(alone, sizes, axis=0), dense)


def _strongest(dense: Floats) -> tuple[Ints, Floats]:
    """Return the CARRIERS largest weights of each point, summing to 1.

    A carrier without weight repeats the strongest one: it may not be a joint that has no place.
    """
    width = min(CARRIERS, dense.shape[1])
    carriers = np.argsort(-dense, axis=1, kind="stable")[:, :width]
    weights = np.take_along_axis(dense, carriers, axis=1)
    weights[weights < 1e-3] = 0.0
    carriers = np.where(weights > 0.0, carriers, carriers[:, :1])
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
    return carriers.astype(np.int64), weights
