# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""New timing for a finished motion."""

from __future__ import annotations

from itertools import pairwise

import pytest

from addon.client.jobs.timing import Easing, KeyMove, MotionSpan, ScenePlace, between
from addon.contract.errors import BadInput


def test_even_timing_shows_every_frame_where_it_was() -> None:
    for clip in (MotionSpan(24, loop=False), MotionSpan(24, loop=True)):
        for sample in clip.samples(1, Easing()):
            assert sample.source == pytest.approx(sample.frame, abs=1e-9)


def test_slow_out_lingers_at_the_start_and_slow_in_at_the_end() -> None:
    clip = MotionSpan(25, loop=False)
    out = [s.source for s in clip.samples(1, Easing(out=1.0))]
    into = [s.source for s in clip.samples(1, Easing(into=1.0))]
    assert out[0] == into[0] == 0 and out[-1] == into[-1] == pytest.approx(24)
    assert out[1] < 0.2 and into[-1] - into[-2] < 0.2  # hardly moves
    assert out == pytest.approx([24 - s for s in reversed(into)])
    # The cubic with slopes 0 and 0 is smoothstep: half way at half time, 0.15625 at a quarter.
    both = Easing(1.0, 1.0)
    assert both.source(0.5) == pytest.approx(0.5)
    assert both.source(0.25) == pytest.approx(0.15625)


@pytest.mark.parametrize("out", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("into", [0.0, 0.7, 1.0])
def test_time_never_goes_back_and_keys_go_where_their_drawings_go(out: float, into: float) -> None:
    easing = Easing(out, into)
    values = [easing.source(t / 100) for t in range(101)]
    assert all(b >= a for a, b in pairwise(values))
    for t in (0.1, 0.25, 0.5, 0.77, 0.9):
        assert easing.time(easing.source(t)) == pytest.approx(t, abs=1e-6)
    clip = MotionSpan(24, loop=True)
    assert [clip.moved(f, easing) for f in (-3, 0, 24, 50)] == [-3, 0, 24, 50]


def test_twos_and_threes_hold_what_ones_showed() -> None:
    clip = MotionSpan(12, loop=False)
    on_twos = clip.samples(2, Easing())
    assert [s.frame for s in on_twos] == [0, 2, 4, 6, 8, 10]
    assert [s.source for s in on_twos] == pytest.approx([0, 2, 4, 6, 8, 10])
    assert [s.frame for s in clip.samples(3, Easing())] == [0, 3, 6, 9]
    with pytest.raises(BadInput):
        clip.samples(4, Easing())
    with pytest.raises(BadInput):
        Easing(out=1.5)


def test_ones_out_of_twos_lie_between_the_drawings() -> None:
    clip, twos = MotionSpan(12, loop=False), range(0, 12, 2)
    assert between(3.0, twos, 2, clip) == (2, 4, 0.5)
    assert between(4.0, twos, 2, clip) == (4, 6, 0.0)
    assert between(11.0, twos, 2, clip) == (10, 10, 0.0)  # nothing comes after the last
    loop = MotionSpan(12, loop=True)
    assert between(11.0, twos, 2, loop) == (10, 0, 0.5)  # the first comes after the last
    assert between(10.5, range(0, 12, 3), 3, loop) == (9, 0, 0.5)
    odd = MotionSpan(11, loop=True)
    assert between(10.5, range(0, 11, 2), 2, odd) == (10, 0, 0.5)  # held for one frame only


def test_a_rest_stays_a_rest_and_stretched_drawings_lead_to_each_other() -> None:
    clip = MotionSpan(24, loop=False)
    rest = (0, 1, 10, 11)
    assert between(8.0, rest, 1, clip) == (1, 10, 0.0)
    assert between(9.5, rest, 1, clip) == (1, 10, 0.5)
    assert between(5.0, (0, 2, 4, 6), 2, clip) == (4, 6, 0.5)  # ones, stretched to twos
    assert between(3.0, (), 1, clip) == (0, 0, 0.0)


def test_a_move_of_keys_is_known_from_where_they_were() -> None:
    place = ScenePlace(1, 24)
    ones = list(range(2, 25))
    later = KeyMove.of(ones, [frame + 10 for frame in ones])
    assert later == KeyMove(10.0, 1.0) and later.moved(place, loop=False) == ScenePlace(11, 24)
    twice = KeyMove.of([1.0, 9.0, 24.0], [1.0, 17.0, 47.0])
    assert twice.moved(place, loop=False) == ScenePlace(1, 47)
    assert KeyMove.of([1.0, 25.0], [5.0, 17.0]).moved(place, loop=True) == ScenePlace(5, 12)
    assert KeyMove.of(ones, [frame for frame in ones if frame != 2]) == KeyMove()  # one removed
    assert KeyMove.of(ones, [*ones, 40]) == KeyMove()  # one added
    assert KeyMove.of([7.0], [9.0]) == KeyMove(2.0, 1.0)
    assert KeyMove.of([], [3.0]) == KeyMove() == KeyMove.of([3.0], [])
