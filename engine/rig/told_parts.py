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

from engine.language.clause import Clause
from engine.language.english import english_tokens
from engine.language.inflection import noun_base, verb_bases
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
    WORN,
)
from engine.language.phrases import Token
from engine.language.sending import DRAWN_AS, GIVING_OFF
from engine.language.sentence import clauses_in
from engine.language.text import stem
from engine.language.verb_words import SENDING, VERBS
from engine.language.word_lists import word_set
from engine.rig.find import HEAD
from engine.rig.nouns import creatures, plans_of
from engine.rig.part_finders import FINDERS, MASSES, SCATTERED
from engine.rig.skeletons import PLANS

Floats = NDArray[np.float64]


_PLURAL_ONLY = word_set("sunglasses glasses spectacles goggles")
#: Finders' nouns that aren't read as verbs.
_NO_VERBS = frozenset(
    noun
    for noun in FINDERS
    if noun in ("note", "drop", "tear", "end", "tip", "wing", "reel", "paw")
    or not any(b in VERBS for b in verb_bases(noun))
)
_HITTING = word_set("hit strike tap knock meet touch")
#: What glasses do with one another: none of them is a part.
CLINKING = word_set("clink")
_TOUCHING = word_set("touch toast cheer cheers bump")
_GLASSES = word_set("glass mug goblet beer tankard flute")
#: What is held doesn't do these by itself.
AS_WHOLES = word_set(
    """
    topple tip_over tip fall drop roll rock spin rotate bounce hop jump float fly drive slide wobble
    tumble land rise sink drift shake tremble rattle vibrate flutter ring buzz dance sway
    """
)
#: What glasses do that are drunk from, and what is in them.
_MEETING = word_set("clink tink chink toast touch meet")
_DRINKS = word_set(
    "wine champagne beer drinking water cocktail martini shot whiskey juice milk cider sherry"
)
#: Parts of body plans by the nouns of what is at their ends, or of what they are.
LIKE_LIMBS = {"hand": "arm", "fist": "arm", "finger": "arm", "paw": "arm", "flipper": "fin"}
#: What else is told of a face without naming it.
_ON_FACES = word_set("heart glasses sunglasses")
#: Nouns that are no thing beside another.
_NOWHERE = word_set(
    """
    top side back front air wind breeze sky ground time way left right up down edge
    picture music arc sweat
    """
)
#: Nouns of the picture and the like: nothing is a part of these.
_NO_WHOLE = _NOWHERE | word_set(
    """
    middle centre center screen canvas page frame scene stage view corner side border distance
    moment end bottom colour color direction spot place
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
    told = [token for token in nouns if token.word not in _NO_WHOLE]
    acting.sort(key=lambda token: _noun(token) in HELD)  # what is hit is found more surely
    for token in acting:
        noun = _noun(token)
        acts = len(clauses) == 1 and act_in(noun, clause)  # else the part would stay behind
        falls = noun in LOOSE and does in ("fall", "drop")
        if noun in PARTS and noun not in WORN | DROP | HELD and not acts and not falls:
            continue
        drunk_from = does in _MEETING or _DRINKS & set(token.text.lower().split())
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
            boned = noun not in DISC | KEY and (alone or has_bones(whole, noun))
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
    if noun in ("mouth", "eye", "hand") and not (shuts or is_person(whole)):
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
    boned = has_bones(whole, noun) or (held and is_person(whole))
    by_face = unsaid and noun in FACIAL and is_person(whole)
    return ToldPart(noun, whole, several, boned, turns, held, by_face)


def is_person(noun: str) -> bool:
    """Tell whether a noun is known to mean somebody."""
    return stem(noun) in creatures() and "person" in plans_of(f"the {noun} moves")


def has_bones(whole: str, noun: str) -> bool:
    """Tell whether a body plan of a noun has a part of that name."""
    noun = LIKE_LIMBS.get(noun, noun)
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
