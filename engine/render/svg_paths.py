# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Path data of a drawing's strokes in every frame, for files in which strokes move by themselves.

Numbers of many strokes are rounded and written together: a drawing may have ten thousand strokes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import CUBIC, Drawing
from engine.render.flatten import chain
from engine.runtime.arrays import numpy_of, places_within

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SIMPLER = 0.15  # pixels by which a polyline may change when points are left out
TENTHS_SIDE = 256  # longest side of a canvas from which on a tenth of a pixel is enough
_KEPT_TEXTS = 1 << 16
_TOGETHER = 1 << 19  # about so many points of all frames are written together


@dataclass(frozen=True)
class Precision:
    """How exactly coordinates are written.

    Attributes:
        digits: after the point.
        simpler: canvas pixels by which a polyline may change when points are left out.
    """

    digits: int = 1
    simpler: float = SIMPLER

    @classmethod
    def of(cls, canvas: tuple[float, float]) -> Precision:
        """Return what a canvas of any size needs, also one from 0 to 1 or of 0.001."""
        side = max(canvas)
        finer = max(0, math.ceil(math.log10(TENTHS_SIDE / side)))
        return cls(1 + finer, SIMPLER * min(1.0, side / TENTHS_SIDE))


@dataclass(frozen=True)
class _Course:
    """How the path data of a stroke run through its points.

    Attributes:
        points: int64 [k], the drawing's points in the order in which they are written.
        cubic: three points each are a curve, counted from where it starts.
        cyclic: it is closed.
        rests: it is the same in all frames.
    """

    points: Ints
    cubic: bool
    cyclic: bool
    rests: bool


def path_data(
    drawing: Drawing, positions: Floats, precision: Precision
) -> Iterator[tuple[str, ...]]:
    """Yield the path data of each stroke that has points, in every frame; at rest, in one frame.

    positions: [F, P, 2], canvas pixels. The coordinates are relative. The commands of a stroke are
    the same in each frame, as SVG needs them to interpolate.
    """
    together: list[_Course] = []
    count = 0
    for course in _courses(drawing, positions, precision.simpler):
        together.append(course)
        count += len(course.points) * len(positions)
        if count > _TOGETHER:
            yield from _written(together, positions, precision.digits)
            together, count = [], 0
    yield from _written(together, positions, precision.digits)


def _courses(drawing: Drawing, positions: Floats, simpler: float) -> Iterator[_Course]:
    """Yield the course of each stroke that has points."""
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    strokes = np.flatnonzero(np.diff(offsets))
    if not len(strokes):
        return
    starts, counts = offsets[strokes], np.diff(offsets)[strokes]
    cyclic = numpy_of(drawing.cyclic)[strokes] != 0
    cubic = numpy_of(drawing.curve_types)[strokes] == CUBIC
    straight = cubic & (counts >= 3)
    straight[straight] = _are_straight(
        positions, starts[straight], counts[straight], cyclic[straight], simpler
    )
    curved = cubic & ~straight & (counts > 2)
    rests = ~np.logical_or.reduceat((positions != positions[:1]).any(axis=(0, 2)), starts)
    rows = zip(
        *(v.tolist() for v in (starts, counts, straight, curved, cyclic, rests)), strict=True
    )
    for start, count, is_straight, is_curved, closed, still in rows:
        if is_curved:
            pieces = count // 3 if closed else (count - 1) // 3
            points = start + np.arange(3 * pieces + 1) % count
        else:
            points = np.arange(start, start + count, 3 if is_straight else 1)
            if len(points) > 2:
                seen = positions[: 1 if still else None, points]
                points = points[needed_points(seen, simpler)]
        yield _Course(points, is_curved, closed, still)


def _are_straight(
    positions: Floats, starts: Ints, counts: Ints, cyclic: NDArray[np.bool_], simpler: float
) -> NDArray[np.bool_]:
    """Return which chains of cubics are straight lines in all frames: `without_straight_curves`."""
    curves = np.where(cyclic, counts, counts - 1) // 3
    owner = np.repeat(np.arange(len(curves)), curves)
    local = (places_within(curves) * 3)[:, None] + np.arange(4)
    controls = starts[owner, None] + local % counts[owner, None]
    worst = np.zeros(len(curves))
    for frame in positions:
        np.maximum.at(worst, owner, _off_thirds(frame[controls]).max(axis=1, initial=0.0))
    return np.asarray(worst <= simpler)


def _off_thirds(curves: Floats) -> Floats:
    """Return how far [..., 2] the handles of cubics [..., 4, 2] lie from their chord's thirds."""
    start, first, second, end = np.moveaxis(curves, -2, 0)
    third = (end - start) / 3
    off = np.maximum(np.abs(first - start - third), np.abs(end - third - second))
    return np.asarray(off)


