# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One motion of a thing that a sentence tells in two verbs: it falls and lands, tips and falls.

Each verb alone would take half of the time, and begin anew where the other has ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from addon.contract.beats import SentenceBeat
from engine.language.word_lists import word_set

FALLS = word_set("fall drop plunge crash")
LANDS = word_set("land settle")
_LEAPS = word_set("jump hop leap bounce")
TOPPLES = word_set("topple tip_over")
#: What these do and then fall tips over where it stands.
UNSTEADY = word_set("wobble rock teeter sway lean tilt tip slide slip")
SETS_OFF = word_set("take_off lift_off launch blast_off off")
FLIES = word_set("fly fly_away fly_off soar zoom go float_away")
_LEAVES = ("away", "out", "up", "forward")


def as_one(beats: Sequence[SentenceBeat]) -> tuple[SentenceBeat, ...]:
    """Return the beats of a thing, in which what is one motion is one beat of all their time."""
    out: list[SentenceBeat] = []
    for beat in map(_falls_over, beats):
        before = out[-1] if out else None
        if before is None or before.order >= beat.order or beat.target or before.target:
            out.append(beat)
        elif _goes_on(before, beat):
            out[-1] = _longer(before, beat)
            if before.action in _LEAPS:
                out[-1] = replace(out[-1], count=before.count or 1)
        elif before.action in UNSTEADY and beat.action in FALLS and _plain(beat):
            out.append(replace(beat, action="topple", direction=""))
        elif before.action in SETS_OFF and beat.action in FLIES and beat.direction in _LEAVES:
            out[-1] = replace(_longer(before, beat), direction="out", unit="", edge=beat.edge)
        else:
            out.append(beat)
    return tuple(out)


def _falls_over(beat: SentenceBeat) -> SentenceBeat:
    """Return a beat that topples where it says that something falls over, and not onto what."""
    over = "over" in beat.words.lower().split() and not beat.target
    if over and beat.action in FALLS and beat.direction in ("", "over"):
        return replace(beat, action="topple", direction="")
    return beat


def _goes_on(before: SentenceBeat, beat: SentenceBeat) -> bool:
    """Tell whether a beat only tells the end of the one before."""
    if before.action in FALLS | _LEAPS:
        return beat.action in LANDS
    return before.action in TOPPLES and beat.action in FALLS and _plain(beat)


def _plain(beat: SentenceBeat) -> bool:
    """Tell whether a beat that falls leads nowhere else."""
    return beat.direction in ("", "down") and not beat.distance


def _longer(beat: SentenceBeat, after: SentenceBeat) -> SentenceBeat:
    """Return a beat that lasts until the end of a later one."""
    return replace(beat, frames=after.start + after.frames - beat.start)
