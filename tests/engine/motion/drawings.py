# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings with true bones for every plan: puppets' figures, or plain ones."""

from __future__ import annotations

from functools import cache

import numpy as np

from engine.motion.busts import PLAN as BUST
from engine.puppets.figures import FIGURES, labelled_drawing
from engine.rig.bones import Bones
from engine.rig.skeletons import PLANS
from engine.rig.weights import carrier_weights
from tests.engine.motion.plain_figures import plain_figure
from tests.engine.rig.people_drawn import bust_drawing

PLAIN = ("clock",)  # drawn clocks seldom have a pendulum


@cache
def drawing(plan: str, number: int) -> tuple[Bones, np.ndarray]:
    """Return bones and points [P, 2] of drawing `number` of a plan."""
    if plan == BUST:
        return bust_drawing(number)
    if plan not in FIGURES or plan in PLAIN:
        rng = np.random.default_rng(number)
        bones, points, _ = plain_figure(plan, rng, mirror=bool(number % 2))
        return bones, points
    figure, skeleton = labelled_drawing(3, number, plan), PLANS[plan]
    there = np.asarray(np.isfinite(figure.joints).all(axis=1))
    carriers, weights = carrier_weights(
        skeleton, np.nan_to_num(figure.joints), figure.points, figure.strokes, figure.parts,
        figure.along,
    )  # fmt: skip
    bones = Bones(
        plan, tuple(j.name for j in skeleton.joints), np.array(skeleton.parents, np.int64),
        figure.joints, there.astype(np.float64), carriers, weights, figure.parts,
    )  # fmt: skip
    return bones, figure.points


def box_of(points: np.ndarray) -> np.ndarray:
    """Return lowest and highest x and y [2, 2]."""
    return np.stack([points.min(axis=0), points.max(axis=0)])
