# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way from a drawn pose to one that was drawn anew, with other strokes.

The bones of the old strokes turn to where bones are found in the new ones; where the lines fit
worse then than those of a body that only stands there, it stands there. The new strokes are carried
back by their own bones; they begin on the lines of the old ones and open up as they come in.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.between import FADE
from addon.contract.drawing import Drawing
from engine.rig.bones import Pose, turns_against_parents, turns_in_all
from engine.rig.carry import carried
from engine.runtime.arrays import numpy_of
from engine.vector.drawn_poses import DrawnPose, led_to
from engine.vector.pose_matching import PoseDifference, misfit, onto_lines, pose_difference
from engine.vector.rigged_motion import line_lengths

Floats = NDArray[np.float64]
SETTLED = 0.5  # of the way, from where on old strokes come to lie on those drawn anew


def crossed(
    one: DrawnPose, other: DrawnPose, acted: Pose | None, eased: Floats
) -> tuple[Floats, Floats]:
    """Return the points of a pose [n, P', 2] and of the next one, drawn anew, on the same way."""
    difference = _difference(one, other) if acted is not None else None
    if difference is None:
        old, new = _scaled_over(one.rest, other.rest, eased)
    else:
        assert acted is not None
        old, new = _by_bones(one, other, acted, difference, eased)
    size = float(np.ptp(other.rest, axis=0).max())
    u = np.clip((eased - SETTLED) / (1.0 - SETTLED), 0.0, 1.0)[:, None, None]
    way = onto_lines(old[-1], one.ends, other.drawing, size)
    old = old + u * u * (3.0 - 2.0 * u) * way
    new = new + (other.rest - new[-1])
    back = onto_lines(other.rest, other.ends, _lines(one, old[-1]), size)
    u = np.clip((_shares(len(eased)) - 1.0 + FADE) / FADE, 0.0, 1.0)[:, None, None]
    return old, np.asarray(new + (1.0 - u * u * (3.0 - 2.0 * u)) * back)


def _difference(one: DrawnPose, other: DrawnPose) -> PoseDifference | None:
    """Return how the bones of a pose get to the next one; None without bones."""
    if one.rig is None:
        return None
    found = None
    if other.rig is not None:
        found = pose_difference(one.rig.bones, other.rig.bones, one.rest, other.rest)
    if found is None:
        return _placed(one, other)
    size = float(np.ptp(other.rest, axis=0).max())
    ways = (found, _placed(one, other))
    away = [misfit(_arrived(one, way), one.ends, other.drawing, size) for way in ways]
    return ways[int(np.argmin(away))]


def _placed(one: DrawnPose, other: DrawnPose) -> PoseDifference:
    """Return how the bones of a pose get to where the next one is drawn, and hardly turn."""
    assert one.rig is not None
    boxes, _ = _scaled_over(one.rest, other.rest, np.array([0.0, 1.0]))
    pose = carried(one.rig.bones, one.rest, boxes, line_lengths(one.drawing), smooth=False)
    return PoseDifference(pose.turns[-1], pose.root[-1], 1.0, np.zeros((0, 2), np.int64))


def _arrived(one: DrawnPose, difference: PoseDifference) -> Floats:
    """Return the points [P', 2] of a pose whose bones have got to the next one."""
    assert one.rig is not None
    turns = difference.turns[None]
    size = np.array([difference.size])
    pose = Pose(difference.root[None], turns, _sized(size, turns))
    return np.asarray(one.rig.deformer(one.rest)(pose)[0])


def _by_bones(
    one: DrawnPose, other: DrawnPose, acted: Pose, difference: PoseDifference, eased: Floats
) -> tuple[Floats, Floats]:
    """Return two drawings [n, P, 2] whose bones do the same, as far as both have them."""
    assert one.rig is not None
    size = 1.0 + eased * (difference.size - 1.0)
    pose = led_to(acted, one.rig.bones, difference.root, difference.turns, eased)
    if pose.scale is None:
        pose = replace(pose, scale=_sized(size, pose.turns))
    moved = one.rig.deformer(one.rest)(pose)
    way = pose.root - difference.root
    if other.rig is None or not len(difference.pairs):
        return moved, other.rest + way[:, None]
    back = np.zeros((len(eased), len(other.rig.bones.names)))
    behind = turns_against_parents(pose.turns - difference.turns[None], one.rig.bones)
    for joint, twin in difference.pairs.tolist():
        back[:, twin] = behind[:, joint]
    second = Pose(way, turns_in_all(back, other.rig.bones), _sized(size / difference.size, back))
    return moved, other.rig.deformer(other.rest)(second)


def _scaled_over(first: Floats, second: Floats, eased: Floats) -> tuple[Floats, Floats]:
    """Return two drawings [n, P, 2] whose boxes go over into each other."""
    boxes = [np.stack([p.min(axis=0), p.max(axis=0)]) for p in (first, second)]
    share = eased[:, None, None]
    box = boxes[0] + share * (boxes[1] - boxes[0])
    moved = []
    for points, own in zip((first, second), boxes, strict=True):
        span = np.maximum(own[1] - own[0], 1e-6)
        moved.append(box[:, :1] + (points - own[0]) / span * (box[:, 1:] - box[:, :1]))
    return moved[0], moved[1]


def _sized(size: Floats, turns: Floats) -> Floats | None:
    """Return scales [n, J, 2] by which the whole body has a size [n]."""
    if np.abs(size - 1.0).max() < 1e-3:
        return None
    scale = np.ones((*turns.shape, 2))
    scale[:, 0] = size[:, None]
    return scale


def _lines(pose: DrawnPose, places: Floats) -> Drawing:
    """Return the strokes of a pose with their points elsewhere [P', 2]."""
    return Drawing.build(
        positions=places.astype(np.float32),
        stroke_offsets=numpy_of(pose.drawing.stroke_offsets),
        canvas=pose.drawing.canvas,
    )


def _shares(count: int) -> Floats:
    """Return the share of the way [count] that has gone by in each frame, 0 to 1."""
    return np.linspace(0.0, 1.0, count)
