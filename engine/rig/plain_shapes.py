# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain shapes in a body stay what they are: a round belly is round, a stick is straight.

Bones bend a line where two joints carry it. On an ellipse or on a stick that is seen at once, and
looks like rubber. So the joints of a round trunk are one. Any other such line hangs on the mean of
what carries it, all along: it turns by the mean turn of these joints, about a place among them, and
doesn't bend. What is drawn on it goes with it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray

from engine.rig.bones import Bones
from engine.rig.skeletons import PLANS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BENDING = ("face", "flag", "flame", "plant", "tree")  # plans of what is soft or turns in depth
STICKS = ("insect", "spider", "crab")  # plans whose legs are straight where they are drawn so
SMALLEST = 0.08  # of the drawing: a shorter line isn't seen to bend
ROUND = 0.05  # of its half axes: how far an ellipse leaves itself, on the mean
OPEN = 0.1  # of its long side: how far apart the ends of a closed line are
STRAIGHT = 0.02  # of its length: how far a straight line leaves its chord
BESIDE = 0.03  # of the drawing: a line as near to an ellipse runs along it
SHORT = 0.15  # of the drawing: spikes and spots are shorter
EVEN = 64  # places on a line, evenly spaced
WHOLE = 0.97  # of the hull of a drawing: an outline that fills so much of it has no limb
LIMBS = ("arm", "leg", "fore", "hind")  # with which the names of parts begin that stick out
TRUNK = 0  # part of a plan: all else hangs on it
OF_TRUNK = 0.1  # of an outline: a joint that carries more of a round trunk is one of its own
SPANNED = 0.2  # of a line: what is more than this of a part makes it a line of that part
VARIES = 0.05  # of a weight: what varies less along a line doesn't bend it


def with_plain_shapes(bones: Bones, points: Floats, strokes: Ints) -> Bones:
    """Return bones that don't bend ellipses, the straight legs of insects, and sticks.

    A stick is a straight line that no single part carries.

    points [P, 2] on the lines, strokes [P]: what the bones carry; any one unit. Faces, plants,
    flags and flames are left as they are.
    """
    if bones.plan in BENDING or not bones.plan:
        return bones
    size = max(float(np.ptp(points, axis=0).max()), 1e-9)
    dense = bones.shares.toarray()
    changed = np.zeros(len(points), bool)
    lines = [np.flatnonzero(strokes == stroke) for stroke in np.unique(strokes)]
    plain: list[tuple[float, Ints]] = []
    for own in lines:
        side = float(np.ptp(points[own], axis=0).max())
        if len(own) < 2 or side < SMALLEST * size or np.ptp(dense[own], axis=0).max() < VARIES:
            continue
        stick = bones.plan in STICKS or _spans_parts(bones.parts[own])
        if is_ellipse(points[own]) or (stick and is_straight(points[own])):
            plain.append((side, own))
    for _, own in sorted(plain, key=lambda found: found[0]):
        mean = _mean_weights(points[own], dense[own])
        is_trunk = _part(bones.parts[own]) == TRUNK and is_ellipse(points[own])
        if is_trunk and (rigid := _one_joint(bones, dense, mean)) is not None:
            bones, dense = rigid
            changed[:] = True
            continue
        within = _going_along(points, bones.parts, lines, own, size)
        dense[np.concatenate([own, *within])] = mean
        changed[np.concatenate([own, *within])] = True
    return _with_weights(bones, dense, changed) if changed.any() else bones


def _one_joint(bones: Bones, dense: Floats, mean: Floats) -> tuple[Bones, Floats] | None:
    """Return bones, and weights [P, J], in which the joints of a round trunk are one.

    mean [J]: how much each carries of its outline. All that hung on them hangs on the highest of
    them, where it hung, so that a tail turns where it touches the belly. None where none is so.
    """
    own = np.flatnonzero(mean > OF_TRUNK)
    top = int(own.min()) if len(own) else 0
    if len(own) < 2 or not set(own.tolist()) <= set(bones.below(top)):
        return None
    parents = np.where(np.isin(bones.parents, own), top, bones.parents)
    parents[own] = np.where(own == top, bones.parents[top], top)
    dense, trunk = dense.copy(), bones.parts <= TRUNK
    dense[trunk, top] = dense[np.ix_(trunk, own)].sum(axis=1)
    dense[np.ix_(trunk, own[own != top])] = 0.0
    return replace(bones, parents=parents), dense


