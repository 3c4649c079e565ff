# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rotor of a turbine or a fan: what looks the same turned by a part of a circle about its hub.

The tower doesn't, nor do arcs that show the wind. What hangs on a spoke repeats with it.
"""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from engine.rig.bones import rotation
from engine.rig.part_strokes import Bools, Floats, PartStrokes

FOLDS = (3, 4, 5, 6, 8)  # blades
ALIKE = 0.02  # of the drawing's long side: how far turned lines lie off drawn ones
SHARE = 0.9  # of a line, that lies as near
HUB = 0.35  # of the drawing's long side: hubs are no larger
LEAST = 0.2  # of all lines' length: so much of it are blades
BLADES = 2  # lines that are no rings about the hub, at least
RING = 0.05  # of its radius: what keeps as near to one circle about the hub may be of anything
INNER = 0.6  # of the blades' reach: larger rings are guards, and stand
SAME = 0.01  # of the long side: hubs as near to each other are one


def rotor_strokes(drawing: PartStrokes) -> Bools | None:
    """Return the strokes [S] of a rotor with its hub, maybe all; None where none is drawn."""
    tree = cKDTree(drawing.points)
    best: Bools | None = None
    most = LEAST * float(drawing.length.sum())
    for hub in _hubs(drawing):
        rings = np.array([_is_ring(drawing.line(s), hub) for s in range(drawing.count)])
        for parts in FOLDS:
            mine = np.array([_repeats(drawing, tree, s, hub, parts) for s in range(drawing.count)])
            blades = mine & ~rings
            length = float(drawing.length[blades].sum())
            if blades.sum() >= BLADES and length > most:
                reach = np.array([_reach(drawing.line(s), hub) for s in range(drawing.count)])
                best, most = blades | (rings & (reach < INNER * reach[blades].max())), length
    return best


def _hubs(drawing: PartStrokes) -> list[Floats]:
    """Return where rotors may turn: in the middles of small closed lines, and where lines end."""
    small = drawing.closed & (drawing.sides.max(axis=1) < HUB * drawing.size)
    found = [drawing.middle[s] for s in np.flatnonzero(small)]
    ends = np.concatenate(
        [drawing.points[drawing.offsets[:-1]], drawing.points[drawing.offsets[1:] - 1]]
    )
    near = cKDTree(ends).query_ball_point(ends, ALIKE * drawing.size)
    found += [ends[row].mean(axis=0) for row in near if len(row) >= FOLDS[0]]
    hubs: list[Floats] = []
    for place in found:
        if all(np.hypot(*(place - other)) > SAME * drawing.size for other in hubs):
            hubs.append(np.asarray(place))
    return hubs


def _reach(line: Floats, hub: Floats) -> float:
    """Return how far a line [n, 2] reaches from a hub."""
    return float(np.linalg.norm(line - hub, axis=1).max())


def _is_ring(line: Floats, hub: Floats) -> bool:
    """Tell whether a line [n, 2] lies on a circle about a hub."""
    away = np.linalg.norm(line - hub, axis=1)
    return bool(np.ptp(away) < 2.0 * RING * max(float(away.mean()), 1e-9))


def _repeats(drawing: PartStrokes, tree: cKDTree, stroke: int, hub: Floats, parts: int) -> bool:
    """Tell whether a stroke, turned by each part of a circle about a hub, lies on drawn lines."""
    arms = drawing.line(stroke) - hub
    for number in range(1, parts):
        turned = rotation(np.array(2.0 * np.pi * number / parts), arms) + hub
        away = tree.query(turned)[0]
        if (away < ALIKE * drawing.size).mean() < SHARE:
            return False
    return True
