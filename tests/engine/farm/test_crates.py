# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Crates: short jobs travel together, long ones and those that were lost alone."""

from __future__ import annotations

from engine.farm.cluster import Needs
from engine.farm.crates import (
    CRATE_S,
    LONGEST_S,
    MOST_BYTES,
    MOST_IN_CRATE,
    Crates,
    WaitingParcel,
    run_crate,
)
from engine.farm.parcel import Delivery, Parcel
from tests.engine.farm.standin import parcel_of

UNREAD = ("", "")  # the kind of parcels without a request


def crates_with(count: int, seconds: float | None, *, size: int = 10) -> Crates:
    crates = Crates()
    for number in range(count):
        parcel = Parcel(f"job{number}", "1", {"request.json": bytes(size)})
        crates.add(WaitingParcel(number, parcel, Needs()))
    if seconds is not None:
        crates.came_back([(UNREAD, seconds)])
    return crates


def test_until_it_is_known_how_long_jobs_take_each_goes_alone() -> None:
    assert len(crates_with(100, None).next(1)) == 1
    assert len(crates_with(100, 2 * CRATE_S).next(1)) == 1


def test_short_jobs_share_a_crate_up_to_a_limit() -> None:
    assert len(crates_with(100, CRATE_S / 10).next(1)) == 10
    assert len(crates_with(100, 1e-9).next(1)) == MOST_IN_CRATE


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
        crates.came_back([(UNREAD, 0.1)] * 5)
    assert abs(crates.seconds(UNREAD) - 0.1) < 0.05


def test_long_jobs_do_not_share_a_crate_because_others_are_quick() -> None:
    crates = Crates()
    for number in range(40):
        quality = "draft" if number < 8 else "full"
        crates.add(WaitingParcel(number, parcel_of(str(number), quality), Needs()))
    crates.came_back([(("vector", "draft"), CRATE_S / 10)])
    assert [len(crates.next(1)) for _ in range(3)] == [8, 1, 1]
    crates.came_back([(("vector", "draft"), CRATE_S / 10), (("vector", "full"), 3600.0)])
    assert [len(crates.next(1)) for _ in range(2)] == [1, 1]
    assert crates.size == 1


def test_kinds_share_a_crate_of_so_much_work() -> None:
    crates = Crates()
    for number in range(20):
        quality = "full" if number % 2 else "draft"
        crates.add(WaitingParcel(number, parcel_of(str(number), quality), Needs()))
    crates.came_back([(("vector", "draft"), 0.1), (("vector", "full"), CRATE_S / 4)])
    assert len(crates.next(1)) == 7  # four and three


def run_of(parcels: list[Parcel], seconds: float, size: int) -> list[str]:
    def run(parcel: Parcel) -> Delivery:
        return Delivery(parcel.job, "node", seconds, seconds, {"done.json": bytes(size)})

    return [delivery.job for delivery in run_crate(parcels, run)]


def test_a_crate_ends_early_after_too_much_work_or_too_many_bytes() -> None:
    parcels = [Parcel(str(number), "1", {}) for number in range(5)]
    assert run_of(parcels, CRATE_S / 10, 1) == ["0", "1", "2", "3", "4"]
    assert run_of(parcels, 3600.0, 1) == ["0"]
    assert run_of(parcels, 0.4 * LONGEST_S, 1) == ["0", "1", "2"]
    assert run_of(parcels, 0.0, MOST_BYTES + 1) == ["0"]
    assert run_of(parcels, 0.0, MOST_BYTES // 2) == ["0", "1", "2"]


def test_what_was_not_run_goes_next_and_in_order() -> None:
    crates = crates_with(8, CRATE_S / 4)
    crates.put_back(crates.next(1)[1:])
    assert [item.ticket for item in crates.next(1)] == [1, 2, 3, 4]
