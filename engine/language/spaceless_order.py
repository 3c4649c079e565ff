# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the order of words in Japanese and Chinese to the English one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from engine.language.manner_words import part_of
from engine.language.part_words import singular
from engine.language.phrases import SEVERAL, Token
from engine.language.tongues import Tongue
from engine.language.word_lists import word_set

#: What there are several of where no number is said, and where they are somebody's.
_MANY = word_set("raindrop snowflake bubble petal")
_PAIRED = word_set("wing ear claw wheel arm leg whisker antenna fin shoulder tentacle petal")
_AFTER_JOINING = {"return": "back", "go": "forward"}  # "swims and returns" is "swims back"
_PLACES = {"down": "under", "up": "on"}


@dataclass(frozen=True)
class SaidPiece:
    """A token; `particle`: what its Japanese particle says of the noun before it."""

    token: Token
    particle: str = ""


_OBJECT = SaidPiece(Token("skip", ""), "object")


def in_plural(token: Token, *, first: bool) -> Token:
    """Return a noun in the plural where there is usually more than one.

    first: whether it opens the sentence.
    """
    pair = (token.owned or not first) and token.word in _PAIRED and not token.form
    several = token.kind == "noun" and not token.number and (pair or token.word in _MANY)
    return replace(token, number=SEVERAL) if several else token


def led(pieces: Sequence[SaidPiece]) -> list[SaidPiece]:
    """Return pieces in which a second verb, joined to the first, only says which way it leads."""
    out: list[SaidPiece] = []
    for piece in pieces:
        token = piece.token
        joined = len(out) > 1 and out[-1].token.kind == "and" and out[-2].token.kind == "verb"
        if joined and token.kind == "verb" and token.word in _AFTER_JOINING:
            out[-1] = SaidPiece(Token("way", "", _AFTER_JOINING[token.word]))
        else:
            out.append(piece)
    return out


def sided(pieces: Sequence[SaidPiece], table: Tongue) -> list[SaidPiece]:
    """Return pieces in which "left" before a part of a body is the part's: "waves the left hand".

    A verb may have the part in it.
    """
    out: list[SaidPiece] = []
    side = ""
    for number, piece in enumerate(pieces):
        token = piece.token
        if side and piece.particle == "of":
            continue
        if side:
            part = token if token.kind == "noun" else _part_in(token, table)
            if part is not None and part_of(part.word):
                named = replace(part, form=side, owned=True)
                kept = [] if token.kind == "noun" else [_OBJECT, piece]
                out[-1:] = [replace(piece, token=named), *kept]
                side = ""
                continue
        out.append(piece)
        before = pieces[number - 1].token.kind if number else ""
        sided = token.kind == "way" and token.word in ("left", "right") and before != "prep"
        side = token.word if sided and len(token.text) == 1 else ""
    return out


def _part_in(verb: Token, table: Tongue) -> Token | None:
    """Return the part of a body that a verb's word begins with."""
    found = table.phrases.get(verb.text[:1], ()) if verb.kind == "verb" else ()
    return next((t for words, t in found if len(words) == 1 and t.kind == "noun"), None)


def hoisted(tokens: list[Token], closers: Collection[str] | None) -> list[Token]:
    """Put words like "while" and "before", which close a clause, in front of it.

    closers: the words that do so; None where all of them do.
    """
    out: list[Token] = []
    start = 0  # of the clause that is being read
    for number, token in enumerate(tokens):
        closing = token.kind == "link" and (
            token.word in ("while", "before", "after", "until")
            if closers is None
            else token.text in closers
        )
        if closing and any(other.kind == "verb" for other in out[start:]):
            out.insert(start, replace(token, word="after") if token.word == "then" else token)
            start = len(out) + 1
            if number + 1 < len(tokens) and tokens[number + 1].kind != "comma":
                out.append(Token("comma", ""))
                start = len(out)
            continue
        out.append(token)
        if token.kind in ("link", "and", "comma"):
            start = len(out)
    return out


