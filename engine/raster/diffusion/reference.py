# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference: a drawing at every noise level, and the attention features of its still clip.

FlipSketch's program denoises the inverted latent again: it makes a clip of equal frames of it, of
which every step keeps the first N_i; the step keeps their features and takes each of them one step
down by its own noise, so that they drift apart. Ours has the latents of
all levels from the inversion, which shows the model one frame of an endless still clip; the
features are recorded on that occasion.
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
    """A drawing, or another frame, at all noise levels.

    `clip` [N, C, h, w] is the level that its frames have reached, where they are denoised again.

    Attributes:
        trajectory: [steps + 1, C, h, w], noisiest first.
        redenoise: denoise it again step by step, as FlipSketch's program does.
        inputs: [steps, C, h, w], the latents that the inversion gave to the model.
        recorded: features recorded in the inversion, by step. Other steps ask the model again.
    """

    trajectory: Tensor
    redenoise: bool = False
    inputs: Tensor | None = None
    recorded: dict[int, Features] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clip = self.trajectory[:1]

    def rewound(self) -> Reference:
        """Return the same reference before its first step, for another clip."""
        return Reference(self.trajectory, self.redenoise, self.inputs, self.recorded)

    def at(self, step: int) -> Tensor:
        """Return the latent [C, h, w] at the noise level of a step."""
        return self.clip[0] if self.redenoise else self.trajectory[step]

    def features(
        self,
        denoiser: Denoiser,
        steps: Steps,
        step: int,
        *,
        frames: int = 1,
        with_values: bool = False,
    ) -> Features:
        """Return the features of the still clip at a step.

        With `redenoise`, this also takes the clip one step down. frames: N_i, how many frames of it
        are left; else it is one frame in a circular time.
        """
        recorded = self.recorded.get(step)
        if recorded is not None and recorded.with_values >= with_values:
            return recorded
        features = Features(with_values=with_values)
        if self.redenoise:
            if len(self.clip) < frames:
                self.clip = self.clip[:1].expand(frames, -1, -1, -1)
            self.clip = self.clip[:frames]
            shown = self.clip
        else:
            shown = (self.at(step) if self.inputs is None else self.inputs[step])[None]
        noise = denoiser.noise(
            shown[None], steps.timesteps[step], [NULL], record=features, wraps=not self.redenoise
        )
        if self.redenoise:
            self.clip = steps.down(self.clip.to(noise), noise[0], step)
        return features

    def noise(self, denoiser: Denoiser, steps: Steps, step: int) -> Tensor:
        """Return the noise [C, h, w] of the frame alone, with the empty prompt."""
        clip = self.at(step)[None, None]
        return denoiser.noise(clip, steps.timesteps[step], [NULL], wraps=not self.redenoise)[0, 0]


def mean_trajectory(trajectory: Tensor) -> Tensor:
    """Return the mean over frames, [steps + 1, C, h, w], of latents [steps + 1, N, C, h, w]."""
    return torch.mean(trajectory, 1)
