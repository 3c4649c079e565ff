# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a body that are drawn without it: eyes with pupils, a mouth; and wings on a thing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.rig.pieces.arms_alone import forearm, hands
from engine.rig.pieces.ink import Ints
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.lips import lips
from engine.rig.pieces.named_part import Finders, NamedPart, stems
from engine.rig.slides import SLIDE, slide_place

CLOSED = 0.2  # of its size: ends of an outline are as near to each other
PUPIL = 0.8  # of its eye's size, at most
EYES = 0.3  # of the drawing's width or height: an eye that is drawn alone is at least as large
TOUCHING = 0.02  # long sides: strokes as near to each other hang together
WING = 0.12  # long sides: a wing is no smaller
MOST_WINGS = 4


def _pupils(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return what lies inside of large outlines, each with a slide; the outlines are `lid`s."""
    closed = boxes.openness < CLOSED
    inside = _holders(boxes, closed)
    extent = np.maximum(boxes.high - boxes.low, 1e-9)
    parts = []
    for number, eye in enumerate(np.unique(inside[inside >= 0])):
        if inside[eye] >= 0 or (boxes.sizes[eye] / extent).max() < EYES:
            continue  # a gleam in a pupil, or something small in a picture
        rows = np.flatnonzero(_outermost(inside) == eye)
        middle, slide = boxes.middle_of(rows), f"{SLIDE}pupil{number}"
        own = tuple(int(name) for name in boxes.names[rows])
        lid = (int(boxes.names[eye]),)
        parts += [
            NamedPart(f"lid{number}", lid, boxes.middles[eye]),
            NamedPart(slide, (), slide_place(middle, boxes.size)),
            NamedPart(f"pupil{number}", own, middle, inside=slide),
        ]
    return parts


def _holders(boxes: StrokeBoxes, closed: NDArray[np.bool_]) -> Ints:
    """Return the smallest outline [S] that holds each stroke, -1 for none."""
    holder = np.full(len(boxes.names), -1, np.int64)
    for row in range(len(boxes.names)):
        holds = (boxes.lows <= boxes.lows[row] + 1e-9) & (boxes.highs >= boxes.highs[row] - 1e-9)
        larger = boxes.sizes[row].max() < PUPIL * boxes.sizes.max(axis=1)
        found = np.flatnonzero(holds.all(axis=1) & larger & closed)
        if len(found):
            holder[row] = found[boxes.areas[found].argmin()]
    return holder


def _outermost(holder: Ints) -> Ints:
    """Return what holds each stroke [S] and is itself held by nothing, -1 for none."""
    outer = holder.copy()
    for _ in range(len(holder)):
        further = np.where(outer >= 0, holder[outer], -1)
        if (further < 0).all():
            break
        outer = np.where(further >= 0, further, outer)
    return outer


def _wings(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return what lies apart from the largest group of strokes, hung up where it is nearest."""
    group = boxes.groups(TOUCHING * boxes.size)
    groups = [np.flatnonzero(group == number) for number in np.unique(group)]
    body = max(groups, key=lambda rows: float(boxes.counts[rows].sum()))
    centre = boxes.middle_of(body)
    parts: list[NamedPart] = []
    for rows in (rows for rows in groups if rows is not body):
        points = np.concatenate([boxes.line(int(row)) for row in rows])
        if np.ptp(points, axis=0).max() < WING * boxes.size:
            continue
        hinge = points[np.linalg.norm(points - centre, axis=1).argmin()]
        own = tuple(int(name) for name in boxes.names[rows])
        parts.append(NamedPart(f"wing{len(parts)}", own, hinge))
    return parts if 1 <= len(parts) <= MOST_WINGS else []


ALONE: Finders = (
    (stems("eye eyes pupil"), _pupils),
    (stems("mouth lips lip"), lips),
    (stems("wing wings"), _wings),
    (stems("hands palms"), hands),
    (stems("arm biceps bicep muscle elbow"), forearm),
)
