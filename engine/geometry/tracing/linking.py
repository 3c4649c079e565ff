# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joins edges of a skeleton into strokes: hairs are removed, crossings passed straight.

At a junction the two ends that continue each other best are joined, then the next two; an end that
is left over ends there. Where two lines cross at a small angle, the skeleton has two junctions with
a bridge between; when both lines go straight over it, the bridge is removed and the junctions are
made one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from engine.geometry.tracing.skeleton_graph import Edge, Graph, Points

End = tuple[int, int]  # edge number, and which of its ends

HAIR = 1.35  # line radii; a shorter open end is a hair of the skeleton, not a stroke
BRIDGE = 1.1  # pens; a shorter bridge is always a crossing
LONG_BRIDGE = 7.0  # pens; a longer bridge never is
BRIDGE_TURN = np.radians(38.0)
LARGEST_TURN = np.radians(62.0)  # in all, from one end over the junction into the other
NEAR, FAR = 0.75, 3.0  # pens from a junction between which a line's direction is read


@dataclass(frozen=True, eq=False)
class Chain:
    """A stroke as a chain of pixels.

    Attributes:
        path: [n, 2], raster pixels, (x, y).
        bridged: [n], points at a junction, where the ink is not the stroke's own.
        open_ends: whether each end is free (not at a junction).
    """

    path: Points
    bridged: np.ndarray[tuple[int], np.dtype[np.bool_]]
    closed: bool
    open_ends: tuple[bool, bool]


def prune_hairs(graph: Graph, radius_at: Points, pen: float) -> None:
    """Remove open ends that are shorter than the thickness of the line from which they branch.

    radius_at: [N], radius of the ink at each node, pixels. A small star keeps its two longest rays.
    """
    for _ in range(2):
        for node in list(graph.at):
            if graph.degree(node) < 3:
                continue
            hairs = []
            for number in set(graph.at[node]):
                edge = graph.edges[number].towards(node)
                limit = HAIR * max(float(radius_at[node]), 0.4 * pen)
                if graph.degree(edge.nodes[0]) == 1 and edge.length < limit:
                    hairs.append((edge.length, number))
            hairs.sort()
            star = len(hairs) == graph.degree(node)
            for _, number in hairs[:-2] if star else hairs:
                graph.remove(number)
        graph.dissolve()


def contract_bridges(graph: Graph, radius_at: Points, pen: float) -> None:
    """Remove the short edges between the two halves of a crossing.

    radius_at: [N], radius of the ink at each node, pixels; overlapping discs are one junction.
    """
    radius_at = radius_at.copy()
    for number, edge in sorted(graph.edges.items(), key=lambda item: item[1].length):
        if number not in graph.edges:
            continue
        edge = graph.edges[number]
        a, b = edge.nodes
        length = edge.length
        if a == b or length > LONG_BRIDGE * pen or min(graph.degree(a), graph.degree(b)) < 3:
            continue
        same_blot = length < max(BRIDGE * pen, float(radius_at[a] + radius_at[b]))
        if not same_blot and not _is_crossing(graph, number, pen):
            continue
        radius_at[a] = max(radius_at[a], radius_at[b])
        graph.remove(number)
        graph.merge(a, b, 0.5 * (graph.places[a] + graph.places[b]))


def _is_crossing(graph: Graph, number: int, pen: float) -> bool:
    a, b = graph.edges[number].nodes
    if graph.degree(a) != 3 or graph.degree(b) != 3:
        return False
    left = [_probe(graph, end, pen) for end in _ends_at(graph, a) if end[0] != number]
    right = [_probe(graph, end, pen) for end in _ends_at(graph, b) if end[0] != number]
    if len(left) != 2 or len(right) != 2:
        return False
    worst = [max(_turn(left[0], right[i]), _turn(left[1], right[1 - i])) for i in (0, 1)]
    return bool(min(worst) < BRIDGE_TURN)


def _ends_at(graph: Graph, node: int) -> list[End]:
    ends: list[End] = []
    for number in sorted(set(graph.at.get(node, ()))):
        ends += [(number, side) for side in (0, 1) if graph.edges[number].nodes[side] == node]
    return ends


@dataclass(frozen=True)
class _Probe:
    """A point of a line near a junction, and the line's direction into the junction."""

    place: Points
    into: Points


