# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wings: a beat from the drawn height on, the tip behind the shoulder, the body answering.

Heights are angles above the horizontal through the shoulder, seen in the picture: a wing that
reaches left beats on the left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU
from engine.motion.performance import Performance

Floats = NDArray[np.float64]
_STEEP = 0.6  # sine to the body above which a wing of a body seen from the side beats in depth
_UP, _DOWN = 0.96, -0.62  # angles of a beat in depth at which drawn wings are taken to be
_FLAT = 0.14  # of its height: what is left of a wing that is level, seen from the side


@dataclass(frozen=True)
class Wing:
    """A wing at rest.

    Attributes:
        joints: names of the joints that turn, from the shoulder outwards.
        side: 1.0 when turning clockwise brings its tip down, else -1.0.
        height: drawn angle above the horizontal, radians.
        deep: whether it beats towards us and away: it gets lower and turns over, as seen from the
            side, instead of turning in the picture.
    """

    joints: tuple[str, ...]
    side: float
    height: float
    deep: bool


def wings_of(body: Performance, names: tuple[str, ...]) -> list[Wing]:
    """Return the wings that the drawing shows."""
    limbs = [limb for limb in map(body.rest.limb, names) if limb.sound]
    axis = body.rest.at("neck") - body.rest.at("tail0")
    lying = abs(axis[1]) < 1.4 * abs(axis[0])
    wings = []
    for limb in limbs:
        arm = limb.tip - limb.root
        length = max(float(np.hypot(*arm)), 1e-9)
        deep = bool(body.rest.sideways and lying and abs(arm[1]) / length > _STEEP)
        side = 1.0 if arm[0] > 0 else -1.0
        if deep:
            side = -body.facing
        height = float(np.arctan2(-arm[1], abs(arm[0])))
        wings.append(Wing(limb.names[:-1], side, height, deep))
    return wings


def beat(
    body: Performance,
    wings: list[Wing],
    period: float,
    *,
    size: float = 0.75,
    middle: float = 0.25,
    lag: float = 0.11,
    envelope: Floats | float = 1.0,
) -> Floats:
    """Beat the wings and return how strongly they press down [F], -1..1.

    size: half the angle of a beat; middle: its mean height; lag: of the next joint, in cycles;
    envelope [F]: how much of the beat there is.
    """
    phase, press = body.phase(period), np.zeros(body.frames)
    half = min(size * body.amount, 1.15)
    for number, wing in enumerate(wings):
        drawn = (_UP if wing.height > 0 else _DOWN) if wing.deep else wing.height
        middle_here = 0.5 * (_UP + _DOWN) if wing.deep else middle
        mean = float(np.clip(middle_here, drawn - half, drawn + half))
        start = float(np.arccos(np.clip((drawn - mean) / half, -1.0, 1.0))) / TAU
        start -= 0.03 * number if start > 0.03 else 0.0
        wave, first = TAU * (phase + start), TAU * start
        press += np.sin(wave - 0.5) / max(len(wings), 1)
        up = half * (np.cos(wave) - np.cos(first)) * envelope
        if wing.deep:
            _turn_over(body, wing, drawn, drawn + up)
        else:
            body.turn(wing.joints[0], -wing.side * up)
        for outer, joint in enumerate(wing.joints[1:], start=1):
            late = TAU * lag * outer
            bend = np.cos(wave - late) - np.cos(wave) - np.cos(first - late) + np.cos(first)
            fold = np.maximum(-np.sin(wave), 0.0) - max(-np.sin(first), 0.0)
            bent = (0.5 * half * bend - 0.22 * half * fold) * envelope
            body.turn(joint, -wing.side * bent * (0.6 if wing.deep else 1.0))
    return np.asarray(press)


def _turn_over(body: Performance, wing: Wing, drawn: float, height: Floats) -> None:
    """Show a wing that was drawn at one height at others [F], as seen from the side."""
    high = np.sin(height) / np.sin(drawn)
    high = np.where(np.abs(high) < _FLAT, _FLAT * np.where(high < 0, -1.0, 1.0), high)
    body.stretch(wing.joints[0], 1.0, np.where(height == drawn, 1.0, high))
    body.turn(wing.joints[0], wing.side * 0.12 * (height - drawn))


def raised(body: Performance, wings: list[Wing], height: float, share: Floats | float) -> None:
    """Bring the wings to a height by a share [F]."""
    for wing in wings:
        if wing.deep:
            drawn = _UP if wing.height > 0 else _DOWN
            _turn_over(body, wing, drawn, drawn + (height - drawn) * np.asarray(share))
            continue
        turn = -wing.side * (height - wing.height) * np.asarray(share)
        body.turn(wing.joints[0], 0.8 * turn)
        for joint in wing.joints[1:2]:
            body.turn(joint, 0.2 * turn)
