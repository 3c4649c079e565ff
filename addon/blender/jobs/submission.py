# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes to the engine: the request of the panel, and the drawing as it is now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ...client.jobs.submission import Submission
from ...contract.drawing import Drawing
from ...contract.request import Request
from ...contract.rig_hints import SETTING, hints_to_json
from .. import settings
from ..capture.capture import Capture, capture
from ..objects import bone_corrections, object_list
from ..objects.entries import with_objects
from ..settings import plane_of, settings_of, start_of
from ..write.write_back import original_of
from .job_target import ObjectTarget


@dataclass(frozen=True)
class SceneInput:
    """What is active and visible when the user presses Animate.

    Attributes:
        item: The active object; for a result, the drawing it was made from is animated anew.
        scene: The scene whose panel settings apply.
        view: The region data of a 3D view, or None.
    """

    item: Any
    scene: Any
    view: Any


def is_raster(asked: SceneInput) -> bool:
    """Return whether the drawing is to be redrawn by a video model."""
    return settings_of(asked.scene).path == "raster"


def request_of(asked: SceneInput) -> Request:
    """Return the request that the panel's settings ask for; the drawing isn't read for it.

    Raises BadInput.
    """
    if is_raster(asked):
        return settings.request_of(asked.scene)
    return settings.request_of(asked.scene, object_list.of(original_of(asked.item)))


def vector_submission(asked: SceneInput, request: Request) -> Submission[ObjectTarget]:
    """Return the job that moves the strokes of the active drawn object. Raises BadInput."""
    scene, source = asked.scene, original_of(asked.item)
    found = captured(source, scene, asked.view)
    request = completed(request, found, source, scene)
    seeds = settings_of(scene).seeds
    return Submission(request, found.drawing, target_of(source, found.drawing), seeds)


def completed(request: Request, found: Capture, source: Any, scene: Any) -> Request:
    """Return the panel's request with what is said of the captured drawing and its objects."""
    objects, all_move = object_list.of(source), bool(settings_of(scene).prompt.strip())
    request = with_objects(request, objects, found.drawing.object_names, all_move=all_move)
    return with_corrections(request, found, source)


def with_corrections(request: Request, found: Capture, source: Any) -> Request:
    """Return the request with what the artist corrected in the bones of the captured drawing."""
    hints = bone_corrections.hints_of(found.map, found.drawing, source)
    if not hints:
        return request
    return replace(request, settings={**request.settings, SETTING: hints_to_json(hints)})


def captured(source: Any, scene: Any, view: Any) -> Capture:
    """Read the drawing of the object `source`, as the panel's settings say. Raises BadInput."""
    return capture(
        source,
        scene,
        selected_only=settings_of(scene).selected_only,
        plane=plane_of(scene),
        view=view,
        frame=start_of(scene),
    )


def target_of(source: Any, drawing: Drawing | None) -> ObjectTarget:
    """Return the target by which a job's result finds the drawn Blender object `source` again.

    drawing: what was captured of the object and goes to the engine.
    """
    return ObjectTarget(source.name, str(source.session_uid), drawing=drawing)
