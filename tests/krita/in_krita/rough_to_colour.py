# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Krita: from a rough drawing to coloured frames in a file, by mouse and keys.

A fish is drawn twice over itself, cleaned up, animated and coloured; one colour is changed by a dab
on a layer of hints, and the take is exported. A picture of each step is kept, to be looked at.
"""

import os
import sys
from typing import Any

sys.path.insert(0, os.environ["SKETCH_MOTION_TESTS"])

from by_hand import FISH, LAYER, asked, canvas_keys, drawn, take_menu
from first_strokes import DRAWINGS, Line, dot
from hands import choose, click, in_dialog, press, screen, turn_section
from inside import (
    FOLDER,
    Steps,
    activate,
    docker,
    key_times,
    layers,
    look_of,
    until,
    until_settled,
)
from krita import Krita, ManagedColor
from mouse import Sheet
from sketch_motion.addon.krita.jobs.session import session
from sketch_motion.addon.krita.qt import Qt

CLEAN = f"{LAYER} Clean"
APART = 4.0  # pixels between lines that mean the same
BODY = (470, 330)  # a place of the fish's body where no line is
TEAL = (30, 160, 150)
FRAMES = (0, 8, 16)  # that are looked at


def main() -> Steps:
    window = Krita.instance().activeWindow().qwindow()
    window.setGeometry(0, 0, 1600, 1000)
    found = docker()
    found.setVisible(True)
    found.raise_()
    yield 800
    window.activateWindow()
    window.resizeDocks([found], [330], Qt.Orientation.Horizontal)
    window.resizeDocks([found], [520], Qt.Orientation.Vertical)
    yield 500
    document, _, sheet = yield from drawn(rough_fish(), 3.0)
    screen("rough_1_drawn")
    yield from cleaned(document)
    yield from animated(document)
    yield from coloured(document)
    yield from another_colour(document, sheet)
    yield from exported()
    return 0


def rough_fish() -> list[Line]:
    """Return the lines of a fish, each twice, as one searches for a line."""
    fish = next(one for one in DRAWINGS if one.name == "fish").strokes()
    shifts = (-APART / 2, APART / 2)
    return [tuple((x + 0.4 * k, y + k) for x, y in line) for k in shifts for line in fish]


def cleaned(document: Any) -> Steps:
    """The clean lines are a layer over the rough one, undone and redone by keys."""
    yield from turn_section("Clean Up", opened=True)
    view = docker().clean
    yield from click(view._press)
    yield from until(lambda: CLEAN in layers(document), 120, "no clean layer")
    yield 900
    assert session.notice is None, session.notice
    screen("rough_2_cleaned")
    yield from until_pressed("ctrl+z", lambda: CLEAN not in layers(document))
    yield from until_pressed("ctrl+shift+z", lambda: CLEAN in layers(document))
    yield from turn_section("Clean Up", opened=False)
    yield from activate(document, layers(document)[CLEAN])
    print(f"cleaned: {view.clean_ups.summary}")


def animated(document: Any) -> Steps:
    yield from asked(FISH)
    yield from click(docker().press)
    yield from until(lambda: bool(session.jobs()), 60, "nothing was begun")
    yield from until_settled(240)
    assert session.notice is None, session.notice
    yield from until(lambda: FISH in layers(document), 30, "no result")
    document.setCurrentTime(8)
    yield 800
    screen("rough_3_animated")
    print(f"animated: {len(key_times(layers(document)[FISH]))} frames")


def coloured(document: Any) -> Steps:
    """Colours lie under the lines of every frame; the keys undo and redo them."""
    yield from activate(document, layers(document)[FISH])
    yield from turn_section("Colour", opened=True)
    yield from click(docker().colour._press)
    yield from until(lambda: len(colours(document)) == 1, 120, "no colours")
    yield 900
    assert session.notice is None, session.notice
    yield from pictures(document, "rough_4_coloured")
    yield from until_pressed("ctrl+z", lambda: not colours(document))
    yield from until_pressed("ctrl+shift+z", lambda: len(colours(document)) == 1)
    seen = body_colours(document, colours(document)[0])
    print(f"coloured: {docker().colour.colourings.summary}; body {seen}")


def another_colour(document: Any, sheet: Sheet) -> Steps:
    """A dab on a layer of hints changes one colour, in all frames."""
    document.setCurrentTime(0)
    yield 600
    before = set(layers(document))
    yield from canvas_keys("Insert")
    yield from until(lambda: len(layers(document)) > len(before), 20, "no new layer")
    hints = next(iter(set(layers(document)) - before))
    paint = ManagedColor("RGBA", "U8", "")
    paint.setComponents([TEAL[2] / 255, TEAL[1] / 255, TEAL[0] / 255, 1.0])
    view = Krita.instance().activeWindow().activeView()
    view.setForeGroundColor(paint)
    view.setBrushSize(16.0)
    yield 400
    yield from sheet.draw([dot(*BODY, 3.0)])
    document.waitForDone()
    screen("rough_5_hint")
    yield from activate(document, layers(document)[FISH])
    box = docker().colour._hints
    docker().colour.refresh()
    wanted = next(n for n in range(box.count()) if box.itemText(n) == hints)
    yield from click(box)
    yield from press(*["Down"] * (wanted - box.currentIndex()), "Return")
    assert box.currentText() == hints, box.currentText()
    yield from click(docker().colour._press)
    yield from until(lambda: len(colours(document)) == 2, 120, "no other colours")
    yield 900
    assert session.notice is None, session.notice
    layers(document)[hints].setVisible(False)
    document.refreshProjection()
    seen = body_colours(document, colours(document)[-1])
    print(f"another colour: body {seen}")
    assert seen[0] == TEAL and len(set(seen)) == 1, seen
    yield from pictures(document, "rough_6_another_colour")
    yield from turn_section("Colour", opened=False)


def exported() -> Steps:
    target = FOLDER / "rough to colour.gif"
    target.unlink(missing_ok=True)
    yield from turn_section("Takes", opened=True)
    yield 600
    yield from take_menu("Export")
    yield from choose("GIF")
    yield from in_dialog(target)
    yield from until(target.is_file, 120, "no GIF")
    yield 600
    screen("rough_7_exported")
    print(f"exported: {target.stat().st_size} bytes")


def colours(document: Any) -> list[Any]:
    """Return the layers of colours, the lowest first; they may have one name."""
    nodes = document.rootNode().childNodes()
    return [node for node in nodes if node.name().endswith(" Colour")]


def pictures(document: Any, name: str) -> Steps:
    for frame in FRAMES:
        document.setCurrentTime(frame)
        yield 800
        screen(f"{name}_frame_{frame:02d}")


def body_colours(document: Any, layer: Any) -> list[tuple[int, ...]]:
    """Return the colour of the body in the frames that are looked at: the commonest one."""
    found = []
    for frame in FRAMES:
        picture = look_of(layer, document, frame)
        x, y = BODY
        around = [
            picture.pixelColor(x + dx, y + dy).getRgb()[:3]
            for dx in range(-30, 31, 6)
            for dy in range(-30, 31, 6)
        ]
        found.append(max(set(around), key=around.count))
    return found


def until_pressed(keys: str, done: Any) -> Steps:
    """Press keys until something is so; Krita drops some while its image is being worked on."""
    for _ in range(4):
        yield from canvas_keys(keys)
        for _ in range(200):
            if done():
                yield 700
                return
            yield 50
    assert done(), keys
