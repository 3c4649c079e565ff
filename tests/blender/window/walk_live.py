# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sentence that plays while it is typed, in a real Blender window, and what a key press costs.

    python tests/blender/window/walk_live.py --extension dist/sketch_motion-0.1.0.zip \
        --engine .venv/bin/python --out out/window_live

A fish is drawn by a script and a sentence typed letter by letter, in a small and a large window: by
keys in the large one where this Blender draws fast enough for that, else by a script. It says how
long a redraw takes, how long it took from a letter to the first picture of the new motion, where
that time went, and how many milliseconds of processor time each step of the add-on took in
Blender's main thread.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from walk import DRAW, FISH, SCREEN, SET_UP, Window, main, say, wait_for

SENTENCE = "the fish swims away slowly"
PROMPT = (100, 42)  # of the prompt's field, from the sidebar's top left
BETWEEN_KEYS_S = 0.6
SMALL = 480, 400
SLOWEST_REDRAW_S = 1.0
SLOWEST_FOR_KEYS_S = 0.2  # a redraw: a slower window swallows clicks

NAMES = """
import sys, time
package = "bl_ext.user_default.sketch_motion.addon.blender"
live_view = sys.modules[package + ".jobs.live_motion"].live_view
live_motion = sys.modules[package + ".jobs.live_motion"]
preview = sys.modules[package + ".ui.live_preview"]
registration = sys.modules[package + ".registration"]
session = sys.modules[package + ".jobs.session"].session
walked = bpy.app.driver_namespace
"""
#: Notes when the steps from a key press to a picture begin, and what each costs.
WATCH = (
    NAMES
    + """
walked["steps"], walked["cost"], walked["last"] = [], {}, None
def noted(owner, name, step, prompt_of=lambda *_: ""):
    work = getattr(owner, name)
    def timed(*given):
        begun, at = time.thread_time(), time.time()
        answer = work(*given)
        walked["cost"].setdefault(step, []).append(time.thread_time() - begun)
        walked["steps"].append([at, time.time(), step, prompt_of(*given)])
        return answer
    setattr(owner, name, timed)
registration.stop()
live = session.client.live
noted(registration, "tick", "tick")
noted(live, "ask", "ask", lambda drawing, request: request.prompt)
noted(live, "_call", "send", lambda method, params: params["request"]["prompt"])
noted(session.client._files, "read_live", "file")
noted(live, "answered", "answered")
noted(preview, "_draw", "draw", lambda context, playing: playing.shown.request.prompt)
bpy.context.scene.sketch_motion.prompt = ""
registration.wake()
"""
)
FISH_OF_POINTS = """
drawing = bpy.data.objects["GPencil"].data.layers[0].frames[0].drawing
strokes = {strokes!r}
drawing.add_strokes([len(stroke) for stroke in strokes])
points = [place for stroke in strokes for x, y in stroke for place in (x / 120, 0, -y / 120)]
drawing.attributes["position"].data.foreach_set("vector", points)
drawing.tag_positions_changed()
bpy.data.objects["GPencil"].location = (-4.3, 0, 3.6)
"""
SEEN = "answer = bpy.app.driver_namespace['steps']"
COST = "answer = bpy.app.driver_namespace['cost']"
REDRAWS = """
import time
walked = bpy.app.driver_namespace
walked["steps"], walked["cost"] = [], {}
found, answer = view(), []
for _ in range(5):
    begun = time.perf_counter()
    with override():
        bpy.ops.wm.redraw_timer(type="DRAW_WIN", iterations=1)
    answer.append(time.perf_counter() - begun)
"""
IS_WARM = NAMES + "answer = getattr(session.client.engine, 'warm', False)"


def type_text(
    window: Window, corner: tuple[int, int], text: str, redraw_s: float = 0.1
) -> list[float]:
    """Type a sentence letter by letter; return the time at which each key was pressed.

    redraw_s: how long the window takes to be drawn; the mouse and the keys wait for it.
    """
    x, y, wait = corner[0] + PROMPT[0], corner[1] + PROMPT[1], max(1.0, 3.0 * redraw_s)
    window.hand("mousemove", x - 2, y, "sleep", wait, "mousemove", x, y, "sleep", wait)
    window.ask(DRAW)
    window.hand("click", 1, "sleep", wait)
    window.hand("key", "ctrl+a", "sleep", wait)
    pressed = []
    for letter in text:
        pressed.append(time.time())
        key = "space" if letter == " " else letter
        window.hand("key", key, "sleep", max(BETWEEN_KEYS_S, 2.5 * redraw_s))
    window.hand("sleep", 1)
    window.hand("key", "Return", "sleep", 1)
    return pressed


