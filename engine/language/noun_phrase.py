# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""English nouns with the words before them: "the two happy dogs", "its left arm"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engine.language.english_words import ARTICLES, OWNERS, Lexicon, is_phrase
from engine.language.inflection import form_of, noun_base
from engine.language.manner_words import ADJECTIVES, LOOKS, PLAIN
from engine.language.nouns import NOUNS, is_noun
from engine.language.phrases import NUMBERS, SIDES, Token

_SIDES = ("left", "right", "upper", "lower", "top", "bottom")
_HEIGHTS = ("top", "bottom")
_TWO = ("couple", "pair")  # numbers before nouns, nouns before verbs: "the couple kisses"
_EMPTY = ("very", "own", "same", "other")


class NounPhrase(NamedTuple):
    """A noun that was read.

    Attributes:
        token: a noun or, for "the left", a way; a skipped word where there is no noun.
        act: a verb that stands before it: "a galloping horse"; "" for none.
        end: index of the word after it.
    """

    token: Token
    act: str
    end: int


def _word_before(words: Sequence[str], start: int, lexicon: Lexicon) -> str:
    """Return the word before a noun phrase, "" for an "and" that doesn't join two nouns."""
    before = words[start - 1] if start else ""
    if before != "and":
        return before
    said = any(form_of(word) in ("s", "ed") and lexicon.verb(word) for word in words[:start])
    joined = start > 1 and (
        noun_base(words[start - 2]) in NOUNS or not lexicon.verb(words[start - 2])
    )
    return before if joined and not said else ""


def read_noun_phrase(
    words: Sequence[str], start: int, lexicon: Lexicon, *, skip: int = 0, owned: bool = False
) -> NounPhrase:
    """Read the noun that begins at an index of lower-case words.

    skip: how many words at its beginning say nothing. owned: whether it belongs to somebody.
    """
    at, side, manner, act, head = start + skip, "", PLAIN, "", -1
    before = _word_before(words, start, lexicon)
    while at < len(words) and words[at][0].isalpha():
        word = words[at]
        following = words[at + 1] if at + 1 < len(words) else ""
        nominal = lexicon.nominal(following)
        if word in OWNERS:
            owned = True
        elif word == "of":
            break
        elif word in _SIDES:
            side = f"{side} {SIDES[word]}" if side in _HEIGHTS else SIDES[word]
            corner = word in _HEIGHTS and following in ("left", "right")
            if (
                word not in ("upper", "lower")
                and not corner
                and not (nominal and lexicon.named(following))
            ):
                head, at = at, at + 1
                break
        elif word in ADJECTIVES and following and (nominal or not is_noun(word)):
            manner = manner if word in LOOKS else manner.joined(ADJECTIVES[word])
        elif is_phrase(word) and at > start + skip and not is_noun(word):
            break
        elif form_of(word) in ("ing", "ed") and lexicon.verb(word) and nominal:
            act = lexicon.verb(word)
        elif (
            word not in ARTICLES
            and word not in _EMPTY
            and (word not in NUMBERS or (word in _TWO and not nominal and lexicon.verb(following)))
        ):
            head = at
            after = words[at + 2] if at + 2 < len(words) else ""
            several = lexicon.several(word, following, after)
            if not several and not (nominal and lexicon.compound(word, following, before, after)):
                at += 1
                break
        at += 1
    end = max(at, start + 1)
    if head < 0:
        return NounPhrase(Token("skip", ""), "", end)
    if words[head] in ("left", "right") and side == words[head]:
        return NounPhrase(Token("way", "", words[head]), act, end)
    return NounPhrase(
        Token("noun", "", noun_base(words[head]), side, manner, owned=owned), act, end
    )
