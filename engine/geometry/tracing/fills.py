# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Painted areas: what has another colour than the paper and than the lines, in or without outlines.

An area's colour is grown from where it is plain into every pixel like it, and under the half of the
line that bounds it. Shadows have soft edges and no tint, by which they are told from paint.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage

from addon.contract.errors import BadInput
from engine.geometry.bezier import bernstein
from engine.geometry.curve_fit import fit_runs
from engine.geometry.tracing.contour import contours, ring_area
from engine.geometry.tracing.page import Mask
from engine.geometry.tracing.patches import Patch
from engine.geometry.tracing.picture import Floats
from engine.geometry.tracing.skeleton_graph import Points

LEAST = 0.06  # difference from the paper of the palest paint
SAME = 0.12  # difference of two colours of one area
GROWN = 0.15  # difference from an area's colour of pixels that still belong to it
TINT = 0.2  # of paint that may have soft edges; light and shadow have less
SHARP = 0.4  # of the difference to the paper, that the edge of paint has within five pixels
LEAST_EDGE = 0.1  # share of an area's edge beside paper, from which that tells what the area is
LEAST_AMONG = 0.35  # share of what is around an area that isn't paper, where paint tells
SURROUNDED = 0.6  # share of that which is paint
SHADED = 0.06  # difference of two colours of one paint, but for the light on it
_DARKEST_LIGHT = 0.5  # of one part of a paint beside another
ONLY_INK = 0.6  # share of a hole that ink covers where nothing else shows in it
SMALLEST = 16.0  # squares of the pen's width
MOST_AREAS = 400
_MOST_COLORS = 24


@dataclass(frozen=True, eq=False)
class PaintedArea:
    """A painted area.

    Attributes:
        mask: [h, w], with half of the line around it.
        color: RGB, 0..1.
        outlines: closed [n, 2], (x, y) in pixels of the picture, the outer one first.
    """

    mask: Mask
    color: tuple[float, float, float]
    outlines: list[Points]


def seeds_of(
    base: Floats, paper: Floats, palest: float, least: float, edge: int = 5
) -> list[Patch]:
    """Return the painted areas as they show without lines.

    base: [h, w, 3], without lines; paper: [3]; palest: least difference of paint from paper;
    least: pixels of the smallest area; edge: pixels within which paint ends. Raises BadInput for
    what falls into too many areas.
    """
    away = np.abs(base - paper).max(axis=-1)
    painted = away > palest
    if not painted.any():
        return []
    colors = base[painted]
    palette = _palette(colors)
    window = (edge, edge, 1)
    steps = ndimage.maximum_filter(base, window) - ndimage.minimum_filter(base, window)
    steps = steps.max(axis=-1)
    nearest = np.full(painted.shape, -1)
    nearest[painted] = np.abs(colors[:, None] - palette).max(axis=-1).argmin(axis=-1)
    seeds: list[Patch] = []
    for number in range(len(palette)):
        labels, count = ndimage.label(nearest == number)
        sizes = np.bincount(labels.ravel(), minlength=count + 1)
        large = np.flatnonzero(sizes[1:] >= least) + 1
        if len(seeds) + len(large) > MOST_AREAS:
            raise BadInput(
                "The picture falls into hundreds of coloured areas: it looks like a photograph.",
                hint="Choose a picture with clear lines on plain paper.",
            )
        boxes = ndimage.find_objects(labels)
        for own in large:
            box = boxes[own - 1]
            mask = labels[box] == own
            seeds.append(Patch(box, mask, np.median(base[box][mask], axis=0)))
    return _paint_among(seeds, steps, painted, paper)


def _paint_among(found: list[Patch], steps: Floats, painted: Mask, paper: Floats) -> list[Patch]:
    """Return those areas that are paint; one that borders mostly on paint is paint as well."""
    wide = [patch.widened(2, painted.shape) for patch in found]
    edges = [_edge(patch.mask) for patch in wide]
    bare = ndimage.binary_dilation(~painted, iterations=2)
    paint = [
        _is_paint(one.color, steps[one.box][edge], steps[one.box][edge & bare[one.box]], paper)
        for one, edge in zip(wide, edges, strict=True)
    ]
    known = np.zeros_like(painted)
    for patch, is_paint in zip(found, paint, strict=True):
        known[patch.box] |= patch.mask & is_paint
    near = ndimage.binary_dilation(known, iterations=3)
    return [
        patch
        for patch, one, edge, is_paint in zip(found, wide, edges, paint, strict=True)
        if is_paint or _is_among_paint(edge & ~one.mask, near[one.box], bare[one.box])
    ]


def _is_among_paint(around: Mask, paint: Mask, bare: Mask) -> bool:
    """Return whether most of what is right around an area [h, w] is paint, and little paper."""
    other = paint[around & ~bare]
    return len(other) > LEAST_AMONG * around.sum() and float(other.mean()) > SURROUNDED


def _palette(colors: Floats) -> Floats:
    """Return colours [K, 3] of which every one of [N, 3] is near one; the most frequent first."""
    coarse, counts = np.unique(np.round(colors * 24).astype(int), axis=0, return_counts=True)
    chosen: list[Floats] = []
    for row in coarse[np.argsort(-counts)] / 24:
        if all(float(np.abs(row - other).max()) > SAME for other in chosen):
            chosen.append(row)
        if len(chosen) == _MOST_COLORS:
            break
    return np.asarray(chosen, np.float32)


