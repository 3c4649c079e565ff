# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a reader of English words is, what it has read, and what it sees ahead."""

from __future__ import annotations

from dataclasses import replace

from engine.language.english_words import (
    ARTICLES,
    OWNERS,
    PRONOUNS,
    Lexicon,
    is_phrase,
)
from engine.language.inflection import form_of
from engine.language.manner_words import ADJECTIVES, Manner, part_of
from engine.language.nouns import is_noun
from engine.language.phrases import NUMBERS, PHRASES, Token
from engine.language.text import stem
from engine.language.word_vectors import shipped


class WordsAhead:
    """Words that are read from left to right; `at` is the next one."""

    def __init__(self, words: list[str], lexicon: Lexicon) -> None:
        self.words = words
        self.low = [word.lower() for word in words]
        self.lexicon = lexicon
        self.at = 0
        self.out: list[Token] = []
        self.has_verb = False  # in this segment
        self.has_noun = False

    def _word(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.low[index] if index < len(self.low) else ""

    def _put(self, token: Token, words: int = 1) -> None:
        text = " ".join(self.words[self.at : self.at + words])
        self.out.append(replace(token, text=text))
        self.at += words
        if token.kind in ("link", "and", "comma"):
            self.has_verb = self.has_noun = False
        elif token.kind == "verb" and token.word != "be":
            self.has_verb = True
        elif token.kind in ("noun", "pronoun"):
            self.has_noun = True

    def _aux_verb(self, ahead: int) -> bool:
        word = self._word(ahead)
        return (
            bool(self.lexicon.verb(word))
            and form_of(word) in ("", "ed")
            and not self._starts_noun(ahead)
        )

    def _starts_noun(self, ahead: int) -> bool:
        """Tell whether a noun phrase begins there: an article, or a noun that is no verb."""
        word = self._word(ahead)
        if word in ARTICLES or word in OWNERS or word in NUMBERS:
            return True
        if word in PRONOUNS:
            return True
        if not word or not word[0].isalpha() or is_phrase(word):
            return False
        return word in self.lexicon.own or (is_noun(word) and not self.lexicon.verb(word))

    def _clause_follows(self, ahead: int) -> bool:
        """Tell whether a subject and its verb come before the segment ends."""
        subject = self._starts_noun(ahead)
        for index in range(self.at + ahead, min(len(self.low), self.at + ahead + 12)):
            word = self.low[index]
            if not word[0].isalnum() or word in ("and", "then", "while", "until", "but"):
                return False
            if index > self.at + ahead and subject and self._verb_after_noun(index):
                return True
        return False

    def _verb_after_noun(self, index: int) -> bool:
        word = self.low[index]
        before = self.low[index - 1]
        if before in ARTICLES or before in OWNERS or is_phrase(word):
            return False
        following = self.low[index + 1] if index + 1 < len(self.low) else "."
        told_how = following.endswith("ly") or not following[0].isalnum()
        return bool(self.lexicon.verb(word)) and (
            not is_noun(word) or form_of(word) != "" or before in PRONOUNS or told_how
        )

    def _phrase_at(self, ahead: int, least: int = 1, most: int = 9) -> tuple[int, Token] | None:
        start = self.at + ahead
        if start >= len(self.low):
            return None
        for words, token in PHRASES.get(self.low[start], ()):
            if least <= len(words) <= most and tuple(self.low[start : start + len(words)]) == words:
                return len(words), token
        return None

    def _aslant(self, length: int) -> bool:
        """Tell whether "up to" or "down to" leads aslant: "up to the right", but no right edge."""
        aslant = length == 2 and self._word() in ("up", "down") and self._word(2) == "the"
        return aslant and self._word(3) in ("left", "right") and not is_noun(self._word(4))

    def _before_noun(self, way: str) -> bool:
        """Tell whether "left" or "right" stands before its noun: "left arm"."""
        return way in ("left", "right") and bool(part_of(self._word(1)))

    def _manner_at(self, ahead: int) -> Manner | None:
        found = self._phrase_at(ahead)
        if found and found[1].kind == "how":
            return found[1].manner
        return ADJECTIVES.get(self._word(ahead))

    def _noun_ahead(self) -> bool:
        """Tell whether an adjective here belongs to a noun: "happy dogs run"."""
        word = self._word(1)
        return (
            bool(word)
            and word[0].isalpha()
            and (word in self.lexicon.own or (is_noun(word) and not self.lexicon.verb(word)))
        )

    def _verb_before(self) -> bool:
        """Tell whether a verb was read, and no subject since: "walk to the left, then a length"."""
        return self.has_verb or (not self.has_noun and any(t.kind == "verb" for t in self.out))

    def _verb_later(self, skip: int = 0) -> bool:
        """Tell whether another verb follows before this segment ends, after some further words."""
        for index in range(self.at + 1 + skip, min(len(self.low), self.at + 8)):
            word = self.low[index]
            if not word[0].isalnum() or word in ("and", "then", "while", "until", "but", "to"):
                return False
            if word in ARTICLES or word in OWNERS:
                return False
            if self.lexicon.verb(word) and not is_phrase(word):
                return True
        return False

    def _verb_like_alone(self, word: str) -> bool:
        if not self.out:
            return form_of(word) in ("s", "ing") and not is_noun(word)
        said = any(token.kind == "verb" for token in self.out)
        return said and self.out[-1].kind in ("comma", "and", "link") and form_of(word) == "ing"

    def _unknown_verb(self, word: str) -> bool:
        """Tell whether a word that no table knows stands where the verb has to be."""
        if self.has_verb or (not self.has_noun and not self._verb_like_alone(word)):
            return False
        if not self.has_noun and self.out:
            return True
        if not self.has_noun and self._verb_later():
            return False
        if self._verb_later() and not (self.out and self.out[-1].kind == "noun"):
            return False
        if word.endswith("ly"):
            return False
        return form_of(word) != "" or ("verb", stem(word)) in shipped().index
