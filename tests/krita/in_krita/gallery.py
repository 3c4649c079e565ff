# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: pictures of the docker in its states, to be looked at.

Every text must have room: nothing may be wider than the docker, or than what shows it.
"""

import os
import sys

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from cut_texts import cut_texts
from inside import (
    FOLDER,
    Steps,
    a_stick_figure,
    activate,
    ask,
    content,
    docker,
    new_document,
    paint_layer,
    unfold,
    until,
    until_settled,
)
from krita import Krita
from sketch_motion.addon.client.jobs import states
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import Qt

WIDTH = 300
OTHERS = ("KisLayerBox", "sketch_motion_docker", "TimelineDocker")
NAME = os.environ.get("SKETCH_MOTION_TEST_NAME", "dark")


def main() -> Steps:
    window = Krita.instance().activeWindow().qwindow()
    window.resize(1580, 960)
    found = docker()
    found.setVisible(True)
    for other in Krita.instance().dockers():
        if other.objectName() not in OTHERS:
            other.setVisible(False)
    yield 800
    by_name = {dock.objectName(): dock for dock in Krita.instance().dockers()}
    by_name["TimelineDocker"].setVisible(True)
    yield 500
    window.resizeDocks([by_name["KisLayerBox"], found], [170, 640], Qt.Orientation.Vertical)
    window.resizeDocks([by_name["TimelineDocker"]], [150], Qt.Orientation.Vertical)
    document = new_document()
    figure = paint_layer(document, "figure", a_stick_figure)
    yield from activate(document, figure)
    unfold("Objects", "Motion", "Takes")
    yield 300
    picture("1_ready")
    asked = ask("the man waves", path="vector", frames=24, hold=2, quality="standard", start=0)
    asked.objects._find.click()
    yield from until(lambda: asked.objects.now is not None, 90, "no objects")
    yield 500
    picture("2_objects")
    asked.objects.put(None)
    asked.press.click()
    yield from until(lambda: any(previews()) or session.takes(), 120, "no preview")
    yield 200
    picture("3_running")
    yield from until_settled()
    yield from until(lambda: bool(session.takes()), 20, "no take")
    yield 1200
    picture("4_takes")
    window.grab().save(str(FOLDER / f"{NAME}_window.png"))
    asked.motion.prompt.setText("")
    asked.press.click()
    yield 400
    picture("5_message")
    unfold("Settings")
    asked.page.show_log()
    asked.setup.plan()
    yield from until(lambda: not asked.setup.job.busy, 60, "no plan")
    yield 500
    picture("6_engine")
    inner = content()
    area = inner.parentWidget().width()
    print("least width of the content:", inner.minimumSizeHint().width(), "of", area)
    assert inner.minimumSizeHint().width() <= WIDTH
    return 0


def previews() -> list[object]:
    running = (s for s in session.jobs().values() if isinstance(s, states.Running))
    return [state.preview for state in running if state.preview is not None]


def picture(name: str) -> None:
    """Keep a picture of the docker's whole content, also of what is out of sight."""
    inner = content()
    inner.grab().save(str(FOLDER / f"{NAME}_{name}.png"))
    assert cut_texts(inner) == [], name
