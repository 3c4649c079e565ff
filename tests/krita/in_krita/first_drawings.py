# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: twenty first drawings, drawn by mouse, animated with the defaults, seed 0.

The frames go into a folder for each drawing, for a sheet to look at; what the layer held, too.
"""

import os
import shutil
import sys
import time
import traceback

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from first_strokes import DRAWINGS, SIZE, FirstDrawing
from inside import (
    FOLDER,
    Steps,
    activate,
    docker,
    ink,
    layers,
    look_of,
    new_document,
    paint_layer,
    shot,
    until,
    until_settled,
)
from mouse import Sheet, ready_to_draw
from sketch_motion.addon.contract.job import JobFolder
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import QtGui

BRUSH = 5.0  # pixels
NAMES = os.environ.get("SKETCH_MOTION_TEST_CASES", "").split(",")


def main() -> Steps:
    docker().setVisible(True)
    yield 300
    chosen = [one for one in DRAWINGS if one.name in NAMES] or DRAWINGS
    failed: list[str] = []
    for drawing in chosen:
        try:
            yield from animated(drawing)
        except Exception:
            traceback.print_exc()
            failed.append(drawing.name)
            shot(f"failed_{drawing.name}")
    print("failed:", failed)
    return len(failed)


def animated(drawing: FirstDrawing) -> Steps:
    """Draw it on a layer of a new document, say the sentence, press Animate."""
    document = new_document(*SIZE)
    paint_layer(document, "Background", lambda painter: painter.fillRect(0, 0, *SIZE, WHITE))
    layer = paint_layer(document, "Paint Layer 1", lambda painter: None)
    yield from activate(document, layer)
    yield from ready_to_draw(BRUSH)
    sheet = Sheet()
    yield from sheet.find(document, layer)
    yield from sheet.draw(drawing.strokes())
    document.waitForDone()
    folder = FOLDER / "first" / drawing.name.replace(" ", "_")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = docker()
    begun = time.monotonic()
    found.motion.prompt.setText(drawing.prompt)
    found.press.click()
    yield from until(lambda: bool(session.jobs()), 60, "nothing was begun")
    yield from until_settled(240)
    assert session.notice is None, session.notice
    yield from until(lambda: bool(session.takes()), 30, "no take")
    take = session.takes()[0]
    result = layers(document)[drawing.prompt]
    assert ink(look_of(result, document, 0)) > 0.3, drawing.name
    for path in JobFolder(take.folder).frames_path.glob("*.png"):
        shutil.copy(path, folder)
    size = (document.width(), document.height())
    pixels = layer.pixelData(0, 0, *size)
    drawn = QtGui.QImage(pixels, *size, 4 * size[0], QtGui.QImage.Format.Format_ARGB32)
    drawn.save(str(folder / "drawn.png"))
    took = time.monotonic() - begun
    print(f"{drawing.name}: {take.request.path}, {take.request.frames} frames, {took:.0f} s")
    document.setModified(False)
    document.close()
    yield 300


WHITE = QtGui.QColor("white")
