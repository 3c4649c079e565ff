# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How paint moves: the choice, and the way that the active layer will go."""

from __future__ import annotations

from ...client.jobs.paint_look import WHY, Way
from ..capture.document import active_document, id_of
from ..capture.empty import look_of_node
from ..jobs import paint_way, settings
from ..jobs.session import host
from ..qt import QtWidgets, sip
from ..translation import tr
from .guard import connect
from .inputs import ChoiceBox
from .widgets import form, lines

WAYS: tuple[tuple[Way, str], ...] = (
    ("auto", "By What Is Painted"),
    ("warp", "Warp Its Pixels"),
    ("trace", "Trace It"),
)
HOLES = (("fill", "Fill from Around"), ("leave", "Leave"))


class PaintView(QtWidgets.QWidget):
    """Whether painted layers are warped or traced, and what becomes of holes."""

    def __init__(self) -> None:
        super().__init__()
        layout = form(self)
        self.way = _choice(
            WAYS, paint_way.way(), "Warp: the paint itself moves. Trace: its lines become strokes"
        )
        self.holes = _choice(
            HOLES, paint_way.holes(), "What shows where a part of the painting moves away"
        )
        layout.addRow(tr("Paint"), self.way)
        layout.addRow(tr("Holes"), self.holes)
        connect(self.way.currentIndexChanged, self._keep)
        connect(self.holes.currentIndexChanged, self._keep)

    def _keep(self) -> None:
        paint_way.choose_way(self.way.currentData())
        paint_way.choose_holes(self.holes.currentData())
        host.poll_soon()


class PaintLine(QtWidgets.QWidget):
    """One line: the way that the active layer will go, and why; nothing for strokes."""

    def __init__(self) -> None:
        super().__init__()
        self._text = lines(faint=True)
        layout = QtWidgets.QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        self._seen: object = None
        self.hide()
        host.pollers.append(self._look)

    def _look(self) -> bool:
        """Look at the active layer where it has changed."""
        if sip.isdeleted(self):
            host.pollers.remove(self._look)
            return False
        document = active_document()
        node = document.activeNode() if document is not None else None
        if document is None or node is None:
            self._show("")
            return False
        bounds = node.bounds()
        box = (bounds.x(), bounds.y(), bounds.width(), bounds.height())
        key = (id_of(node), box, paint_way.way(), settings.read().path)
        if key != self._seen:
            self._seen = key
            look = look_of_node(document, node)
            strokes = look is None or settings.read().path == "raster"
            self._show("" if strokes or look is None else paint_way.sentence(look))
        return False

    def _show(self, text: str) -> None:
        self._text.setText(tr(text))
        self.setVisible(bool(text) and text != WHY["empty"])


def _choice(items: tuple[tuple[str, str], ...], chosen: str, tip: str) -> QtWidgets.QComboBox:
    box = ChoiceBox(tip)
    for value, name in items:
        box.addItem(tr(name), value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
