# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing in the docker: it moves as the sentence says, and shows its bones to be corrected."""

from __future__ import annotations

import time
from dataclasses import dataclass

from ...client.jobs.found_bones import words_of
from ...contract.drawing import CUBIC, Drawing
from ..jobs.live_drawing import LiveDrawing
from ..jobs.placed_joints import Place
from ..qt import Qt, QtCore, QtGui, QtWidgets
from ..translation import tr
from .guard import connect, run
from .preview import HEIGHT, PAPER

FRAMES_A_SECOND = 24
PLAYS, SHORTEST_S = 3, 6.0  # how long a motion is shown after the last change
REACH = 9.0  # a press this many screen pixels from a joint still grips it
JOINTS = ("#3c9a5f", "#d99a20", "#cc4b37")  # sure, likely, a guess
BONE = "#4a7fc1"
PLACED = "#7a4ac1"  # a joint that was placed by hand


@dataclass
class _Grip:
    """A joint that is being dragged, and where it is by now."""

    number: int
    place: Place


class DrawingStage(QtWidgets.QWidget):
    """Shows what `live` knows of the drawing in front."""

    def __init__(self, live: LiveDrawing) -> None:
        super().__init__()
        self._live = live
        self._drawing: Drawing | None = None
        self._paths: dict[int, list[QtGui.QPainterPath]] = {}  # by frame; -1: at rest
        self._motion: object = None
        self._began = 0.0
        self._grip: _Grip | None = None
        self._timer = QtCore.QTimer(self)
        self._timer.setInterval(1000 // FRAMES_A_SECOND)
        connect(self._timer.timeout, self._advance)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        live.listeners.append(self.refresh)

    def refresh(self) -> None:
        """Show the newest motion from its first frame, or the drawing at rest."""
        strokes, shown = self._live.strokes, self._live.shown
        drawing = strokes.drawing if strokes is not None else None
        if drawing is not self._drawing or shown is not self._motion:
            self._drawing, self._motion, self._paths = drawing, shown, {}
            self._began = time.monotonic()
        self.setVisible(drawing is not None)
        if shown is not None:
            self._timer.start()
        self.update()

    def frame(self) -> int:
        """Return the frame that is shown; -1 for the drawing at rest."""
        shown = self._live.shown
        if shown is None or self._live.wants_bones:
            return -1
        numerator, denominator = shown.request.fps
        passed = time.monotonic() - self._began
        count = shown.motion.frame_count
        length = max(SHORTEST_S, PLAYS * count * denominator / numerator)
        if passed > length:
            self._timer.stop()
            return 0
        held = shown.request.hold
        return int(passed * numerator / denominator) % count // held * held

    def paintEvent(self, event: object) -> None:
        run(self._paint)

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        run(self._press, event)

    def mouseMoveEvent(self, event: QtGui.QMouseEvent) -> None:
        run(self._move, event)

    def mouseReleaseEvent(self, event: QtGui.QMouseEvent) -> None:
        run(self._release)

    def _advance(self) -> None:
        if self.isVisible():
            self.update()

    # --- the mouse ---

    def _press(self, event: QtGui.QMouseEvent) -> None:
        if not self._live.wants_bones:
            self._began = time.monotonic()  # a click plays it once more
            self.refresh()
            return
        number = self._joint_at(self._in_drawing(event))
        if number is not None:
            self._grip = _Grip(number, self._live.joint_place(number))

    def _move(self, event: QtGui.QMouseEvent) -> None:
        if self._drawing is None or not self._live.wants_bones:
            return
        place = self._in_drawing(event)
        if self._grip is not None:
            self._grip.place = place
            self.update()
            return
        number, bones = self._joint_at(place), self._live.bones
        name = words_of(bones.joints()[number].name) if bones and number is not None else ""
        self.setToolTip(name or tr("Drag a joint to its place"))
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(hand if number is not None else arrow)

    def _release(self) -> None:
        grip, self._grip = self._grip, None
        if grip is not None:
            self._live.place_joint(grip.number, grip.place)
            self.update()

    def _joint_at(self, place: Place) -> int | None:
        bones = self._live.bones
        if bones is None or self._drawing is None:
            return None
        reach = REACH / self._scale()[0]
        found = []
        for joint in bones.joints():
            x, y = self._live.joint_place(joint.index)
            away = ((x - place[0]) ** 2 + (y - place[1]) ** 2) ** 0.5
            if away <= reach:
                found.append((away, joint.index))
        return min(found)[1] if found else None

    # --- the picture ---

    def _scale(self) -> tuple[float, float, float]:
        """Return the factor, left and top that take points of the drawing to the widget."""
        assert self._drawing is not None
        width, height = self._drawing.canvas
        factor = min(self.width() / width, self.height() / height)
        return factor, (self.width() - width * factor) / 2, (self.height() - height * factor) / 2

    def _in_drawing(self, event: QtGui.QMouseEvent) -> Place:
        mouse = event.position() if hasattr(event, "position") else event.localPos()  # Qt 6, Qt 5
        if self._drawing is None:
            return 0.0, 0.0
        factor, left, top = self._scale()
        return (mouse.x() - left) / factor, (mouse.y() - top) / factor

    def _paint(self) -> None:
        if self._drawing is None:
            return
        factor, left, top = self._scale()
        width, height = self._drawing.canvas
        painter = QtGui.QPainter(self)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        paper = QtCore.QRectF(left, top, width * factor, height * factor)
        painter.fillRect(paper, PAPER)
        painter.setClipRect(paper)
        painter.translate(left, top)
        painter.scale(factor, factor)
        self._paint_strokes(painter, self.frame(), 1.0 / factor)
        if self._live.wants_bones and self._live.bones is not None:
            self._paint_bones(painter, factor)
        painter.end()

    def _paint_strokes(self, painter: QtGui.QPainter, frame: int, pixel: float) -> None:
        drawing = self._drawing
        assert drawing is not None
        if frame not in self._paths:
            shown = self._live.shown
            data, first = drawing.positions.data, 0
            if frame >= 0 and shown is not None:
                data, first = shown.motion.positions.data, 2 * drawing.point_count * frame
            self._paths[frame] = _paths(drawing, data, first)
        offsets, round_cap = drawing.stroke_offsets.data, Qt.PenCapStyle.RoundCap
        for stroke, path in enumerate(self._paths[frame]):
            if offsets[stroke] == offsets[stroke + 1]:
                continue
            fill, ink = _color(drawing.fills.data, stroke), _color(drawing.colors.data, stroke)
            if fill.alpha():
                painter.fillPath(path, fill)
            wide = float(drawing.widths.data[offsets[stroke]])
            if wide > 0.0 and ink.alpha():
                pen = QtGui.QPen(ink, max(wide, pixel))
                pen.setCapStyle(round_cap)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.strokePath(path, pen)

    def _paint_bones(self, painter: QtGui.QPainter, factor: float) -> None:
        bones, grip = self._live.bones, self._grip
        assert bones is not None
        places = {joint.index: self._live.joint_place(joint.index) for joint in bones.joints()}
        if grip is not None:
            places[grip.number] = grip.place
        painter.setPen(QtGui.QPen(QtGui.QColor(BONE), 2.0 / factor))
        for child, parent in bones.bones():
            painter.drawLine(QtCore.QPointF(*places[child]), QtCore.QPointF(*places[parent]))
        radius = 4.0 / factor
        painter.setPen(QtGui.QPen(QtGui.QColor(255, 255, 255), 1.0 / factor))
        for joint in bones.joints():
            by_hand = places[joint.index] != joint.place or joint.confidence >= 1.0
            painter.setBrush(QtGui.QColor(PLACED if by_hand else JOINTS[joint.doubt]))
            painter.drawEllipse(QtCore.QPointF(*places[joint.index]), radius, radius)


def _paths(drawing: Drawing, data: memoryview, first: int) -> list[QtGui.QPainterPath]:
    """Return the path of each stroke; `first` is the place of the first point's x in `data`."""
    offsets = drawing.stroke_offsets.data
    paths = []
    for stroke in range(drawing.stroke_count):
        begin, end = first + 2 * offsets[stroke], first + 2 * offsets[stroke + 1]
        points = [QtCore.QPointF(data[k], data[k + 1]) for k in range(begin, end, 2)]
        is_cyclic = bool(drawing.cyclic.data[stroke])
        if is_cyclic and points:
            points.append(points[0])
        path = QtGui.QPainterPath(points[0]) if points else QtGui.QPainterPath()
        if drawing.curve_types.data[stroke] == CUBIC and len(points) > 3:
            for k in range(1, len(points) - 2, 3):
                path.cubicTo(*points[k : k + 3])
        else:
            for point in points[1:]:
                path.lineTo(point)
        if is_cyclic:
            path.closeSubpath()
        paths.append(path)
    return paths


def _color(data: memoryview, stroke: int) -> QtGui.QColor:
    red, green, blue, alpha = (
        min(1.0, max(0.0, float(value))) for value in data[4 * stroke : 4 * stroke + 4]
    )
    return QtGui.QColor.fromRgbF(red, green, blue, alpha)
