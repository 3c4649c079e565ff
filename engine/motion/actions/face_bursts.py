# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a face does all at once and then again: kisses, sneezes, sniffs."""

from __future__ import annotations

import numpy as np

from engine.motion.actions.face import PLAN, SIDES, mouth_to
from engine.motion.curves import TAU, keyed
from engine.motion.head_turns import ears_follow
from engine.motion.performance import Performance
from engine.motion.registry import action


@action("kiss", "smooch", "blow", plans=PLAN, frames=30, repeats=True)
def kiss(body: Performance) -> None:
    """Draw back, purse the lips and push them forward, come back."""
    at = np.mod(body.phase(30.0), 1.0)
    out = keyed(at, [(0, 0), (0.25, -0.3), (0.5, 1), (0.62, 0.95), (0.72, 0.2), (1, 0)])
    out = out * min(body.amount, 1.3)
    body.stretch("mouth", 1.0 + 0.3 * out, 1.0 + 0.45 * out)
    body.stretch("skull", 1.0 + 0.07 * out, 1.0 + 0.07 * out)
    for side in SIDES:
        body.stretch(f"eye_{side}0", 1.0, 1.0 - 0.6 * np.clip(out, 0.0, 1.0))
    ears_follow(body)


@action("sneeze", "cough", "hiccup", "vomit", plans=PLAN, frames=36, repeats=True)
def sneeze(body: Performance) -> None:
    """Lift the face ever further, and burst down and forward with the mouth open."""
    at = np.mod(body.phase(36.0), 1.0)
    keys = [(0, 0), (0.2, -0.4), (0.26, -0.35), (0.45, -1), (0.54, 1), (0.66, 0.8), (1, 0)]
    if body.beat.action not in ("sneeze", "vomit"):  # short, and again
        at = np.mod(body.phase(12.0), 1.0)
        keys = [(0, 0), (0.25, -0.5), (0.5, 1), (0.62, 0.6), (1, 0)]
    out = keyed(at, keys)
    out = out * min(body.amount, 1.3)
    mouth_to(body, 1.0 + 0.15 * np.clip(out, 0.0, 1.0), 1.0 + 0.6 * np.clip(out, 0.0, 1.0))
    for side in SIDES:
        body.stretch(f"eye_{side}0", 1.0, 1.0 - 0.85 * np.clip(np.abs(out), 0.0, 1.0))
    body.shift(0.0, 0.1 * body.size * out)
    body.stretch("skull", 1.0 + 0.06 * out, 1.0 - 0.06 * out)
    ears_follow(body)


@action("sniff", "smell", "snuffle", plans=PLAN, frames=24, repeats=True)
def sniff(body: Performance) -> None:
    """Draw short breaths: the nose widens and lifts, in bursts."""
    breath = (0.5 - 0.5 * np.cos(TAU * body.phase(8.0))) * body.swell(3.0) * body.amount
    body.stretch("nose", 1.0 + 0.16 * breath, 1.0 - 0.12 * breath)
    body.stretch("skull", 1.0 + 0.03 * breath, 1.0 - 0.04 * breath)
    body.shift(0.0, -0.035 * body.size * breath)


@action("rub", "scratch", plans=PLAN, frames=24, repeats=True)
def rubbed(body: Performance) -> None:
    """Move to and fro a little under hands that rub it."""
    to = body.wave(11.0) * body.swell(4.0) * body.amount
    body.turn("skull", 0.05 * to)
    body.stretch("skull", 1.0 + 0.02 * to, 1.0 - 0.03 * to)
    ears_follow(body)
