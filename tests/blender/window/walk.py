# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An animator's walk through the add-on in a real Blender window, by mouse and keyboard.

    python tests/blender/window/walk.py --extension dist/sketch_motion-0.1.0.zip \
        --engine .venv/bin/python --out out/window

A fish is drawn with the mouse in Draw Mode, Animate is pressed, the result and its keys are looked
at, Ctrl+Z, Ctrl+Shift+Z, saved, opened again. Pictures of every station go to --out. Needs Blender,
Xvfb, xdotool and ImageMagick's `import`: where one is missing it says so and ends with 0.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TOOLS = ("Xvfb", "xdotool", "import")
PATIENCE_S = 600.0  # a busy machine that draws in software is slow
SCREEN = 1600, 1000  # pixels
Point = tuple[float, float]


class Window:
    """Blender on a screen of its own; `ask` runs Python in it and returns the value of `answer`."""

    def __init__(self, blender: str, lab: Path, out: Path, only: str = "") -> None:
        self._lab, self._asked = lab, 0
        self.out = out  # for pictures
        self.only = only  # the subject to walk with; "": all
        self._size = SCREEN
        read, write = os.pipe()
        across, down = map(str, SCREEN)
        screen = ["-screen", "0", f"{across}x{down}x24", "+extension", "GLX", "-nolisten", "tcp"]
        command = ["Xvfb", "-displayfd", str(write), *screen]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._server = subprocess.Popen(command, pass_fds=[write], **quiet)  # type: ignore[call-overload]
        os.close(write)
        display = f":{os.read(read, 16).decode().strip()}"
        self._environment = {
            **os.environ,
            "DISPLAY": display,
            "BLENDER_USER_RESOURCES": str(lab / "resources"),
            "SKETCH_MOTION_HOME": str(lab / "home"),
            "SKETCH_MOTION_WALK": str(lab),
        }
        size = ["--window-geometry", "0", "0", across, down]
        command = [blender, "--factory-startup", "--offline-mode", *size]
        command += ["--python", str(HERE / "inside.py")]
        with (out / "blender.log").open("wb") as log:
            self._blender = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)

    def ask(self, code: str) -> Any:
        self._asked += 1
        question = self._lab / f"{self._asked:04d}.py"
        part = question.with_suffix(".writing")
        part.write_text(code, encoding="utf-8")
        part.replace(question)
        reply = question.with_suffix(".json")
        is_over = lambda: reply.exists() or self._blender.poll() is not None  # noqa: E731
        wait_for(is_over, "Blender's answer", every_s=0.02)
        if not reply.exists():
            raise AssertionError(f"Blender ended: see {self.out / 'blender.log'}")
        found = json.loads(reply.read_text(encoding="utf-8"))
        if "error" in found:
            raise AssertionError(found["error"])
        return found["answer"]

    def hand(self, *words: object) -> None:
        """Use mouse or keyboard, by the commands of xdotool."""
        command = ["xdotool", *map(str, words)]
        subprocess.run(command, env=self._environment, check=True)

    def draw(self, points: Sequence[Point]) -> None:
        """Draw one stroke: the mouse goes on once Blender has met it, and has felt the press.

        Else a busy Blender begins the stroke at a place that the mouse comes to later.
        """
        spots = [(round(x), round(y)) for x, y in points]
        x, y = spots[0]
        self.hand("mousemove", x - 3, y - 2, "sleep", 0.3, "mousemove", x, y, "sleep", 0.3)
        self.ask(NOTHING)
        self.hand("mousedown", 1, "sleep", 0.3)
        self.ask(NOTHING)
        for x, y in spots:
            self.hand("mousemove", x, y, "sleep", 0.06)
        self.ask(NOTHING)
        self.hand("sleep", 0.3, "mouseup", 1, "sleep", 0.3)
        self.ask(NOTHING)

    def click(self, x: int, y: int) -> None:
        """Click once Blender has drawn: only a button drawn under the mouse can be pressed."""
        self.hand("mousemove", x - 2, y, "sleep", 0.4, "mousemove", x, y, "sleep", 0.5)
        self.ask(DRAW)
        self.hand("sleep", 0.2, "mousemove", x + 1, y, "sleep", 0.2)  # it is drawn: it is met now
        self.hand("mousedown", 1, "sleep", 0.25, "mouseup", 1, "sleep", 0.3)

    def press(self, keys: str) -> None:
        self.hand("mousemove", 500, 700, "sleep", 0.5, "key", keys, "sleep", 2)

    def picture(self, name: str) -> None:
        """Save a picture of the window once Blender has drawn all changes."""
        self.ask(DRAW)
        time.sleep(1.5)
        target, part = str(self.out / f"{name}.png"), "{}x{}+0+0".format(*self._size)
        command = ["import", "-window", "root", "-crop", part, "+repage", target]
        subprocess.run(command, env=self._environment, check=True)

    def resize(self, width: int, height: int) -> None:
        """Resize the window, as on a smaller screen; pictures show only this part."""
        self._size = width, height
        command = ["search", "--onlyvisible", "--class", "Blender", "windowsize", width, height]
        self.hand(*command, "sleep", 2)
        of_window = "answer = [view()['window'].width, view()['window'].height]"
        wait_for(lambda: self.ask(of_window) == [width, height], "the window's new size")
        self.ask(DRAW)

    def close(self) -> None:
        for process in (self._blender, self._server):
            process.terminate()
            process.wait(timeout=20)


