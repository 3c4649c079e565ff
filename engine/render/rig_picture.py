# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of a rig: the drawing coloured by what carries it, bones and joints over it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from addon.contract.drawing import Drawing
from addon.contract.rig import Rig
from engine.geometry.bezier import bernstein
from engine.geometry.handles import fit_handles
from engine.runtime.arrays import numpy_of

LONG_SIDE = 800
STEPS = 8  # lines for each cubic
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
    control = handles.control.astype(np.float64)
    basis = bernstein(np.linspace(0.0, 1.0, STEPS + 1))
    for segment in handles.segments:
        line = basis @ control[segment]
        stroke = int(handles.stroke_of_handle[segment[0]])
        joints = carrier[_nearest_points(drawing, stroke, line)]
        for here in range(STEPS):
            joint = int(joints[here])
            colour = _COLOURS[joint % len(_COLOURS)] if joint >= 0 else _UNCARRIED
            ends = [tuple(line[here] * factor), tuple(line[here + 1] * factor)]
            draw.line(ends, colour, 3 * SCALE)
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
    drawing: Drawing, stroke: int, places: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the point [N] of a stroke that is nearest to each place [N, 2]."""
    points = drawing.stroke(stroke)
    there = numpy_of(drawing.positions)[points.start : points.stop].astype(np.float64)
    away = np.linalg.norm(places[:, None] - there[None], axis=2)
    return np.asarray(points.start + away.argmin(axis=1), np.int64)
