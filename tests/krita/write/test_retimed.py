# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pictures another timing shows, and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from addon.client.jobs.timing import Easing
from addon.contract.errors import BadInput
from addon.krita.write.frame_plan import LayerTiming, plan_retimed

FRAMES = tuple(Path(f"{k:04d}.png") for k in range(12))


def shown(hold: int, easing: Easing, *, loop: bool = False) -> list[int]:
    return [FRAMES.index(path) for path in plan_retimed(FRAMES, 5, hold, easing, loop=loop).files]


def test_on_ones_without_easing_nothing_changes() -> None:
    plan = plan_retimed(FRAMES, 5, 1, Easing(), loop=False)
    assert plan.files == FRAMES
    assert (plan.first, plan.step, plan.last) == (5, 1, 16)


def test_on_threes_every_third_picture_is_held() -> None:
    plan = plan_retimed(FRAMES, 5, 3, Easing(), loop=False)
    assert shown(3, Easing()) == [0, 3, 6, 9]
    assert (plan.first, plan.step, plan.last) == (5, 3, 16)


def test_a_slow_beginning_shows_early_pictures_for_longer() -> None:
    even, eased = shown(1, Easing()), shown(1, Easing(out=1.0))
    assert eased[0] == 0 and eased[-1] == 11 and eased == sorted(eased)
    assert all(later <= now for later, now in zip(eased, even, strict=True))
    assert eased != even


def test_the_end_of_a_loop_is_its_beginning() -> None:
    assert set(shown(2, Easing(0.5, 0.5), loop=True)) <= set(range(12))
    assert shown(2, Easing(), loop=True) == [0, 2, 4, 6, 8, 10]


def test_before_the_first_frame_of_a_document_there_is_nothing() -> None:
    assert plan_retimed(FRAMES, -3, 1, Easing(), loop=False).first == 0


def test_other_holds_are_refused() -> None:
    with pytest.raises(BadInput):
        plan_retimed(FRAMES, 0, 4, Easing(), loop=False)


def test_a_timing_is_known_again_from_the_note_of_a_job() -> None:
    timing = LayerTiming(2, Easing(0.5, 0.25))
    assert LayerTiming.of_json(timing.to_json()) == timing
    for damaged in (None, [], [4, 0, 0], [2, "a", 0], [1, 7.0, 0]):
        assert LayerTiming.of_json(damaged) is None
