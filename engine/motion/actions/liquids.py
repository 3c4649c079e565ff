# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a liquid does in a glass, a flask, a pot: it sloshes, ripples, bubbles, rises, sinks.

What it is in stands still. A sentence comes to these by `engine.language.liquids`.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from engine.motion.curves import TAU, keyed, smooth
from engine.motion.liquids import bubbles_rise, room, surface_laid, waves_of, width
from engine.motion.performance import Performance
from engine.motion.registry import action
from engine.motion.thing_parts import foot_of, scaled_about, there
from engine.rig.surfaces import FOOT

part = partial(action, plans=("",), shared=False)
LEAN = 0.25  # radians, that a surface leans at most
RIPPLE = 0.09  # of its width: how high it ripples
RISEN, SUNK = 0.75, 0.7  # of the room above and below it


@part("liquid_sloshes", frames=48, repeats=True)
def liquid_sloshes(body: Performance) -> None:
    """Lean to and fro between the walls, more and more, and calm down."""
    swell = keyed(body.t, [(0, 0), (0.3, 1), (0.55, 1), (1, 0.12 if not body.beat.loop else 0)])
    lean = LEAN * min(body.amount, 1.4) * swell * np.sin(TAU * body.phase(13.0))
    if not surface_laid(body, lean, waves=waves_of(body, 0.04 * width(body) * swell, 9.0)):
        body.about(body.rest.centre, lean)


@part("liquid_ripples", frames=24, repeats=True)
def liquid_ripples(body: Performance) -> None:
    """Ripple, hardly leaning."""
    swell = body.swell(4.0) * min(body.amount, 1.4)
    lean = 0.05 * swell * body.wave(14.0)
    waves = waves_of(body, RIPPLE * width(body) * swell, 10.0)
    if not surface_laid(body, lean, waves=waves):
        body.squash(1.0 + 0.08 * body.wave(12.0) * swell, ground=False)


@part("liquid_bubbles", frames=24, repeats=True)
def liquid_bubbles(body: Performance) -> None:
    """Let bubbles rise, where some are drawn, and the surface heave; else it ripples harder."""
    drawn = bubbles_rise(body, 22.0)
    swell = body.swell(4.0) * min(body.amount, 1.4)
    high = 0.03 * width(body) * swell * np.sin(TAU * body.phase(7.0))
    waves = waves_of(body, (0.6 if drawn else 1.3) * RIPPLE * width(body) * swell, 6.0)
    if not surface_laid(body, 0.05 * swell * body.noise(5.0), high, waves):
        body.squash(1.0 + 0.08 * body.wave(8.0) * swell, ground=False)


@part("liquid_rises", frames=40)
def liquid_rises(body: Performance) -> None:
    """Rise between the walls, rocking a little; a mere line gets longer upwards."""
    share = there(body, smooth(body.t)) * min(body.amount, 1.2)
    if body.rest.has(FOOT):
        body.stretch(FOOT, 1.0, 1.0 + 0.9 * share)
        return
    up = RISEN * room(body)[0]
    if not surface_laid(body, 0.04 * body.swing(12.0) * body.once(0.0, 0.2, 0.7, 1.0), up * share):
        scaled_about(body, foot_of(body), 1.0, 1.0 + 0.5 * share)


@part("liquid_sinks", frames=40)
def liquid_sinks(body: Performance) -> None:
    """Sink between the walls, rocking a little; a mere line gets shorter."""
    share = there(body, smooth(body.t)) * min(body.amount, 1.2)
    if body.rest.has(FOOT):
        body.stretch(FOOT, 1.0, 1.0 - 0.6 * share)
        return
    down = SUNK * room(body)[1]
    lean = 0.04 * body.swing(12.0) * body.once(0.0, 0.2, 0.7, 1.0)
    if not surface_laid(body, lean, -down * share):
        scaled_about(body, foot_of(body), 1.0, 1.0 - 0.5 * share)
