# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a host's bones show of a motion in which lines that touch are kept together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from addon.contract.armature import Armature
from engine.rig.bones import Pose
from engine.runtime.arrays import numpy_of
from engine.vector.armature.posed import fit_armatures
from engine.vector.rigged_motion import RiggedMotion
from tests.engine.vector.armature.test_splice import EACH, FRAMES, SIZE, drawing, rigs

Floats = NDArray[np.float64]
END = EACH - 1  # the point at the end of the upper bar


def shown(reach: float) -> tuple[Floats, Floats, Floats, Armature]:
    """Return a motion, the same with an end led, what is shown of it, and the armature.

    reach: how far the end is led, as a share of the way on which it moves itself.
    """
    drawn = drawing()
    rig, rest = rigs(drawn), numpy_of(drawn.positions).astype(np.float64)
    wave = np.sin(2 * np.pi * np.arange(FRAMES) / FRAMES)
    poses = [
        Pose(np.zeros((FRAMES, 2)), np.stack([0.0 * wave, turn * wave], axis=1))
        for turn in (0.4, 0.2)
    ]
    target = np.tile(rest, (FRAMES, 1, 1))
    for own, pose in zip(rig.objects, poses, strict=True):
        assert own is not None
        target[:, own.points] = own.deformer(rest)(pose)
    kept = target.copy()
    kept[:, END] += reach * (rest[END] - target[:, END])
    loose = RiggedMotion(target, tuple(poses))
    rigged, armature = fit_armatures(rig, loose, rest, loop=False, kept=kept)
    return target, kept, rigged.target, armature


def test_bones_lead_an_end_where_weights_can() -> None:
    target, kept, seen, armature = shown(0.3)
    assert np.abs(kept - target).max() > 0.05 * SIZE
    assert np.abs(seen - kept).max() < 0.01 * SIZE
    assert armature.offsets is None
    carriers, weights = numpy_of(armature.carriers), numpy_of(armature.weights)
    assert weights[END][carriers[END] == 0].sum() > 0.2  # it goes with the bone before


def test_an_end_that_bones_cannot_lead_needs_no_drawings() -> None:
    target, kept, seen, armature = shown(-1.5)
    assert np.abs(kept - target).max() > 0.2 * SIZE
    assert np.abs(seen - target).max() < 0.01 * SIZE
    assert armature.offsets is None
