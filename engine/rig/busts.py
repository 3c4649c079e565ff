# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads on shoulders, one or a whole family: each head moves on its neck, its face in it.

Whatever belongs to a head goes with it; below its chin and beside it less and less of what is drawn
goes along, so that nothing tears. Eyes, mouth and whatever else touches nothing slide over the face
as over a ball.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from engine.rig.bones import Bones, Ints
from engine.rig.face_parts import BUST, FaceParts, brows_of, faces_in, mouth_of
from engine.rig.part_strokes import Bools, Floats, PartStrokes
from engine.rig.slides import SLIDE, slide_place

#: Names of joints, before the number of the head; a head's features have that first.
HEAD, EYE, MOUTH, BROW, MARK = "bust", "_eye", "_mouth", "_brow", "_mark"
CORNER = "_corner"  # of a face: two joints that carry nothing
LOW_BODY = 1.7  # heights of a head: a body that ends as far below the chin is shown to the chest
BESIDE = 0.45  # of a face's width: ears, hair and hats reach as far aside
OFF = 0.6  # of it: what lies above the eyes has its middle as near to the face's
ABOVE = 1.3  # of a face's height: hair and hats reach as far up
CHIN = 0.1  # of it: what belongs to a head ends as near below its chin
FADES, FADES_ASIDE = 0.5, 0.22  # of it: so far below and beside a head, the rest goes along
GOES = 0.6  # of a line above the chin that isn't of the head: else it stays where it is
HAIR = 0.08  # of its width: so far beside a head all goes with it
NAPE = 0.12  # of it: the joint of a head lies as far below its chin
NEAR = 0.025  # of the drawing's long side: what is as near to one another touches
EDGE = 0.03  # of its shorter side: a box leaves its edges so far at most
FACE = 0.85  # of a face's box: what is larger is no feature of it
MOST_STROKES = 600  # of a drawing; more are hatching or a texture
MOST = 14  # features of a face; more are a texture
LIPS = 0.15  # of a mouth's height below its upper edge: it opens about this place


@dataclass(frozen=True)
class _Head:
    """One head: its face, and the strokes [S] of it, the free features among them in groups."""

    face: FaceParts
    strokes: Bools
    features: list[Bools]
    named: list[tuple[str, Bools]]

    @property
    def height(self) -> float:
        return float(np.ptp(self.face.head[:, 1]))


def bust_bones(points: Floats, strokes: Ints) -> Bones | None:
    """Return the bones of heads on shoulders; None where a drawing shows something else.

    points [N, 2] on the lines, strokes [N]: the stroke of each; those of one follow one another.
    """
    drawing = PartStrokes.of(points, strokes)
    faces = heads_shown(drawing)
    return _bones(drawing, _heads(drawing, faces)) if faces else None


def heads_shown(drawing: PartStrokes) -> list[FaceParts]:
    """Return the faces of heads on shoulders, or alone, the largest first.

    There are none where bodies are drawn to the feet.
    """
    if drawing.count > MOST_STROKES:
        return []
    faces = sorted(faces_in(drawing), key=lambda face: -float(np.ptp(face.head[:, 1])))
    return faces if faces and _shows_chests(drawing, faces) else []


def _shows_chests(drawing: PartStrokes, faces: list[FaceParts]) -> bool:
    """Tell whether bodies end at the chest, if not at the chin: legs would need bones."""
    largest = faces[0]
    below = float(drawing.box[1, 1] - largest.head[1, 1])
    ends = below < LOW_BODY * float(np.ptp(largest.head[:, 1]))
    return ends or (len(faces) == 1 and largest.apart > BUST * drawing.size)


def _heads(drawing: PartStrokes, faces: list[FaceParts]) -> list[_Head]:
    """Return heads with what is of each: what lies around its face, down to the chin."""
    touching = np.stack([drawing.touched(drawing.only([s])) for s in range(drawing.count)])
    owned = np.full(drawing.count, -1)
    middles = np.stack([face.head.mean(axis=0) for face in faces])
    heights = np.array([np.ptp(face.head[:, 1]) for face in faces])
    away = np.linalg.norm(drawing.middle[:, None] - middles, axis=2) / heights
    inside = [_around(drawing, face) for face in faces]
    for number, face in enumerate(faces):
        near = inside[number] & (owned < 0)
        for other in range(len(faces)):
            near &= (away[:, number] <= away[:, other]) | ~inside[other]
        owned[_hanging_together(near, touching, _seed(drawing, face))] = number
    heads = []
    for number, face in enumerate(faces):
        own = owned == number
        heads.append(_Head(face, own, *_features(drawing, face, own, touching)))
    return heads


