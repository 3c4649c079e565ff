# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts that are a piece of one line, found by what is known of parts of their name.

Each piece is measured like any other candidate, as if the line were cut there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from addon.contract.drawing import Drawing
from engine.geometry.cut_strokes import CutStrokes, anchors_of, cut_strokes
from engine.geometry.grouping.grouping import Grouping
from engine.geometry.grouping.named import unique
from engine.language.part_words import UNKNOWN, PartWord
from engine.rig.curve_points import along_curves
from engine.rig.likely_parts import FLOORS
from engine.rig.part_candidates import MOST as MOST_STROKES
from engine.rig.part_candidates import Candidate, Candidates, candidates_of
from engine.rig.part_scores import part_ways
from engine.rig.part_strokes import Floats, PartStrokes
from engine.rig.stroke_spans import StrokeSpan, spans_of
from engine.runtime.arrays import numpy_of

GOOD = 0.62  # score of what is taken at least
#: How parts hang that may be a piece of a line; others are lines of their own.
OF_LINES = ("hinge", "soft", "stuck", "stands", "hangs", "hub", "any")
PLAIN = 0.8  # times so much a piece that hardly sticks out
UNKNOWN_PART = 0.85  # times so much where nothing is known of the part
CLOSING = 0.1  # of the drawing's long side: so far from a break the artist's point may lie
MOST = 8  # like parts
MOST_SPANS = 60  # pieces that are measured, the proudest
LIKE = 0.9  # of the best one's score: others like it
LONE, PAIR = 0.8, 1.0  # score of one, and of more, where several are spoken of


@dataclass(frozen=True, eq=False)
class _Scored:
    span: StrokeSpan
    candidate: Candidate
    score: float


def span_parts(
    drawing: PartStrokes, rows: Sequence[PartWord], *, several: bool
) -> tuple[list[StrokeSpan], float]:
    """Return the pieces of lines that a word means, and how well they fit, 0 to about 1.

    rows: what is known of such parts. several: whether a sentence speaks of more than one.
    """
    fitting = [row for row in rows if row.hangs in OF_LINES]
    if not fitting or drawing.count > MOST_STROKES:
        return [], 0.0
    scored = [_scored(piece, fitting) for piece in _measured(drawing)]
    scored.sort(key=lambda each: -each.score)
    if not scored:
        return [], 0.0
    if not several:
        return [scored[0].span], scored[0].score
    best: tuple[list[StrokeSpan], float] = ([], 0.0)
    limit = 2 if any(row.many == "2" for row in fitting) else MOST
    for first in scored[:12]:
        like = _alike(first, scored)[:limit]
        score = float(np.mean([each.score for each in like])) * (PAIR if len(like) > 1 else LONE)
        if score > best[1]:
            best = [each.span for each in like], score
    return best


def _alike(first: _Scored, scored: Sequence[_Scored]) -> list[_Scored]:
    """Return a piece and others that look like it and share no line with one another."""
    found = [first]
    for other in scored:
        apart = not any(other.span.overlaps(own.span) for own in found)
        if apart and first.candidate.is_like(other.candidate) and other.score > LIKE * first.score:
            found.append(other)
    return found


@dataclass(frozen=True, eq=False)
class _Measured:
    """A piece of a line as a candidate, open and closed by its cut, each among the other lines."""

    span: StrokeSpan
    forms: tuple[tuple[Candidates, Candidate], ...]


@lru_cache(maxsize=8)
def _measured(drawing: PartStrokes) -> tuple[_Measured, ...]:
    """Return the pieces of a drawing's lines, measured once for all words."""
    every = candidates_of(drawing)
    body = every.body
    spans = sorted(spans_of(drawing), key=lambda span: -span.proud)[:MOST_SPANS]
    found = []
    for span in spans:
        forms = []
        for line in (span.line, np.concatenate([span.line, span.line[:1]])):
            cut = _cut_out(drawing, span, line)
            last = cut.count - 1
            one = Candidate(cut, cut.only([last]), last, cut.low[-1], cut.high[-1])
            own = np.append(body, body[span.stroke])
            forms.append((Candidates(cut, (one,), own, every.outline, every.bare), one))
        found.append(_Measured(span, tuple(forms)))
    return tuple(found)


def _scored(piece: _Measured, rows: Sequence[PartWord]) -> _Scored:
    """Return a piece of a line with its score, by the row that fits best."""
    best = max(_fits(among, one, row) for among, one in piece.forms for row in rows)
    proud = PLAIN + (1.0 - PLAIN) * piece.span.proud
    return _Scored(piece.span, piece.forms[0][1], best * proud)


