# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The coloured rasteriser against the final renderer, finite differences and closed forms."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from addon.contract.drawing import Drawing
from engine.render.fill_gradient import differentiable_fill
from engine.render.frames import render_frames
from engine.render.painted import PaintedStrokes, render_painted
from engine.render.rasterizer import render_ink

torch.set_num_threads(1)
SIZE = (48, 40)


def _strokes(count: int = 5, frames: int = 2, seed: int = 3, per_stroke: int = 1) -> PaintedStrokes:
    draw = torch.Generator().manual_seed(seed)

    def random(*shape: int) -> Tensor:
        return torch.rand(*shape, generator=draw, dtype=torch.float64)

    start = 6 + random(frames, count, 1, 2) * 28
    return PaintedStrokes(
        curves=start + (random(frames, count, 4, 2) - 0.5) * 24,
        widths=1 + 4 * random(count, 4),
        stroke=torch.arange(count) // per_stroke,
        colors=random(count // per_stroke, 3),
        opacities=0.3 + 0.6 * random(count, 4),
    )


def _circle(radius: float, center: tuple[float, float]) -> Tensor:
    """Four cubics [4, 4, 2] that are a circle to 0.03 %."""
    k = 0.5522847498
    quarter = torch.tensor([[1, 0], [1, k], [k, 1], [0, 1]], dtype=torch.float64)
    turns = [
        torch.tensor([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]], dtype=torch.float64)
        for a in (0, math.pi / 2, math.pi, 3 * math.pi / 2)
    ]
    whole = torch.stack([quarter @ turn.T for turn in turns])
    return whole * radius + torch.tensor(center, dtype=torch.float64)


def test_pictures_equal_those_of_the_final_renderer() -> None:
    """Same colours, opacities, widths, fills, order: what is optimised is what the artist gets."""
    lines = _strokes(3, frames=1)
    ring = _circle(9.0, (20.0, 18.0))
    widths = torch.cat([torch.as_tensor(lines.widths), torch.full((4, 4), 2.0)])
    shades = torch.cat([torch.as_tensor(lines.opacities), torch.full((4, 4), 0.8)])
    colors = torch.cat([lines.colors, torch.tensor([[0.1, 0.2, 0.3]])])
    fills = torch.tensor([[0.0, 0, 0, 0]] * 3 + [[0.9, 0.5, 0.1, 0.7]])
    strokes = PaintedStrokes(
        torch.cat([lines.curves[0], ring])[None], widths, torch.tensor([0, 1, 2, 3, 3, 3, 3]),
        colors, shades, fills,
    )  # fmt: skip
    controls = torch.cat([lines.curves[0].reshape(-1, 2), ring[:, :3].reshape(-1, 2)])
    first = [*range(12), *(12 + 4 * i + j for i in range(4) for j in range(3))]
    drawing = Drawing.build(
        controls.numpy().astype(np.float32),
        np.array([0, 4, 8, 12, 24], np.int32),
        canvas=SIZE,
        curve_types=np.ones(4, np.uint8),
        cyclic=np.array([0, 0, 0, 1], np.uint8),
        widths=widths.reshape(-1)[first].numpy().astype(np.float32),
        opacities=shades.reshape(-1)[first].numpy().astype(np.float32),
        colors=np.c_[colors.numpy(), np.ones(4)].astype(np.float32),
        fills=fills.numpy().astype(np.float32),
    )
    shown = render_frames(drawing, background=(1.0, 1.0, 1.0))[0, ..., :3].astype(np.float64)
    painted = render_painted(strokes, SIZE, tolerance=0.05)[0, ..., :3].numpy() * 255
    assert np.abs(shown - painted).max() < 8
    assert np.abs(shown - painted).mean() < 0.3


@pytest.mark.parametrize("what", ["curves", "widths", "opacities", "colors"])
def test_gradients_equal_finite_differences(what: str) -> None:
    strokes = _strokes()
    value = getattr(strokes, what).clone().requires_grad_(True)
    weights = torch.randn(2, SIZE[1], SIZE[0], 4, generator=torch.Generator().manual_seed(1))

    def loss(now: Tensor) -> Tensor:
        return (render_painted(replace(strokes, **{what: now}), SIZE) * weights).sum()

    loss(value).backward()  # type: ignore[no-untyped-call]
    assert value.grad is not None
    flat = value.detach().reshape(-1)
    for index in torch.randperm(len(flat), generator=torch.Generator().manual_seed(0))[:10]:
        step = torch.zeros_like(flat)
        step[index] = 1e-5
        ahead, behind = ((flat + s * step).view_as(value) for s in (1, -1))
        slope = float(loss(ahead) - loss(behind)) / 2e-5
        assert float(value.grad.reshape(-1)[index]) == pytest.approx(slope, rel=1e-3, abs=1e-4)


def test_one_black_stroke_is_the_union_mode() -> None:
    strokes = replace(
        _strokes(3, per_stroke=3), colors=torch.zeros(1, 3, dtype=torch.float64), opacities=1.0
    )
    painted = render_painted(strokes, SIZE)
    ink = render_ink(strokes.curves, torch.as_tensor(strokes.widths), SIZE)
    assert torch.allclose(painted[..., 0], 1 - ink, atol=1e-9)
    assert torch.equal(painted[..., 3], torch.ones_like(ink))


