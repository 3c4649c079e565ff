# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our one step of each family against what its own pipeline in diffusers gives its transformer."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.priors.video.model import PullPoint, offload_blocks
from engine.priors.video.pipelines.denoisers import NoisyVideo, given_first, prediction
from engine.priors.video.pipelines.distilled import PipelineVideo
from engine.priors.video.pipelines.folder import PipelineFolder, find_pipeline
from engine.priors.video.pipelines.latents import encoded
from engine.priors.video.pipelines.loading import LoadedPipeline, forget_pipeline, load_pipeline
from engine.priors.video.plan import LoadPlan
from engine.raster.image_to_video.conditions import condition_arguments, picture_of
from tests.engine.priors.video.pipelines.tiny_pipelines import DISTILS, LTX_SCHEDULER

Tiny = Callable[[str], Path]
PLAN = LoadPlan("cpu", torch.float32, 1, False, False, 0, 0.0)


def _loaded(
    tiny: Tiny, name: str, kind: torch.dtype = torch.float32
) -> tuple[PipelineFolder, LoadedPipeline]:
    folder = find_pipeline(str(tiny(name)))
    assert folder is not None
    forget_pipeline()
    plan = replace(PLAN, dtype=kind)
    return folder, load_pipeline(folder, plan, lambda part, parts: None, distils=True)


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
    kept = {0: picture}
    last = None
    if name == "flf2v":
        ends = picture_of(np.ascontiguousarray(ink[:, ::-1]), size)
        kept[frames - 1] = ends
        last = torch.from_numpy(np.asarray(ends, np.float32) / 127.5 - 1).permute(2, 0, 1)[None]
    if name == "ltx":  # which else shakes the given frame a little
        texts |= {"image_cond_noise_scale": 0.0}  # type: ignore[dict-item]
    calls: list[tuple[dict[str, Any], Tensor]] = []
    hook = pipe.transformer.register_forward_hook(
        lambda module, given, named, out: calls.append((named, out[0])), with_kwargs=True
    )
    pipe(
        **condition_arguments(family.pipeline, kept, frames, size), **texts,
        height=size[0], width=size[1], num_frames=frames, num_inference_steps=2,
        guidance_scale=1.0, generator=torch.Generator().manual_seed(4), output_type="latent",
    )  # fmt: skip
    hook.remove()
    named, expected = calls[0]
    with torch.no_grad():
        clean = encoded(pipe.vae, first[:, :, None].expand(-1, -1, frames, -1, -1))
        latents = _unpacked(pipe, named["hidden_states"], clean)
        time = float(named["timestep"].float().max())
        video = NoisyVideo(latents, time, first, clean, frames, last)
        states = {k: v for k, v in texts.items() if not k.startswith("negative")}
        found = prediction(pipe, video, given_first(pipe, video), states)
    if name.startswith("cog"):
        expected = expected.transpose(1, 2)
    elif name.startswith("ltx"):
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
    held = name in ("wan-first", "ltx", "ltx-first")
    assert bool((pull[:, 0] == 0).all()) is held
    (gradient,) = torch.autograd.grad(latents, pictures, pull)
    assert bool(gradient.isfinite().all())
    assert bool(gradient[-1].any())


@pytest.mark.parametrize("name", DISTILS)
def test_a_pull_in_half_precision_is_that_of_full_precision(tiny: Tiny, name: str) -> None:
    pulls = []
    for kind in (torch.float32, torch.bfloat16):
        folder, loaded = _loaded(tiny, name, kind)
        size = _size(folder)
        model = PipelineVideo(loaded, size, styled=True)
        model.read(["the fish swims"])
        generator = torch.Generator().manual_seed(0)
        shape = (folder.family.clip_frames(1), 3, min(size), min(size))
        pictures = torch.rand(shape, generator=generator)
        clean = model.encode(pictures, generator).detach()
        noise = torch.randn(clean.shape, generator=generator)
        pulls.append(model.pull(clean, noise, PullPoint(0.5, "the fish swims", 5.0, pictures[:1])))
    whole, half = pulls
    assert float((half - whole).norm() / whole.norm()) < 0.1


def test_clip_sees_the_picture_and_not_one_of_other_levels(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The processor takes levels of 0 to 255; what is given in 0..1 is nearly black to it."""
    folder, loaded = _loaded(tiny, "wan-i2v-clip")
    model = PipelineVideo(loaded, _size(folder), styled=False)
    seen: list[Tensor] = []
    loaded.pipe.image_encoder.register_forward_pre_hook(
        lambda module, given, named: seen.append(named["pixel_values"]), with_kwargs=True
    )
    model.encode(torch.ones(17, 3, 64, 64), torch.Generator())
    at = PullPoint(0.5, "the fish swims", 1.0, torch.ones(1, 3, 64, 64))
    model.pull(torch.zeros(16, 5, 8, 8), torch.zeros(16, 5, 8, 8), at)
    processor = loaded.pipe.image_processor
    white = (1 - torch.tensor(processor.image_mean)) / torch.tensor(processor.image_std)
    torch.testing.assert_close(seen[0].mean((0, 2, 3)), white, atol=1e-3, rtol=1e-3)


def test_what_belongs_to_no_block_stays_on_the_device(tiny: Tiny) -> None:
    _, loaded = _loaded(tiny, "ltx")
    model = copy.deepcopy(loaded.pipe.transformer)
    offload_blocks(model, torch.device("meta"))
    assert model.scale_shift_table.device.type == "meta"
    assert next(model.transformer_blocks.parameters()).device.type == "cpu"


def test_a_schedule_that_goes_by_size_leaves_the_times_of_conditions_alone(
    tiny: Tiny, tmp_path: Path
) -> None:
    given = shutil.copytree(tiny("ltx"), tmp_path / "ltx")
    config = given / "scheduler" / "scheduler_config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), **LTX_SCHEDULER}))
    found = []
    for path in (tiny("ltx"), given):
        folder = find_pipeline(str(path))
        assert folder is not None
        forget_pipeline()
        pipe = load_pipeline(folder, PLAN, lambda part, parts: None).pipe
        pipe.scheduler.set_timesteps(timesteps=[1000.0, 500.0, 100.0], device="cpu")
        found.append(pipe.scheduler.sigmas)
    assert torch.equal(found[0], found[1])


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