def wait_for(done: Callable[[], bool], what: str, every_s: float = 0.2) -> None:
    end = time.monotonic() + PATIENCE_S
    while not done():
        if time.monotonic() > end:
            raise AssertionError(f"Waited {PATIENCE_S:.0f} s for {what}")
        time.sleep(every_s)


def arch(first: Point, last: Point, height: float) -> list[Point]:
    """Return an arch between two points that rises by `height` pixels (negative: falls)."""
    steps = [index / 16 for index in range(17)]
    (x0, y0), (x1, y1) = first, last
    return [
        (x0 + t * (x1 - x0), y0 + t * (y1 - y0) - height * math.sin(math.pi * t)) for t in steps
    ]


FISH = [
    arch((290, 430), (640, 430), 95),
    arch((290, 430), (640, 430), -95),
    arch((640, 430), (740, 330), 15),
    arch((740, 330), (740, 530), 0),
    arch((740, 530), (640, 430), -15),
    arch((390, 370), (390, 490), 0),
]

NOTHING = "answer = None"  # asked so that Blender has dealt with what came before
DRAW = """
window = bpy.context.window_manager.windows[0]
areas = list(window.screen.areas)  # a file browser may stand in for all of them
for area in areas:
    area.tag_redraw()
area = next((area for area in areas if area.type == "VIEW_3D"), areas[0])
region = next(region for region in area.regions if region.type == "WINDOW")
with bpy.context.temp_override(window=window, area=area, region=region):
    bpy.ops.wm.redraw_timer(type="DRAW_WIN_SWAP", iterations=2)
"""
SET_UP = """
bpy.context.preferences.view.show_splash = False
bpy.context.preferences.view.filebrowser_display_type = "SCREEN"  # no window of its own
bpy.ops.extensions.package_install_files(
    filepath={extension!r}, repo="user_default", enable_on_install=True, overwrite=True)
name = "bl_ext.user_default.sketch_motion"
bpy.context.preferences.addons[name].preferences.python = {engine!r}
for item in list(bpy.data.objects):
    bpy.data.objects.remove(item)
with override():
    bpy.ops.view3d.view_axis(type="FRONT")
    bpy.ops.object.grease_pencil_add(type="EMPTY")
    bpy.ops.object.mode_set(mode="PAINT_GREASE_PENCIL")
space = view()["area"].spaces.active
space.show_region_ui, space.show_region_asset_shelf = True, False
bpy.context.scene.sketch_motion.prompt = "the fish swims"
"""
KEYS = """
action = next(item for item in bpy.data.objects if item.type == "ARMATURE").animation_data
bag = action.action.layers[0].strips[0].channelbag(action.action_slot)
answer = [len(curve.keyframe_points) for curve in bag.fcurves]
"""
HAS_RESULT = "answer = 'GPencil motion' in bpy.data.objects"


