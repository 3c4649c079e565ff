# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How simply a figure is drawn: as an icon, as a first drawing of simple shapes, as a child's.

A look replaces the shapes of a finished figure by simpler ones and keeps their truth.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from shapely.geometry import Point, Polygon

from engine.puppets.figures.flesh import (
    Figure,
    FleshShape,
    Floats,
    curve,
    ellipse,
    rounded,
    smooth_closed,
    tube,
    unit,
)
from engine.puppets.figures.hands import Hand, pick_hand
from engine.puppets.figures.labelled_lines import Truth
from engine.puppets.figures.simple_shapes import (
    area,
    as_box,
    as_circle,
    as_ellipse,
    box_about,
    is_round,
    largest_triangle,
)
from engine.rig.skeletons import Part

#: Bodies of trunk, head and limbs, of which the looks make sense.
PLANS_WITH_LOOKS = (
    "four_legged",
    "sitting",
    "person",
    "flying_bird",
    "standing_bird",
    "fish",
    "butterfly",
    "insect",
    "spider",
    "turtle",
    "snail",
    "crab",
)
SHARES = {"": 0.68, "icon": 0.16, "first": 0.09, "child": 0.07}
HANDS_OF = {
    "icon": ("clean", "outline", "unbroken", "unbroken", "gaps", "brush", "filled"),
    "first": ("clean", "shapes", "shapes", "filled", "gaps", "brush"),
    "child": ("clean", "shapes", "shapes", "sketch"),
}


def pick_look(figure: Figure) -> str:
    """Return a random look for the figure; "" for as it is."""
    if figure.skeleton.name not in PLANS_WITH_LOOKS:
        return ""
    return str(figure.rng.choice(list(SHARES), p=list(SHARES.values())))


def hand_for(look: str, rng: np.random.Generator) -> Hand:
    """Return a random hand that goes with a look."""
    if not look:
        return pick_hand(rng)
    hand = pick_hand(rng, str(rng.choice(HANDS_OF[look])))
    if look == "child":
        return replace(hand, wobble=float(rng.uniform(0.003, 0.012)), again=0.0)
    return hand


def apply_look(figure: Figure, look: str) -> None:
    """Replace the figure's shapes by those of a look: "icon", "first", "child" or ""."""
    if look == "icon":
        _as_icon(figure)
    elif look in ("first", "child"):
        if look == "child":
            _large_head(figure)
        _as_simple_shapes(figure, lines=0.85 if look == "child" else 0.5)
        if look == "child":
            _face(figure)
            _fingers(figure)


def _limb(figure: Figure, shape: FleshShape) -> Part | None:
    """Return the limb of which a shape is the whole flesh; None for other shapes."""
    if shape.part < 0 or shape.detail:
        return None
    part = figure.skeleton.parts[shape.part]
    whole = np.ptp(shape.along) > 0.6
    wing = part.name.startswith("wing")
    if shape.part == 0 or len(part.joints) < 3 or part.rigid or wing or not whole:
        return None
    return part if np.isfinite(_chain(figure, part)).all() else None


def _chain(figure: Figure, part: Part) -> Floats:
    return figure.joints[list(figure.skeleton.chain(part))]


def _straighten(figure: Figure) -> None:
    """Lay the joints of every leg, arm and tail on a straight line."""
    for part in figure.skeleton.parts[1:]:
        joints = _chain(figure, part)
        if len(joints) < 3 or part.rigid or part.name == "neck" or not np.isfinite(joints).all():
            continue
        steps = np.linalg.norm(np.diff(joints, axis=0), axis=1)
        share = np.concatenate([[0.0], np.cumsum(steps)]) / max(float(steps.sum()), 1e-9)
        straight = joints[0] + share[:, None] * (joints[-1] - joints[0])
        figure.joints[list(figure.skeleton.chain(part))] = straight


