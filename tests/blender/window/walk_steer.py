# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beats dragged as bars, and a motion that is steered, in a real Blender window.

    python tests/blender/window/walk_steer.py --extension dist/sketch_motion-0.1.0.zip \
        --engine .venv/bin/python --out out/window_steer

A fish is drawn by a script; its sentence plays over it with its bones. The end of a beat is dragged
with the mouse to a marker, and undone; then an arrow steers the fish.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from walk import DRAW, FISH, SET_UP, Window, main, say, wait_for
from walk_live import FISH_OF_POINTS, IS_WARM, NAMES

SIZE = 1000, 640
PLAYS = NAMES + "answer = live_view.playing is not None"
BEATS = """
answer = [[b.action, b.start, b.frames] for b in bpy.context.scene.sketch_motion.beats]
"""
#: Where a bar lies, in pixels from the top left of the window: begin, end, and middle in height.
BAR = """
import sys
bars_module = sys.modules["bl_ext.user_default.sketch_motion.addon.blender.ui.beat_bars"]
found = view()
with override():
    bars = bars_module.bars_in(bpy.context)
left, low, right, high = bars.box({index})
region, top = found["region"], found["window"].height
y = top - region.y - (low + high) / 2
answer = [region.x + left, region.x + right, y, region.x + bars.x({frame})]
"""
SHOW = "with override():\n    bpy.ops.sketch_motion.show_bones('EXEC_DEFAULT', True)"
SHOWN = """
import sys
bones = sys.modules["bl_ext.user_default.sketch_motion.addon.blender.jobs.bones"].bones
answer = bones.shown is not None and not bones.job
"""
STEERED = """
with override():
    bpy.ops.sketch_motion.new_helper('EXEC_DEFAULT', True, kind="arrow")
arrow = bpy.data.objects["GPencil"].sketch_motion_steering.arrow
arrow.rotation_euler.y -= 0.7
"""


def drag(window: Window, start: tuple[float, float], end: tuple[float, float]) -> None:
    (x, y), (to_x, to_y) = start, end
    window.hand("mousemove", x - 3, y, "sleep", 1, "mousemove", x, y, "sleep", 1)
    window.ask(DRAW)
    window.hand("mousedown", 1, "sleep", 0.8)
    for step in range(1, 5):
        share = step / 4
        at = (round(x + share * (to_x - x)), round(y + share * (to_y - y)))
        window.hand("mousemove", *at, "sleep", 0.5)
    window.hand("mouseup", 1, "sleep", 1.5)


def walk_steer(window: Window, extension: Path, engine: Path, lab: Path) -> None:
    window.ask(SET_UP.format(extension=str(extension), engine=str(engine)))
    window.hand("mousemove", 100, 600, "key", "Escape", "sleep", 2)
    window.ask("view()['sidebar'].active_panel_category = 'Sketch Motion'")
    window.resize(*SIZE)
    window.ask(FISH_OF_POINTS.format(strokes=FISH))
    window.ask("bpy.ops.object.mode_set(mode='OBJECT')")
    window.ask("bpy.context.scene.timeline_markers.new('Clap', frame=8)")
    window.ask(NAMES + "session.ready_client().start(); registration.wake()")
    wait_for(lambda: bool(window.ask(IS_WARM)), "the engine")
    window.ask("bpy.context.scene.sketch_motion.prompt = 'the fish swims, then it jumps'")
    wait_for(lambda: bool(window.ask(PLAYS)), "the motion")
    window.ask(SHOW)
    wait_for(lambda: bool(window.ask(SHOWN)), "the bones")
    window.ask("with override():\n    bpy.ops.sketch_motion.edit_beats('EXEC_DEFAULT', True)")
    wait_for(lambda: bool(window.ask(PLAYS)), "the motion")
    window.picture("1_beats_and_bones")

    _, right, y, marker = window.ask(BAR.format(index=0, frame=7))
    drag(window, (round(right - 3), round(y)), (round(marker + 1), round(y)))
    beats: list[Any] = window.ask(BEATS)
    assert beats and beats[0][1:] == [0, 7], beats
    window.picture("2_dragged_to_a_marker")
    say(f"dragged to the marker: {beats}")
    window.hand("mousemove", 300, 400, "sleep", 1, "key", "ctrl+z", "sleep", 2)
    undone = window.ask(BEATS)
    assert undone != beats, undone
    say(f"undone: {undone}")

    window.ask(STEERED)
    wait_for(lambda: bool(window.ask(PLAYS)), "the motion")
    window.picture("3_steered_by_an_arrow")


if __name__ == "__main__":
    sys.exit(main(walk_steer, __doc__))
