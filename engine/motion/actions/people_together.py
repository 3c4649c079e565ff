# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do with one another; where both are drawn, their hands are brought together later."""

from __future__ import annotations

from engine.motion.people import arms_of
from engine.motion.performance import Performance
from engine.motion.registry import action


@action("shake_hands", plans=("person",), frames=14, gesture=True, repeats=True)
def shake_hands(body: Performance) -> None:
    """Hold out a hand, forwards or to the right, and shake it up and down."""
    arms = arms_of(body)
    ahead = "right" if body.facing > 0 else "left"
    arm = arms.get(ahead) or next(iter(arms.values()), None)
    if arm is None:
        return
    out = body.held(0.2)
    arm.to(1.0 + 0.14 * body.amount * body.wave(14.0), 0.5, out)
