# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beats that were read in a sentence, as lines to show, in another order, at other times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ...contract.beats import SentenceBeat
from ...contract.messages import Message

#: What of a beat is dragged: all of it, or one of its ends.
Grip = Literal["body", "begin", "end"]


def title(beat: SentenceBeat, *, is_alone: bool) -> Message:
    """Return who does what; is_alone: there is only one who does anything."""
    action = beat.action.replace("_", " ")
    if is_alone or not beat.who:
        return Message("{action}", action=action)
    return Message("{object}: {action}", object=beat.who, action=action)


def span(beat: SentenceBeat, start: int, frames: int) -> tuple[int, int]:
    """Return the first and the last frame of a beat in a clip that begins at frame `start`."""
    first = min(beat.start, frames - 1)
    return start + first, start + min(beat.start + beat.frames, frames) - 1


def swapped(beats: Sequence[SentenceBeat], index: int) -> tuple[SentenceBeat, ...]:
    """Return beats in which the one at `index` and the next have changed their places in time.

    The later one begins where the earlier one began, and the other right after it. Beats at the
    same time only change their places in the list.
    """
    found = list(beats)
    if not 0 <= index < len(found) - 1:
        return tuple(found)
    one, other = found[index], found[index + 1]
    if one.start != other.start:
        one, other = (
            replace(one, start=one.start + other.frames, order=other.order),
            replace(other, start=one.start, order=one.order),
        )
    found[index], found[index + 1] = other, one
    return tuple(found)


def replaced(beat: SentenceBeat, action: str) -> SentenceBeat:
    """Return a beat with another action; it is no stand-in for anything then."""
    action = action.strip().lower().replace(" ", "_")
    if not action or action == beat.action:
        return beat
    return replace(beat, action=action, read_for="", words="")


def dragged(
    beats: Sequence[SentenceBeat], locked: Sequence[bool], index: int, grip: Grip, frame: int
) -> tuple[SentenceBeat, ...]:
    """Return beats in which one is dragged to a frame.

    frame: where it begins, or after which frame it ends. Its later ends carry along what comes
    after it, up to the next locked beat, which nothing is pushed into. Locked ones stay.
    """
    found, beat = list(beats), beats[index]
    if locked[index]:
        return tuple(found)
    end = beat.start + beat.frames
    if grip == "body":
        found[index] = replace(beat, start=max(0, frame))
    elif grip == "begin":
        start = min(max(0, frame), end - 1)
        found[index] = replace(beat, start=start, frames=end - start)
    else:
        after = [n for n, other in enumerate(beats) if n != index and other.start >= end]
        walls = [beats[n].start for n in after if locked[n]]
        wall = min(walls, default=None)
        moving = [n for n in after if wall is None or beats[n].start < wall]
        shift = max(frame, beat.start + 1) - end
        if wall is not None:
            last = max((beats[n].start + beats[n].frames for n in moving), default=end)
            shift = min(shift, max(0, wall - last))
        found[index] = replace(beat, frames=beat.frames + shift)
        for number in moving:
            found[number] = replace(beats[number], start=beats[number].start + shift)
    return tuple(found)


def snapped(frame: int, targets: Sequence[float], within: float) -> int:
    """Return the nearest target, to the frame, where it is not farther than `within` frames."""
    nearest = min(targets, key=lambda target: abs(target - frame), default=None)
    if nearest is None or abs(nearest - frame) > within:
        return frame
    return round(nearest)


def lanes(beats: Sequence[SentenceBeat]) -> tuple[int, ...]:
    """Return the lane of each beat, so that those in one lane are of one object and apart."""
    ends: list[tuple[str, int]] = []  # of each lane: whose it is, and the end of its last beat
    found = [0] * len(beats)
    for number in sorted(range(len(beats)), key=lambda n: (beats[n].who, beats[n].start)):
        beat = beats[number]
        free = (n for n, (who, end) in enumerate(ends) if who == beat.who and end <= beat.start)
        lane = next(free, len(ends))
        ends[lane : lane + 1] = [(beat.who, beat.start + beat.frames)]
        found[number] = lane
    return tuple(found)
