# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Final frames: agreement with an independent renderer, and what painting promises."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.render.export import on_white
from engine.render.frames import render_frames

RED, BLUE, BLACK, CLEAR = (1, 0, 0, 1), (0, 0, 1, 1), (0, 0, 0, 1), (0, 0, 0, 0)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def drawing_of(
    strokes: Sequence[Sequence[tuple[float, float]]],
    canvas: tuple[float, float] = (64, 64),
    **columns: object,
) -> Drawing:
    """A drawing of point lists; columns as in `Drawing.build`, one number for all points."""
    points = np.array([p for stroke in strokes for p in stroke], np.float32)
    offsets = np.cumsum([0, *map(len, strokes)]).astype(np.int32)
    for name in ("widths", "opacities"):
        if np.isscalar(columns.get(name)):
            columns[name] = np.full(len(points), columns[name], np.float32)
    for name in ("colors", "fills"):
        if name in columns:
            columns[name] = np.array(columns[name], np.float32)
    for name in ("curve_types", "cyclic"):
        if name in columns:
            columns[name] = np.array(columns[name], np.uint8)
    if "paths" in columns:
        columns["paths"] = np.array(columns["paths"], np.int32)
    return Drawing.build(points, offsets, canvas=canvas, **columns)  # type: ignore[arg-type]


def picture(drawing: Drawing, **options: object) -> NDArray[np.uint8]:
    return render_frames(drawing, **options)[0]  # type: ignore[arg-type]


def disagreement(drawing: Drawing, svg: str, scale: float = 1.0) -> float:
    """Mean absolute difference from cairosvg's picture of `svg`, on white, over pixels inked in
    either (0..1).
    """
    cairosvg = pytest.importorskip("cairosvg")
    width, height = drawing.canvas
    page = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'stroke-linecap="round" stroke-linejoin="round" fill="none" stroke="#000">{svg}</svg>'
    )
    ours = picture(drawing, scale=scale)
    size = {"output_width": ours.shape[1], "output_height": ours.shape[0]}
    png = cairosvg.svg2png(bytestring=page.encode(), **size)
    theirs = np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))
    a, b = on_white(ours).astype(float) / 255, on_white(theirs).astype(float) / 255
    inked = (a < 1).any(-1) | (b < 1).any(-1)
    assert inked.sum() > 100
    return float(np.abs(a - b).mean(-1)[inked].mean())


