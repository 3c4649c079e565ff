# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The strokes of a part that a sentence lets act, and the rest, as objects of a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from addon.contract.drawing import Drawing
from engine.geometry.grouping.apart import StrokeGaps
from engine.geometry.grouping.grouping import Grouping
from engine.geometry.grouping.named import unique
from engine.language.nouns import NOUNS
from engine.language.part_nouns import DISC, HELD, PARTS, SMOKE, UNNAMED
from engine.language.text import stem
from engine.language.word_lists import word_set
from engine.rig.busts import heads_shown
from engine.rig.face_parts import is_head_alone, is_portrait, mouths_in
from engine.rig.halves import find_halves
from engine.rig.held_parts import hangs_at_an_end, held_beside
from engine.rig.hung import HALVES
from engine.rig.likely_parts import likely_parts
from engine.rig.nouns import creatures, plans_of
from engine.rig.part_finders import FINDERS, SCATTERED, find_parts
from engine.rig.part_scores import scored_parts
from engine.rig.part_strokes import Bools, Floats, PartStrokes
from engine.rig.span_parts import GOOD as GOOD_SPAN
from engine.rig.span_parts import cut_apart, span_parts
from engine.rig.thin_tops import FLAGS, thin_tops, too_much
from engine.rig.told_by_words import LIMBS, WordedPart
from engine.rig.told_parts import ToldPart, has_bones

BESIDE = 1.8  # times as large as scattered things is what they are beside
LONE, LONE_SIZE = 0.35, 0.5  # of all lines, and of that side: what isn't said to be of anything
WHOLE = 0.9  # of the drawing's long side: a disc that is all of it
SURE = 0.8  # score of a part below which a result says that the part may be another one
CONCENTRIC = 0.03  # of the drawing's long side: middles as near are one
TOUCHING = 0.012  # of the drawing's long side: strokes as near to each other hang together
HANDS = word_set("hand fist finger thumb arm")
DIAL = 0.6  # of the drawing's long side: a dial is at least as wide and high
ROUND = 0.12  # of its radius: a circle varies as little
LIKE = 0.3  # of its size: by which what is like a part differs from it
_MANY = frozenset(("confetti",))  # one word for all of it
#: What is small in the sky over all else, where it isn't all.
_OF_BUILDINGS = word_set("door gate")  # a small one is one of a house, named or not
_HEAVENLY = word_set("sun moon planet comet")


def with_part_told(drawing: PartStrokes, told: ToldPart) -> Grouping | None:
    """Return a drawing's part that acts, and the rest, as objects; None where it isn't drawn."""
    if (told.boned and not is_portrait(drawing)) or (told.turns and is_head_alone(drawing)):
        return None
    if (told.by_face and heads_shown(drawing)) or _is_hand_alone(drawing, told.noun, told.whole):
        return None  # the face does it on its head; a hand that is drawn alone is all of it
    if told.noun in DISC and not told.whole and _is_disc(drawing):
        return None
    if told.boned and told.noun in HELD and not told.whole and not mouths_in(drawing):
        return None  # nobody is drawn who holds it
    alone = told.noun in SCATTERED and not told.whole
    found = find_parts(drawing, told.noun, several=told.several, alone=alone)
    if not found and told.noun in SMOKE and stem(told.whole) in creatures():
        found = find_parts(drawing, "spark", several=True)  # above somebody's head
    if told.noun in HANDS and told.whole and not told.held:
        held = held_beside(drawing)
        found = [
            mine
            for mine in found
            if hangs_at_an_end(drawing, mine) or any((mine == own).all() for own in held)
        ]
    if not found or (told.noun in SCATTERED and not _is_beside(drawing, found)):
        return None
    if told.several and alone and len(found) == 1 and told.noun not in SMOKE | _MANY:
        return None  # of several, one would be left alone
    labels = np.zeros(len(drawing.group), np.int64)
    for number, mine in enumerate(found, 1):
        labels[mine] = number
    return Grouping(labels, tuple(unique([told.whole or UNNAMED, *[told.called] * len(found)])))


def _is_hand_alone(drawing: PartStrokes, noun: str, whole: str) -> bool:
    """Tell whether a hand or its finger is all that is drawn: neither somebody nor a dial is."""
    if noun not in HANDS or whole or heads_shown(drawing):
        return False
    dial = drawing.closed & (drawing.sides > DIAL * drawing.size).all(axis=1)
    round_ = [s for s in np.flatnonzero(dial) if _is_round(drawing.line(int(s)))]
    return not round_


def _is_round(line: Floats) -> bool:
    """Tell whether a closed line [N, 2] is a circle, nearly."""
    away = np.linalg.norm(line - 0.5 * (line.min(axis=0) + line.max(axis=0)), axis=1)
    return bool(np.ptp(away) < ROUND * away.mean())


def _is_disc(drawing: PartStrokes) -> bool:
    """Tell whether all that is drawn is one closed line, as wide as tall, and what lies in it."""
    rim = int(drawing.sides.prod(axis=1).argmax())
    wide, tall = drawing.sides[rim]
    whole = float(drawing.sides[rim].min()) > WHOLE * drawing.size
    return bool(drawing.closed[rim]) and whole and min(wide, tall) > WHOLE * max(wide, tall)


