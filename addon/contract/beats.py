# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence asks for, beat by beat: who does what, how, when, which way and how far.

The engine reads beats from a prompt; a panel shows them and may change them. They travel as JSON:

    {"beats": [{"who": "dog", "action": "walk", "start": 0, "frames": 24, "direction": "in"}],
     "not_understood": ["zorbly"], "refusals": [{"word": "melts", "kind": "shape"}]}
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from . import strict_json
from .errors import FormatError
from .messages import Message
from .strict_json import JSON, Fields

MOODS = ("", "happy", "sad", "tired", "angry", "scared", "proud", "sneaking", "drunk")
DIRECTIONS = (
    "", "left", "right", "up", "down", "in", "out", "forward", "back", "away", "towards", "around",
    "over", "under", "through",
)  # fmt: skip
#: What `SentenceBeat.distance` counts: shares of the canvas, lengths of the drawing, the
#: way to the canvas's edge or to its centre, the way to the target, pixels of the canvas,
#: "room": the usual way, but not out of the picture.
UNITS = ("", "canvas", "lengths", "edge", "centre", "target", "pixels", "room")
EDGES = ("", "left", "right", "top", "bottom")
SLOPES = ("", "up", "down")
#: Why strokes that only move can't do what a word says; see `Refusal`.
REFUSALS: dict[str, str] = {
    "shape": "“{word}”: lines can move and bend, but not melt or dissolve. Try Redraw.",
    "pieces": "“{word}”: lines can move and bend, but not break into pieces. Try Redraw.",
    "change": "“{word}”: lines can move and bend, but not become something else. Try Redraw.",
    "appear": "“{word}”: lines can move and bend, but not appear or disappear. Try Redraw.",
    "colour": "“{word}”: lines can move and bend, but not change their colour or glow. Try Redraw.",
    "growth": "“{word}”: lines can move and bend, but nothing new grows from them. Try Redraw.",
}
_WHAT = "The beats"


@dataclass(frozen=True)
class SentenceBeat:
    """One action of one object.

    Attributes:
        who: name of the object; "" for the whole drawing.
        action: the verb it goes by in the library of actions, like "walk".
        words: the words of the sentence it was read from.
        start: its first frame.
        frames: how many frames it takes, at least 1.
        order: beats of one number happen at the same time, smaller numbers before larger ones.
        mood: one of MOODS.
        amplitude: 1 is the action's natural size.
        speed: 1 is its natural pace.
        direction: one of DIRECTIONS; "" where the sentence says nothing.
        edge: one of EDGES: where something comes in or goes out, or the edge it goes to.
        origin: one of EDGES: the edge that a way from edge to edge begins at.
        slope: one of SLOPES: where a way aslant leads besides its direction.
        target: the object that the action is about (what is kicked, where the walk leads); a word
            of the sentence where the drawing has no such object.
        part: the part of the body that the sentence names: "left arm", "tail".
        distance: how far, counted in `unit`; 0 where the sentence says nothing.
        unit: one of UNITS.
        count: how often; 0 where the sentence says nothing.
        per_second: how often each second; 0 where the sentence says nothing.
        keeps_on: whether it goes on for as long as there is time: "again and again".
        read_for: the verb of the sentence, where `action` only stands in for it because nothing
            nearer is known; "" else.
        not_understood: words near it that nothing was made of.
    """

    who: str
    action: str
    words: str = ""
    start: int = 0
    frames: int = 1
    order: int = 0
    mood: str = ""
    amplitude: float = 1.0
    speed: float = 1.0
    direction: str = ""
    edge: str = ""
    origin: str = ""
    slope: str = ""
    target: str = ""
    part: str = ""
    distance: float = 0.0
    unit: str = ""
    count: int = 0
    per_second: float = 0.0
    keeps_on: bool = False
    read_for: str = ""
    not_understood: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, known in (
            ("mood", MOODS), ("direction", DIRECTIONS), ("unit", UNITS), ("edge", EDGES),
            ("origin", EDGES), ("slope", SLOPES),
        ):  # fmt: skip
            if getattr(self, name) not in known:
                raise FormatError(
                    "{name} in {what} can't be {value}.",
                    name=name,
                    what=_WHAT,
                    value=str(getattr(self, name)),
                )
        if self.start < 0 or self.frames < 1 or self.count < 0:
            raise FormatError("{what} have a time or count below zero.", what=_WHAT)

    def note(self) -> Message | None:
        """Return what the artist has to know: which verb stands in for one that isn't known."""
        if not self.read_for:
            return None
        return Message(
            "“{word}” isn't known; read as “{action}”.",
            word=self.read_for,
            action=self.action.replace("_", " "),
        )

    def to_json(self) -> dict[str, JSON]:
        """Return the beat as JSON; what the sentence says nothing about is left out."""
        values: dict[str, JSON] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value != each.default or each.name in ("start", "frames"):
                values[each.name] = list(value) if isinstance(value, tuple) else value
        return values

    @classmethod
    def from_json(cls, value: object) -> SentenceBeat:
        """Read a beat. Raises FormatError, BadInput; unknown keys are an error."""
        read = Fields(value, _WHAT)
        beat = cls(
            who=read.text("who"),
            action=read.text("action"),
            words=read.text("words", ""),
            start=read.integer("start", 0),
            frames=read.integer("frames", 1),
            order=read.integer("order", 0),
            mood=read.text("mood", ""),
            amplitude=read.number("amplitude", 1.0),
            speed=read.number("speed", 1.0),
            direction=read.text("direction", ""),
            edge=read.text("edge", ""),
            origin=read.text("origin", ""),
            slope=read.text("slope", ""),
            target=read.text("target", ""),
            part=read.text("part", ""),
            distance=read.number("distance", 0.0),
            unit=read.text("unit", ""),
            count=read.integer("count", 0),
            per_second=read.number("per_second", 0.0),
            keeps_on=read.flag("keeps_on", False),
            read_for=read.text("read_for", ""),
            not_understood=_words(read.items("not_understood")),
        )
        _nothing_left(read)
        return beat