def without_straight_curves(
    points: Floats, cubic: bool, cyclic: bool, simpler: float
) -> tuple[Floats, bool]:
    """Return a stroke [F, n, 2] as a polyline where all its curves are straight lines.

    Return also whether it still is a chain of cubics. A curve is straight where its handles lie
    within `simpler` of the thirds of its chord in all frames, as those of imported lines do.
    """
    count = points.shape[1]
    if not cubic or count < 3:
        return points, cubic
    if _off_thirds(points[:, chain(count, cyclic)]).max(initial=0.0) > simpler:
        return points, cubic
    return points[:, ::3], False


def needed_points(points: Floats, simpler: float = SIMPLER) -> Ints:
    """Return the points of a polyline [F, n, 2] that keep it within `simpler` in all frames.

    The method is Douglas and Peucker's (1973).
    """
    count = points.shape[1]
    needed = np.zeros(count, bool)
    needed[[0, -1]] = True
    open_spans = [(0, count - 1)]
    while open_spans:
        start, stop = open_spans.pop()
        if stop - start < 2:
            continue
        first, chord = points[:, start, None], points[:, stop, None] - points[:, start, None]
        arms = points[:, start + 1 : stop] - first
        square = np.maximum((chord * chord).sum(-1), 1e-30)
        t = np.clip((arms * chord).sum(-1) / square, 0, 1)
        distance = np.linalg.norm(arms - t[..., None] * chord, axis=-1).max(0)
        farthest = int(distance.argmax())
        if distance[farthest] > simpler:
            middle = start + 1 + farthest
            needed[middle] = True
            open_spans += [(start, middle), (middle, stop)]
    return np.flatnonzero(needed)


def _written(courses: list[_Course], positions: Floats, digits: int) -> Iterator[tuple[str, ...]]:
    """Yield the path data of strokes in every frame."""
    if not courses:
        return
    sizes = np.array([len(course.points) for course in courses])
    firsts = np.cumsum(sizes) - sizes
    cubic = np.repeat([course.cubic for course in courses], sizes)
    place, first = places_within(sizes), np.repeat(firsts, sizes)
    # Rounded before the differences are taken, so that errors don't add up along the stroke.
    points = np.concatenate([course.points for course in courses])
    rounded = np.round(positions[:, points] * 10**digits).astype(np.int64)
    # Control points count from the start of their curve, other points from the one before.
    steps = rounded - rounded[:, first + np.where(cubic, (place - 1) // 3 * 3, place - 1)]
    steps[:, firsts] = rounded[:, firsts]
    lead = np.zeros((len(points), 2), np.int64)  # what stands before a number
    lead[place == 0, 0] = 1
    lead[place == 1, 0] = np.where(cubic[place == 1], 2, 3)
    words = _words(steps, lead, digits)
    for course, start, size in zip(courses, firsts.tolist(), sizes.tolist(), strict=True):
        end = ("" if size > 1 else "h0") + ("z" if course.cyclic else "")
        own = words[: 1 if course.rests else None, 2 * start : 2 * (start + size)]
        yield tuple("".join(row) + end for row in own.tolist())


def _words(steps: Ints, lead: Ints, digits: int) -> NDArray[np.object_]:
    """Write numbers [F, K, 2] as [F, 2 K] texts, as short as SVG allows: "1.5", "-.2", " 3".

    lead [K, 2]: 0 for what parts them from the one before, else which command stands there.
    """
    units, place = np.unique(steps, return_inverse=True)
    texts = [_texts(digits)[number] for number in units.tolist()]
    bare = [text.lstrip(" ") for text in texts]
    table = np.array([*texts, *(letter + text for letter in "Mcl" for text in bare)], object)
    words = table[place.reshape(steps.shape) + lead * len(units)]
    return np.asarray(words.reshape(len(steps), -1))


class _Texts(dict[int, str]):
    """Numbers with what parts them from the one before: a space, or their minus.

    Most steps are short, and the same again and again.
    """

    def __init__(self, digits: int) -> None:
        self.digits = digits

    def __missing__(self, units: int) -> str:
        number = number_text(units / 10**self.digits, self.digits)
        text = number if number[0] == "-" else f" {number}"
        if len(self) < _KEPT_TEXTS:
            self[units] = text
        return text


@lru_cache(maxsize=16)
def _texts(digits: int) -> _Texts:
    return _Texts(digits)


def number_text(value: float, digits: int) -> str:
    """Write a number as short as SVG allows, with at most so many digits after the point."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
