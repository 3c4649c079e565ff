# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work with takes in a real Blender window, by mouse and keyboard.

    python tests/blender/window/walk_takes.py --extension dist/sketch_motion-0.1.0.zip \
        --engine .venv/bin/python --out out/window_takes

The engine is set up from an environment that is there; a fish is drawn; Animate with the preview
over the drawing; Cancel; Animate again; three seeds, one is picked; a key is edited; slow in; on
twos; two takes side by side; export; saved, opened again; undo; the light theme; a
small screen; German.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from walk import FISH, Window, main, say, wait_for

SET_UP = """
bpy.context.preferences.view.show_splash = False
bpy.context.preferences.view.filebrowser_display_type = "SCREEN"
bpy.ops.extensions.package_install_files(
    filepath={extension!r}, repo="user_default", enable_on_install=True, overwrite=True)
for item in list(bpy.data.objects):
    bpy.data.objects.remove(item)
with override():
    bpy.ops.view3d.view_axis(type="FRONT")
    bpy.ops.object.grease_pencil_add(type="EMPTY")
    bpy.ops.object.mode_set(mode="PAINT_GREASE_PENCIL")
space = view()["area"].spaces.active
space.show_region_ui, space.show_region_asset_shelf = True, False
bpy.context.scene.sketch_motion.moved_as = "drawings"
"""
#: What is under the mouse in the sidebar: a button's command, or the path of a setting.
UNDER = """
found = view()
manager = bpy.context.window_manager
manager.clipboard = ""
names = {name: found[name] for name in ("window", "area")}
with bpy.context.temp_override(**names, region=found["sidebar"]):
    for ask in (bpy.ops.ui.copy_python_command_button, bpy.ops.ui.copy_data_path_button):
        if not manager.clipboard:
            try:
                ask()
            except RuntimeError:
                pass
answer = manager.clipboard
"""
SIDEBAR = """
found = view()
bar = found["sidebar"]
answer = [bar.x, found["window"].height - bar.y - bar.height, bar.width, bar.height]
"""
ADDON = 'import sys; addon = sys.modules["bl_ext.user_default.sketch_motion.addon.blender.%s"]; '
JOBS = ADDON % "jobs.session" + "answer = [type(s).__name__ for s in addon.session.jobs().values()]"
PREVIEWS = (
    ADDON % "jobs.session"
    + "answer = [bool(getattr(s, 'preview', None)) for s in addon.session.jobs().values()]"
)
TAKES = (
    ADDON % "write.scene_takes"
    + "answer = [[t.name, t.is_shown, t.is_aside] for t in addon.all_takes()]"
)
KEYS = """
control = next(o for o in bpy.data.objects if "control" in o.name and not o.hide_viewport)
bag = control.animation_data.action.layers[0].strips[0].channelbags[0]
answer = {f"{c.data_path} {c.array_index}": [list(k.co) for k in c.keyframe_points]
          for c in bag.fcurves}
"""
DRAWINGS = """
take = next(o for o in bpy.data.objects if o.type == "GREASEPENCIL" and not o.hide_viewport)
answer = [f.frame_number for f in max(take.data.layers, key=lambda l: len(l.frames)).frames]
"""
#: Whether Blender's file browser is open.
BROWSES = """
areas = bpy.context.window_manager.windows[0].screen.areas
answer = any(area.type == "FILE_BROWSER" for area in areas)
"""


HEAD = 32  # pixels from the middle of the last setting of a part to the head of the next
HEIGHT, STEP = 20, 3  # of a button; from one look for its upper edge to the next
ROW = 15  # pixels from one look at the panel to the next: less than a button is high
SIZE = 1200, 1000  # of the window: in a larger one each redraw takes long
SMALL = 1366, 768


