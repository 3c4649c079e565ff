# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way up is the way down, walked backwards."""

from __future__ import annotations

import math
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
    recording = SimpleNamespace(
        noise=lambda clips, timestep, texts, **_: (
            seen.append((float(clips.flatten()[0]), timestep, texts)) or 0.1 * clips
        )
    )
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
        mean = cast(Any, model.vae).encode(picture).latent_dist.mean * 0.18215
        halved = cast(Any, model.vae).encode(picture / 2 + 0.5).latent_dist
    assert torch.allclose(plain, mean, atol=1e-6)
    theirs = encode_ink(
        denoiser, ink, InversionSettings(frames=5, half_range=True, sampled=True), seed=3
    )
    assert theirs.shape[0] == 5
    assert torch.allclose(theirs.mean(0), halved.mean[0] * 0.18215, atol=0.5)
    assert not torch.equal(theirs[0], theirs[1])
