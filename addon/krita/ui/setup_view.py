# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The set-up of the engine: the plan first, then the progress; and its settings.

`client/setup` does the work. The engine is one for all hosts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ...client.setup.installed import OWN_ROOT
from ...client.setup.plan import SetupPlan
from ...client.setup.settings import BACKENDS, SETS
from ...client.setup.setup_job import TICK_S, SetupJob
from ...client.setup.states import Broken, NotSetUp, Outdated, SetupPlanned, SetupReady, Working
from ...client.setup.states import describe as describe_state
from ...client.setup.states import fraction as fraction_of
from ...contract.messages import Message
from ..jobs import settings
from ..jobs.session import session
from ..qt import QtCore, QtWidgets
from ..translation import tr
from .guard import connect
from .inputs import ChoiceBox, PathField
from .widgets import MessageBox, button, clear, column, form, lines, row, tool
from .wrapping_row import wrapping_row

TEXTS = (
    ("python", "Python", "Build from this Python 3.11 or newer"),
    ("environment", "Own environment", "The Python of an environment of yours, used as it is"),
    ("wheels", "Wheels", "Install from this folder, without a network"),
    ("index", "Mirror", "Address of a mirror of the package index"),
    ("torch_index", "Mirror of PyTorch", "Address of a mirror of PyTorch's wheel index"),
    ("proxy", "Proxy", "http://name:password@host:port"),
)

PATHS = {"python": False, "environment": False, "wheels": True}  # whether it is a folder


class SetupView(QtWidgets.QWidget):
    """The state of the set-up and its buttons. `on_change` is called when the state has changed."""

    def __init__(self) -> None:
        super().__init__()
        self.on_change: Callable[[], None] = lambda: None
        self._layout = column(self)
        self._bar: QtWidgets.QProgressBar | None = None
        self._shows = ""
        self._settings: _SetupSettings | None = None
        self.job = session.new_setup()
        self.job.setup.root = OWN_ROOT
        self._timer = QtCore.QTimer(self)
        self._timer.setInterval(round(1000 * TICK_S))
        connect(self._timer.timeout, self._tick)
        self.job.look()
        self._timer.start()

    def is_needed(self) -> bool:
        """Return whether the docker should show the set-up at the top."""
        job = self.job
        if job.busy and not isinstance(job.status.state, NotSetUp):
            return True
        if job.plan_found is not None or job.error is not None:
            return True
        return not settings.named_python() and not isinstance(job.status.state, SetupReady)

    def plan(self) -> None:
        """Find out what a set-up would download. Nothing is downloaded yet."""
        self.job.plan(self.job.setup.settings())
        self._follow()

    def start(self, *, again: bool = False) -> None:
        """Download and install, from where an earlier set-up stopped; `again` repairs."""
        self.job.plan_found = None
        self.job.start(self.job.setup.settings(), again=again)
        self._follow()

    def remove(self) -> None:
        """Remove the engine."""
        session.close()
        self.job.remove()
        self._follow()

    def stop(self) -> None:
        """Stop what goes on, for good."""
        self.job.close(wait_s=1.0)

    def _follow(self) -> None:
        self._timer.start()
        self.refresh()
        self.on_change()

    def _tick(self) -> None:
        if session.follow_setup(self.job):
            self.refresh()
            self.on_change()
        if not self.job.busy:
            self._timer.stop()

    def refresh(self) -> None:
        """Build the widgets anew; while a set-up goes on only the bar is moved."""
        job = self.job
        state = job.status.state
        working = job.busy and isinstance(state, Working)
        if working and self._shows == "work" and self._bar is not None:
            self._bar.setValue(round(1000 * fraction_of(state)))
            self._bar.setFormat(tr("Stopping" if job.stopping else describe_state(state)))
            return
        clear(self._layout)
        self._bar = None
        self._shows = "work" if working else ""
        if job.busy:
            self._show_work(working)
        elif self._settings is not None:
            self._layout.addWidget(self._settings)
        elif job.plan_found is not None:
            self._show_plan(job.plan_found)
        else:
            self._show_state()

    def _show_work(self, working: bool) -> None:
        if not working:
            self._layout.addWidget(lines("Looking at this computer"))
            return
        self._bar = QtWidgets.QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setMinimumHeight(26)
        stop = tool("✕", self.job.stop, "Stop. What is downloaded is kept")
        self._layout.addWidget(row(self._bar, stop))
        self.refresh()

    def _show_plan(self, plan: SetupPlan) -> None:
        # The button first: licences are many lines, and it must be there without scrolling.
        text = "Check and Use" if plan.adopts else "Download and Install"
        start = button("Install" if plan.sources.offline else text, self.start)
        close = tool("✕", self._close_plan, "Close this")
        self._layout.addWidget(wrapping_row(start, self._gear(), close))
        for line in plan.describe():
            self._layout.addWidget(lines(line))

    def _show_state(self) -> None:
        job = self.job
        state = job.status.state
        error = job.error or (state.error if isinstance(state, Broken) else None)
        if error is not None:
            self._layout.addWidget(MessageBox(error.message, error.hint))
        else:
            named = settings.named_python() and isinstance(state, NotSetUp)
            text = "A Python of your own is used." if named else describe_state(state)
            self._layout.addWidget(lines(text))
        if job.status.elsewhere:
            said = Message("Going on in {host}", host=job.status.elsewhere)
            self._layout.addWidget(lines(said))
        label = "Set Up Engine" if isinstance(state, (NotSetUp, SetupPlanned)) else "Go On"
        label = "Update Engine" if isinstance(state, Outdated) else label
        label = "Change Engine" if isinstance(state, SetupReady) else label
        self._layout.addWidget(wrapping_row(button(label, self.plan), self._gear()))
        if job.status.installed is not None:
            repair = button("Repair", lambda: self.start(again=True))
            self._layout.addWidget(wrapping_row(repair, button("Remove", self.remove)))

    def _gear(self) -> QtWidgets.QToolButton:
        tip = "Where the engine comes from: mirror, proxy, a folder of wheels, a Python"
        return tool("…", self._open_settings, tip, "configure")

    def _open_settings(self) -> None:
        self._settings = _SetupSettings(self.job, self._close_settings, self._cancel_settings)
        self.refresh()

    def _close_settings(self) -> None:
        self._settings = None
        self.plan()

    def _cancel_settings(self) -> None:
        self._settings = None
        self.refresh()

    def _close_plan(self) -> None:
        self.job.plan_found, self.job.error = None, None
        self.refresh()
        self.on_change()


