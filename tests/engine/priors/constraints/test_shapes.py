# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from engine.priors.base import PointSketch
from engine.priors.constraints.shapes import keep_shapes, shapes_of


def arc(start: float, end: float, count: int, radius: float, x: float, y: float) -> Tensor:
    angles = torch.linspace(math.radians(start), math.radians(end), count)
    return torch.stack([x + radius * angles.cos(), y + radius * angles.sin()], 1)


def wheel_and_eye() -> PointSketch:
    """A wheel of three arcs, an eye of one closed stroke, a small hook, a long straight line."""
    strokes = [
        arc(0, 130, 7, 30, 100, 100),
        arc(120, 250, 7, 30, 101, 100),
        arc(240, 365, 7, 29, 100, 101),
        arc(0, 330, 12, 5, 180, 60),
        torch.tensor([[170.0, 90.0], [174, 92], [178, 91], [180, 88]]),
        torch.stack([torch.linspace(60, 210, 10), torch.full((10,), 150.0)], 1),
    ]
    owner = torch.cat([torch.full((len(s),), i) for i, s in enumerate(strokes)])
    return PointSketch.of(torch.cat(strokes), owner)


def noise(sketch: PointSketch, frames: int = 5, size: float = 6.0) -> Tensor:
    generator = torch.Generator().manual_seed(0)
    return size * torch.randn(frames, sketch.count, 2, generator=generator)


def test_arcs_that_close_a_circle_are_one_round_thing() -> None:
    shapes = shapes_of(wheel_and_eye())
    strokes = wheel_and_eye().strokes
    assert {int(s) for s in strokes[shapes.is_round]} == {0, 1, 2, 3}
    rows = shapes.rounds.row
    assert len(set(rows[strokes <= 2].tolist())) == 1
    assert rows[strokes == 0][0] != rows[strokes == 3][0]


def test_two_arcs_far_from_a_whole_circle_are_none() -> None:
    points = torch.cat([arc(0, 90, 7, 30, 100, 100), arc(80, 170, 7, 30, 100, 100)])
    sketch = PointSketch.of(points, torch.tensor([0] * 7 + [1] * 7))
    assert not bool(shapes_of(sketch).is_round.any())


def test_a_dented_wheel_becomes_an_affine_image_of_the_wheel() -> None:
    sketch = wheel_and_eye()
    moved = keep_shapes(sketch, noise(sketch))
    wheel = sketch.strokes <= 2
    rest = torch.cat([sketch.points[wheel], torch.ones(int(wheel.sum()), 1)], 1)
    target = sketch.points[wheel] + moved[:, wheel]
    fitted = torch.linalg.lstsq(rest, target.transpose(0, 1).flatten(1)).solution
    residual = rest @ fitted - target.transpose(0, 1).flatten(1)
    assert float(residual.abs().max()) < 1e-3


def test_a_small_stroke_keeps_its_proportions() -> None:
    sketch = wheel_and_eye()
    moved = keep_shapes(sketch, noise(sketch))
    hook = sketch.strokes == 4
    rest = torch.cdist(sketch.points[hook], sketch.points[hook])
    for frame in moved[:, hook]:
        now = torch.cdist(sketch.points[hook] + frame, sketch.points[hook] + frame)
        ratio = (now / rest)[rest > 0]
        assert float(ratio.max() / ratio.min()) < 1.001


@pytest.mark.parametrize("turn", [0.0, 0.7, 3.0])
def test_a_similarity_is_not_changed(turn: float) -> None:
    sketch = wheel_and_eye()
    turned = torch.tensor([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    moved = (sketch.points @ (1.3 * turned).T + 11 - sketch.points)[None]
    assert torch.allclose(keep_shapes(sketch, moved), moved, atol=1e-3)


def test_long_strokes_and_what_is_fixed_are_left_alone() -> None:
    sketch = wheel_and_eye()
    moved = noise(sketch)
    kept = keep_shapes(sketch, moved)
    line = sketch.strokes == 5
    assert torch.equal(kept[:, line], moved[:, line])
    fixed = PointSketch.of(sketch.points, sketch.strokes, fixed=torch.ones(sketch.count))
    assert torch.equal(keep_shapes(fixed, moved), moved)


def test_a_dot_and_a_point_of_no_size_stay_finite() -> None:
    points = torch.tensor([[10.0, 10.0], [20.0, 20.0], [20.0, 20.0], [20.0, 20.0], [20.0, 20.0]])
    sketch = PointSketch.of(points, torch.tensor([0, 1, 1, 1, 1]))
    moved = noise(sketch)
    assert bool(torch.isfinite(keep_shapes(sketch, moved)).all())
    assert torch.equal(keep_shapes(sketch, moved)[:, 0], moved[:, 0])
