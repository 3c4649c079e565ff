# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The path of a thing that passes through hands: held, thrown, in the air, caught."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.beats import SentenceBeat
from engine.language.verb_words import RECEIVING, SENDING
from engine.motion.curves import smooth

Floats = NDArray[np.float64]

TAKING = ("pick_up", "lift", "catch", "grab", "take", "hold", "carry", "bite", "raise")
THROWING = ("throw", "toss", "hurl", "fling", "pitch", "lob", "cast")
KICKING = ("kick", "hit", "punch", "boot", "punt")
AHEAD = 0.9  # canvas sides: as far a throw goes, past the one who throws
TAKEN = 0.5  # of a beat: then a hand has what it takes
ARC = 0.3  # of a flight's length: how high it rises
SNAP = 6  # frames in which what is taken comes to the hand


@dataclass(frozen=True)
class Stretch:
    """Frames in which somebody carries a thing, or in which it flies to somebody.

    Attributes:
        first: frame at which it begins.
        last: the frame after it.
        who: name of whom carries it, or whom it flies to; "" for nobody.
        flies: whether it is in the air.
        taken: whether it was taken and comes to the hand; else it is there from the start.
    """

    first: int
    last: int
    who: str
    flies: bool = False
    taken: bool = False


def stretches(
    thing: str, holder: str, beats: Sequence[SentenceBeat], frames: int
) -> tuple[Stretch, ...]:
    """Return what happens to a thing; none where nobody takes, throws or kicks it.

    holder: who has it at first, "" for nobody.
    """
    found: list[Stretch] = []
    carried_by, since, taken = holder, 0, False
    for beat in sorted(beats, key=lambda b: (b.start, b.who == thing)):
        flight = _flight_after(thing, beat, beats)
        sends = beat.action in SENDING or beat.action in KICKING
        sends |= flight is not None and flight.words == beat.words
        if beat.target == thing and beat.who != thing and sends:
            off = flight.start if flight is not None else beat.start + beat.frames // 2
            if carried_by:
                found.append(Stretch(since, off, carried_by, taken=taken))
            elif beat.action not in KICKING and not found:
                found.append(Stretch(beat.start, off, beat.who, taken=True))
            carried_by = ""
            if flight is not None and flight.words == beat.words:
                to = flight.target if flight.direction == "towards" else ""
                found.append(Stretch(off, flight.start + flight.frames, to, flies=True))
        elif beat.target == thing and (beat.action in TAKING or beat.action in RECEIVING):
            if carried_by == beat.who:
                continue
            if carried_by:
                found.append(Stretch(since, beat.start, carried_by, taken=taken))
            carried_by, taken = beat.who, True
            since = beat.start + round(TAKEN * beat.frames)
            if found and found[-1].flies and found[-1].who == beat.who:
                since = found[-1].last
    if not found and not taken:
        return ()
    if carried_by:
        found.append(Stretch(since, frames, carried_by, taken=taken))
    return tuple(found)


def thrown_ahead(
    beat: SentenceBeat, beats: Sequence[SentenceBeat], facing: Mapping[str, float]
) -> SentenceBeat:
    """Return a flight away from who throws as one to where the thrower looks.

    A ball that is held behind the head flies forwards. beats: of all; facing: 1.0 for who looks to
    the right of the picture, -1.0 for the left, by name, of those who are seen from the side.
    """
    thrown = any(
        other.who == beat.target and other.target == beat.who and other.action in THROWING
        for other in beats
    )
    if not thrown or beat.direction != "away" or beat.target not in facing:
        return beat
    far = max(beat.distance, AHEAD) if beat.unit == "canvas" else beat.distance
    return replace(beat, direction="right" if facing[beat.target] > 0.0 else "left", distance=far)


def _flight_after(
    thing: str, beat: SentenceBeat, beats: Sequence[SentenceBeat]
) -> SentenceBeat | None:
    later = [b for b in beats if b.who == thing and b.order > beat.order]
    return min(later, key=lambda b: b.order, default=None)


def path_of(
    own: Floats, hands: dict[str, Floats], parts: Sequence[Stretch], size: float, ground: float
) -> Floats:
    """Return the middle [F, 2] of a thing in every frame.

    own [F, 2]: by its own motion alone; hands [F, 2]: where each of those who carry it has its
    hand, by name; size: its long side; ground: y of its middle when it lies on the ground.
    """
    path = own.copy()
    at = own[0].copy()
    frames = len(own)
    done = 0
    for part in parts:
        first, last = min(part.first, frames), min(part.last, frames)
        if first > done:  # it goes as it would by itself
            path[done:first] = at + own[done:first] - own[max(done - 1, 0)]
            at = path[first - 1].copy()
        count = last - max(first, done)
        if count <= 0:
            continue
        span = slice(max(first, done), last)
        if part.flies:
            goal = at + own[last - 1] - own[span.start]
            if part.who in hands:
                goal = hands[part.who][last - 1]
            elif abs(goal[0] - at[0]) > abs(goal[1] - at[1]):
                goal[1] = max(ground, goal[1])
            share = (np.arange(count) + 1.0) / count
            high = ARC * float(np.hypot(*(goal - at))) + 0.3 * size
            path[span] = at + share[:, None] * (goal - at)
            path[span, 1] -= 4.0 * high * share * (1.0 - share)
        elif part.who in hands:
            hand = hands[part.who]
            away = at - hand[max(span.start - 1, 0)]
            left = np.ones(count)
            if part.taken:
                left = 1.0 - smooth(np.clip((np.arange(count) + 1.0) / SNAP, 0.0, 1.0))
            path[span] = hand[span] + left[:, None] * away
        at, done = path[last - 1].copy(), last
    if done < frames:
        path[done:] = at + own[done:] - own[max(done - 1, 0)]
    return path
