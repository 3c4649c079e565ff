# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joints of things without a body plan: where a part hangs, what opens, leans or flutters."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.geometry.bezier import bernstein
from engine.geometry.handles import Handles, fit_handles
from engine.language.own_parts import hanging_word, part_noun
from engine.language.part_words import LIQUID
from engine.rig.bones import Bones
from engine.rig.dials import turning_place
from engine.rig.hung import HALVES, filled_in, hung, hung_at, same_part
from engine.rig.leaves import is_book, leaves_in, with_leaf
from engine.rig.part_strokes import PartStrokes
from engine.rig.sheets import flutters, with_sheet
from engine.rig.surfaces import with_surface
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
PER_CUBIC = 6  # points along each cubic of a line,
#: These swing about a hub, or a dial's middle.
_POINTERS = frozenset(("needle", "pointer", "indicator"))
FINE = 32  # and where a liquid slides along it


class DrawnObjects:
    """The drawn lines of a drawing and the objects they belong to.

    Attributes:
        points: float64 [N, 2] on the lines. strokes: int64 [N], of each. objects: int64 [S], the
            object of each stroke. names: of the objects. pen: the usual width of a line.
    """

    def __init__(self, drawing: Drawing) -> None:
        """Sample the lines of a drawing."""
        self._handles = fit_handles(drawing)
        self.points, self.strokes = _drawn_lines(self._handles)
        self.objects = numpy_of(drawing.objects).astype(np.int64)
        self.names = drawing.object_names
        self.pen = float(np.median(numpy_of(drawing.widths))) if drawing.point_count else 0.0

    @cached_property
    def fine(self) -> tuple[Floats, Ints]:
        """Points [M, 2] that lie nearer to each other along the lines, and the stroke of each."""
        return _drawn_lines(self._handles, FINE)


def with_part_joints(
    bones: Bones, number: int, carried: tuple[Floats, Ints], drawn: DrawnObjects
) -> Bones:
    """Return the bones of an object that is a part, with joints where it hangs on the rest.

    carried: points [P, 2] that the bones carry, and the stroke of each.
    """
    names, name = drawn.names, drawn.names[number]
    word = hanging_word(name, names)
    same = [n for n, other in enumerate(names) if same_part(name, other)]
    if word is not None and word.hangs == HALVES:
        same = [number]  # it hangs on the other half
    owners = drawn.objects[drawn.strokes]
    here, away = np.isin(drawn.strokes, np.unique(carried[1])), ~np.isin(owners, same)
    rest = drawn.points[away]
    if word is None or word.hangs != HALVES:
        rest, _ = filled_in(rest, drawn.strokes[away])
    hangs = "" if word is None else word.hangs
    if hangs == "hub" and len(np.unique(drawn.strokes[here])) > 1:
        hangs = "several"
    noun, own_lines = part_noun(name), drawn.points[here]
    bones = hung(bones, noun, own_lines, rest, hangs, drawn.strokes[here])
    if hangs == "hand" or (hangs == "hinge" and _POINTERS.intersection(name.split())):
        place = turning_place(own_lines, drawn.points[away], drawn.strokes[away])
        bones = bones if place is None else hung_at(bones, place)
    if hangs == LIQUID:
        points, strokes = drawn.fine
        walls = ~np.isin(drawn.objects[strokes], same)
        own = (drawn.points[here], drawn.strokes[here])
        return with_surface(bones, *carried, own, (points[walls], strokes[walls]))
    if hangs == "leaf":
        others = np.isin(owners, [other for other in same if other != number])
        aside = drawn.points[others, 0].mean() - drawn.points[here, 0].mean() if others.any() else 0
        return with_leaf(
            bones,
            *carried,
            np.ones(len(carried[0]), bool),
            pen=drawn.pen,
            is_book=is_book(name),
            inwards=float(np.sign(aside)),
        )
    return bones


def with_thing_joints(
    bones: Bones, carried: tuple[Floats, Ints], drawn: DrawnObjects, caption: str
) -> Bones:
    """Return the bones of a thing with joints for its leaf, or its two, or of a sheet.

    carried: points [P, 2] that the bones carry, and the stroke of each; caption: what is said of
    it. Without any of these the bones are returned as they are.
    """
    if flutters(caption):
        return with_sheet(bones, carried[0])
    here = np.isin(drawn.strokes, np.unique(carried[1]))
    leaves = leaves_in(PartStrokes.of(drawn.points[here], drawn.strokes[here]), caption)
    for side, leaf in enumerate(leaves):
        bones = with_leaf(
            bones,
            *carried,
            np.isin(carried[1], np.unique(drawn.strokes[here])[leaf]),
            pen=drawn.pen,
            is_book=is_book(caption),
            inwards=(1.0 - 2.0 * side) if len(leaves) > 1 else 0.0,
        )
    return bones


def _drawn_lines(handles: Handles, each: int = PER_CUBIC) -> tuple[Floats, Ints]:
    """Return points [N, 2] along the drawn curves, `each` for a cubic, and the stroke of each."""
    segments = handles.segments
    control = handles.control.astype(np.float64)[segments]
    strokes = handles.stroke_of_handle[segments[:, 0]].astype(np.int64)
    inner = np.einsum("ti,kid->ktd", bernstein(np.arange(each) / each), control)
    last = np.append(strokes[1:] != strokes[:-1], True)
    points, owners = [], []
    for along, end, stroke, is_last in zip(inner, control[:, 3], strokes, last, strict=True):
        line = np.concatenate([along, end[None]]) if is_last else along
        points.append(line)
        owners.append(np.full(len(line), stroke))
    return np.concatenate(points), np.concatenate(owners)
