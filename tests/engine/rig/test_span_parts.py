# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part may be a piece of one line: it is found by its form and place, and cut out for a job."""

from __future__ import annotations

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from engine.geometry.grouping.grouping import Grouping
from engine.rig.stroke_spans import StrokeSpan, spans_of
from engine.rig.told_apart import told_apart
from engine.runtime.arrays import numpy_of
from tests.engine.rig.test_told_parts import drawn, line, part_strokes, ring

#: A jug with a handle at its right, all in one line that goes around.
JUG = line(
    (120, 120), (320, 120), (320, 180), (420, 180), (420, 300), (320, 300), (320, 420), (120, 420),
    (120, 120),
)  # fmt: skip
#: The same jug without the handle.
PLAIN = line((120, 120), (320, 120), (320, 420), (120, 420), (120, 120))
#: A house whose outline has a chimney.
HOUSE = line(
    (100, 420), (100, 220), (180, 160), (180, 80), (220, 80), (220, 130), (250, 110), (400, 220),
    (400, 420), (100, 420),
)  # fmt: skip
LABEL = line((180, 330), (260, 330))


def moved_points(drawing: Drawing, told: Grouping) -> np.ndarray:
    """Return the places [n, 2] of the artist's points that are of a part."""
    assert told.cut is not None
    mine = [n for n, label in enumerate(told.labels.tolist()) if label > 0]
    offsets = told.cut.offsets
    rows = np.concatenate([told.cut.points[offsets[n] : offsets[n + 1]] for n in mine])
    return np.unique(numpy_of(drawing.positions)[rows], axis=0)


@pytest.mark.parametrize(
    ("strokes", "sentence", "low", "high"),
    [
        ((JUG, LABEL), "the handle of the jug wiggles", (320, 180), (420, 300)),
        ((JUG,), "the handle of the jug wiggles", (320, 180), (420, 300)),
        ((HOUSE, LABEL), "the chimney of the house wobbles", (180, 80), (220, 160)),
    ],
)
def test_a_piece_of_an_outline_is_the_part(
    strokes: tuple[np.ndarray, ...],
    sentence: str,
    low: tuple[float, float],
    high: tuple[float, float],
) -> None:
    drawing = drawn(*strokes)
    told = told_apart(drawing, sentence)
    assert told is not None and told.cut is not None
    own = moved_points(drawing, told)
    assert own.min(axis=0) == pytest.approx(low, abs=14)
    assert own.max(axis=0) == pytest.approx(high, abs=14)
    pieces = told.applied(drawing)
    pieces.validate()
    assert pieces.point_count == drawing.point_count + 2
    whole = told.of_whole_strokes()
    assert whole.names == told.names[:1] and whole.labels.tolist() == [0] * len(strokes)


def test_what_lies_in_a_piece_goes_with_it() -> None:
    drawing = drawn(JUG, ring(370, 240, 12))
    told = told_apart(drawing, "the handle of the jug wiggles")
    assert told is not None and told.cut is not None
    assert told.labels[told.cut.strokes == 1].tolist() == [1]


def test_a_feeler_begins_where_its_own_line_comes_back() -> None:
    body = line((380, 90), (330, 140), (120, 140), (120, 200), (400, 200), (400, 400), (200, 400),
                (200, 205))  # fmt: skip
    found = spans_of(part_strokes(body))
    feeler = [span for span in found if span.roots == 1 and span.start == 0.0]
    ends = [span.line[-1] for span in feeler]
    assert any(end == pytest.approx([200, 200], abs=12) for end in scaled(ends, body))


def scaled(places: list[np.ndarray], body: np.ndarray) -> list[np.ndarray]:
    """Return places of the working space on the canvas."""
    low, high = body.min(axis=0), body.max(axis=0)
    size = float((high - low).max())
    return [(place - 128.0) * size / 154.0 + 0.5 * (low + high) for place in places]


def test_a_plain_outline_has_no_pieces() -> None:
    assert spans_of(part_strokes(PLAIN)) == []
    assert spans_of(part_strokes(ring(250, 250, 100))) == []


def test_a_dent_is_no_part() -> None:
    bitten = line((120, 120), (400, 120), (400, 220), (300, 220), (300, 300), (400, 300),
                  (400, 420), (120, 420), (120, 120))  # fmt: skip
    inner = [span for span in spans_of(part_strokes(bitten)) if span.roots == 2]
    assert not any(len(span.line) < 0.3 * len(bitten) for span in inner)


def test_pieces_of_one_line_overlap_or_not() -> None:
    def span(stroke: int, start: float, end: float) -> StrokeSpan:
        empty = np.zeros((0, 2))
        return StrokeSpan(stroke, start, end, empty, empty, 2, 1.0)

    assert span(0, 0.1, 0.3).overlaps(span(0, 0.2, 0.5))
    assert not span(0, 0.1, 0.3).overlaps(span(0, 0.3, 0.5))
    assert not span(0, 0.1, 0.3).overlaps(span(1, 0.1, 0.3))
    assert span(0, 0.9, 0.1).overlaps(span(0, 0.0, 0.05))
