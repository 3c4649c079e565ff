# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader that ranks samples: the same motion reads the same at any number of frames."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from engine.priors.trajectory.ranking import default_reader


def hop(points: Tensor, frames: int) -> Tensor:
    """Two hops of a whole drawing: [1, F, H, 2]."""
    time = torch.linspace(0, 1, frames)
    height = -40.0 * (2 * math.pi * time).sin().abs()
    return torch.stack([40 * time, height], dim=1)[None, :, None].expand(1, -1, len(points), -1)


@pytest.mark.parametrize("frames", [4, 24, 61])
def test_any_number_of_frames_is_read(frames: int) -> None:
    points = torch.rand(30, 2, generator=torch.Generator().manual_seed(0)) * 150
    reader = default_reader()
    found = reader.probabilities(points[None], hop(points, frames))
    assert found.shape == (1, len(reader.classes))
    assert found.sum().item() == pytest.approx(1.0, abs=1e-3)


def test_a_motion_reads_alike_at_other_rates() -> None:
    points = torch.rand(30, 2, generator=torch.Generator().manual_seed(1)) * 150
    own, finer = (default_reader().probabilities(points[None], hop(points, n)) for n in (16, 46))
    assert (own - finer).abs().sum().item() < 0.3
    assert own.argmax().item() == finer.argmax().item()
