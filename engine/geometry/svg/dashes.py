# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Divides lines into dashes, each an outline of its own (SVG 2, section 13.5.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from engine.geometry.bezier import Floats, bernstein
from engine.geometry.svg.cutting import split
from engine.geometry.svg.lengths import Fonts, length
from engine.geometry.svg.outline import Outline
from engine.geometry.svg.regions import closed_outline
from engine.geometry.svg.style import ComputedStyle

MOST_DASHES = 5000  # of one element; finer patterns are drawn as full lines
_KNOTS = np.linspace(0.0, 1.0, 33)
_BASIS = bernstein(_KNOTS)


def dash_pattern(style: ComputedStyle, diagonal: float) -> tuple[list[float], float] | None:
    """Return the lengths of dashes and gaps in turn and the offset; None for full lines.

    diagonal: what percentages refer to.
    """
    text = style["stroke-dasharray"]
    if text == "none":
        return None
    fonts: Fonts = style.fonts
    values = [length(part, diagonal, fonts) for part in re.split(r"[\s,]+", text.strip(" ,"))]
    lengths = [value for value in values if value is not None]
    if len(lengths) != len(values) or min(lengths) < 0.0 or sum(lengths) <= 0.0:
        return None
    if len(lengths) % 2:
        lengths *= 2
    return lengths, length(style["stroke-dashoffset"], diagonal, fonts) or 0.0


def dashed(
    outlines: Sequence[Outline], lengths: Sequence[float], offset: float
) -> list[Outline] | None:
    """Return the dashes of lines; None where there would be too many.

    Each subpath begins with the pattern anew. A dash over the start of a closed outline is one.
    """
    found: list[Outline] = []
    total = sum(lengths)
    for outline in outlines:
        if len(outline.control) < 4:
            found.append(outline)
            continue
        whole = closed_outline(outline) if outline.closed else outline
        cubics = [whole.control[k : k + 4] for k in range(0, len(whole.control) - 3, 3)]
        measures = [_measure(cubic) for cubic in cubics]
        ends = np.cumsum([0.0, *(float(measure[-1]) for measure in measures)])
        if ends[-1] / total * len(lengths) / 2 + len(found) > MOST_DASHES:
            return None
        spans = list(_spans(float(ends[-1]), lengths, offset))
        pieces = [_piece(cubics, measures, ends, *span) for span in spans]
        if outline.closed and len(spans) > 1 and spans[0][0] == 0.0 and spans[-1][1] == ends[-1]:
            pieces[0] = np.concatenate([pieces.pop(), pieces[0][1:]])
        found += [Outline(piece, False, outline.straight) for piece in pieces]
    return found


def _spans(size: float, lengths: Sequence[float], offset: float) -> Iterator[tuple[float, float]]:
    """Yield where the dashes of a line of length `size` begin and end."""
    at = -(offset % sum(lengths))
    number = 0
    while at < size:
        end = at + lengths[number % len(lengths)]
        if number % 2 == 0 and (end > 0.0 or at == end >= 0.0):
            yield max(at, 0.0), min(end, size)
        at, number = end, number + 1


def _measure(cubic: Floats) -> Floats:
    """Return the length of a cubic up to each of the knots."""
    points = _BASIS @ cubic
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _piece(
    cubics: Sequence[Floats], measures: Sequence[Floats], ends: Floats, begin: float, end: float
) -> Floats:
    """Return the control points of the part of a chain between two lengths."""
    first = min(int(np.searchsorted(ends, begin, side="right")) - 1, len(cubics) - 1)
    last = max(min(int(np.searchsorted(ends, end, side="left")) - 1, len(cubics) - 1), first)
    parts = []
    for k in range(first, last + 1):
        low = float(np.interp(begin - ends[k], measures[k], _KNOTS)) if k == first else 0.0
        high = float(np.interp(end - ends[k], measures[k], _KNOTS)) if k == last else 1.0
        part = cubics[k]
        if high < 1.0:
            part = split(high, part)[0]
        if low > 0.0:
            part = split(low / high if high > 0.0 else 0.0, part)[1]
        parts.append(part)
    if begin == end:
        return parts[0][:1]
    return np.concatenate([parts[0][:1], *(part[1:] for part in parts)])
