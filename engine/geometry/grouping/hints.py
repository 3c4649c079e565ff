# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hints that a drawing gives about its objects: layers, materials, colours, fills with holes.

Hints only shift the log odds, and none decides alone. Layers count when each seems to hold an
object; they don't when their names say that they separate techniques, such as lines and fills.
"""

from __future__ import annotations

import re

import numpy as np

from addon.contract.drawing import Drawing
from engine.geometry.grouping.samples import Floats, Ints, StrokeSamples
from engine.runtime.arrays import numpy_of

ONE_FILL = 30.0  # log odds: strokes of one even-odd fill are never separated
LAYERS = (2.5, -5.0)  # log odds for strokes of one layer, and of two
MATERIALS = (0.2, -0.5)
COLORS = (0.2, -0.5)
ALIKE = 0.25  # distance in RGBA below which two colours count as one
#: Names of layers that separate strokes of one object by technique.
_TECHNIQUE = re.compile(
    r"\b(lines?|line ?art|inks?|inking|sketch|rough|clean|fills?|colou?rs?|flats?|"
    r"shad(e|es|ow|ows|ing)|paint|lights?|highlights?|outlines?|details?|textures?|guides?|pencils?|construction)\b",
    re.IGNORECASE,
)


def hinted(odds: Floats, drawing: Drawing, samples: StrokeSamples) -> Floats:
    """Return log odds [S, S] with the hints added, in the order of the samples' strokes."""
    out = odds + _by_kind(samples.layer, LAYERS, by_object(drawing.layer_names, samples.layer))
    out = out + _by_kind(samples.material, MATERIALS, True)
    shades = _shades(samples.color)
    return np.asarray(out + _by_kind(shades, COLORS, True), dtype=np.float32)


def one_fill(odds: Floats, drawing: Drawing, order: Ints) -> Floats:
    """Return log odds [S, S] by which the strokes of one even-odd fill stay together.

    order: the drawing's stroke in each row.
    """
    paths = numpy_of(drawing.paths)[order]
    _, path, count = np.unique(paths, return_inverse=True, return_counts=True)
    if count.max() < 2:
        return odds
    same = (path[:, None] == path[None]) & ~np.eye(len(path), dtype=bool)
    return np.where(same, np.float32(ONE_FILL), odds)


def by_object(names: tuple[str, ...], layer: Ints) -> bool:
    """Return whether the layers in use seem to separate objects rather than techniques."""
    used = np.unique(layer)
    return len(used) > 1 and not any(_TECHNIQUE.search(names[k]) for k in used)


def _by_kind(kind: Ints, odds: tuple[float, float], meant: bool) -> Floats:
    """Return log odds [S, S] for pairs of one kind and of two; zero where all are of one kind.

    odds: (same kind, different kinds). meant: False for zero everywhere.
    """
    if not meant or len(np.unique(kind)) < 2:
        return np.zeros((len(kind), len(kind)), dtype=np.float32)
    same = kind[:, None] == kind[None]
    out = np.where(same, np.float32(odds[0]), np.float32(odds[1]))
    np.fill_diagonal(out, 0.0)
    return out


def _shades(colors: Floats) -> Ints:
    """Return numbers for the strokes' colours, the same for nearly equal ones: [S]."""
    found: list[Floats] = []
    out = np.zeros(len(colors), dtype=np.int64)
    values, inverse = np.unique(np.round(colors, 3), axis=0, return_inverse=True)
    numbers = []
    for value in values:
        near = [k for k, other in enumerate(found) if np.linalg.norm(value - other) < ALIKE]
        if not near:
            found.append(value)
        numbers.append(near[0] if near else len(found) - 1)
    out[:] = np.asarray(numbers, dtype=np.int64)[inverse.reshape(-1)]
    return out
