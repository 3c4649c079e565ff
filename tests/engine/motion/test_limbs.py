# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A limb reaches what it can, bends the way it is drawn, and is at rest at rest."""

from __future__ import annotations

import numpy as np
import pytest

from engine.motion.ik import ChainSolver

LEG = np.array([[0.0, 0.0], [0.15, 0.5], [0.0, 1.0]])


def ends(joints: np.ndarray, turns: np.ndarray, root: np.ndarray) -> np.ndarray:
    """Return the end [F, 2] of a chain for absolute turns [F, n]."""
    arms = np.diff(joints, axis=0)
    c, s = np.cos(turns), np.sin(turns)
    x = (c * arms[:, 0] - s * arms[:, 1]).sum(axis=1)
    y = (s * arms[:, 0] + c * arms[:, 1]).sum(axis=1)
    return root + np.stack([x, y], axis=1)


def test_rest_needs_no_turn() -> None:
    turns = ChainSolver(LEG, [1.0]).turns(LEG[:1], LEG[-1:])
    np.testing.assert_allclose(turns, 0.0, atol=1e-9)


def test_the_end_reaches_the_target() -> None:
    rng = np.random.default_rng(0)
    root = np.zeros((200, 2))
    angle, far = rng.uniform(0.5, 2.6, 200), rng.uniform(0.35, 1.03, 200)
    target = far[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)
    turns = ChainSolver(LEG, [1.0]).turns(root, target)
    np.testing.assert_allclose(ends(LEG, turns, root), target, atol=4e-3)


def test_a_target_out_of_reach_is_pointed_at() -> None:
    turns = ChainSolver(LEG, [1.0]).turns(np.zeros((1, 2)), np.array([[5.0, 0.0]]))
    end = ends(LEG, turns, np.zeros((1, 2)))
    assert end[0, 1] == pytest.approx(0.0, abs=1e-6)
    assert end[0, 0] == pytest.approx(ChainSolver(LEG, [1.0]).longest)


def test_a_knee_goes_on_bending_the_drawn_way() -> None:
    high = np.stack([np.zeros(10), np.linspace(1.0, 0.4, 10)], 1)
    turns = ChainSolver(LEG, [1.0]).turns(np.zeros((10, 2)), high)
    knee = turns[:, 1] - turns[:, 0]
    assert (np.diff(knee) > 0).all()
    mirrored = ChainSolver(LEG * [-1.0, 1.0], [-1.0]).turns(np.zeros((10, 2)), high)
    np.testing.assert_allclose(mirrored, -turns, atol=1e-9)
