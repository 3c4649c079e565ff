# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The optimisers of transformers: Muon for the matrices of their blocks, AdamW for the rest."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from engine.training.loop import set_learning_rate

_FUSED = "qkv.weight"
_PARTS = 3


class MuonAndAdam:
    """torch's Muon (Jordan et al. 2024) and AdamW, used as one optimiser.

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
        self.muon = torch.optim.Muon(
            [*blocks, *matrices],
            lr=muon_lr,
            momentum=0.95,
            nesterov=True,
            weight_decay=0.01,
            ns_steps=5,
            adjust_lr_fn="original",
        )
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
        self.muon.step()  # type: ignore[no-untyped-call]
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
