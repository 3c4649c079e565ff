# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of a rig: the drawing coloured by what carries it, bones and joints over it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from addon.contract.drawing import Drawing
from addon.contract.rig import Rig
from engine.geometry.handles import control_to_curve, fit_handles
from engine.runtime.arrays import numpy_of

LONG_SIDE = 800
SCALE = 2  # drawn so much larger, then reduced: smooth lines
_UNCARRIED = (120, 120, 120)
_BONE, _JOINT, _DOUBTFUL = (90, 90, 90), (20, 20, 20), (200, 60, 40)
#: Colours that neighbours can be told apart by (Tableau 10).
_COLOURS = (
    (31, 119, 180),
    (255, 127, 14),
    (44, 160, 44),
    (214, 39, 40),
    (148, 103, 189),
    (140, 86, 75),
    (227, 119, 194),
    (188, 189, 34),
    (23, 190, 207),
)


def rig_picture(drawing: Drawing, rig: Rig, long_side: int = LONG_SIDE) -> Image.Image:
    """Return the drawing with its bones; each part of line has the colour of its joint.

    Joints of which the network is not sure are red.
    """
    factor = SCALE * long_side / max(drawing.canvas)
    width, height = (max(1, round(side * factor)) for side in drawing.canvas)
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    carrier = _strongest(rig)
    handles = fit_handles(drawing)
    on_lines = control_to_curve(handles, handles.control.astype(np.float64)) * factor
    nearest = _nearest_points(drawing, handles.stroke_of_handle, on_lines / factor)
    stroke = handles.stroke_of_handle
    for here in range(len(on_lines) - 1):
        if stroke[here] == stroke[here + 1]:
            joint = carrier[nearest[here]]
            colour = _COLOURS[joint % len(_COLOURS)] if joint >= 0 else _UNCARRIED
            draw.line([tuple(on_lines[here]), tuple(on_lines[here + 1])], colour, 3 * SCALE)
    _draw_bones(draw, rig, factor)
    return image.resize((width // SCALE, height // SCALE), Image.Resampling.LANCZOS)


def _draw_bones(draw: ImageDraw.ImageDraw, rig: Rig, factor: float) -> None:
    joints = numpy_of(rig.joints).astype(np.float64) * factor
    confidence = numpy_of(rig.confidence)
    for joint, parent in enumerate(numpy_of(rig.parents)):
        if parent >= 0:
            draw.line([tuple(joints[parent]), tuple(joints[joint])], _BONE, SCALE)
    radius = 4 * SCALE
    for (x, y), sure in zip(joints, confidence, strict=True):
        colour = _JOINT if sure >= 0.5 else _DOUBTFUL
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], outline=colour, width=SCALE)


def _strongest(rig: Rig) -> NDArray[np.int64]:
    """Return the joint [P] that carries most of each point, -1 for none."""
    weights, carriers = numpy_of(rig.weights), numpy_of(rig.carriers)
    best = weights.argmax(axis=1)
    joint = carriers[np.arange(len(best)), best].astype(np.int64)
    return np.where(weights.max(axis=1) > 0, joint, -1)


def _nearest_points(
    drawing: Drawing, strokes: NDArray[np.int32], places: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the drawing's point [N] of the same stroke that is nearest to each place [N, 2]."""
    positions = numpy_of(drawing.positions).astype(np.float64)
    nearest = np.zeros(len(places), np.int64)
    for stroke in np.unique(strokes):
        own = np.flatnonzero(strokes == stroke)
        points = drawing.stroke(int(stroke))
        there = positions[points.start : points.stop]
        away = np.linalg.norm(places[own][:, None] - there[None], axis=2)
        nearest[own] = points.start + away.argmin(axis=1)
    return nearest
