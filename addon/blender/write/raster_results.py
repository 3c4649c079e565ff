# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a raster job, put into the scene: an image plane, a strip or traced strokes.

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
from ...contract.request import PICTURE_PATHS, Request
from ..capture.capture_map import Origin
from ..capture.picture_files import KeptPictures, keep
from ..capture.picture_place import PicturePlace
from ..grease_pencil import versions
from ..host_state import scene_of, view_layer_of
from ..translation import tr
from . import image_plane, image_strip, traced_strokes
from .hand_over import hand_over
from .originals import check_can_be_copied, link_beside, note_original
from .write_back import hide_others

if TYPE_CHECKING:
    from bpy.types import Object, Scene


@dataclass(frozen=True)
class RasterResult:
    """What a raster job has become in the scene.

    Attributes:
        start: the scene's frame of the first picture.
        object: the image plane, the traced strokes or the strip.
        remark: a message for the user, or "".
    """

    start: int
    object: Any
    remark: str = ""


def write_pictures(folder: Path, source_of: Callable[[], Object]) -> RasterResult:
    """Put a finished raster job into its scene.

    `source_of` finds the object whose picture it was; it is only called where there was one. Raises
    BadInput, FormatError, DiskFull or what `source_of` raises; nothing has changed then.
    """
    request = JobFolder(folder).read_request()
    sequence = PictureSequence.of_job(folder)
    place = place_of_job(folder, request)
    source = source_of() if place.object_name else None
    if source is not None:
        check_can_be_copied(source)
    scene = _scene(place, source)
    kind = kind_of(request)
    if kind == "strokes" and (sequence.strokes or request.path == "raster"):
        return _strokes(sequence, place, source, scene)
    try:
        kept = keep(sequence, folder.name)
        if kind == "strip":
            return _strip(kept, place, source, scene)
        plane = image_plane.new_plane(kept, place, source)
    except RuntimeError as error:  # from Blender, for a picture that it can't read
        raise BadInput("The pictures can't be shown.", hint=str(error)) from error
    image_plane.show_textures_in_solid_views()
    return RasterResult(place.frame, _link(plane, source, scene))


def comes_as_pictures(folder: Path) -> bool:
    """Return whether a job makes pictures: on the raster path, or from a picture that was traced.

    Raises FormatError or BadInput when the job can't be read.
    """
    job = JobFolder(folder)
    return job.read_request().path in PICTURE_PATHS or job.drawing_path.suffix != ".safetensors"


def place_of_job(folder: Path, request: Request) -> PicturePlace:
    """Return the place of the job's picture. Raises FormatError when it isn't known."""
    text = place_text(request)
    if text:
        return PicturePlace.from_text(text)
    drawing = JobFolder(folder).drawing_path
    host = Drawing.read(drawing).host if drawing.suffix == ".safetensors" else {}
    return PicturePlace.of_origin(Origin.of_host(host))


def _scene(place: PicturePlace, source: Object | None) -> Scene:
    scene: Scene | None = bpy.data.scenes.get(place.scene_name)
    if source is None:
        return scene or scene_of(bpy.context)
    users: Any = source.users_scene
    return scene if scene is not None and scene in users else users[0]


def _strokes(
    sequence: PictureSequence, place: PicturePlace, source: Object | None, scene: Scene
) -> RasterResult:
    if not sequence.strokes:
        raise BadInput("This result has no strokes.", hint="Animate with Strokes as the result.")
    keys = [(number, Drawing.read(path)) for number, path in sequence.strokes]
    frames, loop = sequence.frame_count, sequence.loop
    item = traced_strokes.new_strokes(keys, frames, loop, place, source, scene.frame_end)
    return RasterResult(place.frame, _link(item, source, scene))


def _strip(
    kept: KeptPictures, place: PicturePlace, source: Object | None, scene: Scene
) -> RasterResult:
    edited = image_strip.edited_scene(scene)
    editor = edited.sequence_editor
    was_empty = editor is None or not len(versions.strips(editor))
    strip = image_strip.new_strip(kept, place, scene, edited)
    if source is not None:
        note_original(strip, source)
        hide_others(strip, [], source)
        source.hide_viewport = False  # it stays in the view, to be drawn on
    remark = ""
    if was_empty and edited == scene and edited.render.use_sequencer:
        remark = tr(
            "The scene renders its strips now. For its 3D view too, edit in another scene, with "
            "a Scene strip below."
        )
    return RasterResult(place.frame, strip, remark)


def _link(item: Object, source: Object | None, scene: Scene) -> Object:
    """Link the result to its source's collections, and hide the source and earlier results."""
    if source is None:
        scene.collection.objects.link(item)
    else:
        link_beside(item, source)
        note_original(item, source)
        hand_over(item, source)
        hide_others(item, [], source)
    view_layer_of(bpy.context).update()
    return item
