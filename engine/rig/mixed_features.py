# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines in a face that are no feature of it: streams of tears, a hand over the mouth.

The network has some of such a line in one feature and some in another, and it would be torn.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FACE = "face"
HEAD = "skull"
#: What lies side by side in a face: a line that was found in both is of the first.
NEIGHBOURS = (("mouth", "nose"), ("eye_left", "brow_left"), ("eye_right", "brow_right"))
SOME = 0.15  # of a line: less of it that was found in a feature is chance
OUTLINE = 0.75  # of the face's long side: a line as long may have ears and hair


def with_mixed_features(plan: Skeleton, points: Floats, strokes: Ints, parts: Ints) -> Ints:
    """Return parts [P] in which a line of two features or more is of the head, with all within it.

    points [P, 2] and strokes [P] of the drawn lines; other plans stay as they are.
    """
    if plan.name != FACE:
        return parts
    size = float(np.ptp(points, axis=0).max())
    head = plan.part_index[HEAD]
    pairs = [[plan.part_index[name] for name in pair] for pair in NEIGHBOURS]
    out = parts.copy()
    mixed: list[Floats] = []
    for stroke in np.unique(strokes):
        mine = strokes == stroke
        if float(np.ptp(points[mine], axis=0).max()) > OUTLINE * size:
            continue
        own = parts[mine]
        own = own[(own >= 0) & (own != head)]
        counts = np.bincount(own) if len(own) else np.zeros(1, np.int64)
        found = set(np.flatnonzero(counts > SOME * mine.sum()).tolist())
        one = next((pair for pair in pairs if found == set(pair)), None)
        if one is not None:
            out[mine] = one[0]
        elif len(found) > 1:
            out[mine] = head
            mixed.append(np.stack([points[mine].min(axis=0), points[mine].max(axis=0)]))
    for low, high in mixed:  # fingers are of their hand
        for stroke in np.unique(strokes):
            mine = strokes == stroke
            if (points[mine] >= low).all() and (points[mine] <= high).all():
                out[mine] = head
    return out
