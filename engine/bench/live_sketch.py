# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Live-Sketch's own double step (Gal et al. 2023), to measure ours against.

It does the same work in the same order as the published program, and is written from a description
of what that does: its network; one diffvg scene for each frame; perspective and crop of the frames
and of as many copies of the drawing at rest; the encoder over all frames at once, with all
activations kept for the backward pass; the denoiser on a batch of two. All of that is done once for
the local and once for the global optimiser. Weights, classes and attention are those that our loop
uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from engine.bench import diffvg as yardstick
from engine.priors.video.model import DiffusersVideo
from engine.render.augmentation import random_viewpoint, warp_pictures
from engine.vector.refinement.networks import ObjectNetwork, ObjectPoints
from engine.vector.refinement.training_state import Optimisers
from engine.vector.settings import FAITHFUL_NETWORK, FAITHFUL_OPTIMISER

GUIDANCE = 30.0, 40.0


@dataclass
class LiveSketchLoop:
    """The published loop on a model and a drawing.

    Attributes:
        strokes: cubics [S,4,2] at rest, (x, y), in a square of `size` pixels.
        frames: of the animation.
        diffvg: the module; with None made-up pictures are used, which take no time to draw.
    """

    model: DiffusersVideo
    strokes: Tensor
    frames: int
    size: int
    diffvg: Any | None

    def __post_init__(self) -> None:
        points = self.strokes.reshape(-1, 2).cpu()
        owner = torch.arange(len(self.strokes)).repeat_interleave(4)
        network = ObjectNetwork(
            ObjectPoints(points, owner), self.frames, FAITHFUL_NETWORK, loop=False, seed=0
        )
        self.network = network.to(self.model.device)
        self.optimisers = Optimisers([self.network], FAITHFUL_OPTIMISER)
        self.given = torch.rand(self.frames, 1, self.size, self.size, device=self.model.device)

    def double_step(self, number: int, text: str) -> None:
        """Do both passes of an iteration."""
        self._pass(2 * number, text, GUIDANCE[0])
        self.optimisers.step_local()
        self._pass(2 * number + 1, text, GUIDANCE[1])
        self.optimisers.step_global()

    def _pass(self, seed: int, text: str, guidance: float) -> None:
        generator = torch.Generator().manual_seed(seed)
        self.optimisers.clear()
        moved = self.network(None)
        ink = self._ink(moved)
        viewpoint = random_viewpoint(generator, pixels=self.size)
        both = warp_pictures(torch.cat([ink, ink.detach()]), viewpoint)
        pictures = 1 - both[: self.frames]
        latents = self.model.encode(pictures.expand(-1, 3, -1, -1), generator)
        schedule = self.model.schedule
        timestep = int(torch.randint(50, 949, (1,), generator=generator))
        clean = latents.detach()
        noise = torch.randn(clean.shape, generator=generator).to(clean)
        predicted = self.model.noise(
            schedule.noisy(clean, noise, timestep), timestep, text, guidance
        )
        pull = torch.nan_to_num(schedule.weight(timestep) * (predicted - noise))
        latents.backward(pull)  # type: ignore[no-untyped-call]

    def _ink(self, moved: Tensor) -> Tensor:
        if self.diffvg is None:
            return self.given + 0.0 * moved.sum()
        points = self.strokes.to(moved) + moved.view(self.frames, -1, 4, 2)
        return yardstick.render(self.diffvg, points, 3.0, self.size)[:, None].to(moved.device)
