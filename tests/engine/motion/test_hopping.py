# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Four-legged animals hop on legs that keep their shape, and swing those that are uncertain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.motion import MotionBeat, performed
from engine.motion.four_legs import FORE, HIND, leg_length
from engine.motion.rest import RestPose
from tests.engine.motion.drawings import box_of, drawing

LEGS = (*HIND, *FORE)


def test_a_hop_leaves_the_ground_and_hardly_folds_the_legs() -> None:
    bones, points = drawing("four_legged", 4)
    rest = RestPose(bones, box_of(points), points)
    body = performed(rest, MotionBeat("hop", 0, 32))
    length = leg_length(body)
    places = body.places()
    for name in LEGS:
        toe = places[:, bones.names.index(f"{name}4")]
        assert toe[:, 1].min() < rest.at(f"{name}4")[1] - 0.3 * length
        reach = np.linalg.norm(toe - places[:, bones.names.index(f"{name}0")], axis=1)
        assert reach.min() > 0.6 * reach[0]


def test_a_hop_goes_as_far_as_it_is_told() -> None:
    bones, points = drawing("four_legged", 4)
    rest = RestPose(bones, box_of(points), points)
    body = performed(rest, MotionBeat("hop", 0, 33, distance=0.8))
    assert np.isclose(abs(body.travel[-1, 0]), 0.8 * rest.size, rtol=0.1)


def test_a_leg_that_is_uncertain_swings_from_its_root() -> None:
    bones, points = drawing("four_legged", 4)
    leg = [bones.names.index(f"hind_near{n}") for n in range(5)]
    doubt = bones.confidence.copy()
    doubt[leg] = 0.1
    carriers = np.array([[leg[1]]] * 3 + [[0]] * (len(points) - 3))
    shape = replace(
        bones,
        confidence=doubt,
        carriers=carriers,
        weights=np.ones(carriers.shape),
        parts=np.zeros(len(points), np.int64),
    )
    rest = RestPose(shape, box_of(points), points)
    body = performed(rest, MotionBeat("walk", 0, 48))
    assert np.ptp(body.own[:, leg[0]]) > 0.3
    assert np.ptp(body.own[:, leg[2]]) < 1e-6
