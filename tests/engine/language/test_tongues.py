# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of other languages: all they name in English is known here."""

from __future__ import annotations

import pytest

from engine.language.detection import language_of
from engine.language.manner_words import ADJECTIVES, ADVERBS, part_of
from engine.language.nouns import is_noun
from engine.language.part_words import part_words
from engine.language.tongues import COLUMNS, NOUNS_FILE, SPACED, SPACELESS, fold, tongue
from engine.language.verb_words import ACTIONS, ASPECTS, ENDING, NAMES, REFUSED, VERBS
from engine.language.word_lists import read_lines, word_set

CODES = (*SPACED, *SPACELESS)
LINKS = ("then", "while", "before", "after", "until", "reason", "like")
KINDS = word_set(
    """
    adjective amount and article centre closing count counter degree edge ending from_article
    genitive gerund how length lengths link not noun number of other_article owner particle
    plural plural_noun plural_of_parts plural_with_ending prefix prep pronoun rate seconds side
    skip steps times turns verb way
    """
)


def heads(code: str, kind: str) -> list[str]:
    """Return the English words of a table's lines of one kind."""
    lines = [line.partition(":")[0].split() for line in read_lines(f"{code}.txt")]
    return [" ".join(words[1:]) for words in lines if words[0] == kind]


def test_there_are_six_languages() -> None:
    assert set(CODES) == {"de", "fr", "es", "pt", "ja", "zh"}


@pytest.mark.parametrize("code", CODES)
def test_every_line_has_a_kind_and_words(code: str) -> None:
    for line in read_lines(f"{code}.txt"):
        head, colon, words = line.partition(":")
        assert colon and words.split() and head.split()[0] in KINDS, line


@pytest.mark.parametrize("code", CODES)
def test_verbs_are_known_and_many(code: str) -> None:
    verbs = set(heads(code, "verb"))
    known = VERBS | ACTIONS | NAMES.keys() | REFUSED.keys() | ASPECTS | ENDING
    assert verbs - known == set()
    assert len(verbs) >= 120


@pytest.mark.parametrize("code", CODES)
def test_nouns_manners_and_links_are_known(code: str) -> None:
    assert [noun for noun in heads(code, "noun") if not is_noun(noun)] == []
    manners = {how.replace("_", " ") for how in heads(code, "how")}
    assert manners - ADVERBS.keys() - ADJECTIVES.keys() == set()
    assert set(heads(code, "link")) - set(LINKS) == set()


@pytest.mark.parametrize("code", CODES)
def test_a_table_is_read(code: str) -> None:
    table = tongue(code)
    assert table.phrases and "verb" in table.stems | {"verb": {}}


def test_a_stem_takes_endings_and_nothing_else() -> None:
    table = tongue("de")
    assert table.stem_of("verb", "springt") == ("spring", "t", "jump")
    assert table.stem_of("verb", "springbrunnen") is None


def test_accents_may_be_left_out() -> None:
    assert fold("läuft") == fold("LAUFT") == "lauft"
    assert fold("ジャンプ") == "ジャンプ"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the dog runs", "en"),
        ("swims", "en"),
        ("xyzzy", "en"),
        ("", "en"),
        ("Der Hund rennt", "de"),
        ("le chien court", "fr"),
        ("el perro corre", "es"),
        ("o cão corre", "pt"),
        ("犬が走る", "ja"),
        ("狗跑", "zh"),
    ],
)
def test_a_language_is_told_by_its_words(text: str, code: str) -> None:
    assert language_of(text) == code


def test_the_table_of_nouns_is_whole() -> None:
    for line in read_lines(NOUNS_FILE):
        english, *columns = (field.strip() for field in line.split("|"))
        assert len(columns) == len(COLUMNS) and all(columns), line
        assert is_noun(english) or part_of(english) or english in part_words(), line
