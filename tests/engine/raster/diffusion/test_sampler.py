# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip is sampled as the paper has it; what it holds on to stays; what it costs is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from engine.raster.cost import work_of
from engine.raster.diffusion.chaining import ClipPlan
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.inversion import InversionRecord, invert
from engine.raster.diffusion.reference import Reference, mean_trajectory
from engine.raster.diffusion.sampler import (
    ClipConditions,
    ClipState,
    guided_noise,
    sample,
    start_clip,
)
from engine.raster.settings import FAITHFUL, RasterSettings

OURS = RasterSettings(steps=6)
THEIRS = replace(FAITHFUL, steps=6)


def _clean(seed: int = 0) -> Tensor:
    return torch.randn(4, 8, 8, generator=torch.Generator().manual_seed(seed))


def _way(
    denoiser: Denoiser,
    steps: Steps,
    settings: RasterSettings,
    seed: int = 0,
    record: InversionRecord | None = None,
) -> Tensor:
    chosen = settings.inversion
    clip = _clean(seed).expand(chosen.frames, -1, -1, -1)
    still = not settings.faithful
    return mean_trajectory(
        invert(denoiser, clip, steps, rounds=chosen.rounds, still=still, record=record)
    )


def test_guidance_is_the_usual_formula(denoiser: Denoiser) -> None:
    clip = torch.randn(3, 4, 8, 8)
    plain = denoiser.noise(clip[None], 500, [""])[0]
    prompted = denoiser.noise(clip[None], 500, ["it runs"])[0]
    found = guided_noise(denoiser, clip, 500, "it runs", 7.0)
    assert torch.allclose(found, plain + 7 * (prompted - plain), atol=1e-4)
    assert torch.allclose(guided_noise(denoiser, clip, 500, "it runs", 1.0), prompted, atol=1e-5)


def test_frame_0_stays_the_drawing(denoiser: Denoiser, few_steps: Steps) -> None:
    way = _way(denoiser, few_steps, OURS)
    conditions = ClipConditions(Reference(way))
    found = sample(denoiser, start_clip(conditions, 4, 0), conditions, few_steps, "it runs", OURS)
    assert torch.allclose(found[0], _clean(), atol=1e-6)
    free = replace(OURS, clamp=False)
    loose = sample(denoiser, start_clip(conditions, 4, 0), conditions, few_steps, "it runs", free)
    assert not torch.allclose(loose[0], _clean(), atol=1e-2)


def test_a_returning_clip_ends_at_the_drawing(denoiser: Denoiser, few_steps: Steps) -> None:
    first = Reference(_way(denoiser, few_steps, OURS, seed=1))
    drawing = Reference(_way(denoiser, few_steps, OURS))
    conditions = ClipConditions(first, last=drawing, drawing=drawing)
    found = sample(denoiser, start_clip(conditions, 4, 0), conditions, few_steps, "it runs", OURS)
    assert torch.allclose(found[0], _clean(1), atol=1e-6)
    assert torch.allclose(found[-1], _clean(), atol=1e-6)


@pytest.mark.parametrize("settings", [OURS, THEIRS], ids=["ours", "faithful"])
def test_a_clip_goes_on_from_any_step(
    denoiser: Denoiser, few_steps: Steps, settings: RasterSettings
) -> None:
    way = _way(denoiser, few_steps, settings)
    kept: list[tuple[ClipState, Tensor]] = []

    def watch(clip: ClipState, seen: Tensor) -> None:
        kept.append((ClipState(clip.latents.clone(), clip.step), conditions.first.clip.clone()))

    conditions = ClipConditions(Reference(way, settings.faithful))
    whole = sample(
        denoiser,
        start_clip(conditions, 4, 0),
        conditions,
        few_steps,
        "it runs",
        settings,
        on_step=watch,
    )
    clip, latent = kept[2]
    again = ClipConditions(Reference(way, settings.faithful))
    again.first.clip = latent
    resumed = sample(denoiser, clip, again, few_steps, "it runs", settings)
    assert clip.step == 6
    assert torch.allclose(resumed, whole, atol=1e-5)


def test_the_noise_of_a_seed_is_the_same_everywhere(denoiser: Denoiser, few_steps: Steps) -> None:
    conditions = ClipConditions(Reference(_way(denoiser, few_steps, OURS)))
    first, second, other = (start_clip(conditions, 5, seed).latents for seed in (3, 3, 4))
    assert torch.equal(first, second)
    assert torch.equal(first[0], conditions.first.trajectory[0])
    assert not torch.equal(first[1:], other[1:])
    assert float(first[1:].std()) == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("settings", [OURS, THEIRS], ids=["ours", "faithful"])
def test_what_a_clip_costs_is_known_before(
    denoiser: Denoiser, few_steps: Steps, settings: RasterSettings
) -> None:
    recorded = InversionRecord(settings.composing)
    way = _way(denoiser, few_steps, settings, record=recorded)
    kept = {} if settings.faithful else recorded.features
    conditions = ClipConditions(Reference(way, settings.faithful, recorded=kept))
    sample(denoiser, start_clip(conditions, 5, 0), conditions, few_steps, "it runs", settings)
    work = work_of([ClipPlan(5)], settings, 64)
    assert work.passed == denoiser.frames
    assert (work.frames, work.decoded) == (5, 5)


def test_kept_features_are_those_that_would_be_asked_for(
    denoiser: Denoiser, few_steps: Steps
) -> None:
    recorded = InversionRecord(lambda step: step == 2, with_values=True)
    way = _way(denoiser, few_steps, OURS, record=recorded)
    assert list(recorded.features) == [2]
    asked = torch.stack([recorded.inputs[step] for step in range(6)])
    again = Reference(way, inputs=asked).features(denoiser, few_steps, 2, with_values=True)
    kept = Reference(way, inputs=asked, recorded=recorded.features)
    calls = denoiser.calls
    found = kept.features(denoiser, few_steps, 2, with_values=True)
    assert denoiser.calls == calls
    for part in ("queries", "keys", "values", "temporal_keys"):
        ours, theirs = getattr(found, part), getattr(again, part)
        assert ours.keys() == theirs.keys()
        assert all(torch.allclose(ours[name], theirs[name], atol=1e-5) for name in ours)
    kept.features(denoiser, few_steps, 1)
    assert denoiser.calls == calls + 1


def test_the_paper_lets_go_of_the_queries_frame_by_frame() -> None:
    theirs = [FAITHFUL.query_frames(step, 10) for step in range(16)]
    assert theirs == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1, 1, 1, 1, 1, 1]
    assert [RasterSettings().query_frames(step, 10) for step in range(16)] == theirs
    assert [step for step in range(25) if FAITHFUL.composing(step)] == list(range(16))
    aligned = replace(FAITHFUL, alignment=replace(FAITHFUL.alignment, on=True))
    assert [step for step in range(25) if aligned.aligning(step)] == list(range(10))
