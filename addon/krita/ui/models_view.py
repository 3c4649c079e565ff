# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Models to download: what each is good for, its licence first, then a press, and the progress."""

from __future__ import annotations

from collections.abc import Callable

from ...client.setup.cancellation import StopSign
from ...client.setup.engine_setup import EngineSetup
from ...client.setup.models.hub import ask_hub
from ...client.setup.models.store import download_model
from ...client.setup.models.table import KNOWN_MODELS, KnownModel
from ...client.setup.plan import web_of
from ...client.setup.setup_job import TICK_S, SetupJob
from ...client.setup.states import megabytes
from ..qt import QtCore, QtWidgets
from .guard import connect
from .widgets import MessageBox, button, clear, column, lines, row, tool

BAR = 1000


class ModelsView(QtWidgets.QWidget):
    """`on_change` is called when a model has come."""

    def __init__(self, setup: EngineSetup, on_change: Callable[[], None]) -> None:
        super().__init__()
        self._on_change = on_change
        self._job = SetupJob(setup)
        self._progress = (0, 0, "")  # bytes here, bytes in all, file; written by the thread
        self._coming = ""
        self._bar: QtWidgets.QProgressBar | None = None
        layout = column(self)
        self._box = QtWidgets.QComboBox()
        self._box.setSizeAdjustPolicy(
            QtWidgets.QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.setToolTip("Video models, for Redraw and for longer searches. None is needed")
        self._box.addItem("Download a Model")
        self._box.addItems([model.name for model in KNOWN_MODELS])
        layout.addWidget(self._box)
        self._place = column()
        layout.addLayout(self._place)
        connect(self._box.activated, self.refresh)
        self._timer = QtCore.QTimer(self)
        self._timer.setInterval(round(1000 * TICK_S))
        connect(self._timer.timeout, self._tick)

    def refresh(self) -> None:
        """What the chosen model is, and its licence; or the progress of one that comes."""
        clear(self._place)
        self._bar = None
        if self._job.busy:
            self._bar = QtWidgets.QProgressBar()
            self._bar.setRange(0, BAR)
            stop = tool("✕", self._job.stop, "Stop. What is downloaded is kept")
            self._place.addWidget(row(self._bar, stop))
            return
        if self._job.error is not None:
            error = self._job.error
            self._place.addWidget(MessageBox(error.message, error.hint))
        model = self._chosen()
        if model is None:
            return
        self._place.addWidget(lines(model.good_for))
        self._place.addWidget(lines(f"{model.license}: {model.license_text}"))
        text = "Accept the Licence and Download"
        self._place.addWidget(button(text, self.download, "Several GB. It can be stopped"))

    def download(self) -> None:
        """Brings the chosen model, or goes on with it."""
        model = self._chosen()
        if model is None:
            return
        setup, settings = self._job.setup, self._job.setup.settings()

        def work(stop: StopSign) -> None:
            web = web_of(settings, {})
            hub = ask_hub(model.repository, web, hub=settings.hub, stop=stop, folder=model.folder)
            where = setup.locations.models
            download_model(
                model.name, hub, model.license, where, web, stop=stop, on_progress=self._told
            )

        self._coming = model.name
        self._job.do(work)
        self._timer.start()
        self.refresh()

    def _chosen(self) -> KnownModel | None:
        place = self._box.currentIndex() - 1
        return KNOWN_MODELS[place] if place >= 0 else None

    def _told(self, done: int, total: int, name: str) -> None:
        self._progress = (done, total, name)

    def _tick(self) -> None:
        self._job.tick()
        done, total, _ = self._progress
        if self._bar is not None and total:
            self._bar.setValue(round(BAR * done / total))
            self._bar.setFormat(f"{self._coming}: {megabytes(done)} of {megabytes(total)}")
        if not self._job.busy:
            self._timer.stop()
            if self._job.error is None:
                self._box.setCurrentIndex(0)
                self._on_change()
            self.refresh()
