# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The probability that two strokes belong to one object, as the mean of a few networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.geometry.grouping.network import AffinityNetwork
from engine.geometry.grouping.pairs import StrokeTable, pair_features
from engine.geometry.grouping.samples import Floats
from engine.geometry.grouping.tokens import mirrored, stroke_tokens

FILE = Path(__file__).parents[2] / "models" / "grouping" / "grouping.safetensors"
SUREST = 6.0  # log odds are clipped here
MOST_TWICE = 300  # strokes; larger drawings are not evaluated in a mirror, too


@dataclass(frozen=True, eq=False)
class AffinityModel:
    """Networks that compare the strokes of a drawing.

    Attributes:
        networks: their log odds on a drawing, and on its mirror image unless it is large, are
            averaged.
        bias: log odds that are subtracted, chosen so that grouping works best at zero.
    """

    networks: tuple[AffinityNetwork, ...]
    bias: float = 0.0


@cache
def shipped_affinity() -> AffinityModel:
    """Return the model that ships with the program."""
    return read_affinity(FILE)


def read_affinity(file: Path) -> AffinityModel:
    """Read a model from a file. Raises FileNotFoundError."""
    found = load_file(file)
    networks: list[AffinityNetwork] = []
    while any(key.startswith(f"{len(networks)}.") for key in found):
        own = f"{len(networks)}."
        state = {k.removeprefix(own): v.float() for k, v in found.items() if k.startswith(own)}
        network = AffinityNetwork(len(state["token_mean"]), len(state["pair_mean"]))
        network.load_state_dict(state)
        networks.append(network.eval().requires_grad_(False))
    return AffinityModel(tuple(networks), float(found["bias"]))


def write_affinity(model: AffinityModel, file: Path) -> None:
    """Write a model, in half precision, so that `read_affinity` can read it."""
    tensors: dict[str, Tensor] = {"bias": torch.tensor(model.bias)}
    for number, network in enumerate(model.networks):
        for name, value in network.state_dict().items():
            tensors[f"{number}.{name}"] = value.half().contiguous()
    save_file(tensors, file, {"format": "sketch-motion-grouping", "version": "3"})


def pair_odds(table: StrokeTable, model: AffinityModel) -> Floats:
    """Return the log odds that two strokes are of one object: symmetric float32 [S, S].

    The diagonal is zero.
    """
    count = table.samples.stroke_count
    odds = np.zeros((count, count), dtype=np.float32)
    if count < 2:
        return odds
    first, second = np.triu_indices(count, 1)
    pairs = pair_features(table, first, second)
    odds[first, second] = opinions(model.networks, stroke_tokens(table), pairs) - model.bias
    return np.asarray(odds + odds.T)


def opinions(networks: Sequence[AffinityNetwork], tokens: Floats, pairs: Floats) -> Floats:
    """Return the mean log odds [K] of all pairs, clipped to -SUREST..SUREST.

    tokens, pairs: see `AffinityNetwork.forward`.
    """
    seen = torch.from_numpy(pairs)
    views = (tokens, mirrored(tokens)) if len(tokens) <= MOST_TWICE else (tokens,)
    total = np.zeros(len(pairs), dtype=np.float32)
    with torch.inference_mode():
        for view in views:
            for network in networks:
                total += network(torch.from_numpy(view), seen)[0].numpy()
    return np.clip(total / (len(views) * len(networks)), -SUREST, SUREST)
