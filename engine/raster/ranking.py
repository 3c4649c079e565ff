# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The score that takes are ranked by: how much of the drawing a take keeps, less its flicker.

    score = kept - flicker / 100,    kept = mean_t  min(I_t, I_0) / max(I_t, I_0) * L_t

I_t is the amount of ink of frame t. L_t is its likeness to the drawing: the highest correlation of
the two over all shifts, so that a thing which only moves across the picture is still like itself;
both are blurred before. A take that stands still comes last.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from scipy import fft, ndimage

from engine.geometry.tracing.picture import Floats
from engine.raster.line_art.flicker import flicker

STILL = 0.02  # share of its ink: a take whose mean change is smaller stands still
_BLUR = 1 / 16  # of the side: twice the standard deviation


@dataclass(frozen=True)
class Score:
    """The score of a take and its parts.

    Attributes:
        seed: that the take was drawn from.
        kept: how much of the drawing the frames keep, 0..1.
        flicker: per cent of the ink (`engine.raster.line_art.flicker`).
        motion: mean change of the frames against the drawing, as a share of all ink, 0..1.
    """

    seed: int
    kept: float
    flicker: float
    motion: float

    @property
    def value(self) -> float:
        """The number takes are ranked by."""
        return self.kept - self.flicker / 100 - (1.0 if self.motion < STILL else 0.0)

    def to_json(self) -> dict[str, float]:
        return {
            "seed": self.seed,
            "score": round(self.value, 4),
            **{name: round(value, 4) for name, value in asdict(self).items() if name != "seed"},
        }


def score(ink: Floats, seed: int, *, loop: bool = False) -> Score:
    """Return the score of a take: ink float [F, h, w], 1 is black; frame 0 is the drawing."""
    drawing = ink[0]
    amounts = ink.sum((1, 2))
    low, high = np.minimum(amounts, amounts[0]), np.maximum(amounts, amounts[0])
    shares = np.where(high > 0, low / np.maximum(high, 1e-9), 1.0)
    each = [
        share * likeness(frame, drawing) for share, frame in zip(shares[1:], ink[1:], strict=True)
    ]
    kept = np.mean(each) if each else 1.0
    change = np.abs(ink - drawing).sum((1, 2)).mean() / max(2 * float(amounts[0]), 1e-9)
    return Score(seed, float(kept), flicker(ink, loop=loop), float(min(1.0, change)))


def likeness(frame: Floats, drawing: Floats) -> float:
    """Return the highest correlation, 0..1, of two blurred pictures [h, w] over all shifts."""
    sigma = _BLUR * max(drawing.shape) / 2
    pad = [(0, side) for side in drawing.shape]
    first, second = (
        np.pad(ndimage.gaussian_filter(item, sigma, mode="constant"), pad)
        for item in (frame, drawing)
    )
    size = float(np.sqrt((first**2).sum() * (second**2).sum()))
    if size <= 0:
        return 0.0
    product = fft.irfft2(fft.rfft2(first) * np.conj(fft.rfft2(second)), s=first.shape)
    return float(np.clip(product.max() / size, 0, 1))
