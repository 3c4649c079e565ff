# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing or an animation that breaks a rule is refused with a name."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.contract import tensorfile
from addon.contract.animation import Animation, transform_of
from addon.contract.arrays import Array
from addon.contract.drawing import COLUMNS, OPTIONAL, Drawing
from addon.contract.errors import BadInput, FormatError
from addon.contract.keys import evaluate_key_channel
from tests.contract.strategies import animations, drawings, key_channels

POINTS = [[0, 0], [10, 0], [10, 10], [0, 10], [5, 5]]


def small(**changes: Any) -> Drawing:
    values: dict[str, Any] = {"stroke_offsets": [0, 4, 5], "canvas": (100, 50), **changes}
    return Drawing.build(values.pop("positions", POINTS), values.pop("stroke_offsets"), **values)


def test_defaults() -> None:
    drawing = small()
    assert (drawing.point_count, drawing.stroke_count, drawing.object_count) == (5, 2, 1)
    assert drawing.widths.tolist() == [2.0] * 5 and drawing.opacities.tolist() == [1.0] * 5
    assert all(math.isnan(t) for t in drawing.times.data)
    assert drawing.colors.tolist() == [[0, 0, 0, 1]] * 2 and drawing.fills.tolist() == [[0] * 4] * 2
    assert drawing.paths.tolist() == [0, 1] and drawing.objects.tolist() == [0, 0]
    assert drawing.object_names == ("drawing",) and list(drawing.stroke(1)) == [4]


def test_an_empty_drawing_can_be_kept(tmp_path: Path) -> None:
    empty = Drawing.build([], [0], canvas=(10, 10))
    empty.write(tmp_path / "a")
    assert Drawing.read(tmp_path / "a") == empty and empty.stroke_count == 0


@pytest.mark.parametrize(
    ("count", "cyclic", "good"),
    [
        *[(1, 0, True), (4, 0, True), (7, 0, True), (1, 1, True), (3, 1, True), (6, 1, True)],
        *[(2, 0, False), (3, 0, False), (6, 0, False)],
        *[(2, 1, False), (4, 1, False), (7, 1, False)],
    ],
)
def test_cubic_strokes_have_whole_segments(count: int, cyclic: int, good: bool) -> None:
    def build() -> Drawing:
        points = [[i, i] for i in range(count)]
        canvas = (9.0, 9.0)
        return Drawing.build(points, [0, count], canvas=canvas, curve_types=[1], cyclic=[cyclic])

    if good:
        build()
    else:
        with pytest.raises(FormatError, match="3k"):
            build()


@pytest.mark.parametrize(
    "changes",
    [
        {"stroke_offsets": [0, 4]},
        {"stroke_offsets": [1, 4, 5]},
        {"stroke_offsets": [0, 6, 5]},
        {"stroke_offsets": [0, 4, 4, 5]},
        {"stroke_offsets": [0, -1, 5]},
        {"stroke_offsets": []},
        {"stroke_offsets": [[0, 4, 5]]},
        {"positions": [[math.nan, 0], *POINTS[1:]]},
        {"positions": [[math.inf, 0], *POINTS[1:]]},
        {"positions": [[3e38, 0], *POINTS[1:]]},
        {"positions": [[0, 0, 0]] * 5},
        {"positions": [0, 1, 2]},
        {"widths": [-1, 1, 1, 1, 1]},
        {"widths": [1]},
        {"widths": [math.nan] * 5},
        {"opacities": [1.5] * 5},
        {"opacities": [-0.5] * 5},
        {"times": [math.inf] * 5},
        {"times": [-math.inf] * 5},
        {"times": [0]},
        {"curve_types": [2, 0]},
        {"curve_types": [256, 0]},
        {"cyclic": [0, 3]},
        {"locked": [0, 3]},
        {"colors": [[0, 0, 0, 2]] * 2},
        {"colors": [[0, 0, 0]] * 2},
        {"fills": [[math.nan, 0, 0, 0]] * 2},
        {"objects": [0, 1], "object_names": ["one"]},
        {"objects": [-2, 0]},
        {"layers": [0, 1], "layer_names": ["one"]},
        {"layers": [-1, 0]},
        {"materials": [0, 5], "material_names": []},
        {"paths": [-1, 0]},
        {"canvas": (0, 10)},
        {"canvas": (math.nan, 10)},
        {"canvas": (10, math.inf)},
        {"object_names": ["\ud800"]},
        {"host": {"key": "\ud800"}},
    ],
)
def test_a_broken_drawing_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(FormatError) as caught:
        small(**changes)
    assert caught.value.message


