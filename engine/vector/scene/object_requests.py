# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a request asks of each object of a drawing, and which strokes that leaves still."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.request import Request
from engine.runtime.arrays import numpy_of


@dataclass(frozen=True)
class ObjectRequests:
    """The request of each of a drawing's O objects, and what follows for its S strokes.

    Attributes:
        strengths: [O], the strength of the request times that of the object.
        prompts: [O], the object's own prompt, or "".
        locked: bool [S], strokes that may not move: background, locked strokes, locked objects.
        still: bool [S], strokes that don't move: the locked ones and those of strength 0.
    """

    strengths: tuple[float, ...]
    prompts: tuple[str, ...]
    locked: NDArray[np.bool_]
    still: NDArray[np.bool_]

    @classmethod
    def of(cls, drawing: Drawing, request: Request) -> ObjectRequests:
        """Find the request of each object by its name."""
        by_name = {item.name: item for item in request.objects}
        items = [by_name.get(name) for name in drawing.object_names]
        strengths = tuple(request.strength * (item.strength if item else 1.0) for item in items)
        locked_objects = [bool(item and item.locked) for item in items]
        locked = fixed_strokes(drawing) | _strokes_of(drawing, locked_objects)
        still = locked | _strokes_of(drawing, [strength == 0.0 for strength in strengths])
        return cls(strengths, tuple(item.prompt if item else "" for item in items), locked, still)


def fixed_strokes(drawing: Drawing) -> NDArray[np.bool_]:
    """Return which strokes [S] the drawing itself holds still: locked ones and background."""
    return np.asarray((numpy_of(drawing.locked) != 0) | (numpy_of(drawing.objects) < 0))


def _strokes_of(drawing: Drawing, chosen_objects: list[bool]) -> NDArray[np.bool_]:
    """Return which strokes [S] belong to the chosen objects."""
    # Background has the index -1, which reads the entry added at the end.
    return np.asarray(np.array([*chosen_objects, False])[numpy_of(drawing.objects)])
