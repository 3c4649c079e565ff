# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes are grouped into the things they draw, and a correction teaches."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.geometry.grouping.find import find_objects
from engine.geometry.grouping.nearness import nearness, widest_gap
from engine.geometry.grouping.partition import FREE, partition, settled
from engine.geometry.grouping.samples import reordered, sample_strokes
from engine.geometry.load import load_drawing
from engine.metrics.grouping import adjusted_rand_index, correction
from engine.runtime.arrays import array_of

Lines = list[NDArray[np.float64]]
#: Drawings of one thing each.
SINGLE = sorted((Path(__file__).parents[2] / "drawings" / "rigs" / "first").glob("*.svg"))


def drawn(lines: Lines, **columns: Any) -> Drawing:
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    points = np.concatenate(lines) if lines else np.zeros((0, 2))
    return Drawing.build(
        points.astype(np.float32), offsets.astype(np.int32), canvas=(1000.0, 1000.0), **columns
    )


def scribble(center: tuple[float, float], count: int, seed: int) -> Lines:
    """Strokes across a disc of 60 px."""
    rng = np.random.default_rng(seed)
    ends = np.asarray(center) + rng.uniform(-45, 45, (count, 2, 2))
    along = np.linspace(0.0, 1.0, 12)[:, None]
    return [a + along * (b - a) for a, b in ends]


def shaded_disc(center: tuple[float, float], radius: float, strokes: int) -> Lines:
    """A ring of six arcs and parallel strokes across it."""
    turns = [np.linspace(k, k + 1.1, 12) * np.pi / 3 for k in range(6)]
    arcs = [radius * np.stack([np.cos(turn), np.sin(turn)], axis=1) for turn in turns]
    levels = np.linspace(-0.7, 0.7, strokes - 6)
    along = np.linspace(-1.0, 1.0, 12)
    across = [
        radius * np.stack([np.sqrt(1 - y * y) * along, np.full(12, y)], axis=1) for y in levels
    ]
    return [np.asarray(center) + line for line in arcs + across]


def two_discs() -> tuple[Drawing, NDArray[np.int64]]:
    lines = shaded_disc((200, 500), 90, 12) + shaded_disc((800, 500), 70, 9)
    return drawn(lines), np.repeat([0, 1], [12, 9])


def two_things() -> tuple[Drawing, NDArray[np.int64]]:
    lines = scribble((200, 500), 12, 1) + scribble((800, 500), 9, 2)
    return drawn(lines), np.repeat([0, 1], [12, 9])


def test_single_things_stay_whole() -> None:
    names = {path.stem: find_objects(load_drawing(path)).names for path in SINGLE}
    assert len(names) == 10
    assert [name for name, found in names.items() if len(found) != 1] == []


def test_two_things_far_apart_are_two_objects() -> None:
    drawing, truth = two_things()
    found = find_objects(drawing)
    assert adjusted_rand_index(found.labels, truth) == 1.0
    assert found.names == ("object 1", "object 2")


def test_the_order_of_strokes_and_the_size_of_the_canvas_are_no_matter() -> None:
    drawing, truth = two_things()
    lines = np.split(np.asarray(drawing.positions.data).reshape(-1, 2), 21)
    order = np.random.default_rng(3).permutation(21)
    small = drawn([lines[i] * 0.05 for i in order])
    assert adjusted_rand_index(find_objects(small).labels, truth[order]) == 1.0


def test_the_number_asked_for_is_given() -> None:
    drawing, _ = two_things()
    for count in (1, 2, 5):
        assert len(np.unique(find_objects(drawing, count=count).labels)) == count
    assert len(np.unique(find_objects(drawing, count=500).labels)) == drawing.stroke_count


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [np.array([[5.0, 5.0]])],
        [np.array([[5.0, 5.0]])] * 4,
        [np.array([[5.0, 5.0]]), np.array([[900.0, 20.0], [900.0, 20.0]])],
        [np.linspace([0, 0], [10, 10], 5)],
    ],
    ids=["empty", "a dot", "one place", "two dots", "one stroke"],
)
def test_drawings_of_almost_nothing(lines: Lines) -> None:
    found = find_objects(drawn(lines))
    assert len(found.labels) == len(lines)
    assert len(found.names) == len(np.unique(found.labels))


def test_strokes_of_one_fill_stay_together() -> None:
    lines = scribble((200, 500), 12, 1) + scribble((800, 500), 9, 2)
    labels = find_objects(drawn(lines, paths=[*range(20), 0])).labels
    assert labels[0] == labels[20]


def test_layers_named_for_things_part_what_lies_together() -> None:
    lines = scribble((500, 500), 10, 7) + scribble((520, 500), 10, 8)
    layers = np.repeat([0, 1], 10)
    things = find_objects(drawn(lines, layers=layers, layer_names=("cat", "ball"))).labels
    assert adjusted_rand_index(things, layers) == 1.0
    lines_and_fills = drawn(lines, layers=layers, layer_names=("Lines", "Fills"))
    plain = find_objects(drawn(lines)).labels
    assert np.array_equal(find_objects(lines_and_fills).labels, plain)


def test_strokes_drawn_later_but_stored_first_are_in_their_order() -> None:
    drawing, truth = two_things()
    times = np.repeat(np.arange(21, dtype=np.float32)[::-1], 12)
    later = replace(drawing, times=array_of(np.ascontiguousarray(times)))
    assert adjusted_rand_index(find_objects(later).labels, truth) == 1.0


