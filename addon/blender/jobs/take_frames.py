# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a take shows in each frame, with all that the artist has changed: keys, drawings, bones.

The strokes are those that Blender evaluates, after modifiers and parents, in the plane and on the
canvas that the take was made on.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...contract.drawing import Drawing
from ...contract.drawn_frames import DrawnFrames
from ...contract.errors import BadInput
from ..capture.capture import capture_on
from ..capture.capture_map import Origin
from ..host_state import scene_of, view_layer_of
from ..settings import frame_rate
from ..write import take_keys
from ..write.kept_frame import kept_frame

if TYPE_CHECKING:
    from bpy.types import Context

    from ..write.scene_takes import SceneTake


def write_take_frames(take: SceneTake, context: Context, made_from: Path, folder: Path) -> None:
    """Write the drawings of all frames of a take that is shown into a folder.

    made_from: the drawing file of the job, which knows plane and canvas. Raises BadInput for a take
    that was moved aside, FormatError, DiskFull.
    """
    scene = scene_of(context)
    request = take.request
    if take.is_aside or not take.is_shown or request is None:
        raise BadInput("Show this take alone first, then export it.")
    place = take_keys.places(take).whole
    plane = Origin.of_host(Drawing.read(made_from).host).plane
    depsgraph: Any = view_layer_of(context).depsgraph
    files: list[str] = []
    last: Drawing | None = None
    with kept_frame(scene):
        for number in range(place.frames):
            scene.frame_set(place.start + number)
            depsgraph.update()
            evaluated = take.object.evaluated_get(depsgraph)
            drawing = capture_on(evaluated, scene, plane)
            if last is None or not _same(last, drawing):
                files.append(f"{number + 1:04d}.safetensors")
                drawing.write(folder / files[-1])
                last = drawing
            else:
                files.append(files[-1])
    DrawnFrames(tuple(files), frame_rate(scene), request.loop).write(folder)


def _same(one: Drawing, other: Drawing) -> bool:
    names = ("positions", "widths", "opacities", "colors", "fills", "stroke_offsets")
    return all(getattr(one, name).data == getattr(other, name).data for name in names)
