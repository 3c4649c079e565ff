# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much noise the times of a flow model mean (Lipman et al. 2023; Esser et al. 2024).

    x_s = (1 - s) x + s e,    v ~ e - x

A model is trained at times that are shifted towards noise, s' = k s / (1 + (k - 1) s), the more the
larger its pictures are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from torch import Tensor

#: Models of flows are told times from 0 to 1000.
STEPS = 1000
NEAREST = 1e-3  # a time isn't nearer to the ends than this


@dataclass(frozen=True)
class FlowSchedule:
    """The times of a flow model.

    Attributes:
        shift: k; 1 for none.
    """

    shift: float = 1.0

    @classmethod
    def of(cls, config: Mapping[str, object], tokens: int = 0) -> FlowSchedule:
        """Read a diffusers scheduler's settings.

        tokens: of a clip; a schedule that shifts by size goes by them.
        """
        if config.get("use_dynamic_shifting"):
            low, high = (
                float(cast(float, config.get(name, default)))
                for name, default in (("base_shift", 0.5), ("max_shift", 1.15))
            )
            few, many = (
                float(cast(float, config.get(name, default)))
                for name, default in (("base_image_seq_len", 256), ("max_image_seq_len", 4096))
            )
            return cls(math.exp(low + (high - low) * (tokens - few) / (many - few)))
        shift = config.get("flow_shift", config.get("shift", 1.0))
        return cls(float(cast(float, shift or 1.0)))

    def time(self, level: float) -> float:
        """Return the shifted time s' of a noise level from 0 (no noise) to 1 (nothing else)."""
        shifted = self.shift * level / (1 + (self.shift - 1) * level)
        return min(1 - NEAREST, max(NEAREST, shifted))

    def noisy(self, clean: Tensor, noise: Tensor, time: float) -> Tensor:
        """Return latents at a time on the straight line from clean ones to noise."""
        return (1 - time) * clean + time * noise

    def pull(self, velocity: Tensor, clean: Tensor, noise: Tensor, time: float) -> Tensor:
        """Return the gradient of rectified-flow distillation at clean latents.

        w(s) (v - (e - x)) with w(s) = s, which is x less the model's clean estimate x_s - s v.
        velocity: what the model predicts at `noisy(clean, noise, time)`.
        """
        return time * (velocity - (noise - clean))

    def corrected(self, noise: Tensor, velocity: Tensor, clean: Tensor, time: float) -> Tensor:
        """Return the noise that leads to the clean latents, more nearly (RFDS-Rev).

        e <- e + (1 - s) (v + x - e). Source: Yang et al., "Text-to-Image Rectified Flow as
        Plug-and-Play Priors" (2024).
        """
        return noise + (1 - time) * (velocity + clean - noise)
