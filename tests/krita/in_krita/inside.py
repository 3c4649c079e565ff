# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""For the scripts that run inside Krita: documents, drawings, waiting. Knows the installed plugin.

Waiting is a generator: Krita does nothing in a nested event loop, so a script hands control back.
"""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from krita import Krita
from sketch_motion.addon.client.jobs import states
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import QtCore, QtGui, QtWidgets
from sketch_motion.addon.krita.ui import guard
from sketch_motion.addon.krita.ui.docker import DOCKER_ID

Steps = Generator[float, None, Any]
FOLDER = Path(os.environ["SKETCH_MOTION_TEST_FOLDER"])
PATIENCE = 5.0
ARGB32 = QtGui.QImage.Format.Format_ARGB32
FISH = (
    '<path d="M120 190 C 160 120 280 120 330 190 C 280 260 160 260 120 190 Z" fill="none" '
    'stroke="#223344" stroke-width="6"/>'
    '<path d="M330 190 L 390 140 L 380 190 L 390 245 Z" fill="#cc5522" stroke="#223344" '
    'stroke-width="6"/><circle cx="165" cy="178" r="8" fill="#112233"/>'
)


def new_document(
    width: int = 512,
    height: int = 384,
    *,
    model: str = "RGBA",
    depth: str = "U8",
    ppi: float = 96.0,
    view: bool = True,
) -> Any:
    found = Krita.instance().createDocument(width, height, "test", model, depth, "", ppi)
    if view:
        Krita.instance().activeWindow().addView(found)
    found.setBatchmode(True)
    return found


def vector_layer(document: Any, name: str, shapes: str = FISH) -> Any:
    """A vector layer with shapes given in document pixels. Shown by Krita a moment later."""
    layer = document.createVectorLayer(name)
    document.rootNode().addChildNode(layer, None)
    width, height = document.width(), document.height()
    layer.addShapesFromSvg(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}px" height="{height}px" '
        f'viewBox="0 0 {width} {height}">{shapes}</svg>'
    )
    return layer


def paint_layer(document: Any, name: str, paint: Callable[[QtGui.QPainter], None]) -> Any:
    """A paint layer of the document's own colours, painted by Qt."""
    layer = document.createNode(name, "paintlayer")
    document.rootNode().addChildNode(layer, None)
    fill(document, layer, paint)
    return layer


def fill(document: Any, layer: Any, paint: Callable[[QtGui.QPainter], None]) -> None:
    width, height = document.width(), document.height()
    image = QtGui.QImage(width, height, ARGB32)
    image.fill(QtCore.Qt.GlobalColor.transparent)
    painter = QtGui.QPainter(image)
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    layer.setColorSpace("RGBA", "U8", "sRGB-elle-V2-srgbtrc.icc")
    layer.setPixelData(QtCore.QByteArray(bytes_of(image)), 0, 0, width, height)
    if (document.colorModel(), document.colorDepth()) != ("RGBA", "U8"):
        layer.setColorSpace(document.colorModel(), document.colorDepth(), document.colorProfile())
    document.refreshProjection()
    document.waitForDone()


