# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing follows a clip: poses of its bones, and what bones can't follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from addon.contract.drawing import CUBIC, Drawing
from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.geometry.handles import Handles, fit_handles
from engine.rig.bones import Bones, Pose, deformed
from engine.rig.curve_points import along_curves, carried_along
from engine.rig.drawing_rig import DrawingRig
from engine.rig.touching import touching_pairs
from engine.runtime.arrays import numpy_of
from engine.vector.keyframes.compose import moving_points
from engine.video_fit.body import PosedBody
from engine.video_fit.clip import VideoClip
from engine.video_fit.leftover import Strands, fit_leftover
from engine.video_fit.matching import SeenTarget, line_tangents
from engine.video_fit.placing import ClipPlacing, place
from engine.video_fit.pose_fit import Cast, Poses, fit_poses
from engine.video_fit.seen_lines import SeenLines, seen_lines

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STEP = 0.018  # long sides: about so far apart are the drawn points that are looked for
MOST_POINTS = 900
TOUCHING = 0.01  # long sides
ISLAND = 0.02  # long sides: strokes as near as this hold together
SEEN = 0.03  # long sides: a drawn point counts as seen with a line as near as this
LEAST_SEEN = 0.55  # share of the drawing, and of the lines, that must be found in the first frame
LOST = 0.5  # share of the drawing that is found where the clip still shows it
UNSEEN_STROKE = 0.4  # share of a stroke below which it isn't seen in a frame
UNSEEN_FRAMES = 0.3  # share of the frames in which a stroke that is reported isn't seen
SETTLES = 0.25  # of the clip: over it the first frame's difference from the drawing fades away
SAME_POSE = 0.02  # long sides or radians: so much reading lines may differ from drawing them
POOR = 0.012  # long sides: bones that miss the lines by more than this may be the wrong ones
BETTER = 0.8  # of what they miss, others must miss at most


@dataclass(frozen=True, eq=False)
class FollowedMotion:
    """What a drawing does in a clip.

    Attributes:
        target: [F, P, 2], the drawing's points, canvas pixels; frame 0 is the drawing.
        rig: whose bones moved.
        poses: of each object; None where it has no bones.
        residual: [F], mean distance of drawn and seen lines, long sides of the drawing.
        warnings: what the artist should know.
    """

    target: Floats
    rig: DrawingRig
    poses: tuple[Pose | None, ...]
    residual: Floats
    warnings: tuple[Message, ...]


@dataclass(frozen=True, eq=False)
class _Lines:
    """The drawn lines that are looked for: N points.

    Attributes:
        from_points: [N, P], from the drawing's points.
        places: [N, 2], at rest, long sides.
        strokes, objects: [N].
    """

    from_points: csr_matrix
    places: Floats
    strokes: Ints
    objects: Ints

    def in_frames(self, points: Floats) -> Floats:
        """Return the lines [F, N, 2] of the drawing's points [F, P, 2]."""
        return np.stack([self.from_points @ frame for frame in points])


def follow_clip(
    drawing: Drawing,
    rig: DrawingRig,
    clip: VideoClip,
    times: Floats,
    on_step: Callable[[str, int, int], None],
    *,
    pieces: Callable[[], DrawingRig] | None = None,
) -> FollowedMotion:
    """Return the motion of a drawing that does what the clip shows at times [F], seconds.

    Args:
        drawing: that moves in the clip.
        rig: of the drawing.
        clip: begins with the drawing, at about the same pose; place and scale don't matter.
        times: of the frames that are wanted.
        on_step: gets a phase, a step of it and how many there are; it may raise to stop.
        pieces: gives another rig, for a clip that the first one can't follow; what still can't be
            followed moves island by island, without bones.

    Raises BadInput for a clip that doesn't begin with the drawing.
    """
    space = _Space.of(drawing)
    lines = _lines(drawing, space)
    seen = _seen(clip, clip.at_times(times), on_step)
    placing = _placed(drawing, lines, seen[0], clip, space)
    shown, warnings = _shown(seen)
    targets = [placing.target(one) for one in shown]
    cast = _cast(rig, lines, space)
    fitted = fit_poses(cast, targets, lambda step, steps: on_step("poses", step, steps))
    missed = _missed(cast, fitted, targets)
    spares: list[Callable[[], DrawingRig]] = []
    if pieces is not None:
        spares = [pieces, partial(_without_bones, drawing)]
    for spare in spares:
        if missed <= POOR:
            break
        other_rig = spare()
        other = _cast(other_rig, lines, space)
        again = fit_poses(other, targets, lambda step, steps: on_step("poses", step, steps))
        now = _missed(other, again, targets)
        if now < BETTER * missed:
            rig, cast, fitted, missed = other_rig, other, again, now
    carried, poses = _carried(drawing, rig, cast, lines, _from_drawing(fitted), space)
    on_step("leftover", 0, 1)
    handles = fit_handles(drawing)
    moved = fit_leftover(
        _strands(drawing, handles, lines, space), lines.in_frames(space.inside(carried)), targets
    )
    moved -= _left_of_first(moved[0], len(moved))
    target = carried + space.size * handles.displace_points(moved)
    on_step("leftover", 1, 1)
    residual, unseen = _compared(drawing, lines, lines.in_frames(space.inside(target)), targets)
    return FollowedMotion(target, rig, poses, residual, (*warnings, *unseen))


