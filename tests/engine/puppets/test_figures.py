# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn figures tell the truth: parts lie around their joints, and a seed gives one drawing."""

from __future__ import annotations

import numpy as np
import pytest

from engine.puppets.figures import FIGURES, labelled_drawing
from engine.rig.skeletons import PLANS


@pytest.mark.parametrize("plan", sorted(FIGURES))
def test_points_lie_near_the_bones_of_their_part(plan: str) -> None:
    """Half of each part's points are nearer to its own chain than to any far limb's."""
    skeleton = PLANS[plan]
    near = []
    for index in range(8):
        drawing = labelled_drawing(3, index, plan)
        for number in np.unique(drawing.parts[drawing.parts >= 0]):
            part = skeleton.parts[number]
            chain = drawing.joints[list(skeleton.chain(part))]
            assert np.isfinite(chain).all(), f"{part.name} is drawn but has no joints"
            points = drawing.points[drawing.parts == number]
            gap = np.linalg.norm(points[:, None] - chain[None], axis=2).min(axis=1)
            near.append(np.median(gap))
    assert np.median(near) < 0.12 and max(near) < 0.45


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
