# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A newcomer's day in a real Blender window, by mouse and keyboard: five drawings and all one does.

    python tests/blender/window/walk_newcomer.py --extension dist/sketch_motion-0.1.0.zip \
        --engine .venv/bin/python --out out/window_newcomer

A person, a dog, a bird, a car and a flower are drawn. Each is animated as a rig, a joint corrected,
a key moved in the timeline, the motion continued with a second sentence and reused on a second
drawing, beats put into another order, the result baked, undone, saved and opened again.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from subjects import SUBJECTS, Stroke, Subject
from walk import DRAW, SET_UP, Window, main, say, wait_for
from walk_bones import JOINT, PLACED, SETTLED
from walk_bones import NAMES as BONE_NAMES
from walk_live import IS_WARM, NAMES
from walk_takes import ADDON, Panel

PLAYS = NAMES + "answer = live_view.playing is not None and not live_view.is_waiting"
TAKES = (
    ADDON % "write.scene_takes" + "answer = [[t.name, t.is_shown, t.has_bones, t.source_name]"
    " for t in addon.all_takes()]"
)
#: What went wrong, in words; "" for nothing.
TROUBLE = NAMES + (
    "failed = [s for s in session.jobs().values() if type(s).__name__ == 'JobFailed']\n"
    "answer = str(session.notice or (failed[0] if failed else ''))"
)
JOINT_NAMES = BONE_NAMES + "answer = [joint.name for joint in bones.shown.found.joints()]"
MODE = """
active = bpy.context.window.view_layer.objects.active
answer = [active.name, active.mode]
"""
#: Keys of the armature that is active: [path, axis, frames].
KEYS = """
rig = bpy.context.window.view_layer.objects.active
bag = rig.animation_data.action.layers[0].strips[0].channelbag(rig.animation_data.action_slot)
answer = [[c.data_path, c.array_index, [round(k.co[0], 2) for k in c.keyframe_points]]
          for c in bag.fcurves]
"""
#: Where a key of the summary row is in the timeline, in pixels from the window's top left.
KEY_PLACE = """
window = bpy.context.window_manager.windows[0]
area = next(area for area in window.screen.areas if area.type == "DOPESHEET_EDITOR")
region = next(region for region in area.regions if region.type == "WINDOW")
x, _ = region.view2d.view_to_region({frame}, 0, clip=False)
answer = [region.x + x, window.height - (region.y + region.height - 33)]
"""
#: The upper edge of the timeline, in pixels from the window's top left.
TIMELINE_EDGE = """
window = bpy.context.window_manager.windows[0]
area = next(area for area in window.screen.areas if area.type == "DOPESHEET_EDITOR")
answer = [area.x + area.width // 2, window.height - (area.y + area.height)]
"""
SECOND = """
import numpy as np
found = view()
from bpy_extras.view3d_utils import region_2d_to_location_3d
data_of, region = found["area"].spaces.active.region_3d, found["region"]
strokes = {strokes!r}
with override():
    if bpy.context.object.mode != "OBJECT":
        bpy.ops.object.mode_set(mode="OBJECT")
    bpy.ops.object.grease_pencil_add(type="EMPTY")
item = bpy.context.window.view_layer.objects.active
item.name = "Second"
drawing = item.data.layers[0].frames[0].drawing
drawing.add_strokes([len(stroke) for stroke in strokes])
top = found["window"].height
places = [
    region_2d_to_location_3d(region, data_of, (x - region.x, top - region.y - y), (0, 0, 0))
    for stroke in strokes for x, y in stroke
]
drawing.attributes["position"].data.foreach_set("vector", [v for p in places for v in p])
radius = drawing.attributes.new("radius", "FLOAT", "POINT")
radius.data.foreach_set("value", [0.02] * len(places))
drawing.tag_positions_changed()
"""
CHOOSE = """
with override():
    active = bpy.context.object
    if active is not None and active.mode != "OBJECT":
        bpy.ops.object.mode_set(mode="OBJECT")
layer = bpy.context.window.view_layer
for item in bpy.data.objects:
    item.select_set(item.name in {names!r})
layer.objects.active = bpy.data.objects[{names!r}[-1]]
"""
SHOWN = (
    ADDON % "write.scene_takes"
    + "takes = [t for t in addon.all_takes() if t.is_shown and t.source_name == {of!r}]\n"
    + "answer = [take.object.name for take in takes]"
)
SIZE = 1200, 1000
SCALE = 0.66  # of the drawings, so that they fit into the view
PROMPT = (100, 42)  # of the prompt's field, from the sidebar's top left


