# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The generator: a U-Net from a picture of lines to a picture in colour.

It knows what is drawn (the vector of a noun) and the artist's hints, four channels that join after
two convolutions. Three versions of the sketch-to-image GAN it comes from are settings of it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

Version = Literal["plain", "skips", "final"]
VERSIONS: tuple[Version, ...] = ("plain", "skips", "final")
JOINED = 2  # convolutions before the hints join
HINT_CHANNELS = 4  # red, green, blue, and where there is a hint
LEAK = 0.2  # of LeakyReLU


@dataclass(frozen=True)
class GeneratorConfig:
    """Sizes of a generator.

    Attributes:
        version: "plain" without skip connections, "skips" with them, "final" with them and one more
            deconvolution, batch norm and ReLU at the end.
        side: pixels of the pictures it has learned from.
        widths: channels after each convolution of the encoder; each halves the picture.
        noun: length of the vector of a noun.
        hint: channels that the hints are compressed to.
    """

    version: Version = "final"
    side: int = 128
    widths: tuple[int, ...] = (16, 32, 64, 128, 192)
    noun: int = 96
    hint: int = 16

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {**asdict(self), "widths": list(self.widths)}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> GeneratorConfig:
        """Return what `to_json` was made of."""
        return cls(**{**values, "widths": tuple(values["widths"])})


class ColourGenerator(nn.Module):
    """The U-Net: strided convolutions down, deconvolutions up."""

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.config = config
        widths, skips = config.widths, config.version != "plain"
        self.hints = nn.Conv2d(HINT_CHANNELS, config.hint, 3, padding=1)
        self.down = nn.ModuleList()
        channels = 1
        for level, width in enumerate(widths):
            entering = channels + (config.hint if level == JOINED else 0)
            self.down.append(_down(entering, width, first=level == 0))
            channels = width
        self.up = nn.ModuleList()
        self.nouns = nn.ModuleList()
        for level in range(len(widths) - 1, 0, -1):
            self.up.append(_up(channels, widths[level - 1]))
            self.nouns.append(nn.Linear(config.noun, 2 * widths[level - 1]))
            channels = widths[level - 1] + (self._skipped(level - 1) if skips else 0)
        if config.version == "final":
            self.last: nn.Module = nn.Sequential(
                _up(channels, widths[0]), nn.ReLU(), nn.Conv2d(widths[0], 3, 3, padding=1)
            )
        else:
            self.last = nn.ConvTranspose2d(channels, 3, 4, 2, 1)
        self.apply(initialise)

    def _skipped(self, level: int) -> int:
        """Return the channels that a skip connection after a convolution carries."""
        return self.config.widths[level] + (self.config.hint if level == JOINED - 1 else 0)

    def forward(self, lines: Tensor, hints: Tensor, noun: Tensor) -> Tensor:
        """Return pictures [B, 3, h, w], sRGB, -1..1.

        lines: [B, 1, h, w], 0..1, 1 is ink. hints: [B, 4, h / 4, w / 4] of `compressed`. noun:
        [B, config.noun].
        """
        x = 2.0 * lines - 1.0
        kept: list[Tensor] = []
        for level, layer in enumerate(self.down):
            x = layer(x)
            if level == JOINED - 1:
                x = torch.cat([x, self.hints(hints)], 1)
            kept.append(x)
        for number, (layer, told) in enumerate(zip(self.up, self.nouns, strict=True)):
            scale, shift = told(noun)[..., None, None].chunk(2, 1)
            x = functional.relu(layer(x) * (1.0 + scale) + shift)
            if self.config.version != "plain":
                x = torch.cat([x, kept[-2 - number]], 1)
        return torch.tanh(self.last(x))


def compressed(hints: Tensor) -> Tensor:
    """Return hints [B, 4, h, w] at a quarter of their size: mean colour where there is a hint.

    The first three channels are sRGB, -1..1, the fourth says where there is a hint, 0..1.
    """
    mask = functional.avg_pool2d(hints[:, 3:], 4)
    color = functional.avg_pool2d(hints[:, :3] * hints[:, 3:], 4) / mask.clamp_min(1e-3)
    seen = (4.0 * mask).clamp_max(1.0)
    return torch.cat([color * (mask > 0), seen], 1)


def initialise(layer: nn.Module) -> None:
    """Draw a layer's weights from N(0, 0.02), as pix2pix does."""
    if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d | nn.Linear):
        nn.init.normal_(layer.weight, 0.0, 0.02)
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
    elif isinstance(layer, nn.BatchNorm2d):
        nn.init.normal_(layer.weight, 1.0, 0.02)
        nn.init.zeros_(layer.bias)


def _down(entering: int, width: int, first: bool) -> nn.Module:
    convolution = nn.Conv2d(entering, width, 4, 2, 1, bias=first)
    norm = nn.Identity() if first else nn.BatchNorm2d(width)
    return nn.Sequential(convolution, norm, nn.LeakyReLU(LEAK))


def _up(entering: int, width: int) -> nn.Module:
    return nn.Sequential(
        nn.ConvTranspose2d(entering, width, 4, 2, 1, bias=False), nn.BatchNorm2d(width)
    )
