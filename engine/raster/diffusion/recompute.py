# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gradients through a video denoiser in little memory, by computing activations twice.

The denoiser's class in diffusers has no gradient checkpointing of its own. Here each residual
block, temporal convolution and transformer keeps only its input, and runs once more in the backward
pass.
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
    """Compute the parts of a denoiser twice instead of keeping their activations, while open."""
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
