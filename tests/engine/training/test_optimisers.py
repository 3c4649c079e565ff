# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Muon steps as torch's own does, in the precision of the weights."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn

from engine.training.optimisers import Muon, MuonAndAdam, orthogonalised

SHAPES = [(24, 24), (48, 16), (16, 40)]


def matrix(rows: int, columns: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(rows, columns, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e4])
def test_what_is_orthogonalised_has_singular_values_about_1(
    shape: tuple[int, int], scale: float
) -> None:
    given = matrix(*shape) * scale
    found = orthogonalised(given)
    assert found.shape == given.shape and found.dtype == given.dtype
    values = torch.linalg.svdvals(found)
    assert float(values.min()) > 0.6 and float(values.max()) < 1.3
    u, _, v = torch.linalg.svd(given, full_matrices=False)
    nearest = u @ v
    cosine = (found * nearest).sum() / (found.norm() * nearest.norm())
    assert float(cosine) > 0.97


def test_nothing_stays_nothing() -> None:
    assert not orthogonalised(torch.zeros(4, 6)).any()


@pytest.mark.parametrize("shape", SHAPES)
def test_steps_are_those_of_torch(shape: tuple[int, int]) -> None:
    """Torch's own works in bfloat16, so they agree to a few hundredths of a step."""
    ours, theirs = (nn.Parameter(matrix(*shape)) for _ in range(2))
    options: dict[str, Any] = {"lr": 0.02, "momentum": 0.95, "weight_decay": 0.1}
    mine = Muon([ours], **options)
    reference = torch.optim.Muon([theirs], **options)
    for step in range(4):
        before = theirs.detach().clone()
        ours.data.copy_(before)
        for weight in (ours, theirs):
            weight.grad = matrix(*shape, seed=step + 1)
        mine.step()
        reference.step()
        moved, expected = ours.detach() - before, theirs.detach() - before
        assert float((moved - expected).norm() / expected.norm()) < 0.03


def test_what_has_no_gradient_stays() -> None:
    still, moving = (nn.Parameter(matrix(6, 6)) for _ in range(2))
    moving.grad = matrix(6, 6, seed=1)
    Muon([still, moving], 0.1, momentum=0.9, weight_decay=0.1).step()
    assert torch.equal(still, matrix(6, 6)) and not torch.equal(moving, matrix(6, 6))


class _Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(8, 24, bias=False)
        self.out = nn.Linear(8, 8)


class _Model(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.blocks = nn.ModuleList([_Block()])
        self.head = nn.Linear(8, 2)


def stepped(rate: float) -> tuple[_Model, _Model]:
    """A model before and after a step with gradients of 1."""
    model = _Model()
    optimiser = MuonAndAdam(model, 0.02, 1e-3)
    for seed, parameter in enumerate(model.parameters()):
        parameter.grad = torch.randn(parameter.shape, generator=torch.Generator().manual_seed(seed))
    optimiser.step(rate)
    return _Model(), model


def test_queries_keys_and_values_are_three_matrices() -> None:
    before, after = stepped(1.0)
    moved = (after.blocks[0].qkv.weight - before.blocks[0].qkv.weight).detach()  # type: ignore[union-attr, operator]
    for block in moved.chunk(3):
        values = torch.linalg.svdvals(block) / 0.02
        assert float(values.min()) > 0.5 and float(values.max()) < 1.4


def test_a_rate_of_0_changes_nothing_and_others_change_all() -> None:
    before, after = stepped(0.0)
    for name, value in after.state_dict().items():
        assert torch.equal(value, before.state_dict()[name]), name
    before, after = stepped(0.5)
    for name, value in after.state_dict().items():
        assert not torch.equal(value, before.state_dict()[name]), name
