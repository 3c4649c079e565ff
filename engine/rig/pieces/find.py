# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds rigid pieces, wheels and hinges in a drawing by geometry alone.

Steps: strokes inside a closed outline go with it; wheels are set apart; ink that touches hangs
together, and is cut at its hinges; what touches nothing goes with the nearest piece.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import ConvexHull, QhullError, cKDTree

from engine.rig.bones import Bones
from engine.rig.pieces.blend import shares
from engine.rig.pieces.cuts import LIMB, Cut, find_cuts
from engine.rig.pieces.ink import Bools, Floats, Ints, SampledInk, components, extent, gaps
from engine.rig.pieces.necks import candidates
from engine.rig.pieces.parts import nearest_larger, rows_of
from engine.rig.pieces.shapes import Wheel, find_wheels, holders, outermost
from engine.rig.pieces.strings import with_bends
from engine.rig.plain_shapes import is_ellipse

CARRIERS = 4  # joints a point hangs on, at most
FAR = 0.12  # from all other ink: what is as far is a piece of its own
LOOSE = 8  # pieces far from all others, at most
HINGED = 6  # connected parts of the drawing in which hinges are looked for, longest first
SMALL = 0.12  # closed strokes up to this size are rigid
NAMED_KINDS = ("wheel", "bend")  # of joints, that are named after it


@dataclass(frozen=True)
class Pieces:
    """A drawing as rigid pieces that are hinged to one another.

    Attributes:
        bones: one joint for each piece, with the plan "".
        wheels: joints that are centres of wheels, which may turn about them all the way round.
        hinges: joints at which a piece hangs on another one and may swing.
        bends: joints within a soft line, like a string.
        pieces: int64 [P], number of the piece (and so of its joint) of each point.
    """

    bones: Bones
    wheels: tuple[int, ...]
    hinges: tuple[int, ...]
    bends: tuple[int, ...]
    pieces: Ints


def rig_of_pieces(points: Floats, strokes: Ints, *, rolls: bool = False) -> Bones:
    """Return the bones of a drawing without a body plan: points [P, 2], stroke [P] of each.

    rolls: whether it is known to be of what stands on wheels.
    """
    return find_pieces(points, strokes, rolls=rolls).bones


def find_pieces(points: Floats, strokes: Ints, *, rolls: bool = False) -> Pieces:
    """Return the pieces of a drawing of points [P, 2], P > 0, in any unit.

    strokes [P]: the stroke of each point; the points of a stroke follow one another. rolls: whether
    it is known to be of what stands on wheels.
    """
    ink = SampledInk.of(points, strokes)
    holder = holders(ink)
    return _Assembly(ink, holder, find_wheels(ink, holder, rolls=rolls)).finished()


