# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our one step of each family against what its own pipeline in diffusers gives its transformer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.priors.video.model import PullPoint
from engine.priors.video.pipelines.denoisers import NoisyVideo, given_first, prediction
from engine.priors.video.pipelines.distilled import PipelineVideo
from engine.priors.video.pipelines.folder import PipelineFolder, find_pipeline
from engine.priors.video.pipelines.latents import encoded
from engine.priors.video.pipelines.loading import LoadedPipeline, forget_pipeline, load_pipeline
from engine.priors.video.plan import LoadPlan
from engine.raster.image_to_video.conditions import condition_arguments, picture_of
from tests.engine.priors.video.pipelines.tiny_pipelines import DISTILS

Tiny = Callable[[str], Path]
PLAN = LoadPlan("cpu", torch.float32, 1, False, False, 0, 0.0)


def _loaded(tiny: Tiny, name: str) -> tuple[PipelineFolder, LoadedPipeline]:
    folder = find_pipeline(str(tiny(name)))
    assert folder is not None
    forget_pipeline()
    return folder, load_pipeline(folder, PLAN, lambda part, parts: None, distils=True)


def _size(folder: PipelineFolder) -> tuple[int, int]:
    return folder.family.size if folder.family.fixed else (64, 64)


@pytest.mark.parametrize("name", DISTILS)
def test_a_step_is_that_of_the_pipeline(
    tiny: Tiny, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gaussian = "diffusers.models.autoencoders.vae.DiagonalGaussianDistribution.sample"
    monkeypatch.setattr(gaussian, lambda self, generator=None: self.mode())
    folder, loaded = _loaded(tiny, name)
    pipe, family, size = loaded.pipe, folder.family, _size(folder)
    frames = family.clip_frames(1)
    ink = np.zeros((min(size),) * 2, np.float32)
    ink[20:40, 20:24] = 1
    picture = picture_of(ink, size)
    first = torch.from_numpy(np.asarray(picture, np.float32) / 127.5 - 1).permute(2, 0, 1)[None]
    texts = loaded.text_states("the fish swims", "")
    if name == "ltx":  # which else shakes the given frame a little
        texts |= {"image_cond_noise_scale": 0.0}  # type: ignore[dict-item]
    calls: list[tuple[dict[str, Any], Tensor]] = []
    hook = pipe.transformer.register_forward_hook(
        lambda module, given, named, out: calls.append((named, out[0])), with_kwargs=True
    )
    pipe(
        **condition_arguments(family.pipeline, {0: picture}, frames, size), **texts,
        height=size[0], width=size[1], num_frames=frames, num_inference_steps=1,
        guidance_scale=1.0, generator=torch.Generator().manual_seed(4), output_type="latent",
    )  # fmt: skip
    hook.remove()
    named, expected = calls[0]
    with torch.no_grad():
        clean = encoded(pipe.vae, first[:, :, None].expand(-1, -1, frames, -1, -1))
        latents = _unpacked(pipe, named["hidden_states"], clean)
        time = float(named["timestep"].float().max())
        video = NoisyVideo(latents, time, first, clean, frames)
        states = {k: v for k, v in texts.items() if not k.startswith("negative")}
        found = prediction(pipe, video, given_first(pipe, video), states)
    if name.startswith("cog"):
        expected = expected.transpose(1, 2)
    elif name == "ltx":
        expected = _unpacked(pipe, expected, clean)
    torch.testing.assert_close(found, expected.float(), atol=2e-4, rtol=1e-3)


def _unpacked(pipe: Any, packed: Tensor, clean: Tensor) -> Tensor:
    """Return the noisy latents [1, C, T, h, w] in what a transformer was given."""
    if packed.dim() == 3:
        return Tensor(pipe._unpack_latents(packed, *clean.shape[2:]))
    if type(pipe).__name__.startswith("CogVideoX"):
        packed = packed.transpose(1, 2)
    return packed[:, : clean.shape[1]]


@pytest.mark.parametrize("name", DISTILS)
def test_a_pull_reaches_the_pictures_and_leaves_the_given_frame_alone(
    tiny: Tiny, name: str
) -> None:
    folder, loaded = _loaded(tiny, name)
    size = _size(folder)
    model = PipelineVideo(loaded, size, styled=True)
    model.read(["the fish swims"])
    generator = torch.Generator().manual_seed(0)
    frames = folder.family.clip_frames(1)
    pictures = torch.rand(frames, 3, min(size), min(size), generator=generator)
    pictures.requires_grad_(True)
    latents = model.encode(pictures, generator)
    clean = latents.detach()
    noise = torch.randn(clean.shape, generator=generator)
    at = PullPoint(0.5, "the fish swims", 5.0, pictures[:1].detach())
    pull = model.pull(clean, noise, at)
    assert pull.shape == clean.shape
    assert torch.equal(pull, model.pull(clean, noise, at))
    assert not torch.equal(pull, model.pull(clean, noise, PullPoint(0.5, at.text, 1.0, at.first)))
    held = name in ("wan-first", "ltx")
    assert bool((pull[:, 0] == 0).all()) is held
    (gradient,) = torch.autograd.grad(latents, pictures, pull)
    assert bool(gradient.isfinite().all())
    assert bool(gradient[-1].any())


def test_what_waits_in_main_memory_gives_the_same_gradient(tiny: Tiny) -> None:
    _, loaded = _loaded(tiny, "wan")
    pictures = torch.rand(17, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    gradients: list[Tensor] = []
    for offload in (False, True):
        plan = replace(PLAN, offload=offload)
        model = PipelineVideo(replace(loaded, plan=plan), (32, 32), styled=False)
        given = pictures.clone().requires_grad_(True)
        latents = model.encode(given, torch.Generator())
        gradients += torch.autograd.grad(latents.square().sum(), given)
    assert torch.equal(gradients[0], gradients[1])


def test_the_correction_of_noise_asks_the_model_twice(tiny: Tiny) -> None:
    _, loaded = _loaded(tiny, "wan")
    asked: list[int] = []
    hook = loaded.pipe.transformer.register_forward_hook(lambda *_: asked.append(1))
    clean = torch.zeros(16, 5, 8, 8)
    noise = torch.randn(clean.shape, generator=torch.Generator().manual_seed(0))
    at = PullPoint(0.5, "the fish swims", 1.0, torch.ones(1, 3, 64, 64))
    pulls = []
    for reverse in (False, True):
        model = PipelineVideo(loaded, (64, 64), styled=False, reverse=reverse)
        model.encode(torch.ones(17, 3, 64, 64), torch.Generator())
        pulls.append(model.pull(clean, noise, at))
    hook.remove()
    assert len(asked) == 3
    assert not torch.allclose(pulls[0], pulls[1])
