# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The place of the engine: from the add-on's preferences, else from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import bpy

from ...client.engine.process import EngineCommand
from ...client.locations import locations
from ...client.setup.installed import installed_command
from ...contract.errors import BadInput

PACKAGE = (__package__ or "").removesuffix(".addon.blender.jobs")
PYTHON_VARIABLE = "SKETCH_MOTION_PYTHON"
OWN_ROOT = Path(__file__).resolve().parents[3]  # holds addon/ and, in a package, engine/


def stored() -> Any:
    """Return the preferences; None where the add-on is not enabled as one (tests, scripts)."""
    preferences = bpy.context.preferences
    addon = preferences.addons.get(PACKAGE) if preferences else None
    return addon.preferences if addon else None


def _named() -> str:
    settings = stored()
    return (settings.python if settings else "") or os.environ.get(PYTHON_VARIABLE, "")


def engine_is_named() -> bool:
    """Return whether the user has named the engine's Python: then no set-up is needed."""
    return bool(_named())


def engine_root() -> Path:
    """Return the folder that holds engine/."""
    settings = stored()
    return Path(bpy.path.abspath(settings.root)) if settings and settings.root else OWN_ROOT


def engine_command() -> EngineCommand:
    """Return how to start the engine that is named, else the one that was set up.

    Raises BadInput when there is none.
    """
    named, root, places = _named(), engine_root(), locations()
    if not (root / "engine" / "__main__.py").is_file():
        raise BadInput(
            "There is no engine in {folder}.",
            folder=root,
            hint="Choose the engine folder in the preferences of Sketch Motion.",
        )
    if not named:
        command = installed_command(places, root)
        if command is None:
            raise BadInput("The engine is not set up yet.", hint="Press Set Up Engine.")
        return command
    python = Path(os.path.abspath(bpy.path.abspath(named)))
    if not python.is_file():
        raise BadInput(
            "The engine's Python is not there: {path}",
            path=python,
            hint="Choose it again in the preferences of Sketch Motion.",
        )
    return EngineCommand(python, root, places.jobs, places.logs / "engine.log")
