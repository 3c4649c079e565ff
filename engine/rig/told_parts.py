# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence lets act beside or on something larger: "the crown slips over his eyes".

Such a part becomes an object of its own, also where it touches the rest, so that it isn't drawn
apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.geometry.grouping.apart import StrokeGaps
from engine.geometry.grouping.grouping import Grouping
from engine.geometry.grouping.named import unique
from engine.language.clause import Clause
from engine.language.english import english_tokens
from engine.language.inflection import noun_base, verb_bases
from engine.language.nouns import NOUNS
from engine.language.own_parts import act_in, part_noun, unsaid_part
from engine.language.part_nouns import (
    DISC,
    DROP,
    FACIAL,
    HELD,
    KEY,
    LIMB,
    LOOSE,
    PARTS,
    SMOKE,
    UNNAMED,
    WORN,
)
from engine.language.phrases import Token
from engine.language.sending import DRAWN_AS, GIVING_OFF
from engine.language.sentence import clauses_in
from engine.language.text import stem
from engine.language.verb_words import SENDING, VERBS
from engine.language.word_lists import word_set
from engine.rig.busts import heads_shown
from engine.rig.face_parts import is_head_alone, is_portrait, mouths_in
from engine.rig.find import HEAD
from engine.rig.halves import find_halves
from engine.rig.hung import HALVES
from engine.rig.likely_parts import likely_parts
from engine.rig.nouns import creatures, plans_of
from engine.rig.part_finders import FINDERS, MASSES, SCATTERED, find_parts
from engine.rig.part_scores import scored_parts
from engine.rig.part_strokes import Bools, PartStrokes
from engine.rig.skeletons import PLANS
from engine.rig.span_parts import GOOD as GOOD_SPAN
from engine.rig.span_parts import cut_apart, span_parts
from engine.rig.thin_tops import FLAGS, thin_tops, too_much
from engine.rig.told_by_words import LIMBS, WordedPart

Floats = NDArray[np.float64]

BESIDE = 1.8  # times as large as scattered things is what they are beside
LONE, LONE_SIZE = 0.35, 0.5  # of all lines, and of that side: what isn't said to be of anything
LIKE = 0.3  # of its size: by which what is like a part differs from it
WHOLE = 0.9  # of the drawing's long side: a disc that is all of it
SURE = 0.8  # score of a part below which a result says that the part may be another one
CONCENTRIC = 0.03  # of the drawing's long side: middles as near are one
TOUCHING = 0.012  # of the drawing's long side: strokes as near to each other hang together

_PLURAL_ONLY = word_set("sunglasses glasses spectacles goggles")
#: Finders' nouns that aren't read as verbs.
_NO_VERBS = frozenset(
    noun
    for noun in FINDERS
    if noun in ("note", "drop", "tear", "end", "tip", "wing", "reel", "paw")
    or not any(b in VERBS for b in verb_bases(noun))
)
HANDS = word_set("hand fist finger thumb arm")
DIAL = 0.6  # of the drawing's long side: a dial is at least as wide and high
ROUND = 0.12  # of its radius: a circle varies as little
_HITTING = word_set("hit strike tap knock meet touch")
#: What glasses do with one another: none of them is a part.
CLINKING = word_set("clink")
_TOUCHING = word_set("touch toast cheer cheers bump")
_GLASSES = word_set("glass mug goblet beer tankard flute")
#: What is held doesn't do these by itself.
AS_WHOLES = word_set(
    """
    topple tip_over tip fall drop roll rock spin rotate bounce hop jump float fly drive slide wobble
    tumble land rise sink drift shake tremble rattle vibrate flutter
    """
)
_MANY = frozenset(("confetti",))  # one word for all of it
#: What glasses do that are drunk from, and what is in them.
_CLINKING = word_set("clink tink chink toast touch meet")
_DRINKS = word_set(
    "wine champagne beer drinking water cocktail martini shot whiskey juice milk cider sherry"
)
#: Parts of body plans by the nouns of what is at their ends, or of what they are.
_LIKE = {"hand": "arm", "fist": "arm", "finger": "arm", "paw": "arm", "flipper": "fin"}
#: What else is told of a face without naming it.
_ON_FACES = word_set("heart glasses sunglasses")
#: What is small in the sky over all else, where it isn't all.
_HEAVENLY = word_set("sun moon planet comet")
#: Nouns that are no thing beside another.
_NOWHERE = word_set(
    """
    top side back front air wind breeze sky ground time way left right up down edge
    picture music arc sweat
    """
)


