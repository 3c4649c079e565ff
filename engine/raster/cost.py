# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a raster job will take, before it begins; and the way to run it that fits.

The model's own code runs once without numbers, as for the vector path (`engine.priors.video.plan`);
the device's speed is timed on a product of matrices. Good to a factor of about two.
"""

from __future__ import annotations

from contextlib import nullcontext
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
from engine.raster.diffusion.chaining import ClipPlan
from engine.raster.diffusion.recompute import recomputed
from engine.raster.diffusion.weights import VECTOR
from engine.raster.settings import RasterSettings

#: Forward passes that one round of alignment costs: forward, forward again, backward.
ALIGNING = 4.0
MOST_DECODED = 8


@dataclass(frozen=True)
class RasterWork:
    """What all takes come to. frames: of the longest clip; size: pixels; passed: frames that go
    through the denoiser; decoded: frames of pictures; aligns: gradients are taken too.
    """

    frames: int
    size: int
    passed: float
    decoded: int
    aligns: bool = False


@dataclass(frozen=True)
class MemoryNeeds:
    """The most numbers that are alive at once, weights apart.

    cost: of a batch of two clips. decoder: for one frame. kept, twice: for a gradient through one
    clip, with everything kept for the way back and with layers computed twice.
    """

    cost: Cost
    decoder: int
    kept: int = 0
    twice: int = 0

    def of(self, share: float) -> MemoryNeeds:
        """About what shorter clips need."""
        kept, twice = int(self.kept * share), int(self.twice * share)
        return MemoryNeeds(self.cost.of(share), self.decoder, kept, twice)


def work_of(plans: list[ClipPlan], settings: RasterSettings, size: int) -> RasterWork:
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
                passed += 0 if settings.composition.still else wanted
                passed += plan.returns if settings.faithful else 0
            if settings.aligning(step):
                rounds = settings.alignment.rounds - settings.alignment.drop_last
                passed += rounds * plan.frames * ALIGNING + 1
    longest = max(plan.frames for plan in plans)
    decoded = sum(plan.frames for plan in plans)
    takes = settings.takes
    return RasterWork(longest, size, passed * takes + still, decoded * takes, settings.alignment.on)


def plan_of(folder: ModelFolder, work: RasterWork, device: Device, frames: int) -> Plan:
    """The fastest way that fits. Raises OutOfMemory with a smaller job as its way out.

    frames: different pictures that are wanted, for the smaller job.
    """
    needs = needs_of(folder, work)
    ways = _ways(needs, work, device)
    fitting = [plan for plan in ways if plan.bytes <= device.free]
    if fitting:
        return fitting[0]
    least = min(ways, key=lambda plan: plan.bytes)
    action = VECTOR
    for clip in (8, 4):
        if clip < work.frames:
            less = needs.of(clip / work.frames)
            smaller = replace(work, frames=clip)
            if any(p.bytes <= device.free for p in _ways(less, smaller, device)):
                action = Action(f"Draw {clip} frames at a time", {"clip": clip})
                break
    raise OutOfMemory(
        f"This model needs {least.bytes / 1e9:.1f} GB for {frames} pictures, and {device.name} has "
        f"{device.free / 1e9:.1f} GB free.",
        hint="Close other programs, draw fewer frames at a time, or move the strokes instead.",
        action=action,
    )


_known: dict[tuple[str, int, int, int, bool], MemoryNeeds] = {}


def needs_of(folder: ModelFolder, work: RasterWork) -> MemoryNeeds:
    """What the model's parts need; what was found once is kept, so a warm engine plans at once."""
    key = str(folder.path), folder.bytes, work.frames, work.size, work.aligns
    if key not in _known:
        _known[key] = _watched(folder, work)
    return _known[key]


def _watched(folder: ModelFolder, work: RasterWork) -> MemoryNeeds:
    from diffusers import AutoencoderKL

    cost = dry_run(folder, VectorWork(work.frames, work.size, 1.0))
    side = max(1, work.size // shrink_of(folder))
    with torch.device("meta"), torch.no_grad():
        vae = AutoencoderKL.from_config(dict(folder.config["vae"])).eval()
        latents = torch.empty(1, vae.config.latent_channels, side, side)
        with Watch(vae.parameters()) as held:
            vae.decode(latents)
    if not work.aligns:
        return MemoryNeeds(cost, held.peak)
    return MemoryNeeds(
        cost, held.peak, *(_gradient(folder, work, side, way) for way in (False, True))
    )


def _gradient(folder: ModelFolder, work: RasterWork, side: int, twice: bool) -> int:
    """The most numbers alive while a gradient is taken through the denoiser."""
    from diffusers import UNet3DConditionModel

    with torch.device("meta"):
        unet = UNet3DConditionModel.from_config(dict(folder.config["unet"])).eval()
        unet.requires_grad_(False)
        shape = (1, unet.config.in_channels, work.frames, side, side)
        clip = torch.empty(*shape, requires_grad=True)
        states = torch.empty(1, 77, unet.config.cross_attention_dim)
        with Watch(unet.parameters()) as held, recomputed(unet) if twice else nullcontext():
            time = torch.empty((), dtype=torch.long)
            said = unet(clip, time, encoder_hidden_states=states).sample
            torch.autograd.grad(said.sum(), clip)
    peak: int = held.peak
    return peak


def _ways(needs: MemoryNeeds, work: RasterWork, device: Device) -> list[Plan]:
    """Plans from fast to frugal: all kept for gradients; layers computed twice; on a CPU, half
    precision; on a GPU, blocks that visit it. No more frames are decoded at a time than take what
    the denoiser takes anyway.
    """
    cost, decoder = needs.cost, needs.decoder
    chunk = max(1, min(MOST_DECODED, cost.unet // max(1, decoder)))
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
        least = max(cost.unet, decoder * chunk)
        for recompute in (False, True) if work.aligns else (True,):
            most = max(least, needs.twice if recompute else needs.kept)
            peak = held + weights["unet"] + width * most
            found.append(Plan(device.name, kind, chunk, recompute, False, peak, seconds))
        if device.name != "cpu":
            peak = held + weights["unet"] // 4 + width * max(cost.unet, needs.twice, decoder)
            away = seconds + work.passed / (2 * work.frames) * 2 * weights["unet"] / 10e9
            found.append(Plan(device.name, kind, 1, True, True, peak, away))
    return found
