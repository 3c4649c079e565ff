# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which part a sentence lets act, of those that the table of parts knows.

"The lid lifts", "the pot's lid rattles", "the lid of the pot opens", "the pot rattles its lid",
"the windmill turns": each tells of a part, with or without its whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from engine.language.clause import Clause
from engine.language.english import english_tokens
from engine.language.english_words import RESULTS
from engine.language.inflection import form_of, noun_base, verb_bases
from engine.language.liquids import is_a_glass
from engine.language.nouns import NOUNS, is_noun
from engine.language.own_parts import act_of, part_noun
from engine.language.part_nouns import FACIAL, HELD, JAW_WORDS, SHEET
from engine.language.part_words import (
    UNKNOWN,
    PartWord,
    act_by_hanging,
    part_acting,
    part_rows,
    singular,
    unknown_part,
)
from engine.language.phrases import Token
from engine.language.sentence import clauses_in
from engine.language.text import stem
from engine.language.verb_words import VERBS
from engine.language.word_lists import word_set
from engine.rig.nouns import creatures, left_whole

_BEFORE = word_set(
    """
    the its a an his her their 's s two three four both all top bottom left right upper lower front
    back rear long short minute hour second little small big
    """
)
#: What may open a sentence without an article: what there is much of.
_MASSES = word_set("smoke steam water juice wine milk foam hair snow light sweat icing")
_NO_WHOLES = word_set(
    """
    top side back front air wind breeze sky ground time way beat music left right up down open
    bottom middle end centre center arc space mouth chest
    """
)
#: Two words for one thing, of which the second is no part of the first.
_ONE_THING = frozenset(
    (("ice", "cream"), ("light", "bulb"), ("ferris", "wheel"), ("spinning", "top"),
     ("spinning", "wheel"), ("steering", "wheel"), ("bow", "tie"), ("shooting", "star"),
     ("trash", "can"), ("paper", "plane"), ("stop", "sign"), ("road", "sign"), ("door", "sign"))
)  # fmt: skip
#: Parts of bodies that their bones move, whatever they are called.
LIMBS = word_set("hand arm fist finger thumb elbow leg foot toe paw hoof flipper fin wing tail")
#: What goes by the name of a part of something, and is a thing by itself.
_OFTEN_ALONE = word_set(
    """
    boot trunk bonnet hood cover screen jack horn shell tail berry lens tongue slide bow hammer
    plate glass camera seat pan bird puppet doll clown sun moon rocket planet ladder cherry coin
    card letter photo paper page bread toast slice candle umbrella parasol fork straw egg piece
    """
)
#: What is seldom drawn, though something comes out of it.
_GROUNDS = word_set(
    """
    ground earth soil dirt water sea ocean air sky floor mud sand snow nowhere
    top bottom side left right edge corner picture frame screen canvas page scene view sight shot
    """
)
_JOINTED = word_set("lid leaf flap hinge hand axle hub presses slides soft stands hangs")
_JOINING = ("of", "in", "on", "at", "around")
UNKNOWN_HANGS = "any"  # how hangs what the table doesn't know
_TOWARDS = frozenset(("forward", "back", "left", "right", "up", "down", "out", "in", "away"))
_PORTIONS = word_set("slice piece wedge bunch bowl cup glass bottle scoop stick loaf")
_ALOFT = word_set("fly flutter fall drop float drift blow sink")
_WHIRLED = word_set("spin whirl twirl rotate turn wobble teeter totter")
_SIDES = {"minute": "long", "hour": "short"}
_CLOCK = word_set("minute hour second")


