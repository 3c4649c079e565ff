# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens as an English sentence, so that what reads English text reads every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from engine.language.manner_words import ADVERBS, PLAIN, Manner, part_of
from engine.language.phrases import SEVERAL, Token

_WAYS = {
    "left": "to the left", "right": "to the right", "back_and_forth": "back and forth",
    "up_and_down": "up and down", "from_above": "from above", "from_below": "from below",
    "still": "still", "aslant": "diagonally",
}  # fmt: skip
_PLURALS = {
    "man": "men", "woman": "women", "mouse": "mice", "goose": "geese", "leaf": "leaves",
    "foot": "feet", "wolf": "wolves", "calf": "calves", "child": "children", "tooth": "teeth",
    "person": "people", "knife": "knives", "scarf": "scarves", "fish": "fish", "sheep": "sheep",
}  # fmt: skip
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
_HALF = 0.5
_ADVERBS = (
    "happily", "excitedly", "sadly", "tiredly", "angrily", "fearfully", "proudly", "sneakily",
    "drunkenly", "quickly", "slowly", "gently", "wildly", "gracefully", "high",
)  # fmt: skip
_BY = "with"  # "wags with the tail" is "wags its tail"
_ING = {"run": "running", "swim": "swimming", "hop": "hopping", "sit": "sitting", "wag": "wagging",
        "spin": "spinning", "flap": "flapping", "nod": "nodding", "clap": "clapping",
        "lie": "lying", "trot": "trotting", "hug": "hugging", "skip": "skipping"}  # fmt: skip


def sentence_of(tokens: Sequence[Token]) -> str:
    """Return tokens as a sentence: what they say of nouns, verbs, ways, counts and order."""
    words: list[str] = []
    before: Token | None = None
    several = False  # whether the subject is in the plural
    told = False  # whether the clause has its verb
    for number, given in enumerate(tokens):
        token = given
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        owns = following is not None and following.kind == "noun" and following.owned
        again = told and token.kind == "verb" and token.form != "ing"
        if again and before is not None and before.kind != "to":
            words.append("and")
        told = token.kind == "verb" or (told and token.kind not in ("link", "and", "comma"))
        placed = before is not None and before.kind == "prep" and before.word != _BY
        if told and token.kind == "noun" and part_of(token.word) and not placed:
            token = replace(token, owned=True)
            words = words[:-1] if before and before.word == _BY else words
        said = _said(token, before, owns=token.kind == "noun" and owns, several=several)
        if token.kind in ("noun", "pronoun"):
            several = is_several(token) or token.word == "they"
        words += [said] if said else []
        before = token if said else before
    return " ".join(words).replace(" and ,", ",").replace(" .", ".").replace(" ,", ",")


def _said(token: Token, before: Token | None, *, owns: bool, several: bool) -> str:
    match token.kind:
        case "noun":
            owner = before is not None and before.kind == "noun" and token.owned
            return _noun(token, bare=owner) + ("'s" if owns else "")
        case "pronoun":
            return "each other" if token.word == "other" else token.word
        case "verb":
            bare = several or (before is not None and before.kind == "to")
            return _verb(token, bare=bare)
        case "how":
            return _adverb(token.manner)
        case "way":
            if before is not None and before.kind == "prep":
                return f"the {token.word}"
            return _WAYS.get(token.word, token.word.replace("_", " "))
        case "prep" | "not" | "to" | "and":
            return token.word or token.kind
        case "link":
            return "." if token.word in ("stop", "reason", "like") else token.word
        case "comma":
            return ","
        case _:
            return " ".join(_measure(token))


def _noun(token: Token, *, bare: bool) -> str:
    several = is_several(token)
    number = _NUMBERS.get(int(token.number), "")
    start = "" if bare else "its" if token.owned else number or "the"
    word = token.word.replace("_", " ")
    return " ".join(each for each in (start, token.form, plural(word) if several else word) if each)


def is_several(noun: Token) -> bool:
    """Tell whether a noun of another language is in the plural."""
    return noun.number > 1 or noun.number == SEVERAL


def plural(noun: str) -> str:
    """Return an English noun in the plural."""
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _verb(token: Token, *, bare: bool) -> str:
    verb, _, rest = token.word.partition("_")
    if token.form == "ing":
        said = _ING.get(verb, (verb[:-1] if verb.endswith("e") else verb) + "ing")
    elif bare or verb == "be":
        said = "is" if verb == "be" else verb
    else:
        said = {"go": "goes", "do": "does", "have": "has"}.get(verb) or plural(verb)
    owned = "its " if part_of(rest) else ""  # "shakes its head"
    return f"{said} {owned}{rest.replace('_', ' ')}".strip()


def _measure(token: Token) -> Iterator[str]:
    """Yield the words of a count, rate, distance or time."""
    number = f"{token.number:g}"
    if token.kind == "count":
        yield f"{number} times" if token.number else "again and again"
    elif token.kind == "rate":
        yield f"{number} times a second"
    elif token.kind == "seconds":
        yield f"for {number} seconds"
    elif token.kind == "amount" and token.number:
        part = "half" if token.number == _HALF else number
        yield f"{part} its length" if token.word == "lengths" else f"{part} the screen"


@cache
def _adverbs() -> dict[Manner, str]:
    found: dict[Manner, str] = {}
    for word in (*_ADVERBS, *ADVERBS):
        found.setdefault(ADVERBS[word], word)
    return found


def _adverb(manner: Manner) -> str:
    return "" if manner == PLAIN else _adverbs().get(manner, "")
