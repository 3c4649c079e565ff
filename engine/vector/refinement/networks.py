# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks that move one object: a global path (one affine map a frame) and a local path.

After Live-Sketch (Gal et al. 2023): a shared embedding of the points feeds a local head (an offset
for each point and frame) and a global head (translation, rotation, scale, shear of each frame); the
displacement of a point is the sum of both. With `FAITHFUL_NETWORK` this is that network, to the
last parameter. The default settings keep the structure but make it small and well conditioned: it
runs over points instead of points x frames, predicts coefficients of a smooth basis in time that is
zero at frame 0, and starts at rest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from engine.vector.refinement.time_basis import time_basis
from engine.vector.settings import NetworkSettings

FOURIER = 24
STROKE_CODE = 8
HALF_SIZE = 77.0
BASE = 10000.0


@dataclass(frozen=True)
class ObjectPoints:
    """The points of one object.

    Attributes:
        points: float32 [N, 2], working units.
        strokes: long [N], the stroke of each point, counted from 0.
    """

    points: Tensor
    strokes: Tensor


class ObjectNetwork(nn.Module):
    """Displacements of one object's points.

    Args:
        own: the object's N points at rest.
        frames: number of frames K.
        settings: shape of the networks.
        loop: the motion closes (ignored when every frame is free).
        seed: of the initial parameters.
    """

    def __init__(
        self, own: ObjectPoints, frames: int, settings: NetworkSettings, *, loop: bool, seed: int
    ) -> None:
        super().__init__()
        self.settings = settings
        self.frames = frames
        centre = own.points.mean(dim=0)
        self.register_buffer("relative", own.points - centre)
        self.register_buffer("basis", time_basis(frames, settings.coefficients, loop=loop))
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.embedding = PointEmbedding(own, frames, settings)
            self.local = LocalNetwork(len(own.points), frames, self.coefficients, settings)
            self.whole = GlobalNetwork(len(own.points), frames, self.coefficients, settings)

    @property
    def centre_relative(self) -> Tensor:
        """The points relative to their mean, [N, 2]."""
        return self.get_buffer("relative")

    @property
    def coefficients(self) -> int:
        """Number of values predicted for each channel: temporal coefficients, or frames."""
        return int(self.get_buffer("basis").shape[1])

    def forward(self, generator: torch.Generator | None = None) -> Tensor:
        """Return displacements [K, N, 2] = local + global; generator drives the dropout."""
        local, matrices = self.motion(generator)
        return local + self.carried(matrices)

    def motion(self, generator: torch.Generator | None = None) -> tuple[Tensor, Tensor]:
        """Return local displacements [K, N, 2] and global matrices [K, 2, 3] about the centre."""
        basis = self.get_buffer("basis")
        embedded = self.embedding(self.centre_relative, generator)
        local = self.local(embedded, basis)
        return local, self.whole(embedded, basis)

    def carried(self, matrices: Tensor) -> Tensor:
        """Return the displacements [K, N, 2] of matrices [K, 2, 3]: T (p - c) - (p - c)."""
        p = self.centre_relative
        return torch.einsum("kij,nj->kni", matrices[..., :2], p) + matrices[:, None, :, 2] - p

    def local_parameters(self, *, last_only: bool = False) -> list[nn.Parameter]:
        """List what the local optimiser trains: the shared embedding and the local head."""
        if last_only:
            return list(self.local.last.parameters())
        return [*self.embedding.parameters(), *self.local.parameters()]

    def global_parameters(self, *, last_only: bool = False) -> list[nn.Parameter]:
        """List what the global optimiser trains: the shared embedding and the global layers."""
        if last_only:
            return [p for branch in self.whole.branches() for p in branch[-1].parameters()]
        return [*self.embedding.parameters(), *self.whole.parameters()]


class PointEmbedding(nn.Module):
    """Features of points: Linear, LayerNorm, LeakyReLU, Linear, plus a positional term.

    "flat": features [K N, d], the points tiled over the frames; the positional term is a sinusoid
    over the flat index, with dropout. "points": features [N, d]; the points also have Fourier
    features and a learned code of their stroke, so that crossing strokes can move apart.
    """

    def __init__(self, own: ObjectPoints, frames: int, settings: NetworkSettings) -> None:
        super().__init__()
        width, count = settings.width, len(own.points)
        self.flat = settings.tokens == "flat"
        self.frames = frames
        self.dropout = settings.dropout
        inputs = 2 if self.flat else 2 + 2 * FOURIER + STROKE_CODE
        self.layers = nn.Sequential(
            nn.Linear(inputs, width), nn.LayerNorm(width), nn.LeakyReLU(), nn.Linear(width, width)
        )
        if self.flat:
            self.register_buffer("sinusoid", _sinusoid(frames * count, width), persistent=False)
            if settings.unused_table:
                # The original has learnable positions, but reads only their length.
                self.unused_table = nn.Embedding(2 * frames * count, width)
        else:
            self.register_buffer("waves", torch.randn(2, FOURIER) * math.pi)
            self.register_buffer("strokes", own.strokes)
            strokes = int(own.strokes.max()) + 1
            self.codes = nn.Parameter(0.5 * torch.randn(strokes, STROKE_CODE))

    def forward(self, relative: Tensor, generator: torch.Generator | None) -> Tensor:
        """Return the features of points [N, 2] relative to their centre."""
        if self.flat:
            embedded: Tensor = self.layers(relative.repeat(self.frames, 1))
            return embedded + self._dropped(self.get_buffer("sinusoid"), generator)
        scaled = relative / HALF_SIZE
        angles = scaled @ self.get_buffer("waves")
        codes = self.codes[self.get_buffer("strokes")]
        features = torch.cat([scaled, angles.sin(), angles.cos(), codes], dim=1)
        points: Tensor = self.layers(features)
        return points

    def _dropped(self, term: Tensor, generator: torch.Generator | None) -> Tensor:
        """Apply dropout with a generator of our own, so that a step can be repeated exactly."""
        if self.dropout == 0.0 or generator is None:
            return term
        mask = (torch.rand(term.shape, generator=generator) >= self.dropout).to(term.device)
        return term * mask / (1.0 - self.dropout)


