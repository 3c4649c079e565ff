# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training the grouping networks: `python -m engine train grouping --drawings DIR --to FILE`.

DIR holds labelled drawings, NAME.svg with NAME.json; the first of them in name order are learned
from. They are parted into folds; the first networks of a fold never see its drawings, so that the
second ones learn from opinions as good as they will be on drawings nobody has seen.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file

from engine.geometry.grouping.affinity import (
    FILE,
    AffinityModel,
    Perceptron,
    first_odds,
    tensors_of,
)
from engine.geometry.grouping.context import context_features, context_of
from engine.geometry.grouping.nearness import nearness
from engine.geometry.grouping.pairs import StrokeTable, pair_features, stroke_table
from engine.geometry.grouping.samples import sample_strokes
from engine.metrics.grouping import Labelled, read_labelled
from engine.training.grouping_scenes import (
    CutOut,
    Scene,
    augmented,
    compose,
    drawing_cut_outs,
    puppet_cut_out,
)

FOLDS = 5
BIAS = 1.0  # chosen by leave-one-fold-out on the learned drawings
MOST_STROKES = 170
FIRST_PAIRS, SECOND_PAIRS = 900, 1200  # of a scene
PUPPETS = "puppets"


@dataclass(frozen=True)
class Recipe:
    """scenes: composed, of each fold and of puppets alone. variants: of each drawing."""

    scenes: int = 100
    variants: int = 8
    steps: tuple[int, int] = (1000, 900)
    hidden: tuple[int, int] = (56, 40)


@dataclass(frozen=True, eq=False)
class Known:
    """A drawing whose pairs are learned from. weight: of all its pairs together."""

    table: StrokeTable
    labels: NDArray[np.int64]
    weight: float


Batch = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]


