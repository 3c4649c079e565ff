# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Muon: momentum whose matrices are orthogonalised before the step (Jordan et al. 2024).

For the weight matrices of the transformer blocks; everything else is left to AdamW.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor

_A, _B, _C = 3.4445, -4.7750, 2.0315
"""Quintic Newton-Schulz coefficients of the paper."""


def orthogonalise(matrices: Tensor, steps: int = 5) -> Tensor:
    """The nearest semi-orthogonal matrices, roughly, of a stack [M, R, C]."""
    x: Tensor = matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.transpose(1, 2)
    for _ in range(steps):
        gram = x @ x.transpose(1, 2)
        x = _A * x + (_B * gram + _C * (gram @ gram)) @ x
    return x.transpose(1, 2) if tall else x


class Muon(torch.optim.Optimizer):
    """SGD with Nesterov momentum and orthogonalised updates, for 2-D parameters.

    A group with `parts` > 1 holds fused weights (queries, keys and values in one): each is split
    along its rows. Equal shapes are orthogonalised in one batch.
    """

    def __init__(
        self,
        params: Iterable[Tensor] | Iterable[dict[str, Any]],
        lr: float = 0.012,
        momentum: float = 0.95,
        weight_decay: float = 0.01,
    ) -> None:
        defaults = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay, "parts": 1}
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """One update; gradients that are None are skipped."""
        if closure is not None:
            raise ValueError("a closure is not supported")
        for group in self.param_groups:
            self._step_group(group)

    def _step_group(self, group: dict[str, Any]) -> None:
        stacks: dict[tuple[int, int], list[tuple[Tensor, Tensor]]] = defaultdict(list)
        for weight in group["params"]:
            if weight.grad is None:
                continue
            state = self.state[weight]
            if "momentum" not in state:
                state["momentum"] = torch.zeros_like(weight)
            momentum = state["momentum"]
            momentum.lerp_(weight.grad, 1 - group["momentum"])
            update = weight.grad.lerp(momentum, group["momentum"])
            parts = group["parts"]
            for part, piece in zip(weight.chunk(parts), update.chunk(parts), strict=True):
                stacks[(part.shape[0], part.shape[1])].append((part, piece))
        for (rows, columns), members in stacks.items():
            updates = orthogonalise(torch.stack([piece for _, piece in members]))
            size = group["lr"] * max(1.0, rows / columns) ** 0.5
            for (part, _), update in zip(members, updates, strict=True):
                part.mul_(1 - group["lr"] * group["weight_decay"]).add_(update, alpha=-size)
