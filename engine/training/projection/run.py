# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of the autoencoder: from sketches a little bent and broken to what they were.

Afterwards all sketches become latents: the bank.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.clean.projection.autoencoder import AutoencoderConfig, SketchAutoencoder
from engine.clean.projection.bank import SketchBank
from engine.training.loop import (
    AveragedWeights,
    LoopSettings,
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
    set_learning_rate,
)
from engine.training.projection.sketches import SketchFields

BATCH = 32
RATE = 2e-3
DECAY = 0.995
ON_LINES = 5.0  # how much more a pixel on a line counts
BENT = 0.06  # of half the picture, how far lines of the input are off
USUAL = 95.0  # percentile of distances to the nearest neighbour
EVALUATION_STEPS = 250  # steps between evaluations


class SketchRun(TrainingTask):
    """An autoencoder that learns from fields of sketches."""

    def __init__(
        self, config: AutoencoderConfig, learned: SketchFields, held_back: SketchFields
    ) -> None:
        self.network = SketchAutoencoder(config)
        self.learned = np.concatenate(list(learned.fields.values()))
        self.held_back = np.concatenate(list(held_back.fields.values()))[::7]
        self.optimiser = torch.optim.AdamW(self.network.parameters(), RATE, weight_decay=1e-4)
        self.averaged = AveragedWeights(_floats(self.network))

    def train_step(self, step: TrainingStep) -> Values:
        """Take one step on BATCH sketches."""
        rng = step.rng()
        set_learning_rate(self.optimiser, RATE * step.rate)
        fields = _tensor(self.learned[rng.integers(0, len(self.learned), BATCH)])
        clean = _turned(fields, rng)
        loss = field_loss(self.network(_roughened(clean, rng)), clean)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()
        decay = min(DECAY, 1.0 - 5.0 / (step.number + 5))
        self.averaged.update(_floats(self.network), decay)
        return {"loss": loss.detach()}

    def evaluate(self) -> Values:
        """Return the averaged network's loss on sketches that are held back."""
        network = self.averaged_network()
        with torch.inference_mode():
            fields = _tensor(self.held_back)
            return {"held back": float(field_loss(network(fields), fields))}

    def averaged_network(self) -> SketchAutoencoder:
        """Return the network with the averaged weights, for use."""
        network = SketchAutoencoder(self.network.config)
        network.load_state_dict({**network.state_dict(), **self.averaged.values})
        return network.eval()

    def state(self) -> dict[str, Any]:
        """Return weights, averages and the optimiser's state."""
        return {
            "network": self.network.state_dict(),
            "averaged": self.averaged.values,
            "optimiser": self.optimiser.state_dict(),
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        self.network.load_state_dict(state["network"])
        self.averaged.load(state["averaged"], torch.device("cpu"))
        self.optimiser.load_state_dict(state["optimiser"])


def sketch_loop(
    folder: Path,
    learned: SketchFields,
    held_back: SketchFields,
    settings: LoopSettings,
    drawn: Mapping[str, int | str] | None = None,
) -> TrainingLoop[SketchRun]:
    """Begin a run in a folder, or resume the one that is there.

    drawn: options that say which sketches there are; a resumed run has the same.
    """
    torch.manual_seed(settings.seed)
    task = SketchRun(AutoencoderConfig(), learned, held_back)
    return TrainingLoop(task, folder, settings, falling, {**(drawn or {}), "seed": settings.seed})


def falling(number: int, progress: float) -> float:
    """Return the factor of the learning rate: a short rise, then down to 2 % along a cosine."""
    return min(1.0, (number + 1) / 50) * (0.51 + 0.49 * float(np.cos(np.pi * min(progress, 1.0))))


def field_loss(made: Tensor, truth: Tensor) -> Tensor:
    """Return the squared error of fields; it counts more on lines."""
    return ((1.0 + ON_LINES * truth) * (made - truth) ** 2).mean()


def bank_of(
    network: SketchAutoencoder, learned: SketchFields, held_back: SketchFields
) -> SketchBank:
    """Return the bank of all sketches that were learned from.

    It lacks a part of which none is held back: nobody knows what is usual there.
    """
    measured = {name: rows for name, rows in learned.fields.items() if name in held_back.fields}
    latents = {name: _encoded(network, rows) for name, rows in measured.items()}
    usual = {}
    for name, known in latents.items():
        new = _encoded(network, held_back.fields[name]).astype(np.float32)
        away = [np.linalg.norm(known.astype(np.float32) - row, axis=1).min() for row in new]
        usual[name] = float(np.percentile(away, USUAL))
    return SketchBank(latents, usual)


def _encoded(network: SketchAutoencoder, fields: NDArray[np.uint8]) -> NDArray[np.float16]:
    with torch.inference_mode():
        parts = [network.encode(_tensor(fields[k : k + 64])) for k in range(0, len(fields), 64)]
    return np.asarray(torch.cat(parts).numpy().astype(np.float16))


def _tensor(fields: NDArray[np.uint8]) -> Tensor:
    return torch.from_numpy(fields.astype(np.float32) / 255.0)[:, None]


def _floats(network: SketchAutoencoder) -> dict[str, Tensor]:
    return {k: v for k, v in network.state_dict().items() if v.is_floating_point()}


def _turned(fields: Tensor, rng: np.random.Generator) -> Tensor:
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


def _roughened(fields: Tensor, rng: np.random.Generator) -> Tensor:
    """Bend the lines of fields, and wipe a place out of each."""
    count, side = len(fields), fields.shape[-1]
    bends = torch.from_numpy(rng.normal(0.0, BENT, (count, 2, 8, 8)).astype(np.float32))
    smooth = functional.interpolate(bends, size=(side, side), mode="bicubic", align_corners=False)
    still = torch.eye(2, 3).expand(count, 2, 3)
    grid = functional.affine_grid(still, list(fields.shape), align_corners=False)
    bent = functional.grid_sample(fields, grid + smooth.permute(0, 2, 3, 1), align_corners=False)
    rows, columns = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
    middle = torch.from_numpy(rng.uniform(0, side, (count, 2)).astype(np.float32))[..., None, None]
    radius = torch.from_numpy(rng.uniform(0, 0.1 * side, count).astype(np.float32))[:, None, None]
    left = torch.hypot(rows - middle[:, 0], columns - middle[:, 1]) > radius
    return bent * left[:, None]
