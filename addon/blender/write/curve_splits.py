# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""F-curves cut at a frame and put together, with the shape that an artist has given them.

Handles may lie anywhere, so a Bezier segment is cut as a curve in the plane (de Casteljau).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from bpy.types import FCurve

Point = NDArray[np.float64]
BEZIER = "BEZIER"
FREE = "FREE"
NEAR = 1e-3  # frames: keys that are as near are one
_STEPS = 50  # of a bisection


@dataclass(frozen=True)
class CurveKey:
    """One key of an F-curve: frame and value of itself and of its handles.

    Attributes:
        interpolation: of the segment that begins at it, as Blender names it.
        kind: its own type, as in the Dope Sheet.
    """

    at: Point
    left: Point
    right: Point
    interpolation: str = BEZIER
    left_type: str = FREE
    right_type: str = FREE
    kind: str = "KEYFRAME"

    @property
    def frame(self) -> float:
        """The frame that it lies on."""
        return float(self.at[0])

    def moved(self, frames: float, scale: float = 1.0, value: float = 0.0) -> CurveKey:
        """Return the key later by a number of frames, its value scaled and then raised."""
        factor, shift = np.array([1.0, scale]), np.array([frames, value])
        return replace(
            self,
            at=self.at * factor + shift,
            left=self.left * factor + shift,
            right=self.right * factor + shift,
        )


def read_keys(curve: FCurve) -> list[CurveKey]:
    """Return the keys of an F-curve."""
    return [
        CurveKey(
            np.array(key.co[:], np.float64),
            np.array(key.handle_left[:], np.float64),
            np.array(key.handle_right[:], np.float64),
            key.interpolation,
            key.handle_left_type,
            key.handle_right_type,
            key.type,
        )
        for key in curve.keyframe_points
    ]


def write_keys(curve: FCurve, keys: Sequence[CurveKey]) -> None:
    """Give an F-curve these keys instead of its own."""
    points: Any = curve.keyframe_points
    points.clear()
    points.add(len(keys))
    for point, key in zip(points, keys, strict=True):
        point.co = key.at
        point.interpolation, point.type = key.interpolation, key.kind
        point.handle_left_type, point.handle_right_type = key.left_type, key.right_type
        point.handle_left, point.handle_right = key.left, key.right
    curve.update()


def until(keys: Sequence[CurveKey], frame: float, value: float) -> list[CurveKey]:
    """Return the keys up to a frame, with one there; value: the curve's own in that frame."""
    kept = [key for key in keys if key.frame < frame - NEAR]
    there = next((key for key in keys if abs(key.frame - frame) <= NEAR), None)
    if there is not None:
        return [*kept, there]
    after = next((key for key in keys if key.frame > frame), None)
    if not kept or after is None or kept[-1].interpolation != BEZIER:
        return [*kept, _flat(frame, value)]
    first, middle, _ = _cut(kept[-1], after, frame)
    return [*kept[:-1], first, middle]


def since(keys: Sequence[CurveKey], frame: float, value: float) -> list[CurveKey]:
    """Return the keys from a frame on, with one there; value: the curve's own in that frame."""
    kept = [key for key in keys if key.frame > frame + NEAR]
    there = next((key for key in keys if abs(key.frame - frame) <= NEAR), None)
    if there is not None:
        return [there, *kept]
    before = [key for key in keys if key.frame < frame]
    if not kept or not before or before[-1].interpolation != BEZIER:
        interpolation = before[-1].interpolation if before and kept else BEZIER
        return [replace(_flat(frame, value), interpolation=interpolation), *kept]
    _, middle, last = _cut(before[-1], kept[0], frame)
    return [middle, last, *kept[1:]]


def joined(
    first: Sequence[CurveKey], second: Sequence[CurveKey], *, by_second: bool = False
) -> list[CurveKey]:
    """Return two curves, of which the second begins where the first ends, as one.

    The key where they meet is at the first one's value, or at the second one's; the other curve
    gets there within its segment beside it.
    """
    if not first or not second:
        return [*first, *second]
    end, begin = first[-1], second[0]
    there = (begin if by_second else end).at
    meeting = replace(
        end,
        at=there,
        left=end.left + np.array([0.0, there[1] - end.at[1]]),
        right=begin.right + np.array([0.0, there[1] - begin.at[1]]),
        interpolation=begin.interpolation,
        left_type=FREE,
        right_type=FREE,
    )
    return [*first[:-1], meeting, *second[1:]]


def unrolled(keys: Sequence[CurveKey], last: float, *, rising: bool) -> list[CurveKey]:
    """Return the keys of a curve that repeats, written out up to a frame.

    rising: each round begins where the one before has ended.
    """
    if len(keys) < 2:
        return list(keys)
    period = keys[-1].frame - keys[0].frame
    rise = float(keys[-1].at[1] - keys[0].at[1]) if rising else 0.0
    found = list(keys)
    count = 0
    while found[-1].frame < last and period > NEAR:
        count += 1
        found = joined(found, [key.moved(count * period, value=count * rise) for key in keys])
    return found


def _flat(frame: float, value: float) -> CurveKey:
    at, side = np.array([frame, value]), np.array([1.0, 0.0])
    return CurveKey(at, at - side, at + side)


def _cut(before: CurveKey, after: CurveKey, frame: float) -> tuple[CurveKey, CurveKey, CurveKey]:
    """Cut the segment between two keys; return both with their new handles, and the one between."""
    points = [before.at, before.right, after.left, after.at]
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if _split(points, middle)[2][0] < frame else (low, middle)
    one, left, at, right, other = _split(points, 0.5 * (low + high))
    at = np.array([frame, at[1]])
    return (
        replace(before, right=one, right_type=FREE, left_type=_untied(before.left_type)),
        CurveKey(at, left, right),
        replace(after, left=other, left_type=FREE, right_type=_untied(after.right_type)),
    )


def _untied(kind: str) -> str:
    """Return a handle's type where the other one of its key is set free; Blender moves no other."""
    return kind if kind == "VECTOR" else FREE


def _split(points: Sequence[Point], t: float) -> tuple[Point, Point, Point, Point, Point]:
    """Return the inner points of both halves of a Bezier curve cut at t, and the cut between."""
    a, b, c, d = points
    ab, bc, cd = a + t * (b - a), b + t * (c - b), c + t * (d - c)
    abc, bcd = ab + t * (bc - ab), bc + t * (cd - bc)
    return ab, abc, abc + t * (bcd - abc), bcd, cd
