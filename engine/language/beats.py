# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a sentence as beats: who does what, how, how often, which way and how far, in which order.

A sentence becomes tokens (`english`, `foreign`), tokens become clauses (`sentence`), a clause names
an action (`meaning`), and clauses get their times (`order`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from addon.contract.beats import BeatReading, Refusal, SentenceBeat
from engine.language.abilities import Abilities, Able, abilities_of
from engine.language.as_english import sentence_of
from engine.language.carrying import RIDING, carried_on, ridden, walking
from engine.language.clause import Clause, is_plural, is_until
from engine.language.clause_order import in_order, lead_to, with_moods
from engine.language.described import described
from engine.language.detection import language_of
from engine.language.english import english_tokens
from engine.language.foreign import foreign_tokens
from engine.language.leading import UPRIGHT
from engine.language.manner_words import PLAIN, Manner, part_of
from engine.language.meaning import meaning_of, refusal_of
from engine.language.nouns import NOUNS, numbered
from engine.language.order import Draft, timed
from engine.language.own_parts import act_told, is_hung, moves_all, parts_meant, without_part
from engine.language.parts_acting import TURNED, TURNING, acts_of_part, of_vehicle
from engine.language.phrases import Token
from engine.language.said_of import as_said
from engine.language.sending import (
    AWAY,
    FELLED,
    FLIGHT,
    GIVING_OFF,
    LIGHT,
    Said,
    coming_up,
    flight_of,
    receives,
    thing_felled,
    thing_given,
    thing_sent,
)
from engine.language.sentence import clauses_in
from engine.language.spaceless import spaceless_tokens
from engine.language.subjects import Subjects
from engine.language.to_and_fro import is_to_and_fro, there_and_back
from engine.language.tongues import SPACED, SPACELESS, tongue
from engine.language.verb_words import REFUSED
from engine.language.word_lists import word_set

_ROOMS = word_set(
    """
    room house building scene picture frame screen stage ground home
    """
)
_LOOKED = (*UPRIGHT, "left", "right", "away")
_LONGEST = 1000  # letters that are read
_MOVED = word_set("chase follow pursue watch flee hunt approach")
#: What a body does in place of a part that isn't drawn, and how.
_MODERATE, _A_LITTLE = ("nod", "bob", "sway"), Manner("", 0.5, 1.0)
_SAID_AGAIN = ("shot", "round")  # "fires a shot": the verb says it
_AIRY = word_set("wind breeze gust storm music song rain weather")  # not drawn, as a rule
_SHUTS = ("close", "shut")
_DOING = ("do", "perform")  # with a noun that no action goes by
_WEATHER, _SKY = word_set("rain snow hail storm drizzle"), word_set("cloud sky storm")
_DIVING = word_set("dive sink plunge fall drop jump leap hop splash swim")
_CEASING = word_set("stop start begin end die calm cease")
_ENDS = ("stop", "still", "fall", "sleep", "lie_down")  # said twice in a row, they happen once
_TOPPLED, _FALLS = ("topple", "tip_over"), ("fall", "fall_down", "drop", "collapse")


def read_beats(
    sentence: str,
    objects: Sequence[str] = (),
    actions: Mapping[str, Able] | None = None,
    *,
    frames: int = 24,
    fps: float = 24.0,
    lengths: Mapping[str, float] | None = None,
) -> BeatReading:
    """Return the beats of a sentence; never raises, whatever the text.

    objects: names of the objects in the drawing. actions: the verbs that each of them can do, by
    its name, with or without their actions; "" holds what any thing can do; without any, all
    verbs of the tables are known. frames, fps: of the clip that the beats share. lengths: natural
    lengths of actions in seconds, by verb, before those that the actions tell; 1 where nobody
    tells.
    """
    names = tuple(dict.fromkeys(objects))
    sentence, rest = sentence[:_LONGEST], sentence[_LONGEST:]
    known = actions or {}
    verbs = frozenset(verb for table in known.values() for verb in table)
    language, tokens = _tokens(sentence, names, verbs)
    reader = _Reader(names, known, lengths or {})
    reader.read(clauses_in(tokens, [name.lower() for name in names]))
    beats = timed(reader.drafts, max(frames, 1), max(fps, 1e-3))
    return BeatReading(
        tuple(beats),
        tuple(dict.fromkeys([*reader.unknown, *rest.split()])),
        tuple(reader.refusals),
        language,
    )


@lru_cache(maxsize=256)
def in_english(sentence: str) -> str:
    """Return a sentence of another language in English, as far as it is understood.

    A sentence in English, or in a language without tables, is returned as it is.
    """
    language, tokens = _tokens(sentence, (), ())
    return sentence if language == "en" else sentence_of(tokens)


def _tokens(sentence: str, names: Sequence[str], verbs: Collection[str]) -> tuple[str, list[Token]]:
    language = language_of(sentence)
    if language in SPACED:
        return language, as_said(foreign_tokens(sentence, tongue(language), names))
    if language in SPACELESS:
        return language, as_said(spaceless_tokens(sentence, tongue(language), names))
    return "en", english_tokens(sentence, names, verbs)


@dataclass
class _Reader:
    """Gives clauses their subjects and actions."""

    names: tuple[str, ...]
    actions: Mapping[str, Able]
    lengths: Mapping[str, float]
    drafts: list[Draft] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    abilities: dict[str, Abilities] = field(default_factory=dict)
    about: str = ""  # what the last beat that has a target was about
    following: Said | None = None  # the next clause and its subjects
    who: Subjects = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nobody named."""
        self.who = Subjects(self.names)

    def read(self, clauses: list[Clause]) -> None:
        self.who.begin(clauses)
        clauses = with_moods(clauses)
        said: list[tuple[Clause, list[str]]] = []
        for number, clause in enumerate(clauses):
            if not clause.verb and clause.attributes:
                clause.verb = clause.said = clause.attributes[-1]
            self.unknown += clause.unknown
            if _only_when(clause) and number + 1 < len(clauses):
                clauses[number + 1].link = "then" if said else ""
                continue
            if is_until(clause) and said:
                lead_to(said[-1][0], clause)
                continue
            subjects = self.who.of(clause, clauses[number + 1 :])
            self.who.same_part(clause)
            self.who.last = clause
            said.append((clause, subjects))
        ordered = in_order(said)
        for number, (clause, subjects) in enumerate(ordered):
            self.following = ordered[number + 1] if number + 1 < len(ordered) else None
            self._clause(clause, subjects)

    # -- does what -------------------------------------------------------------------------------

    def _clause(self, clause: Clause, subjects: list[str]) -> None:
        if not clause.verb:
            direction = clause.direction
            if not direction and not clause.ways:
                if not self.drafts and clause.subjects:
                    self.unknown += [t.text for t in clause.subjects if t.text]
                return
            clause.verb = "go"
        parts = self.who.parts_acting(clause, parts_meant(clause, self.names))
        subjects = parts or subjects
        first = True
        for noun in subjects:
            names = self.who.objects(noun)
            if names is None:
                self.unknown.append(noun)
                names = self.who.moved(clause)
            elif is_plural(clause, noun) and not parts:
                names = (*names, *(n for n in numbered(names, self.names) if n not in names))
            for name in names:
                self._beat(clause, name, name or noun, first, noun)
                first = False

    def _of_part(self, clause: Clause, who: str, able: Abilities) -> Clause:
        """Return a clause with the verb that a part of `who`, or `who` as one, means by it."""
        hangs = len(self.names) > 1 and is_hung(who, self.names)
        for part in (
            token.word for token in clause.subjects if who not in self.who.match(token.word)
        ):
            if hangs:
                continue
            alone = not (clause.objects or clause.target or who in NOUNS)
            if part in TURNED and clause.verb == "go" and "around" in clause.ways:
                clause = replace(clause, verb="turn", direction="", ways=[])  # "go round"
            acts = acts_of_part(part, clause.verb, alone)
            steers = any("steering" in token.text.lower() for token in clause.subjects)
            known = able.own if part in TURNED and not steers else able.names
            clause.verb = next((act for act in acts if act in known), clause.verb)
            to_and_fro = clause.verb == "wheels_turn" and "back_and_forth" in clause.ways
            clause.verb = "twist" if to_and_fro and "twist" in able.names else clause.verb
            if part in TURNED and acts and clause.verb in TURNING and of_vehicle(clause, part):
                clause.verb = "vibrate"  # its wheel isn't drawn by itself, and it doesn't turn over
        act = act_told(who, self.names, clause) if hangs else ""
        if act not in able.names or clause.negated:
            return clause
        way = clause.direction if act == "glance" and clause.direction in _LOOKED else ""
        return replace(clause, verb=act, objects=[], target="", direction=way, edge="", ways=[])

    def _beat(self, clause: Clause, who: str, key: str, first: bool, noun: str) -> None:
        able = self._able(who)
        clause = carried_on(self._of_part(clause, who, able), able, self.names)
        things = [t for t in clause.objects if not part_of(t.word) and t.kind == "noun"]
        if (clause.verb in _DOING and things) or _is_weather(clause, noun):
            self.unknown.append(" ".join((clause.said, *(t.text for t in things))))
            return  # "does a capriole", "it starts snowing"
        if clause.verb == "leave" and things and not _ROOMS.intersection(t.word for t in things):
            self.unknown.append(" ".join((clause.said, *(t.text for t in things))))
            return  # "leaves a trail"
        given_off = thing_given(clause, who, self.who.match)
        if given_off:
            self._gives_off(clause, given_off, who)
            if clause.verb not in able.own:
                return
            clause = replace(clause, link="too")
        given = clause.verb in GIVING_OFF and clause.verb not in able.own
        things = [token for token in things if token.word not in _SAID_AGAIN]
        if given and any(token.word == "kiss" for token in things) and "kiss" in able.own:
            clause, things = replace(clause, verb="kiss", objects=[]), []  # no heart is drawn
        if given and things and not any(self.who.match(t.word) for t in things):
            self.unknown.append(" ".join((clause.said, *(t.text for t in things))))
            if able.own or clause.verb not in able:
                return  # "shoots lasers": nothing new is drawn
            clause = replace(clause, objects=[])  # a bow that shoots recoils
        kind = "" if clause.negated else refusal_of(clause, able, noun or key)
        if kind:
            self.refusals.append(Refusal(clause.said, kind, who))
            lit = kind == "colour" and clause.verb in able  # "glows": it pulses, at least
            if clause.verb not in REFUSED or not (lit or clause.verb in able.own):
                return
        if clause.verb == "be" and clause.manner == PLAIN and self.drafts and not clause.ways:
            return
        found = meaning_of(clause, able)
        if found is None:
            self.unknown.append(clause.said)
            return
        moderate = next((name for name in _MODERATE if name in able), "")
        gross = moves_all(clause, found.action, able.own)
        if moderate and (gross or without_part(clause, found.action, planned=bool(able.own))):
            said = " ".join((clause.said.lower(), *(t.text for t in clause.objects)))
            found = replace(found, action=moderate, read_for=said, way="")
            clause = replace(clause, manner=clause.manner.joined(_A_LITTLE), direction="", ways=[])
        opened = bool(self.drafts) and self.drafts[-1].beat.action == "open_mouth"
        if opened and found.action in _SHUTS and not things and "close_mouth" in able:
            found = replace(found, action="close_mouth")
        manner = found.manner.joined(clause.manner)
        beat = described(
            clause, who, found.action, manner, found.way, self.who, meant=self._meant_thing(who)
        )
        beat = replace(beat, read_for=found.read_for)
        if beat.direction == "in" and self._is_seen(key):
            beat = replace(beat, direction="down" if found.action in _DIVING else "", edge="")
        thing = thing_sent(clause, who, self.about, self.who.match)
        flight = None
        felled = thing_felled(clause, who, self.who.match)
        if felled:
            thing = ""
            beat, flight = self._fells(beat, felled, able)
        if thing:
            beat = replace(beat, target=thing, direction="", distance=0.0, unit="")
            flight = flight_of(clause, beat, thing, self.following, self.who.match, self._verbs)
        is_near = bool(found.read_for)
        self._put_draft(clause, beat, flight, key, first=first, is_near=is_near)

    def _is_seen(self, key: str) -> bool:
        """Tell whether somebody has done something and hasn't left: nobody comes in twice."""
        last = next((draft.beat for draft in reversed(self.drafts) if draft.key == key), None)
        leaps = last is not None and last.action in _DIVING  # "jumps out and dives back in"
        return last is not None and (leaps or last.direction not in ("out", "away"))

    def _put_draft(
        self,
        clause: Clause,
        beat: SentenceBeat,
        flight: SentenceBeat | None,
        key: str,
        *,
        first: bool,
        is_near: bool,
    ) -> None:
        """Put a beat behind those before, and what it sends off or sits on beside it.

        flight: of a thing that is sent or felled. key: names who acts. first: of its sentence.
        is_near: the action is only near to what was said.
        """
        able = self._able(beat.who)
        link = clause.link
        if not first and link in ("then", "after", "before", "until"):
            link = "too"
        before = self.drafts[-1] if self.drafts else None
        goes_on = before is not None and before.key == key
        again = before is not None and goes_on and before.beat.action == beat.action
        turning = link == "while" and (again or (goes_on and beat.part.endswith("wheel")))
        fallen = goes_on and before is not None and before.beat.action in _TOPPLED
        if fallen and beat.action in _FALLS and not (beat.distance or beat.target):
            return  # "tips over and falls"
        if (again and beat.action in _ENDS) or (turning and beat.part):
            return  # "rides as its wheels turn"
        reacts = first and before is not None and _reacts(before.beat, beat)
        parts_do = all(part_of(token.word) for token in clause.subjects)
        beside = ("comma", "while", "and") if clause.subjects else ("comma", "while")
        participle = clause.form == "ing" and parts_do and link in beside
        if participle and is_near and before and before.key == key:
            return  # "..., maintaining its balance" says how, and isn't known
        mount = None
        if self._is_about(clause, beat.target) and flight is None:
            beat = walking(clause.verb, beat, able.names)
            mount = ridden(clause.verb, beat, self.names, self._able)
        if mount is not None and clause.verb in RIDING:
            beat = replace(beat, direction="", edge="", distance=0.0, unit="")
        self.about = beat.target or self.about
        natural = self.lengths.get(beat.action, able.seconds.get(beat.action, 1.0))
        going_on = beat.action in able.going_on
        if receives(clause, beat, before.beat if before else None):
            link, reacts = "while", False
        draft = Draft(beat, key, link, clause.seconds, participle, reacts, natural, going_on)
        self.drafts += there_and_back(draft) if is_to_and_fro(clause, beat) else [draft]
        if mount is not None:
            self.drafts.append(Draft(mount, mount.who, "too", clause.seconds, going_on=True))
        if flight is not None:
            self.drafts.append(Draft(flight, flight.who, "then", natural=FLIGHT))

    def _gives_off(self, clause: Clause, thing: str, who: str) -> None:
        """Let a thing that is drawn come from somebody: water spouts, a heart drifts away."""
        light = any(token.word in LIGHT for token in clause.objects)
        verbs = ("float", "fly") if clause.direction or light else ("spout", "float")
        action = next((verb for verb in verbs if verb in self._able(thing)), "")
        if not action:
            self.unknown.append(clause.said)
            return
        plain = replace(clause, objects=[])
        beat = described(plain, thing, action, clause.manner, "", self.who)
        beat = replace(beat, target="", read_for="")
        if light and not clause.direction:
            beat = replace(beat, direction="away", target=who, distance=AWAY, unit="canvas")
        self.drafts.append(Draft(beat, thing, clause.link, clause.seconds, going_on=True))

    def _fells(
        self, beat: SentenceBeat, thing: str, able: Abilities
    ) -> tuple[SentenceBeat, SentenceBeat | None]:
        """Return the beats of who goes up to a thing, or hits it, and of the thing that topples."""
        goes = coming_up(beat.who, able)
        if goes and beat.action not in able.own:
            beat = replace(beat, action=goes, read_for="")
        beat = replace(beat, direction="towards", target=thing)
        falls = next((verb for verb in FELLED if verb in self._verbs(thing)), "")
        after = (
            SentenceBeat(who=thing, action=falls, words=beat.words, target=beat.who)
            if falls
            else None
        )
        return beat, after

    def _is_about(self, clause: Clause, target: str) -> bool:
        """Tell whether the verb is about an object of the drawing: "pulls the sled"."""
        nouns = [token.word for token in clause.objects if token.kind == "noun"]
        pronoun = any(token.kind == "pronoun" for token in clause.objects)
        about = pronoun or any(target in self.who.match(noun) for noun in nouns)
        return target in self.names and about and clause.direction not in ("up", "down")

    def _meant_thing(self, who: str) -> str:
        """Return what "it" or "them" stands for where somebody else does something to it."""
        before = self.drafts[-1].beat if self.drafts else None
        if before is not None and not before.target and before.who not in ("", who):
            return before.who
        return self.about if self.about != who else ""

    def _verbs(self, who: str) -> Collection[str]:
        return self._able(who).names

    def _able(self, who: str) -> Abilities:
        if who not in self.abilities:
            anybody = self.actions.get("")
            self.abilities[who] = abilities_of(self.actions.get(who, anybody), anybody)
        return self.abilities[who]


def _only_when(clause: Clause) -> bool:
    """Tell whether a clause tells of weather and the like, and only when something happens."""
    named = [token.word for token in clause.subjects]
    return clause.verb in _CEASING and bool(named) and all(word in _AIRY for word in named)


def _is_weather(clause: Clause, noun: str) -> bool:
    """Tell whether "it" rains or snows: nobody that is drawn, unless it is a cloud."""
    said = [token.kind for token in clause.subjects]
    told = bool(noun) and noun not in _SKY
    return clause.verb in _WEATHER and said == ["pronoun"] and told


def _reacts(before: SentenceBeat, beat: SentenceBeat) -> bool:
    """Tell whether a beat answers what somebody else did before: thrown balls are caught."""
    if before.action in _MOVED or beat.who == before.who or not before.target:
        return False
    return beat.who == before.target or beat.target == before.target
