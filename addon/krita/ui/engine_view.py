# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine: its state, its set-up and its log."""

from __future__ import annotations

from ...client.jobs.states import EngineFailed, EngineReady, EngineState, Off, Starting
from ...client.locations import locations
from ...contract.messages import Message
from ..jobs.session import session
from ..qt import QtCore, QtGui, QtWidgets
from ..translation import tr
from .setup_view import SetupView
from .widgets import button, column, lines
from .wrapping_row import wrapping_row

LOG_BYTES = 20_000  # of the end of the log that are shown


class EngineView(QtWidgets.QWidget):
    """The engine's state, the set-up, and the log.

    Attributes:
        setup_layout: The place of the set-up when it isn't at the top of the docker.
    """

    def __init__(self, setup: SetupView) -> None:
        super().__init__()
        layout = column(self)
        self._state = lines()
        layout.addWidget(self._state)
        self.setup_layout = column()
        self.setup_layout.addWidget(setup)
        layout.addLayout(self.setup_layout)
        show = button("Show Log", self.show_log, "What the engine wrote last")
        files = button("Engine Folder", self._open_folder, "Jobs, presets, models and logs")
        layout.addWidget(wrapping_row(show, files))
        self._log = QtWidgets.QPlainTextEdit()
        self._log.setReadOnly(True)
        self._log.setMinimumHeight(160)
        self._log.setLineWrapMode(QtWidgets.QPlainTextEdit.LineWrapMode.NoWrap)
        self._log.hide()
        layout.addWidget(self._log)

    def refresh(self) -> None:
        """Show the state of the engine."""
        client = session.client
        text = tr(_state_text(client.engine if client is not None else Off()))
        away = len(session.farm.jobs)
        if away:
            text += "\n" + tr(Message("On the farm: {count}", count=away))
        self._state.setText(text)

    def show_log(self) -> None:
        """Show the end of the engine's log, or hide it if it is shown."""
        if not self._log.isHidden():
            self._log.hide()
            return
        path = locations().logs / "engine.log"
        text = tr("There is no log yet.")
        if path.is_file():
            with path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - LOG_BYTES))
                text = file.read().decode("utf-8", "replace")
        self._log.setPlainText(text)
        self._log.show()
        self._log.moveCursor(QtGui.QTextCursor.MoveOperation.End)

    def _open_folder(self) -> None:
        home = locations().home
        home.mkdir(parents=True, exist_ok=True)
        QtGui.QDesktopServices.openUrl(QtCore.QUrl.fromLocalFile(str(home)))


def _state_text(engine: EngineState) -> str:
    if isinstance(engine, EngineReady):
        devices = ", ".join(engine.devices)
        if engine.warm:
            return Message("Ready: {devices}", devices=devices)
        return Message("Loading: {devices}", devices=devices)
    if isinstance(engine, Starting):
        return "Starting the engine"
    if isinstance(engine, EngineFailed):
        return engine.error.message
    return "It starts with the first animation."
