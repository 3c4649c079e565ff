# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the drawing lies in a clip: a similarity from pixels of frames to the drawing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.video_fit.matching import SeenTarget
from engine.video_fit.seen_lines import SeenLines

Floats = NDArray[np.float64]
REACHES = (0.15, 0.08, 0.04, 0.02)  # long sides, from wide to narrow
ROUNDS = 6  # of each
LIMIT = 0.1  # long sides: farther apart is all the same


@dataclass(frozen=True)
class ClipPlacing:
    """Maps pixels of a clip (x, y) to the drawing: scale, then shift.

    Attributes:
        scale: drawing units for one pixel.
        shift: [2].
        frame: [2], width and height of the frames, pixels.
        cost: mean distance of drawn and seen points in the first frame, long sides.
    """

    scale: float
    shift: Floats
    frame: Floats
    cost: float

    def target(self, seen: SeenLines) -> SeenTarget:
        """Return the lines of a frame as they lie on the drawing, which may leave the picture."""
        view = np.stack([self.shift, self.shift + self.scale * self.frame])
        points = seen.points * self.scale + self.shift
        return SeenTarget(points, seen.tangents, seen.ends, view)

    def found(self, drawn: Floats, tangents: Floats, seen: SeenLines, near: float) -> float:
        """Return which share of drawn points [N, 2] and of seen ones have another as near.

        The smaller one of both; what is drawn beyond the edges of the picture isn't found.
        """
        points = seen.points * self.scale + self.shift
        there, back = SeenTarget(points, seen.tangents, seen.ends).misses(drawn, tangents, np.inf)
        return min(float((there < near).mean()), float((back < near).mean()))


def place(
    drawn: Floats, tangents: Floats, seen: SeenLines, canvas: Floats, frame: Floats
) -> ClipPlacing:
    """Lay the first frame on the drawing.

    drawn [N, 2], tangents [N, 2]: points of the drawing, long side 1; seen: lines of the first
    frame; canvas [2, 2]: the corners of the drawing's canvas in the same units; frame [2]: width
    and height of frames in pixels. Of several beginnings the one that ends nearest wins: the whole
    canvas in the whole frame, and box on box by width, by height and by both.
    """
    found = [
        _closer(drawn, tangents, seen, scale, shift, frame)
        for scale, shift in _beginnings(drawn, seen, canvas, frame)
    ]
    return min(found, key=lambda placing: placing.cost)


def _beginnings(
    drawn: Floats, seen: SeenLines, canvas: Floats, frame: Floats
) -> list[tuple[float, Floats]]:
    spans = np.ptp(canvas, axis=0)
    whole = [float(s) for s in (spans / frame)]
    middle = canvas.mean(axis=0)
    begun = [(scale, middle - scale * frame / 2) for scale in sorted({*whole, max(whole)})]
    low, high = np.percentile(seen.points, [1, 99], axis=0)
    own_low, own_high = np.percentile(drawn, [1, 99], axis=0)
    ratios = (own_high - own_low) / np.maximum(high - low, 1e-9)
    for scale in (float(ratios[0]), float(ratios[1]), float(np.sqrt(ratios.prod()))):
        if 0.0 < scale < np.inf:
            begun.append((scale, (own_low + own_high) / 2 - scale * (low + high) / 2))
    return begun


def _closer(
    drawn: Floats, tangents: Floats, seen: SeenLines, scale: float, shift: Floats, frame: Floats
) -> ClipPlacing:
    """Return the similarity after rounds of closest points (Besl and McKay 1992)."""
    target = SeenTarget(seen.points * scale + shift, seen.tangents, seen.ends)
    first = seen.points
    no_tails = np.zeros(len(drawn), bool)
    for reach in REACHES:
        for _ in range(ROUNDS):
            pairs = target.pairs(drawn, tangents, no_tails)
            weight = pairs.weights(reach)
            if weight.sum() < 1e-9:
                break
            source = (pairs.wanted - shift) / scale
            wanted = drawn[pairs.drawn]
            share = weight / weight.sum()
            middle, aim = share @ source, share @ wanted
            spread = (share * ((source - middle) ** 2).sum(axis=1)).sum()
            both = (share * ((source - middle) * (wanted - aim)).sum(axis=1)).sum()
            if spread > 1e-12 and both > 0:
                scale = float(both / spread)
            shift = aim - scale * middle
            target = SeenTarget(first * scale + shift, seen.tangents, seen.ends)
    return ClipPlacing(scale, shift, frame, target.cost(drawn, tangents, LIMIT))
