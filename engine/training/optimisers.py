# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The optimisers of transformers: Muon for the matrices of their blocks, AdamW for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from engine.training.loop import set_learning_rate

_FUSED = "qkv.weight"
_PARTS = 3


class Muon(torch.optim.Optimizer):
    """Momentum whose step is made orthogonal by Newton-Schulz (Jordan et al. 2024).

    As `torch.optim.Muon`, but in the precision of the weights: its bfloat16 products are ten times
    as slow as float32 on processors that have none.
    """

    def __init__(
        self, parameters: Sequence[nn.Parameter], lr: float, *, momentum: float, weight_decay: float
    ) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:  # type: ignore[override]
        """Take a step with every parameter that has a gradient."""
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                state = self.state[weight]
                if not state:
                    state["momentum_buffer"] = torch.zeros_like(weight)
                velocity = state["momentum_buffer"]
                velocity.lerp_(weight.grad, 1 - group["momentum"])
                update = orthogonalised(weight.grad.lerp(velocity, group["momentum"]))
                scale = max(1.0, weight.shape[0] / weight.shape[1]) ** 0.5
                weight.mul_(1 - group["lr"] * group["weight_decay"])
                weight.add_(update, alpha=-group["lr"] * scale)


def orthogonalised(matrix: Tensor, steps: int = 5) -> Tensor:
    """Return the nearest orthogonal matrix to [R, C], roughly: singular values about 1.

    Newton-Schulz of the fifth order with the coefficients of Jordan et al. (2024).
    """
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = matrix.shape[0] > matrix.shape[1]
    x: Tensor = matrix.T if tall else matrix
    x = x / (x.norm() + 1e-7)
    for _ in range(steps):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x.T if tall else x


class MuonAndAdam:
    """Muon (Jordan et al. 2024) and AdamW, used as one optimiser.

    Muon orthogonalises whole parameters. Queries, keys and values are one parameter [3 D, D] of
    the model but three matrices, so Muon is given three parameters that share its memory.
    """

    def __init__(self, model: nn.Module, muon_lr: float, adam_lr: float) -> None:
        self.muon_lr, self.adam_lr = muon_lr, adam_lr
        self._fused: list[tuple[nn.Parameter, list[nn.Parameter]]] = []
        matrices: list[nn.Parameter] = []
        others: list[nn.Parameter] = []
        for name, parameter in model.named_parameters():
            if name.startswith("blocks.") and name.endswith(_FUSED):
                self._fused.append((parameter, _row_blocks(parameter)))
            elif name.startswith("blocks.") and name.endswith(".weight"):
                matrices.append(parameter)
            else:
                others.append(parameter)
        blocks = [block for _, parts in self._fused for block in parts]
        self.muon = Muon([*blocks, *matrices], muon_lr, momentum=0.95, weight_decay=0.01)
        self.adam = torch.optim.AdamW(others, lr=adam_lr, betas=(0.9, 0.98), weight_decay=0.0)
        self._others = others

    def step(self, rate: float) -> None:
        """Take a step with both, at this factor of their learning rates; clip AdamW's gradients."""
        set_learning_rate(self.muon, self.muon_lr * rate)
        set_learning_rate(self.adam, self.adam_lr * rate)
        for weight, blocks in self._fused:
            if weight.grad is not None:
                for block, gradient in zip(blocks, weight.grad.chunk(_PARTS), strict=True):
                    block.grad = gradient
        nn.utils.clip_grad_norm_(self._others, 1.0)
        self.muon.step()
        self.adam.step()

    def state_dict(self) -> dict[str, Any]:
        """Return the states of both."""
        return {"muon": self.muon.state_dict(), "adam": self.adam.state_dict()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take over what `state_dict` returned."""
        self.muon.load_state_dict(state["muon"])
        self.adam.load_state_dict(state["adam"])


def _row_blocks(weight: nn.Parameter) -> list[nn.Parameter]:
    """Return parameters that share the memory of the three blocks of rows."""
    return [nn.Parameter(block) for block in weight.detach().chunk(_PARTS)]
