# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pose networks learn to draw: puppets of a subject at every time of its cycle.

A form is one puppet drawn by one hand; its frames show it at the times 0, 1/10 ... of the cycle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.motion.act import act
from engine.motion.beat import MotionBeat
from engine.puppets.figures import FIGURES, LabelledDrawing, draw_figure
from engine.puppets.figures.flesh import Figure, Floats
from engine.puppets.figures.hands import Hand, pick_hand
from engine.rig.bones import Bones
from engine.rig.deform import Deformer
from engine.rig.skeletons import PLANS
from engine.rig.twins import in_order
from engine.rig.weights import carrier_weights
from engine.training.poses.flight import side_flier, wing_angle

TIMES = 10  #: frames of a cycle, as the published cycle has
HANDS = ("clean", "unbroken")  #: lines that 64 px can show, and a small network can learn


@dataclass(frozen=True)
class FormFrame:
    """One picture to be: strokes as polylines.

    Attributes:
        points: [P, 2], any unit, y down; all frames of a form share the unit and the place.
        strokes: [P], the stroke of each point.
        angle: of what moves most, radians (a bird's near wing from its body's axis).
    """

    points: Floats
    strokes: NDArray[np.int64]
    angle: float


@dataclass(frozen=True)
class Subject:
    """Something that has a cycle.

    Attributes:
        frames: natural length of the cycle at 24 frames a second.
        cycle: the cycle's name.
        form: draws a random puppet at the times of the cycle; raises ValueError for one that can't
            be drawn.
    """

    name: str
    cycle: str
    frames: int
    form: Callable[[np.random.Generator], list[FormFrame]]


def form_frames(subject: str, seed: int, index: int) -> list[FormFrame]:
    """Return form `index` of the endless set `seed`; the same arguments give the same form."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, index, 22]))
    while True:
        try:
            return SUBJECTS[subject].form(rng)
        except ValueError:  # nothing of it is seen: another one
            continue


def _bird(rng: np.random.Generator) -> list[FormFrame]:
    flier, hand, seed = side_flier(rng), _hand(rng), int(rng.integers(2**31))
    frames = []
    for number in range(TIMES):
        figure = flier.at(number / TIMES)
        drawn = draw_figure(figure, np.random.default_rng(seed), hand)
        seen = np.flatnonzero(np.isfinite(figure.joints).all(axis=1))
        before, after = figure.joints[seen], drawn.joints[seen]
        scale = float(np.ptp(after, axis=0).max() / np.ptp(before, axis=0).max())
        points = (drawn.points - after[0]) / scale + before[0]
        frames.append(FormFrame(points, drawn.strokes, wing_angle(figure)))
    return frames


def _acting(
    name: str, plan: str, kinds: tuple[str, ...], verb: str, frames: int, joint: str
) -> Subject:
    """Return a subject whose cycle is an action of the program's own.

    kinds: of the plan's figures; joint: whose turn is the angle of a frame.
    """

    def form(rng: np.random.Generator) -> list[FormFrame]:
        figure = Figure(PLANS[plan], rng)
        FIGURES[plan].build(figure, str(rng.choice(kinds)))
        if not np.isfinite(figure.joints).all():
            raise ValueError("a part of the figure isn't there")
        drawing = draw_figure(figure, rng, _hand(rng))
        bones = _bones(drawing)
        beat = MotionBeat(verb, frames=2 * TIMES, count=1, loop=True)
        pose = act(bones, [beat], 2 * TIMES, points=drawing.points)
        moved = Deformer(bones, drawing.points, drawing.strokes)(pose)[::2]
        turns = pose.turns[::2, bones.names.index(joint)]
        return [
            FormFrame(points, drawing.strokes, float(turn))
            for points, turn in zip(moved, turns, strict=True)
        ]

    return Subject(name, verb, frames, form)


def _hand(rng: np.random.Generator) -> Hand:
    return pick_hand(rng, str(rng.choice(HANDS)))


def _bones(drawing: LabelledDrawing) -> Bones:
    plan = PLANS[drawing.plan]
    joints, parts = in_order(plan, drawing.joints, drawing.parts)
    carriers, weights = carrier_weights(
        plan, joints, drawing.points, drawing.strokes, parts, drawing.along
    )
    names = tuple(joint.name for joint in plan.joints)
    parents = np.asarray(plan.parents)
    sure = np.ones(len(joints))
    return Bones(plan.name, names, parents, joints, sure, carriers, weights, parts)


SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject("bird", "flight", 14, _bird),
        _acting("horse", "four_legged", ("horse",), "gallop", 14, "fore_near0"),
        _acting("person", "person", ("adult",), "walk", 24, "leg_left0"),
    )
}
