# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Estimates of the time and memory of a raster job, and the choice of a plan that fits the device.

The model's own code runs once on the meta device, without numbers, as for the vector path
(`engine.priors.video.plan`); the device's speed is timed on a product of matrices. The estimate is
right to a factor of about two.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    fitting_plan,
    load_plans,
    shrink_of,
)
from engine.raster.diffusion.chaining import ClipPlan
from engine.raster.diffusion.recompute import recomputed
from engine.raster.diffusion.weights import VECTOR
from engine.raster.resolve import RasterSpec
from engine.raster.settings import RasterSettings

#: Forward passes that one round of alignment costs: forward, forward again, backward.
ALIGNING = 4.0
MOST_DECODED = 8  # frames


@dataclass(frozen=True)
class RasterWork:
    """The work of all takes of a job.

    Attributes:
        frames: of the longest clip.
        size: pixels of the model's square.
        passed: frames that go through the denoiser, in all.
        decoded: frames that go through the decoder, in all.
        aligns: gradients are taken through the denoiser.
    """

    frames: int
    size: int
    passed: float
    decoded: int
    aligns: bool = False


@dataclass(frozen=True)
class MemoryNeeds:
    """The most numbers (not bytes) that are alive at once, weights apart.

    Attributes:
        cost: of the denoiser on a batch of two clips.
        decoder: of the decoder, for one frame.
        kept: of a gradient through one clip with all activations kept for the backward pass.
        twice: of the same gradient with activations computed again in the backward pass.
    """

    cost: Cost
    decoder: int
    kept: int = 0
    twice: int = 0

    def of(self, share: float) -> MemoryNeeds:
        """Return about what clips of `share` times the length need."""
        kept, twice = int(self.kept * share), int(self.twice * share)
        return MemoryNeeds(self.cost.of(share), self.decoder, kept, twice)


def plan_job(spec: RasterSpec, device: Device) -> LoadPlan:
    """Return the fastest plan for a job that fits. Raises OutOfMemory with a smaller job."""
    work = work_of(spec.clips, spec.settings, spec.side)
    return plan_of(spec.folder, work, device, spec.pictures)


def work_of(clips: Sequence[ClipPlan], settings: RasterSettings, size: int) -> RasterWork:
    """Count the frames that go through the denoiser and the decoder."""
    steps, inversion = settings.steps, settings.inversion
    inverted = steps * inversion.frames * inversion.rounds
    passed = 0.0
    for number, clip in enumerate(clips):
        passed += inverted if number else 0  # the drawing itself is inverted once for all takes
        passed += steps * clip.frames * (1 if settings.guidance == 1 else 2)
        for step in range(steps):
            if settings.composing(step):
                reference_frames = settings.query_frames(step, clip.frames)
                passed += 0 if settings.composition.still else reference_frames
                passed += clip.returns if settings.faithful else 0
            if settings.aligning(step):
                rounds = settings.alignment.rounds - settings.alignment.drop_last
                passed += rounds * clip.frames * ALIGNING + 1
    longest = max(clip.frames for clip in clips)
    decoded = sum(clip.frames for clip in clips)
    return RasterWork(
        longest,
        size,
        passed * settings.takes + inverted,
        decoded * settings.takes,
        settings.alignment.on,
    )


def plan_of(folder: ModelFolder, work: RasterWork, device: Device, pictures: int) -> LoadPlan:
    """Return the fastest plan that fits.

    pictures: number of different pictures, for the message. Raises OutOfMemory whose way out is a
    job of shorter clips, or the vector path.
    """
    needs = needs_of(folder, work)
    plans = _plans(needs, work, device)
    fitting = fitting_plan(plans, device)
    if fitting is not None:
        return fitting
    raise too_large(plans, device, pictures, _smaller_job(needs, work, device))


def too_large(
    plans: Sequence[LoadPlan], device: Device, pictures: int, action: Action
) -> OutOfMemory:
    """Return the error for a job that no plan fits, with its way out."""
    least = min(plans, key=lambda plan: plan.bytes)
    return OutOfMemory(
        "This model needs {needed} GB for {frames} pictures, and {device} has {free} GB free.",
        needed=f"{least.bytes / 1e9:.1f}",
        frames=pictures,
        device=device.name,
        free=f"{device.free / 1e9:.1f}",
        hint="Close other programs, draw fewer frames at a time, or move the strokes instead.",
        action=action,
    )


def _smaller_job(needs: MemoryNeeds, work: RasterWork, device: Device) -> Action:
    for frames in (8, 4):
        if frames < work.frames:
            shorter = needs.of(frames / work.frames), replace(work, frames=frames)
            if fitting_plan(_plans(*shorter, device), device) is not None:
                return shorter_clips(frames)
    return VECTOR


def shorter_clips(frames: int) -> Action:
    """Return the way out by clips of so many frames."""
    return Action(Message("Draw {count} frames at a time", count=frames), {"clip": frames})


_known: dict[tuple[str, int, int, int, bool], MemoryNeeds] = {}


def needs_of(folder: ModelFolder, work: RasterWork) -> MemoryNeeds:
    """Return what the model's parts need; known ones are remembered, so that replanning is fast."""
    key = str(folder.path), folder.bytes, work.frames, work.size, work.aligns
    if key not in _known:
        _known[key] = _measure_needs(folder, work)
    return _known[key]


def _measure_needs(folder: ModelFolder, work: RasterWork) -> MemoryNeeds:
    from diffusers import AutoencoderKL

    cost = dry_run(folder, VideoWork(work.frames, work.size, 1.0))
    side = max(1, work.size // shrink_of(folder))
    with torch.device("meta"), torch.no_grad():
        vae = AutoencoderKL.from_config(dict(folder.config["vae"])).eval()
        latents = torch.empty(1, vae.config.latent_channels, side, side)
        with MemoryWatch(vae.parameters()) as memory:
            vae.decode(latents)
    if not work.aligns:
        return MemoryNeeds(cost, memory.peak)
    kept, twice = (_gradient_peak(folder, work, side, recompute) for recompute in (False, True))
    return MemoryNeeds(cost, memory.peak, kept, twice)


def _gradient_peak(folder: ModelFolder, work: RasterWork, side: int, recompute: bool) -> int:
    """Return the most numbers alive while a gradient is taken through the denoiser."""
    from diffusers import UNet3DConditionModel

    with torch.device("meta"):
        unet = UNet3DConditionModel.from_config(dict(folder.config["unet"])).eval()
        unet.requires_grad_(False)
        shape = (1, unet.config.in_channels, work.frames, side, side)
        clip = torch.empty(*shape, requires_grad=True)
        states = torch.empty(1, 77, unet.config.cross_attention_dim)
        with (
            MemoryWatch(unet.parameters()) as memory,
            recomputed(unet) if recompute else nullcontext(),
        ):
            time = torch.empty((), dtype=torch.long)
            noise = unet(clip, time, encoder_hidden_states=states).sample
            torch.autograd.grad(noise.sum(), clip)
    peak: int = memory.peak
    return peak


def _plans(needs: MemoryNeeds, work: RasterWork, device: Device) -> list[LoadPlan]:
    """Return the plans to try, from fast to frugal.

    Activations are first kept for gradients, then computed twice. The decoder gets as many frames
    at once as fit in the memory that the denoiser takes anyway.
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
