# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions keep to what is drawn: leaps in full stretch, tails under bodies, heads at the ground."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.motion import MotionBeat, performed
from engine.motion.actions.people_going import THICK, WILD
from engine.motion.four_legs import FORE, HIND
from engine.motion.performance import Performance
from engine.motion.rest import RestPose
from engine.motion.stout import STOUT, drawn_as_one
from engine.rig.bones import Bones
from engine.rig.skeletons import PLANS
from tests.engine.motion.drawings import box_of, drawing
from tests.engine.motion.test_stout import with_legs_of_width

Floats = NDArray[np.float64]


def done(bones: Bones, points: Floats, verb: str, frames: int = 48) -> Performance:
    return performed(RestPose(bones, box_of(points), points), MotionBeat(verb, 0, frames))


def moved(body: Performance, *names: str) -> float:
    """Return the largest turn of some joints against their parents, radians."""
    return float(np.abs(body.own[:, [body.rest.index[name] for name in names]]).max())


def stretched_ahead(width: float) -> tuple[Bones, Floats]:
    """Return an animal whose forelegs, `width` of their length thick, point straight ahead."""
    bones, points = with_legs_of_width(width)
    joints, points = bones.joints.copy(), points.copy()
    facing = RestPose(bones, box_of(points), points).facing
    for name in FORE:
        chain = [bones.names.index(f"{name}{n}") for n in range(5)]
        root = joints[chain[0]].copy()
        for places, mine in ((joints, chain), (points, np.isin(bones.carriers[:, 0], chain))):
            away = places[mine] - root
            places[mine] = root + np.stack([facing * away[:, 1], facing * away[:, 0]], axis=1)
    return replace(bones, joints=joints), points


def test_thick_legs_in_full_stretch_swing_as_they_are_drawn() -> None:
    body = done(*stretched_ahead(2 * STOUT), "run")
    for name in FORE:
        assert moved(body, *(f"{name}{n}" for n in (1, 2, 3))) == 0.0
        assert moved(body, f"{name}0") > 0.6
    assert moved(done(*stretched_ahead(0.5 * STOUT), "run"), "fore_near1") > 0.1


def test_a_few_lines_at_a_leg_are_no_leg() -> None:
    bones, points = with_legs_of_width(STOUT)
    numbers = [PLANS["four_legged"].part_index[name] for name in HIND]
    for few, one in ((2, True), (10, False)):
        parts = np.repeat([numbers[0], numbers[1], -1], [20, few, len(points) - 20 - few])
        rest = RestPose(replace(bones, parts=parts), box_of(points), points)
        assert (
            drawn_as_one(Performance(rest, MotionBeat("walk"), np.random.default_rng(0)), *HIND)
            == one
        )


def test_a_tail_that_lies_under_the_body_stays_as_drawn() -> None:
    bones, points = drawing("sitting", 2)
    rest = RestPose(bones, box_of(points), points)
    joints = bones.joints.copy()
    root = joints[rest.index["tail0"]]
    below = rest.ground + 0.05 * rest.size
    for number, ahead in enumerate((-0.05, 0.2, 0.45), start=1):
        joints[rest.index[f"tail{number}"]] = (root[0] + rest.facing * ahead * rest.size, below)
    body = done(replace(bones, joints=joints), points, "run")
    tail = [body.rest.index[f"tail{n}"] for n in range(3)]
    assert np.abs(body.turns()[:, tail]).max() < 1e-9
    free = done(bones, points, "run")
    assert np.abs(free.turns()[:, tail]).max() > 0.05


def grazing(*, as_tail: bool) -> Performance:
    """Return an animal that grazes, drawn with the head at the ground, or a tail in its place."""
    bones, points = drawing("four_legged", 4)
    rest = RestPose(bones, box_of(points), points)
    joints, sure = bones.joints.copy(), np.ones(len(bones.names))
    end = "tail3" if as_tail else "nose"
    joints[rest.index[end]] = (joints[rest.index[end]][0], rest.ground)
    if as_tail:
        sure[[rest.index[name] for name in ("neck0", "neck1", "head")]] = 0.5
    return done(replace(bones, joints=joints, confidence=sure), points, "graze")


def test_who_has_the_head_at_the_ground_nibbles_there() -> None:
    legs = [f"{name}{n}" for name in (*HIND, *FORE) for n in range(4)]
    for as_tail, head in ((False, "head"), (True, "tail2")):
        body = grazing(as_tail=as_tail)
        assert moved(body, "hip", "middle", *legs) == 0.0
        assert 0.05 < moved(body, head) < 0.5
        assert not body.root.any()
    assert moved(body, "neck0", "neck1", "head") == 0.0


def test_eyes_on_stalks_stay_side_by_side() -> None:
    bones, points = drawing("snail", 3)
    body = done(bones, points, "crawl", 72)
    near, far = (body.turns()[:, body.rest.index[f"feeler_{side}1"]] for side in ("near", "far"))
    assert np.abs(near - far).max() < 0.6
    assert body.scale is not None
    shared = body.scale[:, body.rest.index["foot1"]] * body.scale[:, body.rest.index["neck"]]
    np.testing.assert_allclose(shared, 1.0)


@pytest.mark.parametrize(
    ("verb", "widths"),
    [("walk", (0.5 * THICK[0], 1.5 * THICK[1])), ("run", (0.5 * WILD[0], 1.5 * WILD[1]))],
)
def test_who_goes_on_thick_legs_lifts_them_less(verb: str, widths: tuple[float, float]) -> None:
    bones, drawn = drawing("person", 5)
    lifted = []
    for width in widths:
        points, carriers = [], []
        for name in ("leg_left", "leg_right"):
            chain = [bones.names.index(f"{name}{n}") for n in range(4)]
            length = np.linalg.norm(np.diff(bones.joints[chain], axis=0), axis=1).sum()
            for side in (-0.5, 0.5):
                points.append(bones.joints[chain] + np.array([side * width * length, 0.0]))
                carriers.append(chain)
        carrier = np.concatenate(carriers)[:, None]
        shape = replace(
            bones,
            carriers=carrier,
            weights=np.ones(carrier.shape),
            parts=np.full(len(carrier), -1),
        )
        rest = RestPose(shape, box_of(drawn), np.concatenate(points))
        rest.sideways = True
        body = performed(rest, MotionBeat(verb, 0, 48))
        toes = body.places()[:, [rest.index[f"leg_{side}3"] for side in ("left", "right")], 1]
        lifted.append(float(np.ptp(toes, axis=0).mean()))
    assert lifted[1] < 0.8 * lifted[0]


def test_an_arm_as_long_as_a_leg_swings_little() -> None:
    bones, points = drawing("person", 3)
    swung = []
    for longer in (1.0, 3.0):
        joints = bones.joints.copy()
        for side in ("left", "right"):
            chain = [bones.names.index(f"arm_{side}{n}") for n in range(4)]
            joints[chain] = joints[chain[0]] + longer * (joints[chain] - joints[chain[0]])
        rest = RestPose(replace(bones, joints=joints), box_of(points), points)
        rest.sideways = True
        body = performed(rest, MotionBeat("run", 0, 48))
        swung.append(np.ptp(body.own[:, rest.index["arm_left0"]]))
    assert swung[1] < 0.5 * swung[0]
