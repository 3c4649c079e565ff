# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Insects, spiders, shelled animals and faces: limbs begin on the body, and lines tell where."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, Polygon

from engine.puppets.figures import FIGURES, build_figure
from engine.puppets.figures.flesh import Figure
from engine.rig.skeletons import PLANS

CREATURES = ("insect", "butterfly", "spider", "turtle", "snail", "crab", "face")
DRAWN = 25


def figures(plan: str) -> list[Figure]:
    return [build_figure(plan, np.random.default_rng([17, n])) for n in range(DRAWN)]


@pytest.mark.parametrize("plan", CREATURES)
def test_limbs_begin_on_the_body(plan: str) -> None:
    skeleton = PLANS[plan]
    missed, count = [], 0
    for figure in figures(plan):
        twins = {skeleton.part_index[part.name] for part in skeleton.parts if part.twin}
        rest = [s for s in figure.shapes if s.part >= 0 and s.part not in twins]
        solid = [Polygon(s.points) if s.closed else LineString(s.points) for s in rest]
        body = shapely.union_all([shapely.make_valid(shape) for shape in solid])
        size = float(np.ptp(np.concatenate([s.points for s in figure.shapes]), axis=0).max())
        for number in sorted(twins & {s.part for s in figure.shapes}):
            root = figure.joints[skeleton.chain(skeleton.parts[number])[0]]
            count += 1
            if body.distance(Point(root)) > 0.05 * size:
                missed.append(skeleton.parts[number].name)
    assert count >= 2 * DRAWN
    assert len(missed) <= 0.01 * count, missed


@pytest.mark.parametrize("plan", CREATURES)
def test_places_along_a_limb_grow_from_its_root_to_its_tip(plan: str) -> None:
    """Points at the root's end are nearer to the root joint, those at the tip to the tip joint."""
    skeleton = PLANS[plan]
    right = []
    for figure in figures(plan):
        for number, part in enumerate(skeleton.parts):
            mine = [s for s in figure.shapes if s.part == number]
            if len(part.joints) < 2 or not mine or part.name in ("mouth", "body", "head"):
                continue
            points = np.concatenate([s.points for s in mine])
            along = np.concatenate([s.along for s in mine])
            chain = figure.joints[list(skeleton.chain(part))]
            for end, joint, other in (
                (along < 0.1, chain[0], chain[-1]),
                (along > 0.9, chain[-1], chain[0]),
            ):
                if end.any():
                    place = points[end].mean(axis=0)
                    near, far = np.linalg.norm(place - joint), np.linalg.norm(place - other)
                    right.append(near < far)
    assert np.mean(right) > 0.97 and len(right) > DRAWN


@pytest.mark.parametrize("plan", CREATURES)
def test_joints_are_placed_where_something_is_drawn(plan: str) -> None:
    """A limb that is not drawn has no joints, one that is drawn has all of them."""
    skeleton = PLANS[plan]
    for figure in figures(plan):
        drawn = {s.part for s in figure.shapes}
        for number, part in enumerate(skeleton.parts):
            there = np.isfinite(figure.joints[list(skeleton.chain(part))]).all(axis=1)
            if number in drawn:
                assert there.all(), part.name
            elif part.twin:
                assert not there.any(), part.name


@pytest.mark.parametrize(("kind", "rows"), [("spider", 4), ("ball", 4), ("beetle", 3)])
def test_spiders_have_eight_legs_and_beetles_six(kind: str, rows: int) -> None:
    skeleton = PLANS["spider"]
    for number in range(5):
        figure = Figure(skeleton, np.random.default_rng([23, number]))
        FIGURES["spider"].build(figure, kind)
        drawn = {skeleton.parts[s.part].name for s in figure.shapes if s.part >= 0}
        legs = {name for name in drawn if name.startswith("leg")}
        assert legs == {f"leg_{row}_{side}" for row in "abcd"[:rows] for side in ("left", "right")}
        assert np.isnan(figure.at("leg_d_left0")).all() == (rows == 3)
