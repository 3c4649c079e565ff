# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes to the engine: the request of the panel, and the drawing as it is now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ...client.jobs.submission import Submission
from ...contract.drawing import Drawing
from ...contract.errors import BadInput
from ...contract.messages import Message
from ...contract.request import PICTURE_PATHS, Request
from ...contract.rig_hints import SETTING, hints_to_json
from ...contract.steering import SETTING as STEERING
from ...contract.steering import steering_to_json
from .. import settings
from ..capture import refusals
from ..capture.capture import Capture, capture
from ..capture.steering import steering_of
from ..grease_pencil import polylines, versions
from ..objects import bone_corrections, object_list
from ..objects.entries import with_objects
from ..objects.fill_layers import fill_layer_names
from ..settings import plane_of, settings_of, start_of
from ..write import scene_takes, take_keys
from ..write.originals import check_can_be_copied
from ..write.write_back import original_of, shown_of
from .job_target import ObjectTarget

COLOURS_STAY = "The colours stay with the drawing: press Colour to colour this take, too."


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
    """Return whether a picture is to be redrawn by a video model, or its paint to be warped."""
    return settings_of(asked.scene).path in PICTURE_PATHS


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
    _check_is_seen(asked.item, source)
    check_can_be_copied(source)
    found = captured(source, scene, asked.view)
    request = completed(request, found, source, scene)
    refusals.check_can_move(found.drawing, request)
    seeds = settings_of(scene).seeds
    target = replace(target_of(source, found.drawing), remark=left_out(asked.item, source))
    return Submission(request, found.drawing, target, seeds)


def left_out(item: Any, source: Any) -> str:
    """Return what the user should know of what isn't animated; "" for nothing.

    That is what was changed in a result whose original is animated, and fills. item: the active
    object. source: what is animated.
    """
    take = scene_takes.take_with(item) if item != source else None
    if take is None or not take_keys.is_edited(take):
        has_fills = versions.is_grease_pencil(source) and bool(fill_layer_names(source.data))
        return Message(COLOURS_STAY) if has_fills else ""
    return Message(
        'What you changed in "{take}" stays there: this motion starts from the drawing itself.',
        take=take.name,
    )


def _check_is_seen(item: Any, source: Any) -> None:
    """Check that a drawing or one of its results is visible. Raises BadInput."""
    shown = shown_of(source) if source is not None else None
    if source is not None and not item.visible_get() and (shown is None or not shown.visible_get()):
        raise BadInput(
            "{name} is hidden.", name=source.name, hint="Show it in the Outliner, with its eye."
        )


def completed(request: Request, found: Capture, source: Any, scene: Any) -> Request:
    """Return the panel's request with what is said of the captured drawing and its objects."""
    objects, all_move = object_list.of(source), bool(settings_of(scene).prompt.strip())
    request = with_objects(request, objects, found.drawing.object_names, all_move=all_move)
    return with_steering(with_corrections(request, found, source), found, source)


def with_steering(request: Request, found: Capture, source: Any) -> Request:
    """Return the request with the way that the artist steers the captured drawing."""
    steering = steering_of(source, found)
    if not steering:
        return request
    settings = {**request.settings, STEERING: steering_to_json({"": steering})}
    return replace(request, settings=settings)


def with_corrections(request: Request, found: Capture, source: Any) -> Request:
    """Return the request with what the artist corrected in the bones of the captured drawing."""
    hints = bone_corrections.hints_of(found.map, found.drawing, source)
    if not hints:
        return request
    return replace(request, settings={**request.settings, SETTING: hints_to_json(hints)})


def captured(source: Any, scene: Any, view: Any, *, whole: bool = False) -> Capture:
    """Read the drawing of the object `source`, as the panel's settings say. Raises BadInput.

    whole: all of it, whether only what is selected is to move or not.
    """
    return capture(
        source,
        scene,
        selected_only=settings_of(scene).selected_only and not whole,
        plane=plane_of(scene),
        view=view,
        frame=start_of(scene),
        polylines=settings.wants_bones(scene) and polylines.can_be_lines(source),
    )


def target_of(source: Any, drawing: Drawing | None) -> ObjectTarget:
    """Return the target by which a job's result finds the drawn Blender object `source` again.

    drawing: what was captured of the object and goes to the engine.
    """
    return ObjectTarget(source.name, str(source.session_uid), drawing=drawing)
