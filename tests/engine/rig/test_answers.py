# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers about views of a drawing are about the drawing; those that differ can be told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.puppets.figures import labelled_drawing
from engine.rig.answers import VIEWS, RigAnswer, View, apart, ask, better, merged
from engine.rig.classes import CLASSES, MOST_JOINTS
from engine.rig.find import default_net, find_rig
from engine.rig.hints import NO_HINTS, Box, KnownParts
from engine.rig.network import RigQuestion, RigReply
from engine.rig.skeletons import PLANS
from engine.rig.tokens import spread

PLAN = PLANS["fish"]


class AllAtOnePoint:
    """A network that says of every joint that it is where the drawing's third token is."""

    def __call__(self, drawings: RigQuestion, plan: NDArray[np.int64]) -> RigReply:
        views, count, _ = drawings.points.shape
        joints = np.repeat(drawings.points[:, 2:3], MOST_JOINTS, axis=1)
        return RigReply(
            np.zeros((views, len(PLANS)), np.float32),
            np.zeros((views, count, CLASSES), np.float32),
            np.zeros((views, count), np.float32),
            joints,
            np.full((views, MOST_JOINTS), 0.1, np.float32),
        )


@pytest.mark.parametrize("view", [*VIEWS, View(mirrored=True, turn=1.2)])
def test_the_answer_for_a_view_is_about_the_drawing_itself(view: View) -> None:
    points = np.random.default_rng(0).uniform(-0.5, 0.5, (12, 2))
    points[0], points[1] = (-0.5, -0.3), (0.5, 0.3)
    strokes = np.zeros(12, np.int64)
    known = KnownParts.of(PLAN, NO_HINTS, Box.of(points), strokes, np.zeros(len(strokes)))
    (answer,) = ask(AllAtOnePoint(), PLAN, points, strokes, known, (view,))  # type: ignore[arg-type]
    assert answer.joints == pytest.approx(np.repeat(points[2:3], len(PLAN.joints), axis=0))
    assert apart(answer, answer) == 0.0


def test_all_views_at_once_say_what_each_says_alone() -> None:
    drawing = labelled_drawing(5, 0, "fish")
    sampled = spread(drawing.points, drawing.strokes)
    known = KnownParts.of(
        PLAN, NO_HINTS, Box.of(drawing.points), sampled.strokes, np.zeros(len(sampled.points))
    )
    net = default_net()
    together = ask(net, PLAN, sampled.points, sampled.strokes, known)
    for view, answer in zip(VIEWS, together, strict=True):
        (alone,) = ask(net, PLAN, sampled.points, sampled.strokes, known, (view,))
        assert answer.joints == pytest.approx(alone.joints, abs=1e-4)
        assert answer.odds == pytest.approx(alone.odds, abs=1e-3)


def _answer(x: float, votes: float) -> RigAnswer:
    count = len(PLAN.joints)
    joints = np.full((count, 2), x)
    return RigAnswer(joints, np.zeros((4, 4)), np.zeros(4), np.full(count, votes))


def test_the_answer_with_the_closest_votes_or_the_nearest_to_a_hint_is_better() -> None:
    one, two = _answer(0.0, 0.1), _answer(0.4, 0.2)
    nothing = KnownParts({}, np.full(4, -1), frozenset())
    assert better([one, two], nothing) is one
    assert better([one, two], replace(nothing, joints={0: np.array([0.4, 0.4])})) is two
    assert merged([one, two]).joints == pytest.approx(0.2)
    assert apart(one, two) == pytest.approx(0.4 * np.sqrt(2))


def test_confidence_is_higher_for_joints_that_are_found() -> None:
    right, wrong = [], []
    for index in range(12):
        drawing = labelled_drawing(6, index, "four_legged")
        found = find_rig(drawing.points, drawing.strokes, ("four_legged",))
        assert found is not None
        away = np.linalg.norm(found.bones.joints - drawing.joints, axis=1)
        sure = found.bones.confidence
        assert ((sure > 0) & (sure < 1)).all()
        right += sure[away < 0.05].tolist()
        wrong += sure[away > 0.1].tolist()
    assert np.mean(right) > np.mean(wrong) + 0.1
