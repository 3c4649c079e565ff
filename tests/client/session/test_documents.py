# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes belong to documents, after a restart and Save As too."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from addon.client.jobs.job_target import JobTarget
from addon.client.jobs.open_document import DocumentKey
from addon.client.jobs.side_jobs import OBJECTS
from addon.client.jobs.states import (
    Interrupted,
    JobCancelled,
    Off,
    Running,
)
from addon.client.jobs.takes import HostNote
from addon.client.session import Session
from addon.contract.errors import BadInput
from tests.client.session.bench import Ask, Bench, Paper, until, until_files_are_written, until_job


def test_a_take_is_found_again_after_a_restart(bench: Bench) -> None:
    key = DocumentKey("/art/fish.paper")
    session, _ = bench.start("dies_in_job", document=key)
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    session.close(wait_s=10.0)
    session, host = bench.start(document=key)
    until(session, lambda: bool(session.waiting_takes()))
    assert session.client is not None and session.client.engine == Off()
    (take,) = session.waiting_takes()
    assert take.job == job and host.seen_takes == (take,)
    session.resume(job)
    until(session, lambda: not session.jobs())
    assert [name for name, _ in host.applied] == [job]
    assert not session.waiting_takes() and len(session.takes()) == 1
    with pytest.raises(BadInput, match="not one of"):
        session.resume("nobody")


def ticks(session: Session[Ask, JobTarget], count: int = 20) -> None:
    for _ in range(count):
        session.tick()
        time.sleep(0.01)


def test_a_result_that_went_with_unsaved_changes_is_offered_again(
    bench: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "fish.paper"
    path.touch()
    session, host = bench.start(document=DocumentKey(str(path)))
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())

    def opened_again(present: frozenset[str] | None) -> list[str]:
        until_files_are_written(session)
        host.present, host.seen_takes = present, ()
        session.document_replaced()
        until(session, lambda: bool(host.seen_takes))
        until_files_are_written(session)
        ticks(session)
        return [take.job for take in session.waiting_takes()]

    assert opened_again(None) == []  # a host that can't tell
    assert opened_again(frozenset({job})) == []
    assert opened_again(frozenset()) == [job]
    host.present = frozenset({job})
    session.open_take(job)
    until(session, lambda: len(host.applied) == 2)
    until_files_are_written(session)
    path.write_text("saved without it")
    assert opened_again(frozenset()) == []


def undone(session: Session[Ask, JobTarget], host: Paper, present: frozenset[str]) -> None:
    """Undo or redo a step, after which these results are in the document."""
    session.undo_begins()
    host.present = present
    session.document_undone()