def _around(drawing: PartStrokes, face: FaceParts) -> Bools:
    """Return which strokes [S] lie so that they may be of a head."""
    (left, top), (right, chin) = face.head
    wide, tall = right - left, chin - top
    low = np.array([left - BESIDE * wide, top - ABOVE * tall])
    high = np.array([right + BESIDE * wide, chin + CHIN * tall])
    within = ((drawing.low >= low) & (drawing.high <= high)).all(axis=1)
    aside = np.abs(drawing.middle[:, 0] - 0.5 * (left + right)) > OFF * wide
    above = drawing.middle[:, 1] < face.middle[1]
    within &= ~(_walls(drawing, face) | (aside & above))  # a heart between two heads is of neither
    return np.asarray(within)


def _walls(drawing: PartStrokes, face: FaceParts) -> Bools:
    """Return which strokes [S] are boxes behind a head, wider than its face."""
    found = drawing.sides[:, 0] > float(np.ptp(face.head[:, 0]))
    found &= drawing.high[:, 1] > face.middle[1]
    return np.array([wide and _is_box(drawing, s) for s, wide in enumerate(found.tolist())])


def _is_box(drawing: PartStrokes, stroke: int) -> bool:
    """Tell whether a stroke runs along its box."""
    line, low, high = drawing.line(stroke), drawing.low[stroke], drawing.high[stroke]
    away = np.minimum(line - low, high - line).min(axis=1)
    return bool((away < EDGE * float((high - low).min())).all())


def _seed(drawing: PartStrokes, face: FaceParts) -> Bools:
    """Return what lies within the face's outline, and that outline [S]."""
    margin = 0.02 * drawing.size
    within = (drawing.low >= face.head[0] - margin) & (drawing.high <= face.head[1] + margin)
    return np.asarray(within.all(axis=1))


def _hanging_together(near: Bools, touching: Bools, seed: Bools) -> Bools:
    """Return which of some strokes [S] hang on a seed by others of them; touching [S, S]."""
    found = near & seed
    while True:
        more = found | (near & touching[:, found].any(axis=1))
        if (more == found).all():
            return found
        found = more


def _features(
    drawing: PartStrokes, face: FaceParts, own: Bools, touching: Bools
) -> tuple[list[Bools], list[tuple[str, Bools]]]:
    """Return what slides over a face, in groups of what touches, and those that have names."""
    size = np.ptp(face.head, axis=0)
    margin = 0.01 * drawing.size
    within = (drawing.low > face.head[0] + margin) & (drawing.high < face.head[1] - margin)
    free = own & within.all(axis=1) & (drawing.sides < FACE * size).all(axis=1)
    while True:  # what touches the outline is tied to it, and so is what touches that
        tied = free & touching[:, own & ~free].any(axis=1)
        if not tied.any():
            break
        free &= ~tied
    groups: list[Bools] = []
    left = free.copy()
    while left.any():
        group = _hanging_together(left, touching, drawing.only([int(np.flatnonzero(left)[0])]))
        inner = left & _held(drawing, group)
        group = _hanging_together(left, touching, group | inner)
        groups.append(group)
        left &= ~group
    if len(groups) > MOST:
        return [], []
    named = [(f"{EYE}{n}", eye) for n, eye in enumerate(face.eyes)]
    named += [(MOUTH, mouth) for mouth in mouth_of(drawing, face)]
    named += [(f"{BROW}{n}", brow) for n, brow in enumerate(brows_of(drawing, face))]
    return groups, [(name, mine & free) for name, mine in named if (mine & free).any()]


def _held(drawing: PartStrokes, group: Bools) -> Bools:
    """Return what lies within the boxes of strokes [S]."""
    return drawing.with_inside(group) & ~group


