# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Crates: short jobs travel together, long ones and those that were lost alone."""

from __future__ import annotations

from engine.farm.cluster import Needs
from engine.farm.crates import CRATE_S, MOST_BYTES, MOST_PARCELS, Crates, WaitingParcel
from engine.farm.parcel import Parcel


def crates_with(count: int, seconds: float | None, *, size: int = 10) -> Crates:
    crates = Crates()
    for number in range(count):
        parcel = Parcel(f"job{number}", "1", {"request.json": bytes(size)})
        crates.add(WaitingParcel(number, parcel, Needs()))
    if seconds is not None:
        crates.came_back(seconds, 1)
    return crates


def test_until_it_is_known_how_long_jobs_take_each_goes_alone() -> None:
    assert len(crates_with(100, None).next(1)) == 1
    assert len(crates_with(100, 2 * CRATE_S).next(1)) == 1


def test_short_jobs_share_a_crate_up_to_a_limit() -> None:
    assert len(crates_with(100, CRATE_S / 10).next(1)) == 10
    assert len(crates_with(100, 1e-9).next(1)) == MOST_PARCELS


def test_near_the_end_every_machine_gets_a_part() -> None:
    crates = crates_with(9, CRATE_S / 10)
    assert [len(crates.next(4)) for _ in range(5)] == [3, 2, 1, 1, 1]


def test_each_parcel_leaves_once_and_in_order() -> None:
    crates = crates_with(50, CRATE_S / 7)
    sent: list[int] = []
    while len(crates):
        sent += [item.ticket for item in crates.next(3)]
    assert sent == list(range(50))


def test_what_needs_other_machines_is_not_mixed() -> None:
    crates = crates_with(3, CRATE_S / 10)
    crates.add(WaitingParcel(3, Parcel("job3", "1", {}), Needs(gpus=1.0)))
    assert [item.ticket for item in crates.next(1)] == [0, 1, 2]
    assert [item.ticket for item in crates.next(1)] == [3]


def test_a_crate_is_not_larger_than_its_limit_but_one_parcel_may_be() -> None:
    crates = crates_with(3, CRATE_S / 10, size=MOST_BYTES // 2)
    assert len(crates.next(1)) == 2
    assert len(crates_with(2, CRATE_S / 10, size=2 * MOST_BYTES).next(1)) == 1


def test_jobs_of_a_lost_crate_go_alone() -> None:
    crates = crates_with(6, CRATE_S / 10)
    crates.lost(["job1", "job2"])
    assert [len(crates.next(1)) for _ in range(4)] == [1, 1, 1, 3]


def test_a_parcel_that_was_withdrawn_is_not_sent() -> None:
    crates = crates_with(3, CRATE_S / 10)
    assert crates.remove(1)
    assert not crates.remove(1)
    assert [item.ticket for item in crates.next(1)] == [0, 2]


def test_the_mean_follows_what_comes_back() -> None:
    crates = crates_with(1, 4.0)
    for _ in range(8):
        crates.came_back(0.5, 5)
    assert crates.seconds is not None
    assert abs(crates.seconds - 0.1) < 0.05
