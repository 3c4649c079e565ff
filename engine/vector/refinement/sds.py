# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Score distillation sampling (Poole et al. 2023): where a motion model pulls the points.

The optimisation only knows `MotionGuide`: a gradient of the displacements. The trajectory prior
gives it directly; a video model gives the same thing through rendered frames.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from engine.priors.base import MotionPrior, PointSketch
from engine.vector.settings import SdsSettings

_SEED_LIMIT = 2**63 - 1


@dataclass(frozen=True)
class StageView:
    """What one stage of the schedule sees.

    Attributes:
        sketch: the n tokens in sight, their objects counted from 0.
        tokens: long [n], which of the scene's tokens they are.
        texts: a caption for each object.
        text: one caption for the picture.
        loop: the motion closes.
    """

    sketch: PointSketch
    tokens: Tensor
    texts: tuple[str, ...]
    text: str
    loop: bool


@dataclass(frozen=True)
class Draw:
    """One random draw of the distillation.

    Attributes:
        level: the noise level, in (0, 1).
        seed: of the noise.
        guidance: strength of classifier-free guidance.
        done: share of the stage that is done.
    """

    level: float
    seed: int
    guidance: float
    done: float = 1.0


class MotionGuide(Protocol):
    """Anything that can pull displacements towards what a text describes."""

    @property
    def frames(self) -> int:
        """Number of frames it works on."""
        ...

    def gradient(self, view: StageView, displacements: Tensor, draw: Draw) -> Tensor:
        """Return the gradient [F, n, 2] at displacements [F, n, 2], working units, no autograd."""
        ...


@dataclass(frozen=True)
class PriorGuide:
    """A motion prior as a guide, by its score: w(level) (trajectory - estimate)."""

    prior: MotionPrior

    @property
    def frames(self) -> int:
        return self.prior.frames

    def gradient(self, view: StageView, displacements: Tensor, draw: Draw) -> Tensor:
        with torch.no_grad():
            return self.prior.score(
                view.sketch,
                view.texts,
                displacements,
                level=draw.level,
                noise_seed=draw.seed,
                guidance=draw.guidance,
                loop=view.loop,
            )


def distilled_gradient(
    guide: MotionGuide,
    view: StageView,
    displacements: Tensor,
    *,
    done: float,
    guidance: float,
    settings: SdsSettings,
    generator: torch.Generator,
) -> Tensor:
    """Return the SDS gradient [F, n, 2], averaged over the draws of a step.

    Args:
        guide: what pulls.
        view: what the stage sees, n tokens.
        displacements: [F, n, 2], working units, detached.
        done: share of the stage that is done; it sets the noise level.
        guidance: strength of classifier-free guidance in this pass.
        settings: noise levels and number of draws.
        generator: decides everything random in this step.
    """
    total = torch.zeros_like(displacements)
    for _ in range(settings.draws):
        level = noise_level(done, settings, generator)
        seed = int(torch.randint(_SEED_LIMIT, (1,), generator=generator))
        gradient = guide.gradient(view, displacements, Draw(level, seed, guidance, done))
        total += torch.nan_to_num(gradient)
    return total / settings.draws


def noise_level(done: float, settings: SdsSettings, generator: torch.Generator) -> float:
    """Draw a noise level around one that falls geometrically from highest to lowest."""
    jitter = float(torch.rand(1, generator=generator))
    if settings.spread >= 1.0:
        return settings.lowest + (settings.highest - settings.lowest) * jitter
    middle = settings.highest * math.exp(math.log(settings.lowest / settings.highest) * done)
    level = middle + settings.spread * (2.0 * jitter - 1.0)
    return min(settings.highest, max(settings.lowest, level))


def step_generator(*numbers: int) -> torch.Generator:
    """Return a generator that depends on these numbers alone (seed, stage, step, pass).

    A resumed job draws exactly what the undisturbed one would have drawn, and no state of a
    generator has to be stored.
    """
    mixed = 0x9E3779B97F4A7C15
    for number in numbers:
        # SplitMix64 (Steele et al. 2014), folded over the numbers.
        mixed = (mixed + number * 0x9E3779B97F4A7C15 + 1) % 2**64
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
        mixed ^= mixed >> 31
    return torch.Generator().manual_seed(mixed % _SEED_LIMIT)
