# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells the bodies of a drawing apart where a sentence speaks of several: "the birds fly".

Only bodies with nothing drawn between them are told apart; which of them is the cat and which the
dog is told by the rig network, as far as it can.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from addon.contract.drawing import Drawing
from engine.geometry.grouping.apart import StrokeGaps, drawn_apart
from engine.geometry.grouping.grouping import MOST, Grouping
from engine.geometry.grouping.named import NamedObject, named_objects
from engine.geometry.grouping.samples import Ints, StrokeSamples, sample_strokes
from engine.geometry.grouping.side_by_side import side_by_side
from engine.language.beats import in_english, read_beats
from engine.language.beside_words import OVER, UNDER, WITHIN, ToldBeside, told_beside
from engine.language.english import english_tokens
from engine.language.inflection import noun_base
from engine.language.liquids import ToldLiquid, told_liquid
from engine.language.nouns import NOUNS, SCENES
from engine.language.sentence import clauses_in
from engine.rig.called_bodies import called, stacked
from engine.rig.found_parts import (
    is_boned,
    part_strokes_of,
    with_likely_part,
    with_part_told,
    with_worded_part,
)
from engine.rig.likely_parts import likely_parts
from engine.rig.liquids import with_liquid
from engine.rig.nouns import rides_as_one
from engine.rig.part_finders import SCATTERED
from engine.rig.part_scores import parts_fit
from engine.rig.part_strokes import PartStrokes
from engine.rig.rotors import rotor_strokes
from engine.rig.scenes import told_in_scene
from engine.rig.seen_strokes import of_seen, seen_strokes, with_unseen
from engine.rig.sheets import flutters
from engine.rig.skeletons import PLANS
from engine.rig.told_beside import with_beside
from engine.rig.told_by_clauses import clauses_of_parts, together
from engine.rig.told_by_words import WordedPart, said_part, worded_parts
from engine.rig.told_ground import ToldGround, told_ground, with_ground
from engine.rig.told_parts import LIKE_LIMBS, ToldPart, is_person, tells_of_clinking, told_part
from engine.runtime.arrays import numpy_of

Told = (
    ToldPart | WordedPart | ToldGround | ToldBeside | ToldLiquid
)  # what a sentence tells of a drawing
_UNDRAWN = frozenset(("wind", "air", "breeze"))  # lines beside a sheet in it are on the sheet
_HANGERS = frozenset(("cord", "cable", "strap", "string", "rope", "chain", "hook", "wire", "stem"))
FAINT = 0.4  # opacity of what is seen as a thing by itself
_OWN_HEAD = re.compile(r"\b(?:his|her|its) (head|face)\b")  # of the one who shakes it
KNOWN_BETTER = ("flap", "hand", "hub", "axle")  # what hangs so isn't what else goes by that name
BETTER = 1.1  # times as well fits a part that is taken instead of what a rule finds
LOW = 0.35  # of the height of what stands on it: no ground begins higher


@dataclass(frozen=True)
class _Lying:
    """What a sentence says of how two things lie: one is the ground, or is beside the other."""

    ground: ToldGround | None
    beside: ToldBeside | None

    @property
    def as_ground(self) -> ToldGround | None:
        """The ground, also where it is said as what lies over or under something."""
        if self.ground is not None or self.beside is None:
            return self.ground
        return _as_ground(self.beside)


