# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the order of words in languages with spaces to the English one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.language.phrases import Token
from engine.language.tongues import Tongue, fold
from engine.language.word_lists import word_set

_MASSES = word_set("water wine milk juice tea coffee beer soup honey snow sand paper bread")
# Verbs whose noun is rather what they are about than their subject, where cases don't tell.
_TRANSITIVE = word_set(
    """
    reach catch throw kick chase follow push pull hit carry hold lift eat bite lick drink play read
    write draw paint hug kiss open close raise attack
    """
)


@dataclass
class Tagged:
    """A token with what the order of words depends on.

    Attributes:
        low: the folded word.
        stem: of a verb.
        subject: whether a noun can be a subject, by its article and the word before it.
        ending: "infinitive", "ing" or "".
        owner: of a noun: the noun that has it: "la cola del perro".
    """

    token: Token
    low: str = ""
    stem: str = ""
    subject: bool = True
    ending: str = ""
    owner: Token | None = None


def in_english_order(segment: list[Tagged], table: Tongue, *, inverted: bool) -> Iterator[Token]:
    """Yield the tokens of a segment: subject, verb, the rest.

    inverted: whether the verb stands before its subject, as after a clause with "while".
    """
    segment = _owners(segment, table)
    _particles(segment, table)
    verbs = [k for k, item in enumerate(segment) if item.token.kind == "verb"]
    if not verbs:
        for item in segment:
            yield from _with_owner(item)
        return
    _join(segment, verbs, table)
    first = verbs[0]
    subjects = [
        k for k, item in enumerate(segment)
        if item.token.kind in ("noun", "pronoun") and item.subject and item.token.word != "other"
    ]  # fmt: skip
    ahead = [k for k in subjects if k < first]
    led = inverted or any(
        item.token.kind in ("how", "way", "prep", "count") for item in segment[:first]
    )
    led &= "prefix" in table.words or segment[first].token.word not in _TRANSITIVE
    subject = ahead[0] if ahead else subjects[0] if subjects and led else -1
    nouns = [k for k, item in enumerate(segment[:first]) if item.token.kind in ("noun", "pronoun")]
    if subject < first and nouns in ([], [subject]):
        subject = -1
        first = 0  # the words stand as in English
    order = [*([subject] if subject >= 0 else []), first]
    order += [k for k in range(len(segment)) if k not in order]
    seen = False
    for k in order:
        item = segment[k]
        if item.token.kind == "verb":
            if seen and item.ending == "infinitive":
                yield Token("to", "")
            seen = True
            way = item.stem.partition("|")[0] if "|" in item.stem else ""
            yield item.token
            if way and (found := table.phrases.get(way)):
                yield (
                    replace(found[0][1], text="")
                    if found[0][1].kind == "way"
                    else Token("skip", "")
                )
        else:
            yield from _with_owner(item)


def _with_owner(item: Tagged) -> Iterator[Token]:
    """Yield a token, after its owner: "the dog's tail"."""
    if item.owner is None:
        yield item.token
    else:
        yield item.owner
        yield replace(item.token, owned=True)


def _owners(segment: list[Tagged], table: Tongue) -> list[Tagged]:
    """Return a segment in which nouns have their owners: "la cola del perro", "la roue de l'auto".

    The owner of what is no part of a body has to be no mass: "a glass of water".
    """
    genitive = table.words.get("genitive", frozenset())
    out: list[Tagged] = []
    for item in segment:
        if item.token.kind == "skip" and not item.token.text:
            out.append(item)
            continue
        last = next((other for other in reversed(out) if other.token.kind != "skip"), None)
        joined = False
        if item.token.kind == "noun" and last is not None:
            first = fold(item.token.text.split()[0])
            if (
                last.token.kind == "prep"
                and last.low.replace(" ", "_") in genitive
                and len(out) > 1
            ):
                owned, joined = out[-2], out[-2].token.kind == "noun"
            else:
                owned, joined = last, last.token.kind == "noun" and first in genitive
            joined &= owned.owner is None and owned.token.word != "edge"
            if joined and last is not owned:
                out.remove(last)
            if joined and item.token.word not in _MASSES:
                owned.owner = item.token
        if not joined:
            noun = item.token.kind == "noun" and fold(item.token.text.split()[0])
            if noun and noun in table.words.get("from_article", ()):
                out.append(Tagged(Token("prep", "", "from")))
            out.append(item)
    return out


def _particles(segment: list[Tagged], table: Tongue) -> None:
    """Read prepositions without a noun after them as particles, or as the verb that is missing."""
    said = any(item.token.kind == "verb" for item in segment)
    for number, item in enumerate(segment):
        if item.token.kind != "prep":
            continue
        following = next((o for o in segment[number + 1 :] if o.token.kind != "skip"), None)
        if following is None or following.token.kind in ("verb", "how", "count", "prep"):
            verb = None if said else table.stem_of("verb", item.low)
            if verb is None:
                item.token = Token("skip", item.token.text)
            else:
                said, item.stem = True, verb[0]
                item.token = Token("verb", item.token.text, verb[2], "s")


def _join(segment: list[Tagged], verbs: list[int], table: Tongue) -> None:
    """Give verbs the meaning that they have with another word of their segment."""
    for k in verbs:
        item = segment[k]
        for other, neighbour in enumerate(segment):
            joined = table.joined.get((item.stem, neighbour.low)) if other != k else None
            if joined:
                item.token = replace(item.token, word=joined)
                if neighbour.token.kind != "noun":
                    neighbour.token = Token("skip", neighbour.token.text)
                break
