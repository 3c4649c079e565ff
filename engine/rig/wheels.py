# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wheels of a body plan, put on the circles that are drawn.

A wheel turns all the way round, so a joint a little beside its centre, or a line of the frame that
is taken for a spoke, is seen at once. Only what is drawn as a wheel turns.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from engine.rig.pieces.ink import SampledInk
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.shapes import find_wheels, holders
from engine.rig.pieces.windscreens import front_of_car
from engine.rig.skeletons import Skeleton
from engine.rig.skeletons.vehicles import CAR

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEAR = 0.5  # long sides: a circle as near to a wheel's joint may be that wheel
OVAL = 0.6  # of the box around it that an oval fills at least; an ellipse fills 0.785;
ARC = 0.4  # as much where most of the line is said to be the wheel's
CONVEX = 0.95  # of its hull that it fills at least
MOST = 0.5
LARGE = 0.15  # long sides: the least size of a wheel that is drawn as an oval,
MIDDLE = 0.25  # of which the wheel's joint lies no farther from its middle


def wheel_parts(plan: Skeleton) -> list[int]:
    """Return the numbers of the parts of a plan that are wheels."""
    return [n for n, part in enumerate(plan.parts) if part.name.startswith("wheel")]


def on_circles(
    plan: Skeleton, joints: Floats, parts: Ints, strokes: Ints, drawn: tuple[Floats, Ints]
) -> tuple[Floats, Ints]:
    """Return joints [J, 2] and parts [P] with wheels on the circles that are drawn.

    strokes [P]: of the points that have parts; drawn: points [N, 2] on the lines and their strokes
    [N], numbered alike; long side 1. What the network takes for a wheel and isn't drawn as one is
    of the plan's first part.
    """
    wheels = wheel_parts(plan)
    if not wheels:
        return joints, parts
    joints, parts = joints.copy(), parts.copy()
    names, own = np.unique(drawn[1], return_inverse=True)
    ink = SampledInk.of(drawn[0], own.astype(np.int64))
    circles = find_wheels(ink, holders(ink), rolls=True)
    centres = [circle.centre * ink.size + ink.middle for circle in circles]
    parts[np.isin(parts, wheels)] = 0
    pairs = [
        (float(np.linalg.norm(centre - joints[plan.chain(plan.parts[wheel])[0]])), w, c)
        for w, wheel in enumerate(wheels)
        for c, centre in enumerate(centres)
    ]
    taken: set[int] = set()
    placed: set[int] = set()
    for away, w, c in sorted(pairs):
        if away > NEAR or w in placed or c in taken:
            continue
        placed.add(w)
        taken.add(c)
        joints[plan.chain(plan.parts[wheels[w]])[0]] = centres[c]
        parts[np.isin(strokes, names[list(circles[c].strokes)])] = wheels[w]
    return joints, parts


def ovals_kept(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, labels: tuple[Ints, Ints]
) -> tuple[Ints, Ints]:
    """Return labels in which a loose oval about the joint of a wheel on no circle is that wheel.

    joints [J, 2], points [P, 2]: long side 1; strokes [P]; labels: what the network says [P], where
    it is the wheel's, and the parts [P], where it is of the frame: no leg takes it along.
    """
    said, parts = labels[0].copy(), labels[1].copy()
    for wheel in wheel_parts(plan):
        if (parts == wheel).any():
            continue
        joint = joints[plan.chain(plan.parts[wheel])[0]]
        for stroke in np.unique(strokes):
            own = strokes == stroke
            filled = ARC if np.mean(said[own] == wheel) > MOST else OVAL
            if _is_oval(points[own], joint, filled):
                said[own], parts[own] = wheel, 0
    return said, parts


def _is_oval(line: Floats, joint: Floats, filled: float) -> bool:
    """Tell whether a line [n, 2], closed or nearly so, goes round a joint as a wheel does.

    filled: how much of the box around it at least.
    """
    low, high = line.min(axis=0), line.max(axis=0)
    size = float((high - low).max())
    if len(line) < 4 or size < LARGE or np.linalg.norm(0.5 * (low + high) - joint) > MIDDLE * size:
        return False
    area = float(shapely.area(shapely.polygons(line)))
    hull = float(shapely.area(shapely.convex_hull(shapely.multipoints(line))))
    return area >= filled * float((high - low).prod()) and area >= CONVEX * hull > 0.0


def towards_its_front(
    plan: Skeleton, joints: Floats, labels: Sequence[Ints], lines: tuple[Floats, Ints]
) -> tuple[Floats, list[Ints]]:
    """Return joints [J, 2] and labels of a car whose front wheel is at the end that is its front.

    labels: arrays of parts, -1 for none, in which the wheels are exchanged with the joints; lines:
    points [N, 2] and their strokes [N]. Other plans stay as they are.
    """
    labels = list(labels)
    if plan != CAR:
        return joints, labels
    ahead = front_of_car(StrokeBoxes.of(*lines))  # 1.0 at the right end, -1.0 at the left one
    names = [joint.name for joint in CAR.joints]
    back, front = names.index("wheel_back"), names.index("wheel_front")
    if ahead * (joints[front, 0] - joints[back, 0]) >= 0.0:
        return joints, labels
    joints = joints.copy()
    joints[[back, front]] = joints[[front, back]]
    numbers = np.arange(len(CAR.parts))
    by_name = [part.name for part in CAR.parts]
    one, other = by_name.index("wheel_back"), by_name.index("wheel_front")
    numbers[[one, other]] = other, one
    return joints, [np.where(label < 0, label, numbers[label]) for label in labels]


def with_named_wheels(plan: Skeleton, found: Ints, parts: Ints) -> Ints:
    """Return parts [P] in which lines found to be a wheel have its name, though they don't turn.

    found [P]: what the network says. A wheel seen aslant, or drawn as a loose oval, is on no
    circle: its lines are carried by the frame, but an artist looks for them under its own name.
    """
    named = parts.copy()
    for wheel in wheel_parts(plan):
        if not (parts == wheel).any():
            named[(found == wheel) & (parts == 0)] = wheel
    return named
