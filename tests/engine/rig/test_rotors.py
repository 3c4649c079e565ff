# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rotor of a turbine is told from its tower by what repeats about a hub."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.part_strokes import PartStrokes
from engine.rig.rotors import rotor_strokes

Floats = NDArray[np.float64]


def straight(first: tuple[float, float], last: tuple[float, float]) -> Floats:
    return np.linspace(first, last, 20)


def turned(line: Floats, angle: float) -> Floats:
    c, s = np.cos(angle), np.sin(angle)
    return line @ np.array([[c, s], [-s, c]])


def ring(radius: float) -> Floats:
    angle = np.linspace(0, 2 * np.pi, 41)
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


THIRDS = 2.0 * np.pi * np.arange(3) / 3.0
BLADE = np.concatenate([straight((-6, -20), (0, -90)), straight((0, -90), (6, -20))])
BLADES = [turned(BLADE, angle) for angle in THIRDS]
SPOKES = [turned(straight((0, -8), (0, -20)), angle) for angle in THIRDS]
TOWER = [
    straight((-5, 8), (-12, 150)),
    straight((5, 8), (12, 150)),
    straight((-40, 150), (40, 150)),
]


def strokes_of(lines: list[Floats]) -> PartStrokes:
    numbers = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return PartStrokes.of(np.concatenate(lines), numbers.astype(np.int64))


def test_blades_turn_with_spokes_and_hub_and_the_tower_stands() -> None:
    lines = [*TOWER, ring(8.0), *SPOKES, *BLADES]
    found = rotor_strokes(strokes_of(lines))
    assert found is not None
    assert found.tolist() == [False] * 3 + [True] * 7


def test_the_guard_of_a_fan_stands() -> None:
    found = rotor_strokes(strokes_of([ring(110.0), *TOWER, ring(8.0), *BLADES]))
    assert found is not None
    assert found.tolist() == [False] * 4 + [True] * 4


def test_nothing_turns_apart_where_all_does_or_nothing_repeats() -> None:
    alone = rotor_strokes(strokes_of([ring(8.0), *BLADES]))
    assert alone is not None and alone.all()
    assert rotor_strokes(strokes_of([*TOWER, ring(8.0)])) is None
