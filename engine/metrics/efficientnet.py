# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""EfficientNet-Lite0 up to its pooled features (Tan and Le 2019; the Lite variant of 2020).

The Lite variant has no squeeze-and-excitation and rectifiers that end at 6. Names of parameters are
those of the published weights.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

#: Expansion, channels, blocks, stride of the first, kernel: the stages of the paper's table 1.
_STAGES = (
    (1, 16, 1, 1, 3),
    (6, 24, 2, 2, 3),
    (6, 40, 2, 2, 5),
    (6, 80, 3, 2, 3),
    (6, 112, 3, 1, 5),
    (6, 192, 4, 2, 5),
    (6, 320, 1, 1, 3),
)
_MIDDLE, _SPREAD = 127.0 / 255.0, 128.0 / 255.0
_STEADY = 1e-3  # epsilon of the normalisation


def _same(x: Tensor, kernel: int, stride: int) -> Tensor:
    """Pad as TensorFlow does: what is missing, the odd pixel right and below."""
    pads = []
    for length in (x.shape[3], x.shape[2]):
        missing = max((-(-length // stride) - 1) * stride + kernel - length, 0)
        pads += [missing // 2, missing - missing // 2]
    return F.pad(x, pads)


class _Conv(nn.Conv2d):
    """A convolution without bias that pads as TensorFlow does."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1
    ) -> None:
        super().__init__(inputs, outputs, kernel, stride, groups=groups, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(_same(x, self.kernel_size[0], self.stride[0]))


class _Block(nn.Module):
    """An inverted bottleneck."""

    def __init__(self, inputs: int, outputs: int, expand: int, stride: int, kernel: int) -> None:
        super().__init__()
        inner = inputs * expand
        self.adds = stride == 1 and inputs == outputs
        if expand != 1:
            self._expand_conv = _Conv(inputs, inner, 1)
            self._bn0 = nn.BatchNorm2d(inner, _STEADY)
        self.expands = expand != 1
        self._depthwise_conv = _Conv(inner, inner, kernel, stride, groups=inner)
        self._bn1 = nn.BatchNorm2d(inner, _STEADY)
        self._project_conv = _Conv(inner, outputs, 1)
        self._bn2 = nn.BatchNorm2d(outputs, _STEADY)

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu6(self._bn0(self._expand_conv(x))) if self.expands else x
        y = F.relu6(self._bn1(self._depthwise_conv(y)))
        y = self._bn2(self._project_conv(y))
        out: Tensor = x + y if self.adds else y
        return out


class EfficientNetLite0(nn.Module):
    """Pictures [B, 3, H, W], 0..1, to features [B, 1280]."""

    def __init__(self) -> None:
        super().__init__()
        self._conv_stem = _Conv(3, 32, 3, 2)
        self._bn0 = nn.BatchNorm2d(32, _STEADY)
        blocks, inputs = [], 32
        for expand, outputs, count, stride, kernel in _STAGES:
            for number in range(count):
                first = stride if number == 0 else 1
                blocks.append(_Block(inputs, outputs, expand, first, kernel))
                inputs = outputs
        self._blocks = nn.ModuleList(blocks)
        self._conv_head = _Conv(inputs, 1280, 1)
        self._bn1 = nn.BatchNorm2d(1280, _STEADY)

    @classmethod
    def read(cls, path: Path) -> EfficientNetLite0:
        """Read published weights; only tensors are read from the file."""
        saved = torch.load(path, map_location="cpu", weights_only=True)
        network = cls()
        network.load_state_dict({k: v for k, v in saved.items() if not k.startswith("_fc.")})
        return network.eval()

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the features."""
        x = (pictures - _MIDDLE) / _SPREAD
        x = F.relu6(self._bn0(self._conv_stem(x)))
        for block in self._blocks:
            x = block(x)
        return F.relu6(self._bn1(self._conv_head(x))).mean((2, 3))
