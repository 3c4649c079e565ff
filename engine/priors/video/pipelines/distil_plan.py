# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How to load a pipeline that distils, and what the job takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch

from addon.contract.errors import Action
from addon.contract.messages import Message
from engine.priors.video.pipelines.cost import ClipCost, clip_cost, encoder_cost, numbers_in
from engine.priors.video.pipelines.folder import PipelineFolder
from engine.priors.video.plan import (
    BUS_BYTES_PER_SECOND,
    EFFICIENCY,
    SPARE,
    Device,
    LoadPlan,
    fitting_plan,
    refuse_plans,
)

ENCODER_PASSES = 3.0  # forward and backward of the encoder, in forwards


@dataclass(frozen=True)
class DistilWork:
    """The work of a job.

    Attributes:
        frames: of the video.
        size: (height, width) of its pictures.
        steps: gradients that are taken.
        passes: of the transformer for each of them.
    """

    frames: int
    size: tuple[int, int]
    steps: float
    passes: float


def plan_distillation(folder: PipelineFolder, work: DistilWork, device: Device) -> LoadPlan:
    """Return the fastest plan for a job that fits. Raises OutOfMemory with a smaller job."""
    plans = _plans(folder, work, device)
    fitting = fitting_plan(plans, device)
    return fitting or refuse_plans(plans, device, _smaller(folder, work, device))


def _smaller(folder: PipelineFolder, work: DistilWork, device: Device) -> Action:
    """Return smaller pictures that fit, as a button; else the built-in model."""
    family = folder.family
    side = min(work.size) // 2 // family.multiple * family.multiple
    if not family.fixed and side >= 4 * family.multiple:
        less = DistilWork(work.frames, (side, side), work.steps, work.passes)
        if fitting_plan(_plans(folder, less, device), device) is not None:
            label = Message("Look at {frames} frames of {size} px", frames=work.frames, size=side)
            return Action(label, {"settings": {"video_size": side}})
    return Action("Use the built-in model", {"model": ""})


def _plans(folder: PipelineFolder, work: DistilWork, device: Device) -> list[LoadPlan]:
    """List the ways to run a job, from fast to frugal.

    Everything on the device; then, on a GPU, the VAE and the block that runs, while what the
    encoder keeps for its backward pass waits in main memory; on a CPU half precision, which is
    slower there.
    """
    clip = clip_cost(folder, work.frames, work.size)
    encoder = encoder_cost(folder, work.frames, work.size, keeps=True)
    passing = encoder_cost(folder, work.frames, work.size, keeps=False)
    counts = {part: numbers_in(files) for part, files in folder.weights.items()}
    kinds = [device.dtype]
    if device.name == "cpu" and device.dtype is torch.float32:
        kinds.append(torch.bfloat16)
    each = work.passes * clip.operations + ENCODER_PASSES * encoder.operations
    plans = []
    for kind in kinds:
        slow = 1.0 if kind is device.dtype else 2.0
        seconds = work.steps * each / (device.speed * EFFICIENCY[device.name]) * slow
        whole = kind.itemsize * (sum(counts.values()) + _alive(clip, encoder)) + SPARE
        plans.append(LoadPlan(device.name, kind, 1, False, False, whole, seconds))
        if device.name != "cpu":
            alive = 2 * max(clip.numbers, passing.numbers)
            moved = kind.itemsize * encoder.numbers * work.steps * 2
            plans.append(_offloaded(counts, alive, moved, work, plans[-1]))
    return plans


def _alive(clip: ClipCost, encoder: ClipCost) -> int:
    """Return the most numbers alive: what the encoder keeps waits while the transformer runs."""
    return clip.numbers + encoder.numbers


def _offloaded(
    counts: Mapping[str, int], alive: int, kept: float, work: DistilWork, whole: LoadPlan
) -> LoadPlan:
    """Return the plan with the transformers in main memory; they come and go in every pass.

    kept: bytes that the encoder keeps, there and back, in the whole job.
    """
    width = whole.dtype.itemsize
    moving = max(n for part, n in counts.items() if part.startswith("transformer"))
    peak = width * (counts["vae"] + moving // 10 + alive) + SPARE
    moved = (work.steps * work.passes * 2 * width * moving + kept) / BUS_BYTES_PER_SECOND
    return LoadPlan(whole.device, whole.dtype, 1, False, True, peak, whole.seconds + moved)
