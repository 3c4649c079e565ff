# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory that runs out while a model draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch

from addon.contract.errors import OutOfMemory


@contextmanager
def memory_named(forget: Callable[[], None]) -> Iterator[None]:
    """Let go of the model by `forget` when memory runs out, and raise OutOfMemory."""
    try:
        yield
    except (MemoryError, torch.OutOfMemoryError) as error:
        forget()
        raise OutOfMemory(
            "There was not enough memory for this model.",
            hint="Close other programs that use the GPU, or draw fewer frames at a time.",
        ) from error
