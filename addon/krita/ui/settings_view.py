# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of settings: the engine, models, the docker itself, and help with a defect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from krita import Krita

from ...client.diagnostics import collect
from ...client.locations import locations
from ...client.setup.states import describe
from ...client.version import NEWS, version
from ...contract.errors import SketchMotionError
from ...contract.messages import Message
from ..jobs import settings
from ..jobs.session import session
from ..qt import QtCore, QtWidgets
from ..translation import language, tr
from .engine_view import EngineView
from .guard import connect, connect_value
from .inputs import ChoiceBox
from .models_view import ModelsView
from .setup_view import SetupView
from .widgets import FoldingSection, button, column, form, later, lines

#: Code of a language, its own name.
LANGUAGES = (
    ("", "As in Krita"), ("en", "English"), ("de", "Deutsch"), ("es", "Español"),
    ("fr", "Français"), ("ja", "日本語"), ("pt", "Português"), ("zh", "简体中文"),
)  # fmt: skip
LIVE = "live"
FARM_TIP = (
    "Address of a farm: a Ray cluster (HOST:PORT) or a Flamenco manager (http://HOST:8080). "
    "Empty: none"
)
ZIP_FILES = "Zip (*.zip)"


class SettingsView(QtWidgets.QWidget):
    """The parts of the page, each folded."""

    def __init__(self, setup: SetupView, on_models: Callable[[], None]) -> None:
        super().__init__()
        self.engine = EngineView(setup)
        self.models = ModelsView(setup.job.setup, on_models)
        self.interface = _Interface()
        self._setup = setup
        self._dialog: QtWidgets.QFileDialog | None = None
        layout = column(self)
        layout.setContentsMargins(10, 0, 0, 0)
        self._engine_section = FoldingSection("Engine", self.engine)
        self._models_section = FoldingSection("Models", self.models)
        layout.addWidget(self._engine_section)
        layout.addWidget(self._models_section)
        layout.addWidget(FoldingSection("Interface", self.interface))
        layout.addWidget(FoldingSection("About", self._about()))

    def show_log(self) -> None:
        """Show the engine's log."""
        self._engine_section.unfold()
        self.engine.show_log()

    def offer_model(self, name: str) -> None:
        """Show a model to download, with its size and licence."""
        self._models_section.unfold()
        self.models.offer(name)

    def _about(self) -> QtWidgets.QWidget:
        whole = QtWidgets.QWidget()
        layout = column(whole)
        layout.addWidget(lines(Message("Sketch Motion {version}", version=version())))
        layout.addWidget(lines(news_text()))
        tip = "A zip with versions, the log and how jobs ended. No drawings and no prompts"
        layout.addWidget(button("Collect Diagnostics…", self._ask_target, tip))
        self._said = lines()
        self._said.hide()
        layout.addWidget(self._said)
        return whole

    def _ask_target(self) -> None:
        name = "sketch-motion-diagnostics.zip"
        dialog = QtWidgets.QFileDialog(self, tr("Collect Diagnostics"), name, ZIP_FILES)
        dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        connect_value(dialog.fileSelected, lambda path: self.collect(Path(path)))
        dialog.open()  # not exec: no event loop of its own
        self._dialog = dialog

    def collect(self, target: Path) -> None:
        """Write the diagnostics; the file worker does it where there is one."""
        about = {
            "host": f"Krita {Krita.instance().version()}",
            "Qt": QtCore.QT_VERSION_STR,
            "language": language(),
            "set-up": str(describe(self._setup.job.status.state)),
            "settings": str({**asdict(settings.read()), "prompt": "", "model": "", "preset": ""}),
        }
        self._said.setText(tr(Message("Writing {file}", file=target.name)))
        self._said.show()
        later(50, lambda: self._write(target, about))

    def _write(self, target: Path, about: dict[str, str]) -> None:
        try:
            collect(target, locations(), about)
        except SketchMotionError as error:
            self._said.hide()
            session.report(error)
            return
        self._said.setText(tr(Message("Written: {file}", file=target)))


class _Interface(QtWidgets.QWidget):
    """What the docker itself does."""

    def __init__(self) -> None:
        super().__init__()
        self.on_live: Callable[[bool], None] = lambda on: None
        layout = form(self)
        self._language = ChoiceBox("The language of this docker")
        for code, name in LANGUAGES:
            self._language.addItem(name if code else tr(name), code)
        self._language.setCurrentIndex(max(0, self._language.findData(settings.language())))
        connect(self._language.activated, self._choose)
        layout.addRow(tr("Language"), self._language)
        self._live = QtWidgets.QCheckBox(tr("Live preview"))
        self._live.setToolTip(tr("Show the motion while you write the sentence"))
        self._live.setChecked(settings.switched(LIVE, True))
        connect(self._live.toggled, self._switch_live)
        layout.addRow("", self._live)
        self._farm = QtWidgets.QLineEdit(settings.farm_address())
        self._farm.setToolTip(tr(FARM_TIP))
        connect(self._farm.editingFinished, self._name_farm)
        layout.addRow(tr("Farm"), self._farm)
        self._note = lines("Close and open Krita to see it.")
        self._note.hide()
        layout.addRow("", self._note)

    def _switch_live(self) -> None:
        settings.switch(LIVE, self._live.isChecked())
        self.on_live(self._live.isChecked())

    def _name_farm(self) -> None:
        settings.name_farm(self._farm.text().strip())

    def _choose(self) -> None:
        settings.choose_language(self._language.currentData())
        self._note.show()


def news_text() -> str:
    """Return what is new, a line each."""
    return "\n".join(f"• {tr(line)}" for line in NEWS)
