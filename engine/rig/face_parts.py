# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the parts of a face that looks at us: eyes, brows, nose, mouth, tongue, ears, whiskers.

Two alike strokes side by side within an outline are its eyes; the other parts are known by where
they lie to these. Lengths are counted in the distance of the eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from engine.rig.part_strokes import Bools, Floats, PartStrokes

MOST_PAIRS = 1000  # that could be eyes; more are a texture
MOST_SMALL = 400  # strokes as small as eyes; more are a texture, too
LARGEST_EYE = 0.38  # of the drawing's long side
SMALLEST_EYE = 0.012
ALIKE = 0.3  # by which the sizes of two eyes, or ears, differ, of the larger one
LEVEL = 0.12  # eyes are no further from one height
NEAREST, FURTHEST = 1.15, 0.75  # distance of eyes: in their widths, and of the drawing's long side
HEAD = 0.82  # of a head's width: both eyes take up no more
WINKING, WINKING_ASIDE = 0.75, 0.06  # the same where one eye is shut: they lie the more evenly
ASIDE = 0.22  # of a head's width: the middle of the eyes is as near to its middle
EYES_AT = (0.15, 0.86)  # of a head's height
FILLED = 0.68  # of the box around an ellipse: so much is within it, at least
CHEEK = 0.4  # cost of a flat oval: cheeks are flatter than the eyes above them
ROUND = 0.45  # of its longer side, that the shorter one of an open eye is at least
OPEN_END = 0.35  # of the head's line, between its ends
STRAIGHT = 0.97  # of its length: ends of a straight line are as far apart
PORTRAIT = 0.11  # of the drawing's long side: eyes further apart are a face's or a bust's
BUST = 0.18  # of it: eyes further apart are of somebody who is drawn to the chest, or less
ALONE = (0.28, 0.55)  # of it: the eyes' distance and the height of a head without a body
APART = 0.3  # of the smaller of two heads: so much they have in common at most
CHILD = 0.33  # of the distance of a grown-up's eyes, that of a child's at least
PROFILE = 0.3  # of the drawing's box, that a head from the side fills


@dataclass(frozen=True)
class FaceParts:
    """Where a face is.

    Attributes:
        eyes: strokes [S] of the left and the right one, as we see them.
        middle: [2], between them; apart: their distance.
        head: low and high corner [2, 2] of the outline around them.
    """

    eyes: tuple[Bools, Bools]
    middle: Floats
    apart: float
    head: Floats

    def places(self, drawing: PartStrokes) -> Floats:
        """Return the strokes' middles [S, 2], from between the eyes, in distances of the eyes."""
        return np.asarray((drawing.middle - self.middle) / self.apart)


@lru_cache(maxsize=4)
def face_in(drawing: PartStrokes) -> FaceParts | None:
    """Return the face that looks at us, None where there is none."""
    found = _possible_faces(drawing)
    return _with_mouth(drawing, min(found, key=lambda each: each[0])[1]) if found else None


def _possible_faces(drawing: PartStrokes) -> list[tuple[tuple[float, float], list[FaceParts]]]:
    """Return all pairs of strokes that may be the eyes of a face, each with its order.

    A pair may lie in several outlines, the smallest of which comes first.
    """
    found = []
    for one, other in _alike_pairs(drawing):
        faces = _faces_with(drawing, one, other)
        if faces:
            found.append((_order(drawing, faces[0], one, other), faces))
    return found


def _with_mouth(drawing: PartStrokes, faces: list[FaceParts]) -> FaceParts:
    """Return the smallest face that has a mouth: hair may go around the eyes, too."""
    return next((face for face in faces if mouth_of(drawing, face)), faces[0])


@lru_cache(maxsize=4)
def faces_in(drawing: PartStrokes) -> list[FaceParts]:
    """Return the faces with a mouth that look at us, the surest first: those of a family."""
    found: list[FaceParts] = []
    for order, faces in sorted(_possible_faces(drawing), key=lambda each: each[0]):
        if found and (order[0] > 0.0 or any(_near(faces[0], other) for other in found)):
            continue
        face = _with_mouth(drawing, faces)
        taken = any(_share_of(face.head, other.head) > APART for other in found)
        if not taken and mouth_of(drawing, face):
            found.append(face)
    return found


