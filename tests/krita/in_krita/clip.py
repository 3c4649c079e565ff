# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: a drawing goes to a video model, and follows the clip that comes back."""

import os
import sys

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from inside import (
    FISH,
    FOLDER,
    Steps,
    activate,
    ask,
    docker,
    ink,
    key_times,
    layers,
    look_of,
    new_document,
    shot,
    until,
    until_settled,
    vector_layer,
)
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import QtCore, QtGui
from sketch_motion.addon.krita.ui import video_clips
from sketch_motion.addon.krita.ui.exports import exports

PROMPT = "the fish swims"
FRAMES, WAY = 8, 70  # pixels of the picture


def main() -> Steps:
    found = docker()
    found.setVisible(True)
    found.raise_()
    yield 500
    document = new_document()
    fish = vector_layer(document, "fish", FISH)
    yield from activate(document, fish)
    ask(PROMPT, path="vector", frames=FRAMES, hold=1, quality="standard", start=-1)
    picture = yield from for_a_video_model()
    clip = moving(picture)
    video_clips.import_motion(docker()._asked(1), clip / "frame0.png")
    yield from until_settled()
    assert session.notice is None, session.notice
    result = layers(document)[PROMPT]
    assert key_times(result) == list(range(FRAMES)), key_times(result)
    first, last = (middle_of(look_of(result, document, at)) for at in (0, FRAMES - 1))
    assert last - first > 20, (first, last)
    shot("clip_followed")
    return 0


def for_a_video_model() -> Steps:
    """The picture and the sentence are in the folder that was asked for."""
    folder = FOLDER / "for a video model"
    video_clips.export_drawing(docker()._asked(1), folder, "ltx")
    yield from until(lambda: (folder / "prompt.txt").exists(), 120, "no picture")
    yield from until(lambda: exports.look() or not exports._running, 20, "the export goes on")
    picture = QtGui.QImage(str(folder / "first.png"))
    assert (picture.width(), picture.height()) == (768, 512)
    assert (folder / "prompt.txt").read_text(encoding="utf-8").strip() == PROMPT
    return picture


def moving(picture: QtGui.QImage) -> object:
    """A clip as a model may send it: other size, the drawing goes to the right."""
    folder = FOLDER / "clip"
    folder.mkdir(exist_ok=True)
    for number in range(FRAMES):
        frame = QtGui.QImage(picture.size(), QtGui.QImage.Format.Format_RGB32)
        frame.fill(QtCore.Qt.GlobalColor.white)
        painter = QtGui.QPainter(frame)
        painter.drawImage(round(WAY * number / (FRAMES - 1)), 0, picture)
        painter.end()
        assert frame.scaledToWidth(480).save(str(folder / f"frame{number}.png"))
    return folder


def middle_of(image: QtGui.QImage) -> float:
    """Where ink is on the whole, from left to right, pixels."""
    assert ink(image) > 0.5
    inked = [
        x
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if image.pixelColor(x, y).alpha() > 128
    ]
    return sum(inked) / len(inked)
