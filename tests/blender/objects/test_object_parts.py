# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What objects are made of, without Blender: numbers, prompts, groups, lines."""

from __future__ import annotations

from itertools import count

import numpy as np
import pytest

from addon.blender.grease_pencil.stroke_layout import handle_positions, layout
from addon.blender.objects import entries as object_entries
from addon.blender.objects import lines as object_lines
from addon.blender.objects.entries import ObjectEntry
from addon.blender.objects.groups import matched
from addon.contract.request import Request

FISH, BOAT, SUN = ObjectEntry(71, "fish"), ObjectEntry(5, "boat"), ObjectEntry(900, "sun")


def test_numbers_become_indices_and_the_rest_stays() -> None:
    numbers = np.array([900, 0, 71, 900])
    indices, names = object_entries.numbered(numbers, (FISH, BOAT, SUN), "Sketch")
    assert names == ("fish", "sun") and indices.tolist() == [1, -1, 0, 1]
    indices, names = object_entries.numbered(np.zeros(3, int), (FISH, BOAT), "Sketch")
    assert names == ("Sketch",) and indices.tolist() == [0, 0, 0]


def test_what_is_asked_of_each_object() -> None:
    swims = ObjectEntry(71, "fish", prompt=" the fish swims ", strength=0.5)
    locked = ObjectEntry(5, "boat", prompt="it rocks", locked=True)
    request = Request(prompt="all move")
    everyone = (swims, locked, SUN)
    found = object_entries.with_objects(request, everyone, ("fish", "sun"), all_move=True).objects
    assert [(item.name, item.prompt, item.strength, item.locked) for item in found] == [
        ("fish", "the fish swims", 0.5, False),
        ("sun", "", 1.0, False),
    ]
    names = ("fish", "boat", "sun")
    alone = object_entries.with_objects(request, everyone, names, all_move=False).objects
    assert [item.locked for item in alone] == [False, True, True]
    assert object_entries.joined_prompts(everyone) == "the fish swims"
    assert object_entries.joined_prompts((SUN,)) == ""


def test_names_are_told_apart() -> None:
    assert object_entries.free_name("fish", ["boat"]) == "fish"
    assert object_entries.free_name("fish", ["fish", "fish 2"]) == "fish 3"
    assert object_entries.free_name("object 1", ["object 1", "object 3"]) == "object 2"
    assert object_entries.free_name("7", ["7"]) == "7 2"
    assert object_entries.free_name("  ", []) == "object"


def test_groups_take_the_numbers_of_before() -> None:
    before = np.array([7, 7, 7, 9, 9, 0])
    free = np.zeros(6, bool)
    fresh = count(100)
    groups = {"a": [0, 1, 3], "b": [4, 2], "c": [5]}
    found = matched(groups, before, free, lambda: next(fresh))
    assert found.numbers.tolist() == [7, 7, 9, 7, 9, 100]
    assert found.named == ((100, "c"),)


def test_fixed_strokes_stay() -> None:
    # a gull beside the fish (7), given to the boat (9) by hand
    before, fixed = np.array([7, 7, 7, 9, 9, 9]), np.array([False] * 5 + [True])
    found = matched({"a": [0, 1, 2, 5], "b": [3, 4]}, before, fixed, lambda: 100)
    assert np.array_equal(found.numbers, before) and found.named == ()
    # two strokes taken out of one large object say whose the rest of them is
    before, fixed = np.array([7] * 6 + [9] * 2), np.array([False] * 6 + [True] * 2)
    found = matched({"a": [0, 1, 2, 3, 6, 7], "b": [4, 5]}, before, fixed, lambda: 100)
    assert found.numbers.tolist() == [9, 9, 9, 9, 7, 7, 9, 9] and found.named == ()
    before = np.array([7, 7, 7, 9, 0, 0])
    fixed = np.array([False, False, False, True, True, False])
    found = matched({"all": [0, 1, 2, 3], "rest": [4, 5]}, before, fixed, lambda: 100)
    assert found.numbers.tolist() == [7, 7, 7, 9, 0, 100]
    # a group that only holds strokes the artist took out of all objects is no object
    found = matched({"rest": [4]}, before, fixed, lambda: 100)
    assert found.numbers.tolist() == [0, 0, 0, 9, 0, 0] and found.named == ()


