# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The baseline of the pose networks: DCGAN (Radford et al. 2015), on the same pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.training.loop import TrainingStep, TrainingTask, Values
from engine.training.poses.pictures import FormPictures

NOISE = 100  #: length of the random vectors
_RATE, _BETAS = 2e-4, (0.5, 0.999)


class BaselineGenerator(nn.Module):
    """Transposed convolutions from noise [B, NOISE] to pictures [B, 1, side, side], -1..1."""

    def __init__(self, side: int, width: int) -> None:
        super().__init__()
        blocks = side.bit_length() - 3  # doublings from 4 px
        widths = [width * 2**n for n in reversed(range(blocks))]
        layers: list[nn.Module] = [nn.ConvTranspose2d(NOISE, widths[0], 4, bias=False)]
        for before, after in zip(widths, [*widths[1:], 1], strict=True):
            layers += [nn.BatchNorm2d(before), nn.ReLU()]
            layers.append(nn.ConvTranspose2d(before, after, 4, 2, 1, bias=after == 1))
        self.layers = nn.Sequential(*layers, nn.Tanh())

    def forward(self, noise: Tensor) -> Tensor:
        """Draw noise [B, NOISE]."""
        out: Tensor = self.layers(noise[:, :, None, None])
        return out


class BaselineDiscriminator(nn.Module):
    """Convolutions with stride 2 from pictures to logits [B]."""

    def __init__(self, side: int, width: int) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Conv2d(1, width, 4, 2, 1), nn.LeakyReLU(0.2)]
        wide = width
        for _ in range(side.bit_length() - 4):
            layers += [nn.Conv2d(wide, 2 * wide, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * wide)]
            layers.append(nn.LeakyReLU(0.2))
            wide *= 2
        self.layers = nn.Sequential(*layers, nn.Conv2d(wide, 1, 4))

    def forward(self, pictures: Tensor) -> Tensor:
        """Return how real pictures look."""
        out: Tensor = self.layers(pictures).flatten()
        return out


class BaselineRun(TrainingTask):
    """DCGAN in training."""

    def __init__(
        self,
        data: FormPictures,
        width: int,
        batch: int,
        seed: int,
        examine: Callable[[BaselineRun], Values] | None = None,
    ) -> None:
        torch.manual_seed(seed)
        side = data.ink.shape[-1]
        self.data, self.batch, self.examine = data, batch, examine
        self.generator, self.discriminator = (
            BaselineGenerator(side, width),
            BaselineDiscriminator(side, width),
        )
        for network in (self.generator, self.discriminator):
            network.apply(_initialised)
        self.drawing = torch.optim.Adam(self.generator.parameters(), _RATE, _BETAS)
        self.judging = torch.optim.Adam(self.discriminator.parameters(), _RATE, _BETAS)

    def train_step(self, step: TrainingStep) -> Values:
        """Let the discriminator learn, then the generator."""
        rng, data = step.rng(), self.data
        forms = rng.integers(len(data), size=self.batch)
        real = data.at(forms, rng.integers(data.ink.shape[1], size=self.batch))
        fake = self.generator(torch.randn(self.batch, NOISE))
        judged = F.softplus(-self.discriminator(real)) + F.softplus(
            self.discriminator(fake.detach())
        )
        self.judging.zero_grad()
        judged.mean().backward()  # type: ignore[no-untyped-call]
        self.judging.step()
        drawn = F.softplus(-self.discriminator(fake)).mean()
        self.drawing.zero_grad()
        drawn.backward()  # type: ignore[no-untyped-call]
        self.drawing.step()
        return {"generator": drawn.detach(), "discriminator": judged.mean().detach()}

    def evaluate(self) -> Values:
        """Measure the generator."""
        return self.examine(self) if self.examine else {}

    def state(self) -> dict[str, Any]:
        """Return weights and optimisers."""
        return {name: getattr(self, name).state_dict() for name in _STATEFUL}

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        for name in _STATEFUL:
            getattr(self, name).load_state_dict(state[name])


_STATEFUL = ("generator", "discriminator", "drawing", "judging")


def _initialised(module: nn.Module) -> None:
    if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
        nn.init.normal_(module.weight, 0.0, 0.02)
    elif isinstance(module, nn.BatchNorm2d):
        nn.init.normal_(module.weight, 1.0, 0.02)
