# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spines of bodies that are one tube or spindle: joints evenly along the axis that is drawn.

The joints of a fish's or a snake's spine are evenly spaced. Where the network has them heaped, it
has lost the body's course (an arch, a coil): its votes are averages then. The axis of the filled
outline, or the line where a snake is but one, tells where the joints lie.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.silhouette import Silhouette, along_line
from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: chains of evenly spaced joints, from the front; the first is where the axis begins
SPINES = {
    "fish": ("nose", "spine3", "spine2", "spine1", "spine0"),
    "snake": ("head", *(f"spine{n}" for n in range(6, -1, -1))),
}
HEAPED = 2.2  # longest bone of such a chain, of its shortest, from which the network is lost
FILLED = 2.0  # cells: the half width of what is more than lines that enclose nothing
FIN = 0.25  # long sides: how far from where it was found the tip of a fish's tail fin may be
TAIL = (0.65, 0.9)  # of a fish's axis: where the root of its tail fin may be
WIDER = 1.3  # so much farther than at its root the tail fin reaches from the axis
SPREAD = 2.2  # of its length: how far the tips of a tail fin are from each other, at most
WAIST = 3  # cells of the axis over which its width is averaged
LINE = 0.8  # of a snake's lines, that are one stroke: it is drawn as that line
WHOLE = 0.9  # of a snake's lines, that are on its tube: else it is drawn in pieces
TUBE = 0.8  # of a snake's area, that lies along its axis at least
ROUND = 1.3  # of half its usual width: what lies no farther from the axis lies along it
NOSE = 0.2  # long sides: how far from where it was found a snake's nose may lie
APART = 0.15  # long sides: its ends lie no nearer; an outline ends where it began


def on_body_axis(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints
) -> Floats:
    """Return joints [J, 2] whose spine, where the network has lost it, is on the body's axis.

    points [P, 2]: long side 1, on the drawn lines; strokes [P], parts [P]: of the points.
    """
    names = SPINES.get(plan.name)
    body = parts >= 0
    if names is None or not body.any():
        return joints
    chain = [plan.index[name] for name in names]
    if _heaped(joints[chain]) < HEAPED:
        return joints
    joints = joints.copy()
    if plan.name == "snake":
        line = _single_line(joints[chain[0]], points[body], strokes[body], parts[body])
        if line is not None:
            joints[chain] = along_line(line, np.linspace(0.0, 1.0, len(chain)))
            return joints
    shape = Silhouette.of(points[body], strokes[body])
    start = shape.nearest(joints[plan.index["nose"]])
    if plan.name == "snake":
        end = shape.farthest_from(start)
        axis = shape.axis(_tip_near(shape, start, end), end)
        whole = shape.holds(points[body]).mean() >= WHOLE
        return _snake_along(plan, joints, axis) if whole and _is_tube(shape, axis) else joints
    axis = shape.axis(start, _tail_fin(shape, start, joints[plan.index["tail"]]))
    root = _root_of_tail(shape, axis)
    if root is None or _half_width(shape, axis) < FILLED / shape.scale:
        return joints
    joints[chain] = along_line(axis, root * np.linspace(0.0, 1.0, len(chain)))
    joints[plan.index["tail"]] = _tip_of_tail(shape, axis, root)
    return joints


def _heaped(chain: Floats) -> float:
    """Return the length of the longest bone of a chain, divided by the shortest one's."""
    bones = np.linalg.norm(np.diff(chain, axis=0), axis=1)
    return float(bones.max() / max(float(bones.min()), 1e-6))


def _single_line(head: Floats, points: Floats, strokes: Ints, parts: Ints) -> Floats | None:
    """Return the stroke [n, 2] that a snake's trunk is drawn as, from its head on, or None.

    An outline ends where it began: both ends are near each other, or on the head, as at its jaws.
    """
    pieces = np.linalg.norm(np.diff(points, axis=0), axis=1) * (strokes[1:] == strokes[:-1])
    lengths = np.bincount(strokes[1:], pieces)
    own = np.flatnonzero(strokes == lengths.argmax())
    line = points[own]
    if lengths.max() < LINE * lengths.sum() or np.linalg.norm(line[-1] - line[0]) < APART:
        return None
    if (parts[own[[0, -1]]] != 0).all():
        return None
    ends = np.linalg.norm(line[[0, -1]] - head, axis=1)
    line = line[parts[own] == 0]
    return np.asarray(line if ends[0] <= ends[1] else line[::-1])


