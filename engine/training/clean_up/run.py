# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of the line denoiser: from rough drawings to where their samples belong.

Every drawing is made anew and learned from once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy.spatial import cKDTree
from torch import Tensor, nn
from torch.nn import functional

from engine.clean.denoising.neighbourhoods import neighbourhoods
from engine.clean.denoising.network import LineDenoiser, Opinion, Surroundings
from engine.geometry.bezier import Floats
from engine.training.clean_up.roughening import RoughDrawing, random_drawing
from engine.training.loop import (
    AveragedWeights,
    LoopSettings,
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
    set_learning_rate,
)

RATE = 3e-3
DECAY = 0.995
ALONG = 0.3  # how much an error along the line counts
DOUBT, TURN, CORNER = 0.3, 0.3, 0.1  # weights of the other losses
EARLY = 0.4  # weight of what a round before the last one says
MEASURED = 40  # drawings that are held back
HELD_BACK_SEED = 1 << 21  # far from the seeds that people choose
EVALUATION_STEPS = 500


class DenoiserRun(TrainingTask):
    """A line denoiser that learns from drawings made on the way."""

    def __init__(self) -> None:
        self.network = LineDenoiser()
        self.optimiser = torch.optim.AdamW(self.network.parameters(), RATE, weight_decay=0.01)
        self.averaged = AveragedWeights(_floats(self.network))
        self.smoothed: dict[str, float] = {}

    def train_step(self, step: TrainingStep) -> Values:
        """Take one step on one drawing."""
        set_learning_rate(self.optimiser, RATE * step.rate)
        drawing = random_drawing(np.random.default_rng([step.seed, step.number, 77]))
        loss, error = denoising_loss(self.network(surroundings(drawing)), drawing)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.averaged.update(_floats(self.network), min(DECAY, 1.0 - 5.0 / (step.number + 5)))
        for name, value in (("loss", float(loss.detach())), ("error", error)):
            self.smoothed[name] = 0.98 * self.smoothed.get(name, value) + 0.02 * value
        return self.smoothed

    def evaluate(self) -> Values:
        """Return how far samples of drawings that are held back lie from the true lines."""
        return measured(self.averaged_network(), held_back())

    def averaged_network(self) -> LineDenoiser:
        """Return the network with the averaged weights, for use."""
        network = LineDenoiser()
        network.load_state_dict({**network.state_dict(), **self.averaged.values})
        return network.eval()

    def state(self) -> dict[str, Any]:
        """Return weights, averages, the optimiser's state and the smoothed losses."""
        return {
            "network": self.network.state_dict(), "averaged": self.averaged.values,
            "optimiser": self.optimiser.state_dict(), "smoothed": self.smoothed,
        }  # fmt: skip

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        self.network.load_state_dict(state["network"])
        self.averaged.load(state["averaged"], torch.device("cpu"))
        self.optimiser.load_state_dict(state["optimiser"])
        self.smoothed = dict(state["smoothed"])


def denoiser_loop(folder: Path, settings: LoopSettings) -> TrainingLoop[DenoiserRun]:
    """Begin a run in a folder, or resume the one that is there."""
    torch.manual_seed(settings.seed)
    return TrainingLoop(DenoiserRun(), folder, settings, falling, {"seed": settings.seed})


def falling(number: int, progress: float) -> float:
    """Return the factor of the learning rate: a short rise, then down to 1 % along a cosine."""
    return min(1.0, (number + 1) / 50) * (0.505 + 0.495 * float(np.cos(np.pi * min(progress, 1.0))))


def surroundings(drawing: RoughDrawing) -> Surroundings:
    """Return what the samples of a drawing see."""
    return Surroundings.of(neighbourhoods([stroke.points for stroke in drawing.strokes]))


def denoising_loss(opinions: Sequence[Opinion], drawing: RoughDrawing) -> tuple[Tensor, float]:
    """Return the loss, and how far the samples lie from where they belong, across the lines.

    Errors are Laplace distributed, their scale is the network's doubt.
    """
    target, way, corner = (
        torch.from_numpy(np.concatenate(rows).astype(np.float32))
        for rows in zip(*((s.targets, s.ways, s.corners) for s in drawing.strokes), strict=True)
    )
    double = torch.stack([way[:, 0] ** 2 - way[:, 1] ** 2, 2.0 * way[:, 0] * way[:, 1]], 1)
    total, weight = torch.zeros(()), 0.0
    for number, opinion in enumerate(opinions):
        share = 1.0 if number == len(opinions) - 1 else EARLY
        gap = opinion.points - target
        along = (gap * way).sum(1)
        across = gap[:, 1] * way[:, 0] - gap[:, 0] * way[:, 1]
        error = torch.sqrt(across**2 + (ALONG * along) ** 2 + 0.05**2)
        doubted = error.detach() / opinion.doubt + torch.log(opinion.doubt)
        turned = 1.0 - functional.cosine_similarity(opinion.double_angle, double)
        sharp = functional.binary_cross_entropy_with_logits(opinion.corner, corner)
        loss = error.mean() + DOUBT * doubted.mean() + TURN * turned.mean() + CORNER * sharp
        total, weight = total + share * loss, weight + share
    return total / weight, float(across.detach().abs().mean())


@lru_cache(maxsize=2)
def held_back(count: int = MEASURED) -> tuple[RoughDrawing, ...]:
    """Return drawings that aren't learned from; their puppets are of other families."""
    return tuple(
        random_drawing(np.random.default_rng([HELD_BACK_SEED, n, 77]), held_out=True)
        for n in range(count)
    )


def measured(network: LineDenoiser, drawings: Sequence[RoughDrawing]) -> dict[str, float]:
    """Return the mean distance of samples to the true lines, before and after, by hand.

    Of drawings that aren't drawn over: how far the samples are moved.
    """
    rows: dict[str, list[float]] = {}
    for drawing in drawings:
        hand = drawing.kind.split(", ")[1]
        with torch.inference_mode():
            moved = network(surroundings(drawing))[-1].points.double().numpy()
        drawn = np.concatenate([stroke.points for stroke in drawing.strokes])
        if hand == "once":
            rows.setdefault("once moved", []).append(float(np.hypot(*(moved - drawn).T).mean()))
            continue
        tree = cKDTree(np.concatenate([_fine(line) for line in drawing.truth]))
        rows.setdefault(f"{hand} before", []).append(float(tree.query(drawn)[0].mean()))
        rows.setdefault(f"{hand} after", []).append(float(tree.query(moved)[0].mean()))
    return {name: float(np.mean(values)) for name, values in sorted(rows.items())}


def _fine(line: Floats) -> Floats:
    place = np.linspace(0, len(line) - 1, 8 * len(line))
    return np.stack([np.interp(place, np.arange(len(line)), column) for column in line.T], 1)


def _floats(network: LineDenoiser) -> dict[str, Tensor]:
    return {k: v for k, v in network.state_dict().items() if v.is_floating_point()}
