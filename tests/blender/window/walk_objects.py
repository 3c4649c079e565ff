# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two things drawn, found, corrected and animated by two prompts, in a real Blender window.

    python tests/blender/window/walk_objects.py --extension dist/sketch_motion-0.1.0.zip \
        --engine .venv/bin/python --out out/window_objects

By mouse and keyboard: a fish and a boat are drawn, Find Objects is pressed, a stroke is given to
an object by hand and stays there when objects are found again, each object gets its prompt,
Animate; then undo, a file saved and opened, a viewport render without colors, the light theme.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from walk import DRAW, FISH, SET_UP, Window, arch, main, say, wait_for
from walk_takes import Panel

# Places on the sidebar, in pixels from its left edge and from the middle of Find Objects.
FIND, ROWS, ASSIGN, SELECT = (100, 0), ((71, 31), (71, 52)), (67, 94), (234, 67)
PROMPT = (90, 120)
ANIMATE = (144, 77)  # from the top left
SIZE = 1200, 1000  # of the window: in a larger one each redraw takes long

TRIES = 3  # a busy machine may swallow a key
SMALL_FISH = [[(0.42 * x + 40, 0.6 * y + 60) for x, y in stroke] for stroke in FISH]
BOAT = [
    arch((470, 420), (670, 420), -60),
    arch((470, 420), (670, 420), 0),
    arch((570, 420), (570, 280), 0),
    arch((570, 280), (650, 380), 0),
    arch((650, 380), (570, 380), 0),
]
GULL = arch((420, 220), (520, 240), 25)

NAMES = """
import sys
package = "bl_ext.user_default.sketch_motion.addon.blender"
object_list = sys.modules[package + ".objects.object_list"]
stroke_objects = sys.modules[package + ".objects.stroke_objects"]
searches = sys.modules[package + ".jobs.object_search"].searches
session = sys.modules[package + ".jobs.session"].session
item = bpy.data.objects["GPencil"]
"""
OBJECTS = (
    NAMES
    + """
drawing = item.data.layers[0].frames[0].drawing
names = {entry.number: entry.name for entry in object_list.entries(item.data)}
answer = [names.get(number, "") for number in stroke_objects.read(drawing)[0].tolist()]
"""
)
PROMPTS = NAMES + "answer = [entry.prompt for entry in object_list.entries(item.data)]"
COUNT_SEARCHES = (
    NAMES
    + """
begin, searches.begun = searches.start, 0
def start(*all):
    searches.begun += 1
    return begin(*all)
searches.start = start
"""
)
SEARCHES = NAMES + "answer = [searches.begun, bool(searches.job)]"
SELECTED = """
strokes = bpy.data.objects["GPencil"].data.layers[0].frames[0].drawing.strokes
answer = [index for index, stroke in enumerate(strokes) if stroke.select]
"""
CONTROLS = """
answer = {}
for control in bpy.data.objects:
    if control.name.endswith(" control"):
        animation = control.animation_data
        bag = animation.action.layers[0].strips[0].channelbag(animation.action_slot)
        answer[control.name] = [
            [c.data_path, c.array_index, [[round(x, 4) for x in k.co] for k in c.keyframe_points]]
            for c in bag.fcurves
        ]
"""
#: How many pixels of a viewport render have one of the colors of the objects.
COLORED = (
    NAMES
    + """
import numpy as np
scene = bpy.context.window_manager.windows[0].scene
scene.render.resolution_x, scene.render.resolution_y = 800, 600
scene.render.filepath = {path!r}
with override():
    bpy.ops.render.opengl(write_still=True, view_context=True)
picture = bpy.data.images.load({path!r})
width, height = picture.size
pixels = np.empty(width * height * 4, np.float32)
picture.pixels.foreach_get(pixels)
bpy.data.images.remove(picture)
rgb = pixels.reshape(-1, 4)[:, :3]
answer = 0
for entry in object_list.entries(item.data):
    answer += int((np.abs(rgb - np.array(entry.color)).max(axis=1) < 0.12).sum())
"""
)
LIGHT = """
import os
folders = bpy.utils.preset_paths("interface_theme")
themes = [os.path.join(folder, name) for folder in folders for name in os.listdir(folder)]
with override():
    bpy.ops.script.execute_preset(
        filepath=next(theme for theme in themes if "light" in theme.lower()),
        menu_idname="USERPREF_MT_interface_theme_presets")
"""


class Sidebar:
    """The add-on's tab, whose buttons are pressed by their places."""

    def __init__(self, window: Window) -> None:
        x, y = window.ask("answer = button()")
        _, middle = Panel(window).find("sketch_motion.find_objects")
        self._window, self._corner = window, (x - ANIMATE[0], y - ANIMATE[1])
        self._middle = middle

    def animate(self) -> None:
        self._press(self._corner[0] + ANIMATE[0], self._corner[1] + ANIMATE[1])

    def click(self, place: tuple[int, int]) -> None:
        self._press(self._corner[0] + place[0], self._middle + place[1])

    def _press(self, x: int, y: int) -> None:
        """Click after Blender has drawn: only a button drawn under the mouse can be pressed."""
        self._window.hand("mousemove", x - 2, y, "sleep", 0.4, "mousemove", x, y, "sleep", 0.4)
        self._window.ask(DRAW)
        self._window.hand("mousedown", 1, "sleep", 0.3, "mouseup", 1, "sleep", 0.3)
        self._window.ask(DRAW)

    def type(self, place: tuple[int, int], text: str) -> None:
        self.click(place)
        self._window.hand("sleep", 1, "key", "ctrl+a", "sleep", 0.5)
        self._window.hand("type", "--delay", 80, text)
        self._window.hand("sleep", 1, "key", "Return", "sleep", 1)


