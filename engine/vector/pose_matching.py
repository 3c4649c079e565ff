# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which strokes and bones of one drawn pose are those of another."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from engine.rig.bones import Bones, turns_in_all
from engine.runtime.arrays import numpy_of
from engine.vector.armature.layout import bone_layout

Floats = NDArray[np.float64]
LENGTHS = (0.5, 2.0)  # of a stroke that is the same one in another pose
NEAR = 0.06  # long sides: strokes drawn anew may lie as far from where the old ones come
FAR = 0.08  # long sides: a line that is farther away is elsewhere
SMOOTH = 5  # points of a stroke over which the way to the new one is averaged


def same_strokes(one: Drawing, other: Drawing) -> Floats | None:
    """Return where the points [P, 2] of a drawing are in another one; None for other strokes.

    Strokes are the same in their order, where there are as many and their lengths are alike. Points
    are the same in their order, or by their share of the stroke's length.
    """
    if one.stroke_count != other.stroke_count or one.stroke_count == 0:
        return None
    first, second = (numpy_of(d.positions).astype(np.float64) for d in (one, other))
    ends, others = (numpy_of(d.stroke_offsets).astype(np.int64) for d in (one, other))
    if np.array_equal(ends, others):
        return second
    places = np.empty_like(first)
    for stroke in range(one.stroke_count):
        own = first[ends[stroke] : ends[stroke + 1]]
        their = second[others[stroke] : others[stroke + 1]]
        here, there = _shares(own), _shares(their)
        ratio = there[1] / max(here[1], 1e-9)
        if not LENGTHS[0] <= ratio <= LENGTHS[1]:
            return None
        places[ends[stroke] : ends[stroke + 1]] = np.stack(
            [np.interp(here[0], there[0], their[:, axis]) for axis in (0, 1)], axis=1
        )
    return places


@dataclass(frozen=True)
class PoseDifference:
    """How the bones of one drawn pose differ from those of another.

    Attributes:
        turns: [J], of the first one's joints, in all.
        root: [2], from the first joint's place in the one to that in the other.
        size: length of the other's bones for one of the first.
        pairs: joints of both, by number: [N, 2].
    """

    turns: Floats
    root: Floats
    size: float
    pairs: NDArray[np.int64]


def pose_difference(
    one: Bones, other: Bones, points: Floats, others: Floats
) -> PoseDifference | None:
    """Return how bones differ that were found in two drawings; None where they are other bones.

    points, others [P, 2]: of the drawings.
    """
    names = {name: number for number, name in enumerate(other.names)}
    if one.plan != other.plan or not one.plan:
        return None
    layouts = (bone_layout(one, points), bone_layout(other, others))
    angles: list[dict[str, float]] = []
    lengths: list[dict[str, float]] = []
    for bones, layout in zip((one, other), layouts, strict=True):
        arm = layout.tails - layout.heads
        long = np.hypot(arm[:, 0], arm[:, 1])
        joints = [bones.names[joint] for joint in layout.joints]
        angles.append(dict(zip(joints, layout.angles().tolist(), strict=True)))
        lengths.append(dict(zip(joints, long.tolist(), strict=True)))
    turned: dict[int, float] = {}
    for joint, name in enumerate(one.names):
        if name in angles[0] and name in angles[1]:
            turned[joint] = angles[1][name] - angles[0][name]
    own = np.zeros(len(one.names))
    for joint, parent in enumerate(one.parents.tolist()):
        above = float(turns_in_all(own[None], one)[0, parent]) if parent >= 0 else 0.0
        if joint in turned:
            own[joint] = (turned[joint] - above + np.pi) % (2.0 * np.pi) - np.pi
    shared = [name for name in lengths[0] if name in lengths[1]]
    size = _middle_ratio([(lengths[0][name], lengths[1][name]) for name in shared])
    pairs = [(joint, names[name]) for joint, name in enumerate(one.names) if name in names]
    root = other.joints[names.get(one.names[0], 0)] - one.joints[0]
    return PoseDifference(turns_in_all(own[None], one)[0], root, size, np.array(pairs, np.int64))


def _middle_ratio(lengths: list[tuple[float, float]]) -> float:
    """Return the second of two lengths for one of the first, in half the length of the first ones.

    A limb that is drawn foreshortened, or folded, says nothing of the body's size.
    """
    ratios = sorted((second / max(first, 1e-9), first) for first, second in lengths)
    half, total = sum(first for _, first in ratios) / 2, 0.0
    for ratio, first in ratios:
        total += first
        if total >= half:
            return float(ratio)
    return 1.0


def onto_lines(moved: Floats, ends: NDArray[np.int64], other: Drawing, size: float) -> Floats:
    """Return the way [P, 2] from each point to the nearest line of another drawing.

    moved [P, 2]: points that are near it, of strokes that begin at `ends`. It is smooth along each
    stroke, and short: at most NEAR long sides. What is three times as far from all lines is new
    there and stays.
    """
    lines = _dense(numpy_of(other.positions), numpy_of(other.stroke_offsets), 0.004 * size)
    away, nearest = cKDTree(lines).query(moved)
    way = lines[nearest] - moved
    share = away / (NEAR * size)
    way *= np.minimum(1.0, 1.0 / np.maximum(share, 1e-9))[:, None]
    way *= np.clip(3.0 - share, 0.0, 1.0)[:, None]
    for begin, end in itertools.pairwise(ends):
        count = end - begin
        width = min(SMOOTH, count)
        if count > 2:
            padded = np.pad(way[begin:end], ((width, width), (0, 0)), mode="edge")
            kernel = np.ones(2 * width + 1) / (2 * width + 1)
            way[begin:end] = np.stack(
                [np.convolve(padded[:, axis], kernel, "valid") for axis in (0, 1)], axis=1
            )
    return np.asarray(way)


def misfit(moved: Floats, ends: NDArray[np.int64], other: Drawing, size: float) -> float:
    """Return how far lines are from those of another drawing, and those from them, on average.

    moved [P, 2]: points of strokes that begin at `ends`. In long sides; what is FAR away counts as
    no farther.
    """
    step = 0.01 * size
    lines = _dense(numpy_of(other.positions), numpy_of(other.stroke_offsets), step)
    own = _dense(moved, ends, step)
    away = (cKDTree(lines).query(own)[0], cKDTree(own).query(lines)[0])
    return float(np.mean([np.minimum(d / size, FAR).mean() for d in away]))


def _shares(points: Floats) -> tuple[Floats, float]:
    """Return the share of a stroke's length [n] before each of its points, and the length."""
    step = np.hypot(*np.diff(points, axis=0).T) if len(points) > 1 else np.zeros(0)
    along = np.concatenate([[0.0], np.cumsum(step)])
    length = float(along[-1])
    if length <= 0.0:
        return np.linspace(0.0, 1.0, len(points)), 0.0
    return along / length, length


def _dense(points: Floats, ends: NDArray[np.int64], step: float) -> Floats:
    """Return points [N, 2] along lines through points [P, 2], a step apart."""
    found = [points.astype(np.float64)]
    for begin, end in itertools.pairwise(ends.tolist()):
        line = points[begin:end]
        shares, length = _shares(line)
        at = np.linspace(0.0, 1.0, max(2, int(length / max(step, 1e-9))))
        found.append(np.stack([np.interp(at, shares, line[:, axis]) for axis in (0, 1)], axis=1))
    return np.concatenate(found)
