# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn figures tell the truth: parts lie around their joints, and a seed gives one drawing."""

from __future__ import annotations

import numpy as np
import pytest

from engine.puppets.figures import FIGURES, build_figure, draw_figure, labelled_drawing
from engine.puppets.figures.cyclists import reach
from engine.puppets.figures.flesh import Figure, Floats
from engine.puppets.figures.hands import Hand
from engine.rig.skeletons import PLANS

#: plans with parts that are wide for their bones: sheets, bodies of cars, wheels, dials, skulls
WIDE = (
    "bicycle",
    "car",
    "clock",
    "cyclist",
    "face",
    "flag",
    "flame",
    "machine",
    "tree",
    "windmill",
)
#: plans whose parts with two joints or more are drawn along their bones
THINGS = (*(plan for plan in WIDE if plan != "face"), "plant")


def from_chain(points: Floats, chain: Floats) -> tuple[Floats, Floats]:
    """Distance [P] of points from a chain of joints [J, 2], and the place 0..1 that is nearest."""
    count = max(len(chain) - 1, 1)
    gaps, places = [], []
    for n in range(count):
        a, b = chain[n], chain[min(n + 1, len(chain) - 1)]
        t = np.clip((points - a) @ (b - a) / max(float((b - a) @ (b - a)), 1e-12), 0, 1)
        gaps.append(np.linalg.norm(points - a - t[:, None] * (b - a), axis=1))
        places.append((n + t) / count)
    best = np.argmin(gaps, axis=0)
    rows = np.arange(len(points))
    return np.stack(gaps)[best, rows], np.stack(places)[best, rows]


@pytest.mark.parametrize("plan", sorted(FIGURES))
def test_points_lie_near_the_bones_of_their_part(plan: str) -> None:
    """Half of each part's points lie close to its own chain of joints."""
    skeleton = PLANS[plan]
    near = []
    for index in range(8):
        drawing = labelled_drawing(3, index, plan)
        for number in np.unique(drawing.parts[drawing.parts >= 0]):
            part = skeleton.parts[number]
            chain = drawing.joints[list(skeleton.chain(part))]
            assert np.isfinite(chain).all(), f"{part.name} is drawn but has no joints"
            points = drawing.points[drawing.parts == number]
            near.append(np.median(from_chain(points, chain)[0]))
    assert np.median(near) < (0.3 if plan in WIDE else 0.12) and max(near) < 0.53


@pytest.mark.parametrize("plan", THINGS)
def test_the_place_along_a_part_is_that_of_the_nearest_bone(plan: str) -> None:
    skeleton = PLANS[plan]
    errors = []
    for index in range(12):
        drawing = labelled_drawing(5, index, plan)
        for number in np.unique(drawing.parts[drawing.parts >= 0]):
            part = skeleton.parts[number]
            mine = drawing.parts == number
            chain = drawing.joints[list(skeleton.chain(part))]
            if len(part.joints) > 1:
                place = from_chain(drawing.points[mine], chain)[1]
                errors.append(np.median(np.abs(place - drawing.along[mine])))
    assert not errors or (np.median(errors) < 0.08 and np.mean(np.array(errors) > 0.3) < 0.1)


@pytest.mark.parametrize("plan", sorted(FIGURES))
def test_drawings_are_finite_and_in_their_box(plan: str) -> None:
    drawing = labelled_drawing(1, 2, plan)
    assert np.isfinite(drawing.points).all()
    assert np.ptp(drawing.points, axis=0).max() == pytest.approx(1.0)
    assert len(drawing.points) == len(drawing.strokes) == len(drawing.parts) == len(drawing.along)
    assert drawing.parts.max() < len(PLANS[plan].parts) and drawing.parts.min() >= -1
    assert (drawing.along >= 0).all() and (drawing.along <= 1).all()
    assert (np.diff(drawing.strokes) >= 0).all()


def test_the_same_numbers_give_the_same_drawing_and_others_another() -> None:
    one, two, other = (labelled_drawing(*key) for key in ((4, 9), (4, 9), (4, 10)))
    assert np.array_equal(one.points, two.points) and np.array_equal(one.parts, two.parts)
    assert one.points.shape != other.points.shape or not np.array_equal(one.points, other.points)


@pytest.mark.parametrize("plan", sorted(FIGURES))
def test_a_figure_of_every_kind_can_be_drawn(plan: str) -> None:
    """No kind is lost on the way: shapes that touch and shapes that don't, merged or not."""
    hand = Hand(
        merge=0.7, hides=True, open_roots=0.5, pieces=0.0, wobble=0.0, again=0.0, detail=0.0
    )
    for kind in sorted(set(FIGURES[plan].kinds)):
        for seed in range(3):
            rng = np.random.default_rng(seed)
            figure = Figure(PLANS[plan], rng)
            FIGURES[plan].build(figure, kind)
            assert len(draw_figure(figure, rng, hand).points)


@pytest.mark.parametrize(("target", "met"), [((3.0, 1.0), True), ((9.0, 0.0), False)])
def test_two_bones_reach_for_a_place(target: tuple[float, float], met: bool) -> None:
    """The bones keep their lengths where they can, and else are stretched towards the place."""
    root, end = np.zeros(2), np.asarray(target)
    for way in (1.0, -1.0):
        middle = reach(root, end, 2.0, 2.5, way)
        side = end[0] * middle[1] - end[1] * middle[0]
        if met:
            assert np.linalg.norm(middle) == pytest.approx(2.0)
            assert np.linalg.norm(end - middle) == pytest.approx(2.5)
            assert np.sign(side) == way
        else:
            assert middle == pytest.approx(end * 2.0 / 4.5)


def test_a_rider_sits_holds_the_bar_and_stands_on_the_pedals() -> None:
    for seed in range(12):
        figure = build_figure("cyclist", np.random.default_rng(seed))
        size = np.ptp(np.concatenate([s.points for s in figure.shapes]), axis=0).max()

        def gap(one: str, other: str, figure: Figure = figure, size: float = size) -> float:
            return float(np.linalg.norm(figure.at(one) - figure.at(other)) / size)

        assert gap("pelvis", "saddle") < 0.2
        assert gap("arm_near2", "bar") < 0.1 or figure.at("arm_near2")[1] < figure.at("neck")[1]
        for side in ("near", "far"):
            foot = np.stack([figure.at(f"leg_{side}{n}") for n in (2, 3)])
            pedal = figure.at(f"pedal_{side}")
            if np.isfinite(foot).all() and np.isfinite(pedal).all():  # no pedals on a motorbike
                assert from_chain(pedal[None], foot)[0][0] / size < 0.06