@dataclass(frozen=True, eq=False)
class _Space:
    """Units in which the drawing's long side is 1 and its middle (0, 0)."""

    origin: Floats
    size: float

    @classmethod
    def of(cls, drawing: Drawing) -> _Space:
        """Return that of a drawing."""
        points = numpy_of(drawing.positions).astype(np.float64)
        return cls(points.mean(axis=0), max(float(np.ptp(points, axis=0).max()), 1e-9))

    def inside(self, points: Floats) -> Floats:
        """Map canvas pixels [..., 2] to these units."""
        return np.asarray((points - self.origin) / self.size)

    def outside(self, points: Floats) -> Floats:
        """Map these units [..., 2] to canvas pixels."""
        return np.asarray(points * self.size + self.origin)


def _lines(drawing: Drawing, space: _Space) -> _Lines:
    """Return points along the drawn lines, about STEP apart."""
    places = space.inside(numpy_of(drawing.positions).astype(np.float64))
    offsets = numpy_of(drawing.stroke_offsets).astype(np.int64)
    strokes = np.repeat(np.arange(drawing.stroke_count), np.diff(offsets))
    cubic = numpy_of(drawing.curve_types)[strokes] == CUBIC
    along = along_curves(places, strokes, cubic, STEP)
    owner = strokes[np.asarray(along.argmax(axis=1)).reshape(-1)]
    points = np.asarray(along @ places)
    step = STEP
    kept = _spread(points, owner, step)
    while len(kept) > MOST_POINTS:
        step *= 1.3
        kept = _spread(points, owner, step)
    objects = numpy_of(drawing.objects).astype(np.int64)[owner[kept]]
    return _Lines(csr_matrix(along[kept]), points[kept], owner[kept], objects)


def _spread(points: Floats, strokes: Ints, step: float) -> Ints:
    """Return numbers of points about `step` apart along strokes; ends are kept."""
    kept: list[int] = []
    for own in np.split(np.arange(len(points)), np.flatnonzero(np.diff(strokes)) + 1):
        way = np.linalg.norm(np.diff(points[own], axis=0), axis=1)
        arc = np.concatenate([[0.0], np.cumsum(way)])
        count = max(2, round(float(arc[-1]) / step) + 1) if len(own) > 1 else 1
        at = np.searchsorted(arc, np.linspace(0.0, arc[-1], count) - 1e-12)
        kept.extend(own[np.unique(np.minimum(at, len(own) - 1))])
    return np.array(kept, np.int64)


def _seen(
    clip: VideoClip, numbers: Ints, on_step: Callable[[str, int, int], None]
) -> list[SeenLines]:
    """Return the lines seen in frames of a clip; a frame that is shown twice is read once."""
    known: dict[int, SeenLines] = {}
    for step, number in enumerate(np.unique(numbers)):
        on_step("reading", step, len(np.unique(numbers)))
        known[int(number)] = seen_lines(clip.frames[number])
    return [known[int(number)] for number in numbers]


def _placed(
    drawing: Drawing,
    lines: _Lines,
    first: SeenLines,
    clip: VideoClip,
    space: _Space,
) -> ClipPlacing:
    """Lay the first frame on the drawing. Raises BadInput where it shows something else."""
    if not len(first.points):
        raise BadInput(
            "Nothing is drawn in the first frame of the clip.",
            hint="The clip must begin with your drawing.",
        )
    height, width = clip.frames.shape[1:3]
    canvas = space.inside(np.array([[0.0, 0.0], drawing.canvas]))
    tangents = line_tangents(lines.places, lines.strokes)
    placing = place(lines.places, tangents, first, canvas, np.array([width, height], np.float64))
    there, back = placing.target(first).misses(lines.places, tangents, 1.0)
    found = float((there < SEEN).mean()), float((back < SEEN).mean())
    if min(found) < LEAST_SEEN:
        raise BadInput(
            "The clip shows something else: {percent} % of your drawing is found in its first "
            "frame.",
            percent=round(100 * min(found)),
            hint="The clip must begin with your drawing, in about the same pose.",
        )
    return placing


