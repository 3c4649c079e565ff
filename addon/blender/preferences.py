# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the engine is. The add-on's preferences, or variables of the environment without them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy

from ..client.engine_process import EngineCommand
from ..client.locations import locations
from ..contract.errors import BadInput

PACKAGE = (__package__ or "").removesuffix(".addon.blender")
PYTHON_VARIABLE = "SKETCH_MOTION_PYTHON"
OWN_ROOT = Path(__file__).resolve().parents[2]  # holds addon/ and, in a package, engine/


class SketchMotionPreferences(bpy.types.AddonPreferences):
    bl_idname = PACKAGE

    if TYPE_CHECKING:
        python: str
        root: str
    else:
        python: bpy.props.StringProperty(
            name="Engine's Python",
            description="The Python that the engine is installed in, not Blender's own",
            subtype="FILE_PATH",
        )
        root: bpy.props.StringProperty(
            name="Engine folder",
            description="The folder that holds engine/. Empty: the one that came with the add-on",
            subtype="DIR_PATH",
        )

    def draw(self, context: bpy.types.Context) -> None:
        self.layout.prop(self, "python")
        self.layout.prop(self, "root")


def stored() -> Any:
    """The preferences, or None where the add-on is not enabled as one (tests, scripts)."""
    addon = bpy.context.preferences.addons.get(PACKAGE)
    return addon.preferences if addon else None


def engine_command() -> EngineCommand:
    """How to start the engine. Raises BadInput when its Python is not known or not there."""
    settings = stored()
    named = (settings.python if settings else "") or os.environ.get(PYTHON_VARIABLE, "")
    if not named:
        raise BadInput(
            "The engine's Python is not set.",
            hint="Choose it in the preferences of Sketch Motion.",
        )
    python = Path(os.path.abspath(bpy.path.abspath(named)))
    if not python.is_file():
        raise BadInput(
            f"The engine's Python is not there: {python}",
            hint="Choose it again in the preferences of Sketch Motion.",
        )
    root = Path(bpy.path.abspath(settings.root)) if settings and settings.root else OWN_ROOT
    if not (root / "engine" / "__main__.py").is_file():
        raise BadInput(
            f"There is no engine in {root}.",
            hint="Choose the engine folder in the preferences of Sketch Motion.",
        )
    places = locations()
    return EngineCommand(python, root, places.jobs, places.logs / "engine.log")
