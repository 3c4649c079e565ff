# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of reading a prompt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Understood:
    """What a prior (the model that makes the motion) has read in a prompt or in a part of one.

    Attributes:
        known: whether the text names a motion that the prior was trained on.
        motion: name of that motion, like "run"; "" where `known` is false.
        subject: name of the family (kind of creature or thing) that the text says moves, like
            "dog"; "" where the text names none.
        unknown_words: words of the text that weren't in the training captions, and for which no
            synonym or word of near meaning was in them either.
        usual: false where the training data shows this subject, but never in this motion, so that
            the result is a guess.
    """

    known: bool
    motion: str = ""
    subject: str = ""
    unknown_words: tuple[str, ...] = ()
    usual: bool = True
