# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of the languages other than English: what their words are called in English.

A table is a file of `tables`, named after its language; its lines are "kind english: words". Kinds
and English words are those of `phrases.Token`, and a few more: see `tables/de.txt`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from engine.language.manner_words import ADJECTIVES, ADVERBS, PLAIN, Manner
from engine.language.phrases import Kind, Token
from engine.language.word_lists import TABLES, read_lines

#: Languages whose words are written apart, and those that write them without spaces.
SPACED = tuple(code for code in ("de", "fr", "es", "pt") if (TABLES / f"{code}.txt").exists())
SPACELESS = tuple(code for code in ("ja", "zh") if (TABLES / f"{code}.txt").exists())

#: The table of nouns in all these languages, and the order of its columns.
NOUNS_FILE = "nouns_in_tongues.txt"
COLUMNS = ("de", "fr", "es", "pt", "ja", "zh")
_PLAIN_KINDS = ("link", "way", "prep", "skip", "not", "and", "pronoun", "count", "rate", "amount")
_INFLECTED = ("verb", "noun", "how", "adjective")


@dataclass
class Tongue:
    """The words of a language, folded as by `fold`.

    Attributes:
        code: like "de".
        phrases: first word -> (words, token), the longest first.
        stems: kind -> stem that takes endings -> English word.
        joined: (stem of a verb, another word of its clause) -> English verb.
        endings: kind -> endings; "ing" and "infinitive" are kinds of their own.
        words: further kind -> words: articles, owners, "times" and so on.
        numbers: word -> number.
        named: (kind, word) -> English word of "length" and "side".
    """

    code: str
    phrases: dict[str, list[tuple[tuple[str, ...], Token]]] = field(default_factory=dict)
    stems: dict[str, dict[str, str]] = field(default_factory=dict)
    joined: dict[tuple[str, str], str] = field(default_factory=dict)
    endings: dict[str, frozenset[str]] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    named: dict[tuple[str, str], str] = field(default_factory=dict)

    def stem_of(self, kind: str, word: str) -> tuple[str, str, str] | None:
        """Return (stem, ending, English word) of a folded word of an inflected kind, or None."""
        stems, endings = self.stems.get(kind, {}), self.endings.get(kind, frozenset())
        for size in range(len(word), 1, -1):
            if word[:size] in stems and (size == len(word) or word[size:] in endings):
                return word[:size], word[size:], stems[word[:size]]
        return None


@cache
def fold(text: str) -> str:
    """Return a text in lower case and without accents, as far as letters are Latin."""
    if any(ord(letter) > 0x2E7F for letter in text):
        return unicodedata.normalize("NFKC", text).lower()
    flat = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss").replace("œ", "oe"))
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


def manner_named(english: str) -> Manner:
    """Return the manner of an English adverb or adjective."""
    english = english.replace("_", " ")
    return ADVERBS.get(english) or ADJECTIVES.get(english) or PLAIN


@cache
def tongue(code: str) -> Tongue:
    """Return the table of a language; it is read once."""
    table = Tongue(code)
    for line in read_lines(f"{code}.txt"):
        head, _, words = line.partition(":")
        kind, *named = head.split()
        for word in words.split():
            _add(table, kind, named, fold(word))
    _add_nouns(table)
    table.endings["adjective"] = table.endings.get("how", frozenset())
    for (stem, _), english in table.joined.items():
        shorter = table.stem_of("verb", stem)  # "mueve" is a form of "mover"
        table.stems["verb"].setdefault(stem, shorter[2] if shorter else english)
    for found in table.phrases.values():
        found.sort(key=lambda pair: -len(pair[0]))
    return table


def _add_nouns(table: Tongue) -> None:
    """Add the nouns of the table of all languages. Raises ValueError where a line isn't whole."""
    column = COLUMNS.index(table.code)
    for line in read_lines(NOUNS_FILE):
        english, *columns = (field.strip() for field in line.split("|"))
        if len(columns) != len(COLUMNS):
            raise ValueError(f"{NOUNS_FILE}: {line}")
        for word in map(fold, columns[column].split()):
            if "_" in word or table.code in SPACELESS:
                _phrase(table, word, Token("noun", "", english))
            else:
                table.stems.setdefault("noun", {}).setdefault(word, english)


def _add(table: Tongue, kind: str, english: list[str], word: str) -> None:
    named = english[-1] if english else ""
    if kind in _INFLECTED:
        if "+" in word:
            stem, _, with_word = word.partition("+")
            table.joined[stem.rstrip("-"), with_word.replace("_", " ")] = named
        elif word.endswith("-"):
            table.stems.setdefault(kind, {}).setdefault(word.rstrip("-"), named)
        elif kind == "adjective":
            table.stems.setdefault(kind, {}).setdefault(word, "")
        elif kind == "verb":
            _phrase(table, word, Token("verb", "", named))
        elif kind == "noun":
            _phrase(table, word, Token("noun", "", named))
        else:
            _phrase(table, word, Token("how", "", manner=manner_named(named)))
    elif kind in _PLAIN_KINDS:
        numbers = [float(item) for item in english if item[0].isdigit()]
        names = [item for item in english if not item[0].isdigit()]
        token = Token(
            cast(Kind, kind),
            "",
            names[0] if names else "",
            number=numbers[0] if numbers else 0.0,
        )
        _phrase(table, word, token)
    elif kind == "particle":
        _phrase(table, word, Token("skip", "", named, "particle"))
    elif kind == "number":
        table.numbers[word] = float(named)
    elif kind == "ending":
        table.endings[named] = table.endings.get(named, frozenset()) | {word}
    elif kind in ("length", "side"):
        table.named[kind, word] = named
    else:
        table.words[kind] = table.words.get(kind, frozenset()) | {word}


def _phrase(table: Tongue, phrase: str, token: Token) -> None:
    words = tuple(phrase.split("_"))
    table.phrases.setdefault(words[0], []).append((words, token))
