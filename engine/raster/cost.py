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
from addon.contract.messages import Message
from engine.priors.video.folder import ModelFolder
from engine.priors.video.plan import (
    Cost,
    Device,
    LoadPlan,
    MemoryWatch,
    Variant,
    VideoWork,
    dry_run,
    load_plans,
    shrink_of,
)
from engine.raster.diffusion.chaining import ClipPlan
from engine.raster.diffusion.recompute import recomputed
from engine.raster.diffusion.weights import VECTOR
from engine.raster.settings import RasterSettings

#: Forward passes that one round of alignment costs: forward, forward again, backward.
ALIGNING = 4.0
MOST_DECODED = 8


@dataclass(frozen=True)
class Work:
    """What all takes come to. frames: of the longest clip; size: pixels; passed: frames that go
    through the denoiser; decoded: frames of pictures; aligns: gradients are taken too.
    """

    frames: int
    size: int
    passed: float
    decoded: int
    aligns: bool = False


@dataclass(frozen=True)
class Needs:
    """The most numbers that are alive at once, weights apart.

    cost: of a batch of two clips. decoder: for one frame. kept, twice: for a gradient through one
    clip, with everything kept for the way back and with layers computed twice.
    """

    cost: Cost
    decoder: int
    kept: int = 0
    twice: int = 0

    def of(self, share: float) -> Needs:
        """About what shorter clips need."""
        kept, twice = int(self.kept * share), int(self.twice * share)
        return Needs(self.cost.of(share), self.decoder, kept, twice)


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
                passed += 0 if settings.composition.still else wanted
                passed += plan.returns if settings.faithful else 0
            if settings.aligning(step):
                rounds = settings.alignment.rounds - settings.alignment.drop_last
                passed += rounds * plan.frames * ALIGNING + 1
    longest = max(plan.frames for plan in plans)
    decoded = sum(plan.frames for plan in plans)
    takes = settings.takes
    return Work(longest, size, passed * takes + still, decoded * takes, settings.alignment.on)


def plan_of(folder: ModelFolder, work: Work, device: Device, frames: int) -> LoadPlan:
    """The fastest way that fits. Raises OutOfMemory with a smaller job as its way out.

    frames: different pictures that are wanted, for the smaller job.
    """
    needs = needs_of(folder, work)
    ways = _plans(needs, work, device)
    fitting = [plan for plan in ways if plan.bytes <= device.free]
    if fitting:
        return fitting[0]
    least = min(ways, key=lambda plan: plan.bytes)
    action = VECTOR
    for clip in (8, 4):
        if clip < work.frames:
            less = needs.of(clip / work.frames)
            smaller = replace(work, frames=clip)
            if any(p.bytes <= device.free for p in _plans(less, smaller, device)):
                action = Action(
                    Message("Draw {count} frames at a time", count=clip), {"clip": clip}
                )
                break
    raise OutOfMemory(
        "This model needs {needed} GB for {frames} pictures, and {device} has {free} GB free.",
        needed=f"{least.bytes / 1e9:.1f}",
        frames=frames,
        device=device.name,
        free=f"{device.free / 1e9:.1f}",
        hint="Close other programs, draw fewer frames at a time, or move the strokes instead.",
        action=action,
    )


_known: dict[tuple[str, int, int, int, bool], Needs] = {}


def needs_of(folder: ModelFolder, work: Work) -> Needs:
    """What the model's parts need; what was found once is kept, so a warm engine plans at once."""
    key = str(folder.path), folder.bytes, work.frames, work.size, work.aligns
    if key not in _known:
        _known[key] = _watched(folder, work)
    return _known[key]


def _watched(folder: ModelFolder, work: Work) -> Needs:
    from diffusers import AutoencoderKL

    cost = dry_run(folder, VideoWork(work.frames, work.size, 1.0))
    side = max(1, work.size // shrink_of(folder))
    with torch.device("meta"), torch.no_grad():
        vae = AutoencoderKL.from_config(dict(folder.config["vae"])).eval()
        latents = torch.empty(1, vae.config.latent_channels, side, side)
        with MemoryWatch(vae.parameters()) as held:
            vae.decode(latents)
    if not work.aligns:
        return Needs(cost, held.peak)
    return Needs(cost, held.peak, *(_gradient(folder, work, side, way) for way in (False, True)))


def _gradient(folder: ModelFolder, work: Work, side: int, twice: bool) -> int:
    """The most numbers alive while a gradient is taken through the denoiser."""
    from diffusers import UNet3DConditionModel

    with torch.device("meta"):
        unet = UNet3DConditionModel.from_config(dict(folder.config["unet"])).eval()
        unet.requires_grad_(False)
        shape = (1, unet.config.in_channels, work.frames, side, side)
        clip = torch.empty(*shape, requires_grad=True)
        states = torch.empty(1, 77, unet.config.cross_attention_dim)
        with MemoryWatch(unet.parameters()) as held, recomputed(unet) if twice else nullcontext():
            time = torch.empty((), dtype=torch.long)
            said = unet(clip, time, encoder_hidden_states=states).sample
            torch.autograd.grad(said.sum(), clip)
    peak: int = held.peak
    return peak


def _plans(needs: Needs, work: Work, device: Device) -> list[LoadPlan]:
    """List the ways to run a raster job, from fast to frugal.

    First all is kept for gradients, then layers are computed twice. No more frames are decoded at a
    time than fit into the memory that the denoiser needs anyway.
    """
    cost, decoder = needs.cost, needs.decoder
    chunk = max(1, min(MOST_DECODED, cost.unet // max(1, decoder)))
    least = max(cost.unet, decoder * chunk)
    return load_plans(
        cost,
        device,
        operations=cost.operations / (2 * work.frames) * (work.passed + work.decoded),
        passes=work.passed / (2 * work.frames),
        variants=[
            Variant(chunk, recompute, max(least, needs.twice if recompute else needs.kept))
            for recompute in ((False, True) if work.aligns else (True,))
        ],
        offloaded=max(cost.unet, needs.twice, decoder),
    )