def main(arguments: Sequence[str]) -> int:
    """Trains and writes. Raises BadInput."""
    parser = argparse.ArgumentParser(prog="python -m engine train grouping")
    add = parser.add_argument
    add("--drawings", type=Path, required=True, metavar="DIR", help="NAME.svg with NAME.json")
    add("--first", type=int, default=15, metavar="N", help="drawings learned from, in name order")
    add("--to", type=Path, default=FILE, metavar="FILE")
    add("--scenes", type=int, default=Recipe.scenes)
    add("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    items = read_labelled(options.drawings)[: options.first]
    model = train(items, Recipe(scenes=options.scenes), options.seed, _say)
    metadata = {"format": "sketch-motion-grouping", "version": "2"}
    save_file(tensors_of(model), options.to, metadata)
    return 0


def train(
    items: Sequence[Labelled], recipe: Recipe, seed: int, say: Callable[[str], None]
) -> AffinityModel:
    """The networks learned from drawings and from scenes composed of puppets and of their parts."""
    rng = np.random.default_rng(seed)
    folds = [list(items[k::FOLDS]) for k in range(FOLDS)]
    known = {str(k): fold_scenes(rng, fold, recipe) for k, fold in enumerate(folds)}
    known[PUPPETS] = composed(rng, puppet_cut_outs(seed, 2 * recipe.scenes), recipe.scenes, 0.7)
    say("scenes")
    pairs = {name: [first_batch(rng, k) for k in group] for name, group in known.items()}
    firsts = []
    for fold in range(FOLDS):
        chosen = [b for name, group in pairs.items() if name != str(fold) for b in group]
        firsts.append(fit(chosen, recipe.hidden[0], recipe.steps[0], seed + fold, 0.02))
        say(f"first opinion, fold {fold + 1} of {FOLDS}")
    second = [
        second_batch(rng, k, firsts[int(name) if name.isdigit() else 0])
        for name, group in known.items()
        for k in group
    ]
    seconds = [fit(second, recipe.hidden[1], recipe.steps[1], seed + k, 0.05) for k in (1, 2)]
    say("second opinion")
    return AffinityModel(tuple(firsts), tuple(seconds), BIAS)


def fold_scenes(rng: np.random.Generator, items: Sequence[Labelled], recipe: Recipe) -> list[Known]:
    """Drawings, variants of them, and scenes of their objects among puppets."""
    found = [known(Scene(item.drawing, item.truth), 2.0) for item in items]
    parts: list[CutOut] = []
    for item in items:
        scene = Scene(item.drawing, item.truth)
        found += [known(augmented(rng, scene), 1.0) for _ in range(recipe.variants)]
        parts += drawing_cut_outs(item.drawing, item.truth)
    pool = [*parts, *puppet_cut_outs(int(rng.integers(1 << 30)), len(parts))]
    return found + composed(rng, pool, recipe.scenes, 1.0)


def composed(
    rng: np.random.Generator, pool: Sequence[CutOut], count: int, weight: float
) -> list[Known]:
    """Scenes of a workable number of strokes."""
    found: list[Known] = []
    while len(found) < count:
        scene = compose(rng, pool)
        if 8 <= len(scene.labels) <= MOST_STROKES:
            found.append(known(scene, weight))
    return found


def puppet_cut_outs(seed: int, count: int) -> list[CutOut]:
    """Puppets of at least three strokes."""
    found: list[CutOut] = []
    index = 0
    while len(found) < count:
        puppet = puppet_cut_out(seed, index)
        index += 1
        if len(puppet.lines) >= 3:
            found.append(puppet)
    return found


def known(scene: Scene, weight: float) -> Known:
    """A scene measured."""
    samples = sample_strokes(scene.drawing)
    return Known(stroke_table(samples, nearness(samples)), scene.labels, weight)


def first_batch(rng: np.random.Generator, item: Known) -> Batch:
    """Features, whether of one object, weights; near pairs are drawn more often and weigh less."""
    a, b = np.triu_indices(len(item.labels), 1)
    chance = 1.0 / (6.0 + item.table.near.distance[a, b].astype(np.float64))
    chance /= chance.sum()
    chosen = rng.choice(len(a), min(FIRST_PAIRS, len(a)), replace=False, p=chance)
    a, b, weights = a[chosen], b[chosen], 1.0 / chance[chosen]
    same = (item.labels[a] == item.labels[b]).astype(np.float32)
    weights = weights / weights.sum() * item.weight
    return pair_features(item.table, a, b), same, weights.astype(np.float32)


def second_batch(rng: np.random.Generator, item: Known, first: Perceptron) -> Batch:
    """The same for the second opinion, given what the first networks say."""
    context = context_of(item.table, first_odds(item.table, (first,)))
    a, b = np.triu_indices(len(item.labels), 1)
    chosen = rng.choice(len(a), min(SECOND_PAIRS, len(a)), replace=False)
    a, b = a[chosen], b[chosen]
    same = (item.labels[a] == item.labels[b]).astype(np.float32)
    weights = np.full(len(a), item.weight / len(a), dtype=np.float32)
    return context_features(context, a, b), same, weights


def fit(batches: Sequence[Batch], hidden: int, steps: int, seed: int, decay: float) -> Perceptron:
    """A perceptron of two hidden layers by AdamW and one cycle of its rate."""
    torch.manual_seed(seed)
    features, same, weights = (
        torch.from_numpy(np.concatenate([batch[k] for batch in batches])) for k in range(3)
    )
    weights = (weights / weights.mean()).clamp(max=6.0)
    mean, scale = features.mean(0), features.std(0) + 1e-3
    values = ((features - mean) / scale).clamp(-4.0, 4.0)
    sizes = (values.shape[1], hidden, hidden // 2, 1)
    linear = [torch.nn.Linear(a, b) for a, b in pairwise(sizes)]
    gelu = torch.nn.GELU()
    network = torch.nn.Sequential(linear[0], gelu, linear[1], gelu, linear[2])
    optimiser = torch.optim.AdamW(network.parameters(), 5e-3, weight_decay=decay)
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, 5e-3, total_steps=steps)
    for _ in range(steps):
        chosen = torch.randint(len(values), (2048,))
        seen = values[chosen]
        seen = seen + 0.08 * torch.randn_like(seen)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            network(seen)[:, 0], same[chosen], weights[chosen]
        )
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        cycle.step()
    layers = tuple((k.weight.detach().numpy(), k.bias.detach().numpy()) for k in linear)
    return Perceptron(mean.numpy(), scale.numpy(), layers)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
