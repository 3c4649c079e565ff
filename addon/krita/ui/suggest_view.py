# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lower part of the section "Clean Up": a more practised version of the drawing."""

from __future__ import annotations

from collections.abc import Callable

from ...contract.suggesting import Form
from ..jobs.suggesting import LayerSuggestions
from ..qt import Qt, QtWidgets
from ..translation import tr
from .inputs import ChoiceBox
from .widgets import button, column, lines, row
from .wrapping_row import wrapping_row

STEPS = 100  # of the slider
FORMS: tuple[tuple[Form, str, str], ...] = (
    ("reference", "Reference", "The lines of a known drawing in this one's form, to draw after"),
    ("strokes", "Strokes", "The drawing's own strokes, moved to where a practised hand has them"),
)


class SuggestView(QtWidgets.QWidget):
    """What is suggested, how far it goes, and the button."""

    def __init__(self, prompt: Callable[[], str]) -> None:
        """Make it; `prompt` tells what is drawn."""
        super().__init__()
        self.suggestions = LayerSuggestions(self.refresh)
        self._prompt = prompt
        layout = column(self)
        self._form = ChoiceBox("What is suggested")
        for number, (_, name, tip) in enumerate(FORMS):
            self._form.addItem(tr(name))
            self._form.setItemData(number, tr(tip), Qt.ItemDataRole.ToolTipRole)
        layout.addWidget(row(self._form, lines("As")))
        self._degree = QtWidgets.QSlider(Qt.Orientation.Horizontal)
        self._degree.setRange(0, STEPS)
        self._degree.setValue(STEPS // 2)
        self._degree.setToolTip(tr("How far a suggestion goes from the drawing's own form"))
        layout.addWidget(row(self._degree, lines("Degree")))
        self._press = button(
            "Suggest",
            self.start,
            "Look for a known drawing like this one, and show a more practised version on a new "
            "layer. What is drawn is taken from the sentence, where it names it",
        )
        self._cancel = button("Cancel", self.suggestions.cancel, "Stop looking for a suggestion")
        layout.addWidget(wrapping_row(self._press, self._cancel))
        self._told = lines()
        layout.addWidget(self._told)
        self.refresh()

    def start(self) -> None:
        """Ask for a suggestion for the active layer."""
        form = FORMS[max(self._form.currentIndex(), 0)][0]
        self.suggestions.start(self._degree.value() / STEPS, form, self._prompt())

    def refresh(self) -> None:
        """Show what goes on."""
        works = bool(self.suggestions.job)
        self._press.setEnabled(not works)
        self._cancel.setVisible(works)
        self._told.setText(tr(self.suggestions.summary))
        self._told.setVisible(bool(self.suggestions.summary))
