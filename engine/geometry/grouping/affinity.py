# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How surely two strokes are of one object: small networks over the features of pairs.

A first opinion from how two strokes lie and look, a second one from it and the order of drawing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from engine.geometry.grouping.context import context_features, context_of
from engine.geometry.grouping.pairs import StrokeTable, pair_features
from engine.geometry.grouping.samples import Floats, Ints

FILE = Path(__file__).parents[2] / "models" / "grouping" / "grouping.safetensors"
SUREST = 6.0  # log odds; no pair is surer
BLOCK = 1 << 16  # pairs at a time


@dataclass(frozen=True, eq=False)
class Perceptron:
    """On standardised features: mean, scale [F]; layers of weights and biases, GELU between."""

    mean: Floats
    scale: Floats
    layers: tuple[tuple[Floats, Floats], ...]

    def __call__(self, features: Floats) -> Floats:
        """Log odds [K] of pairs [K, F] within -SUREST..SUREST."""
        values = np.clip((features - self.mean) / self.scale, -4.0, 4.0)
        for index, (weight, bias) in enumerate(self.layers):
            values = values @ weight.T + bias
            if index < len(self.layers) - 1:
                values = _gelu(values)
        return np.asarray(np.clip(values[:, 0], -SUREST, SUREST), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class AffinityModel:
    """Networks of the first and of the second opinion; several are averaged, and both opinions.

    bias: log odds below which strokes are rather apart, chosen for the grouping.
    """

    first: tuple[Perceptron, ...]
    second: tuple[Perceptron, ...]
    bias: float = 0.0


@cache
def shipped_affinity() -> AffinityModel:
    """The model that ships with the program."""
    return read_affinity(FILE)


def read_affinity(path: Path) -> AffinityModel:
    """Read a model's file. Raises FileNotFoundError."""
    found = load_file(path)
    return AffinityModel(
        _networks(found, "first"), _networks(found, "second"), float(found["bias"][0])
    )


def tensors_of(model: AffinityModel) -> dict[str, NDArray[np.float32]]:
    """What `read_affinity` reads back."""
    out = {"bias": np.array([model.bias], dtype=np.float32)}
    for kind, networks in (("first", model.first), ("second", model.second)):
        for number, network in enumerate(networks):
            name = f"{kind}.{number}"
            out |= {f"{name}.mean": network.mean, f"{name}.scale": network.scale}
            for place, (weight, bias) in enumerate(network.layers):
                out[f"{name}.weight.{place}"] = np.ascontiguousarray(weight)
                out[f"{name}.bias.{place}"] = bias
    return out


def pair_odds(table: StrokeTable, model: AffinityModel) -> Floats:
    """Log odds that two strokes are of one object, symmetric float32 [S, S], zero diagonal."""
    count = table.samples.stroke_count
    if count < 2:
        return np.zeros((count, count), dtype=np.float32)
    first = first_odds(table, model.first)
    context = context_of(table, first)
    second = _matrix(count, model.second, lambda a, b: context_features(context, a, b))
    both = 0.5 * (first + second) - model.bias
    np.fill_diagonal(both, 0.0)
    return both


def first_odds(table: StrokeTable, networks: tuple[Perceptron, ...]) -> Floats:
    """The first opinion alone, [S, S]."""
    count = table.samples.stroke_count
    return _matrix(count, networks, lambda a, b: pair_features(table, a, b))


def _matrix(
    count: int, networks: tuple[Perceptron, ...], features_of: Callable[[Ints, Ints], Floats]
) -> Floats:
    """The mean opinion of networks on all pairs, [count, count]."""
    odds = np.zeros((count, count), dtype=np.float32)
    first, second = np.triu_indices(count, 1)
    for start in range(0, len(first), BLOCK):
        a, b = first[start : start + BLOCK], second[start : start + BLOCK]
        features = features_of(a, b)
        opinions = [network(features) for network in networks]
        odds[a, b] = np.mean(opinions, axis=0)
    return np.asarray(odds + odds.T)


def _networks(found: dict[str, NDArray[np.float32]], kind: str) -> tuple[Perceptron, ...]:
    count = sum(name.startswith(f"{kind}.") and name.endswith(".mean") for name in found)
    networks = []
    for number in range(count):
        name = f"{kind}.{number}"
        depth = sum(key.startswith(f"{name}.weight.") for key in found)
        layers = tuple(
            (found[f"{name}.weight.{k}"], found[f"{name}.bias.{k}"]) for k in range(depth)
        )
        networks.append(Perceptron(found[f"{name}.mean"], found[f"{name}.scale"], layers))
    return tuple(networks)


def _gelu(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Hendrycks and Gimpel 2016, by the error function."""
    from scipy.special import erf

    return np.asarray(0.5 * values * (1.0 + erf(values / np.sqrt(2.0))), dtype=np.float32)
