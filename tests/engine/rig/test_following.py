# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Placed joints lie where they were placed; near ones follow, far ones stay."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rig.following import RANGE, bones_between, following
from engine.rig.skeletons import PLANS


def test_bones_between_joints_are_counted_along_the_tree() -> None:
    plan = PLANS["four_legged"]
    hops = bones_between(plan)
    assert hops[plan.index["hip"], plan.index["shoulder"]] == 2
    assert hops[plan.index["tail3"], plan.index["nose"]] == 5 + 2 + 4
    assert np.isfinite(hops).all() and (hops == hops.T).all()


def test_a_placed_joint_draws_its_neighbours_along() -> None:
    plan = PLANS["snake"]
    joints = np.stack([np.arange(len(plan.joints)) * 0.1, np.zeros(len(plan.joints))], 1)
    placed = {plan.index["spine3"]: np.array([0.3, 0.2])}
    moved = following(plan, joints, placed) - joints
    share = np.exp(-1 / RANGE)
    assert moved[plan.index["spine3"]] == pytest.approx([0.0, 0.2])
    assert moved[plan.index["spine2"]] == pytest.approx([0.0, 0.2 * share])
    assert moved[plan.index["spine5"], 1] == pytest.approx(0.2 * share**2)


def test_all_placed_joints_are_met_and_none_moves_without_them() -> None:
    plan = PLANS["person"]
    joints = np.random.default_rng(0).normal(0, 0.3, (len(plan.joints), 2))
    placed = {n: np.array([0.1 * n, -0.2]) for n in (0, 3, 4, 9)}
    moved = following(plan, joints, placed)
    assert np.stack([moved[n] for n in placed]) == pytest.approx(np.stack(list(placed.values())))
    assert following(plan, joints, {}) is joints
