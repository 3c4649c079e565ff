# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that answer a question beside the takes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from addon.client.jobs.side_jobs import ESTIMATE, OBJECTS
from addon.client.jobs.states import (
    Delivered,
    Interrupted,
    JobFailed,
    Running,
    Waiting,
)
from tests.client.session.bench import Ask, Bench, until, until_files_are_written, until_job


def test_a_quiet_side_job_is_not_listed_in_a_host_that_lists_them(bench: Bench) -> None:
    session, _ = bench.start(lists_side_jobs=True)
    (bench.jobs / "objects.json").write_text(json.dumps({"objects": {"fish": [9]}}))
    failures: list[object] = []
    question = session.capture(Ask())
    session.ask(OBJECTS, question, lambda *_: None, on_failure=failures.append, quiet=True)
    assert not session.jobs()
    until(session, lambda: bool(failures))
    assert not session.jobs() and session.notice is None


def test_a_quiet_side_job_keeps_no_artist_from_asking(bench: Bench) -> None:
    session, _ = bench.start("slow", lists_side_jobs=True)
    running = session.animate(Ask())
    until_job(session, running, Running)
    quiet = session.ask(OBJECTS, session.capture(Ask()), lambda *_: None, quiet=True)
    assert session.asking(OBJECTS) == "" and session.asking(OBJECTS, or_quiet=True) == quiet
    asked = session.ask(OBJECTS, session.capture(Ask()), lambda *_: None)
    assert session.asking(OBJECTS) == asked


def test_a_side_job_is_answered_and_leaves_nothing(bench: Bench) -> None:
    session, _ = bench.start()
    (bench.jobs / "objects.json").write_text(json.dumps({"objects": {"fish": [0]}}))
    answers: list[tuple[str, Any]] = []
    submission = session.capture(Ask())
    job = session.ask(OBJECTS, submission, lambda job, found: answers.append((job, found)))
    assert session.asking(OBJECTS) == job and session.asking(ESTIMATE) == ""
    assert session.side_job_state(job) == Waiting() and not session.jobs()
    until(session, lambda: bool(answers))
    ((name, found),) = answers
    assert name == job and found.groups == {"fish": [0]}
    assert session.asking(OBJECTS) == "" and session.side_job_state(job) is None
    until_files_are_written(session)
    assert bench.folders() == []


def test_an_answer_that_changes_the_document_waits_for_a_pause(bench: Bench) -> None:
    session, host = bench.start(idle=False)
    (bench.jobs / "objects.json").write_text(json.dumps({"objects": {"fish": [0]}}))
    answers: list[object] = []
    session.ask(
        OBJECTS,
        session.capture(Ask()),
        lambda job, groups: answers.append(groups),
        prepare=lambda found: found.groups,
        waits_for_pause=True,
    )
    job = session.asking(OBJECTS)
    until(session, lambda: isinstance(session.side_job_state(job), Delivered))
    until_files_are_written(session)
    session.tick()
    assert answers == []
    host.idle = True
    session.tick()
    assert answers == [{"fish": [0]}]


def test_a_side_job_without_an_answer_is_a_notice(bench: Bench) -> None:
    session, _ = bench.start()
    (bench.jobs / "objects.json").write_text(json.dumps({"objects": {"fish": [9]}}))
    session.ask(OBJECTS, session.capture(Ask()), lambda job, found: pytest.fail("no answer"))
    until(session, lambda: not session.has_side_jobs)
    assert session.notice is not None and "strokes" in session.notice.message


def test_a_cancelled_side_job_is_no_notice_and_one_that_died_says_what_to_do(bench: Bench) -> None:
    session, _ = bench.start("slow")
    job = session.ask(OBJECTS, session.capture(Ask()), lambda job, found: None)
    until(session, lambda: isinstance(session.side_job_state(job), Running))
    session.cancel(job)
    until(session, lambda: not session.has_side_jobs)
    assert session.notice is None
    other, _ = bench.start("dies_in_job")
    other.ask(OBJECTS, other.capture(Ask()), lambda job, found: None)
    until(other, lambda: not other.has_side_jobs)
    assert other.notice is not None and other.notice.hint == "Find objects again."


def test_a_listed_side_job_stays_until_it_is_dismissed_or_goes_on(bench: Bench) -> None:
    session, _ = bench.start("dies_in_job", lists_side_jobs=True)
    (bench.jobs / "objects.json").write_text(json.dumps({"objects": {"fish": [0]}}))
    answers: list[str] = []
    job = session.ask(OBJECTS, session.capture(Ask()), lambda job, found: answers.append(job))
    assert session.jobs() == {job: Waiting()}
    until_job(session, job, Interrupted)
    session.tick()
    assert session.asking(OBJECTS) == "" and session.notice is None  # it may be asked again
    assert session.side_job_kind(job) is OBJECTS
    session.resume(job)
    until(session, lambda: bool(answers))
    assert answers == [job] and not session.jobs()
    failing, _ = bench.start("fails", lists_side_jobs=True)
    job = failing.ask(OBJECTS, failing.capture(Ask()), lambda job, found: answers.append(job))
    until_job(failing, job, JobFailed)
    variant = failing.retry(job, {"frames": 8})
    assert failing.asking(OBJECTS) == variant
    until_job(failing, variant, JobFailed)
    failing.dismiss(variant)
    assert not failing.jobs() and not failing.has_side_jobs
