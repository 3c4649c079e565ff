# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A few cases of each campaign with processes; hours of them are for the command."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable

import pytest

from tests.campaigns.campaign import Campaign, State, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks at /proc"),
]


def a_slice(make: Callable[[], Campaign], name: str, cases: int) -> State:
    campaign = make()
    try:
        return run(campaign, State(name, 3), cases=cases, seconds=60.0)
    finally:
        campaign.close()


def test_nothing_is_lost_when_something_is_killed() -> None:
    from tests.campaigns.kill import Kill

    state = a_slice(lambda: Kill(3), "kill", 6)
    assert state.next and not state.failures, state.summary()


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")
def test_nothing_is_lost_on_a_faulty_disk() -> None:
    from tests.campaigns.fault import Fault

    state = a_slice(lambda: Fault(3), "fault", 12)
    assert state.next and not state.failures, state.summary()


def test_memory_and_handles_stay_flat() -> None:
    from tests.campaigns.load import Load

    state = a_slice(lambda: Load(3, scale=0.01), "load", 4)
    assert state.next and not state.failures, state.summary()
