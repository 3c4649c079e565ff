# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of things that a sentence tells of: a rotor, the clapper of a bell, drops of rain, smoke.

Geometry alone can't know that the line above a helicopter is its rotor. The words of the sentence
say what to look for; what is found becomes a rigid piece of its own, with a name that actions know.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.language.text import stems_of
from engine.rig import sheets
from engine.rig.bones import Bones
from engine.rig.leaves import LEAVES
from engine.rig.nouns import creatures
from engine.rig.pieces.alone import ALONE
from engine.rig.pieces.big_wheels import ALIKE, ROUND, big_wheel, large_wheel, touching_boxes
from engine.rig.pieces.crowns import CROWNS
from engine.rig.pieces.fronts import FRONTS
from engine.rig.pieces.glasses import GLASSES
from engine.rig.pieces.heads import HEADS
from engine.rig.pieces.ink import Floats, Ints
from engine.rig.pieces.jaws import JAWS
from engine.rig.pieces.lines import StrokeBoxes
from engine.rig.pieces.named_part import Finders, NamedPart, stems
from engine.rig.pieces.turning import AXES
from engine.rig.pieces.vehicles import WHEELED
from engine.rig.pieces.water import find_water

SMALL = 0.3  # long sides: a drop, a puff of smoke, a ray is no larger
STREAK, THIN = 0.5, 0.2  # how high and wide streaks of rain are drawn, of the size
TOGETHER = 0.01  # long sides: strokes as near to each other are one flake
MOST_FLAKES = 40
FLAT = 1.8  # times as wide as tall: a roof, no smoke
FLAME = 0.62  # of the height: a flame ends higher


def with_named_parts(bones: Bones, points: Floats, strokes: Ints, caption: str) -> Bones:
    """Return bones without a plan, with further joints for the parts that a caption tells of.

    points: [N, 2] on the lines, which the bones carry. strokes: [N], of each.
    """
    words = set(stems_of(caption))
    boxes = StrokeBoxes.of(points, strokes)
    if words & _HANDS and not words & creatures():
        bones = _in_one(bones)  # lines of fingers are no strings
    alone = () if words & (creatures() | _WHOLES) else (ALONE,)
    jaws = () if words & _WHOLES else (JAWS,)
    parts = [
        part
        for kind in (
            _FINDERS,
            FRONTS,
            GLASSES,
            HEADS,
            AXES,
            *jaws,
            *alone,
            *((CROWNS,) if len(bones.names) == 1 else ()),
        )
        for part in _first_found(kind, words, boxes)
    ]
    return _added(bones, parts, strokes) if parts else bones


def _in_one(bones: Bones) -> Bones:
    """Return bones in which the first piece carries everything."""
    carriers = np.zeros_like(bones.carriers)
    weights = np.zeros_like(bones.weights)
    weights[:, 0] = 1.0
    return replace(
        bones,
        names=bones.names[:1],
        parents=bones.parents[:1],
        joints=bones.joints[:1],
        confidence=bones.confidence[:1],
        carriers=carriers,
        weights=weights,
        parts=np.zeros_like(bones.parts),
    )


def _first_found(finders: Finders, words: set[str], boxes: StrokeBoxes) -> list[NamedPart]:
    """Return what the first finder finds whose words are among the sentence's."""
    for told, find in finders:
        found = find(boxes) if words & told else []
        if found:
            return found
    return []


def _added(bones: Bones, found: list[NamedPart], strokes: Ints) -> Bones:
    """Return bones with a joint for each part; its strokes hang on it alone."""
    names, parents = list(bones.names), list(bones.parents)
    joints = [*bones.joints]
    narrow = ((0, 0), (0, max(2 - bones.weights.shape[1], 0)))
    carriers, weights = np.pad(bones.carriers, narrow), np.pad(bones.weights, narrow)
    parts = bones.parts.copy()
    for part in found:
        number = len(names)
        parents.append(names.index(part.inside) if part.inside else 0)
        names.append(part.name)
        joints.append(part.centre)
        mine = np.isin(strokes, part.strokes)
        mine[part.points] = True
        carriers[mine], weights[mine], parts[mine] = number, 0.0, number
        weights[mine, 0] = 1.0
        if len(part.shares):
            carriers[part.points, 1] = 0
            weights[part.points, 0], weights[part.points, 1] = part.shares, 1.0 - part.shares
    return replace(
        bones,
        names=tuple(names),
        parents=np.array(parents, np.int64),
        joints=np.array(joints),
        confidence=np.concatenate([bones.confidence, np.ones(len(found))]),
        carriers=carriers,
        weights=weights,
        parts=parts,
    )


