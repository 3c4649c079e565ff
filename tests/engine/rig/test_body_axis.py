# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Heaped spines are laid along the axis that is drawn; spines that are even stay."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.rig import find
from engine.rig.body_axis import SPINES, on_body_axis
from engine.rig.hints import Box, RigHints
from engine.rig.silhouette import along_line
from engine.rig.skeletons import PLANS, Skeleton
from tests.engine.rig.outlines import Floats, arch, tube

FISH, SNAKE = PLANS["fish"], PLANS["snake"]
ROOT = 0.82  # where on the leaping fish's axis its tail fin begins


def spine(plan: Skeleton) -> list[int]:
    return [plan.index[name] for name in SPINES[plan.name]]


def drawn(*lines: Floats) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """Points, strokes and parts (all of the trunk) of lines."""
    strokes = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return np.concatenate(lines), strokes, np.zeros(len(strokes), np.int64)


def leaping() -> tuple[Floats, Floats]:
    """The axis of a fish that leaps, from its nose on, and its outline with two flukes."""
    axis = arch(0.4, 3.0)
    share = np.linspace(0.0, 1.0, len(axis))
    half = np.interp(share, [0.0, 0.3, ROOT, 1.0], [0.01, 0.11, 0.03, 0.14])
    return axis, tube(axis, half)


def heaped(plan: Skeleton, nose: Floats, middle: Floats) -> Floats:
    """Joints of a body that the network has lost: all but the nose lie in a heap."""
    joints = np.tile(middle, (len(plan.joints), 1))
    joints += 0.01 * np.arange(len(joints))[:, None]
    joints[spine(plan)[1]] += 0.2
    joints[plan.index["nose"]] = nose
    return joints


@pytest.mark.parametrize(
    "fin",
    [
        [],
        [[-0.28, -0.28], [0.15, -0.1], [0.15, 0.1], [-0.28, -0.28]],  # a flipper, up to the tail
        [[0.0, -0.4], [-0.3, -1.2]],  # its tip is farther from the nose than the tail's
    ],
)
def test_the_spine_of_a_leaping_fish_lies_along_its_arch_up_to_its_tail_fin(
    fin: list[list[float]],
) -> None:
    axis, outline = leaping()
    joints = heaped(FISH, axis[0], np.zeros(2))
    joints[FISH.index["tail"]] = axis[-1] + 0.1
    lines = [outline, np.array(fin)] if fin else [outline]
    moved = on_body_axis(FISH, joints, *drawn(*lines))
    wanted = along_line(axis, ROOT * np.linspace(0.0, 1.0, 5))
    assert np.linalg.norm(moved[spine(FISH)] - wanted, axis=1).max() < 0.06
    assert np.linalg.norm(moved[FISH.index["tail"]] - axis[-1]) < 0.08
    fins = [FISH.index["fin0"], FISH.index["fin1"]]
    np.testing.assert_array_equal(moved[fins], joints[fins])


def test_a_spine_that_is_even_stays_wherever_it_is() -> None:
    axis, outline = leaping()
    joints = np.zeros((len(FISH.joints), 2))
    joints[spine(FISH)] = along_line(axis, np.linspace(0.0, 0.7, 5)) + 0.03
    np.testing.assert_array_equal(on_body_axis(FISH, joints, *drawn(outline)), joints)


def test_a_snake_that_is_one_tube_has_its_joints_evenly_along_it() -> None:
    line = arch(0.4, 4.4)
    joints = heaped(SNAKE, line[0], np.zeros(2))
    joints[SNAKE.index["head"]] = line[0]
    moved = on_body_axis(SNAKE, joints, *drawn(tube(line, 0.05)))
    wanted = along_line(line, np.linspace(0.0, 1.0, 8))
    assert np.linalg.norm(moved[spine(SNAKE)] - wanted, axis=1).max() < 0.08


