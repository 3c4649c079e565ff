# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion from a video in a real Blender window, by mouse and keyboard.

    python tests/blender/window/walk_video.py --extension dist/sketch_motion-0.1.0.zip \
        --engine .venv/bin/python --out out/window_video

A person is drawn and exported for a video model. A clip of it that waves comes back, smaller and at
another frame rate, drawn anew in each frame. *Import Motion* makes a rig of it; a bone is posed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from subjects import SUBJECTS
from walk import DRAW, Window, main, say, wait_for
from walk_newcomer import MODE, SHOWN, TAKES, Newcomer, set_up
from walk_takes import ADDON, BROWSES, Panel

ROOT = Path(__file__).resolve().parents[3]
SUBJECT = SUBJECTS[0]
LIMIT_S = 1200
OFF = 2.5  # percent of the drawing, that a stroke may miss the clip's motion
#: Writes what is drawn for the clip that comes back.
WRITE = (
    ADDON % "jobs.submission"
    + "scene = bpy.context.window_manager.windows[0].scene\n"
    + "region = view()['area'].spaces.active.region_3d\n"
    + "addon.captured(bpy.data.objects['GPencil'], scene, region).drawing.write({path!r})"
)
EXPORTED = (
    ADDON % "jobs.exports" + "answer = [[type(e.state).__name__, e.target.name]"
    " for e in addon.states()]"
)
JOB = (
    ADDON % "write.scene_takes"
    + "take = addon.all_takes()[0]\n"
    + "import pathlib\n"
    + "session = sys.modules['bl_ext.user_default.sketch_motion.addon.blender.jobs.session']\n"
    + "answer = str(session.session.ready_client().folder(take.job))"
)
NAME_IN_BROWSER = """
area = next(a for a in bpy.context.window_manager.windows[0].screen.areas
            if a.type == "FILE_BROWSER")
params = area.spaces.active.params
params.directory, params.filename = {folder!r}.encode(), {name!r}
"""
#: Where the middle of a bone is, in pixels from the window's top left, and which bones there are.
BONE = """
from bpy_extras.view3d_utils import location_3d_to_region_2d
rig = bpy.context.window.view_layer.objects.active
bone = rig.pose.bones[{bone!r}]
found = view()
region = found["region"]
middle = rig.matrix_world @ ((bone.head + bone.tail) / 2)
x, y = location_3d_to_region_2d(region, found["area"].spaces.active.region_3d, middle)
answer = [region.x + x, found["window"].height - (region.y + y)]
"""
BONES = "answer = [b.name for b in bpy.context.window.view_layer.objects.active.pose.bones]"
CHOSEN = "bone = bpy.context.active_pose_bone\nanswer = bone.name if bone is not None else ''"


def walk_video(window: Window, extension: Path, engine: Path, lab: Path) -> None:
    set_up(window, extension, engine)
    walked = VideoWalk(window, engine, lab)
    walked.newcomer.draw()
    walked.export()
    walked.clip_comes_back()
    walked.import_motion()
    walked.compare()
    walked.pose()


