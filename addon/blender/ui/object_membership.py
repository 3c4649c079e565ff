# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Selected strokes -> an object, and an object -> selected strokes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...contract.errors import BadInput
from ..capture.selection import selected_strokes
from ..grease_pencil import attributes
from ..host_state import scene_of
from ..objects import stroke_objects

if TYPE_CHECKING:
    from bpy.types import Context, GreasePencilDrawing

    from ..host_types import GreasePencilObject

#: Attributes of the selection: of points or whole strokes, and of Bezier handles.
SELECTIONS = (".selection", ".selection_handle_left", ".selection_handle_right")


def assign_selected(context: Context, source: GreasePencilObject, number: int) -> int:
    """Give the selected strokes to an object, as chosen by the artist; return their number.

    Raises BadInput when no stroke is selected.
    """
    count = 0
    for drawing in edited_drawings(context, source):
        chosen = selected_strokes(drawing)
        if chosen.any():
            numbers, by_hand = stroke_objects.read(drawing)
            numbers[chosen], by_hand[chosen] = number, True
            stroke_objects.write(drawing, numbers, by_hand)
            count += int(chosen.sum())
    if not count:
        raise BadInput("No stroke is selected.", hint="Click on strokes in the viewport first.")
    source.data.update_tag()
    return count


def select(context: Context, source: GreasePencilObject, number: int) -> int:
    """Select the strokes of an object and no others, in Edit Mode; return their number.

    Raises BadInput when the drawing is hidden or none of them can be selected.
    """
    if context.object != source or not source.visible_get():
        raise BadInput("{name} is hidden.", name=source.name, hint="Show the drawing itself first.")
    if source.mode != "EDIT":
        bpy.ops.object.mode_set(mode="EDIT")
    bpy.ops.grease_pencil.select_all(action="DESELECT")
    count = 0
    for drawing in edited_drawings(context, source):
        chosen = stroke_objects.read(drawing)[0] == number
        _write_selection(drawing, chosen)
        count += int(chosen.sum())
    source.data.update_tag()
    if not count:
        raise BadInput(
            "No stroke of this object can be selected here.",
            hint="Its strokes are on other frames, or on hidden or locked layers.",
        )
    return count


def edited_drawings(context: Context, source: GreasePencilObject) -> Iterator[GreasePencilDrawing]:
    """Yield the drawings that Edit Mode works on: those shown, and with multiframe the selected."""
    settings: Any = context.tool_settings
    is_multiframe = settings.use_grease_pencil_multi_frame_editing
    for layer, held in stroke_objects.shown(source.data, scene_of(context).frame_current):
        if stroke_objects.is_locked(layer):
            continue
        yield held.drawing
        for key in layer.frames if is_multiframe else ():
            is_other = key.frame_number != held.frame_number
            if key.select and is_other and key.drawing and len(key.drawing.strokes):
                yield key.drawing


def _write_selection(drawing: GreasePencilDrawing, chosen: NDArray[np.bool_]) -> None:
    """Select whole strokes, `chosen` [strokes], in the domain that Blender's selection is in."""
    points = np.repeat(chosen, np.diff(attributes.stroke_offsets(drawing)))
    for name in SELECTIONS:
        attribute = drawing.attributes.get(name)
        if attribute is not None:
            values = chosen if attribute.domain == "CURVE" else points
            attributes.write(drawing, name, attribute.data_type, attribute.domain, values)
