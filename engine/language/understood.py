# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of reading a prompt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Understood:
    """What a prior understood of a prompt.

    Attributes:
        known: whether the prompt names a motion that the prior knows.
        unknown_words: words that training never saw and that no known word stands for.
        usual: whether training has seen that subject in that motion.
    """

    known: bool
    motion: str = ""
    subject: str = ""
    unknown_words: tuple[str, ...] = ()
    usual: bool = True
