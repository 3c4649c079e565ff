# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies with both wings spread get bones that are mirror images; others get none of these."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Pose, deformed, turns_in_all
from engine.rig.skeletons import PLANS
from engine.rig.spread_wings import may_spread, spread_wings

Floats = NDArray[np.float64]


def oval(x: float, y: float, wide: float, high: float) -> Floats:
    """A closed oval about (x, y)."""
    turn = np.linspace(0.0, 2.0 * np.pi, 60)
    return np.stack([x + wide * np.cos(turn), y + high * np.sin(turn)], axis=1)


def bee() -> tuple[Floats, NDArray[np.int64]]:
    """A bee from above: head, abdomen and two wings."""
    lines = [oval(0, -45, 18, 20), oval(0, 45, 22, 55), oval(-60, 0, 40, 20), oval(60, 0, 40, 20)]
    return np.concatenate(lines), np.repeat(np.arange(4), 60)


def test_wings_beat_on_both_sides_and_the_body_keeps_its_shape() -> None:
    points, strokes = bee()
    bones = spread_wings(points, strokes)
    assert bones is not None
    own = np.zeros((1, len(bones.names)))
    own[0, bones.names.index("wing_near0")], own[0, bones.names.index("wing_far0")] = -0.5, 0.5
    moved = deformed(bones, points, Pose(np.zeros((1, 2)), turns_in_all(own, bones)))[0]
    left, right = moved[strokes == 2], moved[strokes == 3]
    assert right[:, 1].min() < -30.0  # it is up,
    assert np.abs(np.sort(left[:, 1]) - np.sort(right[:, 1])).max() < 2.0  # and so is the other
    body = np.abs(moved - points)[np.isin(strokes, [0, 1])]
    assert body.max() < 3.0


def test_what_is_no_mirror_image_or_fills_its_hull_has_no_spread_wings() -> None:
    points, strokes = bee()
    assert spread_wings(points[strokes != 2], strokes[strokes != 2]) is None
    face = np.concatenate([oval(0, 0, 100, 90), oval(-35, -20, 9, 9), oval(35, -20, 9, 9)])
    assert spread_wings(face, np.repeat(np.arange(3), 60)) is None
    tall = points * [0.4, 1.0]
    assert spread_wings(tall, strokes) is None


def test_insects_spread_their_wings_only_to_fly() -> None:
    assert set(PLANS) >= {"flying_bird", "insect"}
    assert may_spread(("flying_bird", "standing_bird"), "The bat hangs")
    assert may_spread(("insect", "spider"), "The bee flaps its wings")
    assert not may_spread(("insect", "spider"), "The ant crawls along")
    assert not may_spread(("four_legged",), "The dog flies")