def walk(window: Window, extension: Path, engine: Path, lab: Path) -> None:
    window.ask(SET_UP.format(extension=str(extension), engine=str(engine)))
    window.hand("mousemove", 100, 600, "key", "Escape", "sleep", 2)
    window.ask("view()['sidebar'].active_panel_category = 'Sketch Motion'")
    for stroke in FISH:
        window.draw(stroke)
    window.picture("1_drawn")
    strokes = "answer = len(bpy.data.objects['GPencil'].data.layers[0].frames[0].drawing.strokes)"
    assert window.ask(strokes) == len(FISH)
    before = window.ask("answer = fingerprint()")

    window.click(*window.ask("answer = button()"))
    window.picture("2_running")
    wait_for(lambda: bool(window.ask(HAS_RESULT)), "the result")
    window.picture("3_result")
    after = window.ask("answer = fingerprint()")
    kinds = [key[1] for key in after["GPencil motion"][3:]]
    assert after["GPencil"][0] and "GENERATED" not in kinds, after
    keys = window.ask(KEYS)
    assert keys and max(keys) <= 14, keys
    rest, moved = (
        window.ask(f"answer = evaluated('GPencil motion', {frame})") for frame in (1, 13)
    )
    assert max(map(math.dist, rest, moved)) > 0.01
    window.ask("bpy.context.scene.frame_set(13)")
    window.picture("4_frame_13")
    window.ask("bpy.context.scene.frame_set(1)")
    say("animated: mouse, panel, bones with few keys")

    window.press("ctrl+z")
    assert window.ask("answer = fingerprint()") == before
    window.press("ctrl+shift+z")
    assert window.ask("answer = fingerprint()") == after
    say("undone and redone, to the bit")

    path = str(lab / "fish.blend")
    window.ask(f"bpy.ops.wm.save_as_mainfile(filepath={path!r})")
    window.ask(f"bpy.ops.wm.open_mainfile(filepath={path!r})")
    assert window.ask("answer = evaluated('GPencil motion', 13)") == moved
    window.picture("5_opened_again")
    say("saved and opened again")


#: Steps in a window, given the extension's zip, the engine's Python and a folder for files.
Walk = Callable[[Window, Path, Path, Path], None]


def say(text: str) -> None:
    print(f"== {text}", flush=True)


def main(steps: Walk = walk, what: str | None = __doc__) -> int:
    parser = argparse.ArgumentParser(description=(what or "").splitlines()[0])
    parser.add_argument("--extension", type=Path, required=True)
    parser.add_argument("--engine", type=Path, required=True, help="the engine's Python")
    parser.add_argument("--out", type=Path, default=Path("out/window"))
    parser.add_argument("--blender", default="blender")
    parser.add_argument("--only", default="", help="walk with this subject alone")
    options = parser.parse_args()
    missing = [tool for tool in (options.blender, *TOOLS) if shutil.which(tool) is None]
    if missing:
        say(f"skipped: not found here: {', '.join(missing)}")
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sketch-motion-walk-") as folder:
        lab = Path(folder)
        (lab / "resources").mkdir()
        window = Window(options.blender, lab, options.out.resolve(), options.only)
        try:
            engine = Path(os.path.abspath(options.engine))  # a link of a venv has to stay one
            steps(window, options.extension.resolve(), engine, lab)
        finally:
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
