# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs in their order: progress, preview and Cancel; or what went wrong and what to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...client.jobs import phase_names
from ...client.jobs.states import (
    Delivered,
    EngineFailed,
    Finished,
    Interrupted,
    JobCancelled,
    JobFailed,
    JobState,
    Running,
    Starting,
    Waiting,
)
from ...contract.errors import SketchMotionError
from ...contract.messages import Message
from ..capture.empty import EmptyLayer
from ..jobs.job_title import document_title, job_title
from ..jobs.session import session
from ..qt import QtWidgets
from ..translation import tr
from .preview import HEIGHT, Preview
from .widgets import MessageBox, button, clear, column, lines, row, tool

BAR_STEPS = 1000
BUSY = (Waiting, Running, Finished, Delivered)
FRONT, BACK, STOP = "⤒", "⤓", "✕"


class JobsView(QtWidgets.QWidget):
    """A bar for each job that goes on, and a message for each that ended badly."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self)
        self._count = lines()
        self._head = row(self._count, button("Cancel All", session.cancel_all))
        self._head.hide()
        self._layout.addWidget(self._head)
        self._list = column()
        self._layout.addLayout(self._list)
        self._bars: dict[str, _Bar] = {}
        self._troubles: dict[str, tuple[JobState, MessageBox]] = {}
        self.show_log: Callable[[], None] = lambda: None
        self.preview_height = HEIGHT

    def refresh(self) -> None:
        """Show the jobs as they stand."""
        jobs = session.jobs()
        busy = [job for job, state in jobs.items() if _has_bar(job, state)]
        for job in [job for job in self._bars if job not in busy]:
            _remove(self._list, self._bars.pop(job))
        for job in list(self._troubles):
            state, message = self._troubles[job]
            if jobs.get(job) is not state:
                _remove(self._list, message)
                del self._troubles[job]
        waiting = [job for job in busy if isinstance(jobs[job], Waiting)]
        for index, job in enumerate(busy):
            bar = self._bar(job)
            bar.show_state(jobs[job], self.preview_height, is_one_of_many=len(waiting) > 1)
            if self._list.indexOf(bar) != index:
                self._list.insertWidget(index, bar)
        for job, state in jobs.items():
            if not isinstance(state, BUSY) and job not in self._troubles:
                message = self._trouble(job, state)
                self._troubles[job] = (state, message)
                self._list.addWidget(message)
        self._head.setVisible(len(busy) > 1)
        self._count.setText(tr(Message("{count} jobs", count=len(busy))))

    def _bar(self, job: str) -> _Bar:
        if job not in self._bars:
            self._bars[job] = _Bar(job)
        return self._bars[job]

    def _trouble(self, job: str, state: JobState) -> MessageBox:
        text, hint = phase_names.trouble(state)
        name = job_title(job)
        told = text if isinstance(text, Message) else Message(text)
        said = Message("{name}: {text}", name=name, text=told) if name else text
        message = MessageBox(said, hint, partial(session.dismiss, job))
        if isinstance(state, (Interrupted, JobCancelled)):
            message.add(button("Resume", partial(session.resume, job), "Go on where it stopped"))
        if isinstance(state, JobFailed) and state.error.action is not None:
            action = state.error.action
            message.add(button(action.label, partial(session.retry, job, action.patch)))
        if isinstance(state, (JobFailed, Interrupted)):
            message.add(button("Show Log", self.show_log, "What the engine wrote last"))
        return message


class _Bar(QtWidgets.QWidget):
    """A job's name, progress, preview and the engine's warnings; buttons to move and cancel it."""

    def __init__(self, job: str) -> None:
        super().__init__()
        self._job = job
        layout = column(self)
        layout.setSpacing(2)
        self._name = lines()
        self._name.setToolTip(document_title(job))
        front, back = (
            partial(session.move, job, to_front=True),
            partial(session.move, job, to_front=False),
        )
        self._moves = (
            tool(FRONT, front, "Let this be the next one"),
            tool(BACK, back, "Let this be the last one"),
        )
        stop = tool(STOP, partial(session.cancel, job), "Cancel: what is done so far is kept")
        layout.addWidget(row(self._name, *self._moves, stop))
        self._bar = QtWidgets.QProgressBar()
        self._bar.setRange(0, BAR_STEPS)
        self._bar.setTextVisible(True)
        self._bar.setMinimumHeight(22)
        layout.addWidget(self._bar)
        self._preview = Preview()
        layout.addWidget(self._preview)
        self._warnings = lines()
        self._warnings.hide()
        layout.addWidget(self._warnings)

    def show_state(self, state: JobState, preview_height: int, *, is_one_of_many: bool) -> None:
        """Show how far the job is."""
        client = session.client
        starting = client is not None and isinstance(client.engine, Starting)
        waiting = isinstance(state, Waiting)
        self._name.setText(tr(job_title(self._job)))
        for move in self._moves:
            move.setVisible(waiting and is_one_of_many)
        self._bar.setVisible(not (waiting and is_one_of_many))
        text = phase_names.progress_text(state, tr)
        if starting and isinstance(state, Waiting) and not state.reason:
            text = tr("Starting the engine")
        self._bar.setValue(round(BAR_STEPS * phase_names.fraction(state)))
        self._bar.setFormat(text.replace("%", "%%"))
        if isinstance(state, Running):
            if self._preview.height() != preview_height:
                self._preview.setFixedHeight(preview_height)
            self._preview.show_picture(None if _is_in_batch(self._job) else state.preview)
            self._warnings.setText("\n".join(tr(text) for text in state.warnings))
            self._warnings.setVisible(bool(state.warnings))


class NoticeView(QtWidgets.QWidget):
    """The last thing that went wrong outside of any job."""

    def __init__(self, set_up: Callable[[], object], show_log: Callable[[], object]) -> None:
        super().__init__()
        self._layout = column(self)
        self._shown: SketchMotionError | None = None
        self._set_up = set_up
        self._show_log = show_log
        self.use_layer: Callable[[str], object] = lambda layer_id: None

    def refresh(self) -> None:
        """Show the error as it stands."""
        error = session.notice
        client = session.client
        engine = client.engine if client is not None else None
        if error is None and isinstance(engine, EngineFailed):
            error = engine.error
        if error is self._shown:
            return
        self._shown = error
        clear(self._layout)
        if error is None:
            return
        message = MessageBox(error.message, error.hint, session.dismiss_notice)
        if isinstance(error, EmptyLayer) and error.instead:
            message.add(button("Use It", partial(self.use_layer, error.instead)))
        if "Set Up Engine" in error.hint or isinstance(engine, EngineFailed):
            message.add(button("Set Up Engine", self._set_up))
        if isinstance(engine, EngineFailed):
            message.add(button("Show Log", self._show_log))
        self._layout.addWidget(message)


def _is_in_batch(job: str) -> bool:
    target = session.target(job)
    return target is not None and bool(target.batch)


def _has_bar(job: str, state: JobState) -> bool:
    """Return whether a job is in the list: of a batch only the one that the engine works on."""
    return isinstance(state, Running if _is_in_batch(job) else BUSY)


def _remove(layout: QtWidgets.QLayout, widget: QtWidgets.QWidget) -> None:
    layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
