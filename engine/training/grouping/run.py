# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training the grouping networks: which strokes of a drawing are of one object.

First on scenes composed of open art, puppets and simple things; then, at a lower rate, on these,
on labelled drawings, and on scenes of their objects. What a step sees depends on the seed and the
step alone: a run that was stopped goes on as if it had not been.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.geometry.grouping.network import AffinityNetwork
from engine.geometry.grouping.tokens import mirrored, turned_round
from engine.metrics.grouping import Labelled
from engine.training.grouping.scenes import Scene, augmented
from engine.training.grouping.shards import Measured, measured

BATCH = 6  # scenes a step
WARM = 0.1  # share of the steps in which the rate rises
HALF_WAY = 0.2  # weight of the first opinion in the loss
THINNED = 0.5  # share of scenes that lose some strokes
_CHECKPOINT_SECONDS = 60.0
_LOG_STEPS = 100


@dataclass(frozen=True)
class Phase:
    """One part of a training: what is learned from, how long, how fast.

    mixture: scenes and their share of the steps.
    """

    name: str
    mixture: tuple[tuple[Sequence[Measured], float], ...]
    steps: int
    rate: float


class GroupingRun:
    """A network in training, kept in one file per phase."""

    def __init__(self, file: Path, network: AffinityNetwork, phase: Phase, seed: int) -> None:
        self.file, self.network, self.phase, self.seed = file, network, phase, seed
        self.optimiser = torch.optim.AdamW(
            network.parameters(), phase.rate, betas=(0.9, 0.98), weight_decay=0.03
        )
        self.step = 0
        self.error = 0.0  # a running mean of the loss
        if file.is_file():
            self._resume()

    def train(self, tell: Callable[[str], None]) -> None:
        """Runs to the phase's end and leaves a checkpoint."""
        saved = time.monotonic()
        while self.step < self.phase.steps:
            loss = self._take()
            self.error = loss if self.step == 0 else 0.98 * self.error + 0.02 * loss
            self.step += 1
            if self.step % _LOG_STEPS == 0:
                tell(f"{self.phase.name} {self.step}/{self.phase.steps} loss {self.error:.4f}")
            if time.monotonic() - saved > _CHECKPOINT_SECONDS:
                self._save()
                saved = time.monotonic()
        self._save()

    def _take(self) -> float:
        rng = np.random.default_rng([self.seed, self.step])
        for group in self.optimiser.param_groups:
            group["lr"] = self.phase.rate * one_cycle(self.step / self.phase.steps)
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
        return total

    def _save(self) -> None:
        state = {
            "network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(),
            "step": self.step, "error": self.error,
        }  # fmt: skip
        half = self.file.with_suffix(".part")
        torch.save(state, half)
        half.replace(self.file)

    def _resume(self) -> None:
        state = torch.load(self.file, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.error = int(state["step"]), float(state["error"])


def one_cycle(share: float) -> float:
    """The rate's factor: up along a cosine, then down (Smith and Topin 2018)."""
    if share < WARM:
        return 0.04 + 0.96 * 0.5 * (1.0 - float(np.cos(np.pi * share / WARM)))
    return 0.5 * (1.0 + float(np.cos(np.pi * (share - WARM) / (1.0 - WARM))))


def new_network(scenes: Sequence[Measured], seed: int) -> AffinityNetwork:
    """Random weights, and the means and scales of the features of some scenes."""
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
    """Cross entropy of all pairs; the rarer kind of pair weighs more, by the root of its share."""
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
    """Thinned out, mirrored, strokes turned round, shifted."""
    if rng.random() < THINNED:
        scene = _thinned(rng, scene)
    tokens = scene.tokens.astype(np.float32)
    if rng.random() < 0.5:
        tokens = mirrored(tokens)
    tokens = turned_round(tokens, rng.random(len(tokens)) < 0.5)
    tokens[:, :2] += rng.normal(0.0, 0.05, 2)
    return Measured(tokens.astype(np.float16), scene.pairs, scene.labels)


def variants(rng: np.random.Generator, drawings: Sequence[Labelled], count: int) -> list[Measured]:
    """Labelled drawings and `count` variants of each."""
    found: list[Measured] = []
    for item in drawings:
        scene = Scene(item.drawing, item.truth)
        others = [augmented(rng, scene) for _ in range(count)]
        kept = [other for other in others if len(np.unique(other.labels)) > 1]
        found += [measured(one) for one in (scene, *kept)]
    return found


def _thinned(rng: np.random.Generator, scene: Measured) -> Measured:
    count = len(scene.labels)
    kept = np.flatnonzero(rng.random(count) < rng.uniform(0.65, 1.0))
    if len(kept) < 8 or len(np.unique(scene.labels[kept])) < 2:
        return scene
    chosen = pair_places(count)[np.ix_(kept, kept)][np.triu_indices(len(kept), 1)]
    return Measured(scene.tokens[kept], scene.pairs[chosen], scene.labels[kept])


def pair_places(count: int) -> NDArray[np.int64]:
    """Where the pair of two strokes is among all pairs, [S, S]."""
    places = np.zeros((count, count), dtype=np.int64)
    places[np.triu_indices(count, 1)] = np.arange(count * (count - 1) // 2)
    return places
