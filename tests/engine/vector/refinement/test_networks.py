# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from engine.vector.refinement.network_fit import fit_network
from engine.vector.refinement.networks import ObjectNetwork, ObjectPoints, affine, parameter_count
from engine.vector.refinement.time_basis import time_basis
from engine.vector.refinement.training_state import Optimisers
from engine.vector.settings import FAITHFUL_NETWORK, FAITHFUL_OPTIMISER, NetworkSettings

SMALL = replace(FAITHFUL_NETWORK, width=8)


def _own(count: int = 12, seed: int = 0) -> ObjectPoints:
    generator = torch.Generator().manual_seed(seed)
    points = 60 + 100 * torch.rand(count, 2, generator=generator)
    return ObjectPoints(points, torch.arange(count) // 4)


def _network(settings: NetworkSettings, *, loop: bool = False, frames: int = 6) -> ObjectNetwork:
    return ObjectNetwork(_own(), frames, settings, loop=loop, seed=3)


def test_faithful_has_the_51_million_parameters_of_live_sketch() -> None:
    network = ObjectNetwork(_own(64), 24, FAITHFUL_NETWORK, loop=False, seed=0)
    assert parameter_count(network) == 51_311_656
    local = parameter_count(network.local) + parameter_count(network.embedding.layers)
    assert round(local / 1e6, 1) == 25.6
    assert round(parameter_count(network.whole) / 1e6, 1) == 25.3


def test_the_matrix_of_a_frame() -> None:
    # Closed form of the original, by hand: theta 0.3, scale (1.1, 0.9), shear (0.2, -0.1).
    matrix = affine(
        torch.tensor([[5.0, -7.0]]),
        torch.tensor([0.3]),
        torch.tensor([[1.1, 0.9]]),
        torch.tensor([[0.2, -0.1]]),
    )[0]
    c, s = np.cos(0.3), np.sin(0.3)
    expected = [
        [1.1 * (c - s * 0.2), 0.9 * (c * -0.1 - s), 5.0],
        [1.1 * (s + c * 0.2), 0.9 * (s * -0.1 + c), -7.0],
    ]
    assert np.allclose(matrix.numpy(), expected, atol=1e-6)


@pytest.mark.parametrize("from_shear", [True, False])
def test_factors_and_the_scale_that_comes_from_the_shear_branch(from_shear: bool) -> None:
    network = _network(replace(SMALL, scale_from_shear=from_shear))
    biases = {"translation": 3.0, "rotation": 2.0, "shear": 0.5, "scale": -1.0}
    with torch.no_grad():
        for name, value in biases.items():
            last = getattr(network.whole, name)[-1]
            last.weight.zero_()
            last.bias.fill_(value)
        _, matrices = network.motion()
    sized = 1 + 0.05 * (0.5 if from_shear else -1.0)
    expected = affine(
        torch.full((6, 2), 3.0),
        torch.full((6,), 0.01 * 2.0),
        torch.full((6, 2), sized),
        torch.full((6, 2), 0.1 * 0.5),
    )
    assert torch.allclose(matrices, expected, atol=1e-6)


def test_a_displacement_is_local_plus_global_about_the_mean_of_the_points() -> None:
    network = _network(SMALL)
    with torch.no_grad():
        local, matrices = network.motion()
        p = _own().points - _own().points.mean(dim=0)
        moved = torch.einsum("kij,nj->kni", matrices[..., :2], p) + matrices[:, None, :, 2]
        assert torch.allclose(network(), local + moved - p, atol=1e-4)


def test_the_positional_term_is_dropped_in_a_tenth_of_places_and_repeatably() -> None:
    network = _network(FAITHFUL_NETWORK)
    term = torch.ones(200, 50)

    def dropped() -> torch.Tensor:
        return network.embedding._dropped(term, torch.Generator().manual_seed(1))

    assert torch.equal(dropped(), dropped())
    assert float((dropped() == 0).float().mean()) == pytest.approx(0.1, abs=0.01)
    assert dropped().max() == pytest.approx(1 / 0.9)


def test_two_adams_with_the_rates_of_live_sketch() -> None:
    optimisers = Optimisers([_network(SMALL)], FAITHFUL_OPTIMISER)
    for optimiser, rate in ((optimisers.local, 5e-3), (optimisers.whole, 1e-4)):
        group = optimiser.param_groups[0]
        assert (group["lr"], group["betas"], group["eps"]) == (rate, (0.9, 0.9), 1e-6)
    optimisers.set_rates(0.5)
    assert optimisers.whole.param_groups[0]["lr"] == 5e-5


@pytest.mark.parametrize("accumulate", [True, False])
def test_the_original_never_clears_the_gradients_of_its_global_layers(accumulate: bool) -> None:
    network = _network(SMALL)
    settings = replace(FAITHFUL_OPTIMISER, accumulate_global_grads=accumulate)
    optimisers = Optimisers([network], settings)
    last: Any = network.whole.rotation[-1]
    weight = last.weight
    sizes = []
    for _ in range(2):
        optimisers.clear()
        network().sum().backward()
        assert weight.grad is not None
        sizes.append(float(weight.grad.norm()))
    assert sizes[1] == pytest.approx(sizes[0] * (2 if accumulate else 1), rel=1e-4)


@pytest.mark.parametrize("loop", [True, False])
def test_default_networks_start_at_rest_and_keep_frame_0(loop: bool) -> None:
    network = _network(NetworkSettings(), loop=loop, frames=16)
    assert torch.equal(network(), torch.zeros(16, 12, 2))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.1 * torch.randn(parameter.shape))
        moved = network()
    assert torch.equal(moved[0], torch.zeros(12, 2))
    assert float(moved[1:].abs().max()) > 0.1


@pytest.mark.parametrize("loop", [True, False])
def test_the_time_basis_is_orthogonal_and_smooth_first(loop: bool) -> None:
    basis = time_basis(16, 12, loop=loop)
    sizes = 1 / (1 + torch.arange(12) / 2) ** 2
    assert torch.allclose(basis.T @ basis / 16, torch.diag(sizes), atol=1e-5)
    assert torch.equal(basis[0], torch.zeros(12))
    at = torch.arange(16) / (16 if loop else 15)
    smooth = 20 * torch.sin(2 * torch.pi * at) if loop else 20 * at + 5 * torch.sin(3 * at)
    left = smooth - basis @ (basis.T @ smooth / sizes) / 16
    assert float(left.abs().max()) < 0.02


def test_small_networks_are_fitted_to_a_draft() -> None:
    own = _own(24)
    at = torch.linspace(0, 1, 16)[:, None]
    x, y = own.points.T
    carried = torch.stack([30 * at - 0.02 * at * (y - 100), 0.02 * at * (x - 100)], dim=-1)
    target = carried + torch.stack([0 * x * at, 4 * torch.sin(5 * at + x / 20)], dim=-1)
    target = target - target[:1]
    network = ObjectNetwork(own, 16, NetworkSettings(), loop=False, seed=1)
    missed = fit_network(network, target)
    assert missed < 0.01
    with pytest.raises(ValueError, match="temporal basis"):
        fit_network(ObjectNetwork(own, 16, SMALL, loop=False, seed=1), target)
