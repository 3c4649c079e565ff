# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured while the pose networks learn: the Frechet distance, and a look at pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from engine.metrics.features import FeatureNetwork, distance_of, features_of
from engine.metrics.frechet import FrechetDistance, Gaussian
from engine.training.poses.pictures import FormPictures

_SEED = 5
_BATCH = 50


@dataclass(frozen=True)
class Examiner:
    """Measures generators against one set of real pictures.

    Attributes:
        real: features of real pictures.
        pictures: how many are drawn for a distance.
    """

    network: FeatureNetwork
    real: Gaussian
    pictures: int

    @classmethod
    def of(cls, network: FeatureNetwork, data: FormPictures, pictures: int) -> Examiner:
        """Fit the features of as many real pictures."""
        real = paper(some_pictures(data, pictures, _SEED))
        return cls(network, Gaussian.of(features_of(network, real)), pictures)

    def distance(self, draw: Callable[[Tensor], Tensor], length: int) -> FrechetDistance:
        """Measure what a generator draws of random vectors [B, length]."""
        return self.distance_of(random_pictures(draw, length, self.pictures))

    def distance_of(self, pictures: Tensor) -> FrechetDistance:
        """Measure the networks' pictures [N, 1, side, side] (1 is ink)."""
        return distance_of(self.network, self.real, paper(pictures))


def logged(distance: FrechetDistance) -> dict[str, float]:
    """Return a distance for the log, under a name that says what measured it."""
    return {f"FID ({distance.network}, {distance.pictures} pictures)": distance.value}


def random_pictures(draw: Callable[[Tensor], Tensor], length: int, count: int) -> Tensor:
    """Return what a generator draws of the same random vectors every time."""
    noise = torch.randn(count, length, generator=torch.Generator().manual_seed(_SEED))
    with torch.inference_mode():
        return torch.cat([draw(part) for part in torch.split(noise, _BATCH)])


def some_pictures(data: FormPictures, count: int, seed: int) -> Tensor:
    """Return pictures [count, 1, side, side] by chance, any form at any time."""
    rng = np.random.default_rng(seed)
    forms = rng.integers(len(data), size=count)
    return data.at(forms, rng.integers(data.ink.shape[1], size=count))


def paper(pictures: Tensor) -> Tensor:
    """Return the networks' pictures (1 is ink) as 0..1 where 1 is paper."""
    return (0.5 - 0.5 * pictures).clamp(0.0, 1.0)


def picture_sheet(pictures: Tensor, path: Path, columns: int = 10) -> None:
    """Write pictures [N, 1, side, side] in rows as one file."""
    grey = (255 * paper(pictures[: len(pictures) // columns * columns, 0])).round()
    side = grey.shape[-1]
    rows = grey.to(torch.uint8).view(-1, columns, side, side).permute(0, 2, 1, 3)
    Image.fromarray(rows.reshape(-1, columns * side).numpy()).save(path)
