# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the contract's Drawing of shapes on the canvas: strokes, fills, objects, layers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import BUTT, EVEN_ODD, LARGEST, NONZERO, ROUND, WARNINGS, Drawing
from addon.contract.errors import BadInput
from engine.geometry.bezier import Floats
from engine.geometry.objects import ObjectChoice, assign_objects
from engine.geometry.svg.color import RGBA
from engine.geometry.svg.holes import fill_groups
from engine.geometry.svg.outline import Outline
from engine.runtime.arrays import array_of

MOST_LINES = 12  # a longer chain of straight pieces becomes a polyline, to be fitted later
NO_FILL: RGBA = (0.0, 0.0, 0.0, 0.0)
BACKGROUND_NAMES = frozenset({"background", "bg"})


@dataclass(frozen=True)
class Group:
    """A group of the file; `key` distinguishes groups of the same name."""

    key: int
    label: str
    is_layer: bool
    locked: bool


@dataclass(frozen=True)
class Shape:
    """One element on the canvas.

    Attributes:
        stroke, fill: colours, None where the element has no stroke or no fill.
        width: of the stroke, canvas pixels.
        groups: around the element, from the outermost inwards.
        cap, join, miter: ends and corners, in the Drawing's numbers.
    """

    outlines: tuple[Outline, ...]
    stroke: RGBA | None
    width: float
    fill: RGBA | None
    even_odd: bool
    groups: tuple[Group, ...]
    cap: int = ROUND
    join: int = ROUND
    miter: float = 4.0


@dataclass(frozen=True)
class _Stroke:
    points: Floats
    cubic: bool
    cyclic: bool
    path: int
    fill: RGBA
    shape: Shape


def assemble(
    shapes: Sequence[Shape],
    canvas: tuple[float, float] | None,
    objects: ObjectChoice,
    warnings: Sequence[str],
) -> Drawing:
    """Return the Drawing of shapes, which are given in painter's order.

    - An outline with a stroke is a cubic stroke of the stroke's colour and width (a long chain of
      lines stays a polyline, a dot is a single point). `fills` holds the fill.
    - A fill without a stroke is a closed cubic stroke of width 0, its colour the fill's with
      alpha 0. An open outline with both stays open; its fill closes by a straight line.
    - Outlines of one element share a `paths` id (one fill), except where the fill rule is nonzero
      and none is a hole in the other or touches its box.

    Raises BadInput when nothing is drawn, and for points too far outside of the page.
    """
    strokes = list(_strokes(shapes))
    if not strokes:
        raise BadInput(
            "The drawing has nothing to animate.",
            hint="; ".join(warnings) or "Draw some strokes and export it again.",
        )
    sizes = [len(stroke.points) for stroke in strokes]
    points = np.concatenate([stroke.points for stroke in strokes])
    if not np.abs(points).max() <= LARGEST:  # also when it is not a number
        raise BadInput(
            "The drawing has points more than {distance} pixels away.",
            distance=f"{LARGEST:g}",
            hint="Delete stray strokes far outside of the page.",
        )
    widths = [stroke.shape.width if stroke.shape.stroke else 0.0 for stroke in strokes]
    layers, layer_names = _layers(strokes)
    named = _object_names(strokes) if objects == "auto" else None
    drawing = Drawing.build(
        array_of(points.astype(np.float32)),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        canvas=canvas or _canvas_around(points, max(widths)),
        widths=np.repeat(np.array(widths, dtype=np.float32), sizes),
        curve_types=np.array([stroke.cubic for stroke in strokes], dtype=np.uint8),
        colors=np.array([_stroke_color(stroke.shape) for stroke in strokes], dtype=np.float32),
        fills=np.array([stroke.fill for stroke in strokes], dtype=np.float32),
        cyclic=np.array([stroke.cyclic for stroke in strokes], dtype=np.uint8),
        paths=np.array([stroke.path for stroke in strokes], dtype=np.int32),
        caps=np.array([stroke.shape.cap for stroke in strokes], dtype=np.uint8),
        joins=np.array([stroke.shape.join for stroke in strokes], dtype=np.uint8),
        miters=np.array([stroke.shape.miter for stroke in strokes], dtype=np.float32),
        fill_rules=np.array([_fill_rule(stroke) for stroke in strokes], dtype=np.uint8),
        objects=None if named is None else named[0],
        object_names=("drawing",) if named is None else named[1],
        locked=np.array(
            [any(g.locked for g in stroke.shape.groups) for stroke in strokes], dtype=np.uint8
        ),
        layers=layers,
        layer_names=layer_names,
        host={"source": "svg", **({WARNINGS: "\n".join(warnings)} if warnings else {})},
    )
    return assign_objects(drawing, objects) if isinstance(objects, Mapping) else drawing


