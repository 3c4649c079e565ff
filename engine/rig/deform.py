# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing in a pose: moved by its bones, then relaxed so that lines keep their length.

Where a line runs from one part to another, like from a belly into a leg, bones alone stretch it.
The relaxed drawing minimises sum(|(x_i - x_j) - R (r_i - r_j)|^2 / length) over neighbours on a
stroke, touching strokes and the two sides of a limb, plus a pull to where the bones want each point
(as-rigid-as-possible, Sorkine and Alexa 2007). The rotations R are those of the bones at first and
then those of the lines as they lie, so that what a bend would squeeze or stretch gives way along
the line; it is one linear system for all frames and steps. What is held or worn keeps its shape and
goes where what it touches goes.

Of curves, the line counts and not the control points beside it: the energy is that of points along
the curves, the unknowns are the control points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from engine.rig.bones import Bones, Pose, deformed
from engine.rig.curve_points import STEP, along_curves, carried_along
from engine.rig.flesh import flesh_pairs
from engine.rig.skeletons import PLANS
from engine.rig.sparse import Factors, factors_of, largest_columns
from engine.rig.touching import touching_pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Complexes = NDArray[np.complex128]

REACH = 0.15  # of the drawing: over about this length a line may leave its bones,
ALONE = 3.0  # and that much less where it hangs on one joint alone,
FIRM = 1.5e4  # and hardly at all where that is a foot, a hand or something rigid
TOUCHING = 0.012  # of the drawing: points of two strokes as close as this hold together
ALIKE = 0.5  # overlap of their weights from which touching points hold together,
HELD = 0.2  # and where one of them is of a thing that is held or worn, or would hang in the air
SHORTEST = 1e-3  # of the drawing: shorter pieces of line count as this long
NEARLY = 0.9  # of its largest overlap: where something loose is tied
HANGING = 0.1  # of the drawing: a thing that touches nothing hangs on a body as near as this
FLESH = 0.2  # of the drawing: lines of one limb as near as this keep their distance,
SOFT = 0.15  # though so much less than a line keeps its length
STEPS = 4  # in which turns and places are found in turn,
LARGE = 20_000  # points along the lines, from which there are none: that takes too long
OWN = 0.7  # how much the turn of a piece of line counts beside those at its ends


