# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import torch

from engine.priors.trajectory.noise import correlated_noise
from engine.priors.trajectory.temporal import TemporalBasis

torch.set_num_threads(1)


def test_noise_has_unit_variance_and_neighbours_share_it() -> None:
    points = torch.tensor([[[100.0, 100.0], [103.0, 100.0], [220.0, 30.0], [103.0, 100.0]]])
    slots = torch.tensor([[0, 0, 0, 1]])
    noise = correlated_noise(points, slots, 20_000, torch.Generator().manual_seed(1))[0]
    many = torch.cat(
        [
            correlated_noise(points, slots, 200, torch.Generator().manual_seed(seed))[0]
            for seed in range(60)
        ],
        dim=1,
    )
    torch.testing.assert_close(noise.var(1), torch.ones(4), atol=0.08, rtol=0)
    correlation = torch.corrcoef(many)
    assert correlation[0, 1] > 0.85
    assert abs(correlation[0, 2]) < 0.2
    assert abs(correlation[1, 3]) < 0.2  # same place, another object


def test_noise_is_seeded() -> None:
    points, slots = torch.rand(2, 5, 2) * 256, torch.zeros(2, 5, dtype=torch.long)
    draws = [
        correlated_noise(points, slots, 6, torch.Generator().manual_seed(seed))
        for seed in (3, 3, 4)
    ]
    assert torch.equal(draws[0], draws[1])
    assert not torch.equal(draws[0], draws[2])


def test_basis_is_orthonormal_vanishes_at_zero_and_keeps_what_it_was_fitted_to() -> None:
    generator = torch.Generator().manual_seed(0)
    time = torch.arange(16) / 15
    waves = torch.stack([torch.sin(k * torch.pi * time / 2) for k in range(1, 5)])
    paths = torch.randn(500, 4, generator=generator) @ waves
    basis = TemporalBasis.fit(paths, 4)
    torch.testing.assert_close(basis.rows @ basis.rows.T, torch.eye(4), atol=1e-5, rtol=0)
    assert torch.equal(basis.rows[:, 0], torch.zeros(4))
    motion = paths[:6].T.reshape(16, 3, 2)
    torch.testing.assert_close(basis.expand(basis.project(motion)), motion, atol=1e-4, rtol=0)
