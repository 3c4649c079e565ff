# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hands, looks, props and poses of drawn figures: each keeps the truth and does what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import Polygon

from engine.puppets.figures import FIGURES, LabelledDrawing, build_figure, draw_figure
from engine.puppets.figures.flesh import OTHER, Figure, FleshShape, ellipse, rounded
from engine.puppets.figures.hands import HANDS, Hand, pick_hand
from engine.puppets.figures.hatching import hatching
from engine.puppets.figures.looks import PLANS_WITH_LOOKS, apply_look, hand_for
from engine.puppets.figures.props import PROPS, add_chair, add_prop
from engine.puppets.figures.sitting_poses import build_front, build_side
from engine.rig.skeletons import PLANS

LOOKED = [plan for plan in PLANS_WITH_LOOKS if plan in FIGURES]


def _figure(plan: str, seed: int) -> Figure:
    return build_figure(plan, np.random.default_rng(seed))


def _gap_to_bones(drawing: LabelledDrawing) -> list[float]:
    """How far half of each part's points are from its joints, for every part that is drawn."""
    skeleton = PLANS[drawing.plan]
    gaps = []
    for number in np.unique(drawing.parts[drawing.parts >= 0]):
        chain = drawing.joints[list(skeleton.chain(skeleton.parts[number]))]
        assert np.isfinite(chain).all(), f"{skeleton.parts[number].name} has no joints"
        points = drawing.points[drawing.parts == number]
        gaps.append(np.median(np.linalg.norm(points[:, None] - chain[None], axis=2).min(axis=1)))
    return [float(gap) for gap in gaps]


@pytest.mark.parametrize("name", sorted(HANDS))
def test_every_hand_keeps_the_truth(name: str) -> None:
    gaps = []
    for seed, plan in enumerate(LOOKED):
        rng = np.random.default_rng(seed)
        gaps += _gap_to_bones(draw_figure(_figure(plan, seed), rng, pick_hand(rng, name)))
    assert np.median(gaps) < 0.12 and max(gaps) < 0.45


@pytest.mark.parametrize("look", ["icon", "first", "child"])
@pytest.mark.parametrize("plan", LOOKED)
def test_looks_keep_the_truth(look: str, plan: str) -> None:
    gaps = []
    for seed in range(4):
        figure, rng = _figure(plan, seed), np.random.default_rng(seed)
        apply_look(figure, look)
        assert all(0 <= a <= 1 for shape in figure.shapes for a in shape.along)
        gaps += _gap_to_bones(draw_figure(figure, rng, hand_for(look, rng)))
    assert np.median(gaps) < 0.14 and max(gaps) < 0.5


def test_a_silhouette_is_mostly_one_stroke() -> None:
    longest = []
    for seed in range(12):
        figure, rng = _figure("four_legged", seed), np.random.default_rng(seed)
        hand = replace(pick_hand(rng, "outline"), pieces=0.0, hatched=0.0)
        drawing = draw_figure(figure, rng, hand)
        longest.append(np.bincount(drawing.strokes).max() / len(drawing.points))
    assert np.median(longest) > 0.75


def test_what_lies_upon_a_shape_is_seen_in_a_silhouette() -> None:
    figure = Figure(PLANS["fish"], np.random.default_rng(0))
    figure.joints[:] = 0.0
    figure.add("trunk", ellipse(np.zeros(2), 1.0, 0.5), 0.5, depth=2.0)
    figure.add("tail", ellipse(np.array([-1.2, 0.0]), 0.4, 0.3), 0.5, depth=1.0)
    figure.add("fin", ellipse(np.zeros(2), 0.2, 0.1), 0.5, depth=2.5)
    rng = np.random.default_rng(1)
    hand = replace(pick_hand(rng, "outline"), pieces=0.0, hatched=0.0)
    drawing = draw_figure(figure, rng, hand)
    fin = figure.skeleton.part_index["fin"]
    strokes = [set(drawing.parts[drawing.strokes == n]) for n in np.unique(drawing.strokes)]
    assert {fin} in strokes and len(strokes) == 2


def test_a_brush_draws_closed_edges_on_both_sides() -> None:
    figure, rng = _figure("person", 3), np.random.default_rng(0)
    hand = replace(pick_hand(rng, "clean"), brush=0.01, wobble=0.0, hatched=0.0)
    thin = draw_figure(figure, np.random.default_rng(1), replace(hand, brush=0.0))
    thick = draw_figure(figure, np.random.default_rng(1), hand)
    for number in np.unique(thick.strokes):
        stroke = thick.points[thick.strokes == number]
        assert np.allclose(stroke[0], stroke[-1])
    assert len(thick.points) > 1.6 * len(thin.points)


