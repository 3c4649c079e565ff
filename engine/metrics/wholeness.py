# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures of how whole a drawing stays: lengths of pieces of line, and strokes that touch.

What an action stretches on purpose, like a wing that turns away, is left out of both.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from engine.metrics.places import LONG_SIDE, Floats, Places

PIECE = 0.04 * LONG_SIDE  # working units; length of a piece of line
KEPT = (0.8, 1.25)  # of its length, in which a piece may change
TOUCHING = 0.006 * LONG_SIDE  # working units; strokes as near as this touch
PARTED = 0.005 * LONG_SIDE  # working units; growth of a gap from which it is seen


def off_length(places: Places) -> float:
    """Return which share of the pieces of line changes its length too much in any frame, 0..1."""
    ratios = []
    for stroke in np.unique(places.strokes[places.unasked]):
        own = _line(places, stroke)
        ratios.append(_ratios(places.rest[own], places.moved[:, own], places.unasked[own]))
    ratio = np.concatenate(ratios, axis=1) if ratios else np.ones((1, 0))
    off = np.asarray(((ratio < KEPT[0]) | (ratio > KEPT[1])).any(axis=0))
    return float(off.mean()) if len(off) else 0.0


def _line(places: Places, stroke: int) -> NDArray[np.int64]:
    """Return the numbers of a stroke's places; the first again at the end where it is closed."""
    own = np.flatnonzero(places.strokes == stroke)
    return np.append(own, own[0]) if places.closed[stroke] else own


def _ratios(rest: Floats, moved: Floats, unasked: NDArray[np.bool_]) -> Floats:
    """Return lengths [F,n] of the pieces of a line, over those at rest; [N,2], [F,N,2], [N]."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(rest, axis=0).T))])
    count = int(along[-1] / PIECE)
    if count < 1:
        return np.ones((len(moved), 0))
    at = np.linspace(0.0, along[-1], count + 1)
    cut = np.unique(np.searchsorted(along, at).clip(0, len(rest) - 1))
    step = np.linalg.norm(np.diff(moved, axis=1), axis=2)
    way = np.concatenate([np.zeros((len(moved), 1)), np.cumsum(step, axis=1)], axis=1)
    before, length = np.diff(along[cut]), np.diff(way[:, cut], axis=1)
    kept = np.array([unasked[a : b + 1].all() for a, b in itertools.pairwise(cut)])
    sound = (before > 0.1 * PIECE) & kept
    return np.asarray(length[:, sound] / before[sound])


def parted(places: Places) -> float:
    """Return which share of the strokes that touch another of their object parts from it, 0..1.

    An end of a stroke that lies on another stroke may slide along it, but not leave it. A closed
    stroke may move over another, but not leave it wholly. Open strokes that cross are left out:
    limbs that cross don't hold together.
    """
    gaps = [gap for stroke in np.unique(places.strokes) for gap in _gaps(places, int(stroke))]
    return float((np.array(gaps) > PARTED).mean()) if gaps else 0.0


def _gaps(places: Places, stroke: int) -> list[float]:
    """Return how much farther each contact of a stroke with another gets than at rest, at most."""
    own = np.flatnonzero(places.strokes == stroke)
    ends = own if places.closed[stroke] else own[[0, -1]]
    number = places.objects[own[0]]
    if number < 0 or not places.unasked[ends].all():
        return []
    low, high = places.rest[ends].min(axis=0) - TOUCHING, places.rest[ends].max(axis=0) + TOUCHING
    found = []
    for other in np.unique(places.strokes[places.objects == number]):
        line = _line(places, int(other))
        if other == stroke or len(line) < 2 or not places.unasked[line].all():
            continue
        box = places.rest[line]
        if (box.min(axis=0) > high).any() or (box.max(axis=0) < low).any():
            continue
        rest = _distances(places.rest[ends], places.rest[line])
        if rest.min() > TOUCHING:
            continue
        moved = np.stack([_distances(frame[ends], frame[line]) for frame in places.moved])
        if places.closed[stroke]:
            found.append(float((moved.min(axis=1) - rest.min()).max()))
            continue
        touches = rest <= TOUCHING
        found += (moved - rest).max(axis=0)[touches].tolist()
    return found


def _distances(points: Floats, line: Floats) -> Floats:
    """Return how far points [n, 2] are from a line [m, 2]."""
    arm = np.diff(line, axis=0)
    away = points[:, None] - line[None, :-1]
    share = (away * arm).sum(axis=2) / np.maximum((arm**2).sum(axis=1), 1e-12)
    away = away - np.clip(share, 0.0, 1.0)[..., None] * arm
    return np.asarray(np.sqrt((away**2).sum(axis=2)).min(axis=1))
