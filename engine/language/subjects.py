# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who a clause is about: its subjects, what pronouns stand for, and the objects that are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from engine.language.clause import Clause
from engine.language.manner_words import part_of
from engine.language.nouns import matching, named_by
from engine.language.phrases import Token
from engine.language.word_lists import word_set

_PARTS_MEANT = ("it", "them")
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
_MOVING = word_set("blow carry push pull lift move shake swing turn spin roll drop throw rock")

_CEASING = word_set("stop slow halt pause")
_BECOMING = word_set("get become go be keep continue grow")


@dataclass
class Subjects:
    """Gives clauses their subjects, one after another.

    Attributes:
        names: of the drawing's objects.
        matched: whether the sentence names any of them.
        only: the noun that the only object goes by.
        nouns: subjects of the last clause that has some.
        last: the clause before.
    """

    names: tuple[str, ...]
    matched: bool = False
    only: str = ""
    nouns: list[str] = field(default_factory=list)
    last: Clause | None = None
    parts: list[str] = field(default_factory=list)  # that the last clause let act
    done: str = ""  # its verb

    def begin(self, clauses: Sequence[Clause]) -> None:
        """Read which of the drawing's objects clauses name."""
        mentions = [t for c in clauses for t in (*c.subjects, *c.objects) if t.kind == "noun"]
        self.matched = any(matching(t.word, self.names, near=False) for t in mentions)
        if not self.matched:
            self.matched = any(matching(t.word, self.names) for t in mentions)

    def of(self, clause: Clause, later: Sequence[Clause]) -> list[str]:
        """Return the nouns that are the subjects of a clause."""
        if clause.subjects:
            nouns: list[str] = []
            for token in clause.subjects:
                nouns += [self._called(token)] if token.kind == "noun" else self._meant(token)
            parts = [noun for noun in nouns if part_of(noun) and not self.match(noun)]
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
                    return self.of(replace(following), ())
        return self.nouns or [""]

    def same_part(self, clause: Clause) -> None:
        """Take "it" for the part of the body just named: "turns his head and shakes it"."""
        before = self.last.objects if self.last else []
        parts = [t for t in before if t.kind == "noun" and t.owned and part_of(t.word)]
        if parts and len(parts) == len(before) and not clause.target:
            clause.objects = [
                parts[-1] if t.kind == "pronoun" and t.text.lower() in _PARTS_MEANT else t
                for t in clause.objects
            ]

    def parts_acting(self, clause: Clause, parts: list[str]) -> list[str]:
        """Return the parts that act, noted for the clauses that follow.

        parts: those that the clause itself means. "The windmill turns, gets faster and stops": its
        blades do all that.
        """
        again = not parts and bool(self.parts) and all(t.kind != "noun" for t in clause.subjects)
        if again and clause.verb in _CEASING:
            clause.verb = "still"
            return self.parts
        if again and clause.verb in _BECOMING and clause.manner.speed != 1.0:
            clause.verb = self.done
        if again and clause.verb == self.done:
            return self.parts
        self.parts, self.done = parts, clause.verb
        return parts

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

    def match(self, noun: str) -> tuple[str, ...]:
        return (noun,) if noun in self.names else matching(noun, self.names)

    def objects(self, noun: str) -> tuple[str, ...] | None:
        """Return the drawing's objects that a subject means, None for what isn't in it."""
        if noun == "*":
            return self.names or ("",)
        if not self.names or not noun:
            return self.names if len(self.names) == 1 else ("",)
        found = self.match(noun)
        if found:
            return found
        if self.matched:
            return None
        if len(self.names) == 1:
            self.only = self.only or noun
            return self.names if noun == self.only else None
        return ("",)

    def moved(self, clause: Clause) -> tuple[str, ...]:
        """Return what something outside the drawing moves: "the wind blows the leaves away"."""
        if clause.verb not in _MOVING:
            return ()
        things = [t.word for t in clause.objects if t.kind == "noun"]
        return tuple(name for word in things for name in self.match(word))
