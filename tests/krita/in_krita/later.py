# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: which later drawings of a layer are given to a video model."""

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from inside import FOLDER, Steps, a_stick_figure, activate, fill, new_document, paint_layer, until
from krita import Krita, Selection
from sketch_motion.addon.contract.errors import BadInput
from sketch_motion.addon.contract.request import Request
from sketch_motion.addon.krita.capture.capture import capture
from sketch_motion.addon.krita.jobs.submission import later_pictures
from sketch_motion.addon.krita.qt import QtGui

REQUEST = Request(prompt="the man waves", path="raster", frames=24, hold=2)


def main() -> Steps:
    document = new_document()
    layer = paint_layer(document, "man", a_stick_figure)
    yield from activate(document, layer)
    layer.enableAnimation()
    for frame in (1, 6, 7, 10, 14):
        yield from key(document, layer, frame, empty=frame == 10)
    document.setCurrentTime(0)
    document.waitForDone()
    assert kept(document, layer) == [7, 14], kept(document, layer)  # 1 and 6 are not seen
    print("an empty key is left out")
    aside = Selection()
    aside.select(0, 0, 60, 60, 255)
    everything = Selection()
    everything.select(0, 0, 512, 384, 255)
    captured = capture(document, layer, "raster")
    for selection, found in ((aside, []), (everything, [7, 14])):
        document.setSelection(selection)
        later = later_pictures(document, captured, REQUEST, 0, folder())
        assert [at for at, _ in later] == found, later
    print("what isn't selected is left out")
    document.setSelection(None)
    for frame in (4, 5, 8, 9, 12, 16, 17, 18, 20, 22):
        yield from key(document, layer, frame, empty=frame in (5, 9, 17))
    assert kept(document, layer) == [7, 12, 14, 18, 20, 22], kept(document, layer)
    print("empty keys don't count")
    for frame in (2, 5, 9, 17):
        yield from key(document, layer, frame)
    try:
        kept(document, layer)
    except BadInput as error:
        print(error.message)
    else:
        raise AssertionError("ten drawings were taken")
    assert not list(folder().glob(".later-*"))
    yield from other_layers()
    return 0


def other_layers() -> Steps:
    """Layers whose later drawings can't be read say so, where there are any."""
    deep = new_document(depth="U16")
    layer = paint_layer(deep, "deep", a_stick_figure)
    yield from activate(deep, layer)
    layer.enableAnimation()
    assert kept(deep, layer) == []
    yield from key(deep, layer, 6)
    refused(deep, layer, "16 bits")
    document = new_document()
    group = document.createGroupLayer("group")
    document.rootNode().addChildNode(group, None)
    inner = paint_layer(document, "man", a_stick_figure)
    inner.remove()
    group.addChildNode(inner, None)
    yield from activate(document, inner)
    inner.enableAnimation()
    assert kept(document, group) == []
    yield from key(document, inner, 6)
    refused(document, group, "a group")


def refused(document: Any, layer: Any, what: str) -> None:
    document.setCurrentTime(0)
    document.waitForDone()
    try:
        kept(document, layer)
    except BadInput as error:
        assert "8-bit sRGB" in error.message, error.message
        print(f"{what}: refused")
    else:
        raise AssertionError(f"later drawings of {what} were left out in silence")


def folder() -> Path:
    target = FOLDER / "later"
    target.mkdir(exist_ok=True)
    return target


def key(document: Any, layer: Any, frame: int, *, empty: bool = False) -> Steps:
    """Draw on a new key."""
    document.setCurrentTime(frame)
    document.waitForDone()
    Krita.instance().action("add_blank_frame").trigger()
    yield from until(lambda: layer.hasKeyframeAtTime(frame), 20, f"no key {frame}")
    if not empty:
        fill(document, layer, a_stick_figure)


def kept(document: Any, layer: Any) -> list[int]:
    captured = capture(document, layer, "raster")
    later = later_pictures(document, captured, REQUEST, 0, folder())
    assert all(QtGui.QImage.fromData(data).width() == 512 for _, data in later)
    return [at for at, _ in later]
