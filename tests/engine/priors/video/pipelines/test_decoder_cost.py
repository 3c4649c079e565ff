# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The memory that decoding takes, and that plans count it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from addon.contract.request import Request
from engine.priors.video.pipelines.decoder_cost import decoder_numbers
from engine.priors.video.pipelines.folder import find_pipeline
from engine.priors.video.pipelines.loading import forget_pipeline, load_pipeline
from engine.priors.video.plan import Device, LoadPlan, MemoryWatch
from engine.raster.image_to_video.cost import plan_image_to_video
from engine.raster.image_to_video.spec import resolve_image_to_video

Tiny = Callable[[str], Path]


@pytest.mark.parametrize("name", ["wan", "ltx", "cog", "animatediff"])
def test_decoding_a_clip_takes_what_was_planned(tiny: Tiny, name: str) -> None:
    """Within a factor of two, as all of a plan; wide pictures are several tiles."""
    folder = find_pipeline(str(tiny(name)))
    assert folder is not None
    forget_pipeline()
    plan = LoadPlan("cpu", torch.float32, 1, False, False, 0, 0.0)
    vae = load_pipeline(folder, plan, lambda part, parts: None).pipe.vae
    assert vae.use_tiling and vae.use_slicing
    frames, size = 9, (64, 384)
    shape = (1, 3, frames, *size) if name != "animatediff" else (frames, 3, *size)
    with torch.no_grad(), MemoryWatch(vae.parameters()) as memory:
        latents = vae.encode(torch.zeros(shape)).latent_dist.mode()
        memory.peak = memory.now
        before = memory.now
        vae.decode(latents, return_dict=False)
    planned = decoder_numbers(folder, frames, size)
    assert 0.5 < 4 * planned / (memory.peak - before) < 3


@pytest.mark.parametrize("name", ["animatediff", "masked", "vace"])
def test_a_plan_holds_the_decoder(tiny: Tiny, name: str) -> None:
    request = Request(
        "it swims", path="raster", model=str(tiny(name)), frames=8, settings={"size": 64}
    )
    spec = resolve_image_to_video(request)
    assert spec is not None
    device = Device("cuda", 1 << 50, 1e14, torch.bfloat16)
    frames = max(spec.clip_frames(clip) for clip in spec.clips)
    needed = 2 * decoder_numbers(spec.folder, frames, spec.size)
    assert plan_image_to_video(spec, device).bytes > needed
