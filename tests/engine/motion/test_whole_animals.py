# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Animals stay whole: legs keep their shape, coils lie, heads reach as far as they can."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.motion import MotionBeat, performed
from engine.motion.actions.heads import NOSE_DOWN
from engine.motion.four_legs import four_legs
from engine.motion.legs import kept_long
from engine.motion.performance import Performance
from engine.motion.rest import RestPose
from engine.motion.wings import in_front, wings_of
from engine.rig.bones import Bones, Pose, placed_joints
from engine.rig.skeletons import PLANS
from tests.engine.motion.drawings import box_of, drawing

#: joints of a chick that looks at us, y down
CHICK = {
    "belly": (0, 0), "back": (0, 0.15), "breast": (0, -0.1), "neck": (0, -0.2), "head": (0, -0.22),
    "beak": (0, -0.3), "tail0": (0, 0.16), "tail1": (0, 0.2),
    "wing_near0": (0.1, -0.1), "wing_near1": (0.3, -0.12), "wing_far0": (-0.1, -0.1),
    "wing_far1": (-0.3, -0.12), "leg_near0": (0.08, 0.25), "leg_near1": (0.08, 0.4),
    "leg_near2": (0.14, 0.4), "leg_far0": (-0.08, 0.25), "leg_far1": (-0.08, 0.4),
    "leg_far2": (-0.14, 0.4),
}  # fmt: skip
#: a snake on its coils, from the tail to the nose
COILED = {
    **{f"spine{n}": (0.1 * (-1) ** n, 0.4 - 0.02 * n) for n in range(5)}, "spine5": (0, 0.15),
    "spine6": (0.02, -0.05), "head": (0, -0.25), "nose": (-0.1, -0.3),
}  # fmt: skip


def rest_of(plan: str, places: dict[str, tuple[float, float]]) -> RestPose:
    """A body with joints at places; each joint carries a point."""
    skeleton = PLANS[plan]
    names = tuple(joint.name for joint in skeleton.joints)
    joints = np.array([places[name] for name in names], dtype=np.float64)
    parts = [
        next((n for n, part in enumerate(skeleton.parts) if name in part.joints), 0)
        for name in names
    ]
    bones = Bones(
        plan, names, np.array(skeleton.parents, np.int64), joints, np.ones(len(names)),
        np.arange(len(names))[:, None], np.ones((len(names), 1)), np.array(parts),
    )  # fmt: skip
    return RestPose(bones, box_of(joints), joints)


def places_of(body: Performance) -> np.ndarray:
    """Joints [F, J, 2] in the end."""
    pose = Pose(body.root + body.travel, body.turns(), body.scale)
    return placed_joints(body.rest.bones, pose)


@pytest.mark.parametrize("verb", ["hop", "peck", "walk"])
def test_a_bird_that_looks_at_us_does_not_tip_over(verb: str) -> None:
    rest = rest_of("standing_bird", CHICK)
    body = performed(rest, MotionBeat(verb, 0, 24))
    assert in_front(body)
    at = places_of(body)
    assert np.abs(at[:, rest.index["beak"], 0]).max() < 0.08 * rest.size
    assert np.ptp(at[:, rest.index["beak"], 1]) > 0.02 * rest.size  # it is seen


def test_a_hopping_bird_keeps_its_legs_as_long_as_they_are() -> None:
    rest = rest_of("standing_bird", CHICK)
    at = places_of(performed(rest, MotionBeat("hop", 0, 28)))
    for side in ("near", "far"):
        first, second = rest.index[f"leg_{side}0"], rest.index[f"leg_{side}1"]
        long = np.linalg.norm(at[:, first] - at[:, second], axis=1)
        assert 0.6 < long.min() / long[0] <= long.max() / long[0] < 1.2


def test_both_wings_beat_where_one_of_them_is_surer_than_the_other() -> None:
    rest = rest_of("standing_bird", CHICK)
    unsure = rest.bones.confidence.copy()
    unsure[rest.index["wing_far0"] : rest.index["wing_far1"] + 1] = 0.1
    points = np.repeat(rest.joints, 4, axis=0)
    bones = replace(
        rest.bones, confidence=unsure, carriers=np.repeat(rest.bones.carriers, 4, axis=0),
        weights=np.ones((len(points), 1)), parts=np.repeat(rest.bones.parts, 4),
    )  # fmt: skip
    body = performed(RestPose(bones, box_of(points), points), MotionBeat("flap", 0, 24))
    assert len(wings_of(body, ("wing_near", "wing_far"))) == 2


@pytest.mark.parametrize("verb", ["slither", "wriggle", "sway", "strike", "rise"])
def test_coils_stay_as_they_lie_under_a_raised_front(verb: str) -> None:
    rest = rest_of("snake", COILED)
    body = performed(rest, MotionBeat(verb, 0, 24))
    coils = [rest.index[f"spine{n}"] for n in range(4)]
    assert np.ptp(body.turns()[:, coils], axis=0).max() < 0.02
    head = places_of(body)[:, rest.index["head"]]
    assert np.ptp(head, axis=0).max() > 0.02 * rest.size


def test_a_crab_opens_and_shuts_its_claws_and_keeps_its_arms() -> None:
    bones, points = drawing("crab", 2)
    rest = RestPose(bones, box_of(points), points)
    body = performed(rest, MotionBeat("snap", 0, 24))
    assert body.scale is not None
    wide = body.scale[:, rest.index["claw_left2"]].max(axis=1)
    assert wide.max() > 1.2
    assert np.ptp(body.turns()[:, rest.index["claw_left1"]]) < 0.3


def test_a_leg_that_can_not_fold_slides_out_under_a_sinking_body() -> None:
    bones, points = drawing("four_legged", 4)
    body = performed(RestPose(bones, box_of(points), points), MotionBeat("stand", 0, 2))
    leg = four_legs(body)["hind_near"]
    body.shift(0.0, 0.5 * leg.limb.length)
    stiff = replace(leg, solver=_as_short(leg, 0.9))
    toe = np.repeat(leg.limb.tip[None], 2, axis=0)
    out = kept_long(body, stiff, toe, 1.0)
    assert (out[:, 0] > toe[:, 0] + 0.1 * leg.limb.length).all()
    assert np.allclose(out[:, 1], toe[:, 1])


def _as_short(leg, share: float):  # type: ignore[no-untyped-def]
    """The solver of a leg that is never shorter than a share of its length."""
    leg.solver.shortest = share * leg.longest
    return leg.solver


def test_a_grazing_nose_goes_down_but_not_back_to_the_feet() -> None:
    bones, points = drawing("four_legged", 4)
    rest = RestPose(bones, box_of(points), points)
    body = performed(rest, MotionBeat("eat", 0, 40))
    at = places_of(body)
    nose, head = at[:, rest.index["nose"]], at[:, rest.index["head"]]
    assert nose[20, 1] > nose[0, 1] + 0.1 * rest.size
    looks = np.arctan2((nose - head)[:, 1], rest.facing * (nose - head)[:, 0])
    assert looks.max() < NOSE_DOWN + 0.45
