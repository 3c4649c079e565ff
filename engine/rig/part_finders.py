# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds parts of a drawing by what they are called: hats, glasses, hearts, balls, straws, notes.

A part is known by its shape (a heart, a drop, a star, a ball), by its place (a crown is on top,
glasses sit before the eyes), because it is long and thin (a straw), or small and beside the rest
(notes, bubbles). It may touch the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.language.part_nouns import FACIAL, HELD
from engine.language.word_lists import word_set
from engine.rig.face_parts import (
    brows_in,
    ears_in,
    eyes_in,
    is_portrait,
    mouths_in,
    noses_in,
    pupils_in,
    tongues_in,
    tongues_out_in,
    tops_in,
    whiskers_in,
)
from engine.rig.heads_among_balls import without_head
from engine.rig.held_parts import held_beside
from engine.rig.known_shapes import ALIKE, is_closed, likeness
from engine.rig.mirrored_parts import hanging_odd, odd_parts, row_parts, side_parts
from engine.rig.part_strokes import PartStrokes
from engine.rig.thing_part_finders import (
    covers_in,
    discs_in,
    doors_in,
    ends_in,
    framed_smoke_in,
    hooks_in,
    lids_in,
    sheets_in,
    straws_in,
    trees_in,
)
from engine.rig.whole_parts import continued, with_brim, with_hanging

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

LARGEST = 0.6  # of the drawing's long side: a part is smaller
LEAST_REST = 0.25  # of all lines: so much is left beside the part
SMALL = 0.4  # of it: a note, a bubble
MOST = 8  # parts of one name
PAIR = 0.05  # of the drawing: so far at most is one of a pair off the other's mirrored place
ODD, ODD_OF = 1.5, 2  # times as large as the next one; of more than so many:
NEAR_REST = 0.08  # of the drawing's long side: and as near to the rest, it belongs to that
STEEP = 0.5  # sine of the slope of what stands
OUTLINED = 0.3  # of the box around a body: what its largest closed line is at least
NEARLY = 0.55  # of its length: ends of a line that nearly goes around something are as near
LID = 0.6  # of the drawing's width, that a lid is wide at least
THIN = 5.0  # times as long as wide: a straw
HIGHEST, LOWEST = 0.2, 0.6  # of the drawing's height: where a hat begins at most, and ends
TALL = 0.8  # of its width: what is taller is a head
BROAD = 0.3  # of the drawing's width: a hat is at least
BRIM = 0.1  # of it: so much may stick out of a hat
EYES = (0.2, 0.65)  # of the height: where glasses sit
WIDE = 0.45  # of the width: what they are at least


def _shaped(shape: str, drawing: PartStrokes) -> list[Bools]:
    """Return the outlines of a shape with what they hold, the likest first."""
    count = drawing.count
    far = np.array([likeness(drawing.line(s), shape) for s in range(count)])
    chosen: list[Bools] = []
    for stroke in (s for s in np.argsort(far) if far[s] < ALIKE):
        own = drawing.with_inside(np.arange(count) == stroke)
        if shape == "ball" and _is_of_a_head(drawing, stroke, own):
            continue
        if not any((own & other).any() for other in chosen):
            chosen.append(own)
    return without_head(drawing, chosen) if shape == "ball" else chosen


def _is_of_a_head(drawing: PartStrokes, ring: int, own: Bools) -> bool:
    """Tell whether a ring is a head with its eyes, or an eye within a head."""
    around = (drawing.low < drawing.low[ring]).all(axis=1)
    around &= (drawing.high > drawing.high[ring]).all(axis=1)
    if any(is_closed(drawing.line(int(stroke))) for stroke in np.flatnonzero(around)):
        return True
    return bool(own.sum() > 1 and drawing.low[ring, 1] <= drawing.box[0, 1])


def _beside(drawing: PartStrokes) -> list[Bools]:
    """Return small groups of strokes outside of the largest one, or strokes out of its outline."""
    return _without_odd(drawing, _apart(drawing) or _outside(drawing))


def _without_odd(drawing: PartStrokes, groups: list[Bools]) -> list[Bools]:
    """Return groups without those that are much larger than all others and near the rest.

    The neck of a mop is no sparkle beside it.
    """
    groups = sorted(groups, key=lambda group: -drawing.extent(group))
    while len(groups) > ODD_OF and drawing.extent(groups[0]) > ODD * drawing.extent(groups[1]):
        rest = np.concatenate(
            [drawing.line(s) for s in np.flatnonzero(~np.any(groups, axis=0)).tolist()]
        )
        own = np.concatenate([drawing.line(s) for s in np.flatnonzero(groups[0]).tolist()])
        if float(cKDTree(rest).query(own)[0].min()) > NEAR_REST * drawing.size:
            break
        groups = groups[1:]
    return groups


