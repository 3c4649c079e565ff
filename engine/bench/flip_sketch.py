# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""FlipSketch's own denoising step (Bandyopadhyay and Song 2024), to measure ours against.

It does the same work in the same order as the published programs, and is written from a description
of what they do. A step calls the model four times: without prompt on all frames, without prompt on
the reference clip, without prompt on that clip again to save queries and keys, and with the prompt
on all frames to use them. Self-attention holds all its logits. The inversion calls the model for
five frames, with and without the prompt. With `align`, as in their app_full, there are also ten
rounds of gradients through the whole model, with all activations kept for the backward pass.
Weights, classes and the attention to the text are those that our loop uses.
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
class SavedFeatures:
    """Queries and keys of the reference clip, by layer.

    Attributes:
        mode: what the call that runs now does with them: "nothing", "save" or "use".
        frames: of the clip in this call.
        taken: frames of the reference clip, whose queries are used.
    """

    queries: dict[str, Tensor] = field(default_factory=dict)
    keys: dict[str, Tensor] = field(default_factory=dict)
    mode: str = "nothing"
    frames: int = 0
    taken: int = 0


class FullLogits:
    """Self-attention with all logits at once.

    Its kind, over frames or over positions, is taken from the length of what it attends to.
    """

    def __init__(self, name: str, saved: SavedFeatures) -> None:
        self.name, self.saved = name, saved

    def __call__(self, attn: Any, hidden_states: Tensor, *_: Any, **__: Any) -> Tensor:
        heads, saved = attn.heads, self.saved
        query, key, value = (
            self._split(layer(hidden_states), heads) for layer in (attn.to_q, attn.to_k, attn.to_v)
        )
        over_frames = query.shape[1] in (saved.frames, saved.taken)
        if saved.mode == "save":
            saved.queries[self.name], saved.keys[self.name] = query, key
        if saved.mode == "use" and not over_frames:
            query = query.clone()
            query[: saved.taken * heads] = saved.queries[self.name]
        logits = torch.bmm(query, key.transpose(1, 2)) / math.sqrt(query.shape[-1])
        if saved.mode == "use" and over_frames:
            tied = saved.keys[self.name][:, :1]
            column = (query * tied).sum(-1) / math.sqrt(query.shape[-1])
            gain = 1 + FIDELITY * torch.arange(query.shape[1], device=query.device) / 50
            logits[:, :, 0] = column * gain.to(column)
        result = torch.bmm(logits.softmax(-1), value)
        count, length, width = result.shape
        result = result.view(-1, heads, length, width).transpose(1, 2)
        projected: Tensor = attn.to_out[0](result.reshape(count // heads, length, -1))
        return projected

    @staticmethod
    def _split(item: Tensor, heads: int) -> Tensor:
        count, length, width = item.shape
        parts = item.view(count, length, heads, width // heads).transpose(1, 2)
        return parts.reshape(count * heads, length, -1)


class FlipSketchLoop:
    """The published loop on a model, step by step. `end` gives the model its attention back."""

    def __init__(
        self, model: DiffusersVideo, steps: Steps, frames: int, size: int, text: str
    ) -> None:
        """size: pixels of a side of the pictures."""
        self.model, self.steps, self.frames, self.text = model, steps, frames, text
        self.saved = SavedFeatures(frames=frames)
        unet: Any = model.unet
        self._before = dict(unet.attn_processors)
        own = {
            name: FullLogits(name, self.saved) if ".attn1." in name else processor
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
        """Give the model its own attention back."""
        unet: Any = self.model.unet
        unet.set_attn_processor(self._before)

    @torch.no_grad()
    def invert(self, step: int) -> None:
        """Do a step of the inversion: five frames, with and without the prompt, which is empty."""
        clip = self.reference.expand(2, -1, 5, -1, -1)
        output = self._output(clip, step, ["", ""], "nothing", 5)
        noise = output[:1] + GUIDANCE * (output[:1] - output[1:])
        self.steps.up(clip[:1].float(), noise.float(), step)

    def step(self, step: int, align: bool) -> None:
        """Do a step of sampling."""
        if align and step < ALIGNED:
            self._align(step)
        with torch.no_grad():
            self._denoise(step)

    def _denoise(self, step: int) -> None:
        taken = FAITHFUL.query_frames(step, self.frames)
        if self.reference.shape[2] < taken:
            self.reference = self.reference[:, :, :1].expand(-1, -1, taken, -1, -1)
        clip = self.reference = self.reference[:, :, :taken]
        self.saved.taken = taken
        plain = self._output(self.latents, step, [""], "nothing", self.frames)
        still = self._output(clip, step, [""], "nothing", taken)
        composed = step < COMPOSED
        if composed:
            self._output(clip, step, [""], "save", taken)
            self.reference = self.steps.down(clip.float(), still.float(), step).to(self.kind)
        mode = "use" if composed else "nothing"
        prompted = self._output(self.latents, step, [self.text], mode, self.frames)
        noise = plain + GUIDANCE * (prompted - plain)
        self.latents = self.steps.down(self.latents.float(), noise.float(), step).to(self.kind)

    def _align(self, step: int) -> None:
        with torch.no_grad():
            first = self.reference[:, :, :1]
            target = self._output(first, step, [""], "nothing", 1)
        others = self.latents[:, :, 1:].clone().requires_grad_(True)
        optimiser = torch.optim.Adam([others], lr=RATE)
        for _ in range(ROUNDS):
            optimiser.zero_grad()
            clip = torch.cat([first, others], 2)
            output = self._output(clip, step, [self.text], "nothing", self.frames)
            (output[:, :, :1] - target).square().mean().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        self.latents = torch.cat([first, others.detach()], 2)

    def _output(self, clip: Tensor, step: int, texts: list[str], mode: str, frames: int) -> Tensor:
        self.saved.mode, self.saved.frames = mode, frames
        states = torch.cat([self.model.text_states(text) for text in texts]).to(self.kind)
        time = torch.tensor(self.steps.timesteps[step], device=clip.device)
        output: Tensor = self.model.unet(clip, time, encoder_hidden_states=states).sample
        return output
