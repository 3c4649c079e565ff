# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small network that reads the angle of the wing in a picture, to judge what the generator draws.

It learns from the puppets' own pictures and angles, and is measured on puppets it has never seen.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.training.loop import Report
from engine.training.poses.pictures import FormPictures

_BATCH = 32
_RATE = 2e-3
_SHIFT = 3  # pixels by which pictures are moved in training


class AngleReader(nn.Module):
    """Pictures [B, 1, side, side] to cosine and sine of an angle [B, 2]."""

    def __init__(self, side: int) -> None:
        super().__init__()
        widths = (1, 12, 24, 48, 64)
        layers: list[nn.Module] = []
        for before, after in pairwise(widths):
            layers += [nn.Conv2d(before, after, 3, 2, 1), nn.BatchNorm2d(after), nn.ReLU()]
        rest = side // 2 ** (len(widths) - 1)
        self.layers = nn.Sequential(
            *layers, nn.Flatten(), nn.Linear(64 * rest * rest, 96), nn.ReLU(), nn.Linear(96, 2)
        )

    def forward(self, pictures: Tensor) -> Tensor:
        """Return cosine and sine; their length says how sure the network is."""
        out: Tensor = self.layers(pictures)
        return out


def trained_reader(data: FormPictures, steps: int, report: Report) -> AngleReader:
    """Train a reader on forms with known angles."""
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    reader = AngleReader(data.ink.shape[-1])
    optimiser = torch.optim.Adam(reader.parameters(), _RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for step in range(steps):
        forms = rng.integers(len(data), size=_BATCH)
        times = rng.integers(data.ink.shape[1], size=_BATCH)
        angles = torch.from_numpy(data.angles[forms, times])
        shift = tuple(rng.integers(-_SHIFT, _SHIFT + 1, 2).tolist())
        pictures = data.at(forms, times).roll(shift, (2, 3))
        wanted = torch.stack([angles.cos(), angles.sin()], 1)
        loss = (reader(pictures) - wanted).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 100 == 99:
            report(f"reader, step {step + 1}/{steps}: {float(loss.detach()):.4f}")
    return reader.eval()


def read_angles(reader: AngleReader, pictures: Tensor) -> NDArray[np.float64]:
    """Return angles [B], radians, from -1/2 on, as `flight.wing_angle` counts them."""
    with torch.inference_mode():
        cosine, sine = reader(pictures).T.double().numpy()
    return np.asarray(np.mod(np.arctan2(sine, cosine) + 0.5, 2 * np.pi) - 0.5)
