# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `bench farm` says of a draft comes from batches of different sizes, in any order."""

from __future__ import annotations

from engine.bench.farm import Spent, _split


def batch(size: int) -> tuple[int, Spent, Spent]:
    """Return what a batch took: 2 s for each draft and 3 s beside; half more on a farm."""
    plain = Spent(2.0 * size, 2.0 * size + 3.0)
    return size, plain, Spent(3.0 * size, 3.0 * size + 4.0, 2.0 * size)


def test_a_draft_costs_what_a_larger_batch_takes_more() -> None:
    values = _split([batch(10), batch(100), batch(40)])
    assert values["each more draft, plain loop, processor s"] == 2.0
    assert values["each more draft, farm, processor s"] == 3.0
    assert values["the rest, plain loop, processor s"] == 3.0
    assert values["the rest, farm, processor s"] == 4.0
    assert values == _split([batch(100), batch(40), batch(10)])


def test_batches_of_one_size_say_nothing_of_a_draft() -> None:
    assert _split([batch(10)]) == {}
    assert _split([batch(10), batch(10)]) == {}