def _near(one: FaceParts, other: FaceParts) -> bool:
    """Tell whether eyes lie in the same face as others, or are much nearer to one another."""
    inside = (one.middle > other.head[0]) & (one.middle < other.head[1])
    return bool(inside.all()) or one.apart < CHILD * other.apart


def _share_of(one: Floats, other: Floats) -> float:
    """Return how much of the smaller of two boxes [2, 2] both have in common."""
    shared = np.clip(np.minimum(one[1], other[1]) - np.maximum(one[0], other[0]), 0.0, None)
    least = min(float(np.ptp(box, axis=0).prod()) for box in (one, other))
    return float(shared.prod()) / max(least, 1e-9)


def _alike_pairs(drawing: PartStrokes) -> list[tuple[int, int]]:
    """Return pairs of small strokes side by side on one level, the left one first."""
    longest = drawing.sides.max(axis=1)
    fits = (longest < LARGEST_EYE * drawing.size) & (longest > SMALLEST_EYE * drawing.size)
    rows = np.flatnonzero(fits)
    if len(rows) > MOST_SMALL:
        return []
    middle, sides = drawing.middle[rows], drawing.sides[rows]
    apart, step = (middle[None] - middle[:, None]).transpose(2, 0, 1)
    differ = np.abs(sides[None] - sides[:, None]).max(axis=2)
    largest = np.maximum(longest[rows][None], longest[rows][:, None])
    wide = np.maximum(sides[None, :, 0], sides[:, None, 0])
    pairs = (differ <= WINKING * largest) & (np.abs(step) <= LEVEL * apart + 0.01 * drawing.size)
    pairs &= (apart > NEAREST * wide) & (apart < FURTHEST * drawing.size)
    found = [(int(rows[one]), int(rows[other])) for one, other in np.argwhere(pairs)]
    return found if len(found) <= MOST_PAIRS else []


def _order(drawing: PartStrokes, face: FaceParts, one: int, other: int) -> tuple[float, float]:
    """Return what is least for eyes: round ones before others, then the most central and alike.

    Of closed eyes, which are arcs, the lower ones count: above them are brows.
    """
    both = [one, other]
    sides = drawing.sides[both]
    low, high = drawing.box[:, 1]
    level = (float(face.middle[1]) - low) / max(high - low, 1e-9)
    if not drawing.closed[both].all() or (sides.min(axis=1) < ROUND * sides.max(axis=1)).any():
        return 2.0, -level
    filled = [_area(drawing.line(stroke)) for stroke in both] / sides.prod(axis=1)
    aside = abs(float(face.middle[0] - face.head[:, 0].mean())) / float(np.ptp(face.head[:, 0]))
    differ = float(np.abs(sides[0] - sides[1]).max() / sides.max())
    cost = abs(level - 0.5) + 2.0 * aside + differ - float(sides.max()) / drawing.size
    cost += CHEEK * max(1.0 - float((sides[:, 1] / sides[:, 0]).min()), 0.0)
    return float(filled.min() < FILLED), cost


def _filled(drawing: PartStrokes, eye: Bools) -> list[float]:
    """Return how much of its box each stroke of an eye goes around."""
    rows = np.flatnonzero(eye).tolist()
    return [_area(drawing.line(s)) / max(float(drawing.sides[s].prod()), 1e-9) for s in rows]


def _area(line: Floats) -> float:
    """Return the area within a closed line [N, 2]."""
    x, y = (line - line.mean(axis=0)).T
    return float(0.5 * abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)))


