# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The add-on's preferences: the engine's set-up, and an engine of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..jobs.engine_location import PACKAGE
from . import setup_box


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
        setup_box.draw(self.layout, 80)
        column = self.layout.column()
        column.label(text="For those who set the engine up themselves:")
        column.prop(self, "python")
        column.prop(self, "root")
