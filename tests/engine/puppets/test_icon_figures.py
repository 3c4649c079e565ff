# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures as icons have them: bodies in coils, large heads on small bodies, hands at the chest."""

from __future__ import annotations

import numpy as np
import pytest

from engine.puppets.figures import FIGURES
from engine.puppets.figures.coils import SAMPLES, STYLES, coiled_line, draw_crossing_body
from engine.puppets.figures.flesh import Figure
from engine.puppets.figures.proportions import SHARES, make_toylike
from engine.rig.skeletons import PLANS


def _figure(plan: str, kind: str, seed: int) -> Figure:
    figure = Figure(PLANS[plan], np.random.default_rng(seed))
    FIGURES[plan].build(figure, kind)
    return figure


@pytest.mark.parametrize("style", STYLES)
def test_a_coiled_body_is_one_even_line(style: str) -> None:
    line, height = coiled_line(np.random.default_rng(2), style)
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    assert line.shape == (SAMPLES, 2) and height.shape == (SAMPLES,)
    assert np.ptp(line, axis=0).max() == pytest.approx(1.0)
    assert steps.max() < 2.5 * np.median(steps)


def test_what_lies_below_is_hidden_where_a_body_crosses_itself() -> None:
    """A cross: the bar drawn last lies on top, so only the first is broken at the middle."""
    arm = np.linspace(-1, 1, 60)
    level, upright = np.stack([arm, 0 * arm], 1), np.stack([0 * arm, arm], 1)
    way_round = np.array([[1.6, 0.0], [1.6, -1.6], [0.0, -1.6]])
    line = np.concatenate([level, way_round, upright])
    figure = Figure(PLANS["snake"], np.random.default_rng(0))
    half = np.full(len(line), 0.1)
    draw_crossing_body(figure, "trunk", line, np.linspace(0, 1, len(line)), half)
    points = np.concatenate([shape.points for shape in figure.shapes])
    on_level = (np.abs(np.abs(points[:, 1]) - 0.1) < 1e-6) & (np.abs(points[:, 0]) < 0.08)
    on_upright = (np.abs(np.abs(points[:, 0]) - 0.1) < 1e-6) & (np.abs(points[:, 1]) < 0.08)
    assert not on_level.any() and on_upright.any()


@pytest.mark.parametrize("plan", sorted(SHARES))
def test_a_toylike_figure_has_a_larger_head_upon_its_neck(plan: str) -> None:
    kind = FIGURES[plan].kinds[0]
    for seed in range(4):
        figure = _figure(plan, kind, seed)
        number = figure.skeleton.part_index["head"]

        def share(figure: Figure = figure, number: int = number) -> float:
            head = np.concatenate([s.points for s in figure.shapes if s.part == number])
            whole = np.concatenate([s.points for s in figure.shapes])
            return float(np.ptp(head, axis=0).max() / np.ptp(whole, axis=0).max())

        before = share()
        tip = figure.skeleton.parts[number].joints[-1]
        make_toylike(figure)
        head = np.concatenate([s.points for s in figure.shapes if s.part == number])
        reach = np.ptp(head, axis=0).max()
        assert share() > before
        assert np.linalg.norm(head - figure.at(tip), axis=1).min() < 0.35 * reach


def test_hands_of_a_monkey_reach_what_is_before_the_chest() -> None:
    held = 0
    for seed in range(20):
        figure = _figure("sitting", "monkey", seed)
        for thing in (s for s in figure.shapes if s.part < 0):
            hand, size = figure.at("arm_near2"), np.ptp(thing.points, axis=0).max()
            held += bool(np.linalg.norm(thing.points - hand, axis=1).min() < size)
    assert held >= 3
