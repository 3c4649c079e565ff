# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A strip of the pictures in the sequencer, laid over the drawing as the scene's camera sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector as BlenderVector
from numpy.typing import NDArray

from ..capture.picture_files import KeptPictures
from ..capture.picture_place import PicturePlace
from ..grease_pencil import versions

if TYPE_CHECKING:
    from bpy.types import ImageStrip, Scene, Strip

LONGEST_REPEAT = 5000  # frames for which a loop is repeated
MOST_CHANNELS = 128  # of a sequence editor


@dataclass(frozen=True)
class Placing:
    """How a strip's pictures are moved on the render.

    Attributes:
        x: pixels of the render, from its middle to the right.
        y: pixels of the render, from its middle upwards.
        turn: radians, counterclockwise.
    """

    x: float
    y: float
    scale: float
    turn: float


def new_strip(
    kept: KeptPictures, place: PicturePlace, drawn_in: Scene, edited: Scene
) -> ImageStrip:
    """Make the strip in the sequencer of the scene `edited`.

    `drawn_in` is the scene with the drawing and its camera. The last picture stays to the end of
    the scene; a loop is repeated until then.
    """
    editor = edited.sequence_editor or edited.sequence_editor_create()
    strips = versions.strips(editor)
    count = kept.sequence.frame_count
    end = max(place.frame + count, edited.frame_end + 1)
    end = min(end, place.frame + max(count, LONGEST_REPEAT))
    channel = _free_channel(strips, place.frame, end)
    strip: ImageStrip = strips.new_image(
        name=f"{place.label} picture",
        filepath=kept.first,
        channel=channel,
        frame_start=place.frame,
        fit_method="ORIGINAL",
    )
    names = [path.name for path in kept.sequence.paths]
    shown = end - place.frame if kept.sequence.loop else count
    for index in range(1, shown):
        strip.elements.append(names[index % count])
    versions.set_strip_end(strip, end)
    strip.blend_type, strip.alpha_mode = "ALPHA_OVER", "STRAIGHT"
    placing = seen_by_camera(kept.sequence.size, place, drawn_in, edited)
    if placing is None:
        placing = fitted(kept.sequence.size, edited)
    transform = strip.transform
    assert transform is not None
    transform.offset_x, transform.offset_y = placing.x, placing.y
    transform.scale_x = transform.scale_y = placing.scale
    transform.rotation = placing.turn
    return strip


def edited_scene(drawn_in: Scene) -> Any:
    """Return the scene that the sequencer edits: from 5.0 on the workspace names it."""
    workspace: Any = bpy.context.workspace
    if not hasattr(workspace, "sequencer_scene"):
        return drawn_in
    if workspace.sequencer_scene is None:
        workspace.sequencer_scene = drawn_in
    edited: Scene = workspace.sequencer_scene
    return edited


def seen_by_camera(
    pixels: tuple[int, int], place: PicturePlace, drawn_in: Scene, edited: Scene
) -> Placing | None:
    """Place a picture of this size in pixels where the camera sees it; None if no camera does."""
    camera = drawn_in.camera
    if camera is None or camera.type != "CAMERA":
        return None
    render = edited.render
    width, height = render.resolution_x, render.resolution_y
    seen = np.array(
        [world_to_camera_view(drawn_in, camera, BlenderVector(p)) for p in place.corners()]
    )
    if (seen[:, 2] <= 0).any():
        return None
    # Points of the render as complex numbers, from its middle, y up.
    target = (seen[:, 0] - 0.5) * width + 1j * (seen[:, 1] - 0.5) * height
    w, h = pixels
    source = 0.5 * np.array([-w - 1j * h, w - 1j * h, w + 1j * h, -w + 1j * h], np.complex128)
    return similarity(source, target)


def similarity(source: NDArray[np.complex128], target: NDArray[np.complex128]) -> Placing | None:
    """Fit the scale, turn and shift that map points x + iy [n] onto others (least squares).

    None where the target is a single point.
    """
    middle, target_middle = source.mean(), target.mean()
    spread = source - middle
    factor = np.vdot(spread, target - target_middle) / np.vdot(spread, spread)
    if abs(factor) < 1e-9:
        return None
    shift = target_middle - factor * middle
    return Placing(
        float(shift.real), float(shift.imag), float(abs(factor)), float(np.angle(factor))
    )


def fitted(pixels: tuple[int, int], edited: Scene) -> Placing:
    """Place a picture of this size in pixels in the middle of the render, as large as it fits."""
    render = edited.render
    scale = min(render.resolution_x / pixels[0], render.resolution_y / pixels[1])
    return Placing(0.0, 0.0, scale, 0.0)


def _free_channel(strips: Iterable[Strip], start: int, end: int) -> int:
    """Return the lowest channel above all strips of these frames."""
    below = 0
    for strip in strips:
        first, last = versions.strip_range(strip)
        if first < end and last > start:
            below = max(below, strip.channel)
    return min(MOST_CHANNELS, 1 + below)
