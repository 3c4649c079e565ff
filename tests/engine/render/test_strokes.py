# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wide strokes are cut into strips and wedges; what is cut away was covered twice."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from torch import Tensor

from engine.render.ink import Segments, touched
from engine.render.strokes import stroke_segments, thin_segments

SIZE = (64, 64)


def coverage(segments: Segments) -> tuple[Tensor, int]:
    """The strongest coverage [2,64,64] and the number of touches."""
    image = torch.zeros(2 * 64 * 64, dtype=segments.a.dtype)
    count = 0
    for ink in touched(segments, SIZE):
        image.scatter_reduce_(0, ink.pixel, ink.coverage, "amax")
        count += len(ink.pixel)
    return image.view(2, 64, 64), count


@pytest.mark.parametrize("cyclic", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_a_wide_stroke_is_the_same_with_fewer_touches(seed: int, cyclic: bool) -> None:
    generator = torch.Generator().manual_seed(seed)
    steps = torch.randn(2, 60, 2, generator=generator, dtype=torch.float64)
    if cyclic:
        steps -= steps.mean(1, keepdim=True)
    points = 32 + torch.cumsum(steps, 1)
    points[:, 20:22] = points[:, 19:20]
    segments, ends = stroke_segments(points, torch.full((60,), 9.0, dtype=torch.float64), cyclic)
    assert segments.clip is not None and len(ends) == len(segments.a)
    clipped, few = coverage(segments)
    whole, many = coverage(dataclasses.replace(segments, clip=None))
    assert torch.allclose(clipped, whole, atol=1e-9)
    assert few < many / 2


def test_a_wide_taper_keeps_its_shape() -> None:
    way = torch.linspace(0, 1, 40, dtype=torch.float64)
    points = torch.stack([8 + 48 * way, 32 + 12 * torch.sin(6 * way)], 1)[None].expand(2, -1, 2)
    segments, _ = stroke_segments(points, 1 + 11 * way, False)
    clipped, _ = coverage(segments)
    whole, _ = coverage(dataclasses.replace(segments, clip=None))
    assert torch.allclose(clipped, whole, atol=1e-9)


def test_fine_strokes_are_left_alone() -> None:
    points = torch.tensor([[[5.0, 5.0], [20, 9], [40, 30], [60, 31]]])
    segments, ends = stroke_segments(points, torch.ones(4), False)
    assert segments.clip is None
    assert ends.tolist() == [[0, 1], [1, 2], [2, 3]]


def test_thin_strokes_together_are_as_one_by_one() -> None:
    generator = torch.Generator().manual_seed(1)
    points = [60 * torch.rand(2, count, 2, generator=generator) for count in (2, 5, 3)]
    radii = [torch.rand(own.shape[1], generator=generator) for own in points]
    cyclic = [False, True, False]
    together, ends, owner = thin_segments(points, radii, cyclic)
    first = 0
    for number in range(3):
        alone, own_ends = stroke_segments(points[number], radii[number], cyclic[number])
        mine = owner == number
        for name in ("a", "b", "ra", "rb", "frame"):
            assert torch.equal(getattr(together, name)[mine], getattr(alone, name))
        assert torch.equal(ends[mine] - first, own_ends)
        first += len(radii[number])
