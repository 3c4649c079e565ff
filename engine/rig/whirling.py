# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What whirls as one about a hub: blades that stand around it, and what joins them there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.rig.part_strokes import Bools, Floats, PartStrokes

FEWEST = 2  # blades
HUB = 0.25  # of how far blades reach: as near to their middle lies that of a hub
HUB_SIZE = 1.1  # of that: no hub is larger than so
SAME = 0.25  # of its length: by which spokes differ
BEYOND = 1.05  # times as far as blades: nothing that whirls with them reaches further


def whirling(drawing: PartStrokes, blades: Sequence[Bools]) -> Bools:
    """Return blades [S] as one, with the hub where they meet and the spokes on which they stand."""
    mine = np.asarray(np.any(blades, axis=0))
    if len(blades) < FEWEST:
        return mine
    place = hub_of(drawing, blades)
    far = np.array([np.linalg.norm(drawing.line(s) - place, axis=1).max()
                    for s in range(drawing.count)])  # fmt: skip
    reach = float(far[mine].max())
    sides = drawing.sides.max(axis=1)
    hub = drawing.closed & (np.abs(drawing.middle - place).max(axis=1) < HUB * reach)
    hub &= (sides < HUB_SIZE * reach) & ~mine
    left = (far < BEYOND * reach) & ~mine & ~hub & ~drawing.closed
    left &= drawing.touched(hub) if hub.any() else True
    return np.asarray(mine | hub | _spokes(drawing, blades, left))


def hub_of(drawing: PartStrokes, blades: Sequence[Bools]) -> Floats:
    """Return the place [2] about which blades stand: the middle of their middles."""
    middles = [
        0.5 * (drawing.low[blade].min(axis=0) + drawing.high[blade].max(axis=0)) for blade in blades
    ]
    return np.asarray(np.mean(middles, axis=0))


def _spokes(drawing: PartStrokes, blades: Sequence[Bools], left: Bools) -> Bools:
    """Return like strokes [S] among those that are left: each blade touches one of its own."""
    found = np.zeros(drawing.count, bool)
    each = np.array([drawing.touched(blade) & left for blade in blades])
    each &= each.sum(axis=0) == 1
    for stroke in np.flatnonzero(each[0]).tolist():
        length = float(drawing.length[stroke])
        like = np.abs(drawing.length - length) < SAME * length
        if (each & like).any(axis=1).all():
            found |= each.any(axis=0) & like
    return found
