# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The base of operators that work on the drawing that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grease_pencil import versions
from ..write.write_back import original_of
from .operators import PanelOperator

if TYPE_CHECKING:
    from bpy.types import Context

    from ..host_types import GreasePencilObject


class DrawingOperator(PanelOperator):
    """A base of operators that work on the drawing whose list of objects is shown.

    One of the drawing's results may be the active object instead.
    """

    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Context) -> bool:
        source = original_of(context.object)
        if not versions.is_grease_pencil(source):
            cls.poll_message_set("Select a Grease Pencil drawing first")
            return False
        if not source.data.is_editable:
            cls.poll_message_set("This drawing is linked from another file")
            return False
        return True

    @staticmethod
    def source(context: Context) -> GreasePencilObject:
        """Return the drawing whose list is shown."""
        source = original_of(context.object)
        assert versions.is_grease_pencil(source)
        return source