def _apart(drawing: PartStrokes) -> list[Bools]:
    """Return small groups of strokes outside of the largest one, the largest of them first."""
    groups = [drawing.group == number for number in np.unique(drawing.group)]
    main = max(groups, key=drawing.extent)
    low, high = drawing.low[main].min(axis=0), drawing.high[main].max(axis=0)
    areas = drawing.sides.prod(axis=1)
    outlined = areas[main & drawing.closed].max(initial=0.0) > OUTLINED * float((high - low).prod())
    small = [
        one for one in groups if drawing.extent(one) < SMALL * drawing.size and one is not main
    ]
    rest = ~np.any(small, axis=0) if outlined else main
    holds = _is_held if outlined else _is_within
    found = [group for group in small if not holds(drawing, group, rest)]
    return sorted(found, key=lambda group: -drawing.extent(group))


def _middle(drawing: PartStrokes, group: Bools) -> Floats:
    return np.asarray(0.5 * (drawing.low[group].min(axis=0) + drawing.high[group].max(axis=0)))


def _is_within(drawing: PartStrokes, group: Bools, main: Bools) -> bool:
    """Tell whether the middle of strokes lies in the box around others."""
    middle = _middle(drawing, group)
    low, high = drawing.low[main].min(axis=0), drawing.high[main].max(axis=0)
    return bool((middle > low).all() and (middle < high).all())


def _is_held(drawing: PartStrokes, group: Bools, main: Bools) -> bool:
    """Tell whether one of several lines goes around the middle of strokes, or nearly does."""
    middle = _middle(drawing, group)
    around = (drawing.low < middle).all(axis=1) & (drawing.high > middle).all(axis=1)
    return any(
        drawing.holds(int(stroke), middle)
        for stroke in np.flatnonzero(main & around)
        if is_closed(drawing.line(int(stroke)), NEARLY)
    )


def _outside(drawing: PartStrokes) -> list[Bools]:
    """Return the small strokes whose middles lie outside of the largest closed outline."""
    areas = (drawing.high - drawing.low).prod(axis=1)
    main = int(areas.argmax())
    if not drawing.closed[main]:
        return []
    middles = 0.5 * (drawing.low + drawing.high)
    chosen: list[Bools] = []
    for stroke in np.argsort(-areas):
        small = drawing.extent(np.arange(len(areas)) == stroke) < SMALL * drawing.size
        if stroke == main or not small or drawing.holds(main, middles[stroke]):
            continue
        near = [one for one in chosen if (np.abs(middles[one] - middles[stroke]) < 1.0).all()]
        if near:
            near[0][stroke] = True  # the same line drawn twice
        else:
            chosen.append(np.arange(len(areas)) == stroke)
    return chosen


def _on_top(drawing: PartStrokes) -> list[Bools]:
    """Return the highest broad line with all that lies on it and along its edge."""
    low, high = drawing.box
    if not (high > low).all():
        return []
    lows, highs = (drawing.low - low) / (high - low), (drawing.high - low) / (high - low)
    middles = 0.5 * (lows + highs)
    sides = drawing.high - drawing.low
    broad = ((highs - lows)[:, 0] > BROAD) & (sides[:, 1] < TALL * sides[:, 0])
    seeds = np.flatnonzero(broad & (highs[:, 1] < LOWEST) & (lows[:, 1] < HIGHEST))
    if not len(seeds):
        return []
    holds = (lows[seeds] <= lows[seeds, None]) & (highs[seeds] >= highs[seeds, None])
    badges = (holds.all(axis=2) & ~np.eye(len(seeds), dtype=bool)).any(axis=1)
    seeds = seeds[~badges] if not badges.all() else seeds  # what is drawn on a hat is none
    seed = seeds[middles[seeds, 1].argmin()]
    edge = highs[seed, 1]
    along = (lows[:, 0] > lows[seed, 0] - BRIM) & (highs[:, 0] < highs[seed, 0] + BRIM)
    within = along & (middles[:, 1] < edge) & (highs[:, 1] < edge + BRIM)
    return [with_brim(drawing, within | (np.arange(len(lows)) == seed))]