def _as_icon(figure: Figure) -> None:
    """Give limbs one even width with round ends, and heads the form of a circle."""
    rng = figure.rng
    if rng.random() < 0.4:
        _straighten(figure)
    limbs = [s for s in figure.shapes if s.closed and _limb(figure, s)]
    widths = [_half_width(figure, s) for s in limbs]
    wide = float(np.mean(widths)) * float(rng.uniform(0.7, 1.3)) if widths else 0.0
    smooth = int(rng.integers(0, 4))
    heads = _largest(figure, "head") if rng.random() < 0.8 else None
    if figure.skeleton.name == "person" and rng.random() < 0.6:  # the head floats: no neck
        neck = figure.skeleton.part_index["head"]
        figure.shapes = [s for s in figure.shapes if s.part != neck or np.ptp(s.along) < 0.6]
    for number, shape in enumerate(figure.shapes):
        part = _limb(figure, shape)
        if part and shape.closed:
            centre = rounded(_chain(figure, part), 20, smooth)
            half = wide * (0.75 if part.name in ("tail", "arm_near", "arm_far") else 1.0)
            outline, along = tube(centre, [half, half], (1.0, 1.0))
            figure.shapes[number] = replace(shape, points=outline, along=along)
        elif shape is heads:
            figure.shapes[number] = _round_head(figure, shape, as_circle(shape.points))
        elif shape.detail and rng.random() < 0.5:
            figure.shapes[number] = replace(shape, weight=0.5 * shape.weight)


def _as_simple_shapes(figure: Figure, lines: float) -> None:
    """Make ellipses, boxes, triangles and lines of the shapes; `lines`: how likely limbs are."""
    rng = figure.rng
    if rng.random() < 0.5:
        _straighten(figure)
    trunk, head = _largest(figure, figure.skeleton.parts[0].name), _largest(figure, "head")
    boxed = figure.skeleton.name in ("four_legged", "person") and rng.random() < 0.2
    head_area = area(head.points) if head else 0.0
    limbs_as_lines = rng.random() < lines
    wing = str(rng.choice(["triangle", "ellipse", "open"]))
    smooth, half = int(rng.integers(0, 4)), float(rng.uniform(0.015, 0.035))
    shapes = []
    for shape in figure.shapes:
        part = _limb(figure, shape)
        if shape is head:
            form = as_circle if rng.random() < 0.7 else as_ellipse
            shapes.append(_round_head(figure, shape, form(shape.points)))
        elif shape is trunk:
            form = as_box if boxed else as_ellipse
            shapes.append(_reshaped(shape, form(shape.points)))
        elif part:
            shapes.append(_simple_limb(figure, shape, part, limbs_as_lines, smooth, half))
        elif shape.closed and not shape.detail and shape.part >= 0:
            shapes.append(_simple_piece(figure, shape, wing, head_area))
        elif shape.weight > 0.55 or rng.random() < 0.3:
            shapes.append(shape)
    figure.shapes = shapes


def _simple_limb(
    figure: Figure, shape: FleshShape, part: Part, as_line: bool, smooth: int, half: float
) -> FleshShape:
    """Return a limb as one line through its joints, or as a thin tube."""
    centre = rounded(_chain(figure, part), 20, smooth)
    if as_line or not shape.closed:
        along = np.linspace(0.0, 1.0, len(centre))
        return replace(shape, points=centre, along=along, closed=False)
    outline, along = tube(centre, [half, half], (1.0, 1.0))
    return replace(shape, points=outline, along=along, merges=False)


def _simple_piece(figure: Figure, shape: FleshShape, wing: str, head_area: float) -> FleshShape:
    """Return an ear, a fin, a beak, a wing as a triangle, an ellipse or an open V."""
    name = figure.skeleton.parts[shape.part].name
    fin = figure.skeleton.name == "fish"
    large = name == "head" and area(shape.points) > 0.5 * head_area
    if (shape.part == 0 and not fin) or large or (name == "head" and np.ptp(shape.along) > 0.6):
        return replace(shape, merges=False)  # necks, skirts, hair, an elephant's trunk
    form = wing if name.startswith("wing") else "triangle"
    if form == "ellipse" or is_round(shape.points):
        return _reshaped(shape, as_ellipse(shape.points))
    corners = largest_triangle(shape.points)
    if form == "open":
        spread = np.linalg.norm(corners - np.roll(corners, -1, 0), axis=1)
        first = (int(np.argmin(spread)) + 1) % 3  # leave out the shortest side
        order = [(first + n) % 3 for n in range(3)]
        line = rounded(corners[order], 18, 0)
        return replace(_reshaped(shape, line), closed=False)
    points = smooth_closed([(float(x), float(y)) for x, y in corners], 27, 0)
    return _reshaped(shape, points)


def _reshaped(shape: FleshShape, points: Floats) -> FleshShape:
    """Return the shape with another outline, its points' places those of the nearest old ones."""
    step = 0.02 * float(np.ptp(shape.points, axis=0).max())
    found = Truth.of([shape], max(step, 1e-4)).label(points)
    return replace(shape, points=points, along=found.along, merges=False)


