# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: how long an import of 24 frames takes, and for how long Krita doesn't answer.

A timer ticks all the while. The longest time between two ticks is the longest in which Krita
neither paints nor reads a key.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from inside import FOLDER, Steps, activate, key_times, layers, new_document, vector_layer
from sketch_motion.addon.krita.qt import Qt, QtCore, QtGui
from sketch_motion.addon.krita.write.frame_plan import plan_frames
from sketch_motion.addon.krita.write.timeline import put_on_timeline

SIZES = ((640, 480), (1280, 720), (1920, 1080))
FRAMES, TIMES = 24, 3
TICK_MS = 5


class Pulse:
    """Notes the longest time between two ticks."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QtCore.QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def start(self) -> None:
        """Begin anew."""
        self.longest, self._last = 0.0, time.perf_counter()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


class Watched:
    """A document that notes for how long it was waited for until its image rests."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self.waits: list[float] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)

    def waitForDone(self) -> None:
        """Wait, and note for how long."""
        begun = time.perf_counter()
        self._document.waitForDone()
        self.waits.append(time.perf_counter() - begun)


def main() -> Steps:
    pulse = Pulse()
    print("load:", [round(value, 1) for value in os.getloadavg()])
    for width, height in SIZES:
        files = frames(width, height)
        for turn in range(TIMES):
            document = new_document(width, height)
            yield from activate(document, vector_layer(document, "fish"))
            plan = plan_frames(files, 0, 1)
            yield 600
            pulse.start()
            begun, worked = time.perf_counter(), time.thread_time()
            watched = Watched(document)
            put_on_timeline(watched, plan, "it moves")
            took, work = time.perf_counter() - begun, time.thread_time() - worked
            yield 100  # a tick, so that the end of the call counts
            inside = pulse.longest
            pulse.start()
            yield 3000  # Krita paints the canvas, the layers and the timeline
            assert key_times(layers(document)["it moves"]) == list(range(FRAMES))
            print(
                f"{width} x {height}, {turn + 1}: {took:.2f} s, {work:.2f} s of the main thread's "
                f"work; longest without an answer {inside:.2f} s, afterwards {pulse.longest:.2f}; "
                f"image awaited {[round(wait, 2) for wait in watched.waits]} s"
            )
            document.setModified(False)
            document.close()
            yield 500
    return 0


def frames(width: int, height: int) -> tuple[Path, ...]:
    """Write pictures of lines that move over nothing."""
    folder = FOLDER / f"frames_{width}"
    folder.mkdir(exist_ok=True)
    found = []
    for number in range(FRAMES):
        image = QtGui.QImage(width, height, QtGui.QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QtGui.QPainter(image)
        painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
        painter.setPen(QtGui.QPen(QtGui.QColor("#223344"), height / 90))
        for k in range(8):
            x = width * (0.1 + 0.09 * k) + 0.004 * width * number
            painter.drawEllipse(QtCore.QPointF(x, height / 2), width * 0.06, height * 0.3)
        painter.end()
        found.append(folder / f"{number:03d}.png")
        image.save(str(found[-1]))
    return tuple(found)
