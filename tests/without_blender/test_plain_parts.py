# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of the add-on that need no Blender: planes, key curves, strokes, wording."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from addon.blender import wording
from addon.blender.capture import plane
from addon.blender.capture.plane import Plane, Viewer
from addon.blender.grease_pencil.stroke_layout import layout
from addon.blender.write import key_curves
from addon.client.jobs.states import Finished, Interrupted, JobFailed, Running, Waiting
from addon.contract.animation import evaluate_key_channel
from addon.contract.errors import OutOfMemory
from tests.blender.motions import curve


def turned(x: float, z: float) -> np.ndarray:
    a, b = np.cos([x, z]), np.sin([x, z])
    tilt = np.array([[1, 0, 0], [0, a[0], -b[0]], [0, b[0], a[0]]])
    turn = np.array([[a[1], -b[1], 0], [b[1], a[1], 0], [0, 0, 1]])
    return turn @ tilt


def flat_points(rotation: np.ndarray, *, noise: float = 0.0) -> np.ndarray:
    random = np.random.default_rng(0)
    flat = random.uniform(-1, 1, (50, 3)) * [2, noise, 1]
    return flat @ rotation.T + [3, 4, 5]


@pytest.mark.parametrize("tilt", [0.0, 0.4, -0.8])
def test_best_fit_lies_in_the_drawing_and_sees_it_from_the_front(tilt: float) -> None:
    rotation = turned(tilt, 0.3)
    points = flat_points(rotation)
    found = plane.best_fit(points, None)
    assert np.isclose(abs(found.normal @ rotation[:, 1]), 1)
    assert found.normal[1] < 0 and found.up[2] > 0
    assert np.allclose(found.basis.T @ found.basis, np.eye(3), atol=1e-12)
    assert np.isclose(np.linalg.det(found.basis), 1)
    pixels = found.to_canvas(points)
    assert np.isclose(np.ptp(pixels, axis=0).max(), plane.LONG_SIDE)
    assert np.allclose(pixels.min(axis=0), plane.MARGIN)
    assert np.allclose(found.to_world(pixels), points)


def test_a_nearly_upright_drawing_gets_exact_axes() -> None:
    found = plane.best_fit(flat_points(turned(0.001, 0.001), noise=1e-3), None)
    assert found.normal.tolist() == [0, -1, 0]
    assert found.right.tolist() == [1, 0, 0] and found.up.tolist() == [0, 0, 1]


@pytest.mark.parametrize("points", [[[1, 2, 3]], [[0, 0, 0], [1, 0, 0]], [[0, 0, 0], [0, 1, 0]]])
def test_a_dot_and_a_line_have_a_plane(points: list[list[float]]) -> None:
    array = np.array(points, float)
    found = plane.best_fit(array, None)
    assert np.isfinite(found.basis).all() and found.unit > 0
    assert np.allclose(found.to_world(found.to_canvas(array)), array)


def test_perspective_keeps_each_depth() -> None:
    points = np.random.default_rng(1).uniform(-1, 1, (30, 3))
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = turned(1.3, 0.2), [1, -6, 2]
    found = plane.facing(points, Viewer(matrix, True))
    ratios = found.depth_ratios(points)
    pixels = found.to_canvas(points)
    back = np.concatenate(
        [found.to_world(p[None], float(r)) for p, r in zip(pixels, ratios, strict=True)]
    )
    assert np.allclose(back, points)
    again = Plane.from_json(json.loads(json.dumps(found.to_json())))
    assert np.array_equal(again.to_canvas(points), pixels)


def test_a_camera_inside_the_drawing_falls_back_to_a_flat_view() -> None:
    points = np.random.default_rng(1).uniform(-1, 1, (30, 3))
    assert plane.facing(points, Viewer(np.eye(4), True)).eye is None


def value(keys: np.ndarray, frame: float) -> float:
    return evaluate_key_channel(keys.tolist(), frame)


