# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cost of a pose cycle, from the steps of projection and the number of pictures."""

from __future__ import annotations

from addon.contract.estimate import Estimate
from addon.contract.messages import Message
from addon.contract.request import Request
from engine.runtime.memory import free_memory

START_S = 1.0
STEP_S = 0.02  # of projection, at 64 px on one core
PICTURE_S = 0.3  # drawn, and cleaned to the drawing's ink
BYTES = 700 << 20
ROOM = 0.9


def poses_estimate(request: Request) -> Estimate:
    """Estimate what a pose cycle will cost. Raises BadInput for a cycle that isn't there."""
    from engine.poses.pipeline import resolve_poses

    spec = resolve_poses(request)
    scale = (spec.model.settings.resolution / 64) ** 2
    seconds = START_S + STEP_S * spec.steps * scale + PICTURE_S * spec.pictures
    why = Message("The estimate is by the number of pictures.")
    return Estimate(seconds, BYTES, free_memory() * ROOM >= BYTES, why)
