# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The animated SVG says the same as the final frames."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.render.animated_svg import write_animated_svg
from engine.render.export import on_white
from engine.render.frames import render_frames
from engine.render.svg_paths import SIMPLER, needed_points
from engine.runtime.arrays import array_of, numpy_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def scene(frames: int = 5) -> tuple[Drawing, NDArray[np.float32]]:
    """A wavy pen line, a cubic blob with fill, a ring of two strokes with a hole, a dot, a resting
    line.
    """
    turn = np.linspace(0, 2 * np.pi, 30)
    strokes = [
        np.stack([5 + 8 * turn, 12 + 5 * np.sin(3 * turn)], 1),
        np.array([[10, 40], [20, 25], [40, 28], [42, 45], [40, 60], [12, 62]]),
        np.array([[44, 30], [60, 30], [60, 50], [44, 50]]),
        np.array([[49, 36], [55, 36], [52, 44]]),
        np.array([[8, 55]]),
        np.array([[2, 62], [62, 61]]),
    ]
    points = np.concatenate(strokes).astype(np.float32)
    colors = [
        (0, 0, 0, 1),
        (0.8, 0, 0, 1),
        (0, 0, 1, 0.5),
        (0, 0, 1, 0.5),
        (0, 0.5, 0, 1),
        (0, 0, 0, 1),
    ]
    clear = (0, 0, 0, 0)
    drawing = Drawing.build(
        points,
        np.cumsum([0, *map(len, strokes)]).astype(np.int32),
        canvas=(64, 64),
        widths=np.full(len(points), 2.5, np.float32),
        curve_types=np.array([0, 1, 0, 0, 0, 0], np.uint8),
        cyclic=np.array([0, 1, 1, 1, 0, 0], np.uint8),
        colors=np.array(colors, np.float32),
        fills=np.array(
            [clear, (1, 0.8, 0.3, 0.6), *[(0.5, 1, 0.5, 1)] * 2, clear, clear], np.float32
        ),
        paths=np.array([0, 1, 2, 2, 4, 5], np.int32),
    )
    time = np.arange(frames)[:, None]
    positions = np.repeat(points[None], frames, 0)
    positions[:, :-2, 1] += 3 * np.sin(time + points[None, :-2, 0] / 9)
    return drawing, positions


def written(path: Path, *arguments: Any, **options: Any) -> ET.Element:
    write_animated_svg(arguments[0], arguments[1], path, *arguments[2:], **options)
    return ET.parse(path).getroot()


def frozen(root: ET.Element, frame: int) -> bytes:
    """The SVG as a still picture of one frame."""
    still = ET.fromstring(ET.tostring(root))
    for shape in still.iter(f"{SVG}path"):
        animate = shape.find(f"{SVG}animate")
        if animate is not None:
            shape.set("d", animate.attrib["values"].split(";")[frame])
            shape.remove(animate)
    return ET.tostring(still)


def test_every_frame_looks_like_the_final_frame(tmp_path: Path) -> None:
    cairosvg = pytest.importorskip("cairosvg")
    drawing, positions = scene()
    root = written(tmp_path / "a.svg", drawing, positions, 24)
    ours = on_white(render_frames(drawing, positions, scale=2)).astype(float) / 255
    for frame in (0, 2, 4):
        png = cairosvg.svg2png(bytestring=frozen(root, frame), output_width=128, output_height=128)
        theirs = on_white(np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))) / 255
        inked = (ours[frame] < 1).any(-1) | (theirs < 1).any(-1)
        assert np.abs(ours[frame] - theirs).mean(-1)[inked].mean() < 0.03


def test_a_browser_can_glide_between_frames(tmp_path: Path) -> None:
    """Values of `d` are interpolated only when all have the same commands."""
    drawing, positions = scene()
    root = written(tmp_path / "a.svg", drawing, positions, (24, 1), True)
    moving = list(root.iter(f"{SVG}animate"))
    assert len(moving) == 7  # six strokes less the resting one, and two fills
    for animate in moving:
        values = animate.attrib["values"].split(";")
        assert len(values) == len(positions) + 1
        assert values[0] == values[-1]
        shapes = {(re.sub(r"[^A-Za-z]", "", v), len(re.findall(r"-?\d*\.?\d+", v))) for v in values}
        assert len(shapes) == 1
        assert animate.attrib["dur"] == ".2083s"
        assert animate.attrib["repeatCount"] == "indefinite"


def test_without_a_loop_the_last_frame_is_held_for_its_time(tmp_path: Path) -> None:
    root = written(tmp_path / "a.svg", *scene(), 12)
    values = next(root.iter(f"{SVG}animate")).attrib["values"].split(";")
    assert values[-1] == values[-2] != values[0]


def test_held_drawings_are_said_once(tmp_path: Path) -> None:
    drawing, positions = scene(6)
    held = positions[[0, 0, 2, 2, 4, 4]]
    animate = next(
        written(tmp_path / "a.svg", drawing, held, 24, discrete=True).iter(f"{SVG}animate")
    )
    assert animate.attrib["calcMode"] == "discrete"
    assert len(animate.attrib["values"].split(";")) == 3
    assert animate.attrib["keyTimes"] == "0;.33333;.66667"