class Bodies:
    """The bodies of one drawing of one object, as sentences tell them apart.

    What one sentence needed is kept for the next one.
    """

    def __init__(self, drawing: Drawing) -> None:
        seen = seen_strokes(drawing) if drawing.stroke_count else np.zeros(0, bool)
        self._seen = seen if seen.any() and not seen.all() else None
        self._whole = drawing
        self._drawing = drawing if self._seen is None else of_seen(drawing, seen)
        self._gaps: StrokeGaps | None = None
        self._drawn: PartStrokes | None = None
        self._parts: dict[Told, Grouping | None] = {}
        self._likely: dict[WordedPart, Grouping | None] = {}
        self._scenes: dict[tuple[NamedObject, ...], Grouping | None] = {}

    def told(self, sentence: str) -> Grouping | None:
        """Return the bodies; None where a sentence speaks of one, or they aren't drawn apart."""
        reading = read_beats(sentence)
        if reading.refusals and not reading.beats:
            return None  # nothing moves
        found = self._told(sentence)
        if found is None:
            found = together([self._told(each) for each in clauses_of_parts(in_english(sentence))])
        if found is None or self._seen is None:
            return found
        return with_unseen(self._whole, self._seen, found)

    def _told(self, sentence: str) -> Grouping | None:
        """Return the bodies of what is seen."""
        if not 0 < self._drawing.stroke_count <= MOST:
            return None
        sentence = in_english(sentence)
        if self._drawing.stroke_count == 1:  # a piece of it may act
            said = said_part(sentence)
            return None if said is None else self._with_likely(said)
        if tells_of_clinking(sentence):
            return None  # both glasses act as one drawing does
        part = told_part(sentence)
        if part is not None and part.noun in SCATTERED and (part.several or not part.whole):
            found = self._with_part(part)
            if found is not None:
                return found
        liquid = told_liquid(sentence)
        if liquid is not None and (held := self._with_part(liquid)) is not None:
            return held
        leaf = _leaf_of(sentence)
        if leaf is not None and (held := self._with_part(leaf)) is not None:
            return held
        said = said_part(sentence)
        lies = _lying(sentence)
        found = self._drawn_apart(sentence, part, said, lies)
        if found is None:
            found = self._acting(sentence, part, said, lies)
        if found is None:
            found = self._movers_in_scene(sentence)
        return self._boneless(sentence, part) if found is None else found

    def _movers_in_scene(self, sentence: str) -> Grouping | None:
        """Return the subjects of a sentence in the scene, where what else it names isn't found."""
        named = tuple(one for one in _named(sentence) if one.name not in SCENES)
        subjects = {
            noun_base(token.word)
            for clause in clauses_in(english_tokens(sentence, ()), [])
            for token in clause.subjects
        }
        movers = tuple(one for one in named if one.name in subjects)
        return self._in_scene(movers) if 0 < len(movers) < len(named) else None

    def _boneless(self, sentence: str, part: ToldPart | None) -> Grouping | None:
        """Return a part that bones of its whole would move, where they aren't found."""
        worded = [w for w in worded_parts(sentence) if w.whole and is_boned(w.whole, w.noun)]
        # somebody's limbs are hard to tell without bones, but for those of robots and dolls
        worded = [w for w in worded if w.explicit or not is_person(w.whole)]
        boned = part is not None and part.boned and bool(part.whole)
        boned = boned and part is not None and not is_person(part.whole)
        nouns = {w.noun for w in worded} | ({part.noun} if part is not None and boned else set())
        if not nouns or self._has_bones(sentence, nouns):
            return None
        drawn = self._strokes()
        said = said_part(sentence)
        worded += [said] if said is not None and said.known and said.noun in nouns else []
        ways = (with_worded_part(drawn, each, boneless=True) for each in worded)
        found = next((each for each in ways if each is not None), None)
        if found is None and part is not None and boned:
            found = with_part_told(drawn, replace(part, boned=False))
        return found

    def _has_bones(self, sentence: str, nouns: Collection[str]) -> bool:
        """Tell whether bones of a body that a sentence tells of carry one of some parts."""
        from engine.rig.drawing_rig import rig_drawing  # most sentences don't need it

        rig = rig_drawing(self._drawing, (sentence,)).objects[0]
        if rig is None or not rig.bones.plan:
            return rig is None
        parts = PLANS[rig.bones.plan].parts
        carried = {
            parts[n].name.split("_")[0] for n in np.unique(rig.bones.parts) if 0 <= n < len(parts)
        }
        named = {part.name.split("_")[0] for part in parts}
        own = {LIKE_LIMBS.get(noun, noun) for noun in nouns}
        return not own & named or bool(own & carried)

    def _drawn_apart(
        self, sentence: str, part: ToldPart | None, said: WordedPart | None, lies: _Lying
    ) -> Grouping | None:
        """Return bodies that a sentence names, each drawn apart from the others."""
        named = _named(sentence)
        if not named and part is not None and part.noun in SCATTERED and part.several:
            named = (NamedObject(part.noun, 2, True),)  # nothing else is drawn
        bodies = tuple(one for one in named if one.name not in SCENES)
        if said is not None and said.lies == "of" and said.sure:
            one = all(row.many == "all" for row in said.rows)  # blades turn as one
            every = self._with_likely(said) if said.several and not one else None
            alone = every is not None and said.whole not in every.names
            return every if alone else None  # nothing but these is drawn
        scene = self._in_scene(bodies)
        if scene is not None:
            return scene
        for told in () if rides_as_one(sentence) else dict.fromkeys((bodies, named)):
            count = sum(one.count for one in told)
            if count < 2:
                continue
            self._gaps = self._gaps or StrokeGaps.of(sample_strokes(self._drawing))
            labels = drawn_apart(self._gaps, count, several=any(one.several for one in told))
            if labels is None and count == 2 and len(told) == 1:
                labels = side_by_side(self._gaps.samples)
            if labels is None or self._has_ghost(labels):
                continue
            if count != int(labels.max()) + 1 and said is not None:
                parts = self._with_likely(said)
                if parts is not None:
                    return parts
            names = called(self._gaps.samples, labels, told)
            names = stacked(self._gaps.samples, labels, names, lies.as_ground)
            on = lies.ground
            if on is None or _may_be_ground(self._gaps.samples, labels, names, on):
                return Grouping(labels, names)
        return None

    def _acting(
        self, sentence: str, part: ToldPart | None, said: WordedPart | None, lies: _Lying
    ) -> Grouping | None:
        """Return a part that a sentence lets act, or what lies by something, and the rest."""
        ground, beside = lies.ground, lies.beside if lies.ground is None else None
        worded = worded_parts(sentence)
        worded = [each for each in worded if ground is None or each.noun != ground.noun]
        by_words = next((g for w in worded if (g := self._with_part(w)) is not None), None)
        by_rule = None if part is None else self._with_part(part)
        if by_rule is None and (by_words is None or not self._lies_so(by_words, beside)):
            stays = None if ground is None else self._with_part(ground)
            parted = None if stays is not None or beside is None else self._with_part(beside)
            likely = None
            if said is not None and said.sure and stays is None:
                likely = self._with_likely(said)
            ways = (stays, likely, parted, by_words)
            found = next((each for each in ways if each is not None), None)
            return self._with_likely(said) if found is None and said is not None else found
        if by_rule is None or by_words is None:
            return by_words if by_rule is None else by_rule
        if part is not None and self._fits_better(worded, part.noun, by_words, by_rule):
            return by_words
        sure = any(row.hangs in KNOWN_BETTER for w in worded if w.explicit for row in w.rows)
        lids = any(row.hangs == "lid" for w in worded for row in w.rows)
        return by_words if sure or (lids and self._trims(by_words, by_rule)) else by_rule

    def _in_scene(self, named: tuple[NamedObject, ...]) -> Grouping | None:
        """Return the things that a sentence names among others, and these."""
        if named not in self._scenes:
            self._gaps = self._gaps or StrokeGaps.of(sample_strokes(self._drawing))
            self._scenes[named] = told_in_scene(self._gaps, named)
        return self._scenes[named]

    def _has_ghost(self, labels: Ints) -> bool:
        """Tell whether a body is but a faint area without a line: a shadow on the ground."""
        lines = numpy_of(self._drawing.colors)[:, 3] > FAINT
        areas = numpy_of(self._drawing.fills)[:, 3] > FAINT
        return any(not (lines | areas)[labels == body].any() for body in np.unique(labels))

    def _with_likely(self, said: WordedPart) -> Grouping | None:
        """Return the likeliest part for one that a sentence names, and the rest."""
        if said not in self._likely:
            alone = self._is_rotor(said)
            found = None if alone else with_likely_part(self._drawing, self._strokes(), said)
            self._likely[said] = found
        return self._likely[said]

    def _is_rotor(self, said: WordedPart) -> bool:
        """Tell whether blades and their hub, where a sentence names such, are all that is seen."""
        if not any(row.many == "all" and row.hangs == "hub" for row in said.rows):
            return False
        rotor = rotor_strokes(self._strokes())
        return rotor is not None and bool(rotor.all())

    def are_all(self, said: WordedPart) -> bool:
        """Tell whether the likeliest parts are all that is seen."""
        if not 0 < self._drawing.stroke_count <= MOST:
            return False
        if self._is_rotor(said):
            return True
        found = likely_parts(self._strokes(), said.rows, several=True, lies=said.lies)
        return found is not None and bool(np.any(found.parts, axis=0).all())

    def _strokes(self) -> PartStrokes:
        self._gaps = self._gaps or StrokeGaps.of(sample_strokes(self._drawing))
        self._drawn = self._drawn or part_strokes_of(self._gaps)
        return self._drawn

    def _lies_so(self, part: Grouping, told: ToldBeside | None) -> bool:
        """Tell whether a part lies over or under the rest, where a sentence says so."""
        if told is None or told.lies not in (OVER, UNDER) or told.noun not in part.names:
            return True
        drawing, mine = self._drawn, part.labels > 0
        assert drawing is not None and mine.any() and not mine.all()  # the part was found in it
        middles = [
            0.5 * float(drawing.low[own, 1].min() + drawing.high[own, 1].max())
            for own in (mine, ~mine)
        ]
        return (middles[0] < middles[1]) == (told.lies == OVER)

    def _fits_better(
        self, worded: Sequence[WordedPart], noun: str, by_words: Grouping, by_rule: Grouping
    ) -> bool:
        """Tell whether what is known of a part's form and place speaks for other strokes."""
        told = next((w for w in worded if w.noun == noun and noun in by_words.names), None)
        drawing = self._drawn
        if told is None or drawing is None or (by_words.labels == by_rule.labels).all():
            return False
        fits = [
            parts_fit(
                drawing,
                [found.labels == n for n in range(1, len(found.names))],
                told.rows,
                several=told.several,
            )
            for found in (by_words, by_rule)
        ]
        more = told.several and len(by_words.names) > len(by_rule.names)
        return fits[0] > (1.0 if more else BETTER) * fits[1]

    def _trims(self, part: Grouping, larger: Grouping) -> bool:
        """Tell whether a part is but some of a larger one whose rest lies elsewhere."""
        drawing = self._drawn
        assert drawing is not None  # both were found in it
        mine, more = part.labels > 0, (larger.labels > 0) & (part.labels == 0)
        if int(larger.labels.max()) != 1 or (mine & (larger.labels == 0)).any() or not more.any():
            return False
        low, high = drawing.low[mine].min(axis=0), drawing.high[mine].max(axis=0)
        meets = (drawing.low <= high).all(axis=1) & (drawing.high >= low).all(axis=1)
        return not (meets & more).any()

    def _with_part(self, part: Told) -> Grouping | None:
        """Return what a sentence lets act or stay, and the rest; None where it isn't drawn."""
        if part not in self._parts:
            drawn = self._strokes()
            if isinstance(part, ToldPart):
                self._parts[part] = with_part_told(drawn, part)
            elif isinstance(part, ToldGround):
                self._parts[part] = with_ground(drawn, part)
            elif isinstance(part, ToldLiquid):
                self._parts[part] = with_liquid(drawn, part)
            elif isinstance(part, ToldBeside):
                self._parts[part] = with_beside(drawn, part)
            else:
                self._parts[part] = with_worded_part(drawn, part)
        return self._parts[part]


