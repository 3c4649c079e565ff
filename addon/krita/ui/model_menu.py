# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The choice of a model: the prior that comes with the engine, an installed model, any folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...client.setup.models.store import FoundModel
from ..jobs.session import host, session
from ..qt import Qt, QtWidgets
from ..translation import tr
from .guard import connect_value
from .inputs import ChoiceBox

DEFAULTS = {"vector": "Starter (included)", "raster": "FlipSketch (default)"}
FOLDER = "Choose a Folder…"
_ASK = object()  # the entry that asks for a folder


class ModelMenu(ChoiceBox):
    """A menu of models. The choice is a folder, or "" for the default of the path."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        super().__init__("What the motion is learnt from")
        self._on_change = on_change
        self._models: tuple[FoundModel, ...] = ()
        self._chosen = ""
        self._default = DEFAULTS["vector"]
        self._dialog: QtWidgets.QFileDialog | None = None
        self._fill()
        connect_value(self.activated, self._pressed)
        host.pollers.append(self._look)
        self.look()

    def look(self) -> None:
        """Look for models in the background."""
        session.models.look()

    def chosen(self) -> str:
        """Return the folder of the model, or "" for the default."""
        return self._chosen

    def choose(self, model: str, path: str) -> None:
        """Show another choice without a call of `on_change`. The path has a default of its own."""
        self._chosen, self._default = model, DEFAULTS[path]
        self._fill()

    def _fill(self) -> None:
        self.clear()
        self.addItem(tr(self._default), "")
        for model in self._models:
            self.addItem(about(model), str(model.folder))
        if self._chosen and self.findData(self._chosen) < 0:
            self.addItem(Path(self._chosen).name or self._chosen, self._chosen)
        self.insertSeparator(self.count())
        self.addItem(tr(FOLDER), _ASK)
        self.setCurrentIndex(max(0, self.findData(self._chosen)))
        tip = self._chosen or self._default
        self.setItemData(self.currentIndex(), tip, Qt.ItemDataRole.ToolTipRole)

    def _pressed(self, index: int) -> None:
        data = self.itemData(index)
        if data is _ASK:
            self.setCurrentIndex(max(0, self.findData(self._chosen)))
            self.ask()
        elif data != self._chosen:
            self._take(str(data))

    def _take(self, model: str) -> None:
        self._chosen = model
        self._fill()
        self._on_change()

    def ask(self) -> None:
        """Ask for the folder of a model."""
        dialog = QtWidgets.QFileDialog(self, tr("The folder of a model"))
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
        connect_value(dialog.fileSelected, self._take)
        dialog.open()
        self._dialog = dialog

    def _look(self) -> bool:
        if session.models.found is not self._models:
            self._models = session.models.found
            self._fill()
        return False


def about(model: FoundModel) -> str:
    """Return name, size and licence: "ms-1.7b, 3.4 GB, CC BY-NC 4.0"."""
    size = model.bytes
    text = f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
    return f"{model.name}, {text}, {model.license or 'licence not known'}"