@dataclass(frozen=True)
class WordedPart:
    """A part of the table that acts.

    Attributes:
        noun: in the singular; whole: what it is of, "" where nothing is said of that.
        several: whether the sentence speaks of more than one. side: which of several.
        rows: what is known of such parts; of several one fits best.
        owned: whether it is somebody's, so that it isn't all that is drawn.
        implied: whether the sentence names the whole only by the part: "the minute hand".
        lies: "of", "in" or "on" its whole, in the sentence's words; "" where it says neither.
        known: whether the table knows such parts.
    """

    noun: str
    rows: tuple[PartWord, ...]
    whole: str
    several: bool
    side: str = ""
    owned: bool = False
    implied: bool = False
    lies: str = ""
    known: bool = True

    @property
    def called(self) -> str:
        """What the object is called: of what the table doesn't know, it tells that it is a part."""
        return self.noun if self.known else f"{self.noun} {UNKNOWN}"

    @property
    def sure(self) -> bool:
        """Whether the table knows it, and not as something that is often drawn by itself."""
        return self.known and bool(self.rows) and not any(row.alone for row in self.rows)

    @property
    def explicit(self) -> bool:
        """Whether the table knows it as a part of just this whole."""
        return any(self.whole in row.wholes for row in self.rows)

    @property
    def of_others(self) -> bool:
        """Whether it is a part of things of which the sentence names none: a car has a boot."""
        said = self.whole or self.several or self.owned or self.implied
        return not said and self.noun in _OFTEN_ALONE and all(row.wholes for row in self.rows)

    @property
    def alone(self) -> bool:
        """Whether it may be all that is drawn, or something beside what else is spoken of."""
        often = any(row.alone for row in self.rows)
        unsaid = not self.whole and self.noun in NOUNS and all(row.wholes for row in self.rows)
        return not self.owned and not self.explicit and (often or unsaid)


def worded_parts(sentence: str) -> list[WordedPart]:
    """Return the parts that an English sentence may let act, the likeliest first."""
    tokens = english_tokens(sentence, _said_parts(sentence))
    clauses = clauses_in(tokens, [])
    if not clauses or any(c.subjects for c in clauses[1:]) or clauses[0].negated:
        return []
    clause = clauses[0]
    several_verbs = len(clauses) > 1
    if any(c.objects for c in clauses[1:]):
        return []
    nouns = [t for t in tokens if t.kind == "noun"]
    subjects = [t for t in clause.subjects if t.kind == "noun"]
    found = []
    things = [token for token in clause.objects if token.word not in RESULTS]  # "snaps open"
    if len(subjects) == len(clause.subjects) == 1 and not things:
        found.append(_unsaid(noun_base(_last(subjects[0])), clause.verb))
    words = re.findall(r"[a-z]+", sentence.lower())
    found.append(_subject(subjects, nouns, words, clause.verb))
    if not several_verbs:
        found.append(_object(clause, subjects))
    named = len(subjects) == 1 and len(subjects[0].text.split()) > 2  # "the pizza slice"
    found = [
        each
        for each in found
        if each and not each.of_others and (each.whole or not is_a_glass(each.noun, clause.verb))
    ]
    return [each for each in found if each and not (each.alone and (each.whole or named))]


def said_part(sentence: str) -> WordedPart | None:
    """Return the part that a sentence says is of, in or on a whole, known or not; None for none.

    "The rays of the sun", "the shrimp's feelers", "the dot on the dice", "slides out of the book".
    Nobody, and nothing that limbs of its own move, is a part.
    """
    tokens = english_tokens(sentence, _said_parts(sentence))
    clauses = clauses_in(tokens, [])
    if len(clauses) != 1 or clauses[0].negated or len(clauses[0].subjects) not in (1, 2):
        return None
    subjects = clauses[0].subjects
    owned = len(subjects) == 2 and subjects[1].owned
    if any(token.kind != "noun" for token in subjects) or (len(subjects) == 2 and not owned):
        return None
    part = subjects[-1]
    whole, lies = (subjects[0], "of") if owned else _said_whole(tokens, part)
    noun = noun_base(_last(part))
    if whole is None or not noun or left_whole(noun):
        return None
    of = noun_base(_last(whole))
    rows = part_rows(singular(noun))
    of_it = tuple(row for row in rows if of in row.wholes)
    known = of_it or part_rows(singular(noun), of) or rows
    if stem(of) in creatures() and (not known or noun in LIMBS | FACIAL or lies != "of"):
        return None
    acts = known or act_by_hanging(UNKNOWN_HANGS, clauses[0].verb)
    several = noun != _last(part)
    rows = (*known, *unknown_part(lies)) if not known or lies != "of" else known
    is_known = bool(known or part_noun(noun) or not acts)
    return WordedPart(noun, rows, of, several, part.form, owned=True, lies=lies, known=is_known)


