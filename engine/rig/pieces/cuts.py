# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hinges: discs whose removal parts a drawing in two, where the parts look like parts.

A wrong hinge is worse than none. So a part has to be long against the width of its hinge, lines
don't go straight through, and what lies inside an outline stays with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.rig.pieces.ink import NEAR, Bools, Floats, Ints, SampledInk, components
from engine.rig.pieces.limbs import Exits, looks_hinged
from engine.rig.pieces.necks import Discs

LIMB = 0.12  # size of the smallest limb, in long sides
SLENDER = 1.6  # how far a limb reaches from its hinge, of the hinge's width
CROSSINGS = 8  # lines that pass the rim of a disc, at most
TRIED = 80  # discs, at most
MOST = 20  # hinges, at most


@dataclass(frozen=True)
class Cut:
    """A hinge, and the samples on its far side.

    Attributes:
        centre: [2], of the hinge; radius: of the disc that holds all contacts of the two sides.
        far: bool [N], samples that turn about the hinge.
        blend: how far beyond the disc the turn is blended.
        quality: how far the limb reaches from the hinge, in diameters of the disc.
        soft: whether this is a bend within one line, not a hinge between parts.
    """

    centre: Floats
    radius: float
    far: Bools
    blend: float
    quality: float
    soft: bool = False

    def flipped(self, graph: Bools) -> Cut:
        """Return the same hinge with the other side of the samples `graph` as its far side."""
        return replace(self, far=graph & ~self.far)


def find_cuts(ink: SampledInk, graph: Bools, edges: Ints, discs: Discs) -> list[Cut]:
    """Return hinges that don't cross one another, best first.

    graph [N]: samples of strokes that may be hinged; edges [E, 2]: pairs of these that touch or
    hold together otherwise.
    """
    lines = ink.lines[graph[ink.lines].all(axis=1)]
    chosen = _promising(ink, lines, discs)
    alive = [
        graph & (((ink.places - discs.centres[d]) ** 2).sum(axis=1) > discs.radii[d] ** 2)
        for d in chosen
    ]
    labels = _parts(graph, np.concatenate([lines, edges]), alive)
    found: list[Cut] = []
    for disc, live, label in zip(chosen, alive, labels, strict=True):
        found += _parted(
            ink,
            graph,
            lines,
            live,
            label,
            (discs.centres[disc], float(discs.radii[disc])),
            bool(discs.necks[disc]),
        )
    found.sort(key=lambda cut: -cut.quality)
    return _without_crossings(ink, graph, found)


def _parts(graph: Bools, edges: Ints, alive: list[Bools]) -> list[Ints]:
    """Label the connected parts [N] that are left outside each of D discs; -1: inside, no graph.

    alive: D times bool [N], samples outside the disc. What no disc touches is one node for all.
    """
    if not alive:
        return []
    always = graph & np.logical_and.reduce(alive)
    core = components(len(graph), edges[always[edges].all(axis=1)])
    node = np.unique(core, return_inverse=True)[1]
    count = int(node.max()) + 1
    small = np.unique(np.sort(node[edges], axis=1), axis=0)
    small = small[small[:, 0] != small[:, 1]]
    state = np.zeros((len(alive), count), bool)
    for row, live in zip(state, alive, strict=True):
        row[node[live]] = True
    disc, edge = np.nonzero(state[:, small[:, 0]] & state[:, small[:, 1]])
    label = components(len(alive) * count, small[edge] + disc[:, None] * count)
    label = label.reshape(len(alive), count)
    return [np.where(live, row[node], -1) for live, row in zip(alive, label, strict=True)]


