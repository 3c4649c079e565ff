# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface through which a path reports progress and keeps checkpoints.

`engine.runtime.progress.Progress` is the real one; tests have their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor


class Reporting(Protocol):
    """The part of Progress that a path calls; its methods are documented there."""

    def step(self, phase: str, step: int, steps: int, *, loss: float | None = None) -> None:
        """Report a step; raises Cancelled or Stopped when the job has to end."""
        ...

    def warn(self, text: str) -> None:
        """Report something to the user that doesn't stop the job."""
        ...

    def wants_preview(self) -> bool: ...

    def preview(self, frames: NDArray[Any]) -> None: ...

    def wants_checkpoint(self) -> bool: ...

    def save_checkpoint(
        self, arrays: Mapping[str, Tensor | NDArray[Any]], metadata: Mapping[str, str]
    ) -> None: ...

    def load_checkpoint(self) -> tuple[dict[str, NDArray[Any]], dict[str, str]] | None: ...