class VideoWalk:
    """The way of one drawing to a video model and back."""

    def __init__(self, window: Window, engine: Path, lab: Path) -> None:
        self._window, self._engine, self._lab = window, engine, lab
        self._panel = Panel(window)
        self.newcomer = Newcomer(window, SUBJECT)

    def export(self) -> None:
        """Write the drawing for a video model through Blender's file browser."""
        window, folder = self._window, self._lab / "for_video"
        self._open_drawing_panel()
        self._browse("sketch_motion.export_model_picture")
        self.newcomer.picture("export_to")
        window.ask(NAME_IN_BROWSER.format(folder=str(folder.parent), name=folder.name))
        self._accept()
        wait_for(lambda: (folder / "prompt.txt").is_file(), "the picture")
        written = [["Exported", folder.name]]
        wait_for(lambda: window.ask(EXPORTED) == written, "the word that it is written")
        self.newcomer.picture("exported")
        with Image.open(folder / "first.png") as picture:
            picture.save(window.out / "first.png")
            say(f"exported: {picture.size}, {(folder / 'prompt.txt').read_text().strip()!r}")

    def _open_drawing_panel(self) -> None:
        """Unfold the panel Drawing, whose head is below that of the beats."""
        self._panel.unfold_below("sketch_motion.edit_beats")
        self.newcomer.picture("panel_drawing")

    def _browse(self, what: str) -> None:
        self._panel.press(what, start=0.2)
        wait_for(lambda: bool(self._window.ask(BROWSES)), "the file browser")

    def _accept(self) -> None:
        """Press Enter in the file browser, with the mouse over the files."""
        self._window.hand("mousemove", 700, 500, "sleep", 0.8, "key", "Return", "sleep", 1)

    def clip_comes_back(self) -> None:
        """Let the puppets' renderer draw what a video model would send."""
        drawing = self._lab / "drawing.safetensors"
        self._window.ask(WRITE.format(path=str(drawing)))
        made = ["make", drawing, self._lab / "clip.gif", "--prompt", SUBJECT.sentence]
        self._engine_says(*made, "--truth", self._lab / "truth")
        with Image.open(self._lab / "clip.gif") as clip:
            say(f"the clip: {clip.size}, {getattr(clip, 'n_frames', 1)} frames")

    def _engine_says(self, *words: object) -> str:
        """Run tests.model_clip in the engine; return what it prints."""
        command = [str(self._engine), "-m", "tests.model_clip", *map(str, words)]
        done = subprocess.run(
            command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=LIMIT_S
        )
        return done.stdout.strip()

    def import_motion(self) -> None:
        window = self._window
        self._browse("sketch_motion.import_motion")
        self.newcomer.picture("import_from")
        window.ask(NAME_IN_BROWSER.format(folder=str(self._lab), name="clip.gif"))
        self._accept()
        wait_for(lambda: not window.ask(BROWSES), "the file browser to close")
        self.newcomer.picture("importing")
        self.newcomer.new_take()
        assert window.ask(TAKES)[0][2], "no bones"
        last = window.ask("answer = bpy.context.window_manager.windows[0].scene.frame_end")
        say(f"imported: {window.ask(TAKES)}, the scene ends at {last}")
        for frame in (1, 8, 14, 24):
            self.newcomer.at(frame)
            self.newcomer.picture(f"frame_{frame}")

    def compare(self) -> None:
        sheet = self._window.out / "clip_and_drawing.png"
        truth = ("--truth", self._lab / "truth", "--sheet", sheet)
        told = self._engine_says("compare", self._window.ask(JOB), *truth)
        mean, worst = map(float, told.split())
        say(
            f"the strokes miss the clip's motion by {mean} % of the drawing, the worst by {worst} %"
        )
        assert worst < OFF, worst

    def pose(self) -> None:
        """Choose a bone with a click, turn it by keys, and set a key."""
        window = self._window
        self.newcomer.at(14)
        self._panel.press("sketch_motion.take_pose", start=0.2)
        assert window.ask(MODE)[1] == "POSE", window.ask(MODE)
        self.newcomer.picture("posing")
        bones = window.ask(BONES)
        bone = next(name for name in bones if "arm" in name.lower() or "elbow" in name.lower())
        x, y = (round(v) for v in window.ask(BONE.format(bone=bone)))
        window.hand("mousemove", x - 2, y, "sleep", 0.5, "key", "alt+a", "sleep", 0.5)
        window.click(x, y)
        window.ask(DRAW)
        chosen: Any = window.ask(CHOSEN)
        say(f"clicked {bone}, chosen: {chosen}; bones: {', '.join(bones)}")
        assert chosen == bone, chosen
        (take,) = window.ask(SHOWN.format(of="GPencil"))
        seen = f"answer = evaluated({take!r}, 14)"
        before = window.ask(seen)
        window.hand("mousemove", x + 60, y, "sleep", 0.5, "key", "r", "sleep", 0.4)
        window.hand("type", "--delay", 90, "40")
        window.hand("key", "Return", "sleep", 0.8, "key", "i", "sleep", 1)
        assert window.ask(seen) != before
        self.newcomer.picture("posed")
        self._panel.press("sketch_motion.take_pose", start=0.2)
        assert window.ask(MODE)[1] == "OBJECT", window.ask(MODE)
        self.newcomer.picture("done")


if __name__ == "__main__":
    sys.exit(main(walk_video, __doc__))
