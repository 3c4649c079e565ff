# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from engine.vector.refinement.schedule import plan, rate_factor
from engine.vector.settings import FAITHFUL_OPTIMISER, FAITHFUL_SCHEDULE, ScheduleSettings

TWO = ("the dog runs", "the cat sleeps")


def test_each_object_then_all_with_frozen_globals() -> None:
    first, second, merged = plan(TWO, "the dog runs and the cat sleeps", FAITHFUL_SCHEDULE)
    assert (first.objects, first.train_local, first.train_global) == ((0,), True, True)
    assert (second.objects, second.text) == ((1,), "the cat sleeps")
    assert (merged.objects, merged.train_local, merged.train_global) == ((0, 1), True, False)
    assert merged.texts == TWO
    assert merged.text == "the dog runs and the cat sleeps"
    assert {stage.steps for stage in (first, second, merged)} == {1001}


def test_one_object_is_one_stage() -> None:
    (stage,) = plan(("it runs",), "it runs", ScheduleSettings())
    assert (stage.train_local, stage.train_global, stage.steps) == (True, True, 300)


@pytest.mark.parametrize("count", [2, 6, 40])
def test_many_objects_share_the_budget(count: int) -> None:
    settings = ScheduleSettings(steps=300)
    stages = plan([f"object {i} runs" for i in range(count)], "", settings)
    assert len(stages) == count + 1
    assert sum(stage.steps for stage in stages) < 2 * settings.steps
    assert min(stage.steps for stage in stages) >= 1


@pytest.mark.parametrize(
    ("step", "factor"), [(0, 0.1), (50, 0.703), (100, 0.912), (500, 0.633), (1000, 0.4)]
)
def test_learning_rate_follows_live_sketch(step: int, factor: float) -> None:
    assert rate_factor(step, 1001, FAITHFUL_OPTIMISER) == pytest.approx(factor, abs=6e-4)
