# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a drawing or a picture came from: kept as text, read back, and its place in space."""

from __future__ import annotations

import json

import numpy as np
import pytest

from addon.blender.capture import plane
from addon.blender.capture.capture_map import KEY, CapturedLayer, CaptureMap, Origin
from addon.blender.capture.picture_place import PicturePlace
from addon.blender.grease_pencil.stroke_layout import layout
from addon.contract.errors import FormatError

POINTS = np.random.default_rng(0).uniform(-1, 1, (6, 3)) * [2, 0, 1] + [3, 4, 5]
MATRIX = np.diag([2.0, 3.0, 4.0, 1.0])


def capture_map() -> CaptureMap:
    """Three strokes of two points, of which the middle one wasn't captured."""
    rows = layout(
        np.array([0, 2, 4, 6], np.int32),
        np.ones(3, np.int8),
        np.zeros(3, np.bool_),
        np.array([True, False, True]),
    )
    layer = CapturedLayer("Lines", 1, MATRIX, 0, 0, rows)
    return CaptureMap("Fish", "Sea", 7, MATRIX, plane.best_fit(POINTS, None), (layer,), POINTS)


def origin() -> Origin:
    return Origin.of_host({KEY: capture_map().to_text()})


def test_a_map_survives_the_way_through_the_job_folder() -> None:
    found = origin()
    assert (found.object_name, found.scene_name, found.frame) == ("Fish", "Sea", 7)
    assert np.array_equal(found.object_matrix, MATRIX)
    assert np.array_equal(found.plane.to_canvas(POINTS), capture_map().plane.to_canvas(POINTS))
    ((name, key, to_world, strokes),) = found.layers
    assert (name, key, strokes.tolist()) == ("Lines", 1, [0, 2])
    assert np.array_equal(to_world, MATRIX)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"object": "Fish", "frame": "soon"}'])
def test_a_drawing_from_elsewhere_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="Blender"):
        Origin.of_host({KEY: text})
    with pytest.raises(FormatError):
        PicturePlace.from_text(text)


def test_the_canvas_of_a_drawing_lies_in_its_plane() -> None:
    found = origin()
    place = PicturePlace.of_origin(found)
    pixels = found.plane.to_canvas(POINTS)
    assert np.allclose(place.to_world(pixels), POINTS)
    assert np.isclose(place.unit, found.plane.unit)
    assert np.allclose(place.normal, found.plane.normal)
    bottom_left, bottom_right, top_right, top_left = place.corners()
    assert np.allclose(top_left, place.corner)
    assert np.allclose(bottom_right - bottom_left, top_right - top_left)
    assert np.isclose(np.linalg.norm(top_right - top_left), place.size[0] * place.unit)


def test_the_frame_of_a_place_is_rigid_and_in_its_middle() -> None:
    place = PicturePlace.of_origin(origin())
    matrix = place.frame_matrix()
    assert np.allclose(matrix[:3, :3].T @ matrix[:3, :3], np.eye(3))
    assert np.isclose(np.linalg.det(matrix[:3, :3]), 1)
    assert np.allclose(matrix[:3, 3], place.corners().mean(axis=0))
    assert np.allclose(matrix[:3, 2], place.normal)


def test_a_place_survives_the_way_through_text() -> None:
    place = PicturePlace.of_origin(origin()).later(9)
    again = PicturePlace.from_text(place.to_text())
    assert (again.label, again.frame, again.size) == ("Fish", 9, place.size)
    assert json.loads(again.to_text()) == json.loads(place.to_text())