def test_an_undo_offers_a_result_again_and_a_redo_takes_the_offer_back(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"))
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    host.present = frozenset({job})
    undone(session, host, frozenset())
    until(session, lambda: [take.job for take in session.waiting_takes()] == [job])
    undone(session, host, frozenset({job}))
    assert not session.waiting_takes()
    session.dismiss(job)  # as deleting it does
    undone(session, host, frozenset())
    until_files_are_written(session)
    ticks(session)
    assert not session.waiting_takes()


def test_a_deleted_result_that_came_back_is_offered_when_it_is_undone(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"))
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    session.dismiss(job)  # as deleting it does
    host.present = frozenset()
    until_files_are_written(session)
    for present in (frozenset({job}), frozenset[str]()):  # the deletion is undone, then the result
        undone(session, host, present)
        until_files_are_written(session)
    until(session, lambda: [take.job for take in session.waiting_takes()] == [job])


def test_a_result_is_not_offered_where_another_copy_of_the_file_has_it(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"))
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    host.present = frozenset({job})
    undone(session, host, frozenset())
    until(session, lambda: len(session.waiting_takes()) == 1)
    host.present = frozenset({job})
    session.look_for_takes()
    until(session, lambda: not session.waiting_takes())


def test_a_take_of_a_newer_version_is_said_once(bench: Bench) -> None:
    key = DocumentKey("/art/fish.paper")
    session, _ = bench.start("dies_in_job", document=key)
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    until_files_are_written(session)
    assert session.client is not None
    request = session.client.folder(job) / "request.json"
    session.close(wait_s=10.0)
    request.write_text(json.dumps({**json.loads(request.read_text()), "version": 99}))
    session, host = bench.start(document=key)
    until(session, lambda: session.notice is not None)
    assert session.notice is not None and session.notice.hint == "Update Sketch Motion."
    assert not host.seen_takes and not session.waiting_takes()
    session.dismiss_notice()
    session.look_for_takes()
    until_files_are_written(session)
    session.tick()
    assert session.notice is None


def test_a_dismissed_take_stays_away_after_a_restart(bench: Bench) -> None:
    key = DocumentKey("/art/fish.paper")
    session, _ = bench.start("dies_in_job", document=key)
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    session.dismiss(job)
    until_files_are_written(session)
    session.close(wait_s=10.0)
    session, host = bench.start(document=key)
    until(session, lambda: bool(host.seen_takes))
    assert session.waiting_takes() == () and [take.job for take in session.takes()] == [job]


def test_a_document_that_is_saved_takes_its_jobs_along(bench: Bench) -> None:
    session, host = bench.start("slow", document=DocumentKey(root="{a}"))
    mine = session.animate(Ask())
    host.document = DocumentKey(root="{b}")
    other = session.animate(Ask("Boat"))
    assert list(session.jobs()) == [other, mine]  # those of the document in front come first
    host.document = DocumentKey("/art/fish.paper", "{a}")
    session.document_saved()
    assert list(session.jobs()) == [mine, other]
    session.document_switched()
    until(session, lambda: [take.job for take in session.takes()] == [mine])
    documents = [HostNote.read(bench.jobs / job).document for job in (mine, other)]
    assert documents == ["/art/fish.paper", ""]


def test_a_document_that_is_saved_as_another_keeps_its_takes(bench: Bench) -> None:
    first, second = DocumentKey("/art/fish_1.paper", "{a}"), DocumentKey("/art/fish_2.paper", "{a}")
    session, host = bench.start(document=first)
    job = session.animate(Ask())
    until(session, lambda: [take.job for take in session.takes()] == [job])
    host.document = second
    session.document_saved(first.path)
    session.document_switched()
    assert [take.job for take in session.takes()] == [job]  # at once
    seen = host.seen_takes
    until(session, lambda: host.seen_takes is not seen)
    assert [take.job for take in session.takes()] == [job]
    variant = session.redo(job, {"seed": 7}, replace(host.target_of(seen[0]), document=second.path))
    until(session, lambda: not session.jobs())
    session.close(wait_s=10.0)
    for key, jobs in ((replace(second, root="{b}"), {job, variant}), (first, {job})):
        again, _ = bench.start(document=key)
        until(again, lambda one=again: bool(one.takes()))  # type: ignore[misc]
        assert {take.job for take in again.takes()} == jobs


def test_a_take_that_is_deleted_in_one_file_is_offered_in_the_other(bench: Bench) -> None:
    first, second = DocumentKey("/art/fish_1.paper"), DocumentKey("/art/fish_2.paper")
    session, host = bench.start("dies_in_job", document=first)
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    host.document = second
    session.document_saved(first.path)
    session.dismiss(job)
    until_files_are_written(session)
    for key, offered in ((second, []), (first, [job]), (second, [])):
        host.document, host.seen_takes = key, ()
        session.document_replaced()
        until(session, lambda: bool(host.seen_takes))
        assert [take.job for take in session.waiting_takes()] == offered


def test_what_is_done_with_in_one_open_document_waits_in_another(bench: Bench) -> None:
    first, second = DocumentKey("/art/fish_1.paper", "{a}"), DocumentKey("/art/fish_2.paper", "{b}")
    session, host = bench.start("dies_in_job", document=first)
    job = session.animate(Ask())
    until_job(session, job, Interrupted)
    host.document = replace(second, root="{a}")
    session.document_saved(first.path)
    until_files_are_written(session)
    session.dismiss(job)
    until_files_are_written(session)
    for key, offered in ((second, []), (replace(first, root="{c}"), [job])):
        host.document, host.seen_takes = key, ()
        session.document_switched()
        until(session, lambda: bool(host.seen_takes))
        assert [take.job for take in session.waiting_takes()] == offered


def test_a_running_job_is_shown_again_with_its_document(bench: Bench) -> None:
    fish = DocumentKey("/art/fish.paper")
    session, host = bench.start("slow", document=fish)
    job = session.animate(Ask())
    until_job(session, job, Running)
    asked = session.ask(OBJECTS, session.capture(Ask()), lambda job, found: None)
    session.notice = BadInput("of the old document")
    host.document = DocumentKey()
    session.document_replaced()
    assert not session.jobs() and not session.has_side_jobs and session.notice is None
    assert session.client is not None
    assert session.client.jobs[asked] == JobCancelled()  # nobody waits for its answer
    host.document = fish
    session.document_replaced()
    until_job(session, job, Running)
    session.dismiss(job)
    session.look_for_takes()
    seen = host.seen_takes
    until(session, lambda: host.seen_takes is not seen)
    assert not session.jobs()  # what was dismissed doesn't come back


def test_no_engine_is_no_trouble_for_a_document_with_a_name(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"), has_engine=False)
    session.tick()
    assert session.client is None and session.notice is None
    host.has_engine = True
    session.document_switched()
    session.tick()
    assert session.client is not None and session.client.engine == Off()
