# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes are cut at their anchors, and the artist's points come back from the pieces."""

from __future__ import annotations

import numpy as np
import pytest

from addon.contract.drawing import CUBIC, POLYLINE, Drawing
from engine.geometry.cut_strokes import anchors_of, cut_strokes
from engine.runtime.arrays import numpy_of


def drawing(kind: int, *, cyclic: bool) -> Drawing:
    """Return a stroke of four cubics or of as many points, and a line beside it."""
    count = (12 if cyclic else 13) if kind == CUBIC else 13
    angle = np.linspace(0.0, 5.0, count)
    ring = 100.0 + 50.0 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    points = np.concatenate([ring, [[10.0, 10.0], [20.0, 10.0]]]).astype(np.float32)
    return Drawing.build(
        points,
        [0, count, count + 2],
        canvas=(200, 200),
        curve_types=[kind, POLYLINE],
        cyclic=[int(cyclic), 0],
    )


@pytest.mark.parametrize("kind", [CUBIC, POLYLINE])
@pytest.mark.parametrize("cyclic", [True, False])
def test_pieces_share_the_point_where_they_meet(kind: int, cyclic: bool) -> None:
    whole = drawing(kind, cyclic=cyclic)
    cut = cut_strokes(whole, {0: [3, 9]})
    pieces = cut.applied(whole)
    pieces.validate()
    assert cut.strokes.tolist() == ([0, 0, 1] if cyclic else [0, 0, 0, 1])
    assert pieces.cyclic.data.tolist() == [0] * len(cut.strokes)
    middle = 0 if cyclic else 1
    assert cut.points[cut.offsets[middle] : cut.offsets[middle + 1]].tolist() == list(range(3, 10))
    rest = numpy_of(whole.positions)
    assert (numpy_of(pieces.positions) == rest[cut.points]).all()
    moved = np.repeat(rest[cut.points][None] + 7.0, 2, axis=0)
    assert np.allclose(cut.joined(moved, len(rest)), rest + 7.0)


def test_where_pieces_part_their_point_lies_between() -> None:
    whole = drawing(POLYLINE, cyclic=False)
    cut = cut_strokes(whole, {0: [6]})
    rest = numpy_of(whole.positions).astype(float)
    moved = rest[cut.points]
    moved[cut.offsets[0] : cut.offsets[1]] += [4.0, 0.0]
    joined = cut.joined(moved, len(rest)) - rest
    assert joined[:6, 0] == pytest.approx(4.0)
    assert joined[6, 0] == pytest.approx(2.0)
    assert joined[7:, 0] == pytest.approx(0.0)


def test_a_ring_needs_two_cuts() -> None:
    whole = drawing(POLYLINE, cyclic=True)
    cut = cut_strokes(whole, {0: [4]})
    assert cut.strokes.tolist() == [0, 1]
    assert cut.applied(whole).cyclic.data.tolist() == [1, 0]


def test_curves_are_cut_between_cubics_only() -> None:
    assert anchors_of(drawing(CUBIC, cyclic=True), 0).tolist() == [0, 3, 6, 9]
    assert anchors_of(drawing(CUBIC, cyclic=False), 0).tolist() == [0, 3, 6, 9, 12]
    assert len(anchors_of(drawing(POLYLINE, cyclic=False), 0)) == 13