def _round_head(figure: Figure, head: FleshShape, points: Floats) -> FleshShape:
    """Return the head with another outline, the joint at its tip on the outline."""
    tip = figure.skeleton.parts[head.part].joints[-1]
    was, now = Polygon(head.points), Polygon(points)
    place = Point(figure.at(tip))
    if was.distance(place) < 0.05 * float(np.ptp(head.points)) and not now.contains(place):
        nearest = now.exterior.interpolate(now.exterior.project(place))
        figure.place(tip, np.array([nearest.x, nearest.y]))
    return _reshaped(head, points)


def _largest(figure: Figure, part: str) -> FleshShape | None:
    """Return the largest closed shape of a part."""
    if part not in figure.skeleton.part_index:
        return None
    number = figure.skeleton.part_index[part]
    shapes = [s for s in figure.shapes if s.part == number and s.closed and not s.detail]
    return max(shapes, key=lambda s: area(s.points), default=None)


def _half_width(figure: Figure, shape: FleshShape) -> float:
    part = figure.skeleton.parts[shape.part]
    steps = np.linalg.norm(np.diff(_chain(figure, part), axis=0), axis=1)
    return area(shape.points) / max(2.0 * float(steps.sum()), 1e-6)


def _large_head(figure: Figure) -> None:
    """Enlarge the head about the joint at its root."""
    if "head" not in figure.skeleton.part_index:
        return
    number = figure.skeleton.part_index["head"]
    part = figure.skeleton.parts[number]
    root, scale = figure.at(part.joints[0]), float(figure.rng.uniform(1.1, 1.8))
    for name in part.joints[1:]:
        figure.place(name, root + scale * (figure.at(name) - root))
    for shape in figure.shapes:
        if shape.part == number:
            shape.points = root + scale * (shape.points - root)


def _face(figure: Figure) -> None:
    """Draw the face from the front upon a head: two eyes, a mouth."""
    head = _largest(figure, "head")
    if head is None or figure.rng.random() < 0.25:
        return
    rng, name = figure.rng, "head"
    figure.shapes = [s for s in figure.shapes if not (s.detail and s.part == head.part)]
    middle, _, half = box_about(head.points)
    r = float(half.min())
    e = r * float(rng.uniform(0.05, 0.2))
    apart, high = r * float(rng.uniform(0.25, 0.45)), r * float(rng.uniform(0.0, 0.3))
    joints = figure.skeleton.parts[head.part].joints
    root, tip = figure.at(joints[0]), figure.at(joints[-1])
    axis = (tip - root) / max(float(((tip - root) ** 2).sum()), 1e-9)

    def place(points: Floats, closed: bool) -> None:
        along = np.clip((points - root) @ axis, 0.0, 1.0)
        figure.mark(name, points, along, closed=closed, depth=5.0, weight=0.9)

    for way in (-1.0, 1.0):
        place(ellipse(middle + np.array([way * apart, -high]), e, e, samples=12), closed=True)
    smile, wide = r * float(rng.uniform(-0.1, 0.35)), r * float(rng.uniform(0.2, 0.5))
    low = float(rng.uniform(0.3, 0.5)) * r
    mouth = curve((-wide, low), (0.0, low + smile), (wide, low), samples=10)
    place(middle + mouth, closed=False)
    for _ in range(int(rng.integers(2, 9)) if rng.random() < 0.25 else 0):  # hair
        angle = float(rng.uniform(-2.8, -0.3))
        ends = middle + np.outer([0.95 * r, float(rng.uniform(1.1, 1.5)) * r], unit(angle))
        place(np.linspace(ends[0], ends[1], 5), closed=False)


def _fingers(figure: Figure) -> None:
    """Draw fingers as short lines that spread from the end of each arm."""
    rng = figure.rng
    if figure.skeleton.name != "person" or rng.random() < 0.5:
        return
    count, long = int(rng.integers(3, 6)), float(rng.uniform(0.04, 0.08))
    drawn = {shape.part for shape in figure.shapes if not shape.detail}
    for name in ("arm_left", "arm_right"):
        if figure.part(name) not in drawn:
            continue
        before, tip = (figure.at(f"{name}{n}") for n in (2, 3))
        angle = float(np.arctan2(*(tip - before)[::-1]))
        for spread in np.linspace(-0.8, 0.8, count):
            finger = np.linspace(tip, tip + long * unit(angle + float(spread)), 4)
            figure.mark(name, finger, 1.0, closed=False, depth=5.0, weight=0.8)