def _may_be_ground(
    samples: StrokeSamples, labels: Ints, names: tuple[str, ...], ground: ToldGround
) -> bool:
    """Tell whether the body that is called the ground lies low enough for one, or is none of these.

    Whoever pecks at the ground is often drawn without it, in lines that don't touch.
    """
    if ground.above or ground.noun not in names:
        return True
    mine = labels == names.index(ground.noun)
    if not mine.any() or mine.all():
        return False
    top, bottom = samples.low[~mine, 1].min(), samples.high[~mine, 1].max()
    return bool(samples.low[mine, 1].min() > top + LOW * (bottom - top))


def _lying(sentence: str) -> _Lying:
    """Return what a sentence says of how things lie; what somebody hangs by is its own."""
    beside = told_beside(sentence)
    own = beside is not None and beside.stays in _hung_by(sentence)
    return _Lying(told_ground(sentence), None if own else beside)


def _leaf_of(sentence: str) -> WordedPart | None:
    """Return a door that a sentence says to be of just what has one: "the door of the oven"."""
    told = (part for part in worded_parts(sentence) if part.owned and part.explicit)
    return next((part for part in told if any(row.hangs == "leaf" for row in part.rows)), None)


def told_apart(drawing: Drawing, sentence: str) -> Grouping | None:
    """Return the bodies of a drawing of one object; None where a sentence speaks of one only."""
    return Bodies(drawing).told(sentence)


