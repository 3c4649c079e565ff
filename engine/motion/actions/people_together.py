# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do with one another; where both are drawn, their hands are brought together later."""

from __future__ import annotations

import numpy as np

from engine.motion.people import arms_of, outwards, stand, tilt
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


@action("kiss", plans=("person",), frames=36)
def kiss(body: Performance) -> None:
    """Lean forward, the head tilted, stay a moment, and come back."""
    to = body.once(0.05, 0.4, 0.7, 0.95) * min(body.amount, 1.2)
    ahead = float(body.beat.aim or body.facing)
    body.turn("waist", 0.16 * ahead * to)
    body.turn("head", 0.12 * ahead * to)
    if body.rest.sideways:
        tilt(body, "head", -0.1 * to)
    stand(body)


@action("hug", "embrace", "cuddle", plans=("person",), frames=40)
def hug(body: Performance) -> None:
    """Open the arms and close them around somebody, leaning there; alone, around the air."""
    open_ = body.once(0.0, 0.22, 0.34, 0.5)
    shut = body.once(0.3, 0.52, 0.82, 1.0)
    ahead = float(body.beat.aim)
    for side, arm in arms_of(body).items():
        reaches = ahead * outwards(side) < 0.0 or body.rest.sideways
        if ahead and not body.rest.sideways:  # both arms go to the side where somebody stands
            sign = 1.0 if reaches else -0.75
            arm.to(sign * (1.35 - 0.1 * shut), 0.35 * sign * shut, np.maximum(open_, shut))
            continue
        arm.to(1.5 - 0.2 * shut, 0.1 + 1.5 * shut, np.maximum(open_, shut))
        body.turn(arm.limb.names[0], 0.1 * outwards(side) * open_)
    body.pitch("waist", (0.14 * shut - 0.08 * open_) * float(body.rest.sideways))
    body.turn("waist", 0.1 * ahead * shut * float(not body.rest.sideways))
    body.turn("head", 0.12 * shut * (ahead or body.facing))
    stand(body)
