# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The motion while a sentence is typed: one quick question at a time, always the newest.

    live.ask(drawing, request)     # as often as the panel changes
    live.shown                     # the newest answer

What is asked while another question is on its way waits, and is replaced by what is asked after
it. The drawing is written once, below the jobs folder.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from ...contract import live
from ...contract.drawing import Drawing
from ...contract.errors import SketchMotionError
from ...contract.live import LiveMotion
from ...contract.request import Request
from ...contract.strict_json import JSON
from .same_drawing import fingerprint

log = logging.getLogger(__package__)
PATIENCE_S = 60.0  # the first answer waits for the engine to load what it needs
DRAWING_FILE = "drawing.safetensors"


@dataclass(frozen=True)
class ShownMotion:
    """An answer, and what it was about."""

    motion: LiveMotion
    drawing: Drawing
    request: Request


@dataclass(frozen=True)
class _Question:
    drawing: Drawing
    request: Request


class LiveLink:
    """What is asked of the engine, and what it answered.

    `write` has a drawing written into a folder below the jobs folder, and `written` called then;
    `call` sends a call to the engine; `clock` gives seconds. Nothing here waits.
    """

    def __init__(
        self,
        session: str,
        write: Callable[[Drawing, str], None],
        call: Callable[[str, dict[str, JSON]], None],
        clock: Callable[[], float],
    ) -> None:
        self.shown: ShownMotion | None = None
        self.error: SketchMotionError | None = None
        self.session = session
        self._write = write
        self._call = call
        self._clock = clock
        self._wanted: _Question | None = None
        self._sent: _Question | None = None
        self._sent_at = 0.0
        self._number = 0
        self._folder = ""  # of the drawing that is on disk, or is being written
        self._is_written = False
        self._drawing: Drawing | None = None  # the drawing that the folder is of
        self._has_changed = False

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is on its way, or a question has still to be sent."""
        return self._sent is not None or self._wanted is not None

    def take_change(self) -> bool:
        """Return whether there is another answer, or none any more, since the last call."""
        changed, self._has_changed = self._has_changed, False
        return changed

    def ask(self, drawing: Drawing, request: Request) -> None:
        """Ask what a drawing does for a request, in place of what still waits to be asked."""
        if self._drawing is not drawing:
            self._drawing, self._is_written = drawing, False
            self._folder = f"{live.FOLDER}/{self.session}/{fingerprint(drawing)}"
            self._write(drawing, self._folder)
        self._wanted = _Question(drawing, request)

    def stop(self) -> None:
        """Show nothing any more, and ask nothing."""
        self._wanted = None
        self._has_changed |= self.shown is not None or self.error is not None
        self.shown = self.error = None
        if self._sent is not None:
            self._number += 1  # its answer is not wanted any more
            self._sent = None

    def engine_gone(self) -> None:
        """Take note that the engine has ended: what it was asked has to be asked again."""
        if self._sent is not None and self._wanted is None:
            self._wanted = self._sent
        self._sent = None

    def send_due(self) -> None:
        """Send the newest question, where none is on its way. The engine is ready."""
        if self._sent is not None and self._clock() - self._sent_at > PATIENCE_S:
            log.warning("A quick question wasn't answered")
            self._sent = None
        wanted = self._wanted
        if wanted is None or self._sent is not None or not self._is_written:
            return
        self._number += 1
        self._wanted, self._sent, self._sent_at = None, wanted, self._clock()
        params: dict[str, JSON] = {
            "drawing": f"{self._folder}/{DRAWING_FILE}",
            "number": self._number,
            "request": wanted.request.to_json(),
        }
        try:
            self._call(live.ASK, params)
        except SketchMotionError as error:  # corrections of very many strokes: a line is too long
            self.failed(self._number, error)

    def written(self, folder: str) -> None:
        """Take note that a drawing is on disk."""
        self._is_written = self._is_written or folder == self._folder

    def answered(self, number: int, motion: LiveMotion) -> None:
        """Take in an answer."""
        if number != self._number or self._sent is None:
            return
        sent, self._sent = self._sent, None
        if motion.point_count == sent.drawing.point_count:
            self.shown = ShownMotion(motion, sent.drawing, sent.request)
            self.error, self._has_changed = None, True

    def failed(self, number: int, error: SketchMotionError) -> None:
        """Take in why there is no answer."""
        if number == self._number and self._sent is not None:
            log.info("There is no live motion: %s", error)
            self._sent = None
            self.shown, self.error, self._has_changed = None, error, True
