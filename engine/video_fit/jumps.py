# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where points of a drawing are expected in the next frame, and what it costs to be elsewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SPEED_KEPT = 0.9  # of the speed between the frames before
JUMP = 0.12  # what a jump against the way points were going costs, against lines missed as far
LARGEST_JUMP = 0.15  # long sides: farther is all the same


def going_on(before: Floats, now: Floats) -> Floats:
    """Return what follows on two values of the same shape that go on as they were going."""
    return np.asarray(now + SPEED_KEPT * (now - before))


def jump_cost(expected: Floats, places: Floats) -> float:
    """Return what it costs that points [N, 2], long sides, aren't where they were going."""
    off = np.linalg.norm(places - expected, axis=1)
    return JUMP * float(np.minimum(off, LARGEST_JUMP).mean())
