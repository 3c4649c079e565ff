# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The autoencoder of clean sketches: five strided convolutions, a latent, and the way back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from addon.contract.errors import FormatError
from engine.geometry.line_fields import SIDE
from engine.runtime.half_weights import DAMAGED, read_halves, write_halves

LEAK = 0.2
FOLDER = Path(__file__).resolve().parents[2] / "models" / "sketches"
FILE_NAME = "autoencoder.safetensors"


@dataclass(frozen=True)
class AutoencoderConfig:
    """Sizes: channels after each convolution, length of the latent."""

    widths: tuple[int, ...] = (24, 48, 96, 192, 256)
    latent: int = 512


class SketchAutoencoder(nn.Module):
    """Encoder and decoder of fields [B, 1, SIDE, SIDE]."""

    def __init__(self, config: AutoencoderConfig) -> None:
        super().__init__()
        self.config = config
        widths = config.widths
        self.side = SIDE >> len(widths)
        flat = widths[-1] * self.side**2
        down: list[nn.Module] = []
        for entering, width in zip((1, *widths[:-1]), widths, strict=True):
            convolution = nn.Conv2d(entering, width, 4, 2, 1, bias=False)
            down += [convolution, nn.BatchNorm2d(width), nn.LeakyReLU(LEAK)]
        self.down = nn.Sequential(*down, nn.Flatten(), nn.Linear(flat, config.latent))
        self.spread = nn.Linear(config.latent, flat)
        up: list[nn.Module] = []
        for entering, width in zip(widths[::-1], widths[-2::-1], strict=False):
            deconvolution = nn.ConvTranspose2d(entering, width, 4, 2, 1, bias=False)
            up += [deconvolution, nn.BatchNorm2d(width), nn.LeakyReLU(LEAK)]
        self.up = nn.Sequential(*up, nn.ConvTranspose2d(widths[0], 1, 4, 2, 1))

    def encode(self, fields: Tensor) -> Tensor:
        """Return latents [B, latent]."""
        latents: Tensor = self.down(fields)
        return latents

    def decode(self, latents: Tensor) -> Tensor:
        """Return fields [B, 1, SIDE, SIDE], 0..1."""
        spread = self.spread(latents).unflatten(1, (-1, self.side, self.side))
        return torch.sigmoid(self.up(spread))

    def forward(self, fields: Tensor) -> Tensor:
        """Return what is left of fields after the latent."""
        return self.decode(self.encode(fields))


def save_autoencoder(path: Path, network: SketchAutoencoder, state: dict[str, Tensor]) -> None:
    """Write weights in half precision, with their sizes."""
    write_halves(path, asdict(network.config), state)


def load_autoencoder(path: Path = FOLDER / FILE_NAME) -> SketchAutoencoder:
    """Read weights. Raises FormatError for a file that is not there, or isn't one of these."""
    if not path.is_file():
        raise FormatError(
            "This engine comes without the weights that suggestions need.",
            hint="Train them: python -m engine train sketches",
        )
    try:
        config, state = read_halves(path)
        sizes = AutoencoderConfig(tuple(config["widths"]), config["latent"])
        network = SketchAutoencoder(sizes)
        network.load_state_dict({**network.state_dict(), **state})
    except DAMAGED as error:
        raise FormatError(
            "The weights that suggestions need are damaged.", hint="Install the engine again."
        ) from error
    return network.eval().requires_grad_(False)
