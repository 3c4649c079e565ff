# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joints at the ends of what is drawn: the corners of a mouth, root and tip of an ear or a leaf.

The network averages votes, also those for a mirror image, in which the corners of a mouth change
places. A shape of its own says better where it begins and ends.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.known_shapes import is_closed
from engine.rig.silhouette import along_line
from engine.rig.skeletons import Part, Skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOUTH = ("mouth_left", "mouth", "mouth_right")
FEWEST = 3  # points of a mouth
BLADES = ("ear", "leaf")  # parts of two joints that are often drawn as an outline of their own
EVENLY = 64  # points that stand for an outline
LONG = 1.35  # times as long as it is wide: a shape that has two ends
NEAR = 0.2  # long sides: how far from where they were found its ends may lie


def on_drawn_ends(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints
) -> Floats:
    """Return joints [J, 2] with mouths, ears and leaves at the ends of their lines.

    points [P, 2]: long side 1, on the drawn lines; strokes [P], parts [P]: of the points.
    """
    joints = joints.copy()
    if "mouth" in plan.part_index:
        corners = _corners(plan, joints, points[parts == plan.part_index["mouth"]])
        if corners is not None:
            joints[[plan.index[MOUTH[0]], plan.index[MOUTH[2]]]] = corners
    for part in plan.parts:
        if part.name.split("_")[0] in BLADES and len(part.joints) == 2:
            chain = list(plan.chain(part))
            ends = _blade_ends(plan, part, points, strokes, parts)
            if ends is not None:
                joints[chain] = _as_found(joints[chain], ends)
    return joints


def _corners(plan: Skeleton, joints: Floats, mouth: Floats) -> Floats | None:
    """Return the left and right end [2, 2] of a mouth's lines, across the line of the eyes."""
    if len(mouth) < FEWEST:
        return None
    across = joints[plan.index["eye_right0"]] - joints[plan.index["eye_left0"]]
    along = mouth @ (across if np.isfinite(across).all() else np.array([1.0, 0.0]))
    return mouth[[int(along.argmin()), int(along.argmax())]]


def _blade_ends(
    plan: Skeleton, part: Part, points: Floats, strokes: Ints, parts: Ints
) -> Floats | None:
    """Return the two ends [2, 2] of a part that is one longish outline; None for other parts."""
    own = parts == plan.part_index[part.name]
    names = np.unique(strokes[own])
    if len(names) != 1 or not own[strokes == names[0]].all() or not is_closed(points[own]):
        return None
    line = along_line(points[own], np.linspace(0.0, 1.0, EVENLY))
    middle = 0.5 * (line.min(axis=0) + line.max(axis=0))
    _, way = np.linalg.eigh(np.cov((line - middle).T))
    length, width = np.ptp((line - middle) @ way[:, ::-1], axis=0)
    if length < LONG * width:
        return None
    along = (line - middle) @ way[:, 1]
    return line[[int(along.argmin()), int(along.argmax())]]


def _as_found(chain: Floats, ends: Floats) -> Floats:
    """Return ends [2, 2] in the order of the joints [2, 2] that were found; those if far off."""
    there, back = (np.linalg.norm(chain - order, axis=1) for order in (ends, ends[::-1]))
    order, away = (ends, there) if there.sum() <= back.sum() else (ends[::-1], back)
    return order if away.max() <= NEAR else chain
