# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch
from diffusers import DDIMScheduler

from engine.priors.video.pipelines.animate_diff import SCHEDULER
from engine.raster.image_to_video.held_latents import HeldLatents


class AnimateDiffStandIn(SimpleNamespace):
    """A pipeline of which only the scheduler is asked."""


def _held(skipped: int) -> HeldLatents:
    scheduler = DDIMScheduler(**SCHEDULER)
    scheduler.set_timesteps(6)
    scheduler.timesteps = scheduler.timesteps[skipped:]  # as a resumed run has them
    clean = torch.ones(1, 4, 3, 2, 2)
    free = torch.zeros(1, 1, 1, 2, 2)
    free[..., 0] = 1
    return HeldLatents(AnimateDiffStandIn(scheduler=scheduler), clean, free)


@pytest.mark.parametrize("done", [3, 4, 6])
def test_what_is_held_has_the_noise_of_the_next_step_also_after_a_stop(done: int) -> None:
    latents = torch.full((1, 4, 3, 2, 2), 7.0)
    whole = _held(0).hold(latents, done)
    assert torch.equal(_held(2).hold(latents, done), whole)
    assert bool((whole[..., 0] == 7).all())
    assert bool((whole[..., 1] != 7).all())


def test_after_the_last_step_it_is_without_noise() -> None:
    held = _held(0).hold(torch.zeros(1, 4, 3, 2, 2), 6)
    assert torch.equal(held[..., 1], torch.ones(1, 4, 3, 2))
