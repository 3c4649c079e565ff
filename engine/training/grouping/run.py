# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of the grouping networks: which strokes of a drawing belong to one object.

The first phase learns from scenes composed of open art, puppets and simple props. The second one,
at a lower rate, adds labelled drawings, their variants, and scenes composed of their objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.geometry.grouping.network import AffinityNetwork
from engine.geometry.grouping.tokens import mirrored, turned_round
from engine.metrics.grouping import Labelled
from engine.training.grouping.scenes import LabelledScene, augmented
from engine.training.grouping.shards import Measured, measured
from engine.training.loop import (
    LoopSettings,
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
    set_learning_rate,
)
from engine.training.schedules import one_cycle

BATCH = 6  # scenes a step
WARM, FIRST_RATE = 0.1, 0.04  # share of the steps in which the rate rises, and where it begins
HALF_WAY = 0.2  # weight of the network's intermediate opinion in the loss
THINNED = 0.5  # share of scenes that lose some strokes
_LOG_STEPS = 100


@dataclass(frozen=True)
class Phase:
    """One part of a training.

    Attributes:
        mixture: sets of scenes, each with its share of the training examples.
        rate: the highest learning rate.
    """

    name: str
    mixture: tuple[tuple[Sequence[Measured], float], ...]
    steps: int
    rate: float


class GroupingRun(TrainingTask):
    """A network in one phase of its training."""

    def __init__(self, network: AffinityNetwork, phase: Phase) -> None:
        self.network, self.phase = network, phase
        self.optimiser = torch.optim.AdamW(
            network.parameters(), phase.rate, betas=(0.9, 0.98), weight_decay=0.03
        )
        self.smoothed_loss = 0.0

    def train_step(self, step: TrainingStep) -> Values:
        """Take one step on BATCH scenes; return the smoothed loss."""
        rng = step.rng()
        set_learning_rate(self.optimiser, self.phase.rate * step.rate)
        self.optimiser.zero_grad(set_to_none=True)
        shares = np.array([share for _, share in self.phase.mixture])
        total = 0.0
        for _ in range(BATCH):
            scenes = self.phase.mixture[int(rng.choice(len(shares), p=shares / shares.sum()))][0]
            scene = varied(rng, scenes[int(rng.integers(len(scenes)))])
            loss = pair_loss(self.network, scene) / BATCH
            loss.backward()  # type: ignore[no-untyped-call]
            total += float(loss.detach())
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        older = self.smoothed_loss
        self.smoothed_loss = total if step.number == 0 else 0.98 * older + 0.02 * total
        return {"loss": self.smoothed_loss}

    def state(self) -> dict[str, Any]:
        """Return the weights, the optimiser's state and the smoothed loss."""
        return {
            "network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(),
            "smoothed_loss": self.smoothed_loss,
        }  # fmt: skip

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.smoothed_loss = float(state["smoothed_loss"])


def grouping_loop(
    folder: Path, network: AffinityNetwork, phase: Phase, seed: int, session_minutes: float = 0.0
) -> TrainingLoop[GroupingRun]:
    """Begin a phase in a folder, or resume the one that is there."""
    return TrainingLoop(
        GroupingRun(network, phase),
        folder,
        LoopSettings(phase.steps, seed=seed, session_minutes=session_minutes, log_steps=_LOG_STEPS),
        one_cycle(WARM, FIRST_RATE),
    )


def new_network(scenes: Sequence[Measured], seed: int) -> AffinityNetwork:
    """Return a network with random weights that knows mean and scale of each feature."""
    torch.manual_seed(seed)
    network = AffinityNetwork(scenes[0].tokens.shape[1], scenes[0].pairs.shape[1])
    for name in ("tokens", "pairs"):
        values = np.concatenate([getattr(scene, name) for scene in scenes[:300]])
        values = values.astype(np.float32)
        network.get_buffer(f"{name[:-1]}_mean").copy_(torch.from_numpy(values.mean(axis=0)))
        scale = torch.from_numpy(values.std(axis=0) + 1e-3)
        network.get_buffer(f"{name[:-1]}_scale").copy_(scale)
    return network


def pair_loss(network: AffinityNetwork, scene: Measured) -> Tensor:
    """Return the cross entropy of all pairs of strokes.

    The rarer of the two kinds (same object, different objects) weighs more, by the inverse root of
    its share.
    """
    tokens = torch.from_numpy(scene.tokens.astype(np.float32))
    pairs = torch.from_numpy(scene.pairs.astype(np.float32))
    labels = torch.from_numpy(scene.labels)
    first, second = torch.triu_indices(len(labels), len(labels), 1)
    same = (labels[first] == labels[second]).float()
    opinion, half_way = network(tokens, pairs)
    share = same.mean().clamp(0.05, 0.95)
    weight = torch.where(same > 0, share.rsqrt(), (1.0 - share).rsqrt())
    cross_entropy = functional.binary_cross_entropy_with_logits
    loss = (1.0 - HALF_WAY) * cross_entropy(opinion, same, reduction="none")
    loss = loss + HALF_WAY * cross_entropy(half_way, same, reduction="none")
    return (loss * weight).sum() / weight.sum()


def varied(rng: np.random.Generator, scene: Measured) -> Measured:
    """Thin a scene out, mirror it, reverse strokes and shift it, each by chance."""
    if rng.random() < THINNED:
        scene = _thinned(rng, scene)
    tokens = scene.tokens.astype(np.float32)
    if rng.random() < 0.5:
        tokens = mirrored(tokens)
    tokens = turned_round(tokens, rng.random(len(tokens)) < 0.5)
    tokens[:, :2] += rng.normal(0.0, 0.05, 2)
    return Measured(tokens.astype(np.float16), scene.pairs, scene.labels)


def variants(rng: np.random.Generator, drawings: Sequence[Labelled], count: int) -> list[Measured]:
    """Return labelled drawings and up to `count` variants of each."""
    scenes: list[Measured] = []
    for item in drawings:
        scene = LabelledScene(item.drawing, item.truth)
        others = [augmented(rng, scene) for _ in range(count)]
        usable = [other for other in others if len(np.unique(other.labels)) > 1]
        scenes += [measured(one) for one in (scene, *usable)]
    return scenes


def _thinned(rng: np.random.Generator, scene: Measured) -> Measured:
    count = len(scene.labels)
    strokes = np.flatnonzero(rng.random(count) < rng.uniform(0.65, 1.0))
    if len(strokes) < 8:
        return scene
    both = np.ix_(strokes, strokes)
    pairs = pair_indices(count)[both][np.triu_indices(len(strokes), 1)]
    return Measured(scene.tokens[strokes], scene.pairs[pairs], scene.labels[strokes])


def pair_indices(count: int) -> NDArray[np.int64]:
    """Return the index of each pair of `count` strokes among all pairs, [S, S] (upper triangle)."""
    indices = np.zeros((count, count), dtype=np.int64)
    indices[np.triu_indices(count, 1)] = np.arange(count * (count - 1) // 2)
    return indices