def _probe(graph: Graph, end: End, pen: float) -> _Probe:
    edge = graph.edges[end[0]]
    path = edge.path if end[1] == 0 else edge.path[::-1]
    arc = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    near = min(NEAR * pen, 0.45 * arc[-1])
    far = min(FAR * pen, max(near + 1.0, 0.9 * arc[-1]))
    part = path[(arc >= near) & (arc <= far)]
    if len(part) < 2:
        part = path[-2:] if len(path) > 1 else path[[0, 0]]
    away = part[-1] - part[0]
    if len(part) > 4:  # the main direction of the points, less noisy than that of two
        centred = part - part.mean(axis=0)
        main = np.linalg.svd(centred, full_matrices=False)[2][0]
        away = main * np.sign(main @ away)
    length = float(np.hypot(*away))
    return _Probe(part[0], -away / length if length > 0 else np.zeros(2))


def _turn(one: _Probe, other: _Probe) -> float:
    """Return the angle by which a pen turns from one line into another, radians."""
    over = other.place - one.place
    length = float(np.hypot(*over))
    if length < 1e-6:
        return _angle(one.into, -other.into)
    return _angle(one.into, over / length) + _angle(over / length, -other.into)


def _angle(a: Points, b: Points) -> float:
    return float(np.arccos(np.clip(float(a @ b), -1.0, 1.0)))


def link(graph: Graph, pen: float) -> list[Chain]:
    """Return the strokes: edges joined over junctions where one continues another."""
    partner = _pairs(graph, pen)
    left = set(graph.edges)
    chains = []
    starts = [(n, side) for n in sorted(left) for side in (0, 1) if (n, side) not in partner]
    for end in starts + [(n, 0) for n in sorted(left)]:
        if end[0] in left:
            chains.append(_follow(graph, partner, end, left, pen))
    return chains


def _pairs(graph: Graph, pen: float) -> dict[End, End]:
    partner: dict[End, End] = {}
    for node in sorted(graph.at):
        ends = _ends_at(graph, node)
        if len(ends) < 2:
            continue
        probes = {end: _probe(graph, end, pen) for end in ends}
        most = LARGEST_TURN if len(ends) > 2 else np.inf
        turns = sorted((_turn(probes[a], probes[b]), a, b) for a, b in combinations(ends, 2))
        for turn, a, b in turns:
            if turn < most and a not in partner and b not in partner:
                partner[a], partner[b] = b, a
    return partner


def _follow(graph: Graph, partner: dict[End, End], start: End, left: set[int], pen: float) -> Chain:
    """Walk from an edge's end over all junctions to the stroke's other end.

    left: edges that are in no stroke yet; those of this stroke are removed.
    """
    paths: list[Points] = []
    flags: list[np.ndarray[tuple[int], np.dtype[np.bool_]]] = []
    end = start
    closed = False
    while True:
        left.discard(end[0])
        edge = graph.edges[end[0]]
        path = edge.path if end[1] == 0 else edge.path[::-1]
        leaving = (end[0], 1 - end[1])
        path, flag = _opened(graph, edge, path, (end in partner, leaving in partner), pen)
        paths.append(path)
        flags.append(flag)
        if leaving not in partner:
            break
        end = partner[leaving]
        if end == start:
            closed = True
            break
        if end[0] not in left:
            break
    first = graph.edges[start[0]].nodes[start[1]]
    last_edge = graph.edges[leaving[0]]
    last = last_edge.nodes[leaving[1]]
    free = (graph.degree(first) == 1, graph.degree(last) == 1)
    return Chain(np.concatenate(paths), np.concatenate(flags), closed, free)


def _opened(
    graph: Graph, edge: Edge, path: Points, joined: tuple[bool, bool], pen: float
) -> tuple[Points, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return a path without its ends near junctions, where a skeleton is bent, and flags.

    Flags are True at the points beside such a gap. Where the stroke ends at a junction, it reaches
    to the junction's middle.
    """
    arc = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    total = float(arc[-1])
    nodes = edge.nodes if np.array_equal(path[0], edge.path[0]) else edge.nodes[::-1]
    trim = [0.0, 0.0]
    for side in (0, 1):
        if graph.degree(nodes[side]) > 2:
            trim[side] = min(NEAR * pen, 0.4 * total)
    kept = (arc >= trim[0]) & (arc <= total - trim[1])
    if not kept.any():
        kept[len(kept) // 2] = True
    inner = path[kept]
    flag = np.zeros(len(inner), dtype=np.bool_)
    flag[0] |= trim[0] > 0
    flag[-1] |= trim[1] > 0
    parts, flags = [inner], [flag]
    for side in (0, 1):
        if graph.degree(nodes[side]) > 2 and not joined[side]:
            place = np.asarray(graph.places[nodes[side]])[None]
            parts = [place, *parts] if side == 0 else [*parts, place]
            flags = [np.ones(1, bool), *flags] if side == 0 else [*flags, np.ones(1, bool)]
    return np.concatenate(parts), np.concatenate(flags)
