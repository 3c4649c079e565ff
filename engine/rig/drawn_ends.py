# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joints at the ends of what is drawn: the corners of a mouth, the root and the tip of an ear.

The network averages votes, also those for a mirror image, in which the corners of a mouth change
places. A shape of its own says better where it begins and ends.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.known_shapes import is_closed
from engine.rig.silhouette import along_line
from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

CORNERS = ("mouth_left", "mouth_right")
FEWEST = 3  # points of a mouth
SLOPE = 0.5  # of a mouth's width: its corners lie no further apart along the face
EARS = ("ear_left", "ear_right")
EVENLY = 64  # points that stand for an outline
LONG = 1.35  # times as long as it is wide: a shape that has two ends
NEAR = 0.2  # long sides: how far from where they were found its ends may lie


def on_drawn_ends(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints
) -> Floats:
    """Return joints [J, 2] with a face's mouth and ears at the ends of their lines; others stay.

    points [P, 2]: long side 1, on the drawn lines; strokes [P], parts [P]: of the points.
    """
    if plan.name != "face":
        return joints
    joints = joints.copy()
    corners = _corners(plan, joints, points[parts == plan.part_index["mouth"]])
    if corners is not None:
        joints[[plan.index[name] for name in CORNERS]] = corners
    for name in EARS:
        number = plan.part_index[name]
        chain = list(plan.chain(plan.parts[number]))
        ends = _ends_of_oval(points, strokes, parts == number)
        if ends is not None:
            joints[chain] = _as_found(joints[chain], ends)
    return joints


def _corners(plan: Skeleton, joints: Floats, mouth: Floats) -> Floats | None:
    """Return the left and right end [2, 2] of a mouth's lines, across the line of the eyes."""
    across = joints[plan.index["eye_right0"]] - joints[plan.index["eye_left0"]]
    if len(mouth) < FEWEST:
        return None
    along, down = mouth @ across, mouth @ np.array([-across[1], across[0]])
    ends = [int(along.argmin()), int(along.argmax())]
    return mouth[ends] if np.ptp(down[ends]) <= SLOPE * np.ptp(along[ends]) else None


def _ends_of_oval(points: Floats, strokes: Ints, own: Bools) -> Floats | None:
    """Return the ends [2, 2] of a part that is one longish outline; None for other parts.

    own: bool [P], the points of the part.
    """
    names = np.unique(strokes[own])
    if len(names) != 1 or not own[strokes == names[0]].all() or not is_closed(points[own]):
        return None
    line = along_line(points[own], np.linspace(0.0, 1.0, EVENLY))
    middle = 0.5 * (line.min(axis=0) + line.max(axis=0))
    _, way = np.linalg.eigh(np.cov((line - middle).T))
    along, aside = (line - middle) @ way[:, 1], (line - middle) @ way[:, 0]
    if np.ptp(along) < LONG * np.ptp(aside):
        return None
    return line[[int(along.argmin()), int(along.argmax())]]


def _as_found(chain: Floats, ends: Floats) -> Floats:
    """Return ends [2, 2] in the order of the joints [2, 2] that were found; those if far off."""
    there, back = (np.linalg.norm(chain - order, axis=1) for order in (ends, ends[::-1]))
    order, away = (ends, there) if there.sum() <= back.sum() else (ends[::-1], back)
    return order if away.max() <= NEAR else chain