def _faces_with(drawing: PartStrokes, one: int, other: int) -> list[FaceParts]:
    """Return the faces that may have two strokes as their eyes, the smallest first."""
    first, second = drawing.sides[one], drawing.sides[other]
    apart = float(drawing.middle[other, 0] - drawing.middle[one, 0])
    differ = float(np.abs(first - second).max() / np.maximum(first, second).max())
    middle = np.asarray(0.5 * (drawing.middle[one] + drawing.middle[other]))
    low = np.minimum(drawing.low[one], drawing.low[other])
    high = np.maximum(drawing.high[one], drawing.high[other])
    heads = (drawing.low < low).all(axis=1) & (drawing.high > high).all(axis=1)
    heads &= high[0] - low[0] < HEAD * drawing.sides[:, 0]
    most = ASIDE if differ < ALIKE else WINKING_ASIDE
    heads &= np.abs(drawing.middle[:, 0] - middle[0]) < most * drawing.sides[:, 0]
    at = (middle[1] - drawing.low[:, 1]) / np.maximum(drawing.sides[:, 1], 1e-9)
    heads &= (at > EYES_AT[0]) & (at < EYES_AT[1]) & (drawing.sides[:, 0] < 6.0 * apart)
    rings = [s for s in np.flatnonzero(heads).tolist() if _goes_round(drawing, s)]
    if not rings or _is_seam(drawing, one) or _is_seam(drawing, other):
        return []
    rings.sort(key=lambda s: float(drawing.sides[s].prod()))
    eyes = (drawing.with_inside(drawing.only([one])), drawing.with_inside(drawing.only([other])))
    boxes = [np.stack([drawing.low[head], drawing.high[head]]) for head in rings]
    return [FaceParts(eyes, middle, apart, box) for box in boxes]


def _is_seam(drawing: PartStrokes, stroke: int) -> bool:
    """Tell whether a straight line ends on others: between fingers, at the neck of a bottle."""
    line = drawing.line(stroke)
    length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
    straight = float(np.linalg.norm(line[0] - line[-1])) > STRAIGHT * length
    return straight and bool(drawing.touched(drawing.only([stroke])).any())


def _goes_round(drawing: PartStrokes, stroke: int) -> bool:
    """Tell whether a line is closed, or nearly: hair covers the rest of a head."""
    line = drawing.line(stroke)
    length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
    return float(np.linalg.norm(line[0] - line[-1])) < OPEN_END * max(length, 1e-9)


def is_portrait(drawing: PartStrokes) -> bool:
    """Tell whether a drawing is a face or a bust: the face in it is large."""
    face = face_in(drawing)
    return face is not None and face.apart > PORTRAIT * drawing.size


def is_bust(drawing: PartStrokes) -> bool:
    """Tell whether a drawing shows somebody down to the chest."""
    face = face_in(drawing)
    return face is not None and face.apart > BUST * drawing.size


def is_head_alone(drawing: PartStrokes) -> bool:
    """Tell whether a drawing is a head that looks at us, without a body."""
    face = face_in(drawing)
    if face is None or face.apart < ALONE[0] * drawing.size:
        return False
    return float(face.head[1, 1] - face.head[0, 1]) > ALONE[1] * drawing.size


def eyes_in(drawing: PartStrokes) -> list[Bools]:
    """Return both eyes of a large face, an open one last, or the eye of a head from the side."""
    face = face_in(drawing)
    if face is not None:
        tall = min(float(drawing.sides[eye, 1].max()) for eye in face.eyes)

        def opened(eye: Bools) -> tuple[bool, bool]:
            taller = float(drawing.sides[eye, 1].max()) > 1.3 * tall
            return taller, max(_filled(drawing, eye)) > FILLED

        eyes = sorted(face.eyes, key=opened)
        return eyes if face.apart > PORTRAIT * drawing.size else []
    areas = drawing.sides.prod(axis=1)
    main = int(areas.argmax())
    if areas[main] < PROFILE * float(np.ptp(drawing.box, axis=0).prod()):
        return []
    sides = drawing.sides
    small = (sides.max(axis=1) < 0.12 * drawing.size) & drawing.closed
    small &= sides.min(axis=1) > 0.6 * sides.max(axis=1)
    upper = drawing.middle[:, 1] < drawing.low[main, 1] + 0.6 * sides[main, 1]
    found = np.flatnonzero(small & upper & (drawing.low > drawing.low[main]).all(axis=1))
    return [drawing.with_inside(drawing.only([int(found[0])]))] if len(found) == 1 else []


def pupils_in(drawing: PartStrokes) -> list[Bools]:
    """Return what lies within the white of each eye, else the eyes as they are."""
    found = []
    for eye in eyes_in(drawing):
        white = int(np.where(eye, drawing.sides.max(axis=1), 0.0).argmax())
        inside = eye & (drawing.sides.max(axis=1) < 0.8 * drawing.sides[white].max())
        found.append(inside if inside.any() and drawing.closed[white] else eye)
    return found