def _strokes(shapes: Sequence[Shape]) -> Iterator[_Stroke]:
    path = 0
    for shape in shapes:
        outlines = shape.outlines
        if shape.stroke is None:
            outlines = tuple(_closed(o) for o in outlines if len(o.control) > 4 or not o.straight)
        elif shape.cap == BUTT:  # without a length they have no ink
            outlines = tuple(o for o in outlines if len(o.control) > 1)
        groups = fill_groups(outlines, shape.even_odd or shape.fill is None)
        for offset in sorted(set(groups)):
            for outline, group in zip(outlines, groups, strict=True):
                if group == offset:
                    yield _stroke(outline, path, shape)
            path += 1


def _stroke(outline: Outline, path: int, shape: Shape) -> _Stroke:
    points, cubic, closed = outline.control, len(outline.control) > 1, outline.closed
    if outline.straight and len(outline.joints) > MOST_LINES + 1:
        points, cubic = outline.joints, False
    # A dot or a single line has no inside.
    fill = NO_FILL if outline.straight and len(outline.joints) < 3 else shape.fill or NO_FILL
    return _Stroke(points[: -1 if closed else None], cubic, closed, path, fill, shape)


def _fill_rule(stroke: _Stroke) -> int:
    return NONZERO if stroke.fill[3] > 0.0 and not stroke.shape.even_odd else EVEN_ODD


def _closed(outline: Outline) -> Outline:
    return Outline(outline.control, True, outline.straight).tidied()


def _stroke_color(shape: Shape) -> RGBA:
    if shape.stroke is not None:
        return shape.stroke
    red, green, blue, _ = shape.fill or NO_FILL
    return (red, green, blue, 0.0)


def _canvas_around(points: Floats, width: float) -> tuple[float, float]:
    """Return the page of a file without any size: from the origin to the farthest stroke."""
    far = np.ceil(points.max(axis=0) + width)
    return (max(float(far[0]), 1.0), max(float(far[1]), 1.0))


def _layers(strokes: Sequence[_Stroke]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Return the layer of each stroke, and the layers' names.

    Layers are the innermost Inkscape layers, else the outermost named groups.
    """
    names: dict[str, int] = {}
    found = []
    for stroke in strokes:
        groups = stroke.shape.groups
        layer = [g.label for g in groups if g.is_layer and g.label][-1:]
        layer = layer or [g.label for g in groups if g.label][:1] or ["layer"]
        found.append(names.setdefault(layer[0], len(names)))
    return np.array(found, dtype=np.int32), tuple(names)


def _object_names(
    strokes: Sequence[_Stroke],
) -> tuple[NDArray[np.int32], tuple[str, ...]] | None:
    """Return the object of each stroke, and the objects' names; None where groups give none.

    Objects are the outermost named groups, where there are at least two side by side.

    Groups that hold everything (a page, a single layer) are stepped into. A group that is called
    background, and strokes in no named group, are background.
    """
    level = 0
    while True:
        at_level = [s.shape.groups[level] if len(s.shape.groups) > level else None for s in strokes]
        if None in at_level or len({group.key for group in at_level if group}) != 1:
            break
        level += 1
    labelled = {g.key: g.label for g in at_level if g is not None and g.label}
    if len(labelled) < 2:
        return None
    names: dict[str, int] = {}
    numbers: dict[int, int] = {}
    for key, label in labelled.items():
        if label.lower() in BACKGROUND_NAMES:
            continue
        name, copy = label, 2
        while name in names:
            name, copy = f"{label} {copy}", copy + 1
        names[name] = numbers[key] = len(names)
    if not names:
        return None
    found = [-1 if group is None else numbers.get(group.key, -1) for group in at_level]
    return np.array(found, dtype=np.int32), tuple(names)
