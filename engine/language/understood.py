# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was understood of a prompt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Understood:
    """What a prior found in a prompt. `known` is false when no motion it knows was named, `usual`
    when it never saw that subject in that motion."""

    known: bool
    motion: str = ""
    subject: str = ""
    unknown_words: tuple[str, ...] = ()
    usual: bool = True
