# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""DDIM steps are those of diffusers' own scheduler, and go both ways."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from diffusers import DDIMScheduler

from engine.priors.video.noise_schedule import NoiseSchedule
from engine.raster.diffusion.ddim import Steps
from engine.training.video.architecture import MS_1_7B


def _steps(count: int, **changed: Any) -> tuple[Steps, DDIMScheduler]:
    config = {**MS_1_7B.scheduler, **changed}
    scheduler = DDIMScheduler(**config)
    scheduler.set_timesteps(count)
    return Steps.of(NoiseSchedule.of(config), config, count), scheduler


def test_the_timesteps_of_the_original() -> None:
    steps, _ = _steps(25)
    assert steps.timesteps[:2] == (961, 921)
    assert steps.timesteps[-2:] == (41, 1)


@pytest.mark.parametrize("count", [7, 25, 50])
@pytest.mark.parametrize("to_one", [False, True])
def test_steps_down_are_those_of_diffusers(count: int, to_one: bool) -> None:
    steps, scheduler = _steps(count, set_alpha_to_one=to_one)
    assert steps.timesteps == tuple(int(t) for t in scheduler.timesteps)
    generator = torch.Generator().manual_seed(0)
    latent, noise = torch.randn(2, 4, 8, 8, generator=generator, dtype=torch.float64)
    for place, timestep in enumerate(steps.timesteps):
        theirs = scheduler.step(noise, timestep, latent, eta=0.0)
        assert torch.allclose(steps.down(latent, noise, place), theirs.prev_sample, atol=1e-5)
        assert torch.allclose(
            steps.clean(latent, noise, place), theirs.pred_original_sample, atol=1e-4
        )


def test_a_step_up_undoes_a_step_down() -> None:
    steps, _ = _steps(25)
    generator = torch.Generator().manual_seed(0)
    latent, noise = torch.randn(2, 4, 8, 8, generator=generator, dtype=torch.float64)
    for place in range(25):
        back = steps.up(steps.down(latent, noise, place), noise, place)
        assert torch.allclose(back, latent, atol=1e-9)
