# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a drawing as plain values, and what a request says about them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...contract.drawing import BACKGROUND
from ...contract.request import ObjectSettings, Request


@dataclass(frozen=True)
class ObjectEntry:
    """One object of the list. Its strokes carry its `number`, which is never 0."""

    number: int
    name: str
    prompt: str = ""
    strength: float = 1.0
    locked: bool = False
    color: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def with_name(self, name: str) -> ObjectEntry:
        """Return the same object under another name."""
        return replace(self, name=name)


def numbered(
    numbers: NDArray[np.integer], entries: Sequence[ObjectEntry], whole: str
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Turn the numbers of strokes [S] into indices without gaps, and name those objects.

    Where no stroke belongs to an object, the whole drawing is one object, named `whole`. Otherwise
    a stroke in no object is background, which stays still. Every number but 0 needs an entry.
    """
    used = [entry for entry in entries if (numbers == entry.number).any()]
    if not used:
        return np.zeros(len(numbers), np.int32), (whole,)
    indices = np.full(len(numbers), BACKGROUND, np.int32)
    for index, entry in enumerate(used):
        indices[numbers == entry.number] = index
    return indices, tuple(entry.name for entry in used)


def joined_prompts(entries: Sequence[ObjectEntry]) -> str:
    """Join the prompts of all objects that move, to stand in for a prompt of the whole drawing."""
    prompts = [entry.prompt.strip().rstrip(".") for entry in entries if not entry.locked]
    return ", ".join(dict.fromkeys(prompt for prompt in prompts if prompt))


def with_objects(
    request: Request, entries: Sequence[ObjectEntry], names: Collection[str], *, all_move: bool
) -> Request:
    """Return the request with the settings of those objects that the drawing has (`names`).

    Without a prompt for the whole drawing (`all_move` False), an object without a prompt of its own
    stays still.
    """
    return replace(
        request,
        objects=tuple(
            ObjectSettings(
                name=entry.name,
                prompt=entry.prompt.strip(),
                strength=entry.strength,
                locked=entry.locked or not (all_move or entry.prompt.strip()),
            )
            for entry in entries
            if entry.name in names
        ),
    )


def free_name(name: str, taken: Collection[str]) -> str:
    """Return the name, with the next free number at its end where it is taken."""
    name = name.strip() or "object"
    words, _, last = name.rpartition(" ")
    stem, count = (words, int(last)) if words and last.isdecimal() else (name, 1)
    while name in taken:
        count += 1
        name = f"{stem} {count}"
    return name
