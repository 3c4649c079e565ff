# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feathers, bubbles, stars and flakes: alone each of them moves whole, scattered they leave."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.rig.part_finders import find_parts
from engine.rig.told_apart import told_apart
from tests.engine.rig.test_known_shapes import DROP, STAR
from tests.engine.rig.test_told_parts import FACE, drawn, line, part_strokes, ring, shape

Floats = NDArray[np.float64]

VANE = ring(250, 200, 60, 150)
QUILL = line((250, 352), (255, 400), (250, 440))
SHAFT = line((250, 70), (250, 352))
BUBBLE, SHINE = ring(250, 250, 150), line((330, 90), (345, 100), (350, 110))
STAR_WITH_RAYS = (
    shape(STAR, 250, 250, 2.5),
    line((250, 60), (250, 85)),
    line((420, 200), (440, 190)),
)
NOTES = (ring(120, 400, 30, 22), line((150, 400), (150, 150)), line((150, 150), (350, 120)),
         line((350, 120), (350, 400)), ring(322, 434, 30, 22))  # fmt: skip
FLAME = (line((250, 80), (130, 250), (180, 420), (320, 420), (370, 250), (280, 190), (250, 80)),
         shape(DROP, 250, 340, 1.0))  # fmt: skip
CANDLE = (
    line((200, 220), (200, 480), (300, 480), (300, 220), (200, 220)),
    line((250, 220), (250, 190)),
)


@pytest.mark.parametrize(
    ("strokes", "sentence"),
    [
        ((VANE, QUILL), "the feather falls"),
        ((VANE, SHAFT, QUILL), "the feather floats down"),
        ((BUBBLE, SHINE), "the bubble rises"),
        (STAR_WITH_RAYS, "the star twinkles"),
        (NOTES, "the note bounces"),
        (FLAME, "the flame flickers"),
        ((ring(250, 250, 120, 60), line((30, 250), (70, 250))), "the spark jumps"),
    ],
)
def test_a_lone_thing_moves_whole(strokes: tuple[Floats, ...], sentence: str) -> None:
    assert told_apart(drawn(*strokes), sentence) is None


def test_a_flame_leaves_its_candle() -> None:
    told = told_apart(drawn(*CANDLE, shape(DROP, 250, 150, 0.7)), "the flame flickers")
    assert told is not None and told.labels.tolist() == [0, 0, 1]


def test_what_a_whole_is_told_of_is_found_alone_as_well() -> None:
    told = told_apart(drawn(*FACE, VANE * 0.2 + [380, 60]), "the feather of the face falls")
    assert told is not None and told.labels.tolist() == [0, 0, 0, 0, 1]


@pytest.mark.parametrize("turned", [270, 240, 215])
def test_eyes_within_an_open_head_do_not_leave_with_the_bubbles(turned: float) -> None:
    half = np.radians(turned / 2)
    angle = np.linspace(-half, half, 40) - np.pi / 2
    head = np.stack([250 + 110 * np.cos(angle), 200 + 110 * np.sin(angle)], axis=1)
    neck = line(tuple(head[0]), tuple(head[-1]))
    body = ring(250, float(neck[0, 1]) + 130, 150, 130)
    face = (ring(215, 170, 8), ring(285, 170, 8), line((235, 215), (265, 215)))
    strokes = (body, head, *face, ring(440, 120, 20))
    told = told_apart(drawn(*strokes), "the cat blows bubbles")
    assert told is not None and np.flatnonzero(told.labels).tolist() == [5]


def test_many_flakes_are_looked_at_no_oftener_than_they_may_leave() -> None:
    at = np.random.default_rng(0).uniform(0, 5, (400, 2))
    flakes = [
        ring(10 + 24 * (k % 20) + x, 10 + 24 * (k // 20) + y, 6) for k, (x, y) in enumerate(at)
    ]
    drawing = part_strokes(*flakes)
    with patch("engine.rig.part_strokes.cKDTree", wraps=cKDTree) as trees:
        assert len(find_parts(drawing, "confetti", several=True)) == 8
        assert trees.call_count < 40
        before = trees.call_count
        find_parts(drawing, "confetti", several=True)
        assert trees.call_count == before


def test_leaves_that_are_all_that_is_drawn_are_no_part() -> None:
    leaf = np.array([(0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1), (0, -2)])
    leaves = tuple(50 * leaf + place for place in ((120, 150), (330, 260)))
    assert told_apart(drawn(*leaves), "the leaves flutter down to the ground") is None
