# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of a Lottie property: as few as show the same motion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_EVEN = {"o": {"x": [0.167], "y": [0.167]}, "i": {"x": [0.833], "y": [0.833]}}


@dataclass(frozen=True)
class Timing:
    """Where a run is in its clip.

    Attributes:
        start, stop: its frames.
        end: of the clip.
        closes: the last frame glides to the first.
        holds: show frames one after the other, without gliding.
    """

    start: int
    stop: int
    end: int
    closes: bool = False
    holds: bool = False


def keyed(
    track: Floats,
    timing: Timing,
    tolerance: float,
    written: Callable[[Floats], object],
) -> dict[str, object]:
    """Return a property of a track [F, D], or [1, D] for one that rests.

    tolerance: by which each number may be wrong between keys. written: makes a value of the file of
    a row.
    """
    moves = len(track) > 1 and np.ptp(track, axis=0).max() > tolerance / 4
    if not moves:
        return {"a": 0, "k": written(track[0])}
    if timing.closes and not timing.holds:
        track = np.concatenate([track, track[:1]])
    frames = _changes(track) if timing.holds else kept_frames(track, tolerance)
    keys = []
    for number, frame in enumerate(frames):
        value = written(track[frame])
        key: dict[str, object] = {
            "t": timing.start + frame,
            "s": value if isinstance(value, list) else [value],
        }
        if timing.holds:
            key["h"] = 1
        elif number + 1 < len(frames):
            key |= _EVEN
        keys.append(key)
    return {"a": 1, "k": keys}


def kept_frames(track: Floats, tolerance: float) -> list[int]:
    """Return the frames of a track [F, D] between which all others lie on straight lines.

    The method is Douglas and Peucker's (1973), over time.
    """
    count = len(track)
    kept = {0, count - 1}
    spans = [(0, count - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        share = (np.arange(first + 1, last) - first)[:, None] / (last - first)
        line = track[first] + share * (track[last] - track[first])
        wrong = np.abs(track[first + 1 : last] - line).max(1)
        worst = int(wrong.argmax())
        if wrong[worst] > tolerance:
            middle = first + 1 + worst
            kept.add(middle)
            spans += [(first, middle), (middle, last)]
    return sorted(kept)


def _changes(track: Floats) -> list[int]:
    """Return the frames that differ from the one before."""
    fresh = (track[1:] != track[:-1]).any(1)
    return [0, *(np.flatnonzero(fresh) + 1).tolist()]
