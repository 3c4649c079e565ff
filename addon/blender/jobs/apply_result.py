# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a finished job into the scene, as moved strokes or as pictures. It is a take then."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import bpy

from ...client.jobs.result_lines import UNRIGGED
from ...client.jobs.states import Delivered, Finished
from ...contract.animation import Animation
from ...contract.between import KeyPoses
from ...contract.bodies_apart import drawing_with_bodies
from ...contract.drawing import Drawing
from ...contract.job import JobFolder
from ..capture.capture_map import Origin
from ..grease_pencil import versions
from ..write import scene_takes, take_keys
from ..write.between import write_between
from ..write.change_part import PartChange, change_part
from ..write.continue_take import TakeContinuation, continue_take
from ..write.raster_results import RasterResult, comes_as_pictures, write_pictures
from ..write.scene_takes import SceneTake
from ..write.write_back import VectorResult, write_back
from .job_target import ObjectTarget, needed_object


def write_result(
    job: str, state: Finished | Delivered, target: ObjectTarget, folder: Path
) -> VectorResult | RasterResult:
    """Write what the job made, and return it. The caller makes it one undo step.

    Raises BadInput when its drawing is gone or changed.
    """
    result: VectorResult | RasterResult
    if isinstance(state, Delivered) or comes_as_pictures(folder):
        result = write_pictures(folder, partial(needed_object, target))
    else:
        result = _write_strokes(state.animation, target, folder)
    request = JobFolder(folder).read_request()
    animation = state.animation if isinstance(state, Finished) else None
    controls: tuple[object, ...] = ()
    info = dict(animation.info) if animation is not None else None
    if isinstance(result, VectorResult):
        controls = result.controls
        if info is not None and result.unrigged:
            info[UNRIGGED] = ", ".join(result.unrigged)
    is_between = KeyPoses.of(request.settings) is not None
    take = scene_takes.mark(
        result.object,
        controls,
        job,
        request,
        start=result.start,
        parts=animation.object_names if animation is not None and not is_between else (),
        info=info,
        remarks=(*state.warnings, *([target.remark] if target.remark else [])),
    )
    take_keys.note(take)
    goes_on = TakeContinuation.of(request)
    if goes_on is not None and isinstance(result, VectorResult):
        return _continued(take, goes_on, result)
    change = PartChange.of(request)
    if change is not None and isinstance(result, VectorResult):
        return _changed(take, change, result)
    return result


def _changed(new: SceneTake, change: PartChange, result: VectorResult) -> VectorResult:
    """Put the result into a copy of the take that it changes a part of, where that is there."""
    old = change.take.find()
    if old is None or not versions.is_grease_pencil(old.object):
        return result
    made = change_part(old, new, change)
    return VectorResult(made.object, tuple(made.controls), take_keys.places(made).whole.start)


def _continued(new: SceneTake, asked: TakeContinuation, result: VectorResult) -> VectorResult:
    """Put the result into a copy of the take that goes on, where that is there."""
    old = asked.take.find()
    if old is None or not versions.is_grease_pencil(old.object):
        return result
    made = continue_take(old, new, asked)
    return VectorResult(made.object, tuple(made.controls), take_keys.places(made).whole.start)


def _write_strokes(animation: Animation, target: ObjectTarget, folder: Path) -> VectorResult:
    job = JobFolder(folder)
    drawing = drawing_with_bodies(job, target.drawing or Drawing.read(job.drawing_path))
    source = needed_object(target)
    origin = Origin.of_host(drawing.host)
    scene = bpy.data.scenes.get(origin.scene_name) or source.users_scene[0]
    if KeyPoses.of(JobFolder(folder).read_request().settings) is not None:
        return write_between(animation, drawing, source, scene)
    return write_back(animation, drawing, source, scene)
