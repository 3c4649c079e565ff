# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of an optimisation: parameters, Adam's moments, stage and step, and the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from engine.runtime.reporting import Reporting
from engine.vector.refinement.networks import ObjectNetwork
from engine.vector.refinement.posed_network import PosedNetwork
from engine.vector.settings import OptimiserSettings

KIND = "vector"
#: What moves an object.
AnyNetwork = ObjectNetwork | PosedNetwork


class Optimisers:
    """Live-Sketch's two Adams over some objects: {embedding, local} and {embedding, global}."""

    def __init__(self, networks: Sequence[AnyNetwork], settings: OptimiserSettings) -> None:
        self.settings = settings
        self._shared = [p for network in networks for p in network.embedding.parameters()]
        last = settings.last_layers
        local = [p for network in networks for p in network.local_parameters(last_only=last)]
        whole = [p for network in networks for p in network.global_parameters(last_only=last)]
        self.local = torch.optim.Adam(
            local, lr=settings.local_rate, betas=settings.betas, eps=settings.epsilon
        )
        self.whole = torch.optim.Adam(
            whole, lr=settings.global_rate, betas=settings.betas, eps=settings.epsilon
        )

    def set_rates(self, factor: float) -> None:
        """Set both learning rates to a share of their settings."""
        self.local.param_groups[0]["lr"] = self.settings.local_rate * factor
        self.whole.param_groups[0]["lr"] = self.settings.global_rate * factor

    def clear(self) -> None:
        """Clear gradients before a pass; the original leaves those of its global layers."""
        self.local.zero_grad()
        if not self.settings.accumulate_global_grads:
            self.whole.zero_grad()

    def step_local(self, *, shared: bool = True) -> None:
        """Step the local path; without `shared` the embedding stays that the global one reads."""
        if not shared:
            for parameter in self._shared:
                parameter.grad = None
        self.local.step()

    def step_global(self) -> None:
        self.whole.step()

    def tensors(self) -> dict[str, Tensor]:
        """Return moments, and gradients that last from step to step, by name."""
        tensors: dict[str, Tensor] = {}
        for name, optimiser in (("local", self.local), ("global", self.whole)):
            for index, parameter in enumerate(optimiser.param_groups[0]["params"]):
                for key, value in optimiser.state.get(parameter, {}).items():
                    tensors[f"adam/{name}/{index}/{key}"] = value.clone()
                lasting = name == "global" and self.settings.accumulate_global_grads
                if lasting and parameter.grad is not None:
                    tensors[f"gradient/{index}"] = parameter.grad.clone()
        return tensors

    def restore(self, tensors: dict[str, Tensor]) -> None:
        """Restore what tensors() returned."""
        for name, optimiser in (("local", self.local), ("global", self.whole)):
            for index, parameter in enumerate(optimiser.param_groups[0]["params"]):
                prefix = f"adam/{name}/{index}/"
                state = {k[len(prefix) :]: v.clone() for k, v in tensors.items()
                         if k.startswith(prefix)}  # fmt: skip
                state = {k: v if k == "step" else v.to(parameter.device) for k, v in state.items()}
                if state:
                    optimiser.state[parameter] = state
                if name == "global" and f"gradient/{index}" in tensors:
                    parameter.grad = tensors[f"gradient/{index}"].clone().to(parameter.device)


@dataclass
class TrainingState:
    """A point in an optimisation, as it is written into a checkpoint.

    Attributes:
        draft: displacements [F, T, 2], working units, if there is one.
        stage, step: the stage of the schedule, and the next step in it.
        started: the networks have left their initial parameters.
        tensors: parameters ("network/...") and optimiser state ("adam/...", "gradient/...").
    """

    draft: Tensor | None = None
    stage: int = 0
    step: int = 0
    started: bool = False
    tensors: dict[str, Tensor] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        networks: Sequence[AnyNetwork],
        optimisers: Optimisers | None,
        stage: int,
        step: int,
        draft: Tensor | None,
    ) -> TrainingState:
        """Copy the state of networks and optimisers before a step of a stage."""
        tensors = {
            f"network/{index}/{name}": value.detach().clone()
            for index, network in enumerate(networks)
            for name, value in network.named_parameters()
        }
        if optimisers is not None:
            tensors |= optimisers.tensors()
        return cls(draft, stage, step, True, tensors)

    @classmethod
    def load(cls, progress: Reporting) -> TrainingState:
        """Load the state of the last checkpoint, or return a new one."""
        checkpoint = progress.load_checkpoint()
        if checkpoint is None or checkpoint[1].get("kind") != KIND:
            return cls()
        arrays, metadata = checkpoint
        tensors = {name: torch.from_numpy(array.copy()) for name, array in arrays.items()}
        draft = tensors.pop("draft", None)
        started = metadata["started"] == "1"
        return cls(draft, int(metadata["stage"]), int(metadata["step"]), started, tensors)

    def save(self, progress: Reporting) -> None:
        """Write a checkpoint; Cancelled and Stopped from progress pass through."""
        arrays = dict(self.tensors)
        if self.draft is not None:
            arrays["draft"] = self.draft
        position = {"stage": str(self.stage), "step": str(self.step)}
        progress.save_checkpoint(
            arrays, {"kind": KIND, "started": "1" if self.started else "0", **position}
        )

    def restore(self, networks: Sequence[AnyNetwork]) -> None:
        """Copy the stored parameters into the networks; without any, leave them alone."""
        with torch.no_grad():
            for index, network in enumerate(networks):
                for name, parameter in network.named_parameters():
                    stored = self.tensors.get(f"network/{index}/{name}")
                    if stored is not None:
                        parameter.copy_(stored)

    def restore_optimisers(self, optimisers: Optimisers) -> None:
        optimisers.restore(self.tensors)
