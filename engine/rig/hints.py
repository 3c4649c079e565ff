# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist says about the bones of a drawing, and how the network is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from addon.contract.rig_hints import Spans, StrokeGroups
from engine.rig.skeletons import Skeleton
from engine.rig.skeletons.skeleton import LEFT

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MIRROR = np.array([-1.0, 1.0])
UNSAID = -2  # of a point: nobody has said which part it is of


@dataclass(frozen=True)
class RigHints:
    """What an artist has said about the bones of one body.

    Attributes:
        plan: name of the body plan; "" leaves it to the network.
        joints: places by name of the joint, in the unit of the drawing's points.
        strokes: name of the part, by number of the stroke; "" for what is no part of the body.
        pieces: pieces of strokes of another part than the rest, by number of the stroke.
        rigid: groups of strokes that are one solid thing each.
        wheels: groups of strokes that are a wheel each.
        together: groups of strokes that are of one part each.
    """

    plan: str = ""
    joints: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    strokes: Mapping[int, str] = field(default_factory=dict)
    pieces: Mapping[int, Spans] = field(default_factory=dict)
    rigid: StrokeGroups = ()
    wheels: StrokeGroups = ()
    together: StrokeGroups = ()

    def __bool__(self) -> bool:
        """Return whether the body itself is hinted: then the artist vouches for its bones."""
        return bool(self.plan or self.joints or self.strokes or self.pieces)

    @property
    def parts(self) -> frozenset[str]:
        """The names of the parts that something was given to."""
        said = {span.part for spans in self.pieces.values() for span in spans}
        return frozenset(said.union(self.strokes.values()) - {""})

    def parts_of(self, names: Mapping[str, int], strokes: Ints, shares: Floats) -> Ints:
        """Return the number of the part that points were given to [P]: -1 none, UNSAID if nothing.

        names: the numbers of parts by name; what isn't there is left out. strokes [P]: of the
        points; shares [P]: how far along its stroke each of them lies, 0..1.
        """
        known = {"": -1, **names}
        given = np.full(len(strokes), UNSAID, np.int64)
        for stroke, name in self.strokes.items():
            given[strokes == stroke] = known.get(name, UNSAID)
        for stroke, spans in self.pieces.items():
            own = strokes == stroke
            for start, end, name in spans:
                if name in known:
                    given[own & (shares >= start) & (shares <= end)] = known[name]
        return given


NO_HINTS = RigHints()


@dataclass(frozen=True)
class Box:
    """The drawing's bounding box, in which the network counts: long side 1, middle 0."""

    middle: Floats
    size: float

    @classmethod
    def of(cls, points: Floats) -> Box:
        """Return the box of points [N, 2]."""
        low, high = points.min(axis=0), points.max(axis=0)
        return cls(0.5 * (low + high), max(float((high - low).max()), 1e-9))

    def inside(self, points: Floats) -> Floats:
        """Bring points [N, 2] into the box."""
        return (points - self.middle) / self.size

    def outside(self, points: Floats) -> Floats:
        """Bring points [N, 2] of the box back into the drawing."""
        return points * self.size + self.middle


@dataclass(frozen=True)
class KnownParts:
    """Hints in the network's numbers.

    Attributes:
        joints: places [2] by number of the joint.
        parts: [N], number of the part of each token; -1 where none is known, the plan's number of
            parts for what is no part of the body.
        held: names of parts whose side is settled by hints.
    """

    joints: dict[int, Floats]
    parts: Ints
    held: frozenset[str]

    @classmethod
    def of(
        cls, plan: Skeleton, hints: RigHints, box: Box, strokes: Ints, shares: Floats
    ) -> KnownParts:
        """Translate hints for a plan; joints that it doesn't have are left out.

        strokes, shares [N]: of the tokens, as for `RigHints.parts_of`.
        """
        joints = {
            plan.index[name]: box.inside(np.asarray(place, np.float64))
            for name, place in hints.joints.items()
            if name in plan.index
        }
        given = hints.parts_of(plan.part_index, strokes, shares)
        parts = np.where(given == UNSAID, -1, np.where(given < 0, len(plan.parts), given))
        named = set(hints.parts)
        named |= {
            part.name for part in plan.parts if any(name in hints.joints for name in part.joints)
        }
        return cls(joints, parts, frozenset(named))

    def mirrored(self, plan: Skeleton) -> KnownParts:
        """Return what is known of the mirror image: left is right there."""
        joint, part = sides_swapped(plan)
        joints = {int(joint[n]): place * MIRROR for n, place in self.joints.items()}
        swapped = np.append(part, -1)  # so that -1 stays -1
        return KnownParts(joints, swapped[self.parts], self.held)


def shares_along(points: Floats, strokes: Ints) -> Floats:
    """Return how far along its stroke's drawn length each point [P] lies, 0..1.

    points [P, 2]; strokes [P]: the points of a stroke follow one another.
    """
    if not len(points):
        return np.zeros(0)
    starts = np.flatnonzero(np.append(True, strokes[1:] != strokes[:-1]))
    way = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1)))
    sizes = np.diff(np.append(starts, len(points)))
    before, whole = way[starts], way[starts + sizes - 1] - way[starts]
    return np.asarray((way - np.repeat(before, sizes)) / np.repeat(np.maximum(whole, 1e-12), sizes))


def sides_swapped(plan: Skeleton) -> tuple[Ints, Ints]:
    """Return the joints [J] and parts [C + 1] that take each other's places in a mirror image."""
    joints, parts = np.arange(len(plan.joints)), np.arange(len(plan.parts) + 1)
    for first, second in plan.twins:
        if first.side == LEFT:
            a, b = list(plan.chain(first)), list(plan.chain(second))
            joints[a + b] = joints[b + a]
            one, two = plan.part_index[first.name], plan.part_index[second.name]
            parts[[one, two]] = parts[[two, one]]
    return joints, parts
