# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a picture is paint or line art, by a few of its rows: which way it should move, and why.

Line art is thin or flat: along a row its colour stays or jumps. Paint changes a little from pixel
to pixel over wide runs: soft brushes, shading, texture. So does the soft edge of a line that runs
along the row: each row comes with one farther down, where such a line isn't any more. Wide flat
areas that touch without a line between them were painted over each other, and are paint, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Look = Literal["empty", "paper", "lines", "paint"]
Way = Literal["auto", "warp", "trace"]
WAYS: tuple[Way, ...] = ("auto", "warp", "trace")
WHY: dict[Look, str] = {
    "empty": "There is nothing on this layer.",
    "paper": "There is only paper on this layer.",
    "lines": "Line art: its strokes are traced and move.",
    "paint": "Paint: its own pixels move, with shading and soft edges.",
}

ROWS = 40  # that are looked at
WIDE = 0.035  # of the picture's width: a run that is no line
DEEP = 0.5  # of such a run: how far down the other row is
COVERED = 0.7  # share of a run that is drawn in the other row, too, if it is no line
FLAT, JUMP = 1, 48  # steps of a channel between neighbours that are no shading
VARIED = 0.3  # share of a run's pixels by which it is shaded
SLOW = 0.12  # the same, of shading in single steps,
FAR = 12  # that goes as far as this
SOFT = 6  # pixels at most of the edge between two flat areas that touch
ALIKE = 12  # steps of a channel by which two areas differ at least
PAINTED = 0.25  # share of what is drawn that is shaded and wide


@dataclass(frozen=True)
class PaintLook:
    """What a picture looks like.

    Attributes:
        wide: share of what is drawn that lies in wide runs of paint, 0..1.
    """

    look: Look
    wide: float = 0.0


def rows_apart(width: int) -> int:
    """Return how many pixels the second row of a pair is below the first."""
    return max(2, round(DEEP * WIDE * width))


def look_at(pairs: Iterable[tuple[bytes, bytes]], width: int) -> PaintLook:
    """Look at rows, each with the one `rows_apart` below it.

    A row is `width` pixels of BGRA or RGBA, straight, alpha last.
    """
    drawn = shaded = 0
    inks: set[bytes] = set()
    opaque = True
    ground: bytes | None = None
    for row, below in pairs:
        alpha = row[3::4]
        if not any(alpha):
            opaque = False
            continue
        opaque = opaque and min(alpha) == 255
        ground = row[:4] if ground is None and opaque else ground
        inks.add(row if len(set(alpha)) > 1 else row[:4] * width)
        ground_here = ground if opaque else None
        drawn_below: Sequence[bool] = ()
        for start, stop in _runs(_is_drawn(row, ground_here)):
            drawn += stop - start
            if stop - start < WIDE * width:
                continue
            drawn_below = drawn_below or _is_drawn(below, ground_here)
            if sum(drawn_below[start:stop]) >= COVERED * (stop - start):
                count = _shaded(row, start, stop)
                if not count and _areas_touch(row, start, stop, WIDE * width):
                    count = stop - start
                shaded += count
    if not inks:
        return PaintLook("empty")
    if drawn == 0:
        return PaintLook("paper" if opaque else "empty")
    share = shaded / drawn
    return PaintLook("paint" if share >= PAINTED else "lines", share)


def path_of(way: Way, look: Look) -> Literal["warp", "vector"]:
    """Return the path that a picture goes when the artist wants a way."""
    if way == "auto":
        return "warp" if look == "paint" else "vector"
    return "warp" if way == "warp" else "vector"


def _is_drawn(row: bytes, ground: bytes | None) -> list[bool]:
    """Return for each pixel of a row whether it is drawn: not clear, or not the ground."""
    if ground is None:
        return [value > 8 for value in row[3::4]]
    b, g, r = ground[0], ground[1], ground[2]
    return [
        abs(row[k] - b) > 12 or abs(row[k + 1] - g) > 12 or abs(row[k + 2] - r) > 12
        for k in range(0, len(row) - 3, 4)
    ]


def _runs(is_drawn: Sequence[bool]) -> list[tuple[int, int]]:
    """Return first and last + 1 of the runs of pixels that are drawn."""
    runs, start = [], -1
    for place, own in enumerate(is_drawn):
        if own and start < 0:
            start = place
        elif not own and start >= 0:
            runs.append((start, place))
            start = -1
    return [*runs, (start, len(is_drawn))] if start >= 0 else runs


def _shaded(row: bytes, start: int, stop: int) -> int:
    """Return how many pixels of a run are shaded: all of it where enough of them are."""
    grainy = smooth = 0
    for place in range(4 * start + 4, 4 * stop, 4):
        step = max(abs(row[place + c] - row[place - 4 + c]) for c in range(4))
        smooth += 0 < step < JUMP
        grainy += FLAT < step < JUMP
    count = stop - start
    if grainy >= VARIED * count:
        return count
    # Slow shading goes in single steps, but far; flat colour with a little noise stays where it is.
    spread = max(_range(row[4 * start + c : 4 * stop : 4]) for c in range(4))
    return count if spread > FAR and smooth >= SLOW * count else 0


def _areas_touch(row: bytes, start: int, stop: int, wide: float) -> bool:
    """Return whether two flat areas of a run, each so wide, touch without a line between them."""
    pieces, first = [], start
    for place in range(start + 1, stop + 1):
        if place == stop or _apart(row, place - 1, place) > FLAT:
            if place - first >= wide:
                pieces.append((first, place))
            first = place
    for (_, end), (begin, _) in pairwise(pieces):
        is_edge = begin - end <= SOFT and _apart(row, end - 1, begin) > ALIKE
        if is_edge and all(_is_between(row, place, end - 1, begin) for place in range(end, begin)):
            return True
    return False


def _apart(row: bytes, one: int, other: int) -> int:
    """Return the largest difference of a channel between two pixels of a row."""
    if row[4 * one : 4 * one + 4] == row[4 * other : 4 * other + 4]:
        return 0
    return max(abs(row[4 * one + c] - row[4 * other + c]) for c in range(4))


def _is_between(row: bytes, place: int, one: int, other: int) -> bool:
    """Return whether a pixel may be a blend of two others."""
    for c in range(4):
        low, high = sorted((row[4 * one + c], row[4 * other + c]))
        if not low - ALIKE <= row[4 * place + c] <= high + ALIKE:
            return False
    return True


def _range(values: bytes) -> int:
    inner = values[len(values) // 8 : len(values) - len(values) // 8] or values
    return max(inner) - min(inner)
