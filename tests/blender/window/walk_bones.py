# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bones shown and corrected, and a sentence that plays while it is typed, in a real Blender window.

    python tests/blender/window/walk_bones.py --extension dist/sketch_motion-0.1.0.zip \
        --engine .venv/bin/python --out out/window_bones

By mouse and keyboard: a fish is drawn, a sentence is typed and seen at once, its bones are shown, a
joint is dragged, undone and dragged again, strokes are given to the tail, Animate. It says how long
it took from a key press to the picture, and how long the add-on's timer held Blender up.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from walk import DRAW, FISH, SET_UP, Window, main, say, wait_for

NAMES = """
import sys, time
package = "bl_ext.user_default.sketch_motion.addon.blender"
live_view = sys.modules[package + ".jobs.live_motion"].live_view
bones = sys.modules[package + ".jobs.bones"].bones
overlay = sys.modules[package + ".ui.bone_overlay"]
preview = sys.modules[package + ".ui.live_preview"]
registration = sys.modules[package + ".registration"]
corrections = sys.modules[package + ".objects.bone_corrections"]
session = sys.modules[package + ".jobs.session"].session
item = bpy.data.objects["GPencil"]
"""
WATCH = (
    NAMES
    + """
walked = bpy.app.driver_namespace
walked["ticks"], walked["seen"], walked["last"] = [], [], None
tick, draw = registration.tick, preview._draw
def timed():
    begun = time.thread_time()
    answer = tick()
    walked["ticks"].append(time.thread_time() - begun)
    return answer
def drawn(context, playing):
    draw(context, playing)
    if playing.shown is not walked["last"]:
        walked["last"] = playing.shown
        walked["seen"].append([time.time(), playing.shown.request.prompt])
registration.stop()
registration.tick, preview._draw = timed, drawn
bpy.context.scene.sketch_motion.prompt = ""
"""
)
SEEN = "answer = bpy.app.driver_namespace['seen']"
TICKS = "answer = bpy.app.driver_namespace['ticks']"
#: Where a joint is, in pixels from the top left of the window.
JOINT = (
    NAMES
    + """
found = view()
with override():
    shown, pixels = overlay.joints_in_view(bpy.context)
names = [joint.name for joint in shown.found.joints()]
x, y = pixels[names.index({joint!r})]
region = found["region"]
answer = [region.x + x, found["window"].height - (region.y + y)]
"""
)
PLACED = NAMES + "answer = {k: list(v) for k, v in corrections.joints_of(item.data, 0).items()}"
SETTLED = NAMES + "answer = bones.shown is not None and not bones.job"
SHOW = NAMES + "with override():\n    bpy.ops.sketch_motion.show_bones('EXEC_DEFAULT', True)"
SELECT = """
drawing = bpy.data.objects["GPencil"].data.layers[0].frames[0].drawing
for number, stroke in enumerate(drawing.strokes):
    stroke.select = number in {strokes}
"""
GIVE = """
with override():
    bpy.ops.sketch_motion.give_to_bone("EXEC_DEFAULT", True, part={part!r})
"""
PARTS = NAMES + "answer = corrections.are_any(item.data), bones.shown.found.parts[0]"
PROMPT = (100, 42)  # of the prompt's field, from the sidebar's top left


def type_and_measure(window: Window, corner: tuple[int, int], text: str) -> list[float]:
    """Type a sentence letter by letter; return the seconds from each key to its picture."""
    x, y = corner[0] + PROMPT[0], corner[1] + PROMPT[1]
    window.click(x, y)
    window.hand("sleep", 1, "key", "ctrl+a", "sleep", 0.5)
    pressed = []
    for letter in text:
        pressed.append((time.time(), letter))
        window.hand("key", "space" if letter == " " else letter, "sleep", 0.6)
    window.hand("sleep", 1)
    window.picture("2_typed")
    window.hand("key", "Return", "sleep", 1)
    seen = window.ask(SEEN)
    times = []
    for index, (at, letter) in enumerate(pressed):
        wanted = text[: index + 1].strip()
        if letter != " ":
            found = [when for when, prompt in seen if prompt == wanted and when >= at]
            times += [min(found) - at] if found else []
    return times


def drag(window: Window, start: list[float], by: tuple[int, int], name: str) -> None:
    x, y = round(start[0]), round(start[1])
    window.hand("mousemove", x - 4, y, "sleep", 0.5, "mousemove", x, y, "sleep", 0.8)
    window.ask(DRAW)
    window.picture(f"{name}_hover")
    window.hand("mousemove", x, y, "sleep", 0.3, "mousedown", 1, "sleep", 0.4)
    for step in range(1, 9):
        window.hand("mousemove", x + by[0] * step // 8, y + by[1] * step // 8, "sleep", 0.08)
    window.hand("sleep", 0.5, "mouseup", 1, "sleep", 0.8)


def walk_bones(window: Window, extension: Path, engine: Path, lab: Path) -> None:
    window.ask(SET_UP.format(extension=str(extension), engine=str(engine)))
    window.hand("mousemove", 100, 600, "key", "Escape", "sleep", 2)
    window.ask("view()['sidebar'].active_panel_category = 'Sketch Motion'")
    x, y = window.ask("answer = button()")
    corner = (x - 144, y - 77)
    for stroke in FISH:
        window.draw(stroke)
    window.ask(WATCH)
    window.ask(NAMES + "session.ready_client().start(); registration.wake()")
    client = NAMES + "answer = getattr(session.client.engine, 'warm', False)"
    wait_for(lambda: bool(window.ask(client)), "the engine")
    window.picture("1_drawn")
    times = type_and_measure(window, corner, "the fish swims away")
    assert times, window.ask(SEEN)
    middle = 1000 * statistics.median(times)
    ticks = sorted(1000 * tick for tick in window.ask(TICKS))
    say(f"{len(times)} key presses: median {middle:.0f} ms to the picture, most "
        f"{1000 * max(times):.0f} ms; {len(ticks)} ticks, most {ticks[-1]:.1f} ms, "
        f"{ticks[int(0.99 * len(ticks))]:.1f} ms for 99 of 100")  # fmt: skip
    show_and_correct(window)


def show_and_correct(window: Window) -> None:
    window.ask(SHOW)
    wait_for(lambda: bool(window.ask(SETTLED)), "the bones")
    window.hand("mousemove", 500, 760, "sleep", 8)
    window.picture("3_bones")
    names = window.ask(NAMES + "answer = [j.name for j in bones.shown.found.joints()]")
    say(f"bones: {', '.join(names)}")
    joint = names[-1]
    start = window.ask(JOINT.format(joint=joint))
    drag(window, start, (30, -60), "4")
    wait_for(lambda: bool(window.ask(PLACED)), "the joint to be placed")
    wait_for(lambda: bool(window.ask(SETTLED)), "the bones")
    window.picture("5_dragged")
    placed = window.ask(PLACED)
    assert list(placed) == [joint], placed
    window.press("ctrl+z")
    assert window.ask(PLACED) == {}
    window.press("ctrl+shift+z")
    assert window.ask(PLACED) == placed
    say("a joint dragged by mouse, undone and redone")
    window.press("Tab")
    window.ask(SELECT.format(strokes=[2, 3, 4]))
    parts = window.ask(PARTS)[1]
    window.ask(GIVE.format(part=parts[-1]))
    time.sleep(2)
    wait_for(lambda: bool(window.ask(SETTLED)), "the bones")
    window.picture("6_strokes_given")
    window.press("Tab")
    say(f"strokes given to {parts[-1]}")


if __name__ == "__main__":
    sys.exit(main(walk_bones, __doc__))
