# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures of how whole a drawing stays: lengths of pieces of line, and strokes that touch."""

from __future__ import annotations

import numpy as np

from engine.metrics.places import LONG_SIDE, Floats, Places
from engine.rig.touching import touching_pairs

PIECE = 0.04 * LONG_SIDE  # working units; length of a piece of line
KEPT = (0.8, 1.25)  # of its length, in which a piece may change
TOUCHING = 0.006 * LONG_SIDE  # working units; places of two strokes as near as this touch
PARTED = 0.005 * LONG_SIDE  # working units; growth of a gap from which it is seen


def off_length(places: Places) -> float:
    """Return which share of the pieces of line changes its length too much in any frame, 0..1."""
    ratios = []
    for stroke in np.unique(places.strokes[places.movable]):
        own = np.flatnonzero(places.strokes == stroke)
        if places.closed[stroke]:
            own = np.append(own, own[0])
        ratios.append(_ratios(places.rest[own], places.moved[:, own]))
    ratio = np.concatenate(ratios, axis=1) if ratios else np.ones((1, 0))
    off = np.asarray(((ratio < KEPT[0]) | (ratio > KEPT[1])).any(axis=0))
    return float(off.mean()) if len(off) else 0.0


def _ratios(rest: Floats, moved: Floats) -> Floats:
    """Return lengths [F,n] of the pieces of a line, over those at rest; [N,2] and [F,N,2]."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(rest, axis=0).T))])
    count = int(along[-1] / PIECE)
    if count < 1:
        return np.ones((len(moved), 0))
    at = np.linspace(0.0, along[-1], count + 1)
    cut = np.unique(np.searchsorted(along, at).clip(0, len(rest) - 1))
    step = np.linalg.norm(np.diff(moved, axis=1), axis=2)
    way = np.concatenate([np.zeros((len(moved), 1)), np.cumsum(step, axis=1)], axis=1)
    before, length = np.diff(along[cut]), np.diff(way[:, cut], axis=1)
    sound = before > 0.1 * PIECE
    return np.asarray(length[:, sound] / before[sound])


def parted(places: Places) -> float:
    """Return which share of the touching places of an object's strokes part in any frame, 0..1."""
    pairs = touching_pairs(places.rest, places.strokes, TOUCHING)
    first, second = pairs.T
    same = (places.objects[first] == places.objects[second]) & places.movable[first]
    first, second = first[same], second[same]
    if not len(first):
        return 0.0
    rest = np.linalg.norm(places.rest[first] - places.rest[second], axis=1)
    apart = np.linalg.norm(places.moved[:, first] - places.moved[:, second], axis=2)
    return float(((apart - rest).max(axis=0) > PARTED).mean())