def test_channels_are_added_exactly() -> None:
    x = np.array(curve((2, 0), (9, 30), (20, -5)))
    y = np.array(curve((0, 4), (13, -8)))
    y[0, 5], y[1, 3] = 9.0, 3.0  # a bent one
    found = key_curves.total([(x, 2.0), (y, -0.5)], 7.0)
    assert found[:, 0].tolist() == [0, 2, 9, 13, 20]
    for frame in np.linspace(-3, 25, 113):
        expected = 7 + 2 * value(x, frame) - 0.5 * value(y, frame)
        assert np.isclose(value(found, frame), expected)
        assert np.isclose(key_curves.evaluate(found, frame, 0.0), expected)
    still = key_curves.total([(x, 0.0), (np.array(curve((0, 3.0))), 2.0)], 1.0)
    assert len(still) == 1 and still[0, 1] == 7


def test_a_loop_gets_its_last_key() -> None:
    keys = np.array(curve((0, 1.0), (5, 3.0), (8, 2.0)))
    found = key_curves.closed(keys, 12)
    assert found[-1, :2].tolist() == [12, 1.0] and len(found) == 4
    assert np.array_equal(key_curves.closed(found, 12), found)


def test_layout_of_mixed_strokes() -> None:
    offsets = np.array([0, 4, 7, 8, 11], np.int32)
    types = np.array([1, 2, 0, 0], np.int8)  # poly, Bezier, a Catmull-Rom dot, Catmull-Rom
    cyclic = np.array([True, False, True, True])
    rows = layout(offsets, types, cyclic, np.ones(4, np.bool_))
    assert rows.offsets.tolist() == [0, 4, 11, 12, 21]
    assert rows.cubic.tolist() == [False, True, False, True]
    assert rows.points.tolist() == [0, 1, 2, 3, 4, 7, 10, 11, 12, 15, 18]
    assert rows.left[4:7].tolist() == [4, 6, 9] and rows.right[4:7].tolist() == [5, 8, 10]
    assert rows.left[8:].tolist() == [20, 14, 17] and rows.right[8:].tolist() == [13, 16, 19]
    assert sorted({*rows.points, *rows.left, *rows.right}) == list(range(21))
    part = layout(offsets, types, cyclic, np.array([False, True, False, True]))
    assert part.offsets.tolist() == [0, 7, 16]
    assert part.strokes.tolist() == [-1, 0, -1, 1]
    assert part.points[:4].tolist() == [-1] * 4


def test_wording() -> None:
    assert wording.progress_text(Waiting()) == "Waiting for the engine"
    assert wording.progress_text(Waiting("Krita is using the GPU")) == "Krita is using the GPU"
    running = Running("draft", 3, 12, eta_s=8.2)
    assert wording.progress_text(running) == "Draft 3/12, 8 s left"
    assert wording.fraction(running) == 0.25
    one = Running("object 1 of 1", 3, 12)
    assert wording.progress_text(one) == "Refining 3/12"
    assert wording.progress_text(replace(one, phase="object 2 of 3")) == "Object 2 of 3: 3/12"
    assert wording.progress_text(Running("fit", 0, 1)) == "Preparing"
    assert wording.progress_text(Running("", 0, 0)) == "Working"
    assert wording.progress_text(Running("draft", 3, 12, cancelling=True)) == "Stopping"
    assert wording.time_text(200) == "3 min"
    failed = JobFailed(OutOfMemory("Too large.", hint="Fewer frames."))
    assert wording.trouble(failed) == ("Too large.", "Fewer frames.")
    assert "saved" in wording.trouble(Interrupted("The engine ended."))[1]
    assert wording.trouble(Waiting()) == ("", "")
    assert wording.wrapped("one two three four", 9) == ["one two", "three", "four"]
    assert wording.fraction(Finished(Path("x"), None)) == 1.0  # type: ignore[arg-type]
