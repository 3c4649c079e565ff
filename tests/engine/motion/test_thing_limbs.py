# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hinged pieces act as limbs where no body plan fits: tails beat, legs kick."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.motion.act import performed
from engine.motion.beat import MotionBeat
from engine.motion.rest import RestPose
from engine.motion.thing_limbs import limbs_of
from engine.rig.bones import Bones, Pose, deformed

Floats = NDArray[np.float64]


def thing(tip: tuple[float, float], front: float) -> RestPose:
    """A disc with a limb from its edge to `tip`, a loose dot beside it, and a front."""
    angle = np.linspace(0, 2 * np.pi, 20)
    disc = 50 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    hinge = 50 * np.array(tip) / np.hypot(*tip)
    limb = hinge + np.linspace(0, 1, 10)[:, None] * (np.array(tip) - hinge)
    dot = np.array([150.0, 150.0]) + 4 * disc[::5] / 50
    points = np.concatenate([disc, limb, dot])
    carriers = np.repeat([0, 1, 2], [20, 10, 4])
    bones = Bones(
        "", ("piece0", "piece1", "piece2", "front"), np.array([-1, 0, 0, 0]),
        np.array([(0, 0), hinge, (150, 150), (front, 0)]), np.ones(4), carriers[:, None],
        np.ones((34, 1)), carriers,
    )  # fmt: skip
    return RestPose(bones, np.stack([points.min(axis=0), points.max(axis=0)]), points)


def test_hinged_pieces_are_limbs_and_loose_ones_are_not() -> None:
    body = performed(thing((140.0, 20.0), -1.0), MotionBeat("swim", 0, 12))
    assert [limb.name for limb in limbs_of(body)] == ["piece1"]


def test_a_tail_beats_more_than_the_body() -> None:
    body = performed(thing((140.0, 20.0), -50.0), MotionBeat("swim", 0, 48, distance=0.25))
    tail, trunk = body.own[:, 1], body.own[:, 0]
    assert np.ptp(tail) > 0.8 and np.ptp(trunk) < 0.4
    assert body.travel[-1, 0] == pytest.approx(-0.25 * body.size)
    assert np.count_nonzero(np.diff(np.sign(tail[1:]))) >= 4


@pytest.mark.parametrize("front", [1.0, -1.0])
def test_a_leg_swings_back_and_kicks_forwards(front: float) -> None:
    rest = thing((0.0, 140.0), 400.0 * front)
    body = performed(rest, MotionBeat("kick", 0, 24))
    forwards = -rest.facing * body.turns()[:, 1]
    assert rest.facing == front
    assert forwards.max() > 0.4 and forwards.min() < -0.2
    assert forwards.argmin() < forwards.argmax()


def test_what_has_no_limbs_lunges_and_claps_with_its_body() -> None:
    rest = thing((140.0, 20.0), 1.0)
    rest = RestPose(rest.bones, rest.box, None)
    kick = performed(rest, MotionBeat("kick", 0, 24))
    assert np.abs(kick.root).max() > 0.1 * kick.size
    clap = performed(rest, MotionBeat("clap", 0, 24))
    assert clap.scale is not None and clap.scale[:, 0, 1].min() < 0.93


def test_a_door_swings_on_the_side_that_has_no_handle() -> None:
    at = np.linspace(0.0, 1.0, 20)
    sides = [np.stack([np.full(20, x), 200 * at], axis=1) for x in (0.0, 80.0)]
    handle = np.array([(66.0, 100.0), (70.0, 104.0), (66.0, 108.0)])
    points = np.concatenate([*sides, handle])
    for mirror in (1.0, -1.0):
        own = points * np.array([mirror, 1.0])
        whole = np.zeros((len(own), 1), np.int64)
        bones = Bones(
            "", ("piece0",), np.array([-1]), own.mean(axis=0)[None], np.ones(1), whole,
            np.ones((len(own), 1)), whole[:, 0],
        )  # fmt: skip
        box = np.stack([own.min(axis=0), own.max(axis=0)])
        body = performed(RestPose(bones, box, own), MotionBeat("open", 0, 36))
        pose = Pose(body.root + body.travel, body.turns(), body.scale)
        moved = deformed(bones, own, pose)
        np.testing.assert_allclose(moved[-1, :20], own[:20], atol=1e-6)
        assert np.abs(moved[-1, 20:40, 0] - own[:20, 0]).max() < 0.5 * 80
