# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Projection: the styles of which the generator draws a given drawing.

The encoder makes a first guess at several places and sizes and for both directions; the styles of
the best one are then improved by gradient steps. Published are 1000 steps from the mean style with
the distance of a VGG network; here the guess is near already, and the distance is that of ink, as
drawn and blurred. The noise of the layers is constant: chosen anew in each frame, it would flicker.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.poses.weights import PoseModel
from engine.raster.picture.sketch_image import ROOM, PictureSketch, Window

PUBLISHED_STEPS = 1000
STEPS = 150  #: enough from the encoder's guess
ROOMS = (0.92, 0.8, 0.68)  # of the square's side: what the drawing's long side may take
SHIFTS = (-0.14, 0.0, 0.14)  # of the side, up and down
_RATE, _RISE, _FALL = 0.05, 0.05, 0.25  # Adam's rate; shares of the steps
_HELD = 0.02  # weight of staying near the guess, against the error of the picture
_BLURS = (1, 2, 4, 8)
_COARSE = 4  # px of the generator: how far apart lines may be that count as the same


@dataclass(frozen=True, eq=False)
class ProjectedDrawing:
    """A drawing as the generator knows it.

    Attributes:
        styles: [1, layers, w].
        window: the square of the canvas that the generator's pictures show.
        mirrored: whether the drawing faces left; the generator's pictures face right.
        distance: of the drawing and its projection, 0 (the same) to 1 (nothing in common).
        shown, drawn: [side, side], the drawing as it was shown, and its projection; 1 is ink.
    """

    styles: Tensor
    window: Window
    mirrored: bool
    distance: float
    shown: Tensor
    drawn: Tensor

    def placed(self, sketch: PictureSketch) -> PictureSketch:
        """Return the sketch with the window of the generator's pictures."""
        return replace(sketch, window=self.window)


def project(
    sketch: PictureSketch,
    model: PoseModel,
    steps: int = STEPS,
    on_step: Callable[[int, int], None] = lambda done, count: None,
) -> ProjectedDrawing:
    """Find a drawing's styles; `steps` may be 0, then the encoder's guess is returned."""
    side = model.settings.resolution
    places = _places(sketch.window)
    shown = torch.stack([_shown(sketch, window, side) for window in places])
    shown = torch.cat([shown, shown.flip(-1)])[:, None]
    with torch.inference_mode():
        guesses = model.generator.spread(model.encoder(2 * shown - 1))
        drawn = as_ink(model.generator.synthesis(guesses, "constant"))
        best = int(ink_distance(drawn, shown).argmin())
    wanted = shown[best : best + 1].clone()
    styles = _improved(model, guesses[best : best + 1].clone(), wanted, steps, on_step)
    with torch.inference_mode():
        result = as_ink(model.generator.synthesis(styles, "constant"))
        distance = float(ink_distance(result, wanted))
    window, mirrored = places[best % len(places)], best >= len(places)
    return ProjectedDrawing(styles, window, mirrored, distance, wanted[0, 0], result[0, 0])


def project_pictures(model: PoseModel, pictures: Tensor, steps: int = 0) -> Tensor:
    """Return styles [B, layers, w] of the networks' own pictures [B, 1, side, side], -1..1."""
    with torch.inference_mode():
        guesses = model.generator.spread(model.encoder(pictures))
    return _improved(model, guesses.clone(), 0.5 + 0.5 * pictures, steps, lambda done, count: None)


def as_ink(pictures: Tensor) -> Tensor:
    """Return the networks' pictures (-1 is paper) as ink 0..1."""
    return (0.5 + 0.5 * pictures).clamp(0.0, 1.0)


def ink_distance(one: Tensor, other: Tensor) -> Tensor:
    """Return the distance [B] of ink [B, 1, S, S]: of its mean amounts in squares of 4 px.

    0 for the same, 1 where no square has ink of both.
    """
    a, b = (F.avg_pool2d(x, _COARSE).flatten(1) for x in (one, other))
    return (a - b).abs().sum(1) / (a + b).sum(1).clamp_min(1e-6)


def _places(window: Window) -> list[Window]:
    """Return squares in which the drawing has several sizes and heights."""
    middle_x, middle_y = window.left + window.side / 2, window.top + window.side / 2
    drawn = window.side * ROOM
    out = []
    for room in ROOMS:
        side = drawn / room
        for shift in SHIFTS:
            top = middle_y - side / 2 + shift * side
            out.append(Window(middle_x - side / 2, top, side))
    return out


def _shown(sketch: PictureSketch, window: Window, side: int) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(replace(sketch, window=window).model_ink(side)))


def _improved(
    model: PoseModel,
    guess: Tensor,
    wanted: Tensor,
    steps: int,
    on_step: Callable[[int, int], None],
) -> Tensor:
    """Return styles [B, layers, w] from which ink [B, 1, S, S] is drawn more exactly."""
    if steps <= 0:
        return guess
    styles = guess.clone().requires_grad_(True)
    optimiser = torch.optim.Adam([styles], _RATE)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = _RATE * _ramp((step + 1) / steps)
        drawn = 0.5 + 0.5 * model.generator.synthesis(styles, "constant")
        error = sum(
            (blur * (F.avg_pool2d(drawn, blur) - F.avg_pool2d(wanted, blur)).square()).mean(
                (1, 2, 3)
            )
            for blur in _BLURS
        )
        assert isinstance(error, Tensor)
        held = (styles - guess).square().mean((1, 2))
        optimiser.zero_grad()
        (error + _HELD * held).sum().backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        on_step(step + 1, steps)
    return styles.detach()


def _ramp(share: float) -> float:
    """Return the published factor of the rate: up along a line, down along a cosine."""
    falling = 0.5 - 0.5 * math.cos(math.pi * min(1.0, (1.0 - share) / _FALL))
    return falling * min(1.0, share / _RISE)
