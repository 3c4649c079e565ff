# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Thick legs, like those of rounded icons: they swing from the body and bend once, a little.

A leg that is half as thick as it is long has no room for a knee, a hock and a fetlock; bent at all
of them its outline crumples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.motion.legs import Leg, legs_of
from engine.motion.performance import Performance
from engine.motion.rest import CARRIED, UNDER, Limb

Floats = NDArray[np.float64]
LOWER = 0.55  # of a leg, from its foot: what is as near belongs to its lower half
NEXT = 0.08  # long sides: the next point on a line is as near
STOUT = 0.2  # of its length: a leg as thick bends in the middle alone,
SINGLE = 0.1  # and where every pair of legs is drawn as one leg from this on
MOST_BEND, STIFF_BEND = 1.1, 0.6  # radians, in the middle of a thick leg: of one as thick as STOUT,
STIFF = 0.4  # and of one as thick as this, of its length
SOLE = 0.06  # of a leg: points of a foot as near to its lowest one stand on the ground
EDGE = 0.2  # of the points of a leg: as few are no leg of their own
_FULL_FOLD = 2.6  # radians, of a joint whose fold is 1, see `engine.motion.ik`


def thickness_of(body: Performance, names: Sequence[str]) -> float:
    """Return how thick legs are, in their lengths; 0.0 where that isn't known."""
    found = []
    for limb in map(body.rest.limb, names):
        thick = body.rest.thickness(limb)
        if thick > 0.0:
            found.append(thick / limb.length)
    return float(np.mean(found)) if found else 0.0


def shortness_of(body: Performance, names: Sequence[str]) -> float:
    """Return how short legs are, 0 for those of a horse and 1 for those of a crocodile."""
    lengths = [limb.length / body.rest.size for limb in map(body.rest.limb, names) if limb.sound]
    return float(np.clip((0.38 - np.mean(lengths)) / 0.2, 0.0, 1.0)) if lengths else 0.0


def grown_together(body: Performance, first: str, second: str) -> bool:
    """Return whether one line goes over from a leg's lower half to another's.

    Such legs are drawn as one shape, side by side, and would tear if they stepped in turn.
    """
    points, bones = body.rest.points, body.rest.bones
    limbs = [body.rest.limb(name) for name in (first, second)]
    if points is None or not all(limb.sound for limb in limbs):
        return False
    lower = np.zeros(len(points), np.int64)
    strongest = bones.carriers[np.arange(len(points)), bones.weights.argmax(axis=1)]
    for number, limb in enumerate(limbs, start=1):
        near_foot = np.linalg.norm(points - limb.tip, axis=1) < LOWER * limb.length
        lower[np.isin(strongest, limb.index) & near_foot] = number
    step = np.linalg.norm(np.diff(points, axis=0), axis=1)
    over = (lower[1:] != lower[:-1]) & (lower[1:] > 0) & (lower[:-1] > 0)
    return bool((over & (step < NEXT * body.rest.size)).any())


def drawn_as_one(body: Performance, first: str, second: str) -> bool:
    """Return whether two legs are drawn as one: the lines of both are those of one of them.

    A few lines at the edge of a leg don't make another.
    """
    if body.rest.plan is None or not all(body.rest.limb(name).sound for name in (first, second)):
        return False
    lines = [lines_of(body, name) for name in (first, second)]
    return max(lines) > 0 and min(lines) <= EDGE * max(lines)


def lines_of(body: Performance, name: str) -> int:
    """Return how many points of the drawing's lines are of a limb."""
    bones, plan = body.rest.bones, body.rest.plan
    return 0 if plan is None else int((bones.parts == plan.part_index[name]).sum())


def legs_by_thickness(
    body: Performance, folds: Mapping[str, Sequence[float]], stout: float = STOUT
) -> dict[str, Leg]:
    """Return the sound legs by name; thick ones bend in the middle alone.

    folds: of each leg's inner joints, see `RestPose.solver`; stout: of its length, from which on a
    leg is thick.
    """
    thick = thickness_of(body, list(folds))
    if thick < stout:
        return legs_of(body, folds)
    most = float(np.interp(thick, [STOUT, STIFF], [MOST_BEND, STIFF_BEND]))
    legs = {}
    for name in folds:
        limb = body.rest.limb(name)
        if limb.sound:
            bones = len(limb.names) - 1
            sole = _sole(body, limb)
            middle = sole.mean(axis=0)
            under = middle - limb.tip
            chain = replace(limb, places=np.concatenate([limb.places[:-1], middle[None]]))
            ways = [
                body.rest.solver(chain, _one_bend(limb, way * most), bones) for way in (1.0, -1.0)
            ]
            solver = min(ways, key=lambda one: one.shortest)
            legs[name] = Leg(limb, solver, bones, -under, under, sole - middle)
    return legs


def _sole(body: Performance, limb: Limb) -> Floats:
    """Return the left and the right end [2, 2] of what a thick leg stands on; its tip if unknown.

    Its foot is as rigid as a column's: about its tip, at the front, it would tread into the ground.
    """
    points, bones = body.rest.points, body.rest.bones
    tip = np.stack([limb.tip, limb.tip])
    if points is None:
        return tip
    mine = np.isin(bones.carriers, limb.index[-2:])
    foot = points[np.where(mine, bones.weights, 0.0).sum(axis=1) > CARRIED]
    if not len(foot):
        return tip
    lowest = float(foot[:, 1].max())
    sole = foot[foot[:, 1] > lowest - SOLE * limb.length, 0]
    ends = np.array([[sole.min(), lowest], [sole.max(), lowest]])
    near = np.hypot(*(ends.mean(axis=0) - limb.tip)) < UNDER * limb.length
    return ends if near else tip


def _one_bend(limb: Limb, bend: float) -> list[float]:
    """Return folds of a limb's inner joints: that in the middle, by what it can bear.

    bend: in radians, positive when the lower half swings back, negative when it swings ahead. Where
    a foot is drawn well ahead of its leg, one of them hardly lifts it.
    """
    along = np.cumsum(limb.lengths)[:-1] / max(limb.length, 1e-9)
    middle = int(np.abs(along - 0.5).argmin())
    return [bend / _FULL_FOLD if n == middle else 0.0 for n in range(len(along))]