def _shown(seen: Sequence[SeenLines]) -> tuple[list[SeenLines], tuple[Message, ...]]:
    """Return the lines of each frame up to where the clip cuts away; then the last one stays."""
    amount = np.array([len(one.points) * one.step for one in seen])
    usual = float(np.median(amount[: max(3, len(amount) // 4)]))
    gone = np.flatnonzero(amount < LOST * usual)
    if not len(gone):
        return list(seen), ()
    first = int(gone[0])
    kept = [*seen[:first], *[seen[first - 1]] * (len(seen) - first)]
    words = Message(
        "From frame {frame} on the clip doesn't show the whole drawing; the motion stops there.",
        frame=first + 1,
    )
    return kept, (words,)


def _without_bones(drawing: Drawing) -> DrawingRig:
    return DrawingRig((None,) * drawing.object_count, drawing.point_count)


def _cast(rig: DrawingRig, lines: _Lines, space: _Space) -> Cast:
    """Return the bodies that are posed: each object's bones, or each of its islands as one."""
    bodies, owned, objects = [], [], []
    for number, found in enumerate(rig.objects):
        own = np.flatnonzero(lines.objects == number)
        if not len(own):
            continue
        if found is not None:
            along = csr_matrix(lines.from_points[own][:, found.points])
            bones = carried_along(found.bones, along)
            bodies.append(
                PosedBody(replace(bones, joints=space.inside(bones.joints)), lines.places[own])
            )
            owned.append(own)
            objects.append(number)
            continue
        for island in islands(lines.places[own], lines.strokes[own]):
            places = lines.places[own[island]]
            bodies.append(PosedBody(_one_piece(places), places))
            owned.append(own[island])
            objects.append(number)
    return Cast(tuple(bodies), tuple(owned), tuple(objects), lines.strokes, lines.places)


def islands(places: Floats, strokes: Ints) -> list[Ints]:
    """Return numbers of points [n, 2] of strokes [n] that touch or lie within each other's box."""
    names, own = np.unique(strokes, return_inverse=True)
    touching = own[touching_pairs(places, own.astype(np.int64), ISLAND)]
    low = np.stack([places[own == n].min(axis=0) for n in range(len(names))])
    high = np.stack([places[own == n].max(axis=0) for n in range(len(names))])
    middle = (low + high) / 2
    inside = (middle[:, None] >= low).all(axis=2) & (middle[:, None] <= high).all(axis=2)
    edges = np.concatenate([touching.reshape(-1, 2), np.argwhere(inside)])
    shape = (len(names), len(names))
    graph = csr_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape)
    count, group = connected_components(graph, directed=False)
    return [np.flatnonzero(group[own] == n) for n in range(count)]


def _missed(cast: Cast, fitted: Sequence[Poses], targets: Sequence[SeenTarget]) -> float:
    """Return how far drawn and seen lines are from each other, mean over the clip."""
    return float(np.mean([cast.cost(p, t) for p, t in zip(fitted, targets, strict=True)]))


def _one_piece(places: Floats) -> Bones:
    """Return bones with which all points [n, 2] move as one."""
    count = len(places)
    return Bones(
        "",
        ("whole",),
        np.array([-1]),
        places.mean(axis=0)[None],
        np.ones(1),
        np.zeros((count, 1), np.int64),
        np.ones((count, 1)),
        np.zeros(count, np.int64),
    )


def _from_drawing(fitted: list[Poses]) -> list[Poses]:
    """Return poses that begin with the drawing: without what the first one differs from it."""
    found = [list(poses) for poses in fitted]
    for body, begin in enumerate(fitted[0]):
        for poses, left in zip(found, _left_of_first(begin, len(fitted)), strict=True):
            poses[body] = poses[body] - left
    return found


def _left_of_first(begin: Floats, frames: int) -> Floats:
    """Return what of the first frame's difference from the drawing is left in each frame [F, ...].

    Small differences come from how lines are read, and are the same in every frame. A larger one
    is another pose, which fades away over the beginning of the clip.
    """
    way = np.clip(np.arange(frames) / max(SETTLES * (frames - 1), 1.0), 0.0, 1.0)
    fade = 1.0 - way * way * (3.0 - 2.0 * way)
    fade = fade.reshape(-1, *(1,) * begin.ndim)
    return np.where(np.abs(begin) < SAME_POSE, 1.0, fade) * begin


def _carried(
    drawing: Drawing,
    rig: DrawingRig,
    cast: Cast,
    lines: _Lines,
    poses: Sequence[Poses],
    space: _Space,
) -> tuple[Floats, tuple[Pose | None, ...]]:
    """Return the drawing's points [F, P, 2] in poses, canvas pixels, and the poses of its rigs."""
    rest = numpy_of(drawing.positions).astype(np.float64)
    movable = moving_points(drawing)
    stroke = np.repeat(np.arange(drawing.stroke_count), np.diff(numpy_of(drawing.stroke_offsets)))
    moved = np.repeat(rest[None], len(poses), axis=0)
    found: list[Pose | None] = [None] * len(rig.objects)
    for body, (actor, number) in enumerate(zip(cast.bodies, cast.objects, strict=True)):
        vectors = np.stack([frame[body] for frame in poses])
        own = rig.objects[number]
        scale = np.ones((len(vectors), len(actor.bones.names), 2))
        scale[:, actor.bones.parents < 0] = np.exp(vectors[:, 2])[:, None, None]
        pose = Pose(space.size * vectors[:, :2], vectors[:, 3:], scale)
        if own is not None:
            moved[:, own.points] = own.deformer(rest)(pose)
            found[number] = pose
            continue
        points = np.flatnonzero(np.isin(stroke, lines.strokes[cast.points[body]]) & movable)
        whole = replace(_one_piece(rest[points]), joints=space.outside(actor.bones.joints))
        moved[:, points] = deformed(whole, rest[points], pose)
    return moved, tuple(found)


def _strands(drawing: Drawing, handles: Handles, lines: _Lines, space: _Space) -> Strands:
    """Return how the drawn lines follow the strokes' control points."""
    count = len(handles.indices)
    rows = np.repeat(np.arange(count), handles.indices.shape[1])
    follows = csr_matrix(
        (handles.weights.reshape(-1).astype(np.float64), (rows, handles.indices.reshape(-1))),
        (count, handles.count),
    )
    places = space.inside(handles.control.astype(np.float64))
    owner = handles.stroke_of_handle.astype(np.int64)
    joined = np.flatnonzero(owner[1:] == owner[:-1])
    links = np.stack([joined, joined + 1], axis=1)
    first, last = handles.stroke_offsets[:-1], handles.stroke_offsets[1:] - 1
    rings = np.flatnonzero(handles.cyclic & (last > first))
    closing = np.stack([last[rings], first[rings]], axis=1)
    links = np.concatenate([links, closing, touching_pairs(places, owner, TOUCHING)])
    apart = np.linalg.norm(places[links[:, 0]] - places[links[:, 1]], axis=1)
    objects = numpy_of(drawing.objects)[owner]
    movable = (objects >= 0) & (numpy_of(drawing.locked)[owner] == 0)
    return Strands(csr_matrix(lines.from_points @ follows), links, apart, lines.strokes, movable)


def _compared(
    drawing: Drawing, lines: _Lines, drawn: Floats, targets: Sequence[SeenTarget]
) -> tuple[Floats, tuple[Message, ...]]:
    """Return how far drawn lines [F, N, 2] are from those seen [F], and which strokes aren't."""
    residual = np.zeros(len(drawn))
    unseen = np.zeros((len(drawn), drawing.stroke_count))
    count = np.maximum(np.bincount(lines.strokes, minlength=drawing.stroke_count), 1)
    for frame, target in enumerate(targets):
        there, back = target.misses(drawn[frame], line_tangents(drawn[frame], lines.strokes), 1.0)
        residual[frame] = there.mean() / 2 + (back.mean() if len(back) else 1.0) / 2
        near = np.bincount(lines.strokes, there < SEEN, drawing.stroke_count) / count
        unseen[frame] = near < UNSEEN_STROKE
    hidden = int((unseen.mean(axis=0) > UNSEEN_FRAMES).sum())
    if hidden == 0:
        return residual, ()
    words = Message(
        "{count} strokes are hidden or missing in a part of the clip; there they go with the "
        "strokes around them.",
        count=hidden,
    )
    return residual, (words,)
