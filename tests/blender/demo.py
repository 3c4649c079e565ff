# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo in headless Blender: the installed add-on animates a fish and a flag.

Started by `python build.py demo`. Leaves demo.blend, in which bones with few keys carry both
drawings, and rendered/NNNN.png: pictures of the saved
file's own Grease Pencil, from which `tests.blender.demo_pictures` makes the GIF and the sheet.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ["BLENDER_USER_RESOURCES"] = tempfile.mkdtemp(prefix="sketch-motion-demo-")

import bpy
from demo_scene import build_scene
from session_folder import remove_session_folder

ADDON = "bl_ext.user_default.sketch_motion"
PROMPTS = {"Fish": "the fish swims", "Flag": "the flag waves in the wind"}
FRAMES = 48
MOST_KEYS = 24  # of one channel in these frames
PATIENCE_S = 600.0
SIZE = (640, 320)


class DemoError(Exception):
    """An error to be shown to the person at the terminal."""


def install(extension: Path, engine: Path) -> Any:
    """Install and enable the zip as a user would; return the add-on's session."""
    bpy.ops.extensions.package_install_files(
        filepath=str(extension), repo="user_default", enable_on_install=True, overwrite=True
    )
    if ADDON not in bpy.context.preferences.addons:
        raise DemoError(f"{extension} could not be installed")
    bpy.context.preferences.addons[ADDON].preferences.python = str(engine)
    return sys.modules[f"{ADDON}.addon.blender.jobs.session"].session


def animate(item: Any, prompt: str, session: Any, quality: str) -> float:
    """Press Animate and wait for the result; return the seconds it took."""
    begun = time.monotonic()
    bpy.ops.object.select_all(action="DESELECT")
    item.select_set(True)
    bpy.context.view_layer.objects.active = item
    settings = bpy.context.scene.sketch_motion
    settings.prompt, settings.frames, settings.quality = prompt, FRAMES, quality
    settings.loop, settings.hold = True, "2"
    if bpy.ops.sketch_motion.animate() != {"FINISHED"}:
        raise DemoError(f"Animate refused {item.name}: {session.notice}")
    while session.jobs():
        session.tick()
        for state in session.jobs().values():
            error = getattr(state, "error", None) or getattr(state, "reason", None)
            if error:
                raise DemoError(f"{item.name}: {error}")
        if time.monotonic() - begun > PATIENCE_S:
            raise DemoError(f"{item.name}: nothing after {PATIENCE_S:.0f} s")
        time.sleep(0.02)
    if session.notice is not None or f"{item.name} motion" not in bpy.data.objects:
        raise DemoError(f"{item.name}: {session.notice}")
    return time.monotonic() - begun


def result_of(name: str) -> dict[str, Any]:
    """Count what Animate has made for one object, as an animator sees it in the dope sheet.

    Raises DemoError where no armature carries it, or one with many keys.
    """
    result = bpy.data.objects[f"{name} motion"]
    rigs = [each.object for each in result.modifiers if each.type == "GREASE_PENCIL_ARMATURE"]
    curves = [
        curve
        for rig in rigs
        if rig.animation_data and rig.animation_data.action
        for bag in rig.animation_data.action.layers[0].strips[0].channelbags
        for curve in bag.fcurves
    ]
    most = max((len(curve.keyframe_points) for curve in curves), default=0)
    if not rigs or not 0 < most <= MOST_KEYS:
        raise DemoError(f"{name}: {len(rigs)} armatures, up to {most} keys in a channel")
    return {
        "layers": {layer.name: len(layer.frames) for layer in result.data.layers},
        "armatures": {rig.name: len(rig.data.bones) for rig in rigs},
        "keys": sum(len(curve.keyframe_points) for curve in curves),
        "curves": len(curves),
        "most keys in a curve": most,
    }


def render(folder: Path) -> None:
    """Render the frames of the open file."""
    scene = bpy.context.scene
    scene.render.engine = "BLENDER_WORKBENCH"
    scene.display.shading.light = "FLAT"
    scene.display.shading.background_type = "WORLD"
    scene.view_settings.view_transform = "Standard"
    scene.render.resolution_x, scene.render.resolution_y = SIZE
    folder.mkdir(exist_ok=True)
    for frame in range(scene.frame_start, scene.frame_end + 1, 2):
        scene.frame_set(frame)
        scene.render.filepath = str(folder / f"{frame:04d}.png")
        bpy.ops.render.render(write_still=True)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", type=Path, required=True)
    parser.add_argument("--engine", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quality", default="standard")
    options = parser.parse_args()
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    os.environ["SKETCH_MOTION_HOME"] = str(out / "home")
    bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)
    session = install(options.extension, options.engine)
    report: dict[str, Any] = {"blender": bpy.app.version_string, "quality": options.quality}
    try:
        items = build_scene()
        bpy.context.scene.frame_end = FRAMES
        blend = out / "demo.blend"
        bpy.ops.wm.save_as_mainfile(filepath=str(blend))
        for item in items:
            seconds = animate(item, PROMPTS[item.name], session, options.quality)
            report[item.name] = {"prompt": PROMPTS[item.name], "seconds": round(seconds, 1)}
            report[item.name] |= result_of(item.name)
            print(f"{item.name}: {PROMPTS[item.name]!r} took {seconds:.1f} s", flush=True)
        bpy.ops.wm.save_as_mainfile(filepath=str(blend))
        bpy.ops.wm.open_mainfile(filepath=str(blend))
        render(out / "rendered")
    finally:
        session.close(wait_s=10)
    (out / "report.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    try:
        code = main()
    except DemoError as error:
        print(f"demo: {error}", file=sys.stderr)
        code = 1
    finally:
        shutil.rmtree(os.environ["BLENDER_USER_RESOURCES"], ignore_errors=True)
        remove_session_folder()
    sys.stdout.flush()
    os._exit(code)  # Blender as a module can hang in its own clean-up
