# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strings: curved single lines that hang on something bend in a few soft joints."""

from __future__ import annotations

import numpy as np

from engine.rig.pieces.cuts import Cut
from engine.rig.pieces.ink import Bools, SampledInk

STRING = 0.25  # length of the shortest string, in long sides
BOW = 0.06  # how far a string leaves its chord, of its length
BEND = 0.1  # length between soft joints, at least, in long sides
BENDS = 3  # soft joints, at most, below the one that the string hangs on
PURE = 0.85  # of a piece's ink that is one stroke
SOFTNESS = 0.5  # of the length between two joints that is blended on either side


def with_bends(ink: SampledInk, cuts: list[Cut]) -> list[Cut]:
    """Add soft bends to the cuts [n] of a drawing whose far sides don't hold its root."""
    bends: list[Cut] = []
    for cut in cuts:
        piece = cut.far.copy()
        below = [c for c in cuts if c is not cut and c.far.sum() < cut.far.sum()]
        below = [c for c in below if (c.far & cut.far).sum() > 0.5 * c.far.sum()]
        for other in below:
            piece &= ~other.far
        bends += _bends(ink, cut, piece, below)
    return cuts + bends


def _bends(ink: SampledInk, cut: Cut, piece: Bools, below: list[Cut]) -> list[Cut]:
    """Return the soft bends of one piece, none if it is no string."""
    samples = np.flatnonzero(piece)
    if len(samples) * ink.step < STRING:
        return []
    stroke = int(np.bincount(ink.strokes[samples]).argmax())
    own = samples[ink.strokes[samples] == stroke]
    if len(own) < PURE * len(samples) or ink.closed[stroke]:
        return []
    places = ink.places[own]
    if np.linalg.norm(places[0] - cut.centre) > np.linalg.norm(places[-1] - cut.centre):
        own, places = own[::-1], places[::-1]
    if np.linalg.norm(places[0] - cut.centre) > cut.radius + 3 * ink.step:
        return []
    length = len(own) * ink.step
    chord = places[-1] - places[0]
    across = np.array([-chord[1], chord[0]]) / max(float(np.linalg.norm(chord)), 1e-9)
    if np.abs((places - places[0]) @ across).max() < BOW * length:
        return []
    count = min(BENDS, int(length / BEND) - 1)
    found = []
    for k in range(1, count + 1):
        at = k * len(own) // (count + 1)
        far = np.zeros_like(piece)
        far[own[at:]] = True
        for other in below:
            nearest = int(np.linalg.norm(places - other.centre, axis=1).argmin())
            if nearest >= at:
                far |= other.far
        blend = SOFTNESS * length / (count + 1)
        found.append(Cut(places[at], 0.5 * ink.step, far, blend, cut.quality, soft=True))
    return found
