# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves as lines through many points: what is read is what is written."""

from __future__ import annotations

import bpy
import numpy as np

from addon.blender.capture.capture import capture
from addon.blender.grease_pencil import attributes
from addon.blender.grease_pencil.attributes import SampledStrokes
from addon.blender.grease_pencil.polylines import flatten, sampled
from tests.blender.svg_drawings import svg_curves, svg_pencil


def test_lines_pass_through_the_points_of_the_curves() -> None:
    drawing = svg_curves("horse").data.layers[0].frames[0].drawing
    points = attributes.read(drawing, "position")
    lines = sampled(drawing)
    assert points is not None and isinstance(lines, SampledStrokes)
    values = lines.values["position"]
    assert len(values) > 3 * len(points)
    for point in points:
        assert (values == point).all(axis=1).any()  # to the bit
    size = float(np.ptp(points, axis=0).max())
    steps = np.linalg.norm(np.diff(values, axis=0), axis=1)
    ends = lines.offsets[1:-1] - 1
    assert np.delete(steps, ends).max() < size / 30


def test_a_flattened_drawing_is_what_was_read() -> None:
    drawing = svg_curves("horse").data.layers[0].frames[0].drawing
    lines = sampled(drawing)
    assert isinstance(lines, SampledStrokes)
    flatten(drawing)
    assert np.array_equal(attributes.stroke_offsets(drawing), lines.offsets)
    for name in ("position", "radius", "identity"):
        assert np.array_equal(attributes.read(drawing, name), lines.values[name]), name
    count = len(drawing.strokes)
    assert set(attributes.curve_types(drawing, count).tolist()) == {attributes.POLY}
    assert sampled(drawing) is drawing  # there is nothing left to be done


def test_a_drawing_of_lines_is_captured_as_it_is() -> None:
    item = svg_pencil("horse")
    before, after = (
        capture(item, bpy.context.scene, polylines=polylines).drawing for polylines in (False, True)
    )
    assert before.positions == after.positions and before.curve_types == after.curve_types
