# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The courses that poses may take through a clip: a few are followed, the likeliest is kept.

Where limbs cross, a pose in which they have changed places misses the lines by little more than the
right one, and only later frames show which it was. So several courses go on side by side (a beam
search): what counts is how far the lines are missed, and how much the drawing's points jump against
the way they were going.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.video_fit.cast import Cast, Poses
from engine.video_fit.jumps import going_on, jump_cost
from engine.video_fit.laying import SLIDING, laid_cost
from engine.video_fit.matching import Pairs, SeenTarget
from engine.video_fit.pose_fit import AS_ONE, FAR, REACHES, ROUNDS, closer, swung_poses

Floats = NDArray[np.float64]
COURSES = 2
AT_BEST = 0.6  # of what a rival misses, poses may be hoped to miss in frames not yet looked at
SAME = 0.003  # long sides: poses as near as this are one
GOING_ON = (0.04, 0.02, 0.012)  # long sides: reaches for a start that is about right
LAID_REACHES = (0.04, 0.012)  # long sides: reaches for free lines that are laid along seen ones
LAID_STIFF = 0.1  # of what bending costs, it costs then


@dataclass(frozen=True, eq=False)
class Course:
    """Poses of the drawing up to a frame.

    Attributes:
        poses: in that frame, one for each body.
        places: [N, 2], of the drawn points in it.
        before: the course up to the frame before.
        total: what it costs.
    """

    poses: Poses
    places: Floats
    before: Course | None
    total: float

    @property
    def expected(self) -> Poses:
        """The poses of the next frame where all goes on as it was going."""
        if self.before is None:
            return self.poses
        pairs = zip(self.before.poses, self.poses, strict=True)
        return [going_on(before, now) for before, now in pairs]

    @property
    def expected_places(self) -> Floats:
        """The places [N, 2] of the drawn points in the next frame, likewise."""
        if self.before is None:
            return self.places
        return going_on(self.before.places, self.places)

    @property
    def frames(self) -> list[Poses]:
        """The poses of all frames, first to last."""
        found, course = [], self
        while course.before is not None:
            found.append(course.poses)
            course = course.before
        return found[::-1]


def found_poses(
    cast: Cast, targets: Sequence[SeenTarget], on_frame: Callable[[int, int], None]
) -> list[Poses]:
    """Return poses [F][bodies] of the drawing in F frames, of the likeliest course.

    on_frame: gets the number of the step and how many there are; it may raise to stop.
    """
    courses = list(_searched(cast, targets, on_frame, COURSES))
    return courses[-1].frames if courses else []


def better_poses(
    cast: Cast,
    targets: Sequence[SeenTarget],
    on_frame: Callable[[int, int], None],
    rival: Floats,
    better: float,
    *,
    courses: int = COURSES,
) -> list[Poses] | None:
    """Return poses as `found_poses`, or None where they don't miss clearly less than a rival.

    Args:
        cast, targets, on_frame: as there.
        rival: [F], how far the rival misses the lines of each frame.
        better: of that, summed up, the poses must miss at most. The search is given up as soon as
            they would have to miss less than AT_BEST of it in the frames that are left.
        courses: so many go on side by side.
    """
    missed = 0.0
    found: Course | None = None
    for number, found in enumerate(_searched(cast, targets, on_frame, courses)):
        missed += cast.cost_of(found.places, targets[number])
        if missed + AT_BEST * float(rival[number + 1 :].sum()) > better * float(rival.sum()):
            return None
    if found is None or float(cast.missed(found.frames, targets).sum()) > better * rival.sum():
        return None
    return found.frames


def _searched(
    cast: Cast,
    targets: Sequence[SeenTarget],
    on_frame: Callable[[int, int], None],
    courses: int,
) -> Iterator[Course]:
    """Give the likeliest course up to each frame."""
    kept = [Course([body.rest for body in cast.bodies], cast.rest, None, 0.0)]
    for number, target in enumerate(targets):
        on_frame(number, len(targets))
        found = [one for course in kept for one in _continued(cast, target, course)]
        kept = _likeliest(found, courses)
        yield kept[0]


def _continued(cast: Cast, target: SeenTarget, course: Course) -> list[Course]:
    """Return the courses that one goes on as in the next frame."""
    now, expected = course.poses, course.expected
    if target.empty:
        return [_with_frame(cast, target, course, now)]
    near = closer(cast, target, expected, expected, GOING_ON, (2, 2, 2))
    begun = [closer(cast, target, now, now, REACHES[:1], (2,))]
    if course.before is not None:
        as_one = closer(cast, target, now, now, FAR, (2, 2), stiff=AS_ONE)
        begun.append(closer(cast, target, as_one, now, REACHES[:1], (2,)))
    wide = min(begun, key=lambda poses: cast.cost(poses, target))
    wide = closer(cast, target, wide, now, REACHES, ROUNDS)
    found = [near, wide]
    laid = cast.laying.pairs(target, course.expected_places)
    if min(laid_cost(laid, cast.placed(poses)) for poses in found) > SLIDING:
        found.append(
            closer(cast, target, expected, now, LAID_REACHES, (3, 3), stiff=LAID_STIFF, laid=laid)
        )
    nearest = min(found, key=lambda poses: cast.cost(poses, target))
    found += swung_poses(cast, target, nearest, now)
    return [_with_frame(cast, target, course, poses, laid) for poses in found]


def _with_frame(
    cast: Cast, target: SeenTarget, course: Course, poses: Poses, laid: Pairs | None = None
) -> Course:
    places = cast.placed(poses)
    cost = jump_cost(course.expected_places, places)
    if not target.empty:
        cost += cast.cost_of(places, target)
    if laid is not None:
        cost += laid_cost(laid, places)
    return Course(poses, places, course, course.total + cost)


def _likeliest(found: list[Course], most: int) -> list[Course]:
    """Return the `most` courses that cost least, those in the same pose once."""
    kept: list[Course] = []
    for course in sorted(found, key=lambda one: one.total):
        apart = (float(np.abs(course.places - one.places).mean()) for one in kept)
        if len(kept) < most and all(way > SAME for way in apart):
            kept.append(course)
    return kept
