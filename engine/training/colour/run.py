# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of the colour network: a conditional GAN, 100 x L1 and binary cross-entropy.

As pix2pix (Isola et al. 2017): one step of the critic, one of the generator, Adam with beta1 0.5.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.colour.network.generator import ColourGenerator, GeneratorConfig
from engine.training.colour.batches import BatchMaker, ColourBatch
from engine.training.colour.discriminator import PatchDiscriminator
from engine.training.loop import (
    AveragedWeights,
    LoopSettings,
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
    set_learning_rate,
)

BATCH = 8
RATE = 6e-4
L1 = 100.0  # weight against the adversarial loss
DECAY = 0.995  # of the averaged weights; less in the first steps
EVALUATED = 48  # pictures that are held back, in an evaluation
EVALUATION_STEPS = 500  # steps between evaluations


class ColourRun(TrainingTask):
    """A generator and its critic, which learn from pairs of lines and colours.

    pictures, held_back: what is learned from, and what is measured on. generator: any module that
    is called as `ColourGenerator` is.
    """

    def __init__(
        self, generator: nn.Module, pictures: BatchMaker, held_back: BatchMaker,
        batch: int = BATCH, rate: float = RATE,
    ) -> None:  # fmt: skip
        self.generator, self.pictures, self.held_back = generator, pictures, held_back
        self.critic = PatchDiscriminator(int(pictures.nouns.shape[1]))
        self.batch, self.rate = batch, rate
        self.optimisers = [
            torch.optim.Adam(network.parameters(), rate, (0.5, 0.999))
            for network in (self.generator, self.critic)
        ]
        self.averaged = AveragedWeights(generator.state_dict())

    def train_step(self, step: TrainingStep) -> Values:
        """Take one step of the critic and one of the generator."""
        for optimiser in self.optimisers:
            set_learning_rate(optimiser, self.rate * step.rate)
        batch = self.pictures.random(step.rng(), self.batch)
        made = self.generator(batch.lines, batch.hints, batch.nouns)
        of_critic = 0.5 * (
            self._judged(batch, batch.colors, real=True)
            + self._judged(batch, made.detach(), real=False)
        )
        self._descend(1, of_critic)
        adversarial = self._judged(batch, made, real=True)
        distance = (batch.weights * (made - batch.colors).abs()).mean() / batch.weights.mean()
        whole = adversarial + L1 * distance
        self._descend(0, whole)
        decay = min(DECAY, 1.0 - 5.0 / (step.number + 5))
        floats = {k: v for k, v in self.generator.state_dict().items() if v.is_floating_point()}
        self.averaged.update(floats, decay)
        return {"generator": whole.detach(), "discriminator": of_critic.detach(),
                "L1": distance.detach()}  # fmt: skip

    def evaluate(self) -> Values:
        """Return the mean weighted L1 on pictures that are held back, without and with hints."""
        count = min(EVALUATED, len(self.held_back.pairs))
        chosen = np.linspace(0, len(self.held_back.pairs) - 1, count).astype(np.int64)
        net = self.averaged_generator()
        values = {}
        for name, rng in (("held back", None), ("held back, hints", np.random.default_rng(1))):
            batch = self.held_back.still(chosen, 0, rng)
            with torch.inference_mode():
                made = net(batch.lines, batch.hints, batch.nouns)
            distance = (batch.weights * (made - batch.colors).abs()).mean() / batch.weights.mean()
            values[name] = float(distance)
        return values

    def averaged_generator(self) -> nn.Module:
        """Return the generator with the averaged weights, for use."""
        own = {name: value.clone() for name, value in self.generator.state_dict().items()}
        self.generator.load_state_dict({**own, **self.averaged.values})
        used = copy.deepcopy(self.generator)
        self.generator.load_state_dict(own)
        return used.eval()

    def state(self) -> dict[str, Any]:
        """Return weights, averages and the optimisers' states."""
        return {
            "generator": self.generator.state_dict(),
            "critic": self.critic.state_dict(),
            "averaged": self.averaged.values,
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        self.generator.load_state_dict(state["generator"])
        self.critic.load_state_dict(state["critic"])
        self.averaged.load(state["averaged"], torch.device("cpu"))
        for optimiser, saved in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(saved)

    def _judged(self, batch: ColourBatch, colors: Tensor, *, real: bool) -> Tensor:
        odds = self.critic(colors, batch.lines, batch.hints, batch.nouns)
        truth = torch.full_like(odds, float(real))
        return functional.binary_cross_entropy_with_logits(odds, truth)

    def _descend(self, number: int, loss: Tensor) -> None:
        self.optimisers[number].zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimisers[number].step()


def colour_loop(
    folder: Path,
    config: GeneratorConfig,
    pictures: BatchMaker,
    held_back: BatchMaker,
    settings: LoopSettings,
) -> TrainingLoop[ColourRun]:
    """Begin a run in a folder, or resume the one that is there, on icons of the same sets."""
    torch.manual_seed(settings.seed)
    task = ColourRun(ColourGenerator(config), pictures, held_back)
    sets = sorted({*pictures.pairs.sources, *held_back.pairs.sources})
    identity = {**config.to_json(), "seed": settings.seed, "sets": sets}
    return TrainingLoop(task, folder, settings, held_then_falling, identity)


def held_then_falling(number: int, progress: float) -> float:
    """Return the factor of the learning rate: a short rise, held for 70 %, then down to 2 %."""
    rise = min(1.0, (number + 1) / 50)
    return rise * (1.0 if progress < 0.7 else max(0.02, (1.0 - progress) / 0.3))
