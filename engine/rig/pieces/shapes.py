# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What closed strokes are: outlines that hold other strokes, and wheels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from engine.rig.pieces.ink import NEAR, Areas, Bools, Floats, Ints, SampledInk

ROUND = 0.15  # how far a round ring leaves its circle, of the radius
CONCENTRIC = 0.12  # distance of centres, of the larger radius
ALIKE = 1.35  # ratio of the radii of a vehicle's wheels, when nothing else says they are wheels
SMALLEST = 0.025  # radius of a wheel, in long sides of the drawing
SECTORS = 30  # of a circle: a ring in several strokes leaves out few of them
MOST = 0.5  # of the drawing's ink: a ring with as much in it is the body, not a wheel on it
STANDING = 0.12  # of the height: a wheel of what is known to roll ends as near to the ground,
LARGEST = 0.36  # and has no larger radius, in long sides of the drawing,
LEAST = 0.04  # and no smaller one


@dataclass(frozen=True)
class Wheel:
    """A round stroke that may turn about its centre, and the strokes that turn with it."""

    centre: Floats
    radius: float
    strokes: tuple[int, ...]


def holders(ink: SampledInk) -> Ints:
    """Return for each stroke [S] the smallest closed stroke that holds it wholly, -1 for none."""
    holder = np.full(len(ink.lengths), -1, np.int64)
    low = np.minimum.reduceat(ink.places, ink.starts[:-1])
    high = np.maximum.reduceat(ink.places, ink.starts[:-1])
    rings = np.flatnonzero(ink.closed & (ink.lengths > 4 * NEAR))
    if not len(rings):
        return holder
    margin = 0.5 * NEAR
    inside = (low[None] >= low[rings, None] - margin) & (high[None] <= high[rings, None] + margin)
    fits = np.asarray(inside.all(axis=2))
    fits[np.arange(len(rings)), rings] = False
    areas = shapely.buffer(ink.polygons(rings), margin, quad_segs=2)
    shapely.prepare(areas)
    sizes = shapely.area(areas)
    outer, inner = np.nonzero(fits)
    # where two strokes go round one shape, the larger holds the other, or else the earlier one
    own = np.zeros(len(ink.lengths))
    own[rings] = sizes
    larger = (sizes[outer] > own[inner]) | ((sizes[outer] == own[inner]) & (rings[outer] < inner))
    outer, inner = outer[larger], inner[larger]
    held = _held(ink, areas, outer, inner)
    outer, inner = outer[held], inner[held]
    order = np.lexsort((sizes[outer], inner))
    first = np.unique(inner[order], return_index=True)
    holder[first[0]] = rings[outer[order][first[1]]]
    return holder


def _held(ink: SampledInk, areas: Areas, outer: Ints, inner: Ints) -> Bools:
    """Whether area `outer` holds all of stroke `inner`, for each of n pairs."""
    count = np.diff(ink.starts)[inner]
    used = np.minimum(count, 24)
    pair = np.repeat(np.arange(len(inner)), used)
    number = np.arange(len(pair)) - np.repeat(np.cumsum(used) - used, used)
    sample = ink.starts[inner][pair] + number * (count - 1)[pair] // np.maximum(used - 1, 1)[pair]
    places = ink.places[sample]
    misses = ~shapely.contains_xy(areas[outer[pair]], places[:, 0], places[:, 1])
    return np.asarray(np.bincount(pair, misses, minlength=len(inner)) == 0)


def outermost(holder: Ints) -> Ints:
    """Return for each stroke [S] the outermost stroke that holds it, itself where none does."""
    top = np.arange(len(holder))
    for _ in range(len(holder)):
        above = np.where(holder[top] >= 0, holder[top], top)
        if (above == top).all():
            break
        top = above
    return top