def _rotor(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return wide flat lines in the upper part of a drawing."""
    wide = boxes.sizes[:, 0] >= 0.35 * boxes.size
    flat = boxes.sizes[:, 1] <= 0.22 * boxes.sizes[:, 0]
    upper = boxes.middles[:, 1] < boxes.low[1] + 0.35 * (boxes.high[1] - boxes.low[1])
    found = np.flatnonzero(wide & flat & upper)
    if not len(found) or len(found) == len(boxes.names):
        return []
    own = tuple(boxes.names[found].tolist())
    return [NamedPart("rotor0", own, boxes.middle_of(found))]


def _clapper(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return what is small, low and in the middle of a bell, hung up in the middle of it."""
    centre = 0.5 * (boxes.low[0] + boxes.high[0])
    tall = boxes.high[1] - boxes.low[1]
    low = boxes.middles[:, 1] > boxes.low[1] + 0.72 * tall
    small = boxes.sizes.max(axis=1) < SMALL * boxes.size
    central = np.abs(boxes.middles[:, 0] - centre) < 0.12 * boxes.size
    found = np.flatnonzero(low & small & central)
    if not len(found) or len(found) == len(boxes.names):
        return []
    hung = np.array([boxes.middle_of(found)[0], boxes.low[1] + 0.35 * tall])
    return [NamedPart("clapper0", tuple(boxes.names[found].tolist()), hung)]


def _drops(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the small strokes below the largest one."""
    largest = int(boxes.areas.argmax())
    under = boxes.middles[:, 1] > boxes.middles[largest, 1]
    below = boxes.lows[:, 1] > boxes.highs[largest, 1] - 0.3 * boxes.sizes[largest, 1]
    sides = boxes.sizes / boxes.size
    small = (sides.max(axis=1) < SMALL) | ((sides[:, 1] < STREAK) & (sides[:, 0] < THIN))
    found = np.flatnonzero(under & below & small)
    if not len(found):
        found = _alike_and_small(boxes)
    return _falling(boxes, [np.array([stroke]) for stroke in found])


def _falling(boxes: StrokeBoxes, groups: list[Ints]) -> list[NamedPart]:
    """Return a part for each group of strokes; it falls as the arm of a joint above it grows."""
    parts = []
    for number, rows in enumerate(groups):
        middle = boxes.middle_of(rows)
        above = np.array([middle[0], boxes.low[1] - 0.5 * boxes.size])
        parts.append(NamedPart(f"fall{number}", (), above))
        own = tuple(boxes.names[rows].tolist())
        parts.append(NamedPart(f"drop{number}", own, middle, inside=f"fall{number}"))
    return parts


def _flakes(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return what falls below a cloud; where nothing else is drawn, all of it."""
    below = _drops(boxes)
    if len(below) >= len(boxes.names) > 1:  # two joints for each
        return below
    group = boxes.groups(TOGETHER * boxes.size)
    groups = _without_inner(boxes, [np.flatnonzero(group == number) for number in np.unique(group)])
    if len(groups) == 1:
        return []  # one flake is all of it
    return _falling(boxes, groups) if 1 < len(groups) <= MOST_FLAKES else below


def _without_inner(boxes: StrokeBoxes, groups: list[Ints]) -> list[Ints]:
    """Return groups of strokes with those that lie within the box of another one in that."""
    order = sorted(
        groups,
        key=lambda rows: -float(np.ptp(boxes.points[np.isin(boxes.owner, rows)], axis=0).max()),
    )
    found: list[Ints] = []
    for rows in order:
        low, high = boxes.lows[rows].min(axis=0), boxes.highs[rows].max(axis=0)
        outer = next(
            (
                n
                for n, other in enumerate(found)
                if (low >= boxes.lows[other].min(axis=0)).all()
                and (high <= boxes.highs[other].max(axis=0)).all()
            ),
            -1,
        )
        if outer < 0:
            found.append(rows)
        else:
            found[outer] = np.concatenate([found[outer], rows])
    return found


def _alike_and_small(boxes: StrokeBoxes) -> Ints:
    """Return three or more small strokes of one size, wherever they are; none otherwise."""
    sizes = boxes.sizes.max(axis=1)
    small = np.flatnonzero((sizes < SMALL * boxes.size) & (boxes.sizes.min(axis=1) > 0.3 * sizes))
    if len(small) < 3:
        return np.zeros(0, np.int64)
    usual = float(np.median(sizes[small]))
    alike = small[np.abs(sizes[small] - usual) < ALIKE * usual]
    return alike if len(alike) >= 3 else np.zeros(0, np.int64)


def _above_all(boxes: StrokeBoxes) -> list[Ints]:
    """Return the strokes that lie above all others, in groups that touch."""
    order = np.argsort(boxes.highs[:, 1])
    tall = boxes.high[1] - boxes.low[1]
    foot = boxes.highs[order[:-1], 1]  # of the strokes down to each one in the order
    rest = np.minimum.accumulate(boxes.lows[order[:0:-1], 1])[::-1]  # the top of those after it
    fits = np.flatnonzero((foot <= rest + 0.02 * tall) & (foot < boxes.low[1] + 0.45 * tall))
    if not len(fits):
        return []
    above = order[: fits[-1] + 1]
    return [g for g in touching_boxes(boxes, above) if not _is_flat(boxes, g)]


def _is_flat(boxes: StrokeBoxes, group: Ints) -> bool:
    """Whether strokes lie like a roof or the rim of a chimney."""
    wide, tall = boxes.highs[group].max(axis=0) - boxes.lows[group].min(axis=0)
    return bool(wide > FLAT * tall)


def _smoke(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return one cloud of smoke, or separate puffs that each rise on a column of air."""
    groups = _above_all(boxes)
    if len(groups) < 2:
        return _standing("smoke", boxes, groups)
    parts = []
    for number, group in enumerate(groups):
        middle = boxes.middle_of(group)
        parts.append(NamedPart(f"column{number}", (), np.array([middle[0], boxes.high[1]])))
        own = tuple(boxes.names[group].tolist())
        parts.append(NamedPart(f"smoke{number}", own, middle, inside=f"column{number}"))
    return parts


def _standing(name: str, boxes: StrokeBoxes, groups: list[Ints]) -> list[NamedPart]:
    """Return a part for each group of strokes, with its joint at its foot."""
    feet = [np.array([boxes.middle_of(g)[0], boxes.highs[g, 1].max()]) for g in groups]
    return [
        NamedPart(f"{name}{n}", tuple(boxes.names[g].tolist()), foot)
        for n, (g, foot) in enumerate(zip(groups, feet, strict=True))
    ]


def _rays(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the strokes around the largest ring."""
    disc = int(boxes.areas.argmax())
    centre, radius = boxes.middles[disc], 0.25 * float(boxes.sizes[disc].sum())
    away = np.linalg.norm(boxes.middles - centre, axis=1)
    found = np.flatnonzero((away > 0.98 * radius) & (np.arange(len(away)) != disc))
    if len(found) < 3:
        return []
    return [
        NamedPart(f"ray{n}", (int(boxes.names[s]),), boxes.nearest_to(int(s), centre))
        for n, s in enumerate(found)
    ]


def _rays_of_a_disc(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the strokes around the largest line where that is a ring: what shines has rays."""
    return _rays(boxes) if boxes.roundness(int(boxes.areas.argmax())) < ROUND else []


def _spindle(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return the place on which a top stands."""
    foot = boxes.points[boxes.points[:, 1] > boxes.high[1] - 0.02 * boxes.size]
    return [NamedPart("spindle", (), np.array([foot[:, 0].mean(), boxes.high[1]]))]


def _flame(boxes: StrokeBoxes) -> list[NamedPart]:
    """Return what burns at the top of candles, with what is drawn within it."""
    return _standing("flame", boxes, _above_all(boxes) or _topmost(boxes))


def _topmost(boxes: StrokeBoxes) -> list[Ints]:
    """Return the one closed line that reaches highest, with all within it, where the rest is lower.

    A wick may reach into a flame.
    """
    tall = boxes.high[1] - boxes.low[1]
    top = int(boxes.lows[:, 1].argmin())
    closed = boxes.openness[top] < 0.1
    if not closed or boxes.highs[top, 1] > boxes.low[1] + FLAME * tall:
        return []
    inside = (boxes.lows >= boxes.lows[top]).all(axis=1)
    inside &= (boxes.highs <= boxes.highs[top]).all(axis=1)
    rest = ~inside
    lower = boxes.middles[:, 1] > boxes.highs[top, 1]
    if not rest.any() or boxes.counts[rest & lower].sum() < 0.5 * boxes.counts[rest].sum():
        return []
    return [np.flatnonzero(inside)]


#: Things that have mouths, arms, hands or wings beside what else they are.
_WHOLES = stems(
    "plane airplane aeroplane aircraft jet helicopter excavator digger crane robot clock watch"
)
#: What is drawn of somebody alone in outlines of many lines, and turns as one.
_HANDS = stems("hand hands fist fists palm palms finger fingers thumb thumbs")
_FINDERS: Finders = (
    (stems("helicopter chopper copter drone propeller"), _rotor),
    (stems("bell"), _clapper),
    (stems("snowflake snowflakes"), _flakes),
    (stems("rain raindrop raindrops snow hail drizzle"), _drops),
    (stems("smoke steam puff chimney"), _smoke),
    (stems("sun sunshine"), _rays),
    (stems("shine glow"), _rays_of_a_disc),
    (stems("ferris carousel"), big_wheel),
    (stems("wheel"), large_wheel),
    (stems("top gyroscope dreidel"), _spindle),
    (stems("boat ship sailboat yacht canoe raft"), find_water),
    (stems("candle torch lighter match"), _flame),
)  # fmt: skip
_HEARD = _WHOLES.union(
    *(told for kind in (_FINDERS, FRONTS, GLASSES, JAWS, ALONE, CROWNS, AXES) for told, _ in kind)
)


def heard_words(caption: str) -> tuple[str, ...]:
    """Return the words of a caption that name parts of things, in order of the alphabet."""
    heard = _HEARD | LEAVES | sheets.HEARD | creatures() | WHEELED
    return tuple(sorted(set(stems_of(caption)) & heard))