def find(window: Window, sidebar: Sidebar) -> list[str]:
    """Press Find Objects; return the name of the object of each stroke."""
    before, _ = window.ask(SEARCHES)
    sidebar.click(FIND)
    wait_for(lambda: window.ask(SEARCHES) == [before + 1, False], "the objects")
    notice = window.ask(NAMES + "answer = str(session.notice or '')")
    assert not notice, notice
    found: list[str] = window.ask(OBJECTS)
    return found


def walk_objects(window: Window, extension: Path, engine: Path, lab: Path) -> None:
    window.ask(SET_UP.format(extension=str(extension), engine=str(engine)))
    window.ask("bpy.context.scene.sketch_motion.prompt = ''")
    window.ask("bpy.context.scene.sketch_motion.live = False")  # the list of beats stays short
    window.ask("bpy.context.scene.sketch_motion.moved_as = 'drawings'")
    window.ask(COUNT_SEARCHES)
    window.hand("mousemove", 100, 600, "key", "Escape", "sleep", 2)
    window.ask("view()['sidebar'].active_panel_category = 'Sketch Motion'")
    window.resize(*SIZE)
    sidebar = Sidebar(window)
    for stroke in (*SMALL_FISH, *BOAT):
        window.draw(stroke)
    window.picture("1_drawn")

    found = find(window, sidebar)
    window.hand("mousemove", 500, 700, "sleep", 1)
    window.picture("2_found")
    fish, boat = (set(found[:6]), set(found[6:]))
    assert len(found) == 11 and len(fish) == len(boat) == 1 and fish != boat, found
    say("found: a fish and a boat")

    correct_a_stroke(window, sidebar, found)
    prompts = ("the fish swims away", "the boat rocks on the waves")
    for index, (row, prompt) in enumerate(zip(ROWS, prompts, strict=True)):
        for _ in range(TRIES):
            sidebar.click(row)
            sidebar.type(PROMPT, prompt)
            if window.ask(PROMPTS)[index] == prompt:
                break
    assert window.ask(PROMPTS) == list(prompts), window.ask(PROMPTS)
    window.picture("5_prompts")

    animate_and_undo(window, sidebar)
    path = str(lab / "objects.blend")
    before = window.ask(OBJECTS)
    window.ask(f"bpy.ops.wm.save_as_mainfile(filepath={path!r})")
    window.ask(f"bpy.ops.wm.open_mainfile(filepath={path!r})")
    assert window.ask(OBJECTS) == before and window.ask(PROMPTS) == list(prompts)
    say("saved and opened again")
    look_at_the_rest(window, lab)


def correct_a_stroke(window: Window, sidebar: Sidebar, found: list[str]) -> None:
    """Draw a gull, which is in no object, and give it to the boat, where it stays."""
    window.draw(GULL)
    window.hand("mousemove", 500, 700, "sleep", 1)
    assert window.ask(OBJECTS) == [*found, ""]
    window.press("Tab")
    window.press("alt+a")
    window.click(*(round(value) for value in GULL[8]))
    assert window.ask(SELECTED) == [11]
    sidebar.click(ROWS[1])
    sidebar.click(ASSIGN)
    wait_for(lambda: bool(window.ask(OBJECTS)[11]), "the stroke to be assigned")
    assert window.ask(OBJECTS) == [*found, found[6]]
    window.hand("mousemove", 500, 700, "sleep", 1)
    window.picture("3_corrected")
    window.press("ctrl+z")
    assert window.ask(OBJECTS) == [*found, ""]
    window.press("ctrl+shift+z")
    assert window.ask(OBJECTS) == [*found, found[6]]
    again = find(window, sidebar)
    assert again == [*found, found[6]], again
    sidebar.click(ROWS[0])
    sidebar.click(SELECT)
    wait_for(lambda: window.ask(SELECTED) == list(range(6)), "the fish to be selected")
    window.picture("4_selected")
    window.press("alt+a")
    say("corrected, and found again without losing the correction")


def animate_and_undo(window: Window, sidebar: Sidebar) -> None:
    window.press("Tab")  # back to Draw Mode, where the result takes the drawing's place
    sidebar.animate()
    wait_for(lambda: len(window.ask(CONTROLS)) == 2, "the result")
    window.hand("mousemove", 500, 700, "sleep", 1)
    controls = window.ask(CONTROLS)
    curves: list[Any] = list(controls.values())
    assert all(curves) and curves[0] != curves[1], controls
    assert max(len(keys) for own in curves for _, _, keys in own) <= 12, controls
    window.ask("bpy.context.window_manager.windows[0].scene.frame_set(16)")
    window.hand("mousemove", 520, 700, "sleep", 1)
    window.picture("6_animated")
    window.ask("bpy.context.window_manager.windows[0].scene.frame_set(1)")
    window.press("ctrl+z")
    assert not window.ask(CONTROLS)
    window.press("ctrl+shift+z")
    assert window.ask(CONTROLS) == controls
    say("two objects, two prompts, two controls with few keys each; undone and redone")


def look_at_the_rest(window: Window, lab: Path) -> None:
    for item in ("GPencil", "GPencil motion"):
        window.ask(f"bpy.data.objects[{item!r}].select_set(False)")
    colored = window.ask(COLORED.format(path=str(lab / "render.png")))
    assert colored < 50, colored
    window.ask(LIGHT)
    window.hand("mousemove", 540, 700, "sleep", 2)
    window.picture("7_light_theme")
    say("nothing of it in a viewport render")


if __name__ == "__main__":
    sys.exit(main(walk_objects, __doc__))
