# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured of bodies: bones, rigid pieces, feet that stand, wheels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.metrics.bodies import (
    BodyMotion,
    body_measures,
    bone_length,
    pedals,
    rigid,
    rolling,
    slide,
    worst,
)
from engine.rig.bones import Bones
from engine.rig.skeletons import PLANS

Floats = np.ndarray


def ring(count: int, radius: float = 10.0) -> Floats:
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def pieces(name: str, rest: Floats, moved: Floats) -> BodyMotion:
    count = len(rest)
    bones = Bones(
        "", (name,), np.array([-1]), np.zeros((1, 2)), np.ones(1),
        np.zeros((count, 1), np.int64), np.ones((count, 1)), np.zeros(count, np.int64),
    )  # fmt: skip
    return BodyMotion(bones, rest, moved, np.zeros((len(moved), 1), bool))


def turned(rest: Floats, angles: Floats) -> Floats:
    cos, sin = np.cos(angles)[:, None], np.sin(angles)[:, None]
    x, y = rest.T
    return np.stack([cos * x - sin * y, sin * x + cos * y], axis=2)


def test_a_turn_changes_neither_length_nor_shape() -> None:
    rest = ring(40)
    body = pieces("a", rest, turned(rest, np.linspace(0, 3, 5)))
    assert bone_length(body) == pytest.approx(0.0, abs=1e-9)
    assert rigid(body) == pytest.approx(0.0, abs=1e-9)


def test_growth_and_bends_are_seen() -> None:
    rest = ring(40)
    grown = pieces("a", rest, np.stack([rest, 1.1 * rest]))
    assert bone_length(grown) == pytest.approx(0.1)
    squeezed = pieces("a", rest, np.stack([rest, rest * [1.1, 0.9]]))
    assert rigid(squeezed) == pytest.approx(0.1 * 10 / 20, rel=0.01)


@pytest.mark.parametrize(("pace", "off"), [(1.0, 0.0), (1.2, 0.2), (0.5, 0.5)])
def test_wheels_turn_as_far_as_they_roll(pace: float, off: float) -> None:
    rest, way = ring(41), np.linspace(0, 90, 24)
    moved = turned(rest, pace * way / 10) + np.stack([way, 0 * way], axis=1)[:, None]
    assert rolling(pieces("wheel1", rest, moved)) == pytest.approx(off, abs=0.02)
    assert np.isnan(rolling(pieces("axle", rest, moved)))


def test_wheels_roll_only_on_the_ground_and_while_nothing_squeezes_them() -> None:
    rest, frames = ring(41), np.arange(48.0)
    way = np.clip(frames - 12, 0, 24) * 4.0
    shift = np.stack([way, 0 * way], axis=1)[:, None]
    flown = (
        turned(rest, 0 * way)
        + shift
        - np.where((frames > 11) & (frames < 37), 9.0, 0.0)[:, None, None] * [0.0, 1.0]
    )
    assert np.isnan(rolling(pieces("wheel1", rest, flown)))
    rolled = turned(rest, way / 10) + shift
    squeezed = rolled.copy()
    middle = rolled[20].mean(axis=0)
    squeezed[20] = middle + (rolled[20] - middle) * [0.2, 1.0]
    turns = np.zeros((48, 1), bool)
    turns[20] = True
    body = replace(pieces("wheel1", rest, squeezed), stretched=turns)
    assert rolling(body) == pytest.approx(0.0, abs=0.03)


def test_the_ends_of_a_rigid_part_may_go_over_into_its_neighbours() -> None:
    rest = ring(40)
    bent = rest.copy()
    bent[:4] += 3.0
    body = pieces("a", rest, np.stack([rest, bent]))
    assert rigid(body) > 0.01
    share = np.where(np.arange(40)[:, None] < 4, [0.6, 0.4], [1.0, 0.0])
    bones = replace(
        body.bones, names=("a", "b"), parents=np.array([-1, 0]), joints=np.zeros((2, 2)),
        carriers=np.tile([0, 1], (40, 1)), weights=share,
    )  # fmt: skip
    loose = replace(body, bones=bones, stretched=np.zeros((2, 2), bool))
    assert rigid(loose) == pytest.approx(0.0, abs=1e-9)


def standing(way: Floats, lift: Floats) -> BodyMotion:
    """A person of whom only a foot moves, by way [F] along the ground and lift [F] above it."""
    plan = PLANS["person"]
    foot = next(n for n, joint in enumerate(plan.joints) if joint.contact)
    rest = np.concatenate([[[0.0, -100.0]] * 4, [[x, 0.0] for x in range(6)]])
    carriers = np.where(np.arange(10) < 4, 0, foot)[:, None]
    count = len(plan.joints)
    bones = Bones(
        plan.name, tuple(j.name for j in plan.joints), np.array(plan.parents),
        np.zeros((count, 2)), np.ones(count), carriers, np.ones((10, 1)), np.zeros(10, np.int64),
    )  # fmt: skip
    moved = np.repeat(rest[None], len(way), axis=0)
    moved[:, 4:] += np.stack([way, -lift], axis=1)[:, None]
    return BodyMotion(bones, rest, moved, np.zeros((len(moved), count), bool))


def test_a_foot_on_ground_that_passes_by_evenly_does_not_slide() -> None:
    frames = np.arange(24.0)
    up = np.where(frames < 12, 0.0, 10.0)
    assert slide(standing(0 * frames, 0 * frames)) == 0.0
    assert slide(standing(-2 * frames, up)) == pytest.approx(0.0, abs=1e-9)
    late = np.where(frames > 5, 3.0, 0.0)
    assert slide(standing(-2 * frames + late, up)) == pytest.approx(0.03, abs=1e-9)


def test_the_worst_of_several_counts_and_what_does_not_apply_is_left_out() -> None:
    rest = ring(40)
    still = body_measures(pieces("a", rest, rest[None]))
    grown = body_measures(pieces("a", rest, 1.1 * rest[None]))
    both = worst([still, grown])
    assert both.bone_length == pytest.approx(10.0)
    assert np.isnan(both.pedals)
    assert both.to_json()["pedals"] is None


@pytest.mark.parametrize(("loop", "turned"), [(True, 360.0), (False, 345.0)])
def test_a_foot_that_pedals_goes_all_the_way_round_in_a_loop(loop: bool, turned: float) -> None:
    plan = PLANS["cyclist"]
    foot = plan.index[next(p for p in plan.parts if p.name == "leg_near").joints[-1]]
    rest = np.concatenate([ring(8) - [0.0, 40.0], ring(6, 2.0)])
    carriers = np.repeat([0, foot], [8, 6])[:, None]
    other = next(n for n, part in enumerate(plan.parts) if part.name == "leg_near")
    bones = Bones(
        plan.name, tuple(j.name for j in plan.joints), np.array(plan.parents),
        np.zeros((len(plan.joints), 2)), np.ones(len(plan.joints)),
        carriers, np.ones((14, 1)), np.repeat([0, other], [8, 6]),
    )  # fmt: skip
    angle = 2.0 * np.pi * np.arange(24) / 24
    crank = 15.0 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    moved = rest[None] + np.where(np.arange(14) < 8, 0.0, 1.0)[None, :, None] * crank[:, None]
    none = np.zeros((24, len(plan.joints)), bool)
    assert pedals(BodyMotion(bones, rest, moved, none, loop)) == pytest.approx(turned, abs=1.0)
