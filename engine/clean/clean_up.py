# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean-up of a whole drawing: every layer, object and colour by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import COLUMNS, CUBIC, WARNINGS, Drawing
from engine.clean.bundling import bundled, overdrawn
from engine.clean.covering import uncovered
from engine.clean.denoising.denoiser import denoised, shipped_denoiser
from engine.clean.finishing import CleanStroke, finished
from engine.clean.fitting import fitted
from engine.clean.joining import StrokeChain, joined, lines_of_chains
from engine.clean.lines import FLATNESS, SampledLine, cut_at_corners, sampled
from engine.clean.strays import without_strays
from engine.geometry.working_space import WorkingSpace
from engine.render.flatten import flatten_chain
from engine.runtime.arrays import numpy_of

DOT = 1.5  # working units; a smaller stroke is left as it is
WIDTHS = 1.2  # line widths within which lines are one, whatever the strength
REACH = 13.0  # working units within which they are at full strength
GAP = 1.6  # reaches, over which ends are joined
OFTEN = 1.5  # lines beside each place of a drawing that is drawn over
CAREFUL = 0.25  # of the reach within which lines are one, where a drawing isn't drawn over at all
AGAIN = 1  # rounds in which what came out is bundled once more
REST = 3.0  # reaches; a shorter stroke of which others have the better part is left out
ONCE = 0.5  # lines beside each place up to which a drawing counts as drawn once
WHOLLY = 0.4  # strength from which strokes are moved all the way to the lines they stand for
TIGHT, MEETING, NEARBY = 0.4, 0.7, 0.8  # of the reaches, where strokes lie on their lines
STAGES = 4  # of the work on a group of strokes, between which it can be stopped
#: What is said of each stage that is done: how many are, of how many.
OnStage = Callable[[int, int], None]


@dataclass(frozen=True)
class CleanedDrawing:
    """A clean drawing.

    Attributes:
        drawing: its strokes, in the order in which the rough ones began.
        members: for each stroke, the strokes of the rough drawing that it stands for.
    """

    drawing: Drawing
    members: tuple[tuple[int, ...], ...]


def clean_drawing(
    drawing: Drawing, strength: float = 0.5, on_stage: OnStage | None = None
) -> CleanedDrawing:
    """Return a drawing with overdrawn lines made one, gaps closed, hooks cut and tremble smoothed.

    strength: 0..1, how far apart lines may run that become one. Areas, dots and locked strokes
    stay as they are. All its strokes are polylines.
    """
    if not drawing.stroke_count:
        return CleanedDrawing(drawing, ())
    space = WorkingSpace.of(drawing)
    groups = list(_groups(drawing, space))
    strokes: list[CleanStroke] = []
    for number, group in enumerate(groups):

        def done(stage: int, before: int = number * STAGES) -> None:
            if on_stage is not None:
                on_stage(before + stage, len(groups) * STAGES)

        strokes += _cleaned(drawing, space, group, strength, done)
    changed = np.concatenate([np.zeros(0, np.int64), *groups])
    untouched = np.setdiff1d(np.arange(drawing.stroke_count), changed)
    return _assembled(drawing, space, strokes, untouched)


def reach_of(drawing: Drawing, space: WorkingSpace, strength: float) -> float:
    """Return within how many working units lines are one."""
    width = float(np.median(numpy_of(drawing.widths))) * space.scale
    return max(WIDTHS * min(width, 4.0), 1.5, REACH * float(np.clip(strength, 0.0, 1.0)))


def _groups(drawing: Drawing, space: WorkingSpace) -> Iterator[NDArray[np.int64]]:
    """Yield strokes that may become one: alike in layer, object, material and colour."""
    count = drawing.stroke_count
    if not count:
        return
    starts = numpy_of(drawing.stroke_offsets)[:-1]
    positions = numpy_of(drawing.positions)
    extent = np.maximum.reduceat(positions, starts) - np.minimum.reduceat(positions, starts)
    is_line = extent.max(axis=1) * space.scale > DOT
    free = (numpy_of(drawing.fills)[:, 3] <= 0) & (numpy_of(drawing.locked) == 0) & is_line
    free &= numpy_of(drawing.colors)[:, 3] > 0
    colors = np.round(numpy_of(drawing.colors) * 8).astype(np.int64)
    ids = [numpy_of(v).astype(np.int64) for v in (drawing.layers, drawing.objects,
                                                  drawing.materials)]  # fmt: skip
    keys = np.column_stack([*ids, colors])
    _, group = np.unique(keys, axis=0, return_inverse=True)
    for number in np.unique(group[free]).tolist():
        yield np.flatnonzero(free & (group.ravel() == number))


@dataclass(frozen=True)
class _Reaches:
    """Within how many working units things of a drawing belong together.

    Attributes:
        lines: lines that are one.
        ends: ends that meet; over a gap GAP times as wide they are joined.
        rests: what is left of a line that others cover, and strays.
    """

    lines: float
    ends: float
    rests: float

    @classmethod
    def of(cls, whole: float, often: float, amount: float) -> _Reaches:
        """Return the reaches of a drawing.

        whole: within which lines are one where a drawing is drawn over. often: how many lines run
        beside each place. amount: by how much lines were moved to where they belong, 0..1.
        """
        plain = whole * float(np.clip(often / OFTEN, CAREFUL, 1.0))
        lines, ends, rests = (1.0 - amount * (1.0 - share) for share in (TIGHT, MEETING, NEARBY))
        return cls(lines * plain, ends * whole, rests * plain)


