# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing's rig at rest: which limbs are a basis for motion."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.motion.rest import RestPose
from tests.engine.motion.drawings import box_of, drawing


@pytest.mark.parametrize(("confidence", "sound"), [(0.2, False), (0.4, True), (1.0, True)])
def test_a_limb_whose_joints_are_most_likely_wrong_is_left_alone(
    confidence: float, sound: bool
) -> None:
    bones, points = drawing("four_legged", 4)
    leg = [bones.names.index(f"hind_near{number}") for number in range(5)]
    doubted = bones.confidence.copy()
    doubted[leg] = confidence
    rest = RestPose(replace(bones, confidence=doubted), box_of(points))
    assert rest.limb("hind_near").sound == sound
    assert rest.limb("fore_near").sound


def test_one_doubtful_joint_does_not_stop_a_limb() -> None:
    bones, points = drawing("four_legged", 4)
    doubted = np.where(np.array(bones.names) == "hind_near2", 0.05, bones.confidence)
    assert RestPose(replace(bones, confidence=doubted), box_of(points)).limb("hind_near").sound