def with_worded_part(
    drawing: PartStrokes, told: WordedPart, *, boneless: bool = False
) -> Grouping | None:
    """Return a part of the table that acts, and the rest, as objects; None where it isn't found.

    What is often drawn alone, and isn't said to be of something, has to be found surely.
    boneless: whether no bones are in the drawing that could move a part of somebody.
    """
    if _is_hand_alone(drawing, told.noun, told.whole):
        return None
    boned = told.whole and not told.implied and not boneless
    boned = boned and is_boned(told.whole, told.noun)
    if boned and not (told.explicit and is_portrait(drawing)):  # an elephant's head has a trunk
        return None
    if any(row.hangs == HALVES for row in told.rows):
        return _with_halves(drawing, told)
    found = scored_parts(drawing, told.rows, several=told.several, side=told.side)
    if told.noun in FLAGS and told.explicit and (not found or too_much(drawing, found)):
        found = thin_tops(drawing)
    loose = all(row.hangs == "loose" for row in told.rows)
    if loose and told.several and not told.whole and len(found) == 1 and told.noun not in SMOKE:
        return None
    if not found or (told.alone and not _is_small(drawing, np.any(found, axis=0), told.noun)):
        return None
    return _parts_of(found, told.whole, told.noun)


def with_likely_part(artists: Drawing, drawing: PartStrokes, told: WordedPart) -> Grouping | None:
    """Return the likeliest part for one that a sentence names of a whole, and the rest, as objects.

    It may be a piece of a line, which is cut then. None where nothing comes into question, and
    where bones of its whole move it. drawing: the strokes of the artist's drawing.
    """
    if is_boned(told.whole, told.noun):
        return None
    spans, score = span_parts(drawing, told.rows, several=told.several)
    found = likely_parts(drawing, told.rows, several=told.several, side=told.side, lies=told.lies)
    if score >= max(GOOD_SPAN, 0.0 if found is None else found.score):
        cut = cut_apart(artists, drawing, spans, told.whole, told.called)
        if cut is not None:
            return replace(cut, unsure=told.noun if score < SURE else "")
    parts = None if found is None else _parts_of(found.parts, told.whole, told.called)
    if parts is None or found is None:
        return None
    return replace(parts, unsure=told.noun if found.score < SURE else "")


def missing_part(told: WordedPart) -> str:
    """Return what a part is called that a sentence names of a thing, and that wasn't found.

    "" for parts of somebody, which bones move, and for what is only in or on something.
    """
    somebody = stem(told.whole) in creatures() or is_boned(told.whole, told.noun)
    return "" if somebody or told.lies != "of" else told.noun


def _parts_of(parts: Sequence[Bools], whole: str, called: str) -> Grouping | None:
    """Return parts, and the rest if there is any, as objects; None for a single one."""
    labels = np.full(len(parts[0]), -1, np.int64)
    for number, mine in enumerate(parts):
        labels[mine & (labels < 0)] = number
    names = [called] * len(parts)
    if (labels < 0).any():
        labels, names = labels + 1, [whole or UNNAMED, *names]
    return Grouping(labels, tuple(unique(names))) if len(names) > 1 else None


def _with_halves(drawing: PartStrokes, told: WordedPart) -> Grouping | None:
    """Return two halves that open and close, and the rest if there is any, as objects."""
    found = find_halves(drawing)
    if not found:
        return None
    rest = ~np.any(found, axis=0)
    labels = np.where(found[0], 1, np.where(found[1], 2, 0)) - (0 if rest.any() else 1)
    names = [told.whole] * bool(rest.any()) + [told.noun] * 2
    return Grouping(labels.astype(np.int64), tuple(unique(names)))


def is_boned(whole: str, noun: str) -> bool:
    """Tell whether a part is better left to the bones of its whole; rigid things do without."""
    if noun in LIMBS and stem(whole) in creatures():
        return True
    rigid = {"clock", "windmill"} & set(plans_of(f"the {whole} moves"))
    return not rigid and has_bones(whole, noun)


def _is_small(drawing: PartStrokes, mine: Bools, noun: str) -> bool:
    """Tell whether what may be all that is drawn is but a small part of it, surely."""
    if mine.all():
        return False
    share = float(drawing.length[mine].sum()) / max(float(drawing.length.sum()), 1e-9)
    own, all_of_it = (
        0.5 * (drawing.low[rows].min(axis=0) + drawing.high[rows].max(axis=0))
        for rows in (mine, ~mine)
    )
    if np.hypot(*(own - all_of_it)) < CONCENTRIC * drawing.size:
        return False  # the hole of a nut
    named = noun in NOUNS or noun in PARTS or noun in LIMBS or noun in FINDERS
    named = named and noun not in _OF_BUILDINGS
    named = named and not (noun in _HEAVENLY and _is_single(drawing, mine))
    return share < LONE and drawing.extent(mine) < LONE_SIZE * drawing.size and not named


def _is_single(drawing: PartStrokes, mine: Bools) -> bool:
    """Tell whether nothing is nearly as large as a part: it is no ray of many."""
    long, size = drawing.sides.max(axis=1), drawing.extent(mine)
    return not bool((~mine & (np.abs(long - size) < LIKE * size)).any())


def _is_beside(drawing: PartStrokes, found: Sequence[Bools]) -> bool:
    """Tell whether what was found is small beside what is left, not all that may be meant."""
    left = ~np.any(found, axis=0)
    largest = max(drawing.extent(mine) for mine in found)
    return bool(left.any()) and drawing.extent(left) > BESIDE * largest


def part_strokes_of(gaps: StrokeGaps) -> PartStrokes:
    """Return the strokes of a drawing for those who look for parts."""
    reach = TOUCHING * float(np.ptp(_corners(gaps), axis=0).max())
    hangs = gaps.widest < reach
    _, group = np.unique(hangs.argmax(axis=1), return_inverse=True)
    samples = gaps.samples
    return PartStrokes(
        samples.points.astype(np.float64),
        samples.offsets.astype(np.int64),
        group.astype(np.int64),
    )


def _corners(gaps: StrokeGaps) -> Floats:
    return np.stack([gaps.samples.low.min(axis=0), gaps.samples.high.max(axis=0)]).astype(float)
