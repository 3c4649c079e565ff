# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One double step as Live-Sketch takes it (Gal et al. 2023), to measure ours against.

The same work in the same order as the published program: its network, one diffvg scene for each
frame, perspective and crop of the frames and of as many copies of the drawing at rest, the encoder
over all frames at once with everything kept for the backward pass, the denoiser on a batch of two,
and all of that once for the local and once for the global optimiser. Written from the description
of what it does; weights, classes and attention are those that ours runs on.
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
    """strokes [S,4,2] at rest in a square of `size` pixels; frames K; diffvg or None (then the
    pictures are given, and drawing them takes no time).
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
        """Both passes of an iteration."""
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
        said = self.model.noise(schedule.noisy(clean, noise, timestep), timestep, text, guidance)
        pull = torch.nan_to_num(schedule.weight(timestep) * (said - noise))
        latents.backward(pull)  # type: ignore[no-untyped-call]

    def _ink(self, moved: Tensor) -> Tensor:
        if self.diffvg is None:
            return self.given + 0.0 * moved.sum()
        points = self.strokes.to(moved) + moved.view(self.frames, -1, 4, 2)
        return yardstick.render(self.diffvg, points, 3.0, self.size)[:, None].to(moved.device)
