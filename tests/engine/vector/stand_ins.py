# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stand-ins: a prior with known answers, a small drawing, a run that is interrupted."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from addon.contract.drawing import Drawing
from addon.contract.errors import Stopped
from engine.language.understood import Understood
from engine.priors.base import PointSketch
from engine.vector.refinement.networks import ObjectNetwork
from engine.vector.refinement.optimise import Refinement

torch.set_num_threads(1)


class VerbPrior:
    """Every verb has a closed-form motion; the score points from it to where the points are."""

    name = "verbs"
    frames = 16

    def motion(self, sketch: PointSketch, texts: Sequence[str], loop: bool) -> Tensor:
        """[16, H, 2]: "jumps" goes up and down, "waves" ripples, "runs" goes right."""
        at = torch.arange(self.frames) / (self.frames if loop else self.frames - 1)
        arc = torch.sin(2 * math.pi * at) if loop else torch.sin(math.pi * at)
        moved = torch.zeros(self.frames, sketch.count, 2)
        for index, text in enumerate(texts):
            mine = (sketch.objects == index) & sketch.movable
            if "jump" in text:
                moved[:, mine, 1] = -40 * arc[:, None]
            if "run" in text:
                moved[:, mine, 0] = 50 * (arc if loop else at)[:, None]
            if "wave" in text:
                phase = sketch.points[mine, 0] / 30
                ripple = torch.sin(2 * math.pi * at[:, None] + phase) - torch.sin(phase)
                moved[:, mine, 1] = 8 * ripple
        return moved

    def sample(
        self,
        sketch: PointSketch,
        texts: Sequence[str],
        *,
        loop: bool = False,
        seed: int = 0,
        count: int = 1,
        guidance: float = 2.2,
        steps: int = 16,
        on_step: Callable[[int, int], None] | None = None,
    ) -> Tensor:
        generator = torch.Generator().manual_seed(seed)
        for step in range(steps):
            if on_step is not None:
                on_step(step, steps)
        size = 1 + 0.05 * torch.randn(count, 1, 1, 1, generator=generator)
        return self.motion(sketch, texts, loop)[None] * size

    def score(
        self,
        sketch: PointSketch,
        texts: Sequence[str],
        trajectories: Tensor,
        *,
        level: float,
        noise_seed: int,
        guidance: float = 4.0,
        loop: bool = False,
    ) -> Tensor:
        generator = torch.Generator().manual_seed(noise_seed)
        noise = 0.1 * level * torch.randn(trajectories.shape, generator=generator)
        return trajectories - self.motion(sketch, texts, loop) + noise

    def understood(self, text: str) -> Understood:
        return Understood(any(verb in text for verb in ("jump", "run", "wave")), text)


class InterruptedRun:
    """Progress that stops at its n-th step and keeps the last checkpoint; then it goes on."""

    def __init__(self, stop_at: int = -1) -> None:
        self.stop_at = stop_at
        self.steps = 0
        self.phases: list[str] = []
        self.warnings: list[str] = []
        self.kept: tuple[dict[str, NDArray[Any]], dict[str, str]] | None = None

    def step(self, phase: str, step: int, steps: int, *, loss: float | None = None) -> None:
        self.phases.append(phase)
        self.steps += 1
        if self.steps == self.stop_at:
            raise Stopped("stopped")

    def warn(self, text: str) -> None:
        self.warnings.append(text)

    def wants_preview(self) -> bool:
        return False

    def preview(self, frames: NDArray[Any]) -> None:
        raise AssertionError("no preview was wanted")

    def wants_checkpoint(self) -> bool:
        return self.steps % 3 == 0

    def save_checkpoint(
        self, arrays: Mapping[str, Tensor | NDArray[Any]], metadata: Mapping[str, str]
    ) -> None:
        self.kept = (
            {k: torch.as_tensor(v).numpy().copy() for k, v in arrays.items()},
            dict(metadata),
        )

    def load_checkpoint(self) -> tuple[dict[str, NDArray[Any]], dict[str, str]] | None:
        return self.kept


def strokes_drawing(
    objects: Sequence[int] = (0, 0, 0, 1, 1, -1),
    *,
    names: Sequence[str] = ("dog", "flag"),
    locked: Sequence[int] | None = None,
    scale: float = 1.0,
    points: int = 9,
) -> Drawing:
    """Curved strokes, one for each entry of objects, on a square canvas of 256 px x scale."""
    random = np.random.default_rng(7)
    u = np.linspace(0, 1, points)[:, None]
    strokes = []
    for _ in objects:
        start, way = random.uniform(40, 180, 2), random.uniform(-40, 40, 2)
        bend = np.concatenate([np.sin(4 * u), np.cos(3 * u)], axis=1)
        strokes.append(start + way * u + 6 * bend)
    positions = (np.concatenate(strokes) * scale).astype(np.float32)
    return Drawing.build(
        positions,
        np.arange(len(objects) + 1, dtype=np.int32) * points,
        canvas=(256 * scale, 256 * scale),
        objects=np.array(objects, np.int32),
        object_names=names,
        locked=None if locked is None else np.array(locked, np.uint8),
    )


def object_networks(run: Refinement) -> list[ObjectNetwork]:
    """Return the networks of a refinement in which no bones are refined."""
    networks = [network for network in run.networks if isinstance(network, ObjectNetwork)]
    assert len(networks) == len(run.networks)
    return networks
