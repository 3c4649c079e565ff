# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The section "Clean Up": overdrawn lines become single ones, on a layer over the rough one."""

from __future__ import annotations

from collections.abc import Callable

from ..jobs.clean_up import LayerCleanUps
from ..qt import Qt, QtWidgets
from ..translation import tr
from .suggest_view import SuggestView
from .widgets import button, column, lines, row
from .wrapping_row import wrapping_row

STEPS = 100  # of the slider


class CleanView(QtWidgets.QWidget):
    """The strength, the button, the comparison of before and after; below it suggestions."""

    def __init__(self, prompt: Callable[[], str]) -> None:
        """Make the section; `prompt` tells what is drawn."""
        super().__init__()
        self.clean_ups = LayerCleanUps(self.refresh)
        layout = column(self)
        self._strength = QtWidgets.QSlider(Qt.Orientation.Horizontal)
        self._strength.setRange(0, STEPS)
        self._strength.setValue(STEPS // 2)
        self._strength.setToolTip(tr("How far apart lines may run that become one"))
        name = lines("Strength")
        layout.addWidget(row(self._strength, name))
        self._press = button(
            "Clean Up",
            self.start,
            "Draw overdrawn and broken lines as single clean ones, on a new layer. "
            "The rough layer stays",
        )
        self._cancel = button("Cancel", self.clean_ups.cancel, "Stop cleaning up")
        self._compare = button(
            "Before / After",
            self.clean_ups.compare,
            "Show the rough lines in the place of the clean ones, or the reverse",
        )
        layout.addWidget(wrapping_row(self._press, self._cancel))
        layout.addWidget(self._compare)
        self._told = lines()
        layout.addWidget(self._told)
        self.suggest = SuggestView(prompt)
        layout.addWidget(self.suggest)
        self.refresh()

    def start(self) -> None:
        """Clean the active layer up."""
        self.clean_ups.start(self._strength.value() / STEPS)

    def refresh(self) -> None:
        """Show what goes on."""
        works = bool(self.clean_ups.job)
        self._press.setEnabled(not works)
        self._cancel.setVisible(works)
        self._compare.setVisible(self.clean_ups.has_results())
        self._told.setText(tr(self.clean_ups.summary))
        self._told.setVisible(bool(self.clean_ups.summary))
        self.suggest.refresh()