def test_a_prompt_names_what_it_can_tell() -> None:
    drawing, _ = two_things()
    assert find_objects(drawing, prompt="two cats play").names == ("cat", "cat 2")
    assert find_objects(drawing, prompt="it moves").names == ("object 1", "object 2")
    one = drawn(scribble((500, 500), 9, 1))
    assert find_objects(one, prompt="the fish swims away", count=1).names == ("fish",)


def test_the_larger_group_is_the_larger_thing() -> None:
    lines = scribble((200, 500), 12, 1) + [line * 0.3 + 600 for line in scribble((0, 0), 9, 2)]
    found = find_objects(drawn(lines), prompt="The horse runs after a ball.")
    assert found.names[found.labels[0]] == "horse"
    assert found.names[found.labels[-1]] == "ball"


def test_what_is_given_stays_and_keeps_its_number() -> None:
    drawing, _ = two_things()
    found = find_objects(drawing, fixed={0: 3, 1: 3, 20: 0})
    assert found.labels[0] == found.labels[1] == 3
    assert found.labels[20] == 0
    assert len(found.names) == 4


def test_a_correction_moves_strokes_like_it_and_nothing_else() -> None:
    drawing, truth = two_discs()
    wrong = truth.copy()
    wrong[12:16] = 0  # four strokes of the second thing are in the first object
    present = replace(
        drawing, objects=array_of(wrong.astype(np.int32)), object_names=("fish", "boat")
    )
    found = find_objects(present, fixed={12: 1, 13: 1})
    assert np.array_equal(found.labels, truth)
    assert found.names == ("fish", "boat")


def test_locked_strokes_and_the_background_don_t_follow() -> None:
    drawing, truth = two_things()
    wrong, locked = truth.copy(), np.zeros(21, dtype=np.uint8)
    wrong[12:16], wrong[2], locked[14] = 0, -1, 1
    present = replace(
        drawing, objects=array_of(wrong.astype(np.int32)), locked=array_of(locked),
        object_names=("fish", "boat"),
    )  # fmt: skip
    labels = find_objects(present, fixed={12: 1, 13: 1, 20: -1}).labels
    assert labels[14] == 0
    assert labels[2] == labels[20] == -1


@pytest.mark.parametrize("fixed", [{99: 0}, {-1: 0}, {0: -2}, {0: 10**9}])
def test_what_can_t_be_fixed_is_refused(fixed: dict[int, int]) -> None:
    with pytest.raises(BadInput):
        find_objects(two_things()[0], fixed=fixed)


def test_very_many_strokes_follow_their_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.geometry.grouping.find.MOST", 10)
    drawing, truth = two_discs()
    assert adjusted_rand_index(find_objects(drawing).labels, truth) == 1.0


def test_distances_are_those_of_the_curves() -> None:
    cubic = np.array([[0, 0], [30, 0], [60, 0], [90, 0]], dtype=np.float64)
    drawing = drawn([cubic, cubic + np.array([0, 45])], curve_types=[1, 1])
    samples = sample_strokes(drawing)
    near = nearness(samples)
    scale = 154.0 / 90.0
    assert near.distance[0, 1] == pytest.approx(45 * scale, abs=0.01)
    assert samples.length == pytest.approx([154.0, 154.0], abs=0.1)


def test_the_widest_gap_goes_over_other_strokes() -> None:
    at = np.array([0.0, 3.0, 5.0, 20.0])
    distance = np.abs(at[:, None] - at[None]).astype(np.float32)
    gaps = widest_gap(distance)
    assert gaps[0, 2] == 3.0
    assert gaps[0, 3] == gaps[2, 3] == 15.0


def test_reordering_and_back_changes_nothing() -> None:
    samples = sample_strokes(two_things()[0])
    order = np.random.default_rng(0).permutation(21)
    back = reordered(reordered(samples, order), np.argsort(order))
    assert np.array_equal(back.points, samples.points)
    assert np.array_equal(back.offsets, samples.offsets)


def test_partition_follows_the_mean_and_never_joins_what_is_apart() -> None:
    odds = np.full((5, 5), -1.0)
    odds[:3, :3] = 2.0
    odds[3:, 3:] = 2.0
    assert partition(odds).tolist() == [0, 0, 0, 1, 1]
    known = np.array([7, FREE, 2, FREE, FREE])
    apart = partition(odds, known)
    assert apart[0] != apart[2]
    assert len(np.unique(partition(odds, known, count=1))) == 2


def test_settling_without_a_correction_changes_nothing() -> None:
    rng = np.random.default_rng(1)
    odds = rng.normal(size=(8, 8))
    labels = rng.integers(0, 3, 8)
    assert np.array_equal(settled(odds + odds.T, labels, np.full(8, FREE)), labels)


def test_adjusted_rand_index_of_known_groupings() -> None:
    assert adjusted_rand_index(np.array([0, 0, 1, 1]), np.array([5, 5, 2, 2])) == 1.0
    # Hubert and Arabie's index of {a, b, c}, {d, e, f} against {a, b}, {c, d}, {e, f}
    one, other = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])
    assert adjusted_rand_index(one, other) == pytest.approx((2 - 18 / 15) / (4.5 - 18 / 15))


def test_the_simulated_user_corrects_the_largest_error() -> None:
    truth = np.array([0, 0, 0, 0, 1, 1, 1, 1, 2])
    labels = np.array([0, 0, 0, 0, 1, 1, 0, 0, 1])
    wanted = correction(labels, truth)
    assert wanted is not None
    strokes, group = wanted
    assert strokes.tolist() == [6, 7]
    assert group == 1
    assert correction(truth, truth) is None
