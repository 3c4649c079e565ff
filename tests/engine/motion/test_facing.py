# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which way a person looks is read from its limbs and its face."""

from __future__ import annotations

import numpy as np
import pytest

from engine.motion.facing import Person, person_view
from engine.rig.skeletons import PLANS

PLAN = PLANS["person"]
TRUNK = {
    "pelvis": (0, 0), "waist": (0, -0.2), "neck": (0, -0.4), "head": (0, -0.42), "top": (0, -0.6),
}  # fmt: skip


def person(places: dict[str, tuple[float, float]], mirror: bool = False) -> Person:
    """Return a person with these joints; the mirror image swaps left and right."""
    joints = np.array([places[joint.name] for joint in PLAN.joints], dtype=np.float64)
    if mirror:
        joints = joints * [-1.0, 1.0]
        for limb in ("leg", "arm"):
            for number in range(4):
                one, two = (PLAN.index[f"{limb}_{s}{number}"] for s in ("left", "right"))
                joints[[one, two]] = joints[[two, one]]
    return Person(joints, PLAN.index, np.ones(len(joints), bool))


def limb(name: str, *places: tuple[float, float]) -> dict[str, tuple[float, float]]:
    """Return the joints of a limb."""
    return {f"{name}{number}": place for number, place in enumerate(places)}


WALKING = {
    **TRUNK,
    **limb("leg_left", (0, 0), (-0.05, 0.22), (-0.2, 0.4), (-0.15, 0.44)),
    **limb("leg_right", (0, 0), (0.12, 0.2), (0.1, 0.44), (0.18, 0.44)),
    **limb("arm_left", (0, -0.38), (-0.1, -0.22), (-0.06, -0.06), (-0.03, -0.03)),
    **limb("arm_right", (0, -0.38), (0.08, -0.22), (0.22, -0.12), (0.26, -0.12)),
}
STANDING = {
    **TRUNK,
    **limb("leg_left", (-0.08, 0), (-0.09, 0.22), (-0.09, 0.44), (-0.14, 0.45)),
    **limb("leg_right", (0.08, 0), (0.09, 0.22), (0.09, 0.44), (0.14, 0.45)),
    **limb("arm_left", (-0.14, -0.38), (-0.2, -0.22), (-0.22, -0.06), (-0.22, -0.03)),
    **limb("arm_right", (0.14, -0.38), (0.2, -0.22), (0.22, -0.06), (0.22, -0.03)),
}


@pytest.mark.parametrize("mirror", [False, True])
def test_a_walker_looks_where_feet_knees_and_elbows_point(mirror: bool) -> None:
    assert person_view(person(WALKING, mirror)) == (-1.0 if mirror else 1.0, True)


def test_who_stands_before_us_with_feet_apart_is_seen_from_the_front() -> None:
    assert not person_view(person(STANDING))[1]


def test_boxers_look_where_both_fists_are() -> None:
    fists = {
        **STANDING,
        **limb("leg_left", (-0.02, 0), (-0.08, 0.22), (-0.1, 0.44), (-0.2, 0.45)),
        **limb("leg_right", (0.02, 0), (0.06, 0.2), (0.14, 0.44), (0.04, 0.45)),
        **limb("arm_left", (-0.03, -0.38), (-0.1, -0.24), (-0.24, -0.36), (-0.28, -0.4)),
        **limb("arm_right", (0.03, -0.38), (-0.02, -0.22), (-0.18, -0.32), (-0.22, -0.36)),
    }
    assert person_view(person(fists)) == (-1.0, True)


def test_a_face_off_the_middle_tells_the_side() -> None:
    angle = np.linspace(0, 2 * np.pi, 40)
    head = np.stack([0.1 * np.cos(angle), -0.5 + 0.1 * np.sin(angle)], axis=1)
    eye = np.array([[x, y] for x in (0.03, 0.04, 0.05) for y in (-0.51, -0.5, -0.49)])
    places = {**STANDING, "leg_left3": (-0.09, 0.46), "leg_right3": (0.09, 0.46)}
    plain = person(places)

    def way(points: np.ndarray) -> float:
        parts = np.ones(len(points), np.int64)
        return person_view(Person(plain.joints, plain.index, plain.given, points, parts))[0]

    assert way(np.concatenate([head, eye])) == 1.0
    assert way(np.concatenate([head, eye]) * [-1.0, 1.0]) == -1.0


@pytest.mark.parametrize("mirror", [False, True])
def test_a_calm_walker_with_hanging_arms_is_seen_from_the_side(mirror: bool) -> None:
    calm = {
        **TRUNK,
        **limb("leg_left", (-0.04, 0), (-0.12, 0.2), (-0.22, 0.38), (-0.26, 0.42)),
        **limb("leg_right", (0.02, 0), (0.08, 0.22), (0.1, 0.44), (0.16, 0.44)),
        **limb("arm_left", (-0.02, -0.36), (-0.03, -0.2), (0.0, -0.04), (0.0, 0.0)),
        **limb("arm_right", (0.02, -0.36), (0.02, -0.2), (0.04, -0.04), (0.04, 0.0)),
    }
    assert person_view(person(calm, mirror)) == (-1.0 if mirror else 1.0, True)


def test_a_long_stride_with_a_foot_in_the_air_is_seen_from_the_side_though_hips_are_wide() -> None:
    running = {
        **STANDING,
        **limb("leg_left", (-0.1, 0), (-0.22, 0.12), (-0.26, 0.36), (-0.34, 0.4)),
        **limb("leg_right", (0.1, 0), (0.3, 0.12), (0.42, 0.28), (0.46, 0.36)),
    }
    assert person_view(person(running))[1]
    jumping = {
        **STANDING,
        **limb("leg_left", (-0.08, 0), (-0.25, 0.18), (-0.4, 0.36), (-0.46, 0.37)),
        **limb("leg_right", (0.08, 0), (0.25, 0.18), (0.4, 0.36), (0.46, 0.37)),
    }
    assert not person_view(person(jumping))[1]