def _said_whole(tokens: Sequence[Token], part: Token) -> tuple[Token | None, str]:
    """Return what a part is said to be of, in or on, or to come out of, and which it is."""
    at = next(n for n, token in enumerate(tokens) if token is part)
    after = tokens[at + 1 : at + 3]
    nowhere = {token.word for token in tokens} & _GROUNDS
    joined = len(after) == 2 and after[0].word in _JOINING and after[1].kind == "noun"
    if joined and after[1].text.lower().split()[0] in _BEFORE:  # no "bunch of grapes"
        return after[1], after[0].word
    for before, token in pairwise(tokens[at + 1 :]):
        if before.kind == "prep" and before.text.lower() == "out of" and token.kind == "noun":
            return (None, "") if token.word in nowhere else (token, "in")
    return None, ""


def does(part: WordedPart, clause: Clause) -> bool:
    """Tell whether a part by itself does what a clause says."""
    if act_of(part_noun(part.noun), clause.verb):
        return True
    return any(act_by_hanging(row.hangs, clause.verb) for row in part.rows)


def _unsaid(whole: str, verb: str) -> WordedPart | None:
    """Return the part by which a whole does what a verb says: the windmill turns its blades."""
    noun = part_acting([whole], verb)
    rows = part_rows(noun, whole) if noun else ()
    several = any(row.many != "1" and row.hangs != "leaf" for row in rows)  # one door opens
    return WordedPart(noun, rows, whole, several, owned=True) if rows else None


def tells_of_jaws(sentence: str) -> bool:
    """Tell whether most that a sentence says is that somebody opens, or uses, its jaws."""
    clauses = clauses_in(english_tokens(sentence, ()), [])
    jaws: list[bool] = []
    for clause in clauses:
        again = any(jaws) and any(token.kind == "pronoun" for token in clause.objects)
        jaws.append(again or _of_jaws(clause))  # "opens its mouth and snaps it shut"
    return 2 * sum(jaws) > len(jaws)


def _of_jaws(clause: Clause) -> bool:
    """Tell whether all that a clause says is that somebody opens, or uses, its jaws."""
    if clause.direction or clause.target:
        return False
    said = {noun_base(token.word) for token in clause.objects if token.kind == "noun"}
    return said <= JAW_WORDS if said else clause.verb in JAW_WORDS


def _said_parts(sentence: str) -> list[str]:
    """Return the nouns of parts in a sentence that stand where a noun does."""
    words = re.findall(r"[a-z]+|'s", sentence.lower())
    return [
        word
        for number, word in enumerate(words)
        if singular(word)
        and (
            (words[number - 1] in _BEFORE if number else _may_open(word))
            or _is_compound(words, number)
        )
    ]


def _is_compound(words: Sequence[str], number: int) -> bool:
    """Tell whether a word ends the name of a part: "the bicycle wheels spin"."""
    before, after = words[max(number - 2, 0) : number], words[number + 1 : number + 2]
    named = len(before) == 2 and before[0] in _BEFORE and is_noun(before[1])
    first = words[max(number - 3, 0) : number]  # "the exercise bike wheel"
    named |= len(first) == 3 and first[0] in _BEFORE and is_noun(first[2])
    acting = [word for word in after if word not in RESULTS | _TOWARDS]
    return named and any(base in VERBS for word in acting for base in verb_bases(word))


def _may_open(word: str) -> bool:
    return word in _MASSES or (noun_base(word) != word)


def _last(token: Token) -> str:
    return re.sub("[^a-z]", "", token.text.lower().split()[-1]) if token.text else token.word


