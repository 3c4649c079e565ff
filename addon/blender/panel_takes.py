# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part "Takes": the results of this file, and what can be done with them."""

from __future__ import annotations

from typing import Any

import bpy

from ..client.takes import Take
from .panel_parts import Part, characters, draw_message
from .session import session
from .translation import tr

MOST_TAKES = 3  # the newest jobs of an earlier run


class SKETCH_MOTION_PT_takes(Part, bpy.types.Panel):
    bl_label = "Takes"
    bl_order = 3

    def draw(self, context: Any) -> None:
        width = characters(context)
        for take in session.found()[:MOST_TAKES]:
            _draw_found(self.layout, take, width)


def _draw_found(layout: Any, take: Take, width: int) -> None:
    """A job of an earlier run of Blender, to apply or to go on with."""
    done = take.status == "done"
    what = tr('{object}: "{prompt}" is ready.' if done else '{object}: "{prompt}" was interrupted.')
    text = what.format(object=take.note.object_name, prompt=take.prompt)
    box = draw_message(layout, text, "", width, take.job, icon="TIME")
    if done:
        box.operator("sketch_motion.open_take", icon="CHECKMARK").job = take.job
    else:
        box.operator("sketch_motion.resume", icon="FILE_REFRESH").job = take.job


CLASSES = (SKETCH_MOTION_PT_takes,)
