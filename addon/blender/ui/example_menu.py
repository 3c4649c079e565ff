# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The menu of example drawings: one press puts one into the scene, with its sentence."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import bpy

from ...client.examples import Example, examples
from ...contract.errors import BadInput
from ..host_state import scene_of
from ..host_types import MenuMixin
from ..jobs import engine_location
from ..settings import settings_of
from ..translation import tr
from ..write.example_drawing import put_example
from .operators import PanelOperator

if TYPE_CHECKING:
    from bpy.types import Context

MENU = "SKETCH_MOTION_MT_examples"


@cache
def shipped() -> tuple[Example, ...]:
    """Return the examples that came with the add-on."""
    return examples(engine_location.OWN_ROOT / "presets")


class SKETCH_MOTION_MT_examples(MenuMixin, bpy.types.Menu):
    bl_idname = MENU
    bl_label = "Examples"
    bl_description = "Put a drawing with a sentence into the scene, to see how it works"

    def draw(self, context: Context) -> None:
        for example in shipped():
            text = f"{tr(example.name)}: {tr(example.sentence)}"
            self.layout.operator(
                "sketch_motion.example_add", text=text, translate=False
            ).key = example.key


class SKETCH_MOTION_OT_example_add(PanelOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.example_add"
    bl_label = "Add Example"
    bl_description = "Put this drawing at the 3D cursor, and its sentence into the panel"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    if TYPE_CHECKING:
        key: str
    else:
        key: bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})

    def work(self, context: Context) -> None:
        scene = scene_of(context)
        example = next((each for each in shipped() if each.key == self.key), None)
        if example is None:
            raise BadInput("This example is not there any more.")
        put_example(example, tr(example.name), scene)
        settings_of(scene).prompt = tr(example.sentence)
        settings_of(scene).path = "vector"


CLASSES = (SKETCH_MOTION_MT_examples, SKETCH_MOTION_OT_example_add)