def _is_tube(shape: Silhouette, axis: Floats) -> bool:
    """Tell whether a body is one tube about its axis; coils that touch are no tube."""
    half = _half_width(shape, axis)
    along = (_nearest_on(axis, shape.places)[1] < ROUND * half).mean()
    return bool(half >= FILLED / shape.scale and along >= TUBE)


def _half_width(shape: Silhouette, axis: Floats) -> float:
    """Return the usual distance of a body's edge from its axis, in the unit of its places."""
    number, _ = _nearest_on(shape.places, axis)
    return float(np.median(shape.depth[number])) / shape.scale


def _tail_fin(shape: Silhouette, nose: int, tail: Floats) -> int:
    """Return the tip of a fish's tail fin: the cell farthest from the nose, near the tail [2]."""
    near = shape.distances(shape.nearest(tail)) < FIN
    return int(np.where(near, shape.distances(nose), -1.0).argmax())


def _tip_near(shape: Silhouette, found: int, end: int) -> int:
    """Return the tip of a body, seen from its other end, that is near a cell; else the cell."""
    tip = shape.farthest_from(end)
    away = float(np.linalg.norm(shape.places[tip] - shape.places[found]))
    return tip if away < NOSE else found


def _snake_along(plan: Skeleton, joints: Floats, axis: Floats) -> Floats:
    """Return joints with a snake's spine along its axis; the head is as long as it was found."""
    nose, head = (joints[plan.index[name]] for name in ("nose", "head"))
    length = float(np.linalg.norm(np.diff(axis, axis=0), axis=1).sum())
    first = min(float(np.linalg.norm(nose - head)) / max(length, 1e-9), 1.0 / 8.0)
    names = SPINES["snake"]
    joints = joints.copy()
    joints[[plan.index[name] for name in names]] = along_line(
        axis, np.linspace(first, 1.0, len(names))
    )
    joints[plan.index["nose"]] = axis[0]
    return joints


def _root_of_tail(shape: Silhouette, axis: Floats) -> float | None:
    """Return where on a fish's axis, 0..1, it is narrowest before its tail fin, None if nowhere."""
    from scipy.ndimage import gaussian_filter1d

    share, reach = _nearest_on(axis, shape.places)
    width = np.zeros(len(axis))
    np.maximum.at(width, share, reach)
    width = np.maximum(gaussian_filter1d(width, 0.5 * WAIST, mode="nearest"), 1.0 / shape.scale)
    at = np.arange(len(axis)) / max(len(axis) - 1, 1)
    later = np.maximum.accumulate(width[::-1])[::-1]
    good = np.flatnonzero((at >= TAIL[0]) & (at <= TAIL[1]) & (later > WIDER * width))
    return float(at[good[width[good].argmin()]]) if len(good) else None


def _tip_of_tail(shape: Silhouette, axis: Floats, root: float) -> Floats:
    """Return the end [2] of the tail fin: as far as it reaches, in its mean direction."""
    own, _ = _nearest_on(axis, shape.places)
    start = along_line(axis, np.array([root]))[0]
    tip = shape.nearest(axis[-1])
    reach = SPREAD * float(np.linalg.norm(axis[-1] - start))
    beyond = (own > root * (len(axis) - 1)) & (shape.distances(tip) < reach)
    fin = shape.places[beyond] - start
    way = fin.mean(axis=0)
    way = way / max(float(np.linalg.norm(way)), 1e-9)
    return np.asarray(start + max(float((fin @ way).max()), 0.0) * way)


def _nearest_on(axis: Floats, places: Floats) -> tuple[Ints, Floats]:
    """Return the number [n] of the place of an axis nearest to each of places, and how far."""
    from scipy.spatial import cKDTree

    away, number = cKDTree(axis).query(places)
    return number.astype(np.int64), away
