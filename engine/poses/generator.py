# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The generator of StyleGAN2: a mapping network and a synthesis network with skip outputs.

A style is a vector w. The synthesis network takes one for each of its layers, so that coarse layers
can follow one drawing and fine layers another (style mixing).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.poses.layers import Dense, ModulatedConv, activated, doubled

Noise = Literal["random", "constant", "none"]
_FAINT = 0.1  # of the usual deviation


@dataclass(frozen=True)
class PoseNetworkSettings:
    """The size of the networks.

    Attributes:
        resolution: side of the pictures, pixels; a power of two, 8 or more.
        base: channels of a layer are base / its resolution, but at most `widest`.
        channels: of the pictures; 1 is ink alone.
        fold: side of the squares of pixels that are one place to the networks, with a channel for
            each pixel; 1 leaves pictures as they are. Most of the time goes into the largest
            pictures, and 2 saves these (as SWAGAN does with wavelets).
        styled_start: whether the first 4 x 4 places depend on the style, too, as in generators
            before StyleGAN, so that where a wing is need not come from a constant.
        z: length of the random vectors.
        w: length of the styles.
        pose: so many first numbers of a style are exchanged when styles are mixed; `w` exchanges
            all of it, as published.
        coarse: so many first layers follow the target when styles are mixed.
        mapping: layers of the mapping network.
        pace: its learning rate against the others'.
    """

    resolution: int = 64
    base: int = 448
    widest: int = 96
    channels: int = 1
    fold: int = 1
    styled_start: bool = False
    z: int = 64
    w: int = 128
    pose: int = 16
    coarse: int = 6
    mapping: int = 2
    pace: float = 0.1

    def __post_init__(self) -> None:
        if self.resolution < 8 or self.resolution & (self.resolution - 1):
            raise ValueError("the resolution is a power of two, 8 or more")
        if self.fold not in (1, 2):
            raise ValueError("pixels are folded singly or in squares of 2 by 2")
        if not (0 < self.pose <= self.w and 0 < self.coarse <= self.layers):
            raise ValueError("pose and coarse count numbers of a style and layers")

    @property
    def layers(self) -> int:
        """Number of styles that the synthesis network takes."""
        return 2 * len(self.sides)

    @property
    def sides(self) -> tuple[int, ...]:
        """The resolutions of the blocks, from 4 on."""
        return tuple(2**k for k in range(2, int(math.log2(self.resolution // self.fold)) + 1))

    @property
    def folded(self) -> int:
        """Channels of pictures as the networks see them."""
        return self.channels * self.fold**2

    def width(self, side: int) -> int:
        """Return the channels of the block of a resolution."""
        return max(4, min(self.widest, self.base // side))

    def to_json(self) -> dict[str, float]:
        """Return the numbers by name."""
        return asdict(self)


#: The published settings for pictures of 256 px (the first seven of 14 layers are coarse), but of
#: one channel, ink, as all our pictures are.
PUBLISHED_256 = PoseNetworkSettings(
    resolution=256,
    base=16_384,
    widest=512,
    channels=1,
    z=512,
    w=512,
    pose=512,
    coarse=7,
    pace=0.01,
)


def settings_for(resolution: int) -> PoseNetworkSettings:
    """Return our settings for 64 and 128 px, the published ones from 256 px on."""
    if resolution >= 256:
        return replace(PUBLISHED_256, resolution=resolution)
    return PoseNetworkSettings(
        resolution=resolution, base=12 * resolution, fold=2, styled_start=True
    )


class Mapping(nn.Module):
    """The mapping network: random vectors to styles."""

    def __init__(self, settings: PoseNetworkSettings) -> None:
        super().__init__()
        sizes = [settings.z] + [settings.w] * settings.mapping
        self.layers = nn.ModuleList(Dense(a, b, pace=settings.pace) for a, b in pairwise(sizes))

    def forward(self, z: Tensor) -> Tensor:
        """Map z [B, z] to w [B, w]."""
        x = z * torch.rsqrt((z * z).mean(1, keepdim=True) + 1e-8)
        for layer in self.layers:
            x = activated(layer(x))
        return x


class _Layer(nn.Module):
    """A modulated convolution with noise, bias and rectifier."""

    def __init__(self, inputs: int, outputs: int, side: int, style: int, up: bool) -> None:
        super().__init__()
        self.conv = ModulatedConv(inputs, outputs, 3, style, up=up)
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.strength = nn.Parameter(torch.zeros(()))
        self.register_buffer("noise", torch.randn(side, side))
        self.noise: Tensor

    def forward(self, x: Tensor, w: Tensor, noise: Noise) -> Tensor:
        x = self.conv(x, w)
        if noise == "random":
            x = x + self.strength * torch.randn_like(x[:, :1])
        elif noise == "constant":
            x = x + self.strength * self.noise
        return activated(x + self.bias[:, None, None])


class Synthesis(nn.Module):
    """The synthesis network: every block adds to the picture of the one before, enlarged."""

    def __init__(self, settings: PoseNetworkSettings) -> None:
        super().__init__()
        self.settings = settings
        sides, style = settings.sides, settings.w
        self.start = nn.Parameter(torch.randn(settings.width(4), 4, 4))
        self.begin = Dense(style, settings.width(4) * 16) if settings.styled_start else None
        self.layers, self.outputs = nn.ModuleList(), nn.ModuleList()
        for side in sides:
            width, before = settings.width(side), settings.width(max(side // 2, 4))
            if side > 4:
                self.layers.append(_Layer(before, width, side, style, up=True))
            self.layers.append(_Layer(width, width, side, style, up=False))
            output = ModulatedConv(width, settings.folded, 1, style, demodulate=False)
            if settings.styled_start:
                output.weight.data.mul_(_FAINT)
            self.outputs.append(output)
        self.bias = nn.Parameter(torch.zeros(settings.folded))
        if settings.styled_start:  # the first pictures are nearly paper
            self.bias.data.fill_(-1.0)

    def forward(self, styles: Tensor, noise: Noise = "random") -> Tensor:
        """Draw styles [B, layers, w] as pictures [B, channels, side, side]; -1 paper, 1 ink."""
        x = self.start.expand(len(styles), -1, -1, -1)
        if self.begin is not None:
            x = x + self.begin(styles[:, 0]).view_as(x)
        picture: Tensor | None = None
        number = 0
        for block, output in enumerate(self.outputs):
            for _ in range(1 if block == 0 else 2):
                x = self.layers[number](x, styles[:, number], noise)
                number += 1
            part = output(x, styles[:, number])
            picture = part if picture is None else doubled(picture) + part
        assert picture is not None
        return F.pixel_shuffle(picture + self.bias[:, None, None], self.settings.fold)


def _without_middle(
    module: nn.Module, state: dict[str, Tensor], prefix: str, *unused: object
) -> None:
    """Leave out the mean style, which files and checkpoints of before hold."""
    state.pop(prefix + "middle", None)


class Generator(nn.Module):
    """Mapping and synthesis together."""

    def __init__(self, settings: PoseNetworkSettings) -> None:
        super().__init__()
        self.settings = settings
        self.mapping, self.synthesis = Mapping(settings), Synthesis(settings)
        self.register_load_state_dict_pre_hook(_without_middle)  # type: ignore[no-untyped-call]

    def forward(self, z: Tensor, noise: Noise = "random") -> Tensor:
        """Draw random vectors z [B, z]."""
        pictures: Tensor = self.synthesis(self.spread(self.mapping(z)), noise)
        return pictures

    def spread(self, w: Tensor) -> Tensor:
        """Give every layer the same style: [B, w] to [B, layers, w]."""
        return w[:, None].expand(-1, self.settings.layers, -1)

    def mixed(self, source: Tensor, target: Tensor) -> Tensor:
        """Give the coarse layers of styles [B, layers, w] the target's pose."""
        coarse, pose = self.settings.coarse, self.settings.pose
        out = source.clone()
        out[:, :coarse, :pose] = target[:, :coarse, :pose]
        return out
