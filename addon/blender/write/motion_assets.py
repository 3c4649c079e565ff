# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motions in Blender's asset browser: the Action of a take, which also keeps the motion as data.

So an Action that was appended from another file can be used on any drawing of its body plan.
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...client.jobs.result_lines import PLANS
from ...contract import strict_json
from ...contract.errors import BadInput, SketchMotionError
from ...contract.motion_file import Motion
from ..grease_pencil import attributes
from ..host_state import scene_of
from . import take_keys
from .kept_frame import kept_frame
from .scene_takes import SceneTake

if TYPE_CHECKING:
    from bpy.types import Action, Scene

MOTION = "sketch_motion_motion"  # property of an Action: its motion, as JSON
SIDE = 128  # pixels of the picture in the asset browser
MARGIN = 8
POSES = (0.0, 0.33, 0.66)  # of the take's length: poses that the picture shows, the last in full
FAINT = 0.25


def mark(take: SceneTake, motion: Motion, scene: Scene) -> Action:
    """Make the Action of a take an asset, with a picture of its poses; return it.

    Raises BadInput where the take has no Action of bones.
    """
    actions = [
        control.animation_data.action
        for control in take.controls
        if control.type == "ARMATURE" and control.animation_data is not None
    ]
    action: Any = next((each for each in actions if each is not None), None)
    if action is None:
        raise BadInput("This take has no bones.")
    action.name = motion.name
    action[MOTION] = json.dumps(motion.to_json())
    action.asset_mark()
    action.asset_data.description = motion.name
    for tag in ("Sketch Motion", PLANS.get(motion.plan or "pieces", motion.plan)):
        action.asset_data.tags.new(tag, skip_if_exists=True)
    _draw(action, take, scene)
    marked: Action = action
    return marked


def motion_of_action(action: Action) -> Motion | None:
    """Return the motion that an Action keeps; None where it has none that can be read."""
    text = action.get(MOTION)
    if not isinstance(text, str):
        return None
    try:
        return Motion.from_json(strict_json.parse(text.encode("utf-8"), "The motion"))
    except SketchMotionError:
        return None


def actions() -> list[Action]:
    """Return the Actions of this file that keep a motion, by name."""
    every: list[Any] = list(bpy.data.actions)
    return sorted((each for each in every if MOTION in each), key=lambda each: str(each.name))


def _draw(action: Any, take: SceneTake, scene: Scene) -> None:
    """Give an Action a picture of the take: some poses faintly and one in full."""
    place = take_keys.places(take).whole
    poses = []
    with kept_frame(scene):
        for share in POSES:
            scene.frame_set(place.start + round(share * (place.frames - 1)))
            poses.append(_lines(take))
    every = np.concatenate([line for pose in poses for line in pose] or [np.zeros((1, 2))])
    low, span = every.min(axis=0), max(float(np.ptp(every, axis=0).max()), 1e-9)
    middle = 0.5 * (SIDE - (every.max(axis=0) - low) * (SIDE - 2 * MARGIN) / span)
    alpha = np.zeros((SIDE, SIDE), np.float32)
    for number, pose in enumerate(poses):
        shade = 1.0 if number == len(poses) - 1 else FAINT
        for line in pose:
            _stroke(alpha, (line - low) * (SIDE - 2 * MARGIN) / span + middle, shade)
    pixels = np.zeros((SIDE, SIDE, 4), np.float32)
    pixels[..., :3] = 0.9
    pixels[..., 3] = alpha
    preview = action.preview_ensure()
    preview.image_size = (SIDE, SIDE)
    preview.image_pixels_float.foreach_set(pixels.ravel())


def _lines(take: SceneTake) -> list[NDArray[np.float64]]:
    """Return the strokes of a take in the current frame, [n, 2] each, in the drawing's plane."""
    graph = bpy.context.evaluated_depsgraph_get()
    shown = take.object.evaluated_get(graph)
    found: list[NDArray[np.float64]] = []
    for layer in shown.data.layers:
        held: Any = layer.get_frame_at(scene_of(bpy.context).frame_current)
        if held is None or layer.hide or not len(held.drawing.strokes):
            continue
        points = attributes.read(held.drawing, "position")
        ends = attributes.stroke_offsets(held.drawing)
        if points is not None:
            found += [points[a:b].astype(np.float64) for a, b in itertools.pairwise(ends)]
    if not found:
        return []
    flat = int(np.ptp(np.concatenate(found), axis=0).argmin())
    axes = [axis for axis in range(3) if axis != flat]
    return [line[:, axes] for line in found]


def _stroke(alpha: NDArray[np.float32], line: NDArray[np.float64], shade: float) -> None:
    """Draw a line [n, 2], pixels, into a picture [rows, columns]; its first row is the lowest."""
    for start, end in itertools.pairwise(line):
        steps = max(2, int(2 * np.abs(end - start).max()) + 1)
        at = start + np.linspace(0.0, 1.0, steps)[:, None] * (end - start)
        x, y = np.clip(np.round(at).astype(int), 0, SIDE - 1).T
        alpha[y, x] = np.maximum(alpha[y, x], shade)
