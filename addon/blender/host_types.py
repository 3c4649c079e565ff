# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's types, as narrow as the add-on may take them to be.

Blender reads properties only from bases that are not classes of its own, so a mix-in has to be a
plain class while it runs. A type checker, though, has to know what it is mixed into. Hence the two
halves below. Everything else here is for annotations alone: import it under `TYPE_CHECKING`.

Classes that Blender registers, and their mix-ins, may have no annotation outside of
`TYPE_CHECKING` but those of properties: Blender evaluates every one of them. So a property is
declared twice: as the type that its value has, and, in the other branch, as what Blender reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

    import bpy
    from bpy.stub_internal.rna_enums import IconItems, OperatorReturnItems

    Icon: TypeAlias = IconItems
    OperatorReturn: TypeAlias = set[OperatorReturnItems]

    class GreasePencilObject(bpy.types.Object):
        """An object for which `versions.is_grease_pencil` is true."""

        data: bpy.types.GreasePencil

    class GreasePencilKey(bpy.types.GreasePencilFrame):
        """A key of a layer. Blender's own type allows for a key without a drawing."""

        drawing: bpy.types.GreasePencilDrawing

    class OperatorMixin(bpy.types.Operator):
        """A base of mix-ins for operators, never registered itself."""

        layout: bpy.types.UILayout

    class PanelMixin(bpy.types.Panel):
        """A base of mix-ins for panels, never registered itself."""

        layout: bpy.types.UILayout

    class MenuMixin(bpy.types.Menu):
        """A base of menus."""

        layout: bpy.types.UILayout

else:

    class OperatorMixin:
        """A base of mix-ins for operators, never registered itself."""

    class PanelMixin:
        """A base of mix-ins for panels, never registered itself."""

    class MenuMixin:
        """A base of menus."""
