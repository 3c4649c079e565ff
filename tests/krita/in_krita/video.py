# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: a drawing by mouse goes to a video model; the clip that comes back moves it.

All is done by mouse and keys. The clip is smaller, at another frame rate and drawn anew in each
frame, by the puppets' renderer. A picture of each step is kept, to be looked at.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from by_hand import WHITE, asked, drawn
from first_strokes import DRAWINGS
from hands import button, choose, click, in_dialog, screen
from inside import FOLDER, Steps, docker, ink, key_times, layers, look_of, until, until_settled
from krita import Krita
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import Qt, QtGui
from sketch_motion.addon.krita.ui.exports import exports

PROMPT = "the man waves"
EXPORT, IMPORT = "Export Drawing for a Video Model", "Import Motion..."
ROOT = os.environ["SKETCH_MOTION_TEST_ROOT"]
FRAMES = 24
OFF = 5.0  # percent of the drawing, that a traced stroke may miss the clip's motion


def main() -> Steps:
    window = Krita.instance().activeWindow().qwindow()
    window.setGeometry(0, 0, 1600, 1000)
    found = docker()
    found.setVisible(True)
    found.raise_()
    yield 800
    window.activateWindow()
    window.resizeDocks([found], [300], Qt.Orientation.Horizontal)
    yield 500
    drawing = next(one for one in DRAWINGS if one.name == "stick man")
    document, layer, _ = yield from drawn(drawing.strokes())
    yield from asked(PROMPT)
    screen("video_1_drawn")
    yield from exported()
    yield from clip_comes_back(document, layer)
    yield from imported(document)
    return 0


def exported() -> Steps:
    """The picture and the sentence are in the folder that was asked for."""
    folder = FOLDER / "for a video model"
    yield from click(button("▾"))
    screen("video_2_menu")
    yield from choose(EXPORT)
    yield 400
    screen("video_3_sizes")
    yield from choose("Wan, 832 x 480")
    yield 600
    screen("video_4_export_to")
    yield from in_dialog(folder)
    yield from until((folder / "prompt.txt").is_file, 120, "no picture")
    yield from until(
        lambda: docker().takes.isVisible() and str(exports.message).startswith("Written"),
        60,
        "nothing is said of it",
    )
    screen("video_5_exported")
    picture = QtGui.QImage(str(folder / "first.png"))
    assert {picture.width(), picture.height()} == {832, 480}, picture.size()
    assert (folder / "prompt.txt").read_text(encoding="utf-8").strip() == PROMPT


def clip_comes_back(document: Any, layer: Any) -> Steps:
    """Let the puppets' renderer draw what a video model would send."""
    size = document.width(), document.height()
    drawing = FOLDER / "drawing.png"
    paper = QtGui.QImage(*size, QtGui.QImage.Format.Format_RGB32)
    paper.fill(WHITE)
    painter = QtGui.QPainter(paper)
    painter.drawImage(0, 0, look_now(layer, size))
    painter.end()
    assert paper.save(str(drawing))
    made = ["make", str(drawing), str(FOLDER / "clip.gif"), "--prompt", PROMPT]
    yield from engine_does([*made, "--truth", str(FOLDER / "truth")])
    assert (FOLDER / "clip.gif").is_file()


def look_now(layer: Any, size: tuple[int, int]) -> QtGui.QImage:
    width, height = size
    data = layer.pixelData(0, 0, width, height)
    return QtGui.QImage(data, width, height, 4 * width, QtGui.QImage.Format.Format_ARGB32).copy()


def engine_does(words: Sequence[str], limit_s: float = 240.0) -> Steps:
    """Run tests.model_clip in the engine while Krita goes on; return what it prints."""
    told = FOLDER / "told.txt"
    command = [os.environ["SKETCH_MOTION_PYTHON"], "-m", "tests.model_clip", *words]
    with told.open("wb") as file:
        running = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT)
    yield from until(lambda: running.poll() is not None, limit_s, "the engine doesn't end")
    text = told.read_text(encoding="utf-8")
    assert running.returncode == 0, text
    return text


def imported(document: Any) -> Steps:
    """The strokes do what the clip shows, on a layer with a key for each frame."""
    yield from click(button("▾"))
    yield from choose(IMPORT)
    yield 600
    screen("video_6_import_from")
    yield from in_dialog(FOLDER / "clip.gif")
    yield from until(lambda: bool(session.jobs()), 60, "nothing was begun")
    yield 1500
    screen("video_7_following")
    yield from until_settled(300)
    assert session.notice is None, session.notice
    result = layers(document)[PROMPT]
    assert len(key_times(result)) == FRAMES, key_times(result)
    for frame in (0, 7, 13, 23):
        document.setCurrentTime(frame)
        yield 900
        screen(f"video_8_frame_{frame:02d}")
    rest, waved = (look_of(result, document, frame) for frame in (0, 13))
    assert 0.7 < ink(waved) / ink(rest) < 1.4  # no line is lost or comes apart
    job = next(take.job for take in session.takes() if take.status == "done")
    folder = session.ready_client().folder(job)
    sheet = ["--sheet", str(FOLDER / "video_clip_and_drawing.png")]
    told = yield from engine_does(
        ["compare", str(folder), "--truth", str(FOLDER / "truth"), *sheet]
    )
    mean, worst = map(float, told.split()[-2:])
    print(f"strokes miss the clip's motion by {mean} % of the drawing, the worst by {worst} %")
    assert worst < OFF, worst