class _SetupSettings(QtWidgets.QWidget):
    """The settings of the set-up, shown in its place rather than in a dialog."""

    def __init__(
        self, job: SetupJob, on_done: Callable[[], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__()
        self._job = job
        self._on_done = on_done
        stored = job.setup.settings()
        layout = form(self)
        self._set = ChoiceBox("starter: any computer. video: for video models")
        self._set.addItems(SETS)
        self._set.setCurrentText(stored.package_set)
        self._backend = ChoiceBox("What the engine computes on")
        self._backend.addItems(["automatic", *BACKENDS])
        self._backend.setCurrentText(stored.backend or "automatic")
        layout.addRow(tr("Set"), self._set)
        layout.addRow(tr("Backend"), self._backend)
        self._texts: dict[str, QtWidgets.QLineEdit] = {}
        for name, label, tip in TEXTS:
            value = str(getattr(stored, name))
            if name in PATHS:
                field = PathField(value, tip, lambda: None, folder=PATHS[name])
                self._texts[name] = field.line
                layout.addRow(tr(label), field)
            else:
                self._texts[name] = QtWidgets.QLineEdit(value)
                self._texts[name].setToolTip(tr(tip))
                layout.addRow(tr(label), self._texts[name])
        save = button("Save", self._save, "Save these, and look what they would do")
        layout.addRow("", wrapping_row(save, button("Cancel", on_cancel)))

    def _save(self) -> None:
        setup = self._job.setup
        backend = self._backend.currentText()
        texts: dict[str, Any] = {name: box.text().strip() for name, box in self._texts.items()}
        chosen = replace(
            setup.settings(),
            package_set=self._set.currentText(),
            backend="" if backend == "automatic" else backend,
            **texts,
        )
        setup.locations.home.mkdir(parents=True, exist_ok=True)
        chosen.write(setup.places.settings)
        self._on_done()