def _before_eyes(drawing: PartStrokes) -> list[Bools]:
    """Return what lies across the upper half, symmetrical: glasses."""
    low, high = drawing.box
    wide, tall = high - low
    middle = 0.5 * (drawing.low + drawing.high)
    band = (drawing.low[:, 1] > low[1] + EYES[0] * tall) & (
        drawing.high[:, 1] < low[1] + EYES[1] * tall
    )
    pair = band & ((drawing.high - drawing.low)[:, 0] > 0.15 * wide)
    if not pair.any():
        return []
    reach = drawing.high[pair, 0].max() - drawing.low[pair, 0].min()
    level = (drawing.low[pair, 1].min(), drawing.high[pair, 1].max())
    inside = band & (middle[:, 1] > level[0]) & (middle[:, 1] < level[1])
    closed = np.array([is_closed(drawing.line(s)) for s in range(len(pair))])
    for lens in np.flatnonzero(pair):  # eyes that are seen through it stay
        behind = (drawing.low > drawing.low[lens]).all(axis=1)
        behind &= (drawing.high < drawing.high[lens]).all(axis=1)
        inside &= ~(behind & closed)
    return [inside] if reach > WIDE * wide else []


def _upright(drawing: PartStrokes) -> list[Bools]:
    """Return the longest thin group of strokes, or stroke, that stands: no rim of a glass."""
    return _thin(drawing, least=STEEP)


def _thin(drawing: PartStrokes, *, least: float = 0.0) -> list[Bools]:
    """Return the longest thin group of strokes, or stroke; least: sine of its slope."""
    groups = [drawing.group == number for number in np.unique(drawing.group)]
    groups += [np.arange(len(drawing.group)) == s for s in range(len(drawing.group))]
    found = []
    for group in groups:
        points = np.concatenate([drawing.line(int(s)) for s in np.flatnonzero(group)])
        if len(points) < 3:
            continue
        along = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2]
        length, width = np.ptp(points @ along.T, axis=0)
        if abs(along[0, 1]) < least:
            continue
        if length > THIN * width and length > 0.15 * drawing.size and width > 1e-3 * length:
            found.append((float(length), group))
    longest = [group for _, group in sorted(found, key=lambda one: -one[0])][:1]
    return [continued(drawing, group) for group in longest]


def _first(*ways: Callable[[PartStrokes], list[Bools]]) -> Callable[[PartStrokes], list[Bools]]:
    """Return a finder that answers what the first of several finds that finds something."""

    def find(drawing: PartStrokes) -> list[Bools]:
        return next((found for way in ways if (found := way(drawing))), [])

    return find


def _broad_top(drawing: PartStrokes) -> list[Bools]:
    """Return what lies on top and is nearly as wide as the rest: a lid."""
    wide = float(np.ptp(drawing.box[:, 0]))
    found = _on_top(drawing)
    return [own for own in found if drawing.sides[own, 0].max() > LID * wide]


def _held(drawing: PartStrokes) -> list[Bools]:
    """Return what a face or a bust has on one side alone."""
    return (held_beside(drawing) or odd_parts(drawing)) if is_portrait(drawing) else []


#: What finds a part, by its noun; a line for each way.
FINDERS: dict[str, Callable[[PartStrokes], list[Bools]]] = {
    noun: find
    for find, nouns in (
        (partial(_shaped, "heart"), "heart"),
        (partial(_shaped, "drop"), "drop tear teardrop raindrop droplet flame"),
        (partial(_shaped, "star"), "star"),
        (partial(_shaped, "ball"), "ball baseball basketball football puck coin"),
        (
            _beside,
            """
            water fire spray note z bubble spark sparkle crumb petal snowflake feather butterfly bee
            fly confetti
            """,
        ),
        (_on_top, "crown hat cap helmet halo tiara hood bonnet beret sombrero wig"),
        (_before_eyes, "sunglasses glasses spectacles goggles"),
        (eyes_in, "eye eyelid"),
        (pupils_in, "pupil"),
        (brows_in, "eyebrow brow"),
        (mouths_in, "mouth lip lips jaw"),
        (noses_in, "nose snout"),
        (_first(tongues_in, tongues_out_in), "tongue"),
        (ears_in, "ear horn antler"),
        (whiskers_in, "whisker"),
        (_first(odd_parts, side_parts, tops_in), "handle"),
        (tops_in, "leaf stem stalk wick plume pompom"),
        (side_parts, "wing flipper fin pigtail braid earring"),
        (_first(held_beside, side_parts, odd_parts), "arm"),
        (
            _first(held_beside, odd_parts, side_parts),
            """
            hand fist finger thumb paw wrench hammer gavel phone telephone
            microphone paintbrush pencil pen crayon spatula ladle whisk glass magnifier racket
            umbrella lollipop torch flashlight scissors comb razor syringe screwdriver trophy bell
            bouquet rattle mallet baton palette
            """,
        ),
        (hanging_odd, "tassel lever pendant strap cable cord ponytail"),
        (row_parts, "reel drum dial knob button key"),
        (doors_in, "door gate"),
        (_first(covers_in, lids_in, _broad_top), "lid cover"),
        (discs_in, "disk disc cd record vinyl"),
        (sheets_in, "paper page sheet receipt ticket letter toast card drawer tray banknote"),
        (ends_in, "end tip"),
        (hooks_in, "hook"),
        (trees_in, "tree"),
        (framed_smoke_in, "smoke steam"),
        (_first(_upright, straws_in), "straw"),
        (_upright, "candle"),
        (
            _thin,
            """
            bow stick fork rod oar paddle needle chopstick drumstick cane cigarette
            """,
        ),
        (_first(_held, _thin, straws_in), "brush wand spoon knife sword broom"),
    )
    for noun in nouns.split()
}
#: These are looked for as small things beside the rest.
_SMALL = frozenset(noun for noun, find in FINDERS.items() if find is _beside)
FINDERS |= {
    noun: _first(_held, FINDERS[noun]) if noun in FINDERS else _held
    for noun in HELD
    if FINDERS.get(noun) not in (odd_parts, _upright)
}
#: These are found as small things beside the rest where no outline has their shape.
_SMALL_TOO = word_set("heart drop tear teardrop raindrop droplet star flame")
#: Small things that act by themselves, also where nothing is said of what they are beside.
SCATTERED = word_set("note z bubble spark sparkle crumb snowflake feather confetti star flame")
#: All that is found of these is one.
MASSES = word_set("water fire spray")
#: These may be as wide or as long as the rest.
_LARGE_TOO = frozenset(
    noun for noun, find in FINDERS.items() if find in (_on_top, _before_eyes, _upright, _thin)
) | (HELD | word_set("lid cover tree hand arm straw disk disc cd record vinyl"))