def set_text(window: Window, text: str, redraw_s: float) -> list[float]:
    """Let a script in the window type a sentence; return when each letter was there."""
    typed = []
    for count in range(1, len(text) + 1):
        code = f"bpy.context.scene.sketch_motion.prompt = {text[:count]!r}\nanswer = begun"
        typed.append(window.ask(f"import time\nbegun = time.time()\n{code}"))
        time.sleep(max(BETWEEN_KEYS_S, 2.5 * redraw_s))
    time.sleep(1.0 + 2.5 * redraw_s)
    return typed


def report(window: Window, pressed: list[float], text: str) -> None:
    """Say how long it took from a key to each step of its answer, and what steps cost."""
    steps = window.ask(SEEN)
    late: dict[str, list[float]] = {
        name: [] for name in ("ask", "send", "file", "answered", "draw")
    }
    for index, (at, letter) in enumerate(zip(pressed, text, strict=True)):
        wanted = text[: index + 1].strip()
        seen = [step for step in steps if step[0] >= at]
        drawn = [done for _, done, step, prompt in seen if step == "draw" and prompt == wanted]
        if letter == " " or not drawn:
            continue
        late["draw"].append(drawn[0] - at)
        for name in ("ask", "send"):
            found = [begun for begun, _, step, prompt in seen if step == name and prompt == wanted]
            late[name] += [found[0] - at] if found else []
        for name in ("file", "answered"):
            found = [begun for begun, _, step, _ in seen if step == name and begun < drawn[0]]
            late[name] += [found[-1] - at] if found else []
    window.picture("typed")
    assert late["draw"], steps[-20:]
    for name, found in late.items():
        say(f"key press to {name}: median {1000 * statistics.median(found):.0f} ms, "
            f"most {1000 * max(found):.0f} ms of {len(found)}")  # fmt: skip
    for step, costs in window.ask(COST).items():
        ordered = sorted(1000 * cost for cost in costs)
        say(f"{step}: {len(ordered)} times, processor median {statistics.median(ordered):.2f} ms, "
            f"99 of 100 below {ordered[int(0.99 * (len(ordered) - 1))]:.1f} ms, "
            f"most {ordered[-1]:.1f} ms")  # fmt: skip


def walk_live(window: Window, extension: Path, engine: Path, lab: Path) -> None:
    window.ask(SET_UP.format(extension=str(extension), engine=str(engine)))
    window.hand("mousemove", 100, 600, "key", "Escape", "sleep", 2)
    window.ask("view()['sidebar'].active_panel_category = 'Sketch Motion'")
    window.resize(*SMALL)
    window.ask(FISH_OF_POINTS.format(strokes=FISH))
    window.ask(NAMES + "session.ready_client().start(); registration.wake()")
    wait_for(lambda: bool(window.ask(IS_WARM)), "the engine")
    window.ask(NAMES + "bpy.context.scene.sketch_motion.prompt = 'the fish turns'")
    wait_for(lambda: bool(window.ask(NAMES + "answer = live_view.playing is not None")), "bones")
    window.ask(WATCH)
    window.hand("sleep", 2)
    window.picture("1_drawn")
    for number, size in enumerate((SMALL, SCREEN), start=2):
        window.resize(*size)
        redraw_s = statistics.median(window.ask(REDRAWS))
        say(f"window {size}: a redraw of all takes {1000 * redraw_s:.0f} ms")
        if redraw_s > SLOWEST_REDRAW_S:
            say("too slow to measure anything else")
            continue
        if size == SCREEN and redraw_s < SLOWEST_FOR_KEYS_S:
            x, y = window.ask("answer = button()")
            pressed = type_text(window, (x - 144, y - 77), SENTENCE, redraw_s)
        else:
            pressed = set_text(window, SENTENCE, redraw_s)
        report(window, pressed, SENTENCE)
        window.picture(f"{number}_typed")


if __name__ == "__main__":
    sys.exit(main(walk_live, __doc__))
