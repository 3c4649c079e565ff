# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The denoiser of a video model with our attention processors: whole clips in, their noise out."""

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
    """A context manager, inside which the model has our attention processors.

    `calls` and `frames` count the calls of the model and the frames in them, for reports and
    benchmarks.
    """

    def __init__(self, model: DiffusersVideo, *, recompute: bool = True) -> None:
        """recompute: for gradients, compute activations twice rather than keep them."""
        self.model, self.recompute = model, recompute
        self.attention = AttentionState()
        self.calls = 0
        self.frames = 0
        self._before: dict[str, Any] = {}
        self._wraps = False

    def __enter__(self) -> Denoiser:
        self._before = install(self.model.unet, self.attention)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.model.unet.set_attn_processor(self._before)  # type: ignore[operator]
        self._wrap(False)
        self.attention.text_projections.clear()

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
        composition: Composition | None = None,
        wraps: bool = False,
    ) -> Tensor:
        """Return the noise, float32 [B, M, C, h, w], that the model sees in clips of that shape.

        texts: one for each clip. record: filled with the features of the clip, which must be the
        only one. wraps: time is a circle.
        """
        return self._noise(clips, timestep, texts, record, composition, wraps)

    def noise_with_gradient(self, clips: Tensor, timestep: int, texts: Sequence[str]) -> Tensor:
        """Return the same noise, differentiable with respect to the clips."""
        with recomputed(self.model.unet) if self.recompute else nullcontext():
            return self._noise(clips, timestep, texts, None, None, self._wraps)

    def _noise(
        self,
        clips: Tensor,
        timestep: int,
        texts: Sequence[str],
        record: Features | None,
        composition: Composition | None,
        wraps: bool,
    ) -> Tensor:
        self._wrap(wraps)
        self.calls += 1
        self.frames += clips.shape[0] * clips.shape[1]
        attention, unet = self.attention, self.model.unet
        attention.frames, attention.texts = clips.shape[1], tuple(texts)
        attention.record, attention.composition = record, composition
        kind = next(unet.parameters()).dtype
        states = torch.cat([self.model.text_states(text) for text in texts]).to(kind)
        sample = clips.to(self.device, kind).transpose(1, 2)
        time = torch.tensor(timestep, device=self.device)
        try:
            output = unet(sample, time, encoder_hidden_states=states).sample.float()
        finally:
            attention.record = attention.composition = None
        output = output.transpose(1, 2)
        return self.model.schedule.noise_of(output, clips.to(self.device), timestep)

    def _wrap(self, wraps: bool) -> None:
        if wraps != self._wraps:
            wrap_time(self.model.unet, wraps)
            self._wraps = wraps
