# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pictures of a motion while it is being computed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from torch import Tensor

from engine.runtime.arrays import numpy_of
from engine.runtime.reporting import Reporting
from engine.vector.scene.scene import Scene

FRAMES = 8
LONG_SIDE = 160


@dataclass(frozen=True)
class Previews:
    """Draws the motion of a scene's tokens and hands the frames to progress."""

    scene: Scene
    progress: Reporting

    def show(self, tokens: Tensor) -> None:
        """Draw displacements [F, T, 2] (working units) of the tokens as FRAMES small pictures."""
        from engine.render.frames import render_frames

        chosen = np.linspace(0, len(tokens), FRAMES, endpoint=False).astype(int)
        handles = self.scene.handle_displacements(tokens.detach().numpy()[chosen])
        drawing = self.scene.drawing
        positions = numpy_of(drawing.positions) + self.scene.point_displacements(handles)
        size = LONG_SIDE / max(drawing.canvas)
        frames = render_frames(drawing, positions.astype(np.float32), scale=size)
        self.progress.preview(frames)
