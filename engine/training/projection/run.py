# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of the autoencoder: from sketches a little bent to what they were.

Afterwards all sketches become latents: the bank.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.clean.projection.autoencoder import AutoencoderConfig, SketchAutoencoder
from engine.clean.projection.bank import SketchBank
from engine.clean.projection.sketch_lines import SketchLines
from engine.training.averaged_task import AveragedTask
from engine.training.loop import (
    LoopSettings,
    TrainingLoop,
    TrainingStep,
    Values,
    set_learning_rate,
)
from engine.training.projection.sketches import Bytes, fields_of

BATCH = 48
RATE = 2e-3
ON_LINES = 5.0  # how much more a pixel on a line counts
BENT = 0.05  # of half the picture, how far lines of the input are off
MEASURED = 5  # one of so many that are held back
EVALUATION_STEPS = 250  # steps between evaluations


class SketchRun(AveragedTask):
    """An autoencoder that learns from fields of sketches."""

    def __init__(self, config: AutoencoderConfig, learned: Bytes, held_back: Bytes) -> None:
        self.network = SketchAutoencoder(config)
        weights = self.network.parameters()
        super().__init__(self.network, torch.optim.AdamW(weights, RATE, weight_decay=1e-4))
        self.learned, self.held_back = learned, held_back[::MEASURED]

    def train_step(self, step: TrainingStep) -> Values:
        """Take one step on BATCH sketches."""
        rng = step.rng()
        set_learning_rate(self.optimiser, RATE * step.rate)
        fields = tensor_of(self.learned[rng.integers(0, len(self.learned), BATCH)])
        clean = turned(fields, rng)
        loss = field_loss(self.network(bent(clean, rng)), clean)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()
        self.average(step.number)
        return {"loss": loss.detach()}

    def evaluate(self) -> Values:
        """Return the averaged network's loss on sketches that are held back."""
        network = self.averaged_network()
        with torch.inference_mode():
            fields = tensor_of(self.held_back)
            return {"held back": float(field_loss(network(fields), fields))}

    def averaged_network(self) -> SketchAutoencoder:
        """Return the network with the averaged weights, for use."""
        return self.with_average(SketchAutoencoder(self.network.config))


def sketch_loop(
    folder: Path,
    learned: Bytes,
    held_back: Bytes,
    settings: LoopSettings,
    drawn: Mapping[str, int | str] | None = None,
) -> TrainingLoop[SketchRun]:
    """Begin a run in a folder, or resume the one that is there.

    learned, held_back: [N, SIDE, SIDE], 255 on lines. drawn: options that say which sketches there
    are; a resumed run has the same.
    """
    torch.manual_seed(settings.seed)
    task = SketchRun(AutoencoderConfig(), learned, held_back)
    return TrainingLoop(task, folder, settings, falling, {**(drawn or {}), "seed": settings.seed})


def falling(number: int, progress: float) -> float:
    """Return the factor of the learning rate: a short rise, then down to 2 % along a cosine."""
    return min(1.0, (number + 1) / 50) * (0.51 + 0.49 * float(np.cos(np.pi * min(progress, 1.0))))


def field_loss(made: Tensor, truth: Tensor) -> Tensor:
    """Return the squared error of fields; it counts more on lines."""
    return ((1.0 + ON_LINES * truth**3) * (made - truth) ** 2).mean()


def bank_of(network: SketchAutoencoder, known: Mapping[str, SketchLines]) -> SketchBank:
    """Return the bank of known drawings."""
    latents = {part: _encoded(network, fields_of({part: known[part]})) for part in known}
    return SketchBank(latents, dict(known))


def _encoded(network: SketchAutoencoder, fields: Bytes) -> NDArray[np.float16]:
    with torch.inference_mode():
        parts = [network.encode(tensor_of(fields[k : k + 64])) for k in range(0, len(fields), 64)]
    return np.asarray(torch.cat(parts).numpy().astype(np.float16))


def tensor_of(fields: Bytes) -> Tensor:
    return torch.from_numpy(fields.astype(np.float32) / 255.0)[:, None]


def turned(fields: Tensor, rng: np.random.Generator) -> Tensor:
    """Mirror, turn, stretch and shift fields by chance."""
    count = len(fields)
    turn, stretch = rng.uniform(-0.15, 0.15, count), np.exp(rng.uniform(-0.12, 0.12, (count, 2)))
    mirror = rng.choice([-1.0, 1.0], count)
    theta = np.zeros((count, 2, 3), np.float32)
    theta[:, 0, 0], theta[:, 0, 1] = np.cos(turn) * stretch[:, 0] * mirror, -np.sin(turn)
    theta[:, 1, 0], theta[:, 1, 1] = np.sin(turn) * mirror, np.cos(turn) * stretch[:, 1]
    theta[:, :, 2] = rng.uniform(-0.05, 0.05, (count, 2))
    grid = functional.affine_grid(torch.from_numpy(theta), list(fields.shape), align_corners=False)
    return functional.grid_sample(fields, grid, align_corners=False)


def bent(fields: Tensor, rng: np.random.Generator) -> Tensor:
    """Bend the lines of fields by chance."""
    count, side = len(fields), fields.shape[-1]
    bends = torch.from_numpy(rng.normal(0.0, BENT, (count, 2, 8, 8)).astype(np.float32))
    smooth = functional.interpolate(bends, size=(side, side), mode="bicubic", align_corners=False)
    still = torch.eye(2, 3).expand(count, 2, 3)
    grid = functional.affine_grid(still, list(fields.shape), align_corners=False)
    places = grid + smooth.permute(0, 2, 3, 1)
    return functional.grid_sample(fields, places, align_corners=False)
