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
from engine.language.carrying import PULLING, RIDING, carried_on, ridden, walking
from engine.language.clause import Clause, is_plural, is_until, with_particle
from engine.language.clause_order import in_order, lead_to, with_moods
from engine.language.detection import language_of
from engine.language.english import english_tokens
from engine.language.foreign import foreign_tokens
from engine.language.manner_words import PLAIN, Manner, part_of
from engine.language.meaning import meaning_of, refusal_of
from engine.language.nouns import LINES, NOUNS, ROADS, matching, named_by, numbered
from engine.language.order import Draft, timed
from engine.language.own_parts import act_told, is_hung, parts_meant, without_part
from engine.language.parts_acting import acts_of_part
from engine.language.phrases import Token
from engine.language.places import measured
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
from engine.language.to_and_fro import is_to_and_fro, there_and_back
from engine.language.tongues import SPACED, SPACELESS, tongue
from engine.language.verb_words import (
    BURSTING,
    GESTURES,
    IN_PLACE,
    LEAVING,
    REFUSED,
    WITH_PART,
)
from engine.language.word_lists import word_set

_ROOMS = word_set(
    """
    room house building scene picture frame screen stage ground home
    """
)
_PARTICLES = ("up", "down", "over", "around", "away", "back")
_WITH_ANOTHER = ("shake_hands", "hug", "kiss", "embrace", "cuddle")  # two people do these
_CLIMBING = ("climb", "take_off")  # up, but not out of the picture
_UPRIGHT = ("up", "down")
_LOOKED = (*_UPRIGHT, "left", "right", "away")
_NO_WAY_IN_PLACE = (*_UPRIGHT, "out", "forward", "towards", "through")
_ALONG_ROADS = LEAVING | PULLING | {"push"}
_LONGEST = 1000  # letters that are read
_MOVING = word_set("blow carry push pull lift move shake swing turn spin roll drop throw rock")
_MOVED = word_set("chase follow pursue watch flee hunt approach")
_NEARER = word_set("sneak creep tiptoe stalk walk run step march stride jog")  # "creeps up"
#: What a body does in place of a part that isn't drawn, and how.
_MODERATE, _A_LITTLE = ("nod", "bob", "sway"), Manner("", 0.5, 1.0)
_SAID_AGAIN = ("shot", "round")  # "fires a shot": the verb says it
_MEANT = ("it", "they")
_PARTS_MEANT = ("it", "them")
_ENDS = ("stop", "still", "fall", "sleep", "lie_down")  # said twice in a row, they happen once
_WOMEN = word_set("woman lady girl queen princess witch mother grandma bride fairy")
_MEN = word_set("man guy boy king prince wizard father grandpa groom")
#: Pronoun -> people that it doesn't stand for.
_PERSONAL = {"he": _WOMEN, "she": _MEN}
_PEOPLE = word_set(
    """
    person man woman human guy lady boy girl child kid baby runner dancer player clown king
    queen soldier farmer robot astronaut wizard witch skier skater surfer cyclist boxer climber
    singer guitarist drummer musician swimmer gymnast teacher doctor friend
    """
)


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
    matched: bool = False
    only: str = ""  # the noun that the only object goes by
    nouns: list[str] = field(default_factory=list)  # subjects of the last clause that has some
    last: Clause | None = None
    abilities: dict[str, Abilities] = field(default_factory=dict)
    about: str = ""  # what the last beat that has a target was about
    following: Said | None = None  # the next clause and its subjects

    def read(self, clauses: list[Clause]) -> None:
        mentions = [t for c in clauses for t in (*c.subjects, *c.objects) if t.kind == "noun"]
        self.matched = any(matching(t.word, self.names, near=False) for t in mentions)
        if not self.matched:
            self.matched = any(matching(t.word, self.names) for t in mentions)
        clauses = with_moods(clauses)
        said: list[tuple[Clause, list[str]]] = []
        for number, clause in enumerate(clauses):
            if not clause.verb and clause.attributes:
                clause.verb = clause.said = clause.attributes[-1]
            self.unknown += clause.unknown
            if is_until(clause) and said:
                lead_to(said[-1][0], clause)
                continue
            subjects = self._subjects(clause, clauses[number + 1 :])
            self._same_part(clause)
            self.last = clause
            said.append((clause, subjects))
        ordered = in_order(said)
        for number, (clause, subjects) in enumerate(ordered):
            self.following = ordered[number + 1] if number + 1 < len(ordered) else None
            self._clause(clause, subjects)

    # -- who -------------------------------------------------------------------------------------

    def _subjects(self, clause: Clause, later: Sequence[Clause]) -> list[str]:
        """Return the nouns that are the subjects of a clause."""
        if clause.subjects:
            nouns: list[str] = []
            for token in clause.subjects:
                nouns += [self._called(token)] if token.kind == "noun" else self._meant(token)
            parts = [noun for noun in nouns if part_of(noun) and not self._match(noun)]
            if parts and len(parts) == len(nouns):  # "its tail wags"
                clause.objects += [t for t in clause.subjects if t.kind == "noun"]
                return self.nouns or [""]
            if parts:  # "the dog's tail wags"
                clause.objects += [t for t in clause.subjects if t.word in parts]
                nouns = [noun for noun in nouns if noun not in parts]
            self.nouns = list(dict.fromkeys(nouns))
        elif not self.nouns:
            for following in later:
                if following.subjects:
                    return self._subjects(replace(following), ())
        return self.nouns or [""]

    def _same_part(self, clause: Clause) -> None:
        """Take "it" for the part of the body just named: "turns his head and shakes it"."""
        before = self.last.objects if self.last else []
        parts = [t for t in before if t.kind == "noun" and t.owned and part_of(t.word)]
        if parts and len(parts) == len(before) and not clause.target:
            clause.objects = [
                parts[-1] if t.kind == "pronoun" and t.text.lower() in _PARTS_MEANT else t
                for t in clause.objects
            ]

    def _meant(self, pronoun: Token) -> list[str]:
        """Return the nouns that a pronoun stands for."""
        if pronoun.word == "they":
            return self.nouns if len(self.nouns) > 1 or not self.names else ["*"]
        said = pronoun.text.lower()
        if not self.nouns and said in _PERSONAL:
            return self._person(said)
        things = [t.word for t in (self.last.objects if self.last else ()) if t.kind == "noun"]
        things = [word for word in things if not part_of(word)]
        if said in ("it", "") and things and any(noun in _PEOPLE for noun in self.nouns):
            return things[-1:]
        return self.nouns[:1] if said in ("it", "he", "she") else self.nouns

    def _person(self, said: str) -> list[str]:
        """Return the one object that "he" or "she" can mean where nobody was named before."""
        people = [name for name in self.names if any(w in _PEOPLE for w in name.lower().split())]
        meant = [n for n in people if not any(w in _PERSONAL[said] for w in n.lower().split())]
        return meant[:1] if len(meant) == 1 or len(people) == 1 else []

    def _called(self, token: Token) -> str:
        """Return the name of the one object that a noun calls by all its words, else the noun.

        Of a red and a blue ball "the red ball" is one.
        """
        named = named_by(token.text, self.names)
        return named[0] if len(named) == 1 else token.word

    def _match(self, noun: str) -> tuple[str, ...]:
        return (noun,) if noun in self.names else matching(noun, self.names)

    def _objects(self, noun: str) -> tuple[str, ...] | None:
        """Return the drawing's objects that a subject means, None for what isn't in it."""
        if noun == "*":
            return self.names or ("",)
        if not self.names or not noun:
            return self.names if len(self.names) == 1 else ("",)
        found = self._match(noun)
        if found:
            return found
        if self.matched:
            return None
        if len(self.names) == 1:
            self.only = self.only or noun
            return self.names if noun == self.only else None
        return ("",)

    def _moved(self, clause: Clause) -> tuple[str, ...]:
        """Return what something outside the drawing moves: "the wind blows the leaves away"."""
        if clause.verb not in _MOVING:
            return ()
        things = [t.word for t in clause.objects if t.kind == "noun"]
        return tuple(name for word in things for name in self._match(word))

    # -- does what -------------------------------------------------------------------------------

    def _clause(self, clause: Clause, subjects: list[str]) -> None:
        if not clause.verb:
            direction = clause.direction
            if not direction and not clause.ways:
                if not self.drafts and clause.subjects:
                    self.unknown += [t.text for t in clause.subjects if t.text]
                return
            clause.verb = "go"
        parts = parts_meant(clause, self.names)
        subjects = parts or subjects
        first = True
        for noun in subjects:
            names = self._objects(noun)
            if names is None:
                self.unknown.append(noun)
                names = self._moved(clause)
            elif is_plural(clause, noun) and not parts:
                names = (*names, *(n for n in numbered(names, self.names) if n not in names))
            for name in names:
                self._beat(clause, name, name or noun, first)
                first = False

    def _of_part(self, clause: Clause, who: str, able: Abilities) -> Clause:
        """Return a clause with the verb that a part of `who`, or `who` as one, means by it."""
        hangs = len(self.names) > 1 and is_hung(who, self.names)
        for part in (token.word for token in clause.subjects if who not in self._match(token.word)):
            if hangs:
                continue
            alone = not (clause.objects or clause.target or who in NOUNS)
            acts = acts_of_part(part, clause.verb, alone)
            clause.verb = next((act for act in acts if act in able.names), clause.verb)
        act = act_told(who, self.names, clause) if hangs else ""
        if act not in able.names or clause.negated:
            return clause
        way = clause.direction if act == "glance" and clause.direction in _LOOKED else ""
        return replace(clause, verb=act, objects=[], target="", direction=way, edge="", ways=[])

    def _beat(self, clause: Clause, who: str, key: str, first: bool) -> None:
        able = self._able(who)
        clause = carried_on(self._of_part(clause, who, able), able, self.names)
        things = [t for t in clause.objects if not part_of(t.word) and t.kind == "noun"]
        if clause.verb == "leave" and things and not _ROOMS.intersection(t.word for t in things):
            self.unknown.append(" ".join((clause.said, *(t.text for t in things))))
            return  # "leaves a trail"
        given_off = thing_given(clause, who, self._match)
        if given_off:
            self._gives_off(clause, given_off, who)
            if clause.verb not in able.own:
                return
            clause = replace(clause, link="too")
        given = clause.verb in GIVING_OFF and clause.verb not in able.own
        things = [token for token in things if token.word not in _SAID_AGAIN]
        if given and any(token.word == "kiss" for token in things) and "kiss" in able.own:
            clause, things = replace(clause, verb="kiss", objects=[]), []  # no heart is drawn
        if given and things and not any(self._match(t.word) for t in things):
            self.unknown.append(" ".join((clause.said, *(t.text for t in things))))
            return  # "shoots lasers": nothing new is drawn
        kind = "" if clause.negated else refusal_of(clause, able, key)
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
        if moderate and without_part(clause, found.action, planned=bool(able.own)):
            said = " ".join((clause.said.lower(), *(t.text for t in clause.objects)))
            found = replace(found, action=moderate, read_for=said, way="")
            clause = replace(clause, manner=clause.manner.joined(_A_LITTLE), direction="", ways=[])
        manner = found.manner.joined(clause.manner)
        beat = self._described(clause, who, found.action, manner, found.way)
        beat = replace(beat, read_for=found.read_for)
        thing = thing_sent(clause, who, self.about, self._match)
        flight = None
        felled = thing_felled(clause, who, self._match)
        if felled:
            thing = ""
            beat, flight = self._fells(beat, felled, able)
        if thing:
            beat = replace(beat, target=thing, direction="", distance=0.0, unit="")
            flight = flight_of(clause, beat, thing, self.following, self._match, self._verbs)
        is_near = bool(found.read_for)
        self._put_draft(clause, beat, flight, key, first=first, is_near=is_near)

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
        beat = self._described(replace(clause, objects=[]), thing, action, clause.manner, "")
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
        about = pronoun or any(target in self._match(noun) for noun in nouns)
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

    def _described(
        self, clause: Clause, who: str, action: str, manner: Manner, way: str
    ) -> SentenceBeat:
        parts = [t for t in clause.objects if part_of(t.word) and who not in self._match(t.word)]
        things = [t.word for t in clause.objects if t.kind == "noun" and not part_of(t.word)]
        things = [word for word in things if who not in self._match(word)]
        things = [word for word in things if (clause.verb, word) not in WITH_PART]
        direction, edge = _leads(clause, action, way, bool(things))
        if direction in _UPRIGHT and ROADS.intersection(things) and clause.verb in _ALONG_ROADS:
            direction = "forward"  # "down the road"
        target = clause.target or next(iter(things), "")
        if direction == "through" and target in LINES:
            clause.slope = clause.slope or next((w for w in clause.ways if w in _UPRIGHT), "")
            direction, target = "forward", ""  # "along the cable"
        pronouns = [t.word for t in clause.objects if t.kind == "pronoun"]
        meant = target in _MEANT or (not target and any(word in _MEANT for word in pronouns))
        if meant:
            target = self._meant_thing(who)
        elif action in _WITH_ANOTHER and not target:
            others = [name for name in self.names if name != who]
            target = others[0] if len(others) == 1 else self._meant_thing(who)
        distance, unit, edge, origin = measured(clause, direction, edge)
        climbs = action in _CLIMBING or clause.verb in _CLIMBING
        by_itself = climbs and direction == way == "up" and clause.direction in ("", "away")
        if by_itself and not distance and not target:
            distance, unit = 1.0, "room"
        slope = clause.slope if direction in ("left", "right", "forward", "", *_UPRIGHT) else ""
        if slope and direction in ("", *_UPRIGHT):
            slope, direction = direction or slope, "forward"
        gesture = GESTURES.get(action, "wings") != "wings"
        still = gesture and direction in ("towards", "back", "forward", "in", "out")
        still = still or (action in IN_PLACE and direction in _NO_WAY_IN_PLACE)
        still = still or (
            clause.verb in BURSTING and direction == "out" and clause.words[-1:] == ["out"]
        )
        return SentenceBeat(
            who=who,
            action=action,
            words=" ".join(clause.words),
            mood=manner.mood,
            amplitude=round(manner.amplitude, 3),
            speed=round(manner.speed, 3),
            direction=""
            if still
            else "forward"
            if direction == "towards" and not target
            else direction,
            edge="" if still else edge,
            origin="" if still else origin,
            slope="" if still else slope,
            target=next(iter(matching(target, self.names)), target) if target else "",
            part=" ".join(word for t in parts[:1] for word in (t.form, t.word) if word),
            distance=0.0 if still else round(distance, 3),
            unit="" if still or not distance else unit,
            count=clause.count,
            per_second=clause.per_second,
            keeps_on=clause.keeps_on,
            not_understood=tuple(clause.unknown),
        )


def _reacts(before: SentenceBeat, beat: SentenceBeat) -> bool:
    """Tell whether a beat answers what somebody else did before: thrown balls are caught."""
    if before.action in _MOVED or beat.who == before.who or not before.target:
        return False
    return beat.who == before.target or beat.target == before.target


def _leads(clause: Clause, action: str, way: str, about_things: bool) -> tuple[str, str]:
    """Return the direction of a clause and the edge it leads to or in from.

    way: what the verb itself says; about_things: whether the clause names things besides.
    """
    direction, edge = clause.direction or way, clause.edge
    if direction == "over" and "down" in clause.ways:
        direction = "down"  # "slips down over his eyes"
    if direction == "up" and clause.verb in _NEARER and not clause.target and not about_things:
        direction = "forward"
    joined = with_particle(clause)
    if (
        joined
        and direction in _PARTICLES
        and (joined != clause.verb or direction not in ("away", "back"))
    ):
        direction = way
    if way in ("in", "out") and direction in ("left", "right"):
        direction, edge = way, direction
    gone = {"away", "off"} & set(clause.ways) and action in LEAVING
    if gone and direction in ("left", "right") and not edge:
        direction, edge = "out", direction  # "walks away to the right"
    return direction, edge
