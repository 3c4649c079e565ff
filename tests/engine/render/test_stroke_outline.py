# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends and corners of strokes: areas with known values, drawn by the renderer."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch

from addon.contract.drawing import Drawing
from engine.render.fills import fill_coverage
from engine.render.frames import render_frames
from engine.render.stroke_outline import Look, stroke_polygons

W = 20.0
CORNER = [[30.0, 80.0], [80.0, 80.0], [80.0, 30.0]]


def area(points: list[list[float]], cyclic: bool = False, **look: float) -> float:
    """Return the inked area of a stroke of width 20 on a canvas of 200 pixels."""
    drawing = Drawing.build(
        points, [0, len(points)], canvas=(200, 200), widths=[W] * len(points), cyclic=[cyclic],
        caps=[int(look.get("cap", 1))], joins=[int(look.get("join", 1))],
        miters=[look.get("miter", 4.0)],
    )  # fmt: skip
    return float(render_frames(drawing)[0, ..., 3].sum() / 255.0)


LINE = [[50.0, 60.0], [110.0, 60.0]]
DISC = math.pi * W * W / 4


@pytest.mark.parametrize(
    ("cap", "expected"), [(0, 60 * W + DISC), (1, 60 * W), (2, 80 * W)], ids=["round", "butt", "sq"]
)
def test_ends(cap: int, expected: float) -> None:
    assert area(LINE, cap=cap) == pytest.approx(expected, rel=0.005)


SQUARE_INSIDE = 100 * W - W * W / 4  # two arms overlap in a quarter of the corner's square


@pytest.mark.parametrize(
    ("look", "corner"),
    [
        ({"join": 1}, 1.0),
        ({"join": 2}, 0.5),
        ({"join": 0}, math.pi / 4),
        ({"join": 1, "miter": 1.2}, 0.5),
    ],
)
def test_a_right_corner(look: dict[str, Any], corner: float) -> None:
    assert area(CORNER, **look) == pytest.approx(SQUARE_INSIDE + corner * W * W / 4, rel=0.005)
    assert area(CORNER[::-1], **look) == pytest.approx(area(CORNER, **look), rel=0.002)


def test_a_closed_square_has_four_corners() -> None:
    square = [[50.0, 50.0], [100.0, 50.0], [100.0, 100.0], [50.0, 100.0]]
    assert area(square, cyclic=True) == pytest.approx(70**2 - 30**2, rel=0.002)


@pytest.mark.parametrize(("cap", "expected"), [(0, DISC), (1, 0.0), (2, W * W)])
def test_a_dot(cap: int, expected: float) -> None:
    assert area([[60.0, 60.0]], cap=cap) == pytest.approx(expected, rel=0.01)


def test_a_stroke_that_turns_back_is_its_line() -> None:
    there_and_back = [[50.0, 60.0], [110.0, 60.0], [50.0, 60.0]]
    assert area(there_and_back) == pytest.approx(60 * W, rel=0.002)
    assert area(there_and_back, join=0) == pytest.approx(60 * W + DISC / 2, rel=0.01)


def test_crossing_ink_is_not_darker() -> None:
    cross = [[20.0, 60.0], [120.0, 60.0], [120.0, 120.0], [60.0, 120.0], [60.0, 20.0]]
    drawing = Drawing.build(
        cross, [0, 5], canvas=(140, 140), widths=[W] * 5, opacities=[0.5] * 5, caps=[1], joins=[1]
    )
    assert set(np.unique(render_frames(drawing)[0, 55:65, 55:65, 3])) == {128}


def test_polygons_run_one_way() -> None:
    angles = torch.linspace(0, 11, 40)
    points = torch.stack([torch.cos(angles) * angles, torch.sin(angles) * angles], 1)[None] * 9
    for join in (0, 1, 2):
        for batch in stroke_polygons(points, torch.full((40,), 3.0), False, Look(2, join)):
            x, y = batch[0].unbind(2)
            assert float((x * y.roll(-1, 1) - y * x.roll(-1, 1)).sum(1).min()) > -1e-6


def test_nonzero_fills_what_is_covered_twice() -> None:
    corners = [90 + 144 * k for k in range(5)]
    star = torch.tensor([[math.cos(math.radians(a)), math.sin(math.radians(a))] for a in corners])
    outline = (star * 90 + 100)[None]
    solid, hollow = (
        float(fill_coverage([outline], (200, 200), nonzero=rule).coverage.sum())
        for rule in (True, False)
    )
    # The pentagon in a pentagram of radius 1 has the radius 1 / golden ratio squared.
    inner = 90 * 2 / (3 + math.sqrt(5))
    assert solid - hollow == pytest.approx(2.5 * inner**2 * math.sin(math.radians(72)), rel=0.01)


def test_holes_stay_holes_by_the_nonzero_rule() -> None:
    outer = torch.tensor([[10.0, 10.0], [90.0, 10.0], [90.0, 90.0], [10.0, 90.0]])[None]
    inner = torch.tensor([[30.0, 30.0], [30.0, 70.0], [70.0, 70.0], [70.0, 30.0]])[None]
    covered = fill_coverage([outer, inner], (100, 100), nonzero=True).coverage.sum()
    assert float(covered) == pytest.approx(80**2 - 40**2, rel=1e-4)
