# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A sentence as small integers: hashed word stems and hashed 4-grams of each stem.

No vocabulary is needed to encode: a word that training never saw still shares 4-grams with related
words (Bojanowski et al. 2017, subword information). A light stemmer makes "gallops" and
"galloping" one word.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Container, Sequence

import numpy as np
from numpy.typing import NDArray

WORD_BUCKETS = 8192
GRAM_BUCKETS = 8192
MAX_WORDS = 16
MAX_GRAMS = 8

_WORD = re.compile(r"[a-z0-9]+")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_VOWEL = re.compile(r"[aeiouy]")
_STOP = frozenset(
    {
        "a", "an", "the", "is", "are", "was", "were", "be", "been", "being", "am", "its", "it",
        "his", "her", "their", "they", "he", "she", "this", "that", "these", "those", "of", "and",
        "as", "very", "some", "my", "our", "your",
    }
)  # fmt: skip
_IRREGULAR = {
    "ran": "run", "swam": "swim", "swum": "swim", "flew": "fly", "flown": "fly", "shook": "shake",
    "shaken": "shake", "sat": "sit", "stood": "stand", "ate": "eat", "eaten": "eat",
    "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "blew": "blow",
    "blown": "blow", "swung": "swing", "spun": "spin", "leapt": "leap", "crept": "creep",
    "slept": "sleep", "dove": "dive", "drove": "drive", "driven": "drive", "threw": "throw",
    "thrown": "throw", "rode": "ride", "bent": "bend", "wound": "wind", "sank": "sink",
    "men": "man", "women": "woman", "mice": "mouse", "geese": "goose", "leaves": "leaf",
    "feet": "foot", "wolves": "wolf", "calves": "calf", "lying": "lie", "dying": "die",
}  # fmt: skip


def words_of(text: str) -> list[str]:
    """Return the lower-case words of a text, without articles and the like."""
    clean = _POSSESSIVE.sub("", text.lower())
    return [word for word in _WORD.findall(clean) if word not in _STOP]


def singular(word: str) -> str:
    """Return a lower-case word without the ending of plurals: "horses" -> "horse"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def stem(word: str) -> str:
    """Return a lower-case word without its English inflection; irregular forms by table."""
    word = singular(_IRREGULAR.get(word, word))
    for ending in ("ing", "ed", "ly"):
        base = word[: -len(ending)]
        if (
            word.endswith(ending)
            and len(base) >= 3
            and _VOWEL.search(base)
            and not word.endswith("eed")
        ):
            word = base
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word


def stems_of(text: str) -> list[str]:
    """Return the stems of a text in order, at most `MAX_WORDS`."""
    return [stem(word) for word in words_of(text)][:MAX_WORDS]


def encode(
    text: str, known: Container[str] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return word ids [MAX_WORDS] and gram ids [MAX_WORDS, MAX_GRAMS] of a text; 0 is empty.

    known: the stems that training has seen. Others get no word id, only their 4-grams, because
    the embedding of their word was never trained.
    """
    words = np.zeros(MAX_WORDS, np.int64)
    grams = np.zeros((MAX_WORDS, MAX_GRAMS), np.int64)
    for index, word in enumerate(stems_of(text)):
        if known is None or word in known:
            words[index] = _bucket(word, WORD_BUCKETS)
        for column, gram in enumerate(_grams(word)[:MAX_GRAMS]):
            grams[index, column] = _bucket("#" + gram, GRAM_BUCKETS)
    return words, grams


def encode_all(
    texts: Sequence[str], known: Container[str] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Encode T texts: word ids [T, MAX_WORDS] and gram ids [T, MAX_WORDS, MAX_GRAMS]."""
    rows = [encode(text, known) for text in texts]
    return np.stack([row[0] for row in rows]), np.stack([row[1] for row in rows])


def _grams(word: str) -> list[str]:
    marked = f"<{word}>"
    return [marked[i : i + 4] for i in range(max(1, len(marked) - 3))]


def _bucket(key: str, buckets: int) -> int:
    return 1 + zlib.crc32(key.encode()) % (buckets - 1)