def test_a_search_that_ignores_the_artist_changes_nothing_of_theirs() -> None:
    before, fixed = np.array([7, 9, 7, 9]), np.ones(4, bool)
    found = matched({"a": [0, 1, 2, 3]}, before, fixed, lambda: 100)
    assert np.array_equal(found.numbers, before) and found.named == ()


def lines(
    counts: list[int], types: list[int], cyclic: list[bool]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    offsets = np.cumsum([0, *counts]).astype(np.int32)
    points = np.random.default_rng(0).uniform(-1, 1, (offsets[-1], 3))
    kinds, closed = np.array(types, np.int8), np.array(cyclic)
    rows = layout(offsets, kinds, closed, np.ones(len(counts), bool))
    found = object_lines.curved(rows, handle_positions(rows, points, kinds, None, None))
    if (kinds == 1).all():
        for one, other in zip(found, object_lines.straight(offsets, closed, points), strict=True):
            assert np.array_equal(one, other)
    return points, *object_lines.segments(*found)


def test_lines_of_polylines_go_through_every_corner_and_close() -> None:
    points, ends, strokes = lines([3, 4, 1], [1, 1, 1], [False, True, True])
    assert strokes.tolist() == [0, 0, 1, 1, 1, 1, 2]
    assert np.allclose(ends[:2], [[points[0], points[1]], [points[1], points[2]]])
    assert np.allclose(ends[5], [points[6], points[3]])
    assert np.allclose(ends[6], [points[7], points[7]])


@pytest.mark.parametrize("closed", [False, True])
def test_lines_of_curves_pass_through_their_points(closed: bool) -> None:
    points, ends, strokes = lines([4, 2], [0, 1], [closed, False])
    mine = ends[strokes == 0]
    assert np.allclose(mine[0, 0], points[0], atol=1e-6)
    assert np.allclose(mine[-1, 1], points[0] if closed else points[3], atol=1e-6)
    assert np.array_equal(mine[:-1, 1], mine[1:, 0])
    near = np.linalg.norm(mine.reshape(-1, 1, 3) - points[:4], axis=2).min(axis=0)
    assert (near < 2e-3).all()
    assert np.allclose(ends[strokes == 1], [points[4:]])


def test_thin_lines_stay_near_their_strokes() -> None:
    t = np.linspace(0, 1, 400)
    wave = np.stack([t, 0 * t, 0.2 * np.sin(9 * t)], axis=1)
    line = np.stack([t, 0 * t, t], axis=1)
    points, stroke = np.concatenate([wave, line]), np.repeat([0, 1], 400)
    thin, owner = object_lines.thinned(points, stroke, 5e-4)
    assert len(thin[owner == 0]) < 100 and len(thin[owner == 1]) <= 400 / 2**object_lines.PASSES + 2
    kept = thin[owner == 0]
    assert np.allclose(kept[[0, -1]], wave[[0, -1]]) and np.allclose(thin[owner == 1][-1], line[-1])
    height = np.interp(t, kept[:, 0], kept[:, 2])
    assert np.abs(height - wave[:, 2]).max() < 2 * 5e-4


def test_a_huge_drawing_gets_few_lines() -> None:
    count = 2 * object_lines.MOST_SEGMENTS
    angle = np.linspace(0, 60, count)
    points = np.stack([np.cos(angle), 0 * angle, np.sin(angle)], axis=1) * (1 + angle[:, None])
    ends, _ = object_lines.segments(points, np.zeros(count, int))
    assert len(ends) <= object_lines.MOST_SEGMENTS


def test_no_strokes_no_lines() -> None:
    ends, strokes = object_lines.segments(np.zeros((0, 3)), np.zeros(0, int))
    assert ends.shape == (0, 2, 3) and len(strokes) == 0
