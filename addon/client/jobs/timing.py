# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new timing for a finished motion: on ones, twos or threes, with slow out and slow in.

No motion is computed anew: every drawing of the new timing lies between two of the old one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ...contract.errors import BadInput

_STEPS = 60  # of the bisection: beyond the precision of a float


@dataclass(frozen=True)
class Easing:
    """How slowly the motion begins and ends.

    Attributes:
        out: Of its first pose, 0 (even) to 1.
        into: Into its last pose, 0 (even) to 1.
    """

    out: float = 0.0
    into: float = 0.0

    def __post_init__(self) -> None:
        if not (0.0 <= self.out <= 1.0 and 0.0 <= self.into <= 1.0):
            raise BadInput("Slow in and slow out are between 0 and 1.")

    @property
    def is_even(self) -> bool:
        """Whether it changes nothing."""
        return self.out == 0.0 and self.into == 0.0

    def source(self, time: float) -> float:
        """Return the part 0..1 of the old motion that is shown at the part `time` 0..1.

        It is the cubic from 0 to 1 whose slopes at its ends are 1 - out and 1 - into; it never
        goes back.
        """
        t = min(1.0, max(0.0, time))
        begin, end = 1.0 - self.out, 1.0 - self.into
        u = 1.0 - t
        return 3.0 * u * u * t * (begin / 3.0) + 3.0 * u * t * t * (1.0 - end / 3.0) + t * t * t

    def time(self, source: float) -> float:
        """Return the part of the time at which a part of the old motion is shown: the inverse."""
        low, high = 0.0, 1.0
        for _ in range(_STEPS):
            middle = 0.5 * (low + high)
            if self.source(middle) < source:
                low = middle
            else:
                high = middle
        return 0.5 * (low + high)


@dataclass(frozen=True)
class Sample:
    """A drawing of the new timing.

    Attributes:
        frame: The first frame that shows it.
        source: The old frame that it shows, which may lie between two.
    """

    frame: int
    source: float


@dataclass(frozen=True)
class MotionSpan:
    """The frames that a motion takes. In a loop, frame `frames` is frame 0 again."""

    frames: int
    loop: bool

    @property
    def length(self) -> int:
        """The frames from the first pose to the last."""
        return self.frames if self.loop else max(1, self.frames - 1)

    def samples(self, hold: int, easing: Easing) -> tuple[Sample, ...]:
        """Return the drawings of a new timing. Raises BadInput for a hold other than 1, 2 or 3."""
        if hold not in (1, 2, 3):
            raise BadInput("Drawings are held for one, two or three frames.")
        return tuple(
            Sample(frame, self.length * easing.source(frame / self.length))
            for frame in range(0, self.frames, hold)
        )

    def moved(self, frame: float, easing: Easing) -> float:
        """Return the new frame of a key. Keys outside of the motion stay where they are."""
        if not 0.0 < frame < self.length:
            return frame
        return self.length * easing.time(frame / self.length)


def between(
    source: float, keys: Sequence[int], hold: int, span: MotionSpan
) -> tuple[int, int, float]:
    """Return the two old drawings around the old frame `source`, and its share 0..1 of the second.

    keys: the old frames at which a drawing begins, ascending, from 0 on. hold: the frames
    for which a drawing of a motion stays. One that stays longer is a rest: only its last `hold`
    frames lead to the next drawing. The last drawing of a loop is followed by the first.
    """
    index = max(0, bisect_right(keys, source + 1e-9) - 1)
    first = keys[index] if keys else 0
    if index + 1 < len(keys):
        follower = end = keys[index + 1]
    elif span.loop:
        follower, end = keys[0], span.frames
    else:
        return first, first, 0.0
    begin = max(first, end - hold)
    share = min(1.0, max(0.0, (source - begin) / (end - begin))) if end > begin else 0.0
    return first, follower, 0.0 if share < 1e-6 else share


@dataclass(frozen=True)
class ScenePlace:
    """Where a motion is on the timeline: the frame of its first drawing, and its length."""

    start: int
    frames: int

    @property
    def last(self) -> int:
        """The last frame."""
        return self.start + self.frames - 1

    def clip(self, *, loop: bool) -> MotionSpan:
        """Return the frames that the motion takes, counted from 0."""
        return MotionSpan(self.frames, loop)


@dataclass(frozen=True)
class KeyMove:
    """How keys were moved as a whole: a key at `frame` went to `scale * frame + shift`."""

    shift: float = 0.0
    scale: float = 1.0

    @classmethod
    def of(cls, before: Sequence[float], now: Sequence[float]) -> KeyMove:
        """Return the move that took keys from the frames `before` to `now`, both ascending.

        Keys that were only added or removed count as not moved.
        """
        if not before or not now:
            return cls()
        stayed = len(set(before) & set(now))
        if len(before) != len(now) and 2 * stayed >= min(len(before), len(now)):
            return cls()
        old, new = before[-1] - before[0], now[-1] - now[0]
        scale = new / old if old > 0 and new > 0 else 1.0
        return cls(now[0] - scale * before[0], scale)

    def moved(self, span: ScenePlace, *, loop: bool) -> ScenePlace:
        """Return where a motion is after its keys were moved."""
        steps = span.frames if loop else span.frames - 1
        frames = max(1, round(self.scale * steps) + (0 if loop else 1))
        return ScenePlace(round(self.scale * span.start + self.shift), frames)
