# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bodies of a drawing that are posed: the bones of each object, or each of its islands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from addon.contract.drawing import Drawing
from engine.rig.bones import Bones, Pose, deformed, rotation
from engine.rig.curve_points import carried_along
from engine.rig.drawing_rig import DrawingRig
from engine.rig.touching import touching_pairs
from engine.runtime.arrays import numpy_of
from engine.vector.keyframes.compose import moving_points
from engine.video_fit.body import LEAN, TURNS, PosedBody, factors
from engine.video_fit.drawn_lines import DrawnLines, Space
from engine.video_fit.laying import Laying
from engine.video_fit.matching import SeenTarget, line_tangents

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Poses = list[Floats]
ISLAND = 0.02  # long sides: strokes as near as this hold together
LIMIT = 0.06  # long sides: how far a line may be off, at most, when poses are compared


@dataclass(frozen=True, eq=False)
class Cast:
    """The bodies of a drawing, one for each object that moves, and how its drawn points follow.

    Attributes:
        bodies: each with its own points.
        points: for each body, numbers of its points among all N drawn points.
        objects: for each body, number of the drawing's object.
        strokes: [N].
        rest: [N, 2], long sides.
        tails: bool [N], free ends of strokes.
    """

    bodies: tuple[PosedBody, ...]
    points: tuple[Ints, ...]
    objects: tuple[int, ...]
    strokes: Ints
    rest: Floats
    tails: NDArray[np.bool_]

    @cached_property
    def laying(self) -> Laying:
        """What lays the strokes with a free end along seen lines."""
        return Laying(self.rest, self.strokes, self.tails)

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
        return self.cost_of(self.placed(poses), target)

    def missed(self, fitted: Sequence[Poses], targets: Sequence[SeenTarget]) -> Floats:
        """Return how far drawn and seen lines are from each other in each frame [F]."""
        return np.array([self.cost(p, t) for p, t in zip(fitted, targets, strict=True)])

    def cost_of(self, moved: Floats, target: SeenTarget) -> float:
        """Return how far moved points [N, 2] are from the seen lines, long sides."""
        return target.cost(moved, self.tangents(moved), LIMIT)


def cast_of(rig: DrawingRig, lines: DrawnLines, space: Space) -> Cast:
    """Return the bodies that are posed: each object's bones, or each of its islands as one."""
    bodies, owned, objects = [], [], []
    for number, found in enumerate(rig.objects):
        own = np.flatnonzero(lines.objects == number)
        if not len(own):
            continue
        if found is not None:
            along = csr_matrix(lines.from_points[own][:, found.points])
            bones = carried_along(found.bones, along)
            bodies.append(
                PosedBody(replace(bones, joints=space.inside(bones.joints)), lines.places[own])
            )
            owned.append(own)
            objects.append(number)
            continue
        for island in islands(lines.places[own], lines.strokes[own]):
            places = lines.places[own[island]]
            bodies.append(PosedBody(one_piece(places), places))
            owned.append(own[island])
            objects.append(number)
    return Cast(
        tuple(bodies), tuple(owned), tuple(objects), lines.strokes, lines.places, lines.tails
    )


def apart(rig: DrawingRig, lines: DrawnLines) -> DrawingRig:
    """Return a rig without the bones of objects that are drawn as several islands.

    Where there are none it is `rig` itself.
    """
    found = list(rig.objects)
    for number, bones in enumerate(rig.objects):
        own = np.flatnonzero(lines.objects == number)
        if bones and len(own) and len(islands(lines.places[own], lines.strokes[own])) > 1:
            found[number] = None
    changed = any(one is not other for one, other in zip(found, rig.objects, strict=True))
    return replace(rig, objects=tuple(found)) if changed else rig


def islands(places: Floats, strokes: Ints) -> list[Ints]:
    """Return numbers of points [n, 2] of strokes [n] that touch or lie within each other's box."""
    names, own = np.unique(strokes, return_inverse=True)
    touching = own[touching_pairs(places, own.astype(np.int64), ISLAND)]
    low = np.stack([places[own == n].min(axis=0) for n in range(len(names))])
    high = np.stack([places[own == n].max(axis=0) for n in range(len(names))])
    middle = (low + high) / 2
    inside = (middle[:, None] >= low).all(axis=2) & (middle[:, None] <= high).all(axis=2)
    edges = np.concatenate([touching.reshape(-1, 2), np.argwhere(inside)])
    shape = (len(names), len(names))
    graph = csr_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape)
    count, group = connected_components(graph, directed=False)
    return [np.flatnonzero(group[own] == n) for n in range(count)]


def one_piece(places: Floats) -> Bones:
    """Return bones with which all points [n, 2] move as one."""
    count = len(places)
    return Bones(
        "",
        ("whole",),
        np.array([-1]),
        places.mean(axis=0)[None],
        np.ones(1),
        np.zeros((count, 1), np.int64),
        np.ones((count, 1)),
        np.zeros(count, np.int64),
    )


def carried_by(
    drawing: Drawing,
    rig: DrawingRig,
    cast: Cast,
    lines: DrawnLines,
    poses: Sequence[Poses],
    space: Space,
) -> tuple[Floats, tuple[Pose | None, ...]]:
    """Return the drawing's points [F, P, 2] in poses, canvas pixels, and the poses of its rigs."""
    rest = numpy_of(drawing.positions).astype(np.float64)
    movable = moving_points(drawing)
    stroke = np.repeat(np.arange(drawing.stroke_count), np.diff(numpy_of(drawing.stroke_offsets)))
    moved = np.repeat(rest[None], len(poses), axis=0)
    found: list[Pose | None] = [None] * len(rig.objects)
    for body, (actor, number) in enumerate(zip(cast.bodies, cast.objects, strict=True)):
        vectors = np.stack([frame[body] for frame in poses])
        own = rig.objects[number]
        scale = np.ones((len(vectors), len(actor.bones.names), 2))
        scale[:, actor.bones.parents < 0] = factors(vectors)[:, None]
        pose = Pose(space.size * vectors[:, :2], vectors[:, TURNS:], scale)
        if own is not None:
            points = own.points
            found[number] = pose
            moved[:, points] = own.deformer(rest)(pose)
        else:
            points = np.flatnonzero(np.isin(stroke, lines.strokes[cast.points[body]]) & movable)
            whole = replace(one_piece(rest[points]), joints=space.outside(actor.bones.joints))
            moved[:, points] = deformed(whole, rest[points], pose)
        arms = rest[points] - space.outside(actor.bones.joints[0])
        moved[:, points] += _leant(vectors, arms)
    return moved, tuple(found)


def _leant(poses: Floats, arms: Floats) -> Floats:
    """Return what leaning adds [F, P, 2] in poses [F, 5 + J]; arms [P, 2]: from root to points.

    The rig's poses don't know it; it is zero where a body has several joints.
    """
    aside = factors(poses)[:, 0] * poses[:, LEAN]
    way = np.zeros((len(poses), len(arms), 2))
    way[..., 0] = aside[:, None] * arms[:, 1]
    return rotation(poses[:, TURNS, None], way)
