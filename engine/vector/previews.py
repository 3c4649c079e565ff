# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pictures of a motion while it is being computed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.render.small_pictures import small_pictures
from engine.rig.bones import Pose
from engine.runtime.arrays import numpy_of
from engine.runtime.reporting import Reporting
from engine.vector.job import VectorJob
from engine.vector.rigged_motion import carried_motion, line_lengths

FRAMES = 8
LONG_SIDE = 160


@dataclass(frozen=True)
class Previews:
    """Draws the motion of a job's tokens and hands the frames to progress."""

    job: VectorJob
    progress: Reporting

    def show(self, tokens: NDArray[np.float32]) -> None:
        """Draw displacements [F, T, 2] (working units) of the tokens as FRAMES small pictures."""
        scene = self.job.scene
        chosen = np.linspace(0, len(tokens), FRAMES, endpoint=False).astype(int)
        handles = scene.handle_displacements(tokens[chosen])
        drawing = scene.drawing
        rest = numpy_of(drawing.positions).astype(np.float64)
        positions = rest + scene.point_displacements(handles)
        if self.job.rig is not None:
            positions = carried_motion(
                self.job.rig,
                rest,
                positions,
                line_lengths(drawing),
                strengths=(1.0,) * drawing.object_count,
                loop=self.job.loop,
                acted=self._acted_poses(),
            ).target
        self.progress.preview(small_pictures(drawing, positions.astype(np.float32), LONG_SIDE))

    def _acted_poses(self) -> tuple[Pose | None, ...]:
        """Return FRAMES frames of the poses of what bones act."""
        acted = self.job.acted
        if acted is None:
            return ()
        return tuple(None if pose is None else _chosen(pose) for pose in acted.poses)


def _chosen(pose: Pose) -> Pose:
    """Return FRAMES frames of a pose, spread evenly."""
    at = np.linspace(0, pose.frames, FRAMES, endpoint=False).astype(int)
    scale = None if pose.scale is None else pose.scale[at]
    return Pose(pose.root[at], pose.turns[at], scale)
