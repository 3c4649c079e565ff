# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped trajectory prior, loaded when it is asked for the first time.

What bones act needs no prior, and shouldn't wait for the weights of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from engine.language.understood import Understood

if TYPE_CHECKING:
    from torch import Tensor

    from engine.priors.base import PointSketch, StepCallback
    from engine.priors.trajectory.prior import TrajectoryPrior


class ShippedTrajectoryPrior:
    """A motion prior like `TrajectoryPrior`, whose weights are read at the first question."""

    name = "trajectory"

    @cached_property
    def _prior(self) -> TrajectoryPrior:
        from engine.priors.trajectory.prior import TrajectoryPrior

        return TrajectoryPrior.load()

    @property
    def frames(self) -> int:
        """How many frames a motion has."""
        return self._prior.frames

    @frames.setter
    def frames(self, frames: int) -> None:
        raise AttributeError("the number of frames belongs to the weights")

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
        """Sample motions, as `MotionPrior.sample`."""
        return self._prior.sample(
            sketch, texts, loop=loop, seed=seed, count=count, guidance=guidance, steps=steps,
            on_step=on_step,
        )  # fmt: skip

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
        """Return the SDS gradient, as `MotionPrior.score`."""
        return self._prior.score(
            sketch, texts, trajectories, level=level, noise_seed=noise_seed, guidance=guidance,
            loop=loop,
        )  # fmt: skip

    def understood(self, text: str) -> Understood:
        """Tell which known motion and subject the text names."""
        return self._prior.understood(text)
