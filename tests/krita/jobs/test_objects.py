# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a drawing as the docker edits them."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from addon.client.jobs.found_objects import FoundObjects
from addon.contract.drawing import Drawing
from addon.contract.errors import FormatError
from addon.krita.jobs.objects import Objects, color_of, outlines

POINTS = [(10, 10), (50, 10), (10, 60), (50, 60), (80, 20), (80, 40), (90, 40), (90, 20)]


def a_drawing() -> Drawing:
    """Two level lines and a cubic."""
    return Drawing.build(
        [tuple(map(float, p)) for p in POINTS],
        [0, 2, 4, 8],
        canvas=(100.0, 80.0),
        curve_types=[0, 0, 1],
    )


def found(tmp_path: Path, groups: object) -> Objects:
    a_drawing().write(tmp_path / "strokes.safetensors")
    (tmp_path / "objects.json").write_text(json.dumps({"objects": groups}))
    return Objects.of_found(FoundObjects.read(tmp_path), "{layer}", "mark")


def test_groups_are_read_with_their_strokes(tmp_path: Path) -> None:
    objects = found(tmp_path, {"dog": [0, 2], "ball": [1]})
    assert objects.names == ("dog", "ball") and objects.owners == (0, 1, 0)
    assert [objects.count(n) for n in (0, 1)] == [2, 1]


@pytest.mark.parametrize("groups", [{"dog": [3]}, {"dog": [-1]}, {"dog": "x"}, [1], None])
def test_damaged_groups_are_told(tmp_path: Path, groups: object) -> None:
    with pytest.raises(FormatError):
        found(tmp_path, groups)


def test_reassigned_strokes_go_out_with_the_drawing(tmp_path: Path) -> None:
    objects = found(tmp_path, {"dog": [0, 2], "ball": [1]}).assigned([2], 1)
    drawing, settings = objects.to_drawing()
    assert drawing.objects.data.tolist() == [0, 1, 1]
    assert drawing.object_names == ("dog", "ball") == tuple(item.name for item in settings)
    assert drawing.positions == a_drawing().positions


def test_empty_objects_stay_at_home_and_free_strokes_are_background(tmp_path: Path) -> None:
    objects = found(tmp_path, {"dog": [0], "ball": [1], "cat": [2]}).assigned([0, 1], -1)
    drawing, settings = objects.to_drawing()
    assert drawing.objects.data.tolist() == [-1, -1, 0]
    assert [item.name for item in settings] == ["cat"]


def test_new_and_dissolved_objects(tmp_path: Path) -> None:
    objects = found(tmp_path, {"dog": [0, 1, 2]}).with_new([1])
    assert objects.names == ("dog", "Object 2") and objects.owners == (0, 1, 0)
    assert objects.without(0).owners == (-1, 0, -1)
    assert objects.without(0).names == ("Object 2",)


def test_names_stay_apart(tmp_path: Path) -> None:
    objects = found(tmp_path, {"dog": [0], "ball": [1]})
    assert objects.changed(1, replace(objects.settings[1], name=" dog ")).names == ("dog", "dog 2")
    assert objects.changed(1, replace(objects.settings[1], name=" ")).names == ("dog", "Object 2")


def test_a_click_finds_the_nearest_stroke_and_a_frame_those_inside(tmp_path: Path) -> None:
    objects = found(tmp_path, {"all": [0, 1, 2]})
    assert objects.stroke_at((30.0, 12.0), 4.0) == 0
    assert objects.stroke_at((30.0, 58.0), 4.0) == 1
    assert objects.stroke_at((30.0, 35.0), 4.0) is None
    assert objects.strokes_in((60, 70), (0, 0)) == (0, 1)
    assert objects.strokes_in((0, 0), (60, 20)) == (0,)


def test_cubics_are_bent_in_the_overview() -> None:
    lines = list(outlines(a_drawing()))
    assert lines[0] == [(10.0, 10.0), (50.0, 10.0)]
    assert lines[2][0] == (80.0, 20.0) and lines[2][-1] == (90.0, 20.0)
    # The middle of a cubic is (a + 3b + 3c + d) / 8.
    assert lines[2][len(lines[2]) // 2] == pytest.approx((85.0, 35.0))


def test_colors_are_apart_and_none_is_grey() -> None:
    colors = [color_of(number) for number in range(10)]
    assert len(set(colors)) == 10
    for first, second in pairwise(colors):
        assert sum(abs(a - b) for a, b in zip(first, second, strict=True)) > 60
    assert len(set(color_of(-1))) == 1