@dataclass(frozen=True)
class ToldPart:
    """A part that acts.

    Attributes:
        noun: what it is; whole: what it is on or beside, "" where nothing is said of that.
        several: whether the sentence speaks of more than one.
        boned: whether the part is looked for only where a face is drawn large: elsewhere bones of
            the whole move it, or it may be all that is drawn.
        held: whether somebody holds it.
        by_face: whether a head with all of its face does it where one is found: somebody who talks.
        turns: whether a head that is drawn alone does the same with all of it, like looking round.
    """

    noun: str
    whole: str
    several: bool
    boned: bool = False
    turns: bool = False
    held: bool = False
    by_face: bool = False

    @property
    def called(self) -> str:
        """What the object is called: what is held is found with the hand around it."""
        return "hand" if self.held else "eye" if self.noun == "pupil" else self.noun


def told_part(sentence: str) -> ToldPart | None:
    """Return the part that an English sentence lets act; None where the whole drawing does.

    It is the subject, what the subject owns ("the prince's crown"), or what somebody sends or gives
    off, or hits; never a place ("through the water").
    """
    tokens = english_tokens(sentence, _NO_VERBS)
    clauses = clauses_in(tokens, [])
    clause = next(iter(clauses), None)
    if clause is None or not clause.subjects or clause.verb in CLINKING:
        return None
    each = [_own_part(replace(c, subjects=c.subjects or clause.subjects)) for c in clauses]
    if each[0] is not None and {part and part.noun for part in each} == {each[0].noun}:
        return each[0]  # "raises her hand and waves"
    subjects = [t for t in clause.subjects if t.kind == "noun" and t.word not in _NOWHERE]
    objects = [t for t in clause.objects if t.kind == "noun"]
    does = clause.verb
    if not subjects:
        return None
    nouns = [token for token in tokens if token.kind == "noun"]
    next_to_it = nouns.index(subjects[0]) + 1  # "the prince's crown", no "tassel on his cap"
    after = nouns[next_to_it : next_to_it + 1]
    owned = next((token for token in after if token.owned and token in subjects), None)
    acting = [owned] if owned is not None else subjects[:1]
    if owned is None and stem(_noun(subjects[0])) in creatures():
        acting = []  # "the woman swings the wrench": she does
    if does in SENDING | GIVING_OFF or (acting and does in _HITTING):
        acting += objects
    if does in GIVING_OFF:
        acting = [_drawn(token) for token in acting]
    told = [token for token in nouns if token.word not in _NOWHERE]
    acting.sort(key=lambda token: _noun(token) in HELD)  # what is hit is found more surely
    for token in acting:
        noun = _noun(token)
        acts = len(clauses) == 1 and act_in(noun, clause)  # else the part would stay behind
        falls = noun in LOOSE and does in ("fall", "drop")
        if noun in PARTS and noun not in WORN | DROP | HELD and not acts and not falls:
            continue
        drunk_from = does in _CLINKING or _DRINKS & set(token.text.lower().split())
        if noun in ("glass", "glasses") and drunk_from:
            continue  # no spectacles
        if noun in MASSES and does not in GIVING_OFF:
            continue
        others = [
            t
            for t in told
            if _noun(t) != noun and not _is_its(t, clause) and not _goes_with(tokens, t)
        ]
        whole = next(map(_noun, others), "")
        if noun in HELD and not whole and does in AS_WHOLES:
            continue  # nobody holds it: it is all that is drawn
        scattered = noun in SCATTERED and not whole
        if noun in FINDERS and (whole or scattered or noun in PARTS or noun in _ON_FACES):
            several = token.text.lower().split()[-1] != token.word and noun not in _PLURAL_ONLY
            several |= noun in SMOKE or noun == "confetti"
            alone = not whole and not scattered
            boned = noun not in DISC | KEY and (alone or _has_bones(whole, noun))
            return ToldPart(noun, whole, several, boned)
    return None


def _is_its(token: Token, clause: Clause) -> bool:
    """Tell whether a noun is a part of what acts, no whole of it: "swings on its cord"."""
    return token.owned and token not in clause.subjects and part_noun(token.word) in LIMB


