# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colour: how often fills leak through lines with gaps, flicker, or don't heed hints."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from addon.contract.drawing import Drawing
from engine.bench.flicker import Flicker, example_takes, flicker_of, picture_flicker
from engine.bench.measure import Numbers
from engine.colour.colouring import coloured
from engine.colour.hints import Dab
from engine.colour.regions.inked import inked
from engine.colour.regions.trapped_ball import GAP, OUTSIDE, find_regions

SIDE = 256.0
GAPS = (0.0, 1.0, 2.0)  # line widths
BLOBS = 60  # for each gap
PICTURES = 5  # takes that are coloured as pictures, too
HINTS = 3  # of a drawing
RED, BLUE, YELLOW = (0.85, 0.2, 0.2), (0.2, 0.45, 0.9), (0.95, 0.8, 0.2)


def bench_colour(blobs: int = BLOBS, takes: bool = True) -> Numbers:
    """Return how often fills leak, flicker, and don't have the colour of a hint, in percent.

    takes: whether takes are made for it, which takes minutes.
    """
    values = {
        f"leaks, gap of {gap:g} line widths, %": 100.0
        * float(np.mean([leaks(blob(seed, gap)) for seed in range(blobs)]))
        for gap in GAPS
    }
    values["outlines for each gap"] = float(blobs)
    return {"values": {**values, **(_of_takes() if takes else {})}}


def _of_takes() -> dict[str, float]:
    strokes, pictures, heeded = [], [], []
    for number, take in enumerate(example_takes()):
        strokes.append(flicker_of(take.areas(), take.colours()))
        heeded.append(hints_heeded(take.drawing))
        if number < PICTURES:
            pictures.append(picture_flicker(take))
    return {
        "takes of strokes": float(len(strokes)),
        "area-frames that change, strokes, %": _changes(strokes),
        "takes of pictures": float(len(pictures)),
        "area-frames that change, pictures, %": _changes(pictures),
        "areas with a hint that have its colour, %": 100.0 * float(np.mean(heeded)),
    }


def _changes(takes: list[Flicker]) -> float:
    return 100.0 * sum(t.changes for t in takes) / max(1, sum(t.frames for t in takes))


def hints_heeded(drawing: Drawing) -> float:
    """Return the share of the largest areas, a dab in each, that have the colour of their dab."""
    found = coloured(drawing)
    chosen = list(found.colors)[:HINTS]
    wanted = dict(zip(chosen, (RED, BLUE, YELLOW), strict=False))
    dabs = [Dab(_middle(found.regions.labels == n), color) for n, color in wanted.items()]
    colors = coloured(drawing, dabs=dabs).colors
    return float(np.mean([colors[n] == color for n, color in wanted.items()]))


def _middle(area: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return a dab where an area is widest."""
    room = ndimage.distance_transform_edt(area)
    row, column = np.unravel_index(int(room.argmax()), area.shape)
    rows, columns = np.indices(area.shape)
    return np.asarray(np.hypot(rows - row, columns - column) <= max(1.5, 0.5 * room.max()))


def blob(seed: int, gap: float) -> Drawing:
    """Return a closed wavy outline with a gap of so many line widths between the line's ends."""
    rng = np.random.default_rng([7, seed])
    width = float(rng.uniform(1.5, 4.0))
    turn = np.linspace(0.0, 2.0 * np.pi, 400)
    waves = [
        rng.normal(0.0, 0.12 / k) * np.sin(k * turn + rng.uniform(0.0, 6.0)) for k in range(2, 6)
    ]
    radius = 70.0 * (1.0 + np.sum(waves, axis=0))
    points = 128.0 + radius[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1)
    if gap > 0:  # round ends reach half a width into the gap
        way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
        at = np.linspace(0.0, way[-1] - (gap + 1.0) * width, 400)
        points = np.stack([np.interp(at, way, points[:, k]) for k in (0, 1)], 1)
    return Drawing.build(
        points.astype(np.float32),
        [0, len(points)],
        canvas=(SIDE, SIDE),
        widths=np.full(len(points), width, np.float32),
    )


def leaks(drawing: Drawing) -> bool:
    """Return whether the middle of an outline is one with what is around it."""
    picture = inked(drawing)
    found = find_regions(picture.ink, picture.line, picture.gap(GAP))
    middle = round(SIDE / 2.0 * picture.scale)
    return int(found.grown[middle, middle]) <= OUTSIDE
