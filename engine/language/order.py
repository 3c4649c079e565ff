# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When beats happen: one after another or at once, and how they share the frames of a clip.

A clip is a row of blocks; in a block each subject has a track of its own; a track is a row of
moments; the beats of a moment happen at the same time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from addon.contract.beats import SentenceBeat
from engine.language.verb_words import GESTURES, ON_FOOT, OPEN_ENDED, RECEIVING, SENDING, SETTLING

_LEAST_OPEN = 0.9  # seconds that each open-ended action gets before the others are shortened
_WAY_SHARE = 1.7  # how much more time than others those get that come in, go out or lead to a place
_STOP_SECONDS = 0.5
_STRETCHED = 1.7  # times its natural length: so slow at most happens what is counted
_LEAST_COUNTED = 8  # frames
_QUICK = 1.3  # speed of what is said to be quick
_RELEASE = 0.55  # of a throw or kick: then what is sent leaves
#: Parts whose movements go on while the body does something else: "laughs and runs".
_UNMOVED = {"mouth", "eyes", "tail", "wings"}
#: Units of a way that ends somewhere.
_ENDS = ("target", "edge", "centre")
_SEQUENCE = ("then", "after", "before", "until")


@dataclass(frozen=True)
class Draft:
    """A beat without its time.

    Attributes:
        beat: all but start, frames and order.
        key: of its subject; subjects with one key share a track.
        link: "then", "while", "and" and so on: how it follows the draft before.
        seconds: how long the sentence says it takes; 0 where it doesn't.
        participle: whether its verb is a participle without a subject: "wagging its tail".
        reacts: whether it answers what another subject did before.
        natural: length of the action in seconds.
        going_on: whether the action goes on until something else begins.
    """

    beat: SentenceBeat
    key: str
    link: str = ""
    seconds: float = 0.0
    participle: bool = False
    reacts: bool = False
    natural: float = 1.0
    going_on: bool = False


Moment = list[Draft]


@dataclass
class _Block:
    """Tracks that run at the same time, by the key of their subject."""

    tracks: dict[str, list[Moment]] = field(default_factory=dict)


def _blocks(drafts: Sequence[Draft]) -> list[_Block]:
    """Return drafts arranged in time; they come in the order in which they are to be read."""
    blocks: list[_Block] = []
    for draft in drafts:
        _place(blocks, draft)
    return blocks


def _place(blocks: list[_Block], draft: Draft) -> None:
    if not blocks:
        blocks.append(_Block({draft.key: [[draft]]}))
        return
    tracks = blocks[-1].tracks
    own = tracks.get(draft.key)
    alone = own is not None and len(tracks) == 1
    if draft.link in _SEQUENCE or draft.reacts:
        if alone and own is not None:
            own.append([draft])
        else:
            blocks.append(_Block({draft.key: [[draft]]}))
    elif own is None:
        tracks[draft.key] = [[draft]]
    elif draft.link == "while" or draft.participle or _beside(own[-1], draft):
        own[-1].append(draft)
    else:
        own.append([draft])


def _beside(moment: Moment, draft: Draft) -> bool:
    """Tell whether "and" means "at the same time": walks and waves, but sits down and waves."""
    part = GESTURES.get(draft.beat.action, "")
    if draft.link == "and" and any(other.beat.unit in _ENDS for other in moment):
        return False  # "walks to the tree and waves"
    if draft.link != "and" or any(other.beat.count for other in moment) or draft.beat.count:
        return False
    parts = {GESTURES.get(other.beat.action, "") for other in moment}
    actions = {other.beat.action for other in moment}
    listed = any(other.link == "comma" and not other.participle for other in moment)
    if part and listed and "" not in parts:
        return False  # "turns around, nods and waves"
    if part:
        return (
            part not in parts
            and not actions & SETTLING
            and (actions <= OPEN_ENDED or "" not in parts)
        )
    going = actions <= OPEN_ENDED and draft.beat.action in OPEN_ENDED - SETTLING
    return going and bool(parts) and parts <= _UNMOVED


def timed(
    drafts: Sequence[Draft],
    frames: int,
    fps: float,
) -> list[SentenceBeat]:
    """Return the beats with their times; all lie within `frames` frames."""
    blocks = _blocks(drafts)
    clock = _Clock(fps)
    beats: list[SentenceBeat] = []
    first = 0
    ends = _shares(frames, [clock.block(block) for block in blocks], fps)
    for block, (start, end) in zip(blocks, ends, strict=True):
        deepest = 0
        for track in block.tracks.values():
            spans = _shares(end - start, clock.track(track), fps)
            for number, (moment, (a, b)) in enumerate(zip(track, spans, strict=True)):
                deepest = max(deepest, number + 1)
                beats += (
                    replace(
                        draft.beat,
                        start=min(start + a, frames - 1),
                        frames=clock.lasts(draft, max(min(b, end - start) - a, 1)),
                        order=first + number,
                    )
                    for draft in moment
                )
        first += deepest
    return sorted(_released(beats), key=lambda beat: (beat.start, beat.order))


