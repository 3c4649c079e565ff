# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The interface of every motion prior: sample a draft, score a trajectory, read a prompt.

A prior sees a drawing as points on its curves (`PointSketch`) in the working space, a square of
256 units with y down, and answers with displacements from rest over `frames` frames. Frame 0 is
the drawing itself, so its displacement is zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from engine.language.understood import Understood

StepCallback = Callable[[int, int], None]


@dataclass(frozen=True)
class PointSketch:
    """The on-curve points of a drawing at rest.

    Attributes:
        points: float [H, 2], working units, (x, y).
        strokes: long [H], the stroke of each point; the points of a stroke follow one another.
        objects: long [H], 0..O-1, or -1 for the background.
        fixed: bool [H], points that may not move (locked strokes).
    """

    points: Tensor
    strokes: Tensor
    objects: Tensor
    fixed: Tensor

    def __post_init__(self) -> None:
        count = self.points.shape[0]
        if self.points.shape != (count, 2) or count == 0:
            raise ValueError(f"points must be [H, 2] with H > 0, got {tuple(self.points.shape)}")
        for name in ("strokes", "objects", "fixed"):
            shape = tuple(getattr(self, name).shape)
            if shape != (count,):
                raise ValueError(f"{name} must be [{count}], got {shape}")

    @property
    def count(self) -> int:
        """Number of points H."""
        return int(self.points.shape[0])

    @property
    def object_count(self) -> int:
        """Number of objects O, at least 1."""
        return max(1, int(self.objects.max()) + 1)

    @property
    def movable(self) -> Tensor:
        """Points [H] that are neither fixed nor background."""
        return ~self.fixed & (self.objects >= 0)

    @classmethod
    def of(
        cls,
        points: Tensor,
        strokes: Tensor,
        objects: Tensor | None = None,
        fixed: Tensor | None = None,
    ) -> PointSketch:
        """Make a sketch; without objects there is one, without `fixed` nothing is."""
        return cls(
            points.to(torch.float32),
            strokes.to(torch.long),
            torch.zeros_like(strokes, dtype=torch.long) if objects is None else objects.long(),
            torch.zeros_like(strokes, dtype=torch.bool) if fixed is None else fixed.bool(),
        )


class MotionPrior(Protocol):
    """A distribution over motions of a sketch, given a text for each object.

    Attributes:
        frames: how many frames a motion has.
    """

    name: str
    frames: int

    def sample(
        self,
        sketch: PointSketch,
        texts: Sequence[str],
        *,
        loop: bool = False,
        seed: int = 0,
        count: int = 1,
        guidance: float = 2.2,
        steps: int = 12,
        on_step: StepCallback | None = None,
    ) -> Tensor:
        """Sample motions: displacements [count, frames, H, 2], working units, frame 0 zero.

        texts: one for each object. guidance: strength of classifier-free guidance.
        """
        ...

    def score(
        self,
        sketch: PointSketch,
        texts: Sequence[str],
        trajectories: Tensor,
        *,
        level: float,
        noise_seed: int,
        guidance: float = 4.0,
        loop: bool = False,
    ) -> Tensor:
        """Return the SDS gradient [frames, H, 2] at trajectories, displacements [frames, H, 2].

        level: of the noise, in (0, 1).
        """
        ...

    def understood(self, text: str) -> Understood:
        """Tell which known motion and subject the text names."""
        ...
