# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita with 0.1.0, with the version that follows, and with 0.1.0 again.

Needs only what all of them have: `tests/krita/update.py` says which step it is.
"""

import importlib
import os
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from krita import Krita

FOLDER = Path(os.environ["SKETCH_MOTION_TEST_FOLDER"])
HOME = Path(os.environ["SKETCH_MOTION_HOME"])
STEP = os.environ["SKETCH_MOTION_TEST_NAME"]
ENGINE = os.environ["SKETCH_MOTION_TEST_ENGINE"]
PATH, PRESET = FOLDER / "fish.kra", HOME / "presets" / "my swim.json"
OLD, NEW = "the fish swims", "the fish jumps"
PATIENCE_S = 900.0
FISH = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="512px" height="384px" viewBox="0 0 512 384">'
    '<path d="M120 190 C 160 120 280 120 330 190 C 280 260 160 260 120 190 Z" fill="none" '
    'stroke="#223344" stroke-width="6"/><circle cx="165" cy="178" r="8" fill="#112233"/></svg>'
)

Steps = Generator[float, None, Any]


def part(*names: str) -> Any:
    """Return the first of these modules that the installed plugin has."""
    for name in names:
        try:
            return importlib.import_module(f"sketch_motion.addon.{name}")
        except ModuleNotFoundError:
            continue
    raise AssertionError(names)


settings = part("krita.jobs.settings", "krita.settings")
session = part("krita.jobs.session", "krita.session").session


def main() -> Steps:
    docker = next(d for d in Krita.instance().dockers() if d.objectName() == "sketch_motion_docker")
    docker.setVisible(True)
    yield 500
    yield from {"make": make, "use": use, "back": back}[STEP](docker)
    return 0


def make(docker: Any) -> Steps:
    """With 0.1.0: name the engine, animate, keep a preset, save."""
    settings.name_python(ENGINE)
    document = Krita.instance().createDocument(512, 384, "test", "RGBA", "U8", "", 96.0)
    Krita.instance().activeWindow().addView(document)
    document.setBatchmode(True)
    layer = document.createVectorLayer("fish")
    document.rootNode().addChildNode(layer, None)
    layer.addShapesFromSvg(FISH)
    assert document.saveAs(str(PATH))
    yield from animated(docker, document, layer, OLD)
    request = part("contract.request").Request(OLD, frames=36)
    PRESET.parent.mkdir(parents=True, exist_ok=True)
    part("client.preset_library").preset_of(request, "My swim").write(PRESET)
    (FOLDER / "drawn.svg").write_text(layer.toSvg())
    assert document.save()
    yield 1000
    print("made:", names(document))


def use(docker: Any) -> Steps:
    """With the version that follows: all of it is there; a new job runs."""
    assert settings.named_python() == ENGINE, "the engine's Python is lost"
    panel = settings.read()
    assert (panel.prompt, panel.frames, panel.quality) == (OLD, 12, "draft"), panel
    document = yield from opened()
    assert {"fish", OLD} <= set(names(document)), names(document)
    layer = node(document, "fish")
    assert layer.toSvg() == (FOLDER / "drawn.svg").read_text(), "the drawing changed"
    assert [t for t in range(30) if node(document, OLD).hasKeyframeAtTime(t)] == list(range(12))
    assert [(take.prompt, take.status) for take in takes()] == [(OLD, "done")]
    files = part("client.preset_library")
    own = files.PresetLibrary(HOME / "none", HOME / "presets").presets()
    assert [(f.preset.name, f.preset.settings["frames"]) for f in own] == [("My swim", 36)], own
    yield from again(takes()[0].job)
    assert f"{OLD} 2" in names(document), names(document)
    layer.setVisible(True)
    yield from animated(docker, document, layer, NEW)
    yield from until(lambda: len(takes()) == 2, "the new take isn't listed")
    print("used:", names(document), [take.prompt for take in takes()])
    assert document.save()
    yield 1000


def back(docker: Any) -> Steps:
    """With 0.1.0 again: what either version has made is there, in the file and in the list."""
    assert settings.named_python() == ENGINE
    document = yield from opened()
    assert {"fish", OLD, NEW} <= set(names(document)), names(document)
    told = [(take.prompt, take.status) for take in takes()]
    print("back:", told)
    assert (OLD, "done") in told and (NEW, "done") in told


def takes() -> Any:
    """Return the takes of the document in front, which 0.1.0 calls found."""
    return session.takes() if hasattr(session, "takes") else session.found()


def opened() -> Steps:
    document = Krita.instance().openDocument(str(PATH))
    document.setBatchmode(True)
    Krita.instance().activeWindow().addView(document)
    yield from until(lambda: bool(takes()), "no takes")
    yield 1000
    return document


def animated(docker: Any, document: Any, layer: Any, prompt: str) -> Steps:
    """Press Animate for a layer, and wait for its frames."""
    document.refreshProjection()
    document.waitForDone()
    yield 400
    document.setActiveNode(layer)
    yield 600
    motion = docker.motion
    motion.prompt.setText(prompt)
    motion.frames.setValue(12)
    motion.quality.setCurrentIndex(motion.quality.findData("draft"))
    motion.path.setCurrentIndex(motion.path.findData("vector"))
    press = getattr(docker, "press", None) or getattr(docker, "_press", None)
    press.click()
    yield from until(lambda: prompt in names(document), f"no result of {prompt!r}")
    yield 1500
    assert session.notice is None, session.notice


def again(job: str) -> Steps:
    """Put a take on the timeline once more."""
    session.open_take(job)
    yield from until(lambda: not session.jobs(), "the take isn't applied")
    yield 1000
    assert session.notice is None, session.notice


def names(document: Any) -> list[str]:
    return [child.name() for child in document.rootNode().childNodes()]


def node(document: Any, name: str) -> Any:
    return next(child for child in document.rootNode().childNodes() if child.name() == name)


def until(condition: Callable[[], bool], what: str) -> Steps:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"{what}: {dict(session.jobs())} {session.notice}"
        yield 100
