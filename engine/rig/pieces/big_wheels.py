# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Big wheels with their cabins, and a single wheel that is drawn large."""

from __future__ import annotations

import numpy as np

from engine.rig.pieces.ink import Floats, Ints
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import NamedPart

AROUND = 2.0  # radii of a big wheel: what lies around it; not the frame of a picture
TURNING = 0.3  # of the ink: so much of it is a big wheel at least
ALIKE = 0.35  # how far sizes of drops differ from the usual one, of it
CABINS = 5  # at least, of a big wheel that is told by them
WHEEL = 0.12  # of the size: a single wheel is larger, and smaller than all by as much
ROUND = 0.16  # how far a ring leaves its circle, of its radius


def big_wheel(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the wheel with its spokes, and its cabins, which hang on it."""
    if found := _in_a_circle(boxes):
        return found
    rings = [s for s in range(len(boxes.names)) if boxes.roundness(s) < ROUND]
    if not rings:
        return []
    rim = max(rings, key=lambda s: boxes.areas[s])
    centre, radius = boxes.middles[rim], 0.25 * float(boxes.sizes[rim].sum())
    small = boxes.sizes.max(axis=1) < 0.5 * radius
    away = np.linalg.norm(boxes.middles - centre, axis=1)
    cabins = np.flatnonzero(small & (away > 0.7 * radius) & (away < 1.45 * radius))
    reach = np.array([boxes.reach(s, centre) for s in range(len(boxes.names))])
    turning = np.flatnonzero((reach < 1.06 * radius) & ~np.isin(np.arange(len(away)), cabins))
    around = np.flatnonzero(reach < AROUND * radius)
    if boxes.counts[turning].sum() < TURNING * boxes.counts[around].sum():
        return []  # rim, spokes and stand are one shape
    wheel = NamedPart("wheel_rim", tuple(boxes.names[turning].tolist()), centre)
    groups = touching_boxes(boxes, cabins)
    return [wheel] + [
        NamedPart(
            f"cabin{n}", tuple(boxes.names[g].tolist()), boxes.middle_of(g), inside="wheel_rim"
        )
        for n, g in enumerate(groups)
    ]


def large_wheel(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the one ring that may turn with all that is drawn in it; none where it is all."""
    if found := _in_a_circle(boxes):
        return found
    rings = [s for s in range(len(boxes.names)) if boxes.roundness(s) < ROUND]
    rings = [s for s in rings if WHEEL < boxes.sizes[s].max() / boxes.size < 1.0 - WHEEL]
    if not rings:
        return []
    rim = max(rings, key=lambda s: boxes.areas[s])
    centre, radius = boxes.middles[rim], 0.25 * float(boxes.sizes[rim].sum())
    reach = np.array([boxes.reach(s, centre) for s in range(len(boxes.names))])
    turning = np.flatnonzero(reach < 1.08 * radius)
    return [NamedPart("wheel_rim", tuple(boxes.names[turning].tolist()), centre)]


def _in_a_circle(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the wheel with its spokes, and the round cabins of one size around its middle."""
    rings = np.array([s for s in range(len(boxes.names)) if boxes.roundness(s) < ROUND], np.int64)
    if len(rings) < CABINS:
        return []
    sizes = boxes.sizes[rings].max(axis=1)
    cabins = rings[np.abs(sizes - np.median(sizes)) < 0.5 * ALIKE * np.median(sizes)]
    centre = _centre_of_circle(boxes.middles[cabins])
    away = np.linalg.norm(boxes.middles[cabins] - centre, axis=1)
    radius = float(np.median(away))
    around = np.abs(away - radius) < 0.5 * ALIKE * radius
    if around.sum() < CABINS:
        return []
    cabins = cabins[around]
    groups = [_with_what_is_on_it(boxes, int(s)) for s in cabins]
    hung = np.isin(np.arange(len(boxes.names)), np.concatenate(groups))
    reach = np.array([boxes.reach(s, centre) for s in range(len(boxes.names))])
    turning = np.flatnonzero((reach < 1.14 * radius) & ~hung)
    wheel = NamedPart("wheel_rim", tuple(boxes.names[turning].tolist()), centre)
    return [wheel] + [
        NamedPart(f"cabin{n}", tuple(boxes.names[g].tolist()), boxes.middles[s], inside="wheel_rim")
        for n, (s, g) in enumerate(zip(cabins, groups, strict=True))
    ]


def _centre_of_circle(places: Floats) -> Floats:
    """Return the centre [2] of the circle that lies nearest to places [n, 2] (Kasa 1976)."""
    terms = np.column_stack([2.0 * places, np.ones(len(places))])
    found = np.linalg.lstsq(terms, (places**2).sum(axis=1), rcond=None)[0]
    return np.asarray(found[:2])


def _with_what_is_on_it(boxes: StrokeBoxes, row: int) -> Ints:
    """Return the rows of a cabin's ring and of all that is drawn on it: its roof, its window."""
    size = float(boxes.sizes[row].max())
    on = (np.abs(boxes.middles - boxes.middles[row]) < 0.5 * boxes.sizes[row]).all(axis=1)
    on &= boxes.sizes.max(axis=1) <= (1.0 + ALIKE) * size
    on &= np.array([boxes.roundness(s) >= ROUND or s == row for s in range(len(on))]) | (
        boxes.sizes.max(axis=1) < 0.9 * size
    )
    on[row] = True
    return np.flatnonzero(on)


def touching_boxes(boxes: StrokeBoxes, chosen: Ints) -> list[Ints]:
    """Return strokes in groups whose boxes overlap, in the order of the last stroke of each."""
    by_left = np.argsort(boxes.lows[chosen, 0])
    lows, highs = boxes.lows[chosen[by_left]], boxes.highs[chosen[by_left]]
    ends = np.searchsorted(lows[:, 0], highs[:, 0], side="right")
    label = np.arange(len(chosen))
    for row, end in enumerate(ends):  # up to `end`, boxes begin left of where this one ends
        touch = (lows[row:end, 1] <= highs[row, 1]) & (highs[row:end, 1] >= lows[row, 1])
        near = label[row:end][touch]
        if (near != label[row]).any():
            label[np.isin(label, near)] = label[row]
    group = np.zeros(len(chosen), np.int64)
    group[by_left] = label
    order = np.argsort(group, kind="stable")
    places = np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(order) else []
    return [np.sort(chosen[own]) for own in sorted(places, key=lambda own: int(own[-1]))]
