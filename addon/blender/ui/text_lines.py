# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts in lines that fit: Blender's labels don't wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import wording
from ..translation import tr

if TYPE_CHECKING:
    from bpy.types import UILayout


def draw_lines(layout: UILayout, text: str, width: int, icon: str = "NONE") -> Any:
    """A text in lines that fit, close to each other. Returns their column."""
    column = layout.column(align=True)
    column.scale_y = 0.8
    for index, line in enumerate(wording.wrapped(tr(text), width)):
        first = index == 0 or icon == "NONE"
        column.label(text=line, icon=icon if first else "BLANK1", translate=False)
    return column
