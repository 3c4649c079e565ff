# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The loss of the trajectory prior: flow matching (Lipman et al. 2023).

The model predicts the clean trajectories, not the velocity.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.priors.trajectory.denoiser import LOOP_UNKNOWN, TrajectoryModel
from engine.priors.trajectory.noise import correlated_noise
from engine.priors.trajectory.temporal import TemporalBasis
from engine.priors.trajectory.tokens import HALF, Tokens, build_tokens
from engine.training.trajectory.dataset import STILL, TrajectoryBatch


@dataclass(frozen=True)
class LossWeights:
    """Weights of the parts of the loss, and rates at which conditions are hidden.

    Attributes:
        level_floor: an error at noise level s weighs 1 / (s^2 + level_floor).
        laplacian: of the difference between errors of neighbouring points; it keeps joints closed.
        amplitude: of the error of the predicted log amplitude.
        text_dropout: share of clips whose text is hidden.
        word_dropout: share of words whose ids are hidden; their 4-grams stay.
        loop_dropout: share of clips for which the model isn't told whether they loop.
        neighbour_reach: distance at which a neighbour's weight is 1/e, working units.
    """

    level_floor: float = 0.08
    laplacian: float = 4.0
    amplitude: float = 0.1
    text_dropout: float = 0.1
    word_dropout: float = 0.08
    loop_dropout: float = 0.5
    neighbour_reach: float = 10.0


@dataclass(frozen=True)
class Loss:
    """The loss of a batch and its parts, as scalars. Only `total` carries a gradient."""

    total: Tensor
    error: Tensor
    laplacian: Tensor
    amplitude: Tensor


def flow_loss(
    model: TrajectoryModel,
    batch: TrajectoryBatch,
    basis: TemporalBasis,
    weights: LossWeights,
    generator: torch.Generator,
) -> Loss:
    """Return the loss of one batch; all random numbers come from the CPU generator."""
    tokens = build_tokens(
        batch.points, batch.strokes, batch.slots, batch.movable, batch.valid, batch.words.shape[1]
    )
    clean, log_amplitude, present = normalise(batch, tokens, basis)
    noise = correlated_noise(batch.points, batch.slots, clean.shape[2], generator)
    size = len(batch.loop)
    level = torch.rand(size, generator=generator).to(clean.device)
    share = level[:, None, None]
    text, loop = _conditions(model, batch, weights, generator)
    noisy = ((1 - share) * clean + share * noise) * tokens.movable[:, :, None]
    predicted, predicted_amplitude = model(noisy, level, tokens, text, loop)

    residual = (predicted - clean).float() * tokens.movable[:, :, None]
    emphasis = (basis.scale / basis.scale.mean()).sqrt().repeat(2)
    residual = residual * emphasis
    per_point = 1.0 / (level.square() + weights.level_floor)[:, None] * tokens.movable
    total = tokens.movable.sum().clamp_min(1)
    error = (residual.square().mean(2) * per_point).sum() / total
    uneven = _laplacian(residual, tokens, weights.neighbour_reach)
    laplacian = (uneven.square().mean(2) * per_point).sum() / total
    miss = F.smooth_l1_loss(predicted_amplitude.float(), log_amplitude, reduction="none")
    amplitude = (miss * present).sum() / present.sum().clamp_min(1)
    whole = error + weights.laplacian * laplacian + weights.amplitude * amplitude
    return Loss(whole, error.detach(), laplacian.detach(), amplitude.detach())


def normalise(
    batch: TrajectoryBatch, tokens: Tokens, basis: TemporalBasis
) -> tuple[Tensor, Tensor, Tensor]:
    """Return whitened coefficients [B, N, 2 K], log amplitudes [B, S] and presence [B, S], 0 or 1.

    The coefficients are divided by the RMS of the object's displacement over frames and points
    plus STILL (in an orthonormal basis it is that of the coefficients). The amplitude of an object
    is this number over its diagonal.
    """
    moving = tokens.membership * tokens.movable[:, :, None]
    energy = (moving.transpose(1, 2) @ batch.coefficients.square().sum(2, keepdim=True))[:, :, 0]
    count = moving.sum(1)
    rms = (energy / (count.clamp_min(1) * 2 * basis.frames)).sqrt() + STILL
    own = (tokens.membership @ rms[:, :, None]).clamp_min(STILL)
    clean = batch.coefficients / own / basis.scale.repeat(2)
    clean = clean * tokens.movable[:, :, None]
    return clean, (rms / tokens.diagonal).log(), (count > 0).to(clean.dtype)


def _laplacian(residual: Tensor, tokens: Tokens, reach: float) -> Tensor:
    """Return each residual [B, N, 2 K] minus the weighted mean of its neighbours'."""
    distance = tokens.pairs[:, 0] * HALF
    weight = torch.exp(-((distance / reach) ** 2)) * tokens.pairs[:, 4]
    weight = weight * tokens.movable[:, None] * tokens.movable[:, :, None]
    weight = weight - torch.diag_embed(weight.diagonal(dim1=1, dim2=2))
    weight = weight + tokens.pairs[:, 3] * 0.5 * tokens.movable[:, None]
    total = weight.sum(2, keepdim=True)
    mean = (weight @ residual) / total.clamp_min(1e-6)
    return (residual - mean) * (total > 0.05)


def _conditions(
    model: TrajectoryModel, batch: TrajectoryBatch, weights: LossWeights, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    size, device = len(batch.loop), batch.loop.device
    hidden = (torch.rand(batch.words.shape, generator=generator) < weights.word_dropout).to(device)
    words = batch.words.masked_fill(hidden, 0)
    text = model.text(words, batch.grams)
    dropped = (torch.rand(size, generator=generator) < weights.text_dropout).to(device)
    text = torch.where(dropped[:, None, None], model.text.null, text)
    unknown = (torch.rand(size, generator=generator) < weights.loop_dropout).to(device)
    loop = torch.where(unknown, LOOP_UNKNOWN, batch.loop + 1)
    return text, loop