def tells_of_clinking(sentence: str) -> bool:
    """Tell whether glasses touch one another in a sentence: none of them acts by itself."""
    said = re.findall(r"[a-z]+", sentence.lower())
    words = {base for word in said for base in (word, noun_base(word), *verb_bases(word))}
    return bool(CLINKING & words) or bool(_TOUCHING & words and _GLASSES & words)


def _goes_with(tokens: Sequence[Token], noun: Token) -> bool:
    """Tell whether a noun stands after "with": "the heart with the ribbon" is all of it."""
    at = next(number for number, token in enumerate(tokens) if token is noun)
    return at > 0 and tokens[at - 1].kind == "prep" and tokens[at - 1].word == "with"


def _own_part(clause: Clause) -> ToldPart | None:
    """Return the part of the subject that it moves: "the fox twitches its ears", "she winks"."""
    subjects = [token for token in clause.subjects if token.kind == "noun"]
    parts = [token for token in clause.objects if part_noun(token.word)]
    if len(subjects) != 1 or clause.negated:
        return None
    whole, noun, several = subjects[0].word, unsaid_part(clause), True
    if _noun(subjects[0]) in FINDERS and noun != "lid":
        return None
    unsaid = not parts
    shuts = clause.verb in ("wink", "blink")
    if noun in ("mouth", "eye", "hand") and not (shuts or _is_person(whole)):
        noun = ""  # a face smiles with more than its mouth, an animal looks with its head
    if parts:
        noun = part_noun(parts[0].word)
        several = parts[0].text.lower().split()[-1] != noun
    if noun not in FINDERS or not act_in(noun, clause):
        return None
    turns = not parts and noun in ("eye", "hand") and not shuts
    several = several and bool(parts or noun != "hand")
    if noun == "eye" and act_in(noun, clause) in ("glance", "eyes_roll"):
        noun = "pupil"
    held = noun in HELD
    boned = _has_bones(whole, noun) or (held and _is_person(whole))
    by_face = unsaid and noun in FACIAL and _is_person(whole)
    return ToldPart(noun, whole, several, boned, turns, held, by_face)


def _is_person(noun: str) -> bool:
    """Tell whether a noun is known to mean somebody."""
    return stem(noun) in creatures() and "person" in plans_of(f"the {noun} moves")


def _has_bones(whole: str, noun: str) -> bool:
    """Tell whether a body plan of a noun has a part of that name."""
    noun = _LIKE.get(noun, noun)
    plans = (plan for plan in plans_of(f"the {whole} moves") if plan != HEAD)
    parts = (part.name for plan in plans for part in PLANS[plan].parts)
    own = {name.split("_")[0] for name in parts}
    return noun in own or (noun == "arm" and "minute" in own)  # a clock's hands


def _noun(token: Token) -> str:
    """Return a token's noun in the singular, as the finders call it."""
    last = re.sub("[^a-z]", "", token.text.lower().split()[-1]) if token.text else ""
    if last in _PLURAL_ONLY or last in FINDERS:
        return last
    one = last.removesuffix("s")
    return one if one in FINDERS else token.word


def _drawn(token: Token) -> Token:
    """Return what is drawn for something given off: "blows a kiss" is a heart."""
    word = DRAWN_AS.get(token.word, token.word)
    return token if word == token.word else replace(token, word=word, text=word)


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


def with_worded_part(drawing: PartStrokes, told: WordedPart) -> Grouping | None:
    """Return a part of the table that acts, and the rest, as objects; None where it isn't found.

    What is often drawn alone, and isn't said to be of something, has to be found surely.
    """
    if _is_hand_alone(drawing, told.noun, told.whole):
        return None
    boned = told.whole and not told.implied and _is_boned(told.whole, told.noun)
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
    if _is_boned(told.whole, told.noun):
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
    somebody = stem(told.whole) in creatures() or _is_boned(told.whole, told.noun)
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


def _is_boned(whole: str, noun: str) -> bool:
    """Tell whether a part is better left to the bones of its whole; rigid things do without."""
    if noun in LIMBS and stem(whole) in creatures():
        return True
    rigid = {"clock", "windmill"} & set(plans_of(f"the {whole} moves"))
    return not rigid and _has_bones(whole, noun)


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
