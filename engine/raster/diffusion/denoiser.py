# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The denoiser of a video model, asked for the noise of whole clips while attention is watched."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from types import TracebackType
from typing import Any

import torch
from torch import Tensor

from engine.priors.video.model import DiffusersVideo
from engine.raster.diffusion.attention import AttentionState, install, wrap_time
from engine.raster.diffusion.composition import Composition, Features
from engine.raster.diffusion.recompute import recomputed


class Denoiser:
    """Clips in, noise out. A context manager: inside it the model has our attention processors.

    `calls` and `frames` count what was asked, for reports and benchmarks.
    """

    def __init__(self, model: DiffusersVideo, *, recompute: bool = True) -> None:
        """recompute: for gradients, compute layers twice rather than keep what they made."""
        self.model, self.recompute = model, recompute
        self.watch = AttentionState()
        self.calls = 0
        self.frames = 0
        self._before: dict[str, Any] = {}
        self._wraps = False

    def __enter__(self) -> Denoiser:
        self._before = install(self.model.unet, self.watch)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.model.unet.set_attn_processor(self._before)  # type: ignore[operator]
        self._wrap(False)
        self.watch.projected.clear()

    @property
    def device(self) -> torch.device:
        return self.model.device

    @torch.no_grad()
    def noise(
        self,
        clips: Tensor,
        timestep: int,
        texts: Sequence[str],
        *,
        record: Features | None = None,
        chosen: Composition | None = None,
        wraps: bool = False,
    ) -> Tensor:
        """Noise [B, M, C, h, w], float32, that the model sees in clips of the same shape.

        texts: one for each clip. record: takes the features of the (one) clip. chosen: attention
        composition. wraps: time is a circle.
        """
        return self._noise(clips, timestep, texts, record, chosen, wraps)

    def noise_with_gradient(self, clips: Tensor, timestep: int, texts: Sequence[str]) -> Tensor:
        """The same, differentiable with respect to the clips."""
        with recomputed(self.model.unet) if self.recompute else nullcontext():
            return self._noise(clips, timestep, texts, None, None, self._wraps)

    def _noise(
        self,
        clips: Tensor,
        timestep: int,
        texts: Sequence[str],
        record: Features | None,
        chosen: Composition | None,
        wraps: bool,
    ) -> Tensor:
        self._wrap(wraps)
        self.calls += 1
        self.frames += clips.shape[0] * clips.shape[1]
        watch, unet = self.watch, self.model.unet
        watch.frames, watch.texts = clips.shape[1], tuple(texts)
        watch.record, watch.chosen = record, chosen
        kind = next(unet.parameters()).dtype
        states = torch.cat([self.model.text_states(text) for text in texts]).to(kind)
        sample = clips.to(self.device, kind).transpose(1, 2)
        time = torch.tensor(timestep, device=self.device)
        try:
            said = unet(sample, time, encoder_hidden_states=states).sample.float()
        finally:
            watch.record = watch.chosen = None
        said = said.transpose(1, 2)
        return self.model.schedule.noise_of(said, clips.to(self.device), timestep)

    def _wrap(self, wraps: bool) -> None:
        if wraps != self._wraps:
            wrap_time(self.model.unet, wraps)
            self._wraps = wraps
