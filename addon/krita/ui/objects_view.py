# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects: a coloured overview to pick strokes in, and a list of what each object does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

from ...client.words import things_in
from ...contract.messages import Message
from ...contract.request import LONGEST_NAME, LONGEST_PROMPT, MOST_OBJECTS
from ..jobs.object_search import ObjectSearch
from ..jobs.objects import Objects, Point, color_of
from ..jobs.session import session
from ..panel_settings import PanelSettings
from ..qt import Qt, QtCore, QtGui, QtWidgets
from ..translation import tr
from .guard import connect, connect_press, run
from .inputs import NumberBox
from .preview import PAPER
from .widgets import button, clear, column, lines, row, tool
from .wrapping_row import wrapping_row

HEIGHT = 190
REACH = 6.0  # a click this many screen pixels from a stroke still picks it


class ObjectsView(QtWidgets.QWidget):
    """The objects of the document in front.

    Attributes:
        now: The objects that go out with the next job; None while there are none.
    """

    def __init__(self, read: Callable[[], PanelSettings]) -> None:
        super().__init__()
        self._read = read
        self.now: Objects | None = None
        self._known: dict[str, Objects] = {}  # by the root of their document
        self._root = ""
        self._active = 0
        self.search = ObjectSearch(self._take)
        layout = column(self)
        self._find = button("Find Objects", self.find_objects, "Group the strokes into objects")
        self.count = _count()
        layout.addWidget(wrapping_row(self._find, self.count))
        self._note = lines("The whole drawing is one subject.", faint=True)
        layout.addWidget(self._note)
        self.overview = Overview(self._picked)
        layout.addWidget(self.overview)
        self._buttons = wrapping_row(
            button("Assign", self.assign, "The picked strokes go to the object that is marked"),
            button("New Object", self._new, "A new object of the picked strokes"),
            button("Forget", self._forget, "Let the drawing move as one again"),
        )
        layout.addWidget(self._buttons)
        self._list = column()
        layout.addLayout(self._list)
        self.put(None)

    def put(self, objects: Objects | None) -> None:
        """Show objects, or that there are none."""
        self.now = objects
        if objects is not None:
            self._known[self._root] = objects
        else:
            self._known.pop(self._root, None)
        count = len(objects.settings) if objects is not None else 0
        self._active = min(self._active, max(0, count - 1))
        for item in (self.overview, self._buttons):
            item.setVisible(objects is not None)
        self._note.setVisible(objects is None)
        self.overview.show_objects(objects)
        clear(self._list)
        for number in range(count):
            self._list.addWidget(self._row(number))

    def refresh(self) -> None:
        """Show whether a search goes on, and the objects of the document that is now in front."""
        self._find.setEnabled(not self.search.job)
        if session.document.root != self._root:
            self._root = session.document.root
            self.put(self._known.get(self._root))

    def assign(self) -> None:
        """Give the picked strokes to the marked object."""
        if self.now is not None and self.now.settings:
            self.put(self.now.assigned(self.overview.take_picked(), self._active))

    def _take(self, root: str, objects: Objects) -> None:
        """Take in what a search has found."""
        self._known[root] = objects
        if root == self._root:
            self.put(objects)

    def find_objects(self) -> None:
        """Begin a search in the active layer. Raises BadInput."""
        self.search.start(self._read(), self.count.value())
        self.refresh()

    def _new(self) -> None:
        if self.now is not None:
            self._active = len(self.now.settings)
            self.put(self.now.with_new(self.overview.take_picked()))

    def _forget(self) -> None:
        self.put(None)

    def _picked(self) -> None:
        self.overview.update()

    def _row(self, number: int) -> QtWidgets.QWidget:
        assert self.now is not None
        shown = self.now.settings[number]
        swatch = QtWidgets.QRadioButton()
        swatch.setChecked(number == self._active)
        swatch.setAutoExclusive(False)
        red, green, blue = color_of(number)
        swatch.setIcon(_square(QtGui.QColor(red, green, blue)))
        count = self.now.count(number)
        tip = Message("{count} strokes. Mark it, to assign strokes to it", count=count)
        swatch.setToolTip(tr(tip))
        connect_press(swatch.clicked, partial(self._mark, number))
        name = QtWidgets.QLineEdit(shown.name)
        name.setMaxLength(min(60, LONGEST_NAME))
        name.setToolTip(tr("The name of the object, as prompts call it"))
        things = QtWidgets.QCompleter(things_in(self._read().prompt), name)
        things.setCompletionMode(QtWidgets.QCompleter.CompletionMode.PopupCompletion)
        name.setCompleter(things)
        connect(name.editingFinished, lambda: self._rename(number, name.text()))
        prompt = QtWidgets.QLineEdit(shown.prompt)
        prompt.setMaxLength(LONGEST_PROMPT)
        prompt.setPlaceholderText(tr("What does it do?"))
        connect(prompt.editingFinished, lambda: self._ask(number, prompt.text()))
        icon = "layer-locked" if shown.locked else "layer-unlocked"
        lock_tip = (
            "Locked: it stays where it is" if shown.locked else "Lock: let it stay where it is"
        )
        lock = tool("", partial(self._lock, number, not shown.locked), lock_tip, icon)
        cross = tool("✕", partial(self._dissolve, number), "Dissolve: its strokes stay still")
        whole = row(name, prompt, lock, cross)
        layout = cast(QtWidgets.QHBoxLayout, whole.layout())
        layout.insertWidget(0, swatch)
        layout.setStretch(1, 2)
        layout.setStretch(2, 3)
        return whole

    def _mark(self, number: int) -> None:
        self._active = number
        self.put(self.now)

    def _rename(self, number: int, text: str) -> None:
        if self.now is not None and text.strip() != self.now.settings[number].name:
            self.put(self.now.changed(number, replace(self.now.settings[number], name=text)))

    def _ask(self, number: int, text: str) -> None:
        if self.now is not None:
            settings = replace(self.now.settings[number], prompt=text.strip())
            self.now = self._known[self._root] = self.now.changed(number, settings)

    def _lock(self, number: int, locked: bool) -> None:
        if self.now is not None:
            settings = replace(self.now.settings[number], locked=locked)
            self.put(self.now.changed(number, settings))

    def _dissolve(self, number: int) -> None:
        if self.now is not None:
            self.put(self.now.without(number))


