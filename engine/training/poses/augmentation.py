# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adaptive discriminator augmentation (Karras et al. 2020, "Training GANs with limited data").

The pipeline is the paper's `bgc`: pixel blitting, general geometry, colour. Every transform is done
with probability p, which rises while the discriminator is too sure of real pictures. All geometry
of a picture is one matrix and one resampling; beyond the border pictures are mirrored. (The paper
filters before and after it; here the resampling is bilinear alone.)
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

_LUMA = 1.0 / math.sqrt(3.0)


class AdaptiveProbability:
    """The probability p, moved so that the mean sign of real logits stays at a target.

    target: r_t of the paper. kimg: thousands of pictures in which p can go from 0 to 1.
    """

    def __init__(self, target: float = 0.6, kimg: float = 500.0, interval: int = 4) -> None:
        self.target, self.kimg, self.interval = target, kimg, interval
        self.p = 0.0
        self._signs: list[float] = []

    def saw(self, real: Tensor) -> None:
        """Take notice of the logits [B] of real pictures; every `interval` batches p moves."""
        self._signs.append(float(real.detach().sign().mean()))
        if len(self._signs) == self.interval:
            overfit = sum(self._signs) / self.interval
            step = len(real) * self.interval / (1000.0 * self.kimg)
            self.p = min(1.0, max(0.0, self.p + math.copysign(step, overfit - self.target)))
            self._signs = []

    def state(self) -> dict[str, object]:
        """Return what a resumed run needs."""
        return {"p": self.p, "signs": list(self._signs)}

    def load(self, state: dict[str, object]) -> None:
        """Take over what `state` returned."""
        p, signs = state["p"], state["signs"]
        assert isinstance(p, float) and isinstance(signs, list)
        self.p, self._signs = p, [float(sign) for sign in signs]


def augmented(pictures: Tensor, p: float) -> Tensor:
    """Return pictures [B, C, S, S] augmented by `bgc` with probability p; differentiable."""
    if p <= 0.0:
        return pictures
    count, side = len(pictures), pictures.shape[-1]
    matrix = _blitting(count, side, p) @ _geometry(count, p)
    grid = F.affine_grid(matrix[:, :2], list(pictures.shape), align_corners=False)
    moved = F.grid_sample(
        pictures, grid, "bilinear", padding_mode="reflection", align_corners=False
    )
    return _recoloured(moved, _colour(count, p))


def _blitting(count: int, side: int, p: float) -> Tensor:
    """Return matrices [B, 3, 3] of flips, quarter turns and shifts by whole pixels."""
    flip = torch.where(torch.rand(count) < p * 0.5, -1.0, 1.0)
    quarter = torch.where(torch.rand(count) < p, torch.randint(4, (count,)), 0)
    done = torch.rand(count, 1) < p
    shift = torch.where(done, (torch.rand(count, 2) * 2 - 1) * 0.125, 0.0)
    shift = torch.round(shift * side) * 2 / side  # the grid's unit is half a picture
    return _scaling(flip, torch.ones(count)) @ _turn(quarter * (math.pi / 2)) @ _moving(shift)


def _geometry(count: int, p: float) -> Tensor:
    """Return matrices [B, 3, 3] of scaling, turns, stretching and shifts."""
    scale = _with(p, 2.0 ** (0.2 * torch.randn(count)), 1.0)
    once = 1.0 - math.sqrt(1.0 - p)  # so that one of the two turns is done with p
    before, after = (_with(once, (torch.rand(count) * 2 - 1) * math.pi, 0.0) for _ in range(2))
    stretch = _with(p, 2.0 ** (0.2 * torch.randn(count)), 1.0)
    shift = torch.where(torch.rand(count, 1) < p, 0.125 * torch.randn(count, 2), 0.0) * 2
    matrix = _scaling(1 / scale, 1 / scale) @ _turn(before)
    return matrix @ _scaling(1 / stretch, stretch) @ _turn(after) @ _moving(shift)


def _colour(count: int, p: float) -> Tensor:
    """Return matrices [B, 4, 4] that map colours (r, g, b, 1)."""
    eye = torch.eye(4).expand(count, 4, 4)
    out = eye.clone()
    out[:, :3, 3] = _with(p, 0.2 * torch.randn(count), 0.0)[:, None]  # brightness
    contrast = eye.clone()
    contrast[:, :3, :3] *= _with(p, 2.0 ** (0.5 * torch.randn(count)), 1.0)[:, None, None]
    axis = torch.tensor([_LUMA, _LUMA, _LUMA, 0.0])
    luma = torch.outer(axis, axis)
    flip = _with(0.5 * p, torch.ones(count), 0.0)[:, None, None]
    hue = _about_luma(_with(p, (torch.rand(count) * 2 - 1) * math.pi, 0.0))
    more = _with(p, 2.0 ** torch.randn(count), 1.0)[:, None, None]
    saturation = luma + (eye - luma) * more
    return saturation @ hue @ (eye - 2 * luma * flip) @ contrast @ out


def _recoloured(pictures: Tensor, colour: Tensor) -> Tensor:
    """Map the colours of pictures [B, C, S, S]; grey ones stay grey."""
    if pictures.shape[1] == 3:
        mapped = torch.einsum("bij,bjhw->bihw", colour[:, :3, :3], pictures)
        return mapped + colour[:, :3, 3, None, None]
    gain, lift = colour[:, :3, :3].sum(2).mean(1), colour[:, :3, 3].mean(1)
    return pictures * gain[:, None, None, None] + lift[:, None, None, None]


def _with(p: float, values: Tensor, otherwise: float) -> Tensor:
    """Return each value [B] with probability p, else `otherwise`."""
    return torch.where(torch.rand(len(values)) < p, values, otherwise)


def _turn(angle: Tensor) -> Tensor:
    c, s, o, e = angle.cos(), angle.sin(), torch.zeros_like(angle), torch.ones_like(angle)
    return torch.stack([c, -s, o, s, c, o, o, o, e], 1).view(-1, 3, 3)


def _scaling(x: Tensor, y: Tensor) -> Tensor:
    return torch.diag_embed(torch.stack([x, y, torch.ones_like(x)], 1))


def _moving(shift: Tensor) -> Tensor:
    out = torch.eye(3).repeat(len(shift), 1, 1)
    out[:, :2, 2] = shift
    return out


def _about_luma(angle: Tensor) -> Tensor:
    """Return matrices [B, 4, 4] that turn colours about the grey axis (Rodrigues)."""
    a = torch.full((3,), _LUMA)
    cross = torch.tensor([[0.0, -_LUMA, _LUMA], [_LUMA, 0.0, -_LUMA], [-_LUMA, _LUMA, 0.0]])
    c, s = angle.cos()[:, None, None], angle.sin()[:, None, None]
    out = torch.eye(4).repeat(len(angle), 1, 1)
    out[:, :3, :3] = c * torch.eye(3) + s * cross + (1 - c) * torch.outer(a, a)
    return out
