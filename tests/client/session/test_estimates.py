# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What does not fit waits for the artist before it begins."""

from __future__ import annotations

import json

from addon.client.jobs.states import (
    Finished,
)
from addon.contract.job import JobFolder
from tests.client.session.bench import Ask, Bench, until, until_job

FITS = {"seconds": 3.0, "memory_bytes": 4e8, "fits": True, "why": "", "smaller": None}
SMALLER = {"label": "Try 16 frames", "patch": {"frames": 16}, "seconds": 1, "memory_bytes": 5}


def write_estimate(bench: Bench, **values: object) -> None:
    """What the fake engine will report: it writes done.json itself, so the report is in there."""
    (bench.jobs / "estimate.json").write_text("{}")
    (bench.jobs / "report.json").write_text(json.dumps({"estimate": {**FITS, **values}}))


def test_what_fits_begins_by_itself(bench: Bench) -> None:
    session, host = bench.start()
    write_estimate(bench)
    session.estimates.ask(session.capture(Ask()), start=True, settings="of the panel")
    inquiry = session.estimates.last
    assert inquiry is not None and inquiry.waits_for_engine and not inquiry.waits_for_user
    until(session, lambda: bool(host.applied))
    assert inquiry.answer is not None and inquiry.answer.seconds == 3.0
    assert session.estimates.last is inquiry and inquiry.settings == "of the panel"


def test_what_does_not_fit_waits_for_the_artist(bench: Bench) -> None:
    session, host = bench.start()
    write_estimate(bench, fits=False, why="There are 8 GB.", smaller=SMALLER)
    submission = session.capture(Ask(seeds=2))
    session.estimates.ask(submission, start=True, settings=None)
    inquiry = session.estimates.last
    assert inquiry is not None and inquiry.seeds == 2
    until(session, lambda: inquiry.waits_for_user)
    assert not session.jobs()
    session.estimates.begin_smaller()
    ((batch, jobs),) = session.batch_jobs().items()
    assert session.estimates.last is None and len(jobs) == 2
    for job in jobs:
        until_job(session, job, Finished)
    assert JobFolder(bench.jobs / jobs[0]).read_request().frames == 16
    session.estimates.ask(submission, start=True, settings=None)
    again = session.estimates.last
    assert again is not None
    until(session, lambda: again.waits_for_user)
    session.estimates.begin_anyway()
    ((other, jobs),) = session.batch_jobs().items()
    assert other != batch and len(jobs) == 2 and host.applied == []


def test_what_is_asked_for_first_starts_though_something_else_is_asked_for_meanwhile(
    bench: Bench,
) -> None:
    session, host = bench.start()
    write_estimate(bench)
    session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    first = session.estimates.last
    session.estimates.ask(session.capture(Ask()), start=False, settings=None)
    assert first is not None and first is not session.estimates.last
    until(session, lambda: len(host.applied) == 1)
    session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    session.estimates.set_aside()
    until(session, lambda: len(host.applied) == 2)
    session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    session.estimates.forget()
    until(session, lambda: not session.has_side_jobs)
    session.tick()
    assert len(host.applied) == 2 and not session.jobs()


def test_an_impatient_second_press_makes_no_second_job(bench: Bench) -> None:
    session, host = bench.start()
    write_estimate(bench)
    for _ in range(2):
        session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    until(session, lambda: not session.has_side_jobs)
    until(session, lambda: bool(host.applied) and not session.jobs())
    assert len(host.applied) == 1


def test_what_does_not_fit_is_put_to_the_artist_though_it_is_not_the_last(bench: Bench) -> None:
    session, host = bench.start()
    write_estimate(bench, fits=False, why="There are 8 GB.", smaller=SMALLER)
    session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    first = session.estimates.last
    session.estimates.set_aside()
    until(session, lambda: session.estimates.last is first)
    assert first is not None and first.waits_for_user and not host.applied


def test_without_an_estimate_nothing_is_held_back(bench: Bench) -> None:
    session, host = bench.start()
    write_estimate(bench, seconds=-1.0)
    session.estimates.ask(session.capture(Ask()), start=True, settings=None)
    until(session, lambda: bool(host.applied))
    assert session.estimates.last is None and session.notice is None


def test_an_estimate_that_is_only_asked_for_begins_nothing(bench: Bench) -> None:
    session, _ = bench.start()
    write_estimate(bench)
    session.estimates.ask(session.capture(Ask()), start=False, settings=None)
    until(session, lambda: not session.has_side_jobs)
    assert not session.jobs() and session.estimates.last is not None
    session.estimates.forget()
    assert session.estimates.last is None