@dataclass(frozen=True)
class Deformer:
    """Moves the points of a drawing with its bones; what doesn't depend on the pose is kept.

    Attributes:
        bones: what carries the points.
        points: [P, 2], at rest.
        strokes: [P]; the points of a stroke follow one another.
        cubic: bool [P], which of them are control points of cubics; None where none are.
    """

    bones: Bones
    points: Floats
    strokes: Ints
    cubic: NDArray[np.bool_] | None = None

    def __call__(self, pose: Pose) -> Floats:
        """Return the points [F, P, 2]; in frames at rest they are the drawing, bit for bit."""
        still = ~pose.turns.any(axis=1)
        if pose.scale is not None:
            still &= (pose.scale == 1.0).all(axis=(1, 2))
        start = deformed(self.bones, self.points, pose)
        if len(self._edges) == 0 or still.all():
            return start
        relaxed = self._relaxed(start, pose)
        relaxed[still] = (self.points + pose.root[:, None])[still]
        resting = still & ~pose.root.any(axis=1)
        relaxed[resting] = self.points
        return np.ascontiguousarray(relaxed)

    def _relaxed(self, start: Floats, pose: Pose) -> Floats:
        """Return the points [F, P, 2] at which the energy is least; start [F, P, 2]: as bones go.

        In turn, the points are found for given turns of the lines, and the turns for given points.
        """
        line, first, second = self._line, *self._edges.T
        turns = np.exp(1j * (line.shares @ pose.turns.T))
        rest = self._stiffness[:, None] * self._vectors(pose)
        drawn, target = flat(start), flat(start)
        if line is not self.bones:
            drawn, target = self._along @ drawn, flat(deformed(line, self._places, pose))
        before = (self._incidence @ drawn).view(complex)
        pull = self._free.T @ (self._hold[:, None] * (target - drawn))
        pull -= self._moves.T @ (self._stiffness[:, None] * before).view(float)
        change = np.zeros((self._free.shape[1], drawn.shape[1]))
        for step in range(STEPS + 1 if len(self._places) < LARGE else 1):
            own: Complexes | float = 0.0
            if step:
                seen = rest.conj() * (before + (self._moves @ change).view(complex))
                turns = unit((self._ends @ seen.view(float)).view(complex))
                own = OWN * unit(seen)
            wanted = turns.take(first, axis=0) + turns.take(second, axis=0) + own
            wanted = rest * unit(wanted)
            change = self._factors.solve(self._moves.T @ wanted.view(float) + pull)
        moved = (self._together @ change).reshape(len(self.points), -1, 2)
        return np.asarray(start + moved.transpose(1, 0, 2))

    def _vectors(self, pose: Pose) -> Complexes:
        """Return the edges [E, 1] at rest as complex numbers; [E, F] where a pose stretches."""
        first, second = self._edges.T
        vector = np.asarray(self._places[first] - self._places[second])[None]
        scales = pose.scales(self._line)
        if scales is not None:
            size = np.einsum("fpkc,pk->fpc", scales[:, self._line.carriers], self._line.weights)
            vector = 0.5 * (size[:, first] + size[:, second]) * vector
        return flat(vector).view(complex)

    @cached_property
    def _along(self) -> csr_matrix:
        """Points along the lines [N] from the drawing's points [P]."""
        return along_curves(self.points, self.strokes, self.cubic, STEP * self._size)

    @cached_property
    def _places(self) -> Floats:
        """Points [N, 2] along the lines, at rest."""
        return np.asarray(self._along @ self.points)

    @cached_property
    def _line_strokes(self) -> Ints:
        """Strokes [N] of the points along the lines."""
        return np.asarray(self.strokes[largest_columns(self._along)])

    @cached_property
    def _line(self) -> Bones:
        """The bones, carrying the points along the lines."""
        if self.cubic is None or not self.cubic.any():
            return self.bones
        return carried_along(self.bones, self._along)

    @cached_property
    def _size(self) -> float:
        return max(float(np.ptp(self.points, axis=0).max()), 1e-9)

    @cached_property
    def _edges(self) -> Ints:
        """Pairs [E, 2] of points: neighbours on a stroke, touching ones, and sides of a limb."""
        strokes = self._line_strokes
        joined = np.flatnonzero(strokes[1:] == strokes[:-1])
        along = np.stack([joined, joined + 1], axis=1)
        touching = touching_pairs(self._places, strokes, TOUCHING * self._size)
        thing = (self._line.parts < 0) & bool(self.bones.plan)
        least = np.where(thing[touching].any(axis=1), HELD, ALIKE)
        touching = np.concatenate([moved_alike(self._line, touching, least), self._ties])
        return np.concatenate([along, touching, self._hanging, self._flesh])

    @cached_property
    def _ties(self) -> Ints:
        """Pairs [N, 2] of points: of loose strokes, and what is most alike of what they touch.

        Loose strokes hang wholly on the body's joints and touch nothing that moves alike; such a
        hand leaves its sleeve where the sleeve doesn't go as its bones do.
        """
        strokes = self._line_strokes
        touching = touching_pairs(self._places, strokes, TOUCHING * self._size)
        touching = touching[(self._line.parts[touching] >= 0).all(axis=1)]
        count = int(strokes.max(initial=-1)) + 1
        kept = strokes[moved_alike(self._line, touching)]
        graph = csr_matrix((np.ones(len(kept)), (kept[:, 0], kept[:, 1])), (count, count))
        number, group = connected_components(graph, directed=False)
        parted = self._line.weights.max(axis=1) < 1.0 - 1e-9
        parted |= (self._line.parts < 0) | (not self.bones.plan)
        held = np.bincount(group[strokes], parted, number) > 0
        loose = np.asarray(~held[group[strokes]])
        touching = touching[loose[touching].any(axis=1)]
        touching = np.where(loose[touching[:, :1]], touching, touching[:, ::-1])
        alike = likeness(self._line, touching)
        owner = group[strokes[touching[:, 0]]]
        most = np.zeros(number)
        np.maximum.at(most, owner, alike)
        return np.asarray(touching[alike >= np.maximum(NEARLY * most[owner], HELD)])

    @cached_property
    def _tied(self) -> NDArray[np.bool_]:
        """Which points [N] are of strokes that `_ties` hold."""
        strokes = self._line_strokes
        return np.isin(strokes, strokes[self._ties[:, 0]])

    @cached_property
    def _hanging(self) -> Ints:
        """Pairs [N, 2] of points: where things that touch nothing come nearest to the body.

        What both hands hold goes with the hands, wherever it passes the head.
        """
        thing = (self._line.parts < 0) & bool(self.bones.plan)
        both = thing & (self._line.weights.max(axis=1) < 1.0 - 1e-9)
        if not thing.any() or thing.all():
            return np.zeros((0, 2), np.int64)
        group = self._together.indices[largest_columns(self._along)]
        body, own = np.flatnonzero(~thing), np.flatnonzero(thing & ~both)
        if not len(own):
            return np.zeros((0, 2), np.int64)
        apart, other = cKDTree(self._places[body]).query(self._places[own])
        order = np.argsort(apart, kind="stable")
        first = order[np.unique(group[own[order]], return_index=True)[1]]
        first = first[apart[first] <= HANGING * self._size]
        return np.stack([own[first], body[other[first]]], axis=1)

    @cached_property
    def _flesh(self) -> Ints:
        """Pairs [N, 2] of points that lie side by side and move alike."""
        pairs = flesh_pairs(self._places, self._line_strokes, FLESH * self._size)
        return moved_alike(self._line, pairs)

    @cached_property
    def _together(self) -> csr_matrix:
        """Changes of the drawing's points [P] from those of what moves on its own [Q].

        Points of a thing that hang alike, on one joint or on both hands, change as one, and so do
        strokes of it that touch.
        """
        count = len(self.points)
        thing = (self.bones.parts < 0) & bool(self.bones.plan)
        joined = np.flatnonzero(self.strokes[1:] == self.strokes[:-1])
        touching = touching_pairs(self.points, self.strokes, TOUCHING * self._size)
        edges = np.concatenate([np.stack([joined, joined + 1], axis=1), touching])
        edges = edges[thing[edges].all(axis=1)]
        edges = moved_alike(self.bones, edges, 1.0 - 1e-6)
        graph = csr_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), (count, count))
        number, group = connected_components(graph, directed=False)
        return csr_matrix((np.ones(count), (np.arange(count), group)), (count, number))

    @cached_property
    def _lengths(self) -> Floats:
        first, second = self._edges.T
        apart = np.linalg.norm(self._places[first] - self._places[second], axis=1)
        return np.asarray(np.maximum(apart, SHORTEST * self._size))

    @cached_property
    def _stiffness(self) -> Floats:
        stiff, flesh = 1.0 / self._lengths, len(self._lengths) - len(self._flesh)
        stiff[flesh:] *= SOFT
        stiff[flesh - len(self._hanging) : flesh] = 1.0 / (SHORTEST * self._size)
        return np.asarray(stiff)

    @cached_property
    def _incidence(self) -> csr_matrix:
        count, number = len(self._edges), np.arange(len(self._edges))
        values = np.concatenate([np.ones(count), -np.ones(count)])
        rows, columns = np.concatenate([number, number]), self._edges.T.reshape(-1)
        return csr_matrix((values, (rows, columns)), (count, len(self._places)))

    @cached_property
    def _hold(self) -> Floats:
        """How strongly each point [N] is held where its bones want it."""
        mass = np.full(len(self._places), SHORTEST * self._size)
        lines = len(self._edges) - len(self._flesh)
        for column in (0, 1):
            np.add.at(mass, self._edges[:lines, column], 0.5 * self._lengths[:lines])
        thing = (self._line.parts < 0) & bool(self.bones.plan)
        alone = (self._line.weights.max(axis=1) >= 1.0 - 1e-9) & ~thing & ~self._tied
        firm = np.where(alone, np.where(self._ending, FIRM, ALONE), 1.0)
        return np.asarray(firm * mass / (REACH * self._size) ** 2)

    @cached_property
    def _ending(self) -> NDArray[np.bool_]:
        """Which points [N] hang on a bone with no other below it that carries any, like a foot."""
        used = np.unique(self.bones.carriers[self.bones.weights > 0.0])
        inner = np.zeros(len(self.bones.names), dtype=bool)
        for joint in used:
            above = int(self.bones.parents[joint])
            while above >= 0:
                inner[above], above = True, int(self.bones.parents[above])
        strongest = self._line.weights.argmax(axis=1)
        ending = ~inner[self._line.carriers[np.arange(len(strongest)), strongest]]
        if not self.bones.plan:
            return np.ones_like(ending)
        rigid = [n for n, part in enumerate(PLANS[self.bones.plan].parts) if part.rigid]
        return np.asarray(ending | np.isin(self._line.parts, rigid))

    @cached_property
    def _free(self) -> csr_matrix:
        """Changes of points along the lines [N] from those of what moves on its own [Q]."""
        return csr_matrix(self._along @ self._together)

    @cached_property
    def _moves(self) -> csr_matrix:
        """Changes of the edges [E] from those of what moves on its own [Q]."""
        return csr_matrix(self._incidence @ self._free)

    @cached_property
    def _ends(self) -> csr_matrix:
        """Sums over the edges [E] at each point [N]."""
        return csr_matrix(abs(self._incidence).T)

    @cached_property
    def _factors(self) -> Factors:
        system = self._moves.T @ diags(self._stiffness) @ self._moves
        system = system + self._free.T @ diags(self._hold) @ self._free
        return factors_of(system)


def flat(points: Floats) -> Floats:
    """Return points [F, N, 2] as a row for each point, [N, 2 F]."""
    return np.ascontiguousarray(points.transpose(1, 0, 2)).reshape(points.shape[1], -1)


def unit(numbers: Complexes) -> Complexes:
    """Return complex numbers of the same angle and length 1; 0 stays."""
    length = np.sqrt(numbers.real**2 + numbers.imag**2)
    return np.asarray(numbers * (1.0 / np.maximum(length, 1e-12)))


def moved_alike(bones: Bones, pairs: Ints, least: Floats | float = ALIKE) -> Ints:
    """Return those of pairs [N, 2] of points that hang on the same joints.

    least: [N] or one for all, the overlap of weights, 0..1, from which they do.
    """
    return np.asarray(pairs[likeness(bones, pairs) >= least])


def likeness(bones: Bones, pairs: Ints) -> Floats:
    """Return the overlap of weights [N], 0..1, of each of pairs [N, 2] of points."""
    first, second = pairs.T
    same = bones.carriers[first][:, :, None] == bones.carriers[second][:, None, :]
    shared = np.minimum(bones.weights[first][:, :, None], bones.weights[second][:, None, :])
    return np.asarray((shared * same).sum(axis=(1, 2)))
