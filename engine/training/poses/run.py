# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of the pose networks: one step of generator, encoder and discriminator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.poses.discriminator import Discriminator, Encoder
from engine.poses.generator import Generator, PoseNetworkSettings
from engine.training.loop import AveragedWeights, TrainingStep, TrainingTask, Values
from engine.training.poses.augmentation import AdaptiveProbability, augmented
from engine.training.poses.losses import (
    discriminator_loss,
    distribution_loss,
    generator_loss,
    gradient_penalty,
    path_length,
    picture_loss,
)
from engine.training.poses.pictures import FormPictures

_BANK = 1024  # styles of real pictures that are remembered
_MATCHED = 256  # styles of a batch that are compared with them
_ENCODER_RATE = 1e-3
_LEVEL = 0.4  # of the training pairs: source and target are one form


@dataclass(frozen=True)
class PoseRecipe:
    """What a step does.

    Attributes:
        batch: pairs of forms.
        random: pictures of random vectors. There are as many real pictures as both together.
        rate, judge_rate: learning rates of the generator and the discriminator; the mapping network
            learns at `PoseNetworkSettings.pace` times the first, and the encoder has its own.
        gamma: of R1, times side squared / real pictures.
        penalty_steps: steps from one R1 to the next.
        path: weight of the path length penalty, 0 for none; path_steps: from one to the next.
        mixing: probability of style mixing in random pictures.
        supervised: weight of the pictures whose truth is known; 0 trains as published.
        matched: weight of the distance of random styles to those of real pictures.
        steady: weight of the mean square of the encoder's numbers being 1.
        scatter: deviation of what is added to them before they are drawn, so that styles beside
            each other give pictures beside each other.
        own: weight of what the encoder misses of the generator's own pictures.
        adversarial: weight of the adversarial loss of generator and encoder.
        unjudged: first steps without a discriminator, with pictures whose truth is known alone.
        ema_kimg: half-life of the averaged weights, thousands of pictures.
        ada_target, ada_kimg: of the adaptive augmentation.
    """

    batch: int = 8
    random: int = 8
    rate: float = 5e-3
    judge_rate: float = 2.5e-3
    gamma: float = 4e-3
    penalty_steps: int = 16
    path: float = 0.0
    path_steps: int = 4
    mixing: float = 0.9
    supervised: float = 4.0
    matched: float = 1.0
    steady: float = 0.1
    scatter: float = 0.1
    own: float = 0.2
    adversarial: float = 0.3
    unjudged: int = 3000
    ema_kimg: float = 1.0
    ada_target: float = 0.6
    ada_kimg: float = 500.0


#: As published for 256 px: adversarial losses alone.
PUBLISHED = PoseRecipe(
    batch=0, random=32, rate=2.5e-3, gamma=2e-4, path=2.0, supervised=0.0, matched=0.0, own=1.0,
    adversarial=1.0, unjudged=0, ema_kimg=10.0,
)  # fmt: skip


