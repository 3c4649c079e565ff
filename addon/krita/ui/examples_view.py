# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The menu of example drawings: one press opens one in a new document, with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...client.examples import Example, examples
from ...client.setup.installed import OWN_ROOT
from ..qt import QtWidgets
from ..write.example_document import open_example
from .widgets import column, connect_menu, tool


class ExamplesView(QtWidgets.QWidget):
    """A button with a menu. `say` puts a sentence into the docker."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say
        tip = "Open a drawing with a sentence, to see how it works"
        column(self).addWidget(tool("Examples…", self._open_menu, tip))

    def _open_menu(self) -> None:
        menu = QtWidgets.QMenu(self)
        for example in examples(OWN_ROOT / "presets"):
            connect_menu(menu, f"{example.name}: {example.sentence}", partial(self._open, example))
        menu.popup(self.cursor().pos())  # not exec: no event loop of its own

    def _open(self, example: Example) -> None:
        open_example(example)
        self._say(example.sentence)
