# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way up is the way down, walked backwards."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.inversion import encode_ink, invert
from engine.raster.diffusion.reference import Reference
from engine.raster.diffusion.sampler import ClipConditions, sample, start_clip
from engine.raster.settings import CompositionSettings, InversionSettings, RasterSettings

SCALING = 0.18215  # of the autoencoder of Stable Diffusion and the models made from it
FREE = RasterSettings(
    guidance=1.0, clamp=False, composition=CompositionSettings(spatial=False, temporal=False)
)


class Linear:
    """A denoiser that sees k x as the noise in x: the way up has a closed form."""

    def __init__(self, share: float) -> None:
        self.share = share

    def noise(self, clips: Tensor, timestep: int, texts: Any, **_: Any) -> Tensor:
        return self.share * clips


def test_the_implicit_way_up_of_a_linear_denoiser(steps: Steps) -> None:
    share, clean = 0.3, torch.tensor([1.0, -2.0]).view(1, 2, 1, 1).double()
    way = invert(cast(Denoiser, Linear(share)), clean, steps, rounds=60)
    expected = 1.0
    for step in reversed(range(len(steps))):
        above, below = steps.above[step], steps.below[step]
        # down: x_b = [sqrt(b) (1 - sqrt(1 - a) k) / sqrt(a) + sqrt(1 - b) k] x_t
        factor = math.sqrt(below / above) * (1 - math.sqrt(1 - above) * share)
        expected /= factor + math.sqrt(1 - below) * share
        assert torch.allclose(way[step], (expected * clean).float(), rtol=1e-4)


def test_ddim_inversion_asks_at_the_lower_latent(steps: Steps) -> None:
    seen = []

    def noise(clips: torch.Tensor, timestep: int, texts: list[str], **_: object) -> torch.Tensor:
        seen.append((float(clips.flatten()[0]), timestep, texts))
        return 0.1 * clips

    recording = SimpleNamespace(noise=noise)
    way = invert(cast(Denoiser, recording), torch.ones(1, 1, 1, 1), steps, rounds=1)
    assert [timestep for _, timestep, _ in seen] == list(reversed(steps.timesteps))
    assert [value for value, _, _ in seen] == pytest.approx(
        [float(way[step + 1].flatten()[0]) for step in reversed(range(25))]
    )
    assert all(texts == [""] for _, _, texts in seen)


def test_sampling_leads_back_to_the_drawing(denoiser: Denoiser, steps: Steps) -> None:
    clean = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(0))
    errors = {}
    for rounds in (1, 2, 7):
        way = invert(denoiser, clean, steps, rounds=rounds, still=False)
        back = sample(denoiser, start_clip(ClipConditions(Reference(way[:, 0])), 1, 0),
                      ClipConditions(Reference(way[:, 0])), steps, "", FREE)  # fmt: skip
        errors[rounds] = float((back - clean).abs().max())
    assert errors[7] < 0.01 * errors[1]
    assert errors[7] < errors[2] < errors[1] / 2


def test_the_drawing_is_encoded_as_black_on_white(denoiser: Denoiser) -> None:
    model = denoiser.model
    ink = np.zeros((32, 32), np.float32)
    ink[8:12] = 1
    plain = encode_ink(denoiser, ink, InversionSettings())
    picture = torch.from_numpy(1 - ink).expand(1, 3, -1, -1) * 2 - 1
    with torch.no_grad():
        mean = cast(Any, model.vae).encode(picture).latent_dist.mean * SCALING
    assert torch.allclose(plain, mean, atol=1e-6)


def test_the_original_encodes_half_the_range_and_draws_from_the_encoder(
    denoiser: Denoiser,
) -> None:
    ink = np.zeros((32, 32), np.float32)
    ink[8:12] = 1
    # Paper is 1 and ink 0 in -1..1, as where pictures in 0..1 are not brought to -1..1.
    picture = torch.from_numpy(1 - ink).expand(1, 3, -1, -1)
    with torch.no_grad():
        encoder = cast(Any, denoiser.model.vae).encode(picture).latent_dist
    drawn = torch.randn(5, *encoder.mean.shape[1:], generator=torch.Generator().manual_seed(3))
    expected = SCALING * (encoder.mean + encoder.std * drawn)
    settings = InversionSettings(frames=5, half_range=True, sampled=True)
    found = encode_ink(denoiser, ink, settings, seed=3)
    assert torch.allclose(found, expected, atol=1e-5)
    for other in (replace(settings, half_range=False), replace(settings, sampled=False)):
        different = encode_ink(denoiser, ink, other, seed=3)
        assert float((different - expected).abs().max()) > 1e-3
