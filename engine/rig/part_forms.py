# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well a candidate for a part has the form of such parts: round, long, a leaf or a wave."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.rig.part_candidates import Candidate

WINDING = 0.8  # times so much something long that winds
HOLLOW = 0.8  # score of a closed line that may be a handle
CURLED = (-3.5, -1.8)  # its length in distances of its ends, of what is no line any more
LED = (0.2, 0.7)  # of all its lines, that the largest of three or more has, to be one line


def ramp(value: float, least: float, most: float) -> float:
    """Return 0.1 at `least` and 1.0 at `most`, and a line between."""
    return float(0.1 + 0.9 * np.clip((value - least) / (most - least), 0.0, 1.0))


def _like(shape: str) -> Callable[[Candidate], float]:
    return lambda one: float(np.exp(-((min(one.like(shape), 9.0) / 0.16) ** 2)))


def _round(one: Candidate) -> float:
    return 1.0 if one.is_dot else _like("ball")(one)


def _long(one: Candidate) -> float:
    """Return whether it is longer than wide; what winds is less what is called long."""
    return ramp(one.long, 1.3, 3.2) * (WINDING if one.waves > 2 else 1.0)


def _box(one: Candidate) -> float:
    return ramp(max(one.filled, one.filled_along), 0.6, 0.88)


def _triangle(one: Candidate) -> float:
    return ramp(-abs(max(one.filled, one.filled_along) - 0.5), -0.3, -0.08) if one.closed else 0.15


def _oval(one: Candidate) -> float:
    """Return whether it is a leaf, an ear: closed, longer than wide, with round sides."""
    if not one.closed:
        return 0.2
    return ramp(-abs(one.filled_along - 0.66), -0.26, -0.12) * (0.8 + 0.2 * (one.long > 1.25))


def _flat(one: Candidate) -> float:
    return ramp(float(one.sides[0] / max(one.sides[1], 1e-9)), 0.8, 2.0)


def _tall(one: Candidate) -> float:
    return ramp(float(one.sides[1] / max(one.sides[0], 1e-9)), 0.7, 1.4)


def _arch(one: Candidate) -> float:
    if one.closed:
        return 0.6 if one.filled < 0.5 else 0.25
    return ramp(one.bent, 1.0, 1.3)


def _loop(one: Candidate) -> float:
    """Return whether it goes around nothing but air, and touches the rest: a handle."""
    if not one.closed:
        return _arch(one)
    return HOLLOW if one.count == 1 and one.touches.any() else 0.25


def _wavy(one: Candidate) -> float:
    if one.closed:
        return 0.5 if one.filled < 0.5 else 0.2
    return 0.4 + 0.6 * min(one.waves, 2) / 2 if one.bent > 1.03 else 0.3


def _line(one: Candidate) -> float:
    if one.closed and not one.is_led_by_line:
        return ramp(one.long, 2.0, 6.0) * 0.9
    main = float(one.drawing.length[one.main]) / max(one.length, 1e-9)
    led = 1.0 if one.count < 3 else ramp(main, *LED)
    return led * (1.0 if one.closed else ramp(-one.bent, *CURLED))


def formed(one: Candidate, form: str) -> float:
    """Return how well it has a form; that of a set is its largest stroke's, if that leads it."""
    led = 1.0 if form in _OF_ALL else ramp(one.led, 0.2, 0.7)
    return _FORMS[form](one) * led


_FORMS: dict[str, Callable[[Candidate], float]] = {
    "any": lambda one: 0.75,
    "round": _round,
    "drop": _like("drop"),
    "heart": _like("heart"),
    "star": _like("star"),
    "long": _long,
    "oval": _oval,
    "flat": _flat,
    "tall": _tall,
    "box": _box,
    "triangle": _triangle,
    "arch": _arch,
    "loop": _loop,
    "wavy": _wavy,
    "line": _line,
}

_OF_ALL = ("any", "long", "flat", "tall", "line")  # forms that a set has as a whole
