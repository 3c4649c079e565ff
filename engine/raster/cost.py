# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a raster job will take, before it begins; and the way to run it that fits.

The model's own code runs once without numbers, as for the vector path (`engine.priors.video.plan`);
the device's speed is timed on a product of matrices. Good to a factor of about two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

from addon.contract.errors import Action, OutOfMemory
from engine.priors.video.folder import ModelFolder
from engine.priors.video.plan import (
    EFFICIENCY,
    SPARE,
    Cost,
    Device,
    Plan,
    Watch,
    dry_run,
    shrink_of,
)
from engine.priors.video.plan import Work as VectorWork
from engine.raster.chaining import ClipPlan
from engine.raster.settings import RasterSettings
from engine.raster.weights import VECTOR

#: Forward passes that one round of alignment costs: forward, forward again, backward.
ALIGNING = 4.0
CHUNKS = (8, 4, 2, 1)


@dataclass(frozen=True)
class Work:
    """What all takes come to. frames: of the longest clip; size: pixels; passed: frames that go
    through the denoiser; decoded: frames of pictures.
    """

    frames: int
    size: int
    passed: float
    decoded: int


def work_of(plans: list[ClipPlan], settings: RasterSettings, size: int) -> Work:
    """Counts the frames that go through the denoiser and the decoder."""
    count, chosen = settings.steps, settings.inversion
    still = count * chosen.frames * chosen.rounds
    passed = 0.0
    for place, plan in enumerate(plans):
        passed += still if place else 0
        passed += count * plan.frames * (1 if settings.guidance == 1 else 2)
        for step in range(count):
            if settings.composing(step):
                wanted = settings.query_frames(step, plan.frames)
                passed += 1 if settings.composition.still else wanted
                passed += plan.returns + (1 if place and not settings.faithful else 0)
            if settings.aligning(step):
                passed += settings.alignment.rounds * plan.frames * ALIGNING + 1
    longest = max(plan.frames for plan in plans)
    decoded = sum(plan.frames for plan in plans)
    takes = settings.takes
    return Work(longest, size, passed * takes + still, decoded * takes)


def plan_of(folder: ModelFolder, work: Work, device: Device, frames: int) -> Plan:
    """The fastest way that fits. Raises OutOfMemory with a smaller job as its way out.

    frames: different pictures that are wanted, for the smaller job.
    """
    cost, decoder = costs(folder, work)
    ways = _ways(cost, decoder, work, device)
    fitting = [plan for plan in ways if plan.bytes <= device.free]
    if fitting:
        return fitting[0]
    least = min(ways, key=lambda plan: plan.bytes)
    action = VECTOR
    for clip in (8, 4):
        if clip < work.frames:
            share = cost.of(clip / work.frames)
            smaller = replace(work, frames=clip)
            if any(p.bytes <= device.free for p in _ways(share, decoder, smaller, device)):
                action = Action(f"Draw {clip} frames at a time", {"clip": clip})
                break
    raise OutOfMemory(
        f"This model needs {least.bytes / 1e9:.1f} GB for {frames} pictures, and {device.name} has "
        f"{device.free / 1e9:.1f} GB free.",
        hint="Close other programs, draw fewer frames at a time, or move the strokes instead.",
        action=action,
    )


_known: dict[tuple[str, int, int, int], tuple[Cost, int]] = {}


def costs(folder: ModelFolder, work: Work) -> tuple[Cost, int]:
    """The cost of a batch of two clips; and the most numbers the decoder holds for one frame.

    What was found once is kept: a warm engine plans at once.
    """
    key = str(folder.path), folder.bytes, work.frames, work.size
    if key not in _known:
        _known[key] = _watched(folder, work)
    return _known[key]


def _watched(folder: ModelFolder, work: Work) -> tuple[Cost, int]:
    from diffusers import AutoencoderKL

    cost = dry_run(folder, VectorWork(work.frames, work.size, 1.0))
    side = max(1, work.size // shrink_of(folder))
    with torch.device("meta"), torch.no_grad():
        vae = AutoencoderKL.from_config(dict(folder.config["vae"])).eval()
        latents = torch.empty(1, vae.config.latent_channels, side, side)
        with Watch(vae.parameters()) as held:
            vae.decode(latents)
    return cost, held.peak


def _ways(cost: Cost, decoder: int, work: Work, device: Device) -> list[Plan]:
    """Plans from fast to frugal: frames decoded at a time; on a GPU, blocks that visit it."""
    kinds = [device.dtype]
    if device.name == "cpu" and device.dtype is torch.float32:
        kinds.append(torch.bfloat16)
    found = []
    for kind in kinds:
        width = kind.itemsize
        slow = 1.0 if kind is device.dtype else 2.0
        each = cost.operations / (2 * work.frames)
        speed = device.speed * EFFICIENCY[device.name]
        seconds = slow * each * (work.passed + work.decoded) / speed
        weights = {part: count * width for part, count in cost.weights.items()}
        held = weights["vae"] + weights["text_encoder"] + SPARE
        for chunk in CHUNKS:
            peak = held + weights["unet"] + width * max(cost.unet, decoder * chunk)
            found.append(Plan(device.name, kind, chunk, True, False, peak, seconds))
        if device.name != "cpu":
            peak = held + weights["unet"] // 4 + width * max(cost.unet, decoder)
            away = seconds + work.passed / (2 * work.frames) * 2 * weights["unet"] / 10e9
            found.append(Plan(device.name, kind, 1, True, True, peak, away))
    return found