def test_coils_that_fill_a_heap_are_no_tube() -> None:
    turn = np.linspace(0.0, 2 * np.pi, 80)
    rings = [r * np.stack([np.cos(turn), np.sin(turn)], axis=1) for r in (0.5, 0.4, 0.3, 0.2)]
    joints = heaped(SNAKE, np.array([0.5, 0.0]), np.zeros(2))
    np.testing.assert_array_equal(on_body_axis(SNAKE, joints, *drawn(*rings)), joints)


def test_a_snake_in_pieces_stays() -> None:
    line = arch(0.4, 4.4)
    joints = heaped(SNAKE, line[0], np.zeros(2))
    pieces = drawn(tube(line[:75], 0.05), tube(line[95:], 0.05))
    np.testing.assert_array_equal(on_body_axis(SNAKE, joints, *pieces), joints)


def test_an_outline_that_is_open_at_the_jaws_is_no_line() -> None:
    line = arch(0.4, 3.0)
    points, strokes, parts = drawn(tube(line, 0.12)[:-1])  # it begins and ends across the mouth
    parts[np.linalg.norm(points - line[0], axis=1) < 0.2] = SNAKE.part_index["head"]
    joints = heaped(SNAKE, line[0], np.zeros(2))
    np.testing.assert_array_equal(on_body_axis(SNAKE, joints, points, strokes, parts), joints)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_snake_that_is_one_line_has_its_joints_on_it_also_where_it_crosses_itself(
    backwards: bool,
) -> None:
    t = np.linspace(0.0, 1.0, 300)
    line = np.stack([t - 0.5, np.zeros(300)], axis=1)
    line += 0.2 * np.stack([np.sin(2 * np.pi * t), 1.0 - np.cos(2 * np.pi * t)], axis=1)
    joints = heaped(SNAKE, line[0], line[20])
    moved = on_body_axis(SNAKE, joints, *drawn(line[::-1] if backwards else line))
    wanted = along_line(line, np.linspace(0.0, 1.0, 8))
    np.testing.assert_allclose(moved[spine(SNAKE)], wanted, atol=1e-6)


def test_an_outline_that_encloses_nothing_has_no_axis() -> None:
    line = arch(0.4, 4.4)
    for plan, outline in ((FISH, leaping()[1]), (SNAKE, tube(line, 0.05))):
        joints = heaped(plan, line[0], np.zeros(2))
        half = np.split(outline, [20, 90, 150, 200])  # two gaps
        open_lines = drawn(half[0], half[2], half[4])
        np.testing.assert_array_equal(on_body_axis(plan, joints, *open_lines), joints)


def test_other_plans_and_drawings_without_a_body_stay() -> None:
    axis, outline = leaping()
    points, strokes, parts = drawn(outline)
    person = np.random.default_rng(0).normal(size=(len(PLANS["person"].joints), 2))
    same = on_body_axis(PLANS["person"], person, points, strokes, parts)
    np.testing.assert_array_equal(same, person)
    joints = heaped(FISH, axis[0], np.zeros(2))
    np.testing.assert_array_equal(on_body_axis(FISH, joints, points, strokes, parts - 1), joints)


def test_an_artists_joints_win_over_the_axis(monkeypatch: pytest.MonkeyPatch) -> None:
    _, outline = leaping()
    points, strokes, _ = drawn(outline)
    far = np.full((len(FISH.joints), 2), 0.9)
    monkeypatch.setattr(find, "on_body_axis", lambda *_: far)
    hints = RigHints("fish", joints={"spine2": (0.1, -0.2)})
    rig = find.find_rig(points, strokes, ["fish"], hints=hints)
    assert rig is not None
    np.testing.assert_allclose(rig.bones.joints[FISH.index["spine2"]], [0.1, -0.2], atol=1e-6)
    free = find.find_rig(points, strokes, ["fish"])
    assert free is not None
    at = Box.of(points).outside(far)
    np.testing.assert_allclose(free.bones.joints[spine(FISH)], at[spine(FISH)], atol=1e-6)
