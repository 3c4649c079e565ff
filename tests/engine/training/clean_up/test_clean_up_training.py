# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training the line denoiser: what it learns from, a run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.spatial import cKDTree

from engine.clean.lines import evenly
from engine.puppets import FAMILIES
from engine.training.clean_up import run
from engine.training.clean_up.guides import HELD_OUT, random_guides
from engine.training.clean_up.roughening import RoughDrawing, random_drawing
from engine.training.clean_up.run import denoiser_loop, measured
from engine.training.loop import LoopSettings


def drawings(count: int) -> list[RoughDrawing]:
    return [random_drawing(np.random.default_rng([4, number])) for number in range(count)]


def test_strokes_know_where_they_belong() -> None:
    hands = set()
    for drawing in drawings(25):
        hand = drawing.kind.split(", ")[1]
        hands.add(hand)
        targets = np.concatenate([stroke.targets for stroke in drawing.strokes])
        points = np.concatenate([stroke.points for stroke in drawing.strokes])
        away = np.hypot(*(points - targets).T)
        if hand == "once":
            assert away.max() == 0.0, "what is drawn once stays where it is"
        elif hand in ("overdrawn", "feathered"):
            truth = cKDTree(np.concatenate([evenly(line, 0.25) for line in drawing.truth]))
            assert np.quantile(truth.query(targets)[0], 0.98) < 0.8, "they belong on true lines"
            assert away.mean() > 0.2
    assert {"once", "overdrawn", "feathered"} <= hands


def test_the_same_numbers_give_the_same_drawing() -> None:
    one, other = drawings(1)[0], drawings(1)[0]
    assert one.kind == other.kind
    for first, second in zip(one.strokes, other.strokes, strict=True):
        assert np.array_equal(first.points, second.points)


def test_some_families_are_only_measured_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def noted(family: object, rng: np.random.Generator) -> list[object]:
        asked.append(next(name for name, known in FAMILIES.items() if known is family))
        raise LookupError

    monkeypatch.setattr("engine.training.clean_up.guides.guides_at_rest", noted)
    for held_out in (False, True):
        asked.clear()
        for number in range(60):
            try:
                random_guides(np.random.default_rng([1, number]), held_out=held_out)
            except LookupError:
                continue
        assert asked and (set(asked) <= set(HELD_OUT)) == held_out
        assert held_out or not set(asked) & set(HELD_OUT)


def test_a_stopped_run_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    def trained(folder: str, *minutes: float) -> dict:
        for session in minutes:
            loop = denoiser_loop(tmp_path / folder, LoopSettings(3, session_minutes=session))
            loop.run(lambda line: None)
        return loop.task.averaged.values

    stopped, whole = trained("a", 1e-9, 0.0), trained("b", 0.0)
    assert all(np.allclose(stopped[name], whole[name], atol=1e-5) for name in whole)


def test_what_is_learned_lowers_the_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = drawings(8)[5]
    monkeypatch.setattr(run, "random_drawing", lambda rng: one)
    loop = denoiser_loop(tmp_path, LoopSettings(25, log_steps=100))
    first = float(loop.task.train_step(loop._next_step())["loss"])
    loop.run(lambda line: None)
    assert loop.task.smoothed["loss"] < 0.9 * first
    assert measured(loop.task.averaged_network(), [one])