def is_all_drawn(drawing: Drawing, sentence: str) -> bool:
    """Tell whether parts that turn as one, like sails, are all that is drawn."""
    said = said_part(in_english(sentence))
    if said is None or not said.rows or any(row.many != "all" for row in said.rows):
        return False
    return Bodies(drawing).are_all(said)


def _named(sentence: str) -> tuple[NamedObject, ...]:
    """Return what an English sentence names that can be drawn."""
    first = sentence.split(maxsplit=1)[0].lower() if sentence.split() else ""
    plural = noun_base(first) != first and noun_base(first) in NOUNS
    told = named_objects(f"the {sentence}" if plural else sentence)  # "Birds fly"
    drawable = NOUNS - _UNDRAWN if flutters(sentence) else NOUNS
    drawable = drawable - _hung_by(sentence) - set(_OWN_HEAD.findall(sentence.lower()))
    return tuple(one for one in told if noun_base(one.name) in drawable)


def _hung_by(sentence: str) -> frozenset[str]:
    """Return what somebody hangs by that is its own: "swings on its cord" tells of one body."""
    own = re.findall(r"\b(?:its|their)\s+([a-z]+)", sentence.lower())
    return frozenset(noun for noun in map(noun_base, own) if noun in _HANGERS)


def _as_ground(told: ToldBeside) -> ToldGround | None:
    """Return what a sentence says of two things that lie over one another; None of others."""
    if told.lies == WITHIN:
        return None
    return ToldGround(told.stays, told.noun, above=told.lies == UNDER)
