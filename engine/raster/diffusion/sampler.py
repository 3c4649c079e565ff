# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One clip from noise: alignment, composition, guidance, DDIM (FlipSketch, algorithm 1).

    eps = eps_null + g (eps_prompt - eps_null);  z <- DDIM(z, eps, t)

Attention is composed only where the prompt is asked. Both answers come from one batch of two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor

from engine.raster.diffusion.alignment import aligned
from engine.raster.diffusion.composition import Composition, ReferenceKeys, TiedKeyFrame, gains
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.inversion import NULL
from engine.raster.diffusion.reference import Reference
from engine.raster.settings import RasterSettings


@dataclass
class ClipConditions:
    """What a clip holds on to.

    first: the drawing, or the frame the clip begins from. last: what its last frame comes to, or
    None. drawing: the drawing itself, for clips that begin from another frame. loop: the frame
    after the last one is the first.
    """

    first: Reference
    last: Reference | None = None
    drawing: Reference | None = None
    loop: bool = False


@dataclass
class ClipState:
    """A clip on its way: latents [M, C, h, w] before `step`; loss of each alignment so far."""

    latents: Tensor
    step: int = 0
    losses: list[float] = field(default_factory=list)


Watcher = Callable[[ClipState, Tensor], None]


def begun(conditions: ClipConditions, frames: int, seed: int) -> ClipState:
    """Frame 0 is the inverted drawing, the others are noise of a seed, the same on every device."""
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
    watch: Watcher | None = None,
) -> Tensor:
    """The clean latents [M, C, h, w] of a clip, from where it is.

    watch is called after every step with the clip and what its frames look like so far.
    """
    while clip.step < len(steps):
        step = clip.step
        if settings.clamp:
            _hold(clip.latents, conditions, step)
        if settings.aligning(step):
            _align(denoiser, clip, conditions, steps, prompt, settings)
        chosen = None
        if settings.composing(step):
            chosen = _composition(denoiser, clip, conditions, steps, settings)
        elif settings.aligning(step) and conditions.first.again:
            conditions.first.features(denoiser, steps, step)  # only to go down with the clip
        noise = guided_noise(
            denoiser, clip.latents, steps.timesteps[step], prompt, settings.guidance, chosen,
            conditions.loop,
        )  # fmt: skip
        seen = steps.clean(clip.latents, noise, step)
        clip.latents = steps.down(clip.latents, noise, step)
        clip.step += 1
        if watch is not None:
            watch(clip, seen)
    if settings.clamp:
        _hold(clip.latents, conditions, len(steps))
    return clip.latents


def guided_noise(
    denoiser: Denoiser,
    latents: Tensor,
    timestep: int,
    prompt: str,
    guidance: float,
    chosen: Composition | None = None,
    loop: bool = False,
) -> Tensor:
    """u + g (c - u) of latents [M, C, h, w]; the prompt alone where the guidance is 1."""
    texts = [prompt] if guidance == 1.0 else [NULL, prompt]
    clips = latents.expand(len(texts), *latents.shape)
    if chosen is not None:
        chosen = Composition(
            len(latents), len(texts) - 1, chosen.queries, chosen.query_frames, chosen.columns,
            chosen.memory,
        )  # fmt: skip
    said = denoiser.noise(clips, timestep, texts, chosen=chosen, wraps=loop)
    if guidance == 1.0:
        return said[0]
    return said[0] + guidance * (said[1] - said[0])


def _hold(latents: Tensor, conditions: ClipConditions, step: int) -> None:
    """Frame 0 (and a last one that is given) is what it is to become, at this noise level."""
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
    others, losses = aligned(
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
    """The references' features at this step, and what is taken from them."""
    chosen, frames = settings.composition, len(clip.latents)
    count = settings.query_frames(clip.step, frames)
    first = conditions.first.features(denoiser, steps, clip.step, frames=count)
    columns = []
    if chosen.temporal:
        gain = gains(frames, chosen.fidelity, loop=conditions.loop)
        columns.append(TiedKeyFrame(0, first, gain))
        if conditions.last is not None:
            last = conditions.last.features(denoiser, steps, clip.step)
            columns.append(TiedKeyFrame(frames - 1, last, gains(frames, chosen.fidelity,
                                                          frame=frames - 1)))  # fmt: skip
    memory = None
    if conditions.drawing is not None and chosen.anchor > 0:
        drawn = conditions.drawing.features(denoiser, steps, clip.step, with_values=True)
        memory = ReferenceKeys(drawn, chosen.anchor)
    return Composition(
        frames,
        queries=first if chosen.spatial else None,
        query_frames=count if chosen.spatial else 0,
        columns=tuple(columns),
        memory=memory,
    )
