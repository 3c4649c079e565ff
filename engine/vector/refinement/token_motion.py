# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an optimisation hands back: the motion of a scene's tokens, and of the bones it refined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.rig.bones import Pose
from engine.vector.keyframes.resample import resample
from engine.vector.rigged_motion import scaled

if TYPE_CHECKING:
    from torch import Tensor

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


@dataclass(frozen=True)
class RefinedPose:
    """The pose of an object in K frames, canvas pixels.

    Attributes:
        start: where the refinement began; of an object that bones act, at the clip's own frames.
        change: what it changed.
        acted: bones act the object, `start` has the clip's frames and the object's strength.
    """

    start: Pose
    change: Pose
    acted: bool

    def at(self, frames: int, *, loop: bool, cycles: int, strength: float) -> Pose:
        """Return the pose of a clip's frames at a strength; cycles: of a loop, in the clip."""
        rounds = 1 if self.acted else cycles
        start = self.start
        if not self.acted:
            start = scaled(_resampled(start, frames, loop=loop, cycles=rounds), strength)
        change = scaled(_resampled(self.change, frames, loop=loop, cycles=rounds), strength)
        root, turns = start.root + change.root, start.turns + change.turns
        return replace(start, root=root, turns=turns)


@dataclass(frozen=True)
class TokenMotion:
    """The motion of a scene's T tokens in K frames.

    Attributes:
        displacements: [K, T, 2], working units; all of it.
        offsets: the part of them that bones don't carry, for objects with a refined pose.
        poses: refined poses, by number of the drawing's object.
    """

    displacements: Singles
    offsets: Singles | None = None
    poses: Mapping[int, RefinedPose] = field(default_factory=dict)

    @classmethod
    def of_tensors(
        cls,
        displacements: Tensor,
        offsets: Tensor | None = None,
        poses: Mapping[int, RefinedPose] | None = None,
    ) -> TokenMotion:
        """Take over what an optimisation has found."""
        left = None if offsets is None else offsets.detach().numpy()
        return cls(displacements.detach().numpy(), left, poses or {})


def at_frames(pose: Pose, frames: int, *, loop: bool) -> Pose:
    """Return the root and turns of a pose at `frames` frames, evenly; a loop closes after them."""
    count = pose.frames
    at = np.arange(frames) * count / frames if loop else np.linspace(0, count - 1, frames)
    given = np.arange(count)
    both = np.concatenate([pose.root, pose.turns], axis=1)
    found = np.stack([np.interp(at, given, column) for column in both.T], axis=1)
    return Pose(found[:, :2], found[:, 2:])


def _resampled(pose: Pose, frames: int, *, loop: bool, cycles: int) -> Pose:
    """Return a pose, at rest in frame 0, at the frames of a clip."""
    return Pose(
        resample(pose.root, frames, loop=loop, cycles=cycles),
        resample(pose.turns, frames, loop=loop, cycles=cycles),
    )
