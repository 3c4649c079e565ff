# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tracks that strokes may take through a clip, and the likeliest course over them.

Strokes that keep the shape in which they are drawn, or in which bones carry them, are held where a
wing folds away or a rig bends elsewhere; strokes that may also keep the shape of the frame before
follow such things, but slide along themselves. And what is lost on the way there is found on the
way back. So the clip is gone through three times: forwards both ways, and backwards with memory.
Of each frame that track is taken which misses the lines least, without jumps from one to another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.video_fit.jumps import LARGEST_JUMP, going_on
from engine.video_fit.matching import SeenTarget
from engine.video_fit.tracking import Tracker

Floats = NDArray[np.float64]
CHANGE = 0.3  # what points move on by from frame to frame costs, against lines missed as far
TRACKS = 3


def tracked(
    tracker: Tracker,
    carried: Floats,
    targets: Sequence[SeenTarget],
    on_frame: Callable[[int, int], None],
) -> Floats:
    """Return where control points go [F, H, 2]; carried [F, H, 2]: where bones carry them.

    on_frame: gets the number of the step and how many there are; it may raise to stop.
    """
    if not tracker.any_movable:
        return carried
    frames = len(targets)

    def on_track(track: int) -> Callable[[int], None]:
        return lambda number: on_frame(track * frames + number, TRACKS * frames)

    plain = _track(tracker, carried, targets, on_track(0), remembers=False)
    there = _track(tracker, carried, targets, on_track(1), remembers=True)
    back = _track(
        tracker, carried[::-1], targets[::-1], on_track(2), remembers=True, begin=there[-1]
    )[::-1]
    tracks = np.stack([plain, there, back])
    costs = [
        [tracker.cost(track[number], (carried[number],), target) for track in tracks]
        for number, target in enumerate(targets)
    ]
    chosen = likeliest(np.array(costs), tracks)
    return np.asarray(tracks[chosen, np.arange(frames)])


def _track(
    tracker: Tracker,
    carried: Floats,
    targets: Sequence[SeenTarget],
    on_frame: Callable[[int], None],
    *,
    remembers: bool,
    begin: Floats | None = None,
) -> Floats:
    """Return one track [F, H, 2].

    remembers: whether links may keep what they were in the frame before; begin: [H, 2], where the
    control points come from.
    """
    found: list[Floats] = []
    last = begin
    for number, target in enumerate(targets):
        on_frame(number)
        starts = [] if last is None else [last]
        if len(found) > 1:
            starts.append(going_on(found[-2], found[-1]))
        memory = (last,) if remembers and last is not None else ()
        last = tracker.best(starts, carried[number], target, memory)
        found.append(last)
    return np.stack(found)


def likeliest(costs: Floats, tracks: Floats) -> NDArray[np.int64]:
    """Return which of K tracks is taken in each of F frames: the cheapest course (Viterbi 1967).

    costs: [F, K], of being on a track; tracks: [K, F, H, 2], long sides. Moving on costs by how far
    points move.
    """
    total, before = costs[0], []
    for number in range(1, len(costs)):
        way = tracks[None, :, number] - tracks[:, None, number - 1]  # from, to
        far = np.minimum(np.linalg.norm(way, axis=3), LARGEST_JUMP).mean(axis=2)
        sums = total[:, None] + CHANGE * far
        before.append(sums.argmin(axis=0))
        total = sums.min(axis=0) + costs[number]
    chosen = [int(total.argmin())]
    for back in reversed(before):
        chosen.append(int(back[chosen[-1]]))
    return np.array(chosen[::-1], np.int64)