class Newcomer:
    """One subject in a window, and the pictures of what is done with it."""

    def __init__(self, window: Window, subject: Subject) -> None:
        self._window, self._subject = window, subject
        self._panel, self._count = Panel(window), 0
        self._takes = 0  # that have been made
        x, y = window.ask("answer = button()")
        self._corner = x - 144, y - 77

    def picture(self, what: str) -> None:
        self._count += 1
        self._window.hand("mousemove", 500, SIZE[1] - 90, "sleep", 0.3)
        self._window.picture(f"{self._subject.name}_{self._count:02d}_{what}")

    def at(self, frame: int) -> None:
        self._window.ask(f"bpy.context.window_manager.windows[0].scene.frame_set({frame})")

    def write(self, text: str) -> None:
        """Type the sentence."""
        x, y = self._corner[0] + PROMPT[0], self._corner[1] + PROMPT[1]
        self._panel.scroll(down=False)
        self._window.hand("mousemove", x - 2, y, "sleep", 0.5, "mousemove", x, y, "sleep", 0.5)
        self._window.ask(DRAW)
        self._window.hand("click", 1, "sleep", 1.5, "key", "ctrl+a", "sleep", 0.5)
        self._window.hand("type", "--delay", 70, text)
        self._window.hand("sleep", 0.8, "key", "Return", "sleep", 1)
        prompt = "answer = bpy.context.window_manager.windows[0].scene.sketch_motion.prompt"
        assert self._window.ask(prompt) == text, self._window.ask(prompt)

    def new_take(self) -> None:
        """Wait for one more take."""
        window, count = self._window, self._takes + 1
        wait_for(
            lambda: len(window.ask(TAKES)) >= count or bool(window.ask(TROUBLE)), f"{count} takes"
        )
        self._takes = len(window.ask(TAKES))
        assert self._takes == count, (window.ask(TROUBLE), window.ask(TAKES))

    def draw(self) -> None:
        for stroke in self._subject.strokes:
            self._window.draw([(SCALE * x, SCALE * y + 60) for x, y in stroke])
        self.picture("drawn")
        self.write(self._subject.sentence)
        wait_for(lambda: bool(self._window.ask(PLAYS)), "the motion over the drawing")
        self.picture("plays_over_the_drawing")

    def correct(self) -> None:
        """Drag a joint of the bones that were found."""
        window = self._window
        self._panel.press("sketch_motion.show_bones", start=0.2)
        wait_for(lambda: bool(window.ask(SETTLED)), "the bones")
        self.picture("bones")
        names = window.ask(JOINT_NAMES)
        say(f"{self._subject.name}: joints {', '.join(names)}")
        start = [round(v) for v in window.ask(JOINT.format(joint=names[-1]))]
        x, y = start
        across, down = self._subject.drag
        window.hand("mousemove", x - 4, y, "sleep", 0.8, "mousemove", x, y, "sleep", 1)
        window.ask(DRAW)
        window.hand("mousedown", 1, "sleep", 0.5)
        for step in range(1, 7):
            window.hand("mousemove", x + across * step // 6, y + down * step // 6, "sleep", 0.15)
        window.hand("sleep", 0.6, "mouseup", 1, "sleep", 1)
        wait_for(lambda: bool(window.ask(PLACED)), "the joint to be placed")
        wait_for(lambda: bool(window.ask(SETTLED)), "the bones")
        self.picture("joint_dragged")
        self._panel.press("sketch_motion.show_bones", start=0.2)

    def animate(self) -> None:
        self._window.click(*self._window.ask("answer = button()"))
        self.new_take()
        assert self._window.ask(TAKES)[0][2], "no bones"
        for frame in (7, 15):
            self.at(frame)
            self.picture(f"frame_{frame}")

    def move_a_key(self) -> None:
        """Take hold of the bones and move a key in the timeline by a frame."""
        window = self._window
        self._panel.press("sketch_motion.take_pose", start=0.2)
        assert window.ask(MODE)[1] == "POSE", window.ask(MODE)
        before: Any = window.ask(KEYS)
        frames = sorted({frame for _, _, row in before for frame in row})
        alone = [min(f - b, a - f) for b, f, a in zip(frames, frames[1:], frames[2:], strict=False)]
        frame = frames[1 + alone.index(max(alone))]  # the easiest to click on
        self.picture("posing")
        self._heighten_timeline()
        x, y = (round(v) for v in window.ask(KEY_PLACE.format(frame=frame)))
        window.hand("mousemove", x - 2, y, "sleep", 0.5, "key", "alt+a", "sleep", 0.5)
        window.hand("key", "Home", "sleep", 2)  # the keys fill the timeline, by and by
        window.ask(DRAW)
        x, y = (round(v) for v in window.ask(KEY_PLACE.format(frame=frame)))
        window.click(x, y)
        window.ask(DRAW)
        window.hand("sleep", 0.5, "key", "g", "sleep", 0.5, "key", "1", "sleep", 0.4)
        window.hand("key", "Return", "sleep", 1)
        after = window.ask(KEYS)
        now = sorted({at for _, _, row in after for at in row})
        say(f"{self._subject.name}: key at {frame} moved: {frames} are {now}")
        moved = {*frames} - {*now}
        assert before != after and moved <= {frame}, f"others were moved: {moved}"
        self.picture("key_moved")
        self._panel.press("sketch_motion.take_pose", start=0.2)
        assert window.ask(MODE)[1] == "OBJECT", window.ask(MODE)

    def _heighten_timeline(self) -> None:
        """Drag the timeline's upper edge up: its scroll bar lies over the keys of a low one."""
        window = self._window
        x, y = window.ask(TIMELINE_EDGE)
        if y < SIZE[1] - 150:
            return
        for _ in range(3):  # a busy machine may let go of it
            window.hand("mousemove", x, y - 8, "sleep", 0.5, "mousemove", x, y, "sleep", 1)
            window.ask(DRAW)
            window.hand("mousedown", 1, "sleep", 0.5)
            for up in (20, 60, 110):
                window.hand("mousemove", x, y - up, "sleep", 0.4)
            window.hand("mouseup", 1, "sleep", 1)
            window.ask(DRAW)
            if window.ask(TIMELINE_EDGE)[1] < y:
                return
        raise AssertionError("the timeline is as low as it was")

    def go_on(self) -> None:
        """Continue from the last frame with a second sentence."""
        self.at(24)
        self.write(self._subject.second)
        self._panel.press("sketch_motion.go_on", 0.2)
        self.new_take()
        for frame in (24, 34):
            self.at(frame)
            self.picture(f"continued_frame_{frame}")

    def reuse(self) -> None:
        """Put the motion on a second drawing, by the menu of the take."""
        window = self._window
        (name,) = window.ask(SHOWN.format(of="GPencil"))
        self.at(1)  # where the second drawing begins
        strokes: list[Stroke] = self._subject.redrawn(0.6 * SCALE, 360)
        window.ask(SECOND.format(strokes=strokes))
        window.ask(CHOOSE.format(names=["Second", name]))
        self._panel.scroll(down=True)
        self._panel.find("sketch_motion.take_show", 0.08, start=0.2)
        window.click(*self._panel.beside("sketch_motion.take_show", 0.93))
        self.picture("menu_of_the_take")
        window.hand("sleep", 0.5, "key", "a", "sleep", 1)
        self.new_take()
        for frame in (12,):
            self.at(frame)
            self.picture(f"reused_frame_{frame}")

    def reorder(self) -> None:
        """Put the beats of a sentence into another order, and animate that."""
        window = self._window
        (name,) = window.ask(SHOWN.format(of="GPencil"))
        window.ask(CHOOSE.format(names=[name]))
        self.at(1)
        self.write(self._subject.beats)
        wait_for(lambda: bool(window.ask(PLAYS)), "the motion over the drawing")
        self.picture("two_beats")
        self._panel.press("sketch_motion.edit_beats")
        self._panel.press("sketch_motion.beat_later", 0.87)
        self.picture("beats_reordered")
        window.click(*window.ask("answer = button()"))
        self.new_take()
        for frame in (18,):
            self.at(frame)
            self.picture(f"reordered_frame_{frame}")

    def keep(self, path: Path) -> None:
        """Bake, undo that, save and open again."""
        window = self._window
        has_bones = TAKES + "\nanswer = [row[2] for row in answer if row[1]]"
        before = window.ask(has_bones)
        self._panel.scroll(down=True)
        self._panel.press("sketch_motion.take_bake", start=0.3)
        wait_for(lambda: window.ask(has_bones) != before, "the drawings")
        self.picture("baked")
        window.press("ctrl+z")
        assert window.ask(has_bones) == before
        self.picture("undone")
        takes = window.ask(TAKES)
        window.ask(f"bpy.ops.wm.save_as_mainfile(filepath={str(path)!r})")
        window.ask(f"bpy.ops.wm.open_mainfile(filepath={str(path)!r})")
        assert window.ask(TAKES) == takes
        self.picture("opened_again")


def day_with(window: Window, subject: Subject, lab: Path) -> None:
    newcomer = Newcomer(window, subject)
    newcomer.draw()
    newcomer.correct()
    newcomer.animate()
    say(f"{subject.name}: animated")
    newcomer.move_a_key()
    newcomer.go_on()
    say(f"{subject.name}: continued")
    newcomer.reuse()
    say(f"{subject.name}: reused")
    newcomer.reorder()
    newcomer.keep(lab / f"{subject.name}.blend")
    say(f"{subject.name}: beats in another order, baked, undone, saved, opened")


def set_up(window: Window, extension: Path, engine: Path) -> None:
    """Install the add-on, show its panel, and wait until its engine is warm."""
    window.ask(SET_UP.format(extension=str(extension), engine=str(engine)))
    window.ask("bpy.context.scene.sketch_motion.prompt = ''")
    window.hand("mousemove", 100, 600, "key", "Escape", "sleep", 2)
    window.resize(*SIZE)
    window.ask("view()['sidebar'].active_panel_category = 'Sketch Motion'")
    window.ask(NAMES + "session.ready_client().start(); registration.wake()")
    wait_for(lambda: bool(window.ask(IS_WARM)), "the engine")


def walk_newcomer(window: Window, extension: Path, engine: Path, lab: Path) -> None:
    subjects = [one for one in SUBJECTS if window.only in ("", one.name)]
    for number, subject in enumerate(subjects):
        if number:
            window.ask("bpy.ops.wm.read_homefile()")
        set_up(window, extension, engine)
        day_with(window, subject, lab)


if __name__ == "__main__":
    sys.exit(main(walk_newcomer, __doc__))
