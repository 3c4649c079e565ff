# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which lines that touch hang together in a body."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.joined import hanging_together, joined_pairs
from engine.rig.skeletons import PLANS

Floats = NDArray[np.float64]
DOG = PLANS["four_legged"]
HEAD, NECK, TRUNK = (DOG.part_index[name] for name in ("head", "neck", "trunk"))
NEAR, FAR = DOG.part_index["hind_near"], DOG.part_index["hind_far"]
REACH = 0.012


def standing_dog() -> Floats:
    """Return joints of a dog that looks to the right, long side about 1: hip at (0, 0)."""
    joints = np.zeros((len(DOG.joints), 2))
    for name, place in {"middle": 0.2, "shoulder": 0.4, "rump": -0.1, "chest": 0.5}.items():
        joints[DOG.index[name]] = (place, 0.0)
    for number in range(5):
        for leg, x in (("hind_near", 0.0), ("hind_far", 0.0), ("fore_near", 0.4)):
            joints[DOG.index[f"{leg}{number}"]] = (x, 0.1 * number)
    return joints


def line(start: tuple[float, float], end: tuple[float, float]) -> Floats:
    return np.linspace(start, end, 40)


def joined(first: Floats, second: Floats, parts: tuple[int, int]) -> bool:
    """Return whether two lines of a dog that stands on them are joined somewhere."""
    ground = line((-0.5, 0.5), (0.5, 0.5))  # makes the drawing one long side wide
    lines = (first, second, ground)
    strokes = np.repeat(np.arange(3), [len(one) for one in lines])
    labels = np.repeat([*parts, -1], [len(one) for one in lines])
    pairs = joined_pairs(DOG, standing_dog(), np.concatenate(lines), strokes, labels, REACH)
    return bool((strokes[pairs].max(axis=1) == 1).any())


def test_twins_do_not_hang_together() -> None:
    table = hanging_together(DOG)
    assert table[TRUNK, NEAR] and table[NECK, HEAD] and table[-1].all()
    assert not table[NEAR, FAR] and not table[TRUNK, HEAD]


def test_a_line_that_ends_on_what_it_does_not_hang_on_is_joined_near_the_root() -> None:
    down, to_it = line((0.02, 0.0), (0.02, 0.38)), line((-0.2, 0.1), (0.02, 0.1))
    assert joined(down, to_it, (NEAR, FAR))
    assert not joined(down, line((-0.2, 0.3), (0.02, 0.3)), (NEAR, FAR))  # feet come together


def test_a_line_that_crosses_what_it_does_not_hang_on_is_not_joined() -> None:
    down, across = line((0.02, 0.0), (0.02, 0.38)), line((-0.2, 0.1), (0.2, 0.1))
    assert not joined(down, across, (NEAR, FAR))


def test_a_body_s_line_that_ends_on_a_head_in_front_of_it_is_joined() -> None:
    face, back = line((0.3, -0.2), (0.3, 0.2)), line((-0.1, 0.0), (0.3, 0.0))
    assert joined(face, back, (HEAD, TRUNK))
    assert not joined(face, line((-0.1, 0.0), (0.4, 0.0)), (HEAD, TRUNK))


def test_an_arm_is_joined_to_a_trunk_near_its_root_alone() -> None:
    person = PLANS["person"]
    joints = np.zeros((len(person.joints), 2))
    for number in range(4):
        joints[person.index[f"arm_left{number}"]] = (0.0, 0.2 * number)
    for far, together in ((0.1, True), (0.36, False)):
        down, belt = line((0.02, 0.0), (0.02, 0.6)), line((-0.2, far), (0.2, far))
        strokes = np.repeat([0, 1], [40, 40])
        parts = np.repeat([person.part_index["arm_left"], person.part_index["trunk"]], [40, 40])
        points = np.concatenate([down, belt])
        assert bool(len(joined_pairs(person, joints, points, strokes, parts, REACH))) == together