def _released(beats: Sequence[SentenceBeat]) -> list[SentenceBeat]:
    """Return beats in which what is thrown or kicked leaves in the midst of the throw.

    Who catches it has it in the midst of the catch.
    """
    out = list(beats)
    for throw in beats:
        later = [b for b in out if b.who == throw.target and b.order > throw.order and b.who]
        flight = min(later, key=lambda beat: beat.order, default=None)
        if flight is None or (throw.action not in SENDING and flight.words != throw.words):
            continue
        end = flight.start + flight.frames
        for catch in out:
            caught = catch.target == flight.who and catch.order == flight.order
            if caught and catch.action in RECEIVING:
                end = catch.start + max(catch.frames // 2, 1)
        start = min(throw.start + round(_RELEASE * throw.frames), end - 1)
        out[out.index(flight)] = replace(flight, start=start, frames=max(end - start, 1))
    return out


@dataclass(frozen=True)
class _Clock:
    fps: float

    def block(self, block: _Block) -> tuple[float, float]:
        """Return (fixed frames, open-ended actions) of the track that needs the most time."""
        needs = [
            (sum(fixed for fixed, _ in track), sum(opened for _, opened in track))
            for track in map(self.track, block.tracks.values())
        ]
        return max(needs, key=lambda need: need[0] + need[1] * self.fps)

    def track(self, track: Sequence[Moment]) -> list[tuple[float, float]]:
        """Return (fixed frames, open-ended actions) of each moment."""
        return [self._moment(m, last=k == len(track) - 1) for k, m in enumerate(track)]

    def lasts(self, draft: Draft, frames: int) -> int:
        """Return how many of its frames a beat takes: what is counted or timed isn't stretched."""
        if draft.seconds:
            return min(frames, max(round(draft.seconds * self.fps), 1))
        if not draft.beat.count or draft.beat.distance:
            return frames
        needs, _ = self._draft(draft, last=True)
        most = 1.0 if draft.beat.speed >= _QUICK else _STRETCHED
        return min(frames, max(round(most * needs), _LEAST_COUNTED))

    def _moment(self, moment: Moment, *, last: bool) -> tuple[float, float]:
        needs = [self._draft(draft, last=last) for draft in moment]
        return max(needs, key=lambda need: (need[0] > 0, need[0] + need[1] * self.fps))

    def _draft(self, draft: Draft, *, last: bool) -> tuple[float, float]:
        beat = draft.beat
        if draft.seconds:
            return draft.seconds * self.fps, 0.0
        one = draft.natural
        if beat.count:
            each = 1.0 / beat.per_second if beat.per_second else one / beat.speed
            each *= 0.5 if beat.action in ON_FOOT else 1.0
            return max(beat.count * each * self.fps, 1.0), 0.0
        if beat.action in ("stop", "still") and not last and not beat.keeps_on:
            return _STOP_SECONDS * self.fps, 0.0
        settles = beat.action in SETTLING and not last
        if beat.keeps_on or (draft.going_on and not settles):
            goes = beat.direction in ("in", "out") or beat.unit in _ENDS
            return 0.0, _WAY_SHARE if goes else 1.0
        return max(one / beat.speed * self.fps, 1.0), 0.0


def _shares(total: int, needs: Sequence[tuple[float, float]], fps: float) -> list[tuple[int, int]]:
    """Return (start, end) of spans that fill `total` frames, by their needs.

    needs: fixed frames and number of open-ended actions, which fill the rest.
    """
    fixed = sum(need[0] for need in needs)
    opened = sum(need[1] for need in needs)
    rest = (total - fixed) / opened if opened else 0.0
    if opened and rest >= _LEAST_OPEN * fps:
        sizes = [need[0] + need[1] * rest for need in needs]
    else:
        sizes = [need[0] + need[1] * fps for need in needs]
    scale = total / max(sum(sizes), 1e-9)
    spans: list[tuple[int, int]] = []
    done, at = 0.0, 0
    for number, size in enumerate(sizes):
        done += size * scale
        left = len(sizes) - number - 1
        end = total if not left else min(max(round(done), at + 1), max(total - left, at + 1))
        end = min(end, total)
        spans.append((min(at, max(total - 1, 0)), max(end, min(at, max(total - 1, 0)) + 1)))
        at = end
    return spans
