# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is drawn, as the network knows it: the word vector of a sentence's first noun."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.language.beats import in_english
from engine.language.text import stem, stems_of
from engine.language.word_vectors import shipped

LENGTH = 96
#: Words that the table has as nouns, but which say how a thing looks rather than what it is.
_LOOKS = "red green blue yellow white black brown purple pink gold small large wild baby"
LOOKS = frozenset(stem(word) for word in _LOOKS.split())


def noun_of(sentence: str) -> str:
    """Return the stem of the first noun that the table of word vectors knows, or ""."""
    known = shipped().index
    words = (word for word in stems_of(in_english(sentence)) if word not in LOOKS)
    return next((word for word in words if ("noun", word) in known), "")


def noun_vector(sentence: str) -> NDArray[np.float32]:
    """Return the unit vector [LENGTH] of a sentence's first noun; zeros where none is known."""
    table = shipped()
    word = noun_of(sentence)
    if not word:
        return np.zeros(LENGTH, np.float32)
    vector = table.vectors[table.index["noun", word]].astype(np.float32)
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), np.float32)
