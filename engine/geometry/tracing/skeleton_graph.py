# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A skeleton as a graph: junctions and ends are nodes, the lines between them edges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from engine.geometry.tracing.thinning import Mask

Points = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Edge:
    """A line between two nodes, which are the same one for a loop.

    Attributes:
        path: [n, 2], pixel centres, (x, y); n >= 2 unless the edge is a lone dot.
    """

    nodes: tuple[int, int]
    path: Points

    @property
    def length(self) -> float:
        """Length of the path, pixels."""
        return float(np.hypot(*np.diff(self.path, axis=0).T).sum())

    def towards(self, node: int) -> Edge:
        """Return the edge drawn so that it ends at `node`."""
        if self.nodes[1] == node:
            return self
        return Edge((self.nodes[1], self.nodes[0]), self.path[::-1])


class Graph:
    """Nodes with positions and edges by number; the number of a removed edge is not used again.

    Attributes:
        places: [N, 2], positions of the nodes, raster pixels, (x, y).
        at: the edges at each node, a loop twice.
    """

    def __init__(self, places: Points) -> None:
        self.places = places
        self.edges: dict[int, Edge] = {}
        self.at: dict[int, list[int]] = {}
        self._next = 0

    def add(self, edge: Edge) -> int:
        """Add an edge and return its number."""
        number = self._next
        self._next += 1
        self.edges[number] = edge
        for node in edge.nodes:
            self.at.setdefault(node, []).append(number)
        return number

    def remove(self, number: int) -> Edge:
        """Remove an edge and return it."""
        edge = self.edges.pop(number)
        for node in edge.nodes:
            self.at[node].remove(number)
        return edge

    def degree(self, node: int) -> int:
        """Return how many edge ends meet at a node."""
        return len(self.at.get(node, ()))

    def dissolve(self) -> None:
        """Join edges at nodes where exactly two meet; the node of a loop stays."""
        for node in list(self.at):
            numbers = self.at[node]
            if len(numbers) != 2 or numbers[0] == numbers[1]:
                continue
            before = self.remove(numbers[0]).towards(node)
            after = self.remove(self.at[node][0]).towards(node)
            path = np.concatenate([before.path, after.path[::-1][1:]])
            self.add(Edge((before.nodes[0], after.nodes[0]), path))

    def merge(self, kept: int, gone: int, place: Points) -> None:
        """Merge node `gone` into node `kept`, and move that to `place`."""
        self.places[kept] = place
        for number in set(self.at.get(gone, ())):
            edge = self.remove(number)
            a, b = (kept if node == gone else node for node in edge.nodes)
            self.edges[number] = Edge((a, b), edge.path)
            for node in (a, b):
                self.at.setdefault(node, []).append(number)


def graph_of(skeleton: Mask) -> Graph:
    """Return the graph of a skeleton, bool [h, w]; touching junction pixels are one node."""
    pixels = np.argwhere(skeleton)
    places: Points = pixels[:, ::-1].astype(np.float64) + 0.5
    neighbours = _neighbours(skeleton, pixels)
    degree = np.array([len(near) for near in neighbours], dtype=np.int64)
    node_of = _clusters(neighbours, degree)
    count = int(node_of.max(initial=-1)) + 1
    members = np.flatnonzero(node_of >= 0)
    sums = np.zeros((count, 2))
    np.add.at(sums, node_of[members], places[members])
    sizes = np.bincount(node_of[members], minlength=count)[:, None]
    graph = Graph(sums / np.maximum(sizes, 1))
    seen = node_of >= 0
    for pixel in members.tolist():
        if degree[pixel] == 0:
            graph.add(Edge((int(node_of[pixel]),) * 2, places[pixel : pixel + 1]))
        for near in neighbours[pixel]:
            other = int(node_of[near])
            if other >= 0 and other != node_of[pixel] and pixel < near:
                graph.add(Edge((int(node_of[pixel]), other), places[[pixel, near]]))
            elif not seen[near]:
                _walk(graph, pixel, near, neighbours, node_of, seen, places)
    for pixel in np.flatnonzero(~seen).tolist():
        if not seen[pixel]:  # a closed line without a node
            graph.places = np.concatenate([graph.places, places[pixel : pixel + 1]])
            node_of[pixel] = len(graph.places) - 1
            seen[pixel] = True
            _walk(graph, pixel, neighbours[pixel][0], neighbours, node_of, seen, places)
    return graph


def _walk(
    graph: Graph,
    start: int,
    first: int,
    neighbours: list[list[int]],
    node_of: Integers,
    seen: Mask,
    places: Points,
) -> None:
    """Follow a line from a node's pixel to the next node and add the edge."""
    path = [start, first]
    seen[first] = True
    while True:
        here, before = path[-1], path[-2]
        after = [n for n in neighbours[here] if n != before]
        # Three pixels at a corner may all touch: prefer a node other than the start.
        nodes = [n for n in after if node_of[n] >= 0 and (n != start or len(path) > 2)]
        if nodes:
            path.append(nodes[0])
            break
        free = [n for n in after if not seen[n]]
        if not free:
            path.append(start)
            break
        path.append(free[0])
        seen[free[0]] = True
    a, b = int(node_of[path[0]]), int(node_of[path[-1]])
    graph.add(Edge((a, b), places[path]))


def _neighbours(skeleton: Mask, pixels: Integers) -> list[list[int]]:
    """Return the neighbours of each pixel, diagonal ones where no straight path leads there."""
    number = np.full(np.add(skeleton.shape, 2), -1, dtype=np.int64)
    number[1:-1, 1:-1][skeleton] = np.arange(len(pixels))
    y, x = pixels[:, 0] + 1, pixels[:, 1] + 1
    east, south = number[y, x + 1], number[y + 1, x]
    west = number[y, x - 1]
    south_east, south_west = number[y + 1, x + 1], number[y + 1, x - 1]
    south_east = np.where((east < 0) & (south < 0), south_east, -1)
    south_west = np.where((west < 0) & (south < 0), south_west, -1)
    result: list[list[int]] = [[] for _ in range(len(pixels))]
    for column in (east, south, south_east, south_west):
        for a in np.flatnonzero(column >= 0).tolist():
            b = int(column[a])
            result[a].append(b)
            result[b].append(a)
    return result


def _clusters(neighbours: list[list[int]], degree: Integers) -> Integers:
    """Return the node of each pixel (end, lone dot, group of junction pixels), -1 for none."""
    junction = degree >= 3
    rows = [a for a in np.flatnonzero(junction).tolist() for b in neighbours[a] if junction[b]]
    columns = [b for a in np.flatnonzero(junction).tolist() for b in neighbours[a] if junction[b]]
    size = len(degree)
    links = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    _, label = sparse.csgraph.connected_components(links, directed=False)
    is_node = degree != 2
    result = np.full(size, -1, dtype=np.int64)
    _, result[is_node] = np.unique(label[is_node], return_inverse=True)
    return result