class TestAgainstCairo:
    """The bound is 1.5 % of full scale on inked pixels (pens of 1 px and less: 4 %)."""

    @pytest.mark.parametrize(("width", "bound"), [(0.6, 0.04), (1, 0.04), (3, 0.015), (9, 0.01)])
    def test_cubic_strokes(self, width: float, bound: float) -> None:
        strokes = [
            [(10, 50), (20, 0), (40, 70), (55, 12)],
            [(5, 8), (70, 30), (-20, 40), (60, 58)],
        ]
        drawing = drawing_of(strokes, widths=width, curve_types=[1, 1])
        svg = "".join(
            f'<path stroke-width="{width}" '
            f'd="M{a[0]} {a[1]}C{b[0]} {b[1]} {c[0]} {c[1]} {d[0]} {d[1]}"/>'
            for a, b, c, d in strokes
        )
        assert disagreement(drawing, svg, 2) < bound

    def test_polylines_with_sharp_and_closed_corners(self) -> None:
        zigzag = [(8.0, 8.0), (30.0, 52.0), (34.0, 9.0), (56.0, 30.0)]
        triangle = [(40.0, 40.0), (58.0, 44.0), (45.0, 58.0)]
        drawing = drawing_of([zigzag, triangle], widths=5, cyclic=[0, 1])
        svg = (
            '<g stroke-width="5"><path d="M8 8L30 52 34 9 56 30"/>'
            '<path d="M40 40L58 44 45 58z"/></g>'
        )
        assert disagreement(drawing, svg, 2) < 0.015

    def test_a_fill_with_a_hole_under_its_outline(self) -> None:
        square = [(6.3, 7.7), (57.2, 9.1), (54.8, 56.3), (9.4, 52.6)]
        hole = [(20.5, 20.0), (44.0, 24.0), (30.0, 43.5)]
        drawing = drawing_of(
            [square, hole],
            widths=2,
            cyclic=[1, 1],
            paths=[0, 0],
            colors=[RED, RED],
            fills=[(0.2, 0.6, 0.9, 1), (0.2, 0.6, 0.9, 1)],
        )
        d = "M6.3 7.7L57.2 9.1 54.8 56.3 9.4 52.6zM20.5 20L44 24 30 43.5z"
        svg = f'<path stroke-width="2" stroke="#f00" fill="#3399e6" fill-rule="evenodd" d="{d}"/>'
        assert disagreement(drawing, svg) < 0.015

    def test_a_curved_fill_without_outline(self) -> None:
        blob = [(32, 6), (70, 6), (64, 60), (32, 58), (2, 56), (0, 10)]
        drawing = drawing_of(
            [blob], widths=0, curve_types=[1], cyclic=[1], fills=[(0.9, 0.5, 0.1, 0.7)]
        )
        svg = (
            '<path stroke="none" fill="#e6801a" fill-opacity=".7" '
            'd="M32 6C70 6 64 60 32 58C2 56 0 10 32 6z"/>'
        )
        assert disagreement(drawing, svg) < 0.005

    def test_translucent_strokes_lie_over_each_other_in_order(self) -> None:
        strokes = [
            [(8.0, 32.0), (56.0, 32.0)],
            [(32.0, 8.0), (32.0, 56.0)],
            [(8.0, 8.0), (56.0, 56.0)],
        ]
        colors = [(1, 0, 0, 1), (0, 0, 1, 0.5), (0, 0.6, 0, 0.8)]
        drawing = drawing_of(strokes, widths=8, colors=colors)
        svg = (
            '<g stroke-width="8"><path stroke="#f00" d="M8 32H56"/>'
            '<path stroke="#00f" stroke-opacity=".5" d="M32 8V56"/>'
            '<path stroke="#090" stroke-opacity=".8" d="M8 8L56 56"/></g>'
        )
        assert disagreement(drawing, svg) < 0.01

    def test_a_tapered_stroke_fills_its_own_outline(self) -> None:
        drawing = drawing_of([[(10.0, 32.0), (54.0, 32.0)]], widths=np.array([20, 4], np.float32))
        svg = (
            '<g stroke="none" fill="#000"><circle cx="10" cy="32" r="10"/>'
            '<circle cx="54" cy="32" r="2"/><path d="M10 22L54 30V34L10 42z"/></g>'
        )
        assert disagreement(drawing, svg) < 0.02


