# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: paint is warped in its own colours, paper stays, an empty layer says so."""

import os
import sys

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from inside import (
    ARGB32,
    Steps,
    a_stick_figure,
    activate,
    ask,
    blocked,
    bytes_of,
    docker,
    key_times,
    layers,
    look_of,
    new_document,
    paint_layer,
    press_until,
    shot,
    until,
    until_settled,
)
from sketch_motion.addon.krita.capture.document import id_of
from sketch_motion.addon.krita.capture.empty import EmptyLayer
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import QtCore, QtGui, QtWidgets

LIMIT_S = 600.0  # of a job on a busy machine
CASES = os.environ.get("SKETCH_MOTION_TEST_CASES", "").split()
SPACES = (("RGBA", "U16"), ("RGBA", "U8"), ("RGBA", "F16"), ("RGBA", "F32"), ("CMYKA", "U8"),
          ("GRAYA", "U16"))  # fmt: skip


def main() -> Steps:
    docker().setVisible(True)
    docker().raise_()
    yield 500
    for case in (paint_in_all_colors, an_empty_layer, on_paper):
        if not CASES or case.__name__ in CASES:
            yield from case()
    print("longest hold of the main thread, ms:", blocked()[:6])
    return 0


def a_soft_ball(painter: QtGui.QPainter) -> None:
    """A shaded ball with a soft edge and two eyes."""
    shade = QtGui.QRadialGradient(230, 150, 110)
    for place, color in ((0.0, "#ffd070"), (0.8, "#d06020"), (1.0, "#00d06020")):
        shade.setColorAt(place, QtGui.QColor(color))
    painter.setPen(QtCore.Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawEllipse(QtCore.QPointF(240, 170), 90, 90)
    for x in (215, 265):
        painter.setBrush(QtGui.QColor("white"))
        painter.drawEllipse(QtCore.QPointF(x, 150), 16, 20)
        painter.setBrush(QtGui.QColor("black"))
        painter.drawEllipse(QtCore.QPointF(x, 154), 7, 9)


def paint_in_all_colors() -> Steps:
    """Every depth and model of colours that paint may have."""
    for model, depth in SPACES:
        yield from paint_in(model, depth)


def paint_in(model: str, depth: str) -> Steps:
    """Frame 0 is the painted layer, byte for byte; undo takes the result away, redo brings it."""
    document = new_document(model=model, depth=depth)
    ball = paint_layer(document, "ball", a_soft_ball)
    yield from activate(document, ball)
    size = (0, 0, document.width(), document.height())
    drawn = bytes(ball.pixelData(*size).data())
    ask("the ball bounces", path="vector", frames=4, hold=1, quality="draft", start=-1)
    docker().press.click()
    yield from until_settled(LIMIT_S)
    assert session.notice is None, session.notice
    result = layers(document)["the ball bounces"]
    assert key_times(result) == list(range(4)), (model, depth, key_times(result))
    assert (result.colorModel(), result.colorDepth()) == (model, depth), result.colorDepth()
    first = bytes(result.pixelDataAtTime(*size, 0).data())
    middle = bytes(result.pixelDataAtTime(*size, 2).data())
    same = sum(a == b for a, b in zip(first, drawn, strict=True)) / len(drawn)
    assert first == drawn and middle != first, (model, depth, same)
    yield from until(lambda: bool(session.takes()), 60, "no take")
    request = session.takes()[0].request
    assert request.path == "warp", request
    shot(f"paint_{model}_{depth}")
    yield from press_until(
        "edit_undo", lambda: "the ball bounces" not in layers(document), "no undo"
    )
    yield from until(ball.visible, 60, "the layer stays hidden")
    yield from activate(document, ball)
    docker().live.touch()  # the layer is read, as after each change of the sentence
    yield 1500
    yield from press_until("edit_redo", lambda: "the ball bounces" in layers(document), "no redo")
    yield from until(lambda: not ball.visible(), 60, "the layer is shown under its result")
    again = layers(document)["the ball bounces"]
    assert key_times(again) == list(range(4)), key_times(again)
    assert bytes(again.pixelDataAtTime(*size, 0).data()) == drawn
    print(f"paint {model} {depth}: frame 0 is the layer, undone and redone")


def white(painter: QtGui.QPainter) -> None:
    painter.fillRect(0, 0, 512, 384, QtGui.QColor("white"))


def an_empty_layer() -> Steps:
    """The white Background is active, the drawing is on another layer, and one press uses it."""
    document = new_document()
    background = paint_layer(document, "Background", white)
    figure = paint_layer(document, "Paint Layer 1", a_stick_figure)
    yield from activate(document, background)
    ask("the man waves", path="vector", frames=8, hold=1, quality="draft", start=-1)
    docker().press.click()
    yield 300
    notice = session.notice
    assert isinstance(notice, EmptyLayer) and "Paint Layer 1" in notice.message, notice
    assert notice.instead == id_of(figure)
    shot("empty_layer")
    found = docker().notice.findChildren(QtWidgets.QPushButton)
    next(one for one in found if one.text() == "Use It").click()
    yield from until(lambda: bool(session.jobs()), 20, "nothing was begun")
    yield from until_settled(LIMIT_S)
    assert not figure.visible() and background.visible()
    yield from until(lambda: bool(session.takes()), 60, "no take")
    assert session.takes()[0].request.path == "vector"


def on_paper() -> Steps:
    """A drawing on white paper, and a light one on dark paper: the paper stays."""
    for name, paper, ink in (("white", "white", "#202030"), ("dark", "#101830", "#f0f0ff")):
        document = new_document()

        def paint(painter: QtGui.QPainter, paper: str = paper, ink: str = ink) -> None:
            painter.fillRect(0, 0, 512, 384, QtGui.QColor(paper))
            painter.setPen(QtGui.QPen(QtGui.QColor(ink), 5.0))
            painter.drawEllipse(QtCore.QPointF(250, 110), 35, 35)
            for x0, y0, x1, y1 in ((250, 145, 250, 250), (250, 170, 190, 215),
                                   (250, 170, 310, 215), (250, 250, 205, 330),
                                   (250, 250, 295, 330)):  # fmt: skip
                painter.drawLine(x0, y0, x1, y1)

        sheet = paint_layer(document, "Background", paint)
        yield from activate(document, sheet)
        ask("the man waves", path="vector", frames=8, hold=1, quality="draft", start=-1)
        docker().press.click()
        yield from until_settled(LIMIT_S)
        assert session.notice is None, session.notice
        result = layers(document)["the man waves"]
        for frame in (0, 4):
            picture = look_of(result, document, frame).convertToFormat(ARGB32)
            assert min(bytes_of(picture)[3::4]) == 255, (name, frame)
            assert picture.pixelColor(20, 20) == QtGui.QColor(paper)
        shot(f"paper_{name}")
        print(f"paper {name} stays")
