# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One step as FlipSketch takes it (Bandyopadhyay and Song 2024), to measure ours against.

The same work in the same order as the published programs, written from the description of what
they do: a call for each of no prompt on all frames, no prompt on the reference clip, no prompt on
it again to keep queries and keys, and the prompt on all frames to use them; attention with all its
logits in self-attention; inversion of five frames with two answers each. With `align`, as its
app_full: ten rounds of gradients through the whole model, everything kept for the way back.
Weights, classes and the attention to the text are those that ours runs on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from engine.priors.video.model import DiffusersVideo
from engine.raster.diffusion.ddim import Steps
from engine.raster.settings import FAITHFUL

COMPOSED, ALIGNED = 16, 10  # of 25 steps
ROUNDS, RATE, GUIDANCE, FIDELITY = 10, 1e-3, 9.0, 0.5


@dataclass
class Kept:
    """Queries and keys of the reference clip, by layer; what the call that runs does with them."""

    queries: dict[str, Tensor] = field(default_factory=dict)
    keys: dict[str, Tensor] = field(default_factory=dict)
    does: str = "nothing"
    frames: int = 0
    taken: int = 0


class FullLogits:
    """Self-attention with all logits at once. The length of what it attends to says its kind."""

    def __init__(self, name: str, kept: Kept) -> None:
        self.name, self.kept = name, kept

    def __call__(self, attn: Any, hidden_states: Tensor, *_: Any, **__: Any) -> Tensor:
        heads, kept = attn.heads, self.kept
        query, key, value = (
            self._split(layer(hidden_states), heads) for layer in (attn.to_q, attn.to_k, attn.to_v)
        )
        over_frames = query.shape[1] in (kept.frames, kept.taken)
        if kept.does == "save":
            kept.queries[self.name], kept.keys[self.name] = query, key
        if kept.does == "use" and not over_frames:
            query = query.clone()
            query[: kept.taken * heads] = kept.queries[self.name]
        logits = torch.bmm(query, key.transpose(1, 2)) / math.sqrt(query.shape[-1])
        if kept.does == "use" and over_frames:
            tied = kept.keys[self.name][:, :1]
            column = (query * tied).sum(-1) / math.sqrt(query.shape[-1])
            gain = 1 + FIDELITY * torch.arange(query.shape[1], device=query.device) / 50
            logits[:, :, 0] = column * gain.to(column)
        result = torch.bmm(logits.softmax(-1), value)
        count, length, width = result.shape
        result = result.view(-1, heads, length, width).transpose(1, 2)
        found: Tensor = attn.to_out[0](result.reshape(count // heads, length, -1))
        return found

    @staticmethod
    def _split(item: Tensor, heads: int) -> Tensor:
        count, length, width = item.shape
        parts = item.view(count, length, heads, width // heads).transpose(1, 2)
        return parts.reshape(count * heads, length, -1)


class FlipSketchLoop:
    """Steps of the published loop on a model; `start` first."""

    def __init__(
        self, model: DiffusersVideo, steps: Steps, frames: int, size: int, text: str
    ) -> None:
        """size: pixels of a side."""
        self.model, self.steps, self.frames, self.text = model, steps, frames, text
        self.kept = Kept(frames=frames)
        unet: Any = model.unet
        self._before = dict(unet.attn_processors)
        own = {
            name: FullLogits(name, self.kept) if ".attn1." in name else processor
            for name, processor in self._before.items()
        }
        unet.set_attn_processor(own)
        side = size // model.shrink
        generator = torch.Generator().manual_seed(0)
        shape = (1, 4, frames, side, side)
        self.kind = next(model.unet.parameters()).dtype
        self.latents = torch.randn(shape, generator=generator).to(model.device, self.kind)
        self.reference = self.latents[:, :, :1].clone()

    def end(self) -> None:
        """Gives the model its own attention back."""
        unet: Any = self.model.unet
        unet.set_attn_processor(self._before)

    @torch.no_grad()
    def invert(self, step: int) -> None:
        """A step of the inversion: five frames, with and without the (empty) prompt."""
        clip = self.reference.expand(2, -1, 5, -1, -1)
        said = self._said(clip, step, ["", ""], "nothing", 5)
        noise = said[:1] + GUIDANCE * (said[:1] - said[1:])
        self.steps.up(clip[:1].float(), noise.float(), step)

    def step(self, step: int, align: bool) -> None:
        """One step of sampling."""
        if align and step < ALIGNED:
            self._align(step)
        with torch.no_grad():
            self._denoise(step)

    def _denoise(self, step: int) -> None:
        taken = FAITHFUL.query_frames(step, self.frames)
        clip = self.reference.expand(-1, -1, taken, -1, -1)
        self.kept.taken = taken
        plain = self._said(self.latents, step, [""], "nothing", self.frames)
        still = self._said(clip, step, [""], "nothing", taken)
        composed = step < COMPOSED
        if composed:
            self._said(clip, step, [""], "save", taken)
            lower = self.steps.down(clip.float(), still.float(), step)
            self.reference = lower[:, :, :1].to(self.kind)
        does = "use" if composed else "nothing"
        told = self._said(self.latents, step, [self.text], does, self.frames)
        noise = plain + GUIDANCE * (told - plain)
        self.latents = self.steps.down(self.latents.float(), noise.float(), step).to(self.kind)

    def _align(self, step: int) -> None:
        with torch.no_grad():
            target = self._said(self.reference, step, [""], "nothing", 1)
        others = self.latents[:, :, 1:].clone().requires_grad_(True)
        optimiser = torch.optim.Adam([others], lr=RATE)
        for _ in range(ROUNDS):
            optimiser.zero_grad()
            clip = torch.cat([self.reference, others], 2)
            said = self._said(clip, step, [self.text], "nothing", self.frames)
            (said[:, :, :1] - target).square().mean().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        self.latents = torch.cat([self.reference, others.detach()], 2)

    def _said(self, clip: Tensor, step: int, texts: list[str], does: str, frames: int) -> Tensor:
        self.kept.does, self.kept.frames = does, frames
        states = torch.cat([self.model.text_states(text) for text in texts]).to(self.kind)
        time = torch.tensor(self.steps.timesteps[step], device=clip.device)
        found: Tensor = self.model.unet(clip, time, encoder_hidden_states=states).sample
        return found
