# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps of deterministic DDIM (Song et al. 2021, eta = 0), downwards and upwards in noise.

With a the alpha bar at a step's timestep t, and b the one at the level below it:

    down:  x_b = sqrt(b) (x_t - sqrt(1 - a) e) / sqrt(a) + sqrt(1 - b) e
    up:    x_t = sqrt(a) (x_b - sqrt(1 - b) e) / sqrt(b) + sqrt(1 - a) e

Each undoes the other for the same noise e.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from torch import Tensor

from engine.priors.video.noise_schedule import NoiseSchedule


@dataclass(frozen=True)
class Steps:
    """The noise levels that sampling goes through.

    Attributes:
        timesteps: of the schedule, from the noisiest down.
        above: alpha bar at each step's timestep.
        below: alpha bar at the level that each step leads to.
    """

    timesteps: tuple[int, ...]
    above: tuple[float, ...]
    below: tuple[float, ...]

    @classmethod
    def of(cls, schedule: NoiseSchedule, config: Mapping[str, object], count: int) -> Steps:
        """Return `count` evenly spaced steps.

        config: of a diffusers scheduler, whose spacing is "leading": 25 steps of 1000 with an
        offset of 1 are 961, 921, ..., 41, 1.
        """
        levels = len(schedule.alpha_bars)
        stride = levels // count
        offset = cast(int, config.get("steps_offset", 0))
        timesteps = tuple(
            min(levels - 1, stride * number + offset) for number in reversed(range(count))
        )
        last = 1.0 if config.get("set_alpha_to_one", True) else float(schedule.alpha_bars[0])
        above = tuple(float(schedule.alpha_bars[step]) for step in timesteps)
        below = tuple(
            float(schedule.alpha_bars[step - stride]) if step >= stride else last
            for step in timesteps
        )
        return cls(timesteps, above, below)

    def __len__(self) -> int:
        return len(self.timesteps)

    def clean(self, noisy: Tensor, noise: Tensor, step: int) -> Tensor:
        """Return what is left of a noisy latent when its noise is taken away."""
        above = self.above[step]
        return (noisy - math.sqrt(1 - above) * noise) / math.sqrt(above)

    def down(self, noisy: Tensor, noise: Tensor, step: int) -> Tensor:
        """Return the latent one step down: less noisy."""
        below = self.below[step]
        return math.sqrt(below) * self.clean(noisy, noise, step) + math.sqrt(1 - below) * noise

    def up(self, latent: Tensor, noise: Tensor, step: int) -> Tensor:
        """Return the latent one step up: from the level below `step` to its timestep."""
        above, below = self.above[step], self.below[step]
        clean = (latent - math.sqrt(1 - below) * noise) / math.sqrt(below)
        return math.sqrt(above) * clean + math.sqrt(1 - above) * noise
