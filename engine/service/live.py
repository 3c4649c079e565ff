# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A thread that answers quick questions beside the jobs: of those that wait, the newest alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from addon.contract.errors import SketchMotionError
from addon.contract.live import LiveMotion
from addon.contract.request import Request
from engine.runtime.failure import as_failure
from engine.runtime.imports import importing

Answer = Callable[[Path, Request], LiveMotion]


class LiveListener(Protocol):
    """Receives the answers. Its methods are called from the thread."""

    def live_answered(self, number: int, path: Path) -> None: ...
    def live_failed(self, number: int, error: SketchMotionError) -> None: ...


@dataclass(frozen=True)
class LiveQuestion:
    """What a drawing does for a request.

    Attributes:
        number: by which the host knows the answer again.
        drawing: the file of the drawing; the answer is written beside it.
    """

    number: int
    drawing: Path
    request: Request


class LiveWorker:
    """The question that waits, and the thread that answers it."""

    def __init__(self, listener: LiveListener, prepare: Callable[[], Answer]) -> None:
        """Prepare the thread. In it `prepare` loads what is needed before the first answer."""
        self._listener = listener
        self._prepare = prepare
        self._changed = threading.Condition()
        self._waiting: LiveQuestion | None = None
        self._thread: threading.Thread | None = None

    def ask(self, question: LiveQuestion) -> None:
        """Answer a question next, in place of one that still waits."""
        with self._changed:
            self._waiting = question
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="live", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _work(self) -> None:
        answer: Answer | None = None
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting is not None)
                question, self._waiting = self._waiting, None
            assert question is not None
            try:
                answer = answer or self._prepare()
                path = question.drawing.with_name(f"{question.number:06d}.safetensors")
                answer(question.drawing, question.request).write(path)
            except Exception as problem:
                self._listener.live_failed(question.number, as_failure(problem))
            else:
                self._listener.live_answered(question.number, path)


def known_drawings() -> Answer:
    """Load what answers need, and return what answers."""
    with importing():
        from engine.jobs.live_motion import KnownDrawings

    return KnownDrawings().answer
