# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenes of several objects whose strokes are labelled, composed from single objects.

An object is a cut-out: a puppet at rest, or an object of a labelled drawing. Scenes differ in what
a grouping must not depend on: the number, size, place and turn of objects, whether they stand
apart, touch, overlap or hold one another, the order of drawing, scribbled or clean lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.geometry.grouping.samples import sample_strokes
from engine.training.puppets import generate
from engine.training.puppets.clip import curve_points

Lines = tuple[NDArray[np.float64], ...]  # polylines [n, 2]


@dataclass(frozen=True)
class CutOut:
    """One object: its strokes as polylines in the order of drawing, long side 1, centred at 0."""

    lines: Lines


@dataclass(frozen=True)
class Scene:
    """A drawing and the true object of each stroke, int64 [S]."""

    drawing: Drawing
    labels: NDArray[np.int64]


def puppet_cut_out(seed: int, index: int) -> CutOut:
    """The first puppet of clip `index` of the set `seed`."""
    clip = generate(seed, index)
    own = clip.objects == 0
    points, strokes = clip.points[own].astype(np.float64), clip.strokes[own]
    lines = []
    for stroke in np.unique(strokes):
        chosen = strokes == stroke
        lines.append(curve_points(points[chosen], strokes[chosen]))
    return CutOut(_unit(lines))


def drawing_cut_outs(drawing: Drawing, labels: NDArray[np.int64]) -> list[CutOut]:
    """The objects of a labelled drawing."""
    samples = sample_strokes(drawing)
    lines = np.split(samples.points.astype(np.float64), samples.offsets[1:-1])
    return [
        CutOut(_unit([lines[i] for i in np.flatnonzero(labels == label)]))
        for label in np.unique(labels)
    ]


def compose(rng: np.random.Generator, cut_outs: Sequence[CutOut]) -> Scene:
    """Put two to five random cut-outs on a stage."""
    count = int(rng.choice([2, 3, 4, 5], p=[0.4, 0.35, 0.15, 0.1]))
    placed: list[Lines] = []
    for _ in range(count):
        lines = _varied(rng, cut_outs[int(rng.integers(len(cut_outs)))].lines)
        placed.append(lines if not placed else _moved(lines, _place(rng, placed, lines)))
    strokes = [line for lines in placed for line in lines]
    labels = np.repeat(np.arange(count), [len(lines) for lines in placed])
    order = _order(rng, labels)
    return Scene(_drawing([strokes[i] for i in order]), labels[order])


def augmented(rng: np.random.Generator, scene: Scene) -> Scene:
    """A labelled drawing mirrored, turned, thinned out, in another order of drawing."""
    samples = sample_strokes(scene.drawing)
    lines = np.split(samples.points.astype(np.float64), samples.offsets[1:-1])
    turned = _varied(rng, tuple(lines), keep=1.0)
    kept = np.flatnonzero(rng.random(len(turned)) < rng.uniform(0.6, 1.2))
    kept = kept if len(np.unique(scene.labels[kept])) > 1 else np.arange(len(turned))
    order = kept[_order(rng, scene.labels[kept])] if rng.random() < 0.5 else kept
    return Scene(_drawing([turned[i] for i in order]), scene.labels[order])


def _unit(lines: Sequence[NDArray[np.float64]]) -> Lines:
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    side = max(float((high - low).max()), 1e-6)
    return tuple((line - 0.5 * (low + high)) / side for line in lines)


def _varied(rng: np.random.Generator, lines: Lines, keep: float = 0.0) -> Lines:
    """Mirrored, turned a little, stretched, of another size (unless kept), some strokes left out,
    some hatched over.
    """
    size = 1.0 if keep else float(np.exp(rng.uniform(-1.6, 0.3)))
    angle = float(rng.normal(0.0, 0.15))
    c, s = np.cos(angle), np.sin(angle)
    stretch = float(np.exp(rng.normal(0.0, 0.15)))
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    matrix = np.array([[c, -s], [s, c]]) @ np.diag([mirror * stretch, 1.0 / stretch]) * size
    if keep:
        return tuple(line @ matrix.T for line in lines)
    kept = [line for line in lines if rng.random() < 0.93] or list(lines)
    kept = [line @ matrix.T for line in kept]
    if rng.random() < (0.75 if len(kept) < 25 else 0.2):
        kept = _scribbled(rng, kept)
    if rng.random() < 0.25:
        kept = [*kept, *_hatching(rng, kept)]
    return tuple(kept)