class _Joints:
    """Joints as they are added."""

    def __init__(self, root: Floats) -> None:
        self.names, self.parents, self.places = ["piece0"], [-1], [root]

    def add(self, name: str, parent: int, place: Floats) -> int:
        self.names.append(name)
        self.parents.append(parent)
        self.places.append(np.asarray(place, np.float64))
        return len(self.names) - 1

    def sliding(self, name: str, parent: int, place: Floats, size: float) -> int:
        """Add a joint that has a slide."""
        slide = self.add(f"{SLIDE}{name}", parent, slide_place(place, size))
        return self.add(name, slide, place)


def _bones(drawing: PartStrokes, heads: list[_Head]) -> Bones:
    """Return the joints of all heads, and what they carry."""
    joints = _Joints(drawing.box.mean(axis=0))
    owner = np.repeat(np.arange(drawing.count), np.diff(drawing.offsets))
    carriers = np.zeros((len(drawing.points), 2), np.int64)
    weights = np.zeros(carriers.shape)
    weights[:, 0] = 1.0
    of_heads = np.any([head.strokes for head in heads], axis=0)
    share = np.zeros(len(drawing.points))
    for number, head in enumerate(heads):
        name, face = f"{HEAD}{number}", head.face
        middle, chin = float(face.head[:, 0].mean()), float(face.head[1, 1])
        joint = joints.sliding(name, 0, np.array([middle, chin + NAPE * head.height]), drawing.size)
        for corner, at in enumerate(face.head):
            joints.add(f"{name}{CORNER}{corner}", joint, at)
        carriers[head.strokes[owner], 0] = joint
        along = np.where(of_heads[owner], 0.0, _going_along(drawing, head, owner))
        mine = along > share
        carriers[mine, 0], carriers[mine, 1] = joint, 0
        weights[mine, 0], weights[mine, 1] = along[mine], 1.0 - along[mine]
        share = np.maximum(share, along)
        for place, group in enumerate(head.features):
            slid = joints.sliding(
                f"{name}{MARK}{place}", joint, _middle(drawing, group), drawing.size
            )
            carriers[group[owner], 0] = slid
            for feature, own in head.named:
                if (own & group).any():
                    at = _middle(drawing, own & group)
                    if feature == MOUTH:
                        top, low = drawing.low[own, 1].min(), drawing.high[own, 1].max()
                        at = np.array([at[0], top + LIPS * (low - top)])
                    part = joints.add(f"{name}{feature}", slid, at)
                    carriers[(own & group)[owner], 0] = part
    return Bones(
        "",
        tuple(joints.names),
        np.array(joints.parents, np.int64),
        np.array(joints.places),
        np.ones(len(joints.names)),
        carriers,
        weights,
        carriers[:, 0].copy(),
    )


def _middle(drawing: PartStrokes, mine: Bools) -> Floats:
    """Return the middle [2] of the box around strokes."""
    return np.asarray(0.5 * (drawing.low[mine].min(axis=0) + drawing.high[mine].max(axis=0)))


def _going_along(drawing: PartStrokes, head: _Head, owner: Ints) -> Floats:
    """Return how much [N] of each point goes with a head that it isn't of: a neck, long hair.

    Above the chin that is only what touches the head and lies mostly beside or below it.
    """
    (left, _), (right, chin) = head.face.head
    lines = drawing.points[head.strokes[owner]]
    margin = HAIR * (right - left)
    left = min(left, float(lines[:, 0].min())) - margin
    right = max(right, float(lines[:, 0].max())) + margin
    x, y = drawing.points.T
    aside = np.maximum(np.maximum(left - x, x - right), 0.0)
    aside += np.maximum(float(lines[:, 1].min()) - margin - y, 0.0)
    away = np.hypot(aside / FADES_ASIDE, np.maximum(y - chin, 0.0) / FADES) / head.height
    along = 1.0 - np.clip(away, 0.0, 1.0)
    along = along * along * (3.0 - 2.0 * along)
    apart = cKDTree(lines).query(drawing.points)[0] > NEAR * drawing.size
    touching = np.bincount(owner, ~apart, minlength=drawing.count) > 0
    mostly = np.bincount(owner, along, minlength=drawing.count) / np.bincount(owner)
    loose = ~touching | (mostly < GOES) | _walls(drawing, head.face)
    loose &= drawing.middle[:, 1] < chin
    return np.where(loose[owner], 0.0, along)