class Overview(QtWidgets.QWidget):
    """The strokes in the colours of their objects. A click picks one, a drag those inside."""

    def __init__(self, on_pick: Callable[[], None]) -> None:
        super().__init__()
        self._objects: Objects | None = None
        self._picked: set[int] = set()
        self._from: Point | None = None
        self._to: Point | None = None
        self._on_pick = on_pick
        self.setFixedHeight(HEIGHT)
        self.setToolTip(tr("Click strokes, or drag around them, then Assign"))
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_objects(self, objects: Objects | None) -> None:
        """Draw the strokes of these objects; nothing for None."""
        self._objects = objects
        self._picked.clear()
        self.update()

    def take_picked(self) -> tuple[int, ...]:
        """Return the picked strokes, and pick none any more."""
        strokes = tuple(sorted(self._picked))
        self._picked.clear()
        return strokes

    def pick(self, strokes: tuple[int, ...]) -> None:
        """Pick strokes; those that are picked already are not picked any more."""
        self._picked.symmetric_difference_update(strokes)
        self._on_pick()

    def paintEvent(self, event: object) -> None:
        run(self._paint)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        run(self._press, event)

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        run(self._move, event)

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        run(self._release)

    def _scale(self) -> tuple[float, float, float]:
        """Return the factor, left and top that take points of the drawing to the widget."""
        assert self._objects is not None
        width, height = self._objects.drawing.canvas
        factor = min(self.width() / width, self.height() / height)
        return factor, (self.width() - width * factor) / 2, (self.height() - height * factor) / 2

    def _in_drawing(self, event: QtGui.QMouseEvent) -> Point:
        """Return where the mouse is, in pixels of the drawing."""
        mouse = event.position() if hasattr(event, "position") else event.localPos()  # Qt 6, Qt 5
        factor, left, top = self._scale()
        return (mouse.x() - left) / factor, (mouse.y() - top) / factor

    def _press(self, event: QtGui.QMouseEvent) -> None:
        if self._objects is not None:
            self._from = self._to = self._in_drawing(event)

    def _move(self, event: QtGui.QMouseEvent) -> None:
        if self._objects is not None and self._from is not None:
            self._to = self._in_drawing(event)
            self.update()

    def _release(self) -> None:
        if self._objects is None or self._from is None or self._to is None:
            return
        start, end = self._from, self._to
        self._from = self._to = None
        reach = REACH / self._scale()[0]
        if max(abs(start[0] - end[0]), abs(start[1] - end[1])) > reach:
            self.pick(self._objects.strokes_in(start, end))
        else:
            stroke = self._objects.stroke_at(end, reach)
            self.pick(() if stroke is None else (stroke,))

    def _paint(self) -> None:
        if self._objects is None:
            return
        factor, left, top = self._scale()
        width, height = self._objects.drawing.canvas
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.fillRect(QtCore.QRectF(left, top, width * factor, height * factor), PAPER)
        painter.translate(left, top)
        painter.scale(factor, factor)
        for stroke, line in enumerate(self._objects.lines):
            picked = stroke in self._picked
            pen = QtGui.QPen(QtGui.QColor(*color_of(self._objects.owners[stroke])))
            pen.setWidthF((4.0 if picked else 2.0) / factor)
            pen.setStyle(Qt.PenStyle.DotLine if picked else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            polygon = QtGui.QPolygonF([QtCore.QPointF(x, y) for x, y in line])
            painter.drawPolyline(polygon)
        if self._from is not None and self._to is not None:
            painter.setPen(QtGui.QPen(QtGui.QColor(60, 60, 60), 1.0 / factor, Qt.PenStyle.DashLine))
            (x0, y0), (x1, y1) = self._from, self._to
            painter.drawRect(QtCore.QRectF(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)))
        painter.end()


def _count() -> NumberBox:
    box = NumberBox(
        0, MOST_OBJECTS, "How many objects there are in the drawing, if you want to say it"
    )
    box.setSpecialValueText(tr("Any number"))
    return box


def _square(color: QtGui.QColor) -> QtGui.QIcon:
    picture = QtGui.QPixmap(14, 14)
    picture.fill(color)
    return QtGui.QIcon(picture)
