# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The differentiable rasteriser against closed forms, finite differences and brute force."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from engine.render import ink
from engine.render.rasterizer import render_ink, render_polylines

LINE = torch.tensor([[0, 1]])


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def polyline(
    points: list[list[float]], width: float | list[float], size: tuple[int, int]
) -> Tensor:
    """Coverage [H,W] of one open stroke, float64."""
    place = torch.tensor([points], dtype=torch.float64)
    widths = torch.as_tensor(width, dtype=torch.float64).broadcast_to(place.shape[:2])
    number = torch.arange(len(points))
    segments = torch.stack([number[:-1], number[1:]], 1)
    return render_polylines(place, widths, segments, size)[0]


def random_curves(count: int, frames: int = 2, dtype: torch.dtype = torch.float64) -> Tensor:
    generator = torch.Generator().manual_seed(4)
    start = torch.rand(1, count, 1, 2, generator=generator, dtype=dtype) * 24 + 4
    return start + torch.randn(frames, count, 4, 2, generator=generator, dtype=dtype) * 6


def brute_force(a: Tensor, b: Tensor, ra: Tensor, rb: Tensor, size: tuple[int, int]) -> Tensor:
    """The definition, pixel by pixel and segment by segment: [H,W] for segments [N,2], [N]."""
    y, x = torch.meshgrid(torch.arange(size[1]), torch.arange(size[0]), indexing="ij")
    center = torch.stack([x, y], -1).reshape(-1, 1, 2).to(a.dtype) + 0.5
    axis = b - a
    t = ((center - a) * axis).sum(-1) / (axis * axis).sum(-1).clamp_min(1e-20)
    t = t.clamp(0, 1)
    distance = torch.linalg.vector_norm(a + t[..., None] * axis - center, dim=-1)
    radius = ra + t * (rb - ra)
    ramp = (radius.clamp_min(0.5) + 0.5 - distance).clamp(0, 1)
    return (ramp * (2 * radius).clamp(0, 1)).amax(1).view(size[1], size[0])


class TestCoverage:
    @pytest.mark.parametrize("width", [0.3, 1.0, 2.5, 7.0])
    @pytest.mark.parametrize("shift", [0.0, 0.2, 0.5, 0.83])
    def test_a_straight_stroke_has_the_ink_of_its_rectangle(
        self, width: float, shift: float
    ) -> None:
        image = polyline([[-9, 12 + shift], [40, 12 + shift]], width, (24, 24))
        assert image.sum(0).allclose(torch.full((24,), width, dtype=torch.float64), atol=1e-9)

    def test_a_box_filter_across_a_straight_stroke(self) -> None:
        image = polyline([[-9, 8.25], [40, 8.25]], 3.0, (16, 16))
        expected = torch.zeros(16, dtype=torch.float64)
        expected[6:10] = torch.tensor([0.25, 1, 1, 0.75])
        assert image[:, 5].allclose(expected, atol=1e-12)

    def test_round_caps(self) -> None:
        image = polyline([[10, 16], [22, 16]], 12.0, (32, 32))
        assert float(image.sum()) == pytest.approx(12 * 12 + torch.pi * 36, rel=5e-3)

    @pytest.mark.parametrize("seed", range(4))
    def test_rows_are_never_too_short(self, seed: int) -> None:
        generator = torch.Generator().manual_seed(seed)
        a, b = (torch.rand(2, 30, 2, generator=generator, dtype=torch.float64) * 60 - 15).unbind(0)
        b[:5], b[5:10, 1] = a[:5], a[5:10, 1]
        widths = torch.rand(60, generator=generator, dtype=torch.float64) * 12
        segments = torch.arange(60).view(2, 30).T
        image = render_polylines(torch.cat([a, b])[None], widths, segments, (31, 27))[0]
        radii = widths / 2
        assert image.allclose(brute_force(a, b, radii[:30], radii[30:], (31, 27)), atol=1e-9)

    def test_splitting_a_stroke_changes_nothing(self) -> None:
        whole = polyline([[3, 4], [28, 21]], [1.0, 6.0], (32, 32))
        split = polyline([[3, 4], [5.5, 5.7], [13, 10.8], [28, 21]], [1.0, 1.5, 3.0, 6.0], (32, 32))
        assert whole.allclose(split, atol=1e-9)

    def test_splitting_a_curve_changes_little(self) -> None:
        curve = random_curves(1, 1)
        mid = [(curve[..., i, :] + curve[..., i + 1, :]) / 2 for i in range(3)]
        left, right = (mid[0] + mid[1]) / 2, (mid[1] + mid[2]) / 2
        top = (left + right) / 2
        halves = torch.stack(
            [
                torch.stack([curve[..., 0, :], mid[0], left, top], -2),
                torch.stack([top, right, mid[2], curve[..., 3, :]], -2),
            ],
            2,
        )
        one = render_ink(curve, 3.0, (32, 32), tolerance=0.01)
        two = render_ink(halves, 3.0, (32, 32), tolerance=0.01)
        assert float((one - two).abs().max()) < 0.02

    def test_pieces_of_a_large_batch_do_not_show(self, monkeypatch: pytest.MonkeyPatch) -> None:
        curves = random_curves(12, 3).requires_grad_()
        whole = render_ink(curves, 4.0, (40, 40))
        gradient = torch.autograd.grad((whole * whole).sum(), curves)[0]
        monkeypatch.setattr(ink, "CHUNK_PIXELS", 300)
        pieces = render_ink(curves, 4.0, (40, 40))
        assert torch.equal(whole, pieces)
        again = torch.autograd.grad((pieces * pieces).sum(), curves)[0]
        assert torch.allclose(gradient, again, atol=1e-9)


