# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How what has no legs walks, like a head or a bird whose feet aren't drawn."""

from __future__ import annotations

import numpy as np

from engine.motion.head_turns import ears_follow, turned_head
from engine.motion.performance import Performance

AHEAD = 0.16  # radians: how far a head that goes somewhere looks there


def rocks_along(body: Performance, *, fast: bool = False) -> None:
    """Rock from corner to corner with a hop each, squashed between them; who is fast hops higher.

    A head looks where it goes, and to the side that it rocks to.
    """
    foot = np.array([body.rest.centre[0], body.rest.box[1, 1]])
    period, swell = (11.0 if fast else 16.0), body.swell(3.0)
    step = body.wave(period) * swell * body.amount
    high = np.abs(step)
    body.squash(1.0 + 0.1 * (high - 0.5 * swell))
    body.about(foot, (0.12 if fast else 0.18) * step)
    body.shift(0.0, -(0.16 if fast else 0.07) * body.size * high)
    if fast:
        body.about(foot, body.facing * 0.08 * body.swell(5.0))
    ahead = body.facing * (AHEAD if body.beat.distance else 0.0) * body.swell(5.0)
    turned_head(body, ahead + 0.2 * step, 0.2 * (high - 0.5 * swell))
    ears_follow(body)
    body.go_along()