@pytest.mark.parametrize("name", sorted(set(COLUMNS) - set(OPTIONAL)))
def test_a_column_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    drawing = small()
    with pytest.raises(FormatError, match=name):
        replace(drawing, **{name: Array.of([0], "F64")}).validate()  # type: ignore[arg-type]
    drawing.write(tmp_path / "a")
    file = tensorfile.read(tmp_path / "a")
    del file.arrays[name]
    tensorfile.write(tmp_path / "a", file.arrays, file.metadata)
    with pytest.raises(FormatError, match=name):
        Drawing.read(tmp_path / "a")


def test_the_look_of_strokes_is_kept_and_older_files_have_round_ends(tmp_path: Path) -> None:
    look = {"caps": [1, 2], "joins": [2, 1], "miters": [9.0, 4.0], "fill_rules": [0, 1]}
    drawing = small(**look)
    drawing.write(tmp_path / "a")
    assert Drawing.read(tmp_path / "a") == drawing
    small().write(tmp_path / "b")
    file = tensorfile.read(tmp_path / "b")
    assert not set(OPTIONAL) & set(file.arrays)
    assert Drawing.read(tmp_path / "b") == small()


@pytest.mark.parametrize(
    "changes", [{"caps": [3, 0]}, {"joins": [0, 3]}, {"miters": [-1, 4]}, {"fill_rules": [2, 0]}]
)
def test_a_look_that_is_none_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(FormatError, match=next(iter(changes))):
        small(**changes)


METADATA = st.sampled_from(
    ["", "[]", "[1]", "{}", '{"a":1}', "null", "NaN", "[1e999,1]", "[[", "x"]
)


