# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far tails swing: one as long as the body, like a squirrel's, would sweep over all of it."""

from __future__ import annotations

import itertools

import numpy as np

from engine.motion.performance import Performance

SHORT = 0.3  # of the drawing: tails up to so long swing freely
LEAST = 0.4  # of that, however long they are


def freedom(body: Performance) -> float:
    """Return the share, LEAST to 1, of a short tail's swing that a body's tail has."""
    numbered = (f"tail{number}" for number in itertools.count())
    tail = body.rest.chain(list(itertools.takewhile(body.rest.index.__contains__, numbered)))
    if not tail.sound:
        return 1.0
    reach = float(np.linalg.norm(tail.places - tail.root, axis=1).max())
    return float(np.clip(SHORT * body.size / max(reach, 1e-9), LEAST, 1.0))
