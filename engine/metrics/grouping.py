# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well a grouping of strokes finds the objects: the Rand index, and a simulated user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.geometry.load import load_drawing
from engine.geometry.objects import read_objects
from engine.runtime.arrays import array_of, numpy_of

Ints = NDArray[np.int64]
#: Finds objects: a drawing with its present objects, and the group of each stroke that the user
#: has assigned -> the group of every stroke, int64 [S].
Find = Callable[[Drawing, dict[int, int]], Ints]
CORRECTIONS = 3


@dataclass(frozen=True, eq=False)
class Labelled:
    """A drawing without objects and the true object of each stroke, int64 [S]."""

    name: str
    drawing: Drawing
    truth: Ints


@dataclass(frozen=True, eq=False)
class GroupingResult:
    """What was found in a labelled drawing.

    Attributes:
        labels: int64 [S], group of each stroke before any correction.
        scores: adjusted Rand index before any correction, and after each.
    """

    item: Labelled
    labels: Ints
    scores: tuple[float, ...]


def read_labelled(folder: Path) -> list[Labelled]:
    """Read the labelled drawings of a folder in the order of their names.

    A drawing is NAME.svg with NAME.json, {"objects": {name: strokes}}. Raises BadInput where there
    is none.
    """
    items = []
    for labels in sorted(folder.glob("*.json")):
        file = labels.with_suffix(".svg")
        if not file.is_file():
            continue
        drawing = load_drawing(file, objects=read_objects(labels))
        truth = numpy_of(drawing.objects).astype(np.int64)
        items.append(Labelled(file.stem, ungrouped(drawing), truth))
    if not items:
        raise BadInput(
            "There are no labelled drawings in {folder}.",
            folder=folder,
            hint="NAME.svg, NAME.json.",
        )
    return items


def ungrouped(drawing: Drawing) -> Drawing:
    """Return a drawing with all its strokes in one object."""
    nobody = np.zeros(drawing.stroke_count, dtype=np.int32)
    return replace(drawing, objects=array_of(nobody), object_names=("drawing",))


def adjusted_rand_index(one: NDArray[np.integer], other: NDArray[np.integer]) -> float:
    """Return the agreement of two groupings, labels [S] (Hubert and Arabie 1985).

    1 is the same grouping; groupings by chance have 0 on average.
    """
    table = contingency(one, other)
    together = _pairs(table).sum()
    rows, columns = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    expected = rows * columns / max(_pairs(table.sum()), 1.0)
    most = 0.5 * (rows + columns)
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def contingency(one: NDArray[np.integer], other: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return how many strokes are in each pair of groups, [groups of one, groups of other]."""
    a, b = (np.unique(labels, return_inverse=True)[1].reshape(-1) for labels in (one, other))
    table = np.zeros((int(a.max()) + 1, int(b.max()) + 1))
    np.add.at(table, (a, b), 1.0)
    return table


def correction(labels: Ints, truth: Ints) -> tuple[Ints, int] | None:
    """Return what a user would correct first, or None when all strokes are right.

    It is the largest set of strokes of one object that are together in a wrong group, and the group
    that they belong to: a new one where the object has none.
    """
    groups, objects = np.unique(labels), np.unique(truth)
    table = contingency(labels, truth)
    rows, columns = linear_sum_assignment(-table)
    home = {int(c): int(groups[r]) for r, c in zip(rows, columns, strict=True) if table[r, c] > 0}
    wrong = table.copy()
    for r, c in zip(rows, columns, strict=True):
        wrong[r, c] = 0.0
    if not wrong.any():
        return None
    r, c = np.unravel_index(int(wrong.argmax()), wrong.shape)
    strokes = np.flatnonzero((labels == groups[r]) & (truth == objects[c]))
    return strokes, home.get(int(c), int(labels.max()) + 1)


def corrected(item: Labelled, find: Find, corrections: int = CORRECTIONS, share: float = 1.0,
              seed: int = 0) -> GroupingResult:  # fmt: skip
    """Find objects, then let a simulated user select wrong strokes and assign them, a few times.

    share: part of an object's wrong strokes that the user selects, at random.
    """
    rng = np.random.default_rng(seed)
    first = labels = find(item.drawing, {})
    scores = [adjusted_rand_index(labels, item.truth)]
    given: dict[int, int] = {}
    for _ in range(corrections):
        first_mistake = correction(labels, item.truth)
        if first_mistake is None:
            break
        strokes, group = first_mistake
        count = max(1, round(share * len(strokes)))
        strokes = rng.choice(strokes, count, replace=False) if count < len(strokes) else strokes
        given |= {int(stroke): group for stroke in strokes}
        labels = labels.copy()
        labels[strokes] = group
        labels = find(_with_objects(item.drawing, labels), given)
        scores.append(adjusted_rand_index(labels, item.truth))
    return GroupingResult(item, first, tuple(scores))


def _with_objects(drawing: Drawing, labels: Ints) -> Drawing:
    names = tuple(f"object {k + 1}" for k in range(int(labels.max()) + 1))
    return replace(drawing, objects=array_of(labels.astype(np.int32)), object_names=names)


def _pairs(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(counts * (counts - 1.0) / 2.0)