def brows_in(drawing: PartStrokes) -> list[Bools]:
    """Return the brows: flat lines right above the eyes."""
    return [] if (face := face_in(drawing)) is None else brows_of(drawing, face)


def brows_of(drawing: PartStrokes, face: FaceParts) -> list[Bools]:
    """Return the brows of a face."""
    own, found = face.eyes[0] | face.eyes[1], []
    for eye in face.eyes:
        top, x = drawing.low[eye, 1].min(), drawing.middle[eye, 0].mean()
        flat = drawing.sides[:, 1] < 0.6 * drawing.sides[:, 0]
        near = np.abs(drawing.middle[:, 0] - x) < 0.35 * face.apart
        above = (drawing.middle[:, 1] < top) & (drawing.middle[:, 1] > top - 0.75 * face.apart)
        above &= (drawing.sides[:, 0] < 0.9 * face.apart) & ~own & flat & near
        if above.any():
            found.append(above)
    return found


def mouths_in(drawing: PartStrokes) -> list[Bools]:
    """Return the mouth with all that is in it: the widest line in the middle below the eyes."""
    return [] if (face := face_in(drawing)) is None else mouth_of(drawing, face)


def mouth_of(drawing: PartStrokes, face: FaceParts) -> list[Bools]:
    """Return the mouth of a face, if it is drawn."""
    x, y = face.places(drawing).T
    wide, tall = (drawing.sides / face.apart).T
    fits = (np.abs(x) < 0.3) & (y > 0.22) & (y < 1.7) & (wide > 0.12) & (wide < 1.7) & (tall < 1.2)
    fits &= (drawing.low[:, 1] > face.middle[1]) & (drawing.middle[:, 1] < face.head[1, 1])
    fits &= ~(face.eyes[0] | face.eyes[1]) & _on_head(drawing, face)
    if not fits.any():
        return []
    rows = np.flatnonzero(fits)
    mouth = int(rows[(wide[rows] + 0.6 * y[rows]).argmax()])
    mouth = max(rows.tolist(), key=lambda row: _covered(drawing, mouth, row) * float(wide[row]))
    low, high = drawing.low[mouth], drawing.high[mouth]
    return [fits & (drawing.middle > low).all(axis=1) & (drawing.middle < high).all(axis=1)
            | drawing.with_inside(drawing.only([mouth]))]  # fmt: skip


def _covered(drawing: PartStrokes, one: int, other: int) -> float:
    """Return 1.0 where half of a stroke's box, or more, lies in another one's; 0.0 elsewhere."""
    low = np.maximum(drawing.low[one], drawing.low[other])
    high = np.minimum(drawing.high[one], drawing.high[other])
    shared = np.clip(high - low, 0.0, None) / np.maximum(drawing.sides[one], 1e-9)
    return float(shared.prod() > 0.5 or one == other)


def _on_head(drawing: PartStrokes, face: FaceParts) -> Bools:
    """Return which strokes [S] lie within the head's box, but for a little."""
    margin = 0.12 * face.apart
    low, high = drawing.low > face.head[0] - margin, drawing.high < face.head[1] + margin
    return np.asarray(low.all(axis=1) & high.all(axis=1))


def noses_in(drawing: PartStrokes) -> list[Bools]:
    """Return the nose: what lies in the middle between eyes and mouth, or the mouth's place."""
    face = face_in(drawing)
    if face is None:
        return []
    x, y = face.places(drawing).T
    mouth = mouths_in(drawing)
    lower = float(y[mouth[0]].min()) if mouth else 1.5
    small = (drawing.sides / face.apart).max(axis=1) < 0.9
    fits = (np.abs(x) < 0.2) & (y > -0.05) & (y < lower) & small & _on_head(drawing, face)
    fits &= ~(face.eyes[0] | face.eyes[1])
    return [fits] if fits.any() else mouth