class TestPainting:
    def test_ground_is_transparent_and_colour_is_straight(self) -> None:
        frame = picture(drawing_of([[(8, 32.3), (56, 32.3)]], widths=5, colors=[(1, 0.4, 0, 0.5)]))
        assert frame[0, 0].tolist() == [0, 0, 0, 0]
        assert frame[32, 32].tolist() == [255, 102, 0, 128]
        edge = frame[29, 32]
        assert 0 < edge[3] < 128
        assert np.abs(edge[:3].astype(int) - [255, 102, 0]).max() <= 1

    def test_background(self) -> None:
        frame = picture(drawing_of([[(8, 32), (56, 32)]], colors=[RED]), background=(0, 0, 1))
        assert frame[0, 0].tolist() == [0, 0, 255, 255]
        assert (frame[..., 3] == 255).all()

    def test_a_stroke_does_not_darken_where_it_crosses_itself(self) -> None:
        loop = [(8, 20), (56, 20), (56, 50), (30, 50), (30, 8)]
        frame = picture(drawing_of([loop], widths=6, colors=[(0, 0, 0, 0.5)]))
        assert frame[..., 3].max() == 128
        assert frame[20, 30, 3] == 128

    def test_opacity_runs_along_the_stroke(self) -> None:
        line = drawing_of([[(0, 32), (64, 32)]], widths=6, opacities=np.array([0, 1], np.float32))
        alpha = picture(line)[32, :, 3]
        assert np.abs(alpha - 255 * (np.arange(64) + 0.5) / 64).max() <= 1

    def test_a_point_is_a_disc(self) -> None:
        frame = picture(drawing_of([[(32, 32)]], widths=20))
        assert abs(frame[..., 3].sum() / 255 - np.pi * 100) < 2
        assert frame[32, 32, 3] == 255

    def test_a_fill_lies_under_its_path_and_over_what_came_before(self) -> None:
        under = [(0, 32), (64, 32)]
        square = [(16, 16), (48, 16), (48, 48), (16, 48)]
        drawing = drawing_of(
            [under, square], widths=4, cyclic=[0, 1], colors=[BLACK, RED], fills=[CLEAR, BLUE]
        )
        frame = picture(drawing)
        assert frame[32, 4].tolist() == [0, 0, 0, 255]
        assert frame[32, 32].tolist() == [0, 0, 255, 255]
        assert frame[16, 32].tolist() == [255, 0, 0, 255]

    @pytest.mark.parametrize("columns", [{"widths": 0}, {"opacities": 0}, {"colors": [CLEAR]}])
    def test_without_width_opacity_or_colour_there_is_nothing(
        self, columns: dict[str, Any]
    ) -> None:
        assert not picture(drawing_of([[(8, 32), (56, 32)]], **columns)).any()

    def test_far_outside_and_huge_strokes(self) -> None:
        outside = [(-9e5, -9e5), (-8e5, 3e5)]
        across = [(-5e5, 32), (5e5, 32)]
        frame = picture(drawing_of([outside, across, [(32, 32)]], widths=2))
        assert frame[32, :, 3].min() > 200
        assert not frame[:28].any()
        assert (picture(drawing_of([[(3e4, 3e4)]], widths=1e5))[..., 3] == 255).all()

    def test_scale_and_size_magnify_geometry_and_widths(self) -> None:
        drawing = drawing_of([[(8, 16), (56, 16)]], canvas=(64, 32), widths=4)
        plain, double = picture(drawing), picture(drawing, scale=2)
        assert double.shape == (64, 128, 4)
        assert double[..., 3].sum() == pytest.approx(4 * plain[..., 3].sum(), rel=0.01)
        fitted = picture(drawing, size=(128, 128))
        assert np.array_equal(fitted[32:96], double)

    def test_each_frame_is_the_picture_of_its_positions(self) -> None:
        drawing = drawing_of(
            [[(8, 8), (50, 9)], [(10, 30), (30, 55), (50, 30)]],
            cyclic=[0, 1],
            fills=[CLEAR, (1, 1, 0, 1)],
        )
        rest = np.asarray(drawing.positions.data).reshape(-1, 2)
        positions = np.stack([rest, rest, rest, rest * 0.9 + 3]).astype(np.float32)
        positions[2, 2:] += 5  # the first stroke rests
        frames = render_frames(drawing, positions)
        assert np.array_equal(frames[0], frames[1])
        for frame, moved in zip(frames, positions, strict=True):
            alone = render_frames(drawing, moved[None])[0]
            assert np.abs(frame.astype(int) - alone).max() <= 1

    def test_bad_input_is_named(self) -> None:
        drawing = drawing_of([[(8, 32), (56, 32)]])
        hole = np.full((1, 2, 2), np.nan, np.float32)
        for positions in (hole, np.zeros((1, 3, 2), np.float32)):
            with pytest.raises(BadInput):
                render_frames(drawing, positions)
        for wrong in ({"scale": 0.0}, {"scale": float("nan")}, {"scale": 1e6}, {"size": (0, 5)}):
            with pytest.raises(BadInput):
                render_frames(drawing, **wrong)  # type: ignore[arg-type]
