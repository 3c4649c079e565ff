# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beats that were read in a sentence, as lines to show, and in another order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...contract.beats import SentenceBeat
from ...contract.messages import Message


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
