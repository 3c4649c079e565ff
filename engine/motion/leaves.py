# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How what turns on upright hinges swings, seen from ahead: doors, gates, shutters, covers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import keyed
from engine.motion.performance import Performance
from engine.motion.thing_parts import joints_called
from engine.rig.leaves import EDGE, LEAF, NARROWEST, OPEN

Floats = NDArray[np.float64]
TALLER = (0.12, 0.22)  # of its height: how much the free side grows, and where it hardly narrows
FURTHEST = 1.06  # of the way: it swings a little further, and comes back


def opening(body: Performance) -> Floats:
    """Return how far open [F] something is that swings open: it sets off, overshoots, settles."""
    keys = [(0, 0), (0.08, -0.03), (0.55, FURTHEST), (0.75, 0.97), (0.9, 1), (1, 1)]
    return keyed(body.t, keys)


def shutting(body: Performance) -> Floats:
    """Return how far open [F] something is that opens, falls shut, and rebounds a little."""
    keys = [(0, 0), (0.4, 1), (0.5, 1), (0.78, 0), (0.85, 0.1), (0.92, 0), (1, 0)]
    return keyed(body.t, keys)


def leaf_swung(body: Performance, share: Floats) -> bool:
    """Swing leaves open by shares [F] towards us; return whether there are any.

    The hinge side stays; the free side comes nearer to that and grows taller.
    """
    leaves = joints_called(body, LEAF)
    for name in leaves:
        number = name[len(LEAF) :]
        left = float(np.clip(_left(body, number), 0.05, 0.99))
        angle = share * min(body.amount, 1.0) * np.arccos(left)
        reach = float(np.interp(left, NARROWEST, TALLER))
        body.stretch(name, np.cos(angle), 1.0)
        body.stretch(EDGE + number, 1.0, 1.0 + reach * np.sin(angle) / np.sqrt(1.0 - left**2))
    return bool(leaves)


def _left(body: Performance, number: str) -> float:
    """Return how much of its width is seen of an open leaf."""
    rest = body.rest
    start = rest.at(LEAF + number)[0]
    points = rest.points
    if points is None:
        return NARROWEST[0]
    bones = rest.bones
    hangs = np.isin(bones.carriers, [rest.index[LEAF + number], rest.index[EDGE + number]])
    own = points[(hangs & (bones.weights > 0.0)).any(axis=1)]
    wide = float(np.abs(own[:, 0] - start).max(initial=0.0))
    return abs(float(rest.at(OPEN + number)[0] - start)) / max(wide, 1e-9)
