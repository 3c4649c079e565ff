# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The caption of each object, taken from the prompt of the drawing.

An object's own prompt comes first. An object without one takes the clauses of the whole prompt that
name it ("the dog runs and the cat sleeps"), else the whole prompt. An object that is named only as
a place ("the dog runs past the house") stays still.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINK = r"and then|and|while|whilst|whereas|but|then"
_BOUNDARY = re.compile(rf"\s*(?:[.;,!?]+|\b(?:{_LINK})\b)\s*", re.IGNORECASE)
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
    """Split a prompt into clauses that each tell what some object does.

    A piece that names no object belongs to the clause before it ("the dog runs and wags its tail");
    a piece that is nothing but names belongs to the one after it ("the dog and the cat run").
    """
    pieces: list[str] = []
    pending = ""
    start = 0
    bounds = [(m.start(), m.end()) for m in _BOUNDARY.finditer(whole)] + [(len(whole),) * 2]
    for first, after in bounds:
        piece, joint = whole[start:first].strip(), whole[first:after]
        start = after
        if not piece:
            continue
        named = any(_position(name, piece) is not None for name in names)
        if named and _only_names(piece, names) and after < len(whole):
            pending += piece + joint
        elif not named and not pending and pieces:
            pieces[-1] = whole[whole.index(pieces[-1]) : first].strip()
        else:
            pieces.append((pending + piece).strip())
            pending = ""
    return tuple(pieces)


def _naming(name: str, pieces: Sequence[str], names: Sequence[str]) -> str:
    """Join the clauses that name an object: those where it is the subject (named first), if any."""
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
    """Return whether the word at a position of a clause says where another object is or moves."""
    words = _words(piece)
    others = {index for name in names if (index := _position(name, piece)) is not None}
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
    """Return the words of a text, lower case, in the singular."""
    return [_singular(word) for word in re.findall(r"[^\W\d_]+", text.lower())]


def _singular(word: str) -> str:
    for ending, stem in (("ies", "y"), ("ses", "s"), ("xes", "x"), ("ches", "ch"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            return word[: -len(ending)] + stem
    return word


def _position(name: str, piece: str) -> int | None:
    """Return the index of the first word of a clause that names an object, None without one."""
    name_words = [word for word in _words(name) if word not in _IGNORED]
    words = _words(piece)
    if name_words and all(word in words for word in name_words):
        return min(words.index(word) for word in name_words)
    return None


def _only_names(piece: str, names: Sequence[str]) -> bool:
    """Return whether a piece is nothing but names of objects and words between them."""
    known = {word for name in names for word in _words(name)}
    return all(word in known or word in _LINKS for word in _words(piece))
