# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A press becomes a result, which waits until it may be applied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from addon.client.jobs.open_document import DocumentKey
from addon.client.jobs.states import (
    Finished,
    Running,
    Waiting,
)
from addon.client.jobs.takes import HostNote
from addon.contract.errors import BadInput, SketchMotionError
from tests.client.session.bench import Ask, Bench, until, until_files_are_written, until_job


def test_a_press_becomes_a_result_and_its_job_is_settled(bench: Bench) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"))
    pressed: list[None] = []
    session.wake = lambda: pressed.append(None)
    job = session.animate(Ask())
    assert pressed and session.jobs() == {job: Waiting()}
    target = session.target(job)
    assert target is not None and target.document == "/art/fish.paper"
    assert session.object_name(job) == "Fish" and session.object_name("nobody") == ""
    until(session, lambda: not session.jobs())
    ((applied, state),) = host.applied
    assert applied == job and isinstance(state, Finished)
    assert session.notice is None and job in host.forgotten and host.redraws > 0
    until_files_are_written(session)
    note = HostNote.read(bench.jobs / job)
    assert (note.host, note.document, note.object_name) == ("paper", "/art/fish.paper", "Fish")
    assert note.applied is not None and note.extra["result"] == f"layer of {job}"
    assert session.client is not None and job not in session.client.jobs


def test_a_preview_is_shown_while_it_runs(bench: Bench) -> None:
    session, host = bench.start(idle=False)
    job = session.animate(Ask())
    previews: set[object] = set()

    def finished() -> bool:
        state = session.jobs()[job]
        previews.update({state.preview} if isinstance(state, Running) else ())
        return isinstance(state, Finished)

    until(session, finished)
    assert previews <= {None, bench.jobs / job / "preview" / "000001.webp"}
    assert host.applied == []


def test_a_result_waits_until_it_is_prepared_and_the_artist_pauses(bench: Bench) -> None:
    session, host = bench.start(idle=False, prepared=False)
    job = session.animate(Ask())
    until_job(session, job, Finished)
    session.tick()
    host.idle = True
    session.tick()
    assert host.applied == []
    host.prepared = True
    session.tick()
    assert [name for name, _ in host.applied] == [job] and not session.jobs()


def test_a_result_is_applied_outside_of_the_timer_where_the_host_says_so(bench: Bench) -> None:
    session, host = bench.start()
    later: list[Callable[[], None]] = []
    session.defer = later.append
    job = session.animate(Ask())
    until(session, lambda: len(later) > 1)
    assert host.applied == [] and job in session.jobs()
    for work in later:  # the second time there is nothing left to do
        work()
    assert len(host.applied) == 1 and not session.jobs()


def test_no_tick_runs_inside_of_an_import(bench: Bench) -> None:
    session, host = bench.start(idle=False)
    job = session.animate(Ask())
    until_job(session, job, Finished)
    inside = []

    def import_frames(job: str) -> None:
        inside.append(session.tick())
        session.apply(job)

    host.apply_in_one_undo_step = import_frames  # type: ignore[method-assign]
    host.idle = True
    session.tick()
    assert len(inside) == 1 and not inside[0] and len(host.applied) == 1


@pytest.mark.parametrize("refusal", [BadInput("The drawing is gone."), ValueError("a defect")])
def test_a_result_that_can_not_be_applied_is_a_notice_and_stays_a_take(
    bench: Bench, refusal: Exception
) -> None:
    session, host = bench.start(document=DocumentKey("/art/fish.paper"), refusal=refusal)
    job = session.animate(Ask())
    until(session, lambda: not session.jobs())
    assert session.notice is not None
    if isinstance(refusal, SketchMotionError):
        assert session.notice is refusal
    else:
        assert session.notice.hint == "ValueError: a defect"
    until(session, lambda: bool(session.waiting_takes()))
    host.refusal = None
    session.open_take(job)
    until(session, lambda: bool(host.applied))
    assert not session.waiting_takes()


def test_what_is_missing_is_said_before_an_engine_is_looked_for(bench: Bench) -> None:
    session, _ = bench.start(has_engine=False)
    with pytest.raises(BadInput, match="Say what"):
        session.animate(Ask(prompt=""))
    with pytest.raises(BadInput, match="not set up"):
        session.animate(Ask())
    assert session.client is None and session.tick_s == 1.0
    assert not session.tick() and session.jobs() == {}
    with pytest.raises(BadInput, match="no result"):
        session.apply("nobody")


def test_another_engine_takes_the_place_of_the_first(bench: Bench) -> None:
    session, host = bench.start("slow")
    job = session.animate(Ask())
    first = session.client
    host.command = replace(host.command, log=bench.home / "other.log")
    assert session.ready_client() is not first
    assert not session.jobs() and job in host.forgotten
    assert session.command == host.command