class LocalNetwork(nn.Module):
    """An offset for each point and frame."""

    def __init__(
        self, count: int, frames: int, coefficients: int, settings: NetworkSettings
    ) -> None:
        super().__init__()
        self.flat = settings.tokens == "flat"
        self.factor = settings.local
        width = settings.width
        inputs = frames * count * width if self.flat else width
        outputs = 2 * frames * count if self.flat else 2 * coefficients
        self.trunk = nn.Sequential(
            *_block(inputs, width), *_block(width, width), *_block(width, width)
        )
        self.last = _last(width, outputs, settings)

    def forward(self, embedded: Tensor, basis: Tensor) -> Tensor:
        """Return displacements [K, N, 2]; basis [K, C]."""
        if self.flat:
            out: Tensor = self.last(self.trunk(embedded.flatten()))
            return self.factor * out.view(len(basis), -1, 2)
        coefficients = self.last(self.trunk(embedded)).view(len(embedded), -1, 2)
        return self.factor * torch.einsum("kc,nci->kni", basis, coefficients)


class GlobalNetwork(nn.Module):
    """One affine map a frame, from translation, rotation, scale and shear."""

    def __init__(
        self, count: int, frames: int, coefficients: int, settings: NetworkSettings
    ) -> None:
        super().__init__()
        self.settings = settings
        self.flat = settings.tokens == "flat"
        width = settings.width
        inputs = frames * count * width if self.flat else width
        self.trunk = nn.Sequential(*_block(inputs, width), *_block(width, width))
        self.translation = _branch(width, 3, 2 * coefficients, settings)
        self.rotation = _branch(width, 1, coefficients, settings)
        self.shear = _branch(width, 1, 2 * coefficients, settings)
        self.scale = _branch(width, 1, 2 * coefficients, settings)

    def forward(self, embedded: Tensor, basis: Tensor) -> Tensor:
        """Return matrices [K, 2, 3] that act on points relative to the centre."""
        trunk = self.trunk(embedded.flatten() if self.flat else embedded.mean(dim=0))
        factors = self.settings
        move = factors.translation * (basis @ self.translation(trunk).view(-1, 2))
        turn = factors.rotation * (basis @ self.rotation(trunk))
        shear = factors.shear * (basis @ self.shear(trunk).view(-1, 2))
        sized = (self.shear if factors.scale_from_shear else self.scale)(trunk).view(-1, 2)
        scale = 1.0 + factors.scale * (basis @ sized)
        return affine(move, turn, scale, shear)

    def branches(self) -> tuple[nn.Sequential, ...]:
        """Return one branch for each kind of motion; its last layer gives the numbers."""
        return self.translation, self.rotation, self.shear, self.scale


def affine(move: Tensor, turn: Tensor, scale: Tensor, shear: Tensor) -> Tensor:
    """Return Live-Sketch's matrices [K, 2, 3] of move [K, 2], turn [K], scale and shear [K, 2]."""
    cosine, sine = turn.cos(), turn.sin()
    (sx, sy), (shx, shy) = scale.unbind(-1), shear.unbind(-1)
    first = [sx * (cosine - sine * shx), sy * (cosine * shy - sine), move[:, 0]]
    second = [sx * (sine + cosine * shx), sy * (sine * shy + cosine), move[:, 1]]
    return torch.stack([torch.stack(first, dim=-1), torch.stack(second, dim=-1)], dim=-2)


def parameter_count(network: nn.Module) -> int:
    """Return how many numbers a network trains."""
    return sum(parameter.numel() for parameter in network.parameters())


def flat_parameters(points: int, frames: int, width: int) -> int:
    """Return about how many parameters a "flat" network has: those of its two first layers."""
    return 2 * frames * points * width * width


def _block(inputs: int, width: int) -> list[nn.Module]:
    return [nn.Linear(inputs, width), nn.LayerNorm(width), nn.LeakyReLU()]


def _branch(width: int, blocks: int, outputs: int, settings: NetworkSettings) -> nn.Sequential:
    hidden = [layer for _ in range(blocks) for layer in _block(width, width)]
    return nn.Sequential(*hidden, _last(width, outputs, settings))


def _last(width: int, outputs: int, settings: NetworkSettings) -> nn.Linear:
    layer = nn.Linear(width, outputs)
    if settings.zero_start:
        nn.init.zeros_(layer.weight)
        nn.init.zeros_(layer.bias)
    return layer


def _sinusoid(length: int, width: int) -> Tensor:
    """Return the fixed sinusoid [length, width] of Vaswani et al. 2017 over a flat index."""
    index = torch.arange(length, dtype=torch.float32)[:, None]
    rate = torch.exp(torch.arange(0, width, 2, dtype=torch.float32) * (-math.log(BASE) / width))
    table = torch.zeros(length, width)
    table[:, 0::2], table[:, 1::2] = torch.sin(index * rate), torch.cos(index * rate)
    return table