class TestGradients:
    def check(self, image: Callable[..., Tensor], *inputs: Tensor, tolerance: float = 1e-6) -> None:
        """Central differences along random directions equal the derivative (float64)."""
        generator = torch.Generator().manual_seed(1)
        leaves = [v.clone().requires_grad_() for v in inputs]
        weights = torch.randn(image(*leaves).shape, generator=generator, dtype=torch.float64)
        gradients = torch.autograd.grad((image(*leaves) * weights).sum(), leaves)
        for _ in range(6):
            ways = [torch.randn(v.shape, generator=generator, dtype=torch.float64) for v in inputs]
            step = 1e-7
            ahead, behind = (
                (image(*(v + s * w for v, w in zip(inputs, ways, strict=True))) * weights).sum()
                for s in (step, -step)
            )
            expected = float(ahead - behind) / (2 * step)
            found = sum(float((g * w).sum()) for g, w in zip(gradients, ways, strict=True))
            assert found == pytest.approx(expected, rel=tolerance, abs=tolerance)

    @pytest.mark.parametrize("thickness", [0.2, 1.0, 6.0])
    def test_points_and_widths_of_curves(self, thickness: float) -> None:
        widths = torch.rand(
            2, 5, 4, dtype=torch.float64, generator=torch.Generator().manual_seed(0)
        )
        self.check(
            lambda curves, w: render_ink(curves, w, (32, 32)),
            random_curves(5),
            (widths + 0.5) * thickness,
        )

    def test_strong_tapers(self) -> None:
        points = torch.tensor([[[5, 6.2], [25, 20], [9.3, 28]]], dtype=torch.float64)
        widths = torch.tensor([0.3, 12.0, 0.7], dtype=torch.float64)
        segments = torch.tensor([[0, 1], [1, 2]])
        self.check(lambda p, w: render_polylines(p, w, segments, (32, 32)), points, widths)

    def test_a_dot_grows_by_its_rim(self) -> None:
        points = torch.tensor([[[16.3, 15.8]]], dtype=torch.float64)
        widths = torch.tensor([9.0], dtype=torch.float64, requires_grad=True)
        render_polylines(points, widths, torch.tensor([[0, 0]]), (32, 32)).sum().backward()
        assert widths.grad is not None
        assert float(widths.grad) == pytest.approx(torch.pi * 9 / 2, rel=0.05)

    def test_ink_moves_with_the_stroke(self) -> None:
        """Sliding a stroke sideways by s moves its centre of ink by s: the derivative is 1."""
        points = torch.tensor([[[-9, 12.3], [40, 12.3]]], dtype=torch.float64, requires_grad=True)
        image = render_polylines(points, torch.tensor([3.0, 3.0]).double(), LINE, (24, 24))[0]
        center = (image[:, 8] * (torch.arange(24) + 0.5)).sum() / 3
        (gradient,) = torch.autograd.grad(center, points)
        assert float(gradient[..., 1].sum()) == pytest.approx(1, abs=1e-9)
        assert float(gradient[..., 0].abs().max()) < 1e-9

    def test_descent_pulls_a_stroke_onto_another(self) -> None:
        target = render_ink(random_curves(1, 1), 4.0, (32, 32))
        curve = (random_curves(1, 1) + 1.5).requires_grad_()
        optimizer = torch.optim.Adam([curve], lr=0.2)
        for _ in range(60):
            optimizer.zero_grad()
            loss = ((render_ink(curve, 4.0, (32, 32)) - target) ** 2).sum()
            loss.backward()
            optimizer.step()
        assert float(loss.detach()) < 0.1


class TestDifficultInput:
    @pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
    def test_what_is_no_number_leaves_no_ink_and_no_gradient(self, value: float) -> None:
        curves = random_curves(3, 1, torch.float32)
        sound = render_ink(curves[:, 1:], 3.0, (32, 32))
        curves[0, 0, 1, 0] = value
        curves.requires_grad_()
        image = render_ink(curves, 3.0, (32, 32))
        (gradient,) = torch.autograd.grad(image.sum(), curves)
        assert torch.equal(image, sound)
        assert bool(gradient.isfinite().all())
        assert not gradient[0, 0].any()

    @pytest.mark.parametrize("factor", [0.0, 1e-6, 1e4, 1e8, 1e30])
    def test_tiny_and_huge(self, factor: float) -> None:
        curves = (random_curves(3, 1, torch.float32) * factor).requires_grad_()
        image = render_ink(curves, 3.0, (32, 32))
        (gradient,) = torch.autograd.grad(image.sum(), curves)
        assert bool(image.isfinite().all()) and bool((image <= 1).all())
        assert bool(gradient.isfinite().all())

    def test_off_the_canvas(self) -> None:
        curves = (random_curves(3, 1) + 1000).requires_grad_()
        image = render_ink(curves, 3.0, (32, 32))
        (gradient,) = torch.autograd.grad(image.sum(), curves)
        assert not image.any() and not gradient.any()

    def test_no_strokes_and_no_width(self) -> None:
        assert not render_ink(torch.zeros(2, 0, 4, 2), 3.0, (8, 6)).any()
        empty = render_ink(random_curves(3), 0.0, (8, 6))
        assert empty.shape == (2, 6, 8) and not empty.any()