def test_later_strokes_lie_over_earlier_ones() -> None:
    line = torch.tensor([[4.0, 20], [16, 20], [32, 20], [44, 20]])
    curves = torch.stack([line, line.flip(1) - 2, line])[None]
    colors = torch.tensor([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]])
    strokes = PaintedStrokes(
        curves, 6.0, torch.tensor([0, 1, 2]), colors, torch.tensor([[1.0], [1], [0.5]])
    )
    picture = render_painted(strokes, SIZE)
    assert picture[0, 20, 18, :3].tolist() == pytest.approx([0.0, 0.5, 0.5])
    assert picture[0, 20, 40, :3].tolist() == pytest.approx([0.5, 0.0, 0.5])
    clear = render_painted(strokes, SIZE, background=None)
    assert clear[0, 0, 0].tolist() == [0, 0, 0, 0]
    assert clear[0, 20, 18, 3] == pytest.approx(1.0)


def test_memory_follows_the_ink_not_the_canvas() -> None:
    strokes = _strokes()
    curves = strokes.curves.requires_grad_(True)
    sizes = []

    def count(tensor: Tensor) -> Tensor:
        sizes.append(tensor.numel())
        return tensor

    for size in (SIZE, (480, 400)):
        with torch.autograd.graph.saved_tensors_hooks(count, lambda tensor: tensor):
            render_painted(replace(strokes, curves=curves), size)
        sizes.append(-1)
    first = sizes.index(-1)
    assert sum(sizes[first + 1 : -1]) < 1.3 * sum(sizes[:first]) + 480 * 400 * 2 * 4


@pytest.mark.parametrize("shift", [(1.0, 0.0), (0.0, 1.0), (1.0, -1.0)])
def test_moving_a_filled_shape_changes_the_picture_as_its_gradient_says(
    shift: tuple[float, float],
) -> None:
    """For a smooth weight w, d/ds of the integral of w over the moved shape is exact."""
    square = torch.tensor([[[10.3, 9.1], [30.2, 8.4], [33.7, 27.9], [12.1, 30.6]]])

    def loss(points: Tensor) -> Tensor:
        pixel, coverage = differentiable_fill([points], SIZE)
        x, y = (pixel % SIZE[0]).double(), (pixel // SIZE[0]).double()
        return (coverage.double() * torch.sin(x / 7) * torch.cos(y / 9)).sum()

    points = square.clone().requires_grad_(True)
    loss(points).backward()  # type: ignore[no-untyped-call]
    assert points.grad is not None
    way = torch.tensor(shift) / 8  # a whole scan line
    slope = float((loss(square + way) - loss(square - way)) / 2)
    assert float((points.grad * way).sum()) == pytest.approx(slope, rel=0.05, abs=0.005)


def test_a_growing_circle_gains_its_circumference() -> None:
    ring = _circle(1.0, (0.0, 0.0))
    radius = torch.tensor(11.0, dtype=torch.float64, requires_grad=True)
    curves = (ring * radius + torch.tensor([24.0, 20.0]))[None]
    strokes = PaintedStrokes(
        curves, 0.0, torch.zeros(4, dtype=torch.long), torch.zeros(1, 3),
        fills=torch.tensor([[0.0, 0, 0, 1]]),
    )  # fmt: skip
    area = (1 - render_painted(strokes, SIZE, tolerance=0.01)[..., 0]).sum()
    assert float(area.detach()) == pytest.approx(math.pi * 121, rel=0.005)
    area.backward()  # type: ignore[no-untyped-call]
    assert radius.grad is not None
    assert float(radius.grad) == pytest.approx(2 * math.pi * 11, rel=0.01)


def test_two_strokes_of_one_path_are_a_ring() -> None:
    both = torch.cat([_circle(12.0, (24.0, 20.0)), _circle(5.0, (24.0, 20.0))])
    strokes = PaintedStrokes(
        both[None], 0.0, torch.arange(8) // 4, torch.zeros(2, 3),
        fills=torch.tensor([[0.0, 0, 0, 1], [0, 0, 0, 0]]), paths=torch.tensor([0, 0]),
    )  # fmt: skip
    picture = render_painted(strokes, SIZE)
    assert float(picture[0, 20, 24, 0]) == 1.0
    assert float(picture[0, 20, 32, 0]) == pytest.approx(0.0, abs=1e-6)
    hole = float((1 - picture[..., 0]).sum())
    assert hole == pytest.approx(math.pi * (144 - 25), rel=0.01)


def test_strange_strokes_leave_the_others_alone() -> None:
    strokes = _strokes(3)
    alone = render_painted(strokes, SIZE)
    odd: list[Callable[[Tensor], Tensor]] = [
        lambda c: torch.full_like(c, math.nan),
        lambda c: torch.full_like(c, math.inf),
        lambda c: torch.full_like(c, -1e5),
    ]
    for change in odd:
        more = torch.cat([strokes.curves, change(strokes.curves[:, :1])], 1).requires_grad_(True)
        widths, shades = (torch.as_tensor(v) for v in (strokes.widths, strokes.opacities))
        together = PaintedStrokes(
            more,
            torch.cat([widths, widths[:1]]),
            torch.arange(4),
            torch.cat([strokes.colors, strokes.colors[:1]]),
            torch.cat([shades, shades[:1]]),
        )
        picture = render_painted(together, SIZE)
        assert torch.allclose(picture, alone)
        picture.sum().backward()  # type: ignore[no-untyped-call]
        assert more.grad is not None
        assert torch.isfinite(more.grad[:, :3]).all()
