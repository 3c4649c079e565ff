# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An update in headless Blender: what 0.1.0 has made is used by the version that follows.

    python tests/blender/update.py make --extension OLD.zip --engine PYTHON --out DIR
    python tests/blender/update.py use --extension NEW.zip --engine PYTHON --out DIR

`make` installs the old extension, draws, animates, keeps a preset, saves the file and Blender's
preferences. `use` installs the new one over it in the same Blender, and checks that preferences,
preset, file, result and take are there, that the take can be applied again, and that a new job
runs.
Each prints a line of JSON. They run as two processes, as in life.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

parser = argparse.ArgumentParser()
parser.add_argument("step", choices=("make", "use"))
for option in ("--extension", "--engine", "--out"):
    parser.add_argument(option, type=Path, required=True)
OPTIONS = parser.parse_args()
OUT = OPTIONS.out.resolve()
os.environ["BLENDER_USER_RESOURCES"] = str(OUT / "blender")
os.environ["SKETCH_MOTION_HOME"] = str(OUT / "home")
for folder in ("blender", "home"):
    (OUT / folder).mkdir(parents=True, exist_ok=True)
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import bpy  # noqa: E402

NAME = "bl_ext.user_default.sketch_motion"
FILE = OUT / "fish.blend"
PATIENCE_S = 900.0


def install() -> Any:
    """Install the extension over what is there; return the module of its session."""
    bpy.ops.extensions.package_install_files(
        filepath=str(OPTIONS.extension), repo="user_default", enable_on_install=True, overwrite=True
    )
    assert NAME in bpy.context.preferences.addons
    modules = (f"{NAME}.addon.blender.jobs.session", f"{NAME}.addon.blender.session")
    return next(sys.modules[name] for name in modules if name in sys.modules).session


def client_module(name: str) -> Any:
    """Return a module of the installed add-on's client."""
    import importlib

    return importlib.import_module(f"{NAME}.addon.client.{name}")


def wait(session: Any) -> None:
    """Tick until no job is left."""
    tick = getattr(session, "tick", None) or session.pump
    deadline = time.monotonic() + PATIENCE_S
    while session.jobs():
        tick()
        for state in session.jobs().values():
            problem = getattr(state, "error", None) or getattr(state, "reason", None)
            assert not problem, problem
        assert time.monotonic() < deadline, session.jobs()
        time.sleep(0.05)
    assert session.notice is None, session.notice


def animate(prompt: str) -> None:
    """Press Animate for the fish, and wait."""
    item = bpy.data.objects["Fish"]
    item.hide_viewport = False
    item.hide_set(False)
    bpy.ops.object.select_all(action="DESELECT")
    item.select_set(True)
    bpy.context.view_layer.objects.active = item
    settings = bpy.context.scene.sketch_motion
    settings.prompt, settings.frames, settings.quality = prompt, 12, "draft"
    assert bpy.ops.sketch_motion.animate() == {"FINISHED"}
    wait(session)


def shape() -> list[float]:
    """Return the points of the artist's own drawing."""
    drawing = bpy.data.objects["Fish"].data.layers[0].frames[0].drawing
    return [round(x, 5) for point in drawing.attributes["position"].data for x in point.vector]


def kept_preset() -> Path:
    """Return where the user's preset lies."""
    return OUT / "home" / "presets" / "my swim.json"


def make() -> dict[str, Any]:
    """Do what an artist does with the old version."""
    from tests.blender.write.test_write_back import two_layers

    bpy.context.preferences.addons[NAME].preferences.python = str(OPTIONS.engine)
    item = two_layers()
    item.name = "Fish"
    before = shape()
    bpy.ops.wm.save_as_mainfile(filepath=str(FILE))
    animate("the fish swims away")
    library = client_module("preset_library")
    contract = sys.modules[f"{NAME}.addon.contract.request"]
    preset = library.preset_of(contract.Request("the fish swims", frames=36), "My swim")
    kept_preset().parent.mkdir(exist_ok=True)
    preset.write(kept_preset())
    bpy.context.scene.sketch_motion.prompt = "a prompt that is kept in the file"
    assert shape() == before
    bpy.ops.wm.save_as_mainfile(filepath=str(FILE))
    bpy.ops.wm.save_userpref()
    return {"shape": before, "objects": sorted(bpy.data.objects.keys())}


def use() -> dict[str, Any]:
    """Go on with the new version, and look at everything."""
    made = json.loads((OUT / "made.json").read_text())
    preferences = bpy.context.preferences.addons[NAME].preferences
    assert preferences.python == str(OPTIONS.engine), "the preference is lost"
    bpy.ops.wm.open_mainfile(filepath=str(FILE))
    assert bpy.context.scene.sketch_motion.prompt == "a prompt that is kept in the file"
    assert set(made["objects"]) <= set(bpy.data.objects.keys())
    assert shape() == made["shape"], "the artist's drawing changed"
    takes_of = client_module("jobs.takes").find_takes
    takes = takes_of(OUT / "home" / "jobs", document=str(FILE))
    assert [(take.prompt, take.status) for take in takes] == [("the fish swims away", "done")]
    preset = sys.modules[f"{NAME}.addon.contract.preset"].Preset.read(kept_preset())
    assert (preset.name, preset.settings["frames"]) == ("My swim", 36)
    reapplied = again(takes[0].job)
    animate("the fish turns around")
    assert shape() == made["shape"], "the artist's drawing changed"
    takes = takes_of(OUT / "home" / "jobs", document=str(FILE))
    return {"takes": [take.prompt for take in takes], "reapplied": reapplied,
            "objects": sorted(bpy.data.objects.keys())}  # fmt: skip


def again(job: str) -> bool:
    """Read the old take's result once more, and put it on the timeline."""
    tick = session.tick
    deadline = time.monotonic() + PATIENCE_S
    while not any(take.job == job for take in session.takes()):
        session.look_for_takes()
        tick()
        assert time.monotonic() < deadline, "the take is not found"
        time.sleep(0.05)
    answer = bpy.ops.sketch_motion.open_take(job=job)
    wait(session)
    return answer == {"FINISHED"}


if OPTIONS.step == "use":
    bpy.ops.wm.read_userpref()  # as a module, Blender begins without the user's preferences
    assert NAME in bpy.context.preferences.addons, "the old version is not enabled"
session = install()
result = make() if OPTIONS.step == "make" else use()
(OUT / ("made.json" if OPTIONS.step == "make" else "used.json")).write_text(json.dumps(result))
print(json.dumps(result), flush=True)
session.close(wait_s=10)
os._exit(0)