def test_resting_and_invisible_strokes_cost_nothing(tmp_path: Path) -> None:
    drawing, positions = scene()
    root = written(tmp_path / "a.svg", drawing, positions[[0, 0, 0]], 24)
    assert not list(root.iter(f"{SVG}animate"))
    hidden = Drawing.build(
        np.zeros((1, 2), np.float32), [0, 1], canvas=(9, 9), widths=np.zeros(1, np.float32)
    )
    assert not list(written(tmp_path / "b.svg", hidden, np.ones((2, 1, 2)), 24).iter(f"{SVG}path"))


def test_thinned_polylines_stay_within_a_sixth_of_a_pixel() -> None:
    _, positions = scene()
    points = positions[:, :30].astype(np.float64)
    kept = needed_points(points)
    assert len(kept) < 30
    for frame in points:
        corners: Sequence[NDArray[np.float64]] = frame[kept]
        for number in range(30):
            place = int(np.searchsorted(kept, number))
            a, b = corners[max(place - 1, 0)], corners[place]
            chord = b - a
            t = np.clip((frame[number] - a) @ chord / max(chord @ chord, 1e-12), 0, 1)
            assert np.linalg.norm(a + t * chord - frame[number]) <= SIMPLER + 1e-9


def test_straight_curves_are_written_as_lines(tmp_path: Path) -> None:
    """A square that an SVG brought: four cubics with their handles at the thirds of its sides."""
    corners = np.array([[10, 10], [50, 10], [50, 40], [10, 40]], np.float64)
    sides = [corners, np.roll(corners, -1, 0)]
    knots = np.stack([sides[0] + (sides[1] - sides[0]) * share / 3 for share in range(3)], 1)
    points = knots.reshape(-1, 2).astype(np.float32)
    square = Drawing.build(
        points, [0, 12], canvas=(256, 256), curve_types=np.array([1], np.uint8),
        cyclic=np.array([1], np.uint8),
    )  # fmt: skip
    turned = np.stack([points, points @ np.array([[0.8, 0.6], [-0.6, 0.8]], np.float32)])
    (line,) = written(tmp_path / "a.svg", square, turned, 24).iter(f"{SVG}path")
    assert line.attrib["d"] == "M10 10l40 0 0 30-40 0z"
    bent = turned.copy()
    bent[1, 1] += 4
    (line,) = written(tmp_path / "a.svg", square, bent, 24).iter(f"{SVG}path")
    assert "c" in line.attrib["d"]


@pytest.mark.parametrize("side", [0.001, 1.0, 11.0, 4096.0])
def test_a_canvas_of_any_unit_looks_the_same(tmp_path: Path, side: float) -> None:
    """What was drawn from 0 to 1, in inches or in thousands of pixels is as exact."""
    cairosvg = pytest.importorskip("cairosvg")
    drawing, positions = scene()
    factor = np.float32(side / 64)
    other = replace(
        drawing,
        canvas=(side, side),
        positions=array_of(numpy_of(drawing.positions) * factor),
        widths=array_of(numpy_of(drawing.widths) * factor),
    )
    root = written(tmp_path / "a.svg", other, positions * factor, 24)
    assert float(root.attrib["width"]) >= 16
    ours = on_white(render_frames(drawing, positions, scale=2)).astype(float) / 255
    png = cairosvg.svg2png(bytestring=frozen(root, 2), output_width=128, output_height=128)
    theirs = on_white(np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))) / 255
    inked = (ours[2] < 1).any(-1) | (theirs < 1).any(-1)
    assert np.abs(ours[2] - theirs).mean(-1)[inked].mean() < 0.03


def test_bad_input_is_named(tmp_path: Path) -> None:
    drawing, positions = scene()
    for wrong in (positions[:, :-1], positions[:0], positions * np.float32("nan")):
        with pytest.raises(BadInput):
            write_animated_svg(drawing, wrong, tmp_path / "a.svg", 24)
    with pytest.raises(BadInput):
        write_animated_svg(drawing, positions, tmp_path / "a.svg", (24, 0))


def test_ends_corners_and_fill_rules_are_written(tmp_path: Path) -> None:
    drawing = Drawing.build(
        [[0, 0], [9, 0], [9, 9]] * 2, [0, 3, 6], canvas=(20, 20), caps=[1, 0], joins=[1, 0],
        miters=[9, 4], fill_rules=[1, 0], fills=[[1, 0, 0, 1]] * 2,
    )  # fmt: skip
    points = numpy_of(drawing.positions)[None]
    write_animated_svg(drawing, points, tmp_path / "a.svg", 12)
    lines = [line for line in (tmp_path / "a.svg").read_text().splitlines() if "<path" in line]
    assert ['fill-rule="nonzero"' in line for line in lines] == [True, False, False, False]
    assert 'stroke-linecap="butt" stroke-linejoin="miter" stroke-miterlimit="9"' in lines[1]
    assert "stroke-line" not in lines[3]
