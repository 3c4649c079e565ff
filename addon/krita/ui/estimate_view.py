# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an animation will cost: told on demand, and before one that may take long or much."""

from __future__ import annotations

from ...client.jobs.estimate import Inquiry, memory_text
from ...client.jobs.phase_names import time_text
from ...contract.messages import Message
from ..jobs.job_target import LayerTarget
from ..jobs.session import session
from ..jobs.submission import DockerInput
from ..panel_settings import PanelSettings
from ..qt import QtWidgets
from ..translation import tr
from .widgets import MessageBox, button, clear, column, lines

Shown = tuple[object, object, bool]


def is_worth_asking(settings: PanelSettings) -> bool:
    """Return whether an animation with these settings may take long or much."""
    return bool(settings.model) or settings.path == "raster"


def ask(asked: DockerInput, *, start: bool) -> None:
    """Ask what an animation will cost; start: it begins if it fits. Raises BadInput."""
    submission = session.capture(asked)
    session.estimates.ask(submission, start=start, settings=asked.settings)


class EstimateView(QtWidgets.QWidget):
    """The last estimate; buttons where what was asked for doesn't fit."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self)
        self._shown: Shown = (None, None, False)

    def refresh(self) -> None:
        """Show the last estimate as it stands."""
        inquiry = session.estimates.last
        shown: Shown = (None, None, False)
        if inquiry is not None:
            shown = (inquiry, inquiry.answer, inquiry.waits_for_engine)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._layout)
        if inquiry is None:
            return
        if inquiry.waits_for_user:
            self._layout.addWidget(_question(inquiry))
        elif inquiry.answer is not None:
            self._layout.addWidget(MessageBox(_cost(inquiry), inquiry.answer.why, _forget))
        elif inquiry.waits_for_engine:
            self._layout.addWidget(lines("Asking what it will take"))


def _question(inquiry: Inquiry[LayerTarget]) -> MessageBox:
    answer = inquiry.answer
    assert answer is not None
    message = MessageBox(_cost(inquiry), answer.why, _forget)
    if answer.smaller is not None:
        message.add(button(answer.smaller.label, session.estimates.begin_smaller))
    message.add(button("Start Anyway", session.estimates.begin_anyway))
    return message


def _cost(inquiry: Inquiry[LayerTarget]) -> str:
    answer = inquiry.answer
    assert answer is not None
    time = time_text(answer.seconds * inquiry.seeds, tr)
    memory = memory_text(answer.memory_bytes)
    if answer.fits:
        return Message("About {time}, {memory}", time=time, memory=memory)
    return Message("Needs {time}, {memory}: too much", time=time, memory=memory)


def _forget() -> None:
    session.estimates.forget()
    session.wake()
