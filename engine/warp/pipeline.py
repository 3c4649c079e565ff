# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The warp path: a painted layer and a request become pictures of the layer's own paint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.request import Request
from engine.runtime.arrays import numpy_of
from engine.runtime.reporting import Reporting
from engine.warp.carrier import carrier_of
from engine.warp.compose import Composer
from engine.warp.flatten import flattened
from engine.warp.layers import FILLED, LEFT, part_layers
from engine.warp.mesh import PartMesh, part_mesh
from engine.warp.painting import Bytes, Painting
from engine.warp.parts import paint_parts

Animate = Callable[[Drawing, Request, Reporting], Animation]
HOLES = "holes"  # expert setting
CHOICES = (FILLED, LEFT)
LOOKING = "looking at the paint"


@dataclass(frozen=True, eq=False)
class WarpedPainting:
    """A painting that moves.

    Attributes:
        drawing: the outlines in which bones were found.
        animation: of the drawing.
        composer: puts the frames together.
    """

    drawing: Drawing
    animation: Animation
    composer: Composer

    @property
    def meshes(self) -> Sequence[PartMesh]:
        """Of the parts, from the back."""
        return self.composer.meshes

    def frame(self, number: int) -> Bytes:
        """Return a frame, straight RGBA [H, W, 4]; where nothing has moved, the layer itself."""
        return self.composer.frame(number)

    def strain(self) -> dict[str, float]:
        """Return how far the paint is stretched in the frame where it is most, as factors."""
        worst = {"longest": 1.0, "usual_longest": 1.0, "usual_shortest": 1.0}
        for frame in range(self.animation.frame_count):
            ways = np.concatenate([mesh.stretches(frame) for mesh in self.meshes])
            high, low = np.quantile(ways[:, 0], 0.99), np.quantile(ways[:, 1], 0.01)
            worst["longest"] = max(worst["longest"], float(ways[:, 0].max()))
            worst["usual_longest"] = max(worst["usual_longest"], float(high))
            worst["usual_shortest"] = min(worst["usual_shortest"], float(low))
        return {name: round(value, 3) for name, value in worst.items()}


def warp(rgba: Bytes, request: Request, progress: Reporting, animate: Animate) -> WarpedPainting:
    """Move the paint of a layer, straight RGBA [H, W, 4], as a request says.

    animate: moves the drawing that is found in it. Raises BadInput where nothing is painted, and
    what animating raises.
    """
    progress.step(LOOKING, 0, 2)
    painting = Painting.of(rgba)
    flat = flattened(painting)
    drawing = flat.drawing(painting)
    progress.step(LOOKING, 1, 2)
    animation = animate(drawing, request, progress)
    carrier = carrier_of(drawing, animation)
    points = numpy_of(drawing.positions).astype(np.float64) / painting.cell
    counts = np.diff(numpy_of(drawing.stroke_offsets))
    owners = np.repeat(numpy_of(drawing.paths).astype(np.int64), counts)
    parts = paint_parts(flat.regions, carrier, points, owners, painting.cell)
    holes = str(request.settings.get(HOLES, FILLED))
    layers = part_layers(painting, parts.labels, holes)
    meshes = tuple(
        part_mesh(parts, layer.part, layer.cells, carrier, painting.cell) for layer in layers
    )
    progress.step(LOOKING, 2, 2)
    return WarpedPainting(drawing, animation, Composer(rgba, layers, meshes))
