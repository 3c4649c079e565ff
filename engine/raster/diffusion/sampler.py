# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One clip from noise: alignment, composition, guidance, DDIM (FlipSketch, algorithm 1).

    eps = eps_null + g (eps_prompt - eps_null);  z <- DDIM(z, eps, t)

Attention is composed only where the model is given the prompt. The noise with and without the
prompt comes from one batch of two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor

from engine.raster.diffusion.alignment import align
from engine.raster.diffusion.composition import Composition, ReferenceKeys, TiedKeyFrame, gains
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.inversion import NULL
from engine.raster.diffusion.reference import Reference
from engine.raster.settings import RasterSettings


@dataclass
class ClipConditions:
    """The pictures that a clip is bound to.

    Attributes:
        first: the drawing, or the frame that the clip begins from.
        last: the picture that its last frame becomes, if any.
        drawing: the drawing itself, for clips that begin from another frame.
        loop: the frame after the last one is the first.
    """

    first: Reference
    last: Reference | None = None
    drawing: Reference | None = None
    loop: bool = False


@dataclass
class ClipState:
    """A clip that is being sampled.

    Attributes:
        latents: [M, C, h, w], at the noise level before `step`.
        losses: of each round of alignment so far.
    """

    latents: Tensor
    step: int = 0
    losses: list[float] = field(default_factory=list)


#: Receives the clip after a step, and its clean latents [M, C, h, w] as far as they are known.
OnStep = Callable[[ClipState, Tensor], None]


def start_clip(conditions: ClipConditions, frames: int, seed: int) -> ClipState:
    """Return a clip at the highest noise level.

    Frame 0 is the inverted drawing; the others are noise that depends on the seed, not the device.
    """
    top = conditions.first.trajectory[0]
    generator = torch.Generator().manual_seed(seed)
    latents = torch.randn(frames, *top.shape, generator=generator).to(top)
    latents[0] = top
    if conditions.last is not None:
        latents[-1] = conditions.last.trajectory[0]
    return ClipState(latents)


def sample(
    denoiser: Denoiser,
    clip: ClipState,
    conditions: ClipConditions,
    steps: Steps,
    prompt: str,
    settings: RasterSettings,
    *,
    on_step: OnStep | None = None,
) -> Tensor:
    """Take the steps that a clip still has before it; return its clean latents [M, C, h, w]."""
    while clip.step < len(steps):
        step = clip.step
        if settings.clamp:
            _clamp(clip.latents, conditions, step)
        if settings.aligning(step):
            _align(denoiser, clip, conditions, steps, prompt, settings)
        composition = None
        if settings.composing(step):
            composition = _composition(denoiser, clip, conditions, steps, settings)
        elif settings.aligning(step) and conditions.first.redenoise:
            # The features are not needed, but this steps the reference down beside the clip.
            conditions.first.features(denoiser, steps, step)
        noise = guided_noise(
            denoiser, clip.latents, steps.timesteps[step], prompt, settings.guidance, composition,
            conditions.loop,
        )  # fmt: skip
        clean = steps.clean(clip.latents, noise, step)
        clip.latents = steps.down(clip.latents, noise, step)
        clip.step += 1
        if on_step is not None:
            on_step(clip, clean)
    if settings.clamp:
        _clamp(clip.latents, conditions, len(steps))
    return clip.latents


def guided_noise(
    denoiser: Denoiser,
    latents: Tensor,
    timestep: int,
    prompt: str,
    guidance: float,
    composition: Composition | None = None,
    loop: bool = False,
) -> Tensor:
    """Return the noise of latents [M, C, h, w] under classifier-free guidance.

    That is u + g (c - u) of the noise u with the empty prompt and c with the prompt; for a guidance
    g of 1 it is c, and the empty prompt isn't asked.
    """
    texts = [prompt] if guidance == 1.0 else [NULL, prompt]
    clips = latents.expand(len(texts), *latents.shape)
    if composition is not None:
        composition = Composition(
            len(latents), len(texts) - 1, composition.queries, composition.query_frames,
            composition.tied, composition.reference_keys,
        )  # fmt: skip
    noise = denoiser.noise(clips, timestep, texts, composition=composition, wraps=loop)
    if guidance == 1.0:
        return noise[0]
    return noise[0] + guidance * (noise[1] - noise[0])


def _clamp(latents: Tensor, conditions: ClipConditions, step: int) -> None:
    """Set frame 0 (and the last, where it is given) to its picture at a step's noise level."""
    latents[0] = conditions.first.at(step).to(latents)
    if conditions.last is not None:
        latents[-1] = conditions.last.at(step).to(latents)


def _align(
    denoiser: Denoiser,
    clip: ClipState,
    conditions: ClipConditions,
    steps: Steps,
    prompt: str,
    settings: RasterSettings,
) -> None:
    step = clip.step
    first = conditions.first.at(step)
    target = conditions.first.noise(denoiser, steps, step)
    others, losses = align(
        denoiser, first, clip.latents[1:], target, steps.timesteps[step], prompt,
        settings.alignment,
    )  # fmt: skip
    clip.losses += losses
    clip.latents = torch.cat([first[None].to(others), others])


def _composition(
    denoiser: Denoiser,
    clip: ClipState,
    conditions: ClipConditions,
    steps: Steps,
    settings: RasterSettings,
) -> Composition:
    """Return what a clip takes from its references at this step."""
    chosen, frames = settings.composition, len(clip.latents)
    count = settings.query_frames(clip.step, frames)
    first = conditions.first.features(denoiser, steps, clip.step, frames=count)
    tied = []
    if chosen.temporal:
        gain = gains(frames, chosen.fidelity, loop=conditions.loop)
        tied.append(TiedKeyFrame(0, first, gain))
        if conditions.last is not None:
            last = conditions.last.features(denoiser, steps, clip.step)
            gain = gains(frames, chosen.fidelity, frame=frames - 1)
            tied.append(TiedKeyFrame(frames - 1, last, gain))
    reference_keys = None
    if conditions.drawing is not None and chosen.anchor > 0:
        features = conditions.drawing.features(denoiser, steps, clip.step, with_values=True)
        reference_keys = ReferenceKeys(features, chosen.anchor)
    return Composition(
        frames,
        queries=first if chosen.spatial else None,
        query_frames=count if chosen.spatial else 0,
        tied=tuple(tied),
        reference_keys=reference_keys,
    )
