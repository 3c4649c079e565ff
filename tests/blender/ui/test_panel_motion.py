# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel "Motion" shows what the chosen model uses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bpy
import pytest

import addon.blender
from addon.blender.ui.panel_motion import SKETCH_MOTION_PT_motion


@pytest.fixture(autouse=True)
def panels(empty_file: None) -> Iterator[None]:
    """Register the add-on."""
    addon.blender.register()
    yield
    addon.blender.unregister()


class Shown:
    """A stand-in for a layout that records the settings drawn into it."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def prop(self, owner: object, name: str, **looks: object) -> None:
        self.names.append(name)

    def __getattr__(self, name: str) -> Any:
        return lambda *asked, **looks: self


def shown() -> list[str]:
    layout = Shown()
    panel: Any = SimpleNamespace(layout=layout)
    SKETCH_MOTION_PT_motion.draw(panel, bpy.context)
    return layout.names


@pytest.mark.parametrize(("kind", "led"), [("WanPipeline", True), ("TextToVideoSDPipeline", False)])
def test_a_strength_is_shown_for_models_that_it_leads(tmp_path: Path, kind: str, led: bool) -> None:
    settings = bpy.context.scene.sketch_motion
    settings.path, settings.pose_cycle, settings.model = "raster", "none", str(tmp_path)
    (tmp_path / "model_index.json").write_text(f'{{"_class_name": "{kind}"}}')
    assert ("strength" in shown()) is led
    assert "fidelity" in shown()
    settings.model = ""
    assert "strength" not in shown()
    settings.path = "vector"
    assert "strength" in shown()
