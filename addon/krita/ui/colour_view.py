# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The section "Colour": flat colours on a layer under the lines, on every frame of a take."""

from __future__ import annotations

from collections.abc import Callable

from ..jobs.colouring import LayerColourings, layer_names
from ..qt import QtWidgets
from ..translation import tr
from .inputs import ChoiceBox
from .widgets import button, column, lines, row
from .wrapping_row import wrapping_row


class ColourView(QtWidgets.QWidget):
    """The layer of hints, the button, and what was done."""

    def __init__(self, prompt: Callable[[], str]) -> None:
        """Make the section; `prompt` tells what is drawn."""
        super().__init__()
        self.colourings = LayerColourings(self.refresh)
        self._prompt = prompt
        layout = column(self)
        self._hints = ChoiceBox()
        self._hints.setToolTip(
            tr(
                "A layer with dabs or strokes of the colours that you want. "
                "Where there are none, the colours are proposed"
            )
        )
        layout.addWidget(row(self._hints, lines("Hints")))
        self._shading = QtWidgets.QCheckBox(tr("Shading"))
        self._shading.setToolTip(tr("Shapes of shade over the flat colours"))
        layout.addWidget(self._shading)
        self._press = button(
            "Colour",
            self.start,
            "Put flat colours on a layer under the lines, on every frame of a take",
        )
        self._cancel = button("Cancel", self.colourings.cancel, "Stop colouring")
        layout.addWidget(wrapping_row(self._press, self._cancel))
        self._told = lines()
        layout.addWidget(self._told)
        self.refresh()

    def start(self) -> None:
        """Colour the active layer, or the take that it shows."""
        chosen = self._hints.currentText() if self._hints.currentIndex() > 0 else ""
        self.colourings.start(chosen, self._prompt(), shading=self._shading.isChecked())

    def refresh(self) -> None:
        """Show what goes on, and the layers there are."""
        works = bool(self.colourings.job)
        self._press.setEnabled(not works)
        self._cancel.setVisible(works)
        self._told.setText(tr(self.colourings.summary))
        self._told.setVisible(bool(self.colourings.summary))
        names = ["", *layer_names()]
        shown = [self._hints.itemText(k) for k in range(self._hints.count())]
        if names != shown and not self._hints.view().isVisible():
            chosen = self._hints.currentText()
            self._hints.clear()
            self._hints.addItems(names)
            self._hints.setCurrentIndex(names.index(chosen) if chosen in names else 0)
