# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a raster job into the scene: an image plane, a strip or traced strokes.

The original is only hidden. The caller makes it one undo step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy

from ...client.jobs.pictures import PictureSequence
from ...client.jobs.raster_request import kind_of, place_text
from ...contract.drawing import Drawing
from ...contract.errors import BadInput
from ...contract.job import JobFolder
from ...contract.request import Request
from ..capture.capture_map import Origin
from ..capture.picture_files import keep
from ..capture.picture_place import PicturePlace
from ..grease_pencil import versions
from ..translation import tr
from . import image_plane, image_strip, traced_strokes
from .write_back import SOURCE, hand_over, hide_others

if TYPE_CHECKING:
    from bpy.types import Object, Scene


@dataclass(frozen=True)
class RasterResult:
    """`object`: the plane, the strokes or the strip. `start`: the frame of the first picture.

    `remark`: what the user should know.
    """

    start: int
    object: Any
    remark: str = ""


def write_pictures(folder: Path, source_of: Callable[[], Any]) -> RasterResult:
    """Puts a finished raster job into its scene.

    `source_of` finds the object whose picture it was; it isn't asked where there was none. Raises
    what that raises, BadInput, FormatError, DiskFull; nothing has changed then.
    """
    request = JobFolder(folder).read_request()
    sequence = PictureSequence.of_job(folder)
    place = place_of_job(folder, request)
    source = source_of() if place.object_name else None
    scene = _scene(place, source)
    kind = kind_of(request)
    if kind == "strokes" and (sequence.strokes or request.path == "raster"):
        return _strokes(sequence, place, source, scene)
    try:
        kept = keep(sequence, folder.name)
        if kind == "strip":
            return _strip(kept, place, source, scene)
        plane = image_plane.new_plane(kept, place, source)
    except RuntimeError as error:  # how Blender passes on a picture that it can't read
        raise BadInput("The pictures can't be shown.", hint=str(error)) from error
    image_plane.show_textures_in_solid_views()
    return RasterResult(place.frame, _settled(plane, source, scene))


def comes_as_pictures(folder: Path) -> bool:
    """Whether a job's result is pictures: of the raster path, or of a picture whose strokes moved.

    Raises FormatError, BadInput.
    """
    job = JobFolder(folder)
    return job.read_request().path == "raster" or job.drawing_path.suffix != ".safetensors"


def place_of_job(folder: Path, request: Request) -> PicturePlace:
    """Where the job's picture lies. Raises FormatError."""
    noted = place_text(request)
    if noted:
        return PicturePlace.from_text(noted)
    drawing = JobFolder(folder).drawing_path
    host = Drawing.read(drawing).host if drawing.suffix == ".safetensors" else {}
    return PicturePlace.of_origin(Origin.of_host(host))


def _scene(place: PicturePlace, source: Object) -> Any:
    scene = bpy.data.scenes.get(place.scene_name)
    if source is None:
        return scene or bpy.context.scene
    return scene if scene in source.users_scene else source.users_scene[0]


def _strokes(
    sequence: PictureSequence, place: PicturePlace, source: Object, scene: Scene
) -> RasterResult:
    if not sequence.strokes:
        raise BadInput("This result has no strokes.", hint="Animate with Strokes as the result.")
    keys = [(number, Drawing.read(path)) for number, path in sequence.strokes]
    frames, loop = sequence.frame_count, sequence.loop
    item = traced_strokes.new_strokes(keys, frames, loop, place, source, scene.frame_end)
    return RasterResult(place.frame, _settled(item, source, scene))


def _strip(kept: Any, place: PicturePlace, source: Object, scene: Scene) -> RasterResult:
    edited = image_strip.edited_scene(scene)
    editor = edited.sequence_editor
    was_empty = editor is None or not len(versions.strips(editor))
    strip = image_strip.new_strip(kept, place, scene, edited)
    strip[SOURCE] = place.object_name
    if source is not None:
        hide_others(strip, [], source)
        source.hide_viewport = False  # it stays in the view, to be drawn on
    remark = ""
    if was_empty and edited == scene and edited.render.use_sequencer:
        remark = tr(
            "The scene renders its strips now. For its 3D view too, edit in another scene, with "
            "a Scene strip below."
        )
    return RasterResult(place.frame, strip, remark)


def _settled(item: Object, source: Object, scene: Scene) -> Any:
    """Links the result beside its source, and hides that and earlier results."""
    collections = source.users_collection if source is not None else ()
    for collection in collections or (scene.collection,):
        collection.objects.link(item)
    if source is not None:
        item[SOURCE] = source.name
        hand_over(item, source, bpy.context.view_layer)
        hide_others(item, [], source)
    bpy.context.view_layer.update()
    return item
