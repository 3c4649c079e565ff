# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects and layers of an SVG file, labels files, and loading by suffix."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from addon.contract.errors import BadInput
from engine.geometry.load import load_drawing
from engine.geometry.objects import assign_objects, objects_to_json, read_objects, single_object
from engine.geometry.svg import parse_svg
from engine.runtime.arrays import numpy_of

DRAWINGS = Path(__file__).parents[2] / "drawings"
SPACES = (
    'xmlns="http://www.w3.org/2000/svg" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
    'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
)
P = '<path d="M1 1 L9 9" stroke="black"/>'


def parse(body: str, objects="auto"):
    text = f'<svg {SPACES} width="100" height="100">{body}</svg>'
    return parse_svg(text.encode(), objects=objects).drawing


def test_named_groups_side_by_side_are_objects():
    drawing = parse(f'<g id="cat">{P}{P}</g><g inkscape:label="dog" id="g7">{P}</g>{P}')
    assert drawing.object_names == ("cat", "dog")
    assert numpy_of(drawing.objects).tolist() == [0, 0, 1, -1]


def test_groups_that_hold_everything_are_stepped_into():
    inner = f'<g id="cat">{P}</g><g id="dog">{P}<g id="ear">{P}</g></g>'
    drawing = parse(f'<g id="page"><g inkscape:label="Layer 1">{inner}</g></g>')
    assert drawing.object_names == ("cat", "dog")
    assert numpy_of(drawing.objects).tolist() == [0, 1, 1]


def test_one_group_is_no_choice():
    for body in (f'<g id="cat">{P}{P}</g>', f"<g>{P}</g><g>{P}</g>", f'<g id="a">{P}</g>{P}'):
        drawing = parse(body)
        assert drawing.object_names == ("drawing",)
        assert set(numpy_of(drawing.objects).tolist()) == {0}


def test_a_group_called_background_stays():
    drawing = parse(f'<g id="Background">{P}</g><g id="cat">{P}</g>')
    assert drawing.object_names == ("cat",)
    assert numpy_of(drawing.objects).tolist() == [-1, 0]


def test_names_are_told_apart():
    drawing = parse(
        f'<g inkscape:label="bird">{P}</g><g inkscape:label="bird">{P}</g>'
        f'<g id="one">{P}</g><use id="two" href="#one"/>'
    )
    assert drawing.object_names == ("bird", "bird 2", "one", "two")


def test_objects_none_and_by_index():
    body = f'<g id="cat">{P}{P}</g><g id="dog">{P}</g>'
    assert parse(body, "none").object_names == ("drawing",)
    drawing = parse(body, {"b": [2], "a": [0]})
    assert drawing.object_names == ("b", "a")
    assert numpy_of(drawing.objects).tolist() == [1, -1, 0]


def test_layers_and_locks_come_from_inkscape():
    layer = 'inkscape:groupmode="layer"'
    drawing = parse(
        f'<g {layer} inkscape:label="ink">{P}<g id="x">{P}</g></g>'
        f'<g {layer} inkscape:label="ground" sodipodi:insensitive="true">{P}</g>'
    )
    assert drawing.layer_names == ("ink", "ground")
    assert numpy_of(drawing.layers).tolist() == [0, 0, 1]
    assert numpy_of(drawing.locked).tolist() == [0, 0, 1]


def test_copies_of_themselves_end():
    drawing = parse(f'<g id="a">{P}<use href="#a"/><use href="#gone"/></g>')
    assert drawing.stroke_count <= 2


def test_a_labels_file(tmp_path):
    drawing = load_drawing(DRAWINGS / "two_balls.svg")
    assert drawing.object_names == ("red ball", "blue ball")
    text = json.dumps({"caption": "x", **objects_to_json(drawing)})
    (tmp_path / "labels.json").write_text(text, encoding="utf-8")
    mapping = read_objects(tmp_path / "labels.json")
    assert mapping == {"red ball": [0, 1, 2, 3, 4], "blue ball": [5, 6, 7, 8, 9]}
    again = assign_objects(single_object(drawing), mapping)
    assert again == drawing


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"objects": {}}', '{"objects": {"a": 1}}', '{"objects": {"a": [1.5]}}'],
)
def test_labels_files_that_are_none(tmp_path, text):
    (tmp_path / "labels.json").write_text(text)
    with pytest.raises(BadInput) as caught:
        read_objects(tmp_path / "labels.json")
    assert caught.value.hint


@pytest.mark.parametrize("mapping", [{"a": [99]}, {"a": [-1]}, {"a": [0], "b": [0]}, {}])
def test_objects_that_do_not_fit(mapping):
    with pytest.raises(BadInput):
        load_drawing(DRAWINGS / "fish.svg", objects=mapping)


def test_loading_what_was_written(tmp_path):
    drawing = load_drawing(DRAWINGS / "two_balls.svg")
    drawing.write(tmp_path / "drawing.safetensors")
    assert load_drawing(tmp_path / "drawing.safetensors") == drawing
    one = load_drawing(tmp_path / "drawing.safetensors", objects="none")
    assert one.object_names == ("drawing",)
    named = load_drawing(tmp_path / "drawing.safetensors", objects={"a": [3]})
    assert np.flatnonzero(numpy_of(named.objects) == 0).tolist() == [3]


@pytest.mark.parametrize("name", ["gone.svg", "picture.png", "notes.txt", "folder.svg"])
def test_loading_what_can_not_be_read(tmp_path, name):
    (tmp_path / "picture.png").write_bytes(b"x")
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(BadInput) as caught:
        load_drawing(tmp_path / name)
    assert caught.value.hint
