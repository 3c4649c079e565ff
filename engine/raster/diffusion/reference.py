# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference: the drawing at every noise level, and the attention features of its still clip.

The original denoises the inverted latent again, in every step as a new clip of N_i equal frames,
and steps its first frame down. Ours has the levels already, from the inversion of one frame of an
endless still clip, and the features as well: they are kept when the inversion asks the model.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor

from engine.raster.diffusion.composition import Features
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.inversion import NULL


@dataclass
class Reference:
    """A drawing (or frame) at all levels.

    trajectory: [steps + 1, C, h, w], noisiest first. again: as the original, it is denoised anew;
    `latent` [C, h, w] is then where that has got. asked: [steps, C, h, w], of what the inversion
    asked the model; kept: the features of that, by step. What is not kept is asked again.
    """

    trajectory: Tensor
    again: bool = False
    asked: Tensor | None = None
    kept: dict[int, Features] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.latent = self.trajectory[0]

    def anew(self) -> Reference:
        """The same from the beginning, for another clip."""
        return Reference(self.trajectory, self.again, self.asked, self.kept)

    def at(self, step: int) -> Tensor:
        """The latent [C, h, w] at a step's level."""
        return self.latent if self.again else self.trajectory[step]

    def features(
        self,
        denoiser: Denoiser,
        steps: Steps,
        step: int,
        *,
        frames: int = 1,
        with_values: bool = False,
    ) -> Features:
        """Queries and keys of the still clip at a step; with `again`, it is stepped down too.

        frames: N_i, of the clip; one with a circular time where it is not denoised again.
        """
        kept = self.kept.get(step)
        if kept is not None and kept.with_values >= with_values:
            return kept
        found = Features(with_values=with_values)
        count = frames if self.again else 1
        latent = self.at(step) if self.asked is None else self.asked[step]
        clip = latent.expand(1, count, -1, -1, -1)
        noise = denoiser.noise(
            clip, steps.timesteps[step], [NULL], record=found, wraps=not self.again
        )
        if self.again:
            self.latent = steps.down(self.latent.to(noise), noise[0, 0], step)
        return found

    def noise(self, denoiser: Denoiser, steps: Steps, step: int) -> Tensor:
        """Noise [C, h, w] of the still frame alone, with the empty prompt."""
        clip = self.at(step)[None, None]
        return denoiser.noise(clip, steps.timesteps[step], [NULL], wraps=not self.again)[0, 0]


def mean_trajectory(trajectory: Tensor) -> Tensor:
    """[steps + 1, C, h, w] of a clip's [steps + 1, N, C, h, w]: the mean over its frames."""
    return torch.mean(trajectory, 1)
