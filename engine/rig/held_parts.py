# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody holds who is drawn to the chest: lines beside the face without a mirror image."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from engine.rig.busts import heads_shown
from engine.rig.hung import filled_in
from engine.rig.part_strokes import Bools, PartStrokes

CORE = 0.5  # of a face's width: what has its middle as near to the face's axis is of the body
BROAD = 1.15  # of it: what is as wide is a body, or a hat
MIRRORED = 0.12  # of it: ears, pigtails and shoulders have images that lie as near
OF_ITSELF = 0.25  # and of the long side of each
LEAST = 0.12  # of the drawing's long side: what is smaller isn't held
TOGETHER = 0.01  # of it: boxes as near to one another hang together
TOUCHING = 0.01  # of it: lines as near to each other touch
ALL_ALONG = 0.85  # of a part's long side: as far apart are places where it touches all along


def held_beside(drawing: PartStrokes) -> list[Bools]:
    """Return what is held beside a single face with the hand around it, the highest first."""
    faces = heads_shown(drawing)
    if len(faces) != 1:
        return []
    head = faces[0].head
    width, axis = float(np.ptp(head[:, 0])), float(head[:, 0].mean())
    aside = np.abs(drawing.middle[:, 0] - axis)
    held = (aside > CORE * width) & (drawing.sides[:, 0] < BROAD * width)
    held &= ~_mirrored(drawing, axis, MIRRORED * width)
    found = drawing.clusters(held, TOGETHER * drawing.size)
    found = [own for own in found if drawing.extent(own) > LEAST * drawing.size]
    return sorted(found, key=lambda own: float(drawing.low[own, 1].min()))


def hangs_at_an_end(drawing: PartStrokes, mine: Bools) -> bool:
    """Tell whether a part touches the rest near one end: what touches it all along is torn off."""
    of = np.repeat(np.arange(len(mine)), np.diff(drawing.offsets))
    points, of = filled_in(drawing.points, of)
    own = mine[of]
    if own.all() or not own.any():
        return True
    away = cKDTree(points[~own]).query(points[own])[0]
    touched = points[own][away < TOUCHING * drawing.size]
    if not len(touched):
        return True
    return float(np.hypot(*np.ptp(touched, axis=0))) < ALL_ALONG * drawing.extent(mine)


def _mirrored(drawing: PartStrokes, axis: float, reach: float) -> Bools:
    """Return which strokes [S] have an image on the other side of an upright axis."""
    image = np.stack([2.0 * axis - drawing.high[:, 0], 2.0 * axis - drawing.low[:, 0]], axis=1)
    own = np.concatenate([drawing.low, drawing.high], axis=1)
    turned = np.stack([image[:, 0], drawing.low[:, 1], image[:, 1], drawing.high[:, 1]], axis=1)
    apart = np.abs(turned[:, None] - own[None]).max(axis=2)
    least = np.minimum(reach, OF_ITSELF * drawing.sides.max(axis=1))
    return np.asarray((apart < least[:, None]).any(axis=1))