def _promising(ink: SampledInk, lines: Ints, discs: Discs) -> Ints:
    """Numbers of the discs that few lines pass, small ones first."""
    passed = np.zeros(len(discs.radii), np.int64)
    for start in range(0, len(passed), 128):
        part = slice(start, start + 128)
        away = ink.places[None] - discs.centres[part, None]
        inside = (away**2).sum(axis=2) <= discs.radii[part, None] ** 2
        passed[part] = (inside[:, lines[:, 0]] != inside[:, lines[:, 1]]).sum(axis=1)
    fine = np.flatnonzero((passed >= 2) & (passed <= CROSSINGS))
    return fine[np.lexsort((discs.radii[fine], ~discs.necks[fine]))][:TRIED]


def _parted(
    ink: SampledInk,
    graph: Bools,
    lines: Ints,
    alive: Bools,
    label: Ints,
    disc: tuple[Floats, float],
    neck: bool,
) -> list[Cut]:
    """Return the hinges that a disc makes: one for each limb that it parts from the rest.

    alive, label [N]: samples outside the disc, and the connected part of each; disc: its centre
    and radius; neck: whether it is at the neck of an outline.
    """
    centre, radius = disc
    numbers, counts = np.unique(label[alive], return_counts=True)
    least = max(LIMB, SLENDER * 2 * radius)
    if (counts * ink.step >= 0.5 * (least - radius)).sum() < 2:
        return []
    trunk = int(numbers[counts.argmax()])
    reach = np.linalg.norm(ink.places - centre, axis=1)
    exits = Exits.of(ink, lines, alive, label)
    label, numbers = _joined_limbs(exits, label, trunk)
    found = []
    for number in numbers:
        size = float(reach[label == number].max())
        if number == trunk or size < least:
            continue
        far = _with_stubs(ink, label, int(number), trunk)
        rest = reach[alive & ~far]
        if not len(rest) or rest.max() < least:
            continue
        if not neck and not looks_hinged(ink, graph, far, exits, int(number), disc):
            continue
        found.append(Cut(centre, radius, far, max(radius, NEAR), size / (2 * radius)))
    return found


def _joined_limbs(exits: Exits, label: Ints, trunk: int) -> tuple[Ints, Ints]:
    """Make one limb of two that go straight on into one another through a disc."""
    limbs = [int(n) for n in np.unique(exits.sides) if n != trunk]
    for k, first in enumerate(limbs):
        for second in limbs[:k]:
            if exits.facing(exits.sides == first, exits.sides == second).any():
                label = np.where(label == first, second, label)
                exits.sides[exits.sides == first] = second
    return label, np.array([n for n in limbs if (label == n).any()], np.int64)


def _with_stubs(ink: SampledInk, label: Ints, limb: int, trunk: int) -> Bools:
    """Return a limb's samples, with the short ends of its strokes and what is in the disc."""
    count = len(ink.lengths)
    mine = np.bincount(ink.strokes[label == limb], minlength=count)
    other = np.bincount(ink.strokes[label == trunk], minlength=count)
    loose = (label != limb) & (label != trunk)
    return np.asarray((label == limb) | (loose & (mine > other)[ink.strokes]))


def _without_crossings(ink: SampledInk, graph: Bools, found: list[Cut]) -> list[Cut]:
    """Keep the best hinges that part the drawing like a tree, with pieces of some size between."""
    kept: list[Cut] = []
    for cut in found:
        fits = True
        for other in kept:
            a, b = cut.far, other.far
            # of the four corners of two cuts one has to be empty, and the rest are true pieces
            corners = (a & b, a & ~b, b & ~a, graph & ~a & ~b)
            if (a & b).any() and np.linalg.norm(cut.centre - other.centre) < cut.radius:
                fits = False
                break
            sizes = [corner.sum() * ink.step for corner in corners]
            empty = int(np.argmin(sizes))
            others = [s for k, s in enumerate(sizes) if k != empty]
            if sizes[empty] > 0.25 * NEAR + 2 * ink.step * 4 or min(others) < LIMB:
                fits = False
                break
        if fits:
            kept.append(cut)
        if len(kept) == MOST:
            break
    return kept