def _scribbled(
    rng: np.random.Generator, lines: list[NDArray[np.float64]]
) -> list[NDArray[np.float64]]:
    """Strokes drawn two or three times, each a little beside the last."""
    points = np.concatenate(lines)
    side = float(np.ptp(points, axis=0).max())
    out = []
    for line in lines:
        for _ in range(int(rng.integers(1, 4))):
            first, last = sorted(rng.uniform(0.0, 1.0, 2)) if rng.random() < 0.5 else (0.0, 1.0)
            piece = line[int(first * (len(line) - 1)) : int(last * (len(line) - 1)) + 2]
            out.append(piece + rng.normal(0.0, 0.015 * side, (1, 2)))
    return out


def _hatching(
    rng: np.random.Generator, lines: list[NDArray[np.float64]]
) -> list[NDArray[np.float64]]:
    """Strokes between places of the object that are near to each other: shading, scribbles."""
    points = np.concatenate(lines)
    side = float(np.ptp(points, axis=0).max())
    reach = float(rng.uniform(0.1, 0.35)) * side
    t = np.linspace(0.0, 1.0, 8)[:, None]
    out = []
    for start in points[rng.integers(0, len(points), int(rng.integers(4, 30)))]:
        near = np.flatnonzero(np.linalg.norm(points - start, axis=1) < reach)
        end = points[int(rng.choice(near))]
        bow = rng.normal(0.0, 0.1 * reach, 2)
        out.append(start + t * (end - start) + 4.0 * t * (1.0 - t) * bow)
    return out


def _place(rng: np.random.Generator, placed: list[Lines], lines: Lines) -> NDArray[np.float64]:
    """Where a new object goes: beside or above one that is there, at a gap that may be negative."""
    anchor = np.concatenate(placed[int(rng.integers(len(placed)))])
    own = np.concatenate(lines)
    low, high = anchor.min(axis=0), anchor.max(axis=0)
    size = own.max(axis=0) - own.min(axis=0)
    kind = rng.random()
    if kind < 0.18:  # inside of it, or in front of it
        return np.asarray(rng.uniform(low, high))
    axis = 0 if rng.random() < 0.6 else 1
    side = 1.0 if rng.random() < 0.5 else -1.0
    reach = 0.5 * float(min((high - low).max(), size.max()))
    if kind < 0.62:
        gap = float(rng.uniform(-0.35, 0.1)) * reach  # touching, overlapping
    else:
        gap = float(rng.exponential(0.6)) * reach + 0.05 * reach
    center: NDArray[np.float64] = 0.5 * (low + high)
    center[axis] += side * (0.5 * (high - low)[axis] + 0.5 * size[axis] + gap)
    center[1 - axis] += float(rng.uniform(-0.5, 0.5)) * (high - low)[1 - axis]
    return center


def _moved(lines: Lines, center: NDArray[np.float64]) -> Lines:
    points = np.concatenate(lines)
    shift = center - 0.5 * (points.min(axis=0) + points.max(axis=0))
    return tuple(line + shift for line in lines)


def _order(rng: np.random.Generator, labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Objects one after the other, in a few turns, or all mixed up."""
    kind = rng.random()
    if kind < 0.45:
        return np.argsort(labels, kind="stable")
    if kind < 0.8:
        return rng.permutation(len(labels))
    # several runs an object
    runs = np.minimum((np.arange(len(labels)) / max(2.0, len(labels) / rng.integers(4, 14))), 99)
    key = rng.permutation(200)[(labels * 17 + runs.astype(np.int64)) % 200]
    return np.lexsort((np.arange(len(labels)), key))


def _drawing(lines: Sequence[NDArray[np.float64]]) -> Drawing:
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = 200.0 / max(float((high - low).max()), 1e-6)
    points = (points - low) * scale + 28.0
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines])])
    return Drawing.build(points.astype(np.float32), offsets.astype(np.int32), canvas=(256.0, 256.0))
