# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Models to download: what each is good for, its licence, the button, and the progress."""

from __future__ import annotations

from collections.abc import Callable

from ...client.setup.cancellation import CancelToken
from ...client.setup.engine_setup import EngineSetup
from ...client.setup.models.hub import ask_hub
from ...client.setup.models.store import download_model
from ...client.setup.models.table import KNOWN_MODELS, KnownModel
from ...client.setup.plan import web_of
from ...client.setup.setup_job import TICK_S, SetupJob
from ...client.setup.states import megabytes
from ...contract.messages import Message
from ..qt import QtCore, QtWidgets
from ..translation import tr
from .guard import connect
from .inputs import ChoiceBox
from .widgets import MessageBox, button, clear, column, lines, row, tool

BAR_STEPS = 1000


class ModelsView(QtWidgets.QWidget):
    """The models to download. `on_change` is called when one has been downloaded."""

    def __init__(self, setup: EngineSetup, on_change: Callable[[], None]) -> None:
        super().__init__()
        self._on_change = on_change
        self._job = SetupJob(setup)
        self._progress = (0, 0, "")  # bytes here, bytes in all, file; set by the thread
        self._name = ""
        self._bar: QtWidgets.QProgressBar | None = None
        layout = column(self)
        tip = "Video models, for Redraw and for longer searches. None is needed"
        self._box = ChoiceBox(tip)
        self._box.addItem(tr("Download a Model"))
        self._box.addItems([model.name for model in KNOWN_MODELS])
        layout.addWidget(self._box)
        self._details = column()
        layout.addLayout(self._details)
        connect(self._box.activated, self.refresh)
        self._timer = QtCore.QTimer(self)
        self._timer.setInterval(round(1000 * TICK_S))
        connect(self._timer.timeout, self._tick)

    def refresh(self) -> None:
        """Show the chosen model and its licence, or the progress of a download."""
        clear(self._details)
        self._bar = None
        if self._job.busy:
            self._bar = QtWidgets.QProgressBar()
            self._bar.setRange(0, BAR_STEPS)
            stop = tool("✕", self._job.stop, "Stop. What is downloaded is kept")
            self._details.addWidget(row(self._bar, stop))
            return
        if self._job.error is not None:
            error = self._job.error
            self._details.addWidget(MessageBox(error.message, error.hint))
        model = self._chosen()
        if model is None:
            return
        self._details.addWidget(lines(model.good_for))
        self._details.addWidget(lines(model.license_text))
        text = Message("Accept and Download ({size})", size=megabytes(model.about_bytes))
        start = button(text, self.download, "It can be stopped, and goes on where it stopped")
        self._details.addWidget(start)
        self._details.addWidget(button("Cancel", self._close))

    def download(self) -> None:
        """Download the chosen model, from where an earlier download stopped."""
        model = self._chosen()
        if model is None:
            return
        setup, settings = self._job.setup, self._job.setup.settings()

        def work(stop: CancelToken) -> None:
            web = web_of(settings, {})
            hub = ask_hub(model.repository, web, hub=settings.hub, stop=stop, folder=model.folder)
            download_model(
                model.name,
                hub,
                model.license,
                setup.locations.models,
                web,
                stop=stop,
                on_progress=self._on_progress,
            )

        self._name = model.name
        self._job.do(work)
        self._timer.start()
        self.refresh()

    def offer(self, name: str) -> None:
        """Show a model with its size and licence, to be accepted."""
        names = [model.name for model in KNOWN_MODELS]
        self._box.setCurrentIndex(1 + names.index(name))
        self.refresh()

    def _close(self) -> None:
        self._box.setCurrentIndex(0)
        self.refresh()

    def _chosen(self) -> KnownModel | None:
        index = self._box.currentIndex() - 1
        return KNOWN_MODELS[index] if index >= 0 else None

    def _on_progress(self, done: int, total: int, name: str) -> None:
        self._progress = (done, total, name)

    def _tick(self) -> None:
        self._job.tick()
        done, total, _ = self._progress
        if self._bar is not None and total:
            self._bar.setValue(round(BAR_STEPS * done / total))
            text = Message(
                "{name}: {done} of {total}",
                name=self._name,
                done=megabytes(done),
                total=megabytes(total),
            )
            self._bar.setFormat(tr(text))
        if not self._job.busy:
            self._timer.stop()
            if self._job.error is None:
                self._box.setCurrentIndex(0)
                self._on_change()
            self.refresh()
