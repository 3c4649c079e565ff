# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of a thing that has a name, and what finds such parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from engine.language.text import stem
from engine.rig.pieces.ink import Floats, Ints
from engine.rig.pieces.lines import StrokeBoxes


@dataclass(frozen=True)
class NamedPart:
    """Strokes that move as one about a place.

    Attributes:
        inside: name of an earlier part that it hangs on, "" for the drawing's first piece.
        points: rows of further points on the lines, where it is only a piece of a stroke.
        shares: how much of each of these hangs on it, the rest on the first piece; none: all.
    """

    name: str
    strokes: tuple[int, ...]
    centre: Floats
    inside: str = ""
    points: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    shares: Floats = field(default_factory=lambda: np.zeros(0))


#: Words of a sentence, by their stems, and what looks for the parts that they tell of.
Finders = tuple[tuple[frozenset[str], Callable[[StrokeBoxes], list[NamedPart]]], ...]


def stems(words: str) -> frozenset[str]:
    """Return the stems of words."""
    return frozenset(stem(word) for word in words.split())