class Panel:
    """The sidebar, whose buttons are found by the operator or property behind them."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._seen: dict[str, tuple[int, int]] = {}  # the middle of what was found

    def find(self, what: str, across: float = 0.5, start: float = 0.0) -> tuple[int, int]:
        """Return the middle of a button or setting whose command or path contains `what`.

        `across`: where in the row, 0 left to 1 right. `start`: how far down the sidebar to begin.
        """
        left, top, width, height = self._window.ask(SIDEBAR)
        x = left + round(across * (width - 30))
        known = [y for text, (_, y) in self._seen.items() if what in text]
        first = top + 36 + round(start * height)
        rows, others = [*known, *range(first, top + height - 8, ROW)], set()
        for down in (None, True, False):
            if down is not None:
                self.scroll(down=down)
                rows = [*range(top + 36, top + height - 8, ROW)]
            for y in rows:
                name = self._under(x, y)
                if what in name:
                    return self._middle(name, x, y)
                others.add(name)
        raise AssertionError(f"No {what} on the panel, only {sorted(others)}")

    def beside(self, other: str, across: float) -> tuple[int, int]:
        """Return a place in the row of `other`, which was found, for a button without a command.

        That is a menu, or a button that is only there for a moment.
        """
        y = next(place[1] for text, place in self._seen.items() if other in text)
        left, _, width, _ = self._window.ask(SIDEBAR)
        x = left + round(across * (width - 30))
        self._under(x, y)  # the mouse has to be seen there before it is pressed
        return x, y

    def _middle(self, name: str, x: int, y: int) -> tuple[int, int]:
        """Return the middle of a button, from top to bottom, and remember it."""
        if name not in self._seen or self._seen[name][1] != y:
            while self._under(x, y - STEP) == name:
                y -= STEP
            y += HEIGHT // 2
            self._seen[name] = x, y
        return x, y

    def _under(self, x: int, y: int) -> str:
        self._window.hand("mousemove", x, y, "sleep", 0.1, "mousemove", x + 1, y, "sleep", 0.1)
        found = str(self._window.ask(UNDER)) or str(self._window.ask(UNDER))  # it may be late
        return found

    def press(self, what: str, across: float = 0.5, start: float = 0.0) -> None:
        self._window.click(*self.find(what, across, start))
        say(f"pressed {what}")

    def scroll(self, *, down: bool) -> None:
        """Scroll the sidebar to its end."""
        self._seen.clear()  # all has moved
        left, top, width, height = self._window.ask(SIDEBAR)
        self._window.hand("mousemove", left + width // 3, top + height // 2, "sleep", 0.3)
        self._window.hand("click", "--repeat", 25, "--delay", 60, 5 if down else 4, "sleep", 1)

    def unfold_below(self, what: str) -> None:
        """Open the panel whose header is the next row below a setting."""
        x, y = self.find(what, 0.6)
        self._window.click(x, y + HEAD)
        self._seen.clear()  # what was below has moved

    def write(self, what: str, text: str) -> None:
        """Type into a text field."""
        x, y = self.find(what, 0.6)
        self._window.hand("mousemove", x, y, "click", "--repeat", 2, 1, "sleep", 0.6)
        self._window.hand("key", "ctrl+a", "sleep", 0.3, "type", "--delay", 60, text)
        self._window.hand("sleep", 0.4, "key", "Return", "sleep", 0.5)


def steps(window: Window, extension: Path, engine: Path, lab: Path) -> None:
    window.ask(SET_UP.format(extension=str(extension)))
    window.hand("mousemove", 100, 600, "key", "Escape", "sleep", 2)
    window.ask("view()['sidebar'].active_panel_category = 'Sketch Motion'")
    window.resize(*SIZE)
    panel = Panel(window)
    for stroke in FISH:
        window.draw([(0.66 * x, 0.66 * y + 60) for x, y in stroke])
    set_up(window, panel, str(engine.parent.parent))
    preview_and_cancel(window, panel)
    seeds(window, panel)
    edit(window, panel)
    compare(window, panel)
    export(window, panel, lab)
    save_and_undo(window, panel, lab)
    themes(window)
    small_screen(window)


def set_up(window: Window, panel: Panel, environment: str) -> None:
    """Set up the engine: the plan is shown, and one press checks and uses it."""
    busy = ADDON % "jobs.engine_setup" + "answer = addon.setup_job().busy"
    wait_for(lambda: not window.ask(busy), "the look at this computer")
    window.ask(f"bpy.ops.sketch_motion.setup_settings(environment={environment!r})")
    wait_for(lambda: not window.ask(busy), "the plan")
    window.picture("01_engine_planned")
    panel.press("sketch_motion.setup_start", 0.3)
    here = ADDON % "jobs.engine_setup" + "answer = addon.is_needed()"
    wait_for(lambda: not window.ask(here), "the engine to be set up")
    window.picture("02_engine_ready")
    say("the engine is set up")


def preview_and_cancel(window: Window, panel: Panel) -> None:
    """See the preview over the drawing, cancel, and animate once more to the end."""
    panel.write("sketch_motion.prompt", "the fish swims")
    window.ask("bpy.context.scene.sketch_motion.quality = 'full'")  # time enough to cancel it
    panel.press("sketch_motion.animate", 0.4)
    wait_for(lambda: any(window.ask(PREVIEWS)), "the first preview")
    window.picture("03_preview")
    window.click(*panel.beside("sketch_motion.animate", 0.94))
    wait_for(lambda: window.ask(JOBS) == ["JobCancelled"], "the end of the job")
    window.picture("04_cancelled")
    assert window.ask(TAKES) == []
    window.ask("bpy.context.scene.sketch_motion.quality = 'standard'")
    panel.press("sketch_motion.animate", 0.4)
    wait_for(lambda: len(window.ask(TAKES)) == 1, "the first take")
    say("a preview, cancelled, and animated again")
    window.picture("05_first_take")


def seeds(window: Window, panel: Panel) -> None:
    """Make three motions at once, and pick the second."""
    window.ask("bpy.context.scene.sketch_motion.quality = 'draft'")
    panel.unfold_below("sketch_motion.moved_as")
    panel.write("sketch_motion.seeds", "3")
    panel.press("sketch_motion.new_seed", 0.93)
    panel.press("sketch_motion.animate", 0.4)
    wait_for(lambda: window.ask(JOBS) == ["Finished"] * 3, "three motions")
    window.picture("06_three_seeds")
    panel.press("sketch_motion.apply_picked", 0.5)
    wait_for(lambda: len(window.ask(TAKES)) == 2, "the take that was picked")
    panel.press("sketch_motion.batch_close", 0.91)
    window.ask("bpy.context.scene.frame_set(9)")
    window.picture("07_picked")


def edit(window: Window, panel: Panel) -> None:
    """Set a key by hand, slow in, and put the take on twos."""
    window.ask(
        "with override(): bpy.ops.object.mode_set(mode='OBJECT')\n"
        "control = next(o for o in bpy.data.objects"
        " if 'control' in o.name and not o.hide_viewport)\n"
        "with override(): bpy.ops.object.select_all(action='DESELECT')\n"
        "control.select_set(True)\n"
        "bpy.context.view_layer.objects.active = control"
    )
    before = window.ask(KEYS)
    window.hand("mousemove", 500, 600, "sleep", 0.5, "key", "g", "key", "z", "sleep", 0.3)
    window.hand("type", "--delay", 80, "0.4")
    window.hand("key", "Return", "sleep", 0.6, "key", "i", "sleep", 1)
    after = window.ask(KEYS)
    assert after != before, after
    window.picture("08_key_edited")
    say("a key was edited by hand")
    panel.scroll(down=True)
    panel.press("into=0.6", 0.75)
    slowed = window.ask(KEYS)
    assert slowed != after
    window.picture("09_slow_in")
    panel.press("hold='2'", 0.5)
    frames = window.ask(DRAWINGS)
    assert all((b - a) % 2 == 0 for a, b in pairwise(frames)), frames
    window.picture("10_twos")


def compare(window: Window, panel: Panel) -> None:
    panel.press("sketch_motion.take_compare", 0.845)
    assert [shown for _, shown, _ in window.ask(TAKES)] == [True, True]
    assert any(aside for _, _, aside in window.ask(TAKES))
    with_all = "with override(): bpy.ops.view3d.view_all()"
    window.ask(with_all)
    window.picture("11_side_by_side")
    panel.press("sketch_motion.take_compare", 0.845)
    assert [shown for _, shown, _ in window.ask(TAKES)].count(True) == 1
    say("two takes side by side, and one again")


def export(window: Window, panel: Panel, lab: Path) -> None:
    """Export a GIF through Blender's file browser."""
    panel.scroll(down=True)
    panel.find("sketch_motion.take_again", 0.25, start=0.6)
    for wait_s in (1.0, 3.0, 6.0, 12.0):  # a busy machine opens the menu late, and swallows the key
        window.click(*panel.beside("sketch_motion.take_again", 0.75))  # a menu says no command
        window.hand("sleep", wait_s, "key", "g", "sleep", 1 + wait_s)  # the menu's first letter
        if window.ask(BROWSES):
            break
        window.hand("mousemove", 300, 600, "sleep", 0.5, "key", "Escape", "sleep", 1)
    window.picture("12_export_to")
    target = lab / "fish.gif"
    window.ask(
        "area = bpy.context.window_manager.windows[0].screen.areas[0]\n"
        "params = next(a for a in bpy.context.window_manager.windows[0].screen.areas"
        " if a.type == 'FILE_BROWSER').spaces.active.params\n"
        f"params.directory, params.filename = {str(lab)!r}.encode(), 'fish.gif'"
    )
    window.hand("mousemove", 700, 500, "sleep", 0.5, "key", "Return")
    wait_for(target.is_file, "the exported file")
    assert target.read_bytes().startswith(b"GIF8")
    written = ADDON % "jobs.exports" + "answer = [type(e.state).__name__ for e in addon.states()]"
    wait_for(lambda: window.ask(written) == ["Exported"], "the word that it is written")
    window.picture("13_exported")
    say(f"exported: {target.stat().st_size} bytes")


