# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The add-on's preferences: the set-up of the engine, or an engine of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from ..jobs.engine_location import PACKAGE
from . import setup_box


class SketchMotionPreferences(bpy.types.AddonPreferences):
    """What Blender's preferences store for the add-on."""

    bl_idname = PACKAGE

    if TYPE_CHECKING:
        python: str
        root: str
        farm: str
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
        farm: bpy.props.StringProperty(
            name="Farm",
            description="Address of a farm: a Ray cluster (HOST:PORT) or a Flamenco manager "
            "(http://HOST:8080). Empty: none",
        )

    def draw(self, context: bpy.types.Context) -> None:
        layout: Any = self.layout
        setup_box.draw(layout, 80)
        column = layout.column()
        column.label(text="For those who set the engine up themselves:")
        column.prop(self, "python")
        column.prop(self, "root")
        column.prop(self, "farm")