def a_stick_figure(painter: QtGui.QPainter) -> None:
    """A few dark lines on nothing."""
    pen = QtGui.QPen(QtGui.QColor(20, 30, 60), 5.0)
    pen.setCapStyle(QtCore.Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawEllipse(QtCore.QPointF(250, 110), 35, 35)
    for x0, y0, x1, y1 in (
        (250, 145, 250, 250), (250, 170, 190, 215), (250, 170, 310, 215),
        (250, 250, 205, 330), (250, 250, 295, 330),
    ):  # fmt: skip
        painter.drawLine(QtCore.QPointF(x0, y0), QtCore.QPointF(x1, y1))


def bytes_of(image: QtGui.QImage) -> bytes:
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return bytes(bits.asstring())


def activate(document: Any, layer: Any) -> Steps:
    """Makes a layer the active one, as a click in the layer list does."""
    document.refreshProjection()
    document.waitForDone()
    yield 400
    for _ in range(5):  # Krita may still be making another layer the active one
        document.setActiveNode(layer)
        yield 400
        if document.activeNode().uniqueId() == layer.uniqueId():
            return
    raise AssertionError(document.activeNode().name())


def docker() -> Any:
    return next(d for d in Krita.instance().dockers() if d.objectName() == DOCKER_ID)


def content() -> Any:
    """What scrolls below the prompt and Animate."""
    return docker().widget().findChild(QtWidgets.QScrollArea).widget()


def unfold(*names: str) -> None:
    """Opens these sections of the docker, and folds all others."""
    for item in docker().findChildren(QtWidgets.QWidget):
        if type(item).__name__ == "FoldingSection":
            item._show(item._name in names)


def ask(prompt: str, **settings: object) -> Any:
    """Fills the docker in as a user does; returns it."""
    found = docker()
    motion = found.motion
    motion.prompt.setText(prompt)
    for name, value in settings.items():
        box = getattr(motion, name)
        if name in ("path", "hold", "quality"):
            box.setCurrentIndex(box.findData(value))
        elif name == "loop":
            box.setChecked(value)
        else:
            box.setValue(value)
    return found


def until(condition: Callable[[], bool], limit_s: float, what: str) -> Steps:
    """Wait until something is so; a busy machine gets PATIENCE times the seconds of a free one."""
    deadline = time.monotonic() + PATIENCE * limit_s
    while not condition():
        assert time.monotonic() < deadline, f"{what}: {dict(session.jobs())} {session.notice}"
        yield 50


def until_settled(limit_s: float = 150.0) -> Steps:
    """Until every job is on its timeline or has ended badly."""
    bad = (states.JobFailed, states.Interrupted, states.JobCancelled)
    yield from until(
        lambda: all(isinstance(state, bad) for state in session.jobs().values()),
        limit_s,
        "a job doesn't end",
    )
    yield 700  # for the look at layers that comes after


def press_until(action: str, done: Callable[[], bool], what: str) -> Steps:
    """Undo or redo. Krita drops such a press without a word while its image is being worked on."""
    for _ in range(4):
        Krita.instance().activeDocument().waitForDone()
        Krita.instance().action(action).trigger()
        pressed = time.monotonic()
        while not done() and time.monotonic() < pressed + 20.0:
            yield 50
        if done():
            return
    assert done(), f"{what}: {dict(session.jobs())} {session.notice}"


def layers(document: Any) -> dict[str, Any]:
    return {node.name(): node for node in document.rootNode().childNodes()}


def key_times(node: Any, last: int = 200) -> list[int]:
    return [time for time in range(last) if node.hasKeyframeAtTime(time)]


def look_of(node: Any, document: Any, when: int) -> QtGui.QImage:
    """The picture of a node in a frame that has a key."""
    width, height = document.width(), document.height()
    data = node.pixelDataAtTime(0, 0, width, height, when)
    return QtGui.QImage(data, width, height, 4 * width, ARGB32).copy()


def ink(image: QtGui.QImage) -> float:
    """How much is drawn: the mean of alpha, 0..255."""
    alpha = bytes_of(image)[3::4]
    return sum(alpha) / max(1, len(alpha))


def shot(name: str) -> None:
    """A picture of Krita's window, into the test's folder."""
    Krita.instance().activeWindow().qwindow().grab().save(str(FOLDER / f"{name}.png"))


def blocked() -> list[tuple[str, float, float]]:
    """What held the main thread longest: name, ms by the clock, ms of work."""
    found = ((n, round(1e3 * c, 1), round(1e3 * w, 1)) for n, (c, w) in guard.slowest.items())
    return sorted(found, key=lambda item: -item[2])


class Kra:
    """A saved document as what it is: a zip. Independent of what Krita says of it."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.members = set(archive.namelist())
            self.main = _parsed(archive.read("maindoc.xml"))
            self.files = {
                name: archive.read(name) for name in self.members if name.endswith(".xml")
            }

    def layer(self, name: str) -> ElementTree.Element:
        found = [e for e in self.main.iter("layer") if e.get("name") == name]
        assert len(found) == 1, [e.get("name") for e in self.main.iter("layer")]
        return found[0]

    def key_times(self, name: str) -> list[int]:
        """The key times of a layer; each key's picture must be in the file."""
        keys = self.layer(name).get("keyframes", "")
        path = next(member for member in self.members if member.endswith(f"/layers/{keys}"))
        found = list(_parsed(self.files[path]).iter("keyframe"))
        for key in found:
            assert f"{Path(path).parent.as_posix()}/{key.get('frame')}" in self.members
        return sorted(int(key.get("time", "-1")) for key in found)

    def number(self, tag: str, *names: str) -> Sequence[int]:
        element = next(self.main.iter(tag))
        return [int(element.get(name, "-1")) for name in names]


def _parsed(data: bytes) -> ElementTree.Element:
    root = ElementTree.fromstring(data)
    for element in root.iter():  # without its namespace
        element.tag = element.tag.rpartition("}")[2]
    return root