def find_wheels(ink: SampledInk, holder: Ints, *, rolls: bool = False) -> tuple[Wheel, ...]:
    """Return the drawing's wheels.

    A wheel is round and held by nothing, and something says that it turns: a ring or a hub about
    its centre, spokes, an axle that ends at its centre, or a second wheel like it below the rest.

    rolls: whether the drawing is known to be of what stands on wheels. Then what is round and
    stands on the ground is one, also within another outline.
    """
    top = outermost(holder)
    rings: list[Wheel] = []
    outer = np.flatnonzero(ink.closed & (holder < 0))
    areas = shapely.area(ink.polygons(outer))
    circles = _circles(ink.places, ink.starts)
    for stroke, area in zip(outer, areas, strict=True):
        radius = float(circles.radii[stroke])
        if circles.round[stroke] and area >= 0.75 * np.pi * radius**2:
            held = tuple(np.flatnonzero(top == stroke).tolist())
            rings.append(Wheel(circles.centres[stroke], radius, held))
    rings += _rings_of_arcs(ink, circles)
    ink_of = ink.lengths + ink.step
    rings = [r for r in rings if ink_of[list(r.strokes)].sum() < MOST * ink_of.sum()]
    rest = np.ones(len(ink.lengths), bool)
    for ring in rings:
        rest[list(ring.strokes)] = False
    found: list[Wheel] = []
    if rings and rest.any():
        body = ink.places[rest[ink.strokes]]
        hubs = [_has_hub(ink, ring) for ring in rings]
        found = [
            ring
            for ring, hub in zip(rings, hubs, strict=True)
            if _has_axle(ink, ring, rest)
            or (hub and _carries(ring, body, sum(hubs)))
            or _has_twin(ring, rings, body)
        ]
    return tuple(found + (_on_the_ground(ink, holder, circles, found) if rolls else []))


def _on_the_ground(
    ink: SampledInk, holder: Ints, circles: _Circles, known: list[Wheel]
) -> list[Wheel]:
    """Return the rings that stand on the ground below something, largest first, but known ones.

    All that is drawn within a ring turns with it. What holds most of the drawing is no wheel.
    """
    low, high = ink.places.min(axis=0), ink.places.max(axis=0)
    away = STANDING * float(high[1] - low[1])
    size = float((high - low).max())
    taken = {stroke for wheel in known for stroke in wheel.strokes}
    ground = max([float(w.centre[1] + w.radius) for w in known], default=float(high[1]))
    found: list[Wheel] = []
    for stroke in np.argsort(-circles.radii, kind="stable"):
        centre, radius = circles.centres[stroke], float(circles.radii[stroke])
        if (
            int(stroke) in taken
            or not (circles.round[stroke] and ink.closed[stroke])
            or not LEAST * size <= radius <= LARGEST * size
            or abs(float(centre[1]) + radius - ground) > away
            or float(centre[1]) - 2.0 * radius < low[1]
        ):
            continue
        reach = np.maximum.reduceat(np.linalg.norm(ink.places - centre, axis=1), ink.starts[:-1])
        held = {int(s) for s in np.flatnonzero(reach <= 1.02 * radius)} | {int(stroke)}
        while more := {int(s) for s in np.flatnonzero(np.isin(holder, list(held)))} - held:
            held |= more  # what an outline in it holds goes with that
        apart = [w for w in (*known, *found) if np.hypot(*(w.centre - centre)) < w.radius]
        if apart or held & taken or (ink.lengths[list(held)]).sum() > MOST * ink.lengths.sum():
            continue
        taken |= held
        found.append(Wheel(centre, radius, tuple(sorted(held))))
    return found


def _rings_of_arcs(ink: SampledInk, circles: _Circles) -> list[Wheel]:
    """Return circles that are drawn in a few open strokes."""
    fine = ~ink.closed & (ink.lengths > 4 * NEAR) & circles.round & (circles.radii <= 0.5)
    fine &= ink.lengths >= circles.radii
    arcs = [(int(s), circles.centres[s], circles.radii[s]) for s in np.flatnonzero(fine)]
    found: list[Wheel] = []
    taken: set[int] = set()
    for stroke, centre, radius in sorted(arcs, key=lambda one: -ink.lengths[one[0]]):
        like = [
            s
            for s, c, r in arcs
            if s not in taken
            and float(np.linalg.norm(c - centre)) <= 2 * CONCENTRIC * radius
            and radius / ALIKE <= r <= radius * ALIKE
        ]
        if stroke in taken or len(like) not in (2, 3, 4):
            continue
        rim = np.concatenate([ink.places[ink.of_stroke(s)] for s in like])
        whole = _circles(rim, np.array([0, len(rim)]))
        middle, mean = whole.centres[0], float(whole.radii[0])
        angle = np.arctan2(*(rim - middle).T)
        seen = np.bincount(((angle + np.pi) * SECTORS / (2 * np.pi)).astype(int) % SECTORS)
        if whole.round[0] and (seen > 0).sum() >= 0.9 * SECTORS:
            away = np.linalg.norm(ink.places - middle, axis=1)
            reach = np.maximum.reduceat(away, ink.starts[:-1])
            held = set(np.flatnonzero(reach < mean).tolist()) | set(like)
            found.append(Wheel(middle, mean, tuple(sorted(held))))
            taken |= held
    return found