def is_ellipse(line: Floats) -> bool:
    """Tell whether a line [n, 2] is an ellipse, whichever way it lies."""
    side = float(np.ptp(line, axis=0).max())
    if len(line) < 4 or np.linalg.norm(line[0] - line[-1]) > OPEN * side:
        return False
    even = _evenly(np.concatenate([line, line[:1]]), EVEN)
    even = even - 0.5 * (even.max(axis=0) + even.min(axis=0))
    along = even @ np.linalg.svd(even - even.mean(axis=0), full_matrices=False)[2].T
    low, high = along.min(axis=0), along.max(axis=0)
    half = 0.5 * (high - low)
    if half.min() < 0.15 * half.max():
        return False
    away = np.linalg.norm((along - 0.5 * (low + high)) / half, axis=1)
    return bool(away.std() < ROUND)


def is_straight(line: Floats) -> bool:
    """Tell whether a line [n, 2] is straight."""
    chord = line[-1] - line[0]
    length = float(np.linalg.norm(chord))
    away = line - line[0]
    off = np.abs(away[:, 0] * chord[1] - away[:, 1] * chord[0])
    return length > 0.0 and float(off.max()) < STRAIGHT * length**2


def _evenly(line: Floats, count: int) -> Floats:
    """Return places [count, 2] on a line [n, 2], evenly spaced, the last left out."""
    step = np.linalg.norm(np.diff(line, axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(step)])
    at = np.linspace(0.0, way[-1], count, endpoint=False)
    return np.stack([np.interp(at, way, line[:, axis]) for axis in (0, 1)], axis=1)


def _mean_weights(line: Floats, weights: Floats) -> Floats:
    """Return the mean [J] of the weights [n, J] along a line [n, 2], by its length."""
    step = np.linalg.norm(np.diff(line, axis=0), axis=1)
    share = np.concatenate([[0.0], step]) + np.concatenate([step, [0.0]])
    return np.asarray(share @ weights / max(float(share.sum()), 1e-12))


def _going_along(
    points: Floats, parts: Ints, lines: list[Ints], own: Ints, size: float
) -> list[Ints]:
    """Return the lines that go along with an outline `own`: the points of each.

    They are of the same part and lie within it or along it, or are short and touch it.
    """
    if len(own) < 4 or is_straight(points[own]):
        return []
    area = shapely.Polygon(points[own]).buffer(BESIDE * size)
    shapely.prepare(area)
    part = _part(parts[own])
    found = []
    for line in lines:
        if line[0] == own[0] or _part(parts[line]) != part:
            continue
        within = shapely.contains_xy(area, points[line])
        short = float(np.ptp(points[line], axis=0).max()) < SHORT * size
        if within.all() or (short and within.any()):
            found.append(line)
    return found


def _spans_parts(parts: Ints) -> bool:
    """Tell whether a line whose points [n] are of these parts is none of one limb: a spoon."""
    shares = np.bincount(parts + 1) / len(parts)
    return int((shares > SPANNED).sum()) > 1


def _part(parts: Ints) -> int:
    """Return the part that most of some points [n] are of."""
    return int(np.bincount(parts + 1).argmax()) - 1


def _with_weights(bones: Bones, dense: Floats, changed: NDArray[np.bool_]) -> Bones:
    """Return bones whose `changed` [P] points have the largest of weights [P, J]."""
    width = bones.carriers.shape[1]
    carriers, weights = bones.carriers.copy(), bones.weights.copy()
    best = np.argsort(-dense[changed], axis=1, kind="stable")[:, :width]
    share = np.take_along_axis(dense[changed], best, axis=1)
    best = np.where(share > 0.0, best, best[:, :1])
    carriers[changed, : best.shape[1]] = best
    weights[changed, : best.shape[1]] = share / np.maximum(share.sum(axis=1, keepdims=True), 1e-12)
    return replace(bones, carriers=carriers, weights=weights)


def is_one_plain_outline(points: Floats, strokes: Ints) -> bool:
    """Tell whether all of a drawing lies in one closed line without a notch: no limb sticks out.

    points [P, 2] on the lines, strokes [P].
    """
    hull = shapely.convex_hull(shapely.multipoints(points))
    if hull.area <= 0.0:
        return False
    for stroke in np.unique(strokes):
        line = points[strokes == stroke]
        side = float(np.ptp(line, axis=0).max())
        if len(line) < 4 or np.linalg.norm(line[0] - line[-1]) > OPEN * side:
            continue
        if shapely.Polygon(line).buffer(0.0).area > WHOLE * hull.area:
            return True
    return False


def has_limbs(plan: str) -> bool:
    """Tell whether bodies of a plan have arms or legs that stick out."""
    return any(part.name.startswith(LIMBS) for part in PLANS[plan].parts)