def tongues_in(drawing: PartStrokes) -> list[Bools]:
    """Return the tongue: what hangs from the mouth, or lies in its lower half."""
    mouth = mouths_in(drawing)
    face = face_in(drawing)
    if not mouth or face is None:
        return []
    sides = drawing.sides
    main = np.flatnonzero(mouth[0])[sides[mouth[0], 0].argmax()]
    low, high = drawing.low[main], drawing.high[main]
    fits = (drawing.middle[:, 0] > low[0]) & (drawing.middle[:, 0] < high[0])
    fits &= (drawing.middle[:, 1] > 0.5 * (low[1] + high[1])) & (drawing.low[:, 1] < high[1] + 0.05)
    fits &= (sides[:, 0] < 0.95 * sides[main, 0]) & (sides[:, 1] > 0.25 * sides[:, 0])
    fits &= (drawing.low[:, 1] > face.middle[1]) & (sides.max(axis=1) < face.apart)
    return [fits] if fits.any() else []


def tongues_out_in(drawing: PartStrokes) -> list[Bools]:
    """Return the small open lines that come out of a body at one place: a snake's tongue."""
    main = int(drawing.sides.prod(axis=1).argmax())
    if not drawing.closed[main]:
        return []
    outside = np.array([not drawing.holds(main, place) for place in drawing.middle])
    fits = outside & ~drawing.closed & (drawing.sides.max(axis=1) < 0.25 * drawing.size)
    clusters = drawing.clusters(fits, 0.01 * drawing.size)
    return clusters if len(clusters) == 1 else []


def whiskers_in(drawing: PartStrokes) -> list[Bools]:
    """Return the whiskers: thin lines on both sides below the eyes."""
    face = face_in(drawing)
    if face is None:
        return []
    x, y = face.places(drawing).T
    long = drawing.sides.max(axis=1) / face.apart
    fits = (np.abs(x) > 0.3) & (y > 0.05) & (y < 1.8) & (long > 0.1) & (long < 1.6)
    fits &= ~drawing.closed & np.array([_is_straight(line) for line in _lines(drawing)])
    if not ((x[fits] < 0).any() and (x[fits] > 0).any()):
        return []
    return [drawing.only([int(stroke)]) for stroke in np.flatnonzero(fits)]


def _lines(drawing: PartStrokes) -> list[Floats]:
    return [drawing.line(stroke) for stroke in range(drawing.count)]


def _is_straight(line: Floats) -> bool:
    length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
    return float(np.linalg.norm(line[0] - line[-1])) > 0.75 * length


def ears_in(drawing: PartStrokes) -> list[Bools]:
    """Return two ears, or horns, of a face; of a head from the side what stands up on it."""
    face = face_in(drawing)
    if face is None:
        return tops_in(drawing)
    x, y = face.places(drawing).T
    wide, tall = (drawing.sides / face.apart).T
    size = np.maximum(wide, tall)
    fits = (np.abs(x) > 0.45) & (np.abs(x) < 2.2) & (y < 0.35) & (size > 0.2) & (size < 2.2)
    fits &= ~(face.eyes[0] | face.eyes[1]) & (tall > 0.4 * wide)
    rows = np.flatnonzero(fits).tolist()
    pairs = [
        (one, other)
        for one, other in combinations(rows, 2)
        if np.abs(x[one] + x[other]) < 0.2
        and np.abs(y[one] - y[other]) < 0.2
        and np.abs(size[one] - size[other]) < ALIKE * max(size[one], size[other])
        and min(np.abs(x[[one, other]])) - 0.5 * max(wide[one], wide[other]) > -0.1
    ]
    if not pairs:
        return []
    best = max(pairs, key=lambda pair: size[list(pair)].sum())
    return [
        drawing.with_inside(drawing.only([stroke])) for stroke in sorted(best, key=x.__getitem__)
    ]


def tops_in(drawing: PartStrokes) -> list[Bools]:
    """Return small groups of strokes that reach above the largest one: ears, a stem."""
    areas = drawing.sides.prod(axis=1)
    main = int(areas.argmax())
    if areas[main] < PROFILE * float(np.ptp(drawing.box, axis=0).prod()):
        return []
    small = drawing.sides.max(axis=1) < 0.4 * drawing.size
    high = drawing.low[:, 1] < drawing.low[main, 1] + 0.02 * drawing.size
    seeds = small & high
    if not seeds.any():
        return []
    within = drawing.low[seeds].min(axis=0), drawing.high[seeds].max(axis=0)
    own = small & (drawing.low >= within[0]).all(axis=1) & (drawing.high <= within[1]).all(axis=1)
    return drawing.clusters(own)
