# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies side by side is linked: the sides of a limb, strokes of a sketched line, props."""

from __future__ import annotations

import numpy as np

from engine.rig.bones import Bones, Pose
from engine.rig.deform import Deformer
from engine.rig.flesh import flesh_pairs
from engine.rig.touching import side_by_side

LINE = np.stack([np.linspace(0.0, 1.0, 21), np.zeros(21)], axis=1)


def test_two_sides_of_a_limb_are_linked_and_far_lines_are_not() -> None:
    points = np.concatenate([LINE, np.add(LINE, [0.0, 0.1]), np.add(LINE, [0.0, 0.6])])
    strokes = np.repeat([0, 1, 2], 21)
    pairs = flesh_pairs(points, strokes, 0.2)
    linked = {(int(a), int(b)) for a, b in strokes[pairs] if a != b}
    assert linked == {(0, 1)}
    assert not (
        (pairs[:, 1] == pairs[:, 0] + 1) & (strokes[pairs[:, 0]] == strokes[pairs[:, 1]])
    ).any()


def test_a_single_line_has_no_flesh() -> None:
    assert len(flesh_pairs(LINE, np.zeros(21, np.int64), 0.2)) == 0


def test_lines_that_cross_do_not_run_side_by_side() -> None:
    points = np.concatenate([LINE, np.add(LINE, [0.0, 0.01]), LINE[:, ::-1] + [0.5, -0.5]])
    strokes = np.repeat([0, 1, 2], 21)
    pairs = np.array([[10, 31], [10, 52], [31, 52]])
    assert side_by_side(points, strokes, pairs).tolist() == [[10, 31]]


def test_a_thing_near_a_limb_follows_it_though_its_bone_turns_elsewhere() -> None:
    arm = LINE
    thing = np.array([[1.05, -0.1], [1.25, -0.1], [1.25, 0.1], [1.05, 0.1], [1.05, -0.1]])
    points, strokes = np.concatenate([arm, thing]), np.repeat([0, 1], [21, 5])
    bones = Bones(
        "person", ("trunk", "hand"), np.array([-1, 0]), np.array([[0.0, 0.0], [0.2, 0.6]]),
        np.ones(2), np.repeat([[0, 1], [1, 0]], [21, 5], axis=0), np.tile([1.0, 0.0], (26, 1)),
        np.repeat([0, -1], [21, 5]),
    )  # fmt: skip
    pose = Pose(np.zeros((2, 2)), np.array([[0.0, 0.0], [0.0, 1.0]]))
    moved = Deformer(bones, points, strokes)(pose)[1]
    turned = moved[21:] - moved[21]
    shape = thing - thing[0]
    assert np.allclose(np.linalg.norm(turned, axis=1), np.linalg.norm(shape, axis=1))
    gap = np.linalg.norm(moved[21:, None] - moved[None, :21], axis=2).min()
    assert gap < 0.16
