# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine says an animation will cost, read and checked."""

from __future__ import annotations

import pytest

from addon.client.jobs.estimate import memory_text
from addon.contract.errors import FormatError
from addon.contract.estimate import Estimate, SmallerPlan


def test_an_estimate_with_a_smaller_plan_is_read() -> None:
    smaller = {
        "label": "Try 16 frames",
        "patch": {"frames": 16},
        "seconds": 40,
        "memory_bytes": 5e9,
    }
    report = {
        "estimate": {
            "seconds": 90.5,
            "memory_bytes": 9e9,
            "fits": False,
            "why": "There are 8 GB.",
            "smaller": smaller,
        }
    }
    found = Estimate.of_report(report)
    assert found == Estimate(
        90.5, 9e9, False, "There are 8 GB.", SmallerPlan("Try 16 frames", {"frames": 16}, 40, 5e9)
    )


def test_one_that_fits_has_no_plan() -> None:
    value = {"seconds": 3, "memory_bytes": 4e8, "fits": True, "why": "", "smaller": None}
    assert Estimate.from_json(value) == Estimate(3, 4e8, True)


@pytest.mark.parametrize(
    "value",
    [None, [], {"seconds": -1}, {"seconds": "x"}, {"fits": 1}, {"smaller": {"patch": {}}}],
)
def test_nonsense_is_refused(value: object) -> None:
    with pytest.raises(FormatError):
        Estimate.from_json(value)


def test_sizes_are_for_people() -> None:
    assert memory_text(1.44e9) == "1.4 GB"
    assert memory_text(350e6) == "350 MB"
    assert memory_text(0) == "1 MB"