def _fits(every: Candidates, one: Candidate, row: PartWord) -> float:
    ways = part_ways(every, one, row, several=False)[:3]  # it is joined, and its number is told
    total = sum(
        weight * math.log(max(way(), floor))
        for (weight, way), floor in zip(ways, FLOORS, strict=False)
    )
    known = UNKNOWN_PART if row.noun == UNKNOWN else 1.0
    return known * math.exp(total / sum(weight for weight, _ in ways))


def _cut_out(drawing: PartStrokes, span: StrokeSpan, line: Floats) -> PartStrokes:
    """Return the strokes with a piece of one as a stroke of its own, the last one."""
    lines = [drawing.line(stroke) for stroke in range(drawing.count)]
    lines[span.stroke] = span.rest if len(span.rest) else span.line[:1]
    lines.append(line)
    offsets = np.concatenate([[0], np.cumsum([len(each) for each in lines])]).astype(np.int64)
    group = np.append(drawing.group, drawing.group[span.stroke])
    return PartStrokes(np.concatenate(lines), offsets, group)


def cut_apart(
    drawing: Drawing, lines: PartStrokes, spans: Sequence[StrokeSpan], whole: str, called: str
) -> Grouping | None:
    """Return pieces of lines, each an object with what lies within it, and the rest.

    None where the artist's points don't lie where a line would have to be cut.
    """
    cuts: dict[int, list[int]] = {}
    ends: list[tuple[int, int, int]] = []
    for span in spans:
        found = _at_anchors(drawing, span)
        if found is None:
            return None
        cuts.setdefault(span.stroke, []).extend(found)
        ends.append((span.stroke, *found))
    cut = cut_strokes(drawing, cuts)
    labels = np.zeros(len(cut.strokes), np.int64)
    for number, (stroke, start, end) in enumerate(ends, 1):
        labels[_pieces_between(drawing, cut, stroke, start, end)] = number
    for stroke in set(range(lines.count)) - set(cuts):
        held = [n for n, span in enumerate(spans, 1) if span.holds(lines.line(stroke))]
        labels[cut.strokes == stroke] = held[0] if held else 0
    if len(np.unique(labels)) != len(spans) + 1:
        return None
    return Grouping(labels, tuple(unique([whole, *[called] * len(spans)])), cut)


def _at_anchors(drawing: Drawing, span: StrokeSpan) -> tuple[int, int] | None:
    """Return the points of its stroke, counted from its first, at which a piece begins and ends."""
    anchors = anchors_of(drawing, span.stroke)
    points = np.asarray(drawing.stroke(span.stroke))
    places = numpy_of(drawing.positions).astype(np.float64)[points]
    cubic = np.full(len(points), drawing.curve_types.data[span.stroke] == 1)
    cyclic = bool(drawing.cyclic.data[span.stroke])
    shares = _shares(places, cubic, anchors, cyclic=cyclic)
    size = float(np.ptp(numpy_of(drawing.positions), axis=0).max())
    line = float(shares[1])
    found = []
    for at in (span.start, span.end):
        gap = np.abs(shares[0] - at)
        gap = np.minimum(gap, 1.0 - gap) if cyclic else gap
        best = int(gap.argmin())
        if gap[best] * line > CLOSING * size:
            return None
        found.append(int(anchors[best]))
    return (found[0], found[1]) if found[0] != found[1] else None


def _shares(
    places: Floats, cubic: np.ndarray, anchors: np.ndarray, *, cyclic: bool
) -> tuple[Floats, float]:
    """Return where anchors lie on a line, as shares of its length, and the length."""
    strokes = np.zeros(len(places), np.int64)
    if cubic[0] and len(places) >= 3:
        along = np.asarray(along_curves(places, strokes, cubic, 1e-6) @ places)
        per = 10  # places on each cubic, the most there are
    else:
        along, per = np.concatenate([places, places[:1]]) if cyclic else places, 1
    steps = np.linalg.norm(np.diff(along, axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    number = anchors // 3 * per if per > 1 else anchors
    return np.asarray(way[number] / max(float(way[-1]), 1e-9)), float(way[-1])


def _pieces_between(
    drawing: Drawing, cut: CutStrokes, stroke: int, start: int, end: int
) -> list[int]:
    """Return the pieces of a stroke from one of its points to another, in its direction."""
    points = drawing.stroke(stroke)
    count, cyclic = len(points), bool(drawing.cyclic.data[stroke])
    length = (end - start) % count if cyclic else end - start
    found = []
    for piece in np.flatnonzero(cut.strokes == stroke).tolist():
        first = int(cut.points[cut.offsets[piece]]) - points.start
        span = int(cut.offsets[piece + 1] - cut.offsets[piece]) - 1
        begins = (first - start) % count if cyclic else first - start
        if begins >= 0 and begins + span <= length:
            found.append(piece)
    return found
