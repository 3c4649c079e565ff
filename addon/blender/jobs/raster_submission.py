# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes to the raster path: the active drawing, a picture in the scene, or an image."""

from __future__ import annotations

from typing import cast

import bpy

from ...client.jobs.pose_cycles import cycle_settings
from ...client.jobs.raster_request import Kind, as_raster
from ...client.jobs.submission import Submission
from ...contract.errors import BadInput
from ...contract.request import Request
from ...contract.strict_json import JSON
from ..capture.picture_capture import capture_picture, image_of
from ..grease_pencil import versions
from ..settings import settings_of, start_of
from ..write.write_back import original_of
from .job_target import ObjectTarget
from .submission import SceneInput, captured, target_of


def raster_submission(asked: SceneInput, request: Request) -> Submission[ObjectTarget]:
    """Return the job for the active object, or else for the chosen image. Raises BadInput."""
    item, scene = original_of(asked.item), asked.scene
    settings = settings_of(scene)
    kind = cast(Kind, settings.result)
    expert: dict[str, JSON] = {}
    if request.path != "warp":
        folder = bpy.path.abspath(settings.pose_folder)
        expert = {"fidelity": settings.fidelity, **cycle_settings(settings.pose_cycle, folder)}
    if versions.is_grease_pencil(item):
        if request.path == "warp":
            raise BadInput(
                "Only paint can be warped: this drawing is made of strokes.",
                hint="Let its strokes move instead.",
            )
        drawing = captured(item, scene, asked.view).drawing
        target = target_of(item, drawing)
        return Submission(as_raster(request, kind, expert), drawing, target, settings.seeds)
    shows = item if image_of(item) is not None else None
    if shows is None and settings.picture is None:
        raise BadInput(
            "There is nothing to redraw." if expert else "There is no paint to warp.",
            hint="Select a Grease Pencil drawing or a picture, or choose an image.",
        )
    picture = capture_picture(shows, settings.picture, scene, start_of(scene))
    uid = shows.session_uid if shows is not None else 0
    request = as_raster(request, kind, expert, picture.place.to_text())
    target = ObjectTarget(picture.place.label, str(uid))
    return Submission(request, picture.path, target, settings.seeds)
