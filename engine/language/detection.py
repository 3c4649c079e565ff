# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which language a sentence is in: the one whose table knows most of its letters."""

from __future__ import annotations

from engine.language.english_words import known_letters
from engine.language.foreign import matched
from engine.language.tongues import SPACED, SPACELESS, fold, tongue

_KANA = range(0x3040, 0x3100)
_OWN_LETTERS = {"de": "äöüß", "fr": "àâèêëîïôœùûç", "es": "ñ¿¡áéíóú", "pt": "ãõçâêôáéíóú"}
_ENGLISH = "the"  # counts twice
_FIRST = 1  # letter's worth of a first word that is an article, as "o" is in Portuguese alone
_SURE = 0.9  # share of the letters from which no other language is tried
_HAN = range(0x3400, 0xA000)


def language_of(text: str) -> str:
    """Return the code of a sentence's language; "en" where no table knows more of it."""
    codes = {ord(letter) for letter in text[:400]}
    if "ja" in SPACELESS and any(code in _KANA for code in codes):
        return "ja"
    if "zh" in SPACELESS and any(code in _HAN for code in codes):
        return "zh"
    short = text[:120]
    best, most = "en", known_letters(short)
    if most >= _SURE * sum(map(str.isalpha, short)):
        return best
    most += len(_ENGLISH) * (_ENGLISH in short.lower().split())
    for code in SPACED:
        letters = matched(short, tongue(code))
        letters += sum(letter in _OWN_LETTERS[code] for letter in short.lower())
        words = short.split(maxsplit=1)
        letters += _FIRST * (fold(words[0] if words else "") in tongue(code).words["article"])
        if letters > most:
            best, most = code, letters
    return best
