# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much noise the timesteps of a diffusion model mean (Ho et al. 2020; Song et al. 2021)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor

from addon.contract.errors import BadInput

#: Live-Sketch draws its timesteps from 50..948 of 1000, both among them.
FIRST, LAST = 50, 948


@dataclass(frozen=True)
class NoiseSchedule:
    """The amount of noise at each of T timesteps, and what the diffusion model predicts.

    Attributes:
        alpha_bars: float64 [T], for each timestep the share of a noised latent's variance that is
            not noise: near 1 at timestep 0, near 0 at the last timestep.
        kind: what the model predicts, "epsilon" (the noise) or "v_prediction".
    """

    alpha_bars: Tensor
    kind: str = "epsilon"

    @classmethod
    def of(cls, config: Mapping[str, object]) -> NoiseSchedule:
        """Read a diffusers scheduler's settings. Raises BadInput for an unknown schedule.

        snr_shift_scale (of CogVideoX) divides the ratio of signal to noise.
        """
        steps = cast(int, config.get("num_train_timesteps", 1000))
        low = cast(float, config.get("beta_start", 0.0001))
        high = cast(float, config.get("beta_end", 0.02))
        form = config.get("beta_schedule", "linear")
        kind = str(config.get("prediction_type", "epsilon"))
        if form == "scaled_linear":
            betas = torch.linspace(low**0.5, high**0.5, steps, dtype=torch.float64) ** 2
        elif form == "linear":
            betas = torch.linspace(low, high, steps, dtype=torch.float64)
        else:
            raise BadInput("The model's noise schedule {form!r} is not known here.", form=form)
        if kind not in ("epsilon", "v_prediction"):
            raise BadInput("The model predicts {kind!r}, which is not known here.", kind=kind)
        alpha_bars: Tensor = torch.cumprod(1 - betas, 0)
        shift = float(cast(float, config.get("snr_shift_scale") or 1.0))
        alpha_bars = alpha_bars / (shift + (1 - shift) * alpha_bars)
        if config.get("rescale_betas_zero_snr"):
            alpha_bars = without_signal_at_last(alpha_bars)
        return cls(alpha_bars, kind)

    def timestep(self, level: float) -> int:
        """Return the timestep of a noise level from 0.05 (least noise) to 0.95 (most noise).

        A uniformly drawn level gives Live-Sketch's UniformInt(50, 948).
        """
        share = (level - 0.05) / 0.9
        count = LAST - FIRST + 1
        step = FIRST + min(count - 1, max(0, int(share * count + 1e-9)))
        return step * len(self.alpha_bars) // 1000

    def noisy(self, clean: Tensor, noise: Tensor, timestep: int) -> Tensor:
        """Add noise to clean latents: sqrt(alpha_bar) clean + sqrt(1 - alpha_bar) noise.

        alpha_bar: the value of `alpha_bars` at the timestep.
        """
        alpha = float(self.alpha_bars[timestep])
        return clean * math.sqrt(alpha) + noise * math.sqrt(1 - alpha)

    def weight(self, timestep: int) -> float:
        """Return the factor on the gradient of score distillation (SDS) at a timestep.

        The gradient says how the model would change a noised picture. The factor is the share of
        noise in that picture's variance, 1 - alpha_bars[timestep]: 0 without noise, 1 for pure
        noise.
        """
        return 1.0 - float(self.alpha_bars[timestep])

    def noise_of(self, predicted: Tensor, noisy: Tensor, timestep: int) -> Tensor:
        """Return the noise in the latents `noisy`, from what the model predicted for them.

        predicted: the model's output, of the kind that `kind` names.
        """
        if self.kind == "epsilon":
            return predicted
        alpha = float(self.alpha_bars[timestep])
        return predicted * math.sqrt(alpha) + noisy * math.sqrt(1 - alpha)


def without_signal_at_last(alpha_bars: Tensor) -> Tensor:
    """Return `alpha_bars` [T] stretched so that the last timestep is pure noise.

    Source: Lin et al., "Common Diffusion Noise Schedules and Sample Steps are Flawed" (2023).
    """
    root = alpha_bars.sqrt()
    return ((root - root[-1]) * root[0] / (root[0] - root[-1])).square()
