# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes to the raster path: the active drawing, a picture in the scene, or an image."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, cast

import bpy

from ...client.jobs.given_pictures import with_area, with_kept
from ...client.jobs.pose_cycles import cycle_settings
from ...client.jobs.raster_request import Kind, as_raster
from ...client.jobs.submission import Submission
from ...contract.errors import BadInput
from ...contract.files import read_bytes
from ...contract.request import Request
from ...contract.strict_json import JSON
from ..capture.later_drawings import later_drawings
from ..capture.picture_capture import capture_picture, image_of, picture_file
from ..grease_pencil import versions
from ..settings import settings_of, start_of
from ..write.originals import check_can_be_copied
from ..write.write_back import original_of
from .job_target import ObjectTarget
from .submission import SceneInput, captured, target_of

if TYPE_CHECKING:
    from bpy.types import Scene

    from ..capture.capture import Capture
    from ..host_types import GreasePencilObject

LARGEST_AREA = 1 << 28  # bytes of a picture that says where things move


def raster_submission(asked: SceneInput, request: Request) -> Submission[ObjectTarget]:
    """Return the job for the active object, or else for the chosen image. Raises BadInput."""
    item, scene = original_of(asked.item), asked.scene
    if item is not None:
        check_can_be_copied(item)
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
        found = captured(item, scene, asked.view)
        target = target_of(item, found.drawing)
        made = Submission(as_raster(request, kind, expert), found.drawing, target, settings.seeds)
        return with_kept(made, _later(item, scene, found, request), ".safetensors")
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
    made = Submission(request, picture.path, target, settings.seeds)
    if settings.moves_here is None:
        return made
    area = picture_file(settings.moves_here, None, start_of(scene))
    return with_area(made, read_bytes(area, max_bytes=LARGEST_AREA))


def _later(
    item: GreasePencilObject, scene: Scene, first: Capture, request: Request
) -> list[tuple[int, bytes]]:
    """Return the files of later drawings by frame; none where they aren't asked for."""
    settings = settings_of(scene)
    if not settings.keep_later or settings.pose_cycle != "none":
        return []
    path = Path(bpy.app.tempdir) / f"kept-{secrets.token_hex(4)}.safetensors"
    chosen = settings.selected_only
    files = []
    try:
        for frame, drawing in later_drawings(item, scene, first, request, selected_only=chosen):
            drawing.write(path)
            files.append((frame, path.read_bytes()))
    finally:
        path.unlink(missing_ok=True)
    return files
