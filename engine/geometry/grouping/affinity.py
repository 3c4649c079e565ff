# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How surely two strokes are of one object: a small network over the features of the pair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from engine.geometry.grouping.pairs import StrokeTable, pair_features
from engine.geometry.grouping.samples import Floats

FILE = Path(__file__).parents[2] / "models" / "grouping" / "grouping.safetensors"
SUREST = 6.0  # log odds; no pair is surer
BLOCK = 1 << 16  # pairs at a time


@dataclass(frozen=True, eq=False)
class AffinityModel:
    """A perceptron on standardised features: mean, scale [F]; layers of weights and biases."""

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


@cache
def shipped_affinity() -> AffinityModel:
    """The model that ships with the program."""
    return read_affinity(FILE)


def read_affinity(path: Path) -> AffinityModel:
    """Read a model's file. Raises FileNotFoundError."""
    found = load_file(path)
    count = sum(name.startswith("weight.") for name in found)
    layers = tuple((found[f"weight.{k}"], found[f"bias.{k}"]) for k in range(count))
    return AffinityModel(found["mean"], found["scale"], layers)


def pair_odds(table: StrokeTable, model: AffinityModel) -> Floats:
    """Log odds that two strokes are of one object, symmetric float32 [S, S], zero diagonal."""
    count = table.samples.stroke_count
    odds = np.zeros((count, count), dtype=np.float32)
    first, second = np.triu_indices(count, 1)
    for start in range(0, len(first), BLOCK):
        a, b = first[start : start + BLOCK], second[start : start + BLOCK]
        odds[a, b] = model(pair_features(table, a, b))
    return np.asarray(odds + odds.T)


def _gelu(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Hendrycks and Gimpel 2016, by the error function (Abramowitz and Stegun 7.1.26)."""
    from scipy.special import erf

    return np.asarray(0.5 * values * (1.0 + erf(values / np.sqrt(2.0))), dtype=np.float32)