def in_one_light(seeds: list[Patch], color: Floats) -> list[Patch]:
    """Return painted areas with those joined that touch and differ but in how light they are.

    color: [h, w, 3].
    """
    joined: list[Patch] = []
    for patch in sorted(seeds, key=lambda patch: -patch.size):
        wide = patch.widened(2, color.shape)
        near = replace(wide, mask=ndimage.binary_dilation(wide.mask, iterations=2))
        same = [one for one in joined if _shaded(one.color, patch.color) and one.touches(near)]
        for one in same:
            patch = patch.joined(one)
            joined = [other for other in joined if other is not one]
        if same:
            patch = replace(patch, color=np.median(color[patch.box][patch.mask], axis=0))
        joined.append(patch)
    return joined


def _shaded(one: Floats, other: Floats) -> bool:
    """Return whether two colours [3] are one paint in more and in less light."""
    light = float((one @ other) / max(float(one @ one), 1e-6))
    light = min(max(light, _DARKEST_LIGHT), 1 / _DARKEST_LIGHT)
    return float(np.abs(light * one - other).max()) < SHADED


def _edge(mask: Mask) -> Mask:
    return np.asarray(
        ndimage.binary_dilation(mask, iterations=2) & ~ndimage.binary_erosion(mask, iterations=2)
    )


def _is_paint(color: Floats, steps: Floats, to_paper: Floats, paper: Floats) -> bool:
    """Return whether an area is paint rather than a shadow.

    steps, to_paper: [n], how much the picture changes at its edge, and where that is bare paper.
    """
    shade = color / np.maximum(paper, 0.05)
    if float(np.ptp(shade)) > TINT:
        return True
    step = float(np.median(steps))
    if len(to_paper) > LEAST_EDGE * len(steps):
        step = max(step, float(np.median(to_paper)))
    return step > SHARP * float(np.abs(color - paper).max())


def grown(
    seeds: list[Patch],
    color: Floats,
    paper: Floats,
    lines: Mask,
    pen: float,
    palest: float = LEAST,
    uneven: bool = False,
) -> list[tuple[Mask, Floats]]:
    """Return the areas with all pixels like them that they reach, as large ones as count.

    color: [h, w, 3]; paper: [3]; lines: [h, w], ink; pen: the lines' width, pixels; palest: least
    difference of paint from paper; uneven: paint has flecks of other colours.
    """
    areas = []
    from_paper = np.abs(color - paper).max(axis=-1)
    taken = lines.copy()
    own_best = np.full(lines.shape, np.inf, np.float32)
    for patch in seeds:
        away = np.abs(color[patch.box][patch.mask] - patch.color).max(axis=-1)
        own_best[patch.box][patch.mask] = away
    for patch in sorted(seeds, key=lambda patch: -patch.size):
        seed = patch.whole(lines.shape)
        plain = seed & ~taken
        if not plain.any():
            continue
        own = np.median(color[plain], axis=0)
        if float(np.abs(own - paper).max()) <= palest:
            continue  # paper between lines that stand close
        away = np.abs(color - own).max(axis=-1)
        alike = (away < GROWN) & (seed | (away <= own_best))
        if uneven:
            alike |= seed
        alike &= (away < from_paper) & ~taken
        mask = np.asarray(ndimage.binary_propagation(plain & alike, mask=alike))
        mask |= ndimage.binary_fill_holes(mask) & alike  # inside of eyes and other rings of ink
        if mask.sum() >= SMALLEST * pen * pen:
            areas.append((mask, own))
            taken |= mask
    return areas


def filled_areas(areas: list[tuple[Mask, Floats]], lines: Mask, pen: float) -> list[PaintedArea]:
    """Return the areas, grown under half of the lines around them, with their outlines."""
    fills = []
    for mask, color in areas:
        reach = ndimage.distance_transform_edt(~mask)
        own = _with_ink_on_it(mask, lines) | (lines & (reach <= 0.5 * pen + 0.5))
        own = ndimage.binary_closing(np.pad(own, 4), iterations=2)[4:-4, 4:-4]
        soft = ndimage.gaussian_filter(own.astype(np.float32), max(0.7, 0.25 * pen))
        rings = [ring for ring in contours(soft, 0.5) if abs(ring_area(ring)) > pen * pen]
        rings.sort(key=lambda ring: -abs(ring_area(ring)))
        if rings:
            red, green, blue = (float(part) for part in color)
            fills.append(PaintedArea(own, (red, green, blue), [_smooth(ring) for ring in rings]))
    return fills


def _with_ink_on_it(mask: Mask, lines: Mask) -> Mask:
    """Return an area without those holes in which there is nothing but ink, like an eye."""
    holes = ndimage.binary_fill_holes(mask) & ~mask
    labels, count = ndimage.label(holes)
    if count == 0:
        return mask
    inked = np.asarray(ndimage.mean(lines, labels, np.arange(1, count + 1)))
    only_ink = np.concatenate([[False], inked > ONLY_INK])
    return np.asarray(mask | only_ink[labels])


def _smooth(ring: Points) -> Points:
    """Return points on cubics fitted to a closed line [n, 2]; the first isn't repeated."""
    closed = np.concatenate([ring, ring[:1]])
    half = len(ring) // 2
    fit = fit_runs(closed, np.array([0, half]), np.array([half, len(closed) - 1]), 0.4)
    points = []
    for curve in fit.curves:
        length = float(np.hypot(*np.diff(curve, axis=0).T).sum())
        t = np.linspace(0.0, 1.0, max(2, round(length / 3)) + 1)[:-1]
        points.append(bernstein(t) @ curve)
    return np.concatenate(points)
