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
from engine.motion.rest import Limb
from engine.motion.stout import lines_of

Floats = NDArray[np.float64]
_BOTH = ("wing_near", "wing_far")
_STEEP = 0.5  # sine to the body above which a wing of a body seen from the side beats in depth
_FLAT = 0.5  # of its height: what is left of a wing that is level, seen from the side
_UPRIGHT = 2.5  # times as tall as wide: the axis of a body seen from the front or from above
_DRAWN = 3  # points, at least, of a wing that is drawn
_SWEEP = 0.5  # radians by which it goes forwards as it gets level
_CLEAR = 0.1  # height, radians, down to which a wing beats that is drawn above a lying body
_TRAILING = 0.34  # of a beat: how far the outer joints of a wing bend behind the inner ones


@dataclass(frozen=True)
class Wing:
    """A wing at rest.

    Attributes:
        joints: names of the joints that turn, from the shoulder outwards.
        side: 1.0 when turning clockwise brings its tip down, else -1.0.
        height: drawn angle above the horizontal, radians.
        deep: whether it beats towards us and away: it gets lower and sweeps forwards, as seen from
            the side, instead of turning in the picture.
        above: whether it stays above the body: its outline is drawn upon a body seen from the side.
    """

    joints: tuple[str, ...]
    side: float
    height: float
    deep: bool
    above: bool = False


def wings_of(body: Performance, names: tuple[str, ...]) -> list[Wing]:
    """Return the wings that the drawing shows."""
    limbs = _drawn(body, names)
    axis = body.rest.at("neck") - body.rest.at("tail0")
    lying = abs(axis[1]) < 1.4 * abs(axis[0])
    wings = []
    for limb in limbs:
        arm = limb.tip - limb.root
        length = max(float(np.hypot(*arm)), 1e-9)
        deep = bool(body.rest.sideways and lying and abs(arm[1]) / length > _STEEP)
        if arm[1] > 0.0 and body.rest.bones.plan == "standing_bird":
            deep = False  # a wing that is laid to the body opens upwards
        side = 1.0 if arm[0] > 0 else -1.0
        if deep:
            side = -body.facing
        height = float(np.arctan2(-arm[1], abs(arm[0])))
        above = bool(body.rest.sideways and lying and height > _CLEAR)
        wings.append(Wing(limb.names[:-1], side, height, deep, above))
    return wings


def in_front(body: Performance) -> bool:
    """Return whether a body with wings is seen from the front or from above, not from the side.

    Its axis is upright and its wings are on both sides of it.
    """
    axis = body.rest.at("beak") - body.rest.at("belly")
    if abs(axis[1]) < _UPRIGHT * abs(axis[0]):
        return False
    tips = [limb.tip[0] - body.rest.at("belly")[0] for limb in _drawn(body, _BOTH)]
    return len(tips) == 2 and tips[0] * tips[1] < 0.0


def _drawn(body: Performance, names: tuple[str, ...]) -> list[Limb]:
    """Return the wings that are drawn: those whose joints are sure, and the twin of one of them."""
    limbs = [body.rest.limb(name) for name in names]
    if not any(limb.sound for limb in limbs):
        return []
    return [
        limb
        for name, limb in zip(names, limbs, strict=True)
        if limb.sound or (lines_of(body, name) >= _DRAWN and len(limb.index) > 1)
    ]


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
    together = in_front(body)
    for number, wing in enumerate(wings):
        number = 0 if together else number
        if wing.deep:
            wave = TAU * (phase - 0.04 * number)
            level = 0.5 * (np.cos(TAU * 0.04 * number) - np.cos(wave)) * envelope
            press += np.sin(wave - 0.5) / max(len(wings), 1)
            _levelled(body, wing, np.clip(level, 0.0, 1.0) * min(half / 0.75, 1.15))
            continue
        here, mean = half, float(np.clip(middle, wing.height - half, wing.height + half))
        if wing.above:  # from high up to just above the body
            here = min(half, max(0.5 * (wing.height + 0.7 - _CLEAR), 0.3))
            mean = float(np.clip(_CLEAR + here, wing.height - here, wing.height + here))
        start = float(np.arccos(np.clip((wing.height - mean) / here, -1.0, 1.0))) / TAU
        start -= 0.03 * number if start > 0.03 else 0.0
        wave, first = TAU * (phase + start), TAU * start
        press += np.sin(wave - 0.5) / max(len(wings), 1)
        up = here * (np.cos(wave) - np.cos(first)) * envelope
        body.turn(wing.joints[0], -wing.side * up)
        for outer, joint in enumerate(wing.joints[1:], start=1):
            late = TAU * lag * outer
            bend = np.cos(wave - late) - np.cos(wave) - np.cos(first - late) + np.cos(first)
            body.turn(joint, -wing.side * _TRAILING * here * bend * envelope)
    return np.asarray(press)


def _levelled(body: Performance, wing: Wing, level: Floats) -> None:
    """Show a wing as seen from the side, from as drawn (0) to level (1) [F]."""
    body.stretch(wing.joints[0], 1.0, 1.0 - (1.0 - _FLAT) * level)
    body.turn(wing.joints[0], -wing.side * _SWEEP * level * (1.0 if wing.height > 0 else -1.0))


def raised(body: Performance, wings: list[Wing], height: float, share: Floats | float) -> None:
    """Bring the wings to a height by a share [F]."""
    for wing in wings:
        if wing.deep:
            _levelled(body, wing, np.asarray(share) * (0.0 if height > 0.7 else 0.6))
            continue
        turn = -wing.side * (height - wing.height) * np.asarray(share)
        body.turn(wing.joints[0], 0.8 * turn)
        for joint in wing.joints[1:2]:
            body.turn(joint, 0.2 * turn)
