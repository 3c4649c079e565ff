# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Views: corners go where they are said to, and both ways of applying one view agree."""

from __future__ import annotations

import pytest
import torch

from engine.render.augmentation import (
    Viewpoint,
    homography,
    project,
    random_viewpoint,
    warp_pictures,
    warp_points,
)
from engine.render.rasterizer import render_ink

torch.set_num_threads(1)
SIZE = 128


def _line() -> torch.Tensor:
    draw = torch.Generator().manual_seed(5)
    start = 30 + torch.rand(1, 4, 1, 2, generator=draw) * 40
    steps = torch.randn(1, 4, 4, 2, generator=draw) * 6 + 6
    return start + steps.cumsum(2)


def test_a_homography_takes_four_points_to_four_points() -> None:
    source = torch.tensor([[0.1, 0.0], [0.9, 0.2], [1.0, 1.0], [0.0, 0.8]], dtype=torch.float64)
    target = torch.tensor([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]], dtype=torch.float64)
    assert torch.allclose(project(homography(source, target), source), target)


def test_views_lie_in_the_published_ranges() -> None:
    draw = torch.Generator().manual_seed(0)
    corners = torch.tensor([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=torch.float64)
    sides = []
    for _ in range(200):
        view = random_viewpoint(draw)
        seen = project(torch.linalg.inv(view.to_source), corners)
        assert ((seen - corners).abs() <= 0.2501).all()
        left, top, side = view.box
        assert 0 <= left <= 1 - side + 1e-9
        assert 0 <= top <= 1 - side + 1e-9
        sides.append(side**2)
    assert min(sides) == pytest.approx(0.4, abs=0.03)
    assert max(sides) == pytest.approx(1.0, abs=0.03)


def test_the_same_seed_gives_the_same_view() -> None:
    one, two = (random_viewpoint(torch.Generator().manual_seed(3)) for _ in range(2))
    assert torch.equal(one.to_source, two.to_source)
    assert one.box == two.box


def test_the_plain_view_changes_nothing() -> None:
    ink = render_ink(_line(), 3.0, (SIZE, SIZE))[:, None]
    plain = Viewpoint(torch.eye(3, dtype=torch.float64), (0.0, 0.0, 1.0))
    assert torch.allclose(warp_pictures(ink, plain), ink, atol=1e-5)
    moved, widths = warp_points(_line(), 3.0, plain, SIZE)
    assert torch.allclose(moved, _line())
    assert torch.allclose(widths, torch.tensor(3.0))


def test_warped_points_are_drawn_where_warped_pictures_have_them() -> None:
    """Blurred a little, for pictures lose sharpness when they are resampled twice."""
    draw = torch.Generator().manual_seed(11)
    for _ in range(5):
        view = random_viewpoint(draw, pixels=SIZE)
        pictures = warp_pictures(render_ink(_line(), 4.0, (SIZE, SIZE))[:, None], view)
        points, widths = warp_points(_line(), 4.0, view, SIZE)
        drawn = render_ink(points, widths, (SIZE, SIZE))[:, None]
        soft_a, soft_b = (torch.nn.functional.avg_pool2d(v, 4) for v in (pictures, drawn))
        assert float((soft_a - soft_b).abs().mean()) < 0.012
        assert float(soft_a.sum()) == pytest.approx(float(soft_b.sum()), rel=0.12)


def test_gradients_flow_through_both() -> None:
    view = random_viewpoint(torch.Generator().manual_seed(2), pixels=SIZE)
    for way in ("pictures", "points"):
        curves = _line().requires_grad_(True)
        if way == "pictures":
            seen = warp_pictures(render_ink(curves, 4.0, (SIZE, SIZE))[:, None], view)
        else:
            points, widths = warp_points(curves, 4.0, view, SIZE)
            seen = render_ink(points, widths, (SIZE, SIZE))[:, None]
        (seen * torch.linspace(0, 1, SIZE)).sum().backward()  # type: ignore[no-untyped-call]
        assert curves.grad is not None
        assert float(curves.grad.abs().sum()) > 0
