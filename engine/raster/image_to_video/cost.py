# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Estimates of the time and memory of a job with a model of given frames, and how to load it.

The decoder's share of the time is small and isn't counted.
"""

from __future__ import annotations

import torch

from addon.contract.errors import Action
from engine.priors.video.pipelines.cost import clip_cost, numbers_in
from engine.priors.video.pipelines.decoder_cost import decoder_numbers
from engine.priors.video.plan import (
    BUS_BYTES_PER_SECOND,
    EFFICIENCY,
    SPARE,
    Device,
    LoadPlan,
    fitting_plan,
)
from engine.raster.cost import shorter_clips, too_large
from engine.raster.diffusion.weights import VECTOR
from engine.raster.image_to_video.spec import ImageToVideoSpec

_EXPERTS = ("transformer", "transformer_2")  # one of them at a time
_TOGETHER = ("unet", "controlnet")


def plan_image_to_video(spec: ImageToVideoSpec, device: Device) -> LoadPlan:
    """Return the fastest plan for a job that fits. Raises OutOfMemory with a smaller job."""
    frames = max(spec.clip_frames(clip) for clip in spec.clips)
    plans = _plans(spec, frames, device)
    fitting = fitting_plan(plans, device)
    if fitting is not None:
        return fitting
    raise too_large(plans, device, spec.pictures, _smaller(spec, device))


def _smaller(spec: ImageToVideoSpec, device: Device) -> Action:
    fewest = spec.family.clip_frames(spec.family.fewest)
    fits = fitting_plan(_plans(spec, fewest, device), device) is not None
    return shorter_clips(fewest) if fits else VECTOR


def _plans(spec: ImageToVideoSpec, frames: int, device: Device) -> list[LoadPlan]:
    """List the ways to run a job, from fast to frugal.

    Everything on the device; then, on a GPU, one part at a time, the text model in main memory; on
    a CPU half precision, which is slower there.
    """
    cost = clip_cost(spec.folder, frames, spec.size)
    decoding = decoder_numbers(spec.folder, frames, spec.size)
    counts = {part: numbers_in(files) for part, files in spec.folder.weights.items()}
    denoiser = max(
        *(counts.get(part, 0) for part in _EXPERTS), sum(counts.get(part, 0) for part in _TOGETHER)
    )
    alone = max(denoiser + cost.numbers, counts["vae"] + decoding)
    passes = 2.0 * spec.steps * len(spec.clips) * spec.settings.takes
    operations = passes * cost.operations
    kinds = [device.dtype]
    if device.name == "cpu" and device.dtype is torch.float32:
        kinds.append(torch.bfloat16)
    plans = []
    for kind in kinds:
        width = kind.itemsize
        slow = 1.0 if kind is device.dtype else 2.0
        seconds = operations / (device.speed * EFFICIENCY[device.name]) * slow
        whole = width * (sum(counts.values()) + max(cost.numbers, decoding)) + SPARE
        plans.append(LoadPlan(device.name, kind, 1, False, False, whole, seconds))
        if device.name != "cpu":
            moved = 2.0 * width * sum(counts.values()) / BUS_BYTES_PER_SECOND
            part = width * alone + SPARE
            plans.append(LoadPlan(device.name, kind, 1, False, True, part, seconds + moved))
    return plans
