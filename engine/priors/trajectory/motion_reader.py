# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A small network that names the motion of points from their trajectories alone, and its file.

The same network looks at every point of the drawing; mean and maximum over the points, and the path
of the whole, decide (Zaheer et al., Deep Sets, 2017). It sees no words. Two of them are shipped,
trained separately: one ranks the samples of a draft, the other measures results.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

FRAMES = 16
FORMAT = "sketch-motion-motion-classifier"
FILE_NAME = "motion_classifier.safetensors"
STILL = 0.004  # RMS motion, of the object's size, below which nothing moves
_SPECTRUM = 6  # frequencies whose strength is shown to the network


class MotionClassifier(nn.Module):
    """Log-probabilities [B, C] of motions from points [B,H,2] and trajectories [B,16,H,2]."""

    def __init__(self, classes: int, width: int = 128) -> None:
        super().__init__()
        features = 2 + 4 * FRAMES + 4 * _SPECTRUM
        whole = 2 * FRAMES + 4 * _SPECTRUM + 2
        self.own = nn.Linear(features, width)
        self.everywhere = nn.Linear(whole, width)
        self.points = nn.Sequential(
            nn.GELU(), nn.Linear(width, width), nn.GELU(), nn.Linear(width, width)
        )
        self.head = nn.Sequential(
            nn.LayerNorm(2 * width + whole), nn.Linear(2 * width + whole, 192), nn.GELU(),
            nn.Dropout(0.2), nn.Linear(192, classes),
        )  # fmt: skip

    def forward(self, points: Tensor, trajectories: Tensor) -> Tensor:
        """Return log-probabilities [B, C]."""
        own, whole = features_of(points, trajectories)
        seen = self.points(self.own(own) + self.everywhere(whole)[:, None])
        pooled = torch.cat([seen.mean(dim=1), seen.amax(dim=1), whole], dim=-1)
        logits: Tensor = self.head(pooled)
        return logits.log_softmax(dim=-1)


def features_of(points: Tensor, trajectories: Tensor) -> tuple[Tensor, Tensor]:
    """Return the features of each point [B, H, D] and of the whole object [B, W].

    Lengths are in units of the object's size, motion in units of its own RMS, whose logarithm is a
    feature of the whole: a walk with small steps is still a walk.
    """
    size = (points.amax(dim=1) - points.amin(dim=1)).norm(dim=-1).clamp_min(1e-3)[:, None, None]
    rest = (points - points.mean(dim=1, keepdim=True)) / size
    motion = trajectories / size[..., None]
    strength = motion.square().sum(-1).mean(dim=(1, 2)).sqrt()
    motion = motion / strength.clamp_min(STILL)[:, None, None, None]
    path = motion.mean(dim=2)
    local = motion - path[:, :, None]
    own = torch.cat(
        [
            rest,
            motion.permute(0, 2, 1, 3).flatten(2),
            local.permute(0, 2, 1, 3).flatten(2),
            _spectrum(motion.permute(0, 2, 3, 1)),
            _spectrum(local.permute(0, 2, 3, 1)),
        ],
        dim=-1,
    )
    articulation = local.square().sum(-1).mean(dim=(1, 2)).sqrt()
    whole = torch.cat(
        [
            path.flatten(1),
            _spectrum(path.permute(0, 2, 1)),
            _spectrum(local.square().mean(dim=2).permute(0, 2, 1)),
            torch.stack([(strength + 1e-4).log() + 3.0, articulation], dim=1),
        ],
        dim=-1,
    )
    return own, whole


def _spectrum(series: Tensor) -> Tensor:
    """Return the strength [..., 12] of the lowest frequencies of series [..., 2, 16]."""
    spectrum = torch.fft.rfft(series - series.mean(dim=-1, keepdim=True), dim=-1).abs() / FRAMES
    strengths: Tensor = spectrum[..., 1 : 1 + _SPECTRUM].flatten(-2)
    return strengths


def _at_rate(trajectories: Tensor) -> Tensor:
    """Resample trajectories [B, F, H, 2] to the reader's own 16 frames."""
    if trajectories.shape[1] == FRAMES:
        return trajectories
    batch, _, count, _ = trajectories.shape
    series = trajectories.permute(0, 2, 3, 1).flatten(1, 2)
    series = torch.nn.functional.interpolate(series, FRAMES, mode="linear", align_corners=True)
    return series.view(batch, count, 2, FRAMES).permute(0, 3, 1, 2)


@dataclass(frozen=True, eq=False)
class MotionReader:
    """A trained network and the motions it tells apart.

    Attributes:
        info: how it was made.
    """

    model: MotionClassifier
    classes: tuple[str, ...]
    info: Mapping[str, str]

    def probabilities(self, points: Tensor, trajectories: Tensor) -> Tensor:
        """Return probabilities [B, C] for points [B, H, 2] and trajectories [B, F, H, 2]."""
        with torch.inference_mode():
            probabilities: Tensor = self.model(points.float(), _at_rate(trajectories.float())).exp()
        return probabilities


def write_reader(
    path: Path, model: MotionClassifier, classes: tuple[str, ...], info: Mapping[str, str]
) -> None:
    """Write a network in half precision, under a temporary name that is then renamed."""
    tensors = {
        name: value.detach().half().contiguous() for name, value in model.state_dict().items()
    }
    metadata = {
        "format": FORMAT,
        "classes": json.dumps(classes),
        "info": json.dumps(dict(info)),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    save_file(tensors, temporary, metadata)
    temporary.replace(path)


@lru_cache(maxsize=4)
def read_reader(path: Path) -> MotionReader:
    """Read a network. Raises FileNotFoundError, ValueError for another kind of file."""
    with safe_open(path, "pt") as file:
        metadata = file.metadata() or {}
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    if metadata.get("format") != FORMAT:
        raise ValueError(f"{path.name} is no motion classifier")
    classes = tuple(json.loads(metadata["classes"]))
    model = MotionClassifier(len(classes))
    model.load_state_dict(tensors)
    model.eval().requires_grad_(False)
    return MotionReader(model, classes, json.loads(metadata["info"]))
