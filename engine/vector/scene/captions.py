# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The caption of each object, taken from the prompt of the drawing.

An object's own prompt comes first. An object without its own prompt takes the clauses of the whole
prompt that name the object ("the dog runs and the cat sleeps"), else the whole prompt. An object
that is named only as a place ("the dog runs past the house") stays still.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.language.clauses import clauses_by_subject
from engine.language.sending import is_given
from engine.language.text import singular

_ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those", "his", "her", "its"})
_LINKS = _ARTICLES | {"is", "are", "their", "my", "our", "one", "two"}
_IGNORED = _ARTICLES | {"of", "and", "object", "group", "layer"}
# Prepositions of place. "With" is not one, and "on" and "in" count only before a ground: a rider
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
_REACH = 4  # most words between a preposition and its noun: "at the base of tall mountains"


def object_captions(whole: str, names: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
    """Return the caption of each object.

    Args:
        whole: the prompt of the whole drawing.
        names: [O], the objects' names.
        own: [O], the objects' own prompts ("" = none).
    """
    pieces = clauses(whole, names)
    return tuple(
        prompt.strip() or _naming(name, pieces, names) or whole.strip()
        for name, prompt in zip(names, own, strict=True)
    )


def clauses(whole: str, names: Sequence[str]) -> tuple[str, ...]:
    """Split the prompt `whole` into clauses that each say what one of the objects does.

    names: the objects' names.
    """
    return clauses_by_subject(
        whole,
        lambda piece: any(_position(name, piece) is not None for name in names),
        lambda piece: _only_names(piece, names),
    )


def _naming(name: str, pieces: Sequence[str], names: Sequence[str]) -> str:
    """Return an object's caption: the clauses in which the object is named as what moves, joined.

    pieces: the clauses of the prompt. names: of all objects. The result is "<name> stays still" for
    an object that is named only as a place, and "" for an object that the clauses don't name (but a
    ground like "grass" stays still if they name another object).
    """
    naming = [(index, piece) for piece in pieces if (index := _position(name, piece)) is not None]
    if not naming:
        others = any(_position(other, piece) is not None for other in names for piece in pieces)
        ground = bool(_GROUNDS & set(_words(name)))
        return f"{name} stays still" if others and ground else ""
    acting = [(index, piece) for index, piece in naming if not _is_place(index, piece, names)]
    if not acting:
        return f"{name} stays still"
    nearest = min(index for index, _ in acting)
    return ", ".join(piece for index, piece in acting if index <= nearest + 1)


def _is_place(position: int, piece: str, names: Sequence[str]) -> bool:
    """Return whether a word of a clause names a place: where another object is or moves.

    position: the word's index in the clause. piece: the clause. names: of all objects.
    """
    words = _words(piece)
    others = {index for name in names if (index := _position(name, piece)) is not None}
    others.discard(position)
    if is_given(words, position):
        return False  # "the whale spouts water"
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
    """Return the words of a text, lower case, in the singular."""
    return [singular(word) for word in re.findall(r"[^\W\d_]+", text.lower())]


def _position(name: str, piece: str) -> int | None:
    """Return at which word a clause names an object: 0 for the first word of the clause.

    name: the object's name. piece: the clause. A clause names an object when it has all words of
    the name (articles and words like "layer" don't count), in any order; the first of them in the
    clause counts. None where the clause doesn't name the object.
    """
    name_words = [word for word in _words(name) if word not in _IGNORED]
    words = _words(piece)
    if name_words and all(word in words for word in name_words):
        return min(words.index(word) for word in name_words)
    return None


def _only_names(piece: str, names: Sequence[str]) -> bool:
    """Return whether a clause holds nothing but names of objects and words like "the" or "is"."""
    known = {word for name in names for word in _words(name)}
    return all(word in known or word in _LINKS for word in _words(piece))
