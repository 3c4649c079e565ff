# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gradients through a video denoiser without keeping what every layer made.

The denoiser's class in diffusers has no checkpointing of its own. Each residual block, temporal
convolution and transformer keeps its input only and runs once more on the way back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from torch import nn
from torch.utils.checkpoint import checkpoint

PARTS = ("ResnetBlock2D", "TemporalConvLayer", "Transformer2DModel", "TransformerTemporalModel")


@contextmanager
def recomputed(unet: nn.Module) -> Iterator[None]:
    """While it is open, the parts of a denoiser are computed twice instead of kept."""
    chosen = [module for module in unet.modules() if type(module).__name__ in PARTS]
    for module in chosen:
        module.forward = partial(_checkpointed, module.forward)
    try:
        yield
    finally:
        for module in chosen:
            del module.__dict__["forward"]


def _checkpointed(forward: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    return checkpoint(forward, *arguments, use_reentrant=False, **named)
