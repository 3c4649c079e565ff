# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""English words: how a text is split into them, and what each can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from engine.language.inflection import form_of, noun_base, verb_bases
from engine.language.manner_words import ADJECTIVES, part_of
from engine.language.nouns import NOUNS, is_noun
from engine.language.part_words import singular
from engine.language.phrases import (
    CENTRE_NOUNS,
    EDGE_NOUNS,
    LENGTHS,
    NUMBERS,
    PHRASES,
    SIDES,
    number_in,
)
from engine.language.text import stem
from engine.language.verb_words import VERBS
from engine.language.word_lists import word_set
from engine.language.word_vectors import shipped

_PIECE = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:.!?…。，、]|%", re.UNICODE)
ARTICLES = word_set(
    """
    a an the this that these those another any every some all both no
    """
)
OWNERS = word_set("its his her their my your our")
PRONOUNS = {
    "it": "it", "he": "it", "she": "it", "him": "it", "they": "they", "them": "they", "we": "they",
    "i": "it", "you": "it", "itself": "self", "himself": "self", "herself": "self", "us": "viewer",
    "everyone": "they", "everybody": "they", "all": "they", "both": "they", "me": "viewer",
}  # fmt: skip
_SHORT = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "would"}
#: Nouns whose plural is the singular; a verb after them may be in its base form.
_UNCHANGING = word_set("fish sheep deer moose salmon trout tuna carp shrimp squid bison elk")
#: What stands before several who do something, or somebody who is made to: "make the boy drop".
_BEFORE_DOERS = word_set("and or make let see watch help hear have")
#: What a noun has many of, though it looks like a verb.
#: Verbs that may say what comes of another one: "the door swings open".
RESULTS = word_set("open shut close loose free clear still dry empty")
_SEVERAL = word_set("drops waves rings sparks bubbles leaves rays")
#: Verbs that are nouns as well, but seldom the second of two.
_MOSTLY_VERBS = word_set(
    """
    eat chase blow climb run jump walk catch throw push pull hold hit kick grab follow carry shake
    bite lick swim sing read write draw
    """
)
TIMES = frozenset(("time", "times", "x"))


def split_words(text: str) -> list[str]:
    """Return the words and punctuation marks of a text; "doesn't" and "it's" become two words."""
    words: list[str] = []
    for match in _PIECE.finditer(text.replace("’", "'").replace("_", " ")):
        word = match.group()
        short = next((end for end in _SHORT if word.lower().endswith(end)), "")
        if short and len(word) > len(short):
            words += [word[: -len(short)], _SHORT[short]]
        elif word.lower() in ("it's", "he's", "she's", "that's", "there's"):
            words += [word[:-2], "is"]
        elif word.lower() == "can't":
            words += ["not"]
        elif word.lower().endswith("'s"):
            words += [word[:-2], "'s"]
        else:
            words.append(word)
    return words


@dataclass(frozen=True)
class Lexicon:
    """What is known about words of one sentence.

    Attributes:
        own: words in the names of the drawing's objects.
        more: verbs that only the library of actions knows.
    """

    own: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()

    def verb(self, word: str) -> str:
        """Return the base form of a verb, "" for other words."""
        return _verb_of(word, self.more)

    def noun(self, word: str) -> bool:
        """Tell whether a word can be a noun."""
        return word in self.own or is_noun(word)

    def only_noun(self, word: str) -> bool:
        """Tell whether a word can be a noun, and no verb unless an object is called so."""
        return word in self.own or (is_noun(word) and not self.verb(word))

    def named(self, word: str) -> bool:
        """Tell whether a side can stand before a noun: "left arm", "right edge"."""
        place = word in EDGE_NOUNS or word in CENTRE_NOUNS or word in LENGTHS
        return place or word in self.own or bool(part_of(word))

    def nominal(self, word: str) -> bool:
        """Tell whether a word can be a noun or stand before one."""
        if not word or not word[0].isalpha() or word in NUMBERS or word in TIMES:
            return False
        if is_phrase(word) and word not in SIDES:
            return False
        known = self.noun(word) or word in ADJECTIVES or bool(part_of(word))
        if known and not self.verb(word):
            return True
        return form_of(word) == "" and (known or not self.verb(word))

    def compound(self, word: str, following: str, before: str = "", after: str = "") -> bool:
        """Tell whether the noun after a noun belongs to it: "tennis ball", but not "dog walk".

        before, after: the words on either side of the phrase; a verb after both nouns makes them
        one: "the pizza slice bounces", but not "the cat and the dog chase flies".
        """
        if following in self.own or self.several(word, following, after):
            return True
        one = noun_base(word) == word and form_of(following) == "" and is_noun(following)
        acts = following in _MOSTLY_VERBS or (before in _BEFORE_DOERS and self.verb(following))
        one = one and not acts and not (word in _UNCHANGING and self.verb(following))
        if one and form_of(after) == "s" and self.verb(after) and not is_phrase(after):
            return True
        if self.verb(following):
            return not self.noun(word)
        if form_of(following) == "s" and self.noun(word) and noun_base(following) not in NOUNS:
            return False  # "the balloon pops"
        if is_noun(following) or part_of(following):
            return True
        return not self.noun(word) and form_of(following) == ""

    def several(self, word: str, following: str, after: str) -> bool:
        """Tell whether what looks like a verb is what a noun has many of: "water drops fall".

        So it is with parts: "the bicycle wheels spin".
        """
        acts = form_of(after) == "" and self.verb(after) and not is_phrase(after)
        acts = acts and after not in RESULTS
        known = following in _SEVERAL or (
            form_of(following) == "s" and bool(singular(following)) and noun_base(word) == word
        )
        return known and self.noun(word) and bool(acts)


def is_phrase(word: str) -> bool:
    """Tell whether a word is one of `PHRASES` by itself."""
    return any(len(words) == 1 for words, _ in PHRASES.get(word, ()))


@cache
def _verb_of(word: str, more: frozenset[str]) -> str:
    """Return the base form of a known verb, "" for other words; more: verbs known besides."""
    return next((base for base in verb_bases(word) if base in VERBS or base in more), "")


@cache
def further_verbs(verbs: frozenset[str]) -> frozenset[str]:
    """Return the verbs that no table has, without inflected forms and names of things."""
    return frozenset(
        verb
        for verb in verbs
        if "_" not in verb
        and not any(base in VERBS for base in verb_bases(verb))
        and noun_base(verb) not in NOUNS
    )


def number_of(word: str) -> float | None:
    """Return the number that a word names, or None."""
    return NUMBERS.get(word, number_in(word))


def guessed_base(word: str) -> str:
    """Return the likeliest base form of a verb that no table has."""
    bases = [base for base in verb_bases(word) if base != word] or [word]
    known = [base for base in bases if ("verb", stem(base)) in shipped().index]
    return (known or bases)[0]


def known_letters(text: str) -> int:
    """Return how many letters of a text are English words."""
    return sum(len(word) for word in split_words(text.lower()) if _known(word))


@cache
def _known(word: str) -> bool:
    return (
        word in ARTICLES
        or word in OWNERS
        or word in PRONOUNS
        or word in PHRASES
        or word in ADJECTIVES
        or word in NUMBERS
        or bool(_verb_of(word, frozenset()))
        or noun_base(word) in NOUNS
        or bool(part_of(word))
    )
