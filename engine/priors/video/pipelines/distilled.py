# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pipeline's denoiser and VAE as what score distillation needs of a video model."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any, cast

import torch
from torch import Tensor
from torch.nn import functional

from engine.priors.video.flow_schedule import STEPS, FlowSchedule
from engine.priors.video.model import PullPoint, offload_blocks
from engine.priors.video.noise_schedule import NoiseSchedule
from engine.priors.video.pipelines.denoisers import (
    NoisyVideo,
    given_first,
    holds_first,
    prediction,
)
from engine.priors.video.pipelines.latents import encoded
from engine.priors.video.pipelines.loading import LoadedPipeline
from engine.priors.video.pipelines.wording import STYLE, UNWANTED

_PREFIX = "negative_"


class PipelineVideo:
    """A `VideoModel` of Wan, LTX-Video or CogVideoX.

    Attributes:
        styled: sentences are given in the frame of `STYLE`, and led away from `UNWANTED`.
        reverse: the noise of a draw is corrected first (RFDS-Rev), which takes twice as long.
    """

    def __init__(
        self, loaded: LoadedPipeline, size: tuple[int, int], *, styled: bool, reverse: bool = False
    ) -> None:
        """Wrap a loaded pipeline; size: (height, width) of the pictures that it is shown."""
        self.loaded, self.pipe = loaded, loaded.pipe
        self.name = loaded.folder.name
        self.height, self.width = size
        self.size = min(size)
        self.styled, self.reverse = styled, reverse
        self._frames = 0
        self._last: Tensor | None = None

    @property
    def device(self) -> torch.device:
        """Where the model runs."""
        return self.loaded.device

    def read(self, texts: Sequence[str]) -> None:
        """Read the sentences of a job; where memory is short the text model is then let go."""
        pairs = dict.fromkeys(self._sentences(text) for text in texts)
        self.loaded.read_all(list(pairs))
        _place(self.loaded)

    def encode(self, pictures: Tensor, generator: torch.Generator) -> Tensor:
        """Encode pictures [F, 3, S, S] in 0..1 as latents [C, T, h, w], differentiably.

        They lie in the middle of white pictures of the model's size. Their means are taken, and no
        random numbers. Where memory is short, what the encoder keeps waits in main memory.
        """
        self._frames = len(pictures)
        framed = self._framed(pictures)
        self._last = framed[-1:].detach()  # where the clip ends now
        video = framed.transpose(0, 1)[None]
        waits = torch.autograd.graph.save_on_cpu() if self.loaded.plan.offload else nullcontext()
        with waits:
            return encoded(self.pipe.vae, video)[0]

    @torch.no_grad()
    def pull(self, clean: Tensor, noise: Tensor, at: PullPoint) -> Tensor:
        """Return the gradient of (rectified-flow) distillation at clean latents [C, T, h, w]."""
        schedule = self.schedule(clean)
        if isinstance(schedule, NoiseSchedule):
            return self._noise_pull(schedule, clean, noise, at)
        time = schedule.time(at.level)
        if self.reverse:
            velocity = self._predicted(schedule.noisy(clean, noise, time), clean, STEPS * time, at)
            noise = schedule.corrected(noise, velocity, clean, time)
        velocity = self._predicted(schedule.noisy(clean, noise, time), clean, STEPS * time, at)
        pull = schedule.pull(velocity, clean, noise, time)
        if holds_first(self.pipe):
            pull[:, 0] = 0
        return pull

    def _noise_pull(
        self, schedule: NoiseSchedule, clean: Tensor, noise: Tensor, at: PullPoint
    ) -> Tensor:
        timestep = schedule.timestep(at.level)
        noisy = schedule.noisy(clean, noise, timestep)
        raw = self._predicted(noisy, clean, float(timestep), at)
        return schedule.weight(timestep) * (schedule.noise_of(raw, noisy, timestep) - noise)

    def schedule(self, clean: Tensor) -> FlowSchedule | NoiseSchedule:
        """Return what the times of the model mean for latents [C, T, h, w]."""
        config = dict(self.pipe.scheduler.config)
        if type(self.pipe).__name__.startswith("CogVideoX"):
            return NoiseSchedule.of(config)
        return FlowSchedule.of(config, clean[0].numel())

    def _predicted(self, noisy: Tensor, clean: Tensor, time: float, at: PullPoint) -> Tensor:
        """Return u + g (c - u) for latents [C, T, h, w]; with guidance 1 only c is asked for."""
        first = self._framed(at.first)
        video = NoisyVideo(noisy[None], time, first, clean[None], self._frames, self._last)
        given = given_first(self.pipe, video)
        states = self.loaded.text_states(*self._sentences(at.text))
        sides = [{k: v for k, v in states.items() if not k.startswith(_PREFIX)}]
        if at.guidance != 1.0:
            sides += [{k.removeprefix(_PREFIX): v for k, v in states.items() if _PREFIX in k}]
        said = [prediction(self.pipe, video, given, side)[0] for side in sides]
        if len(said) == 1:
            return said[0]
        return said[1] + at.guidance * (said[0] - said[1])

    def _framed(self, pictures: Tensor) -> Tensor:
        """Return pictures [F, 3, S, S] in 0..1 amid white ones, [F, 3, H, W] in -1..1.

        Where they are smaller than the model's on both sides, those are smaller too.
        """
        side = pictures.shape[-1]
        height, width = (side, side) if self.height == self.width else (self.height, self.width)
        top, left = (height - side) // 2, (width - side) // 2
        edges = (left, width - side - left, top, height - side - top)
        return functional.pad(pictures.to(self.device), edges, value=1.0) * 2 - 1

    def _sentences(self, text: str) -> tuple[str, str]:
        return (STYLE.format(text=text), UNWANTED) if self.styled else (text, "")


def _place(loaded: LoadedPipeline) -> None:
    """Put the VAE on the device, and the blocks of the transformers while they run."""
    plan, pipe = loaded.plan, cast(Any, loaded.pipe)
    if not plan.offload or loaded.placed:
        return
    pipe.vae.to(plan.device)
    for name in ("transformer", "transformer_2", "image_encoder"):
        part = getattr(pipe, name, None)
        if part is not None:
            offload_blocks(part, loaded.device)
    loaded.placed = True
