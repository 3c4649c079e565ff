# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulated artist corrects as the panels let one do: a joint or a selection at a time."""

from __future__ import annotations

import numpy as np

from addon.contract.rig_hints import Span
from engine.metrics.rig_labels import DrawnPoints, RigLabel
from engine.metrics.rig_report import _corrections
from engine.rig.bones import Bones
from engine.rig.find import FoundRig
from engine.rig.hints import NO_HINTS, RigHints
from engine.rig.skeletons import PLANS

FISH = PLANS["fish"]
TRUNK, TAIL, FIN = (FISH.part_index[name] for name in ("trunk", "tail", "fin"))
PLACES = {joint.name: (float(number), 0.0) for number, joint in enumerate(FISH.joints)}


def drawn(count: int = 3) -> DrawnPoints:
    """Level strokes, 100 long, 11 points each."""
    x = np.linspace(0.0, 100.0, 11)
    lines = [np.stack([x, np.full(11, 5.0 * n)], axis=1) for n in range(count)]
    strokes = np.repeat(np.arange(count), 11)
    return DrawnPoints(np.concatenate(lines), strokes, np.tile(x / 100.0, count))


def label(**parts: tuple[Span, ...]) -> RigLabel:
    spans = {int(name[1:]): value for name, value in parts.items()}
    return RigLabel("first/fish.svg", "a fish", "fish", (), "right", PLACES, spans)


def found(parts: np.ndarray, *, plan: str = "fish") -> FoundRig:
    count = len(parts)
    bones = Bones(
        plan,
        tuple(PLACES),
        np.array(FISH.parents),
        np.array(list(PLACES.values())),
        np.ones(len(PLACES)),
        np.zeros((count, 1), np.int64),
        np.ones((count, 1)),
        parts,
    )
    return FoundRig(bones, 0.0, 1.0)


def test_all_lines_of_one_part_are_given_at_once_and_the_longest_are_tried_first() -> None:
    points = drawn()
    half = np.where(points.shares > 0.5, TAIL, TRUNK)
    parts = np.select([points.strokes == 0, points.strokes == 1], [np.full(33, FIN), half], TRUNK)
    wanted = label(
        s0=(Span(0.0, 1.0, "tail"),),
        s1=(Span(0.0, 0.5, "tail"), Span(0.5, 1.0, "trunk")),
        s2=(Span(0.0, 1.0, "trunk"),),
    )
    tried = _corrections(wanted, points, found(parts), NO_HINTS)
    assert [change.pieces for change in tried] == [
        {0: (Span(0.0, 1.0, "tail"),), 1: (Span(0.0, 0.5, "tail"),)},
        {1: (Span(0.5, 1.0, "trunk"),)},
    ]
    again = _corrections(wanted, points, found(parts), tried[1])
    assert again[0].pieces[1] == (Span(0.0, 0.5, "tail"), Span(0.5, 1.0, "trunk"))


def test_what_is_right_is_left_alone() -> None:
    points = drawn(1)
    wanted = label(s0=(Span(0.0, 1.0, "trunk"),))
    assert _corrections(wanted, points, found(np.full(11, TRUNK)), NO_HINTS) == []


def test_a_wrong_plan_is_corrected_first_and_then_the_joint_that_lies_farthest_away() -> None:
    points, wanted = drawn(1), label(s0=(Span(0.0, 1.0, "trunk"),))
    parts = np.full(11, TRUNK)
    assert _corrections(wanted, points, found(parts, plan="crab"), NO_HINTS) == [
        RigHints(plan="fish")
    ]
    rig = found(parts)
    rig.bones.joints[:3, 1] += [0.0, 20.0, 60.0]
    names = list(PLACES)
    tried = _corrections(wanted, points, rig, NO_HINTS)
    assert [list(change.joints) for change in tried] == [[names[2]], [names[1]]]
