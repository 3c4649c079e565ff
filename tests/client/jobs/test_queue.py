# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order in which jobs go to the engine, and how the artist changes it."""

from __future__ import annotations

from pathlib import Path

from addon.client.engine.messages import Progressed
from addon.client.jobs.queue import JobQueue
from addon.client.jobs.states import Running
from addon.contract.errors import BadInput


def queue_of(*jobs: str) -> JobQueue:
    queue = JobQueue()
    for job in jobs:
        queue.add(job)
        queue.made(job)
    return queue


def begin(queue: JobQueue, job: str) -> None:
    queue.previewed(job, Path("picture.png"))


def test_one_job_at_a_time_goes_to_the_engine() -> None:
    queue = queue_of("a", "b", "c")
    assert queue.take_unsent() == ["a"]
    assert queue.take_unsent() == []
    begin(queue, "a")
    assert queue.take_unsent() == []
    queue.failed("a", BadInput("No."))
    assert queue.take_unsent() == ["b"]


def test_the_next_one_goes_while_the_result_of_the_one_before_is_read() -> None:
    queue = queue_of("a", "b")
    queue.take_unsent()
    assert queue.reading("a")
    assert queue.take_unsent() == ["b"]


def test_a_job_that_waits_is_moved_to_the_front_or_to_the_back() -> None:
    queue = queue_of("a", "b", "c", "d")
    queue.take_unsent()
    begin(queue, "a")
    queue.move("d", to_front=True)
    assert list(queue.states) == ["a", "d", "b", "c"]
    queue.move("b", to_front=False)
    assert list(queue.states) == ["a", "d", "c", "b"]
    queue.move("a", to_front=False)  # the engine has it
    queue.move("nobody", to_front=True)
    assert list(queue.states) == ["a", "d", "c", "b"]
    queue.cancel("a", 0.0)
    queue.failed("a", BadInput("No."))
    assert queue.take_unsent() == ["d"]


def test_a_quick_question_comes_before_what_waits() -> None:
    queue = queue_of("a", "b")
    queue.take_unsent()
    queue.add("question", first=True)
    queue.made("question")
    assert list(queue.states) == ["a", "question", "b"]


def test_what_an_engine_lost_is_sent_to_the_next_one() -> None:
    queue = queue_of("a", "b")
    queue.take_unsent()
    queue.engine_gone("It crashed.")
    assert queue.take_unsent() == ["a"]
    begin(queue, "a")
    assert isinstance(queue.states["a"], Running)


def test_progress_goes_on_where_a_job_was_moved() -> None:
    queue = queue_of("a", "b")
    states = queue.states
    queue.move("b", to_front=True)
    queue.take_unsent()
    queue.progressed(Progressed("b", "draft", 1, 2, None, None, ""))
    assert list(states) == ["b", "a"] and isinstance(states["b"], Running)
