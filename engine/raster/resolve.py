# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A raster request with everything decided: settings, model, clips; once, at the start of a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from addon.contract.request import Request
from engine.priors.video.folder import ModelFolder
from engine.priors.video.loading import native_size
from engine.raster.diffusion.chaining import ClipPlan, plan_clips
from engine.raster.diffusion.weights import RasterWeights, weights_of
from engine.raster.settings import RasterSettings, raster_settings


@dataclass(frozen=True)
class RasterSpec:
    """All that a raster job needs to know beside its drawing.

    Attributes:
        pictures: number of different pictures; on twos half as many as frames, rounded up.
        clips: the clips of one take, which together give these pictures.
        side: pixels of the square that the model draws in.
    """

    request: Request
    settings: RasterSettings
    weights: RasterWeights
    pictures: int
    clips: tuple[ClipPlan, ...]
    side: int

    @property
    def folder(self) -> ModelFolder:
        """The model's folder."""
        return self.weights.folder


def resolve(request: Request, environment: Mapping[str, str] | None = None) -> RasterSpec:
    """Decide everything that a request leaves open.

    environment: variables that say where models are; os.environ without it. Raises what
    `engine.raster.diffusion.weights.weights_of` raises where there is no model.
    """
    weights, settings = weights_of(request, environment), raster_settings(request)
    pictures = -(-request.frames // request.hold)
    clips = plan_clips(pictures, most=settings.clip, chain=settings.chain, loop=request.loop)
    side = model_side(weights.folder, settings)
    return RasterSpec(request, settings, weights, pictures, tuple(clips), side)


def model_side(folder: ModelFolder, settings: RasterSettings) -> int:
    """Return the pixels of the square that a model draws in: a multiple of 32, at least 32."""
    size = settings.size or native_size(folder)
    return max(32, size // 32 * 32)