def _subject(
    subjects: Sequence[Token], nouns: Sequence[Token], words: Sequence[str], verb: str
) -> WordedPart | None:
    """Return the part that is the subject, or what the subject owns."""
    if not subjects or len(subjects) > 2 or (len(subjects) == 2 and not subjects[1].owned):
        return None
    part = subjects[-1]
    if _last(part) == "top" and verb in _WHIRLED and len(nouns) == 1:
        return None  # a toy
    if _is_portion(words, _last(part)) or _is_alone(noun_base(_last(part)), verb, nouns):
        return None
    others = [t for t in nouns if t is not part and not _is_its(t) and t.word not in _NO_WHOLES]
    whole = subjects[0] if len(subjects) == 2 else next(iter(others), None)
    found = _worded(part, noun_base(_last(whole)) if whole is not None else "")
    joined = found is not None and whole is not None and _is_joined(words, part, whole)
    comes_off = found is not None and "off" in words and any(r.hangs == "lid" for r in found.rows)
    return replace(found, owned=True) if found is not None and (joined or comes_off) else found


def _is_alone(noun: str, verb: str, nouns: Sequence[Token]) -> bool:
    """Tell whether a noun means all that is drawn: a pan, a banknote that flutters down."""
    if len(nouns) > 1:
        return False
    return noun in HELD or (noun in SHEET and verb in _ALOFT)


def _is_portion(words: Sequence[str], noun: str) -> bool:
    """Tell whether a noun says how much there is of something: "the slice of cake"."""
    at = words.index(noun) + 1 if noun in words else len(words)
    return noun in _PORTIONS and words[at : at + 1] == ["of"] and words[at + 1 : at + 2] != ["the"]


def _is_its(token: Token) -> bool:
    """Tell whether a noun is what its whole has, like the part: "swings on its cable"."""
    return token.owned and bool(singular(_last(token)))


def _is_joined(words: Sequence[str], part: Token, whole: Token) -> bool:
    """Tell whether a part is said to be of, on or in its whole: "the window of the house"."""
    last = _last(part)
    after = words.index(last) + 1 if last in words else len(words)
    return words[after : after + 1] in (["of"], ["on"], ["in"], ["at"]) and _last(whole) in words


def _object(clause: Clause, subjects: Sequence[Token]) -> WordedPart | None:
    """Return the part of the subject that it moves."""
    if len(subjects) != 1:
        return None
    whole = noun_base(_last(subjects[0]))
    for token in clause.objects:
        found = _worded(token, whole) if token.kind == "noun" else None
        if found is None or not does(found, clause):
            continue
        if token.owned or found.explicit:
            return found
    return None


def _worded(token: Token, whole: str) -> WordedPart | None:
    """Return a part that a noun names, of a whole; what stands before it may name the whole."""
    last = _last(token)
    noun = singular(last)
    if not noun:
        return None
    before = [re.sub("[^a-z]", "", word) for word in token.text.lower().split()[:-1]]
    if before and (before[-1], noun) in _ONE_THING:
        return None
    side = " ".join([token.form, *(_SIDES.get(word, "") for word in before)]).strip()
    implied = not whole and bool(_CLOCK & set(before))
    if implied:
        whole = "clock"
    if not whole:
        rows = [row for word in before for row in part_rows(noun, noun_base(word)) if row.wholes]
        whole = next((w for w in map(noun_base, before) if any(w in r.wholes for r in rows)), "")
    several = (last != noun and noun_base(last) == noun) or noun in _MASSES
    owner = "" if whole else _owner(noun, before[-1:], several=several)
    whole = whole or owner
    known = part_rows(noun, whole)
    if not known and stem(whole) not in creatures() and noun not in LIMBS:
        known = part_rows(noun)
    if not known:
        return None
    owned = token.owned or bool(owner)
    return WordedPart(noun, known, whole, several, side, owned, implied)


def _owner(noun: str, before: Sequence[str], *, several: bool) -> str:
    """Return what a part is of by the noun before it, "" for none: "the pot lid".

    What is often drawn alone keeps its name: a garden gate.
    """
    whole = next((noun_base(word) for word in before if is_noun(noun_base(word))), "")
    if form_of(whole) == "ing" and any(base in VERBS for base in verb_bases(whole)):
        return ""  # "the raising hands"
    rows = part_rows(noun, whole) if whole else ()
    fits = any(row.hangs in _JOINTED and (several or not row.alone) for row in rows)
    return whole if fits else ""