@dataclass(frozen=True)
class _Circles:
    """The circle that fits each of S strokes best.

    Attributes:
        centres: float64 [S, 2]; radii: float64 [S], 0 where none fits.
        round: bool [S], whether the stroke is close to its circle.
    """

    centres: Floats
    radii: Floats
    round: Bools


def _circles(places: Floats, starts: Ints) -> _Circles:
    """Fit circles (Kasa 1976) to runs of places [N, 2], which begin at starts [S + 1]."""
    count = np.diff(starts)
    number = np.repeat(np.arange(len(count)), count)
    first = starts[:-1]
    middle = np.add.reduceat(places, first) / count[:, None]
    x, y = (places - middle[number]).T
    square = x**2 + y**2
    terms = np.stack([x * x, x * y, y * y, x * square, y * square])
    xx, xy, yy, xs, ys = np.add.reduceat(terms, first, axis=1)
    det = xx * yy - xy**2
    bent = det > 1e-9 * (xx + yy) ** 2
    safe = np.where(bent, det, 1.0)
    shift = 0.5 * np.stack([yy * xs - xy * ys, xx * ys - xy * xs], axis=1) / safe[:, None]
    centres = middle + np.where(bent[:, None], shift, 0.0)
    away = np.linalg.norm(places - centres[number], axis=1)
    radii = np.where(bent, np.add.reduceat(away, first) / count, 0.0)
    off = np.maximum.reduceat(np.abs(away - radii[number]), first)
    return _Circles(centres, radii, bent & (radii >= SMALLEST) & (off <= ROUND * radii))


def _has_hub(ink: SampledInk, ring: Wheel) -> bool:
    """Whether all in a ring lies about its centre: rings, a hub, two spokes or more."""
    hub, spokes = False, 0
    for stroke in ring.strokes:
        places = ink.places[ink.of_stroke(stroke)]
        away = np.linalg.norm(places - ring.centre, axis=1)
        if away.max() > 0.9 * ring.radius and away.min() > 0.7 * ring.radius:
            continue
        middle = 0.5 * (places.min(axis=0) + places.max(axis=0))
        centred = np.linalg.norm(middle - ring.centre) <= CONCENTRIC * ring.radius
        if centred and (ink.closed[stroke] or away.max() < 0.35 * ring.radius):
            hub = True
        elif away.min() <= 0.25 * ring.radius and away.max() >= 0.6 * ring.radius:
            spokes += 1
        else:
            return False
    return hub or spokes >= 2


def _carries(ring: Wheel, body: Floats, hubs: int) -> bool:
    """Whether the rest reaches into a ring with a hub, or lies above several of them."""
    if np.linalg.norm(body - ring.centre, axis=1).min() < 0.85 * ring.radius:
        return True
    return hubs > 1 and float((body[:, 1] < ring.centre[1]).mean()) > 0.6


def _has_axle(ink: SampledInk, ring: Wheel, rest: Bools) -> bool:
    """Whether a stroke from outside ends at the centre of a ring."""
    ends = np.stack([ink.starts[:-1], ink.starts[1:] - 1], axis=1)[rest]
    away = np.linalg.norm(ink.places[ends] - ring.centre, axis=2)
    return bool(((away.min(axis=1) < 0.25 * ring.radius) & (away.max(axis=1) > ring.radius)).any())


def _has_twin(ring: Wheel, rings: list[Wheel], body: Floats) -> bool:
    """Whether another ring of like size stands beside a ring, and the rest of the drawing above."""
    above = body[:, 1] < ring.centre[1] + 0.2 * ring.radius
    if above.mean() < 0.8 or body[:, 1].min() > ring.centre[1] - 1.5 * ring.radius:
        return False
    low = body[np.abs(body[:, 1] - ring.centre[1]) < 1.6 * ring.radius][:, 0]
    for other in rings:
        ratio = max(other.radius, ring.radius) / min(other.radius, ring.radius)
        apart = np.abs(other.centre - ring.centre)
        if (
            other is not ring
            and ratio <= ALIKE
            and apart[0] >= 1.8 * ring.radius
            and apart[1] <= 0.6 * ring.radius
            and len(low)
            and low.min() <= min(ring.centre[0], other.centre[0]) + 0.5 * ring.radius
            and low.max() >= max(ring.centre[0], other.centre[0]) - 0.5 * ring.radius
        ):
            return True
    return False
