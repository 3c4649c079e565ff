# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text-to-video model as a guide: displacements to curves to pictures to latents to a gradient.

The gradient of score distillation, w(t) (eps_hat - eps) or that of a flow model, is applied to the
latents and flows back through the encoder, the viewpoint and the rasteriser, never through the
denoiser.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.priors.video.model import PullPoint, VideoModel
from engine.render.augmentation import random_viewpoint, warp_pictures, warp_points
from engine.render.rasterizer import render_ink
from engine.runtime.arrays import numpy_of
from engine.vector.refinement.sds import Draw, StageView
from engine.vector.scene.scene import Scene
from engine.vector.scene.stroke_curves import StrokeCurves
from engine.vector.settings import VideoSettings

WORKING_SIDE = 256.0
SIDE_STEP = 32


@dataclass
class VideoGuide:
    """Pulls the strokes of a scene towards what a text-to-video model expects.

    Attributes:
        frames: how many frames it looks at.
        settings: how it looks at them.
    """

    model: VideoModel
    scene: Scene
    frames: int
    settings: VideoSettings
    _curves: dict[int, tuple[StageView, StrokeCurves]] = field(default_factory=dict)

    def gradient(self, view: StageView, displacements: Tensor, draw: Draw) -> Tensor:
        """Return the SDS gradient [F, n, 2] at displacements [F, n, 2], as in Live-Sketch.

        One timestep and one viewpoint for the whole video, fresh noise for each frame. With
        `settings.unit` above 0 the gradient is scaled to that root mean square (working units), so
        that it can be weighed against other gradients.
        """
        generator = torch.Generator().manual_seed(draw.seed)
        given = displacements.detach().requires_grad_(True)
        pictures = 1 - self.ink(view, given, generator, draw.done)
        pictures = pictures.expand(-1, 3, -1, -1)
        latents = self.model.encode(pictures, generator)
        clean = latents.detach()
        noise = torch.randn(clean.shape, generator=generator).to(clean)
        at = PullPoint(draw.level, view.text, draw.guidance, pictures[:1].detach())
        pull = torch.nan_to_num(self.model.pull(clean, noise, at))
        (gradient,) = torch.autograd.grad(latents, given, pull.to(latents.dtype))
        gradient = torch.nan_to_num(gradient)
        if self.settings.unit > 0:
            size = gradient.square().sum(-1).mean().sqrt()
            gradient = gradient * (self.settings.unit / size.clamp_min(1e-12))
        return gradient

    def ink(
        self, view: StageView, displacements: Tensor, generator: torch.Generator, done: float = 1.0
    ) -> Tensor:
        """Draw the view's strokes as the model will see them: ink [F, 1, S, S], black is 1."""
        strokes = self._curves_of(view)
        curves = strokes(displacements)
        size = self._side(done)
        widths: Tensor | float = self.settings.width * size / WORKING_SIDE
        if self.settings.canvas:
            curves, widths = self._on_canvas(curves, strokes.segments, size)
        else:
            curves = curves * (size / WORKING_SIDE)
        curves = curves.to(self.model.device)
        if self.settings.augment == "none":
            return render_ink(curves, widths, (size, size))[:, None]
        viewpoint = random_viewpoint(generator, pixels=size)
        if self.settings.augment == "pictures":
            ink = render_ink(curves, widths, (size, size))[:, None]
            return warp_pictures(ink, viewpoint)
        seen, wide = warp_points(curves, widths, viewpoint, size)
        return render_ink(seen, wide, (size, size))[:, None]

    def _on_canvas(self, curves: Tensor, segments: Tensor, size: int) -> tuple[Tensor, Tensor]:
        """Return curves and widths in pixels of a picture that shows the whole canvas.

        curves: [F, K, 4, 2], working units; segments: [K, 4]. A canvas that is no square lies in
        the middle of the picture. Returns [F, K, 4, 2] and [K, 4].
        """
        space, drawing = self.scene.space, self.scene.drawing
        canvas = curves.new_tensor(drawing.canvas)
        scale = size / float(canvas.max())
        placed = (curves - WORKING_SIDE / 2) / space.scale + curves.new_tensor(space.center)
        strokes = self.scene.handles.stroke_of_handle[segments[:, 0].numpy()]
        widths = torch.from_numpy(self._stroke_widths[strokes]).to(self.model.device)
        placed = (placed - canvas / 2) * scale + size / 2
        return placed, (widths * scale)[:, None].expand(-1, 4)

    @cached_property
    def _stroke_widths(self) -> NDArray[np.float32]:
        """The mean width of each stroke of the drawing, [S], canvas pixels."""
        drawing = self.scene.drawing
        starts = numpy_of(drawing.stroke_offsets).astype(np.int64)
        sums = np.add.reduceat(numpy_of(drawing.widths).astype(np.float64), starts[:-1])
        return (sums / np.diff(starts)).astype(np.float32)

    def _side(self, done: float) -> int:
        """Return the side in pixels: the model's own, or less in the first part of a stage."""
        whole = self.settings.size or self.model.size
        if done < self.settings.coarse_until:
            return max(SIDE_STEP, round(whole * self.settings.coarse / SIDE_STEP) * SIDE_STEP)
        return whole

    def _curves_of(self, view: StageView) -> StrokeCurves:
        """Return the view's strokes; those of the last few views are cached."""
        cached = self._curves.get(id(view))
        if cached is None or cached[0] is not view:
            if len(self._curves) > 4:
                self._curves.clear()
            cached = (view, StrokeCurves.of(self.scene, view))
            self._curves[id(view)] = cached
        return cached[1]