def in_english_order(clause: list[SaidPiece], *, after: bool) -> Iterator[Token]:
    """Yield the tokens of a clause: subject, verb, the rest.

    after: whether particles follow their nouns, as in Japanese; else they come before, as
    prepositions do.
    """
    if not after:
        yield from _prepositions(clause)
        return
    subjects: list[Token] = []
    verbs: list[Token] = []
    rest: list[Token] = []
    placed: Token | None = None  # "under" of what has been read
    for number, piece in enumerate(clause):
        token = piece.token
        following = clause[number + 1].particle if number + 1 < len(clause) else ""
        owned = clause[number + 2].token if number + 2 < len(clause) else token
        part = owned if owned.kind == "noun" and is_owned(owned.word) else None
        if number > 1 and clause[number - 1].particle == "of" and is_owned(token.word):
            token = replace(token, owned=clause[number - 2].token.kind == "noun")
        if piece.particle == "second":
            if not any(other.particle == "from" for other in clause):
                rest.append(token)  # "jumps out", but not "jumps out of the egg"
        elif piece.particle == "going":
            others = (other.token.kind for other in clause if other is not piece)
            if "way" not in others and "prep" not in others and not _leads(clause):
                rest.append(token)  # "flies away"
        elif token.kind == "verb":
            verbs.append(token)
        elif piece.particle:
            continue
        elif token.kind in ("noun", "pronoun"):
            if following in ("to", "from"):
                rest += [Token("prep", "", following), token]
            elif following == "object":
                rest.append(token)
            elif number + 1 < len(clause) and _is_around(clause[number + 1].token):
                rest += [Token("prep", "", "around"), token]
                placed = clause[number + 1].token
            elif following == "of" and owned.word in _PLACES and owned.kind == "way":
                rest += [Token("prep", "", _PLACES[owned.word]), token]  # "under the tree"
                placed = owned
            elif following == "of":
                if part is not None:  # "the dog's tail"
                    subjects.append(token)
                continue
            elif following == "at":
                rest += [Token("prep", "", "with"), token]
            else:
                if len(subjects) and following == "and":
                    subjects.append(token)
                subjects.append(token)
        elif token is placed:
            continue
        elif token.kind == "way" and following == "from":
            rest += [Token("prep", "", "from"), token]
        else:
            rest.append(token)
    nots = [token for token in rest if token.kind == "not"]
    yield from (*subjects, *nots, *verbs[:1])
    yield from (token for token in rest if token.kind != "not")
    for token in verbs[1:]:
        yield replace(token, form="")


def _is_around(token: Token) -> bool:
    return token.word == "around" and token.text.startswith("の")


def _leads(clause: Sequence[SaidPiece]) -> bool:
    return any(piece.particle in ("to", "from") for piece in clause)


def is_owned(noun: str) -> bool:
    """Tell whether a noun is a part of a body or of a thing."""
    return bool(part_of(noun)) or bool(singular(noun))


def _prepositions(clause: list[SaidPiece]) -> Iterator[Token]:
    """Yield the tokens of a Chinese clause; what stands before its verb comes after it."""
    first = next((k for k, piece in enumerate(clause) if piece.token.kind == "verb"), len(clause))
    subjects: list[Token] = []
    others: list[Token] = []
    prep = False
    for number, piece in enumerate(clause):
        token = piece.token
        if piece.particle in ("to", "from", "with", "around"):
            following = clause[number + 1].token.kind if number + 1 < len(clause) else ""
            prep = following in ("noun", "pronoun", "way")
            if prep:
                others.append(replace(token, kind="prep", word=piece.particle, form=""))
            continue
        if piece.particle or number == first:
            prep = prep and not piece.particle
            continue
        before = clause[number - 1].token if number else token
        placed = before.kind == "noun" and len(others) > 1 and others[-2].kind == "prep"
        if token.kind == "way" and placed and others[-1] is before:
            continue  # "on the tree": the word for "on" follows
        if token.kind == "noun" and is_owned(token.word):
            owners = [p for p in clause[max(number - 2, 0) : number] if p.particle != "of"]
            token = replace(token, owned=bool(owners) and owners[-1].token.kind == "noun")
        subject = token.kind in ("noun", "pronoun", "not") and not prep and number < first
        (subjects if subject else others).append(token)
        prep = False
    yield from subjects
    if first < len(clause):
        yield clause[first].token
    yield from others
