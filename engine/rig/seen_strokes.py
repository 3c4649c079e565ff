# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes that are seen, and those that only cover what lies below: white areas without a line.

Parts are looked for among what is seen. An area that isn't goes with the line around it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from engine.geometry.cut_strokes import CutStrokes
from engine.geometry.grouping.grouping import Grouping
from engine.geometry.grouping.samples import sample_strokes
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
PALE = 0.97  # of white: an area as pale isn't seen on paper
FAINT = 0.2  # opacity: what is fainter is a shade
ALONG = 0.012  # of the drawing's long side: an area as near to a line runs along it
AROUND = 0.02  # of the drawing's long side: an area may stick out so far of the line around it


def seen_strokes(drawing: Drawing) -> Bools:
    """Return which strokes [S] have a line, or an area that is seen on white paper."""
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    widths = np.maximum.reduceat(numpy_of(drawing.widths), offsets[:-1])
    lined = (widths > 0.0) & (numpy_of(drawing.colors)[:, 3] > 0.0)
    fills = numpy_of(drawing.fills)
    filled = (fills[:, 3] >= FAINT) & (fills[:, :3].min(axis=1) < PALE)
    return np.asarray(lined | filled)


def of_seen(drawing: Drawing, seen: Bools) -> Drawing:
    """Return a drawing of the strokes that are seen [S] alone."""
    return _kept(drawing, seen).applied(drawing)


def with_unseen(drawing: Drawing, seen: Bools, found: Grouping) -> Grouping:
    """Return the objects of all strokes of a drawing, from those of its seen ones."""
    kept = _kept(drawing, seen)
    whole = np.flatnonzero(seen)
    cut = found.cut
    pieces = whole[cut.strokes] if cut is not None else whole  # the stroke that each piece is of
    sizes = np.diff(cut.offsets if cut is not None else kept.offsets)
    owners = np.zeros(drawing.stroke_count, np.int64)
    for stroke in whole.tolist():
        mine = np.flatnonzero(pieces == stroke)
        owners[stroke] = found.labels[mine[sizes[mine].argmax()]]
    unseen = np.flatnonzero(~seen)
    owners[unseen] = owners[_around(drawing, whole, unseen)]
    if cut is None:
        return replace(found, labels=owners)
    points = [kept.points[cut.points[a:b]] for a, b in pairwise(cut.offsets)]
    points += [np.asarray(drawing.stroke(int(stroke)), np.int64) for stroke in unseen]
    strokes = np.concatenate([pieces, unseen])
    labels = np.concatenate([found.labels, owners[unseen]])
    order = np.argsort(strokes, kind="stable")
    parts = [points[number] for number in order]
    offsets = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
    whole_cut = CutStrokes(strokes[order], np.concatenate(parts), offsets)
    return replace(found, labels=labels[order], cut=whole_cut)


def _kept(drawing: Drawing, seen: Bools) -> CutStrokes:
    """Return some strokes of a drawing, whole."""
    strokes = np.flatnonzero(seen)
    points = [np.asarray(drawing.stroke(int(stroke)), np.int64) for stroke in strokes]
    offsets = np.concatenate([[0], np.cumsum([len(each) for each in points])]).astype(np.int64)
    return CutStrokes(strokes.astype(np.int64), np.concatenate(points), offsets)


def _around(drawing: Drawing, whole: Ints, unseen: Ints) -> Ints:
    """Return for each unseen stroke the seen one that it goes with: along which it runs mostly.

    Where it runs along none, the smallest around it, else the one whose box shares most with its.
    """
    samples = sample_strokes(drawing)
    points, of = samples.points.astype(np.float64), np.asarray(samples.stroke, np.int64)
    size = float(np.ptp(points, axis=0).max())
    lines = np.isin(of, whole)
    tree, owner = cKDTree(points[lines]), of[lines]
    low, high = samples.low.astype(np.float64), samples.high.astype(np.float64)
    margin = AROUND * size
    areas = np.maximum(high - low, margin).prod(axis=1)
    found = []
    for stroke in unseen.tolist():
        far, at = tree.query(points[of == stroke], distance_upper_bound=ALONG * size)
        along = owner[at[np.isfinite(far)]]
        if len(along):
            found.append(int(np.bincount(along).argmax()))
            continue
        around = (low[whole] <= low[stroke] + margin).all(axis=1)
        around &= (high[whole] >= high[stroke] - margin).all(axis=1)
        if around.any():
            found.append(int(whole[around][areas[whole[around]].argmin()]))
            continue
        shared = np.minimum(high[whole], high[stroke]) - np.maximum(low[whole], low[stroke])
        shared = np.clip(shared + margin, 0.0, None).prod(axis=1)
        found.append(int(whole[(shared / (areas[whole] + areas[stroke] - shared)).argmax()]))
    return np.array(found, np.int64)