def _cleaned(
    drawing: Drawing,
    space: WorkingSpace,
    group: NDArray[np.int64],
    strength: float,
    done: Callable[[int], None],
) -> list[CleanStroke]:
    """Return a group of strokes cleaned; done: is told the stages, of STAGES, that are."""
    done(0)
    whole = reach_of(drawing, space, strength)
    strokes = sampled(drawing, space, group)
    often = overdrawn(strokes, whole)
    network = shipped_denoiser()
    amount = _amount(often, strength) if network is not None else 0.0
    if network is not None and amount > 0.0:
        strokes = denoised(strokes, network, amount)
    reaches = _Reaches.of(whole, often, amount)
    drawn = cut_at_corners(strokes, whole)
    done(1)
    chains = _chained(drawn, drawn, reaches)
    done(2)
    for _ in range(AGAIN):  # bundles wider than the reach are two lines at first
        chains = _chained(lines_of_chains(chains), drawn, reaches)
    done(3)
    chains = without_strays(chains, drawn, reaches.rests)
    return [finished(chain, strength) for chain in chains]


def _amount(often: float, strength: float) -> float:
    """Return by which share of the way strokes are moved onto the lines they stand for.

    often: how many lines run beside each place; what is drawn once stays where it is.
    """
    over = (often - ONCE) / (OFTEN - ONCE)
    return float(np.clip(over, 0.0, 1.0) * np.clip(strength / WHOLLY, 0.0, 1.0))


def _chained(
    lines: list[SampledLine], drawn: list[SampledLine], reaches: _Reaches
) -> list[StrokeChain]:
    """Return lines as few strokes, fitted to the lines that were drawn."""
    kept = uncovered(bundled(lines, reaches.lines), reaches.lines)
    chains = joined(kept, reaches.ends, GAP * reaches.ends)
    chains = [c for c in chains if not c.is_rest or c.length > REST * reaches.rests]
    return fitted(chains, drawn, reaches.lines)


def _assembled(
    drawing: Drawing,
    space: WorkingSpace,
    strokes: list[CleanStroke],
    untouched: NDArray[np.int64],
) -> CleanedDrawing:
    """Put clean strokes and those that stay as they are into one drawing, in the rough order."""
    rows: list[tuple[tuple[int, ...], CleanStroke | None]] = [
        *((tuple(sorted(stroke.members)), stroke) for stroke in strokes),
        *(((stroke,), None) for stroke in untouched.tolist()),
    ]
    rows.sort(key=lambda row: row[0][0])
    columns: dict[str, list[NDArray[Any]]] = {name: [] for name in COLUMNS}
    counts = [0]
    for members, stroke in rows:
        first = members[0]
        part = slice(*numpy_of(drawing.stroke_offsets)[first : first + 2])
        for name, (_, kind, _width) in COLUMNS.items():
            values = numpy_of(getattr(drawing, name))
            columns[name].append(values[part] if kind == "P" else values[first : first + 1])
        new = _columns(stroke, space) if stroke is not None else _as_polyline(drawing, first)
        for name, values in new.items():
            columns[name][-1] = values
        counts.append(len(columns["positions"][-1]))
    arrays = {name: np.concatenate(parts) if parts else None for name, parts in columns.items()}
    arrays["paths"] = _paths(drawing, rows)
    warnings = {WARNINGS: drawing.host[WARNINGS]} if WARNINGS in drawing.host else {}
    cleaned = Drawing.build(
        stroke_offsets=np.cumsum(counts).astype(np.int32),
        canvas=drawing.canvas,
        object_names=drawing.object_names,
        layer_names=drawing.layer_names,
        material_names=drawing.material_names,
        host=warnings,
        **arrays,
    )
    return CleanedDrawing(cleaned, tuple(members for members, _ in rows))


def _columns(stroke: CleanStroke, space: WorkingSpace) -> dict[str, NDArray[Any]]:
    """Return what is new in a clean stroke, columns of `Drawing`."""
    count = len(stroke.points)
    return {
        "positions": space.to_canvas(stroke.points).astype(np.float32),
        "widths": (stroke.widths / space.scale).astype(np.float32),
        "opacities": stroke.opacities.astype(np.float32),
        "times": np.full(count, np.nan, np.float32),
        "curve_types": np.zeros(1, np.uint8),
        "cyclic": np.array([stroke.closed], np.uint8),
    }


def _as_polyline(drawing: Drawing, stroke: int) -> dict[str, NDArray[Any]]:
    """Return what is new in a stroke that stays where it is a cubic: its points as a polyline."""
    if int(numpy_of(drawing.curve_types)[stroke]) != CUBIC:
        return {}
    part = slice(*numpy_of(drawing.stroke_offsets)[stroke : stroke + 2])
    closed = bool(numpy_of(drawing.cyclic)[stroke])
    points = numpy_of(drawing.positions)[part].astype(np.float64)
    flat = flatten_chain(points[None], closed, FLATNESS)
    columns = {
        name: (flat.weights[..., None] * values[flat.indices].reshape(*flat.indices.shape, -1))
        .sum(1)
        .astype(np.float32)
        .reshape(-1, *values.shape[1:])
        for name in ("positions", "widths", "opacities", "times")
        for values in [numpy_of(getattr(drawing, name))[part]]
    }
    return {**columns, "curve_types": np.zeros(1, np.uint8)}


def _paths(
    drawing: Drawing, rows: list[tuple[tuple[int, ...], CleanStroke | None]]
) -> NDArray[np.int32]:
    """Return path ids [S]: strokes that stay keep sharing theirs, a clean stroke has its own."""
    own = numpy_of(drawing.paths)
    free = int(own.max()) + 1 if len(own) else 0
    return np.array(
        [
            int(own[members[0]]) if stroke is None else free + number
            for number, (members, stroke) in enumerate(rows)
        ],
        np.int32,
    )