def test_lines_stop_before_others_where_the_hand_leaves_gaps() -> None:
    def nearest(gap: float) -> float:
        figure, rng = _figure("four_legged", 4), np.random.default_rng(2)
        hand = Hand(0.0, True, 0.0, 0.0, 0.0, 0.0, 0.0, gap=gap)
        drawing = draw_figure(figure, rng, hand)
        ends = [drawing.points[drawing.strokes == k][0] for k in np.unique(drawing.strokes)]
        away = []
        for k, end in enumerate(ends):
            others = drawing.points[drawing.strokes != k]
            away.append(float(np.linalg.norm(others - end, axis=1).min()))
        return float(np.median(away))

    assert nearest(0.03) > nearest(0.0) + 0.008


def test_hatching_lies_within_its_part() -> None:
    square = FleshShape(np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]]), 2, np.zeros(4))
    found = hatching(square, Polygon(square.points), 1.0, 0.02, np.random.default_rng(3))
    assert len(found) >= 3
    for line in found:
        assert (
            (line.parts == 2).all()
            and (line.points > -1e-9).all()
            and (line.points < 1.0 + 1e-9).all()
        )
    ways = np.array([line.points[-1] - line.points[0] for line in found])
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    assert np.allclose(np.abs(ways @ ways[0]), 1.0)


@pytest.mark.parametrize("name", sorted(PROPS))
def test_props_are_no_part_of_the_body(name: str) -> None:
    for seed in range(3):
        figure = _figure("person", seed)
        before, joints = len(figure.shapes), figure.joints.copy()
        add_prop(figure, name)
        assert all(shape.part == OTHER for shape in figure.shapes[before:])
        assert np.array_equal(figure.joints, joints, equal_nan=True)


def test_a_chair_stands_between_the_pelvis_and_the_ground() -> None:
    figure = _figure("person", 5)
    before = len(figure.shapes)
    add_chair(figure, side=True)
    points = np.concatenate([shape.points for shape in figure.shapes[before:]])
    assert points[:, 1].max() > figure.at("pelvis")[1] + 0.1


def test_icons_have_limbs_of_even_width() -> None:
    figure = _figure("four_legged", 6)
    apply_look(figure, "icon")
    hind = figure.skeleton.part_index["hind_near"]
    limb = next(s for s in figure.shapes if s.part == hind and s.closed and not s.detail)
    middle = (limb.along > 0.15) & (limb.along < 0.85)
    centre = rounded(
        figure.joints[list(figure.skeleton.chain(figure.skeleton.parts[hind]))], 200, 3
    )
    away = np.linalg.norm(limb.points[middle][:, None] - centre[None], axis=2).min(axis=1)
    assert np.ptp(away) < 0.4 * np.median(away)


def test_a_figure_turns_as_a_whole() -> None:
    figure = _figure("person", 7)
    joints, points = figure.joints.copy(), figure.shapes[0].points.copy()
    figure.turn(np.pi / 2)
    assert np.allclose(figure.joints[0], joints[0])
    lengths = [np.linalg.norm(j[1:] - j[:-1], axis=1) for j in (joints, figure.joints)]
    assert np.allclose(*lengths)
    before, after = (
        np.linalg.norm(p - j[1])
        for p, j in ((points, joints), (figure.shapes[0].points, figure.joints))
    )
    assert np.allclose(before, after)


@pytest.mark.parametrize("build", [build_side, build_front])
def test_animals_that_sit_have_their_feet_on_the_ground(
    build: Callable[[Figure, str], None],
) -> None:
    for kind in ("cat", "rabbit", "frog"):
        figure = Figure(PLANS["sitting"], np.random.default_rng(8))
        build(figure, kind)
        for joint in ("arm_near2", "leg3"):
            assert abs(figure.at(joint)[1]) < 0.08
        assert figure.at("nose")[0] > figure.at("hip")[0]


def test_an_unbroken_line_runs_on_over_several_parts() -> None:
    def strokes(joins: bool) -> tuple[int, int]:
        figure, rng = _figure("sitting", 9), np.random.default_rng(1)
        drawing = draw_figure(figure, rng, Hand(0.0, True, 0.0, 0.0, 0.0, 0.0, 0.0, joins=joins))
        numbers = np.unique(drawing.strokes)
        most = max(len(np.unique(drawing.parts[drawing.strokes == n])) for n in numbers)
        return len(numbers), most

    (many, few_parts), (few, many_parts) = strokes(False), strokes(True)
    assert few < many and many_parts > few_parts
