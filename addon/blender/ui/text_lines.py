# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts in lines that fit: Blender's labels don't wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import wording
from ..translation import tr

if TYPE_CHECKING:
    from bpy.types import UILayout

    from ..host_types import Icon


def draw_lines(layout: UILayout, text: str, width: int, icon: Icon = "NONE") -> UILayout:
    """Draw a text in lines of at most `width` characters; return their column."""
    column = layout.column(align=True)
    column.scale_y = 0.8
    for index, line in enumerate(wording.wrapped(tr(text), width)):
        first = index == 0 or icon == "NONE"
        column.label(text=line, icon=icon if first else "BLANK1", translate=False)
    return column
