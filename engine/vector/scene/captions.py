# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words move which object.

An object's own prompt comes first. Without one it takes the clauses of the whole prompt that name
it ("the dog runs and the cat sleeps"), else the whole prompt. What a clause names only as a place
("the dog runs past the house") stays still.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.language.clauses import clauses_by_subject
from engine.language.text import singular

_ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those", "his", "her", "its"})
_LINKS = _ARTICLES | {"is", "are", "their", "my", "our", "one", "two"}
_IGNORED = _ARTICLES | {"of", "and", "object", "group", "layer"}
# Words before a place. "With" is not among them, and "on" and "in" only before a ground: a rider
# sits on a horse that runs.
_PLACES = frozenset(
    """above across along alongside around at behind below beneath beside between beyond by from
    front near next outside over past through toward towards into under""".split()  # noqa: SIM905
)
_GROUNDS = frozenset(
    """beach bed bench branch bridge chair field floor forest garden grass ground hill house ice
    lake meadow mountain path platform pond river road rock room sea shelf snow sofa stage stair
    street table track tree wall water""".split()  # noqa: SIM905
)
_REACH = 4  # words between such a word and its noun: "at the base of tall mountains"


def object_captions(whole: str, names: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
    """The caption of each object.

    Args:
        whole: the prompt of the whole drawing.
        names: the objects' names.
        own: the objects' own prompts ("" = none).
    """
    pieces = clauses(whole, names)
    return tuple(
        prompt.strip() or _naming(name, pieces, names) or whole.strip()
        for name, prompt in zip(names, own, strict=True)
    )


def clauses(whole: str, names: Sequence[str]) -> tuple[str, ...]:
    """Split the prompt into clauses that each say what some named object does."""
    return clauses_by_subject(
        whole,
        lambda piece: any(_position(name, piece) is not None for name in names),
        lambda piece: _only_names(piece, names),
    )


def _naming(name: str, pieces: Sequence[str], names: Sequence[str]) -> str:
    """The pieces that name an object; only those where it comes first (as the subject), if any."""
    found = [(place, piece) for piece in pieces if (place := _position(name, piece)) is not None]
    if not found:
        others = any(_position(other, piece) is not None for other in names for piece in pieces)
        ground = bool(_GROUNDS & set(_words(name)))
        return f"{name} stays still" if others and ground else ""
    acting = [(place, piece) for place, piece in found if not _is_place(place, piece, names)]
    if not acting:
        return f"{name} stays still"
    nearest = min(place for place, _ in acting)
    return ", ".join(piece for place, piece in acting if place <= nearest + 1)


def _is_place(position: int, piece: str, names: Sequence[str]) -> bool:
    """Whether the word at a position of a piece says where another object is or moves."""
    words = _words(piece)
    others = {place for name in names if (place := _position(name, piece)) is not None}
    others.discard(position)
    ground = words[position] in _GROUNDS
    if ground and (any(other < position for other in others) or words[0].endswith("ing")):
        return True  # "the car follows the road", "climbing a steep mountain"
    for index in range(position - 1, max(-1, position - 2 - _REACH), -1):
        if words[index] in _PLACES or (ground and words[index] in ("on", "in")):
            return index == 0 or len(others) > 0
        if index in others:
            return False
    return False


def _words(text: str) -> list[str]:
    return [singular(word) for word in re.findall(r"[^\W\d_]+", text.lower())]


def _position(name: str, piece: str) -> int | None:
    """Index of the first word of a piece that names an object; None if there is none."""
    wanted = [word for word in _words(name) if word not in _IGNORED]
    words = _words(piece)
    if not wanted:
        return None
    # The last word of a name is its noun ("left fish"): all words, else the noun, must be there.
    if all(word in words for word in wanted):
        return min(words.index(word) for word in wanted)
    return None


def _only_names(piece: str, names: Sequence[str]) -> bool:
    known = {word for name in names for word in _words(name)}
    return all(word in known or word in _LINKS for word in _words(piece))
