# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs of the document: progress, preview and Cancel; or what went wrong and what to do."""

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
from ..capture.empty import EmptyLayer
from ..jobs.session import session
from ..qt import QtWidgets
from .preview import Preview
from .widgets import MessageBox, button, clear, column, lines, row, tool

BAR_STEPS = 1000
BUSY = (Waiting, Running, Finished, Delivered)


class JobsView(QtWidgets.QWidget):
    """A bar for each job that goes on, and a message for each that ended badly."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self)
        self._bars: dict[str, _Bar] = {}
        self._troubles: dict[str, tuple[JobState, MessageBox]] = {}
        self.show_log: Callable[[], None] = lambda: None

    def refresh(self) -> None:
        """Show the jobs as they stand."""
        jobs = session.jobs()
        for job in [job for job in self._bars if not isinstance(jobs.get(job), BUSY)]:
            _remove(self._layout, self._bars.pop(job))
        for job in list(self._troubles):
            state, message = self._troubles[job]
            if jobs.get(job) is not state:
                _remove(self._layout, message)
                del self._troubles[job]
        for job, state in jobs.items():
            if isinstance(state, BUSY):
                self._bar(job).show_state(state)
            elif job not in self._troubles:
                message = self._trouble(job, state)
                self._troubles[job] = (state, message)
                self._layout.addWidget(message)

    def _bar(self, job: str) -> _Bar:
        if job not in self._bars:
            self._bars[job] = _Bar(job)
            self._layout.addWidget(self._bars[job])
        return self._bars[job]

    def _trouble(self, job: str, state: JobState) -> MessageBox:
        name = session.object_name(job)
        text, hint = phase_names.trouble(state)
        message = MessageBox(
            f"{name}: {text}" if name else text, hint, partial(session.dismiss, job)
        )
        if isinstance(state, (Interrupted, JobCancelled)):
            message.add(button("Resume", partial(session.resume, job), "Go on where it stopped"))
        if isinstance(state, JobFailed) and state.error.action is not None:
            action = state.error.action
            message.add(button(action.label, partial(session.retry, job, action.patch)))
        if isinstance(state, (JobFailed, Interrupted)):
            message.add(button("Show Log", self.show_log, "What the engine wrote last"))
        return message


class _Bar(QtWidgets.QWidget):
    """Progress, a cross to cancel, the preview, and the engine's warnings."""

    def __init__(self, job: str) -> None:
        super().__init__()
        layout = column(self)
        self._bar = QtWidgets.QProgressBar()
        self._bar.setRange(0, BAR_STEPS)
        self._bar.setTextVisible(True)
        self._bar.setMinimumHeight(26)
        stop = tool("✕", partial(session.cancel, job), "Cancel: what is done so far is kept")
        layout.addWidget(row(self._bar, stop))
        self._preview = Preview()
        layout.addWidget(self._preview)
        self._warnings = lines(faint=True)
        self._warnings.hide()
        layout.addWidget(self._warnings)

    def show_state(self, state: JobState) -> None:
        """Show how far the job is."""
        client = session.client
        starting = client is not None and isinstance(client.engine, Starting)
        waiting = isinstance(state, Waiting) and not state.reason
        text = "Starting the engine" if starting and waiting else phase_names.progress_text(state)
        self._bar.setValue(round(BAR_STEPS * phase_names.fraction(state)))
        self._bar.setFormat(text.replace("%", "%%"))
        if isinstance(state, Running):
            self._preview.show_picture(state.preview)
            self._warnings.setText("\n".join(state.warnings))
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


def _remove(layout: QtWidgets.QLayout, widget: QtWidgets.QWidget) -> None:
    layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
