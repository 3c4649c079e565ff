# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jaws within the outline of a head from the side: the lower one turns about the mouth's corner.

An open mouth is a bay of the outline, as deep as it is wide or deeper, that opens to a side. The
jaw is the line from its corner around the lower tip to the place across; there it bends.
"""

from __future__ import annotations

import numpy as np

from engine.language.part_nouns import JAW_WORDS
from engine.rig.known_shapes import is_closed
from engine.rig.pieces.heads import eyes
from engine.rig.pieces.ink import Floats, Ints
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import Finders, NamedPart, stems

POINTS = 120  # on the outline, at equal distances
MAIN = 0.35  # of all ink: the outline is so much of it at least
DEEP = 0.55  # of its width: a bay that is a mouth is so deep at least
LEAST, MOST = 0.09, 0.7  # of the drawing's long side: its depth
LEVEL = 1.1  # radians: it opens no steeper
BEND = 0.35  # of the jaw's line at either end: there it goes over into the head
GROWING = 0.45  # of its steps: a line that leaves a corner no faster has gone round a tip
EYE_NEAR = 1.4  # of the bay's depth: an eye is as near to the corner
THICK = 0.75  # of its length: a jaw is no thicker at its root


def find_jaws(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the lower jaw of a head whose mouth is a bay of its largest line, if there is one."""
    outline = int(boxes.areas.argmax())
    rows = np.flatnonzero(boxes.owner == outline)
    if len(rows) < MAIN * len(boxes.owner):
        return []
    line, along = _evenly(boxes.points[rows])
    seen = boxes.middles[eyes(boxes)]
    bay = _deepest_bay(line, boxes.size, is_closed(boxes.points[rows]), seen) if len(seen) else None
    if bay is None:
        return []
    corner, tip, root = bay
    jaw = _between(corner, root, tip, len(line))
    share = np.linspace(0.0, 1.0, len(jaw))
    carried = np.clip(np.minimum(share, 1.0 - share) / BEND, 0.0, 1.0)
    full = np.zeros(len(line))
    full[jaw] = carried**2 * (3.0 - 2.0 * carried)
    weights = np.interp(along, np.arange(len(line)), full)
    own, held = rows[weights > 1e-3], _within(boxes, outline, line[jaw])
    shares = np.concatenate([weights[weights > 1e-3], np.ones(len(held))])
    return [NamedPart("jaw0", (), line[corner], points=np.append(own, held), shares=shares)]


def _evenly(points: Floats) -> tuple[Floats, Floats]:
    """Return a line as `POINTS` at equal distances, and where on it [N] its points [N, 2] lie."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.linspace(0.0, way[-1], POINTS)
    even = np.stack([np.interp(at, way, points[:, k]) for k in (0, 1)], axis=1)
    return even, way / max(float(way[-1]), 1e-9) * (POINTS - 1)


def _deepest_bay(
    line: Floats, size: float, closed: bool, seen: Floats
) -> tuple[int, int, int] | None:
    """Return corner, lower tip and root of the lower jaw, as places on a line; None without one.

    seen [E, 2]: eyes; one of them is near to the corner.
    """
    best: tuple[float, tuple[int, int, int]] | None = None
    for corner in range(3, POINTS - 3):
        for upper, lower in _shores(line, corner):
            mouth = 0.5 * (line[upper] + line[lower]) - line[corner]
            depth, wide = float(np.hypot(*mouth)), float(np.linalg.norm(line[upper] - line[lower]))
            steep = abs(float(np.arctan2(mouth[1], abs(mouth[0]))))
            if not LEAST * size < depth < MOST * size or depth < DEEP * wide or steep > LEVEL:
                continue
            if _is_within(line, line[corner] + 0.6 * mouth) or wide < 0.15 * depth:
                continue
            if np.linalg.norm(seen - line[corner], axis=1).min() > EYE_NEAR * depth:
                continue
            root = _across(line, corner, lower, closed)
            if root is None or np.linalg.norm(line[root] - line[corner]) > THICK * depth:
                continue
            if best is None or depth > best[0]:
                best = depth, (corner, lower, root)
    return None if best is None else best[1]


def _shores(line: Floats, corner: int) -> list[tuple[int, int]]:
    """Return the upper and the lower tip of a bay whose innermost place is a corner."""
    away = np.linalg.norm(line - line[corner], axis=1)
    if away[corner - 2] > away[corner - 3] or away[corner + 2] > away[corner + 3]:
        return []
    before = _first_peak(away[corner::-1])
    after = _first_peak(away[corner:])
    tips = (corner - before, corner + after)
    if min(before, after) < 3:
        return []
    upper, lower = sorted(tips, key=lambda tip: float(line[tip, 1]))
    return [(upper, lower)]


def _first_peak(away: Floats) -> int:
    """Return where distances from a corner stop growing as fast as the line goes on."""
    step = max(float(np.diff(away[: len(away) // 2 + 2]).max(initial=0.0)), 1e-9)
    slow = np.flatnonzero(np.diff(away)[2:] < GROWING * step)
    return int(slow[0]) + 2 if len(slow) else len(away) - 1


def _across(line: Floats, corner: int, tip: int, closed: bool) -> int | None:
    """Return the place beyond the tip that is nearest to the corner: where the jaw ends."""
    step = 1 if tip > corner else -1
    length = abs(tip - corner)
    beyond = tip + step * np.arange(max(length // 2, 1), 2 * length + 1)
    if closed:
        beyond = beyond % len(line)
    beyond = beyond[(beyond >= 0) & (beyond < len(line))]
    if not len(beyond):
        return None
    away = np.linalg.norm(line[beyond] - line[corner], axis=1)
    return int(beyond[int(away.argmin())])


def _between(corner: int, root: int, tip: int, count: int) -> Ints:
    """Return the places on a line from a corner over the tip to the root."""
    step = 1 if tip > corner else -1
    length = (step * (root - corner)) % count
    return np.asarray((corner + step * np.arange(length + 1)) % count)


def _is_within(line: Floats, place: Floats) -> bool:
    """Tell whether a line, closed by its ends' distance, goes around a place."""
    x, y = (np.append(line, line[:1], axis=0) - place).T
    return bool(abs(np.diff(np.unwrap(np.arctan2(y, x))).sum()) > np.pi)


def _within(boxes: StrokeBoxes, outline: int, jaw: Floats) -> Ints:
    """Return the points [n] of other strokes that lie in the jaw: teeth, a beard."""
    inside = [
        row
        for row in range(len(boxes.names))
        if row != outline and _is_within(jaw, boxes.middles[row])
    ]
    return np.flatnonzero(np.isin(boxes.owner, inside))


JAWS: Finders = ((stems(" ".join(sorted(JAW_WORDS))), find_jaws),)
