# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is ordered from the engine: a request, and the drawing as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...contract.drawing import Drawing
from ...contract.request import Request
from ..capture.capture import Capture, capture
from ..objects.entries import ObjectEntry, with_objects
from ..settings import plane_of, settings_of, start_of


@dataclass(frozen=True)
class Order:
    """`name`, `uid`: of the object that shows the picture; of the image, and 0, without one."""

    request: Request
    given: Drawing | Path
    name: str
    uid: int


def captured(source: Any, scene: Any, view: Any) -> Capture:
    """The drawing as the panel wants it animated. Raises BadInput."""
    return capture(
        source,
        scene,
        selected_only=settings_of(scene).selected_only,
        plane=plane_of(scene),
        view=view,
        frame=start_of(scene),
    )


def order_of(
    request: Request, objects: Sequence[ObjectEntry], source: Any, scene: Any, view: Any
) -> Order:
    """The order to move the strokes of a drawn object. Raises BadInput."""
    drawing = captured(source, scene, view).drawing
    all_move = bool(settings_of(scene).prompt.strip())
    request = with_objects(request, objects, drawing.object_names, all_move=all_move)
    return Order(request, drawing, source.name, source.session_uid)