@given(st.data())
def test_broken_metadata_never_crash(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "a"
    kind: type[Drawing] | type[Animation] = data.draw(st.sampled_from([Drawing, Animation]))
    if kind is Drawing:
        small().write(path)
    else:
        still().write(path)
    file = tensorfile.read(path)
    key = data.draw(st.sampled_from(sorted(file.metadata)))
    before = file.metadata.pop(key)
    value = data.draw(st.none() | METADATA)
    if value is not None:
        file.metadata[key] = value
    tensorfile.write(path, file.arrays, file.metadata)
    try:
        kind.read(path)
    except BadInput:
        return
    assert key in ("host", "info", "object_names", "layer_names", "material_names"), before


@given(st.data())
def test_changed_bytes_never_crash(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "a"
    drawing = data.draw(drawings())
    if data.draw(st.booleans()):
        drawing.write(path)
        read: Callable[[Path], object] = Drawing.read
    else:
        data.draw(animations(drawing)).write(path)
        read = Animation.read
    changed = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(changed[: data.draw(st.none() | st.integers(0, len(changed)))])
    try:
        read(path)
    except BadInput as error:
        assert error.message


def still(frames: int = 3, **changes: Any) -> Animation:
    """The small drawing at rest, with one key a channel."""
    transform = transform_of(0, 0, 0, 1, 1)
    keys = [[0, value, -1, value, 1, value] for value in (0, 0, 0, 1, 1)]
    values: dict[str, Any] = {
        "offsets": Array.of([0.0] * (frames * 10), "F32", (frames, 5, 2)),
        "transforms": Array.of(list(transform) * frames, "F32", (frames, 1, 2, 3)),
        "pivots": Array.of([[5, 5]], "F32"),
        "keys": Array.of(keys, "F32"),
        "key_offsets": Array.of(range(6), "I32"),
        **changes,
    }
    return Animation(**values)


def test_the_still_animation_is_valid() -> None:
    still().validate(small())


def moved(index: int, value: float) -> Array:
    numbers = [0.0] * 30
    numbers[index] = value
    return Array.of(numbers, "F32", (3, 5, 2))


def transforms(*rows: tuple[float, ...]) -> Array:
    return Array.of([number for row in rows for number in row], "F32", (len(rows), 1, 2, 3))


REST = transform_of(0, 0, 0, 1, 1)
FLAT_KEY = [0, 0, -1, 0, 1, 0]


@pytest.mark.parametrize(
    "changes",
    [
        {"offsets": moved(3, math.nan)},
        {"offsets": moved(3, 1e9)},
        {"offsets": Array.of([], "F32", (0, 5, 2))},
        {"offsets": Array.of([0.0] * 30, "F32", (3, 10))},
        {"offsets": Array.of([0.0] * 30, "F64", (3, 5, 2))},
        {"offsets": Array.of([0.0] * 20, "F32", (2, 5, 2))},
        {"transforms": transforms(REST, REST, transform_of(0, 1e-2, 0, 1, 1))},
        {"transforms": transforms(REST, REST, (1, 0.5, 0, 0, 1, 0))},
        {"transforms": transforms(REST, REST, transform_of(0, 0, 1e-3, 1, 1))},
        {"pivots": Array.of([[math.nan, 0]], "F32")},
        {"pivots": Array.of([[0, 0, 0]], "F32")},
        {"keys": Array.of([[0, 1]], "F32")},
        {"key_offsets": Array.of([0, 1, 2, 3, 5, 4], "I32")},
        {"key_offsets": Array.of([0, 1, 2, 3, 4, 4], "I32")},
        {"key_offsets": Array.of([0, 1, 2, 3, 4], "I32")},
        {"key_offsets": Array.of([0, 9, 2, 3, 4, 5], "I32")},
        {"key_offsets": Array.of([-1, 1, 2, 3, 4, 5], "I32")},
        {"hold": 0},
        {"hold": 4},
        {"fps": (24, 0)},
        {"fps": (0, 1)},
        {"fps": (24.0, 1)},
        {"fps": (24,)},
        {"object_names": ()},
        {"object_names": ("a", "b")},
        {"info": {"a": 1}},
    ],
)
def test_a_broken_animation_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(FormatError) as caught:
        still(**changes).validate()
    assert caught.value.message


@pytest.mark.parametrize(
    ("rows", "good"),
    [
        ([[0, 0, -1, 0, 1, 0], [3, 0, 2, 0, 4, 0]], True),
        ([[0, 0, -9, 9, 1, 0], [3, 0, 2, 0, 99, 9]], True),  # outer handles are free
        ([[0, 0, -1, 0, 1.2, 0], [3, 0, 2, 0, 4, 0]], False),
        ([[0, 0, -1, 0, 1, 0], [3, 0, 1, 0, 4, 0]], False),
        ([[3, 0, 2, 0, 4, 0], [0, 0, -1, 0, 1, 0]], False),
        ([FLAT_KEY, FLAT_KEY], False),
    ],
)
def test_handles_lie_at_thirds_and_keys_in_order(rows: list[list[float]], good: bool) -> None:
    count = len(rows)
    neutral = [[0, value, -1, value, 1, value] for value in (0, 0, 1, 1)]
    offsets = [0, count, count + 1, count + 2, count + 3, count + 4]
    animation = still(keys=Array.of([*rows, *neutral], "F32"), key_offsets=Array.of(offsets, "I32"))
    if good:
        animation.validate()
    else:
        with pytest.raises(FormatError):
            animation.validate()


@pytest.mark.parametrize("scales", [(0.01, 1), (1, 0.01), (-0.01, 1), (0, 0)])
def test_a_vanishing_object_is_refused(scales: tuple[float, float]) -> None:
    keys = [[0, value, -1, value, 1, value] for value in (0, 0, 0, *scales)]
    flat = transform_of(0, 0, 0, *scales)
    with pytest.raises(FormatError, match="too small"):
        still(keys=Array.of(keys, "F32"), transforms=transforms(flat, flat, flat)).validate()


@pytest.mark.parametrize("changes", [{"objects": [0, -1]}, {"locked": [0, 1]}])
def test_background_and_locked_strokes_rest(changes: dict[str, Any]) -> None:
    drawing = small(**changes)
    still(offsets=moved(0, 5.0)).validate(drawing)
    with pytest.raises(FormatError, match="must not move"):
        still(offsets=moved(18, 5.0)).validate(drawing)


def test_an_animation_of_another_drawing_is_refused() -> None:
    with pytest.raises(FormatError, match="points"):
        still().validate(Drawing.build([[0, 0]], [0, 1], canvas=(9, 9)))


def test_a_quarter_turn_is_clockwise_on_the_screen() -> None:
    a, b, _, c, d, _ = transform_of(0, 0, math.pi / 2, 1, 1)
    assert (round(a), round(c)) == (0, 1)  # right goes down, y points down
    assert (round(b), round(d)) == (-1, 0)  # down goes left


@given(key_channels(), st.floats(-10, 20))
def test_keys_are_the_bezier_curve_of_their_handles(rows: list[list[float]], frame: float) -> None:
    found = evaluate_key_channel(rows, frame, 0.25)
    if not rows:
        assert found == 0.25
    elif frame <= rows[0][0]:
        assert found == rows[0][1]
    elif frame >= rows[-1][0]:
        assert found == rows[-1][1]
    else:
        left = max((row for row in rows if row[0] <= frame), key=lambda row: row[0])
        right = min((row for row in rows if row[0] > frame), key=lambda row: row[0])
        t = (frame - left[0]) / (right[0] - left[0])
        points = [
            (left[0], left[1]),
            (left[4], left[5]),
            (right[2], right[3]),
            (right[0], right[1]),
        ]
        while len(points) > 1:  # de Casteljau
            points = [
                ((1 - t) * p[0] + t * q[0], (1 - t) * p[1] + t * q[1]) for p, q in pairwise(points)
            ]
        assert points[0][0] == pytest.approx(frame, abs=1e-9)  # x is linear in t
        assert found == pytest.approx(points[0][1], abs=1e-6)
