# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is ordered from the raster path: the active drawing, a picture in the scene, or an image."""

from __future__ import annotations

from typing import Any, cast

from ...client.jobs.raster_request import Kind, as_raster
from ...contract.errors import BadInput
from ..capture.picture_capture import capture_picture, image_of
from ..grease_pencil import versions
from ..settings import request_of, settings_of, start_of
from .submission import Order, captured


def order_of(item: Any, scene: Any, view: Any) -> Order:
    """The order for the active object `item`, or else the chosen image. Raises BadInput."""
    settings = settings_of(scene)
    request = request_of(scene)
    kind = cast(Kind, settings.result)
    wanted = {"fidelity": settings.fidelity}
    if versions.is_grease_pencil(item):
        drawing = captured(item, scene, view).drawing
        return Order(as_raster(request, kind, wanted), drawing, item.name, item.session_uid)
    shows = item if image_of(item) is not None else None
    if shows is None and settings.picture is None:
        raise BadInput(
            "There is nothing to redraw.",
            hint="Select a Grease Pencil drawing or a picture, or choose an image.",
        )
    picture = capture_picture(shows, settings.picture, scene, start_of(scene))
    uid = shows.session_uid if shows is not None else 0
    request = as_raster(request, kind, wanted, picture.place.to_text())
    return Order(request, picture.path, picture.place.label, uid)