@dataclass(frozen=True)
class Refusal:
    """A word for something that a drawing's strokes can't do.

    Attributes:
        word: the word or words of the sentence.
        kind: one of REFUSALS.
        who: name of the object; "" for the whole drawing.
    """

    word: str
    kind: str
    who: str = ""

    def __post_init__(self) -> None:
        if self.kind not in REFUSALS:
            raise FormatError(
                "{what} refuse {kind}, which isn't known.", what=_WHAT, kind=self.kind
            )

    def message(self) -> Message:
        """Return the reason, for the artist."""
        return Message(REFUSALS[self.kind], word=self.word)

    def to_json(self) -> dict[str, JSON]:
        """Return the refusal as JSON."""
        return {"word": self.word, "kind": self.kind, "who": self.who}

    @classmethod
    def from_json(cls, value: object) -> Refusal:
        """Read a refusal. Raises FormatError."""
        read = Fields(value, _WHAT)
        refusal = cls(read.text("word"), read.text("kind"), read.text("who", ""))
        _nothing_left(read)
        return refusal


@dataclass(frozen=True)
class BeatReading:
    """What was read in a sentence.

    Attributes:
        beats: in the order of their start.
        not_understood: words of the sentence that nothing was made of.
        refusals: what strokes can't do.
        language: code of the language it was read as, like "en".
    """

    beats: tuple[SentenceBeat, ...] = ()
    not_understood: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = field(default_factory=tuple)
    language: str = "en"

    def to_json(self) -> dict[str, JSON]:
        """Return all as JSON."""
        return {
            "language": self.language,
            "beats": [beat.to_json() for beat in self.beats],
            "not_understood": list(self.not_understood),
            "refusals": [refusal.to_json() for refusal in self.refusals],
        }

    @classmethod
    def from_json(cls, value: object) -> BeatReading:
        """Read what `to_json` returned. Raises FormatError, BadInput."""
        read = Fields(value, _WHAT)
        reading = cls(
            tuple(SentenceBeat.from_json(item) for item in read.items("beats")),
            _words(read.items("not_understood")),
            tuple(Refusal.from_json(item) for item in read.items("refusals")),
            read.text("language", "en"),
        )
        _nothing_left(read)
        return reading


def _words(values: Iterable[JSON]) -> tuple[str, ...]:
    words: list[str] = []
    for value in values:
        if not isinstance(value, str):
            raise FormatError("{what} must be texts.", what="Words that weren't understood")
        strict_json.check_text(value, _WHAT)
        words.append(value)
    return tuple(words)


def _nothing_left(read: Fields) -> None:
    unknown = sorted(read.rest())
    if unknown:
        raise FormatError("{what} have an unknown key, {key}.", what=_WHAT, key=unknown[0])
