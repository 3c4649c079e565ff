# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes that stand around one place and point at it: rays, spokes, petals, bristles."""

from __future__ import annotations

import numpy as np

from engine.rig.part_strokes import Bools, Floats, PartStrokes

FEWEST = 3  # strokes that radiate
SHORT = 0.4  # of the drawing's long side: each is no longer
LENGTHS = 2.6  # times as long as the shortest is the longest
MISSED = 0.035  # of the drawing's long side, by which a ray's line misses the place
EVEN = 0.3  # of the mean distance from there, by which distances differ
STRAIGHT = 0.97  # distance of a ray's ends by its length


def radiating(drawing: PartStrokes, mine: Bools | None = None) -> tuple[Bools, Floats] | None:
    """Return the strokes [S] that radiate, the most there are, and the place [2] they point at.

    mine: of these strokes only. None where fewer than three do.
    """
    rays = [s for s in range(drawing.count) if (mine is None or mine[s]) and _is_ray(drawing, s)]
    if len(rays) < FEWEST:
        return None
    ends = np.stack([drawing.line(s)[[0, -1]] for s in rays])
    middles, ways = ends.mean(axis=1), ends[:, 1] - ends[:, 0]
    lengths = np.linalg.norm(ways, axis=1)
    ways /= lengths[:, None]
    best: tuple[tuple[int, float], Bools, Floats] | None = None
    for one in range(len(rays)):
        for other in range(one):
            place = _crossing(middles[[one, other]], ways[[one, other]])
            if place is None:
                continue
            hit, spread = _pointing(drawing.size, place, middles, ways, lengths)
            if hit.sum() >= FEWEST and (best is None or (int(hit.sum()), -spread) > best[0]):
                best = (int(hit.sum()), -spread), hit, place
    if best is None:
        return None
    hit = best[1]
    found = drawing.only([rays[n] for n in np.flatnonzero(hit)])
    if (drawing.touched(found) & found).any():
        return None  # the arms of a snowflake
    return found, nearest_to(middles[hit], ways[hit])


def _is_ray(drawing: PartStrokes, stroke: int) -> bool:
    """Tell whether a stroke is short and straight, no dot."""
    line, length = drawing.line(stroke), float(drawing.length[stroke])
    apart = float(np.linalg.norm(line[0] - line[-1]))
    return 0.01 * drawing.size < length < SHORT * drawing.size and apart > STRAIGHT * length


def _crossing(places: Floats, ways: Floats) -> Floats | None:
    """Return where two lines cross; None for such as are nearly parallel."""
    cross = float(ways[0, 0] * ways[1, 1] - ways[0, 1] * ways[1, 0])
    if abs(cross) < 0.3:
        return None
    gap = places[1] - places[0]
    return np.asarray(places[0] + ways[0] * (gap[0] * ways[1, 1] - gap[1] * ways[1, 0]) / cross)


def _pointing(
    size: float, place: Floats, middles: Floats, ways: Floats, lengths: Floats
) -> tuple[Bools, float]:
    """Tell which rays point at a place from one distance, and how the distances differ."""
    gap = middles - place
    far = np.linalg.norm(gap, axis=1)
    missed = np.abs(gap[:, 0] * ways[:, 1] - gap[:, 1] * ways[:, 0])
    hit = (missed < MISSED * size) & (far > 0.75 * lengths)
    if not hit.any():
        return hit, 0.0
    usual = float(np.median(far[hit]))
    hit &= np.abs(far - usual) < EVEN * usual
    if hit.any():
        hit &= lengths < LENGTHS * float(lengths[hit].min())
    return hit, float(np.ptp(far[hit])) if hit.any() else 0.0


def nearest_to(places: Floats, ways: Floats) -> Floats:
    """Return the place [2] nearest to all lines through places [N, 2] along unit ways [N, 2]."""
    across = np.eye(2) - ways[:, :, None] * ways[:, None, :]
    total = across.sum(axis=0)
    return np.asarray(np.linalg.lstsq(total, (across @ places[:, :, None]).sum(axis=0), rcond=None)
                      [0][:, 0])  # fmt: skip
