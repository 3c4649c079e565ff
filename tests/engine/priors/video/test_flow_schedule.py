# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
import torch

from engine.priors.video.flow_schedule import FlowSchedule
from engine.priors.video.noise_schedule import NoiseSchedule


@pytest.mark.parametrize("time", [0.05, 0.5, 0.9])
def test_where_one_video_is_known_the_pull_leads_straight_to_it(time: float) -> None:
    """All flow to the point m has the velocity (x_s - m) / s; the pull at x is then x - m."""
    clean, noise, mean = torch.randn(3, 2, 4, 3, 3, generator=torch.Generator().manual_seed(1))
    schedule = FlowSchedule()
    velocity = (schedule.noisy(clean, noise, time) - mean) / time
    pull = schedule.pull(velocity, clean, noise, time)
    torch.testing.assert_close(pull, clean - mean, atol=1e-4, rtol=1e-4)


def test_noise_that_leads_to_the_clean_latents_needs_no_correction() -> None:
    clean, noise = torch.randn(2, 4, 3, 3, generator=torch.Generator().manual_seed(1))
    schedule = FlowSchedule()
    true = noise - clean
    torch.testing.assert_close(schedule.corrected(noise, true, clean, 0.4), noise)
    wrong = schedule.corrected(noise + 1, true, clean, 0.4)
    torch.testing.assert_close(wrong, noise + 0.4)


def test_times_are_shifted_as_the_schedulers_of_diffusers_do() -> None:
    from diffusers import FlowMatchEulerDiscreteScheduler, UniPCMultistepScheduler

    euler = FlowMatchEulerDiscreteScheduler(shift=5.0)
    schedule = FlowSchedule.of(dict(euler.config))
    for index, level in ((250, 0.75), (500, 0.5), (900, 0.1)):
        assert schedule.time(level) == pytest.approx(float(euler.sigmas[index]), abs=1e-5)
    wan = UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
    )
    assert FlowSchedule.of(dict(wan.config)) == FlowSchedule(3.0)
    assert FlowSchedule().time(0.3) == 0.3


def test_a_shift_by_size_is_that_of_the_pipelines() -> None:
    import math

    from diffusers.pipelines.ltx.pipeline_ltx import calculate_shift

    for tokens in (256, 1000, 4096):
        shift = FlowSchedule.of({"use_dynamic_shifting": True}, tokens).shift
        assert shift == pytest.approx(math.exp(calculate_shift(tokens)))


def test_noise_of_cogvideox_is_that_of_its_scheduler() -> None:
    from diffusers import CogVideoXDDIMScheduler

    scheduler = CogVideoXDDIMScheduler(
        prediction_type="v_prediction", rescale_betas_zero_snr=True, snr_shift_scale=3.0
    )
    schedule = NoiseSchedule.of(dict(scheduler.config))
    torch.testing.assert_close(
        schedule.alpha_bars, scheduler.alphas_cumprod.double(), atol=1e-6, rtol=1e-5
    )
    assert float(schedule.alpha_bars[-1]) == 0.0
