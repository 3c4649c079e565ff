# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The losses of StyleGAN2, and the two that puppets make possible.

Of a puppet, the picture in any pose is known. So a picture made of one puppet's styles and the pose
of another's has a truth to be compared with, which teaches the layers their parts long before the
adversarial losses alone would.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

_SCALES = (1, 2, 4, 8)
_DIRECTIONS = 32


def discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """Return the non-saturating loss of the discriminator for logits [B]."""
    return F.softplus(-real).mean() + F.softplus(fake).mean()


def generator_loss(fake: Tensor) -> Tensor:
    """Return the non-saturating loss of the generator for logits [B]."""
    return F.softplus(-fake).mean()


def gradient_penalty(logits: Tensor, pictures: Tensor) -> Tensor:
    """Return R1: half the mean squared gradient of logits [B] at real pictures (Mescheder 2018).

    pictures: what the discriminator was given, with gradients on.
    """
    (gradient,) = torch.autograd.grad(logits.sum(), pictures, create_graph=True)
    return 0.5 * gradient.square().sum((1, 2, 3)).mean()


def path_length(pictures: Tensor, styles: Tensor, mean: float) -> tuple[Tensor, float]:
    """Return the path length penalty of pictures and the new mean length (Karras et al. 2019).

    styles: [B, layers, w], of which the pictures were made.
    """
    side = pictures.shape[-1]
    noise = torch.randn_like(pictures) / side
    (gradient,) = torch.autograd.grad((pictures * noise).sum(), styles, create_graph=True)
    lengths = gradient.square().sum(2).mean(1).sqrt()
    mean = mean + 0.01 * (float(lengths.detach().mean()) - mean)
    return (lengths - mean).square().mean(), mean


def picture_loss(drawn: Tensor, truth: Tensor) -> Tensor:
    """Return the squared difference of pictures [B, C, S, S], as they are and ever more blurred.

    Blurred, lines that lie beside each other still attract one another.
    """
    total = drawn.new_zeros(())
    for scale in _SCALES:
        a, b = (F.avg_pool2d(x, scale) if scale > 1 else x for x in (drawn, truth))
        total = total + scale * (a - b).square().mean()
    return total


def distribution_loss(styles: Tensor, wanted: Tensor) -> Tensor:
    """Return the sliced Wasserstein distance of styles [B, w] to as many wanted ones."""
    along = torch.randn(styles.shape[1], _DIRECTIONS)
    along = along / along.norm(dim=0)
    a, b = ((x @ along).sort(dim=0).values for x in (styles, wanted))
    apart: Tensor = (a - b).square().mean()
    return apart
