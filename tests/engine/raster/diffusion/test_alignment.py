# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Alignment lowers its loss, and nothing else is touched."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from engine.priors.video.model import DiffusersVideo
from engine.raster.diffusion.alignment import align, alignment_loss
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.recompute import recomputed
from engine.raster.settings import AlignmentSettings

SETTINGS = AlignmentSettings(on=True, rounds=4, rate=1e-2)
LEVEL = 700


def _clip() -> tuple[Tensor, Tensor]:
    noise = torch.randn(4, 4, 8, 8, generator=torch.Generator().manual_seed(0))
    return noise[0], noise[1:]


def _target(denoiser: Denoiser, first: Tensor) -> Tensor:
    return denoiser.noise(first[None, None], LEVEL, [""])[0, 0]


def test_alignment_lowers_its_loss(denoiser: Denoiser) -> None:
    first, others = _clip()
    before = others.clone()
    target = _target(denoiser, first)
    moved, losses = align(denoiser, first, others, target, LEVEL, "it runs", SETTINGS)
    last = float(alignment_loss(denoiser, first, moved, target, LEVEL, "it runs"))
    assert losses == sorted(losses, reverse=True)
    assert last < losses[-1] < losses[0]
    assert torch.equal(others, before)
    assert moved.dtype == torch.float32
    assert not moved.requires_grad


def test_the_original_returns_the_latents_from_before_its_last_step(denoiser: Denoiser) -> None:
    first, others = _clip()
    target = _target(denoiser, first)
    moved = others.clone().requires_grad_(True)
    optimiser = torch.optim.Adam([moved], lr=SETTINGS.rate)
    before_each = []
    for _ in range(3):
        before_each.append(moved.detach().clone())
        loss = alignment_loss(denoiser, first, moved, target, LEVEL, "it runs")
        (moved.grad,) = torch.autograd.grad(loss, moved)
        optimiser.step()

    def run(drop: bool) -> Tensor:
        settings = replace(SETTINGS, rounds=3, drop_last=drop)
        return align(denoiser, first, others, target, LEVEL, "it runs", settings)[0]

    assert torch.equal(run(drop=True), before_each[2])
    assert torch.equal(run(drop=False), moved.detach())
    step = (moved.detach() - before_each[2]).abs()
    assert float(step.max()) > SETTINGS.rate / 10  # so that the two can be told apart


def test_small_steps_are_not_lost_in_half_precision(tiny_video: DiffusersVideo) -> None:
    first, others = _clip()
    unet = tiny_video.unet
    try:
        unet.to(torch.bfloat16)
        with Denoiser(tiny_video) as denoiser:
            settings = replace(SETTINGS, rounds=1, rate=1e-3)
            target = _target(denoiser, first)
            moved, _ = align(denoiser, first, others, target, LEVEL, "", settings)
    finally:
        unet.to(torch.float32)
    apart = (moved - others).abs()
    assert float((apart > 0).float().mean()) > 0.9  # where there is a gradient at all
    assert float(apart.max()) == pytest.approx(1e-3, rel=1e-2)


def test_computing_twice_gives_the_same_gradient(denoiser: Denoiser) -> None:
    first, others = _clip()
    target = _target(denoiser, first)
    unet = denoiser.model.unet
    forwards = {id(module): module.forward for module in unet.modules()}

    def gradient() -> Tensor:
        free = others.clone().requires_grad_(True)
        loss = alignment_loss(denoiser, first, free, target, LEVEL, "it runs")
        return torch.autograd.grad(loss, free)[0]

    once = gradient()
    clip = torch.cat([first[None], free := others.clone().requires_grad_(True)])[None]
    states = denoiser.model.text_states("it runs")
    denoiser.attention.frames, denoiser.attention.texts = 4, ("it runs",)
    said = unet(clip.transpose(1, 2), torch.tensor(LEVEL), encoder_hidden_states=states).sample
    kept = torch.autograd.grad((said[0, :, 0] - target).square().mean(), free)[0]
    assert torch.allclose(once, kept, atol=1e-8)
    assert all(forwards[id(module)] == module.forward for module in unet.modules())
    with recomputed(unet):
        assert any("forward" in module.__dict__ for module in unet.modules())
