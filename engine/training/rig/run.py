# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of RigNet: batches of drawn figures, Muon and AdamW, averaged weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine.puppets.figures import LabelledDrawing
from engine.rig.classes import RigNetConfig
from engine.training.loop import (
    AveragedWeights,
    LoopSettings,
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
)
from engine.training.optimisers import MuonAndAdam
from engine.training.rig.batches import make_batch
from engine.training.rig.driven import driven_error
from engine.training.rig.losses import losses, measure, total
from engine.training.rig.network import LearningRigNet
from engine.training.rig.shards import Shard

MUON_RATE, ADAM_RATE = 0.02, 2e-3
BATCH = 24
STEPS_A_SHARD = 300  # after so many steps one more file of figures is used
DECAY = 0.995  # of the averaged weights; less in the first steps
_LOG_STEPS, _EVALUATION_STEPS = 100, 500
_DRIVEN = 60  # drawings that are moved in each evaluation


class RigRun(TrainingTask):
    """A RigNet that learns from shards of drawn figures."""

    def __init__(
        self, config: RigNetConfig, shards: Sequence[Shard], held_back: Sequence[LabelledDrawing]
    ) -> None:
        self.net = LearningRigNet(config)
        self.shards, self.held_back = shards, held_back
        self.optimiser = MuonAndAdam(self.net, MUON_RATE, ADAM_RATE)
        self.averaged = AveragedWeights(self.net.state_dict())

    def train_step(self, step: TrainingStep) -> Values:
        """Take one step on BATCH drawings."""
        rng = step.rng()
        count = min(len(self.shards), 1 + step.number // STEPS_A_SHARD)
        sizes = np.array([len(self.shards[number]) for number in range(count)])
        chosen = rng.choice(count, BATCH, p=sizes / sizes.sum())
        drawings = [self.shards[s][int(rng.integers(sizes[s]))] for s in chosen]
        batch = make_batch(drawings, rng)
        self.net.zero_grad(set_to_none=True)
        output = self.net(batch.drawings, batch.plan)
        terms = losses(output, batch)
        total(terms).backward()  # type: ignore[no-untyped-call]
        self.optimiser.step(step.rate)
        decay = min(DECAY, 1.0 - 5.0 / (step.number + 5))
        self.averaged.update(self.net.state_dict(), decay)
        return {name: value.detach() for name, value in terms.items()}

    def evaluate(self) -> Values:
        """Measure the averaged weights on drawings that are held back: means over the plans."""
        net = self.averaged_net()
        rows = measure(net, self.held_back).values()
        names = ("parts", "joint error", "PCK@0.1", "plan")
        values = {name: float(np.mean([row[name] for row in rows])) for name in names}
        return {**values, "driven error": driven_error(net.learnt(), self.held_back[:_DRIVEN])}

    def averaged_net(self) -> LearningRigNet:
        """Return the network with the averaged weights."""
        net = LearningRigNet(self.net.config)
        net.load_state_dict(self.averaged.values)
        return net.eval()

    def state(self) -> dict[str, Any]:
        """Return weights, averages and the optimisers' state."""
        return {
            "net": self.net.state_dict(),
            "averaged": self.averaged.values,
            "optimiser": self.optimiser.state_dict(),
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        self.net.load_state_dict(state["net"])
        self.averaged.load(state["averaged"], torch.device("cpu"))
        self.optimiser.load_state_dict(state["optimiser"])


def rig_loop(
    folder: Path,
    config: RigNetConfig,
    shards: Sequence[Shard],
    held_back: Sequence[LabelledDrawing],
    settings: LoopSettings,
) -> TrainingLoop[RigRun]:
    """Begin a run in a folder, or resume the one that is there."""
    torch.manual_seed(settings.seed)
    task = RigRun(config, shards, held_back)
    identity = {**config.to_json(), "seed": settings.seed}
    return TrainingLoop(task, folder, settings, held_then_falling, identity)


def held_then_falling(number: int, progress: float) -> float:
    """Return the factor of the learning rate: a short rise, held for 40 %, then down to 2 %."""
    rise = min(1.0, (number + 1) / 60)
    return rise * (1.0 if progress < 0.4 else max(0.02, 1.0 - (progress - 0.4) / 0.6))


def loop_settings(steps: int, session_minutes: float, seed: int) -> LoopSettings:
    """Return the settings of a run of this training."""
    return LoopSettings(
        steps=steps,
        session_minutes=session_minutes,
        seed=seed,
        log_steps=_LOG_STEPS,
        evaluation_steps=_EVALUATION_STEPS,
    )
