# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine: its set-up, how it is, and its log."""

from __future__ import annotations

from collections.abc import Callable

from ...client.jobs.states import EngineFailed, EngineReady, EngineState, Off, Starting
from ...client.locations import locations
from ..jobs import settings
from ..jobs.session import session
from ..qt import QtCore, QtGui, QtWidgets
from .guard import connect
from .models_view import ModelsView
from .setup_view import SetupView
from .widgets import button, column, lines, row

LOG_BYTES = 20_000  # of the end of the log that are shown


class EngineView(QtWidgets.QWidget):
    """Below the set-up: for those who named a Python themselves, and the log."""

    def __init__(self, setup: SetupView, on_models: Callable[[], None]) -> None:
        super().__init__()
        layout = column(self)
        self._state = lines()
        layout.addWidget(self._state)
        self.place = column()
        self.place.addWidget(setup)
        layout.addLayout(self.place)
        layout.addWidget(ModelsView(setup.job.setup, on_models))
        self._python = QtWidgets.QLineEdit(settings.named_python())
        self._python.setPlaceholderText("Own Python of the engine")
        self._python.setToolTip("For those who set the engine up themselves")
        connect(self._python.editingFinished, self._name)
        layout.addWidget(self._python)
        show = button("Show Log", self.show_log, "What the engine wrote last")
        files = button("Open Folder", self._open_folder, "Jobs, presets, models and logs")
        layout.addWidget(row(show, files))
        self._log = QtWidgets.QPlainTextEdit()
        self._log.setReadOnly(True)
        self._log.setMinimumHeight(160)
        self._log.setLineWrapMode(QtWidgets.QPlainTextEdit.LineWrapMode.NoWrap)
        self._log.hide()
        layout.addWidget(self._log)

    def refresh(self) -> None:
        client = session.client
        self._state.setText(_words(client.engine if client is not None else Off()))

    def show_log(self) -> None:
        """Shows the end of the engine's log; once more hides it."""
        if not self._log.isHidden():
            self._log.hide()
            return
        path = locations().logs / "engine.log"
        text = "There is no log yet."
        if path.is_file():
            with path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - LOG_BYTES))
                text = file.read().decode("utf-8", "replace")
        self._log.setPlainText(text)
        self._log.show()
        self._log.moveCursor(QtGui.QTextCursor.MoveOperation.End)

    def _name(self) -> None:
        text = self._python.text().strip()
        if text != settings.named_python():
            settings.name_python(text)

    def _open_folder(self) -> None:
        home = locations().home
        home.mkdir(parents=True, exist_ok=True)
        QtGui.QDesktopServices.openUrl(QtCore.QUrl.fromLocalFile(str(home)))


def _words(engine: EngineState) -> str:
    if isinstance(engine, EngineReady):
        where = ", ".join(engine.devices)
        return f"Ready: {where}" if engine.warm else f"Loading: {where}"
    if isinstance(engine, Starting):
        return "Starting the engine"
    if isinstance(engine, EngineFailed):
        return engine.error.message
    return "It starts with the first animation."
