# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a drawing can't be animated as it is: what Blender knows is said before a job is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from ...contract.drawing import Drawing
from ...contract.errors import BadInput
from ...contract.messages import Message
from ...contract.request import Request
from ..objects.stroke_objects import is_visible

if TYPE_CHECKING:
    from bpy.types import GreasePencil, GreasePencilLayer

DRAW_FIRST = "Strokes on visible layers at the current frame are animated."


def nothing_captured(data: GreasePencil, frame: int, *, selected_only: bool) -> BadInput:
    """Return why no stroke was found at a frame."""
    frames = sorted(_drawn_frames(data))
    if not frames:
        return BadInput("There is nothing drawn here yet.", hint=DRAW_FIRST)
    shown = [layer for layer in data.layers if _shows(layer, frame)]
    if not shown:
        later = [other for other in frames if other > frame]
        other = later[0] if later else frames[-1]
        return BadInput(
            "Nothing is drawn at frame {frame}.",
            frame=frame,
            hint=Message("There is a drawing at frame {frame}.", frame=other),
        )
    if not any(is_visible(layer) for layer in shown):
        return BadInput(
            "What is drawn here is on hidden layers: {names}.",
            names=_names(shown),
            hint="Show them with the eye beside their name.",
        )
    if selected_only:
        return BadInput("No stroke is selected.", hint=DRAW_FIRST)
    return BadInput("There is nothing drawn here yet.", hint=DRAW_FIRST)


def check_can_move(drawing: Drawing, request: Request) -> None:
    """Check that any captured stroke may move.

    drawing: what was captured. request: with the settings of its objects. Raises BadInput that says
    what holds the strokes.
    """
    check_is_free(drawing, "Unlock what is to move. What is on a locked layer stays still.")
    locked = np.asarray(drawing.locked.data) != 0
    owners = np.asarray(drawing.objects.data)
    if not ((owners >= 0) & ~locked).any():
        raise BadInput(
            "All objects of this drawing are on locked layers.",
            hint="Unlock the layer of what is to move.",
        )
    held = {item.name for item in request.objects if item.locked}
    free = [index for index, name in enumerate(drawing.object_names) if name not in held]
    if not (np.isin(owners, free) & ~locked).any():
        raise BadInput(
            "All objects of this drawing are locked, or have no sentence.",
            hint="Unlock one in the list of objects, or say above what should happen.",
        )


def _drawn_frames(data: GreasePencil) -> Iterator[int]:
    for layer in data.layers:
        for key in layer.frames:
            if key.drawing is not None and len(key.drawing.strokes):
                yield key.frame_number


def _shows(layer: GreasePencilLayer, frame: int) -> bool:
    held: Any = layer.get_frame_at(frame)
    return held is not None and held.drawing is not None and len(held.drawing.strokes) > 0


def _names(layers: list[GreasePencilLayer]) -> str:
    return ", ".join(layer.name for layer in layers)


def check_is_free(drawing: Drawing, hint: str) -> None:
    """Refuse a drawing of which all layers are locked; hint: what to do. Raises BadInput."""
    if (np.asarray(drawing.locked.data) != 0).all():
        names = ", ".join(drawing.layer_names)
        raise BadInput("The layers of this drawing are locked: {names}.", names=names, hint=hint)