def save_and_undo(window: Window, panel: Panel, lab: Path) -> None:
    path = str(lab / "fish.blend")
    takes = window.ask(TAKES)
    window.ask(f"bpy.ops.wm.save_as_mainfile(filepath={path!r})")
    window.ask(f"bpy.ops.wm.open_mainfile(filepath={path!r})")
    window.ask("view()['sidebar'].active_panel_category = 'Sketch Motion'")
    assert window.ask(TAKES) == takes
    window.picture("14_opened_again")
    panel.find("sketch_motion.take_show", 0.08)
    window.click(*panel.beside("sketch_motion.take_show", 0.93))  # the menu of the take
    window.hand("sleep", 0.5, "key", "d", "sleep", 1)  # its first letter: Delete Take
    assert len(window.ask(TAKES)) == 1
    window.press("ctrl+z")
    assert window.ask(TAKES) == takes
    window.picture("15_undone")
    say("saved, opened again, a take deleted and brought back")


def themes(window: Window) -> None:
    """Look at the same panel in the light theme."""
    light: Any = window.ask(
        "import pathlib\n"
        "root = pathlib.Path(bpy.utils.resource_path('SYSTEM'))\n"
        "found = sorted(root.rglob('[Bb]lender_[Ll]ight.xml'))\n"
        "answer = str(found[0]) if found else ''"
    )
    if not light:
        say("this Blender has no light theme")
        return
    menu = "USERPREF_MT_interface_theme_presets"
    window.ask(f"bpy.ops.script.execute_preset(filepath={light!r}, menu_idname={menu!r})")
    window.picture("16_light_theme")


def small_screen(window: Window) -> None:
    """Look at the same panel in a window as small as a laptop's."""
    window.resize(*SMALL)
    window.hand("mousemove", 300, 400, "sleep", 2)
    window.picture("17_small_screen")
    height = window.ask("answer = view()['window'].height")
    assert height == SMALL[1], height
    window.ask("bpy.context.preferences.view.language = 'de_DE'")
    window.hand("mousemove", 320, 400, "sleep", 2)
    window.picture("18_german")


if __name__ == "__main__":
    sys.exit(main(steps, __doc__))
