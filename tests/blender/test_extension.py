# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The packaged extension, installed as a user would, with the real engine.

Needs SKETCH_MOTION_TEST_EXTENSION (the zip) and SKETCH_MOTION_TEST_ENGINE (a Python with the
engine's packages), as `build.py test` sets them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import addon_utils
import bpy
import pytest

from tests.blender.write.test_write_back import two_layers

ZIP = os.environ.get("SKETCH_MOTION_TEST_EXTENSION", "")
ENGINE = os.environ.get("SKETCH_MOTION_TEST_ENGINE", "")
NAME = "bl_ext.user_default.sketch_motion"
PATIENCE_S = 240.0

pytestmark = pytest.mark.skipif(not (ZIP and ENGINE), reason="needs the zip and the engine")


@pytest.fixture
def installed(empty_file: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return the session of the installed add-on, with the engine in its preferences."""
    monkeypatch.setenv("SKETCH_MOTION_HOME", str(tmp_path / "home"))
    bpy.ops.extensions.package_install_files(
        filepath=ZIP, repo="user_default", enable_on_install=True, overwrite=True
    )
    assert NAME in bpy.context.preferences.addons
    bpy.context.preferences.addons[NAME].preferences.python = ENGINE
    session = sys.modules[f"{NAME}.addon.blender.jobs.session"].session
    yield session
    session.close(wait_s=10)
    addon_utils.disable(NAME, default_set=True)


def test_it_installs_and_animates(installed: Any) -> None:
    assert not {"torch", "safetensors", "scipy"} & set(sys.modules)
    item = two_layers()
    settings = bpy.context.scene.sketch_motion
    settings.prompt, settings.frames, settings.quality = "the fish swims away", 12, "draft"
    assert bpy.ops.sketch_motion.animate() == {"FINISHED"}
    end = time.monotonic() + PATIENCE_S
    while installed.jobs() and time.monotonic() < end:
        installed.tick()
        states = [type(state).__name__ for state in installed.jobs().values()]
        assert "JobFailed" not in states, installed.jobs()
        time.sleep(0.02)
    assert installed.notice is None
    result = bpy.data.objects[f"{item.name} motion"]
    assert item.hide_viewport
    rigs = [each.object for each in result.modifiers if each.type == "GREASE_PENCIL_ARMATURE"]
    assert len(rigs) == 1 and rigs[0].animation_data is not None
    assert "torch" not in sys.modules
