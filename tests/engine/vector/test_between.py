# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between drawn poses the strokes move from one to the next, and arrive."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from addon.contract.between import FADE, KeyPoses, fade_at, redrawn_of
from addon.contract.drawing import Drawing
from addon.contract.errors import SketchMotionError
from addon.contract.request import Request
from engine.render.evaluate import animated_positions
from engine.runtime.arrays import numpy_of
from engine.vector.between import animate_between
from tests.engine.vector.pose_pairs import CANVAS, FIGURES, FRAMES, PosePair, owl, pairs
from tests.engine.vector.stand_ins import InterruptedRun

BOTH = {f"{pair.name} {'anew' if pair.anew else 'same'}": pair for pair in pairs()}


@cache
def moved(name: str, prompt: str = "") -> tuple[NDArray[np.float64], tuple[bool, ...]]:
    """Points [F, P, 2] of a pair, and whether its strokes were drawn anew."""
    drawing = BOTH[name].drawing()
    request = Request(prompt, frames=FRAMES, settings=BOTH[name].poses().to_settings())
    made = animate_between(drawing, request, InterruptedRun())
    made.validate(drawing)
    places = animated_positions(drawing, made).astype(np.float64)
    return places, redrawn_of(made.info, 1)


def sizes(pair: PosePair) -> tuple[int, float]:
    """How many points the first pose has, and the size of the figure."""
    first = np.concatenate(pair.first)
    return len(first), float(np.ptp(first, axis=0).max())


@pytest.mark.parametrize("name", [f"{name} same" for name in FIGURES])
def test_the_same_strokes_arrive_where_they_are_drawn(name: str) -> None:
    places, redrawn = moved(name)
    pair = BOTH[name]
    count, size = sizes(pair)
    assert redrawn == (False,)
    assert np.array_equal(places[0], numpy_of(pair.drawing().positions))
    second = np.concatenate(pair.second)
    assert np.abs(places[-2, :count] - second).max() < 0.12 * size  # the next frame is drawn
    steps = np.linalg.norm(np.diff(places[:-1, :count], axis=0), axis=2).max(axis=1)
    way = np.linalg.norm(second - places[0, :count], axis=1).max()
    assert steps.max() < 0.35 * way  # nothing pops


@pytest.mark.parametrize("name", [f"{name} anew" for name in FIGURES])
def test_strokes_drawn_anew_lie_on_the_old_ones_as_they_come_in(name: str) -> None:
    from scipy.spatial import cKDTree

    places, redrawn = moved(name)
    pair = BOTH[name]
    count, size = sizes(pair)
    assert redrawn == (True,)
    begin = round((1.0 - FADE) * (FRAMES - 1))
    assert np.array_equal(places[:begin, count:], places[:1, count:].repeat(begin, axis=0))
    last = FRAMES - 2
    away, _ = cKDTree(places[last, :count]).query(places[last, count:])
    assert np.quantile(away, 0.8) < 0.09 * size
    arrived = np.abs(places[last, count:] - np.concatenate(pair.second)).max()
    assert arrived < 0.15 * size


def test_a_body_whose_bones_are_found_another_way_round_stays_upright() -> None:
    at = np.array([320.0, 270.0])
    owls = PosePair("owl", tuple(owl(at, False)), tuple(owl(at, True)), True)
    request = Request("", frames=FRAMES, settings=owls.poses().to_settings())
    drawing = owls.drawing()
    made = animate_between(drawing, request, InterruptedRun())
    places = animated_positions(drawing, made).astype(np.float64)
    ends = numpy_of(drawing.stroke_offsets)
    body, eyes = slice(ends[0], ends[1]), slice(ends[1], ends[3])
    size = float(np.ptp(places[0, body], axis=0).max())
    moved = np.linalg.norm(places[:-1, : ends[3]] - places[0, : ends[3]], axis=2)
    assert moved.max() < 0.2 * size  # nothing of it has to move
    above = places[:-1, body, 1].mean(axis=1) - places[:-1, eyes, 1].mean(axis=1)
    assert above.min() > 0.2 * size


def test_limbs_keep_their_length_on_the_way() -> None:
    places, _ = moved("person same")
    ends = numpy_of(BOTH["person same"].drawing().stroke_offsets)
    arm = slice(ends[2], ends[3])
    lengths = np.linalg.norm(np.diff(places[:-1, arm], axis=1), axis=2).sum(axis=1)
    assert lengths.min() > 0.85 * lengths[0]  # a straight way would fold it to less than half


def test_the_sentence_steers() -> None:
    plain, told = moved("person same")[0], moved("person same", "the person jumps")[0]
    middle = FRAMES // 2
    higher = plain[middle, :, 1].min() - told[middle, :, 1].min()
    assert higher > 8.0
    assert np.abs(told[-2] - plain[-2]).max() < 20.0


def test_three_poses_and_strokes_with_other_points() -> None:
    first, second = BOTH["flower same"].first, BOTH["flower same"].second
    denser = [
        np.stack(
            [np.interp(np.linspace(0, 1, 3 * len(s)), np.linspace(0, 1, len(s)), s[:, a])
             for a in (0, 1)], axis=1,
        )
        for s in first
    ]  # fmt: skip
    poses = (first, second, denser)
    strokes = [stroke for pose in poses for stroke in pose]
    drawing = Drawing.build(
        positions=np.concatenate(strokes).astype(np.float32),
        stroke_offsets=np.concatenate([[0], np.cumsum([len(s) for s in strokes])]).astype(np.int32),
        canvas=CANVAS,
        objects=np.repeat(np.arange(3), [len(pose) for pose in poses]).astype(np.int32),
        object_names=("flower 1", "flower 2", "flower 3"),
    )
    asked = KeyPoses(drawing.object_names, (0, 8, 14))
    request = Request("", frames=15, settings=asked.to_settings())
    made = animate_between(drawing, request, InterruptedRun())
    assert redrawn_of(made.info, 2) == (False, False)
    places = animated_positions(drawing, made).astype(np.float64)
    count = sum(len(stroke) for stroke in first)
    own = slice(count, 2 * count)
    assert np.array_equal(places[:9, own], places[:1, own].repeat(9, axis=0))  # not seen till then
    assert np.abs(places[13, own] - np.concatenate(first)).max() < 12.0


@pytest.mark.parametrize(
    "poses",
    [
        {"poses": [{"object": "a", "frame": 0}]},
        {"poses": [{"object": "a", "frame": 0}, {"object": "a", "frame": 5}]},
        {"poses": [{"object": "a", "frame": 3}, {"object": "b", "frame": 5}]},
        {"poses": [{"object": "a", "frame": 0}, {"object": "b", "frame": 0}]},
        {"poses": [{"object": "a", "frame": 0}, {"object": "b", "frame": 5, "run": 1}]},
        [],
    ],
)
def test_wrong_poses_are_refused(poses: object) -> None:
    with pytest.raises(SketchMotionError):
        KeyPoses.of({"between": poses})


def test_the_fade_is_in_the_last_quarter() -> None:
    shares = [fade_at(frame, 4, 16) for frame in range(4, 17)]
    assert shares[:10] == [0.0] * 10 and shares[-1] == 1.0
    assert 0.0 < shares[10] < shares[11] < 1.0
