# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves keep their keys, springs come to rest, stretching keeps the area."""

from __future__ import annotations

import numpy as np

from engine.motion import MotionBeat
from engine.motion.curves import chance, keyed, pulse, settling
from engine.motion.performance import Performance
from engine.motion.rest import RestPose
from engine.motion.springs import followed
from engine.rig.bones import Pose, deformed, placed_joints
from tests.engine.motion.drawings import box_of, drawing

T = np.linspace(0.0, 1.0, 101)


def test_keys_are_met_without_overshoot() -> None:
    keys = [(0.0, 0.0), (0.3, 1.0), (0.6, 1.0), (1.0, -0.5)]
    curve = keyed(T, keys)
    for time, value in keys:
        assert np.isclose(curve[round(time * 100)], value)
    assert curve.max() <= 1.0 + 1e-9 and curve.min() >= -0.5 - 1e-9
    np.testing.assert_allclose(curve[30:61], 1.0)


def test_envelopes_begin_and_end_at_nothing() -> None:
    curve = pulse(T, 0.1, 0.3, 0.6, 0.9)
    assert curve[0] == curve[-1] == 0.0 and curve[45] == 1.0
    ringing = settling(T, 0.4, 2.0)
    assert not ringing[:41].any() and abs(ringing[-1]) < 0.05 < np.abs(ringing).max()


def test_chance_is_nothing_at_first_and_runs_round_in_loops() -> None:
    t = np.arange(24) / 24
    curve = chance(np.random.default_rng(1), t, 3.0, True)
    assert curve[0] == 0.0
    assert abs(curve[-1]) <= np.abs(np.diff(curve)).max() * 1.2


def test_soft_parts_lag_overshoot_and_come_to_rest() -> None:
    lead = np.where(np.arange(120) < 5, 0.0, 1.0)
    own = followed(lead, np.zeros((120, 2)), period=14.0, damping=0.2, loop=False)
    angle = lead + own[:, 0]
    assert angle[6] < 0.5
    assert angle.max() > 1.1
    np.testing.assert_allclose(angle[-1], 1.0, atol=0.02)


def test_followers_of_a_loop_repeat() -> None:
    t = np.arange(32) / 32
    own = followed(np.sin(2 * np.pi * t), np.zeros((32, 3)), period=10.0, damping=0.4, loop=True)
    assert np.abs(own[0] - own[-1]).max() <= 1.2 * np.abs(np.diff(own, axis=0)).max()


def test_squash_keeps_the_ground_and_the_area() -> None:
    bones, points = drawing("car", 0)
    rest = RestPose(bones, box_of(points))
    body = Performance(rest, MotionBeat("squash", 0, 3), np.random.default_rng(0))
    body.squash(np.array([1.0, 0.8, 1.25]))
    pose = Pose(body.root, body.turns(), body.scale)
    moved = deformed(bones, points, pose)
    assert np.array_equal(moved[0], points)
    spans = np.ptp(moved, axis=1)
    np.testing.assert_allclose(spans[:, 0] * spans[:, 1], np.prod(spans[0]), rtol=1e-9)
    np.testing.assert_allclose(moved[..., 1].max(axis=1), points[:, 1].max(), atol=1e-9)
    assert np.isfinite(placed_joints(bones, pose)).all()
