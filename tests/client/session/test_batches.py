# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The artist picks from several results of a press."""

from __future__ import annotations

from dataclasses import replace

from addon.client.jobs.open_document import DocumentKey
from addon.client.jobs.remarks import is_seen
from addon.client.jobs.states import (
    Finished,
)
from addon.client.jobs.takes import HostNote
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from tests.client.session.bench import Ask, Bench, until, until_job


def test_the_artist_picks_from_a_batch(bench: Bench) -> None:
    session, host = bench.start()
    first = session.animate(Ask(seeds=3))
    ((batch, jobs),) = session.batch_jobs().items()
    assert jobs[0] == first and len(jobs) == 3
    for job in jobs:
        until_job(session, job, Finished)
    session.tick()
    assert host.applied == []
    targets = [session.target(job) for job in jobs]
    assert [target.seed for target in targets if target is not None] == [40, 41, 42]
    seeds = [JobFolder(bench.jobs / job).read_request().seed for job in jobs]
    assert seeds == [40, 41, 42]
    assert HostNote.read(bench.jobs / jobs[1]).extra == {"batch": batch}
    session.apply(jobs[1])
    assert [name for name, _ in host.applied] == [jobs[1]]
    session.close_batch(session.batch_jobs()[batch])
    assert not session.jobs()


def test_a_result_of_a_batch_that_is_chosen_is_applied_and_the_others_stay(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"))
    session.animate(Ask(seeds=3))
    ((batch, jobs),) = session.batch_jobs().items()
    for job in jobs:
        until_job(session, job, Finished)
    session.choose(jobs[2])
    until(session, lambda: bool(host.applied))
    assert [name for name, _ in host.applied] == [jobs[2]]
    assert session.batch_jobs()[batch] == jobs[:2]
    session.keep_batch(jobs[:2])
    assert not session.jobs()
    until(session, lambda: {take.job for take in session.waiting_takes()} == set(jobs[:2]))


def test_results_that_wait_to_be_chosen_stay_takes_when_the_drawing_is_animated_anew(
    bench: Bench,
) -> None:
    session, _ = bench.start(document=DocumentKey("/art/fish.paper"))
    session.animate(Ask(seeds=2))
    ((_, jobs),) = session.batch_jobs().items()
    for job in jobs:
        until_job(session, job, Finished)
    again = session.animate(Ask())
    assert not session.batch_jobs() and again in session.jobs()
    until(session, lambda: set(jobs) <= {take.job for take in session.waiting_takes()})


def test_one_result_can_wait_to_be_chosen(bench: Bench) -> None:
    session, host = bench.start()
    session.submit(replace(session.capture(Ask()), preview_first=True))
    ((_, (job,)),) = session.batch_jobs().items()
    until_job(session, job, Finished)
    session.tick()
    assert host.applied == []
    session.choose(job)
    until(session, lambda: bool(host.applied))


def test_a_notice_about_a_closed_document_goes_when_it_is_opened_again(bench: Bench) -> None:
    path = "/art/fish.paper"
    gone = BadInput("The drawing is not open any more.")
    session, host = bench.start(document=DocumentKey(path), refusal=gone)
    session.animate(Ask())
    until(session, lambda: session.notice is gone)
    host.document = DocumentKey("/art/another.paper")
    session.document_switched()
    assert session.notice is gone
    host.document = DocumentKey(path)
    session.document_switched()
    assert session.notice is None


def test_what_was_said_of_a_result_stays_with_its_take_until_it_is_seen(bench: Bench) -> None:
    session, _ = bench.start(document=DocumentKey("/art/fish.paper"))
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    until(session, lambda: bool(session.takes()))
    assert not is_seen(session.takes()[0])
    session.remarks_seen(job)
    until(session, lambda: is_seen(session.takes()[0]))
