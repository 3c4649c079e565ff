# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Campaigns: hours of trouble, by number and seed.

    python -m tests.campaigns fuzz|fuzz-jobs|kill|programs|fault|load [--cases N]
                              [--minutes M] [--seed S] [--scale X] [--state FILE]

With a state file the same command goes on where it stopped. Exit code 1 when anything was found.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.campaigns.campaign import Campaign, State, run


def _fuzz(seed: int) -> Campaign:
    from tests.campaigns.fuzz import Fuzz

    return Fuzz(seed)


def _fuzz_jobs(seed: int) -> Campaign:
    from tests.campaigns.fuzz import Fuzz

    return Fuzz(seed, "jobs")


def _kill(seed: int) -> Campaign:
    from tests.campaigns.kill import Kill

    return Kill(seed)


def _programs(seed: int) -> Campaign:
    from tests.campaigns.programs import Programs

    return Programs(seed)


def _fault(seed: int) -> Campaign:
    from tests.campaigns.fault import Fault

    return Fault(seed)


def _load(seed: int, scale: float = 1.0) -> Campaign:
    from tests.campaigns.load import Load

    return Load(seed, scale=scale)


CAMPAIGNS: Mapping[str, Callable[[int], Campaign]] = {
    "fuzz": _fuzz,
    "fuzz-jobs": _fuzz_jobs,
    "kill": _kill,
    "programs": _programs,
    "fault": _fault,
    "load": _load,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("campaign", choices=sorted(CAMPAIGNS))
    parser.add_argument("--cases", type=int, default=10**9, help="in all, over all runs")
    parser.add_argument("--minutes", type=float, default=1.0, help="of this run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="load: of what is asked for")
    parser.add_argument("--state", type=Path, help="a file to go on from")
    options = parser.parse_args()
    state = State.read(options.state, options.campaign, options.seed)
    make = CAMPAIGNS[options.campaign]
    if options.campaign == "load":
        make = partial(_load, scale=options.scale)
    campaign = make(options.seed)
    try:
        seconds = 60.0 * options.minutes
        run(campaign, state, cases=options.cases, seconds=seconds, file=options.state)
    finally:
        campaign.close()
    print(state.summary())
    return 1 if state.failures else 0


if __name__ == "__main__":
    sys.exit(main())