class PoseRun(TrainingTask):
    """Generator, encoder and discriminator in training."""

    def __init__(
        self,
        data: FormPictures,
        settings: PoseNetworkSettings,
        recipe: PoseRecipe,
        seed: int,
        examine: Callable[[PoseRun], Values] | None = None,
    ) -> None:
        torch.manual_seed(seed)
        self.examine, self.steps = examine, 0
        self.data, self.settings, self.recipe = data, settings, recipe
        self.generator, self.encoder = Generator(settings), Encoder(settings)
        self.discriminator = Discriminator(settings)
        gradual = recipe.penalty_steps / (recipe.penalty_steps + 1)  # lazy regularisation
        steady = 0.5 if recipe.supervised else 0.0
        self.drawing = torch.optim.Adam(
            self.generator.parameters(), recipe.rate, (steady, 0.99), fused=True
        )
        self.finding = torch.optim.Adam(
            self.encoder.parameters(), _ENCODER_RATE, (0.5, 0.99), fused=True
        )
        self.judging = torch.optim.Adam(
            self.discriminator.parameters(),
            recipe.judge_rate * gradual,
            (0.0, 0.99**gradual),
            fused=True,
        )
        self.average = AveragedWeights(self._weights())
        self.ada = AdaptiveProbability(recipe.ada_target, recipe.ada_kimg)
        self.bank = torch.zeros(0, settings.w)
        self.path_mean = 0.0

    def _weights(self) -> dict[str, Tensor]:
        return {
            **{f"generator.{name}": p for name, p in self.generator.named_parameters()},
            **{f"encoder.{name}": p for name, p in self.encoder.named_parameters()},
        }

    def train_step(self, step: TrainingStep) -> Values:
        """Draw, let it be judged, learn; the same pictures then teach the discriminator."""
        rng, losses = step.rng(), dict[str, float]()
        self.steps = step.number + 1
        drawn, total = self._draw(rng, step.number, losses)
        judging = step.number >= self.recipe.unjudged
        if judging:
            fooled = generator_loss(self._judge(drawn))
            losses["generator"] = float(fooled.detach())
            total = total + self.recipe.adversarial * fooled
        for optimiser in (self.drawing, self.finding):
            optimiser.zero_grad()
        total.backward()  # type: ignore[no-untyped-call]
        for optimiser in (self.drawing, self.finding):
            optimiser.step()
        if judging:
            losses["discriminator"] = self._learn_to_judge(drawn.detach(), rng, step.number)
        pictures = len(drawn)
        decay = 0.5 ** (pictures / (1000 * self.recipe.ema_kimg))
        early = (step.number + 1) / (step.number + 10)  # the first weights are soon forgotten
        self.average.update(self._weights(), min(decay, early))
        return {**losses, "ada": self.ada.p}

    def _draw(
        self, rng: np.random.Generator, number: int, losses: dict[str, float]
    ) -> tuple[Tensor, Tensor]:
        """Return the pictures of a step and the losses that need no judge."""
        recipe, generator = self.recipe, self.generator
        random = recipe.random if number >= recipe.unjudged else 0
        styles = [self._random_styles(random)] if random else []
        loss = torch.zeros(())
        if recipe.supervised:
            pairs, truth, codes = self._pairs(rng)
            styles.append(pairs)
            self.bank = torch.cat([codes.detach(), self.bank])[:_BANK]
        every = torch.cat(styles)
        drawn = generator.synthesis(every)
        if recipe.supervised:
            apart = picture_loss(drawn[random:], truth)
            size = (codes.square().mean(0) - 1.0).square().mean()
            losses["picture"], losses["size"] = float(apart.detach()), float(size.detach())
            loss = loss + recipe.supervised * apart + recipe.steady * size
        if recipe.own and random:
            missed = self._missed(drawn[:random], every[:random])
            losses["encoder"] = float(missed.detach())
            loss = loss + recipe.own * missed
        if recipe.matched and len(self.bank) >= _MATCHED:
            w = generator.mapping(torch.randn(_MATCHED, self.settings.z))
            chosen = torch.from_numpy(rng.permutation(len(self.bank))[:_MATCHED])
            match = distribution_loss(w, self.bank[chosen])
            losses["match"] = float(match.detach())
            loss = loss + recipe.matched * match
        if recipe.path and number % recipe.path_steps == 0:
            penalty, self.path_mean = path_length(drawn, every, self.path_mean)
            loss = loss + recipe.path * recipe.path_steps * penalty
        return drawn, loss

    def _missed(self, drawn: Tensor, styles: Tensor) -> Tensor:
        """Return how far the encoder is from the styles of the generator's own pictures."""
        wanted, pose = styles[:, -1].detach().clone(), self.settings.pose
        wanted[:, :pose] = styles[:, 0, :pose].detach()
        missed: Tensor = (self.encoder(drawn.detach()) - wanted).square().mean()
        return missed

    def _random_styles(self, count: int) -> Tensor:
        """Return styles [count, layers, w] of random vectors; some of them are mixed."""
        generator = self.generator
        w = generator.mapping(torch.randn(2 * count, self.settings.z))
        first, second = generator.spread(w[:count]), generator.spread(w[count:])
        mixed = (torch.rand(count, 1, 1) < self.recipe.mixing).to(w.dtype)
        return first + mixed * (generator.mixed(first, second) - first)

    def _pairs(self, rng: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
        """Return mixed styles of two forms, the pictures they should give, and the encoder's codes.

        The source is one form at any time, the target any form at another time; the truth is the
        source's form at the target's time.
        """
        data, count = self.data, self.recipe.batch
        times = data.ink.shape[1]
        source, target = rng.integers(len(data), size=(2, count))
        target = np.where(rng.random(count) < _LEVEL, source, target)
        then, now = rng.integers(times, size=(2, count))
        if times == 1:
            target = source
        inputs = torch.cat([data.at(source, then), data.at(target, now)])
        codes = self.encoder(shaken(inputs, rng))
        generator = self.generator
        about = codes + self.recipe.scatter * torch.randn_like(codes)
        a, b = generator.spread(about[:count]), generator.spread(about[count:])
        return generator.mixed(a, b), data.at(source, now), codes

    def _judge(self, pictures: Tensor) -> Tensor:
        logits: Tensor = self.discriminator(augmented(pictures, self.ada.p))
        return logits

    def _learn_to_judge(self, drawn: Tensor, rng: np.random.Generator, number: int) -> float:
        recipe, data = self.recipe, self.data
        times, count = data.ink.shape[1], len(drawn)
        chosen = rng.integers(len(data), size=count), rng.integers(times, size=count)
        real = augmented(data.at(*chosen), self.ada.p)
        fake = augmented(drawn, self.ada.p)
        punish = number % recipe.penalty_steps == 0
        real.requires_grad_(punish)
        looks = self.discriminator(real)
        loss = discriminator_loss(looks, self.discriminator(fake))
        if punish:
            gamma = recipe.gamma * self.settings.resolution**2 / count
            loss = loss + gamma * recipe.penalty_steps * gradient_penalty(looks, real)
        self.judging.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self.judging.step()
        self.ada.saw(looks)
        return float(loss.detach())

    def evaluate(self) -> Values:
        """Measure the averaged networks."""
        return self.examine(self) if self.examine else {}

    def averaged(self) -> tuple[Generator, Encoder]:
        """Return generator and encoder with the averaged weights."""
        generator, encoder = Generator(self.settings), Encoder(self.settings)
        generator.load_state_dict(self.generator.state_dict())
        for name, network in (("generator", generator), ("encoder", encoder)):
            own = {
                key.removeprefix(name + "."): value
                for key, value in self.average.values.items()
                if key.startswith(name + ".")
            }
            network.load_state_dict(own, strict=False)
        return generator.eval(), encoder.eval()

    def state(self) -> dict[str, Any]:
        """Return steps, weights, optimisers, averages, augmentation and remembered styles."""
        return {
            **{name: getattr(self, name).state_dict() for name in _STATEFUL},
            "average": self.average.values,
            "ada": self.ada.state(),
            "bank": self.bank,
            "path_mean": self.path_mean,
            "steps": self.steps,
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        for name in _STATEFUL:
            getattr(self, name).load_state_dict(state[name])
        self.average.load(state["average"], torch.device("cpu"))
        self.ada.load(state["ada"])
        self.bank, self.path_mean = state["bank"], float(state["path_mean"])
        self.steps = int(state.get("steps", 0))  # checkpoints of before hold none


_STATEFUL = ("generator", "encoder", "discriminator", "drawing", "finding", "judging")


def shaken(pictures: Tensor, rng: np.random.Generator) -> Tensor:
    """Return pictures whose grey is a little off, so that the encoder doesn't rely on it."""
    gain = torch.from_numpy(rng.uniform(0.75, 1.1, (len(pictures), 1, 1, 1)).astype(np.float32))
    return ((pictures + 1) * gain - 1).clamp(-1, 1)
