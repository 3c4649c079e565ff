# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What trainings share that learn one network and use the average of its weights."""

from __future__ import annotations

from typing import Any, TypeVar

import torch
from torch import Tensor, nn

from engine.training.loop import AveragedWeights, TrainingTask

Network = TypeVar("Network", bound=nn.Module)

DECAY = 0.995  # of the average, after the first steps


class AveragedTask(TrainingTask):
    """A network that learns, its optimiser, and the average of its weights."""

    def __init__(self, network: nn.Module, optimiser: torch.optim.Optimizer) -> None:
        self.learning, self.optimiser = network, optimiser
        self.averaged = AveragedWeights(floats_of(network))

    def average(self, number: int) -> None:
        """Take the weights after step `number` into their average."""
        self.averaged.update(floats_of(self.learning), min(DECAY, 1.0 - 5.0 / (number + 5)))

    def with_average(self, network: Network) -> Network:
        """Return another network of the same kind with the averaged weights, for use."""
        network.load_state_dict({**network.state_dict(), **self.averaged.values})
        return network.eval()

    def state(self) -> dict[str, Any]:
        """Return weights, averages and the optimiser's state."""
        return {
            "network": self.learning.state_dict(),
            "averaged": self.averaged.values,
            "optimiser": self.optimiser.state_dict(),
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        self.learning.load_state_dict(state["network"])
        self.averaged.load(state["averaged"], torch.device("cpu"))
        self.optimiser.load_state_dict(state["optimiser"])


def floats_of(network: nn.Module) -> dict[str, Tensor]:
    """Return the weights of a network that are fractions."""
    return {k: v for k, v in network.state_dict().items() if v.is_floating_point()}
