# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layer of a drawing that holds dabs of colour: hints for Colour, no part of the drawing."""

from __future__ import annotations

from typing import Any

import bpy

from ...contract.colouring import HINTS_LAYER

PROPERTY = "sketch_motion_hints"  # of an object: the layer that was chosen


def hint_layer_of(source: Any) -> str:
    """Return the name of the layer of hints of a drawn object; "" for none.

    Where the chosen one is gone, it is the one that is called so.
    """
    names = (str(getattr(source, PROPERTY, "")), HINTS_LAYER)
    return next((name for name in names if name and name in source.data.layers), "")


def register() -> None:
    props: Any = bpy.props  # the stubs say that these functions return nothing
    layer = props.StringProperty(
        name="Hints",
        description="A layer with dabs or strokes of the colours that you want. "
        "Where there are none, the colours are proposed",
    )
    setattr(bpy.types.Object, PROPERTY, layer)


def unregister() -> None:
    delattr(bpy.types.Object, PROPERTY)