def find_parts(
    drawing: PartStrokes, noun: str, *, several: bool, alone: bool = False
) -> list[Bools]:
    """Return the strokes [S] of each part of a name, the surest first; none where it isn't drawn.

    noun: one of `FINDERS`. several: whether there may be more than one. alone: whether nothing is
    said of what it is on or beside, so that it may be all that is drawn.
    """
    if alone:
        return _fitting(drawing, _alone(drawing, noun, several), noun, several=several)
    found = _fitting(drawing, FINDERS[noun](drawing), noun, several=several)
    if not found and noun in _SMALL_TOO:
        found = _fitting(drawing, _beside(drawing), noun, several=several)
    return found


def _alone(drawing: PartStrokes, noun: str, several: bool) -> list[Bools]:
    """Return what may be of a name where nothing larger is spoken of.

    A quill, a ray, the shine of a bubble or the inside of a flame is no thing beside another.
    """
    found = [] if noun in _SMALL else FINDERS[noun](drawing)
    if noun == "flame":
        found = [mine for mine in found if not _is_held(drawing, mine, ~mine)]
    return found or (_apart(drawing) if several and noun in _SMALL | _SMALL_TOO else [])


def _are_a_pair(drawing: PartStrokes, found: list[Bools]) -> bool:
    """Tell whether two parts lie at both sides of the rest at one height, alike in size."""
    rest = ~np.any(found, axis=0)
    if len(found) != 2 or not rest.any():
        return False
    low, high = drawing.low[rest].min(axis=0), drawing.high[rest].max(axis=0)
    boxes = [(drawing.low[own].min(axis=0), drawing.high[own].max(axis=0)) for own in found]
    off = [0.5 * (first + last - low - high) for first, last in boxes]
    mirrored = np.abs(off[0] * [-1.0, 1.0] - off[1]).max() < PAIR * drawing.size
    sizes = [float((last - first).max()) for first, last in boxes]
    return bool(mirrored and off[0][0] * off[1][0] < 0.0 and min(sizes) > 0.7 * max(sizes))


def _fitting(drawing: PartStrokes, found: list[Bools], noun: str, *, several: bool) -> list[Bools]:
    """Return those of the found parts that can be meant: small beside what is left."""
    large = noun in _LARGE_TOO
    found = [mine for mine in found if large or drawing.extent(mine) < LARGEST * drawing.size]
    if not found:
        return []
    if noun in MASSES:
        if _are_a_pair(drawing, found):
            return []  # ears aren't water
        found = [np.any(found, axis=0)]
    found = found[: MOST if several else 1]
    if noun not in MASSES and noun not in FACIAL:
        found = [with_hanging(drawing, mine) for mine in found]
    length = drawing.length
    left = float(length[~np.any(found, axis=0)].sum())
    return found if left > LEAST_REST * float(length.sum()) else []
