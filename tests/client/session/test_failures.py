# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What fails can be tried again, gone on with or made once more."""

from __future__ import annotations

from addon.client.jobs.job_target import JobTarget
from addon.client.jobs.states import (
    EngineFailed,
    Interrupted,
    JobCancelled,
    JobFailed,
    Off,
    Running,
)
from addon.contract.job import JobFolder
from tests.client.session.bench import Ask, Bench, until, until_job


def test_a_failure_is_tried_again_as_its_action_says(bench: Bench) -> None:
    session, host = bench.start("fails")
    first = session.animate(Ask())
    state = until_job(session, first, JobFailed)
    assert isinstance(state, JobFailed) and state.error.action is not None
    second = session.retry(first, state.error.action.patch)
    assert list(session.jobs()) == [second]
    until_job(session, second, JobFailed)
    assert JobFolder(bench.jobs / second).read_request().frames == 16
    assert (bench.jobs / second / "carried.txt").read_text() == first
    session.dismiss(second)
    assert not session.jobs() and host.applied == []


def test_a_job_can_be_cancelled_and_resumed(bench: Bench) -> None:
    session, _ = bench.start("slow")
    job = session.animate(Ask())
    until_job(session, job, Running)
    session.cancel(job)
    until_job(session, job, JobCancelled)
    session.resume(job)
    until_job(session, job, Running)
    session.cancel(job)
    until_job(session, job, JobCancelled)


def test_an_engine_that_dies_leaves_a_job_to_resume(bench: Bench) -> None:
    session, host = bench.start("dies_in_job")
    job = session.animate(Ask())
    state = until_job(session, job, Interrupted)
    assert isinstance(state, Interrupted) and "the last words" in state.log
    session.resume(job)
    until(session, lambda: not session.jobs())
    assert [name for name, _ in host.applied] == [job]


def test_an_engine_that_can_not_start_is_stopped_with_its_notice(bench: Bench) -> None:
    session, _ = bench.start("dies")
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    client = session.client
    assert client is not None and isinstance(client.engine, EngineFailed)
    session.dismiss_notice()
    state: object = client.engine
    assert state == Off()


def test_what_ended_badly_goes_when_its_drawing_is_animated_anew(bench: Bench) -> None:
    session, _ = bench.start("fails")
    fish, boat = session.animate(Ask("Fish")), session.animate(Ask("Boat"))
    until_job(session, fish, JobFailed)
    until_job(session, boat, JobFailed)
    again = session.animate(Ask("Fish"))
    assert list(session.jobs()) == [boat, again]


def test_a_take_is_made_once_more_for_another_target(bench: Bench) -> None:
    session, host = bench.start()
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    again = session.redo(job, {"seed": 7}, JobTarget("Fish"))
    until(session, lambda: not session.jobs())
    assert [name for name, _ in host.applied] == [job, again]
    assert JobFolder(bench.jobs / again).read_request().seed == 7


def test_a_change_of_the_document_within_another_one_is_made_afterwards(bench: Bench) -> None:
    session, _ = bench.start()
    done: list[str] = []

    def outer() -> None:
        session.change_document(inner)  # as a timer does in a nested event loop
        session.tick()
        done.append("outer")

    def inner() -> None:
        assert session.is_applying
        done.append("inner")

    session.change_document(outer)
    assert done == ["outer"] and not session.is_applying
    session.tick()
    session.tick()
    assert done == ["outer", "inner"]
