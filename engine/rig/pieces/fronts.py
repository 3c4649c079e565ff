# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which way a thing faces: the end at which vehicles, guns and heads go first.

A front is a joint that carries nothing; its place tells the way from the drawing's middle.
"""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from engine.rig.nouns import creatures
from engine.rig.pieces.heads import eyes
from engine.rig.pieces.ink import Floats
from engine.rig.pieces.lamps import lamp_side
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import Finders, NamedPart, stems
from engine.rig.pieces.vehicles import DRIVEN, PUSHED, SAILING, TWO_WHEELED
from engine.rig.pieces.windscreens import handlebar_side, windscreen_side

EDGE = 0.2  # of the width: the ends, whose heights are compared
BY_ENDS = 0.1  # how much a difference of the ends' heights counts, of a lean of the whole outline
CLEAR = 0.004  # long sides: what differs less is undecided, and faces right
FLAT = 0.6  # height of a drawing, of its width, up to which what flies is seen from the side
MIRRORED = 0.025  # of the size: how far points of a mirror image lie off their pictures
AXES = 36  # directions in which the axis of what flies is looked for
ASIDE = 0.05  # long sides: eyes as far from the middle say which way a head looks
TOUCHING = 0.02  # long sides: strokes as near to each other hang together
LEVEL = 0.26  # radians: an axis that is as near to the horizontal is level


def _ahead(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return which way a vehicle faces: its taller half is the rear one, its lower end the front.

    Cabs, bonnets and bows slope; loads, tailgates and fins stand upright. A lamp says it at once.
    """
    return _by_height(boxes, lamp_side(boxes))


def _driven(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return which way a vehicle with windows faces: they say it before its height does."""
    return _by_height(boxes, lamp_side(boxes) or windscreen_side(boxes))


def _steered(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return which way a vehicle with handlebars faces."""
    return _by_height(boxes, handlebar_side(boxes))


def _by_height(boxes: StrokeBoxes, told: float) -> list[NamedPart]:
    """Return the front of a vehicle; told: 1.0 where it is known to be right, -1.0 left."""
    if told:
        return [_front(boxes, told * boxes.size)]
    share = (boxes.points[:, 0] - boxes.low[0]) / max(float(boxes.high[0] - boxes.low[0]), 1e-9)
    ends = [share < EDGE, share > 1.0 - EDGE]
    left, right = (float(boxes.high[1] - boxes.points[end, 1].min()) for end in ends)
    return [_front(boxes, -boxes.tallness - BY_ENDS * (right - left))]


def _cabin(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return which way a helicopter faces: the cabin hangs low, the tail is high and thin.

    It rises straight up.
    """
    middle = 0.5 * (boxes.low + boxes.high)
    low = boxes.points[:, 1] > middle[1]
    if not low.any():
        return []
    lifts = NamedPart("lifts", (), np.array([middle[0], boxes.low[1]]))
    return [_front(boxes, float(boxes.points[low, 0].mean() - middle[0])), lifts]


def _nose(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the nose of what flies: from above it lies on the axis of symmetry, and points up."""
    width, height = boxes.high - boxes.low
    if height <= FLAT * width:
        return _ahead(boxes)
    points = _body(boxes)
    axis = _axis(points, boxes.size)
    if abs(axis[1]) < np.sin(LEVEL):
        return _ahead(boxes)
    centre = 0.5 * (points.min(axis=0) + points.max(axis=0))
    along = (points - centre) @ axis
    middle = 0.5 * (boxes.low + boxes.high)  # the way ahead is read from the drawing's middle
    return [NamedPart("front", (), middle + float(along.max()) * axis)]


def _body(boxes: StrokeBoxes) -> Floats:
    """Return the points [n, 2] of the largest stroke and of all that hang together with it."""
    group = boxes.groups(TOUCHING * boxes.size)
    largest = int(np.prod(np.maximum(boxes.sizes, 1e-9), axis=1).argmax())
    return np.asarray(boxes.points[group[boxes.owner] == group[largest]])


def _axis(points: Floats, size: float) -> Floats:
    """Return the direction [2], upwards, of the axis about which points [N, 2] are a mirror image.

    The middle of the drawing needn't lie on it: the axis goes through the mean of the points. What
    is hardly a mirror image is seen aslant: it points the way it is long. size: its long side.
    """
    centred = points - points.mean(axis=0)
    tree = cKDTree(centred)
    angles = np.pi * np.arange(AXES) / AXES
    directions = np.stack([np.cos(angles), -np.sin(angles)], axis=1)
    misses = []
    for direction in directions:
        mirrored = 2.0 * (centred @ direction)[:, None] * direction - centred
        misses.append(float(np.mean(tree.query(mirrored)[0])))
    if min(misses) > MIRRORED * size:
        along = np.linalg.svd(centred, full_matrices=False)[2][0]
        return np.asarray(along if along[1] < 0.0 else -along)
    return np.asarray(directions[int(np.argmin(misses))])


def _castors(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the place of wheels, too small to be found, of what is pushed; it has no front."""
    return [NamedPart("castors", (), np.array([0.5 * (boxes.low + boxes.high)[0], boxes.high[1]]))]


def _aiming(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return which way a gun points: what is drawn in the upper half reaches out that way."""
    middle = 0.5 * (boxes.low + boxes.high)
    upper = boxes.points[:, 1] < middle[1]
    across = boxes.points[:, 0]
    return [_front(boxes, float(across[upper].mean() - across[~upper].mean()))]


def _looking(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return which way a head looks: where its eyes are, or it reaches furthest from its neck."""
    found = eyes(boxes)
    aside = (
        float(boxes.middles[found, 0].mean() - 0.5 * (boxes.low + boxes.high)[0]) if found else 0.0
    )
    if abs(aside) > ASIDE * boxes.size:
        return [_front(boxes, aside)]
    tall = boxes.high[1] - boxes.low[1]
    neck = boxes.points[boxes.points[:, 1] > boxes.high[1] - 0.12 * tall, 0].mean()
    return [_front(boxes, float(boxes.high[0] + boxes.low[0] - 2.0 * neck))]


def _front(boxes: StrokeBoxes, right: float) -> NamedPart:
    """Return the joint at the front; right: positive where that is the right end."""
    x = boxes.high[0] if right >= -CLEAR * boxes.size else boxes.low[0]
    return NamedPart("front", (), np.array([x, 0.5 * (boxes.low[1] + boxes.high[1])]))


FRONTS: Finders = (
    (stems("tank cannon gun pistol revolver rifle"), _aiming),
    (stems("helicopter chopper copter"), _cabin),
    (stems("plane airplane aeroplane aircraft jet rocket spaceship shuttle spacecraft missile"),
     _nose),
    (PUSHED, _castors),
    (TWO_WHEELED, _steered),
    (DRIVEN, _driven),
    (SAILING, _ahead),
    (creatures(), _looking),
)  # fmt: skip