class _Assembly:
    """Joints and shares as they are found, from the main part of the drawing outwards."""

    def __init__(self, ink: SampledInk, holder: Ints, wheels: tuple[Wheel, ...]) -> None:
        self.ink = ink
        self.holder = holder
        self.top = outermost(holder)
        self.parents: list[int] = []
        self.joints: list[Floats] = []
        self.confidence: list[float] = []
        self.kinds: dict[str, list[int]] = {"wheel": [], "hinge": [], "bend": []}
        self.mass = np.zeros((len(ink.points), 0))
        self.piece = np.full(len(ink.places), -1, np.int64)
        outer = self.top == np.arange(len(self.top))
        for wheel in wheels:
            outer[list(wheel.strokes)] = False
        self.graph: Bools = outer[ink.strokes]
        touching = ink.contacts[self.graph[ink.contacts].all(axis=1)]
        self.touching = touching
        self.bridges = np.concatenate([gaps(ink, self.graph), self._over_wheels(wheels)])
        self._place_parts()
        for wheel in wheels:
            self._place_wheel(wheel)
        self._keep_marks()

    def _joint(self, parent: int, place: Floats, confidence: float, kind: str = "") -> int:
        """Add a joint."""
        self.parents.append(parent)
        self.joints.append(place)
        self.confidence.append(confidence)
        if kind:
            self.kinds[kind].append(len(self.parents) - 1)
        self.mass = np.column_stack([self.mass, np.zeros(len(self.mass))])
        return len(self.parents) - 1

    def _over_wheels(self, wheels: tuple[Wheel, ...]) -> Ints:
        """Pairs [n, 2] of samples that touch one wheel: it holds the body together."""
        ink = self.ink
        pairs = []
        for wheel in wheels:
            mine = np.isin(ink.strokes, wheel.strokes)
            touching = ink.contacts[mine[ink.contacts].any(axis=1)].ravel()
            touching = np.unique(touching[self.graph[touching]])
            pairs.append(np.stack([touching[:-1], touching[1:]], axis=1))
        return np.concatenate(pairs) if pairs else np.zeros((0, 2), np.int64)

    def _place_parts(self) -> None:
        """Place the connected parts of the drawing, the longest first."""
        ink = self.ink
        lines = ink.lines[self.graph[ink.lines].all(axis=1)]
        label = components(len(self.graph), lines, self.touching, self.bridges)
        label[~self.graph] = -1
        numbers, counts = np.unique(label[self.graph], return_counts=True)
        order = numbers[np.argsort(-counts, kind="stable")]
        rank = np.full(label.max() + 1, -1, np.int64)
        rank[order] = np.arange(len(order))
        part = np.where(label >= 0, rank[label], -1)
        nearest, away = nearest_larger(ink, part, len(order))
        rows = rows_of(part, len(order))
        loose, hull = 0, shapely.convex_hull(shapely.multipoints(ink.places[rows[0]]))
        for number, samples in enumerate(rows):
            mask = np.zeros(len(part), bool)
            mask[samples] = True
            cuts = self._cuts(mask) if number < HINGED else []
            host, base = int(nearest[number]), 0
            if number == 0:
                cuts = self._rooted(mask, cuts, None)
                base = self._joint(-1, self._middle(mask, cuts), 1.0)
            elif away[number] > FAR and loose < LOOSE and _outside(ink.places[samples], hull):
                loose += 1
                cuts = self._rooted(mask, cuts, None)
                base = self._joint(0, self._middle(mask, cuts), 0.5)
            else:
                gap = np.linalg.norm(ink.places[samples] - ink.places[host], axis=1)
                cuts = self._rooted(mask, cuts, int(samples[gap.argmin()]))
                base = int(self.piece[host])
            self._place_part(mask, cuts, base)

    def _cuts(self, mask: Bools) -> list[Cut]:
        """Find the hinges of a connected part."""
        if extent(self.ink.places[mask]) < 2 * LIMB:
            return []
        edges = self.touching[mask[self.touching[:, 0]]]
        bridges = self.bridges[mask[self.bridges[:, 0]]]
        discs = candidates(self.ink, mask, edges)
        return find_cuts(self.ink, mask, np.concatenate([edges, bridges]), discs)

    def _rooted(self, mask: Bools, cuts: list[Cut], at: int | None) -> list[Cut]:
        """Turn hinges so that the root is on none's far side: sample `at`, or the largest piece."""
        if at is None and cuts:
            code = np.zeros(len(mask), np.int64)
            for k, cut in enumerate(cuts):
                code += cut.far.astype(np.int64) << k
            groups = [np.flatnonzero(mask & (code == c)) for c in np.unique(code[mask])]
            at = int(max(groups, key=lambda g: _measure(self.ink, g))[0])
        turned = [cut.flipped(mask) if at is not None and cut.far[at] else cut for cut in cuts]
        return with_bends(self.ink, turned)

    def _middle(self, mask: Bools, cuts: list[Cut]) -> Floats:
        """Return the middle [2] of the piece that no hinge carries."""
        rest = mask.copy()
        for cut in cuts:
            rest &= ~cut.far
        places = self.ink.places[rest if rest.any() else mask]
        return np.asarray(0.5 * (places.min(axis=0) + places.max(axis=0)))

    def _place_part(self, mask: Bools, cuts: list[Cut], base: int) -> None:
        """Add the joints of a connected part that hangs on joint `base`, and its points' shares."""
        ink = self.ink
        self.piece[mask] = base
        everything = mask.copy()
        mine = np.zeros(len(ink.lengths), bool)
        mine[ink.strokes[mask]] = True
        everything[mine[self.top][ink.strokes] & (self.holder >= 0)[ink.strokes]] = True
        self.piece[everything] = base
        cuts = sorted(cuts, key=lambda cut: -int(cut.far.sum()))
        if cuts:
            held = self._take_held(mask)
            cuts = [self._with_held(cut, held) for cut in cuts]
        points = np.flatnonzero(everything[ink.sample_of_point])
        self.mass[points, base] = 1.0
        subtree = {base: np.ones(len(ink.points))}
        numbers: list[tuple[Cut, int]] = []
        for cut in cuts:
            above = [n for c, n in numbers if (c.far & cut.far).sum() > 0.8 * cut.far.sum()]
            parent = above[-1] if above else base
            quality = cut.quality
            joint = self._joint(
                parent, cut.centre, quality / (quality + 1.0), "bend" if cut.soft else "hinge"
            )
            numbers.append((cut, joint))
            subtree[joint] = np.minimum(shares(ink, cut), subtree[parent])
            self.mass[points, joint] += subtree[joint][points]
            self.mass[points, parent] -= subtree[joint][points]
            self.piece[cut.far] = joint
        self.mass[points] = np.maximum(self.mass[points], 0.0)
        self.mass[points] /= self.mass[points].sum(axis=1, keepdims=True)

    def _take_held(self, mask: Bools) -> tuple[Ints, Ints]:
        """Return samples of strokes that a part's outlines hold, and the outlines' nearest ones."""
        ink = self.ink
        rings = np.unique(ink.strokes[mask])
        inner: list[Ints] = []
        outer: list[Ints] = []
        for ring in rings[np.isin(rings, self.top[self.holder >= 0])]:
            own = ink.of_stroke(int(ring))
            tree = cKDTree(ink.places[own])
            samples = np.flatnonzero(((self.top == ring) & (self.holder >= 0))[ink.strokes])
            inner.append(samples)
            outer.append(own[tree.query(ink.places[samples])[1]])
        if not inner:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return np.concatenate(inner), np.concatenate(outer)

    def _with_held(self, cut: Cut, held: tuple[Ints, Ints]) -> Cut:
        """Extend a hinge to strokes held by outlines: most go as a whole with one of its sides."""
        samples, hosts = held
        if not len(samples):
            return cut
        far = cut.far.copy()
        strokes = self.ink.strokes[samples]
        count = np.bincount(strokes)
        share = np.bincount(strokes, cut.far[hosts]) / np.maximum(count, 1)
        whole = (share <= 0.2) | (share >= 0.8) | (self.ink.lengths[: len(count)] < 2 * SMALL)
        far[samples] = np.where(whole[strokes], share[strokes] >= 0.5, cut.far[hosts])
        return Cut(cut.centre, cut.radius, far, cut.blend, cut.quality, cut.soft)

    def _place_wheel(self, wheel: Wheel) -> None:
        """Add a wheel's joint at its centre, hanging on the nearest piece."""
        ink = self.ink
        placed = np.flatnonzero(self.graph)
        gap = np.linalg.norm(ink.places[placed] - wheel.centre, axis=1)
        joint = self._joint(int(self.piece[placed[gap.argmin()]]), wheel.centre, 1.0, "wheel")
        mine = np.isin(ink.strokes, wheel.strokes)
        self.piece[mine] = joint
        points = np.flatnonzero(mine[ink.sample_of_point])
        self.mass[points] = 0.0
        self.mass[points, joint] = 1.0

    def _keep_marks(self) -> None:
        """Make small closed strokes rigid, and round ones, and what an outline holds loosely."""
        ink = self.ink
        pairs = ink.strokes[ink.contacts]
        touches = np.isin(np.arange(len(ink.lengths)), pairs[pairs[:, 0] != pairs[:, 1]])
        mixed = np.zeros(len(ink.lengths), bool)
        number = ink.strokes[ink.sample_of_point]
        mixed[number[self.mass.max(axis=1) < 1.0]] = True
        held = self.holder >= 0
        marks = mixed & np.where(ink.closed, held | ~touches, held & ~touches)
        for stroke in np.flatnonzero(mixed & ink.closed & ~marks):
            marks[stroke] = self._is_round(int(stroke))
        for stroke in np.flatnonzero(marks):
            rows = np.flatnonzero(number == stroke)
            if extent(ink.points[rows]) <= SMALL or self._is_round(int(stroke)):
                most = self.mass[rows].sum(axis=0).argmax()
                self.mass[rows] = 0.0
                self.mass[rows, most] = 1.0

    def _is_round(self, stroke: int) -> bool:
        """Tell whether a stroke is an ellipse: where a hinge bends it that is seen at once."""
        return bool(self.ink.closed[stroke]) and is_ellipse(
            self.ink.places[self.ink.of_stroke(stroke)]
        )

    def finished(self) -> Pieces:
        """Return the answer in the unit of the drawing."""
        ink = self.ink
        width = min(CARRIERS, self.mass.shape[1])
        carriers = np.argsort(-self.mass, axis=1, kind="stable")[:, :width]
        weights = np.take_along_axis(self.mass, carriers, axis=1)
        weights[weights < 1e-3] = 0.0
        weights /= weights.sum(axis=1, keepdims=True)
        pieces = carriers[:, 0].astype(np.int64)
        bones = Bones(
            "",
            tuple(
                next((f"{kind}{k}" for kind in NAMED_KINDS if k in self.kinds[kind]), f"piece{k}")
                for k in range(len(self.parents))
            ),
            np.array(self.parents, np.int64),
            np.array(self.joints) * ink.size + ink.middle,
            np.array(self.confidence),
            carriers.astype(np.int64),
            weights,
            pieces,
        )
        wheels, hinges, bends = (tuple(self.kinds[kind]) for kind in ("wheel", "hinge", "bend"))
        return Pieces(bones, wheels, hinges, bends, pieces)


def _outside(places: Floats, hull: shapely.Geometry) -> bool:
    """Whether places [n, 2] lie outside the hull of the main part, and are more than a dot."""
    within = shapely.contains_xy(hull, places[:, 0], places[:, 1])
    return extent(places) >= 0.5 * LIMB and not bool(within.all())


def _measure(ink: SampledInk, samples: Ints) -> float:
    """Return how large a piece is: the area of its hull, and a little of its length."""
    places = ink.places[samples]
    try:
        area = float(ConvexHull(places).volume) if len(places) >= 3 else 0.0
    except QhullError:
        area = 0.0
    return area + 0.02 * len(samples) * ink.step
